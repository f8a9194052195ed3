"""The layers of a map sheet: memory layers of a private project, refilled for each sheet.

Nothing is read from the workspace while a page is drawn, so no other program can empty
a page (qgis-notes.md). Numbers are labels pinned at known places, so that they stand
alike in every QGIS version, are text in the PDF, and can be counted after the export.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import shapely
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsNullSymbolRenderer,
    QgsPalLayerSettings,
    QgsProject,
    QgsProperty,
    QgsPropertyCollection,
    QgsSingleSymbolRenderer,
    QgsSymbol,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtGui import QColor, QFont

from ..core.sheet_drawing import SheetDrawing
from ..core.sheet_lines import hatched
from ..core.sheet_style import BLACK, WHITE, SheetStyle
from ..core.sheet_text import MapText
from .sheet_fonts import SheetFont
from .sheet_symbols import MM, circle_symbol, fill_symbol, leader_symbol, line_symbol, unseen_fill

AREAS = ("public_land", "water", "road", "building")
"""Classes of areas, the lowest first."""
LINES = (
    "context",
    "public_land",
    "road_centre",
    "road",
    "water",
    "building",
    "parcel",
    "parcel_not_surveyed",
    "parcel_proposed",
    "tie",
    "block",
    "zone",
    "municipality",
    "match",
    "cross",
    "inset",
)
"""Classes of lines, the lowest first."""
WATER_HATCH = "water_hatch"
"""The lines that fill water where colour does not."""
PARCEL_FIELD = "parcel_row"
"""The field that only the layer of the sheet's own parcels has: what is drawn is counted by it."""
CLASS_FIELD = "drawn_as"
"""The field of all other shapes: their class, by which they are counted."""
_PARCEL_FIELDS = f"field={PARCEL_FIELD}:integer"
_CLASS_FIELDS = f"field={CLASS_FIELD}:string"
_EDGE_MM = 0.5
"""A shape that only touches the edge of the map need not be drawn."""
_TEXT_FIELDS = "field=text:string&field=px:double&field=py:double&field=size:double&field=bold:integer&field=angle:double&field=halo:integer&field=parcel:integer"  # noqa: E501


class SheetLayers:
    """The layers in drawing order, and the filling of them for one sheet after the other."""

    def __init__(self, project: QgsProject, crs: QgsCoordinateReferenceSystem, font: SheetFont):
        self.project, self.crs, self.font = project, crs, font
        self.expected: dict[str, int] = {}
        self.areas = {
            name: self.add_layer("Polygon", name + "_area", _CLASS_FIELDS) for name in AREAS
        }
        self.hatch = self.add_layer("LineString", WATER_HATCH, _CLASS_FIELDS)
        self.parcels = self.add_layer("MultiPolygon", "parcel_area", _PARCEL_FIELDS)
        self.lines = {name: self.add_layer("LineString", name, _CLASS_FIELDS) for name in LINES}
        self.leaders = self.add_layer("LineString", "leader", _CLASS_FIELDS)
        self.circles = self.add_layer("Point", "circle", _CLASS_FIELDS)
        self.keys = self.add_layer("Point", "key", _CLASS_FIELDS)
        self.texts = self.add_layer("Point", "text", _TEXT_FIELDS)
        self.inset_texts: list[QgsVectorLayer] = []
        self.parcels.setRenderer(QgsSingleSymbolRenderer(unseen_fill()))
        self.texts.setRenderer(QgsNullSymbolRenderer())
        self.texts.setLabeling(QgsVectorLayerSimpleLabeling(_labelling(font)))
        self.texts.setLabelsEnabled(True)

    def add_layer(self, kind: str, name: str, fields: str = "") -> QgsVectorLayer:
        """A memory layer in the private project."""
        uri = "&".join(part for part in (f"{kind}?crs={self.crs.authid()}", fields) if part)
        layer = QgsVectorLayer(uri, name, "memory")
        layer.setCrs(self.crs)
        self.project.addMapLayer(layer, False)
        return layer

    def ordered(self) -> list[QgsVectorLayer]:
        """The layers of the main map, the topmost first."""
        bottom_up = [
            *self._fills(), self.parcels, *self.lines.values(), self.leaders,
            self.circles, self.keys, self.texts,
        ]  # fmt: skip
        return bottom_up[::-1]

    def below_texts(self) -> list[QgsVectorLayer]:
        """What an inset shows of the main map's layers, the topmost first."""
        lines = [layer for name, layer in self.lines.items() if name not in ("cross", "inset")]
        return [*self._fills(), *lines][::-1]

    def _fills(self) -> list[QgsVectorLayer]:
        """The areas, the lowest first, with the lines that fill water."""
        layers = list(self.areas.values())
        layers.insert(AREAS.index("water") + 1, self.hatch)
        return layers

    def style(self, style: SheetStyle) -> None:
        """Give every layer its symbol at this style's scale."""
        for name, layer in self.areas.items():
            _draw_with(layer, fill_symbol(style.fill(name)))
        _draw_with(self.hatch, line_symbol(style.pen(WATER_HATCH)))
        for name, layer in self.lines.items():
            _draw_with(layer, line_symbol(style.pen("block" if name == "inset" else name)))
        _draw_with(self.lines["inset"], line_symbol(style.pen("neat")))
        _draw_with(self.leaders, leader_symbol(style.pen("leader")))
        _draw_with(self.circles, circle_symbol(style, "circle_diameter", "circle"))
        _draw_with(self.keys, circle_symbol(style, "key_diameter", "key"))

    def fill(self, drawing: SheetDrawing, style: SheetStyle, parcels: np.ndarray) -> None:
        """Put one sheet's shapes and texts into the layers; ``parcels`` are its own shapes.

        ``expected`` says afterwards how many shapes of each class the map has to show.
        """
        ground, numbers = drawing.ground, drawing.numbers
        none = np.empty(0, dtype=object)
        window = shapely.box(*drawing.sheet.extent).buffer(-_EDGE_MM / drawing.sheet.mm_per_metre)

        def put(name: str, layer: QgsVectorLayer, shapes: np.ndarray) -> None:
            refill(layer, shapes, [[name]] * len(shapes))
            self.expected[name] = int(shapely.intersects(window, shapes).sum())

        for name, layer in self.areas.items():
            put(f"{name}_area", layer, ground.areas.get(name, none))
        step = style.hatch("water") / drawing.sheet.mm_per_metre
        waters = ground.areas.get("water", none)
        put(WATER_HATCH, self.hatch, hatched(waters, step) if step else none)
        rows: list[list[object]] = [[int(row)] for row in drawing.sheet.parcels]
        refill(self.parcels, parcels, rows)
        extra = {
            "match": np.array([m.line for m in drawing.sheet.match_lines], dtype=object),
            "cross": drawing.to_ground(drawing.crosses),
            "tie": drawing.ties,
            "inset": drawing.to_ground(
                np.array([i.frame.boundary for i in numbers.insets], dtype=object)
            ),
        }
        for name, layer in self.lines.items():
            put(name, layer, extra.get(name, ground.lines.get(name, none)))
        put("leader", self.leaders, drawing.to_ground(np.array(numbers.leaders, dtype=object)))
        put("circle", self.circles, drawing.to_ground(np.array(drawing.circles, dtype=object)))
        put("key", self.keys, drawing.to_ground(np.array(numbers.circles, dtype=object)))
        self._write(self.texts, drawing, drawing.texts, style)
        self._fill_insets(drawing, style)

    def _fill_insets(self, drawing: SheetDrawing, style: SheetStyle) -> None:
        while len(self.inset_texts) < len(drawing.numbers.insets):
            layer = self.add_layer("Point", "inset_text", _TEXT_FIELDS)
            layer.setRenderer(QgsNullSymbolRenderer())
            layer.setLabeling(QgsVectorLayerSimpleLabeling(_labelling(self.font)))
            layer.setLabelsEnabled(True)
            self.inset_texts.append(layer)
        for layer, inset in zip(self.inset_texts, drawing.numbers.insets):
            self._write(layer, drawing, inset.texts, style, drawing.sheet.scale / inset.scale)

    def _write(
        self, layer: QgsVectorLayer, drawing: SheetDrawing, texts: Sequence[MapText],
        style: SheetStyle, enlargement: float = 1.0,
    ) -> None:  # fmt: skip
        """Pin each text by the middle of its baseline."""
        offsets = np.array([text.baseline() for text in texts]).reshape(-1, 2)
        middles = np.array([(text.x, text.y) for text in texts]).reshape(-1, 2)
        pins = middles + (offsets - middles) / enlargement
        points = drawing.to_ground(shapely.points(pins))
        rows = []
        for text, x, y in zip(texts, shapely.get_x(points), shapely.get_y(points)):
            size = style.text(text.role)
            rows.append(
                [text.text, float(x), float(y), self.font.em(size.size), int(size.bold),
                 -float(text.angle), int(text.halo), int(text.parcel)]
            )  # fmt: skip
        refill(layer, points, rows)


def _draw_with(layer: QgsVectorLayer, symbol: QgsSymbol) -> None:
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))


def refill(
    layer: QgsVectorLayer, shapes: np.ndarray, rows: Iterable[list[object]] | None = None
) -> None:
    """Replace a layer's features by shapes, with their attributes in ``rows``."""
    provider = layer.dataProvider()
    provider.truncate()
    features = []
    for wkb in shapely.to_wkb(np.asarray(shapes, dtype=object)):
        feature = QgsFeature(layer.fields())
        geometry = QgsGeometry()
        geometry.fromWkb(wkb)
        feature.setGeometry(geometry)
        features.append(feature)
    for feature, row in zip(features, rows or ()):
        feature.setAttributes(row)
    provider.addFeatures(features)
    layer.updateExtents()


def _labelling(font: SheetFont) -> QgsPalLayerSettings:
    """Labels at the points that their fields name, all of them, over one another if need be."""
    settings = QgsPalLayerSettings()
    settings.fieldName = "text"
    settings.setFormat(_text_format(font))
    settings.placement = QgsPalLayerSettings.Placement.OverPoint
    _allow_overlaps(settings)
    properties = QgsPropertyCollection()
    for key, name in (
        (QgsPalLayerSettings.PositionX, "px"),
        (QgsPalLayerSettings.PositionY, "py"),
        (QgsPalLayerSettings.Size, "size"),
        (QgsPalLayerSettings.Bold, "bold"),
        (QgsPalLayerSettings.LabelRotation, "angle"),
        (QgsPalLayerSettings.BufferDraw, "halo"),
    ):
        properties.setProperty(key, QgsProperty.fromField(name))
    properties.setProperty(QgsPalLayerSettings.Hali, QgsProperty.fromValue("Center"))
    properties.setProperty(QgsPalLayerSettings.Vali, QgsProperty.fromValue("Base"))
    settings.setDataDefinedProperties(properties)
    return settings


def _allow_overlaps(settings: QgsPalLayerSettings) -> None:
    """Nothing is dropped where labels collide; called otherwise from QGIS 3.26 on."""
    if not hasattr(settings, "placementSettings"):
        settings.displayAll = True
        return
    placement = settings.placementSettings()
    placement.setOverlapHandling(Qgis.LabelOverlapHandling.AllowOverlapIfRequired)
    settings.setPlacementSettings(placement)


def _text_format(font: SheetFont) -> QgsTextFormat:
    text = QgsTextFormat()
    text.setFont(QFont(font.family))
    text.setSize(font.em(3.0))
    text.setSizeUnit(MM)
    text.setColor(QColor(BLACK))
    halo = QgsTextBufferSettings()
    halo.setEnabled(False)
    halo.setColor(QColor(WHITE))
    halo.setSize(SheetStyle("bw", 1000).number("halo"))
    halo.setSizeUnit(MM)
    text.setBuffer(halo)
    return text

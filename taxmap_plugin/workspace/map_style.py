"""How the workspace's layers look on screen, from ``resources/styles/workspace.json``.

Widths, dashes and texts are in mm and pt (look-and-feel.md S2); classes differ by
width, dash or shape, colour only helps (S1).
"""

from __future__ import annotations

from typing import Any, Optional

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFeatureRenderer,
    QgsFillSymbol,
    QgsFontMarkerSymbolLayer,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsProperty,
    QgsRendererCategory,
    QgsSimpleFillSymbolLayer,
    QgsSimpleLineSymbolLayer,
    QgsSimpleMarkerSymbolLayer,
    QgsSingleSymbolRenderer,
    QgsSymbol,
    QgsSymbolLayer,
    QgsTextBackgroundSettings,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsUnitTypes,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QPointF, QSizeF, Qt
from qgis.PyQt.QtGui import QColor, QFont

from ..compat import font_families
from ..core.message import Language
from ..core.resources import load_json
from .domain import labels
from .schema import Table

_BLACK, _WHITE = "#000000", "#FFFFFF"
_CASING = 0.1  # S7: a dashed line lies on a white one that is this much wider
_HALO = 0.4  # S13
_HAIRLINE = 0.18
_SHRINKING = ((6000, 0.35), (3000, 0.5), (1500, 0.7))  # S3: from this scale on, this factor
_NEAR, _GROWING = 750, 1.4
_LEAST_WIDTH = 0.13  # S5
_POINTS = QgsUnitTypes.RenderPoints
_MILLIMETRES = QgsUnitTypes.RenderMillimeters
_BELOW_RIGHT = 8  # of the nine places around a point, counted from the upper left as 0
_UPPER_LEFT = "make_point(x_min($geometry), y_max($geometry))"
_GAP = 1.0  # mm between a sign and the place above which it stands
_SIGN_SHARE = 0.62  # of a marker's size: the sign inside a finding's shape

Spec = dict[str, Any]


def apply_style(layer: QgsVectorLayer, table: Table, language: Language) -> None:
    """Give a spatial layer its symbols and labels; registers have none."""
    spec: Optional[Spec] = load_json("styles", "workspace.json")["tables"].get(table.name)
    if spec is not None:
        _apply(layer, spec, table.geometry, language)


def translate_classes(
    layer: QgsVectorLayer, table: Table, languages: tuple[Language, Language]
) -> None:
    """From one language into another the names of classes that are still the plugin's."""
    spec: Spec = load_json("styles", "workspace.json")["tables"].get(table.name, {})
    renderer = layer.renderer()
    if "classes" not in spec or not isinstance(renderer, QgsCategorizedSymbolRenderer):
        return
    before, after = (_class_texts(spec, language) for language in languages)
    said = renderer.clone()
    for index, category in enumerate(said.categories()):
        if category.label() == before.get(category.value()):
            said.updateCategoryLabel(index, after[category.value()])
    layer.setRenderer(said)


def apply_past_style(layer: QgsVectorLayer, language: Language) -> None:
    """Give a layer of the parcels as they were its symbols and labels."""
    spec = load_json("styles", "workspace.json")["past"]["parcel"]
    _apply(layer, spec, "MULTIPOLYGON", language)


def _apply(layer: QgsVectorLayer, spec: Spec, geometry: str, language: Language) -> None:
    layer.setRenderer(_renderer(spec, geometry, language))
    if "visible_from" in spec:
        layer.setScaleBasedVisibility(True)
        layer.setMinimumScale(spec["visible_from"])
    if "label" in spec:
        layer.setLabeling(QgsVectorLayerSimpleLabeling(_label(spec["label"], geometry)))
        layer.setLabelsEnabled(True)
    elif geometry == "POINT":
        layer.setLabeling(QgsVectorLayerSimpleLabeling(_in_the_way()))
        layer.setLabelsEnabled(True)


def _renderer(spec: Spec, geometry: str, language: Language) -> QgsFeatureRenderer:
    """Classes of areas are drawn in their order, so that a dashed side is not hidden by the
    solid one of the neighbour. A ``hidden`` class waits in the layer tree to be ticked."""
    if "classes" not in spec:
        return QgsSingleSymbolRenderer(_symbol(spec, geometry))
    texts = _class_texts(spec, language)
    categories = []
    for level, (value, one) in enumerate(spec["classes"].items()):
        symbol = _symbol(one, geometry)
        for place in range(symbol.symbolLayerCount()):
            symbol.symbolLayer(place).setRenderingPass(level)
        categories.append(QgsRendererCategory(value, symbol, texts[value], "hidden" not in one))
    renderer = QgsCategorizedSymbolRenderer(spec["by"], categories)
    renderer.setUsingSymbolLevels(geometry == "MULTIPOLYGON")
    return renderer


def _class_texts(spec: Spec, language: Language) -> dict[str, str]:
    if "domain" in spec:
        return labels(spec["domain"], language)
    return {**labels("severity", language), **labels("finding_state", language)}


def _symbol(spec: Spec, geometry: str) -> QgsSymbol:
    if geometry == "POINT":
        return _filled(QgsMarkerSymbol(), _marker_layers(spec["marker"]))
    lines = _line_layers(spec["line"])
    if geometry == "MULTILINESTRING":
        return _filled(QgsLineSymbol(), lines)
    return _filled(QgsFillSymbol(), [_fill_layer(spec), *lines])


def _filled(symbol: QgsSymbol, layers: list[QgsSymbolLayer]) -> QgsSymbol:
    """The symbol with these layers, from the bottom up."""
    for layer in layers:
        symbol.appendSymbolLayer(layer)
    symbol.deleteSymbolLayer(0)
    return symbol


def _fill_layer(spec: Spec) -> QgsSymbolLayer:
    style = spec.get("pattern", "solid") if "fill" in spec else "no"
    return QgsSimpleFillSymbolLayer.create(
        {"style": style, "color": spec.get("fill", _WHITE), "outline_style": "no"}
    )


def _line_layers(spec: Spec) -> list[QgsSymbolLayer]:
    line = _line(spec["width"], spec.get("color", _BLACK))
    dash = spec.get("dash")
    if dash:
        line.setUseCustomDashPattern(True)
        line.setCustomDashVector([float(length) for length in dash])
        line.setCustomDashPatternUnit(_MILLIMETRES)
        return [_line(spec["width"] + _CASING, _WHITE), line]
    if "casing" in spec:
        return [_line(spec["width"] + spec["casing"], _BLACK), line]
    return [line]


def _width_at_scale(width: float) -> str:
    """Lines belong to 1:1000; they grow and shrink with the map (S3), never out of sight (S5)."""
    cases = [
        f"WHEN @map_scale >= {scale} THEN {max(_LEAST_WIDTH, width * factor):.3f}"
        for scale, factor in _SHRINKING
    ]
    near = f"WHEN @map_scale < {_NEAR} THEN {width * _GROWING:.3f}"
    return " ".join(["CASE", *cases, near, f"ELSE {width:.3f} END"])


def _line(width: float, colour: str) -> QgsSimpleLineSymbolLayer:
    line = QgsSimpleLineSymbolLayer(QColor(colour), width)
    line.setWidthUnit(_MILLIMETRES)
    line.setDataDefinedProperty(
        QgsSymbolLayer.PropertyStrokeWidth,
        QgsProperty.fromExpression(_width_at_scale(width)),
    )
    line.setPenJoinStyle(Qt.PenJoinStyle.RoundJoin)
    line.setPenCapStyle(Qt.PenCapStyle.FlatCap)
    return line


def _marker_layers(spec: Spec) -> list[QgsSymbolLayer]:
    """What carries a sign stands above its place, so that a number there can be read."""
    shape = QgsSimpleMarkerSymbolLayer.create(
        {
            "name": spec["shape"],
            "size": str(spec["size"]),
            "size_unit": "MM",
            "color": spec["fill"],
            "outline_color": _BLACK,
            "outline_width": str(_HAIRLINE),
            "outline_width_unit": "MM",
        }
    )
    if "sign" not in spec:
        return [shape]
    above = QPointF(0, -(spec["size"] / 2 + _GAP))
    shape.setOffset(above)
    shape.setOffsetUnit(_MILLIMETRES)
    sign = QgsFontMarkerSymbolLayer(
        _font().family(), spec["sign"], spec["size"] * _SIGN_SHARE, QColor(spec["ink"])
    )
    sign.setSizeUnit(_MILLIMETRES)
    sign.setFontStyle("Bold")
    sign.setOffset(above)
    sign.setOffsetUnit(_MILLIMETRES)
    return [shape, sign]


def _label(spec: Spec, geometry: str) -> QgsPalLayerSettings:
    settings = QgsPalLayerSettings()
    settings.fieldName, settings.isExpression = spec["text"], True
    settings.placement = _placement(spec, geometry)
    settings.offsetType = QgsPalLayerSettings.FromSymbolBounds  # beside a point's marker, not on it
    settings.scaleVisibility = True
    settings.minimumScale, settings.maximumScale = spec["from"], spec.get("to", 0)
    settings.setFormat(_text_format(spec))
    if spec.get("corner"):
        settings.geometryGenerator = _UPPER_LEFT
        settings.geometryGeneratorEnabled = True
        settings.geometryGeneratorType = QgsWkbTypes.PointGeometry
        properties = settings.dataDefinedProperties()
        properties.setProperty(QgsPalLayerSettings.OffsetQuad, _BELOW_RIGHT)
        settings.setDataDefinedProperties(properties)
    return settings


def _in_the_way() -> QgsPalLayerSettings:
    """No labels of its own, but those of other layers go elsewhere."""
    settings = QgsPalLayerSettings()
    settings.drawLabels = False
    return settings


def _placement(spec: Spec, geometry: str) -> QgsPalLayerSettings.Placement:
    if spec.get("along"):
        return QgsPalLayerSettings.Placement.Curved
    if spec.get("corner"):
        return QgsPalLayerSettings.Placement.OverPoint
    if geometry == "POINT":
        return QgsPalLayerSettings.Placement.OrderedPositionsAroundPoint
    return QgsPalLayerSettings.Placement.Horizontal


def _text_format(spec: Spec) -> QgsTextFormat:
    text = QgsTextFormat()
    text.setFont(_font(spec.get("bold", False)))
    text.setFamilies(load_json("styles", "workspace.json")["fonts"])
    text.setSize(spec["size"])
    text.setSizeUnit(_POINTS)
    text.setColor(QColor(spec.get("color", _BLACK)))
    if "circle" in spec:
        text.setBackground(_circle(spec["circle"]))
        return text
    halo = QgsTextBufferSettings()
    halo.setEnabled(True)
    halo.setSize(_HALO)
    halo.setSizeUnit(_MILLIMETRES)
    halo.setColor(QColor(_WHITE))
    text.setBuffer(halo)
    return text


def _circle(diameter: float) -> QgsTextBackgroundSettings:
    circle = QgsTextBackgroundSettings()
    circle.setEnabled(True)
    circle.setType(QgsTextBackgroundSettings.ShapeCircle)
    circle.setSizeType(QgsTextBackgroundSettings.SizeFixed)
    circle.setSize(QSizeF(diameter, diameter))
    circle.setSizeUnit(_MILLIMETRES)
    circle.setFillColor(QColor(_WHITE))
    circle.setStrokeColor(QColor(_BLACK))
    circle.setStrokeWidth(0.35)
    circle.setStrokeWidthUnit(_MILLIMETRES)
    return circle


def _font(bold: bool = False) -> QFont:
    """The first of the screen fonts that this machine has, else the system's own."""
    there = font_families()
    wanted = load_json("styles", "workspace.json")["fonts"]
    font = QFont(next((family for family in wanted if family in there), QFont().family()))
    font.setBold(bold)
    return font

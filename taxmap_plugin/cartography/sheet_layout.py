"""One print layout for one map sheet: map, furniture, title block, every item with its id."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsLayoutItemMap,
    QgsLayoutSize,
    QgsPrintLayout,
    QgsProject,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
)

from ..core.sheet_drawing import SheetDrawing
from ..core.sheet_format import Box, SheetFormat
from ..core.sheet_ground import GroundIndex
from ..core.sheet_names import block_letter
from ..core.sheet_plan import Sheet
from ..core.sheet_style import BLACK, SheetStyle, StyleSet
from ..core.sheet_words import SheetWords
from . import sheet_furniture as furniture
from .sheet_facts import SheetFacts, written_date
from .sheet_fonts import SheetFont
from .sheet_layers import SheetLayers, refill
from .sheet_page import SheetPage
from .sheet_symbols import fill_symbol, line_symbol
from .title_block import TitleBlock, shift_text

LEGEND = (
    "municipality", "zone", "block", "parcel", "parcel_not_surveyed", "parcel_proposed",
    "match", "context", "building", "road", "road_centre", "water", "public_land", "tie",
    "inset", "leader", "key", "circle",
)  # fmt: skip
"""Legend classes from the strongest to the faintest (S29)."""


@dataclass(frozen=True)
class SheetLayout:
    """A layout and its main map."""

    layout: QgsPrintLayout
    map: QgsLayoutItemMap


class SheetMaker:
    """Makes the layouts of a set of sheets, one after the other, in one private project."""

    def __init__(self, index: GroundIndex, facts: SheetFacts, words: SheetWords,
                 style_set: StyleSet, font: SheetFont) -> None:  # fmt: skip
        self.index, self.facts, self.words = index, facts, words
        self.style_set, self.font = style_set, font
        crs = QgsCoordinateReferenceSystem.fromEpsgId(facts.municipality.epsg)
        self.project = QgsProject()
        self.project.setCrs(crs)
        self.layers = SheetLayers(self.project, crs, font)
        self._blocks = self._overview("LineString", "index_blocks")
        self._here = self._overview("Polygon", "index_here")
        refill(self._blocks, shapely.get_parts(shapely.boundary(index.blocks)))
        self._here.setRenderer(QgsSingleSymbolRenderer(fill_symbol(BLACK)))
        self._scale = 0

    def _overview(self, kind: str, name: str) -> QgsVectorLayer:
        return self.layers.add_layer(kind, name)

    def style(self, scale: int) -> SheetStyle:
        """The style of a sheet at this scale."""
        return SheetStyle(self.style_set, scale)

    def make(self, drawing: SheetDrawing) -> SheetLayout:
        """Fill the layers with one sheet and lay it out."""
        sheet = drawing.sheet
        style = self.style(sheet.scale)
        if sheet.scale != self._scale:
            self.layers.style(style)
            self._blocks.setRenderer(QgsSingleSymbolRenderer(line_symbol(style.pen("rule"))))
            self._scale = sheet.scale
        parcels = self.index.shapes("parcel")[sheet.parcels]
        self.layers.fill(drawing, style, parcels)
        refill(self._here, np.array([sheet.area], dtype=object))
        layout = new_layout(self.project, sheet.format)
        page = SheetPage(layout, self.font, style)
        main = self._map_and_frame(page, drawing)
        self._furniture(page, drawing, main)
        self._title_block(page, drawing)
        return SheetLayout(layout, main)

    def _map_and_frame(self, page: SheetPage, drawing: SheetDrawing) -> QgsLayoutItemMap:
        sheet = drawing.sheet
        main = furniture.add_map(page, "map", sheet.format.map, sheet.extent, self.layers.ordered())
        main.setScale(sheet.scale)
        page.rectangle("frame", sheet.format.frame, "frame")
        furniture.coordinates(page, sheet.format.map, sheet.extent, sheet.scale / 10)
        return main

    def _furniture(self, page: SheetPage, drawing: SheetDrawing, main: QgsLayoutItemMap) -> None:
        sheet, boxes, words = drawing.sheet, drawing.sheet.format.boxes, self.words
        framed = ("panel",) if "panel" in boxes else ("index", "arrow", "scale")
        for name in ("legend", "overflow", *framed):
            if name in boxes:
                page.rectangle(f"{name}_box", boxes[name], "neat")
        self._index(page, sheet)
        if "heading" in boxes:
            self._heading(page, sheet, boxes["heading"])
        furniture.north_arrow(page, boxes["arrow"], sheet.format.arrow_size, words)
        furniture.scale_bar(page, boxes["scale"], main, sheet.scale, sheet.format.bar, words)
        furniture.legend(page, boxes["legend"], self._legend_entries(page.style), words)
        for inset in drawing.numbers.insets:
            layers = [self.layers.inset_texts[inset.number - 1], *self.layers.below_texts()]
            xmin, ymin, xmax, ymax = drawing.to_ground(np.array([inset.frame], object))[0].bounds
            furniture.inset_map(page, inset.number, inset.box, (xmin, ymin, xmax, ymax),
                                inset.scale, layers, words)  # fmt: skip
        for number, (box, rows) in enumerate(drawing.tables, start=1):
            furniture.small_lot_table(page, number, box, rows, words)
        corner = Box(sheet.format.page[0] - 13 - 80, 3, 80, 9)
        text = words.short("sheet_n", number=f"{sheet.number} / {self.total}")
        page.text("sheet_corner", text, corner, "sheet_number", "right")

    @property
    def total(self) -> int:
        """How many sheets the municipality has."""
        return len(self.index.plan.sheets)

    def _index(self, page: SheetPage, sheet: Sheet) -> None:
        box = sheet.format.boxes["index"].inset(1.5)
        extent = fitted_extent(shapely.total_bounds(self.index.blocks), box)
        furniture.add_map(page, "index", box, extent, [self._blocks, self._here], "rule")

    def _heading(self, page: SheetPage, sheet: Sheet, box: Box) -> None:
        zone = self.words.short("zone_n", zone=sheet.zone_code)
        letter = block_letter(sheet.block_code, sheet.zone_code)
        block = self.words.short("block_n", block=letter)
        y = box.y + page.fitted("heading_zone", zone, box, "municipality")
        page.fitted("heading_block", block, Box(box.x, y, box.width, 0), "title")

    def _legend_entries(self, style: SheetStyle) -> list[tuple[furniture.Sample, list[str]]]:
        """The classes on the sheet; areas show their fill with the outline that they have."""
        layers = self.layers
        found: dict[str, QgsVectorLayer] = {
            **layers.lines, "leader": layers.leaders, "key": layers.keys, "circle": layers.circles,
        }  # fmt: skip
        filled = {name: layer for name, layer in layers.areas.items() if layer.featureCount()}
        entries: list[tuple[furniture.Sample, list[str]]] = []
        for name in LEGEND:
            words = self.words.lines(f"legend_{name}")
            if name in filled:
                symbol = fill_symbol(style.fill(name), style.pen(name))
                entries.append(((filled[name], symbol), words))
            elif found[name].featureCount():
                entries.append(((found[name], None), words))
        return entries

    def _title_block(self, page: SheetPage, drawing: SheetDrawing) -> None:
        sheet, words, facts = drawing.sheet, self.words, self.facts
        letter = block_letter(sheet.block_code, sheet.zone_code)
        subject = (
            f"{words.short('zone_n', zone=sheet.zone_code)}  {words.short('block_n', block=letter)}"
        )
        if sheet.parts > 1:
            subject += f" ({sheet.part}/{sheet.parts})"
        parcels = words.short("parcels_n", count=len(sheet.parcels))
        fields = [
            (words.say("field_scale"), f"1:{sheet.scale:,}"),
            (words.say("field_as_of"), written_date(facts.as_of, words)),
            (words.say("field_crs"), facts.crs()),
            (words.say("field_printed"), written_date(facts.printed, words)),
            (words.say("field_parcels"), parcels),
            (words.say("field_version"), facts.version),
        ]
        TitleBlock(page, sheet.format, facts, words).draw(
            words.say("title"), subject, sheet.name, f"{sheet.number} / {self.total}",
            fields, self._notes(sheet),
        )  # fmt: skip

    def _notes(self, sheet: Sheet) -> list[list[str]]:
        facts, lines = self.facts, self.words.lines
        notes = [lines("datum_note", crs=facts.crs(), step=f"{sheet.scale // 10:,}")]
        if facts.municipality.utm_zone:
            notes.append(lines("shift_note", shift=shift_text()))
        if facts.sources:
            notes.append(lines("source_note", sources=" · ".join(facts.sources)))
        return [*notes, lines("number_note")]


def new_layout(project: QgsProject, fmt: SheetFormat) -> QgsPrintLayout:
    """An empty layout of one page of this format."""
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    layout.pageCollection().page(0).setPageSize(QgsLayoutSize(*fmt.page))
    return layout


def fitted_extent(bounds: np.ndarray, box: Box) -> tuple[float, float, float, float]:
    """Bounds (m) grown to the proportions of a box, with a little air."""
    xmin, ymin, xmax, ymax = bounds
    width, height = max(xmax - xmin, 1.0) * 1.06, max(ymax - ymin, 1.0) * 1.06
    if width / height < box.width / box.height:
        width = height * box.width / box.height
    else:
        height = width * box.height / box.width
    x, y = (xmin + xmax) / 2, (ymin + ymax) / 2
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2

"""One print layout for one map sheet: map, furniture, title block, every item with its id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

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
from ..core.sheet_index import STYLE_SCALE
from ..core.sheet_names import block_letter
from ..core.sheet_plan import Sheet
from ..core.sheet_style import BLACK, SheetStyle, StyleSet
from ..core.sheet_words import SheetWords
from . import sheet_furniture as furniture
from .sheet_facts import SheetFacts, written_date, written_source
from .sheet_fonts import SheetFont
from .sheet_layers import WATER_HATCH, SheetLayers, refill
from .sheet_page import SheetPage
from .sheet_symbols import area_sample, fill_symbol, line_symbol
from .title_block import TitleBlock, shift_text

LEGEND = (
    "municipality", "zone", "block", "parcel", "parcel_not_surveyed", "parcel_proposed",
    "match", "context", "building", "road", "road_centre", "water", "public_land", "tie",
    "inset", "leader", "key", "circle",
)  # fmt: skip
"""Legend classes from the strongest to the faintest (S29)."""


@dataclass(frozen=True)
class SheetLayout:
    """A layout and its main map; whether all rows of its small-lot tables stand in them, how
    many shapes of each class the map has to show, and the font family of its texts."""

    layout: QgsPrintLayout
    map: QgsLayoutItemMap
    tables_complete: bool
    expected: Mapping[str, int]
    family: str


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
        page, main = self._start(drawing, self.style(sheet.scale), sheet.scale)
        refill(self._here, np.array([sheet.area], dtype=object))
        self._furniture(page, drawing, main, {})
        heads = ("key", "parcel_code", "area", "owner_type")
        complete = self._tables(page, drawing, "small_lots", heads)
        self._index(page, drawing)
        self._title_block(page, sheet)
        return self._finished(page, main, complete)

    def _finished(self, page: SheetPage, main: QgsLayoutItemMap, complete: bool) -> SheetLayout:
        expected = dict(self.layers.expected)
        return SheetLayout(page.layout, main, complete, expected, self.font.family)

    def make_index(self, drawing: SheetDrawing) -> SheetLayout:
        """Fill the layers with the index of all sheets and lay it out."""
        page, main = self._start(drawing, self.style(STYLE_SCALE), STYLE_SCALE)
        self._furniture(page, drawing, main, {"context": "sheet"})
        complete = self._tables(page, drawing, "index", ("key", "count_blocks", "sheet"))
        self._counts(page, _index_box(drawing).inset(1.0))
        self._index_title_block(page, drawing.sheet)
        return self._finished(page, main, complete)

    def _start(
        self, drawing: SheetDrawing, style: SheetStyle, style_scale: int
    ) -> tuple[SheetPage, QgsLayoutItemMap]:
        if style_scale != self._scale:
            self.layers.style(style)
            self._blocks.setRenderer(QgsSingleSymbolRenderer(line_symbol(style.pen("rule"))))
            self._scale = style_scale
        self.layers.fill(drawing, style, self.index.shapes("parcel")[drawing.sheet.parcels])
        page = SheetPage(new_layout(self.project, drawing.sheet.format.page), self.font, style)
        return page, self._map_and_frame(page, drawing)

    def _map_and_frame(self, page: SheetPage, drawing: SheetDrawing) -> QgsLayoutItemMap:
        sheet = drawing.sheet
        main = furniture.add_map(page, "map", sheet.format.map, sheet.extent, self.layers.ordered())
        main.setScale(sheet.scale)
        page.rectangle("frame", sheet.format.frame, "frame")
        furniture.coordinates(page, sheet.format.map, sheet.extent, sheet.scale / 10)
        return main

    def _furniture(
        self, page: SheetPage, drawing: SheetDrawing, main: QgsLayoutItemMap,
        names: Mapping[str, str],
    ) -> None:  # fmt: skip
        """What stands around the map on every kind of sheet; ``names`` are legend classes that
        are called otherwise on it."""
        sheet, boxes, words = drawing.sheet, drawing.sheet.format.boxes, self.words
        framed = {**boxes, "index": _index_box(drawing)}
        alone = ("panel",) if "panel" in boxes else ("index", "scale")
        for name in ("legend", "overflow", *alone):
            if name in boxes:
                page.rectangle(f"{name}_box", framed[name], "neat")
        arrow = drawing.arrow or boxes["arrow"]
        if drawing.arrow is not None:
            page.blank("north_box", arrow)
        elif "panel" not in boxes:
            page.rectangle("arrow_box", arrow, "neat")
        furniture.north_arrow(page, arrow, sheet.format.arrow_size, words)
        furniture.scale_bar(page, boxes["scale"], main, sheet.scale, sheet.format.bar, words)
        furniture.legend(page, boxes["legend"], self._legend_entries(page.style, names), words)
        for inset in drawing.numbers.insets:
            layers = [self.layers.inset_texts[inset.number - 1], *self.layers.below_texts()]
            frame = drawing.to_ground(np.array([inset.frame], dtype=object))[0]
            furniture.inset_map(page, inset.number, inset.box, frame.bounds, inset.scale,
                                layers, words)  # fmt: skip

    def _tables(
        self, page: SheetPage, drawing: SheetDrawing, title: str, heads: tuple[str, ...]
    ) -> bool:
        """The tables of the key numbers; whether all their rows stand in them."""
        words = [self.words.short(head) for head in heads]
        fit = [
            furniture.small_lot_table(page, number, box, rows, self.words.say(title), words)
            for number, (box, rows) in enumerate(drawing.tables, start=1)
        ]
        return all(fit)

    def _number_in_corner(self, page: SheetPage, fmt: SheetFormat, text: str) -> None:
        corner = Box(fmt.page[0] - 13 - 100, 1, 100, 11.5)
        page.text("sheet_corner", text, corner, "sheet_number", "right")

    @property
    def total(self) -> int:
        """How many sheets the municipality has."""
        return len(self.index.plan.sheets)

    def _index(self, page: SheetPage, drawing: SheetDrawing) -> None:
        box = _index_box(drawing).inset(1.0)
        extent = fitted_extent(shapely.total_bounds(self.index.blocks), box)
        furniture.add_map(page, "index", box, extent, [self._blocks, self._here], "rule")

    def _heading(self, page: SheetPage, sheet: Sheet, box: Box) -> None:
        zone = self.words.short("zone_n", zone=sheet.zone_code)
        letter = block_letter(sheet.block_code, sheet.zone_code)
        block = self.words.short("block_n", block=letter)
        y = box.y + page.fitted("heading_zone", zone, box, "zone")
        page.fitted("heading_block", block, Box(box.x, y, box.width, 0), "title")

    def _legend_entries(
        self, style: SheetStyle, names: Mapping[str, str]
    ) -> list[tuple[furniture.Sample, list[str]]]:
        """The classes on the sheet; areas show their fill with the outline that they have."""
        layers = self.layers
        found: dict[str, QgsVectorLayer] = {
            **layers.lines, "leader": layers.leaders, "key": layers.keys, "circle": layers.circles,
        }  # fmt: skip
        filled = {name: layer for name, layer in layers.areas.items() if layer.featureCount()}
        entries: list[tuple[furniture.Sample, list[str]]] = []
        for name in LEGEND:
            words = self.words.lines(f"legend_{names.get(name, name)}")
            if name in filled:
                hatch = style.pen(WATER_HATCH) if style.hatch(name) else None
                symbol = area_sample(style.fill(name), style.pen(name), hatch, style.hatch(name))
                entries.append(((filled[name], symbol), words))
            elif found[name].featureCount():
                pen = style.pen(name)
                sample = line_symbol(pen.within(furniture.LEAST_SAMPLE_MM)) if pen.dash else None
                entries.append(((found[name], sample), words))
        return entries

    def _title_block(self, page: SheetPage, sheet: Sheet) -> None:
        words, facts = self.words, self.facts
        letter = block_letter(sheet.block_code, sheet.zone_code)
        zone = words.short("zone_n", zone=sheet.zone_code)
        subject = f"{zone}  {words.short('block_n', block=letter)}"
        if sheet.parts > 1:
            subject += f" ({sheet.part}/{sheet.parts})"
        number = f"{sheet.number} / {self.total}"
        parcels = words.short("parcels_n", count=f"{len(sheet.parcels):,}")
        fields = [*self._fields(sheet.scale), ("field_parcels", parcels)]
        if "heading" in sheet.format.boxes:
            self._heading(page, sheet, sheet.format.boxes["heading"])
        self._number_in_corner(page, sheet.format, words.short("sheet_n", number=number))
        self._describe(f"{words.short('title')} {sheet.name}")
        TitleBlock(page, sheet.format, facts, words).draw(
            words.say("title"), subject, sheet.name, number, fields, partial(self._notes, sheet)
        )

    def _index_title_block(self, page: SheetPage, sheet: Sheet) -> None:
        words, facts = self.words, self.facts
        title = words.short("index_title")
        self._number_in_corner(page, sheet.format, title)
        self._describe(title)

        def notes(named: int, fields: str) -> list[list[str]]:
            return [*self._notes(sheet, named, fields)[:-1], words.lines("index_note")]

        TitleBlock(page, sheet.format, facts, words).draw(
            words.say("index_title"), "", words.short("index_word"), f"1 – {self.total}",
            self._fields(sheet.scale), notes,
        )  # fmt: skip

    def _describe(self, title: str) -> None:
        """What the PDF says of itself: the office, not the name of the computer's user."""
        office = self.facts.name(self.words)
        metadata = self.project.metadata()
        metadata.setTitle(f"{office} {title}")
        metadata.setAuthor(office)
        self.project.setMetadata(metadata)

    def _fields(self, scale: int) -> list[tuple[str, str]]:
        words, facts = self.words, self.facts
        return [
            ("field_scale", f"1:{scale:,}"),
            ("field_as_of", written_date(facts.as_of, words)),
            ("field_crs", facts.crs()),
            ("field_version", facts.version),
            ("field_printed", written_date(facts.printed, words)),
        ]

    def _counts(self, page: SheetPage, box: Box) -> None:
        """How much the municipality's map holds, where a map sheet has its overview."""
        blocks = self.index.plan.blocks
        if blocks["on_map"].any():
            blocks = blocks[blocks["on_map"]]
        parcel = self.index.source["parcel"]
        counts = (
            ("count_zones", len(blocks["zone_code"].unique())),
            ("count_blocks", len(blocks)),
            ("count_sheets", self.total),
            ("count_parcels", len(parcel)),
        )
        texts = [(word, self.words.short(word), f"{count:,}") for word, count in counts]
        wide = max(page.width(f"{text}  {count}", "neighbour") for _, text, count in texts)
        role = "neighbour" if wide <= box.width - 6 else "fine"
        height = page.line_height(role)
        y = box.y + (box.height - height * len(counts)) / 2
        air = 3 if role == "neighbour" else 1
        for word, text, count in texts:
            row = Box(box.x + air, y, box.width - 2 * air, height)
            page.text(word, text, row, role)
            page.text(f"{word}_value", count, row, role, "right")
            y += height

    def _notes(self, sheet: Sheet, named: int, fields: str) -> list[list[str]]:
        """Datum, shift, sources (the first ``named`` and how many more), ``fields``, and what
        the numbers mean."""
        facts, lines = self.facts, self.words.lines
        notes = [lines("datum_note", crs=facts.crs(), step=f"{sheet.scale // 10:,}")]
        if facts.municipality.utm_zone:
            notes.append(lines("shift_note", shift=shift_text()))
        if facts.sources:
            sources = " · ".join(written_source(one, self.words) for one in facts.sources[:named])
            more = len(facts.sources) - named
            word = "source_note_more" if more else "source_note"
            notes.append(lines(word, sources=sources, more=f"{more:,}"))
        if fields:
            notes.append([fields])
        return [*notes, lines("number_note")]


def _index_box(drawing: SheetDrawing) -> Box:
    """Where the overview stands: also in the box of an arrow that stands in the map."""
    boxes = drawing.sheet.format.boxes
    index, arrow = boxes["index"], boxes["arrow"]
    if drawing.arrow is None:
        return index
    return Box(index.x, index.y, arrow.right - index.x, index.height)


def new_layout(project: QgsProject, size: tuple[float, float]) -> QgsPrintLayout:
    """An empty layout of one page of this size (mm)."""
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    layout.pageCollection().page(0).setPageSize(QgsLayoutSize(*size))
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

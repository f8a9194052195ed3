"""A price round on paper: what it brings, a map of the rise, by class and zone, who rises most."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import shapely

from ..core.feedback import Feedback
from ..core.ground import areas_of
from ..core.municipality import Municipality
from ..core.price_round import CLASSES
from ..core.price_round_table import PriceTables
from ..core.sheet_format import Box
from ..core.sheet_words import SheetWords
from ..core.thai_date import format_date, today
from ..workspace.price_style import price_symbol
from ..workspace.reader import Reader
from .report_map import Shown, Town, add_report_map
from .report_pages import BODY, ReportPages
from .report_table import add_table
from .sheet_facts import place_of

MOST = 40
"""Payers that are listed; all stand in the workbook."""
_SHARED = (58, 18, 28, 28, 25, 13)
_MAP_MM = 120.0


def write_price_round_pdf(
    reader: Reader, office: Municipality, tables: PriceTables, path: Path, feedback: Feedback
) -> None:
    """Write the report to ``path`` (.pdf); an older file is replaced. Names are as ``tables`` say
    them.

    Raises PageProblem, FileInUse, Cancelled, TaxMapError without a font for Thai.
    """
    pages = ReportPages(office, tables.of("title"), SheetWords(tables.language))
    _head(pages, office, tables)
    add_table(pages, tables.totals(), [42, 39, 39, 37, 13])
    _map(pages, reader, tables)
    shared = (tables.classes_of_rise(), tables.tax_classes(), tables.zones())
    for table in (*shared, tables.payers(MOST)):
        add_table(pages, table, _SHARED)
    day = format_date(today(), "long", language=tables.language)
    pages.write(path, tables.of("made_on", day=day), feedback)


def _head(pages: ReportPages, office: Municipality, tables: PriceTables) -> None:
    pages.y = BODY.y - 6
    pages.line(pages.office, "heading")
    place = place_of(office, pages.words)
    if place:
        pages.line(place, "neighbour")
    pages.skip(2)
    pages.line(pages.title, "title")
    pages.paragraph(tables.lists())


def _map(pages: ReportPages, reader: Reader, tables: PriceTables) -> None:
    shapes = reader.read("parcel", ["uuid", "geom"])
    grounds = dict(zip(shapes["uuid"], areas_of(shapes["geom"])))
    parcels = tables.found.parcels
    shown = []
    for name in CLASSES:
        rows = parcels[parcels["class"] == name]
        if len(rows):
            words = tables.of("on_map", title=tables.title(name), count=len(rows))
            grouped = rows.groupby("block")["parcel"].agg(list)
            shown.append(Shown(_joined(grouped, grounds), price_symbol(name), words))
    pages.skip(6)
    pages.need(_MAP_MM)
    pages.line(tables.of("map"), "heading")
    box = Box(BODY.x, pages.y + 1, BODY.width, pages.left - 1)
    add_report_map(pages, box, Town.of(reader), below=shown)
    pages.turn()


def _joined(groups: list, grounds: dict) -> np.ndarray:  # type: ignore[type-arg]
    """The ground of the parcels, a shape for each block."""
    parts = [
        shapely.union_all([grounds[one] for one in group if grounds[one] is not None])
        for group in groups
    ]
    return np.array([one for one in parts if not one.is_empty], dtype=object)

"""The revenue on paper: totals, a map of what brings no tax, charts, tables, the gaps."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..core.feedback import Feedback
from ..core.ground import areas_of
from ..core.money import format_baht
from ..core.revenue import GAPS
from ..core.revenue_standing import GROUPS, standing
from ..core.revenue_table import STANDINGS, RevenueTables
from ..core.sheet_format import Box
from ..core.sheet_words import SheetWords
from ..core.thai_date import format_date
from ..workspace.class_style import class_symbol
from ..workspace.reader import Reader
from .report_bars import BAR_MM, add_bar, add_keys
from .report_map import Shown, Town, add_report_map, dissolved
from .report_pages import BODY, ReportPages
from .report_table import add_table
from .sheet_facts import place_of

MOST = 25
"""Rows of each gap that are listed; of the others the number is told."""
PARTS = (("paid", "#1F3B54"), ("arrears", "#A8230F"), ("not_due", "#9DB7CE"))
"""Of what is assessed, with the colour of each in charts."""
_STYLE = "revenue.json"
_TITLE_MM, _AMOUNT_MM, _LEAST_MAP_MM = 64.0, 30.0, 110.0
_MOST_BARS = 20
_STANDING_MM = (46, 14, 22, 22, 22, 22, 22)
_YEAR_MM = (14, 32, 14, 22, 22, 22, 22, 22)
_GAP_MM = (46, 13, 17, 18, 18, 23, 23, 12)
_ROW_MM = (26, 54, 24, 20, 23, 23)


def write_revenue_pdf(
    reader: Reader, tables: RevenueTables, path: Path, feedback: Feedback
) -> None:
    """Write the report to ``path`` (.pdf); an older file is replaced.

    Raises PageProblem, FileInUse, Cancelled, TaxMapError without a font for Thai.
    """
    RevenuePages(tables).fill(Town.of(reader)).write(path, feedback)


class RevenuePages:
    """The pages of the report in the language of its tables."""

    def __init__(self, tables: RevenueTables) -> None:
        self.tables, self.revenue, self.of = tables, tables.revenue, tables.of
        self._day = format_date(self.revenue.collection.day, "long", language=tables.language)
        office = self.revenue.collection.municipality
        self.pages = ReportPages(office, self.of("title"), SheetWords(tables.language))

    def fill(self, town: Town) -> RevenuePages:
        """Lay out everything."""
        self._head()
        if len(self.revenue.parcels):
            self._map(town)
        tables, pages = self.tables, self.pages
        if len(self.revenue.things):
            pages.turn()
            for group in ("tax_class", "zone_code"):
                self._chart(group)
            add_table(pages, tables.years(), _YEAR_MM)
            for group in GROUPS:
                note = self.of("shared") if group == GROUPS[0] else ""
                add_table(pages, tables.groups(group), _STANDING_MM, note)
        add_table(pages, tables.gaps(), _GAP_MM, self.of("precedence"))
        for gap in GAPS:
            self._rows(gap)
        add_table(pages, tables.assumptions(), [80, 30, 30, 30], self.of("alone"))
        return self

    def write(self, path: Path, feedback: Feedback) -> None:
        self.pages.write(path, self.of("made_on", day=self._day), feedback)

    def _head(self) -> None:
        pages, office = self.pages, self.revenue.collection.municipality
        pages.y = BODY.y - 6
        pages.line(pages.office, "heading")
        place = place_of(office, pages.words)
        if place:
            pages.line(place, "neighbour")
        pages.skip(2)
        pages.line(pages.title, "title")
        pages.paragraph(self.tables.as_of())
        pages.paragraph(self.of("finding_aid"), "cell")
        pages.skip(2)
        of_year, gaps = self.revenue.of_year, self.revenue.all_gaps()
        sums = {name: format_baht(int(of_year[name].sum())) for name, _ in PARTS}
        assessed = format_baht(int(of_year["assessed"].sum()))
        pages.paragraph(self.of("totals", assessed=assessed, **sums))
        told = {"low": format_baht(gaps.low), "high": format_baht(gaps.high)}
        pages.paragraph(self.of("gap_total", count=gaps.count, **told))
        for line in self.tables.told():
            pages.paragraph("• " + line, "cell")

    def _map(self, town: Town) -> None:
        pages, parcels = self.pages, self.revenue.parcels
        pages.skip(4)
        pages.need(_LEAST_MAP_MM)
        pages.line(self.of("map"), "heading")
        shown = []
        for standing_ in STANDINGS:
            some = parcels[parcels["standing"] == standing_]
            grounds = some["geom"].set_axis(some.index)
            grounds[:] = areas_of(some["geom"])
            words = self.of("on_map", standing=self.tables.gap_title(standing_), count=len(some))
            shapes = dissolved(grounds, some["block"])
            shown.append(Shown(shapes, class_symbol(_STYLE, standing_, edge=False), words))
        box = Box(BODY.x, pages.y + 1, BODY.width, pages.left - 1)
        add_report_map(pages, box, town, below=shown)

    # -- the charts ----------------------------------------------------------------------------

    def _chart(self, group: str) -> None:
        """A bar for each class or zone in three parts, what was assessed behind it."""
        pages, found = self.pages, standing(self.revenue.of_year, group)
        rows = found.sort_values("assessed", ascending=False).head(_MOST_BARS)
        most = int(rows["assessed"].max()) if len(rows) else 0
        if not most:
            return
        pages.skip(4)
        pages.need(len(rows) * (BAR_MM + 2.0) + 16)
        pages.line(self.of("chart_" + group, year=self.revenue.year), "heading")
        add_keys(pages, _TITLE_MM, [(self.of("head_" + name), colour) for name, colour in PARTS])
        length = BODY.width - _TITLE_MM - _AMOUNT_MM
        for row in rows.to_dict("records"):
            parts = [row[name] for name, _ in PARTS]
            self._bar(self.tables.group_title(group, row["group"]), parts, most, length)

    def _bar(self, title: str, parts: Sequence[int], most: int, length: float) -> None:
        pages, x, top = self.pages, BODY.x + _TITLE_MM, self.pages.y + 0.6
        pages.page.fitted(
            pages.id("group"), title, Box(BODY.x, top - 0.6, _TITLE_MM - 2, 0), "cell"
        )
        for part, (_, colour) in zip(parts, PARTS):
            if part > 0:
                width = length * part / most
                add_bar(pages, Box(x, top, width, BAR_MM), colour)
                x += width
        amount = Box(BODY.right - _AMOUNT_MM, top - 0.4, _AMOUNT_MM, BAR_MM)
        pages.page.text(pages.id("amount"), format_baht(sum(parts)), amount, "cell", "right")
        pages.y = top + BAR_MM + 1.4

    def _rows(self, gap: str) -> None:
        count = len(self.revenue.gaps[self.revenue.gaps["gap"] == gap])
        if not count:
            return
        add_table(self.pages, self.tables.rows_of(gap, MOST, short=True), _ROW_MM)
        if count > MOST:
            self.pages.paragraph(self.of("rows_more", count=count - MOST), "cell")

"""A collection on paper: what came in, what is owed, the calendar, the estimate for the budget."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..core.collection_estimate import estimate
from ..core.collection_table import CollectionTables
from ..core.feedback import Feedback
from ..core.money import format_baht
from ..core.sheet_format import Box
from ..core.sheet_words import SheetWords
from ..core.thai_date import format_date
from .report_bars import BAR_MM, add_bar, add_keys
from .report_pages import BODY, ReportPages
from .report_table import add_table
from .sheet_facts import place_of

MOST = 60
"""Debtors that are listed; of the others the number is told."""
_NOW, _EARLIER, _REST = "#1F3B54", "#9DB7CE", "#D9A441"
_MONTH_MM, _AMOUNT_MM = 20.0, 30.0
_MONEY_IN = (20, 16, 25, 22, 22, 20, 25, 20)


def write_collection_pdf(
    tables: CollectionTables, path: Path, masked: bool, feedback: Feedback
) -> None:
    """Write the report to ``path`` (.pdf); an older file is replaced.

    Raises PageProblem, FileInUse, Cancelled, TaxMapError without a font for Thai.
    """
    CollectionPages(tables, masked).fill().write(path, feedback)


class CollectionPages:
    """The pages of the report in the language of its tables."""

    def __init__(self, tables: CollectionTables, masked: bool) -> None:
        self.tables, self.found, self.of = tables, tables.collection, tables.of
        self.masked = masked
        self.day = format_date(self.found.day, "long", language=tables.language)
        words = SheetWords(tables.language)
        self.pages = ReportPages(self.found.municipality, self.of("title"), words)

    def fill(self) -> CollectionPages:
        """Lay out everything."""
        self._head()
        tables = self.tables
        if len(self.found.accounts):
            add_table(self.pages, tables.tax_years(), [16, 32, 16, *[21.2] * 5])
        self._chart()
        add_table(self.pages, tables.months(short=True), _MONEY_IN)
        add_table(self.pages, tables.fiscal_years(short=True), _MONEY_IN)
        if len(self.found.accounts):
            add_table(self.pages, tables.classes(), [60, 20, 30, 30, 30], self.of("shared"))
            add_table(self.pages, tables.zones(), [60, 20, 30, 30, 30])
            add_table(self.pages, tables.ageing(), [60, 20, 30, 30, 30])
        self._debtors()
        add_table(self.pages, tables.calendar(), [44, 24, 20, 22, 36, 24], self.of("calendar_note"))
        budget = estimate(self.found)
        if budget.lines:
            title = tables.estimate(budget)
            add_table(self.pages, title, [46, 28, 46, 25, 25], self.of("estimate_note"))
        add_table(self.pages, tables.choices(), [60, 66, 44])
        return self

    def write(self, path: Path, feedback: Feedback) -> None:
        self.pages.write(path, self.of("made_on", day=self.day), feedback)

    def _head(self) -> None:
        pages = self.pages
        pages.y = BODY.y - 6
        pages.line(pages.office, "heading")
        place = place_of(self.found.municipality, pages.words)
        if place:
            pages.line(place, "neighbour")
        pages.skip(2)
        pages.line(pages.title, "title")
        pages.paragraph(self.tables.as_of())
        pages.paragraph(self.of("finding_aid"), "cell")
        if not len(self.found.accounts):
            pages.paragraph(self.of("nothing"), "heading")
        told = self.tables.told()
        if told:
            pages.skip(2)
            pages.line(self.of("told"), "heading")
            for line in told:
                pages.paragraph("• " + line, "cell")

    # -- the chart ---------------------------------------------------------------------------

    def _chart(self) -> None:
        """A bar for each month of the fiscal year, in three parts."""
        pages, months = self.pages, self.found.by_month()
        most = int(months["total"].max())
        pages.skip(4)
        pages.need(12 * (BAR_MM + 1.6) + 16)
        pages.line(self.of("chart"), "heading")
        words = (("chart_now", _NOW), ("chart_earlier", _EARLIER), ("chart_rest", _REST))
        add_keys(pages, _MONTH_MM, [(self.of(word), colour) for word, colour in words])
        length = BODY.width - _MONTH_MM - _AMOUNT_MM
        for row in months.to_dict("records"):
            tax = row["land_tax"] + row["sign_tax"]
            parts = (tax - row["earlier"], row["earlier"], row["total"] - tax)
            self._bar(self.tables.month(row["month"]), parts, most, length)
        pages.skip(1)

    def _bar(self, month: str, parts: Sequence[int], most: int, length: float) -> None:
        pages, x = self.pages, BODY.x + _MONTH_MM
        top = pages.y + 0.6
        pages.page.text(
            pages.id("month"), month, Box(BODY.x, top - 0.6, _MONTH_MM - 2, BAR_MM), "cell"
        )
        for part, colour in zip(parts, (_NOW, _EARLIER, _REST)):
            if part > 0:
                width = length * part / most
                add_bar(pages, Box(x, top, width, BAR_MM), colour)
                x += width
        amount = Box(BODY.right - _AMOUNT_MM, top - 0.4, _AMOUNT_MM, BAR_MM)
        pages.page.text(pages.id("amount"), format_baht(sum(parts)), amount, "cell", "right")
        pages.y = top + BAR_MM + 1.0

    # -- the tables --------------------------------------------------------------------------

    def _debtors(self) -> None:
        found = self.found.debtors()
        table = self.tables.largest_debtors(MOST)
        if not len(found):
            self.pages.skip(6)
            self.pages.line(table.title, "heading")
            self.pages.paragraph(self.of("no_debtors"), "body")
            return
        note = self.of("masked") if self.masked else ""
        add_table(self.pages, table, [28, 20, 14, 24, 22, 20, 20, 22], note)
        if len(found) > MOST:
            self.pages.paragraph(self.of("debtors_more", count=len(found) - MOST), "cell")

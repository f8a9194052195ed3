"""The progress of the tax map on paper: a chart, a map, zones and blocks, and the criteria."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from ..core.area import in_rai
from ..core.feedback import Feedback
from ..core.message import Language, Message, render
from ..core.progress_stages import (
    OFFICES_OWN,
    STAGES,
    STANDINGS,
    Progress,
    Share,
    criterion,
    stage_title,
    standing_title,
)
from ..core.sheet_format import Box
from ..core.sheet_words import SheetWords
from ..core.thai_date import format_date
from ..workspace.reader import Reader
from ..workspace.stage_style import stage_symbol
from .report_bars import BAR_MM, add_bar, add_keys
from .report_map import Shown, Town, add_report_map, dissolved
from .report_pages import BODY, Column, ReportPages
from .sheet_facts import place_of

_TABLES: tuple[tuple[Literal["zone", "block"], str], ...] = (
    ("zone", "by_zone"),
    ("block", "by_block"),
)
_TITLES_MM, _PERCENT_MM = 52.0, 16.0
_LEAST_TABLE_MM = 40.0
_PARCELS, _GROUND = "#1F3B54", "#9DB7CE"
"""Bars of two shades, told apart by their place and their numbers as well."""


def write_progress_pdf(
    reader: Reader, progress: Progress, path: Path, language: Language, feedback: Feedback
) -> None:
    """Write the report to ``path`` (.pdf); an older file is replaced.

    Raises PageProblem, FileInUse, Cancelled, TaxMapError without a font for Thai.
    """
    ProgressPages(progress, language).fill(Town.of(reader)).write(path, feedback)


class ProgressPages:
    """The pages of the report in one language."""

    def __init__(self, progress: Progress, language: Language) -> None:
        self.progress, self.language = progress, language
        self.day = format_date(progress.made, "long", language=language)
        self.pages = ReportPages(progress.municipality, self.of("title"), SheetWords(language))

    def of(self, word: str, **params: Any) -> str:
        return render(Message("progress_report." + word, **params), self.language)

    def fill(self, town: Town) -> ProgressPages:
        """Lay out everything."""
        self._head()
        if len(self.progress.parcels):
            self._chart(self.progress.whole())
            self._map(town)
            for of, word in _TABLES:
                self._shares(of, word, self.progress.by(of))
        self._criteria()
        return self

    def write(self, path: Path, feedback: Feedback) -> None:
        self.pages.write(path, self.of("made_on", day=self.day), feedback)

    def _head(self) -> None:
        pages, office = self.pages, self.progress.municipality
        whole = self.progress.whole()
        pages.y = BODY.y - 6
        pages.line(pages.office, "heading")
        place = place_of(office, pages.words)
        if place:
            pages.line(place, "neighbour")
        pages.skip(2)
        pages.line(pages.title, "title")
        pages.line(self.of("as_of", day=self.day, year=office.tax_year), "body")
        if whole.parcels:
            area = f"{in_rai(whole.area):,.2f}"
            pages.line(self.of("size", count=whole.parcels, area=area), "body")
        else:
            pages.line(self.of("no_parcels"), "heading")
        pages.skip(3)

    # -- the chart -------------------------------------------------------------------------

    def _chart(self, whole: Share) -> None:
        """Two bars a stage, with their numbers behind them."""
        pages = self.pages
        pages.line(self.of("chart"), "heading")
        words = (("parcels", _PARCELS), ("ground", _GROUND))
        add_keys(pages, _TITLES_MM, [(self.of(word), colour) for word, colour in words])
        length = BODY.width - _TITLES_MM - _PERCENT_MM
        for at, stage in enumerate(STAGES):
            top = pages.y
            title = Box(BODY.x, top, _TITLES_MM - 2, 0)
            pages.page.fitted(pages.id("stage"), stage_title(stage, self.language), title, "cell")
            self._bar(top + 0.4, whole.percents[at], length, _PARCELS)
            self._bar(top + 0.6 + BAR_MM, whole.area_percents[at], length, _GROUND)
            pages.y = top + 2 * BAR_MM + 2.2
        pages.skip(1)

    def _bar(self, y: float, percent: float, length: float, colour: str) -> None:
        pages, x = self.pages, BODY.x + _TITLES_MM
        pages.page.rectangle(pages.id("whole"), Box(x, y, length, BAR_MM))
        if percent:
            add_bar(pages, Box(x, y, length * percent / 100, BAR_MM), colour)
        row = Box(x + length, y, _PERCENT_MM, BAR_MM)
        pages.page.text(pages.id("percent"), f"{percent:.1f} %", row, "fine", "right")

    # -- the map ---------------------------------------------------------------------------

    def _map(self, town: Town) -> None:
        pages = self.pages
        pages.line(self.of("map"), "heading")
        shown = []
        for standing in STANDINGS:
            parcels = self.progress.standing(standing)
            title = standing_title(standing, self.language)
            words = self.of("on_map", standing=title, count=len(parcels))
            shown.append(
                Shown(
                    dissolved(parcels["ground"], parcels["block"]),
                    stage_symbol(standing, edge=False),
                    words,
                )
            )
        box = Box(BODY.x, pages.y + 1, BODY.width, pages.left - 1)
        add_report_map(pages, box, town, below=shown)

    # -- the tables ------------------------------------------------------------------------

    def _shares(self, of: str, word: str, shares: Sequence[Share]) -> None:
        pages = self.pages
        first = of == _TABLES[0][0]
        if first:
            pages.turn()
        pages.skip(0 if first else 6)
        pages.need(_LEAST_TABLE_MM)
        pages.line(self.of(word), "heading")
        if first:
            pages.paragraph(self.of("percent_note"), "cell")
        pages.skip(1)
        narrow = (BODY.width - 22 - 18 - 25) / len(STAGES)
        columns = [
            Column(self.of(of), 22),
            Column(self.of("of"), 18),
            Column(self.of("amount"), 25, "right"),
            *(Column(str(number), narrow, "right") for number in range(1, len(STAGES) + 1)),
        ]
        rows = [self._share(share.name or self.of("none"), share) for share in shares]
        pages.table(columns, [*rows, self._share(self.of("total"), self.progress.whole())])

    def _share(self, name: str, share: Share) -> list[str]:
        amount = f"{share.parcels:,}\n{in_rai(share.area):,.2f}"
        both = zip(share.percents, share.area_percents)
        return [
            name,
            f"{self.of('parcels')}\n{self.of('rai')}",
            amount,
            *(f"{parcels:.1f}\n{area:.1f}" for parcels, area in both),
        ]

    def _criteria(self) -> None:
        pages, year = self.pages, self.progress.municipality.tax_year
        pages.skip(6)
        pages.need(_LEAST_TABLE_MM)
        pages.line(self.of("criteria"), "heading")
        pages.skip(1)
        columns = [
            Column(self.of("stage"), 46),
            Column(self.of("criterion"), 90),
            Column(self.of("basis"), BODY.width - 136),
        ]
        rows = []
        for stage in STAGES:
            rule = criterion(stage, self.progress.upkeep, year)
            basis = "office" if stage in OFFICES_OWN else "guide"
            title = stage_title(stage, self.language)
            rows.append([title, render(rule, self.language), self.of(basis)])
        pages.table(columns, rows)

"""A check of quality on paper: a cover with the totals and a map, then rule by rule."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
from qgis.core import QgsMarkerSymbol, QgsSvgMarkerSymbolLayer

from ..core.feedback import Feedback
from ..core.finding import SEVERITIES, Severity
from ..core.message import Language, Message, render
from ..core.parcel_name import Name, listed
from ..core.quality_report import ACCEPTED, QualityReport, group_title
from ..core.quality_rule import Rule
from ..core.resources import resource_path
from ..core.sheet_format import Box
from ..core.sheet_words import SheetWords
from ..core.thai_date import format_date, local_day
from ..workspace.domain import labels
from ..workspace.reader import Reader
from .report_map import Shown, Town, add_report_map
from .report_pages import BODY, Column, ReportPages
from .sheet_facts import place_of
from .sheet_symbols import MM

MOST = 50
"""Findings of one rule that are listed; of the others the number is told."""
_MOST_NAMES = 6
_SIGNS = {"error": "error", "warning": "check", "info": "not_started", ACCEPTED: "passed"}
_DRAWING = (36.0, 24.0)
_LEAST_MAP_MM = 70.0
_SIGN_MM, _MANY_SIGNS, _SMALL_SIGN_MM = 2.8, 300, 1.8


def write_quality_pdf(
    reader: Reader, report: QualityReport, path: Path, language: Language, feedback: Feedback
) -> None:
    """Write the report to ``path`` (.pdf); an older file is replaced.

    Raises PageProblem, FileInUse, Cancelled, TaxMapError without a font for Thai.
    """
    QualityPages(report, language).fill(Town.of(reader)).write(path, feedback)


class QualityPages:
    """The pages of the report in one language."""

    def __init__(self, report: QualityReport, language: Language) -> None:
        self.report, self.language = report, language
        self.severities = labels("severity", language)
        self.states = labels("finding_state", language)
        self.day = format_date(report.made, "long", language=language)
        self.pages = ReportPages(report.municipality, self.of("title"), SheetWords(language))

    def of(self, word: str, **params: Any) -> str:
        return self.say(Message("quality_report." + word, **params))

    def say(self, message: Message) -> str:
        return render(message, self.language)

    def fill(self, town: Town) -> QualityPages:
        """Lay out everything."""
        self._cover(town)
        if self.report.broken:
            self._overview()
        for rule in self.report.broken:
            self._rule(rule)
        return self

    def write(self, path: Path, feedback: Feedback) -> None:
        self.pages.write(path, self.of("made_on", day=self.day), feedback)

    # -- the cover -------------------------------------------------------------------------

    def _cover(self, town: Town) -> None:
        report, pages = self.report, self.pages
        pages.y = BODY.y - 6
        pages.line(pages.office, "heading")
        place = place_of(report.municipality, pages.words)
        if place:
            pages.line(place, "neighbour")
        pages.skip(3)
        pages.line(pages.title, "title")
        pages.line(self.of("checked", day=self.day, count=len(report.rules)), "body")
        pages.skip(3)
        self._figures()
        pages.skip(2)
        if not len(report.findings):
            word = "clean" if report.is_whole else "nothing_found"
            said = self.of(word, count=len(report.rules))
            pages.paragraph(self.of("no_parcels") if report.is_empty else said, "heading")
        pages.paragraph(self.say(report.compared()), "body")
        for text in self._unchecked():
            pages.paragraph(text, "body")
        if len(report.findings):
            pages.skip(2)
            self._groups()
        pages.skip(3)
        pages.need(_LEAST_MAP_MM)
        unplaced = int(report.findings[~report.is_accepted]["place"].isna().sum())
        if unplaced:
            pages.line(self.of("unplaced", count=unplaced), "note")
        box = Box(BODY.x, pages.y, BODY.width, pages.left)
        add_report_map(pages, box, town, self._shown())

    def _figures(self) -> None:
        """The totals, large, each with its sign and its word."""
        pages, report = self.pages, self.report
        counts = [
            *((self.severities[one], str(one), report.count(one)) for one in SEVERITIES),
            (self.states[ACCEPTED], ACCEPTED, report.accepted),
        ]
        gap, height = 3.0, 22.0
        width = (BODY.width + gap) / len(counts)
        for at, (word, kind, count) in enumerate(counts):
            box = Box(BODY.x + at * width, pages.y, width - gap, height)
            pages.page.rectangle(pages.id("figure_box"), box)
            sign = Box(box.x + 3, box.y + 4, 6.5, 6.5)
            pages.page.picture(pages.id("sign"), _sign(kind), sign)
            number = Box(sign.right + 2, box.y + 0.5, box.right - sign.right - 4, 0)
            pages.page.fitted(pages.id("figure"), f"{count:,}", number, "figure")
            label = Box(box.x + 3, box.bottom - 6.5, box.width - 6, 0)
            pages.page.fitted(pages.id("figure_word"), word, label, "neighbour")
        pages.y += height

    def _unchecked(self) -> Iterator[str]:
        for id, kind in self.report.kinds_of_failure().items():
            yield self.of("failed", rule=Message(f"quality.{id}"), problem=kind)

    def _groups(self) -> None:
        totals = self.report.totals()
        width = 24.0
        heads = [*(self.severities[one] for one in SEVERITIES), self.of("accepted")]
        columns = [Column(self.of("column_group"), BODY.width - width * len(heads))]
        columns += [Column(head, width, "right") for head in heads]
        names = [*(self.say(group_title(group)) for group in totals.index), self.of("total")]
        rows = [*totals.to_numpy().tolist(), totals.sum().tolist()]
        self.pages.table(
            columns, [[name, *(f"{one:,}" for one in row)] for name, row in zip(names, rows)]
        )

    def _shown(self) -> list[Shown]:
        """The findings on the map, by severity, that nobody has accepted."""
        open_ones = self.report.findings[~self.report.is_accepted]
        placed = open_ones[open_ones["place"].notna()]
        size = _SIGN_MM if len(placed) <= _MANY_SIGNS else _SMALL_SIGN_MM
        shown = []
        for severity in SEVERITIES:
            here = placed[placed["severity"] == severity]["place"].tolist()
            word = self.of("on_map", severity=self.severities[severity], count=len(here))
            shown.append(Shown(here, _marker(severity, size), word))
        return shown

    # -- by rule ---------------------------------------------------------------------------

    def _overview(self) -> None:
        pages, report = self.pages, self.report
        pages.turn()
        pages.line(self.of("by_rule"), "heading")
        pages.skip(1)
        columns = [
            Column(self.of("column_title"), 72),
            Column(self.of("column_group"), 46),
            Column(self.of("column_severity"), 20),
            Column(self.of("found"), 16, "right"),
            Column(self.of("accepted"), 16, "right"),
        ]
        rows = []
        for rule in report.broken:
            accepted = int((report.of(rule)["state"] == ACCEPTED).sum())
            found = len(report.of(rule)) - accepted
            severity = self.severities[rule.severity]
            group = self.say(group_title(rule.group))
            rows.append([self.say(rule.title), group, severity, f"{found:,}", f"{accepted:,}"])
        pages.table(columns, rows)
        clean = len(report.rules) - len(report.broken)
        if clean:
            pages.skip(2)
            pages.paragraph(self.of("others_clean", count=clean), "body")

    def _rule(self, rule: Rule) -> None:
        pages, found = self.pages, self.report.of(rule)
        pages.skip(8)
        pages.need(_DRAWING[1] + 34)
        self._head(rule, found)
        pages.skip(2)
        shown = found.head(MOST)
        columns = self._columns(shown)
        rows = [
            [self._cell(name, rank, row) for name in columns]
            for rank, row in enumerate(shown.to_dict("records"), start=1)
        ]
        pages.table(list(columns.values()), rows)
        left = len(found) - len(shown)
        if left:
            pages.skip(1)
            pages.paragraph(self.of("and_more", count=left), "body")

    def _head(self, rule: Rule, found: pd.DataFrame) -> None:
        """The title with its sign and count, why it matters, and the drawing."""
        pages = self.pages
        pages.rule()
        top = pages.y + 2
        height = pages.page.line_height("heading")
        sign = Box(BODY.x, top + (height - 5.5) / 2, 5.5, 5.5)
        pages.page.picture(pages.id("sign"), _sign(rule.severity), sign)
        x, width = BODY.x + 8, BODY.width - _DRAWING[0] - 12
        title = Box(x, top, width, 0)
        pages.y = top + pages.page.fitted(pages.id("title"), self.say(rule.title), title, "heading")
        accepted = int((found["state"] == ACCEPTED).sum())
        counts = [self.of("count", count=len(found) - accepted)]
        if accepted:
            counts.append(self.of("count_accepted", count=accepted))
        said = " · ".join([self.severities[rule.severity], *counts])
        pages.paragraph(said, "body", x, width)
        pages.paragraph(self.say(rule.why), "body", x, width)
        drawing = Box(BODY.right - _DRAWING[0], top, *_DRAWING)
        path = resource_path("quality", f"{rule.id}.svg")
        pages.page.picture(pages.id("drawing"), path, drawing)
        pages.y = max(pages.y, drawing.bottom)

    def _columns(self, found: pd.DataFrame) -> dict[str, Column]:
        """Those in which something stands."""
        widths = {"rank": 12.0, "parcels": 42.0, "block": 18.0, "area": 26.0}
        if not any(found["block"]):
            del widths["block"]
        if not any(found["touched"]):
            del widths["area"]
        widths["message"] = BODY.width - sum(widths.values())
        return {
            name: Column(
                self.of(f"column_{name}"), width, "right" if name in ("rank", "area") else "left"
            )
            for name, width in widths.items()
        }

    def _cell(self, column: str, rank: int, row: dict[Any, Any]) -> str:
        if column == "rank":
            return f"{rank:,}"
        if column == "parcels":
            return self._names(row["names"])
        if column == "area":
            return f"{row['touched']:,.2f}" if row["touched"] else "–"
        if column == "message":
            return "\n".join([self.say(row["message"]), *self._state(row)])
        return row[column] or "–"

    def _names(self, names: tuple[Name, ...]) -> str:
        said = (
            self.say(name) if isinstance(name, Message) else name
            for name in listed(names, most=_MOST_NAMES)
        )
        return ", ".join(said) or "–"

    def _state(self, row: dict[Any, Any]) -> Iterator[str]:
        """What an officer made of it, where somebody did."""
        if row["state"] == "open" and not row["assigned_to"]:
            return
        said = [self.states[row["state"]], row["decision"], row["decided_by"] or row["assigned_to"]]
        if row["decided_at"]:
            said.append(format_date(local_day(row["decided_at"]), language=self.language))
        yield "▸ " + " · ".join(one for one in said if one)


def _sign(kind: str) -> Path:
    return resource_path("icons", f"state_{_SIGNS[kind]}.svg")


def _marker(severity: Severity, size: float) -> QgsMarkerSymbol:
    sign = QgsSvgMarkerSymbolLayer(str(_sign(severity)), size)
    sign.setSizeUnit(MM)
    symbol = QgsMarkerSymbol()
    symbol.changeSymbolLayer(0, sign)
    return symbol

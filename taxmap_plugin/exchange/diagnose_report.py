"""The file report as a page to print: plain HTML that Qt, a browser and a printer show alike."""

from __future__ import annotations

import html
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Optional

from ..core.finding import Example, Finding, Severity
from ..core.message import Language, Message
from ..core.thai_date import format_date
from .csv_file import FileNotWritten, write_csv
from .diagnosis import ColumnFact, Diagnosis, Section
from .layer_values import AREA_PARTS, SHEET_PARTS
from .report_page import ReportPage, write_page

_ROWS_SHOWN = 24
_STATE = {
    "error": ("#A8230F", "#FFFFFF", "■"),
    "warning": ("#F0BE1E", "#000000", "▲"),
    "info": ("#EDEEF0", "#000000", "○"),
    None: ("#4FA98A", "#000000", "●"),
}
"""Fill, text and shape of each state (look-and-feel P15): never colour alone."""

_WORDS: dict[Optional[Severity], Message] = {
    "error": Message("diagnose_report.error"),
    "warning": Message("diagnose_report.warning"),
    "info": Message("diagnose_report.info"),
    None: Message("diagnose_report.passed"),
}


def render_html(diagnosis: Diagnosis, language: Language, made_on: Optional[date] = None) -> str:
    """The whole report as one HTML page (A4, portrait), in Thai or English."""
    page = _Page(language)
    parts = [page.head(diagnosis, made_on or date.today()), page.summary(diagnosis)]
    parts += [page.section(section) for section in diagnosis.sections]
    parts.append(page.columns(diagnosis))
    return page.document(Message("diagnose_report.title"), parts)


def write_html(diagnosis: Diagnosis, path: Path, language: Language) -> None:
    """Write the page. Raises FileNotWritten."""
    write_page(render_html(diagnosis, language), path)


def write_rows(diagnosis: Diagnosis, path: Path, language: Language) -> None:
    """Write the rows that have something to check as CSV. Raises FileNotWritten."""
    write_csv(diagnosis.findings_frame(language), path)


def write_pdf(diagnosis: Diagnosis, path: Path, language: Language) -> None:
    """Print the page to a PDF file of A4 sheets. Raises FileNotWritten; needs a running QGIS."""
    from .html_pdf import html_to_pdf

    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise FileNotWritten(path, str(error)) from error
    html_to_pdf(render_html(diagnosis, language), path)
    if not path.is_file():
        raise FileNotWritten(path)


class _Page(ReportPage):
    """Pieces of the page in one language."""

    def head(self, diagnosis: Diagnosis, made_on: date) -> str:
        file = diagnosis.file
        if diagnosis.layer and diagnosis.layer != Path(file).stem:
            file += f" · {diagnosis.layer}"
        day = format_date(made_on, "long", language=self.language)
        made = self.text(Message("diagnose_report.made_on", day=day))
        return (
            f"<h1>{self.text(Message('diagnose_report.title'))}</h1>"
            f'<p class="file">{html.escape(file)}</p><p class="small">{made}</p>'
        )

    def summary(self, diagnosis: Diagnosis) -> str:
        """The one table an officer reads first: how many rows, and what becomes of them."""
        counts = {
            "diagnose_report.rows": diagnosis.rows,
            "diagnose_report.enters": diagnosis.enters,
            "diagnose_report.without_code": diagnosis.without_code,
            "diagnose_report.set_aside": diagnosis.set_aside,
        }
        labelled = [(self.say(Message(id)), number) for id, number in counts.items()]
        return self.counts(labelled) + self._verdict(diagnosis)

    def _verdict(self, diagnosis: Diagnosis) -> str:
        count = sum(f.severity in ("error", "warning") for f in diagnosis.findings())
        message = Message("diagnose_report.to_check", count=count)
        if diagnosis.refused is not None:
            message = Message("diagnose_report.stops")
        elif not count:
            message = Message("diagnose_report.clean")
        badge = self._badge(diagnosis.severity if count else None)
        return f'<p class="verdict">{badge} {self.text(message)}</p>'

    def _badge(self, severity: Optional[Severity]) -> str:
        fill, ink, shape = _STATE[severity]
        word = self.text(_WORDS[severity])
        return (
            f'<span style="background-color:{fill};color:{ink};font-weight:bold">'
            f"&nbsp;{shape}&nbsp;{word}&nbsp;</span>"
        )

    def section(self, section: Section) -> str:
        facts = "".join(f"<p>{self.text(fact)}</p>" for fact in section.facts)
        findings = "".join(self._finding(finding) for finding in section.findings)
        if findings:
            findings = f'<table class="findings" width="100%" cellspacing="0">{findings}</table>'
        return f"<h2>{self.text(section.title)}</h2>{facts}{findings}"

    def _finding(self, finding: Finding) -> str:
        examples = "".join(self._example(example) for example in finding.examples)
        told = {row for example in finding.examples for row in example.rows}
        others = [row for row in finding.rows if row not in told]
        rows = self._rows(others) if others and not finding.examples else ""
        if others and finding.examples:
            examples += f'<p class="example">{self._others(others)}</p>'
        return (
            f'<tr><td class="state" width="88">{self._badge(finding.severity)}</td>'
            f"<td><b>{self.text(finding.message)}</b>{rows}{examples}</td></tr>"
        )

    def _example(self, example: Example) -> str:
        told = "rows" in example.message.params or not example.rows
        rows = "" if told else self._rows(example.rows)
        return f'<p class="example">{self.text(example.message)}{rows}</p>'

    def _others(self, rows: list[int]) -> str:
        return self.text(Message("diagnose_report.others")) + self._rows(rows)

    def _rows(self, rows: Iterable[int]) -> str:
        listed = list(rows)
        shown = row_ranges(listed[:_ROWS_SHOWN])
        more = len(listed) - _ROWS_SHOWN
        if more > 0:
            shown += self.say(Message("diagnose_report.more_rows", count=more))
        label = self.text(Message("diagnose_report.at_rows", rows=shown))
        return f' <span class="rows">{label}</span>'

    def columns(self, diagnosis: Diagnosis) -> str:
        """Every column of the file: what it is taken for, how full, how many values."""
        titles = ("column", "meaning", "filled", "different")
        aligns = ("left", "left", "right", "right")
        head = "".join(
            f'<th align="{align}">{self.text(Message("diagnose_report.col_" + title))}</th>'
            for title, align in zip(titles, aligns)
        )
        lines = "".join(self._column(diagnosis, fact) for fact in diagnosis.columns)
        return (
            f"<h2>{self.text(Message('diagnose_report.columns'))}</h2>"
            f'<table class="columns" width="100%" cellspacing="0"><tr>{head}</tr>{lines}</table>'
        )

    def _column(self, diagnosis: Diagnosis, fact: ColumnFact) -> str:
        percent = round(100 * fact.filled / diagnosis.rows) if diagnosis.rows else 0
        return (
            f'<tr><td width="30%">{html.escape(fact.name)}</td>'
            f'<td width="40%">{self._meaning(diagnosis, fact)}</td>'
            f'<td width="12%" align="right">{percent} %</td>'
            f'<td width="18%" align="right">{fact.distinct:,}</td></tr>'
        )

    def _meaning(self, diagnosis: Diagnosis, fact: ColumnFact) -> str:
        if fact.target is None or diagnosis.table is None:
            return self.text(Message("diagnose_report.not_used"))
        names = {column.name: column.title(self.language) for column in diagnosis.table.columns}
        if fact.target in names:
            return self.wrapped(names[fact.target])
        known = fact.target if fact.target in SHEET_PARTS + AREA_PARTS else "other"
        return self.text(Message("diagnose_report.part_" + known))


def row_ranges(rows: Iterable[int]) -> str:
    """Row numbers as an officer writes them: ``1–5, 9, 12``."""
    parts: list[list[int]] = []
    for row in rows:
        if parts and row == parts[-1][1] + 1:
            parts[-1][1] = row
        else:
            parts.append([row, row])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in parts)

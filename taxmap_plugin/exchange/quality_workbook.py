"""A check of quality as a workbook for the office: summary, findings, history by day."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..core.finding import SEVERITIES
from ..core.message import Language, Message, render
from ..core.quality_report import ACCEPTED, QualityReport, group_title
from ..core.quality_rule import Rule
from ..core.thai_date import format_date, local_day
from ..workspace.domain import labels
from ..workspace.finding_trend import STATES
from .csv_file import FileNotWritten
from .quality_layer import column_title, names_text
from .report_workbook import Sheet, write_workbook

_COLUMNS = ["rank", "severity", "group", "title", "parcels", "block", "area", "message", "state"]
_COLUMNS += ["decision", "decided_by", "decided_at", "assigned", "found", "rule", "uuid"]


def write_quality_workbook(report: QualityReport, path: Path, language: Language) -> None:
    """Write the report to ``path`` (.xlsx); an older file is replaced. Raises FileNotWritten."""
    words = _Words(language)
    sheets = [_summary(report, words), _findings(report, words), _history(report, words)]
    try:
        write_workbook(sheets, path)
    except (OSError, RuntimeError) as error:
        raise FileNotWritten(path, str(error)) from error


class _Words:
    """What the sheets say, in one language."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self.severity = labels("severity", language)
        self.state = labels("finding_state", language)

    def of(self, word: str) -> str:
        return self.say(Message("quality_report." + word))

    def say(self, message: Message) -> str:
        return render(message, self.language)

    def day(self, utc: Any) -> str:
        """The day of a time, "" where there is none."""
        return format_date(local_day(utc), language=self.language) if utc else ""


def _summary(report: QualityReport, words: _Words) -> Sheet:
    totals = report.totals()
    kinds = [*(words.severity[one] for one in SEVERITIES), words.state[ACCEPTED]]
    made = format_date(report.made, "long", language=words.language)
    rows: list[list[Any]] = [
        [words.of("office"), report.municipality.name],
        [words.of("date"), made],
        [words.of("rules_checked"), len(report.rules)],
        [words.of("new"), report.new],
        [words.of("reopened"), report.reopened],
        [words.of("gone"), report.gone],
        [],
        [words.of("column_group"), *kinds],
    ]
    for group, counts in zip(totals.index, totals.to_numpy().tolist()):
        rows.append([words.say(group_title(group)), *counts])
    rows.append([words.of("total"), *totals.sum().tolist()])
    rows += [[], [words.of("column_title"), *(words.of(one) for one in _OF_RULE)]]
    rows += [_rule_row(report, rule, words) for rule in report.rules]
    rows += [[], *_unchecked(report, words)]
    return Sheet(words.of("sheet_summary"), [words.of("title")], rows, is_list=False)


_OF_RULE = ("column_severity", "column_group", "found", "accepted")


def _rule_row(report: QualityReport, rule: Rule, words: _Words) -> list[Any]:
    accepted = int((report.of(rule)["state"] == ACCEPTED).sum())
    severity, group = words.severity[rule.severity], words.say(group_title(rule.group))
    return [words.say(rule.title), severity, group, len(report.of(rule)) - accepted, accepted]


def _unchecked(report: QualityReport, words: _Words) -> list[list[Any]]:
    kinds = report.kinds_of_failure()
    failed = [[words.say(Message(f"quality.{id}")), kind] for id, kind in kinds.items()]
    rows = failed + [[words.say(rule.title), words.of("not_reached")] for rule in report.left]
    return [[words.of("not_checked")], *rows] if rows else []


def _findings(report: QualityReport, words: _Words) -> Sheet:
    header = [column_title(name, words.language) for name in _COLUMNS]
    rules = {rule.id: rule for rule in report.rules}
    rows = [
        _finding_row(rank, row, rules[row["rule"]], words)
        for rank, row in enumerate(report.findings.to_dict("records"), 1)
    ]
    return Sheet(words.of("sheet_findings"), header, rows)


def _finding_row(rank: int, row: Mapping[Any, Any], rule: Rule, words: _Words) -> list[Any]:
    cells = {
        **row,
        "rank": rank,
        "severity": words.severity[row["severity"]],
        "group": words.say(group_title(rule.group)),
        "title": words.say(rule.title),
        "parcels": names_text(row["names"], words.language),
        "area": row["touched"],
        "message": words.say(row["message"]),
        "state": words.state[row["state"]],
        "decided_at": words.day(row["decided_at"]),
        "assigned": row["assigned_to"],
        "found": words.day(row["found_at"]),
    }
    return [cells[name] for name in _COLUMNS]


def _history(report: QualityReport, words: _Words) -> Sheet:
    header = [words.of("day"), *(words.of("day_" + state) for state in STATES)]
    rows: list[list[Any]] = [
        [format_date(day, language=words.language), *counts]
        for day, counts in zip(
            report.history.index, report.history[list(STATES)].to_numpy().tolist()
        )
    ]
    return Sheet(words.of("sheet_history"), header, rows)

"""A reconciliation as a workbook: the sums, what is new, all that stands, and every row's fate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ..core.message import Language, Message, render, stored_message
from ..core.reconcile import check_title
from ..core.thai_date import format_date, local_day, today
from ..workspace.domain import labels
from .csv_file import FileNotWritten
from .reconcile_compare import FATES, SAME, Comparison
from .report_workbook import Sheet, write_workbook

_COLUMNS = ("what", "name", "block", "message", "state", "assigned", "reason", "found")


def write_reconcile_workbook(
    compared: Comparison,
    file: str,
    counts: Mapping[str, int],
    standing: Sequence[Mapping[str, Any]],
    path: Path,
    language: Language,
) -> None:
    """Write the report to ``path`` (.xlsx); an older file is replaced.

    ``counts`` are new, reopened, kept and gone findings; ``standing`` all that are not gone (rows
    of ``finding``), with ``is_new``. Raises FileNotWritten.
    """
    words = _Words(language)
    fresh = [row for row in standing if row["is_new"]]
    sheets = [
        _summary(compared, file, counts, words),
        _findings("new", fresh, words),
        _findings("standing", standing, words),
        _rows(compared, words),
    ]
    try:
        write_workbook(sheets, path)
    except (OSError, RuntimeError) as error:
        raise FileNotWritten(path, str(error)) from error


class _Words:
    """What the sheets say, in one language."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self.states = labels("finding_state", language)

    def of(self, word: str, **told: Any) -> str:
        return self.say(Message("reconcile." + word, **told))

    def say(self, message: Any) -> str:
        is_message = isinstance(message, Message)
        return render(message if is_message else stored_message(message), self.language)


def _summary(compared: Comparison, file: str, counts: Mapping[str, int], words: _Words) -> Sheet:
    day = format_date(today(), "long", language=words.language)
    rows: list[list[Any]] = [
        [words.say(compared.kind.title), file],
        [words.of("made_on"), day],
        [words.of("whole" if compared.whole else "not_whole")],
        [],
        [words.of("rows"), len(compared.rows)],
        *([words.of("fate_" + fate), compared.counts[fate]] for fate in FATES
          if compared.counts[fate]),
        [],
        [words.of("here"), compared.here],
        [words.of("here_found"), compared.here_found],
        [words.of("here_unjudged"), compared.here_unjudged],
    ]  # fmt: skip
    if compared.whole:
        rows.append([words.of("here_only"), compared.only_here])
    rows.append([])
    rows += [[words.of("filed_" + name), count] for name, count in counts.items()]
    return Sheet(words.of("summary"), [words.of("title")], rows, is_list=False)


def _findings(title: str, findings: Sequence[Mapping[str, Any]], words: _Words) -> Sheet:
    rows = [
        [
            words.say(check_title(row["check_id"])),
            row["subject_code"],
            row["block_code"],
            words.say(row["message"]),
            words.states.get(row["state"], row["state"]),
            row["assigned_to"],
            row["decision"],
            format_date(local_day(row["created_at"]), language=words.language)
            if row["created_at"]
            else "",
        ]
        for row in findings
    ]
    return Sheet(words.of("sheet_" + title), [words.of("head_" + name) for name in _COLUMNS], rows)


def _rows(compared: Comparison, words: _Words) -> Sheet:
    """Rows that are the same need no line."""
    odd = compared.rows[compared.rows["fate"] != SAME]
    rows = [
        [row["row"], row["name"], words.of("fate_" + row["fate"]),
         "" if row["why"] is None else words.say(row["why"])]
        for row in odd.to_dict("records")
    ]  # fmt: skip
    heads = [words.of("head_" + name) for name in ("row", "name", "fate", "message")]
    return Sheet(words.of("sheet_rows"), heads, rows)

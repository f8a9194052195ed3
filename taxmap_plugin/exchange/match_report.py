"""The match as a workbook for the office: summary, then one sheet for each outcome.

Owners' names are masked.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Optional

import pandas as pd

from ..core.feedback import Feedback, Silent, check_cancelled
from ..core.match_profile import MatchProfile
from ..core.message import Language, Message, render
from ..core.thai_date import format_date
from ..workspace.schema import table as table_of
from ..workspace.store import Workspace
from .match_lines import (
    KEYS,
    area_text,
    differing,
    domain_text,
    match_lines,
    reason_text,
    state_of,
)
from .match_source import MatchError
from .register_match import counts
from .report_workbook import PLAIN, Sheet, write_workbook

_OUTCOMES = ("matched", "suggested", "conflict", "parcel_only", "register_only")
_FILLS = {  # look-and-feel.md P15: fill, and the text that is readable on it
    "matched": ("4FA98A", "000000"),
    "suggested": ("F0BE1E", "000000"),
    "conflict": ("A8230F", "FFFFFF"),
    "parcel_only": PLAIN,
    "register_only": PLAIN,
}


def write_report(
    ws: Workspace,
    path: Path,
    language: Language = "th",
    table: str = "title_document",
    profile: Optional[MatchProfile] = None,
    feedback: Optional[Feedback] = None,
) -> Path:
    """Write the report of the present matches to ``path`` (.xlsx); an older file is replaced.

    Raises MatchError when the file is held open or cannot be written, Cancelled.
    """
    feedback, path = feedback or Silent(), Path(path)
    lines = match_lines(ws, table)
    sheets = [_summary(ws, lines, table, language, profile)]
    for number, outcome in enumerate(_OUTCOMES):
        check_cancelled(feedback)
        sheets.append(_outcome_sheet(lines[lines["outcome"] == outcome], outcome, language))
        feedback.progress(0.6 * (number + 1) / len(_OUTCOMES))
    try:
        write_workbook(sheets, path)
    except (OSError, RuntimeError) as error:
        raise MatchError(Message("match_report.not_written", file=path.name), str(error)) from error
    feedback.progress(1.0)
    return path


def _text(id: str, language: Language, **params: Any) -> str:
    return render(Message("match_report." + id, **params), language)


# -- what stands in the sheets ---------------------------------------------------------


def _summary(
    ws: Workspace,
    lines: pd.DataFrame,
    table: str,
    language: Language,
    profile: Optional[MatchProfile],
) -> Sheet:
    totals = counts(ws, table)
    today = format_date(datetime.now().date(), "long", language=language)
    rows: list[list[Any]] = [
        [_text("office", language), ws.municipality.name],
        [_text("register", language), table_of(table).title(language)],
        [_text("date", language), today],
    ]
    if profile is not None:
        percent, wah = f"{100 * profile.area.relative:g}", f"{profile.area.absolute / 100:g}"
        tolerance = _text("tolerance_value", language, percent=percent, wah=wah)
        rows += [
            [_text("profile", language), profile.title.get(language, profile.name)],
            [_text("tolerance", language), tolerance],
        ]
    rows += [[], ["", _text("parcels", language), _text("rows", language)]]
    for outcome in _OUTCOMES:
        name = domain_text("match_outcome", outcome, language)
        rows.append([name, *(int(count) for count in totals.loc[outcome])])
    rows.append([_text("total", language), *(int(count) for count in totals.sum())])
    rows += [[], [_text("method", language), _text("lines", language)]]
    for method, count in lines["method"].dropna().value_counts().items():
        rows.append([domain_text("match_method", method, language), int(count)])
    rows += [[], [_text("state", language), _text("lines", language)]]
    states = state_of(lines[lines["outcome"] == "matched"]).value_counts()
    rows += [[domain_text("match_state", s, language), int(n)] for s, n in states.items()]
    return Sheet(_text("summary", language), [_text("title", language)], rows, is_list=False)


def _outcome_sheet(lines: pd.DataFrame, outcome: str, language: Language) -> Sheet:
    """One line each: what map and register say, side by side."""
    columns: list[tuple[str, str, str]] = [("code", "parcel_code", "register_code")]
    columns += [(key, "map_" + key, "register_" + key) for key in KEYS]
    columns += [("area", "map_area", "register_area")]
    sides = {"parcel_only": ("map",), "register_only": ("register",)}.get(
        outcome, ("map", "register")
    )
    header, chosen = [], []
    for name, of_map, of_register in columns:
        for side, column in (("map", of_map), ("register", of_register)):
            if side in sides:
                label = render(Message("match_report.column_" + name), language)
                header.append(
                    _text("of_" + side, language, column=label) if len(sides) > 1 else label
                )
                chosen.append((name, column))
    tail = _tail(outcome)
    header += [_text("column_" + name, language) for name in tail]
    title = domain_text("match_outcome", outcome, language)
    sheet = Sheet(title, header, [], colours=_FILLS[outcome])
    for number, line in enumerate(lines.to_dict("records")):
        cells = [_cell(name, line[column], language) for name, column in chosen]
        sheet.rows.append(cells + [_tail_cell(name, line, language) for name in tail])
        if outcome in ("suggested", "conflict", "matched"):
            wrong = differing(line["compared"])
            wrong |= {"code"} if "parcel_code" in wrong else set()
            sheet.marked |= {(number, at) for at, (name, _) in enumerate(chosen) if name in wrong}
    return sheet


def _tail(outcome: str) -> list[str]:
    if outcome == "parcel_only":
        return []
    if outcome == "register_only":
        return ["owner"]
    names = ["owner", "method", "score", "state"]
    return [*names, "conflict", "better", "reason"] if outcome == "conflict" else names


def _cell(name: str, value: Any, language: Language) -> str:
    if name == "area":
        return area_text(value)
    if name == "document_type":
        return domain_text("document_type", value, language)
    return value if isinstance(value, str) else ""


def _tail_cell(name: str, line: Mapping[Any, Any], language: Language) -> Any:
    if name == "score":
        return None if pd.isna(line["score"]) else float(line["score"])
    if name == "reason":
        return reason_text(line["reason"], language)
    if name in ("method", "state", "conflict"):
        return domain_text("match_" + name, line[name], language)
    value = line["better_code" if name == "better" else name]
    return value if isinstance(value, str) else ""

"""Rules about what came in: texts, and whether an import brought as much as the one before."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd

from .feedback import Feedback, check_cancelled
from .message import Message, Term
from .parcel_code import is_blank, normalise
from .quality_rule import KnownBy, Option, Options, Rule, found, joined
from .quality_sight import Sight
from .text_encoding import is_mojibake

_Check = Callable[[Sight, Options, Feedback], pd.DataFrame]
_TEXTS = ("parcel", "building", "signboard", "title_document", "owner_private", "land_use")
_KEEPING = {"uuid", "created_by", "updated_by", "created_at", "updated_at"}
_SAMPLE = 3
_ERA = 543
_OLDEST = 10
"""Years before its import that the name of a file may say."""


def _texts(what: str, is_wrong: Callable[[str], bool]) -> _Check:
    """One finding for each column with such texts, which are not repeated: they may be names."""

    def check(sight: Sight, _: Options, feedback: Feedback) -> pd.DataFrame:
        frames = []
        for table in _TEXTS:
            check_cancelled(feedback)
            rows = sight.table(table)
            for column in rows.columns:
                if column in _KEEPING or column.endswith("_uuid") or rows[column].dtype != object:
                    continue
                codes, distinct = pd.factorize(rows[column].map(_text))
                wrong = np.array([is_wrong(value) for value in distinct], dtype=bool)
                at = np.flatnonzero((codes >= 0) & np.append(wrong, False)[codes])
                if len(at):
                    said = Message(
                        f"quality.{what}.one",
                        table=Term("table", table),
                        column=Term("column", f"{table}.{column}"),
                        count=len(at),
                    )
                    things = tuple(rows["uuid"].iloc[at[:_SAMPLE]])
                    frames.append(found(table, [things], [said]))
        return joined(frames)

    return check


def _text(value: Any) -> Any:
    return value if isinstance(value, str) else None


def _is_null_word(text: str) -> bool:
    word = normalise(text)
    return bool(word) and is_blank(word)


def _pairs(sight: Sight) -> Iterator[tuple[str, pd.DataFrame]]:
    """The last two imports of each layer of a file into each table, the earlier one first.

    Names that differ by no more than the year or day in them are those of one file.
    """
    rows = sight.table("import_batch").sort_values("imported_at", kind="stable")
    names = ("source_name", "source_layer")
    same = [rows["target_table"], *(_undated(rows[name], rows["imported_at"]) for name in names)]
    for _, batches in rows.groupby(same, dropna=False):
        if len(batches) > 1:
            yield str(batches["source_layer"].iloc[-1]), batches.tail(2)


def _undated(names: pd.Series, imported: pd.Series) -> pd.Series:
    """Names without the year, or day, of their file: one not long before it was imported."""
    years = pd.to_numeric(imported.astype(str).str[:4], errors="coerce")
    plain = [
        "".join(_but_day(part, year) for part in re.split("([0-9]+)", normalise(name)))
        for name, year in zip(names, years)
    ]
    return pd.Series(plain, index=names.index, dtype=object)


def _but_day(part: str, imported: float) -> str:
    """A part of a name, or nothing where it is a year (2569, 2026), a month or a day of it."""
    if not part.isdigit() or len(part) not in (4, 6, 8):
        return part
    for year in {part[:4], part[-4:]}:
        rest = [int(two) for two in re.findall("..", part.replace(year, "", 1))]
        before = imported - min(int(year) - _ERA, int(year), key=lambda one: abs(imported - one))
        if -1 <= before <= _OLDEST and all(0 < one <= 31 for one in rest):
            return ""
    return part


def _count(sight: Sight, options: Options, _: Feedback) -> pd.DataFrame:
    things, messages = [], []
    for layer, pair in _pairs(sight):
        before, now = (int(count) for count in pair["row_count"])
        if before and abs(now - before) > options["share"] / 100 * before:
            change = round(100 * (now - before) / before)
            counts = {"before": f"{before:,}", "now": f"{now:,}", "change": f"{change:+d}"}
            messages.append(Message("quality.count_changed.one", layer=layer, **counts))
            things.append((pair["uuid"].iloc[-1],))
    return found("import_batch", things, messages)


def _field(sight: Sight, _: Options, __: Feedback) -> pd.DataFrame:
    things, messages = [], []
    for layer, pair in _pairs(sight):
        before, now = (_targets(profile) for profile in pair["profile"])
        lost = sorted(before - now)
        if lost:
            messages.append(Message("quality.field_lost.one", layer=layer, columns=lost))
            things.append((pair["uuid"].iloc[-1],))
    return found("import_batch", things, messages)


def _targets(profile: Any) -> set[str]:
    """The columns that an import filled: in layers ours come first, in registers theirs."""
    known = json.loads(profile) if isinstance(profile, str) else profile or {}
    mapping = known.get("mapping") or {}
    return set(mapping) if "epsg" in known else set(mapping.values())


def _rule(id: str, severity, check: _Check, *options: Option, by: KnownBy = "things") -> Rule:
    return Rule(id, "file", severity, check, options, is_local=False, known_by=by)


RULES = (
    _rule("garbled", "warning", _texts("garbled", is_mojibake), by="column"),
    _rule("null_word", "warning", _texts("null_word", _is_null_word), by="column"),
    _rule("count_changed", "warning", _count, Option("share", "percent", 20.0, 0.0, 100.0)),
    _rule("field_lost", "warning", _field),
)

"""Which column of an officer's file is what: guessed with a reason, confirmed by her.

A header is looked up in the alias table first (``column_alias``), then the values are
asked (``value_kinds``). A header that its own values contradict is believed less.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, Optional

import pandas as pd

from .column_alias import EXACT, TRUNCATED, find_alias, tables_with_aliases, target_labels
from .column_profile import ColumnProfileError, Profile
from .message import Message
from .resources import load_csv
from .value_kinds import kind_shares, sample_of, share

__all__ = [
    "ColumnGuess",
    "ColumnProfileError",
    "Composition",
    "Profile",
    "composition",
    "guess_mapping",
    "guess_table",
    "target_labels",
]

# Values that a target's column may hold, any of the kinds.
_EXPECTED: dict[str, tuple[str, ...]] = {
    "parcel_code": ("parcel_code",),
    "source_parcel_code": ("parcel_code",),
    "building_code": ("building_code",),
    "source_building_code": ("building_code",),
    "signboard_code": ("signboard_code",),
    "zone_code": ("zone",),
    "block_code": ("block_letter", "block_full"),
    "lot": ("lot", "lot_with_suffix"),
    "map_sheet": ("map_sheet",),
    "source_name": ("map_sheet",),
    "map_scale": ("map_scale",),
    "id_number": ("id_number",),
    "owner_id_number": ("id_number",),
    "telephone": ("telephone",),
    "owner_telephone": ("telephone",),
    "email": ("email",),
}
# Kinds so peculiar that the values alone tell the column, best first, and their targets.
_TELLING: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("building_code", ("building_code", "source_building_code")),
    ("signboard_code", ("signboard_code",)),
    ("parcel_code", ("parcel_code", "source_parcel_code")),
    ("map_sheet", ("map_sheet", "source_name")),
    ("id_number", ("id_number", "owner_id_number")),
    ("document_type", ("document_type",)),
    ("map_scale", ("map_scale",)),
    ("block_full", ("block_code",)),
    ("lot_with_suffix", ("lot",)),
    ("person_name", ("full_name", "owner_name")),
    ("email", ("email",)),
    ("telephone", ("telephone", "owner_telephone")),
)
# What a drawing program calls "Name" may hold the codes of the parcels.
_NO_NAMES = ("parcel_code", "building_code", "signboard_code")
_ENOUGH_OF_A_KIND = 0.6
_BY_VALUES = 0.7
_CONTRADICTED = 0.5


@dataclass(frozen=True)
class ColumnGuess:
    """``source`` (a header of the file) probably means ``target``, and why.

    ``certainty`` is 1 for a known name, 0.95 but for letter case and blanks, 0.85 for
    a name cut to ten letters, at most 0.7 when only the values tell, and half of it
    when the values contradict the header.
    """

    target: str
    source: str
    certainty: float
    reason: Message


class _Values:
    """The values of a file's columns, looked at once however many tables are tried."""

    def __init__(self, sample: pd.DataFrame) -> None:
        self._sample = sample
        self._counts: dict[str, pd.Series] = {}
        self._shares: dict[str, dict[str, float]] = {}

    def fitting(self, header: str, kinds: Sequence[str]) -> Optional[float]:
        """Share of the values that look like one of ``kinds``, None without values."""
        if header not in self._counts:
            column = self._sample.get(header, pd.Series(dtype=object))
            self._counts[header] = sample_of(column)
        counts = self._counts[header]
        return share(counts, *kinds) if len(counts) else None

    def shares(self, header: str) -> dict[str, float]:
        if header not in self._shares:
            found = kind_shares(self._sample[header]) if header in self._sample else {}
            self._shares[header] = found
        return self._shares[header]


def guess_mapping(headers: Sequence[str], sample: pd.DataFrame, table: str) -> list[ColumnGuess]:
    """The likeliest target for each header of a file, in the headers' order.

    ``sample`` holds rows of the file under the same headers (a few thousand are
    enough). No target is given twice; headers that mean nothing are left out.
    """
    return _guess(headers, _Values(sample), table)


def _guess(headers: Sequence[str], values: _Values, table: str) -> list[ColumnGuess]:
    named = [_by_header(header, values, table) for header in headers]
    best = _best_per_target([guess for guess in named if guess])
    sources = {guess.source for guess in best.values()}
    for header in headers:
        if header not in sources:
            free = [target for target in target_labels(table) if target not in best]
            guess = _by_values(header, values, free)
            if guess:
                best[guess.target] = guess
    return sorted(best.values(), key=lambda guess: list(headers).index(guess.source))


def _by_header(header: str, values: _Values, table: str) -> Optional[ColumnGuess]:
    target, certainty = find_alias(header, table)
    if target is None:
        return None
    expected = _EXPECTED.get(target)
    fitting = values.fitting(header, expected) if expected else None
    if target == "name":
        codes = values.fitting(header, _NO_NAMES)
        fitting = None if codes is None else 1 - codes
    if fitting is not None and fitting < 0.5:
        reason = Message("columns.contradicted", header=header, percent=round(100 * fitting))
        return ColumnGuess(target, header, certainty * _CONTRADICTED, reason)
    if certainty == EXACT:
        return ColumnGuess(target, header, certainty, Message("columns.known", header=header))
    if certainty == TRUNCATED:
        return ColumnGuess(target, header, certainty, Message("columns.cut", header=header))
    return ColumnGuess(target, header, certainty, Message("columns.similar", header=header))


def _best_per_target(guesses: Iterable[ColumnGuess]) -> dict[str, ColumnGuess]:
    best: dict[str, ColumnGuess] = {}
    for guess in guesses:
        if guess.target not in best or guess.certainty > best[guess.target].certainty:
            best[guess.target] = guess
    return best


def _by_values(header: str, values: _Values, free: Sequence[str]) -> Optional[ColumnGuess]:
    shares = values.shares(header)
    for kind, targets in _TELLING:
        target = next((name for name in targets if name in free), None)
        if target and shares.get(kind, 0.0) >= _ENOUGH_OF_A_KIND:
            percent = round(100 * shares[kind])
            kind_name = Message("columns.kind_" + kind)
            reason = Message("columns.by_values", header=header, percent=percent, kind=kind_name)
            return ColumnGuess(target, header, round(_BY_VALUES * shares[kind], 2), reason)
    return None


def guess_table(
    headers: Sequence[str], sample: pd.DataFrame, geometry_type: Optional[str]
) -> tuple[Optional[str], float]:
    """``(our table, certainty)`` of a layer or plain table, ``(None, 0.0)`` if unknown.

    ``geometry_type`` is OGR's or Shapely's word ("MultiPolygon", "Point Z" …), None
    for a table without shapes.
    """
    scores = {}
    values = _Values(sample)
    for table in tables_with_aliases():
        fit = _geometry_fit(table, geometry_type)
        score = fit * _table_score(headers, values, table) if fit else 0.0
        if score:
            scores[table] = score
    if not scores:
        return None, 0.0
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    runner_up = ranked[1][1] if len(ranked) > 1 else 0.0
    table, score = ranked[0]
    return table, round(score * (1 - runner_up / (2 * score)), 2)


def _table_score(headers: Sequence[str], values: _Values, table: str) -> float:
    """How much of the file means something here, a little for how much of us it fills.

    A file without one of the table's key columns (``resources/table_keys.csv``) is
    hardly one of that table.
    """
    guesses = _guess(headers, values, table)
    if not guesses:
        return 0.0
    keys = {row["column"] for row in load_csv("table_keys.csv") if row["table"] == table}
    of_file = sum(guess.certainty for guess in guesses) / len(headers)
    of_table = len(guesses) / len(target_labels(table))
    with_key = 1.0 if keys & {guess.target for guess in guesses} else 0.3
    return of_file * (0.9 + 0.1 * of_table) * with_key


@lru_cache(maxsize=None)
def _geometry_of(table: str) -> str:
    row = next(row for row in load_csv("schema", "table.csv") if row["table"] == table)
    return row["geometry"]


def _geometry_fit(table: str, geometry_type: Optional[str]) -> float:
    """1 when the shapes are of the table's kind, 0.5 when they might do, 0 when not.

    Registers come without shapes; so may the rows of buildings and signboards.
    """
    ours = _geometry_of(table).upper()
    given = (geometry_type or "").upper().replace("NONE", "")
    if not ours:
        return 0.0 if given else 1.0
    if not given:
        return 0.5
    for family in ("POLYGON", "LINE", "POINT"):
        if family in ours:
            return 1.0 if family in given else 0.5
    return 0.0


@dataclass(frozen=True)
class Composition:
    """How a file writes zone, block and lot, so that codes can be composed from them.

    ``block`` is ``letter`` (A), ``full`` (01A), ``mixed`` or None without such a
    column; ``lot`` is ``plain`` (002), ``suffix`` (015/004 occurs) or None.
    """

    block: Optional[Literal["letter", "full", "mixed"]]
    lot: Optional[Literal["plain", "suffix"]]
    has_code: bool
    message: Message


def composition(frame: pd.DataFrame) -> Composition:
    """The composition rule of parcels under our names (``zone_code, block_code, lot``)."""
    has_code = "parcel_code" in frame and len(sample_of(frame["parcel_code"])) > 0
    block = _block_form(frame["block_code"]) if "block_code" in frame else None
    lot = _lot_form(frame["lot"]) if "lot" in frame else None
    if block is None or lot is None:
        id = "columns.code_only" if has_code else "columns.no_code"
        return Composition(block, lot, has_code, Message(id))
    sublots = Message("columns.lot_" + lot)
    messages = {
        "letter": Message("columns.block_letter", lots=sublots),
        "full": Message("columns.block_full", lots=sublots),
        "mixed": Message("columns.block_mixed", lots=sublots),
    }
    return Composition(block, lot, has_code, messages[block])


def _block_form(series: pd.Series) -> Optional[Literal["letter", "full", "mixed"]]:
    counts = sample_of(series)
    letters, full = share(counts, "block_letter"), share(counts, "block_full")
    if not letters and not full:
        return None
    if letters and full:
        return "mixed"
    return "letter" if letters else "full"


def _lot_form(series: pd.Series) -> Optional[Literal["plain", "suffix"]]:
    counts = sample_of(series)
    if share(counts, "lot_with_suffix"):
        return "suffix"
    return "plain" if share(counts, "lot") else None

"""Codes of buildings and signboards: they begin with the code of their parcel and follow it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Optional

import pandas as pd

from ..core.code_style import UNIT_KINDS, CodeStyle, Kind
from ..core.code_suggestion import UnitNumbers
from ..workspace.few_rows import Row
from ..workspace.reader import Reader, among_or_all, rows_among
from ..workspace.schema import CODE_COLUMN
from ..workspace.transaction import Transaction
from .confirmed import Confirmed
from .given_codes import codes_ever_given
from .retired_code import retire_codes

_HAD = " ".join(
    [
        "SELECT code FROM change_row WHERE row_uuid = ? AND table_name = ? AND code > ''",
        "ORDER BY fid DESC",
    ]
)


def rename_units(
    tx: Transaction,
    table: Kind,
    changed: pd.DataFrame,
    style: CodeStyle,
    reason: str,
    document: str,
) -> int:
    """Let the codes of ``building`` or ``signboard`` follow renumbered parcels; returns how many.

    ``changed`` has ``uuid``, ``old_code``, ``new_code`` and ``retiring`` of the parcels. The
    number on the parcel stays, unless such a code is retired already: then the unit gets the
    next one. On a parcel without a code the units have none either.
    """
    if changed.empty:
        return 0
    column = CODE_COLUMN[table]
    where = among_or_all("parcel_uuid", changed["uuid"].tolist())
    units = tx.read(table, ["uuid", "parcel_uuid", column], *where)
    units = units[units[column].notna()]
    renumbered = changed[changed["old_code"].notna()].rename(columns={"uuid": "parcel_uuid"})
    units = units.merge(renumbered, on="parcel_uuid")
    stem = units["old_code"] + style.unit_separator
    units = units[[code.startswith(start) for code, start in zip(units[column], stem)]]
    if units.empty:
        return 0
    new = [
        after + code[len(before) :] if isinstance(after, str) else None
        for code, before, after in zip(units[column], units["old_code"], units["new_code"])
    ]
    units = units.assign(new=_given_to_none(tx, table, units.assign(new=new), style))
    tx.update(table, units[["uuid"]].assign(**{column: units["new"]}))
    given_up = units[units["retiring"]].drop(columns=["old_code", "new_code"])
    retired = given_up.rename(columns={column: "code", "new": "successor"})
    retire_units(tx, table, retired, reason, document)
    return len(units)


def _given_to_none(
    tx: Transaction, table: Kind, units: pd.DataFrame, style: CodeStyle
) -> list[Optional[str]]:
    """The ``new`` codes, for each that is retired, or another unit's, the next of the parcel.

    Parcels that change codes with each other pass the codes of their units on, but none of a
    unit that is gone.
    """
    column, codes = CODE_COLUMN[table], units["new"].tolist()
    asked, own = [code for code in codes if code], set(units["uuid"])
    living = _having(tx, table, asked)
    retired = rows_among(tx, "retired_code", ["code", "table_name"], "code", asked)
    passed_on = {row[column] for row in living if row["uuid"] in own}
    taken = {row[column] for row in living} | {
        row["code"] for row in retired if row["table_name"] == table
    }
    taken -= passed_on
    if not taken:
        return codes
    fresh = UnitCodes(tx, table, style, given=asked)
    parcels = units["new_code"].tolist()
    return [fresh.on(parcel) if code in taken else code for code, parcel in zip(codes, parcels)]


def retire_units(
    tx: Transaction, table: str, rows: pd.DataFrame, reason: str, document: str = ""
) -> None:
    """As :func:`.retired_code.retire_codes`, without the codes that another unit has by now."""
    column = CODE_COLUMN[table]
    codes = rows["code"].tolist() if len(rows) else []
    living = {row[column] for row in _having(tx, table, codes)}
    retire_codes(tx, table, rows[[code not in living for code in codes]], reason, document)


def code_units(
    change: Confirmed,
    moved: Mapping[str, Sequence[str]],
    parcel_codes: Mapping[str, Optional[str]],
) -> None:
    """Let the codes of what stands on the parcels of a change follow them.

    Units that ``moved`` to another parcel (table → uuids) get the next codes there, unless
    theirs fit; on a restored parcel those that they had on it. ``parcel_codes`` are those of
    the parcels by uuid. Codes in force retire.
    """
    recoded = _recoded(change)
    reason, document = change.decision.reason, change.decision.document
    for table in UNIT_KINDS:
        rename_units(change.tx, table, recoded, change.style, reason, document)
        if moved.get(table):
            _code_moved(change, table, moved[table], parcel_codes)


def _recoded(change: Confirmed) -> pd.DataFrame:
    """Parcels that live on under another code, as :func:`rename_units` asks for them."""
    before = change.before
    rows = [
        (uuid, old, piece.code, change.in_force.has(old))
        for uuid, piece in change.pieces
        if piece.keeps
        for old in [before[uuid]["parcel_code"]]
        if old != piece.code
    ]
    return pd.DataFrame(rows, columns=["uuid", "old_code", "new_code", "retiring"])


def _code_moved(
    change: Confirmed,
    table: Kind,
    uuids: Sequence[str],
    parcel_codes: Mapping[str, Optional[str]],
) -> None:
    column = CODE_COLUMN[table]
    rows = rows_among(change.tx, table, ["uuid", "parcel_uuid", column], "uuid", uuids)
    again = _had_there(change, table, rows, parcel_codes)
    codes = UnitCodes(change.tx, table, change.style, given=list(again.values()))
    new = {
        row["uuid"]: again.get(row["uuid"])
        or codes.on(parcel_codes[row["parcel_uuid"]], row[column])
        for row in rows
        if row["parcel_uuid"] in parcel_codes
    }
    changed = [row for row in rows if new.get(row["uuid"], row[column]) != row[column]]
    change.tx.update_rows(
        table, [{"uuid": row["uuid"], column: new[row["uuid"]]} for row in changed]
    )
    given_up = [
        {"code": row[column], "uuid": row["uuid"], "successor": new[row["uuid"]]}
        for row in changed
        if change.in_force.has(row[column])
    ]
    if given_up:
        decision = change.decision
        frame = pd.DataFrame(given_up)
        retire_units(change.tx, table, frame, decision.reason, decision.document)


def _had_there(
    change: Confirmed, table: Kind, rows: Sequence[Row], parcel_codes: Mapping[str, Optional[str]]
) -> dict[str, str]:
    """The codes that units had on a parcel which is restored and that are no other unit's since.

    As the parcel's own code, one that was in force comes back to the very unit that had it.
    """
    restored = {uuid for uuid, piece in change.pieces if piece.restores}
    found: dict[str, str] = {}
    for row in rows:
        parcel, own = parcel_codes.get(row["parcel_uuid"]), row[CODE_COLUMN[table]] or ""
        stem = f"{parcel}{change.style.unit_separator}"
        if row["parcel_uuid"] not in restored or parcel is None or own.startswith(stem):
            continue
        had = [code for (code,) in change.tx.execute(_HAD, [row["uuid"], table])]
        of_here = [code for code in had if code.startswith(stem) and code not in found.values()]
        free = (code for code in of_here if _whose(change.tx, table, code) <= {row["uuid"]})
        code = next(free, None)
        if code is not None:
            found[row["uuid"]] = code
    return found


def _having(reader: Reader, table: str, codes: Sequence[str]) -> list[Row]:
    """The units that have one of the codes, by the index of codes, which leaves out blank ones."""
    column = CODE_COLUMN[table]
    return rows_among(reader, table, ["uuid", column], column, codes, f"{column} <> ''")


def _whose(reader: Reader, table: Kind, code: str) -> set[str]:
    """The units that have a code, or had it in force."""
    living = _having(reader, table, [code])
    columns = ["subject_uuid", "table_name"]
    retired = rows_among(reader, "retired_code", columns, "code", [code])
    had_it = {row["subject_uuid"] for row in retired if row["table_name"] == table}
    return {row["uuid"] for row in living} | had_it


class UnitCodes:
    """Codes for the units of one kind on any parcels, given one after the other.

    ``given`` are codes that count as given beside those in the workspace.
    """

    def __init__(
        self, reader: Reader, kind: Kind, style: CodeStyle, given: Collection[str] = ()
    ) -> None:
        self._reader, self._kind, self._style, self._given = reader, kind, style, given
        self._numbers: dict[str, UnitNumbers] = {}

    def on(self, parcel_code: Optional[str], own: Optional[str] = None) -> Optional[str]:
        """The unit's ``own`` code where it is one of the parcel, else the next code there.

        None on a parcel without a code. Raises CodeError when the parcel's numbers are used up.
        """
        if parcel_code is None:
            return None
        stem = parcel_code + self._style.unit_separator
        if own and own.startswith(stem):
            return own
        if parcel_code not in self._numbers:
            given = codes_ever_given(self._reader, self._kind, stem) | set(self._given)
            self._numbers[parcel_code] = UnitNumbers(self._kind, given, self._style)
        return self._numbers[parcel_code].give(parcel_code).code

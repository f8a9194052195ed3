"""Codes of buildings and signboards: they begin with the code of their parcel and follow it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from ..core.code_style import CodeStyle
from ..core.code_suggestion import next_building_code, next_signboard_code
from ..workspace.few_rows import Row
from ..workspace.reader import rows_among
from ..workspace.schema import CODE_COLUMN
from ..workspace.sql import among
from ..workspace.transaction import Transaction
from .code_declaration import retire_codes
from .given_codes import codes_ever_given

UNIT_TABLES = ("building", "signboard")
_MANY = 500  # parcels from which on reading all units is quicker than asking for each
_NEXT = {"building": next_building_code, "signboard": next_signboard_code}


def rename_units(
    tx: Transaction, table: str, changed: pd.DataFrame, style: CodeStyle, reason: str, document: str
) -> int:
    """Let the codes of ``building`` or ``signboard`` follow renumbered parcels; returns how many.

    ``changed`` has ``uuid``, ``old_code``, ``new_code`` and ``retiring`` of the parcels. The
    number on the parcel stays.
    """
    if changed.empty:
        return 0
    column = CODE_COLUMN[table]
    units = tx.read(table, ["uuid", "parcel_uuid", column], *_on(changed["uuid"]))
    units = units[units[column].notna()]
    renumbered = changed[changed["old_code"].notna()].rename(columns={"uuid": "parcel_uuid"})
    units = units.merge(renumbered, on="parcel_uuid")
    stem = units["old_code"] + style.unit_separator
    units = units[[code.startswith(start) for code, start in zip(units[column], stem)]]
    if units.empty:
        return 0
    new = [
        after + code[len(before) :]
        for code, before, after in zip(units[column], units["old_code"], units["new_code"])
    ]
    units = units.assign(new=new)
    tx.update(table, units[["uuid"]].assign(**{column: units["new"]}))
    given_up = units[units["retiring"]].drop(columns=["old_code", "new_code"])
    retired = given_up.rename(columns={column: "code", "new": "successor"})
    retire_codes(tx, table, retired, reason, document)
    return len(units)


def _on(parcels: pd.Series) -> tuple[str, list[str]]:
    """Where units of few parcels are found through the index; all units for many parcels."""
    if len(parcels) > _MANY:
        return "", []
    uuids = parcels.tolist()
    return among("parcel_uuid", len(uuids)), uuids


def code_moved_units(
    tx: Transaction,
    table: str,
    uuids: Sequence[str],
    parcel_codes: Mapping[str, str | None],
    style: CodeStyle,
    in_force: bool,
    reason: str = "",
    document: str = "",
) -> None:
    """Give units that went to another parcel the next codes there; codes that fit stay.

    ``parcel_codes`` are those of the parcels by uuid; on a parcel without a code a unit has
    none. Codes ``in_force`` retire.
    """
    column = CODE_COLUMN[table]
    rows = rows_among(tx, table, ["uuid", "parcel_uuid", column], "uuid", uuids)
    new = _next_codes(tx, table, rows, parcel_codes, style)
    changed = [(row, code) for row, code in zip(rows, new) if code != row[column]]
    tx.update_rows(table, [{"uuid": row["uuid"], column: code} for row, code in changed])
    given_up = [
        {"code": row[column], "uuid": row["uuid"], "successor": code}
        for row, code in changed
        if row[column]
    ]
    if in_force and given_up:
        retire_codes(tx, table, pd.DataFrame(given_up), reason, document)


def _next_codes(
    tx: Transaction,
    table: str,
    rows: Sequence[Row],
    parcel_codes: Mapping[str, str | None],
    style: CodeStyle,
) -> list[str | None]:
    given: dict[str, set[str]] = {}
    new: list[str | None] = []
    for row in rows:
        parcel, code = row["parcel_uuid"], row[CODE_COLUMN[table]]
        on = parcel_codes.get(parcel)
        if on is None:
            new.append(code if parcel not in parcel_codes else None)
            continue
        stem = on + style.unit_separator
        if code is None or not code.startswith(stem):
            used = given.setdefault(on, codes_ever_given(tx, table, stem))
            code = _NEXT[table](on, used, style).code
            used.add(code)
        new.append(code)
    return new

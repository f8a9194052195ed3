"""What codes tie together wherever it lies: things with the same code, and the buildings and signs
that name a parcel by theirs.

A code as it came is looked up as the index has it, in capitals or not; one written in yet another
way is met where it is filed already, and by a check of the whole map.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd

from ..core.code_style import UNIT_KINDS, CodeStyle, Kind
from ..core.message import stored_message
from ..core.parcel_code import normalise
from ..core.quality_rules import PREFIX
from ..workspace.finding_list import things_of
from ..workspace.reader import OpenReader, rows_among
from ..workspace.schema import CODE_COLUMN, table
from ..workspace.undo_image import Image

CODED = ("parcel", *UNIT_KINDS)
SAME_CODE = {f"{PREFIX}code_duplicate", f"{PREFIX}unit_duplicate"}
"""Checks whose findings are about things that may lie anywhere."""
_NOT_THERE = f"{PREFIX}unit_parcel_missing"


def tied_by_codes(
    reader: OpenReader, images: Sequence[Image], style: CodeStyle
) -> dict[str, set[str]]:
    """The uuids, by table, of what is concerned by the codes that a change gave or took."""
    codes = {name: set().union(*recoded(reader, name, images).values()) for name in CODED}
    if not any(codes.values()):
        return {}
    found = {name: set(with_codes(reader, name, codes[name])) for name in CODED}
    for kind in UNIT_KINDS:
        found[kind].update(_naming(reader, kind, codes["parcel"], style))
    changed = {one.uuid for one in images}
    for name, things in _filed(reader, changed, codes["parcel"]):
        found[name].update(things)
    return found


def with_codes(reader: OpenReader, name: str, codes: Collection[str]) -> list[str]:
    """The things that have one of some codes, or came with it."""
    column = CODE_COLUMN[name]
    coded = f"{column} <> ''"  # else the index is not used
    own = rows_among(reader, name, ["uuid"], column, sorted(codes), coded)
    came = rows_among(reader, name, ["uuid"], "source_code", _as_written(codes))
    return [row["uuid"] for row in (*own, *came)]


def codes_of(name: str, rows: pd.DataFrame) -> set[str]:
    """What each thing is called by: its own code, else the one it came with."""
    pairs = zip(rows[CODE_COLUMN[name]], rows["source_code"])
    return {normalise(own) or normalise(came) for own, came in pairs} - {""}


def _as_written(codes: Collection[str]) -> list[str]:
    return sorted({*codes, *(code.lower() for code in codes)})


def recoded(reader: OpenReader, name: str, images: Sequence[Image]) -> dict[str, set[str]]:
    """The codes that each thing had or has whose code is another one since, by uuid.

    An image has the code of its row also where that stayed the same.
    """
    columns = [one for one in (CODE_COLUMN[name], "source_code") if one in table(name).names]
    mine = [one for one in images if one.table == name]
    uuids = sorted({one.uuid for one in mine})
    now = {row["uuid"]: row for row in rows_among(reader, name, ["uuid", *columns], "uuid", uuids)}
    found: dict[str, set[str]] = {}
    for one in mine:
        row = now.get(one.uuid, {})
        for column in columns:
            if column not in one.values and one.action != "insert":
                continue
            was, is_now = (normalise(of.get(column)) for of in (one.values, row))
            if was != is_now:
                found.setdefault(one.uuid, set()).update({was, is_now} - {""})
    return found


def _naming(
    reader: OpenReader, kind: Kind, parcels: Collection[str], style: CodeStyle
) -> list[str]:
    """The units whose code begins with that of a parcel, or, without one, that came with it."""
    own, end = CODE_COLUMN[kind], chr(ord(style.unit_separator) + 1)
    found = rows_among(
        reader, kind, ["uuid"], "source_parcel_code", _as_written(parcels), f"{own} IS NULL"
    )
    for code in parcels:
        limits = [code + style.unit_separator, code + end]
        between = f"{own} >= ? AND {own} < ? AND {own} <> ''"  # else the index is not used
        found += reader.rows(kind, ["uuid"], between, limits)
    return [row["uuid"] for row in found]


def _filed(
    reader: OpenReader, changed: Collection[str], parcels: Collection[str]
) -> list[tuple[str, tuple[str, ...]]]:
    """The things of findings about what changed, or about a parcel's code that did."""
    columns = ["check_id", "message", "subject_table", "subject_uuid", "things"]
    among = ", ".join(f"'{check}'" for check in sorted({*SAME_CODE, _NOT_THERE}))
    rows = reader.rows("finding", columns, f"check_id IN ({among}) AND state <> 'fixed'")
    found = []
    for row in rows:
        things = things_of(row["things"], row["subject_uuid"])
        if row["check_id"] == _NOT_THERE:
            message = stored_message(row["message"])
            concerned = normalise(message.params.get("parcel")) in parcels
        else:
            concerned = not set(changed).isdisjoint(things)
        if concerned and row["subject_table"] in CODED:
            found.append((row["subject_table"], things))
    return found

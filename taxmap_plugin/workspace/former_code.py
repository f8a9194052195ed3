"""What parcels were called before: codes that a change took away, draft ones too.

A declared code that goes out of use becomes a ``retired_code`` and is never given again. One of
a draft block leaves its trace in the before-images only: their column ``code`` is what the row
has no more after the change.
"""

from __future__ import annotations

import json
from typing import NamedTuple, Optional

from .reader import OpenReader, Params
from .schema import CODE_COLUMN
from .undo_stack import undone_changes

_SELECT = """
    SELECT r.row_uuid, r.code, c.changed_at, c.reason, r.change_uuid
    FROM {images} CROSS JOIN change c
    WHERE c.uuid = r.change_uuid AND c.undoes_uuid IS NULL
          AND r.table_name = 'parcel' AND r.action = 'update'
          AND NOT EXISTS (SELECT 1 FROM parcel p
                          WHERE p.uuid = r.row_uuid AND p.parcel_code = r.code)
          AND {wanted}
"""
_JUST_SO = _SELECT.format(
    images="change_row r", wanted="r.code = :text ORDER BY r.fid DESC LIMIT :most"
)
_IN_PART = _SELECT.format(  # the index alone is read but for what fits
    images="""(SELECT fid FROM change_row
               WHERE code > '' AND code <> :text AND instr(code, :text) > 0) part
              CROSS JOIN change_row r""",
    wanted="r.fid = part.fid LIMIT :most",
)
_OF_PARCEL = _SELECT.format(
    images="change_row r", wanted="r.row_uuid = :uuid AND r.code > '' ORDER BY r.fid"
)
_MOST = 200
_GIVEN_UP = " ".join(
    [
        "SELECT fid, code FROM change_row WHERE row_uuid = ? AND table_name = ?",
        "AND change_uuid = ? AND action = 'update' AND code > '' ORDER BY fid LIMIT 1",
    ]
)
_LATER = " ".join(
    [
        "SELECT before FROM change_row WHERE row_uuid = ? AND table_name = ?",
        "AND change_uuid <> ? AND fid > ? ORDER BY fid",
    ]
)


class FormerCode(NamedTuple):
    """A code that a parcel had until ``until`` (UTC), and not today."""

    parcel_uuid: str
    code: str
    until: str
    reason: Optional[str]
    change_uuid: str


class Recoded(NamedTuple):
    """What a change made of a code; ``new`` is None where it left the row without one."""

    old: str
    new: Optional[str]


def former_codes(opened: OpenReader, text: str, most: int = _MOST) -> list[FormerCode]:
    """Codes that are, or contain, ``text`` (capital letters), at most ``most`` of each sort.

    Each parcel and code once, as it was given up last. Changes that were taken back are left out.
    """
    params = {"text": text, "most": most}
    found = [*_read(opened, _JUST_SO, params), *_read(opened, _IN_PART, params)]
    found.sort(key=lambda one: one.until)
    return list({(one.parcel_uuid, one.code): one for one in found}.values())


def once_called(opened: OpenReader, code: str) -> list[str]:
    """The uuids of the parcels, living or not, that had just this code and have it no more."""
    found = _read(opened, _JUST_SO, {"text": code, "most": _MOST})
    return list(dict.fromkeys(one.parcel_uuid for one in found))


def codes_before(opened: OpenReader, parcel_uuid: str) -> list[FormerCode]:
    """What one parcel was called before, the oldest code first."""
    return _read(opened, _OF_PARCEL, {"uuid": parcel_uuid})


def recoded(opened: OpenReader, table: str, uuid: str, change: str) -> Optional[Recoded]:
    """The code of a row before and after a change; None where the change took none from it.

    What it was afterwards is in the image of the next change, an undo too, else in the row.
    """
    given_up = opened.execute(_GIVEN_UP, [uuid, table, change])
    if not given_up:
        return None
    (place, old), column = given_up[0], CODE_COLUMN[table]
    for (before,) in opened.each(_LATER, [uuid, table, change, place]):
        values = json.loads(before or "{}")
        if column in values:
            return Recoded(old, values[column])
    now = opened.rows(table, [column], "uuid = ?", [uuid])
    return Recoded(old, now[0][column] if now else None)


def _read(opened: OpenReader, statement: str, params: Params) -> list[FormerCode]:
    rows = opened.execute(statement, params)
    undone = undone_changes(opened) if rows else set()
    return [FormerCode(*row) for row in rows if row[-1] not in undone]

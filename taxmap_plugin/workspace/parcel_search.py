"""Finding a parcel by code, deed, land number or map sheet, whether it lives or not any more."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..core.code_search import spellings
from ..core.thai_text import arabic_digits, thai_digits
from .few_rows import Row
from .reader import OpenReader
from .retired_parcel import retired_parcels
from .store import Workspace

_LAST_LETTER = "\U0010ffff"
_BY_CODE = """
    SELECT fid FROM parcel WHERE parcel_code <> '' AND parcel_code = :code
    UNION ALL
    SELECT fid FROM (SELECT fid FROM parcel
                     WHERE parcel_code <> '' AND instr(parcel_code, :code) > 0
                     LIMIT :most) part
"""
_BY_DEED = "SELECT fid FROM parcel WHERE deed_no >= :text AND deed_no < :after LIMIT :most"
_BY_LAND = "SELECT fid FROM parcel WHERE land_no >= :text AND land_no < :after LIMIT :most"
_BY_SHEET = """
    WITH RECURSIVE sheets(name) AS (
        SELECT min(map_sheet) FROM parcel
        UNION ALL
        SELECT (SELECT min(map_sheet) FROM parcel WHERE map_sheet > name)
        FROM sheets WHERE name IS NOT NULL)
    SELECT p.fid FROM sheets CROSS JOIN parcel p
    WHERE p.map_sheet = name AND instr(upper(name), upper(:text)) > 0 LIMIT :most
"""
_BY_LIST = """
    SELECT p.fid FROM list_row r
    LEFT JOIN building b ON b.uuid = r.building_uuid
    LEFT JOIN condo_unit c ON c.uuid = r.condo_unit_uuid
    JOIN parcel p ON p.uuid = coalesce(r.parcel_uuid, b.parcel_uuid, c.parcel_uuid)
    WHERE r.list_set = :list_set AND r.list_page = :list_page AND r.list_row = :list_row
    ORDER BY r.tax_year DESC LIMIT :most
"""
_PLACE_IN_LIST = re.compile(r"(\d+)\s*/\s*(\d+)\s*/\s*(\d+)")
_COLUMNS = ("uuid", "parcel_code", "deed_no", "land_no", "map_sheet")
_LIVING = "SELECT uuid, parcel_code, deed_no, land_no, map_sheet FROM parcel WHERE fid = ?"


@dataclass(frozen=True)
class Found:
    """One parcel that fits, under the names that it has or had.

    ``uuid`` is empty where only a code is known. Where it is not ``living`` under these names,
    ``until`` is the UTC time when they ended, ``now`` what is there today (codes, joined by
    commas) and ``history_uuid`` the row of ``parcel_history`` with the shape, if there is one.
    """

    uuid: str
    code: str
    deed_no: str
    land_no: str
    map_sheet: str
    living: bool
    history_uuid: str = ""
    until: str = ""
    now: str = ""

    @property
    def names(self) -> tuple[str, str, str, str]:
        """What it is searched by."""
        return self.code, self.deed_no, self.land_no, self.map_sheet


def find_parcels(ws: Workspace, text: str, most: int = 100) -> list[Found]:
    """Parcels whose names fit ``text``, at most ``most`` living and ``most`` retired ones.

    Part of a code or map sheet is enough; deed and land numbers are looked for from their
    beginning, those of retired parcels anywhere. Three numbers with slashes are also the set,
    page and row of a posted list (ภ.ด.ส.3), of the latest years first. What fits exactly comes
    first. Thai digits, small letters, and spaces or hyphens in a code are understood; an empty
    text finds nothing.
    """
    wanted = arabic_digits(text).strip()
    if not wanted:
        return []
    living = _living(ws, wanted, most)
    known = {(one.uuid, *one.names) for one in living}
    former = _former(retired_parcels(ws, wanted, most), known)
    exactly = {*(text.upper() for text in _numbers(wanted)), *spellings(wanted)}
    return sorted([*living, *former], key=lambda one: _order(one, exactly))


def _living(ws: Workspace, text: str, most: int) -> list[Found]:
    with ws.reading() as opened:
        fids = _fids(opened, {"text": text, "most": most})
        found = [row for fid in list(fids)[:most] for row in opened.execute(_LIVING, (fid,))]
    rows = [dict(zip(_COLUMNS, row)) for row in found]
    return [Found(uuid=row["uuid"], living=True, **_names(row)) for row in rows]


def _fids(opened: OpenReader, params: Mapping[str, Any]) -> dict[int, None]:
    """By the index of each column; the first of each are kept, in the order of their meaning."""
    by_code = [(_BY_CODE, {**params, "code": code}) for code in spellings(params["text"])]
    numbers = [
        {**params, "text": text, "after": text + _LAST_LETTER} for text in _numbers(params["text"])
    ]
    listed = _PLACE_IN_LIST.fullmatch(params["text"])
    if listed:
        place = dict(zip(("list_set", "list_page", "list_row"), listed.groups()))
        by_code.append((_BY_LIST, {**place, "most": params["most"]}))
    others = [(sql, own) for sql in (_BY_DEED, _BY_LAND, _BY_SHEET) for own in numbers]
    return {fid: None for search in (*by_code, *others) for (fid,) in opened.execute(*search)}


def _numbers(text: str) -> list[str]:
    """As it is stored, and as older rows may have it."""
    return list(dict.fromkeys([text, thai_digits(text)]))


def _former(rows: Sequence[Row], known: set[tuple]) -> list[Found]:
    """Each name of a former parcel once, with its latest shape; not those that it has today."""
    found: dict[tuple, Found] = {}
    for row in rows:
        one = Found(
            uuid=row["parcel_uuid"] or "",
            living=False,
            history_uuid=row["history_uuid"] or "",
            until=row["valid_to"] or "",
            now=row["successor_codes"] or "",
            **_names(row),
        )
        if (one.uuid, *one.names) not in known:
            found[(one.uuid, *one.names)] = one
    return list(found.values())


def _names(row: Row) -> dict[str, str]:
    keys = ("code", "deed_no", "land_no", "map_sheet")
    return {key: row[column] or "" for key, column in zip(keys, _COLUMNS[1:])}


def _order(one: Found, exactly: Collection[str]) -> tuple:
    exact = any(name.upper() in exactly for name in one.names)
    return not exact, not one.living, one.code, one.until

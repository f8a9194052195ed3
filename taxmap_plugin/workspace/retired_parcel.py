"""Parcels that are no more: looked for by a part of a name, or by the very name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from typing import Optional

from ..core.code_search import spellings
from ..core.parcel_code import normalise
from ..core.thai_date import local_day
from ..core.thai_text import arabic_digits, thai_digits
from . import sql
from .family import LineageReader
from .few_rows import Row
from .former_code import former_codes, once_called
from .reader import OpenReader, Reader, rows_among
from .store import Workspace

_NAMED = ("uuid", "parcel_uuid", "parcel_code", "land_no", "valid_from", "valid_to", "geom")
_FOUND = (
    *("parcel_uuid", "parcel_code", "deed_no", "land_no", "map_sheet", "valid_from"),
    *("valid_to", "reason", "change_uuid", "history_uuid", "living", "successor_codes"),
)
_GONE = "AND parcel_uuid NOT IN (SELECT uuid FROM parcel) ORDER BY valid_to DESC"
_SEARCH = """
    SELECT h.parcel_uuid, h.parcel_code, h.deed_no, h.land_no, h.map_sheet, h.valid_from,
           h.valid_to, c.reason, h.change_uuid, h.uuid, NULL
    FROM parcel_history h LEFT JOIN change c ON c.uuid = h.change_uuid
    WHERE h.fid IN (SELECT fid FROM parcel_history WHERE instr(upper(parcel_code), :code) > 0
                    UNION SELECT fid FROM parcel_history WHERE instr(upper(deed_no), :text) > 0
                                                      OR instr(upper(deed_no), :thai) > 0
                    UNION SELECT fid FROM parcel_history WHERE instr(upper(land_no), :text) > 0
                                                      OR instr(upper(land_no), :thai) > 0
                    UNION SELECT fid FROM parcel_history WHERE instr(upper(map_sheet), :text) > 0
                                                      OR instr(upper(map_sheet), :thai) > 0)
    UNION ALL
    SELECT r.subject_uuid, r.code, NULL, NULL, NULL, NULL, r.retired_at, r.reason,
           r.change_uuid, NULL, r.successor_codes
    FROM retired_code r
    WHERE r.table_name = 'parcel' AND instr(upper(r.code), :code) > 0
          AND NOT EXISTS (SELECT 1 FROM parcel p
                          WHERE p.parcel_code = r.code AND p.parcel_code <> '')
          AND NOT EXISTS (SELECT 1 FROM parcel_history h
                          WHERE h.parcel_uuid = r.subject_uuid AND h.parcel_code = r.code)
    ORDER BY 2, 7 LIMIT :most
"""


def retired_parcels(ws: Workspace, text: str, most: int = 200) -> list[Row]:
    """Former parcels whose code, deed, land number or map sheet contains ``text``.

    Also what a living parcel was called or shaped like earlier (``living``), in a draft block
    too; where there are more than ``most``, the very code goes first. Columns:
    ``parcel_uuid, parcel_code, deed_no, land_no, map_sheet, valid_from, valid_to, reason,
    change_uuid, history_uuid, living, successor_codes`` (what came after it, as it is called
    now, joined by commas; ``history_uuid`` None where only the code is known). Thai digits,
    small letters, and spaces or hyphens in a code are understood.
    """
    wanted = arabic_digits(text).strip().upper()
    if not wanted:
        return []
    with ws.reading() as opened:
        codes = spellings(wanted)
        rows = _exact_first(_named_so(opened, wanted, codes, most), codes)[:most]
        reader = LineageReader(opened)
        return [dict(zip(_FOUND, (*row[:-1], *_now(reader, row[0], row[-1])))) for row in rows]


def _named_so(opened: OpenReader, text: str, codes: Sequence[str], most: int) -> list[tuple]:
    """The rows of the search, each once, whichever spelling of the code it has."""
    found: dict[tuple, None] = {}
    named = {"text": text, "thai": thai_digits(text), "most": most}
    for code in codes:
        rows = opened.execute(_SEARCH, {**named, "code": code})
        found.update(dict.fromkeys([*rows, *_only_recoded(opened, code, most, rows)]))
    return list(found)


def _only_recoded(opened: OpenReader, text: str, most: int, known: Sequence[tuple]) -> list[tuple]:
    """Codes given up that neither history nor ``retired_code`` tells, as rows of the search."""
    told = {(uuid, code) for uuid, code, *_ in known}
    found = [one for one in former_codes(opened, text, most) if one[:2] not in told]
    blank = (None,) * 4
    return [(*one[:2], *blank, one.until, one.reason, one.change_uuid, None, None) for one in found]


def _exact_first(rows: Iterable[tuple], codes: Collection[str]) -> list[tuple]:
    """What is called just so, then by code; what ended last comes last."""
    return sorted(rows, key=lambda row: (row[1] not in codes, row[1] or "", row[6] or ""))


def _now(
    reader: LineageReader, uuid: Optional[str], noted: Optional[str]
) -> tuple[bool, Optional[str]]:
    """Whether the parcel lives, and the codes of those that came from it (or its own)."""
    if uuid is None:
        return False, noted
    itself = reader.member(uuid)
    if itself.living:
        return True, itself.parcel_code
    codes = [reader.member(child).parcel_code for child in reader.children(uuid)]
    return False, ", ".join(code for code in codes if code) or noted


def retired_named(ws: Workspace, name: str, on: Optional[dt.date] = None) -> list[Row]:
    """Rows of ``parcel_history`` of parcels that live no more, the one retired last ahead.

    ``name`` is the parcel code or land number that they had (also before another code was given
    in a draft block); ``on`` a day (in Thailand) on
    which they had this shape. Without it each parcel counts as it was when it retired.
    """
    code = normalise(name)
    with ws.reading() as opened:
        recoded = once_called(opened, code)
        called = ["parcel_code = ?", "land_no = ?"]
        called += [sql.among("parcel_uuid", len(recoded))] if recoded else []
        where = " ".join(["(", " OR ".join(called), ")", _GONE])
        rows = opened.rows("parcel_history", _NAMED, where, [code, name.strip(), *recoded])
    last: dict[str, Row] = {}
    for row in rows:
        if on is None or _was_there(row, on):
            last.setdefault(row["parcel_uuid"], row)
    return list(last.values())


def _was_there(row: Row, on: dt.date) -> bool:
    since = row["valid_from"]
    return (since is None or local_day(since) <= on) and on <= local_day(row["valid_to"])


def last_codes(reader: Reader, uuids: Sequence[str]) -> dict[str, str]:
    """By uuid the code that each of some parcels had last, of those that are no more."""
    names = ["parcel_uuid", "parcel_code", "valid_to"]
    rows = rows_among(reader, "parcel_history", names, "parcel_uuid", uuids)
    rows.sort(key=lambda row: row["valid_to"] or "")
    return {row["parcel_uuid"]: row["parcel_code"] for row in rows if row["parcel_code"]}

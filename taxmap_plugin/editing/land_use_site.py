"""Which land use of a parcel a building stands on that came from another parcel."""

from __future__ import annotations

from typing import Optional

from ..workspace.few_rows import Row
from ..workspace.reader import Reader, rows_among
from .title_held import BY_TITLE, title_held, titles_of

_SAYS = ("tax_year", "use_type")
_COLUMNS = ("uuid", "parcel_uuid", BY_TITLE, *_SAYS)


def site_on(reader: Reader, use: str, parcel: str) -> Optional[str]:
    """The land use of a parcel that says the same as ``use``: itself where it is the parcel's.

    None where there is none, or several, of the same year and kind.
    """
    own = _uses_of(reader, parcel)
    if any(row["uuid"] == use for row in own):
        return use
    before = rows_among(reader, "land_use", _COLUMNS, "uuid", [use])
    same = [row["uuid"] for row in own if before and _said(row) == _said(before[0])]
    return same[0] if len(same) == 1 else None


def _uses_of(reader: Reader, parcel: str) -> list[Row]:
    rows = rows_among(reader, "land_use", _COLUMNS, "parcel_uuid", [parcel])
    return rows + title_held(reader, "land_use", _COLUMNS, titles_of(reader, [parcel]))


def _said(row: Row) -> tuple:
    return tuple(row[name] for name in _SAYS)

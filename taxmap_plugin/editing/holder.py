"""Who holds parcels at present."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Optional

from ..workspace.few_rows import Row
from ..workspace.reader import Reader, rows_among

_BY_TITLE = "title_document_uuid"
_HELD = (
    *("fid", "owner_uuid", "parcel_uuid", _BY_TITLE, "kind"),
    *("share_numerator", "share_denominator", "share_text"),
)


@dataclass(frozen=True)
class Holder:
    """Who holds the parcel at present; ``name`` is masked, ``kind`` of ``ownership_kind``."""

    name: str
    kind: Optional[str]
    share: str


def holders_of(
    reader: Reader, uuids: Sequence[str], titles: Sequence[Row]
) -> dict[str, list[Holder]]:
    """Present holders by parcel (uuid), whether they hold it itself or by its title document.

    ``titles`` are the title documents of the parcels: ``uuid`` and ``parcel_uuid``.
    """
    of_title = {row["uuid"]: row["parcel_uuid"] for row in titles}
    held = _held(reader, uuids, list(of_title))
    wanted = sorted({row["owner_uuid"] for row in held if row["owner_uuid"]})
    owners = rows_among(reader, "owner", ["uuid", "display_name"], "uuid", wanted)
    names = {row["uuid"]: row["display_name"] for row in owners}
    found: dict[str, list[Holder]] = {}
    for row in held:
        parcel = row["parcel_uuid"] or of_title[row[_BY_TITLE]]
        holder = Holder(names.get(row["owner_uuid"]) or "–", row["kind"], _share(row))
        mine = found.setdefault(parcel, [])
        if holder not in mine:
            mine.append(holder)
    return found


def _held(reader: Reader, uuids: Sequence[str], titles: Sequence[str]) -> list[Row]:
    """The rows of present owners, in the order of their keys, each by the index of its column."""
    named = (("parcel_uuid", uuids), (_BY_TITLE, titles))
    rows = [
        row
        for column, values in named
        for row in rows_among(reader, "ownership", _HELD, column, values, "to_date IS NULL")
    ]
    by_key = {row["fid"]: row for row in rows}
    return [by_key[key] for key in sorted(by_key)]


def _share(row: Row) -> str:
    if row["share_numerator"] is not None and row["share_denominator"] is not None:
        return f"{row['share_numerator']}/{row['share_denominator']}"
    return row["share_text"] or ""

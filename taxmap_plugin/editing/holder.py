"""Who holds parcels at present."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Optional

from ..workspace.few_rows import Row
from ..workspace.reader import Reader, rows_among
from .title_held import BY_TITLE, title_held

_HELD = (
    *("fid", "owner_uuid", "parcel_uuid", BY_TITLE, "kind"),
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
    held = held_at_present(reader, uuids, {row["uuid"]: row["parcel_uuid"] for row in titles})
    wanted = sorted({row["owner_uuid"] for row in held if row["owner_uuid"]})
    owners = rows_among(reader, "owner", ["uuid", "display_name"], "uuid", wanted)
    names = {row["uuid"]: row["display_name"] for row in owners}
    found: dict[str, list[Holder]] = {}
    for row in held:
        holder = Holder(names.get(row["owner_uuid"]) or "–", row["kind"], _share(row))
        mine = found.setdefault(row["parcel_uuid"], [])
        if holder not in mine:
            mine.append(holder)
    return found


def held_at_present(reader: Reader, uuids: Sequence[str], titles: Mapping[str, str]) -> list[Row]:
    """The rows of present owners of parcels, in the order of their keys.

    ``titles`` are the title documents of the parcels (document → parcel); rows that name
    only the document have its parcel filled in.
    """
    present = "to_date IS NULL"
    rows = rows_among(reader, "ownership", _HELD, "parcel_uuid", uuids, present)
    rows += title_held(reader, "ownership", _HELD, titles, present)
    return sorted(rows, key=lambda row: row["fid"])


def _share(row: Row) -> str:
    if row["share_numerator"] is not None and row["share_denominator"] is not None:
        return f"{row['share_numerator']}/{row['share_denominator']}"
    return row["share_text"] or ""

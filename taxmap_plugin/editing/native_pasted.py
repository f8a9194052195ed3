"""What was cut out and pasted again on the same place is the same parcel still."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Optional

from ..core.fabric import NEAR
from ..core.ground import is_same_ground
from ..workspace.few_rows import Row
from ..workspace.schema import BOOKKEEPING, table

if TYPE_CHECKING:
    from .native_edits import NativeEdits


def put_back(edits: NativeEdits, rows: Sequence[Row]) -> NativeEdits:
    """The edits with deleted parcels that stand in the buffer anew as parcels that stay.

    ``rows`` are those of the parcels that are there. What was typed in the pasted row counts.
    """
    gone = {row["uuid"]: row for row in rows if row["uuid"] in set(edits.deleted)}
    added, values, deleted = [], dict(edits.values), list(edits.deleted)
    for new in edits.added:
        uuid = _same_as(new, gone)
        if uuid is None:
            added.append(new)
            continue
        deleted.remove(uuid)
        values[uuid] = _typed(new, gone.pop(uuid))
    return replace(edits, added=added, values=values, deleted=deleted)


def is_copied_code(code: Any, original: str) -> bool:
    """Whether QGIS made it of another row's unique code: ``01A001_1``."""
    return code is None or re.fullmatch(re.escape(original) + r"_\d+", str(code)) is not None


def _same_as(new: Mapping[str, Any], gone: Mapping[str, Row]) -> Optional[str]:
    for uuid, row in gone.items():
        if new.get("geom") is not None and is_same_ground(row["geom"], new["geom"], NEAR):
            return uuid
    return None


def _typed(new: Mapping[str, Any], row: Row) -> dict[str, Any]:
    names = set(table("parcel").names) - {"uuid", *BOOKKEEPING}
    found = {name: value for name, value in new.items() if name in names and value != row.get(name)}
    if row["parcel_code"] and is_copied_code(found.get("parcel_code"), row["parcel_code"]):
        found.pop("parcel_code", None)
    return found

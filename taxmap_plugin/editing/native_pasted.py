"""What was cut out and pasted again on the same place is the same parcel still."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Optional

import numpy as np
import shapely

from ..core.fabric import NEAR
from ..core.ground import is_same_ground
from ..core.object_array import object_array
from ..workspace.few_rows import Row
from ..workspace.schema import BOOKKEEPING, table
from .copied_code import is_copy_of

if TYPE_CHECKING:
    from .native_edits import NativeEdits


def put_back(edits: NativeEdits, rows: Sequence[Row]) -> NativeEdits:
    """The edits with deleted parcels that stand in the buffer anew as parcels that stay.

    ``rows`` are those of the parcels that are there. What was typed in the pasted row counts.
    """
    deleted = set(edits.deleted)
    gone = _Gone([row for row in rows if row["uuid"] in deleted])
    added, values = [], dict(edits.values)
    for new in edits.added:
        row = gone.take(new.get("geom"))
        if row is None:
            added.append(new)
            continue
        deleted.remove(row["uuid"])
        values[row["uuid"]] = _typed(new, row)
    left = [uuid for uuid in edits.deleted if uuid in deleted]
    return replace(edits, added=added, values=values, deleted=left)


class _Gone:
    """Rows that were deleted, each to be taken once."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows: list[Optional[Row]] = list(rows)
        shapes = object_array(row["geom"] for row in rows)
        self._bounds, self._tree = shapely.bounds(shapes), shapely.STRtree(shapes)

    def take(self, shape: Optional[shapely.Geometry]) -> Optional[Row]:
        """A row that has the same ground. Only where the boxes are alike that takes its time."""
        near = self._tree.query(shape)
        alike = np.all(np.abs(self._bounds[near] - shapely.bounds(shape)) <= NEAR, axis=-1)
        for at in near[alike]:
            row = self._rows[at]
            if row is not None and is_same_ground(row["geom"], shape, NEAR):
                self._rows[at] = None
                return row
        return None


def _typed(new: Mapping[str, Any], row: Row) -> dict[str, Any]:
    """What differs. What the pasted row lacks was not copied with it, as of another layer."""
    names = set(table("parcel").names) - {"uuid", *BOOKKEEPING}
    told = {name: value for name, value in new.items() if name in names and value is not None}
    found = {name: value for name, value in told.items() if value != row.get(name)}
    if row["parcel_code"] and is_copy_of(found.get("parcel_code"), row["parcel_code"]):
        found.pop("parcel_code", None)
    return found

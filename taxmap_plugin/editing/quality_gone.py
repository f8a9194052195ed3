"""Findings whose cause a change of parcels takes away close with it.

Only the rules that found something about these parcels look, before and after, and only around
them; so what they found with other numbers than these stays for the next check.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Optional

import pandas as pd
import shapely

from ..core.code_style import CodeStyle
from ..core.feedback import Silent
from ..core.object_array import object_array
from ..core.quality_key import Known, matched
from ..core.quality_rules import RULES
from ..core.quality_run import check
from ..core.quality_sight import Sight
from ..core.rings import NEAR
from ..workspace.few_rows import Row
from ..workspace.reader import OpenReader, rows_among
from ..workspace.schema import GEOMETRY_COLUMN, table
from .confirmed import Confirmed
from .neighbours import read_near
from .parcel_plan import uuids_of
from .quality_findings import PREFIX, close_as_gone, is_standing, known_in, known_of

_COLUMNS = ("uuid", "check_id", "state", "things", "subject_uuid", "geom")
_LOCAL = {one.id: one for one in RULES if one.is_local and one.group in ("shape", "fabric")}


@dataclass(frozen=True)
class Standing:
    """Findings about the parcels of a change that their rules see before it is written."""

    rows: Sequence[Row]
    known: Sequence[Known]


def standing(change: Confirmed) -> Standing:
    """What was found about the parcels of a change, and is still so."""
    plan = change.plan
    own = {*uuids_of(plan.parcels), *(one.uuid for one in plan.adjusted)}
    shapes = [*(row["geom"] for row in plan.parcels), *(one.was for one in plan.adjusted)]
    rows = _about(change.tx, own, [one for one in shapes if one is not None])
    known = [known_of(row) for row in rows]
    seen = set(matched(known, _look(change, known)))
    kept = [at for at in range(len(rows)) if at in seen]
    return Standing([rows[at] for at in kept], [known[at] for at in kept])


def close_gone(change: Confirmed, before: Standing) -> None:
    """Close those of the findings that are so no more, once the parcels are written.

    Where what came of their parcels has the same now, that is left to the next check.
    """
    if not before.rows:
        return
    now = _look(change, before.known, [uuid for uuid, piece in change.pieces if not piece.keeps])
    still = set(matched(before.known, now))
    came_of = {uuid: piece.origin | {uuid} for uuid, piece in change.pieces}
    inherited = [
        (one.rule, {parent for uuid in one.things for parent in came_of.get(uuid, {uuid})})
        for one in now
    ]
    gone = [
        row
        for at, (row, one) in enumerate(zip(before.rows, before.known))
        if at not in still
        and not any(one.rule == id and things.issuperset(one.things) for id, things in inherited)
    ]
    close_as_gone(change.tx, gone)


def _about(tx: OpenReader, uuids: set[str], shapes: Sequence[shapely.Geometry]) -> list[Row]:
    """The standing findings of local rules about some parcels, by their place."""
    if not shapes:
        return []
    west, south, east, north = shapely.total_bounds(shapes)
    box = (west - NEAR, south - NEAR, east + NEAR, north + NEAR)
    found = [row for row in tx.within("finding", box, _COLUMNS) if is_standing(row)]
    local = [row for row in found if row["check_id"][len(PREFIX) :] in _LOCAL]
    return [row for row in local if uuids.intersection(known_of(row).things)]


def _look(change: Confirmed, known: Sequence[Known], new: Collection[str] = ()) -> list[Known]:
    """What the rules of some findings find around their things, and the ``new`` ones, now."""
    if not known:
        return []
    rules = [_LOCAL[id] for id in sorted({one.rule for one in known})]
    things = sorted({*new, *(uuid for one in known for uuid in one.things)})
    sight = _sight(change.tx, things, change.style)
    return known_in(check(sight, rules, change.plan.rule_options, Silent()).found)


def _sight(tx: OpenReader, things: Sequence[str], style: CodeStyle) -> Sight:
    """The parcels around some of them, and what else lies there."""
    own = rows_among(tx, "parcel", ["geom"], "uuid", things)
    shapes = [row["geom"] for row in own if row["geom"] is not None]
    bounds = tuple(shapely.total_bounds(shapes)) if shapes else None

    def read(name: str, _: Optional[Sequence[str]]) -> pd.DataFrame:
        if bounds is None:
            return _frame(name, [])
        return _frame(name, read_near(tx, shapes) if name == "parcel" else tx.within(name, bounds))

    return Sight(read, lambda name: table(name).display[0], style, epsg=0)


def _frame(name: str, rows: Sequence[Row]) -> pd.DataFrame:
    columns = list(rows[0]) if rows else [*table(name).names, GEOMETRY_COLUMN]
    return pd.DataFrame({one: object_array(row[one] for row in rows) for one in columns})

"""Two officers changed one parcel: what the plan was made of beside what is there now."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import shapely

from ..workspace.few_rows import Row
from ..workspace.schema import BOOKKEEPING
from .parcel_plan import CODE_PARTS, Plan

_NOT_COMPARED = {"uuid", "fid", *BOOKKEEPING}


def seen_otherwise(plan: Plan, now: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """What the plan would write over what is there now: by uuid and column.

    ``now`` are the rows as RowChanged brings them. Of a parcel that lives on these are only
    the columns that the plan writes; of a parcel that is divided all that its pieces had of it.
    """
    written = {piece.keeps: {"geom", *CODE_PARTS, *piece.values} for piece in plan.pieces}
    there = rows_of(now)
    found: dict[str, dict[str, Any]] = {}
    for row in plan.parcels:
        if row["uuid"] in there:
            differing = _differing(row, there[row["uuid"]])
            names = written.get(row["uuid"], differing)
            found[row["uuid"]] = {name: differing[name] for name in differing if name in names}
    return found


def is_outdated(plan: Plan, now: pd.DataFrame) -> bool:
    """Whether a shape or a code is another one: then the plan must be made anew."""
    seen = seen_otherwise(plan, now)
    if set(now["uuid"]) - set(seen):
        return True  # a neighbour, of which only the shape counts
    return any({"geom", "parcel_code"}.intersection(values) for values in seen.values())


def over_theirs(plan: Plan, now: pd.DataFrame) -> Plan:
    """The plan to be written over what somebody else wrote and the officer has seen.

    What she did not change is theirs from now on, in the history too.
    """
    there = rows_of(now)
    rows = [{**row, **_known(row, there.get(row["uuid"], row))} for row in plan.parcels]
    return replace(plan, parcels=rows)


def rows_of(now: pd.DataFrame) -> dict[str, Row]:
    """The rows of a frame as the workspace's readers give a handful of them, by uuid."""
    plain = now.astype(object).where(now.notna(), None)
    return {row["uuid"]: row for row in plain.to_dict("records")}


def _known(seen: Row, now: Row) -> Row:
    return {name: now[name] for name in seen}


def _differing(seen: Row, now: Row) -> Row:
    return {
        name: value
        for name, value in seen.items()
        if name not in _NOT_COMPARED and not _same(value, now[name])
    }


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, shapely.Geometry) and isinstance(other, shapely.Geometry):
        return bool(shapely.equals_exact(one, other))
    return bool(one == other)

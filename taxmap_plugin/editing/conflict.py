"""Two officers changed one parcel: what the plan was made of beside what is there now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import shapely

from ..workspace.few_rows import Row
from ..workspace.schema import BOOKKEEPING
from .parcel_plan import Plan

_NOT_COMPARED = {"uuid", "fid", *BOOKKEEPING}


def seen_otherwise(plan: Plan, now: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """The values that the plan was made of, where they are others now: by uuid and column.

    ``now`` are the rows as RowChanged brings them.
    """
    found: dict[str, dict[str, Any]] = {}
    there = {row["uuid"]: row for row in now.to_dict("records")}
    for row in plan.parcels:
        other = there.get(row["uuid"])
        if other is not None:
            found[row["uuid"]] = _differing(row, other)
    return found


def moved_meanwhile(plan: Plan, now: pd.DataFrame) -> bool:
    """Whether a shape has changed: then the plan must be made anew."""
    seen = seen_otherwise(plan, now)
    bent = {one.uuid for one in plan.adjusted}
    return any("geom" in values for values in seen.values()) or bool(bent & set(now["uuid"]))


def over_theirs(plan: Plan, now: pd.DataFrame) -> Plan:
    """The plan to be written over what somebody else wrote, whose shapes are the same."""
    versions = dict(zip(now["uuid"], now["row_version"]))
    rows = [
        {**row, "row_version": versions.get(row["uuid"], row["row_version"])}
        for row in plan.parcels
    ]
    return replace(plan, parcels=rows)


def _differing(seen: Row, now: Mapping[Any, Any]) -> dict[str, Any]:
    return {
        name: value
        for name, value in seen.items()
        if name not in _NOT_COMPARED and not _same(value, now[name])
    }


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, shapely.Geometry) and isinstance(other, shapely.Geometry):
        return bool(shapely.equals_exact(one, other))
    if one is None or other is None or pd.isna(other):
        return one is None and (other is None or bool(pd.isna(other)))
    return bool(one == other)

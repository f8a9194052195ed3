"""Bringing a retired parcel back to life, with its identity, its code and its shape."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pandas as pd
import shapely

from ..core.message import Message
from ..workspace.store import Workspace
from .given_codes import declared_blocks
from .neighbours import adjusted
from .parcel_plan import (
    CODE_PARTS,
    Piece,
    Plan,
    PlanError,
    code_of,
    read_around,
    read_parcels,
)

_SAME = 1e-6  # m²
_LEFT = {"uuid", "row_version", "source_code", *CODE_PARTS}


def plan_restore(ws: Workspace, history_uuid: str) -> Plan:
    """The parcel of one row of ``parcel_history`` in place of those that stand on its ground.

    Parcels that lie wholly within it retire. Raises PlanError when it lives, or when a
    parcel lies across its boundary.
    """
    found = ws.read("parcel_history", where="uuid = ?", params=[history_uuid])
    if found.empty:
        raise PlanError(Message("restore.unknown"))
    old = found.iloc[0]
    values = json.loads(old["values"])
    if ws.count("parcel", "uuid = ?", [old["parcel_uuid"]]):
        raise PlanError(Message("restore.living", code=old["parcel_code"] or ""))
    around = read_around(ws, [old["geom"]])
    around = around[around["geom"].notna()].reset_index(drop=True)
    over = _shared_ground(old["geom"], around)
    across = around[(over > _SAME) & (over < _areas(around) - _SAME)]
    if len(across):
        codes = [code_of(row) for _, row in across.iterrows()]
        raise PlanError(Message("restore.across", codes=codes))
    within = around[over > _SAME]
    rows = read_parcels(ws, list(within["uuid"]))
    others = around[over <= _SAME]
    neighbours = adjusted(others, [old["geom"]])
    piece = Piece(
        old["geom"],
        tuple(rows["uuid"]),
        _free_code(ws, old, rows),
        Message("restore.reason", code=old["parcel_code"] or ""),
        {name: value for name, value in values.items() if name not in _LEFT},
        restores=old["parcel_uuid"],
        keeps_code=True,
    )
    return Plan(
        operation="replace",
        kind="restore",
        parcels=rows,
        pieces=(piece,),
        adjusted=neighbours,
        around=others[~others["uuid"].isin(neighbours["uuid"])],
        notes=tuple(_notes(rows)),
        reason_needed=old["block_code"] in declared_blocks(ws),
        check="ground",
    )


def _areas(rows: pd.DataFrame) -> np.ndarray:
    return np.asarray(shapely.area(rows["geom"].to_numpy(dtype=object)))


def _shared_ground(shape: shapely.Geometry, rows: pd.DataFrame) -> np.ndarray:
    """What each of the rows covers of the shape, in m²."""
    shapes = shapely.make_valid(rows["geom"].to_numpy(dtype=object))
    return np.asarray(shapely.area(shapely.intersection(shapes, shape)), dtype=float)


def _free_code(ws: Workspace, old: pd.Series, rows: pd.DataFrame) -> Any:
    """The former code, when no other parcel has it now."""
    code = old["parcel_code"]
    holders = ws.read("parcel", ["uuid"], "parcel_code = ?", [code])["uuid"]
    return code if set(holders) <= set(rows["uuid"]) else None


def _notes(rows: pd.DataFrame) -> list[Message]:
    if rows.empty:
        return []
    return [Message("restore.retires", codes=[code_of(row) for _, row in rows.iterrows()])]

"""Moving a boundary: the parcels on both sides, and corners where three meet, move as one."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Optional

import numpy as np
import shapely

from ..core.drawn_outline import check_drawn
from ..core.fabric import NEAR, faults
from ..core.fabric_faults import SQUARE_MILLIMETRE
from ..core.message import Message
from ..core.object_array import object_array
from ..core.parcel_name import name_of
from ..core.reshape import (
    Move,
    ReshapeError,
    move_vertices,
    replace_boundary,
    replace_outline,
)
from ..core.shape_distance import farthest_apart
from ..workspace.few_rows import Row
from ..workspace.store import Workspace
from .fault_place import beside_parcels
from .in_force import codes_in_force
from .neighbours import adjusted, read_near, without
from .old_overlap import overlap_that_went, told_with_overlap
from .parcel_plan import (
    Adjusted,
    Piece,
    Plan,
    check_has_shape,
    read_around,
    read_parcels,
    shapes_of,
    uuids_of,
)

_REACH = 1.0  # metres around the moved corners in which parcels are looked for


def plan_move(ws: Workspace, moves: Sequence[Move]) -> Plan:
    """Corners moved from one place to another (x, y in the workspace's CRS).

    Every parcel that has a corner there moves with it and keeps its identity. Raises
    ReshapeError when a result is no sound shape and when there is no corner.
    """
    ends = shapely.points(np.array([end for move in moves for end in move], float).reshape(-1, 2))
    check_drawn(ends)
    return _plan(ws, ends, lambda rows: move_vertices(shapes_of(rows), moves, together=True))


def plan_boundary(ws: Workspace, line: shapely.LineString) -> Plan:
    """A stretch of a boundary replaced by a drawn line that begins and ends on it."""
    check_drawn([line])

    def change(rows: Sequence[Row]) -> np.ndarray:
        return replace_boundary(shapes_of(rows), line, names=[name_of(row) for row in rows])

    return _plan(ws, [line], change)


def plan_outline(
    ws: Workspace, row: Row, outline: shapely.Geometry, tolerance: float = 0.0
) -> Plan:
    """A parcel (as ``read_parcels`` gives it) with a new outline; it is the first piece.

    Corners and edges at most ``tolerance`` metres beside those that are there are drawn onto
    them; the neighbours along the old outline get the new one.
    """

    check_has_shape(row)

    def change(rows: Sequence[Row]) -> np.ndarray:
        at = uuids_of(rows).index(row["uuid"])
        names = list(map(name_of, rows))
        return replace_outline(shapes_of(rows), at, outline, tolerance, names)

    plan = _plan(ws, [row["geom"], outline], change, row["uuid"])
    pieces = sorted(plan.pieces, key=lambda piece: piece.keeps != row["uuid"])
    return replace(plan, kind="resurvey", pieces=tuple(pieces))


def _plan(
    ws: Workspace,
    reach: Sequence,
    change: Callable[[Sequence[Row]], np.ndarray],
    meant: Optional[str] = None,
) -> Plan:
    """``change`` gives the shapes of the rows as they shall be, ``meant`` is the parcel asked for.

    Parcels that keep their ground and only get corners of others are no pieces.
    """
    around = _read_concerned(ws, list(shapely.buffer(reach, _REACH)))
    before = shapes_of(around)
    try:
        after = change(around)
    except ReshapeError as error:
        problem = beside_parcels(error.message, around)
        raise ReshapeError(told_with_overlap(problem, around, reach)) from error
    places = [at for at in range(len(around)) if not shapely.equals_exact(before[at], after[at])]
    if not places:
        raise ReshapeError(Message("reshape.no_change"))
    concerned = [
        at for at in places if around[at]["uuid"] == meant or _moves(before[at], after[at])
    ]
    concerned = concerned or places
    bent = [Adjusted(around[at], after[at]) for at in places if at not in concerned]
    others = without(read_around(ws, list(after[places])), [around[at]["uuid"] for at in places])
    neighbours = [*bent, *adjusted(others, list(after[places]))]
    rows = read_parcels(ws, [around[at]["uuid"] for at in concerned])
    shapes = after[concerned]
    return Plan(
        operation="reshape",
        kind="correct",
        parcels=rows,
        pieces=tuple(_piece(row, shape) for row, shape in zip(rows, shapes)),
        adjusted=neighbours,
        around=without(others, {one.uuid for one in neighbours}),
        notes=overlap_that_went(shapes_of(rows), object_array(shapes)),
        in_force=codes_in_force(ws).concerned(rows),
        check="area" if _keeps_ground(before[places], after[places]) else "ground",
    )


def _keeps_ground(before: np.ndarray, after: np.ndarray) -> bool:
    """Whether only the ground between the parcels moved; by two millimetres outwards is more."""
    gained = math.fsum([*shapely.area(after), *(-shapely.area(before))])
    return not faults(before, after) and abs(gained) <= SQUARE_MILLIMETRE


def _moves(before: shapely.Geometry, after: shapely.Geometry) -> bool:
    """Whether an edge runs elsewhere, not only through more corners."""
    return farthest_apart(before, after) > NEAR


def _read_concerned(ws: Workspace, reach: Sequence) -> list[Row]:
    """The parcels within reach, and all that lie along them: a boundary may be shared, or end
    on a neighbour, far from where it is moved."""
    near = read_around(ws, reach)
    touched = [row["geom"] for row in near if shapely.distance(row["geom"], reach).min() <= 0]
    if not touched:
        return near
    rows = read_near(ws, touched)
    tree = shapely.STRtree(shapely.boundary(shapes_of(rows)))
    along = tree.query(shapely.boundary(touched), predicate="dwithin", distance=NEAR)[1]
    known = {*uuids_of(near), *(rows[at]["uuid"] for at in along)}
    return [row for row in rows if row["uuid"] in known]


def _piece(row: Row, shape: shapely.Geometry) -> Piece:
    return Piece(shape, (row["uuid"],), row["parcel_code"], keeps=row["uuid"], keeps_code=True)

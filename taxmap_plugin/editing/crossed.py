"""Which parcels drawn lines divide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Optional

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ..core.drawn_outline import check_drawn
from ..core.fabric import NEAR, meet
from ..core.ground import is_nowhere
from ..core.message import Message
from ..core.parcel_name import name_of, place_of
from ..core.split import SplitError, split
from ..workspace.few_rows import Row
from ..workspace.store import Workspace
from ..workspace.thing_name import things
from .division import divide_all
from .neighbours import read_near
from .parcel_batch import Job
from .parcel_plan import (
    Plan,
    PlanError,
    read_parcels,
    shapes_of,
    uuids_of,
)
from .split import plan_split


def split_jobs(
    ws: Workspace, lines: Sequence[shapely.LineString], uuids: Sequence[str] = ()
) -> list[Job]:
    """One split for each parcel that a line (workspace's CRS) enters, in the order of codes.

    Of ``uuids``, when some are named, each is to be split, entered or not: what it lacks is
    told when it is planned.
    """
    check_drawn(lines)
    rows = read_parcels(ws, uuids) if uuids else read_near(ws, lines)
    rows.sort(key=place_of)
    entering = _entering(shapes_of(rows), lines)
    chosen = [row for row, own in zip(rows, entering) if uuids or own]
    own_lines = [own or list(lines) for own in entering if uuids or own]
    return list(map(_job, chosen, own_lines))


def idle_lines(jobs: Sequence[Job], lines: Sequence[BaseGeometry]) -> list[int]:
    """The places of the drawn lines that enter none of the parcels to be split."""
    cores = shapely.buffer([job.shape for job in jobs], -2 * NEAR)
    entering = shapely.STRtree(lines).query(cores, predicate="intersects")[1]
    return sorted(set(range(len(lines))) - set(entering.tolist()))


def plan_crossed(
    ws: Workspace, lines: Sequence[shapely.LineString], uuids: Sequence[str] = ()
) -> Plan:
    """One change that divides all parcels that the lines cross, or those of ``uuids``.

    Where a line only ends in a parcel, that one stays whole, which is noted.
    Raises SplitError when no parcel is divided, PlanError when none is crossed.
    """
    check_drawn(lines)
    if len(uuids) == 1:
        return plan_split(ws, uuids[0], lines)
    rows = read_parcels(ws, uuids) if uuids else read_near(ws, lines)
    rows = [row for row, own in zip(rows, _entering(shapes_of(rows), lines)) if own]
    if not rows:
        raise PlanError(Message("crossed.nothing"))
    rows = sorted(read_parcels(ws, uuids_of(rows)), key=place_of)
    divisions = _divided(rows, lines)
    plan = divide_all(ws, divisions)
    id = "crossed.whole" if uuids else "crossed.ends_inside"
    whole = set(uuids or uuids_of(rows)) - {row["uuid"] for row, _ in divisions}
    if not whole:
        return plan
    codes = list(map(name_of, sorted(read_parcels(ws, sorted(whole)), key=place_of)))
    return replace(plan, notes=(*plan.notes, Message(id, codes=codes)))


def _divided(
    rows: Sequence[Row], lines: Sequence[shapely.LineString]
) -> list[tuple[Row, Sequence[BaseGeometry]]]:
    """The parcels that the lines divide, with their pieces; SplitError when there is none.

    Each takes the corners that the division of one before it made on their boundary, and
    the line runs through them: the pieces on both sides share them to the last bit.
    """
    found: list[tuple[Row, Sequence[BaseGeometry]]] = []
    problem: Optional[SplitError] = None
    corners: list[BaseGeometry] = []
    for row in rows:
        (shape,), _ = meet([row["geom"]], corners) if corners else ([row["geom"]], None)
        try:
            pieces = split(shape, list(lines), parcel=things("parcel", [name_of(row)]))
        except SplitError as error:
            problem = problem or error
        else:
            found.append((row, pieces))
            corners += pieces
    if problem is not None and not found:
        raise problem
    shared, _ = meet(corners, corners, ())
    after = iter(shared)
    return [(row, [next(after) for _ in pieces]) for row, pieces in found]


def _entering(
    shapes: np.ndarray, lines: Sequence[shapely.LineString]
) -> list[list[shapely.LineString]]:
    """For each shape the lines that come into its inside."""
    shapes = shapes.copy()
    shapes[is_nowhere(shapes)] = None
    cores = shapely.buffer(shapes, -2 * NEAR)
    found: list[list[shapely.LineString]] = [[] for _ in shapes]
    if len(shapes):
        for shape, line in zip(*shapely.STRtree(lines).query(cores, predicate="intersects")):
            found[shape].append(lines[line])
    return found


def _job(row: Row, lines: Sequence[shapely.LineString]) -> Job:
    uuid = row["uuid"]
    return Job(name_of(row), lambda ws: plan_split(ws, uuid, lines), row["geom"])

"""Which parcels drawn lines divide."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely

from ..core.fabric import NEAR
from ..workspace.few_rows import Row
from ..workspace.store import Workspace
from .parcel_batch import Job
from .parcel_plan import code_of, read_around, read_parcels, shapes_of
from .split import plan_split


def split_jobs(
    ws: Workspace, lines: Sequence[shapely.LineString], uuids: Sequence[str] = ()
) -> list[Job]:
    """One split for each parcel that a line (workspace's CRS) enters, in the order of codes.

    Of ``uuids``, when some are named, each is to be split, entered or not: what it lacks is
    told when it is planned.
    """
    rows = read_parcels(ws, uuids) if uuids else _around(ws, lines)
    rows.sort(key=code_of)
    entering = _entering(shapes_of(rows), lines)
    chosen = [row for row, own in zip(rows, entering) if uuids or own]
    own_lines = [own or list(lines) for own in entering if uuids or own]
    return list(map(_job, chosen, own_lines))


def _around(ws: Workspace, lines: Sequence[shapely.LineString]) -> list[Row]:
    found = {row["uuid"]: row for line in lines for row in read_around(ws, [line])}
    return list(found.values())


def _entering(
    shapes: np.ndarray, lines: Sequence[shapely.LineString]
) -> list[list[shapely.LineString]]:
    """For each shape the lines that come into its inside."""
    cores = shapely.buffer(shapes, -2 * NEAR)
    found: list[list[shapely.LineString]] = [[] for _ in shapes]
    if len(shapes):
        for shape, line in zip(*shapely.STRtree(lines).query(cores, predicate="intersects")):
            found[shape].append(lines[line])
    return found


def _job(row: Row, lines: Sequence[shapely.LineString]) -> Job:
    uuid = row["uuid"]
    return Job(code_of(row), lambda ws: plan_split(ws, uuid, lines), row["geom"])

"""At which parcels a fault of the ground is: the officer looks for codes, not for coordinates."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely

from ..core.message import Message
from ..core.parcel_name import name_of
from ..workspace.few_rows import Row
from .parcel_plan import Plan, shapes_of

_MOST = 3
_BESIDE = 0.5
"""Metres from the place of the fault to a parcel that is named."""


def beside_parcels(problem: Message, rows: Sequence[Row]) -> Message:
    """The fault with the names of the nearest parcels, where it says its place.

    ``rows`` have ``geom`` and the columns that a parcel is called by.
    """
    rows = [row for row in rows if row["geom"] is not None]
    if "x" not in problem.params or not rows:
        return problem
    place = shapely.Point(problem.params["x"], problem.params["y"])
    metres = shapely.distance(shapes_of(rows), place)
    nearest = np.argsort(metres, kind="stable")[:_MOST]
    names = [name_of(rows[at]) for at in nearest if metres[at] <= _BESIDE]
    return Message("fabric.beside", problem=problem, names=names) if names else problem


def rows_of_plan(plan: Plan) -> list[Row]:
    """All parcels that a plan knows of, as they were."""
    return [*plan.parcels, *(one.row for one in plan.adjusted), *plan.around]

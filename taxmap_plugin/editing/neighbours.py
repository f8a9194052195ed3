"""The parcels around a change: they get its new vertices, so that both sides share them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ..core.fabric import share_vertices
from ..workspace.few_rows import Row
from .parcel_plan import Adjusted, shapes_of


def without(rows: Sequence[Row], uuids: Collection[str]) -> list[Row]:
    """The rows of other parcels."""
    return [row for row in rows if row["uuid"] not in uuids]


def adjusted(around: Sequence[Row], shapes: Sequence[BaseGeometry]) -> list[Adjusted]:
    """Those of ``around`` whose edges must pass through a new corner of ``shapes``.

    ``around`` is as ``read_around`` gives it.
    """
    if not around:
        return []
    after, changed = share_vertices(shapes_of(around), list(shapes))
    return bent(around, after, changed)


def bent(around: Sequence[Row], after: np.ndarray, changed: np.ndarray) -> list[Adjusted]:
    """The neighbours that ``changed``, with their shapes ``after``; broken ones stay."""
    changed = changed & shapely.is_valid(shapes_of(around))
    return [
        Adjusted(around[at]["uuid"], around[at]["row_version"], around[at]["geom"], after[at])
        for at in np.flatnonzero(changed)
    ]

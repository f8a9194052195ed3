"""The parcels around a change: they get its new vertices, so that both sides share them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from shapely.geometry.base import BaseGeometry

from ..core.fabric import share_vertices


def adjusted(around: pd.DataFrame, shapes: Sequence[BaseGeometry]) -> pd.DataFrame:
    """Those of ``around`` whose edges must pass through a new corner of ``shapes``.

    ``around`` is as ``read_around`` gives it. Columns of the result: ``uuid``,
    ``row_version``, ``was`` and ``geom`` (the shape before and after).
    """
    before = around["geom"].to_numpy(dtype=object)
    there = np.array([shape is not None for shape in before], dtype=bool)
    around, before = around[there], before[there]
    if not len(around):
        return pd.DataFrame(columns=["uuid", "row_version", "was", "geom"])
    after, changed = share_vertices(before, list(shapes))
    frame = around.loc[changed, ["uuid", "row_version"]]
    return frame.assign(was=before[changed], geom=after[changed]).reset_index(drop=True)

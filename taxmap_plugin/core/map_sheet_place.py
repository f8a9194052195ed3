"""How far things lie outside the map sheets that are written beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Optional

import numpy as np
import pandas as pd
import shapely

from .datum_guess import Form, to_indian
from .map_sheet_grid import SheetName, extents


def middles(shapes) -> np.ndarray:
    """The middle of each shape's bounds, (n, 2); NaN without a shape."""
    bounds = shapely.bounds(shapes)
    return np.asarray((bounds[:, :2] + bounds[:, 2:]) / 2)


def beside_their_sheets(
    points: np.ndarray,
    stated: Iterable[Optional[Sequence[SheetName]]],
    datum: str,
    zone: int,
    form: Optional[Form] = None,
) -> pd.DataFrame:
    """Of each point that states sheets of the ``zone`` the nearest, and how far outside it lies.

    ``points`` (n, 2) are read as ``datum`` says (:data:`.datum_guess.READINGS`). Columns: ``row``
    (position), ``sheet`` (its name), ``metres`` (0 within), sorted by row.
    """
    pairs = [
        (row, name)
        for row, names in enumerate(stated)
        if names and np.isfinite(points[row]).all()
        for name in names
        if name.zone == zone
    ]
    if not pairs:
        return pd.DataFrame({"row": [], "metres": [], "sheet": []})
    rows = np.array([row for row, _ in pairs])
    names = [name for _, name in pairs]
    different = list(dict.fromkeys(names))
    box_of = dict(zip(different, extents(different, zone)))
    boxes = np.array([box_of[name] for name in names])
    xy = to_indian(points[rows], datum, zone, form)
    beyond = np.maximum(np.maximum(boxes[:, :2] - xy, xy - boxes[:, 2:]), 0)
    found = pd.DataFrame({"row": rows, "metres": np.hypot(beyond[:, 0], beyond[:, 1])})
    found["sheet"] = [name.text() for name in names]
    return found.sort_values(["row", "metres"], kind="stable").drop_duplicates("row")

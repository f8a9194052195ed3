"""Where the shapes of a file are: against their map sheets, against Thailand."""

from __future__ import annotations

from typing import Optional

import numpy as np
import pandas as pd
import shapely
from pyproj import CRS

from ..core.datum_guess import Candidate, to_indian
from ..core.finding import finding_frame
from ..core.map_sheet_grid import SheetName, extents
from ..core.message import Message
from .source import Source

_SLACK = 1.0  # metres a point may lie outside its sheet: digits, not place


def middles(source: Source) -> np.ndarray:
    """The middle of each shape's bounds, (n, 2); NaN without a shape."""
    bounds = shapely.bounds(source.geom)
    return np.asarray((bounds[:, :2] + bounds[:, 2:]) / 2)


def outside_their_sheet(source: Source, sheets: pd.DataFrame, best: Candidate) -> pd.DataFrame:
    """A finding frame of the rows that lie in none of the sheets written beside them.

    The coordinates are read as ``best`` says; each message tells the sheet and how far
    away from it the shape is.
    """
    points = middles(source)
    stated = [
        (position, name)
        for position, names in enumerate(sheets["names"])
        if names and np.isfinite(points[position]).all()
        for name in names
        if name.zone == best.zone
    ]
    if not stated:
        return finding_frame([], "warning", [])
    rows = np.array([position for position, _ in stated])
    names: list[SheetName] = [name for _, name in stated]
    different = list(dict.fromkeys(names))
    box_of = dict(zip(different, extents(different, best.zone)))
    boxes = np.array([box_of[name] for name in names])
    xy = to_indian(points[rows], best.datum, best.zone)
    beyond = np.maximum(np.maximum(boxes[:, :2] - xy, xy - boxes[:, 2:]), 0)
    found = pd.DataFrame({"row": rows, "metres": np.hypot(beyond[:, 0], beyond[:, 1])})
    found["sheet"] = [name.text() for name in names]
    nearest = found.sort_values(["row", "metres"], kind="stable").drop_duplicates("row")
    wrong = nearest[nearest["metres"] > _SLACK]
    messages = [
        Message("diagnose.outside_sheet", sheet=sheet, metres=_rounded(metres))
        for sheet, metres in zip(wrong["sheet"], wrong["metres"])
    ]
    return finding_frame(wrong["row"].to_numpy(), "warning", messages)


def _rounded(metres: float) -> int:
    """About how far, so that neighbours are told alike: to 10 m, to 100 m, to 1 km."""
    step = 10 if metres < 100 else 100 if metres < 1_000 else 1_000
    return max(1, int(np.ceil(metres / step))) * step


def measuring_epsg(source: Source, best: Optional[Candidate]) -> Optional[int]:
    """A CRS in metres in which the shapes can be measured; None when nothing is known.

    WGS 84 / UTM of the zone that the map sheets tell, or the declared system itself
    when it counts metres, or UTM of the zone that the longitudes lie in.
    """
    if best is not None:
        return 32600 + best.zone
    if source.epsg is None:
        return None
    if source.epsg in (24047, 24048):
        return source.epsg + 8600
    crs = CRS.from_epsg(source.epsg)
    if crs.is_projected:
        return source.epsg if crs.axis_info[0].unit_name in ("metre", "meter") else None
    points = middles(source)
    if not np.isfinite(points).any():
        return None
    lon, lat = np.nanmedian(points, axis=0)
    if not (-180 <= lon <= 180 and -80 <= lat <= 84):
        return None
    zone = min(int((lon + 180) // 6) + 1, 60)
    return (32600 if lat >= 0 else 32700) + zone

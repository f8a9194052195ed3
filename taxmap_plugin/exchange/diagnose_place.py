"""Where the shapes of a file are: against their map sheets, against Thailand."""

from __future__ import annotations

from typing import Optional

import numpy as np
import pandas as pd
from pyproj import CRS

from ..core.datum_guess import Candidate
from ..core.finding import finding_frame
from ..core.map_sheet_place import beside_their_sheets, middles
from ..core.message import Message
from .source import Source

_SLACK = 1.0  # metres a point may lie outside its sheet: digits, not place


def outside_their_sheet(source: Source, sheets: pd.DataFrame, best: Candidate) -> pd.DataFrame:
    """A finding frame of the rows that lie in none of the sheets written beside them.

    The coordinates are read as ``best`` says; each message tells the sheet and how far
    away from it the shape is.
    """
    nearest = beside_their_sheets(middles(source.geom), sheets["names"], best.datum, best.zone)
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
    points = middles(source.geom)
    if not np.isfinite(points).any():
        return None
    lon, lat = np.nanmedian(points, axis=0)
    if not (-180 <= lon <= 180 and -80 <= lat <= 84):
        return None
    zone = min(int((lon + 180) // 6) + 1, 60)
    return (32600 if lat >= 0 else 32700) + zone

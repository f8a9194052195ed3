"""Which EPSG number the coordinate system of a file is.

Shapefiles say it in ESRI's words, without a number, and a Thai office's .prj may
name Indian 1975 in a spelling of its own; the ellipsoid and the central meridian
still tell.
"""

from __future__ import annotations

from typing import Optional

import numpy as np
import shapely
from pyproj import CRS
from pyproj.exceptions import CRSError

_EVEREST_1937 = 6_377_276.345
_WGS84 = 6_378_137.0
_ZONES = {99.0: 47, 105.0: 48}
_SERIES = {_EVEREST_1937: 24000, _WGS84: 32600}


def epsg_of(text: Optional[str]) -> tuple[Optional[int], str]:
    """The EPSG number (None if unknown) and the name of a CRS given as WKT or ``EPSG:n``.

    A datum shift that a .prj carries along (BOUNDCRS) is ignored: shifts are the
    business of ``core.datum``.
    """
    if not text:
        return None, ""
    try:
        crs = CRS.from_user_input(text)
    except CRSError:
        return None, ""
    if crs.is_bound and crs.source_crs is not None:
        crs = crs.source_crs
    if crs.name.startswith(("Undefined", "unknown")) and crs.is_geographic:
        return None, ""
    if crs.is_compound and crs.sub_crs_list:
        crs = crs.sub_crs_list[0]
    return _thai_utm(crs) or crs.to_epsg(), crs.name


def _thai_utm(crs: CRS) -> Optional[int]:
    """24047/24048/32647/32648 by ellipsoid and central meridian.

    PROJ takes an unnamed Everest ellipsoid for Indian 1954, which no Thai office uses.
    """
    operation = crs.coordinate_operation
    if crs.ellipsoid is None or operation is None or not crs.is_projected or "1954" in crs.to_wkt():
        return None
    values = {parameter.name: float(parameter.value) for parameter in operation.params}
    zone = _ZONES.get(values.get("Longitude of natural origin", 0.0))
    utm = (
        values.get("False easting") == 500_000
        and values.get("False northing") == 0
        and values.get("Scale factor at natural origin") == 0.9996
    )
    series = [
        number
        for axis, number in _SERIES.items()
        if abs(crs.ellipsoid.semi_major_metre - axis) < 0.01
    ]
    return series[0] + zone if zone and utm and series else None


def degrees_impossible(epsg: Optional[int], geoms: np.ndarray) -> bool:
    """True if the CRS counts degrees but the coordinates cannot be degrees.

    Programs write GeoJSON in UTM metres without saying so.
    """
    if epsg is None or not len(geoms) or not CRS.from_epsg(epsg).is_geographic:
        return False
    xmin, ymin, xmax, ymax = shapely.total_bounds(geoms)
    return bool(xmin < -361 or xmax > 361 or ymin < -91 or ymax > 91)

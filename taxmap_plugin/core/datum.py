"""Indian 1975 and WGS 84: the one place where coordinates change their datum.

PROJ left to itself is about 190 m wrong here (practice.md §5.3), so every operation is
a pipeline of our own with three stated parameters (``resources/datum.json``; the Royal
Thai Survey Department's set unless said otherwise). Coordinates always run x = east or
longitude, y = north or latitude. GDAL and GeoPandas are never asked to change a datum.
"""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache
from itertools import product
from typing import Any

import numpy as np
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

from ..errors import TaxMapError
from .message import Message
from .resources import load_json

_DATA = load_json("datum.json")
_CRS: dict[int, dict[str, str]] = {int(epsg): crs for epsg, crs in _DATA["crs"].items()}

DEFAULT_PARAMETERS: str = _DATA["default"]
"""The parameter set used when none is named: "rtsd"."""

INDIAN_1975 = tuple(epsg for epsg, crs in _CRS.items() if crs["datum"] == "indian1975")
WGS_84 = tuple(epsg for epsg, crs in _CRS.items() if crs["datum"] == "wgs84")

THAILAND = (97.3, 5.6, 105.7, 20.5)
"""West, south, east and north of all of Thailand, in degrees (practice.md §2.4)."""


class DatumError(TaxMapError):
    """Coordinates cannot be carried from one CRS to the other with certainty."""


def pipeline(src_epsg: int, dst_epsg: int, params: str = DEFAULT_PARAMETERS) -> str:
    """The PROJ pipeline between two of EPSG 4240, 24047, 24048, 4326, 3857, 32647, 32648.

    ``params`` names a set of ``resources/datum.json``. Degrees in and out for the
    geographic systems. Raises DatumError for any other CRS.
    """
    return _pipeline(src_epsg, dst_epsg, _DATA["parameters"][params]["helmert"])


def _pipeline(src_epsg: int, dst_epsg: int, helmert: str) -> str:
    unknown = [epsg for epsg in (src_epsg, dst_epsg) if epsg not in _CRS]
    if unknown:
        raise DatumError(Message("datum.unknown_pair", src=src_epsg, dst=dst_epsg))
    src, dst = _CRS[src_epsg], _CRS[dst_epsg]
    start = f"+inv {src['projection']}" if src["projection"] else _UNIT.format("deg", "rad")
    end = dst["projection"] or _UNIT.format("rad", "deg")
    shift = _shift(src["datum"], helmert) if src["datum"] != dst["datum"] else []
    return " +step ".join(["+proj=pipeline", start, *shift, end])


_UNIT = "+proj=unitconvert +xy_in={} +xy_out={}"


def _shift(datum: str, helmert: str) -> list[str]:
    """The steps from ``datum`` to the other one, in radians; heights stay as they are."""
    forward = datum == "indian1975"
    other = "wgs84" if forward else "indian1975"
    ellipsoids = _DATA["ellipsoids"]
    return [
        "+proj=push +v_3",
        f"+proj=cart +ellps={ellipsoids[datum]}",
        f"{'' if forward else '+inv '}+proj=helmert {helmert}",
        f"+inv +proj=cart +ellps={ellipsoids[other]}",
        "+proj=pop +v_3",
    ]


def transform(xy: np.ndarray, src: int, dst: int, params: str = DEFAULT_PARAMETERS) -> np.ndarray:
    """Coordinates of shape (n, 2) carried from EPSG ``src`` to EPSG ``dst``.

    Between Indian 1975 and WGS 84 by the pinned parameters; any other pair that does not
    touch an old Indian datum by PROJ. There and back agrees within 1 mm. NaN stays NaN.
    Raises DatumError for a pair that nobody has pinned and for places off the projection.
    """
    if src == dst:
        return np.array(xy, dtype=float).reshape(-1, 2)
    there = _apply(_transformer(src, dst, params), xy, src, dst)
    if src in WGS_84 and dst in INDIAN_1975:  # heights are left out: PROJ alone is 5 mm off
        back = _apply(_transformer(dst, src, params), there, dst, src)
        there += there - _apply(_transformer(src, dst, params), back, src, dst)
    return there


def lonlat(points: np.ndarray, epsg: int) -> np.ndarray:
    """Degrees in WGS 84 of the points (n, 2); NaN where the CRS has no place for one."""
    result = np.full(points.shape, np.nan)
    finite = np.flatnonzero(np.isfinite(points).all(axis=1))
    try:
        result[finite] = transform(points[finite], epsg, 4326)
    except DatumError:  # one point that the projection cannot carry
        for at in finite:
            with suppress(DatumError):
                result[at] = transform(points[[at]], epsg, 4326)[0]
    return result


def transform_geometries(geoms: Any, src: int, dst: int) -> np.ndarray:
    """Shapely geometries carried from ``src`` to ``dst`` as :func:`transform` does.

    An object array; None and empty geometries stay as they are, heights (Z) are dropped.
    """
    shapes = np.asarray(geoms, dtype=object)
    return np.asarray(shapely.transform(shapes, lambda xy: transform(xy, src, dst)), dtype=object)


def proj_default(xy: np.ndarray, src: int, dst: int) -> np.ndarray:
    """What PROJ makes of Indian 1975 when nothing is pinned: about 190 m wrong.

    Only for :mod:`.datum_guess`, which recognises data that went through it.
    """
    steps = _pipeline(src, dst, _DATA["proj_default"]["helmert"])
    return _apply(Transformer.from_pipeline(steps), xy, src, dst)


@lru_cache(maxsize=None)
def _transformer(src: int, dst: int, params: str) -> Transformer:
    if src in _CRS and dst in _CRS:
        return Transformer.from_pipeline(pipeline(src, dst, params))
    if is_indian(src) or is_indian(dst):
        raise DatumError(Message("datum.unknown_pair", src=src, dst=dst))
    return Transformer.from_crs(src, dst, always_xy=True)


def is_indian(epsg: int) -> bool:
    """True for a CRS on an Everest ellipsoid, that is an old Indian datum.

    Raises DatumError when nobody knows the EPSG code.
    """
    try:
        ellipsoid = CRS.from_epsg(epsg).ellipsoid
    except CRSError as error:
        raise DatumError(Message("datum.unknown_epsg", epsg=epsg)) from error
    return ellipsoid is not None and ellipsoid.name.startswith("Everest")


def _apply(transformer: Transformer, xy: np.ndarray, src: int, dst: int) -> np.ndarray:
    xy = np.asarray(xy, dtype=float).reshape(-1, 2)
    x, y = xy.T.tolist() if len(xy) == 1 else xy.T  # pyproj takes an array of one for a number
    result = np.column_stack(transformer.transform(x, y))
    lost = np.isinf(result).any(axis=1)
    if lost.any():
        first = xy[lost][0].round(3).tolist()
        raise DatumError(
            Message(
                "datum.off_the_map", x=first[0], y=first[1], src=src, dst=dst, count=int(lost.sum())
            )
        )
    return result


def qgis_operations() -> list[tuple[str, str, str]]:
    """What a QGIS project must pin: source and destination authid, PROJ string.

    Indian 1975 to WGS 84 in all its usual systems, and back. On the way back QGIS, which
    leaves heights out, differs from :func:`transform` by up to 5 mm in the far south-east.
    """
    there = list(product(INDIAN_1975, WGS_84))
    pairs = there + [(dst, src) for src, dst in there]
    return [(f"EPSG:{src}", f"EPSG:{dst}", pipeline(src, dst)) for src, dst in pairs]

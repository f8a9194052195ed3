"""Two parcel maps brought into one CRS in metres, with their keys, so that they can be compared."""

from __future__ import annotations

from typing import Optional

import numpy as np
import pandas as pd
import shapely
from pyproj import CRS

from ..core.datum import transform_geometries
from ..core.feedback import Feedback, Part
from ..core.message import Message
from ..core.thai_text import clean_column
from ..errors import TaxMapError
from ..workspace.store import Workspace
from .layer_profile import guess_columns
from .layer_shape import fit_shapes
from .source import Source, source_from_arrays

_PARCEL, _KEY, _CAME, _ID = "parcel", "parcel_code", "source_code", "uuid"

_OVERLAP = 0.05
"""Maps of which less than this share (0 to 1) of the parcels meet are of other places."""


class FabricError(TaxMapError):
    """The maps cannot be compared."""


def workspace_source(ws: Workspace) -> Source:
    """The parcels of a workspace as a source, with the codes that they came with."""
    parcels = ws.read(_PARCEL, [_ID, _KEY, _CAME, "geom"])
    frame = pd.DataFrame(parcels[[_ID, _KEY, _CAME]])
    return source_from_arrays(frame, parcels["geom"], ws.epsg, file=ws.municipality.name)


def key_column(source: Source, chosen: str = "") -> str:
    """The column that holds the parcels' keys: the chosen one, or the one that looks like it.

    Raises FabricError when there is no such column, or nothing tells which it is.
    """
    columns = [str(name) for name in source.frame.columns]
    if chosen and chosen not in columns:
        raise FabricError(
            Message("fabric_source.no_such_column", column=chosen, file=source.file, known=columns)
        )
    if chosen:
        return chosen
    guessed = {guess.target: guess.source for guess in guess_columns(source, _PARCEL)[1]}
    if _KEY not in guessed:
        raise FabricError(Message("fabric_source.which_column", file=source.file, known=columns))
    return guessed[_KEY]


def common_epsg(older: Source, newer: Source) -> int:
    """The CRS in which both are compared: the older map's if it counts metres, else the newer's,
    else the UTM zone (WGS 84) in which the older map lies.

    Raises FabricError for a layer without shapes or without a CRS.
    """
    known = [_epsg_of(source) for source in (older, newer)]
    metric = [epsg for epsg in known if _counts_metres(epsg)]
    return metric[0] if metric else _utm(older if len(older) else newer)


def _epsg_of(source: Source) -> int:
    if source.geom is None:
        raise FabricError(Message("fabric_source.no_shapes", file=source.file))
    if source.epsg is None:
        raise FabricError(Message("fabric_source.no_crs", file=source.file))
    return source.epsg


def _counts_metres(epsg: int) -> bool:
    crs = CRS.from_epsg(epsg)
    return crs.is_projected and crs.axis_info[0].unit_conversion_factor == 1.0


def _utm(source: Source) -> int:
    bounds = shapely.bounds(source.geom)
    middle = np.nanmedian((bounds[:, :2] + bounds[:, 2:]) / 2, axis=0) if len(bounds) else [99, 14]
    place = shapely.Point(*(middle if np.isfinite(middle).all() else (99, 14)))
    lonlat = transform_geometries(np.array([place]), _epsg_of(source), 4326)[0]
    return (32600 if lonlat.y >= 0 else 32700) + int((lonlat.x + 180) // 6) % 60 + 1


def fabric_frame(source: Source, key: str, epsg: int, feedback: Feedback) -> pd.DataFrame:
    """``key``, ``came``, ``uuid`` and ``geom`` of every row, carried into ``epsg`` by
    ``core.datum``; a shape that lies off its map, or is no area, is None.

    A parcel of a workspace without a code of ours goes by the one that it came with, which no
    other has for its own; ``came`` marks it. Several may have come with one, so its ``uuid`` is
    told as well, None where the map has none. Raises DatumError for a pair that nobody pinned.
    """
    src = _epsg_of(source)
    geoms = np.asarray(source.geom, dtype=object)

    def way(shapes: np.ndarray) -> np.ndarray:
        return transform_geometries(shapes, src, epsg)

    if not len(source):
        return pd.DataFrame({"key": [], "came": [], _ID: [], "geom": []}, dtype=object)
    fitted = fit_shapes(geoms, source.closed_rings, "MULTIPOLYGON", way, feedback)
    keys, came = _with_what_came(source.frame, key)
    ids = clean_column(source.frame[_ID].astype(object)) if _ID in source.frame else None
    return pd.DataFrame({"key": keys, "came": came, _ID: ids, "geom": fitted.geoms})


def _with_what_came(frame: pd.DataFrame, key: str) -> tuple[pd.Series, pd.Series]:
    """The keys of rows, and which of them are only what the row came with."""
    keys = clean_column(frame[key].astype(object))
    if key != _KEY or _CAME not in frame:
        return keys, pd.Series(False, index=keys.index)
    given = clean_column(frame[_CAME].astype(object))
    came = keys.isna() & given.notna() & ~given.isin(keys.dropna())
    return keys.mask(came, given), came


def fabric_frames(
    older: Source,
    newer: Source,
    keys: tuple[str, str],
    feedback: Feedback,
    epsg: Optional[int] = None,
) -> tuple[pd.DataFrame, pd.DataFrame, int]:
    """Both maps for :func:`~taxmap_plugin.core.compare_fabrics.compare_fabrics`, and their CRS
    (``epsg`` where it is given, which must count metres). ``keys`` may be empty.

    Raises FabricError where the maps are of other places: all would be gone, and all new.
    """
    chosen = epsg or common_epsg(older, newer)
    first, second = (
        fabric_frame(source, key_column(source, key) if len(source) else "", chosen, part)
        for source, key, part in (
            (older, keys[0], Part(feedback, 0.0, 0.5)),
            (newer, keys[1], Part(feedback, 0.5, 1.0)),
        )
    )
    _check_overlap(first, second, (older.file, newer.file))
    return first, second, chosen


def _check_overlap(older: pd.DataFrame, newer: pd.DataFrame, files: tuple[str, str]) -> None:
    """That the map with fewer parcels lies, by their boxes, on the other one."""
    boxes = [shapely.bounds(frame["geom"].to_numpy(dtype=object)) for frame in (older, newer)]
    boxes = [shapely.box(*one[np.isfinite(one).all(axis=1)].T) for one in boxes]
    fewer, more = sorted(boxes, key=len)
    met = len(np.unique(shapely.STRtree(more).query(fewer, predicate="intersects")[0]))
    if len(fewer) and met < _OVERLAP * len(fewer):
        middles = [np.median(shapely.get_coordinates(one), axis=0) for one in boxes]
        away = float(np.hypot(*(middles[0] - middles[1]))) / 1000
        counts = {"parcels": len(fewer), "inside": met}
        told = {"older": files[0], "newer": files[1], "km": f"{away:,.1f}", **counts}
        raise FabricError(Message("fabric_source.apart", **told))

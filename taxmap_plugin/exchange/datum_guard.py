"""Nothing in the wrong datum enters unnoticed.

A layer's coordinate system is what its file says, unless its own map-sheet names
say otherwise (``core.datum_guess``): then the import stops and says so, until an
officer decides. Shapes change their datum through ``core.datum`` only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Optional

import numpy as np
import pandas as pd
import shapely

from ..core.datum import THAILAND, lonlat, transform, transform_geometries
from ..core.datum_guess import DatumGuess, guess, to_indian
from ..core.map_sheet import parse_column, parse_parts
from ..core.map_sheet_place import middles
from ..core.message import Message
from ..errors import TaxMapError
from .source import Source

Way = Callable[[np.ndarray], np.ndarray]
"""Shapes as they came → shapes in the workspace's CRS."""

_ZONES = {32647: 47, 32648: 48}
"""CRSs of a workspace whose place in Thailand is known → their UTM zone."""
_BESIDE_ZONE = 1.0  # degrees beyond its zone in which an office may still work


class DatumRefused(TaxMapError):
    """The layer would land in the wrong place; the officer has to decide."""


@dataclass(frozen=True)
class DatumChoice:
    """What the officer decided.

    ``epsg`` overrules what the file declares; ``trust`` goes on although the map
    sheets contradict; ``put_right`` follows the map sheets instead of the file.
    """

    epsg: Optional[int] = None
    trust: bool = False
    put_right: bool = False


@dataclass(frozen=True)
class DatumVerdict:
    """How the coordinates will be read: ``epsg``, or ``reading`` (datum, zone of
    ``core.datum_guess``) where no CRS describes them; ``messages`` for the report."""

    epsg: Optional[int]
    reading: Optional[tuple[str, int]]
    messages: tuple[Message, ...]

    def way(self, dst_epsg: int) -> Way:
        """How shapes are carried into ``dst_epsg``."""
        if self.reading is None:
            src = self.epsg or dst_epsg
            return lambda geoms: transform_geometries(geoms, src, dst_epsg)
        datum, zone = self.reading

        def carry(xy: np.ndarray) -> np.ndarray:
            return transform(to_indian(xy, datum, zone), 24000 + zone, dst_epsg)

        return lambda geoms: np.asarray(shapely.transform(geoms, carry), dtype=object)


def sheets_of(frame: pd.DataFrame, columns: Mapping[str, str]) -> Optional[pd.DataFrame]:
    """The map-sheet names of a layer, parsed; None if no column holds them.

    ``columns`` is target → column of ``frame``: ``map_sheet`` (or ``source_name``) with
    ``map_scale``, or ``utm1`` to ``utm4``.
    """
    given = {target: frame[column] for target, column in columns.items() if column in frame}
    scale = given.get("map_scale")
    if {"utm1", "utm2", "utm3"} <= set(given):
        nothing = pd.Series(None, index=frame.index, dtype=object)
        block, quadrant, en, sub = (given.get(f"utm{part}", nothing) for part in (1, 2, 3, 4))
        return parse_parts(block, quadrant, en, sub, nothing if scale is None else scale)
    for name in ("map_sheet", "source_name"):
        if name in given:
            return parse_column(given[name], scale, given.get("utm4"))
    return None


def guess_datum(
    source: Source, columns: Mapping[str, str], epsg: Optional[int] = None
) -> Optional[DatumGuess]:
    """The datum detective's verdict on a source; None without shapes or map sheets."""
    if source.geom is None or not len(source):
        return None
    sheets = sheets_of(source.frame, columns)
    if sheets is None:
        return None
    bounds = shapely.bounds(source.geom)
    middle = (bounds[:, :2] + bounds[:, 2:]) / 2
    return guess(middle, epsg or source.epsg, sheets)


def judge_datum(
    source: Source,
    columns: Mapping[str, str],
    ws_epsg: int,
    choice: DatumChoice,
    found: Optional[DatumGuess] = None,
) -> DatumVerdict:
    """How to read the coordinates of ``source``. Raises :class:`DatumRefused`.

    Refused are a layer without any CRS that its map sheets cannot name, one whose
    map sheets contradict its CRS, and one that would land outside Thailand, or far
    from the workspace's zone, in a workspace of UTM zone 47 or 48.
    """
    declared = choice.epsg or source.epsg
    found = found or guess_datum(source, columns, declared)
    best = found.best if found else None
    said = (found.message,) if found else ()
    follows = best is not None and (
        choice.put_right
        or (declared is None and found is not None and found.certainty == "certain")
    )
    if best is not None and follows:
        reading = None if best.epsg else (best.datum, best.zone)
        return DatumVerdict(best.epsg, reading, said)
    if declared is None and found is not None and best is not None:
        raise DatumRefused(
            Message("datum_guard.no_crs_probably", file=source.file, verdict=found.message)
        )
    if declared is None:
        raise DatumRefused(Message("datum_guard.no_crs", file=source.file))
    if found and found.agrees is False and not choice.trust:
        raise DatumRefused(
            Message("datum_guard.contradicts", file=source.file, verdict=found.message)
        )
    verdict = DatumVerdict(declared, None, said)
    if ws_epsg in _ZONES and not choice.trust:
        _check_thailand(source, declared)
        _check_zone(source, declared, _ZONES[ws_epsg])
    return verdict


def share_in_thailand(geoms: np.ndarray, epsg: int) -> float:
    """How much of the shapes lies in Thailand when they are read in ``epsg``; 1 for none."""
    return _share_in(geoms, epsg, THAILAND)


def _share_in(geoms: np.ndarray, epsg: int, box: tuple[float, float, float, float]) -> float:
    middle = middles(geoms)
    middle = middle[np.isfinite(middle).all(axis=1)]
    if not len(middle):
        return 1.0
    sample = middle[np.linspace(0, len(middle) - 1, min(len(middle), 1000)).astype(int)]
    return float(np.mean(_in_box(lonlat(sample, epsg), box)))


def _in_box(lonlat: np.ndarray, box: tuple[float, float, float, float]) -> np.ndarray:
    west, south, east, north = box
    lon, lat = lonlat[:, 0], lonlat[:, 1]
    return np.asarray((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north))


def _check_thailand(source: Source, epsg: int) -> None:
    if source.geom is None:
        return
    share = share_in_thailand(source.geom, epsg)
    if share < 0.5:
        raise DatumRefused(
            Message(
                "datum_guard.outside_thailand",
                file=source.file,
                epsg=epsg,
                percent=round(100 * (1 - share)),
            )
        )


def _check_zone(source: Source, epsg: int, zone: int) -> None:
    """A file that names the wrong zone lands six degrees away, perhaps still in Thailand."""
    if source.geom is None:
        return
    west = 6 * (zone - 31) - _BESIDE_ZONE
    box = (west, THAILAND[1], west + 6 + 2 * _BESIDE_ZONE, THAILAND[3])
    if _share_in(source.geom, epsg, box) < 0.5:
        raise DatumRefused(
            Message("datum_guard.other_zone", file=source.file, epsg=epsg, zone=zone)
        )

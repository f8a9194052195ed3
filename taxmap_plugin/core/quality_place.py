"""Rules about where the map is: on its map sheets, in Thailand, in its UTM zone, in its datum."""

from __future__ import annotations

from collections.abc import Callable
from typing import Optional

import numpy as np
import pandas as pd
import shapely

from .datum import THAILAND, DatumError, transform
from .datum_guess import guess, reading, to_indian
from .feedback import Feedback
from .map_sheet import parse_column
from .map_sheet_grid import extents
from .message import Message
from .quality_rule import Option, Options, Rule, found
from .quality_sight import Layer, Sight

_Check = Callable[[Sight, Options, Feedback], pd.DataFrame]
_ZONES = {32647: ("wgs84", 47), 32648: ("wgs84", 48), 24047: ("indian1975", 47)}
_ZONES[24048] = ("indian1975", 48)
_BOUNDARY = 102.0  # degrees east, between the zones 47 and 48
_MAPPED = ("boundary", "zone", "block", "parcel", "building", "signboard")


def _middles(layer: Layer) -> np.ndarray:
    """The middle of each shape's bounds, (n, 2); NaN where there is none."""
    bounds = shapely.bounds(layer.shapes)
    return np.asarray((bounds[:, :2] + bounds[:, 2:]) / 2)


def _lonlat(points: np.ndarray, epsg: int) -> np.ndarray:
    """Degrees of each point, NaN where it is nowhere on earth."""
    result = np.full(points.shape, np.nan)
    finite = np.flatnonzero(np.isfinite(points).all(axis=1))
    try:
        result[finite] = transform(points[finite], epsg, 4326)
    except DatumError:
        for at in finite:
            try:
                result[at] = transform(points[[at]], epsg, 4326)[0]
            except DatumError:
                continue
    return result


def _outside_thailand(sight: Sight, _: Options, __: Feedback) -> pd.DataFrame:
    west, south, east, north = THAILAND
    frames = []
    for table in _MAPPED:
        layer = sight.layer(table)
        lonlat = _lonlat(_middles(layer), sight.epsg)
        lon, lat = lonlat.T
        inside = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
        at = np.flatnonzero(layer.there & ~inside)
        messages = [
            Message(
                "quality.outside_thailand.one",
                code=layer.name(one),
                lon=f"{lon[one]:.2f}",
                lat=f"{lat[one]:.2f}",
            )
            for one in at
        ]
        places = list(shapely.centroid(layer.shapes[at]))
        frames.append(found(table, [(uuid,) for uuid in layer.uuids_at(at)], messages, places))
    return pd.concat(frames, ignore_index=True)


def _wrong_zone(sight: Sight, options: Options, _: Feedback) -> pd.DataFrame:
    """The zone of the whole map against the longitude of its parcels: said once."""
    layer = sight.layer("parcel")
    if sight.epsg not in _ZONES or not layer.there.any():
        return found("parcel", [], [])
    lon = _lonlat(_middles(layer), sight.epsg)[layer.there, 0]
    zone = _ZONES[sight.epsg][1]
    middle = float(np.nanmedian(lon)) if np.isfinite(lon).any() else np.nan
    beyond = (middle - _BOUNDARY) * (1 if zone == 47 else -1)
    if not beyond > options["degrees"]:
        return found("parcel", [], [])
    said = Message("quality.wrong_zone.one", zone=zone, lon=f"{middle:.2f}", right=95 - zone)
    return found("parcel", [()], [said])


def _sheets(layer: Layer) -> pd.DataFrame:
    rows = layer.rows.reset_index(drop=True)
    return layer.once("sheets", lambda: parse_column(rows["map_sheet"], rows["map_scale"]))


def _datum(sight: Sight, _: Options, __: Feedback) -> pd.DataFrame:
    """The datum that the map sheets prove against that of the workspace: said once."""
    layer = sight.layer("parcel")
    told = guess(_middles(layer), sight.epsg, _sheets(layer))
    if told.certainty != "certain" or told.best is None or told.agrees is not False:
        return found("parcel", [], [])
    said = Message(
        "quality.datum.one",
        reading=reading(told.best.datum, told.best.zone),
        share=round(100 * told.best.share, 1),
    )
    return found("parcel", [()], [said])


def _sheet(sight: Sight, options: Options, _: Feedback) -> pd.DataFrame:
    """Parcels that lie in none of the sheets that are written beside them."""
    layer = sight.layer("parcel")
    here: Optional[tuple[str, int]] = _ZONES.get(sight.epsg)
    points = _middles(layer)
    stated = [
        (at, name)
        for at, names in enumerate(_sheets(layer)["names"])
        if here and names and layer.there[at]
        for name in names
    ]
    if not stated or here is None:
        return found("parcel", [], [])
    rows = np.array([at for at, _ in stated])
    names = [name for _, name in stated]
    xy = to_indian(points[rows], here[0], here[1], "metres")
    boxes = extents(names, here[1])
    beyond = np.maximum(np.maximum(boxes[:, :2] - xy, xy - boxes[:, 2:]), 0)
    frame = pd.DataFrame({"at": rows, "metres": np.hypot(*beyond.T)})
    frame["sheet"] = [name.text() for name in names]
    frame = frame.sort_values(["at", "metres"], kind="stable").drop_duplicates("at")
    frame = frame[frame["metres"] > options["distance"]]
    at = frame["at"].to_numpy()
    messages = [
        Message(
            "quality.sheet_position.one",
            code=layer.name(one),
            sheet=sheet,
            metres=f"{metres:,.0f}",
        )
        for one, sheet, metres in zip(at, frame["sheet"], frame["metres"])
    ]
    area = np.nan_to_num(shapely.area(layer.grounds[at])).tolist()
    places = list(shapely.point_on_surface(layer.grounds[at]))
    return found("parcel", [(uuid,) for uuid in layer.uuids_at(at)], messages, places, area)


def _rule(id: str, severity, check: _Check, *options: Option, covers=()) -> Rule:
    return Rule(id, "place", severity, check, options, covers, is_local=False)


RULES = (
    _rule(
        "sheet_position",
        "warning",
        _sheet,
        Option("distance", "m", 20.0, 0.0, 10_000.0),
        covers=["layer_prepare.outside_sheet"],
    ),
    _rule("outside_thailand", "error", _outside_thailand),
    _rule("wrong_zone", "error", _wrong_zone, Option("degrees", "degree", 0.5, 0.0, 3.0)),
    _rule("datum", "error", _datum),
)

"""Rules about where the map is: on its map sheets, in Thailand, in its UTM zone, in its datum."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import shapely

from .datum import THAILAND, lonlat
from .datum_guess import guess, reading
from .feedback import Feedback
from .map_sheet import parse_column
from .map_sheet_place import beside_their_sheets, middles
from .message import Message
from .quality_rule import Option, Options, Rule, found, found_at
from .quality_sight import Layer, Sight

_Check = Callable[[Sight, Options, Feedback], pd.DataFrame]
_ZONES = {32647: ("wgs84", 47), 32648: ("wgs84", 48), 24047: ("indian1975", 47)}
_ZONES[24048] = ("indian1975", 48)
_BOUNDARY = 102.0  # degrees east, between the zones 47 and 48
_MAPPED = ("boundary", "zone", "block", "parcel", "building", "signboard")


def _outside_thailand(sight: Sight, _: Options, __: Feedback) -> pd.DataFrame:
    west, south, east, north = THAILAND
    frames = []
    for table in _MAPPED:
        layer = sight.layer(table)
        lon, lat = lonlat(middles(layer.shapes), sight.epsg).T
        inside = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
        at = np.flatnonzero(layer.there & ~inside)
        messages = [
            Message(
                "quality.outside_thailand.one",
                code=layer.name(one),
                lon=f"{lon[one]:.2f}",
                lat=f"{lat[one]:.2f}",
            )
            if np.isfinite(lon[one]) and np.isfinite(lat[one])
            else Message("quality.outside_thailand.nowhere", code=layer.name(one))
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
    lon = lonlat(middles(layer.shapes), sight.epsg)[layer.there, 0]
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
    told = guess(middles(layer.shapes), sight.epsg, _sheets(layer))
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
    if sight.epsg not in _ZONES:
        return found("parcel", [], [])
    datum, zone = _ZONES[sight.epsg]
    points = middles(layer.shapes)
    nearest = beside_their_sheets(points, _sheets(layer)["names"], datum, zone, "metres")
    wrong = nearest[nearest["metres"] > options["distance"]]
    messages = [
        Message(
            "quality.sheet_position.one",
            code=layer.name(at),
            sheet=sheet,
            metres=f"{metres:,.0f}",
        )
        for at, sheet, metres in zip(wrong["row"], wrong["sheet"], wrong["metres"])
    ]
    return found_at(layer, wrong["row"].to_numpy(), messages)


def _rule(id: str, severity, check: _Check, *options: Option) -> Rule:
    return Rule(id, "place", severity, check, options, is_local=False, known_by="things")


RULES = (
    _rule(
        "sheet_position",
        "warning",
        _sheet,
        Option("distance", "m", 20.0, 0.0, 10_000.0),
    ),
    Rule("outside_thailand", "place", "error", _outside_thailand, known_by="things"),
    _rule("wrong_zone", "error", _wrong_zone, Option("degrees", "degree", 0.5, 0.0, 3.0)),
    _rule("datum", "error", _datum),
)

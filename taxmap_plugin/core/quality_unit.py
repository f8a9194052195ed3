"""Rules about buildings and signboards: on which land they stand, and whose codes they have."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import shapely

from .code_style import UNIT_KINDS, Kind
from .feedback import Feedback
from .message import Message
from .object_array import object_array
from .parcel_code import normalise, parse_unit_column
from .quality_rule import Option, Options, Rule, each_layer, found
from .quality_sight import Layer, Sight
from .unit_place import stand

_One = Callable[[Sight, Layer, Options], pd.DataFrame]


def _of_both(one: _One) -> Callable[[Sight, Options, Feedback], pd.DataFrame]:
    return each_layer(UNIT_KINDS, one)


def _kind(layer: Layer) -> Kind:
    return next(kind for kind in UNIT_KINDS if kind == layer.table)


def _placed(sight: Sight, layer: Layer) -> pd.DataFrame:
    """Each thing on the parcel that holds most of it."""
    parcels = sight.layer("parcel")
    return layer.once("placed", lambda: stand(_there(layer), parcels.grounds))


def _there(layer: Layer) -> np.ndarray:
    """The shapes, points too, None where one cannot be drawn."""
    shapes = layer.shapes.copy()
    shapes[~layer.there] = None
    return shapes


def _told(layer: Layer, at: np.ndarray, messages: list[Message], others=None) -> pd.DataFrame:
    uuids = layer.uuids_at(at)
    things = [(uuid,) for uuid in uuids] if others is None else list(zip(uuids, others))
    shapes = layer.shapes[at]
    places = list(shapely.centroid(_there(layer)[at]))
    return found(
        layer.table, things, messages, places, np.nan_to_num(shapely.area(shapes)).tolist()
    )


def _not_drawn(_: Sight, layer: Layer, __: Options) -> pd.DataFrame:
    """Registers know it, and nobody has drawn it: that is work to do, and no fault."""
    at = np.flatnonzero(shapely.is_missing(layer.shapes))
    messages = [Message("quality.unit_not_drawn.one", code=layer.name(a)) for a in at]
    return _told(layer, at, messages)


def _no_land(sight: Sight, layer: Layer, _: Options) -> pd.DataFrame:
    placed = _placed(sight, layer)
    at = np.flatnonzero((placed["parcel"] < 0) & layer.there)
    distance = placed["distance"].to_numpy()[at]
    messages = [
        Message("quality.unit_no_land.one", code=layer.name(a), distance=f"{metres:,.1f}")
        if metres == metres
        else Message("quality.unit_no_land.no_parcels", code=layer.name(a))
        for a, metres in zip(at, distance)
    ]
    return _told(layer, at, messages)


def _across(sight: Sight, layer: Layer, options: Options) -> pd.DataFrame:
    parcels, placed = sight.layer("parcel"), _placed(sight, layer)
    at = np.flatnonzero(placed["second_share"] > options["share"] / 100)
    first, second = (placed[name].to_numpy()[at] for name in ("parcel", "second"))
    share = np.round(100 * placed["second_share"].to_numpy()[at]).astype(int)
    messages = [
        Message(
            "quality.unit_across.one",
            code=layer.name(a),
            parcel=parcels.name(one),
            other=parcels.name(two),
            share=percent,
        )
        for a, one, two, percent in zip(at, first, second, share.tolist())
    ]
    return _told(layer, at, messages, parcels.uuids_at(second))


def _duplicate(sight: Sight, layer: Layer, _: Options) -> pd.DataFrame:
    said = [
        normalise(own) or normalise(came)
        for own, came in zip(layer.codes, layer.rows["source_code"])
    ]
    groups = pd.Series(np.arange(len(layer))).groupby(said)
    many = [(code, list(at)) for code, at in groups.groups.items() if code and len(at) > 1]
    messages = [
        Message("quality.unit_duplicate.one", code=code, count=len(at)) for code, at in many
    ]
    last = np.array([at[-1] for _, at in many], dtype=np.int64)
    frame = _told(layer, last, messages)
    return frame.assign(things=object_array([tuple(layer.uuids_at(at)) for _, at in many]))


def _parcel_missing(sight: Sight, layer: Layer, _: Options) -> pd.DataFrame:
    """The parcel that the code names, or that the thing is filed under, is not there."""
    parcels = sight.layer("parcel")
    read = parse_unit_column(pd.Series(layer.codes, dtype=object), _kind(layer), sight.style)
    named = read["parcel_code"]
    gone = named.notna() & ~named.isin({normalise(code) for code in parcels.codes})
    at = np.flatnonzero(gone)
    messages = [
        Message("quality.unit_parcel_missing.one", code=layer.name(a), parcel=named.iat[a])
        for a in at
    ]
    return _told(layer, at, messages)


def _elsewhere(sight: Sight, layer: Layer, _: Options) -> pd.DataFrame:
    """It stands on another parcel than the one that it is filed under."""
    parcels, placed = sight.layer("parcel"), _placed(sight, layer)["parcel"].to_numpy()
    at_of = {uuid: at for at, uuid in enumerate(parcels.uuids)}
    filed = np.array([at_of.get(uuid, -1) for uuid in layer.rows["parcel_uuid"]], dtype=np.int64)
    at = np.flatnonzero((placed >= 0) & (filed >= 0) & (placed != filed))
    messages = [
        Message(
            "quality.unit_elsewhere.one",
            code=layer.name(a),
            parcel=parcels.name(filed[a]),
            other=parcels.name(placed[a]),
        )
        for a in at
    ]
    return _told(layer, at, messages, parcels.uuids_at(placed[at]))


RULES = (
    Rule("unit_not_drawn", "unit", "info", _of_both(_not_drawn)),
    Rule(
        "unit_no_land",
        "unit",
        "error",
        _of_both(_no_land),
        covers=["unit_place.nowhere", "building_across.nowhere", "building_across.taken"],
    ),
    Rule(
        "unit_across",
        "unit",
        "warning",
        _of_both(_across),
        [Option("share", "percent", 5.0, 0.0, 50.0)],
        covers=["unit_place.straddles", "building_across."],
    ),
    Rule("unit_duplicate", "unit", "error", _of_both(_duplicate), covers=["layer_units.repeated"]),
    Rule(
        "unit_parcel_missing", "unit", "error", _of_both(_parcel_missing), covers=["layer_units."]
    ),
    Rule(
        "unit_elsewhere",
        "unit",
        "warning",
        _of_both(_elsewhere),
        covers=["unit_numbering.elsewhere", "layer_units."],
    ),
)

"""Rules about buildings and signboards: on which land they stand, and whose codes they have."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import pandas as pd
import shapely

from .code_style import UNIT_KINDS, CodeStyle, Kind
from .feedback import Feedback
from .finding import Severity
from .message import Message
from .object_array import object_array
from .parcel_code import is_blank, normalise, parse_unit_column
from .quality_fabric import ground_beyond
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


def _off_land(sight: Sight, layer: Layer, options: Options) -> pd.DataFrame:
    """It stands on a parcel, and with a part of it on none."""
    parcels, placed = sight.layer("parcel"), _placed(sight, layer)
    rest = 1 - placed["share"] - placed["second_share"]
    at = np.flatnonzero((placed["parcel"] >= 0) & (rest > options["share"] / 100) & layer.valid)
    beyond = shapely.area(ground_beyond(layer.grounds[at], parcels))
    share = 100 * beyond / shapely.area(layer.grounds[at])
    much = share > options["share"]
    at, share = at[much], np.round(share[much]).astype(int)
    messages = [
        Message("quality.unit_off_land.one", code=layer.name(a), share=percent)
        for a, percent in zip(at, share.tolist())
    ]
    return _told(layer, at, messages)


def _form(sight: Sight, layer: Layer, _: Options) -> pd.DataFrame:
    """A code that it was given, or else came with, and that is none."""
    given = pd.Series(layer.codes, dtype=object).map(normalise)
    came = layer.rows["source_code"].reset_index(drop=True).map(normalise)
    said = given.where(given != "", came)
    read = parse_unit_column(said, _kind(layer), sight.style)
    problem = read["problem"].to_numpy(dtype=object)
    at = np.flatnonzero(read["problem"].notna() & ~said.map(is_blank))
    messages = [
        Message("quality.unit_form.one", code=layer.name(a), reason=_reason(problem[a])) for a in at
    ]
    return _told(layer, at, messages)


def _reason(problem: Message) -> Message:
    """Why it is no code, without the code itself."""
    if problem.id == "parcel_code.blank":
        return Message("quality.unit_form.no_parcel")
    reason = problem.params.get("reason")
    return reason if problem.id == "parcel_code.unit" and isinstance(reason, Message) else problem


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


def parcels_named(
    codes: Iterable[Any], came: Iterable[Any], kind: Kind, style: CodeStyle
) -> list[str]:
    """The code of the parcel that each thing names by its own code, else that it ``came`` with,
    "" for none."""
    read = parse_unit_column(pd.Series(list(codes), dtype=object), kind, style)
    return [code or normalise(other) for code, other in zip(read["parcel_code"], came)]


def _parcel_missing(sight: Sight, layer: Layer, _: Options) -> pd.DataFrame:
    """The parcel that the code names, else that the thing came with, is not there.

    A parcel without a code of its own is the one that it came as; one that came so and has
    another code by now is told.
    """
    came = layer.rows["source_parcel_code"]
    named = parcels_named(layer.codes, came, _kind(layer), sight.style)
    parcels = sight.layer("parcel")
    own, source = map(normalise, parcels.codes), map(normalise, parcels.rows["source_code"])
    known, now = {""}, {}
    for code, before in zip(own, source):
        known.add(code or before)
        now[before] = code
    at = np.array([a for a, code in enumerate(named) if code not in known], dtype=np.int64)
    messages = [
        Message(
            "quality.unit_parcel_missing.recoded",
            code=layer.name(a),
            parcel=named[a],
            now=now[named[a]],
        )
        if named[a] in now
        else Message("quality.unit_parcel_missing.one", code=layer.name(a), parcel=named[a])
        for a in at
    ]
    return _told(layer, at, messages)


def _elsewhere(sight: Sight, layer: Layer, _: Options) -> pd.DataFrame:
    """It stands on another parcel than the one that it is filed under, or is filed under none."""
    parcels, placed = sight.layer("parcel"), _placed(sight, layer)["parcel"].to_numpy()
    at_of = {uuid: at for at, uuid in enumerate(parcels.uuids)}
    filed = np.array([at_of.get(uuid, -1) for uuid in layer.rows["parcel_uuid"]], dtype=np.int64)
    at = np.flatnonzero((placed >= 0) & (placed != filed))
    messages = [
        Message(
            "quality.unit_elsewhere.one",
            code=layer.name(a),
            parcel=parcels.name(filed[a]),
            other=parcels.name(placed[a]),
        )
        if filed[a] >= 0
        else Message(
            "quality.unit_elsewhere.none", code=layer.name(a), other=parcels.name(placed[a])
        )
        for a in at
    ]
    return _told(layer, at, messages, parcels.uuids_at(placed[at]))


def _rule(id: str, severity: Severity, one: _One, options=(), covers=()) -> Rule:
    check = _of_both(one)
    return Rule(id, "unit", severity, check, options, covers, UNIT_KINDS, known_by="things")


RULES = (
    _rule("unit_not_drawn", "info", _not_drawn),
    _rule(
        "unit_no_land",
        "error",
        _no_land,
        covers=[
            *("layer_units.nowhere", "unit_place.nowhere"),
            *("building_across.nowhere", "building_across.taken"),
        ],
    ),
    _rule(
        "unit_across",
        "warning",
        _across,
        [Option("share", "percent", 5.0, 0.0, 50.0)],
        ["unit_place.straddles", "building_across.divided", "building_across.on_line"],
    ),
    _rule(
        "unit_off_land",
        "warning",
        _off_land,
        [Option("share", "percent", 20.0, 0.0, 100.0)],
        ["building_across.partly"],
    ),
    _rule("unit_form", "error", _form, covers=["parcel_code.unit"]),
    _rule("unit_duplicate", "error", _duplicate, covers=["layer_codes.repeated"]),
    _rule("unit_parcel_missing", "error", _parcel_missing, covers=["layer_units.no_such_parcel"]),
    _rule(
        "unit_elsewhere",
        "warning",
        _elsewhere,
        covers=["layer_units.elsewhere", "unit_numbering.elsewhere"],
    ),
)

"""Rules about single shapes: parcels, blocks, zones and buildings."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
import shapely

from .area import amount
from .fabric_near import on_own_side
from .feedback import Feedback
from .fix_choice import CHOICES, MEANT, STAYS
from .fix_corners import join_doubled
from .fix_ground import dissolve
from .fix_shape import drop_double, make_valid, unite
from .geometry_check import invalid_reason
from .message import Message
from .outline_slips import SPIKE, Slips, doubled_corners, spikes
from .quality_rule import Fix, Option, Options, Rule, each_layer, found, found_at
from .quality_sight import Layer, Sight
from .rings import NEAR, NOISE, Rings, shape_array

SHAPED = ("parcel", "block", "zone", "building")
"""Tables whose shapes are areas."""
_LAND = ("parcel", "block", "zone")
_OTHERS = ("boundary", "water", "public_land", "road")
"""Tables whose shapes parcels are measured by, or gaps told from streets and streams."""
_MAPPED = (*_LAND, *_OTHERS)
"""Tables whose things are nothing without a shape; registers may know buildings and signs."""
_ALL = (*SHAPED, *_OTHERS, "signboard")
SQUARE_WA = 4.0
"""Square metres."""


def _of_each(
    one: Callable[[Layer, Options], pd.DataFrame], tables: Sequence[str] = SHAPED
) -> Callable[[Sight, Options, Feedback], pd.DataFrame]:
    return each_layer(tables, lambda _, layer, options: one(layer, options))


def _told(
    layer: Layer, what: str, at: np.ndarray, places=None, touched=None, **values
) -> pd.DataFrame:
    """One finding for each of the positions ``at``; ``values`` are lists of as many."""
    rows = [dict(zip(values, row)) for row in zip(*values.values())] or [{}] * len(at)
    messages = [
        Message(f"quality.{what}.one", code=layer.name(place), **row)
        for place, row in zip(at, rows)
    ]
    return found_at(layer, at, messages, places, touched)


def _missing(layer: Layer, _: Options) -> pd.DataFrame:
    at = np.flatnonzero(shapely.is_missing(layer.shapes))
    return _told(layer, "shape_missing", at)


def _empty(layer: Layer, _: Options) -> pd.DataFrame:
    at = np.flatnonzero(shapely.is_empty(layer.shapes) & ~shapely.is_missing(layer.shapes))
    return _told(layer, "shape_empty", at)


def _invalid(layer: Layer, _: Options) -> pd.DataFrame:
    at = np.flatnonzero(layer.invalid)
    said = [invalid_reason(shape) for shape in layer.shapes[at]]
    inside = layer.points_in(at)
    places = [place or within for (_, place), within in zip(said, inside)]
    return _told(layer, "shape_invalid", at, places, reason=[reason for reason, _ in said])


def _duplicate(layer: Layer, _: Options) -> pd.DataFrame:
    first = layer.doubles
    at = np.flatnonzero(first >= 0)
    messages = [
        Message("quality.shape_duplicate.one", code=layer.name(a), other=layer.name(b))
        for a, b in zip(at, first[at])
    ]
    pairs = list(zip(layer.uuids_at(at), layer.uuids_at(first[at])))
    area = shapely.area(layer.grounds[at])
    return found(layer.table, pairs, messages, layer.points_in(at), np.nan_to_num(area))


def _rings(layer: Layer) -> Rings:
    """The rings of the shapes as they were drawn."""

    def make() -> Rings:
        drawn = layer.shapes.copy()
        drawn[~layer.there] = None
        return Rings.of(shape_array(drawn))

    return layer.once("rings", make)


def _first_of_shape(shape: np.ndarray) -> np.ndarray:
    return np.flatnonzero(np.diff(shape, prepend=-1) != 0)


def _worst(layer: Layer, what: str, rings: Rings, slips: Slips) -> pd.DataFrame:
    """One finding a shape with how many places there are, at the first."""
    shape, xy = rings.shape_of_corner[slips.at], rings.xy[slips.at]
    first = _first_of_shape(shape)
    count = np.diff(first, append=len(shape)).tolist()
    places = list(shapely.points(xy[first]))
    ground = _sums(slips.ground, first)
    return _told(layer, what, shape[first], places, ground, count=count)


def _sums(values: np.ndarray, first: np.ndarray) -> np.ndarray:
    return np.add.reduceat(values, first) if len(first) else values


def _touches_itself(layer: Layer, _: Options) -> pd.DataFrame:
    """A valid shape whose outline meets itself in a point.

    Two rings of it do (holes with the side, or parts), or a corner lies on another side: GEOS
    sees the former alone, since the digits of a corner seldom lie exactly on a line.
    """
    drawn = layer.shapes.copy()
    drawn[~layer.valid] = None
    sides = shapely.boundary(drawn)
    several = (shapely.get_num_geometries(sides) > 1) & (shapely.get_dimensions(drawn) == 2)
    at = np.flatnonzero(several)
    at = at[~shapely.is_simple(sides[at])]
    shape, xy = on_own_side(layer.twins)
    valid = layer.valid[shape]
    meetings = {one: [*_meetings(shapely.get_parts([sides[one]]))] for one in at.tolist()}
    for one, place in zip(shape[valid].tolist(), shapely.points(xy[valid])):
        places = meetings.setdefault(one, [])
        if not any(shapely.dwithin(place, known, NOISE) for known in places):
            places.append(place)
    at = np.array(sorted(meetings), dtype=np.int64)
    counts = [len(meetings[one]) for one in at]
    places = [meetings[one][0] for one in at]
    return _told(layer, "self_touch", at, places, np.zeros(len(at)), count=counts)


def _meetings(rings: np.ndarray) -> np.ndarray:
    """The points that two of the rings have in common."""
    first, second = shapely.STRtree(rings).query(rings, predicate="intersects")
    first, second = first[first < second], second[first < second]
    common = shapely.union_all(shapely.intersection(rings[first], rings[second]))
    return np.asarray(shapely.get_parts([common]))


def _duplicate_corner(layer: Layer, options: Options) -> pd.DataFrame:
    rings = _rings(layer)
    return _worst(layer, "duplicate_corner", rings, doubled_corners(rings, options["tolerance"]))


def _spike(layer: Layer, options: Options) -> pd.DataFrame:
    """A corner where the outline turns back within a few degrees."""
    rings = _rings(layer)
    return _worst(layer, "spike", rings, spikes(rings, options["angle"]))


def _sliver(layer: Layer, options: Options) -> pd.DataFrame:
    """Little ground, and thin: of a circle (4π·area/length² = 1) a small part."""
    area, length = shapely.area(layer.grounds), shapely.length(layer.grounds)
    with np.errstate(invalid="ignore", divide="ignore"):
        compact = 4 * np.pi * area / length**2
    at = np.flatnonzero((area < options["area"]) & (compact < options["compactness"] / 100))
    return _told(layer, "sliver", at, area=list(map(amount, area[at])))


def _tiny(layer: Layer, options: Options) -> pd.DataFrame:
    area = shapely.area(layer.grounds)
    at = np.flatnonzero(area < options["area"])
    return _told(layer, "tiny", at, area=list(map(amount, area[at])))


def _multipart(layer: Layer, _: Options) -> pd.DataFrame:
    count = shapely.get_num_geometries(layer.shapes)
    at = np.flatnonzero((count > 1) & layer.there)
    parts, of = shapely.get_parts(layer.grounds[at], return_index=True)
    ground = np.bincount(of, shapely.area(parts), minlength=len(at))
    largest = np.zeros(len(at))
    np.maximum.at(largest, of, shapely.area(parts))
    return _told(layer, "multipart", at, None, ground - largest, count=count[at].tolist())


def _hole(layer: Layer, _: Options) -> pd.DataFrame:
    parts, shape = shapely.get_parts(layer.grounds, return_index=True)
    holed = shapely.get_num_interior_rings(parts) > 0
    rings, part = shapely.get_rings(parts[holed], return_index=True)
    inner = np.diff(part, prepend=-1) == 0
    holes, of = shapely.polygons(rings[inner]), shape[holed][part[inner]]
    order = np.lexsort((-shapely.area(holes), of))
    holes, of = holes[order], of[order]
    largest = _first_of_shape(of)
    count = np.diff(largest, append=len(of)).tolist()
    places = list(shapely.point_on_surface(holes[largest]))
    ground = _sums(shapely.area(holes), largest)
    return _told(layer, "hole", of[largest], places, ground, count=count)


RULES = (
    Rule(
        "shape_missing", "shape", "error", _of_each(_missing, (*_LAND, *_OTHERS)), known_by="things"
    ),
    Rule("shape_empty", "shape", "error", _of_each(_empty, _ALL), known_by="things"),
    Rule(
        "shape_invalid",
        "shape",
        "error",
        _of_each(_invalid, _ALL),
        covers=["geometry_check.invalid"],
        tables=SHAPED,
        fix=Fix(make_valid, choices=MEANT),
    ),
    Rule(
        "shape_duplicate",
        "shape",
        "error",
        _of_each(_duplicate),
        fix=Fix(drop_double, choices=STAYS, for_officer=True),
        known_by="things",
    ),
    Rule("self_touch", "shape", "warning", _of_each(_touches_itself)),
    Rule(
        "spike",
        "shape",
        "warning",
        _of_each(_spike),
        [Option("angle", "degree", SPIKE, 0.0, 30.0)],
        least="",
    ),
    Rule(
        "sliver",
        "shape",
        "warning",
        _of_each(_sliver, _LAND),
        [
            Option("area", "m2", 10 * SQUARE_WA, 0.0, 1600.0),
            Option("compactness", "percent", 10.0, 0.0, 100.0),
        ],
        fix=Fix(dissolve, choices=CHOICES),
        known_by="things",
        least="",
    ),
    Rule(
        "tiny",
        "shape",
        "warning",
        _of_each(_tiny, _LAND),
        [Option("area", "m2", SQUARE_WA, 0.0, 1600.0)],
        covers=["small_piece.saved"],
        known_by="things",
    ),
    Rule(
        "duplicate_corner",
        "shape",
        "warning",
        _of_each(_duplicate_corner),
        [Option("tolerance", "m", NEAR, 0.0, 0.1)],
        fix=Fix(join_doubled),
        least="",
    ),
    Rule(
        "multipart",
        "shape",
        "info",
        _of_each(_multipart),
        fix=Fix(unite, [Option("tolerance", "m", 0.01, 0.0, 0.5)]),
        known_by="things",
        least="",
    ),
    Rule("hole", "shape", "info", _of_each(_hole), least=""),
)

"""Rules about how parcels, blocks and zones lie beside, over and within each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
import shapely

from .area import amount
from .doubles import without_doubles
from .fabric_along import along
from .fabric_gaps import gaps
from .fabric_near import by_pair, near_corners
from .fabric_overlaps import ALL, overlaps_of, share_ground
from .feedback import Feedback
from .finding import Severity
from .fix_choice import CHOICES, NEW_PARCEL
from .fix_corners import add_missing_corners, join_corners, join_edges
from .fix_ground import cut_out, give_gap, give_overlap
from .message import Message
from .parcel_name import listed
from .quality_rule import Fix, Option, Options, Rule, found
from .quality_sight import Layer, Sight
from .rings import NEAR
from .width import width_of

_Check = Callable[[Sight, Options, Feedback], pd.DataFrame]

_DIGITS = 1e-6
NO_GAP = ("water", "public_land")
"""Tables whose ground is nobody's parcel, and no gap."""
_AREA = Option("area", "m2", 0.04, 0.0, 1600.0)  # 0.01 ตารางวา, the least that a deed states
_TOLERANCE = Option("tolerance", "m", 0.01, 0.0, 0.5)
_WIDEST = Option("widest", "m", 1.0, 0.0, 20.0)
"""Of ground that a fix gives away; more is no slip of drawing."""


class _Common(NamedTuple):
    """Pairs of things of one layer, with the ground that they share."""

    first: np.ndarray
    second: np.ndarray
    ground: np.ndarray
    area: np.ndarray


def _common(layer: Layer, smallest: float, feedback: Feedback) -> _Common:
    def make() -> _Common:
        pairs = overlaps_of(layer.grounds, layer.twins, layer.tree, feedback, smallest)
        one, other = pairs[["first", "second"]].to_numpy().T
        found = pairs[without_doubles(one, other, layer.doubles)]
        return _Common(*(found[name].to_numpy() for name in _Common._fields))

    return layer.once(("common", smallest), make)


def _within(layer: Layer, common: _Common) -> np.ndarray:
    """Of which pairs one lies wholly in the other: -1 where neither, else its position."""
    area = shapely.area(layer.grounds)
    small = np.where(area[common.first] <= area[common.second], common.first, common.second)
    return np.where(common.area >= ALL * area[small], small, -1)


def _overlap(table: str, what: str) -> _Check:
    def check(sight: Sight, options: Options, feedback: Feedback) -> pd.DataFrame:
        layer = sight.layer(table)
        common = _common(layer, options["area"], feedback)
        across = np.flatnonzero((_within(layer, common) < 0) | (table != "parcel"))
        return _told_pairs(layer, what, _Common(*(column[across] for column in common)))

    return check


def _told_pairs(layer: Layer, what: str, common: _Common) -> pd.DataFrame:
    pairs = list(zip(layer.uuids_at(common.first), layer.uuids_at(common.second)))
    messages = [
        Message(f"quality.{what}.one", code=layer.name(a), other=layer.name(b), area=amount(m2))
        for a, b, m2 in zip(common.first, common.second, common.area)
    ]
    places = list(shapely.point_on_surface(common.ground))
    return found(layer.table, pairs, messages, places, common.area.tolist())


def _containment(sight: Sight, options: Options, feedback: Feedback) -> pd.DataFrame:
    layer = sight.layer("parcel")
    common = _common(layer, options["area"], feedback)
    inner = _within(layer, common)
    at = np.flatnonzero(inner >= 0)
    outer = np.where(inner == common.first, common.second, common.first)
    turned = _Common(inner[at], outer[at], common.ground[at], common.area[at])
    return _told_pairs(layer, "containment", turned)


def _gap(sight: Sight, options: Options, feedback: Feedback) -> pd.DataFrame:
    layer = sight.layer("parcel")
    others = np.concatenate([sight.layer(table).grounds for table in NO_GAP])
    others = others[~shapely.is_missing(others)]
    roads = sight.layer("road")
    lines = roads.shapes[roads.there]
    free = gaps(
        layer.twins, layer.grounds, others, feedback, options["width"], options["area"], lines
    )
    around = _around(layer, free["geom"].to_numpy(dtype=object))
    between = np.array([len(near) > 0 for near in around], dtype=bool)  # none: amid a pond
    free, around = free[between], [near for near in around if len(near)]
    messages = [
        Message(
            "quality.gap.one",
            area=amount(area),
            width=width_of(width),
            parcels=listed([layer.name(at) for at in near]),
        )
        for area, width, near in zip(free["area"], free["width"], around)
    ]
    places = list(shapely.point_on_surface(free["geom"].to_numpy(dtype=object)))
    things = [layer.uuids_at(near) for near in around]
    return found("parcel", things, messages, places, free["area"].tolist())


def _around(layer: Layer, pieces: np.ndarray) -> list[np.ndarray]:
    """The parcels along each gap, that with the longest common side first."""
    at, parcel, metres = along(pieces, layer.grounds, layer.tree)
    sides = metres > NEAR
    at, parcel, metres = at[sides], parcel[sides], metres[sides]
    order = np.lexsort((parcel, -np.round(metres, 3), at))
    at, parcel = at[order], parcel[order]
    starts = np.searchsorted(at, np.arange(len(pieces) + 1))
    return [parcel[start:end] for start, end in zip(starts, starts[1:])]


def _near(kind: str, what: str) -> _Check:
    def check(sight: Sight, options: Options, feedback: Feedback) -> pd.DataFrame:
        layer = sight.layer("parcel")
        tolerance = options["tolerance"]
        pairs = layer.once(
            ("near", tolerance), lambda: by_pair(near_corners(layer.twins, tolerance))
        )
        pairs = pairs[pairs["kind"] == kind]
        one, other = pairs[["first", "second"]].to_numpy().T
        pairs = pairs[without_doubles(one, other, layer.doubles)]
        first, second = pairs["first"].to_numpy(), pairs["second"].to_numpy()
        messages = [
            Message(
                f"quality.{what}.one",
                code=layer.name(a),
                other=layer.name(b),
                count=count,
                apart=f"{1000 * apart:,.1f}",
            )
            for a, b, count, apart in zip(first, second, pairs["count"].tolist(), pairs["apart"])
        ]
        things = list(zip(layer.uuids_at(first), layer.uuids_at(second)))
        return found("parcel", things, messages, pairs["place"].tolist(), pairs["moves"].tolist())

    return check


def _crossing(table: str, what: str) -> _Check:
    """Parcels that lie in two blocks or zones, each with more than a hair of it."""

    def check(sight: Sight, options: Options, feedback: Feedback) -> pd.DataFrame:
        layer, areas = sight.layer("parcel"), sight.layer(table)
        asked = _in_several_perhaps(layer, areas, _common(areas, options["area"], feedback))
        at, area = areas.tree.query(layer.grounds[asked], predicate="intersects")
        parcel = asked[at]
        ground = shapely.intersection(layer.grounds[parcel], areas.grounds[area])
        ground_m2 = shapely.area(ground)
        much = (ground_m2 >= options["area"]) & (
            ground_m2 >= options["share"] / 100 * shapely.area(layer.grounds[parcel])
        )
        parcel, area, ground = parcel[much], area[much], ground[much]
        order = np.lexsort((-ground_m2[much], parcel))
        parcel, area, ground = parcel[order], area[order], ground[order]
        first = np.flatnonzero(np.diff(parcel, prepend=-1) != 0)
        count = np.diff(first, append=len(parcel))
        first, count = first[count > 1], count[count > 1]
        messages = [
            Message(
                f"quality.{what}.one",
                code=layer.name(parcel[at]),
                areas=[areas.name(one) for one in area[at : at + n]],
            )
            for at, n in zip(first, count)
        ]
        return found(
            "parcel",
            [(uuid,) for uuid in layer.uuids_at(parcel[first])],
            messages,
            list(shapely.point_on_surface(ground[first + 1])),
            shapely.area(ground[first + 1]),
        )

    return check


def _within_areas(layer: Layer, areas: Layer) -> np.ndarray:
    """Positions of the parcels that lie wholly in an area, once for each of these."""

    def make() -> np.ndarray:
        return layer.tree.query(areas.grounds, predicate="covers")[1]

    return layer.once(("within", areas.table), make)


def _in_several_perhaps(layer: Layer, areas: Layer, common: _Common) -> np.ndarray:
    """All parcels but those that lie wholly in one area, where no other one has ground."""
    asked = np.bincount(_within_areas(layer, areas), minlength=len(layer)) != 1
    at, parcel = layer.tree.query(common.ground, predicate="intersects")
    asked[parcel[share_ground(common.ground[at], layer.grounds[parcel])]] = True
    return np.flatnonzero(asked)


def _outside(table: str, what: str) -> _Check:
    """Parcels with ground in none of the blocks, zones, or outside the municipality."""

    def check(sight: Sight, options: Options, feedback: Feedback) -> pd.DataFrame:
        layer, areas = sight.layer("parcel"), sight.layer(table)
        if shapely.is_missing(areas.grounds).all():
            return found("parcel", [], [])
        inside = np.zeros(len(layer), dtype=bool)
        inside[_within_areas(layer, areas)] = True
        at = np.flatnonzero(~inside & ~shapely.is_missing(layer.grounds))
        left = ground_beyond(layer.grounds[at], areas)
        area = shapely.area(left)
        much = area >= np.maximum(
            options["area"], options["share"] / 100 * shapely.area(layer.grounds[at])
        )
        at, left, area = at[much], left[much], area[much]
        share = 100 * area / shapely.area(layer.grounds[at])
        share = np.minimum(np.ceil(share - _DIGITS), 100).astype(int)
        messages = [
            Message(f"quality.{what}.one", code=layer.name(one), area=amount(m2), share=percent)
            for one, m2, percent in zip(at, area, share.tolist())
        ]
        things = [(uuid,) for uuid in layer.uuids_at(at)]
        return found("parcel", things, messages, list(shapely.point_on_surface(left)), area)

    return check


def ground_beyond(shapes: np.ndarray, areas: Layer) -> np.ndarray:
    """What of each shape lies in none of the areas."""
    left = shapes.copy()
    at, area = areas.tree.query(shapes, predicate="intersects")
    met, first = np.unique(at, return_index=True)
    for one, own in zip(met, np.split(area, first[1:])):
        left[one] = shapely.difference(shapes[one], shapely.union_all(areas.grounds[own]))
    return left


_SHARE = Option("share", "percent", 5.0, 0.0, 100.0)


def _measured(id: str, severity: Severity, check: _Check, options: Sequence[Option]) -> Rule:
    return Rule(id, "fabric", severity, check, options, least="area")


RULES = (
    Rule(
        "overlap",
        "fabric",
        "error",
        _overlap("parcel", "overlap"),
        [_AREA],
        fix=Fix(give_overlap, [_WIDEST], CHOICES),
        least="area",
    ),
    Rule(
        "containment",
        "fabric",
        "error",
        _containment,
        [_AREA],
        fix=Fix(cut_out, for_officer=True),
        known_by="things",
        least="area",
    ),
    Rule(
        "gap",
        "fabric",
        "error",
        _gap,
        [Option("width", "m", 1.0, 0.0, 20.0), _AREA],
        fix=Fix(give_gap, [_WIDEST], (*CHOICES, NEW_PARCEL)),
        known_by="ground",
        least="area",
    ),
    Rule(
        "near_corner",
        "fabric",
        "warning",
        _near("corner", "near_corner"),
        [_TOLERANCE],
        fix=Fix(join_corners),
        least="",
    ),
    Rule(
        "near_edge",
        "fabric",
        "warning",
        _near("edge", "near_edge"),
        [_TOLERANCE],
        fix=Fix(join_edges),
        least="",
    ),
    Rule(
        "missing_corner",
        "fabric",
        "warning",
        _near("missing", "missing_corner"),
        [_TOLERANCE],
        fix=Fix(add_missing_corners),
        least="",
    ),
    _measured("crosses_block", "warning", _crossing("block", "crosses_block"), [_AREA, _SHARE]),
    _measured("crosses_zone", "warning", _crossing("zone", "crosses_zone"), [_AREA, _SHARE]),
    Rule(
        "outside_blocks",
        "fabric",
        "warning",
        _outside("block", "outside_blocks"),
        [_AREA, _SHARE],
        covers=["code_place.outside"],
        least="area",
    ),
    _measured("outside_zones", "warning", _outside("zone", "outside_zones"), [_AREA, _SHARE]),
    Rule(
        "outside_municipality",
        "fabric",
        "warning",
        _outside("boundary", "outside_municipality"),
        [_AREA, _SHARE],
        least="area",
    ),
    Rule(
        "blocks_overlap",
        "fabric",
        "error",
        _overlap("block", "blocks_overlap"),
        [_AREA],
        covers=["overlap.block"],
        tables=["block"],
        least="area",
    ),
    _measured("zones_overlap", "error", _overlap("zone", "zones_overlap"), [_AREA]),
)

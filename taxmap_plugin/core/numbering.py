"""In which order the parcels of a block get their lot numbers, and which they get.

Offices number in a snake, around the block, along a street, or from neighbour to
neighbour, from a corner of their choice (practice.md §2.1). :func:`order` finds the
order, :func:`plan` the codes: nothing is written here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd
import shapely

from .code_style import CodeStyle
from .code_suggestion import all_codes
from .message import Message
from .parcel_code import CodeError, ParcelCode, parse_block

Method = Literal[
    "snake_rows", "snake_columns", "clockwise", "anticlockwise", "along_line", "nearest"
]
Corner = Literal["NW", "NE", "SW", "SE"]

METHODS: tuple[Method, ...] = get_args(Method)
CORNERS: tuple[Corner, ...] = get_args(Corner)

_MUCH_SHORTER = 0.7  # a ring that is a single row is walked from end to end instead
_STRAIGHT = 0.2  # of the usual distance between neighbours: how far a row may spread
_SAME_ROW = 0.6  # of the usual parcel's height: how far centres of one row may differ


@dataclass(frozen=True)
class Way:
    """How to go through a block: method, corner to start from, the line to follow."""

    method: Method = "snake_rows"
    corner: Corner = "NW"
    line: Any = None


def order(shapes: Any, way: Way) -> np.ndarray:
    """The parcels' positions in the order of their numbers (a permutation).

    ``shapes`` are Shapely polygons or points in a metre CRS; None and empty ones come
    last. Raises CodeError when a line is to be followed and none is given.
    """
    shapes = np.asarray(shapes, dtype=object)
    placed = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    if placed.sum() < 2:
        return np.argsort(~placed, kind="stable")
    turn = _turn_square(shapes[placed])
    squared = shapely.transform(shapes[placed], turn)
    if way.line is not None:
        way = replace(way, line=shapely.transform(way.line, turn))
    centres = shapely.get_coordinates(shapely.centroid(squared))
    found = _METHODS[way.method](squared, centres, way)
    return np.concatenate([np.flatnonzero(placed)[found], np.flatnonzero(~placed)])


def _snake_rows(shapes: np.ndarray, centres: np.ndarray, way: Way) -> np.ndarray:
    return _snake(shapes, centres, way, across=0)


def _snake_columns(shapes: np.ndarray, centres: np.ndarray, way: Way) -> np.ndarray:
    return _snake(shapes, centres, way, across=1)


def _snake(shapes: np.ndarray, centres: np.ndarray, way: Way, across: int) -> np.ndarray:
    """Rows (or columns) away from the corner, every second one backwards."""
    away = centres * _away_from(way.corner)
    xmin, ymin, xmax, ymax = shapely.bounds(shapes).T
    size = np.median((ymax - ymin, xmax - xmin)[across]) or _spacing(centres)
    along, down = away[:, across], away[:, 1 - across]
    row = np.empty(len(down), dtype=int)
    number, first = -1, -np.inf
    for place in np.argsort(down, kind="stable"):
        if down[place] - first > _SAME_ROW * size:
            number, first = number + 1, down[place]
        row[place] = number
    return np.lexsort([np.where(row % 2 == 0, along, -along), row])


def _turn_square(shapes: np.ndarray) -> Callable[[np.ndarray], np.ndarray]:
    """The rotation, by at most 45°, that lays the block's longest side straight."""
    frame = shapely.oriented_envelope(shapely.multipoints(shapely.get_coordinates(shapes)))
    sides = np.diff(shapely.get_coordinates(frame), axis=0)
    if len(sides) < 4:  # all in a line or one place
        return lambda xy: xy
    x, y = sides[np.hypot(*sides.T).argmax()]
    angle = np.arctan2(y, x)
    angle -= np.round(angle / (np.pi / 2)) * (np.pi / 2)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return lambda xy: xy @ turn


def _away_from(corner: Corner) -> np.ndarray:
    """Signs that make x and y grow away from the corner."""
    return np.array([1 if corner[1] == "W" else -1, 1 if corner[0] == "S" else -1])


def _spacing(centres: np.ndarray) -> float:
    """The usual distance between neighbours, for parcels given as points."""
    points = shapely.points(centres)
    tree = shapely.STRtree(points)
    (which, _), distance = tree.query_nearest(
        points, return_distance=True, exclusive=True, all_matches=False
    )
    return float(np.median(distance)) if len(which) else 0.0


def _nearest_to_corner(centres: np.ndarray, corner: Corner) -> int:
    away = centres * _away_from(corner)
    return int(np.hypot(*(away - away.min(axis=0)).T).argmin())


def _clockwise(shapes: np.ndarray, centres: np.ndarray, way: Way) -> np.ndarray:
    return _around(shapes, centres, way, sense=1)


def _anticlockwise(shapes: np.ndarray, centres: np.ndarray, way: Way) -> np.ndarray:
    return _around(shapes, centres, way, sense=-1)


def _around(shapes: np.ndarray, centres: np.ndarray, way: Way, sense: int) -> np.ndarray:
    """Round the block's edge from the parcel nearest the corner, then the next ring inside."""
    left = np.arange(len(shapes))
    found: list[int] = []
    while len(left):
        ring = _outer_ring(shapes[left], centres[left])
        outside = left[ring.at_edge]
        place = ring.place[ring.at_edge] * sense
        if found:  # go on beside the parcel where the last ring ended
            start = np.hypot(*(centres[outside] - centres[found[-1]]).T).argmin()
        else:
            start = _nearest_to_corner(centres[outside], way.corner)
        turn = (place - place[start]) % ring.length
        round_it = np.argsort(turn, kind="stable")
        row = _chain(centres[outside], _end_near(centres[outside], int(start)))
        walks = [_walk(centres[outside[steps]]) for steps in (row, round_it)]
        single_row = _is_row(centres[outside]) or walks[0] < _MUCH_SHORTER * walks[1]
        found.extend(outside[row if single_row else round_it])
        left = left[~ring.at_edge]
    return np.array(found)


def _end_near(centres: np.ndarray, place: int) -> int:
    """The one of the two ends of a row that lies nearer to one of its parcels."""
    one = np.hypot(*(centres - centres.mean(axis=0)).T).argmax()
    other = np.hypot(*(centres - centres[one]).T).argmax()
    ends = np.array([one, other])
    return int(ends[np.hypot(*(centres[ends] - centres[place]).T).argmin()])


def _is_row(centres: np.ndarray) -> bool:
    """True when the centres lie nearly on one straight line."""
    across = np.linalg.svd(centres - centres.mean(axis=0), compute_uv=False)[-1]
    spread = across / np.sqrt(len(centres))
    return len(centres) < 3 or spread < _STRAIGHT * _spacing(centres)


def _walk(centres: np.ndarray) -> float:
    return float(np.hypot(*np.diff(centres, axis=0).T).sum())


@dataclass(frozen=True)
class _Ring:
    """Which parcels stand at the edge, and where along it (clockwise) each one stands."""

    at_edge: np.ndarray
    place: np.ndarray
    length: float


def _outer_ring(shapes: np.ndarray, centres: np.ndarray) -> _Ring:
    size = np.sqrt(np.median(shapely.area(shapes))) or _spacing(centres) or 1.0
    reach = size / 2  # bridges the lanes inside a block
    covered = shapely.union_all(shapely.buffer(shapes, reach, quad_segs=1))
    while covered.geom_type != "Polygon":
        reach *= 2
        covered = shapely.union_all(shapely.buffer(shapes, reach, quad_segs=1))
    edge = shapely.get_exterior_ring(covered)
    edge = shapely.reverse(edge) if shapely.is_ccw(edge) else edge
    at_edge = shapely.distance(edge, shapes) < reach + 0.05 * size
    return _Ring(at_edge, shapely.line_locate_point(edge, shapely.points(centres)), edge.length)


def _along_line(shapes: np.ndarray, centres: np.ndarray, way: Way) -> np.ndarray:
    """By the place along the line where each parcel stands, the nearer to it first."""
    if way.line is None or shapely.is_empty(way.line):
        raise CodeError(Message("numbering.no_line"))
    points = shapely.points(centres)
    places = shapely.line_locate_point(way.line, points)
    return np.lexsort([shapely.distance(way.line, points), places])


def _nearest(shapes: np.ndarray, centres: np.ndarray, way: Way) -> np.ndarray:
    return _chain(centres, _nearest_to_corner(centres, way.corner))


def _chain(centres: np.ndarray, here: int) -> np.ndarray:
    """From ``here`` always to the nearest parcel that has no number yet."""
    left = np.ones(len(centres), dtype=bool)
    found = []
    while True:
        found.append(here)
        left[here] = False
        if not left.any():
            return np.array(found)
        distance = np.hypot(*(centres - centres[here]).T)
        here = int(np.where(left, distance, np.inf).argmin())


_METHODS: dict[Method, Callable[[np.ndarray, np.ndarray, Way], np.ndarray]] = {
    "snake_rows": _snake_rows,
    "snake_columns": _snake_columns,
    "clockwise": _clockwise,
    "anticlockwise": _anticlockwise,
    "along_line": _along_line,
    "nearest": _nearest,
}


@dataclass(frozen=True)
class Rule:
    """Which numbers to give.

    ``keep`` leaves codes that are there; ``declared`` says that the block's codes are in
    force, so that no code ever given may come back; ``start`` and ``step`` are the office's.
    """

    keep: bool = True
    declared: bool = False
    start: int = 1
    step: int = 1


def plan(
    parcels: pd.DataFrame, block: str, used: Iterable[str], way: Way, rule: Rule, style: CodeStyle
) -> pd.DataFrame:
    """Old and new codes of a block's parcels, in the order of the new numbers.

    ``parcels`` has ``uuid``, ``parcel_code`` (None where there is none) and ``geom``;
    ``used`` holds the codes ever given, living and retired. Columns of the result:
    ``uuid``, ``old_code``, ``new_code``, ``reason`` (Message). A draft block may use its
    own codes again; a declared one, and parcels added to any block, go on after the
    greatest code ever given. Raises CodeError when lot 999 would be passed, or for a step
    that leads nowhere.
    """
    if rule.step < 1:
        raise CodeError(Message("numbering.step", step=rule.step))
    zone, letter = parse_block(block, style)
    frame = parcels.iloc[order(parcels["geom"].to_numpy(), way)]
    old = frame["parcel_code"].where(frame["parcel_code"].notna(), None)
    kept = old.notna().to_numpy() if rule.keep else np.zeros(len(frame), dtype=bool)
    ever = set(used) | set(old.dropna())
    go_on = rule.keep or rule.declared
    taken = ever if go_on else ever - set(old.dropna())
    lots = {c.lot for c in all_codes(taken, style) if (c.zone, c.block) == (zone, letter)}
    first = max([rule.start, *(lot + 1 for lot in lots if go_on)])
    numbers = _free_numbers(first, rule.step, lots, int((~kept).sum()))
    if len(numbers) and numbers[-1] > style.last_lot:
        room = sum(number <= style.last_lot for number in numbers)
        raise CodeError(
            Message("numbering.block_full", block=block, wanted=len(numbers), room=room)
        )
    new = old.to_numpy(dtype=object, copy=True)
    new[~kept] = [ParcelCode(zone, letter, number).text(style) for number in numbers]
    shapeless = shapely.is_missing(frame["geom"]) | shapely.is_empty(frame["geom"])
    reasons = [
        _reason(before, after, block, bool(no_shape))
        for before, after, no_shape in zip(old, new, shapeless)
    ]
    return pd.DataFrame(
        {"uuid": frame["uuid"], "old_code": old, "new_code": new, "reason": reasons}
    ).reset_index(drop=True)


def _free_numbers(first: int, step: int, taken: set[int], count: int) -> list[int]:
    numbers: list[int] = []
    number = first
    while len(numbers) < count:
        if number not in taken:
            numbers.append(number)
        number += step
    return numbers


def _reason(old: str | None, new: str, block: str, no_shape: bool) -> Message:
    if old == new:
        if new.startswith(block):
            return Message("numbering.kept")
        return Message("numbering.kept_of_other_block", code=new, block=block)
    if no_shape:
        return Message("numbering.no_shape")
    return Message("numbering.new") if old is None else Message("numbering.renumbered", code=old)

"""The number of every parcel of a sheet, by the cascade S15; none is dropped (S16).

Inside at 9 pt with the area, 9 pt, 7 pt, 7 pt turned; on a leader; in an inset at a
larger scale; as a key number with a row in the small-lot table. Millimetres of paper.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple, Optional

import numpy as np
import shapely
from shapely import LineString, Point, Polygon

from .label_leader import Ground, place_leaders
from .label_place import Avoid, Boxes, Measure, fit_inside, long_side_angle
from .sheet_format import SCALES, Box
from .sheet_style import SheetStyle
from .sheet_text import MapText, boxes_of, text_at

LEADERS_IN_ONE_PLACE = 12
"""More parcels than this in one place get an inset (S17)."""
PLACE_MM = 15.0
"""Parcels closer than this without a number are one place."""
TABLE_ROWS = 30
"""Rows of one small-lot table (S18)."""
LINE_GAP_MM = 0.8
_INSET_MARGIN_MM = 3.0
_WIDE_KEY = 100
"""From here on a key is written smaller, to stand in its circle (S18)."""
INSET_HEAD_MM = 6.0

Allocate = Callable[[float, float], Optional[Box]]
"""Gives a free box of a width and height on the page, or None."""


class Stage(NamedTuple):
    """One try to fit a number: its text class, with the second line, turned along the parcel."""

    number: str
    area: bool = False
    turned: bool = False


PARCEL_STAGES = (
    Stage("lot", area=True),
    Stage("lot"),
    Stage("lot_small"),
    Stage("lot_small", turned=True),
)
"""9 pt with the area, 9 pt, 7 pt, 7 pt turned along the long side (S15)."""


class Inset(NamedTuple):
    """A place drawn larger: ``frame`` in mm of the main map, ``box`` on the page."""

    number: int
    frame: Polygon
    scale: int
    box: Box
    texts: tuple[MapText, ...]


@dataclass
class Numbers:
    """Where each parcel's number went: ``state`` is ``inside``, ``leader``, ``inset`` or
    ``table`` for each parcel; the three last come with what is drawn for them."""

    state: np.ndarray
    texts: list[MapText] = field(default_factory=list)
    leaders: list[LineString] = field(default_factory=list)
    circles: list[Point] = field(default_factory=list)
    insets: list[Inset] = field(default_factory=list)
    keys: dict[int, int] = field(default_factory=dict)
    crowded: int = 0

    def count(self, state: str) -> int:
        return int((self.state == state).sum())


@dataclass(frozen=True)
class NumberJob:
    """What is to be numbered: shapes in mm of paper, number and area text of each.

    ``avoid`` is what numbers should not touch, ``window`` where they may stand outside
    parcels, ``taken`` the boxes that stand already (``allocate``, which finds room on the
    page for insets, adds to it), ``area_role`` the text class of the second line,
    ``stages`` the sizes to try.
    """

    shapes: np.ndarray
    numbers: Sequence[str]
    areas: Sequence[str]
    style: SheetStyle
    measure: Measure
    avoid: list[Avoid]
    window: Polygon
    taken: list[Polygon]
    allocate: Allocate
    area_role: str = "area"
    stages: tuple[Stage, ...] = PARCEL_STAGES


def place_numbers(job: NumberJob) -> Numbers:
    """Number every parcel of the sheet."""
    result = place_inside_only(job)
    _place_insets(job, result)
    _place_leaders(job, result)
    _place_keys(job, result)
    return result


def place_inside_only(job: NumberJob) -> Numbers:
    """Stages 1 to 4; parcels whose number does not fit keep the state ``""``."""
    result = Numbers(np.full(len(job.shapes), "", dtype=object))
    _place_inside(job, job.shapes, np.arange(len(job.shapes)), result)
    return result


def _place_inside(job: NumberJob, shapes: np.ndarray, parcels: np.ndarray, result: Numbers) -> None:
    """Stages 1 to 4 for ``parcels``; overlapping parcels do not share a place."""
    todo = parcels
    for stage in job.stages:
        if not len(todo):
            return
        found = _try_stage(job, stage, shapes, todo, result)
        for parcel, texts in found.items():
            result.texts += texts
            result.state[parcel] = "inside"
        todo = todo[result.state[todo] == ""]


def _try_stage(
    job: NumberJob, stage: Stage, shapes: np.ndarray, todo: np.ndarray, result: Numbers
) -> dict[int, list[MapText]]:
    """The texts of the parcels that fit at one stage."""
    stacks = [_stack(job, stage, parcel) for parcel in todo]
    boxes = Boxes(
        np.array([max(t.width for t in stack) for stack in stacks]),
        np.array([_stack_height(stack) for stack in stacks]),
        long_side_angle(shapes[todo]) if stage.turned else np.zeros(len(todo)),
    )
    fixed = [*job.avoid, Avoid(_taken(job, result), np.inf)]
    found: dict[int, list[MapText]] = {}
    placed: list[MapText] = []
    open_ = np.arange(len(todo))
    while len(open_):
        avoid = [*fixed, Avoid(boxes_of(placed), np.inf)]
        ok, centres = fit_inside(shapes[todo[open_]], boxes.take(open_), avoid)
        texts = {
            int(i): _stand(stacks[i], centre, boxes.angle[i])
            for i, centre, fits in zip(open_, centres, ok)
            if fits
        }
        good = _without_clashes(texts)
        for index in good:
            found[int(todo[index])] = texts[index]
            placed += texts[index]
        open_ = np.array([i for i in texts if i not in good], dtype=int)
    return found


def _without_clashes(texts: dict[int, list[MapText]]) -> set[int]:
    """The parcels whose texts touch no text of an earlier one."""
    owner = np.array([i for i, stack in texts.items() for _ in stack])
    boxes = boxes_of([text for stack in texts.values() for text in stack])
    if not len(boxes):
        return set()
    one, other = shapely.STRtree(boxes).query(boxes, predicate="intersects")
    later = owner[one][owner[other] < owner[one]]
    return set(texts) - {int(i) for i in later}


def _stack(job: NumberJob, stage: Stage, parcel: int) -> list[MapText]:
    origin = (0.0, 0.0)
    stack = [text_at(job.numbers[parcel], stage.number, origin, job.style, job.measure,
                     parcel=parcel)]  # fmt: skip
    if stage.area and job.areas[parcel]:
        stack.append(text_at(job.areas[parcel], job.area_role, origin, job.style, job.measure))
    return stack


def _stack_height(stack: list[MapText]) -> float:
    return sum(t.height for t in stack) + LINE_GAP_MM * (len(stack) - 1)


def _stand(stack: list[MapText], centre: np.ndarray, angle: float) -> list[MapText]:
    """The lines of a stack one below the other, turned around the middle of the stack."""
    turn = np.radians(angle)
    top = _stack_height(stack) / 2
    placed = []
    for text in stack:
        middle = top - text.height / 2
        x, y = centre + middle * np.array([-np.sin(turn), np.cos(turn)])
        placed.append(text.at(float(x), float(y), float(angle)))
        top -= text.height + LINE_GAP_MM
    return placed


def _taken(job: NumberJob, result: Numbers) -> np.ndarray:
    return np.concatenate([np.array(job.taken, dtype=object), boxes_of(result.texts)])


def _left(result: Numbers) -> np.ndarray:
    return np.flatnonzero(result.state == "")


def _place_insets(job: NumberJob, result: Numbers) -> None:
    """Stage 6: places with more than twelve parcels without a number (S17)."""
    for group in _places(job.shapes, _left(result)):
        if len(group) <= LEADERS_IN_ONE_PLACE:
            continue
        inset = _inset(job, group, len(result.insets) + 1)
        if inset is not None:
            result.insets.append(inset)
            result.state[[t.parcel for t in inset.texts if t.parcel >= 0]] = "inset"


def _places(shapes: np.ndarray, parcels: np.ndarray) -> list[np.ndarray]:
    """Groups of parcels linked by gaps below :data:`PLACE_MM`, the largest first."""
    if not len(parcels):
        return []
    blobs = shapely.get_parts(shapely.union_all(shapely.buffer(shapes[parcels], PLACE_MM / 2)))
    owner = shapely.STRtree(blobs).query(
        shapely.point_on_surface(shapes[parcels]), predicate="within"
    )[1]
    groups = [parcels[owner == index] for index in range(len(blobs))]
    return sorted(groups, key=len, reverse=True)


def _inset(job: NumberJob, group: np.ndarray, number: int) -> Inset | None:
    """The smallest enlargement in which all numbers of the place fit; where there is no
    room for it, the one that holds most of them and has room."""
    frame = shapely.box(*shapely.total_bounds(job.shapes[group])).buffer(
        _INSET_MARGIN_MM, join_style="mitre"
    )
    xmin, ymin, xmax, ymax = frame.bounds
    tries = [
        (scale, _enlarged(job, group, job.style.scale / scale, (xmin, ymin)))
        for scale in sorted((s for s in SCALES if s < job.style.scale), reverse=True)
    ]
    for scale, texts in sorted(tries, key=lambda one: -sum(t.parcel >= 0 for t in one[1])):
        k = job.style.scale / scale
        if texts and (box := job.allocate((xmax - xmin) * k, (ymax - ymin) * k + INSET_HEAD_MM)):
            return Inset(number, frame, scale, box, texts)
    return None


def _enlarged(
    job: NumberJob, group: np.ndarray, k: float, origin: tuple[float, float]
) -> tuple[MapText, ...]:
    """The numbers that fit inside when the place is drawn ``k`` times larger, at their
    places in the main map."""
    shapes = np.empty(len(job.shapes), dtype=object)
    shapes[group] = shapely.transform(job.shapes[group], lambda points: (points - origin) * k)
    plain = replace(job, avoid=[], taken=[])
    inside = Numbers(np.full(len(job.shapes), "", dtype=object))
    _place_inside(plain, shapes, group, inside)
    x0, y0 = origin
    return tuple(t.at(t.x / k + x0, t.y / k + y0, t.angle) for t in inside.texts)


def _place_leaders(job: NumberJob, result: Numbers) -> None:
    """Stage 5: on a leader into free space."""
    left = _left(result)
    if not len(left):
        return
    ground = Ground(job.window, job.shapes, _taken(job, result))
    stacks = [_stack(job, Stage(job.stages[-1].number), p)[0] for p in left]
    sizes = np.array([[t.width, t.height] for t in stacks])
    by_parcel = dict(zip(left, stacks))
    for leader in place_leaders(job.shapes, left, sizes, ground):
        result.texts.append(by_parcel[leader.parcel].at(*leader.centre))
        result.leaders.append(leader.line)
        result.state[leader.parcel] = "leader"


def _place_keys(job: NumberJob, result: Numbers) -> None:
    """Stage 7: a key number in a circle inside the parcel, else on a leader wherever there is
    room, and a row in the small-lot table."""
    left = _left(result)
    if not len(left):
        return
    tips = shapely.point_on_surface(job.shapes[left])
    left = left[np.lexsort([shapely.get_x(tips), -np.round(shapely.get_y(tips) / 10)])]
    size = job.style.number("key_diameter")
    places = _key_places(job, left, result, size)
    for key, (parcel, place) in enumerate(zip(left, places), start=1):
        role = "key" if key < _WIDE_KEY else "key_small"
        text = text_at(str(key), role, place, job.style, job.measure, parcel=int(parcel))
        result.texts.append(text)
        result.circles.append(Point(*place))
        result.keys[int(parcel)] = key
        result.state[parcel] = "table"


def _key_places(
    job: NumberJob, parcels: np.ndarray, result: Numbers, size: float
) -> list[tuple[float, float]]:
    """The middle of each key's circle, off all leaders if so every key finds a place; the
    ones that find none are counted."""
    texts, leaders = _taken(job, result), np.array(result.leaders, dtype=object)
    for off in (leaders, leaders[:0]):
        places, own = _keys_off(job, parcels, texts, off, size)
        if len(places) == len(parcels):
            break
    result.leaders += own
    for parcel in parcels:
        if int(parcel) not in places:
            tip = shapely.point_on_surface(job.shapes[parcel])
            places[int(parcel)] = (float(tip.x), float(tip.y))
            result.crowded += 1
    return [places[int(parcel)] for parcel in parcels]


def _keys_off(
    job: NumberJob, parcels: np.ndarray, texts: np.ndarray, leaders: np.ndarray, size: float
) -> tuple[dict[int, tuple[float, float]], list[LineString]]:
    """Places for keys in their parcels off texts and leaders, else on leaders of their own,
    else over a leader; and the leaders of their own."""
    places: dict[int, tuple[float, float]] = {}

    def without() -> np.ndarray:
        return np.array([p for p in parcels if int(p) not in places], dtype=int)

    def put_inside(obstacles: np.ndarray) -> None:
        taken = np.concatenate([texts, obstacles, _discs(places, size)])
        for parcel in without():
            spot = _free_spot(job.shapes[parcel], size / 2, taken)
            if spot is not None:
                places[int(parcel)] = (float(spot.x), float(spot.y))
                taken = np.append(taken, spot.buffer(size / 2))

    put_inside(leaders)
    taken = np.concatenate([texts, leaders, _discs(places, size)])
    ground = Ground(job.window, np.empty(0, dtype=object), taken)
    sizes = np.full((len(without()), 2), size)
    own = place_leaders(job.shapes, without(), sizes, ground, _KEY_LENGTHS)
    places.update((leader.parcel, leader.centre) for leader in own)
    put_inside(np.array([leader.line for leader in own], dtype=object))
    return places, [leader.line for leader in own]


def _discs(places: dict[int, tuple[float, float]], size: float) -> np.ndarray:
    return np.array([Point(*place).buffer(size / 2) for place in places.values()], dtype=object)


def _free_spot(shape: Polygon, radius: float, taken: np.ndarray) -> Point | None:
    """A point in the shape around which a circle touches nothing, the innermost first."""
    xmin, ymin, xmax, ymax = shape.bounds
    x, y = np.meshgrid(np.linspace(xmin, xmax, 9), np.linspace(ymin, ymax, 9))
    middle = shape.representative_point()
    points = np.append(shapely.points(x.ravel(), y.ravel()), middle)
    points = points[shapely.contains(shape, points)]
    points = points[np.argsort(shapely.distance(points, middle), kind="stable")]
    if len(taken):
        touched = shapely.STRtree(taken).query(points, predicate="dwithin", distance=radius)[0]
        points = np.delete(points, np.unique(touched))
    return points[0] if len(points) else None


_KEY_LENGTHS = np.arange(5.0, 51.0, 5.0)
"""Leaders of keys may be long, for a key never reads as the number of the parcel it
stands on."""

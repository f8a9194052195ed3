"""Names and marks on a sheet beside the parcels' numbers: neighbours, limits, roads, water."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple, Optional, Union

import numpy as np
import pandas as pd
import shapely
from shapely import LineString, Point

from .free_room import FreeRoom
from .label_place import Measure, readable
from .place_names import Place, along_lines, in_area
from .sheet_ground import Ground
from .sheet_plan import RING_MM, Neighbour, Sheet
from .sheet_style import SheetStyle
from .sheet_text import MapText, boxes_of, text_at
from .sheet_words import SheetWords

ToMm = Callable[[Union[np.ndarray, pd.Series]], np.ndarray]
_LINE_MM = 0.9
_CIRCLE_AIR_MM = 1.5
_FORMED_MM = 8.0
"""A road or water this close to the block's line forms it."""
_LIMIT_MM = 60.0
"""The shortest stretch of a block's line that gets the word "block limit"."""


class Pencil(NamedTuple):
    """How a sheet writes: its style, the size of its font, its words."""

    style: SheetStyle
    measure: Measure
    words: SheetWords


class Mark(NamedTuple):
    """A neighbour's block letter in a circle with its sheet number below."""

    circle: Point
    texts: tuple[MapText, ...]


def block_letter(block_code: str, zone_code: str) -> str:
    """``A`` of ``01A``; the whole code where it does not begin with the zone."""
    letter = block_code[len(zone_code) :] if block_code.startswith(zone_code) else block_code
    return letter or block_code


def neighbour_marks(
    sheet: Sheet, shapes: dict[int, shapely.Geometry], own: shapely.Geometry,
    rooms: tuple[FreeRoom, FreeRoom], pencil: Pencil,
) -> list[Mark]:  # fmt: skip
    """A mark in or near each neighbouring block, as near to this block as there is room.

    ``shapes`` are the neighbours' blocks by row and ``own`` this sheet's ground, in mm;
    ``rooms`` what is free beside the roads, and with them.
    """
    marks = []
    window = shapely.box(0, 0, rooms[0].width, rooms[0].height)
    ring = own.buffer(RING_MM)
    for neighbour in sheet.neighbours:
        other = shapes[neighbour.row].intersection(window)
        shared = other.intersection(ring)
        if shared.is_empty:
            continue
        mark = _mark(_neighbour_lines(sheet, neighbour, pencil), other, shared, rooms,
                     pencil.style.number("circle_diameter") / 2)  # fmt: skip
        if mark is not None:
            marks.append(mark)
    return marks


def _neighbour_lines(sheet: Sheet, neighbour: Neighbour, pencil: Pencil) -> list[MapText]:
    words, origin = pencil.words, (0.0, 0.0)
    numbers = ", ".join(str(n) for n in neighbour.sheets)
    letter = block_letter(neighbour.block_code, neighbour.zone_code)
    texts = [(letter, "circle" if len(letter) <= 2 else "neighbour")]
    if neighbour.zone_code != sheet.zone_code:
        texts.append((words.short("zone_n", zone=neighbour.zone_code), "neighbour"))
    texts.append((words.short("sheet_n", number=numbers), "neighbour"))
    return [text_at(t, role, origin, pencil.style, pencil.measure) for t, role in texts]


def _mark(
    lines: list[MapText], other: shapely.Geometry, shared: shapely.Geometry,
    rooms: tuple[FreeRoom, FreeRoom], radius: float,
) -> Mark | None:  # fmt: skip
    """The circle with its words below, or beside it where there is no height: in the
    neighbour beside the roads, then over them, then just outside the neighbour."""
    near = shared.centroid
    captions = lines[1:]
    wide = max(t.width for t in captions)
    high = sum(t.height + _LINE_MM for t in captions)
    below = (max(2 * radius, wide), 2 * radius + high)
    beside = (2 * radius + _LINE_MM + wide, max(2 * radius, high))
    beside_roads, anywhere = rooms
    for room, within in ((beside_roads, other), (anywhere, other), (anywhere, other.buffer(8))):
        for size in (below, beside):
            spot = room.find(*size, (near.x, near.y), within)
            if spot is None:
                continue
            for each in rooms:
                each.take(*spot, *size, _CIRCLE_AIR_MM)
            return _stand(lines, spot, size, radius, size is below)
    return None


def _stand(
    lines: list[MapText], spot: tuple[float, float], size: tuple[float, float], radius: float,
    below: bool,
) -> Mark:  # fmt: skip
    letter, *captions = lines
    top = spot[1] + size[1]
    if below:
        x, middle = spot[0] + size[0] / 2, (spot[0] + size[0] / 2, top - radius)
        y = top - 2 * radius
    else:
        wide = max(t.width for t in captions)
        x, middle = spot[0] + size[0] - wide / 2, (spot[0] + radius, spot[1] + size[1] / 2)
        y = middle[1] + sum(t.height + _LINE_MM for t in captions) / 2
    texts = [letter.at(*middle)]
    for text in captions:
        y -= _LINE_MM + text.height
        texts.append(text.at(x, y + text.height / 2))
    return Mark(Point(*middle), tuple(texts))


def match_names(sheet: Sheet, own: shapely.Geometry, to_mm: ToMm, pencil: Pencil) -> list[MapText]:
    """Which sheet goes on beyond each match line, along the line on its far side."""
    texts = []
    for match in sheet.match_lines:
        line = to_mm(np.array([match.line], dtype=object))[0]
        word = pencil.words.short("match_sheet", number=match.sheet)
        text = text_at(word, "neighbour", (0.0, 0.0), pencil.style, pencil.measure)
        placed = _beside(text, line, own.buffer(-0.3))
        if placed is not None:
            texts.append(placed)
    return texts


def block_marks(
    ground: Ground, to_mm: ToMm, own: shapely.Geometry, taken: np.ndarray, pencil: Pencil
) -> list[MapText]:
    """The word "block limit" outside each stretch of the block's line that no road and no
    water forms (S4), where the sheet shows roads at all."""
    if ground.roads.empty:
        return []
    formed = [to_mm(ground.areas[name]) for name in ("road", "water") if name in ground.areas]
    formed.append(to_mm(ground.roads["geom"]))
    near = shapely.union_all(shapely.buffer(np.concatenate(formed), _FORMED_MM))
    bare = shapely.difference(to_mm(ground.lines.get("block", np.empty(0, dtype=object))), near)
    word = text_at(pencil.words.short("block_mark"), "block_mark", (0.0, 0.0), pencil.style,
                   pencil.measure)  # fmt: skip
    texts: list[MapText] = []
    for line in shapely.get_parts(bare):
        if shapely.length(line) >= _LIMIT_MM:
            text = _beside(word, line, own)
            if text is not None and not shapely.intersects(text.box(), taken).any():
                texts.append(text)
    return texts


def _beside(text: MapText, line: LineString, own: shapely.Geometry) -> MapText | None:
    """The text along the middle of a line, on the side away from ``own``."""
    middle = line.length / 2
    ends = line.interpolate(middle - text.width / 2), line.interpolate(middle + text.width / 2)
    run, rise = ends[1].x - ends[0].x, ends[1].y - ends[0].y
    angle = float(readable(np.array([np.degrees(np.arctan2(rise, run))]))[0])
    turn = np.radians(angle)
    aside = (text.height / 2 + 1.2) * np.array([-np.sin(turn), np.cos(turn)])
    centre = np.array(line.interpolate(middle).coords[0])
    for side in (1, -1):
        x, y = centre + side * aside
        placed = text.at(float(x), float(y), angle)
        if not own.intersects(placed.box()):
            return placed
    return None


def road_names(
    roads: pd.DataFrame, waters: pd.DataFrame, to_mm: ToMm, visible: shapely.Geometry,
    taken: np.ndarray, pencil: Pencil, mm_per_metre: float,
    beside: float = 0.0,
) -> list[MapText]:  # fmt: skip
    """The name of each road and water that has room for it, once a sheet.

    ``beside``: how far (mm) a name may stand outside its road or water.
    """
    texts: list[MapText] = []

    def write(name: str, role: str, find: Find) -> None:
        texts.extend(_name(name, role, np.concatenate([taken, boxes_of(texts)]), pencil, find))

    for name, group in _named(roads, pencil.words):
        lines = shapely.get_parts(shapely.intersection(to_mm(group["geom"]), visible))
        lines = lines[shapely.get_type_id(lines) == shapely.GeometryType.LINESTRING]
        half = np.nan_to_num(group["width_m"].astype(float).max()) * mm_per_metre / 2 + beside
        role = "soi" if is_lane(group["kind"].iloc[0], name) else "road"
        write(name, role, partial(along_lines, lines, half, window=visible))
    for name, group in _named(waters, pencil.words):
        area = shapely.union_all(to_mm(group["geom"])).buffer(beside)
        write(name, "water", partial(in_area, area, window=visible))
    return texts


Find = Callable[..., Optional[Place]]
"""Finds a place for a name of a ``width`` and ``height`` that touches nothing ``taken``."""


def is_lane(kind: object, name: str) -> bool:
    """Whether a road is written in the smaller size of a soi (S10)."""
    return str(kind) in ("soi", "lane", "alley", "path") or name.startswith(("ซอย", "ตรอก", "ซ."))


def _named(frame: pd.DataFrame, words: SheetWords) -> Iterator[tuple[str, pd.DataFrame]]:
    names = pd.Series(
        [words.name(th, en) for th, en in zip(frame["name"], frame["name_en"])], index=frame.index
    )
    return ((str(name), group) for name, group in frame.groupby(names) if name)


def _name(name: str, role: str, taken: np.ndarray, pencil: Pencil, find: Find) -> list[MapText]:
    """The name at the first size that finds a place: its own, then that of a soi, then 7 pt."""
    for size in dict.fromkeys((role, "soi", "block_mark")):
        text = text_at(name, size, (0.0, 0.0), pencil.style, pencil.measure)
        place = find(width=text.width, height=text.height, taken=taken)
        if place is not None:
            return [text.at(*place)]
    return []

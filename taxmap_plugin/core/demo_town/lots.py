"""How a face of land falls into lots: shop-house rows, compounds, estates, rice strips.

Each maker takes a polygon and gives :class:`Lot` pieces in the order in which an
officer would number them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable

import numpy as np
import shapely
from numpy.random import Generator
from shapely import LineString, Polygon
from shapely.ops import substring

from .shapes import middle_line, parts, rungs_across, split, turned_box


@dataclass
class Lot:
    """A piece of land and what stands on it (``use``, a word of resources/demo/uses.csv)."""

    shape: Polygon
    use: str
    child: bool = False  # split off from the lot before it


Widths = Callable[[Generator], float]


def shop_widths(rng: Generator) -> float:
    return float(
        rng.choice(
            [4.0, 4.0, 4.0, 4.2, 4.5, 5.0, 8.0, 12.0], p=[0.2, 0.15, 0.1, 0.2, 0.1, 0.1, 0.1, 0.05]
        )
    )


def house_widths(rng: Generator) -> float:
    return float(np.clip(rng.lognormal(2.5, 0.25), 8, 22))


def compound_widths(rng: Generator) -> float:
    return float(np.clip(rng.lognormal(3.0, 0.32), 11, 46))


def strip_widths(rng: Generator) -> float:
    return float(np.clip(rng.lognormal(3.62, 0.25), 22, 70))


def _always(width: float) -> Widths:
    return lambda _: width


def _stations(rng: Generator, length: float, widths: Widths) -> np.ndarray:
    """Where the lines between lots meet the base; rows of equal neighbours like terraces."""
    places, at = [], 0.0
    while at < length:
        width, run = widths(rng), 1
        if width < 6:
            run = int(rng.integers(4, 11))
        for _ in range(run):
            at += width
            places.append(at)
    return np.array(places[:-1])


def cut_row(
    rng: Generator,
    row: Polygon,
    widths: Widths,
    tilt: float = 0.0,
    base: LineString | None = None,
    reach: float | None = None,
) -> list[Polygon]:
    """Cut a row of land across its length into lots, in order along it."""
    base = middle_line(row) if base is None else base
    along = shapely.line_locate_point(base, shapely.points(shapely.get_coordinates(row)))
    start, end = float(along.min()), float(along.max())
    places = start + _stations(rng, end - start, widths)
    if not len(places):
        return [row]
    turns = rng.normal(0, tilt, len(places)) if tilt else np.zeros(len(places))
    reach = reach or turned_box(row).width * 0.8 + 4
    return _along(split(row, *rungs_across(base, places, reach, turns)), base)


def _along(pieces: list[Polygon], base: LineString) -> list[Polygon]:
    at = shapely.line_locate_point(base, shapely.point_on_surface(pieces))
    return [pieces[i] for i in np.argsort(at, kind="stable")]


def rows_of(face: Polygon, depth: float) -> list[Polygon]:
    """Two rows back to back, or four where the face is deep, from one long side to the other."""
    box = turned_box(face)
    count = max(1, round(face.area / box.length / depth))
    if count == 1:
        return [face]
    lines = [middle_line(face, share) for share in np.arange(1, count) / count]
    pieces = split(face, *lines)
    across = shapely.get_coordinates(shapely.centroid(pieces)) @ box.across
    return [pieces[i] for i in np.argsort(across, kind="stable")]


def shop_face(rng: Generator, face: Polygon) -> list[Lot]:
    """A face of the old centre: deep narrow shop-houses, town houses between them."""
    lots: list[Lot] = []
    for number, row in enumerate(rows_of(face, 27)):
        shops = rng.random() < 0.55
        row_lots = cut_row(rng, row, shop_widths if shops else house_widths)
        named = [Lot(s, "shophouse" if shops and s.area < 260 else "townhouse") for s in row_lots]
        lots += named if number % 2 == 0 else named[::-1]
    return lots


def compound_face(rng: Generator, face: Polygon) -> list[Lot]:
    """Village compounds: two crooked rows between lanes, some lots cut again front from back."""
    lots: list[Lot] = []
    for number, row in enumerate(rows_of(face, 36)):
        pieces = cut_row(rng, row, compound_widths, 0.05)
        lots += [Lot(piece, "compound") for piece in (pieces if number % 2 == 0 else pieces[::-1])]
    result: list[Lot] = []
    for lot in lots:
        if lot.shape.area > 900 and rng.random() < 0.3:
            first, *others = halve(rng, lot.shape)
            split_later = bool(rng.random() < 0.75)
            result += [Lot(first, "compound"), *(Lot(o, "compound", split_later) for o in others)]
        else:
            result.append(lot)
    return result


def halve(rng: Generator, shape: Polygon, low: float = 0.38, high: float = 0.62) -> list[Polygon]:
    box = turned_box(shape)
    at = box.centre + box.along * box.length * (rng.uniform(low, high) - 0.5)
    turn = rng.normal(0, 0.04)
    reach = (box.across * np.cos(turn) + box.along * np.sin(turn)) * (box.width + 5)
    return split(shape, LineString([at - reach, at + reach]))


def estate_face(rng: Generator, face: Polygon) -> list[Lot]:
    """A housing estate: equal lots in straight rows, its own road (one comb-shaped parcel)."""
    box = turned_box(face)
    road = 8.0
    pairs = max(1, round(box.width / 48))
    depth = (box.width - pairs * road) / (2 * pairs)
    usual = float(rng.choice([8.0, 10.0, 12.0], p=[0.2, 0.4, 0.4]))
    low = box.centre - box.across * box.width / 2
    end = box.along * (box.length / 2 + 30)
    roads = []
    for pair in range(pairs):
        middle = low + box.across * (pair * (2 * depth + road) + depth + road / 2)
        stop = box.along * (box.length / 2 - depth * 0.9)
        roads.append(LineString([middle - end, middle + stop]).buffer(road / 2, cap_style="flat"))
    if pairs > 1:
        gate = box.centre - box.along * (box.length / 2 - road / 2 - 1)
        reach = box.across * box.width
        roads.append(
            LineString([gate - reach, gate + reach]).buffer(road / 2 + 1, cap_style="flat")
        )
    axis = LineString([box.centre - end, box.centre + end])
    lane = shapely.intersection(shapely.union_all(roads), face)
    lots = [Lot(piece, "estate_road") for piece in parts(lane, 30)]
    for number, part in enumerate(parts(shapely.difference(face, lane), 30)):
        terrace = rng.random() < 0.14
        row = cut_row(rng, part, _always(5.7 if terrace else usual), base=axis, reach=box.width)
        use = "terrace" if terrace else "house"
        lots += [Lot(piece, use) for piece in (row if number % 2 == 0 else row[::-1])]
    return lots


def field_face(rng: Generator, face: Polygon, use: str, target: float) -> list[Lot]:
    """Long strips across the face, from the ditch to the road, cut again by shared bunds."""
    strips = cut_row(rng, face, strip_widths, 0.015)
    bund, lots = rng.uniform(0.35, 0.65), []
    for strip in strips:
        if rng.random() < 0.22:
            bund = rng.uniform(0.3, 0.7)
        wanted = max(1, round(strip.area / target * rng.uniform(0.7, 1.3)))
        pieces = [strip]
        if wanted > 1:
            shift = 0.0 if rng.random() < 0.5 else rng.normal(0, 0.03)
            pieces = halve(rng, strip, bund + shift, bund + shift)
        if wanted > 3:
            pieces = [part for piece in pieces for part in halve(rng, piece)]
        lots += [Lot(piece, use) for piece in pieces]
    return lots


def roadside(
    rng: Generator, face: Polygon, road: LineString, width: float, share: float
) -> tuple[list[Lot], list[Polygon]]:
    """House lots along ``share`` of a road, and the land left behind and beside them."""
    start = rng.uniform(0, 1 - share) * road.length
    stretch = substring(road, start, start + share * road.length)
    depth = width / 2 + rng.uniform(32, 44)
    belt = shapely.intersection(
        face, shapely.buffer(stretch, depth, cap_style="flat", join_style="mitre", mitre_limit=1.5)
    )
    lots: list[Lot] = []
    for part in parts(belt, 250):
        lots += [
            Lot(piece, "compound")
            for piece in cut_row(rng, part, compound_widths, 0.02, stretch, depth + 4)
        ]
    if not lots:
        return [], [face]
    return lots, parts(
        shapely.difference(face, shapely.union_all([lot.shape for lot in lots])), 1.0
    )

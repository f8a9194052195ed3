"""A town of many lots without a fault, and a known number of each fault planted into it.

Lots are about 20 × 40 m in rows, of eight corners that they share with their neighbours, and few
are convex. Every fault has lots without fault around it, so that what a check must say of it can be
said beforehand: ``wanted`` has, by the id of a rule, the things of each finding. Nothing here
uses the code that it judges.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Optional

import numpy as np
import shapely
from shapely import MultiPolygon, Polygon

WEST, SOUTH = 672_480.0, 1_523_760.0
WIDTH, DEPTH = 20.0, 40.0
APART = 4  # lots from one fault to the next
BLOCK, ZONE = 8, 16  # lots along each side: no fault of a parcel lies in two
SW, S, SE, E, NE, N, NW, W = range(8)
"""Where the corners of a lot stand in its ring."""


def rings(columns: int, rows: int, seed: int = 0, west: float = WEST, south: float = SOUTH):
    """The corners of each lot, (rows, columns, 8, 2)."""
    rng = np.random.default_rng(seed)
    x, y = np.meshgrid(west + WIDTH * np.arange(columns + 1), south + DEPTH * np.arange(rows + 1))
    corner = np.stack([x, y], axis=-1) + rng.uniform(-2, 2, (rows + 1, columns + 1, 2))
    level = (corner[:, :-1] + corner[:, 1:]) / 2
    level += rng.uniform(-0.5, 0.5, level.shape)
    upright = (corner[:-1] + corner[1:]) / 2
    upright += rng.uniform(-0.5, 0.5, upright.shape)
    around = [corner[:-1, :-1], level[:-1], corner[:-1, 1:], upright[:, 1:]]
    around += [corner[1:, 1:], level[1:], corner[1:, :-1], upright[:, :-1]]
    return np.stack(around, axis=2)


def lots(columns: int, rows: int, seed: int = 0, west: float = WEST, south: float = SOUTH):
    """A town without a fault, as an array of Polygons."""
    return shapely.polygons(rings(columns, rows, seed, west, south).reshape(-1, 8, 2))


Things = tuple[str, ...]


@dataclass
class Town:
    """The town with its faults: shapes by uuid, and what a check is to find."""

    corners: np.ndarray
    parcels: dict[str, Optional[shapely.Geometry]]
    blocks: dict[str, shapely.Geometry]
    zones: dict[str, shapely.Geometry]
    boundary: shapely.Geometry
    water: list[Polygon] = field(default_factory=list)
    wanted: dict[str, list[Things]] = field(default_factory=lambda: defaultdict(list))
    extra: int = 0

    def uuid(self, row: int, column: int) -> str:
        return f"p{row * self.corners.shape[1] + column}"

    def lot(self, row: int, column: int) -> Polygon:
        """As it was before a fault was planted."""
        return Polygon(self.corners[row, column])

    def more(self, shape: Optional[shapely.Geometry]) -> str:
        """One parcel more."""
        self.extra += 1
        uuid = f"more{self.extra}"
        self.parcels[uuid] = shape
        return uuid

    def want(self, rule: str, *things: str) -> None:
        self.wanted[rule].append(things)


class Site:
    """The lot that a fault is planted into, and its neighbour in the north."""

    def __init__(self, town: Town, row: int, column: int) -> None:
        self.town, self.row, self.column = town, row, column
        self.ring = town.corners[row, column].copy()
        self.uuid, self.north = town.uuid(row, column), town.uuid(row + 1, column)
        self.middle = self.ring.mean(axis=0)

    @property
    def lot(self) -> Polygon:
        return Polygon(self.ring)

    def draw(self, shape: shapely.Geometry) -> None:
        self.town.parcels[self.uuid] = shape

    def rectangle(self, width: float, depth: float, east: float = 0, north: float = 0) -> Polygon:
        """Upright, its middle so far from that of the lot."""
        x, y = self.middle + np.array([east, north])
        return shapely.box(x - width / 2, y - depth / 2, x + width / 2, y + depth / 2)

    def north_side_moved(self, metres: float) -> Polygon:
        """The lot with the corner amid its north side drawn further north."""
        self.ring[N, 1] += metres
        return self.lot

    def on_north_side(self, beside: float = 0.0) -> np.ndarray:
        """A place half way between two corners of the north side, or so far outside of it."""
        way = self.ring[N] - self.ring[NE]
        outside = np.array([way[1], -way[0]]) / np.hypot(*way)
        return (self.ring[NE] + self.ring[N]) / 2 + beside * outside

    def with_corner(self, *corners: np.ndarray) -> Polygon:
        """The lot with corners between the north-east one and that amid the north side."""
        return Polygon(np.insert(self.ring, N, corners, axis=0))

    def without(self, *holes: Polygon) -> Polygon:
        return Polygon(self.ring, [hole.exterior for hole in holes])


# -- faults --------------------------------------------------------------------------------
# Each draws its fault and says what is to be found. The lot's north side is 20 m long.


def overlap(site: Site) -> None:
    """0.5 m × 20 m / 2 = 5 m²."""
    site.draw(site.north_side_moved(0.5))
    site.town.want("overlap", site.uuid, site.north)


def overlap_that_is_none(site: Site) -> None:
    """0.003 m × 24 m / 2 = 0.036 m² at most: less than a deed can state; its corners are near."""
    site.draw(site.north_side_moved(0.003))
    site.town.want("near_corner", site.uuid, site.north)


def gap(site: Site) -> None:
    """0.3 m × 20 m / 2 = 3 m²."""
    site.draw(site.north_side_moved(-0.3))
    site.town.want("gap", site.uuid, site.north)


def gap_that_is_none(site: Site) -> None:
    """As much as the overlap that is none, on the other side of the boundary."""
    site.draw(site.north_side_moved(-0.003))
    site.town.want("near_corner", site.uuid, site.north)


def gap_that_is_a_ditch(site: Site) -> None:
    site.draw(site.north_side_moved(-0.3))
    site.town.water.append(shapely.box(*site.lot.bounds).buffer(5))


def gap_within(site: Site) -> None:
    site.draw(site.without(site.rectangle(10, 0.05)))
    site.town.want("gap", site.uuid)
    site.town.want("hole", site.uuid)


def pond(site: Site) -> None:
    site.draw(site.without(site.rectangle(5, 8)))
    site.town.want("hole", site.uuid)


def near_edge(site: Site) -> None:
    """4 mm × 10 m / 2 = 0.02 m²."""
    site.draw(site.with_corner(site.on_north_side(0.004)))
    site.town.want("near_edge", site.uuid, site.north)


def near_edge_within(site: Site) -> None:
    site.draw(site.with_corner(site.on_north_side(-0.004)))
    site.town.want("near_edge", site.uuid, site.north)


def missing_corner(site: Site) -> None:
    site.draw(site.with_corner(site.on_north_side()))
    site.town.want("missing_corner", site.uuid, site.north)


def spike(site: Site) -> None:
    """8 m long, 0.12 m wide: 0.9°, and 0.48 m² of the neighbour, who has both of its feet."""
    way = (site.ring[N] - site.ring[NE]) / np.hypot(*(site.ring[N] - site.ring[NE]))
    east, west = site.on_north_side() - 0.06 * way, site.on_north_side() + 0.06 * way
    site.draw(site.with_corner(east, site.on_north_side(8.0), west))
    north = site.town.corners[site.row + 1, site.column]
    site.town.parcels[site.north] = Polygon(np.insert(north, SE, [west, east], axis=0))
    site.town.want("spike", site.uuid)
    site.town.want("overlap", site.uuid, site.north)


def tiny(site: Site) -> None:
    """1.8 m × 1.8 m = 3.24 m²."""
    place = site.rectangle(1.8, 1.8)
    site.draw(site.without(place))
    site.town.want("tiny", site.town.more(place))
    site.town.want("hole", site.uuid)


def sliver(site: Site) -> None:
    """0.4 m × 14 m = 5.6 m²; 4π · 5.6 / 28.8² = 8.5 %."""
    place = site.rectangle(0.4, 14)
    site.draw(site.without(place))
    site.town.want("sliver", site.town.more(place))
    site.town.want("hole", site.uuid)


def sliver_that_is_none(site: Site) -> None:
    """0.5 m × 14 m = 7 m²; 4π · 7 / 29² = 10.5 %."""
    place = site.rectangle(0.5, 14)
    site.draw(site.without(place))
    site.town.more(place)
    site.town.want("hole", site.uuid)


def contained(site: Site) -> None:
    site.town.want("containment", site.town.more(site.rectangle(6, 6)), site.uuid)


def contained_with_other_corners(site: Site) -> None:
    """The whole lot again, a little less of it, so that which lies in which is sure."""
    again = site.town.more(site.north_side_moved(-0.2))
    site.town.want("containment", again, site.uuid)


def duplicate(site: Site) -> None:
    """Drawn from another corner and the other way round."""
    again = site.town.more(Polygon(np.roll(site.ring, 3, axis=0)[::-1]))
    site.town.want("shape_duplicate", again, site.uuid)


def duplicate_corner(site: Site) -> None:
    site.draw(site.with_corner(site.ring[NE]))
    site.town.want("duplicate_corner", site.uuid)


def self_touch(site: Site) -> None:
    x, y = site.ring[N]
    site.draw(site.without(Polygon([(x, y), (x - 3, y - 6), (x + 3, y - 6)])))
    site.town.want("self_touch", site.uuid)
    site.town.want("hole", site.uuid)


def multipart(site: Site) -> None:
    """With the lot after the next one."""
    other = site.town.corners[site.row, site.column + 2]
    del site.town.parcels[site.town.uuid(site.row, site.column + 2)]
    site.draw(MultiPolygon([site.lot, Polygon(other)]))
    site.town.want("multipart", site.uuid)


def missing(site: Site) -> None:
    site.town.want("shape_missing", site.town.more(None))


def empty(site: Site) -> None:
    site.town.want("shape_empty", site.town.more(Polygon()))


def _invalid(rings: list[list[tuple[float, float]]], *more: str) -> Callable[[Site], None]:
    """A shape alone in the middle of its lot; ``more`` rules tell of it too."""

    def plant(site: Site) -> None:
        shell, *holes = (np.array(ring) + site.middle - 5 for ring in rings)
        site.draw(Polygon(shell, holes))
        for rule in ("shape_invalid", *more):
            site.town.want(rule, site.uuid)

    return plant


def _square(least: float, most: float) -> list[tuple[float, float]]:
    return [(least, least), (most, least), (most, most), (least, most)]


def parts_nested(site: Site) -> None:
    site.draw(MultiPolygon([site.rectangle(10, 10), site.rectangle(3, 3)]))
    site.town.want("shape_invalid", site.uuid)
    site.town.want("multipart", site.uuid)


SOUND: dict[str, Callable[[Site], None]] = {
    "overlap": overlap,
    "overlap that is none": overlap_that_is_none,
    "gap": gap,
    "gap that is none": gap_that_is_none,
    "gap that is a ditch": gap_that_is_a_ditch,
    "gap within": gap_within,
    "pond": pond,
    "near edge": near_edge,
    "near edge within": near_edge_within,
    "missing corner": missing_corner,
    "spike": spike,
    "tiny": tiny,
    "sliver": sliver,
    "sliver that is none": sliver_that_is_none,
    "contained": contained,
    "contained, other corners": contained_with_other_corners,
    "duplicate": duplicate,
    "duplicate corner": duplicate_corner,
    "self-touch": self_touch,
    "multipart": multipart,
    "missing": missing,
    "empty": empty,
}
INVALID: dict[str, Callable[[Site], None]] = {
    "bow-tie": _invalid([[(0, 0), (10, 10), (10, 0), (0, 10)]]),
    "ring touches itself": _invalid([[(0, 0), (5, 5), (0, 10), (10, 10), (5, 5), (10, 0)]]),
    "hole outside": _invalid([_square(0, 6), _square(7, 10)]),
    "holes nested": _invalid([_square(0, 10), _square(2, 8), _square(4, 6)], "hole"),
    "interior disconnected": _invalid([_square(0, 10), [(0, 5), (5, 2), (10, 5), (5, 8)]]),
    "no number": _invalid([[(0, 0), (10, 0), (float("nan"), 10), (0, 10)]]),
    "collapsed": _invalid([[(0, 0), (10, 0), (5, 0)]], "spike"),
    "parts nested": parts_nested,
}
FAULTS = {**SOUND, **INVALID}


def town(
    side: int, seed: int = 0, faults: Sequence[str] = tuple(FAULTS), areas_each: int = 1
) -> Town:
    """``side`` × ``side`` lots; the faults are planted in turn.

    One is planted where two blocks or zones meet, or where every ``areas_each`` of them do.
    """
    corners = rings(side, side, seed)
    shapes = shapely.polygons(corners.reshape(-1, 8, 2))
    squares = shapes.reshape(side, side)
    made = Town(
        corners,
        {f"p{at}": shape for at, shape in enumerate(shapes)},
        _areas(squares, BLOCK, "k"),
        _areas(squares, ZONE, "z"),
        shapely.coverage_union_all(shapes),
    )
    for at, (row, column) in enumerate(_places(side)):
        FAULTS[faults[at % len(faults)]](Site(made, row, column))
    _plant_into_areas(made, made.blocks, BLOCK, "block", "k", areas_each)
    _plant_into_areas(made, made.zones, ZONE, "zone", "z", areas_each)
    _plant_into_boundary(made)
    return made


def _places(side: int) -> Iterator[tuple[int, int]]:
    for row in range(1, side - 2, APART):
        for column in range(1, side - 2, APART):
            yield row, column


# -- blocks, zones, the municipality ---------------------------------------------------------
# At lots of rows in which no parcel has a fault.


def _areas(squares: np.ndarray, size: int, letter: str) -> dict[str, shapely.Geometry]:
    """As many lots along each side of an area; names are ``letter``, row, column."""
    count = range(-(-len(squares) // size))
    return {
        f"{letter}{row}-{column}": shapely.coverage_union_all(
            squares[row * size : (row + 1) * size, column * size : (column + 1) * size]
        )
        for row in count
        for column in count
    }


def _plant_into_areas(
    town: Town, areas: dict[str, shapely.Geometry], size: int, kind: str, letter: str, each: int
) -> None:
    """In turn: most of a lot is in the next area, a lot is in none, a lot is in two."""
    side = len(town.corners)
    rows, columns = range(size // 2 - 1, side - 1, size), range(size - 1, side - 1, size)
    places = [(row, column) for row in rows for column in columns][::each]
    for turn, (row, column) in enumerate(places):
        west, east = (f"{letter}{row // size}-{c // size}" for c in (column, column + 1))
        lot, uuid = town.lot(row, column), town.uuid(row, column)
        if turn % 3 == 0:
            x, south, end, north = lot.bounds
            most = lot.intersection(shapely.box(x + 0.3 * (end - x), south, end, north))
            areas[west], areas[east] = areas[west] - most, areas[east] | most
            town.want(f"crosses_{kind}", uuid)
        elif turn % 3 == 1:
            areas[west] -= lot
            town.want(f"outside_{kind}s", uuid)
        else:
            areas[east] |= lot
            town.want(f"crosses_{kind}", uuid)
            town.want(f"{kind}s_overlap", west, east)


def _plant_into_boundary(town: Town) -> None:
    """Every fourth lot of the east side is outside."""
    side = len(town.corners)
    for row in range(3, side, 4):
        town.boundary -= town.lot(row, side - 1)
        town.want("outside_municipality", town.uuid(row, side - 1))

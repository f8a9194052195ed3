"""The net of roads and water and the blocks between them.

The municipality is cut along the middle of roads, canals and ditches: first into
zones, then into blocks that fit an A1 sheet at 1:1000 (practice.md §2.1), then by
streets into faces. Zone and block lines so follow lasting features.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.random import Generator
from shapely import LineString, Polygon

from ..feedback import Feedback, check_cancelled
from .shapes import Box, parts, polygons_from, smooth_line, split, turned_box, winding_line

GROSS_AREA_PER_PARCEL = 1650.0
"""Square metres of municipality for each parcel, roads and rice fields included."""


MOST_ZONES, MOST_BLOCKS = 99, 26  # two digits, one letter (practice.md §2.2)


@dataclass
class Street:
    """The middle line of a road or watercourse and its full width in metres."""

    geom: LineString
    width: float
    kind: str  # main, local, soi, track, canal, ditch


@dataclass
class Block:
    """A tax-map block: a cell between middle lines, in the zone of that index."""

    cell: Polygon
    zone: int


@dataclass
class Plan:
    """The ground plan before any lot is drawn; local metres, centre at (0, 0)."""

    boundary: Polygon
    centres: np.ndarray
    radius: float
    zones: list[Polygon]
    blocks: list[Block]
    streets: list[Street]
    centre: float  # town share above which shops stand, and
    suburb: float  # above which houses stand


ChooseStreet = Callable[[Generator, Box], tuple[str, float, float]]
"""Kind, width and sway (as a share of the cell's width) of the street that cuts a cell."""


def draw_plan(rng: Generator, parcels: int, feedback: Feedback) -> Plan:
    """Boundary, streets, zones and blocks for about ``parcels`` parcels."""
    radius = float(np.sqrt(parcels * GROSS_AREA_PER_PARCEL / np.pi))
    boundary = _boundary(rng, radius)
    streets: list[Street] = []
    quarters = _main_cross(rng, boundary, radius, streets)
    wanted = int(np.clip(round(parcels / 550), 4, 70))
    zones = _cut_until(
        rng,
        quarters,
        streets,
        lambda cell: cell.area < 1.35 * boundary.area / wanted,
        _zone_street,
        MOST_ZONES,
    )
    centres = _centres(rng, boundary, parcels, streets)
    core = radius / np.sqrt(len(centres))
    plan = Plan(
        boundary,
        centres,
        core,
        zones,
        [],
        streets,
        centre=1 - max(0.215, 125 / core),
        suburb=1 - max(0.5, 225 / core),
    )
    for number, zone in enumerate(zones):
        check_cancelled(feedback)
        cells = _cut_until(
            rng,
            [zone],
            streets,
            lambda cell: _fits_sheet(rng, cell, plan),
            _block_street,
            MOST_BLOCKS,
        )
        plan.blocks += [Block(cell, number) for cell in cells]
    _share_corners(plan)
    return plan


def _share_corners(plan: Plan) -> None:
    """Let neighbouring blocks, zones and the boundary have every corner in common, in place."""
    cells = np.array([block.cell for block in plan.blocks], dtype=object)
    faces = polygons_from(list(shapely.boundary(cells)))
    face, cell = shapely.STRtree(cells).query(shapely.point_on_surface(faces), predicate="within")
    for number, block in enumerate(plan.blocks):
        own = faces[face[cell == number]]
        block.cell = own[int(np.argmax(shapely.area(own)))]
    of_zone = np.array([block.zone for block in plan.blocks])
    cells = np.array([block.cell for block in plan.blocks], dtype=object)
    plan.zones = [shapely.union_all(cells[of_zone == z]) for z in range(len(plan.zones))]
    plan.boundary = shapely.union_all(cells)


def town_share(shape: shapely.Geometry, plan: Plan) -> float:
    """How urban a place is: 1 in a centre, 0 at ``plan.radius`` metres from it."""
    return nearest_town_share(shape.centroid, plan)


def nearest_town_share(shape: shapely.Geometry, plan: Plan) -> float:
    """The town share of the most urban spot in a shape."""
    away = shapely.distance(shape, shapely.points(plan.centres)).min()
    return float(max(0.0, 1 - away / plan.radius))


def _boundary(rng: Generator, radius: float) -> Polygon:
    """An angular outline, as a gazette draws it from landmark to landmark."""
    count = 34
    angle = (np.arange(count) + rng.uniform(-0.3, 0.3, count)) * 2 * np.pi / count
    reach = np.full(count, radius)
    for wave, strength in ((2, 0.06), (3, 0.09), (5, 0.07), (8, 0.04)):
        reach += radius * strength * np.sin(wave * angle + rng.uniform(0, 2 * np.pi))
    reach += rng.normal(0, radius * 0.025, count)
    ring = np.stack([1.16 * reach * np.cos(angle), 0.87 * reach * np.sin(angle)], axis=1)
    return Polygon(np.round(ring, 3))


def _main_cross(
    rng: Generator, boundary: Polygon, radius: float, streets: list[Street]
) -> list[Polygon]:
    """The main road and the canal, which meet beside the old centre."""
    r = radius
    road = smooth_line(
        np.array(
            [[-0.55, 1.3], [-0.30, 0.75], [-0.02, 0.25], [0.02, -0.1], [0.12, -0.5], [0.42, -1.3]]
        )
        * r,
        22,
    )
    canal = smooth_line(
        np.array(
            [
                [-1.6, 0.10],
                [-0.95, 0.28],
                [-0.5, 0.14],
                [-0.12, 0.16],
                [0.2, 0.24],
                [0.6, 0.05],
                [1.0, 0.12],
                [1.6, -0.1],
            ]
        )
        * r,
        22,
    )
    streets.append(Street(shapely.intersection(road, boundary), 18.0, "main"))
    streets.append(Street(shapely.intersection(canal, boundary), 14.0, "canal"))
    return split(boundary, road, canal)


def _centres(rng: Generator, boundary: Polygon, parcels: int, streets: list[Street]) -> np.ndarray:
    """The old centre, and in a very large municipality further ones along its main roads."""
    centres = [[0.0, 0.0]]
    mains = [street.geom for street in streets if street.kind == "main"]
    apart = np.sqrt(boundary.area / max(1, parcels // 4500)) * 0.7
    if parcels > 6000:
        for point in shapely.get_coordinates(shapely.segmentize(mains, apart / 3)):
            if np.hypot(*(np.array(centres) - point).T).min() > apart:
                centres.append(list(point))
    return np.array(centres)


def _cut_until(
    rng: Generator,
    cells: list[Polygon],
    streets: list[Street],
    small_enough: Callable[[Polygon], bool],
    choose_street: ChooseStreet,
    most: int = 10**6,
) -> list[Polygon]:
    """Cut cells across their longer side, along new streets, until each is small enough.

    Stops at ``most`` pieces; the largest cells are cut first.
    """
    waiting, done = list(cells), list[Polygon]()
    while waiting:
        cell = waiting.pop(int(np.argmax(shapely.area(waiting))))
        enough = len(waiting) + len(done) + 1 >= most or small_enough(cell)
        pieces = [] if enough else _cut_once(rng, cell, streets, choose_street)
        if pieces:
            waiting += pieces
        else:
            done.append(cell)
    return done


def _cut_once(
    rng: Generator, cell: Polygon, streets: list[Street], choose_street: ChooseStreet
) -> list[Polygon]:
    box = turned_box(cell)
    kind, width, sway = choose_street(rng, box)
    for attempt in range(3):
        middle = box.centre + box.along * box.length * rng.uniform(-0.07, 0.07)
        turn = rng.normal(0, 0.07)
        way = box.across * np.cos(turn) + box.along * np.sin(turn)
        reach = way * (box.width * 0.62 + 20)
        bends = max(2, round(box.width / 170))
        line = winding_line(
            rng, middle - reach, middle + reach, sway * box.width / (1 + attempt), bends
        )
        pieces = split(cell, line)
        if len(pieces) == 2 and pieces[1].area > 0.25 * cell.area:
            inside = shapely.intersection(line, cell)
            if inside.geom_type == "LineString":
                streets.append(Street(inside, width, kind))
                return pieces
    return []


def _zone_street(rng: Generator, box: Box) -> tuple[str, float, float]:
    return ("main", 14.0, 0.04) if box.width > 2500 else ("local", 10.0, 0.04)


def _block_street(rng: Generator, box: Box) -> tuple[str, float, float]:
    if box.width < 230 or rng.random() < 0.65:
        return "local", float(rng.choice([6.0, 8.0])), 0.035
    return ("ditch", 4.0, 0.05) if rng.random() < 0.5 else ("track", 4.0, 0.03)


def _fits_sheet(rng: Generator, cell: Polygon, plan: Plan) -> bool:
    """Blocks are smaller in town; out in the fields most just fit A1 at 1:1000, a few do not."""
    box = turned_box(cell)
    town = town_share(cell, plan)
    if town > plan.centre - 0.1:
        return box.length < 420 and box.width < 330
    if town < 0.3 and box.length < 1000 and box.width < 640 and rng.random() < 0.3:
        return True
    return box.length < 700 and box.width < 470


def cut_streets(
    rng: Generator,
    cell: Polygon,
    streets: list[Street],
    size: tuple[float, float],
    kinds: list[tuple[str, float]],
) -> list[Polygon]:
    """Cut a cell by streets of ``kinds`` until no piece is longer and wider than ``size``."""

    def small_enough(piece: Polygon) -> bool:
        box = turned_box(piece)
        return box.length <= size[0] and box.width <= size[1]

    def choose(rng: Generator, box: Box) -> tuple[str, float, float]:
        kind, width = kinds[int(rng.integers(len(kinds)))]
        return kind, width, 0.02

    return _cut_until(rng, [cell], streets, small_enough, choose)


def corridors(streets: list[Street]) -> np.ndarray:
    """The ground that each street or watercourse takes, with cut corners where it begins."""
    lines = np.array([street.geom for street in streets], dtype=object)
    half = np.array([street.width / 2 for street in streets])
    ground = shapely.buffer(lines, half, cap_style="flat", join_style="mitre", mitre_limit=2.0)
    dry = np.array([street.kind not in ("canal", "ditch") for street in streets])
    return shapely.union(ground, _corner_cuts(lines, half, dry))


def _corner_cuts(lines: np.ndarray, half: np.ndarray, dry: np.ndarray) -> np.ndarray:
    """Two triangles a road, which cut off the corners of the lots where it meets another."""
    tree = shapely.STRtree(lines)
    triangles = np.full(len(lines), shapely.Polygon(), dtype=object)
    for end in (0, -1):
        start = shapely.get_point(lines, end)
        inner = shapely.get_point(lines, 1 if end == 0 else -2)
        street, other = tree.query(start, predicate="dwithin", distance=0.01)
        host = np.zeros(len(lines))
        meets = (street != other) & dry[street] & dry[other]
        np.maximum.at(host, street[meets], half[other[meets]])
        at, step = (shapely.get_coordinates(points) for points in (start, inner))
        step = step - at
        step /= np.hypot(step[:, 0], step[:, 1])[:, None]
        side = np.stack([-step[:, 1], step[:, 0]], axis=1)
        reach = np.where(host > 0, half + host + 3, 0.0)[:, None]
        corners = np.stack([at + side * reach, at + step * reach, at - side * reach], axis=1)
        triangles = np.where(
            host > 0, shapely.union(triangles, shapely.polygons(corners)), triangles
        )
    return triangles


def land_of(cell: Polygon, tree: shapely.STRtree, ground: np.ndarray) -> list[Polygon]:
    """What roads and water leave of a cell."""
    near = ground[np.sort(tree.query(cell, predicate="intersects"))]
    land = shapely.difference(cell, shapely.union_all(near, grid_size=0.001), grid_size=0.001)
    return parts(land, smallest=25.0)

"""Invented parcel fabrics in UTM metres, and what must hold before and after a change.

The checks here stand on their own: they use none of the code that they judge.
"""

from __future__ import annotations

import math

import numpy as np
import shapely
from hypothesis import assume, settings
from hypothesis import strategies as st

WEST, SOUTH = 672_480.0, 1_523_760.0
"""The corner of the invented ground, EPSG:32647."""

SIDE = 200.0
MILLIMETRE = 0.001

tried = settings(max_examples=settings.default.max_examples // 2, deadline=None)
"""Decorates a property of fabrics, whose examples take longer than others."""


@st.composite
def fabrics(draw, least: int = 4, most: int = 25, holes: bool = True) -> np.ndarray:
    """Parcels that cover a square of 200 m without overlap or gap, as MultiPolygons.

    Voronoi cells of random points; some are cut in two by a chord whose ends lie in the
    middle of a neighbour's edge, where the neighbour has no corner (a T-junction, as in
    real fabrics); some are cut by a lane of 0.4 to 2 m; some have a hole, which is a parcel
    of its own or nobody's pond.
    """
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    cells = _voronoi(rng, draw(st.integers(least, most)))
    cells = _cut(cells, _chords(rng, cells, draw(st.integers(0, 3))))
    if draw(st.booleans()):
        cells = _cut(cells, _lane(rng))
    cells = _without_some_junctions(rng, cells)
    if holes and draw(st.booleans()):
        cells = _with_hole(rng, cells, filled=draw(st.booleans()))
    assume(shortest_edge(cells) > MILLIMETRE)  # nearer corners are one corner, drawn twice
    return multipolygons(cells)


def shortest_edge(shapes) -> float:
    """Metres of the shortest side of all shapes."""
    rings = shapely.get_rings(shapely.get_parts(np.asarray(shapes, dtype=object)))
    return min(np.hypot(*np.diff(shapely.get_coordinates(ring).T)).min() for ring in rings)


def multipolygons(polygons) -> np.ndarray:
    """Each polygon as a MultiPolygon, in an object array."""
    result = np.empty(len(polygons), dtype=object)
    result[:] = [shapely.multipolygons([polygon]) for polygon in polygons]
    return result


@st.composite
def cut_lines(draw, points: int = 2) -> shapely.LineString:
    """A line right across the ground, straight or with bends between."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    turn = rng.uniform(0, math.pi)
    way = np.array([math.cos(turn), math.sin(turn)])
    beside = np.array([-way[1], way[0]])
    middle = np.array([WEST, SOUTH]) + rng.uniform(0.2, 0.8, 2) * SIDE
    along = np.linspace(-1.6, 1.6, points)
    bends = rng.uniform(-0.08, 0.08, points)
    return shapely.linestrings(middle + SIDE * (along[:, None] * way + bends[:, None] * beside))


def _cut(cells: list, lines: list) -> list:
    network = shapely.union_all([*shapely.boundary(cells), *lines])
    found = shapely.get_parts(shapely.polygonize([network]))
    return [face for face in found if face.area > 1e-3]


def _voronoi(rng: np.random.Generator, count: int) -> list:
    square = shapely.box(WEST, SOUTH, WEST + SIDE, SOUTH + SIDE)
    points = np.array([WEST, SOUTH]) + rng.uniform(0, SIDE, (count, 2))
    cells = shapely.voronoi_polygons(
        shapely.multipoints(points), extend_to=square.buffer(SIDE), only_edges=True
    )
    found = _cut([square], [cells])
    return [face for face in found if square.contains(face.representative_point())]


def _chords(rng: np.random.Generator, cells: list, count: int) -> list:
    chords = []
    for cell in rng.permutation(np.array(cells, dtype=object))[:count]:
        ring = cell.exterior
        start = rng.uniform(0, 1)
        ends = [ring.interpolate(share % 1, normalized=True) for share in (start, start + 0.5)]
        chords.append(shapely.LineString(ends))
    return chords


def _lane(rng: np.random.Generator) -> list:
    x = WEST + rng.uniform(0.2, 0.8) * SIDE
    width, slant = rng.uniform(0.4, 2.0), rng.uniform(-30, 30)
    return [
        shapely.LineString([(x + beside, SOUTH - 9), (x + beside + slant, SOUTH + SIDE + 9)])
        for beside in (0, width)
    ]


def _without_some_junctions(rng: np.random.Generator, cells: list) -> list:
    """Drop, from one side, corners in the middle of a straight edge of that side."""
    return [
        shapely.Polygon(_straightened(np.array(cell.exterior.coords)))
        if rng.uniform() < 0.5
        else cell
        for cell in cells
    ]


def _straightened(ring: np.ndarray) -> np.ndarray:
    before, here, after = np.roll(ring[:-1], 1, axis=0), ring[:-1], np.roll(ring[:-1], -1, axis=0)
    chord = after - before
    to_here = here - before
    beside = np.abs(chord[:, 0] * to_here[:, 1] - chord[:, 1] * to_here[:, 0])
    straight = beside / np.hypot(*chord.T) < 1e-9
    straight &= (chord * to_here).sum(axis=1) > 0
    kept = here[~straight]
    return kept if len(kept) > 2 else ring


def _with_hole(rng: np.random.Generator, cells: list, filled: bool) -> list:
    largest = int(np.argmax([cell.area for cell in cells]))
    cell = cells[largest]
    room = cell.exterior.distance(cell.representative_point())
    pond = cell.representative_point().buffer(room * rng.uniform(0.2, 0.7), quad_segs=2)
    holed = shapely.Polygon(cell.exterior, [pond.exterior])
    return [*cells[:largest], holed, *cells[largest + 1 :], *([pond] if filled else [])]


def area(shapes) -> float:
    """Square metres of all, summed without loss."""
    return math.fsum(shapely.area(_present(shapes)))


def overlap(shapes) -> float:
    """Square metres that two of the shapes hold, summed over all pairs."""
    shapes = _present(shapes)
    first, second = shapely.STRtree(shapes).query(shapes)
    first, second = first[first < second], second[first < second]
    return math.fsum(shapely.area(shapely.intersection(shapes[first], shapes[second])))


def ground(shapes) -> float:
    """Square metres of the ground that somebody holds."""
    return float(shapely.area(shapely.union_all(_present(shapes))))


def assert_kept(before, after) -> None:
    """All valid, the area the same to 1 mm², no new overlap, no ground left over."""
    assert shapely.is_valid(_present(after)).all()
    assert abs(area(after) - area(before)) < 1e-6
    assert overlap(after) - overlap(before) < 1e-6
    assert abs(ground(after) - ground(before)) < 1e-5


def unshared(shapes, within: float = 0.001) -> list[tuple[float, float]]:
    """Corners of one shape on the edge of another that lacks them."""
    missing = []
    shapes = _present(shapes)
    corners = [set(map(tuple, shapely.get_coordinates(shape))) for shape in shapes]
    for i, shape in enumerate(shapes):
        boundary = shapely.boundary(shape)
        shapely.prepare(boundary)
        for j, others in enumerate(corners):
            if i == j:
                continue
            points = np.array(sorted(others - corners[i]))
            if len(points):
                apart = shapely.distance(boundary, shapely.points(points))
                missing += [tuple(point) for point in points[apart < within]]
    return missing


def _present(shapes) -> np.ndarray:
    array = np.empty(len(shapes), dtype=object)
    array[:] = list(shapes)
    return array[~shapely.is_missing(array) & ~shapely.is_empty(array)]

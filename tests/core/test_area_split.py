"""Pieces have the areas that were asked for, whatever the parcel looks like."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, MultiPolygon, Polygon, affinity, box, from_wkt
from shapely.ops import polygonize, unary_union

from taxmap_plugin.core.area_split import (
    AreaSplitError,
    FromDirection,
    FromEdge,
    area_cut,
    cut_lines,
    edge_run,
    equal_areas,
    slab_of,
    slabs,
)

EAST, NORTH = 495_000, 2_072_000


def there(shape):
    """A shape drawn near 0, 0, where a municipality lies in UTM."""
    return affinity.translate(shape, EAST, NORTH)


def faces(shape, lines):
    """What any engine makes of the lines: nodes, faces, those inside."""
    found = list(polygonize(unary_union([shape.boundary, *lines])))
    return [face for face in found if shape.covers(face.representative_point())]


def cut_areas(shape, lines):
    """The area of each piece after cutting in the parcel's own coordinates."""
    found = faces(shape, lines)
    return np.bincount(
        slab_of(found, lines), [face.area for face in found], minlength=len(lines) + 1
    )


PLOT = there(box(0, 0, 40, 100))


@pytest.mark.parametrize(
    ("bearing", "first", "second"),
    [
        (0, (75, 62.5), "y"),  # from the north: 40 m wide, so 1,000 m² are 25 m deep
        (180, (25, 37.5), "y"),
        (90, (30, 25), "x"),  # from the east: 100 m long, so 1,000 m² are 10 m wide
        (270, (10, 15), "x"),
    ],
)
def test_a_rectangle_by_hand(bearing, first, second):
    lines = cut_lines(PLOT, [1000, 500], FromDirection(bearing))
    axis = 0 if second == "x" else 1
    places = [shapely.get_coordinates(line)[:, axis] - (EAST, NORTH)[axis] for line in lines]
    assert np.allclose(places, np.array(first)[:, None], atol=1e-6)
    assert cut_areas(PLOT, lines) == pytest.approx([1000, 500, 2500], abs=1e-6)


def test_what_is_left_over_is_told():
    cut = area_cut(PLOT, [1000, 500.25], FromDirection(0))
    assert cut.areas == [1000, 500.25, 2499.75]
    assert (cut.remainder, cut.notes) == (2499.75, [])


def test_areas_that_use_the_parcel_up_need_no_last_line():
    cut = area_cut(PLOT, [1000, 3000.004], FromDirection(0))
    assert len(cut.lines) == 1
    assert cut.remainder == 0
    assert cut.areas == pytest.approx([1000, 3000], abs=1e-9)


@pytest.mark.parametrize("area", [4000.0, 3999.995, 4000.004])
def test_the_area_of_the_whole_parcel_divides_nothing(area):
    with pytest.raises(AreaSplitError) as refused:
        area_cut(PLOT, [area], FromDirection(0))
    assert refused.value.message.id == "area_split.whole"


@pytest.mark.parametrize("count", [2, 3, 7])
def test_equal_parts(count):
    lines = cut_lines(PLOT, equal_areas(PLOT, count), FromDirection(35))
    assert len(lines) == count - 1
    assert cut_areas(PLOT, lines) == pytest.approx([4000 / count] * count, abs=1e-6)


def test_lines_run_across_the_whole_bounding_box():
    for bearing in range(0, 360, 15):
        (line,) = cut_lines(PLOT, [700], FromDirection(bearing))
        assert not line.boundary.intersects(PLOT.envelope)


L_SHAPE = there(from_wkt("POLYGON((0 0,60 0,60 20,20 20,20 60,0 60,0 0))"))
U_SHAPE = there(from_wkt("POLYGON((0 0,60 0,60 40,40 40,40 20,20 20,20 40,0 40,0 0))"))


def test_a_parcel_that_goes_in_and_out_gives_a_piece_of_two_parts_and_says_so():
    cut = area_cut(U_SHAPE, [400, 800], FromDirection(0))  # two arms of 20 m: 400 m² are 10 m
    assert [note.params for note in cut.notes] == [{"piece": 1, "parts": 2}]
    assert cut_areas(U_SHAPE, cut.lines) == pytest.approx([400, 800, 800], abs=1e-6)
    assert slabs(U_SHAPE, cut.lines)[0].geom_type == "MultiPolygon"


def test_a_hole_counts_as_nothing():
    ring = there(Polygon(box(0, 0, 40, 100).exterior, [box(10, 10, 30, 90).exterior]))
    lines = cut_lines(ring, [400, 600], FromDirection(180))  # 40 m × 10 m, then 2 × 10 m wide
    assert shapely.get_coordinates(lines[1])[:, 1] - NORTH == pytest.approx([40, 40], abs=1e-6)
    assert cut_areas(ring, lines) == pytest.approx([400, 600, 1400], abs=1e-6)


def test_a_cut_between_two_parts_lies_midway():
    two = there(MultiPolygon([box(0, 0, 10, 10), box(30, 0, 40, 10)]))
    (line,) = cut_lines(two, [100], FromDirection(270))
    assert shapely.get_coordinates(line)[:, 0] - EAST == pytest.approx([20, 20], abs=1e-4)


@pytest.mark.parametrize(
    ("point", "line"),
    [
        ((30, -2), "LINESTRING(0 5, 60 5)"),  # the road in the south: 60 m × 5 m
        ((62, 10), "LINESTRING(45 0, 45 20)"),  # from the east: 15 m × 20 m
    ],
)
def test_parallel_to_an_edge(point, line):
    side = FromEdge(EAST + point[0], NORTH + point[1])
    (found,) = cut_lines(L_SHAPE, [300], side)
    assert shapely.distance(found, there(from_wkt(line))) == pytest.approx(0, abs=1e-6)
    assert slab_of([there(box(*box_at(point)))], [found]).tolist() == [0]


def box_at(point):
    x, y = min(max(point[0], 1), 59), min(max(point[1], 1), 59)
    return x - 0.5, y - 0.5, x + 0.5, y + 0.5


def test_an_edge_of_many_short_pieces_is_one_run():
    road = [(0, 0), (13, 0.03), (27, -0.04), (44, 0.02), (60, 0)]
    plot = there(Polygon([*road, (60, 40), (0, 40)]))
    run = edge_run(plot, EAST + 20, NORTH - 1) - [EAST, NORTH]
    assert run.tolist() == [[0, 0], [60, 0]]
    inside = edge_run(plot, EAST + 30, NORTH + 39) - [EAST, NORTH]
    assert inside.tolist() == [[60, 40], [0, 40]]


def test_more_than_the_parcel_has_is_refused_with_what_is_lacking():
    with pytest.raises(AreaSplitError, match=r"0-1-25 \(500\.00 m²\) are lacking"):
        cut_lines(PLOT, [4000, 500], FromDirection(0))


@pytest.mark.parametrize(
    "areas", [[], [0], [0.001], [100, -1], [float("nan")], [float("inf")], [1e40]]
)
def test_areas_that_are_none(areas):
    with pytest.raises(AreaSplitError):
        cut_lines(PLOT, areas, FromDirection(0))


@pytest.mark.parametrize(
    "shape",
    [
        None,
        Polygon(),
        LineString([(0, 0), (1, 1)]),
        from_wkt("POLYGON((0 0,9 9,9 0,0 9,0 0))"),
    ],
)
def test_shapes_that_cannot_be_cut(shape):
    with pytest.raises(AreaSplitError):
        cut_lines(shape, [1], FromDirection(0))
    with pytest.raises(AreaSplitError):
        equal_areas(shape, 2)


@pytest.mark.parametrize(
    "side", [FromDirection(float("nan")), FromDirection(float("inf")), FromEdge(float("nan"), 0)]
)
def test_a_side_that_is_nowhere_is_asked_for(side):
    with pytest.raises(AreaSplitError, match="from which side"):
        cut_lines(PLOT, [100], side)


def test_one_part_is_no_division():
    with pytest.raises(AreaSplitError):
        equal_areas(PLOT, 1)


@st.composite
def parcels(draw):
    """Stars with deep bays, some with a hole, some of two parts, 10 m to 1 km across."""
    size = draw(st.floats(10, 1000))
    shares = draw(st.lists(st.floats(0.15, 1), min_size=3, max_size=14))
    angles = np.linspace(0, 2 * np.pi, len(shares), endpoint=False) + draw(st.floats(0, 6))
    shell = size * np.array(shares)[:, None] * np.column_stack([np.cos(angles), np.sin(angles)])
    shape = Polygon(shell)
    if draw(st.booleans()):
        shape = Polygon(shell, [shell[::-1] * 0.4])
    if draw(st.booleans()):
        shape = MultiPolygon([shape, affinity.translate(shape, 2.5 * size, size)])
    return there(shape)


@given(parcels(), st.lists(st.floats(0.02, 1), min_size=1, max_size=6), st.data())
def test_every_piece_has_its_area(shape, shares, data):
    side = data.draw(
        st.one_of(
            st.builds(FromDirection, st.floats(0, 360)),
            st.builds(FromEdge, *(st.floats(c - 900, c + 900) for c in (EAST, NORTH))),
        )
    )
    rest = data.draw(st.sampled_from([0, 0.1, 1.0] if len(shares) > 1 else [0.1, 1.0]))
    wanted = shape.area * np.array(shares) / (sum(shares) + rest)
    cut = area_cut(shape, wanted.tolist(), side)
    found = cut_areas(shape, cut.lines)
    assert found == pytest.approx(cut.areas, abs=1e-4)
    assert found[: len(wanted)] == pytest.approx(wanted, abs=1e-4)
    assert found.sum() == pytest.approx(shape.area, abs=1e-6)
    shown = [piece.area for piece in slabs(shape, cut.lines)]
    assert shown == pytest.approx(cut.areas, abs=1e-4)

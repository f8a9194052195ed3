"""Ground that two parcels hold is found, whatever the edges look like, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point, Polygon, box, from_wkt
from shapely.affinity import translate

from taxmap_plugin.core.fabric_overlaps import overlapping_pairs
from taxmap_plugin.core.feedback import Silent
from taxmap_plugin.core.ground import areas_of
from taxmap_plugin.core.object_array import object_array

from .. import fabrics

SQUARE = box(0, 0, 10, 10)


def shapes(*geoms) -> np.ndarray:
    return object_array([from_wkt(g) if isinstance(g, str) else g for g in geoms])


def found(geoms, smallest: float = 1e-6) -> list[tuple[int, int]]:
    pairs = overlapping_pairs(object_array(geoms), Silent(), smallest)
    return list(map(tuple, pairs[["first", "second"]].to_numpy().tolist()))


def one_by_one(geoms, smallest: float = 1e-6) -> list[tuple[int, int]]:
    """Each with each, by GEOS alone; the very same shapes are doubles."""
    geoms = object_array(geoms)
    first, second = np.triu_indices(len(geoms), 1)
    area = shapely.area(shapely.intersection(geoms[first], geoms[second]))
    same = shapely.normalize(geoms)[first] == shapely.normalize(geoms)[second]
    keep = (area >= smallest) & ~same
    return list(zip(first[keep].tolist(), second[keep].tolist()))


@pytest.mark.parametrize(
    ("other", "area"),
    [
        (box(10, 0, 20, 10), None),  # neighbours share a side
        (box(9, 0, 20, 10), 10.0),
        (box(9.999, 0, 20, 10), None),  # 0.01 m² comes from digits
        (box(2, 2, 4, 4), 4.0),  # one inside the other
        (box(0, 0, 10, 10), None),  # a double, told as such
        (from_wkt("POLYGON((5 0,15 10,15 0,5 10,5 0))"), 25.0),  # bow tie
        (Point(5, 5), None),
        (None, None),
    ],
)
def test_overlap_of_two_parcels(other, area):
    pairs = overlapping_pairs(shapes(SQUARE, other), Silent())
    assert pairs["area"].round(6).tolist() == ([] if area is None else [area])


def test_overlaps_name_both_rows_once():
    geoms = shapes(SQUARE, box(20, 0, 30, 10), box(5, 5, 25, 8))
    pairs = overlapping_pairs(geoms, Silent())
    assert pairs[["first", "second"]].to_numpy().tolist() == [[0, 2], [1, 2]]


@given(
    st.lists(
        st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(1, 4), st.integers(1, 4)),
        min_size=1,
        max_size=12,
    )
)
def test_overlaps_are_those_that_a_plain_loop_finds(corners):
    geoms = shapes(*[box(x, y, x + w, y + h) for x, y, w, h in corners])
    expected = [
        (i, j)
        for j in range(len(geoms))
        for i in range(j)
        if geoms[i].intersection(geoms[j]).area > 0 and not geoms[i].equals(geoms[j])
    ]
    pairs = overlapping_pairs(geoms, Silent())
    assert sorted(map(tuple, pairs[["first", "second"]].to_numpy().tolist())) == sorted(expected)


def test_a_road_net_drawn_as_one_parcel_overlaps_as_any_other():
    """500 points on its outline; one neighbour reaches into it by 0.5 m, the other touches it."""
    x = np.linspace(0, 1000, 250)
    net = Polygon([*zip(x, 5 + np.sin(x)), *zip(x[::-1], np.sin(x[::-1]))])
    geoms = shapes(net, box(500, -20, 510, 0.0), box(100, 40, 110, 60))
    pairs = overlapping_pairs(geoms, Silent())
    assert pairs[["first", "second"]].to_numpy().tolist() == [[0, 1]]
    assert pairs["area"][0] == pytest.approx(net.intersection(geoms[1]).area)


def finer(shape: shapely.Geometry) -> shapely.Geometry:
    """The same ground with a corner in the middle of each side."""
    return shapely.segmentize(shape, max_segment_length=shape.length / 3)


def grid(columns: int, rows: int) -> list[shapely.Geometry]:
    return [
        box(x, y, x + 10, y + 10)
        for x in range(0, 10 * columns, 10)
        for y in range(0, 10 * rows, 10)
    ]


def test_a_map_that_came_twice_with_other_corners_is_found_in_its_midst_too():
    """Inside both sheets every edge has its twin, and no edge of one runs within the other."""
    sheet = grid(6, 6)
    again = [shapely.segmentize(one, 5) for one in sheet]
    assert found([*sheet, *again]) == [(at, at + 36) for at in range(36)]


def test_an_island_on_ground_that_was_not_cut_out_is_found_wholly():
    """The middle one of nine lots has a twin on each side, and lies on the field like all."""
    field = box(-100, -100, 130, 130)
    assert found([field, *grid(3, 3)]) == [(0, at) for at in range(1, 10)]


def test_two_sheets_laid_over_each_other_a_little_beside():
    sheet = grid(5, 5)
    beside = [translate(one, 3, 4) for one in sheet]
    assert found([*sheet, *beside]) == one_by_one([*sheet, *beside])


def test_corners_drawn_twice_hide_no_overlap():
    """A side of no length has everything on neither side, and no turn at either end."""
    twice = Polygon(np.repeat([(0, 0), (10, 0), (10, 10), (0, 10)], 2, axis=0))
    notched = Polygon([(20, 0), (30, 0), (25, 2), (25, 2), (30, 10), (20, 10)])
    geoms = [twice, box(9, 9, 15, 15), notched, box(26, 0, 40, 0.3)]
    assert found(geoms) == one_by_one(geoms) == [(0, 1), (2, 3)]


def test_rings_drawn_the_other_way_round_are_neighbours_all_the_same():
    lots = grid(4, 4)
    turned = [shapely.reverse(lot) if at % 2 else lot for at, lot in enumerate(lots)]
    assert found(turned) == []


@fabrics.tried
@given(fabrics.fabrics(), st.integers(0, 2**32 - 1))
def test_what_is_planted_into_a_clean_map_is_found_and_nothing_else(parcels, seed):
    """Some lots drawn larger, some twice with more corners, a sheet over a part of the map."""
    assert found(parcels) == one_by_one(parcels) == []
    rng = np.random.default_rng(seed)
    some = rng.permutation(len(parcels))
    wrong = parcels.copy()
    for at in some[: rng.integers(0, 3)]:
        wrong[at] = shapely.buffer(wrong[at], rng.uniform(0.01, 5), join_style="mitre")
    twice = [finer(wrong[at]) for at in some[-rng.integers(1, 4) :]]
    moved = [translate(one, *rng.uniform(-30, 30, 2)) for one in parcels[: rng.integers(0, 8)]]
    wrong = object_array([*wrong, *twice, *moved])
    assert found(wrong) == one_by_one(wrong)


def test_a_real_map_with_hundreds_of_them(shared_data):
    """As GEOS alone finds them among all parcels whose boxes meet."""
    import geopandas

    layer = geopandas.read_file(shared_data / "thai_taxmap" / "parcel.geojson").to_crs(32648)
    geoms = areas_of(layer.geometry)
    first, second = shapely.STRtree(geoms).query(geoms)
    first, second = first[first < second], second[first < second]
    area = shapely.area(shapely.intersection(geoms[first], geoms[second]))
    wanted = sorted(zip(first[area >= 0.04].tolist(), second[area >= 0.04].tolist()))
    assert len(wanted) > 1000
    assert found(geoms, 0.04) == wanted

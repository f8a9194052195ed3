"""A parcel drawn by hand comes to lie against its neighbours without overlap, gap or sliver."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st

from taxmap_plugin.core.fabric import faults, share_vertices
from taxmap_plugin.core.fit import FitError, fit
from tests.core.test_fabric import EAST_LOT, WEST_LOT, at, corners
from tests.fabrics import area, assert_kept, fabrics, overlap, tried, unshared


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        ("POLYGON((10.03 0.02,20 0,20 20,9.97 20.01,10.03 0.02))", "exact"),
        ("POLYGON((10.03 5,20 5,20 12,10.04 12,10.03 5))", 70),
        ("POLYGON((9.98 5,20 5,20 12,9.96 12,9.98 5))", 70),
        ("POLYGON((8 5,20 5,20 12,7 12,8 5))", 70),
        ("POLYGON((10.03 5,20 5,20 12,9 12,10.03 5))", 70),
        ("POLYGON((10.2 5,20 5,20 12,10.2 12,10.2 5))", 68.6),
    ],
)
def test_a_parcel_drawn_beside_a_lot(drawn, expected):
    shape, (west,) = fit(at(drawn), [WEST_LOT])
    if expected == "exact":
        assert {(10, 0), (10, 20)} <= corners(shape)
        assert west is WEST_LOT
        return
    assert shape.area == pytest.approx(expected, abs=0.03)
    assert shape.geom_type == "MultiPolygon" and len(shape.geoms) == 1
    assert overlap([shape, west]) < 1e-6
    assert west.area == pytest.approx(200, abs=1e-6)
    assert unshared([shape, west]) == []


def test_corners_of_the_neighbour_beside_a_drawn_edge_are_taken():
    bulge = at("POLYGON((0 0,10 0,9.97 8,10.02 14,10 20,0 20,0 0))")
    shape, _ = fit(at("POLYGON((10 0,20 0,20 20,10 20,10 0))"), [bulge])
    assert {(9.97, 8), (10.02, 14)} <= corners(shape)
    assert overlap([shape, bulge]) < 1e-6


def test_a_gap_narrower_than_the_tolerance_is_taken_in():
    shape, _ = fit(at("POLYGON((10.08 -1,20 -1,20 21,10.08 21,10.08 -1))"), [WEST_LOT], 0.1)
    assert {(10, 0), (10, 20)} <= corners(shape)


def test_an_old_gap_of_the_neighbours_is_taken_in_only_beside_the_new_parcel():
    beside = [shapely.box(0, 0, 20, 60), shapely.box(20.03, 0, 40, 60), shapely.box(0, -9, 40, 0)]
    shape, neighbours = fit(shapely.box(0, 60, 40, 80), beside)
    assert shape.bounds[1] > 59.8, "the gap goes on for 60 m"
    assert shape.area == pytest.approx(800, abs=0.01)
    assert [place for place in unshared([shape, *neighbours]) if place[1] > 0] == []
    assert overlap([shape, *neighbours]) < 1e-6


def test_a_crumb_beyond_a_narrow_neighbour_is_dropped():
    lane = at("POLYGON((10 0,10.5 0,10.5 20,10 20,10 0))")
    shape, _ = fit(at("POLYGON((9.9 5,20 5,20 12,9.9 12,9.9 5))"), [lane], tolerance=0.2)
    assert len(shape.geoms) == 1
    assert shape.area == pytest.approx(9.5 * 7, abs=0.001)


def test_a_parcel_drawn_over_a_neighbour_keeps_what_is_free():
    shape, (west, east) = fit(at("POLYGON((5 15,15 15,15 30,5 30,5 15))"), [WEST_LOT, EAST_LOT])
    assert shape.area == pytest.approx(100)
    assert {(5, 20), (10, 20), (15, 20)} <= corners(shape)
    assert (5, 20) in corners(west) and (15, 20) in corners(east)


def test_a_parcel_drawn_round_a_neighbour_gets_a_hole():
    shape, _ = fit(at("POLYGON((-5 -5,15 -5,15 25,-5 25,-5 -5))"), [WEST_LOT])
    assert shape.area == pytest.approx(400)
    assert len(shape.geoms[0].interiors) == 1


def test_without_neighbours_it_stays_as_drawn():
    shape, neighbours = fit(WEST_LOT, [])
    assert shape.equals(WEST_LOT) and len(neighbours) == 0


def test_no_room_is_told():
    with pytest.raises(FitError, match="empty"):
        fit(at("POLYGON((2 2,4 2,4 4,2 2))"), [WEST_LOT])


def has_narrow_places(parcels) -> bool:
    """Corners and edges closer than a hand can tell apart at 5 cm."""
    return shapely.minimum_clearance(share_vertices(parcels, parcels)[0]).min() < 0.12


@tried
@given(fabrics(least=6), st.integers(0, 2**32 - 1))
def test_a_parcel_redrawn_by_hand_fills_its_place_again(parcels, seed):
    """Each corner drawn up to 2 cm beside where it was."""
    rng = np.random.default_rng(seed)
    which = rng.integers(len(parcels))
    parcel, neighbours = parcels[which], np.delete(parcels, which)
    rim = shapely.union_all(parcels).boundary
    assume(rim.distance(parcel) > 0 and not has_narrow_places(parcels))
    (part,) = parcel.geoms
    shell, *holes = (
        np.array(ring.coords)[:-1] + rng.uniform(-0.014, 0.014, (len(ring.coords) - 1, 2))
        for ring in (part.exterior, *part.interiors)
    )
    drawn = shapely.Polygon(shell, holes)
    assume(drawn.is_valid)
    shape, beside = fit(drawn, neighbours)
    assert_kept(parcels, [shape, *beside])
    assert faults(parcels, [shape, *beside]) == []
    new = set(map(tuple, shapely.get_coordinates(shape)))
    assert not new & set(unshared([shape, *beside]))


@tried
@given(fabrics(holes=False), st.integers(0, 2**32 - 1))
def test_whatever_is_drawn_takes_no_neighbours_ground(parcels, seed):
    rng = np.random.default_rng(seed)
    neighbours = parcels[rng.permutation(len(parcels))[: max(1, len(parcels) // 2)]]
    middle = shapely.get_coordinates(shapely.centroid(rng.choice(parcels)))[0]
    turns = np.sort(rng.uniform(0, 2 * np.pi, 7))
    star = rng.uniform(5, 60, (7, 1)) * np.column_stack([np.cos(turns), np.sin(turns)])
    drawn = shapely.Polygon(middle + star)
    assume(drawn.is_valid)
    try:
        shape, beside = fit(drawn, neighbours)
    except FitError:
        assume(False)
    assert shape.is_valid and shapely.is_valid(beside).all()
    assert overlap([shape, *beside]) < 1e-6
    assert abs(area(beside) - area(neighbours)) < 1e-6
    free = shapely.difference(drawn, shapely.union_all(neighbours))
    assert abs(shape.area - free.area) < 0.2 * drawn.length
    new = set(map(tuple, shapely.get_coordinates(shape)))
    assert not new & set(unshared([shape, *beside]))

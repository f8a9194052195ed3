"""Neighbours made one: their ground, their outline, nothing between them left over."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st

from taxmap_plugin.core.fabric import faults, share_vertices, touching
from taxmap_plugin.core.merge import MergeError, merge
from taxmap_plugin.core.split import SplitError, split
from tests.core.test_fabric import EAST_LOT, WEST_LOT, at, corners
from tests.fabrics import assert_kept, cut_lines, fabrics, tried, unshared


def test_two_lots_side_by_side():
    one = merge([WEST_LOT, EAST_LOT])
    assert one.geom_type == "MultiPolygon" and len(one.geoms) == 1
    assert one.area == pytest.approx(400)


@pytest.mark.parametrize(
    "wkt",
    [
        "POLYGON((10.0004 0,20 0,20 20,10.0007 20,10.0004 0))",
        "POLYGON((9.9995 0,20 0,20 20,10.0007 20,9.9995 0))",
        "POLYGON((10.0006 0.0003,20 0,20 20,10.0003 19.9998,10.0006 12,9.9996 7,10.0006 0.0003))",
    ],
)
def test_a_hairline_between_old_boundaries_goes_into_the_merged_parcel(wkt):
    east = at(wkt)
    one = merge([WEST_LOT, east])
    assert len(one.geoms) == 1 and not one.geoms[0].interiors
    assert one.area == pytest.approx(400, abs=0.02)
    assert corners(one) >= {(0, 0), (20, 0), (20, 20), (0, 20)}
    assert one.is_valid


@pytest.mark.parametrize("gap", [0.0016, 0.02, 0.049])
def test_what_a_hand_leaves_between_neighbours_goes_into_the_merged_parcel(gap):
    lots = [
        at(f"POLYGON(({x} 0,{x + 10 - gap} 0,{x + 10 - gap} 9,{x} 9,{x} 0))")
        for x in range(0, 500, 10)
    ]
    one = merge(lots)
    assert len(one.geoms) == 1 and not one.geoms[0].interiors
    assert one.area == pytest.approx(9 * (10 * len(lots) - gap), abs=1e-6)


@pytest.mark.parametrize("east", [500_040.0, 500_123.4, 612_345.67])
def test_a_gap_of_just_as_much_as_a_hand_leaves_is_closed_wherever_it_lies(east):
    north = 2_070_000
    west = shapely.box(east - 40, north, east, north + 30)
    assert len(merge([west, shapely.box(east + 0.05, north, east + 40, north + 30)]).geoms) == 1


@pytest.mark.parametrize(("edge", "told"), [(10.06, "0.06"), (10.054, "0.054"), (10.0501, "0.051")])
def test_a_wider_gap_is_told(edge, told):
    with pytest.raises(MergeError, match=rf"{told} m apart .*up to 0\.05 m is closed"):
        merge([WEST_LOT, at(f"POLYGON(({edge} 0,20 0,20 20,{edge} 20,{edge} 0))")])


def test_of_a_gap_that_widens_the_part_that_a_hand_left_is_closed():
    """1 cm in the south, 9 cm in the north: it is 5 cm wide half way up."""
    one = merge([WEST_LOT, at("POLYGON((10.01 0,20 0,20 20,10.09 20,10.01 0))")])
    assert len(one.geoms) == 1 and not one.geoms[0].interiors and one.is_valid
    assert one.area == pytest.approx(400 - 10 * (0.05 + 0.09) / 2, abs=0.001)
    assert corners(one) >= {(10, 20), (10.09, 20)}


@pytest.mark.parametrize("gap", [0.02, 0.04])
def test_what_a_hand_left_is_closed_where_the_lots_touch_beside_it(gap):
    """They have the southern half of their boundary in common, and part towards the north."""
    one = merge([WEST_LOT, at(f"POLYGON((10 0,20 0,20 20,{10 + gap} 20,10 10,10 0))")])
    assert len(one.geoms) == 1 and not one.geoms[0].interiors and one.is_valid
    assert one.area == pytest.approx(400, abs=1e-6)


def test_sides_that_come_near_only_at_a_tip_are_told_as_that():
    tip = at("POLYGON((10.02 10,20 0,20 20,10.02 10))")
    with pytest.raises(MergeError, match=r"0\.02 m apart \(at .*no more than 0\.00 m of"):
        merge([WEST_LOT, tip])
    short = at("POLYGON((10.02 0,20 0,20 9,12 9,10.02 0.9,10.02 0))")
    with pytest.raises(MergeError, match=r"no more than 0\.9. m of their sides"):
        merge([WEST_LOT, short])


def test_a_ring_of_lots_keeps_its_pond():
    north = at("POLYGON((0 20,20 20,20 30,0 30,0 20))")
    west = at("POLYGON((0 0,5 0,5 20,0 20,0 0))")
    east = at("POLYGON((15 0,20 0,20 20,15 20,15 0))")
    south = at("POLYGON((0 -5,20 -5,20 0,0 0,0 -5))")
    one = merge([north, west, east, south])
    assert one.area == pytest.approx(500)
    assert len(one.geoms[0].interiors) == 1


def test_parcels_of_several_parts_need_only_one_common_boundary():
    parted = at("MULTIPOLYGON(((10 0,20 0,20 20,10 20,10 0)),((40 0,50 0,50 9,40 0)))")
    assert len(merge([WEST_LOT, parted]).geoms) == 2


@pytest.mark.parametrize(
    ("others", "groups"),
    [
        (["POLYGON((10 20,20 20,20 30,10 30,10 20))"], 2),
        (["POLYGON((30 0,40 0,40 9,30 9,30 0))"], 2),
        (["POLYGON((30 0,40 0,40 9,30 9,30 0))", "POLYGON((40 0,50 0,50 9,40 9,40 0))"], 2),
        (["POLYGON((30 0,40 0,40 9,30 9,30 0))", "POLYGON((60 0,70 0,70 9,60 9,60 0))"], 3),
    ],
)
def test_parcels_that_do_not_hang_together_are_refused(others, groups):
    with pytest.raises(MergeError) as refused:
        merge([WEST_LOT, *map(at, others)])
    assert refused.value.message.id in ("merge.apart", "merge.apart_by")
    params = refused.value.message.params
    assert (params["count"], params["groups"]) == (len(others) + 1, groups)


def test_one_parcel_is_no_merge():
    with pytest.raises(MergeError):
        merge([WEST_LOT])


WEDGE = at("POLYGON((10 5,10.2 20,10 20,10 5))")
BESIDE_WEDGE = at("POLYGON((10 0,20 0,20 20,10.2 20,10 5,10 0))")


def test_the_point_of_another_parcel_between_two_stays_its_own():
    one = merge([WEST_LOT, BESIDE_WEDGE], others=[WEDGE])
    assert one.area == pytest.approx(WEST_LOT.area + BESIDE_WEDGE.area, abs=1e-9)
    assert shapely.intersection(one, WEDGE).area == pytest.approx(0, abs=1e-9)
    alone = merge([WEST_LOT, BESIDE_WEDGE])
    assert alone.area > one.area, "nobody's ground is closed where it is narrow"


@tried
@given(fabrics(), st.integers(0, 1000), st.integers(1, 4))
def test_nothing_is_lost_in_a_fabric(parcels, which, more):
    chosen = [which % len(parcels)]
    for _ in range(more):
        near = [i for i in touching(parcels[chosen[-1]], parcels) if i not in chosen]
        chosen += near[:1]
    assume(len(chosen) > 1)
    one = merge(parcels[chosen], others=np.delete(parcels, chosen))
    after = [one, *share_vertices(np.delete(parcels, chosen), [one])[0]]
    assert_kept(parcels, after)
    assert faults(parcels, after) == []
    assert not set(map(tuple, shapely.get_coordinates(one))) & set(unshared(after))


@tried
@given(fabrics(), cut_lines(), st.integers(0, 1000))
def test_what_was_split_merges_to_the_same_ground(parcels, line, which):
    shape = parcels[which % len(parcels)]
    try:
        pieces = split(shape, line)
    except SplitError:
        assume(False)
    assume(len(pieces) == 2)
    one = merge(pieces)
    assert abs(one.area - shape.area) < 1e-6
    assert shapely.symmetric_difference(one, shape).area < 1e-6

"""Gaps are narrow ground of nobody between parcels, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import Polygon, box

from taxmap_plugin.core.fabric_gaps import gaps
from taxmap_plugin.core.fabric_twins import Twins
from taxmap_plugin.core.feedback import Silent
from taxmap_plugin.core.ground import areas_of
from taxmap_plugin.core.object_array import object_array

from .. import fabrics


def found(parcels, others=(), **options):
    parcels = object_array(parcels)
    return gaps(Twins.of(parcels), parcels, object_array(others), Silent(), **options)


# Two rows of lots; those in the south end 0.2 m below those in the north, but at both ends.
SOUTH = Polygon([(0, 0), (30, 0), (30, 10), (20, 9.8), (10, 9.8), (0, 10)])
NORTH = Polygon([(0, 10), (30, 10), (30, 20), (0, 20)])


def test_a_sliver_between_two_parcels():
    """(30 + 10) / 2 m × 0.2 m = 4 m²."""
    gap = found([SOUTH, NORTH]).iloc[0]
    assert gap["area"] == pytest.approx(4.0)
    assert gap["width"] == pytest.approx(2 * 4.0 / gap["geom"].length)


def test_narrow_parcels_side_by_side_are_no_gap():
    """The middle of both lies on their common side."""
    assert found([box(0, 0, 0.4, 20), box(0.4, 0, 0.8, 20)]).empty


def test_a_lane_is_none_whether_it_is_drawn_or_not():
    ring = [box(0, 0, 50, 10), box(0, 10, 10, 30), box(40, 10, 50, 30), box(0, 30, 50, 40)]
    assert found(ring).empty  # 30 m × 20 m inside: parcels that are still to be drawn
    lane = [box(0, 0, 30, 10), box(0, 10.8, 30, 20), box(30, 0, 40, 20), box(-10, 0, 0, 20)]
    assert len(found(lane)) == 1
    assert found(lane, others=[box(-5, 9, 35, 12)]).empty
    assert found(lane, others=[box(10, 9, 35, 12)])["area"].tolist() == [pytest.approx(8.0)]


def test_a_strip_between_neighbours_that_opens_on_a_street():
    """0.3 m × 30 m, open at both ends, or at one; the street drawn, or within a ring of lots."""
    west, east = box(0, 0, 20, 30), box(20.3, 0, 40, 30)
    assert found([west, east])["area"].tolist() == [pytest.approx(9.0)]
    back, street = box(0, 30, 40, 60), box(0, -8, 40, 0)
    assert found([west, east, back], others=[street])["area"].tolist() == [pytest.approx(9.0)]
    around = box(-50, -50, 90, 90).difference(box(-8, -8, 48, 68))
    ring = found([west, east, back, around])
    assert ring["area"].tolist() == [pytest.approx(9.0)]
    assert found([west, box(21.1, 0, 40, 30), back]).empty  # a lane


def test_where_fronts_part_it_is_a_gap_only_as_long_as_they_hardly_do():
    """Both part at (0, 0), and a corner of the one is 2 m further down and so far from the other:
    of the line around, 0.6 / (2 + 0.6 + 2.09) = 13 % are open, 0.3 / (2 + 0.3 + 2.02) = 7 %."""
    west = Polygon([(0, -20), (0, 0), (0, 20), (-20, 20), (-20, -20)])
    for apart, area in ((0.6, []), (0.3, [pytest.approx(0.3)])):
        east = Polygon([(0, 0), (0, 20), (20, 20), (20, -2), (apart, -2)])
        assert found([west, east])["area"].tolist() == area


def test_a_pond_in_a_parcel_is_none_unless_it_is_a_hair():
    around = box(0, 0, 30, 30)
    assert found([around.difference(box(10, 10, 20, 20))]).empty
    assert len(found([around.difference(box(10, 10, 20, 10.1))])) == 1


def test_overlaps_make_no_gap():
    assert found([box(0, 0, 10, 10), box(9, 0, 20, 10), box(0, 9, 20, 20)]).empty


def test_no_parcels_no_gaps():
    assert found([]).empty


@fabrics.tried
@given(fabrics.fabrics(holes=False), st.integers(0, 2**32 - 1))
def test_what_is_cut_out_of_a_clean_map_is_found_to_the_square_millimetre(parcels, seed):
    """A crack of 1 to 20 cm across the inside, out of all that it crosses."""
    clean = found(parcels)
    lanes = shapely.union_all(clean["geom"].to_numpy())
    rng = np.random.default_rng(seed)
    inside = shapely.union_all(parcels).buffer(-5)
    x, y = rng.uniform(0.2, 0.8, (2, 2))
    west, south, east, north = inside.bounds
    ends = np.column_stack([west + x * (east - west), south + y * (north - south)])
    crack = shapely.LineString(ends).buffer(rng.uniform(0.005, 0.1), cap_style="flat")
    crack = crack.intersection(inside)
    left = [shapely.multipolygons(_polygons(one.difference(crack))) for one in parcels]
    now = shapely.union_all(found(left)["geom"].to_numpy())
    assert now.symmetric_difference(lanes.union(crack)).area < 1e-5


def test_a_real_map_full_of_overlaps(shared_data):
    """What is found is nobody's but for digits, and every hole of the ground of all is found, wide
    ones too."""
    import geopandas

    layer = geopandas.read_file(shared_data / "thai_taxmap" / "parcel.geojson").to_crs(32648)
    parcels = areas_of(layer.geometry)
    parcels = parcels[~shapely.is_missing(parcels)]
    pieces = found(parcels, widest=np.inf, smallest=0)["geom"].to_numpy()
    ground = shapely.union_all(parcels)
    assert shapely.area(shapely.intersection(pieces, ground)).max() < 1e-3
    outlines = shapely.polygons(shapely.get_exterior_ring(shapely.get_parts(ground)))
    enclosed = shapely.union_all(outlines).difference(ground)
    assert enclosed.area > 30_000
    assert enclosed.difference(shapely.union_all(pieces)).area < 1e-6


def _polygons(shape):
    return [part for part in shapely.get_parts([shape]) if part.geom_type == "Polygon"]

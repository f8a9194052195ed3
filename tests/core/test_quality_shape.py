"""Each way in which a shape can be wrong is found, with its place, and nothing else."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from shapely import MultiPolygon, Point, Polygon, box, from_wkt

from taxmap_plugin.core.finding_rank import worst_first
from taxmap_plugin.core.quality_shape import RULES

from .. import fabrics
from .quality_case import found, parcels, said, sight, things

LOT = box(0, 0, 20, 20)
BOW_TIE = from_wkt("POLYGON((0 0,10 10,10 0,0 10,0 0))")


def test_a_row_without_a_shape_and_one_whose_shape_is_empty():
    seen = sight(parcel=parcels(LOT, None, Polygon()))
    assert things("shape_missing", seen) == [("p2",)]
    assert things("shape_empty", seen) == [("p3",)]
    assert found("shape_missing", seen)["place"].tolist() == [None]


def test_an_outline_that_crosses_itself_is_told_where():
    seen = sight(parcel=parcels(LOT, BOW_TIE))
    assert said("shape_invalid", seen) == [
        "The shape of 01A002 is not drawn correctly: its outline crosses itself."
    ]
    assert found("shape_invalid", seen)["place"][0].equals(Point(5, 5))


def test_coordinates_that_are_no_numbers():
    nowhere = Polygon([(0, 0), (20, 0), (float("nan"), 20), (0, 20)])
    seen = sight(parcel=parcels(LOT, nowhere))
    assert things("shape_invalid", seen) == [("p2",)]
    for rule in RULES:
        if rule.id != "shape_invalid":
            assert things(rule.id, seen) == []


def test_the_same_shape_again_however_it_is_drawn():
    turned = Polygon([(20, 20), (20, 0), (0, 0), (0, 20)])
    assert things("shape_duplicate", sight(parcel=parcels(LOT, box(20, 0, 40, 20), turned))) == [
        ("p3", "p1")
    ]


def test_a_hole_that_touches_the_side():
    pinched = Polygon(LOT.exterior, [[(0, 10), (5, 5), (5, 15)]])
    assert said("self_touch", sight(parcel=parcels(LOT, pinched))) == [
        "The outline of 01A002 touches itself in 1 place."
    ]


def test_a_corner_that_comes_back_to_a_side_is_told_whatever_its_digits():
    """The notch ends on the slanted side, but for the last digit: GEOS finds that it does not."""
    x, y = 10.1, 30 * (10.1 / 30.3)
    pinched = Polygon([(0, 0), (30.3, 30), (0, 60), (0, 40), (x, y), (0, 30)])
    seen = sight(parcel=parcels(LOT, pinched))
    assert things("shape_invalid", seen) == []
    assert said("self_touch", seen) == ["The outline of 01A002 touches itself in 1 place."]
    assert found("self_touch", seen)["place"][0].equals(Point(x, y))


def test_a_hole_that_touches_a_side_which_a_neighbour_has_exactly():
    """A third of the way up the slanted side, but for the last digit."""
    x, y = 30 / 3, 17 / 3
    outline = [(0, 0), (30, 17), (30, 40), (0, 40)]
    holed = Polygon(outline, [[(x, y), (x + 2, y + 8), (x - 2, y + 8)]])
    below = Polygon([(0, 0), (30, -5), (30, 17)])
    for shapes in ([holed], [holed, below]):
        assert things("self_touch", sight(parcel=parcels(*shapes))) == [("p1",)]


@pytest.mark.parametrize(("width", "count"), [(0.1, 1), (2.0, 0)])
def test_a_spike(width, count):
    """10 m out and back: 0.1 m wide it is 0.6° sharp, 2 m wide 11°."""
    spiked = Polygon(
        [(0, 0), (20, 0), (20, 10), (30, 10 + width / 2), (20, 10 + width), (20, 20), (0, 20)]
    )
    assert len(said("spike", sight(parcel=parcels(spiked)))) == count
    assert len(said("spike", sight(parcel=parcels(spiked)), angle=15)) == 1


def test_a_spike_at_the_corner_where_the_ring_begins():
    spiked = Polygon([(30, 10.05), (20, 10.1), (20, 20), (0, 20), (0, 0), (20, 0), (20, 10)])
    assert found("spike", sight(parcel=parcels(spiked)))["place"][0].equals(Point(30, 10.05))


THIN = {
    "a wedge": [(0, 0), (60, 0.5), (60, 0)],
    "with a corner on its way": [(0, 0), (20, 0.17), (60, 0.5), (60, 0)],
    "sharp at both ends": [(0, 0), (30, 0.3), (60, 0)],
}
"""Along a side of 60 m, 9 m² to 15 m², and less than 0.7° sharp."""


@pytest.mark.parametrize("corners", THIN.values(), ids=THIN)
def test_the_end_of_ground_that_is_thin_as_a_whole_is_no_spike(corners):
    """A remnant beside a lane, or a gap that was made a parcel."""
    beside = Polygon([*corners[:-1], (60, 30), (0, 30)])
    seen = sight(parcel=parcels(Polygon(corners), beside))
    assert things("spike", seen) == [] and things("sliver", seen) == [("p1",)]


def test_a_hair_of_ground_that_no_deed_could_state_is_one():
    """6 m × 0.01 m / 2 = 0.03 m²."""
    hair = sight(parcel=parcels(Polygon([(0, 0), (6, 0.01), (6, 0)])))
    assert things("spike", hair) == [("p1",)]


def test_slivers_are_little_and_thin_and_tiny_ones_little():
    """0.5 m × 40 m = 20 m²; 4π·20/81² = 4 %. A square of 6 m is as little and not thin."""
    seen = sight(parcel=parcels(box(0, 0, 40, 0.5), box(50, 0, 56, 6), box(60, 0, 61.9, 2)))
    assert things("sliver", seen) == [("p1",)]
    assert said("tiny", seen) == ["01A003 has only 0-0-0.95 (3.80 m²)."]
    assert things("tiny", seen, area=0.04) == []


def test_small_buildings_are_no_fault():
    assert things("tiny", sight(building=[{"uuid": "b1", "geom": box(0, 0, 1, 1)}])) == []


def test_corners_drawn_twice_are_counted_for_each_parcel():
    twice = Polygon([(0, 0), (20, 0), (20, 0.0005), (20, 20), (0, 20), (0, 20)])
    seen = sight(parcel=parcels(LOT, twice))
    assert said("duplicate_corner", seen) == ["01A002 has 2 corners drawn twice."]
    assert said("duplicate_corner", seen, tolerance=0) == ["01A002 has 1 corner drawn twice."]


def test_parts_and_holes():
    parts = MultiPolygon([LOT, box(30, 0, 40, 10)])
    holed = Polygon(LOT.exterior, [box(5, 5, 8, 8).exterior, box(10, 10, 12, 12).exterior])
    seen = sight(parcel=parcels(LOT, parts, holed, MultiPolygon([LOT])))
    assert said("multipart", seen) == ["01A002 has 2 parts."]
    assert said("hole", seen) == ["01A003 has 2 holes."]
    assert found("hole", seen)["place"][0].within(box(5, 5, 8, 8))  # the larger one


def test_blocks_zones_and_buildings_are_looked_at_too():
    seen = sight(
        block=[{"uuid": "k1", "block_code": "01A", "geom": BOW_TIE}],
        zone=[{"uuid": "z1", "zone_code": "01", "geom": BOW_TIE}],
        building=[{"uuid": "b1", "building_code": "01A001-B001", "geom": BOW_TIE}],
    )
    assert found("shape_invalid", seen)["table"].tolist() == ["block", "zone", "building"]
    assert said("shape_invalid", seen)[2].startswith("The shape of 01A001-B001")


def test_shapes_with_heights_count_as_without():
    raised = shapely.force_3d(LOT, 12.5)
    assert things("shape_duplicate", sight(parcel=parcels(LOT, raised))) == [("p2", "p1")]


def test_an_empty_map():
    for rule in RULES:
        assert things(rule.id, sight()) == []


@fabrics.tried
@given(fabrics.fabrics())
def test_a_clean_map_has_none_of_it(shapes):
    seen = sight(parcel=parcels(*shapes))
    for rule in RULES:
        if rule.id not in ("hole", "multipart", "sliver", "tiny"):
            assert things(rule.id, seen) == [], rule.id


def test_a_boundary_of_the_municipality_that_crosses_itself():
    """Else nothing would be outside of it."""
    bow = {"uuid": "m", "name": "สาธิต", "geom": Polygon([(0, 0), (9, 9), (9, 0), (0, 9)])}
    assert things("shape_invalid", sight(boundary=[bow])) == [("m",)]


def ground(id: str, shape, **options: float) -> float:
    (touched,) = found(id, sight(parcel=parcels(shape)), **options)["touched"]
    return float(touched)


def test_a_fault_amid_a_large_parcel_touches_no_more_ground_than_itself():
    large = [(200, 0), (200, 200), (0, 200), (0, 0)]
    doubled = Polygon([*large, (0.0005, 0)])
    assert ground("duplicate_corner", Polygon([*large, (0, 0)])) == 0
    assert ground("duplicate_corner", doubled) == pytest.approx(0.0005 * 200 / 2, rel=0.01)
    spiked = Polygon([*large, (100, 0), (100.05, -8), (100.1, 0)])
    assert ground("spike", spiked) == pytest.approx(0.1 * 8 / 2, rel=0.01)
    touching = Polygon(large, [[(200, 100), (190, 95), (190, 105)]])
    assert ground("self_touch", touching) == 0
    assert ground("hole", touching) == 50
    assert ground("multipart", MultiPolygon([box(0, 0, 200, 200), box(300, 0, 301, 1)])) == 1


def test_a_doubled_corner_of_a_large_parcel_comes_after_a_small_sliver():
    doubled = Polygon([(200, 0), (200, 200), (0, 200), (0, 0), (0, 0)])
    seen = sight(parcel=parcels(doubled, box(300, 0, 300.2, 60)))
    rows = pd.concat([found("duplicate_corner", seen), found("sliver", seen)], ignore_index=True)
    zero = np.zeros(len(rows))
    order = worst_first(["warning"] * len(rows), zero, rows["touched"].to_numpy())
    assert list(rows["things"].iloc[order]) == [("p2",), ("p1",)]


def test_water_roads_and_public_land_that_cannot_be_drawn_are_told():
    """They would silently decide what is a gap."""
    bow = shapely.Polygon([(0, 0), (40, 30), (40, 0), (0, 30)])
    nan = shapely.LineString([(0, 0), (float("nan"), 5)])
    rows = {
        "water": [{"uuid": "w", "geom": bow}, {"uuid": "w0", "geom": None}],
        "public_land": [{"uuid": "l", "geom": shapely.Polygon()}],
        "road": [{"uuid": "r", "geom": nan}],
    }
    seen = sight(parcel=parcels(LOT), **rows)
    assert things("shape_invalid", seen) == [("w",), ("r",)]
    assert things("shape_missing", seen) == [("w0",)]
    assert things("shape_empty", seen) == [("l",)]
    assert said("shape_missing", seen)[0].startswith("water without a name")


@pytest.mark.parametrize("far", [1e9, 1e15, -1.7e308])
def test_a_corner_off_the_earth_is_told_and_stops_no_rule(far):
    """As offices' files have where a corner was "no data"; the lot itself is in no block."""
    odd = shapely.Polygon([(0, 0), (far, 0), (far, far)])
    lots = parcels(LOT, odd)
    block = [{"uuid": "b", "block_code": "01A", "geom": shapely.box(900, 900, 910, 910)}]
    seen = sight(parcel=lots, block=block)
    assert things("shape_invalid", seen) == [("p2",)]
    assert "off the Earth" in said("shape_invalid", seen)[0]
    assert ("p1",) in things("outside_blocks", seen)

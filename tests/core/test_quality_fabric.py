"""How parcels, blocks and zones lie to each other: what is wrong is found with its size."""

from __future__ import annotations

import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st
from shapely import MultiLineString, MultiPolygon, Polygon, box
from shapely.affinity import rotate, translate

from taxmap_plugin.core.quality_fabric import RULES
from taxmap_plugin.core.quality_key import Known, matched

from .. import fabrics
from .quality_case import CROSSING, found, parcels, said, sight, things

WEST, EAST = box(0, 0, 20, 20), box(20, 0, 40, 20)


def blocks(*shapes):
    return [
        {"uuid": f"k{at}", "block_code": f"01{letter}", "geom": shape}
        for at, (letter, shape) in enumerate(zip("ABC", shapes), 1)
    ]


def test_an_overlap_names_both_and_says_how_much():
    """1 m × 20 m = 20 m² = 5 ตร.ว."""
    seen = sight(parcel=parcels(WEST, box(19, 0, 40, 20)))
    assert said("overlap", seen) == ["01A001 and 01A002 overlap by 0-0-5 (20.00 m²)."]
    row = found("overlap", seen).iloc[0]
    assert row["things"] == ("p1", "p2") and row["touched"] == pytest.approx(20)
    assert row["place"].within(box(19, 0, 20, 20))
    assert things("containment", seen) == []


def test_one_within_the_other_is_told_as_such_the_smaller_first():
    seen = sight(parcel=parcels(box(0, 0, 100, 100), box(10, 10, 20, 20)))
    assert things("containment", seen) == [("p2", "p1")]
    assert things("overlap", seen) == []


def test_the_same_shape_twice_is_no_overlap_but_a_double():
    seen = sight(parcel=parcels(WEST, WEST))
    assert things("overlap", seen) == things("containment", seen) == []
    assert things("shape_duplicate", seen) == [("p2", "p1")]


def test_two_drawings_of_the_same_ground_are_told_as_one_within_the_other():
    """A bow-tie of two triangles, and the triangles as parts: no double by its corners."""
    bow_tie = Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])
    seen = sight(parcel=parcels(bow_tie, shapely.make_valid(bow_tie)))
    assert things("containment", seen) == [("p1", "p2")]
    assert things("shape_duplicate", seen) == []


def test_a_gap_names_the_parcels_along_it_the_longest_side_first():
    south = Polygon([(0, 0), (30, 0), (30, 10), (20, 9.8), (10, 9.8), (0, 10)])
    north = Polygon([(0, 10), (15, 10), (30, 10), (30, 20), (0, 20)])
    seen = sight(parcel=parcels(south, north))
    assert said("gap", seen) == [
        "A gap of 0-0-1 (4.00 m²), on average 0.13 m wide, lies between 01A001, 01A002."
    ]
    assert things("gap", seen, width=0.1) == []


def test_gaps_where_boundaries_cross_name_both_and_are_known_again():
    """Whatever comes first; their corners are computed, and lie off both by their digits."""
    west, east = CROSSING
    seen, turned = sight(parcel=parcels(west, east)), sight(parcel=parcels(east, west))
    assert [set(one) for one in things("gap", seen)] == [{"p1", "p2"}] * 2
    assert [set(one) for one in things("gap", turned)] == [{"p1", "p2"}] * 2
    gaps, later = found("gap", seen), found("gap", turned)
    before, now = (
        [Known("gap", *one) for one in zip(frame["things"], frame["place"])]
        for frame in (gaps, later)
    )
    assert sorted(matched(before, now)) == [0, 1]


def test_an_island_in_a_pond_is_between_no_parcels():
    """0.8 m × 30 m in the middle of water, which lies in the middle of a parcel."""
    pond = Polygon(box(10, 10, 90, 50).exterior, [box(20, 30, 50, 30.8).exterior])
    around = Polygon(box(0, 0, 100, 60).exterior, [box(10, 10, 90, 50).exterior])
    seen = sight(parcel=parcels(around), water=[{"uuid": "w", "geom": pond}])
    assert things("gap", seen) == []


def test_a_gap_narrower_than_a_centimetre_is_told_in_millimetres():
    """60 m by 4 mm are 0.24 m², 6 hundredths of a ตารางวา."""
    around = [box(0, 0, 60, 10), box(0, 10.004, 60, 20), box(60, 0, 80, 20), box(-20, 0, 0, 20)]
    (told,) = said("gap", sight(parcel=parcels(*around)))
    assert told.startswith("A gap of 0-0-0.06 (0.24 m²), on average 4.0 mm wide, lies between")


def test_roads_water_and_public_land_are_no_gaps():
    around = [box(0, 0, 60, 10), box(0, 10.9, 60, 20), box(60, 0, 80, 20), box(-20, 0, 0, 20)]
    filled = [{"uuid": "r1", "geom": box(0, 10, 60, 11)}]
    assert len(things("gap", sight(parcel=parcels(*around)))) == 1
    for table in ("water", "public_land"):
        assert things("gap", sight(parcel=parcels(*around), **{table: filled})) == []


def test_a_path_whose_centre_line_is_drawn_is_no_gap_but_one_that_it_crosses_is():
    """40 m of the 60 m, not quite in the middle, are enough."""
    around = [box(0, 0, 60, 10), box(0, 10.9, 60, 20), box(60, 0, 80, 20), box(-20, 0, 0, 20)]
    along = MultiLineString([[(20, 10.3), (90, 10.3)]])
    across = MultiLineString([[(30, -9), (30, 40)]])
    broken = MultiLineString([[(float("nan"), 10.3), (90, 10.3)]])
    for line, count in ((along, 0), (across, 1), (broken, 1), (None, 1)):
        roads = [{"uuid": "r1", "geom": line}]
        assert len(things("gap", sight(parcel=parcels(*around), road=roads))) == count


def test_corners_meant_as_one_beside_a_side_and_missing():
    apart = Polygon([(20.004, 0), (40, 0), (40, 20), (20, 20)])
    assert said("near_corner", sight(parcel=parcels(WEST, apart))) == [
        "01A001 and 01A002 miss each other in 2 corners, by up to 4.0 mm."
    ]
    beside = Polygon([(20, 0), (40, 0), (40, 20), (20, 20), (20.006, 8)])
    assert said("near_edge", sight(parcel=parcels(WEST, beside))) == [
        "1 corner lies up to 6.0 mm beside the common boundary of 01A001 and 01A002."
    ]
    on_it = Polygon([(20, 0), (40, 0), (40, 20), (20, 20), (20, 8)])
    assert said("missing_corner", sight(parcel=parcels(WEST, on_it))) == [
        "01A001 and 01A002 do not share 1 corner of their boundary."
    ]
    assert things("near_corner", sight(parcel=parcels(WEST, apart)), tolerance=0.001) == []


def test_a_corner_beside_the_boundary_touches_what_bringing_it_there_would_move():
    """4 mm over a side of 20 m, from its middle, and over sides of 20 m from a corner of both."""
    beside = Polygon([(20, 0), (40, 0), (40, 20), (20, 20), (20.004, 10)])
    (touched,) = found("near_edge", sight(parcel=parcels(WEST, beside)))["touched"]
    assert touched == pytest.approx(0.004 * 20 / 2, rel=0.01)
    off = Polygon([(20, 0), (40, 0), (40, 20), (20.004, 20)])
    (touched,) = found("near_corner", sight(parcel=parcels(WEST, off)))["touched"]
    assert touched == pytest.approx(0.004 * 40 / 2, rel=0.01)


def test_a_parcel_in_two_blocks():
    """Parcels of 20 m; the line between the blocks 4 m and 0.5 m within: 20 % and 2.5 %."""
    seen = sight(parcel=parcels(WEST, EAST), block=blocks(box(0, 0, 16, 20), box(16, 0, 40, 20)))
    assert said("crosses_block", seen) == ["01A001 lies in several blocks: 01A, 01B."]
    assert found("crosses_block", seen)["touched"].tolist() == [pytest.approx(80)]
    seen = sight(
        parcel=parcels(WEST, EAST), block=blocks(box(0, 0, 19.5, 20), box(19.5, 0, 40, 20))
    )
    assert things("crosses_block", seen) == []
    assert things("crosses_block", seen, share=2) == [("p1",)]


NEAR_MISS = 0.01
"""Metres, as far as corners may miss each other by default: sides as short are no clean map."""
BOXES = st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(1, 6), st.integers(1, 6))


@fabrics.tried
@given(st.lists(BOXES, max_size=6), st.lists(BOXES, max_size=8))
def test_parcels_in_several_blocks_and_outside_are_those_that_a_plain_loop_finds(areas, lots):
    """Blocks that overlap, lie in each other, touch, and are drawn twice."""
    areas, lots = ([box(x, y, x + w, y + h) for x, y, w, h in one] for one in (areas, lots))
    seen = sight(
        parcel=parcels(*lots),
        block=[
            {"uuid": f"k{at}", "block_code": f"{at}", "geom": one} for at, one in enumerate(areas)
        ],
    )
    several, outside = [], []
    whole = shapely.union_all(areas)
    for at, lot in enumerate(lots, 1):
        least = max(0.04, 0.05 * lot.area)
        if sum(lot.intersection(one).area >= least for one in areas) > 1:
            several.append((f"p{at}",))
        if areas and lot.difference(whole).area >= least:
            outside.append((f"p{at}",))
    assert things("crosses_block", seen) == several
    assert things("outside_blocks", seen) == outside


def test_outside_all_blocks_and_the_municipality():
    seen = sight(
        parcel=parcels(WEST, EAST, box(100, 0, 120, 20)),
        block=blocks(box(0, 0, 30, 20)),
        boundary=[{"uuid": "m", "geom": box(-5, -5, 50, 50)}],
    )
    assert said("outside_blocks", seen) == [
        "01A002 lies with 0-0-50 (200.00 m²) (50 %) in no block.",
        "01A003 lies with 0-1-0 (400.00 m²) (100 %) in no block.",
    ]
    assert things("outside_municipality", seen) == [("p3",)]
    assert things("outside_zones", seen) == []  # no zone is drawn yet


def test_blocks_and_zones_over_each_other():
    seen = sight(
        block=blocks(box(0, 0, 30, 20), box(28, 0, 60, 20), box(40, 5, 50, 10)),
        zone=[{"uuid": f"z{x}", "zone_code": f"0{x}", "geom": box(x, 0, x + 2, 2)} for x in (1, 2)],
    )
    assert said("blocks_overlap", seen) == [
        "Blocks 01A and 01B overlap by 0-0-10 (40.00 m²).",
        "Blocks 01B and 01C overlap by 0-0-12.5 (50.00 m²).",
    ]
    assert things("zones_overlap", seen) == [("z1", "z2")]


def test_what_is_broken_or_missing_stops_no_rule():
    bow_tie = Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])
    rows = parcels(bow_tie, None, Polygon(), MultiPolygon(), box(4, 0, 30, 10))
    seen = sight(parcel=rows, block=blocks(bow_tie, None), boundary=[{"uuid": "m", "geom": None}])
    for rule in RULES:
        found(rule.id, seen)
    assert things("overlap", seen) == [("p1", "p5")]


def test_an_empty_map():
    for rule in RULES:
        assert things(rule.id, sight()) == []


@fabrics.tried
@given(fabrics.fabrics(holes=False))
def test_a_clean_map_has_none_of_it(shapes):
    """Lanes up to 2 m wide run out of the map; T-junctions are told as corners missing."""
    assume(fabrics.shortest_edge(shapes) > NEAR_MISS)
    whole = shapely.union_all(shapes).convex_hull
    seen = sight(parcel=parcels(*shapes), block=blocks(whole))
    for rule in RULES:
        if rule.id not in ("missing_corner", "outside_blocks"):
            assert things(rule.id, seen) == [], rule.id


def test_what_digits_leave_at_corners_amid_a_side_is_nothing_at_any_limit():
    """Two rows of lots whose corners do not meet, turned by 0.3."""
    rows = [box(20 * x, 0, 20 * x + 20, 30) for x in range(10)]
    rows += [box(27 * x, 30, 27 * x + 27, 60) for x in range(7)]
    turned = [translate(rotate(one, 0.3, (0, 0), True), 5e5, 2.07e6) for one in rows]
    seen = sight(parcel=parcels(*turned))
    assert things("overlap", seen, area=0) == things("gap", seen, area=0) == []
    thin = [box(0, 0, 10, 10), box(9.999999, 0, 20, 10), box(20.000001, 0, 30, 10)]
    seen = sight(parcel=parcels(*thin))
    assert things("overlap", seen, area=0) == [("p1", "p2")]


@pytest.mark.parametrize("east", [0.0, 1e6])
def test_planted_faults_are_all_found_and_none_invented(east):
    """A town of 900 lots; every tenth lot of the inside has a fault of its own."""
    lots = [box(x, y, x + 20, y + 20) for x in range(0, 600, 20) for y in range(0, 600, 20)]
    lots = [translate(lot, east, 2 * east) for lot in lots]
    inside = [30 * column + row for column in range(2, 28, 3) for row in range(2, 28, 3)]
    wanted: dict[str, set[str]] = {"overlap": set(), "gap": set(), "spike": set()}
    for turn, at in enumerate(inside):
        name = f"p{at + 1}"
        x, y = lots[at].bounds[:2]
        kind = ("overlap", "gap", "spike")[turn % 3]
        if kind == "overlap":  # its east side 0.5 m over the next lot
            lots[at] = box(x, y, x + 20.5, y + 20)
        elif kind == "gap":
            corner = [(x, y), (x + 20, y), (x + 20, y + 20), (x, y + 20), (x + 0.3, y + 10)]
            lots[at] = Polygon(corner)
        else:
            spike = [(x + 20, y + 10), (x + 30, y + 10.02), (x + 20, y + 10.04)]
            lots[at] = Polygon([(x, y), (x + 20, y), *spike, (x + 20, y + 20), (x, y + 20)])
        wanted[kind].add(name)
    rows = parcels(*lots)
    for row in rows:
        row["parcel_code"] = None
    seen = sight(parcel=rows)
    over = things("overlap", seen, area=0.5)
    assert {one[0] for one in over} == wanted["overlap"] and len(over) == len(wanted["overlap"])
    assert {one for pair in things("gap", seen) for one in pair} >= wanted["gap"]
    assert len(things("gap", seen)) == len(wanted["gap"])
    assert {one[0] for one in things("spike", seen)} == wanted["spike"]

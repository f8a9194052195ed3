"""Overlaps and gaps go to one parcel, chosen by a rule; nothing of the ground is lost."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from shapely import Polygon, box
from shapely.affinity import translate

from taxmap_plugin.core.fix_site import FixError
from taxmap_plugin.core.message import render

from .. import planted
from .fix_case import mend, xy
from .quality_case import CROSSING, found, parcels, sight

WEST, OVER = box(0, 0, 20, 20), box(19.5, 0, 40, 20)
"""They overlap by 0.5 m × 20 m = 10 m²."""


def areas(mended) -> list[float]:
    return [round(float(shapely.area(shape)), 6) for shape in mended.shapes]


def test_an_overlap_stays_with_one_and_the_other_ends_at_its_side():
    mended = mend(WEST, OVER, id="overlap", choice="larger")
    assert areas(mended) == [390, 410]
    assert xy(mended.shapes[0]) == {(0, 0), (19.5, 0), (19.5, 20), (0, 20)}
    assert render(mended.note, "en") == (
        "The overlap of 0-0-2.5 (10.00 m²) stays with 01A002: it is the larger one."
    )
    assert render(mended.note, "th") == (
        "ส่วนที่ซ้อนทับ 0-0-2.5 ร-ง-ว (10.00 ตร.ม.) เป็นของ 01A002 เพราะเป็นแปลงที่ใหญ่กว่า"
    )


def test_who_was_entered_first_keeps_it():
    assert areas(mend(WEST, OVER, id="overlap", choice="older", since=["2", "1"])) == [390, 410]
    assert areas(mend(WEST, OVER, id="overlap", choice="older", since=["1", "2"])) == [400, 400]


def test_the_document_whose_area_it_mends():
    """Without the 10 m² one has 390, the other 400 on the map."""
    mended = mend(WEST, OVER, id="overlap", choice="document", document=[400, 400])
    assert areas(mended) == [400, 400]
    mended = mend(WEST, OVER, id="overlap", choice="document", document=[390, 410])
    assert areas(mended) == [390, 410]


def test_the_longest_side_decides_and_where_another_choice_tells_nothing():
    """The east juts 10 m × 0.5 m into the west: 11 m of the outline are the west's, 10 its own."""
    jutting = Polygon(
        [(20, 0), (40, 0), (40, 20), (20, 20), (20, 15), (19.5, 15), (19.5, 5), (20, 5)]
    )
    mended = mend(WEST, jutting, id="overlap", choice="longest")
    assert areas(mended) == [400, 400]
    assert "longest common side" in render(mended.note, "en")
    mended = mend(WEST, jutting, id="overlap", choice="older", since=["1", "1"])
    assert areas(mended) == [400, 400] and "longest common side" in render(mended.note, "en")


def test_a_locked_parcel_keeps_its_ground_whatever_the_choice():
    mended = mend(WEST, OVER, id="overlap", choice="larger", locked=[0])
    assert areas(mended) == [400, 400]
    assert "no other one may change" in render(mended.note, "en")
    with pytest.raises(FixError, match="01A001, 01A002"):
        mend(WEST, OVER, id="overlap", locked=[0, 1])


def test_a_wide_overlap_is_left_to_the_officer():
    with pytest.raises(FixError, match=r"60\.00 m².*wider than 1\.0 m"):
        mend(WEST, box(17, 0, 40, 20), id="overlap")
    assert areas(mend(WEST, box(17, 0, 40, 20), id="overlap", widest=3, choice="larger"))[0] == 340


def test_width_is_that_of_the_broadest_place():
    """2 m × 2 m is on average 1 m wide, 5 m × 5 m at the end of 195 m × 0.1 m only 0.2 m."""
    corner = Polygon([(18, 18), (20, 18), (20, 0), (40, 0), (40, 40), (18, 40)])
    with pytest.raises(FixError, match=r"4\.00 m².*wider than 1\.0 m"):
        mend(WEST, corner, id="overlap")
    tail = Polygon([(0, 29.9), (195, 29.9), (195, 25), (200, 25), (200, 60), (0, 60)])
    with pytest.raises(FixError, match=r"44\.50 m².*wider than 1\.0 m"):
        mend(box(0, 0, 200, 30), tail, id="overlap")


def test_who_would_fall_apart_is_refused():
    bar = box(9.8, -20, 10.2, 40)
    with pytest.raises(FixError, match="fall apart"):
        mend(WEST, bar, id="overlap", choice="older", since=["2", "1"])


def test_a_parcel_within_another_one_is_cut_out_of_it():
    """It is an officer's to say whether one of them is a double."""
    mended = mend(box(0, 0, 100, 100), box(10, 10, 20, 20), id="containment")
    assert areas(mended) == [9900, 100]
    assert (
        render(mended.note, "en")
        == "0-0-25 (100.00 m²) of 01A002 are no ground of 01A001 any more."
    )
    with pytest.raises(FixError, match="01A001"):
        mend(box(0, 0, 100, 100), box(10, 10, 20, 20), id="containment", locked=[0])


@pytest.mark.parametrize("off", [0.05, 0.3])
def test_of_one_parcel_drawn_twice_no_strip_is_left_and_no_neighbour_pays_for_it(off):
    """The second 5 cm further east: 0.05 m × 20 m = 1 m², which also lies over the next lot."""
    town = (box(0, 0, 40, 20), box(off, 0, 40 + off, 20), box(40, 0, 80, 20))
    with pytest.raises(FixError, match=rf"strip of .*{20 * off:.2f} m².*drawn twice"):
        mend(*town, id="containment")
    with pytest.raises(FixError, match="Decide first which one stays"):
        mend(*town, id="overlap")


def test_a_parcel_within_another_one_leaves_it_a_path_that_can_be_gone():
    """1.5 m of 40 m along one side, and no more than 0.5 m around a parcel in its middle."""
    mended = mend(box(0, 0, 40, 30), box(0, 0, 40, 28.5), id="containment")
    assert areas(mended) == [60, 1140]
    with pytest.raises(FixError, match="drawn twice"):
        mend(box(0, 0, 40, 30), box(0.5, 0.5, 39.5, 29.5), id="containment")


SOUTH = Polygon([(0, 0), (30, 0), (30, 10), (20, 9.8), (10, 9.8), (0, 10)])
NORTH = Polygon([(0, 10), (15, 10), (30, 10), (30, 20), (0, 20)])
"""A gap of (10 + 30) / 2 × 0.2 = 4 m² between them."""


def test_a_gap_goes_to_one_neighbour_with_all_corners_of_the_other():
    mended = mend(SOUTH, NORTH, id="gap", choice="larger")
    assert areas(mended) == [296, 304]
    assert {(10, 9.8), (20, 9.8)} <= xy(mended.shapes[1]) and (15, 10) not in xy(mended.shapes[1])


_CROSSED = [(2, 4), (0, 4), (2, 5)]
BROKEN = Polygon([(0, -10), (30, -10), (30, 10), (20, 9.8), (10, 9.8), (0, 10), *_CROSSED])
"""As the south, larger, and it crosses itself on its west side."""


def test_beside_an_outline_that_crosses_itself_that_is_mended_first():
    assert not BROKEN.is_valid
    with pytest.raises(FixError, match="01A001 is not drawn correctly itself"):
        mend(BROKEN, NORTH, id="gap", choice="larger")
    with pytest.raises(FixError, match="01A001 is not drawn correctly itself"):
        mend(BROKEN, box(0, 9.7, 30, 20), id="overlap", choice="larger")


def test_a_gap_by_the_document_or_as_a_parcel():
    assert areas(mend(SOUTH, NORTH, id="gap", choice="document", document=[300, 300])) == [300, 300]
    mended = mend(SOUTH, NORTH, id="gap", choice="parcel")
    assert areas(mended) == [296, 300]
    assert [round(new.area, 6) for new in mended.new] == [4]


def test_a_gap_that_opens_on_a_street_is_given_away_as_far_as_the_fronts():
    """0.3 m × 28 m = 8.4 m²: the other front lies 2 m back, and there the gap ends."""
    mended = mend(box(0, 0, 20, 30), box(20.3, 2, 40, 30), id="gap", choice="larger")
    assert areas(mended) == pytest.approx([608.4, 551.6], abs=1e-4)


@pytest.mark.parametrize("seed, lot, corner", [(5, 16, 6), (16, 12, 4), (77, 6, 6), (104, 16, 6)])
def test_gaps_beside_a_corner_that_was_drawn_elsewhere_are_all_given_away(seed, lot, corner):
    """Of a town of 25 lots one corner lies up to 0.4 m off to each side; a gap may reach along
    the sides of three lots, and end at a corner."""
    town = list(planted.lots(5, 5, seed))
    ring = shapely.get_coordinates(town[lot])[:-1]
    rng = np.random.default_rng(seed)
    rng.choice(9), rng.integers(0, 8)
    ring[corner] += rng.uniform(-0.4, 0.4, 2)
    town[lot] = Polygon(ring)
    gaps = found("gap", sight(parcel=parcels(*town)))
    assert len(gaps)
    for at, area in enumerate(gaps["touched"]):
        mended = mend(*town, id="gap", at=at)
        given = sum(areas(mended)) - sum(shapely.area(town))
        assert given == pytest.approx(area, abs=1e-3)


def test_where_boundaries_cross_the_larger_parcel_gets_the_gaps():
    """The east is twice as large; each gap has one long side of both."""
    west, east = CROSSING
    east = shapely.union(east, translate(box(60, 0, 90, 60), planted.WEST, planted.SOUTH))
    for at in (0, 1):
        mended = mend(west, east, id="gap", at=at, choice="larger")
        assert "goes to 01A002: it is the larger one" in render(mended.note, "en")


def test_of_a_row_of_lots_none_becomes_a_snake():
    """40 m × 0.4 m / 2 = 8 m², along the south of two larger lots: it goes to the one beyond."""
    west = Polygon([(0, 0.4), (20, 0.2), (20, 20), (0, 20)])
    east = Polygon([(20, 0.2), (40, 0), (40, 20), (20, 20)])
    beyond, beside = box(0, -5, 40, 0), box(-10, -5, 0, 20)
    mended = mend(west, east, beyond, beside, id="gap", choice="larger")
    assert areas(mended) == [394, 398, 208, 250]
    assert "longest common side" in render(mended.note, "en")


def test_roads_and_water_are_no_gap():
    with pytest.raises(FixError, match="nothing to mend"):
        mend(SOUTH, NORTH, id="gap", others=[box(0, 9, 30, 11)])


def test_a_sliver_goes_to_the_neighbour_along_it():
    sliver = box(0, 20, 20, 20.2)
    mended = mend(WEST, sliver, box(0, 20.2, 20, 60), box(20, 20, 21, 20.2), id="sliver")
    assert mended.shapes[1] is None and mended.into == {1: 0}
    assert mended.shapes[0].area == pytest.approx(404)

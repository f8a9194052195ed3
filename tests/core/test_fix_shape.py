"""Single shapes are mended without losing ground; what cannot be kept is told."""

from __future__ import annotations

import numpy as np
import pytest
from shapely import MultiPolygon, Point, Polygon, box

from taxmap_plugin.core.fix_site import FixError
from taxmap_plugin.core.message import render

from .fix_case import mend

BOW_TIE = Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])
"""Two triangles of 10 × 5 / 2 = 25 m²; with two corners in the other order a square of 100 m²."""


@pytest.mark.parametrize("document, area", [(50, 50), (51.5, 50), (100, 100), (97, 100)])
def test_a_bow_tie_becomes_what_its_document_says(document, area):
    mended = mend(BOW_TIE, id="shape_invalid", document=[document])
    assert mended.shapes[0].is_valid and mended.shapes[0].area == pytest.approx(area)
    for said in ("(50.00 m²) in 2 parts", "(100.00 m²) with two corners", f"({document:.2f} m²)"):
        assert said in render(mended.note, "en"), "both areas, and that of the document"
    assert "2 ส่วน" in render(mended.note, "th")


@pytest.mark.parametrize("document", [None, [75], [200]])
def test_a_bow_tie_of_which_no_document_tells_is_for_an_officer_who_is_told_both(document):
    with pytest.raises(FixError, match=r"50\.00 m².*in 2 parts.*100\.00 m²"):
        mend(BOW_TIE, id="shape_invalid", document=document)
    for choice, area in (("parts", 50), ("order", 100)):
        mended = mend(BOW_TIE, id="shape_invalid", document=document, choice=choice)
        assert mended.shapes[0].area == pytest.approx(area)


def test_two_corners_change_places_in_a_long_outline_with_a_hole():
    """16 corners on a circle of which two follow each other the wrong way; the hole stays."""
    turn = np.linspace(0, 2 * np.pi, 16, endpoint=False)
    ring = np.column_stack([20 * np.cos(turn), 20 * np.sin(turn)])
    lot = Polygon(ring, [[(0, 0), (4, 0), (4, 4)]])
    ring[[15, 0]] = ring[[0, 15]]
    crossed = Polygon(ring, lot.interiors)
    mended = mend(crossed, id="shape_invalid", document=[lot.area])
    assert mended.shapes[0].normalize().equals(lot)
    assert mended.shapes[0].area == pytest.approx(lot.area)


def test_ground_that_two_parts_hold_counts_once():
    doubled = MultiPolygon([box(0, 0, 10, 10), box(5, 0, 15, 10)])
    mended = mend(doubled, id="shape_invalid")
    assert mended.shapes[0].is_valid and mended.shapes[0].area == pytest.approx(150)


HOLE_OUTSIDE = Polygon(
    [(0, 0), (40, 0), (40, 30), (0, 30)], [[(50, 5), (60, 5), (60, 10), (50, 10)]]
)
HOLE_ACROSS = Polygon(
    [(0, 0), (40, 0), (40, 30), (0, 30)], [[(35, 5), (45, 5), (45, 10), (35, 10)]]
)
LOOP = Polygon([(0, 0), (30, 0), (30, 20), (10, 20), (10, 10), (40, 10), (40, 30), (0, 30)])


@pytest.mark.parametrize(
    "outline, in_doubt",
    [(HOLE_OUTSIDE, "50.00 m²"), (HOLE_ACROSS, "25.00 m²"), (LOOP, "200.00 m²")],
    ids=["a hole outside, 10 × 5", "a hole half outside, 5 × 5", "20 × 10 gone round twice"],
)
def test_ground_that_may_be_meant_or_not_is_for_an_officer(outline, in_doubt):
    with pytest.raises(FixError, match=in_doubt):
        mend(outline, id="shape_invalid")


def test_a_hole_that_leaves_the_outline_by_a_hair_is_no_doubt():
    """1 cm × 2 m = 0.02 m² outside; the hole of 1.99 m × 2 m stays one."""
    hole = [(38.01, 5), (40.01, 5), (40.01, 7), (38.01, 7)]
    mended = mend(Polygon([(0, 0), (40, 0), (40, 30), (0, 30)], [hole]), id="shape_invalid")
    assert mended.shapes[0].area == pytest.approx(1200 - 3.98 + 0.02)


def test_a_hole_drawn_into_the_outline_stays_one():
    """4 m × 2 m / 2 = 4 m², gone round the other way."""
    inlet = Polygon([(0, 0), (10, 0), (10, 10), (5, 10), (6, 6), (4, 6), (5, 10), (0, 10)])
    assert mend(inlet, id="shape_invalid").shapes[0].area == pytest.approx(96)


def test_an_outline_of_no_ground_is_refused():
    with pytest.raises(FixError, match="no ground"):
        mend(Polygon([(0, 0), (10, 0), (5, 0)]), id="shape_invalid")


def test_parts_that_miss_each_other_by_a_hair_become_one_and_others_do_not():
    apart = MultiPolygon([box(0, 0, 10, 10), box(10.005, 0, 20, 10)])
    mended = mend(apart, id="multipart")
    assert len(mended.shapes[0].geoms) == 1
    assert mended.shapes[0].area == pytest.approx(200)
    with pytest.raises(FixError, match="do not touch"):
        mend(MultiPolygon([box(0, 0, 10, 10), box(14, 0, 20, 10)]), id="multipart")
    with pytest.raises(FixError, match="do not touch"):
        mend(MultiPolygon([box(0, 0, 10, 10), box(10, 10, 20, 20)]), id="multipart")


def test_of_two_shapes_the_later_ends_and_the_first_has_what_hangs_on_it():
    lot = box(0, 0, 10, 10)
    mended = mend(lot, lot, id="shape_duplicate")
    assert mended.into == {1: 0} and mended.shapes[1] is None
    assert mended.shapes[0].contains(Point(5, 5))
    beside = Polygon([(0.0005, 0), (4, 0), (10, 0), (10.0005, 10), (0, 10)])
    assert mend(lot, beside, id="shape_duplicate").into == {1: 0}

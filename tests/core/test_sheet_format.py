"""Sheet formats: paper, margins, furniture (look-and-feel S22-S30)."""

from __future__ import annotations

from itertools import combinations

import pytest
from shapely import box

from taxmap_plugin.core.sheet_format import PAPERS, choose, formats
from taxmap_plugin.errors import TaxMapError

ALL = [fmt for paper in PAPERS for fmt in formats(paper)]
ISO = {"A1": (594, 841), "A3": (297, 420), "A4": (210, 297)}


def rectangle(b):
    return box(b.x, b.y, b.right, b.bottom)


@pytest.mark.parametrize("fmt", ALL, ids=lambda f: f.id)
class TestEveryFormat:
    def test_paper_is_iso_and_margins_are_13_and_25_mm_to_bind(self, fmt):
        width, height = fmt.page
        assert sorted(fmt.page) == sorted(ISO[fmt.paper])
        assert fmt.frame.x == 25  # binding side
        assert fmt.frame.y == width - fmt.frame.right == height - fmt.frame.bottom == 13

    def test_furniture_lies_inside_the_frame_and_covers_nothing(self, fmt):
        frame = rectangle(fmt.frame)
        boxes = {name: rectangle(b) for name, b in fmt.boxes.items() if name != "panel"}
        assert all(frame.covers(shape) for shape in boxes.values())
        touching = [
            (one, other)
            for (one, a), (other, b) in combinations(boxes.items(), 2)
            if a.intersection(b).area > 0
        ]
        assert not touching

    def test_coordinates_have_room_around_the_map(self, fmt):
        around = rectangle(fmt.map).buffer(5.9, join_style="mitre")
        others = [b for name, b in fmt.boxes.items() if name not in ("map", "panel")]
        assert rectangle(fmt.frame).covers(around)
        assert not any(around.intersection(rectangle(b)).area > 0 for b in others)

    def test_everything_of_s27_and_s29_has_its_place(self, fmt):
        needed = {"map", "title", "number", "signoff", "notes", "legend", "index", "arrow", "scale"}
        assert needed <= set(fmt.boxes)

    def test_the_scale_bar_fits_with_its_figures(self, fmt):
        assert fmt.bar == (50 if fmt.paper == "A4" else 100)
        assert fmt.boxes["scale"].width >= fmt.bar + 10


def test_a1_has_a_stamp_a_title_block_of_180_by_80_and_three_signatures_of_45_mm():
    column = formats("A1")[0].boxes
    assert column["title"].width + column["number"].width == 180
    assert column["title"].height == column["number"].height + column["stamp"].height == 80
    assert (column["stamp"].width, column["stamp"].height) == (76, 50)
    assert column["signoff"].width / 3 >= 45


def test_a_block_of_740_by_500_m_fits_a1_at_1_to_1000():
    fmt, scale = choose("A1", 740, 500)
    assert scale == 1000 and fmt.paper == "A1"


@pytest.mark.parametrize(
    ("paper", "width", "height", "largest", "scale"),
    [
        ("A1", 300, 200, 1000, 1000),
        ("A1", 300, 200, 500, 500),  # asked for: small blocks fill the paper
        ("A1", 500, 660, 1000, 1000),  # upright
        ("A1", 760, 520, 1000, 2000),
        ("A1", 1500, 900, 1000, 2000),
        ("A1", 3000, 1900, 1000, 4000),
        ("A3", 340, 170, 1000, 1000),
        ("A3", 740, 500, 1000, 4000),
        ("A4", 180, 120, 1000, 1000),
        ("A4", 740, 500, 1000, 4000),
    ],
)
def test_the_largest_standard_scale_that_fits(paper, width, height, largest, scale):
    fmt, chosen = choose(paper, width, height, largest)
    assert chosen == scale
    assert fmt.fits(width, height, scale)


def test_a_roomy_fit_is_taken_before_a_tight_one():
    fmt, _ = choose("A1", 605, 470)  # the column would fit, without room for neighbours
    assert fmt.id == "A1-strip"


def test_nothing_fits_a_block_of_ten_kilometres():
    assert choose("A1", 10_000, 10_000) is None


def test_an_unknown_paper_is_named():
    with pytest.raises(TaxMapError, match="B5"):
        formats("B5")

"""The shipped line widths, dashes and text sizes (look-and-feel S1-S12)."""

from __future__ import annotations

import json

import pytest

from taxmap_plugin.core.resources import resource_path
from taxmap_plugin.core.sheet_format import SCALES
from taxmap_plugin.core.sheet_style import MM_PER_POINT, SheetStyle

TEXT = resource_path("sheets", "styles.json").read_text(encoding="utf-8")
STYLES = json.loads(TEXT)
S4 = {
    "municipality": (1.00, (6, 1.5, 1, 1.5, 1, 1.5)),
    "zone": (0.80, (6, 1.5, 1, 1.5)),
    "block": (0.60, ()),
    "parcel": (0.35, ()),
    "parcel_not_surveyed": (0.35, (2, 1)),
    "parcel_proposed": (0.35, (2.5, 0.7)),
    "building": (0.18, ()),
    "road": (0.18, ()),
    "water": (0.18, ()),
    "leader": (0.18, ()),
    "cross": (0.13, ()),
    "neat": (0.35, ()),
    "frame": (0.70, ()),
}


@pytest.mark.parametrize(("name", "width", "dash"), [(n, *v) for n, v in S4.items()])
def test_line_classes_are_those_of_s4(name, width, dash):
    pen = SheetStyle("bw", 1000).pen(name)
    assert (pen.width, pen.dash) == (width, dash)


def test_dashed_limits_lie_on_a_white_line_a_tenth_of_a_millimetre_wider():
    for name in ("municipality", "zone", "parcel_not_surveyed", "parcel_proposed"):
        pen = SheetStyle("bw", 1000).pen(name)
        assert pen.casing == pytest.approx(pen.width + 0.1)


@pytest.mark.parametrize("scale", SCALES)
def test_rank_is_visible_at_every_scale(scale):
    width = {name: SheetStyle("bw", scale).pen(name).width for name in STYLES["lines"]}
    assert min(width.values()) >= 0.13
    assert width["parcel"] / width["building"] >= 1.8
    assert width["municipality"] > width["zone"] > width["block"] > width["parcel"]


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("name", STYLES["texts"])
def test_no_thai_below_7_pt_and_no_digit_below_6(name, scale):
    points = SheetStyle("bw", scale).text(name).size / MM_PER_POINT
    floor = 7 if STYLES["texts"][name]["script"] == "thai" else 6
    assert points >= floor - 1e-9


def test_numbers_have_the_sizes_of_s10():
    style = SheetStyle("bw", 1000)
    points = {n: style.text(n).size / MM_PER_POINT for n in ("lot", "lot_small", "area", "house")}
    assert points == pytest.approx({"lot": 9, "lot_small": 7, "area": 7, "house": 7})
    assert style.text("lot").bold and not style.text("house").bold


@pytest.mark.parametrize(("scale", "factor"), [(500, 1.4), (2000, 0.7)])
def test_lines_and_texts_change_with_the_scale(scale, factor):
    assert SheetStyle("bw", scale).pen("block").width == pytest.approx(0.6 * factor)
    assert SheetStyle("bw", 500).text("lot").size == pytest.approx(9 * 1.4 * MM_PER_POINT)


def test_black_and_white_uses_no_colour():
    for name in STYLES["fills"]["bw"]:
        red, green, blue = (SheetStyle("bw", 1000).fill(name)[i : i + 2] for i in (1, 3, 5))
        assert red == green == blue
    for name in STYLES["lines"]:
        assert SheetStyle("bw", 1000).pen(name).colour in ("#000000", "#808080")


def test_water_is_told_from_a_road_without_colour():
    """S1, S5: by lines, where both are white."""
    bw = SheetStyle("bw", 1000)
    assert bw.fill("water") == bw.fill("road") and bw.hatch("water") > 0 == bw.hatch("road")
    assert bw.pen("water_hatch").width >= 0.13
    assert SheetStyle("colour", 1000).hatch("water") == 0


def test_colour_is_never_for_thin_lines():
    thin = [n for n in STYLES["lines"] if SheetStyle("colour", 1000).pen(n).width < 0.25]
    assert {SheetStyle("colour", 1000).pen(n).colour for n in thin} <= {"#000000", "#808080"}


def test_there_is_one_unit_millimetres_of_paper():
    assert "MapUnit" not in TEXT and "Pixel" not in TEXT

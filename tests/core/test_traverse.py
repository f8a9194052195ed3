"""A traverse worked out by hand, and lists of courses as offices write them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from taxmap_plugin.core.message import render
from taxmap_plugin.core.traverse import Course, Traverse, TraverseError, parse_courses

LIST = """ด้าน\tทิศ\tระยะ
1-2\t62-15-30\t85.32
2-3\t140-40-00\t112.47
3-4\t221-05-20\t64.18
4-5\t281-50-40\t97.05
5-1\t352-45-00\t76.32
"""
START = (495_000.0, 2_072_000.0)


def test_worked_by_hand():
    """Step by step as a textbook does it.

    course  distance  sine        cosine      east       north
    1-2      85.32    +0.8850553  +0.4654858   +75.5129   +39.7152
    2-3     112.47    +0.6338310  -0.7734716   +71.2870   -86.9924
    3-4      64.18    -0.6572291  -0.7536909   -42.1810   -48.3719
    4-5      97.05    -0.9787085  +0.2052553   -94.9837   +19.9200
    5-1      76.32    -0.1261990  +0.9920049    -9.6315   +75.7098
    sum     435.34                               +0.0038    -0.0191

    Closing error √(0.0038² + 0.0191²) = 0.0195 m, 435.34 : 0.0195 = 1:22,321 or so.
    Compass rule: of course 1-2 it is 85.32 / 435.34 of the error: -0.0007 east, +0.0038
    north; of 2-3 -0.0010, +0.0049; 3-4 -0.0006, +0.0028; 4-5 -0.0008, +0.0043;
    5-1 -0.0007, +0.0034. The adjusted steps are added up from the start.
    """
    traverse = Traverse(parse_courses(LIST), START)
    steps = np.diff(traverse.points, axis=0)
    east, north = (
        [75.5129, 71.2870, -42.1810, -94.9837, -9.6315],
        [
            39.7152,
            -86.9924,
            -48.3719,
            19.9200,
            75.7098,
        ],
    )
    assert np.allclose(steps, np.column_stack([east, north]), atol=6e-5)
    closing = traverse.closing
    assert (closing.east, closing.north) == pytest.approx((0.0038, -0.0191), abs=1e-4)
    assert closing.perimeter == pytest.approx(435.34)
    assert closing.length == pytest.approx(0.0195, abs=1e-4)
    assert closing.ratio == pytest.approx(22_321, abs=5)
    corners = traverse.corners(adjust=True) - START
    by_hand = [
        (0, 0),
        (75.5122, 39.7190),
        (146.7982, -47.2684),
        (104.6167, -95.6375),
        (9.6322, -75.7132),
    ]
    assert np.allclose(corners, by_hand, atol=1.5e-4)
    assert traverse.polygon(adjust=True).area == pytest.approx(12_747.01, abs=0.01)
    said, adjusted = traverse.notes(adjust=True)
    assert "0.020 m (east +0.004, north -0.019) on 435.34 m" in render(said, "en")
    moved = max(math.hypot(*step) for step in corners - traverse.corners() + START)
    assert f"corners moved by up to {moved:.3f} m" in render(adjusted, "en")
    assert traverse.notes() == [said], "as measured"


def test_without_adjustment_the_last_side_takes_the_error():
    traverse = Traverse(parse_courses(LIST), START)
    assert traverse.corners().tolist() == traverse.points[:5].tolist()
    assert traverse.polygon().area == pytest.approx(12_747, abs=2)


@pytest.mark.parametrize(
    ("line", "course"),
    [
        ("90 40.25", Course(90, 40.25)),
        ("90-00-00,40.25", Course(90, 40.25)),
        ("๙๐-๐๐-๐๐ ๔๐.๒๕ ม.", Course(90, 40.25)),
        ("S 45-30-00 E 20 วา", Course(134.5, 40)),
        ("น 45-30-00 อ\t20.5 เมตร", Course(45.5, 20.5)),
        ("เหนือ 45-30-00 ตะวันออก 12 ม.", Course(45.5, 12)),
        ("หมุด 1, 90-30-00, 40", Course(90.5, 40, "หมุด 1")),
        ("1-2 90-30-00 40", Course(90.5, 40, "1-2")),
        ("1 90.5 40", Course(90.5, 40, "1")),
        ("A N 10-30-00 W 40", Course(349.5, 40, "A")),
        ("90 30 00 40", Course(90.5, 40)),
        ("45°30'00\" 1,250.5 m", Course(45.5, 1250.5)),
        ("45, 1,040.25", Course(45, 1040.25)),
        ("1,45,240.25", Course(45, 240.25, "1")),
        ("1,45,240", Course(45, 240, "1")),
        ("P1 45,20", Course(45, 20, "P1")),
        ("1, 45, 20", Course(45, 20, "1")),
        ("3; 90; 40", Course(90, 40, "3")),
        ("| 3 | 90 | 40 |", Course(90, 40, "3")),
    ],
)
def test_courses_as_they_are_written(line, course):
    assert parse_courses(f"หัวตาราง\n\n{line}\n") == [course]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "No course"),
        ("ทิศ ระยะ\n", "No course"),
        ("90 40\n\n45-70-00 20", "Row 3 .*less than 60"),
        ("90 40\nN 95 E 20", "Row 2 .*90 degrees at most"),
        ("90 40\nไม่ทราบ", "Row 2 .*cannot be read"),
        ("90 40\nN 45-3O-15 E 20", "Row 2 .*cannot be read"),  # the letter O
        ("N 15 20", "Row 1 .*cannot be read"),  # E or W is missing
        ("90", "Row 1 .*cannot be read"),
        ("90 0", "Row 1: the distance 0 "),
        ("45,99999.25", "Row 1: the distance"),
        ("90 -5", "Row 1"),
        ("90 20\n45-00-00 20,5", "Row 2 .*decimal comma"),
        ("45-00-00\t20,5", "Row 1 .*decimal comma"),
        ("90 20\n45 20,5", "Row 2 .*decimal comma.* 45-30-15 40.25"),
        ("45.5 20,5 ม.", "Row 1 .*decimal comma"),
        ("45, 20,5", "Row 1 .*decimal comma"),
        ("1\t45-00-00\t20,5", "Row 1 .*decimal comma"),
        ("1\t45\t20,5", "Row 1 .*decimal comma"),
        ("P1 45 20,5", "Row 1 .*decimal comma"),
        ("45 30 00 20,5", "Row 1 .*decimal comma"),
        ("N 45 E 20,5", "Row 1 .*decimal comma"),
    ],
)
def test_a_slip_names_its_row(text, said):
    with pytest.raises(TraverseError, match=said):
        parse_courses(text)


def test_two_courses_enclose_nothing():
    with pytest.raises(TraverseError, match="2 are given"):
        Traverse([Course(0, 10), Course(180, 10)])


def test_a_square_closes_exactly():
    square = Traverse([Course(bearing, 20) for bearing in (0, 90, 180, 270)])
    assert square.closing.ratio is None
    assert square.polygon(adjust=True).area == pytest.approx(400)
    assert [note.id for note in square.notes(adjust=True)] == ["traverse.closes"]


def test_a_missing_course_and_a_crossing_are_told():
    open_end = Traverse([Course(bearing, 20) for bearing in (0, 90, 180)])
    assert open_end.notes()[-1].id == "traverse.large_error"
    bow = Traverse([Course(90, 20), Course(315, 20 * 2**0.5), Course(90, 20), Course(225, 28.2843)])
    assert bow.notes(adjust=True)[-1].id == "traverse.crosses"


@given(
    st.lists(
        st.tuples(st.floats(0.2, 1), st.floats(-0.02, 0.02), st.floats(-0.02, 0.02)),
        min_size=3,
        max_size=12,
    ),
    st.floats(5, 500),
)
def test_adjusting_brings_a_measured_outline_back(corners, size):
    """Corners with measuring errors: it closes, and no corner moves more than the error."""
    angle = np.linspace(0, 2 * np.pi, len(corners), endpoint=False)
    share = np.array([corner[0] for corner in corners])
    true = size * share[:, None] * np.column_stack([np.sin(angle), np.cos(angle)])
    sides = np.roll(true, -1, axis=0) - true + np.array([corner[1:] for corner in corners])
    bearings, distances = np.degrees(np.arctan2(*sides.T)) % 360, np.hypot(*sides.T)
    traverse = Traverse([Course(*side) for side in zip(bearings, distances)], START)
    adjusted = traverse.adjusted_points
    assert adjusted[-1] == pytest.approx(START)
    moved = np.hypot(*(adjusted - traverse.points).T)
    assert moved.max() <= traverse.closing.length + 1e-9
    assert np.all(np.diff(moved) >= -1e-9)

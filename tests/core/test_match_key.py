"""Which written keys are the same parcel, deed or sheet."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from taxmap_plugin.core.match_key import (
    is_near,
    near_pairs,
    normal_code,
    normal_keys,
    normal_name,
    normal_number,
    normal_sheet,
)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("01A001", "01A001"),
        ("01a001", "01A001"),
        ("1A001", "01A001"),
        ("1A1", "01A001"),
        ("๐๑A๐๐๑", "01A001"),
        ("01 A 001", "01A001"),
        ("01-A-001", "01A001"),
        ("O1A0O1", "01A001"),
        ("0IA00l", "01A001"),
        ("01I001", "01I001"),
        ("011001", "01I001"),
        ("010001", "01O001"),
        ("01A001/002", "01A001/002"),
        ("01A001/2", "01A001/002"),
        ("01A013-001", "01A013/001"),
        ("01A-013-001", "01A013/001"),
        ("๐๑ a – ๐๑๓ – ๑", "01A013/001"),
        ("01A-013/001-2", "01A013/001/02"),
        ("01A001-B001", "1A1-B1"),
        ("07K002/004/01", "07K002/004/01"),
        ("07K2/4/1", "07K002/004/01"),
        ("7-18", "7-18"),
        ("71-8", "71-8"),
        ("101A-0042", "101A-42"),
    ],
)
def test_codes_are_read_through_slips_of_the_pen(written, code):
    assert normal_code(written) == code


def test_many_codes_at_once_are_read_like_each_one():
    odd = ["1a1", "01A0011", "01A001/2", "๐๑A๐๐๑", None, "01A00", "011001", "Z1A001"]
    values = np.array([*odd, *["01A001", "99Z999"] * 600], dtype=object)
    single = [None if text is None else normal_code(text) for text in values]
    assert normal_keys(values, "code").tolist() == single


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("632", "632"),
        ("0632", "632"),
        ("๐๖๓๒", "632"),
        ("6 32", "632"),
        ("O632", "632"),
        ("6l2", "612"),
        ("506/1", "506/1"),
        ("506/01", "506/1"),
        ("00", "0"),
        ("น.ส.12", "นส12"),
    ],
)
def test_numbers_are_read_through_slips_of_the_pen(written, number):
    assert normal_number(written) == number


@pytest.mark.parametrize(
    "written", ["4746 II 9472-15", "4746 I 9472-15", "4746II9472-15", "4746 II 9472-15 1:1000"]
)
def test_a_sheet_is_the_same_ground_under_both_names_of_a_sheet_line(written):
    assert normal_sheet(written) == "9472-15"


def test_a_sheet_outside_the_utm_grid_keeps_its_name():
    assert normal_sheet("ระวางรูปถ่าย 12") == "ระวางรูปถ่าย12"


def test_names_are_compared_without_titles():
    assert normal_name("นาย สมมุติ  ทดลอง") == normal_name("สมมุติ ทดลอง")


def one_slip(left: str, right: str) -> bool:
    """The plain definition: neighbours swapped, or one character lost on either side."""
    swaps = {left[:i] + left[i + 1] + left[i] + left[i + 2 :] for i in range(len(left) - 1)}
    lost = {left[:i] + left[i + 1 :] for i in range(len(left))}
    gained = {right[:i] + right[i + 1 :] for i in range(len(right))}
    return left != right and (right in swaps or right in lost or left in gained)


keys = st.text(alphabet="0123A/", min_size=4, max_size=8)


@given(st.lists(st.tuples(keys, keys), max_size=30))
def test_near_is_one_slip_pair_by_pair(pairs):
    left = np.array([a for a, _ in pairs], dtype=object)
    right = np.array([b for _, b in pairs], dtype=object)
    different = left != right
    expected = [one_slip(a, b) for a, b in pairs]
    assert (is_near(left, right) & different).tolist() == expected


@given(st.lists(keys, max_size=25), st.lists(keys, max_size=25))
def test_near_pairs_finds_each_slip_and_nothing_else(left, right):
    i, j = near_pairs(np.array(left, dtype=object), np.array(right, dtype=object))
    found = {(a, b) for a, b in zip(i, j) if left[a] != right[b]}
    assert found == {
        (a, b)
        for a, one in enumerate(left)
        for b, other in enumerate(right)
        if one_slip(one, other)
    }


def test_near_pairs_stay_within_their_group():
    left, right = np.array(["12345", "12345"], object), np.array(["12354", "1235"], object)
    i, j = near_pairs(left, right, np.array([1, 2]), np.array([1, 2]))
    assert list(zip(i, j)) == [(0, 0), (1, 1)]


def test_short_numbers_are_never_near():
    i, _ = near_pairs(np.array(["12"], object), np.array(["21"], object))
    assert len(i) == 0

"""Bearings in every way that a deed writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taxmap_plugin.core.bearing import (
    BearingError,
    format_bearing,
    is_direction,
    looks_like_bearing,
    parse_bearing,
)

A = 45 + 30 / 60 + 15 / 3600  # 45° 30' 15"


@pytest.mark.parametrize(
    ("text", "azimuth"),
    [
        ("45-30-15", A),
        ("๔๕-๓๐-๑๕", A),
        ("45°30'15\"", A),
        ("45° 30′ 15″", A),
        ("45 30 15", A),
        ("45:30:15", A),
        ("45 องศา 30 ลิปดา 15 ฟิลิปดา", A),
        ("45.5042", 45.5042),
        ("45-30", 45.5),
        ("45°", 45),
        ("45°30'", 45.5),
        ("45-30-15.5", A + 0.5 / 3600),
        ("0", 0),
        ("360-00-00", 0),
        ("359-59-59", 359 + 59 / 60 + 59 / 3600),
        ("N 45-30-15 E", A),
        ("n45°30'15\"e", A),
        ("S 45-30-15 E", 180 - A),
        ("S 45-30-15 W", 180 + A),
        ("N 45-30-15 W", 360 - A),
        ("น 45-30-15 อ", A),
        ("น. ๔๕-๓๐-๑๕ อ.", A),
        ("ต 45-30-15 อ", 180 - A),
        ("ต 45-30-15 ต", 180 + A),  # ใต้ first, ตะวันตก last
        ("น 45-30-15 ต", 360 - A),
        ("เหนือ 45-30-15 ตะวันออก", A),
        ("ใต้ 45-30-15 ตะวันตก", 180 + A),
        ("N 90 E", 90),
        ("S 0 W", 180),
        ("North 10.5 West", 349.5),
    ],
)
def test_readable(text, azimuth):
    assert parse_bearing(text) == pytest.approx(azimuth, abs=1e-12)
    assert looks_like_bearing(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "cannot be read"),
        (None, "cannot be read"),
        ("สี่สิบห้า", "cannot be read"),
        ("45-3O-15", "cannot be read"),
        ("N 45-30-15", "cannot be read"),
        ("E 45-30-15 N", "cannot be read"),
        ("-45", "cannot be read"),
        ("1 45-30-15", "cannot be read"),
        ("45-60-15", "less than 60"),
        ("45-30-60", "less than 60"),
        ("361", "360 degrees at most"),
        ("N 95-00-00 E", "90 degrees at most"),
    ],
)
def test_no_bearing(text, said):
    with pytest.raises(BearingError, match=said):
        parse_bearing(text)


def test_what_looks_like_a_bearing():
    assert looks_like_bearing("N 95-00-00 E")
    assert looks_like_bearing("45-60-15")
    assert not looks_like_bearing("1 45-30-15")
    assert is_direction("น") and is_direction("East") and not is_direction("A")


@given(st.integers(0, 360 * 3600 - 1))
def test_written_and_read_again(seconds):
    assert round(parse_bearing(format_bearing(seconds / 3600)) * 3600) == seconds

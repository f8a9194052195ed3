"""Amounts in Thai words, as a form prints them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taxmap_plugin.core.baht_text import baht_text


@pytest.mark.parametrize(
    ("satang", "words"),
    [
        (0, "ศูนย์บาทถ้วน"),
        (1, "หนึ่งสตางค์"),
        (21, "ยี่สิบเอ็ดสตางค์"),
        (100, "หนึ่งบาทถ้วน"),
        (1_000, "สิบบาทถ้วน"),
        (1_100, "สิบเอ็ดบาทถ้วน"),
        (2_000, "ยี่สิบบาทถ้วน"),
        (10_100, "หนึ่งร้อยเอ็ดบาทถ้วน"),
        (31_040, "สามร้อยสิบบาทสี่สิบสตางค์"),  # the bill of 310.40
        (1_234_567_89, "หนึ่งล้านสองแสนสามหมื่นสี่พันห้าร้อยหกสิบเจ็ดบาทแปดสิบเก้าสตางค์"),
        (1_000_000_00, "หนึ่งล้านบาทถ้วน"),
        (1_000_001_00, "หนึ่งล้านเอ็ดบาทถ้วน"),
        (11_000_000_00, "สิบเอ็ดล้านบาทถ้วน"),
        (1_000_000_000_000_00, "หนึ่งล้านล้านบาทถ้วน"),
    ],
)
def test_amounts_in_words(satang, words):
    assert baht_text(satang) == words


@given(st.integers(0, 10**16), st.integers(0, 10**16))
def test_no_two_amounts_have_the_same_words(one, other):
    assert (baht_text(one) == baht_text(other)) == (one == other)


def test_no_words_below_zero():
    with pytest.raises(ValueError, match="below zero"):
        baht_text(-1)

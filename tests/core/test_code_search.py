"""A code is looked for as people write it."""

from __future__ import annotations

import pytest

from taxmap_plugin.core.code_search import spellings


@pytest.mark.parametrize(
    "text", ["01A002", "01a002", " 01A 002 ", "01 A 002", "๐๑a ๐๐๒", "01A\u200b002"]
)
def test_spaces_small_letters_and_thai_digits_are_one_code(text):
    assert spellings(text) == ("01A002",)


@pytest.mark.parametrize(
    ("text", "meant"),
    [("01A-002", "01A002"), ("01a – 002", "01A002"), ("01A002-003", "01A002/003")],
)
def test_a_hyphen_is_nothing_or_a_stroke(text, meant):
    assert meant in spellings(text)


def test_a_stroke_stays():
    assert spellings("01a 002/003") == ("01A002/003",)


@pytest.mark.parametrize("text", ["", "   "])
def test_nothing_means_nothing(text):
    assert spellings(text) == ()

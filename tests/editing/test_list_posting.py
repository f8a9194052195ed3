"""Set, page and row of an announced list: given once, kept, found again, taken back."""

from __future__ import annotations

import datetime as dt

import pytest

from taxmap_plugin.editing.list_posting import (
    ListedThing,
    find_list_row,
    post_list,
    posted_places,
)
from taxmap_plugin.workspace.undo import undo

from . import land_case

DAY = dt.date(2026, 1, 15)
LIST = [
    ListedThing("หมู่ที่ 1", 0, 1, 3, 1, "land", "p1", "o1"),
    ListedThing("หมู่ที่ 1", 0, 2, 3, 2, "buildings", "b1", "o1"),
    ListedThing("หมู่ที่ 1", 1, 1, 1, 1, "land", "p2", "o2"),
    ListedThing("หมู่ที่ 2", 2, 1, 1, 1, "land", "p3", "o2"),
]


@pytest.fixture
def ws(tmp_path):
    made = land_case.make(tmp_path)
    assert post_list(made, 2569, "pds3", LIST, DAY) == 4
    return made


def test_a_chapter_is_a_set_and_its_pages_are_counted_through(ws):
    """The third page of o1 has signatures only, and is a page all the same."""
    assert posted_places(ws, 2569, "pds3") == {
        "p1": ("1", "1", "1"),
        "b1": ("1", "2", "2"),
        "p2": ("1", "4", "1"),
        "p3": ("2", "1", "1"),
    }


def test_a_property_is_found_by_its_numbers(ws):
    row = find_list_row(ws, 2569, "๑", "๔", " 1 ")
    assert (row["parcel_uuid"], row["payer_key"]) == ("p2", "o2")
    assert row["posted_date"] == "2026-01-15"
    assert find_list_row(ws, 2569, "1", "9", "1") is None
    assert find_list_row(ws, 2568, "1", "1", "1") is None


def test_what_is_posted_keeps_its_numbers_and_new_rows_get_a_set_of_their_own(ws):
    before = posted_places(ws, 2569, "pds3")
    later = [ListedThing("หมู่ที่ 2", 9, 1, 1, 1, "land", "p4", "o2"), *reversed(LIST)]
    assert post_list(ws, 2569, "pds3", later, DAY) == 1
    assert posted_places(ws, 2569, "pds3") == {**before, "p4": ("3", "1", "1")}
    assert post_list(ws, 2569, "pds3", later, DAY) == 0


def test_another_year_and_another_form_begin_anew(ws):
    assert post_list(ws, 2570, "pds3", LIST[:1], DAY) == 1
    assert posted_places(ws, 2570, "pds3") == {"p1": ("1", "1", "1")}
    assert posted_places(ws, 2569, "pds4") == {}


def test_a_posting_can_be_undone(ws):
    undo(ws)
    assert posted_places(ws, 2569, "pds3") == {}

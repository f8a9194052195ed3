"""In which order an officer reads what is to be said of a plan."""

from __future__ import annotations

import pytest

from taxmap_plugin.core.message import Message, render
from taxmap_plugin.editing.plan_notes import noted, worst_first
from taxmap_plugin.editing.strip import plan_strip

from . import land_case
from .land_case import box


@pytest.mark.usefixtures("kept_in_both")
def test_of_a_strip_what_goes_is_read_first_then_buildings_then_what_is_emptied(tmp_path):
    ws = land_case.make(tmp_path)
    plan = noted(ws, plan_strip(ws, box(34, -1, 81, 31)))
    gone, *buildings, emptied = (render(note, "en") for note in worst_first(plan.notes))
    assert gone.startswith("Parcel 01A002 is taken wholly")
    assert any("01A001-B002" in said for said in buildings)
    assert "emptied" in emptied and "01A001" in emptied


def test_what_has_no_rank_is_read_last_in_the_order_in_which_it_was_said():
    notes = [Message("traverse.closes"), Message("crossed.whole"), Message("code_place.outside")]
    said = [note.id for note in worst_first(notes)]
    assert said == ["code_place.outside", "traverse.closes", "crossed.whole"]

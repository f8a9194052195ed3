"""A set of sheets on which every parcel has its number, whatever the paper (S16)."""

from __future__ import annotations

import pytest
import shapely

from taxmap_plugin.core import sheet_set
from taxmap_plugin.core.feedback import Silent
from taxmap_plugin.core.sheet_drawing import draw_sheet
from taxmap_plugin.core.sheet_plan import PlanOptions, plan_sheets
from taxmap_plugin.core.sheet_set import plan_set
from taxmap_plugin.errors import Cancelled

from .sheet_case import all_numbers, at, blocks, measure, parcels, pencil, row_of_lots, source

KIOSKS = [(f"01A{i + 1:03d}", at(60 + i * 28, 130, 63 + i * 28, 133)) for i in range(10)]
FIELD = at(0, 0, 385, 270).difference(shapely.union_all([shape for _, shape in KIOSKS]))
CROWDED = {
    "block": blocks(b01A=at(0, 0, 385, 270)),
    "parcel": parcels(*KIOSKS, ("01A900", FIELD)),
}
"""Ten kiosks in a field that fills the paper: no room for leaders, nor for a table."""


def test_a_block_whose_numbers_find_no_room_is_drawn_larger_on_more_sheets():
    src, options = source(**CROWDED), PlanOptions("A4")
    (usual,) = plan_sheets(src, options).sheets
    complete = plan_set(src, options, measure, Silent()).plan.sheets
    assert len(complete) > 1 and complete[0].scale < usual.scale


@pytest.mark.parametrize("language", ["th", "en", "both"])
@pytest.mark.parametrize("paper", ["A1", "A3", "A4"])
def test_every_sheet_of_the_set_is_complete(paper, language):
    index = plan_set(source(**CROWDED), PlanOptions(paper), measure, Silent())
    assert all_numbers(index.plan.sheets) == list(range(11))
    for sheet in index.plan.sheets:
        assert draw_sheet(index, sheet, pencil(sheet.scale, language)).complete, sheet.name


def test_a_roomy_block_stays_as_it_was_planned():
    frames = {
        "block": blocks(b01A=at(0, 0, 120, 60)),
        "parcel": parcels(*row_of_lots("01A", 6, 0, 0, 20, 60)),
    }
    src = source(**frames)
    planned = plan_sheets(src, PlanOptions("A4")).sheets
    (sheet,) = plan_set(src, PlanOptions("A4"), measure, Silent()).plan.sheets
    assert (sheet.scale, sheet.extent) == (planned[0].scale, planned[0].extent)


def test_a_set_has_room_in_both_languages(monkeypatch):
    """A set of one municipality must not have more sheets in English than in Thai."""

    def room(index, sheet, pencil):
        return "narrow" if pencil.words.language == "th" else "none"

    monkeypatch.setattr(sheet_set, "room_on", room)
    index = plan_set(source(**CROWDED), PlanOptions("A4"), measure, Silent())
    usual = plan_sheets(source(**CROWDED), PlanOptions("A4")).sheets[0]
    assert {sheet.scale for sheet in index.plan.sheets} == {usual.scale // 2}


def test_narrow_sheets_are_tried_again_when_their_neighbours_have_changed(monkeypatch):
    """A sheet that had room for "Sheet 9" may have none for "Sheet 10"."""
    frames = {
        "block": blocks(b01A=at(0, 0, 350, 60), b01B=at(350, 0, 700, 60)),
        "parcel": parcels(
            ("01A001", at(10, 0, 13, 3)), ("01A002", at(300, 0, 340, 60)),
            ("01B001", at(400, 0, 403, 3)), ("01B002", at(650, 0, 690, 60)),
        ),
    }  # fmt: skip
    usual = plan_sheets(source(**frames), PlanOptions("A4")).sheets

    def room(index, sheet, pencil):
        if sheet.scale < usual[0].scale:
            return "wide"
        return "none" if sheet.block_code == "01A" or sheet.number > 2 else "narrow"

    monkeypatch.setattr(sheet_set, "room_on", room)
    sheets = plan_set(source(**frames), PlanOptions("A4"), measure, Silent()).plan.sheets
    assert [sheet.block_code for sheet in sheets] == ["01A"] * 2 + ["01B"] * 2
    assert {sheet.scale for sheet in sheets} == {usual[0].scale // 2}


def test_sheets_without_small_parcels_are_not_tried(monkeypatch):
    frames = {
        "block": blocks(b01A=at(0, 0, 120, 60), b01B=at(120, 0, 520, 60)),
        "parcel": parcels(*row_of_lots("01A", 6, 0, 0, 20, 60), ("01B001", at(120, 0, 123, 3))),
    }
    tried = []
    monkeypatch.setattr(
        sheet_set, "room_on", lambda index, sheet, pencil: tried.append(sheet.block_code) or "wide"
    )
    plan_set(source(**frames), PlanOptions("A4"), measure, Silent())
    assert set(tried) == {"01B"}


def test_it_can_be_cancelled():
    class Pressed(Silent):
        def cancelled(self):
            return True

    with pytest.raises(Cancelled):
        plan_set(source(**CROWDED), PlanOptions(), measure, Pressed())

"""Every tool of the Parcels dock in the real desktop, worked with mouse and keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from taxmap_plugin.exchange.demo_workspace import build_demo
from tools import desktop

pytestmark = [
    pytest.mark.slow,
    pytest.mark.desktop,
    pytest.mark.skipif(bool(desktop.why_not()), reason=f"no desktop: {desktop.why_not()}"),
]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> desktop.Run:
    """One start of QGIS for all the tests."""
    folder = tmp_path_factory.mktemp("เครื่องมือ แปลง")
    demo = build_demo(folder / "demo", parcels=300)
    script = Path(__file__).with_name("drive_parcel_tools.py")
    qgis = desktop.Desktop(folder, language="th", arguments={"demo": str(demo)}, seconds=300)
    return qgis.run(script)


def test_nothing_goes_wrong_and_qgis_closes(run: desktop.Run):
    assert run.errors == []
    assert run.exit_code == 0, run.log[-2000:]


def test_each_tool_can_be_left_and_the_project_is_as_before(run: desktop.Run):
    assert run.facts["changed_by_leaving"] == []
    assert run.facts["editing_at_the_end"] == []


def test_a_corner_of_three_parcels_moves_as_one(run: desktop.Run):
    corner = run.facts["corner"]
    assert corner["parcels"] == 3
    assert corner["planned"], "the preview shows these parcels and no other"
    assert corner["gone"], "no parcel keeps a corner at the old place"
    assert corner["together"], "all have the new one, to the last bit"
    assert corner["area"] == 0
    assert corner["kept"]
    assert "3" in corner["told"]


def test_a_side_moves_with_all_that_meets_at_its_ends(run: desktop.Run):
    side = run.facts["side"]
    assert side["gone"]
    assert side["parcels"] >= 2
    assert side["area"] == 0
    assert side["overlaps"] == 0


def test_a_click_on_a_piece_of_the_preview_stands_on_its_row(run: desktop.Run):
    assert run.facts["side_row"]


def test_a_strip_becomes_public_and_the_rest_keeps_codes_and_keys(run: desktop.Run):
    strip = run.facts["strip"]
    assert strip["crossed"] >= 3
    assert strip["planned"]
    assert strip["rows"] == 1
    assert strip["land"] == ["ซอยทดสอบ", "way"]
    assert strip["same_keys"]
    assert strip["area"] == 0, "what the parcels lost is the new public land"
    assert strip["overlaps"] == 0


def test_building_and_signboard_get_the_next_codes_of_their_parcel(run: desktop.Run):
    assert run.facts["things"] == run.facts["things_expected"]
    for code, told in zip(run.facts["things"], run.facts["things_told"]):
        assert code in told


def test_good_news_do_not_heap_up(run: desktop.Run):
    assert run.facts["messages"] == 1


def test_a_building_in_the_street_is_refused_with_words(run: desktop.Run):
    added, told = run.facts["no_land"]
    assert added == 0
    assert "แปลง" in told


def test_blocks_and_zones_get_the_next_letter_and_number(run: desktop.Run):
    code, zone, told = run.facts["block"]
    assert code.startswith(zone)
    assert code in told
    assert "Zone" in run.facts["no_zone"]
    assert run.facts["zone"][0] == "06"


def test_a_parcel_is_drawn_into_the_gap_with_the_next_code(run: desktop.Run):
    parcel = run.facts["parcel"]
    assert run.facts["deleted"] == [[], False]
    assert parcel["code"] == parcel["expected"]
    assert parcel["reason"], "why it has this code"
    assert parcel["differs"] == 0
    assert parcel["overlaps"] == 0


def test_a_traverse_is_typed_or_its_start_is_clicked(run: desktop.Run):
    assert run.facts["traverse_lacks"]
    assert "คลิก" in run.facts["traverse_unread_start"]
    assert run.facts["traverse"] == [400.0, [0.0, 0.0, 20.0, 20.0]]
    assert run.facts["traverse_in_view"], "the map went there"
    assert run.facts["traverse_clicks"] == "TaxMapParcelCapture"
    assert run.facts["traverse_start_off"] < 1
    notes = run.facts["traverse_notes"]
    assert any("0.300" in note and "1:268" in note for note in notes), "how well it closes"
    assert len(notes) > 1, "and what else is to be looked at"


def test_pasted_corners_stay_in_the_form_when_they_are_refused(run: desktop.Run):
    assert run.facts["corners"] == 400.0
    added, told, page, kept = run.facts["corners_again"]
    assert added == 0
    assert told
    assert page == "TaxMapTaskForm"
    assert kept


def test_a_renumbered_parcel_is_found_by_its_old_code(run: desktop.Run):
    renumbered = run.facts["renumbered"]
    (problem,), page = renumbered["asked"]
    assert problem, "the block is declared: a reason is asked for"
    assert page == "TaxMapPlanPage"
    assert renumbered["suggested"]
    assert renumbered["code"] == renumbered["expected"]
    ((state, old, what),) = renumbered["found"]
    assert state == "เลิกใช้"
    assert old.startswith("01A")
    assert renumbered["code"] in what


def test_a_split_with_qgiss_own_tool_is_one_change_with_lineage(run: desktop.Run):
    native = run.facts["native"]
    assert native["asked"] == "TaxMapReasonDialog"
    assert native["stays"], "until there is a reason"
    assert native["reason"] == "แบ่งในนามเดิม"
    assert native["changes"] == [0, 1], "nothing before Save, one change after it"
    assert native["children"]
    assert native["new_keys"]
    assert native["area"] == 0
    assert native["overlaps"] == 0
    assert not native["unsaved"]
    assert native["selected"] == native["expected"], "as after a task of the dock"
    assert native["way"][0], "the dock can take it back"
    assert run.facts["native_editing_after"] == []


def test_a_task_left_beside_the_pencil_leaves_qgis_nothing_to_crash_on(run: desktop.Run):
    assert run.facts["beside_the_pencil"] == [True, "QgsMapToolPan"]


def test_the_merge_tool_of_qgis_leaves_one_parcel_with_lineage(run: desktop.Run):
    merged = run.facts["native_merge"]
    assert merged["codes"] == merged["expected"]
    assert merged["both"], "it came of both parcels"
    assert merged["area"] == 0
    assert (merged["changes"], merged["kind"]) == (1, "merge")
    assert not merged["unsaved"]


@pytest.mark.parametrize("choice", ["theirs", "mine"])
def test_two_officers_at_one_row_see_both_values_and_choose(run: desktop.Run, choice: str):
    found = run.facts["conflict_" + choice]
    assert found["dialog"] == "TaxMapConflictDialog"
    assert any("ของฉัน" in value for value in found["values"])
    assert any("ของเขา" in value for value in found["values"])
    assert found["note"], "the file has the chosen value"
    assert found["shown"].endswith(choice.capitalize())
    assert ("ของเขา" in found["shown"]) == (choice == "theirs")
    assert not found["unsaved"]
    assert not found["editing"]

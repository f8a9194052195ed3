"""The start dock and the file report in the real desktop, one start for all."""

from __future__ import annotations

from pathlib import Path

import pytest

from taxmap_plugin.exchange.demo_workspace import build_demo
from tools import desktop

pytestmark = [
    pytest.mark.desktop,
    pytest.mark.skipif(bool(desktop.why_not()), reason=f"no desktop: {desktop.why_not()}"),
]


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> desktop.Run:
    folder = tmp_path_factory.mktemp("วันทำงาน ๑")
    demo = build_demo(folder / "demo", parcels=300)
    script = Path(__file__).with_name("drive_day.py")
    return desktop.Desktop(folder, language="th", arguments={"demo": str(demo)}).run(script)


def test_nothing_went_wrong_on_the_way(day: desktop.Run):
    assert day.errors == []
    assert day.exit_code == 0, day.log[-3000:]


def test_home_then_the_layers_of_the_workspace(day: desktop.Run):
    assert day.facts["home"] == "TaxMapHome"
    assert {"แปลงที่ดิน", "สิ่งปลูกสร้าง", "ระวาง"} <= set(day.facts["layers"])
    assert 1 <= day.facts["canvas"] / day.facts["boundary"] < 2, "the map shows the municipality"


def test_what_was_only_opened_has_nothing_to_save(day: desktop.Run):
    assert not day.facts["dirty"]
    assert day.facts["kept"].startswith("geopackage:"), "the project lies in the file itself"


def test_stages_and_next_step_are_there(day: desktop.Run):
    assert len(day.facts["stages"]) == 7
    assert day.facts["stages"][0] == "passed"
    assert day.facts["next"]


def test_a_step_opens_its_dialog(day: desktop.Run):
    assert "Dialog" in day.facts["dialog"]


def test_after_printing_the_log_is_in_front_and_the_folder_one_click_away(day: desktop.Run):
    assert day.facts["sheets"], "beside the workspace"
    assert day.facts["log_is_shown"]


def test_file_report_finds_and_zooms(day: desktop.Run):
    assert day.facts["report_visible"]
    assert day.facts["findings"] >= 5
    assert day.facts["zoomed"]


def test_language_waits_for_a_task_that_is_not_done(day: desktop.Run):
    assert day.facts["thai_at_work"] == "เริ่มงาน"
    assert day.facts["typed_stays"]
    assert day.facts["told_still"] == day.facts["told_to_wait"] - 1, "it is over with the task"


def test_language_changes_without_losing_the_workspace(day: desktop.Run):
    assert day.facts["english"] == "Start"
    assert day.facts["english_layers"] == ["Parcels", "เจ้าของของเรา"], "her own name stays"
    assert day.facts["open_again"] == [True, True], "the docks that were open, and no others"
    assert not day.facts["dirty_in_english"], "speaking another language is no change to save"
    assert day.facts["still_open"]
    assert day.facts["one_dock"] == 1


def test_session_follows_the_project(day: desktop.Run):
    assert day.facts["left"] and day.facts["followed"]


def test_indian_1975_is_warned_about_and_pinned(day: desktop.Run):
    assert day.facts["warned"] and day.facts["pinned"]

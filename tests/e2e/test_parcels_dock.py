"""The Parcels dock in the real desktop: the card, a line drawn with the mouse, the preview."""

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
def run(tmp_path_factory: pytest.TempPathFactory) -> desktop.Run:
    """One start of QGIS for all the tests."""
    folder = tmp_path_factory.mktemp("แปลง ที่ดิน")
    demo = build_demo(folder / "demo", parcels=300)
    script = Path(__file__).with_name("drive_parcels.py")
    return desktop.Desktop(folder, language="th", arguments={"demo": str(demo)}).run(script)


def test_nothing_goes_wrong_and_qgis_closes(run: desktop.Run):
    assert run.errors == []
    assert run.exit_code == 0, run.log[-2000:]


def test_a_click_on_the_map_shows_the_card_of_that_parcel(run: desktop.Run):
    assert run.facts["empty"] == "TaxMapParcelTasks"
    shown, title, code = run.facts["card"]
    assert shown == "TaxMapParcelCard"
    assert title == code
    assert run.facts["neighbours"] > 0


def test_a_line_drawn_with_the_mouse_becomes_a_preview(run: desktop.Run):
    assert run.facts["drawing"] == "TaxMapParcelCapture"
    assert run.facts["preview"] == "TaxMapPlanPage"
    assert run.facts["pieces"] == 2


def test_no_layer_is_ever_in_edit_mode(run: desktop.Run):
    assert run.facts["editing_meanwhile"] == []


def test_cancel_and_escape_leave_the_project_as_it_was(run: desktop.Run):
    assert run.facts["after_cancel"] == "TaxMapParcelCard"
    assert run.facts["after_escape"] == "TaxMapParcelCard"
    assert all(run.facts["as_before"].values()), run.facts["as_before"]
    assert run.facts["still_as_before"]


def test_a_split_is_written_and_one_key_takes_it_back_and_forth(run: desktop.Run):
    code = run.facts["split_code"]
    assert run.facts["split"] == [f"{code}/001"]
    assert run.facts["selected_after"] == 2
    assert run.facts["undone"]
    assert run.facts["done_again"] == run.facts["split"]
    assert (run.facts["selected_undone"], run.facts["selected_again"]) == (1, 2)


def test_the_halves_become_one_again(run: desktop.Run):
    assert run.facts["merged"] == run.facts["split"]


def test_typed_areas_are_cut_from_the_side_that_was_clicked(run: desktop.Run):
    assert run.facts["asked"] == "TaxMapTaskForm"
    assert run.facts["nothing_typed"]
    left = round(run.facts["area_before"] - 80, 2)
    assert run.facts["areas"] == sorted([30.0, 50.0, left])

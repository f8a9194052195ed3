"""An officer's first morning in the real desktop: files in, registers matched."""

from __future__ import annotations

from pathlib import Path

import pytest

from taxmap_plugin.core.demo_town import generate
from taxmap_plugin.exchange.demo_files import write_office_files
from tools import desktop

DRIVE = Path(__file__).with_name("drive_import_and_match.py")

pytestmark = [
    pytest.mark.desktop,
    pytest.mark.skipif(bool(desktop.why_not()), reason=f"no desktop: {desktop.why_not()}"),
]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> desktop.Run:
    """One start of QGIS for all the tests."""
    folder = tmp_path_factory.mktemp("เจ้าหน้าที่ สมหญิง")
    office = folder / "office"
    write_office_files(generate(parcels=300), office)
    wanted = desktop.Desktop(folder, language="th", arguments={"office": str(office)})
    return wanted.run(DRIVE)


def test_nothing_goes_wrong_and_qgis_closes(run: desktop.Run):
    assert run.errors == []
    assert run.exit_code == 0, run.log[-2000:]


def test_the_dialog_fits_the_screen_and_every_row_is_accounted_for(run: desktop.Run):
    assert run.facts["size"][0] <= 1000
    assert run.facts["size"][1] <= 580
    assert run.facts["adds_up"]
    assert run.facts["parcels"] > 150
    assert run.facts["titles"] > 150


def test_enter_zooms_to_the_parcel_and_the_layer_selects_it(run: desktop.Run):
    assert run.facts["zoomed_in"]
    assert run.facts["selected"] == [run.facts["current"]]
    assert run.facts["width"] == 320


def test_coloured_parcels_leave_the_active_layer_as_it_was(run: desktop.Run):
    assert run.facts["still_active"]


def test_ctrl_f_searches_the_list_and_not_the_layer(run: desktop.Run):
    assert run.facts["search_has_focus"]


def test_a_match_is_confirmed_and_taken_back(run: desktop.Run):
    assert run.facts["confirmed"] == 1
    assert run.facts["after_undo"] == 0


def test_a_click_takes_the_parcel_that_it_lies_in(run: desktop.Run):
    assert [taken for _, taken in run.facts["picked"]] == [code for code, _ in run.facts["picked"]]

"""Several files at once: what they are, what would happen, what happened."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from taxmap_plugin.core.columns import Profile
from taxmap_plugin.exchange.datum_guard import DatumChoice
from taxmap_plugin.exchange.import_plan import PlanItem, read_files
from taxmap_plugin.exchange.import_run import in_order, rehearse, remember_mappings, run_plan
from taxmap_plugin.exchange.layer_profile import saved_profiles
from taxmap_plugin.workspace.problem import WorkspaceLocked
from taxmap_plugin.workspace.store import Workspace

from . import register_case
from .conftest import write_layer
from .register_case import LAND, OWNER, rows

SQUARE = "POLYGON((500000 {0},500040 {0},500040 {1},500000 {1},500000 {0}))"


def square(number: int) -> str:
    return SQUARE.format(2070000 + 50 * number, 2070040 + 50 * number)


@pytest.fixture
def files(office_folder: Path) -> list[Path]:
    parcels = [(square(n), {"PARCEL_COD": f"01A00{n}", "LOT": f"00{n}"}) for n in (1, 2)]
    parcels += [
        (square(3), {"PARCEL_COD": "01A001", "LOT": "003"}),
        (None, {"PARCEL_COD": "01A004"}),
    ]
    parcels[0][1]["PARCEL_COD"] = "01A009"
    buildings = [(square(1), {"BLDG_CODE": "01A009-B001", "BLDG_TYPE": "บ้านเดี่ยว"})]
    return [
        write_layer(office_folder / "building.geojson", buildings),
        write_layer(office_folder / "แปลง.geojson", parcels),
        register_case.write(office_folder / "ทะเบียน.xlsx", rows()),
    ]


@pytest.fixture
def items(files: list[Path]) -> list[PlanItem]:
    found, failed = read_files(files)
    assert failed == []
    return found


def test_every_layer_and_sheet_is_found_and_its_table_guessed(items: list[PlanItem]):
    tables = {item.label: item.table for item in items}
    assert tables["แปลง.geojson"] == "parcel"
    assert tables[f"{OWNER} (ทะเบียน.xlsx)"] == "owner_private"
    assert tables[f"{LAND} (ทะเบียน.xlsx)"] == "title_document"
    assert len(items) == 8


def test_a_file_that_cannot_be_read_does_not_stop_the_others(files: list[Path], tmp_path: Path):
    broken = tmp_path / "เสีย.xlsx"
    broken.write_bytes(b"no workbook")
    found, failed = read_files([broken, *files])
    assert [Path(one.path).name for one in failed] == ["เสีย.xlsx"]
    assert len(found) == 8


def test_parcels_come_before_what_looks_for_them_and_owners_first_of_the_registers(items):
    tables = [item.table for item in in_order(items)]
    assert tables.index("parcel") < tables.index("building")
    assert tables.index("owner_private") < tables.index("title_document")


def test_rehearsal_foretells_what_happens_and_leaves_the_workspace_alone(ws, items):
    before = ws.path.read_bytes()
    foretold = rehearse(ws, items)
    assert ws.path.read_bytes() == before
    happened = run_plan(ws, items)

    def counts(outcomes):
        return {
            one.item.label: (one.report.inserted, one.report.set_aside, one.without_code)
            for one in outcomes
        }

    assert counts(foretold) == counts(happened)
    assert counts(happened)["แปลง.geojson"] == (3, 1, 0)
    assert all(one.report.adds_up for one in happened)


def test_a_second_rehearsal_says_that_nothing_would_change(ws, items):
    run_plan(ws, items)
    for outcome in rehearse(ws, items):
        assert outcome.report.inserted == outcome.report.updated == 0


def test_copies_that_a_killed_rehearsal_left_are_deleted_by_the_next(
    ws, items, tmp_path, monkeypatch
):
    place = tmp_path / "temp"
    left, living = place / "taxmap_rehearsal_left", place / "taxmap_rehearsal_living"
    for folder in (left, living):
        folder.mkdir(parents=True)
        (folder / "in_use").touch()
        (folder / "ชื่อ.gpkg").touch()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    with closing(sqlite3.connect(living / "in_use", isolation_level=None)) as owner:
        owner.execute("BEGIN EXCLUSIVE")
        rehearse(ws, items[:1])
        assert list(place.iterdir()) == [living]
    rehearse(ws, items[:1])
    assert list(place.iterdir()) == []


def test_an_import_that_is_written_is_not_told_as_failed(ws, items, monkeypatch):
    parcels = [item for item in items if item.table == "parcel"]

    def locked(*_):
        raise WorkspaceLocked(ws.path, "locked")

    monkeypatch.setattr(Workspace, "read", locked)
    outcome = run_plan(ws, parcels)[0]
    monkeypatch.undo()
    assert (outcome.error, outcome.without_code) == (None, None)
    assert outcome.report.inserted == ws.count("parcel") == 3


def test_what_is_not_ticked_stays_out(ws, items):
    for item in items:
        item.wanted = item.table == "parcel"
    assert [one.item.table for one in run_plan(ws, items)] == ["parcel"]
    assert ws.count("title_document") == 0


def test_a_layer_in_the_wrong_place_is_asked_about_and_stops_only_itself(
    ws: Workspace, office_folder: Path, files: list[Path]
):
    far = [("POINT(10 50)", {"name": "ไกล"})]
    shape = "POLYGON((10 50,11 50,11 51,10 50))"
    stranger = write_layer(
        office_folder / "ไกล.geojson", [(shape, {"PARCEL_COD": "02A001"}) for _ in far], epsg=4326
    )
    found, _ = read_files([stranger, files[1]])
    assert found[0].refusal(ws.epsg) is not None
    outcomes = {one.item.source.file: one for one in run_plan(ws, found)}
    assert outcomes["ไกล.geojson"].error is not None
    assert outcomes["แปลง.geojson"].report is not None
    found[0].choice = DatumChoice(trust=True)
    assert found[0].refusal(ws.epsg) is None


def test_one_column_goes_into_one_place_only(items):
    parcel = next(item for item in items if item.table == "parcel")
    parcel.set_column("land_no", "LOT")
    assert parcel.columns["land_no"] == "LOT"
    assert "lot" not in parcel.columns
    parcel.set_column("land_no", "")
    assert "LOT" not in parcel.mapping
    parcel.profile()  # no target twice


def test_a_remembered_mapping_is_used_for_the_next_file_like_it(ws, files):
    (item,), _ = read_files([files[1]])
    item.set_column("note", "LOT")
    item.remember = True
    remember_mappings(ws, [item])
    (again,), _ = read_files([files[1]], saved_profiles(ws))
    assert again.columns["note"] == "LOT"
    assert again.profile_name == "แปลง.geojson"


def test_a_mapping_for_a_register_is_not_used_for_a_layer(files):
    profile = Profile("ทะเบียนที่ดิน", "title_document", {"PARCEL_COD": "source_parcel_code"})
    (item,), _ = read_files([files[1]], [profile])
    assert item.table == "parcel"


def test_another_encoding_is_read_again(office_folder: Path):
    path = office_folder / "ที่ดิน.csv"
    text = "เลขที่เอกสาร,ประเภทเอกสาร,รหัสแปลงที่ดิน\n632,โฉนดที่ดิน,01A001\n"
    path.write_bytes(text.encode("cp874"))
    (item,), _ = read_files([path])
    assert item.table == "title_document"
    assert "โฉนดที่ดิน" in set(item.read_again("cp874").frame["ประเภทเอกสาร"])

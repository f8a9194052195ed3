"""importregister and matchregister as the toolbox runs them."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
)
from shapely import box

from taxmap_plugin.core import match_profile
from taxmap_plugin.core.columns import Profile
from taxmap_plugin.exchange.layer_profile import save_profile
from taxmap_plugin.processing import matchregister
from taxmap_plugin.processing.importregister import ImportRegister
from taxmap_plugin.processing.matchregister import MatchRegister

from ..exchange.register_case import empty_workspace, rows, write


def run(kind, **parameters):
    """The outputs, the layer made (or None) and what was said; errors are raised."""
    algorithm, context, feedback = kind(), QgsProcessingContext(), QgsProcessingFeedback()
    algorithm.initAlgorithm({})
    context.setProject(QgsProject.instance())
    run_it = QgsProcessingAlgorithm.run  # as the toolbox does
    results, fine = run_it(algorithm, parameters, context, feedback, {}, False)
    assert fine
    layer = context.takeResultLayer(results["OUTPUT"]) if "OUTPUT" in results else None
    return results, layer, feedback.textLog()


@pytest.fixture
def ws(qgis_app, tmp_path):
    ws = empty_workspace(tmp_path / "สมมุติ.gpkg")
    squares = [box(0, 0, 50.4, 50), box(60, 0, 80, 20), box(100, 0, 150, 10)]
    codes = ["01A001", "01A002", "01A009"]
    with ws.transaction("test") as tx:
        tx.insert("parcel", pd.DataFrame({"parcel_code": codes, "geom": squares}))
    return ws


def test_a_register_comes_in_and_its_rest_is_written_out(ws, tmp_path):
    book = write(tmp_path / "ทะเบียน ทรัพย์สิน.xlsx", rows())
    rest = tmp_path / "แยกไว้.csv"
    results, _, log = run(
        ImportRegister, WORKSPACE=str(ws.path), INPUT=str(book), SET_ASIDE=str(rest)
    )
    counts = {name: results[name + "_COUNT"] for name in ("ROWS", "INSERTED", "SET_ASIDE")}
    assert counts == {"ROWS": 15, "INSERTED": 13, "SET_ASIDE": 2}
    written = pd.read_csv(rest, dtype=str)
    assert written["source_row"].tolist() == ["6", "4"]
    assert set(written["sheet"]) == {"2_ที่ดิน", "3_สิ่งปลูกสร้าง"}
    assert ws.count("title_document") == 3
    assert "2_ที่ดิน" in log


def test_one_sheet_and_another_tax_year_can_be_chosen(ws, tmp_path):
    book = write(tmp_path / "x.xlsx", rows())
    run(
        ImportRegister,
        WORKSPACE=str(ws.path),
        INPUT=str(book),
        SHEETS="2_ที่ดิน_ใช้ประโยชน์",
        TAX_YEAR=2570,
    )
    assert ws.read("land_use")["tax_year"].tolist() == [2570, 2570]
    assert ws.count("title_document") == 0


@pytest.mark.parametrize(
    ("named", "documents"),
    [
        ("ที่ดิน, 2569", 1),
        ("ที่ดิน, 2569,ที่ดิน", 2),
        (" ที่ดิน , ที่ดิน, 2569, ", 2),
        ("ที่ดิน", 1),
        ("", 2),
    ],
)
def test_a_sheet_whose_name_has_a_comma_can_be_chosen(ws, tmp_path, named, documents):
    book = openpyxl.Workbook()
    book.active.title = "ที่ดิน, 2569"
    for number, sheet in enumerate([book.active, book.create_sheet("ที่ดิน")]):
        sheet.append(["รหัสแปลงที่ดิน", "ประเภทเอกสารสิทธิ", "เลขที่เอกสารสิทธิ"])
        sheet.append(["01A001", "โฉนดที่ดิน", 632 + number])
    book.save(tmp_path / "x.xlsx")
    run(ImportRegister, WORKSPACE=str(ws.path), INPUT=str(tmp_path / "x.xlsx"), SHEETS=named)
    assert ws.count("title_document") == documents


def test_a_mapping_saved_for_such_a_table_is_used_again_unasked(ws, tmp_path):
    path = tmp_path / "ราคา.csv"
    path.write_text("ก,ข,ค\n01A001,632,x\n", encoding="utf-8")
    mapping = {"ก": "source_parcel_code", "ข": "deed_no", "ค": "note"}
    save_profile(ws, Profile("ตารางของเรา", "title_document", mapping))
    run(ImportRegister, WORKSPACE=str(ws.path), INPUT=str(path))
    assert ws.read("title_document")["deed_no"].tolist() == ["632"]


def test_a_file_that_is_no_register_is_refused_in_words(ws, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(QgsProcessingException, match=r"x\.csv"):
        run(ImportRegister, WORKSPACE=str(ws.path), INPUT=str(path))


@pytest.fixture
def matched(ws, tmp_path):
    run(ImportRegister, WORKSPACE=str(ws.path), INPUT=str(write(tmp_path / "x.xlsx", rows())))
    return ws


def test_a_match_gives_counts_a_report_and_a_coloured_layer(matched, tmp_path):
    report = tmp_path / "รายงาน การจับคู่.xlsx"
    results, layer, _ = run(
        MatchRegister, WORKSPACE=str(matched.path), REPORT=str(report), OUTPUT="memory:"
    )
    names = ("MATCHED", "SUGGESTED", "CONFLICT", "PARCEL_ONLY", "REGISTER_ONLY")
    assert {name: results[name] for name in names} == {
        "MATCHED": 2, "SUGGESTED": 0, "CONFLICT": 0, "PARCEL_ONLY": 1, "REGISTER_ONLY": 1
    }  # fmt: skip
    assert Path(results["REPORT"]).is_file()
    states = {f["parcel_code"]: f["match_state"] for f in layer.getFeatures()}
    assert states == {"01A001": "auto", "01A002": "auto", "01A009": "parcel_only"}
    assert len(openpyxl.load_workbook(report).sheetnames) == 6
    assert matched.read("match", ["state"])["state"].isin(["auto", "suggested"]).all()


def test_what_is_certain_is_confirmed_where_the_officer_asks_for_it(matched):
    _, _, told = run(MatchRegister, WORKSPACE=str(matched.path), CONFIRM=True)
    assert matched.count("match", "state = 'confirmed'") == 2
    assert matched.count("title_document", "parcel_uuid IS NOT NULL") == 2
    assert "2" in told.splitlines()[-1]


@pytest.mark.parametrize("whole", [False, True])
def test_what_cannot_be_confirmed_is_told_and_the_report_is_written(
    matched, tmp_path, monkeypatch, whole
):
    confirm = matchregister.accept_automatic

    def in_between(ws, table):
        """Another officer deletes parcels before their matches are confirmed."""
        gone = ws.read("parcel", ["uuid"], "" if whole else "parcel_code = '01A002'")["uuid"]
        with ws.transaction("test") as tx:
            tx.delete("parcel", gone)
        return confirm(ws, table)

    monkeypatch.setattr(matchregister, "accept_automatic", in_between)
    report = tmp_path / "report.xlsx"
    _, layer, told = run(
        MatchRegister,
        WORKSPACE=str(matched.path), CONFIRM=True, REPORT=str(report), OUTPUT="memory:",
    )  # fmt: skip
    confirmed, left = told.splitlines()[-2:]
    assert ("0" if whole else "1") in confirmed
    assert f"ยังไม่ได้ยืนยัน {2 if whole else 1} คู่" in left
    assert report.is_file() and layer.isValid()


def test_the_area_tolerance_is_a_visible_parameter(matched):
    parcels = matched.read("parcel", ["uuid", "parcel_code"], "parcel_code = '01A002'")
    with matched.transaction("edit") as tx:
        tx.update("parcel", parcels[["uuid"]].assign(geom=[box(0, 0, 20, 26)]))
    results, _, _ = run(MatchRegister, WORKSPACE=str(matched.path))
    assert results["CONFLICT"] == 1
    results, _, _ = run(MatchRegister, WORKSPACE=str(matched.path), AREA_PERCENT=40)
    assert results["CONFLICT"] == 0


def test_a_profile_file_is_used(matched, tmp_path):
    path = tmp_path / "ของเรา.json"
    match_profile.save(match_profile.shipped("cambridge"), path)
    results, _, _ = run(MatchRegister, WORKSPACE=str(matched.path), PROFILE=str(path))
    assert results["MATCHED"] == 2


@pytest.mark.parametrize("profile", ["ไม่มี", "ไม่มี.json"])
def test_a_profile_that_is_not_there_is_named(matched, profile):
    with pytest.raises(QgsProcessingException, match="ไม่มี"):
        run(MatchRegister, WORKSPACE=str(matched.path), PROFILE=profile)

"""กระทบยอดกับบัญชีอื่น: six parcels beside invented lists (see ``land_case``)."""

from __future__ import annotations

import openpyxl
import pandas as pd
import pytest
from qgis.core import QgsProcessingException

from taxmap_plugin.core.message import render, stored_message
from taxmap_plugin.core.reconcile import WHATS, check_title, check_why, kinds
from taxmap_plugin.core.resources import load_csv
from taxmap_plugin.editing.quality_decide import accept, assign
from taxmap_plugin.processing.reconcileregister import ReconcileRegister
from taxmap_plugin.workspace import undo
from taxmap_plugin.workspace.schema import tables
from tests.editing import land_case

from .change_case import run

KINDS = [one.id for one in kinds()]
LTAX = "รหัสแปลงที่ดิน,ประเภทเอกสาร,เลขที่เอกสาร,เลขที่ดิน,หน้าสำรวจ,ไร่,งาน,ตร.วา,ชื่อเจ้าของ"
SAME = [f"01A00{n},โฉนดที่ดิน,100{n},1{n},50{n},0,3,0," for n in range(1, 7)]


@pytest.fixture
def ws(tmp_path):
    made = land_case.make(tmp_path)
    with made.transaction("other") as tx:
        tx.insert("owner_private", pd.DataFrame([
            {"owner_uuid": "o1", "prefix": "นาง", "first_name": "กสมมุติ", "last_name": "ทดลอง"},
            {"owner_uuid": "o2", "prefix": "นาย", "first_name": "ขสมมุติ", "last_name": "ตัวอย่าง"},
        ]))  # fmt: skip
        tx.insert("house_number", pd.DataFrame([
            {"uuid": "n1", "house_no": "12", "moo": "3", "road": "สาธิต", "parcel_uuid": "p1",
             "geom": None},
            {"uuid": "n2", "house_no": "12", "moo": "4", "geom": None},
        ]))  # fmt: skip
        tx.insert("business", pd.DataFrame([
            {"uuid": "k1", "business_name": "ร้านสมมุติ", "licence_no": "1/2569", "house_no": "12"},
        ]))  # fmt: skip
    return made


def reconcile(ws, tmp_path, kind, heads, *lines, name="บัญชี.csv", **more):
    path = tmp_path / name
    path.write_text("\n".join([heads, *lines]), encoding="utf-8")
    return run(ReconcileRegister, ws, INPUT=str(path), KIND=KINDS.index(kind), **more)


def findings(ws, states=("open", "in_work", "accepted")):
    rows = ws.rows("finding", None, "check_id LIKE 'reconcile.%'")
    return {
        (row["check_id"].partition(".")[2], row["subject_code"]): row
        for row in rows
        if row["state"] in states
    }


def says(row):
    return render(stored_message(row["message"]), "th")


def test_a_list_that_agrees_finds_nothing(qgis_app, ws, tmp_path):
    results, _, log = reconcile(ws, tmp_path, "ltax_land", LTAX, *SAME, WHOLE=True)
    assert (results["ROWS"], results["SAME"], results["NEW"]) == (6, 6, 0)
    assert "6" in log and not findings(ws)


def test_only_here_only_there_and_different(qgis_app, ws, tmp_path):
    """1: another deed, more ground. 2: written otherwise. 01B009 only there, 01A006 only here."""
    lines = [
        "01A001,โฉนดที่ดิน,๙๙๙๙,11,501,1,1,0,",
        "1a-2,โฉนด,01002,12,502,0,3,0.05,",
        *SAME[2:5],
        "01B009,โฉนดที่ดิน,7777,9,9,0,1,0,",
    ]
    results, _, _ = reconcile(ws, tmp_path, "ltax_land", LTAX, *lines, WHOLE=True)
    told = (results["SAME"], results["DIFFERENT"], results["ONLY_THERE"], results["ONLY_HERE"])
    assert told == (4, 1, 1, 1)
    found = findings(ws)
    assert set(found) == {
        ("ltax_land.different", "01A001"), ("ltax_land.only_there", "01B009"),
        ("ltax_land.only_here", "01A006"),
    }  # fmt: skip
    different = found["ltax_land.different", "01A001"]
    text = says(different)
    assert "1001" in text and "๙๙๙๙" not in text and "9999" in text
    assert "0-3-0" in text and "1-1-0" in text
    assert different["subject_uuid"] == "p1" and different["block_code"] == "01A"
    assert different["geom"] is not None and different["severity"] == "warning"


def test_a_list_of_a_part_judges_nothing_that_it_does_not_mention(qgis_app, ws, tmp_path):
    new = "01B009,โฉนดที่ดิน,7777,9,9,0,1,0,"
    reconcile(ws, tmp_path, "ltax_land", LTAX, new, SAME[0])
    assert set(findings(ws)) == {("ltax_land.only_there", "01B009")}
    other = "01B010,โฉนดที่ดิน,8888,9,9,0,1,0,"
    results, _, _ = reconcile(ws, tmp_path, "ltax_land", LTAX, other)
    assert (results["NEW"], results["GONE"], results["ONLY_HERE"]) == (1, 0, 0)
    assert len(findings(ws)) == 2
    whole, _, _ = reconcile(ws, tmp_path, "ltax_land", LTAX, *SAME, WHOLE=True)
    assert whole["GONE"] == 2 and not findings(ws)


def test_every_month_only_what_is_new(qgis_app, ws, tmp_path):
    """Given to somebody, accepted, gone, back again; undo takes a wrong list back."""
    one, two = (f"01B00{n},โฉนดที่ดิน,777{n},9,9,0,1,0," for n in (1, 2))
    first, _, _ = reconcile(ws, tmp_path, "ltax_land", LTAX, *SAME, one, two)
    found = findings(ws)
    assign(ws, [found["ltax_land.only_there", "01B001"]["uuid"]], "สมศรี (สมมุติ)")
    accept(ws, [found["ltax_land.only_there", "01B002"]["uuid"]], "อยู่นอกเขต")
    again, _, _ = reconcile(ws, tmp_path, "ltax_land", LTAX, *SAME, one, two)
    assert (first["NEW"], again["NEW"], again["GONE"]) == (2, 0, 0)
    states = {name: row["state"] for (_, name), row in findings(ws).items()}
    assert states == {"01B001": "in_work", "01B002": "accepted"}
    with ws.transaction("other") as tx:
        tx.insert("parcel", pd.DataFrame([{"uuid": "p9", "parcel_code": "01B001", "geom": None}]))
    gone, _, _ = reconcile(ws, tmp_path, "ltax_land", LTAX, *SAME, one, two)
    assert gone["GONE"] == 1
    assert ("ltax_land.only_there", "01B001") not in findings(ws)
    with ws.transaction("other") as tx:
        tx.delete("parcel", ["p9"])
    back, _, _ = reconcile(ws, tmp_path, "ltax_land", LTAX, *SAME, one, two)
    row = findings(ws)["ltax_land.only_there", "01B001"]
    assert (row["state"], row["assigned_to"]) == ("in_work", "สมศรี (สมมุติ)")
    assert row["reopened_at"] and back["NEW"] == 0
    reconcile(ws, tmp_path, "ltax_land", LTAX, "99Z001,โฉนดที่ดิน,1,1,1,0,1,0,")
    assert ("ltax_land.only_there", "99Z001") in findings(ws)
    undo.undo(ws)
    assert ("ltax_land.only_there", "99Z001") not in findings(ws)


def test_what_was_accepted_and_says_something_else_now_is_open(qgis_app, ws, tmp_path):
    reconcile(ws, tmp_path, "ltax_land", LTAX, "01A001,โฉนดที่ดิน,9999,11,501,0,3,0,")
    accept(ws, [findings(ws)["ltax_land.different", "01A001"]["uuid"]], "รอโฉนดใหม่")
    reconcile(ws, tmp_path, "ltax_land", LTAX, "01A001,โฉนดที่ดิน,9999,11,501,0,3,0,")
    assert findings(ws)["ltax_land.different", "01A001"]["state"] == "accepted"
    reconcile(ws, tmp_path, "ltax_land", LTAX, "01A001,โฉนดที่ดิน,8888,11,501,0,3,0,")
    row = findings(ws)["ltax_land.different", "01A001"]
    assert (row["state"], row["decision"]) == ("open", None)


def test_owners_are_compared_and_stay_masked(qgis_app, ws, tmp_path):
    """p1 is of o1: the list names her, then somebody else, then both."""
    line = "01A001,โฉนดที่ดิน,1001,11,501,0,3,0,{}"
    reconcile(ws, tmp_path, "ltax_land", LTAX, line.format("นางกสมมุติ ทดลอง"))
    assert not findings(ws)
    reconcile(ws, tmp_path, "ltax_land", LTAX, line.format("นายคสมมุติ ลองดู"))
    text = says(findings(ws)["ltax_land.different", "01A001"])
    assert "นาง ก•••" in text and "คสมมุติ" not in text and "ค***" in text
    both = [line.format("นางกสมมุติ ทดลอง"), line.format("นายขสมมุติ ตัวอย่าง")]
    results, _, _ = reconcile(ws, tmp_path, "ltax_land", LTAX, *both)
    assert "นาย ข•••" in says(findings(ws)["ltax_land.different", "01A001"])
    assert (results["DIFFERENT"], results["NOT_COMPARED"]) == (1, 1)


def test_every_row_has_a_fate_and_the_workbook_lists_them(qgis_app, ws, tmp_path):
    path = tmp_path / "กระทบ.xlsx"
    lines = [SAME[0], SAME[0], "01A001,โฉนดที่ดิน,5,5,5,0,3,0,", ",,,,,,,,", ",,,,7,,,,", SAME[1],
             "01B009,,,,,,,,"]  # fmt: skip
    results, _, _ = reconcile(
        ws, tmp_path, "ltax_land", LTAX, *lines, XLSX=str(path), WHOLE=True, FILE=False
    )
    counted = ("SAME", "DIFFERENT", "ONLY_THERE", "NOT_COMPARED")
    assert sum(results[name] for name in counted) == results["ROWS"]
    assert not findings(ws), "nothing is filed"
    book = openpyxl.load_workbook(path)
    names = book.sheetnames
    cells = {n: [[cell.value for cell in row] for row in book[n]] for n in names}
    fates = {row[0]: row[2] for row in cells["แถวของบัญชี"][1:]}
    assert list(fates.values()).count("ซ้ำกับแถวอื่น") == 2
    assert "ไม่มีข้อมูลที่ใช้เทียบ" in fates.values()
    assert any("ข้อมูลต่างกัน" in str(row[3]) for row in cells["แถวของบัญชี"])
    summary = {row[0]: row[1] for row in cells["สรุป"]}
    assert summary["จุดที่ต้องตรวจใหม่"] == len(cells["ใหม่"]) - 1 == len(cells["ทั้งหมดที่ค้างอยู่"]) - 1
    assert summary["แถวในบัญชี"] == results["ROWS"]


def test_house_numbers_by_village(qgis_app, ws, tmp_path):
    """12 of moo 3 and 4 are two houses; without a moo it is not sure which is meant."""
    heads = "บ้านเลขที่,หมู่ที่,ถนน"
    results, _, _ = reconcile(
        ws, tmp_path, "house_number", heads, "๑๒,3,อื่น", "12,4,", "13,3,", "12,,"
    )
    found = findings(ws)
    assert set(found) == {("house_number.different", "12"), ("house_number.only_there", "13")}
    assert (results["SAME"], results["NOT_COMPARED"]) == (1, 1)


def test_a_code_that_is_not_here_is_told_though_its_deed_is(qgis_app, ws, tmp_path):
    """A division that nobody drew: both pieces have the old deed."""
    lines = [SAME[0], "01A001/002,โฉนดที่ดิน,1001,11,501,0,1,0,"]
    reconcile(ws, tmp_path, "ltax_land", LTAX, *lines)
    assert set(findings(ws)) == {("ltax_land.only_there", "01A001/002")}


def test_a_permit_without_a_building_is_a_task_on_its_parcel(qgis_app, ws, tmp_path):
    """Of 01A001 buildings are drawn; 01A002 is bare, and so is a deed that is 1003."""
    heads = "เลขที่ใบอนุญาต,รหัสแปลงที่ดิน,โฉนดเลขที่"
    lines = ["1/2569,01A001,", "2/2569,01A002,", "3/2569,,1003", "4/2569,01A002,"]
    results, _, _ = reconcile(ws, tmp_path, "building_permit", heads, *lines, WHOLE=True)
    assert (results["SAME"], results["ONLY_THERE"], results["ONLY_HERE"]) == (1, 3, 0)
    rows = ws.rows("finding", None, "check_id = 'reconcile.building_permit.only_there'")
    assert len(rows) == 3
    on_map = [row for row in rows if row["subject_uuid"] == "p2"]
    assert len(on_map) == 2 and all("2569" in says(row) for row in rows)
    assert on_map[0]["geom"] is not None


def test_what_was_demolished_and_still_stands(qgis_app, ws, tmp_path):
    heads = "เลขที่ใบอนุญาต,รหัสสิ่งปลูกสร้าง,รหัสแปลงที่ดิน"
    lines = ["1/2569,01A001-B001,", "2/2569,,01A002", "3/2569,,01A001"]
    results, _, _ = reconcile(ws, tmp_path, "demolition_permit", heads, *lines, WHOLE=True)
    assert (results["DIFFERENT"], results["ONLY_THERE"], results["ONLY_HERE"]) == (2, 0, 0)
    assert "รื้อถอน" in says(findings(ws)["demolition_permit.different", "01A001-B001"])
    with ws.transaction("other") as tx:
        tx.delete("building", ["b1", "b2"])
    gone, _, _ = reconcile(ws, tmp_path, "demolition_permit", heads, *lines, WHOLE=True)
    assert gone["DIFFERENT"] == 0 and not findings(ws)


def test_what_was_done_since_closes_though_the_next_list_does_not_mention_it(
    qgis_app, ws, tmp_path
):
    """Lists of one month each: a building is drawn, another one taken off the map."""
    built, gone = "เลขที่ใบอนุญาต,รหัสแปลงที่ดิน", "เลขที่ใบอนุญาต,รหัสสิ่งปลูกสร้าง"
    reconcile(ws, tmp_path, "building_permit", built, "1/2569,01A002", "2/2569,01A003")
    reconcile(ws, tmp_path, "demolition_permit", gone, "3/2569,01A001-B001", "4/2569,01A001-B002")
    assert len(findings(ws)) == 4
    with ws.transaction("other") as tx:
        tx.insert("building", pd.DataFrame([
            {"uuid": "b9", "building_code": "01A002-B001", "parcel_uuid": "p2", "geom": None}
        ]))  # fmt: skip
        tx.delete("building", ["b1"])
    reconcile(ws, tmp_path, "building_permit", built, "9/2569,01A002")
    reconcile(ws, tmp_path, "demolition_permit", gone, "9/2569,01A009-B001")
    assert set(findings(ws)) == {
        ("building_permit.only_there", "01A003"), ("demolition_permit.different", "01A001-B002"),
    }  # fmt: skip


def test_licences(qgis_app, ws, tmp_path):
    heads = "ชื่อกิจการ,เลขที่ใบอนุญาต,บ้านเลขที่"
    lines = ["ร้านสมมุติ (ใหม่),1/2569,12", "ร้านอื่น,2/2569,15"]
    reconcile(ws, tmp_path, "business_licence", heads, *lines)
    assert set(findings(ws)) == {
        ("business_licence.different", "ร้านสมมุติ"), ("business_licence.only_there", "2/2569"),
    }  # fmt: skip


def test_a_list_without_a_key_says_what_it_needs(qgis_app, ws, tmp_path):
    with pytest.raises(QgsProcessingException) as caught:
        reconcile(ws, tmp_path, "house_number", "ชื่อเล่น,สี", "ก,แดง")
    assert "บ้านเลขที่" in str(caught.value) and "บัญชี.csv" in str(caught.value)


def test_the_tables_of_the_kinds_name_what_there_is():
    labels = {(row["table"], row["column"]) for row in load_csv("schema", "column.csv")}
    for kind in kinds():
        assert {kind.table, kind.read_as} <= set(tables())
        assert kind.keys
        for column in kind.columns:
            assert tuple(column.label.split(".")) in labels, column
        for key in kind.keys:
            assert all(kind.column(name.rstrip("?")).label for name in key.columns)
        for what in WHATS:
            check = f"reconcile.{kind.id}.{what}"
            assert render(kind.title, "th") in render(check_title(check), "th")
            assert render(check_why(check), "en").endswith(".")

"""Registers come in whole: every row enters or is set aside, and a second time changes nothing."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from taxmap_plugin.core.columns import Profile
from taxmap_plugin.core.feedback import Silent
from taxmap_plugin.core.message import render
from taxmap_plugin.errors import Cancelled
from taxmap_plugin.exchange.register_import import import_register
from taxmap_plugin.exchange.register_workbook import RegisterSheet, read_register
from taxmap_plugin.exchange.source import source_from_arrays
from taxmap_plugin.workspace.transaction import Transaction

from .register_case import (
    HEADERS,
    LAND,
    LAND_USE,
    ONE,
    OWNER,
    SIGN,
    THREE,
    TWO,
    empty_workspace,
    rows,
    write,
)

EVE = "2025-12-31T23:30:00.000Z"  # 06:30 on 1 January in Thailand


@pytest.fixture
def ws(tmp_path):
    return empty_workspace(tmp_path / "สมมุติ.gpkg")


@pytest.fixture
def book(tmp_path):
    return write(tmp_path / "ทะเบียน ทรัพย์สิน.xlsx", rows())


def bring_in(ws, path):
    return import_register(ws, read_register(path))


def fates(ws, table):
    found = ws.read("import_row", ["fate"], "target_table = ? ORDER BY fid", (table,))
    return found["fate"].tolist()


def test_the_six_sheets_are_recognised_by_their_columns(book):
    register = read_register(book)
    assert [sheet.table for sheet in register.sheets] == [
        "owner_private", "title_document", "land_use", "building", "building_use", "signboard",
    ]  # fmt: skip
    assert register.unknown == {}


def test_every_row_enters_or_is_set_aside_and_the_counts_add_up(ws, book):
    report = bring_in(ws, book)
    assert report.adds_up
    counts = {r.table: (r.rows, r.inserted, r.set_aside) for r in report.sheets}
    assert counts == {
        "owner_private": (3, 3, 0),
        "title_document": (5, 4, 1),
        "land_use": (2, 2, 0),
        "building": (3, 2, 1),
        "building_use": (1, 1, 0),
        "signboard": (1, 1, 0),
    }
    assert ws.count("import_row") == 15
    raw = json.loads(ws.read("import_row", ["raw"])["raw"].iloc[3])
    assert raw["เลขที่เอกสาร"] == "0632"


@pytest.mark.parametrize("sheet", HEADERS)
def test_a_workbook_with_an_empty_sheet_enters_with_all_its_others(ws, tmp_path, sheet):
    report = bring_in(ws, write(tmp_path / "x.xlsx", {**rows(), sheet: []}))
    assert report.adds_up
    assert [len(rows()[name]) if name != sheet else 0 for name in HEADERS] == [
        one.rows for one in report.sheets
    ]


def test_texts_stay_texts_and_numbers_become_what_they_are(ws, book):
    bring_in(ws, book)
    titles = ws.read("title_document").set_index("source_parcel_code")
    first = titles.loc["01A001"]
    assert (first["deed_no"], first["survey_no"], first["land_no"]) == ("0632", "12", "7")
    assert first["document_type"] == "1"
    assert first["map_sheet"] == "4746 II 9472-15 1:1000"
    assert first["map_scale"] == 1000
    assert first["document_area"] == 63450
    assert first["total_price"] == 13_000_000
    sign = ws.read("signboard").iloc[0]
    assert (sign["setup_date"], sign["width_cm"]) == ("2024-05-01", 100)
    building = ws.read("building").set_index("source_code").loc["01A001-B001"]
    assert (building["floors"], building["length_m"], building["built_year"]) == (2, 12.5, 2550)
    assert building["building_type"] == "103"


@pytest.mark.parametrize(
    "cells",
    [
        {"ระวาง": "4746 II 9472-15"},
        {"แผนที่ระวางภูมิประเทศ": "4746 II", "ระวางUTM": "9472-15"},
        {"ระวาง": 4746, "แผนที่ระวางภูมิประเทศ": "II", "ระวางUTM": "9472-15"},
        {"แผนที่ระวางภูมิประเทศ": "4746 II 9472-15"},
        {"ระวางUTM": "4746II9472-15"},
        {"ระวาง": "๔๗๔๖ II ๙๔๗๒-๑๕"},
    ],
)
def test_a_sheet_name_is_found_in_one_cell_in_several_and_in_the_wrong_one(ws, tmp_path, cells):
    row = {"รหัสแปลงที่ดิน": "01A001", "เลขที่เอกสาร": "1", "มาตราส่วน": "1:1000", **cells}
    bring_in(ws, write(tmp_path / "x.xlsx", {**rows(), LAND: [row]}))
    title = ws.read("title_document").iloc[0]
    assert title["map_sheet"] == "4746 II 9472-15 1:1000"
    assert title["source_map_sheet"] == " ".join(str(cell) for cell in cells.values())


def test_a_scale_that_only_the_sheet_name_says_is_a_scale_too(ws, tmp_path):
    row = {"รหัสแปลงที่ดิน": "01A001", "เลขที่เอกสาร": "1", "ระวาง": "4746II9472-15 (1:1000)"}
    bring_in(ws, write(tmp_path / "x.xlsx", {**rows(), LAND: [row]}))
    assert ws.read("title_document")["map_scale"].tolist() == [1000]


def test_two_owners_of_one_deed_are_one_document_with_two_shares(ws, book):
    bring_in(ws, book)
    titles = ws.read("title_document")
    assert (titles["deed_no"] == "633").sum() == 1
    shared = titles.set_index("deed_no").loc["633", "uuid"]
    held = ws.read("ownership", ["owner_uuid"], "title_document_uuid = ?", (shared,))
    private = ws.read("owner_private").set_index("owner_uuid")["id_number"]
    assert sorted(private[held["owner_uuid"]]) == [ONE, TWO]


def test_names_are_kept_apart_from_what_anyone_may_see(ws, book):
    bring_in(ws, book)
    assert ws.read("owner")["display_name"].tolist() == [
        "นายส*** ท***",
        "นางส*** ต***",
        "บริษัท สมมุติ จำกัด",
    ]
    assert "province" not in ws.read("owner")
    assert ws.read("owner_private")["province"].iloc[0] == "เชียงใหม่"


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        ({"ชื่อ-สกุล": "นายสมมุติ ทดลอง"}, "นายส*** ท***"),
        ({"ชื่อ": "สมมุติ", "นามสกุล": "ทดลอง"}, "ส*** ท***"),
        ({"คำนำหน้า": "นาง", "ชื่อ": "สมมุติ ทดลอง"}, "นางส***"),
        ({"คำนำหน้า": "นาง"}, "นาง"),
        ({"ชื่อ": "บริษัท สมมุติ จำกัด"}, "บริษัท สมมุติ จำกัด"),
    ],
)
def test_names_are_masked_whichever_columns_a_list_of_owners_has(ws, tmp_path, names, shown):
    path = tmp_path / "เจ้าของ.csv"
    row = {"เลขบัตรประชาชน": ONE, **names}
    path.write_text(",".join(row) + "\n" + ",".join(row.values()) + "\n", encoding="utf-8")
    bring_in(ws, path)
    assert ws.read("owner")["display_name"].tolist() == [shown]


def test_owners_named_only_beside_their_land_are_masked_too(ws, tmp_path):
    path = tmp_path / "ที่ดิน.csv"
    text = "รหัสแปลงที่ดิน,เลขที่โฉนด,ชื่อ-สกุล\n01A001,632,นางสมมุติ ทดลอง\n"
    path.write_text(text, encoding="utf-8")
    bring_in(ws, path)
    assert ws.read("owner")["display_name"].tolist() == ["นางส*** ท***"]


def test_the_usual_single_table_of_land_and_owners_is_understood(ws, tmp_path):
    cells = {
        "ลำดับที่": "๑", "เจ้าของ": "นายสมมุติ ทดลอง", "เลขประจำตัวประชาชน": ONE,
        "เลขที่โฉนดที่ดิน": "632", "เขต": "1", "เขตย่อย": "A", "LOT": "15/4",
        "ชนิดเอกสารสิทธิ์": "โฉนด", "ราคาประเมินรวม": "฿1,000.50",
    }  # fmt: skip
    path = tmp_path / "ทะเบียน.csv"
    table = pd.DataFrame([cells, {**cells, "ลำดับที่": "๒", "เลขที่โฉนดที่ดิน": "633", "LOT": "x"}])
    table.to_csv(path, index=False, encoding="utf-8-sig")
    bring_in(ws, path)
    titles = ws.read("title_document")
    assert titles["source_parcel_code"].tolist() == ["01A015/004", "1 A x"]
    assert titles["deed_no"].tolist() == ["632", "633"]
    assert titles["document_type"].tolist() == ["1", "1"]
    assert titles["total_price"].tolist() == [100_050, 100_050]
    assert ws.read("owner_private")["id_number"].tolist() == [ONE]
    assert ws.count("ownership") == 2


@pytest.mark.parametrize("number", ["0", "-", "0000000000000", "ไม่ทราบ"])
def test_what_is_no_id_number_makes_nobody_the_same_person(ws, tmp_path, number):
    path = tmp_path / "land.csv"
    lines = [f"01A00{at},63{at},{number},นาย{name} ทดลอง" for at, name in enumerate("กขค", 1)]
    header = "รหัสแปลงที่ดิน,เลขที่โฉนด,เลขบัตรเจ้าของที่ดิน,ชื่อ-สกุล"
    path.write_text("\n".join([header, *lines, ""]), encoding="utf-8")
    bring_in(ws, path)
    assert holders(ws) == {"631": ["ก"], "632": ["ข"], "633": ["ค"]}
    assert ws.read("owner_private")["id_number"].isna().all()
    assert json.loads(ws.read("import_row", ["raw"])["raw"].iloc[0])["เลขบัตรเจ้าของที่ดิน"] == number
    said = ws.read("finding")["check_id"].tolist()
    assert said == ([] if number == "-" else ["register_values.no_id_number"] * 3)


def test_a_list_of_owners_without_real_id_numbers_tells_people_by_name(ws, tmp_path):
    path = tmp_path / "เจ้าของ.csv"
    path.write_text("เลขบัตรประชาชน,ชื่อ,นามสกุล\n0,ก,ทดลอง\n0,ข,ทดลอง\n", encoding="utf-8")
    bring_in(ws, path)
    assert ws.read("owner_private")["first_name"].tolist() == ["ก", "ข"]
    assert set(ws.read("finding")["check_id"]) == {"register_values.no_id_number"}


def test_a_wrong_check_digit_is_still_a_number_with_a_finding(ws, tmp_path):
    path = tmp_path / "เจ้าของ.csv"
    path.write_text(f"เลขบัตรประชาชน,ชื่อ,นามสกุล\n{ONE},ก,ทดลอง\n", encoding="utf-8")
    bring_in(ws, path)
    assert ws.read("owner_private")["id_number"].tolist() == [ONE]
    finding = ws.read("finding").iloc[0]
    assert finding["check_id"] == "register_values.check_digit"
    assert ONE not in str(finding["message"])


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"รหัสป้าย": "01A001-P001", "ข้อความ": "ร้านสมมุติ", "ชื่อเจ้าของป้าย": ""}, "signboard_uuid"),
        ({"รหัสสิ่งปลูกสร้าง": "01A001-B001", "จำนวนชั้น": "2", "เจ้าของ": ""}, "building_uuid"),
        (
            {"ทะเบียนอาคารชุดเลขที่": "1/2550", "ห้องชุดเลขที่": "99/1", "ชื่อ-สกุล": ""},
            "condo_unit_uuid",
        ),
    ],
)
def test_buildings_signs_and_units_find_an_owner_named_without_an_id_number(
    ws, tmp_path, cells, column
):
    path = tmp_path / "ทะเบียน.csv"
    *_, last = cells
    pd.DataFrame([{**cells, last: "นายสมมุติ ทดลอง"}]).to_csv(path, index=False)
    bring_in(ws, path)
    assert ws.read("ownership")[column].notna().tolist() == [True]
    assert ws.read("owner")["display_name"].tolist() == ["นายส*** ท***"]


def test_a_column_of_running_numbers_alone_is_no_reason_to_stop(ws):
    source = source_from_arrays(pd.DataFrame({"ลำดับ": ["1", "2"]}), file="x.xlsx")
    sheet = RegisterSheet(source, Profile("x", "title_document", {"ลำดับ": "source_row"}))
    report = import_register(ws, [sheet])
    assert (report.adds_up, report.sheets[0].set_aside) == (True, 2)


def test_shares_photos_and_uses_hang_on_their_things(ws, book):
    bring_in(ws, book)
    building = ws.read("building").set_index("source_code").loc["01A001-B001"]
    share = ws.read("ownership", None, "building_uuid = ?", (building["uuid"],)).iloc[0]
    assert (share["share_numerator"], share["share_denominator"]) == (1, 2)
    photo = ws.read("attachment").iloc[0]
    assert (photo["subject_table"], photo["path"]) == ("title_document", "photos/01A001_1.jpg")
    uses = ws.read("land_use")
    assert uses["area"].tolist() == [40000, 23450]
    assert uses["tax_year"].tolist() == [2569, 2569]
    title = ws.read("title_document").set_index("source_parcel_code").loc["01A001", "uuid"]
    assert uses["title_document_uuid"].tolist() == [title, title]
    assert ws.read("building_use")["building_uuid"].tolist() == [building["uuid"]]


def test_the_short_use_beside_the_land_counts_where_there_is_no_other(ws, tmp_path):
    content = rows()
    content[LAND_USE] = []
    bring_in(ws, write(tmp_path / "x.xlsx", content))
    uses = ws.read("land_use")
    assert uses["source_parcel_code"].tolist() == ["01A001"]
    assert uses["area"].tolist() == [63450]


def test_what_a_column_cannot_hold_is_a_finding_and_stays_as_it_came(ws, book):
    bring_in(ws, book)
    found = ws.read("finding")
    said = set(found.loc[found["subject_table"] == "title_document", "check_id"])
    assert {"layer_values.area", "register_import.no_owner"} & said == {"layer_values.area"}
    title = ws.read("title_document").set_index("source_parcel_code").loc["01A003"]
    assert title["document_type"] is None
    assert title["uuid"] in set(found["subject_uuid"])


def test_the_same_file_again_changes_nothing(ws, book):
    bring_in(ws, book)
    before = {name: ws.count(name) for name in ("owner", "title_document", "ownership", "building")}
    findings = ws.count("finding")
    again = bring_in(ws, book)
    assert again.adds_up
    assert {r.table: (r.inserted, r.updated) for r in again.sheets} == {
        r.table: (0, 0) for r in again.sheets
    }
    assert {name: ws.count(name) for name in before} == before
    assert ws.count("finding") == findings
    assert ws.count("land_use") == 2
    assert ws.count("attachment") == 1


def test_a_changed_file_updates_by_key_and_shows_what_changed(ws, book, tmp_path):
    bring_in(ws, book)
    content = rows()
    content[LAND][0]["ตร.วา"] = 35
    content[OWNER][0]["โทรศัพท์"] = "000-000-0009"
    content[LAND].insert(0, {"รหัสแปลงที่ดิน": "01A009", "เลขที่เอกสาร": "999", "ไร่": 1})
    write(book, content)
    report = bring_in(ws, book)
    land = report.sheet("title_document")
    assert (land.inserted, land.updated, land.unchanged, land.set_aside) == (1, 1, 3, 1)
    change = land.changes.iloc[0]
    assert (change["row"], change["column"]) == (3, "document_area")
    assert (change["before"], change["after"]) == (63450, 63500)
    assert report.sheet("owner_private").updated == 1
    assert ws.count("title_document") == 4


def test_the_list_of_changes_shows_no_name_number_or_telephone_in_full(ws, book):
    bring_in(ws, book)
    content = rows()
    content[OWNER][0] |= {"ชื่อ": "ชำนาญ", "โทรศัพท์": "000-000-0009", "ตำบล": "500112"}
    content[SIGN][0]["โทรศัพท์"] = "000-000-0008"
    report = bring_in(ws, write(book, content))
    changes = report.sheet("owner_private").changes.set_index("column")
    assert changes.loc["first_name", ["before", "after"]].tolist() == ["ส***", "ช***"]
    assert set(changes.drop("first_name")["after"]) == {"***"}
    assert report.sheet("signboard").changes["after"].tolist() == ["***"]
    assert "ชำนาญ" in ws.read("owner_private")["first_name"].tolist()


@pytest.mark.parametrize(
    ("written", "stored"),
    [("นายสมมุติ ทดลอง", "นายส*** ท***"), ("บริษัท สมมุติ จำกัด", "บริษัท สมมุติ จำกัด")],
)
def test_who_uses_the_land_is_masked_in_the_register_that_anyone_sees(
    ws, tmp_path, written, stored
):
    content = rows()
    content[LAND][1] |= {"ประเภทการใช้ประโยชน์": "1", "ผู้ทำประโยชน์": written}
    content[LAND_USE][0]["ผู้ทำประโยชน์"] = written
    bring_in(ws, write(tmp_path / "x.xlsx", content))
    assert ws.read("land_use")["used_by"].dropna().tolist() == [stored, stored]
    raw = ws.read("import_row", ["raw"], "target_table = 'land_use'")["raw"]
    assert raw.str.contains(written).sum() == 1


def holders(ws, today_only=True):
    """Deed number → first names of those who hold it."""
    held = ws.read("ownership", None, "to_date IS NULL" if today_only else "")
    title = ws.read("title_document").set_index("uuid")["deed_no"]
    name = ws.read("owner_private").set_index("owner_uuid")["first_name"]
    pairs = zip(held["title_document_uuid"].map(title), held["owner_uuid"].map(name))
    found = {}
    for deed, first_name in pairs:
        found.setdefault(deed, []).append(first_name)
    return {deed: sorted(names) for deed, names in found.items()}


def land_of(*owners):
    lines = [f"01A00{at},63{at},นาย{name} ทดลอง" for at, name in owners]
    return "\n".join(["รหัสแปลงที่ดิน,เลขที่โฉนด,ชื่อ-สกุล", *lines, ""])


def test_an_owner_whom_the_changed_file_no_longer_names_holds_the_land_no_longer(ws, tmp_path):
    path = tmp_path / "ที่ดิน.csv"
    path.write_text(land_of((1, "ก"), (2, "ข"), (2, "ค"), (3, "ง")), encoding="utf-8")
    bring_in(ws, path)
    path.write_text(land_of((1, "จ"), (2, "ข")), encoding="utf-8")
    sheet = bring_in(ws, path).sheets[0]
    assert holders(ws) == {"631": ["จ"], "632": ["ข"], "633": ["ง"]}
    assert holders(ws, today_only=False)["631"] == ["ก", "จ"]
    assert sheet.adds_up
    assert sheet.changes[["code", "column", "before", "after"]].to_numpy().tolist() == [
        ["631", "owner_name", "นายก*** ท***", "นายจ*** ท***"],
        ["632", "owner_name", "นายค*** ท***", "นายข*** ท***"],
    ]
    assert bring_in(ws, path).sheets[0].changes.empty
    path.write_text(land_of((1, "ก"), (2, "ข")), encoding="utf-8")
    bring_in(ws, path)
    assert holders(ws)["631"] == ["ก"]


def test_a_holding_begins_and_ends_on_the_day_that_it_is_in_thailand(ws, tmp_path, monkeypatch):
    path = tmp_path / "ที่ดิน.csv"
    path.write_text(land_of((1, "ก")), encoding="utf-8")
    bring_in(ws, path)
    path.write_text(land_of((1, "ข")), encoding="utf-8")
    now = property(lambda tx: EVE, lambda tx, time: None)
    monkeypatch.setattr(Transaction, "now", now, raising=False)
    bring_in(ws, path)
    held = ws.read("ownership", ["from_date", "to_date"])
    assert held.to_numpy().tolist() == [[None, "2026-01-01"], ["2026-01-01", None]]


def test_an_ownership_that_the_office_has_ended_is_not_begun_again(ws, tmp_path):
    path = tmp_path / "ที่ดิน.csv"
    path.write_text(land_of((1, "ก")), encoding="utf-8")
    bring_in(ws, path)
    with ws.transaction("edit") as tx:
        tx.update("ownership", tx.read("ownership", ["uuid"]).assign(to_date="2026-01-31"))
    bring_in(ws, path)
    assert holders(ws) == {}


def owned(path, *rows):
    """A table of land: deed, owner's name, ID number, house number."""
    names = ["รหัสแปลงที่ดิน", "เลขที่โฉนด", "ชื่อ-สกุล", "เลขประจำตัวประชาชน", "บ้านเลขที่เจ้าของ"]
    mapping = dict(
        zip(
            names,
            ["source_parcel_code", "deed_no", "owner_name", "owner_id_number", "owner_house_no"],
        )
    )
    cells = [(f"01A{deed}", deed, *rest) for deed, *rest in rows]
    source = source_from_arrays(pd.DataFrame(cells, columns=names), file=path)
    return [RegisterSheet(source, Profile("x", "title_document", mapping))]


NAME, OTHER = "นายสมมุติ ทดลอง", "สมมุติ ทดลอง"


@pytest.mark.parametrize(
    ("first", "later", "numbers"),
    [
        ([("631", NAME, None, None)], [("632", OTHER, ONE, None)], [ONE]),
        ([("631", NAME, None, "9/1")], [("632", NAME, ONE, "๙/๑")], [ONE]),
        ([("631", NAME, None, "9/1")], [("632", NAME, ONE, None)], [ONE]),
        ([("631", NAME, None, "9/1")], [("632", NAME, ONE, "12")], [None, ONE]),
        ([("631", NAME, ONE, None)], [("632", NAME, TWO, None)], [ONE, TWO]),
        (
            [("631", NAME, None, None)],
            [("632", NAME, ONE, None), ("633", NAME, TWO, None)],
            [None, ONE, TWO],
        ),
        (
            [("631", NAME, ONE, None), ("632", "นางสมมุติ ทดลอง", TWO, None)],
            [("633", NAME, THREE, None)],
            [ONE, TWO, THREE],
        ),
    ],
)
def test_a_person_known_by_name_gets_the_number_that_comes_later(ws, first, later, numbers):
    import_register(ws, owned("ก.csv", *first))
    import_register(ws, owned("ข.csv", *later))
    assert ws.read("owner_private")["id_number"].tolist() == numbers
    assert ws.count("owner") == len(numbers)
    assert ws.count("ownership") == len(first) + len(later)


def test_a_number_added_to_the_same_file_ends_no_ownership(ws):
    import_register(ws, owned("ก.csv", ("631", NAME, None, None)))
    report = import_register(ws, owned("ก.csv", ("631", NAME, ONE, None)))
    assert report.adds_up
    assert ws.read("ownership")["to_date"].isna().tolist() == [True]
    assert ws.read("owner_private")["id_number"].tolist() == [ONE]


def test_a_list_of_owners_brings_the_number_of_somebody_named_beside_the_land(ws, tmp_path):
    import_register(ws, owned("ก.csv", ("631", NAME, None, None)))
    path = tmp_path / "เจ้าของ.csv"
    table = pd.DataFrame({"เลขบัตรประชาชน": [ONE], "ชื่อ": ["สมมุติ"], "นามสกุล": ["ทดลอง"]})
    table.to_csv(path, index=False)
    assert bring_in(ws, path).sheets[0].updated == 1
    import_register(ws, owned("ข.csv", ("632", NAME, ONE, None)))
    assert ws.read("owner_private")["id_number"].tolist() == [ONE]
    assert ws.count("ownership") == 2


def test_what_the_office_has_corrected_since_is_not_overwritten(ws, book):
    bring_in(ws, book)
    title = ws.read("title_document", ["uuid", "source_parcel_code", "land_no"])
    title = title[title["source_parcel_code"] == "01A001"]
    with ws.transaction("edit") as tx:
        tx.update("title_document", title[["uuid"]].assign(land_no="77"))
    report = bring_in(ws, book)
    assert report.sheet("title_document").updated == 0
    assert "77" in ws.read("title_document")["land_no"].tolist()


def test_a_corrected_code_is_the_same_document(ws, book, tmp_path):
    bring_in(ws, book)
    content = rows()
    content[LAND][0]["รหัสแปลงที่ดิน"] = "01A010"
    write(book, content)
    report = bring_in(ws, book).sheet("title_document")
    assert (report.inserted, report.updated) == (0, 1)
    assert "01A010" in ws.read("title_document")["source_parcel_code"].tolist()
    assert ws.count("title_document") == 3


def test_rows_that_left_the_file_stay_and_are_named(ws, book):
    bring_in(ws, book)
    content = rows()
    del content[LAND][3], content[OWNER][2]
    write(book, content)
    report = bring_in(ws, book)
    land, owner = report.sheet("title_document"), report.sheet("owner_private")
    assert land.gone["code"].tolist() == ["1234"]
    assert ws.count("title_document") == 3
    said = [render(line, "en") for line in [*land.summary(), *owner.summary()]]
    stay = "It stays in the register until an officer decides."
    gone = "1 row of the register is no longer in ทะเบียน ทรัพย์สิน.xlsx"
    assert [line for line in said if stay in line] == [f"{gone} (1234). {stay}", f"{gone}. {stay}"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({}, "register_import.double"),
        ({"ลำดับ": 4}, "register_import.double"),
        ({"ชื่อ": "คนอื่น"}, "register_import.same_key"),
    ],
)
def test_the_same_person_twice_is_set_aside_with_the_other_row_named(ws, book, change, reason):
    content = rows()
    content[OWNER].append({**content[OWNER][0], **change})
    report = bring_in(ws, write(book, content)).sheet("owner_private")
    assert report.set_aside == 1
    assert report.reasons == {reason: 1}
    row = ws.read("import_row", ["row_number", "reason"], "fate = 'set_aside' ORDER BY fid").iloc[0]
    assert row["row_number"] == 5
    assert json.loads(row["reason"])["row"] == 2


def test_an_owner_named_only_beside_the_land_is_made_once(ws, book):
    content = rows()
    content[OWNER] = content[OWNER][:1]
    bring_in(ws, write(book, content))
    assert ws.count("owner") == 3
    bring_in(ws, write(book, rows()))
    assert ws.count("owner") == 3
    names = ws.read("owner_private").set_index("id_number")["first_name"]
    assert names[TWO] == "สมมุติ"


def test_a_sheet_that_is_no_register_is_named(ws, tmp_path):
    import openpyxl

    path = write(tmp_path / "x.xlsx", rows())
    workbook = openpyxl.load_workbook(path)
    workbook.create_sheet("บันทึก").append(["อะไรก็ได้", "ไม่ใช่ทะเบียน"])
    workbook["บันทึก"].append(["ก", "ข"])
    workbook.save(path)
    register = read_register(path)
    assert list(register.unknown) == ["บันทึก"]
    assert import_register(ws, register).unknown == register.unknown


def test_cancel_leaves_the_workspace_as_it_was(ws, book):
    class StopLate(Silent):
        count = 0

        def cancelled(self) -> bool:
            self.count += 1
            return self.count > 6

    register = read_register(book)
    with pytest.raises(Cancelled):
        import_register(ws, register, feedback=StopLate())
    assert ws.count("owner") == ws.count("import_row") == ws.count("change_row") == 0


def test_buildings_find_their_parcel_by_code(ws, book):
    import pandas as pd
    from shapely import box

    parcel = pd.DataFrame({"parcel_code": ["01A001"], "geom": [box(0, 0, 20, 20)]})
    with ws.transaction("test") as tx:
        uuid = tx.insert("parcel", parcel).iloc[0]
    bring_in(ws, book)
    building = ws.read("building").set_index("source_code")
    assert building.loc["01A001-B001", "parcel_uuid"] == uuid
    assert building.loc["01A001-B001", "found_by"] == "code"


def test_buildings_on_the_map_get_the_registers_values_and_keep_their_shape(ws, book):
    import pandas as pd
    from shapely import box

    drawn = pd.DataFrame({"building_code": ["01A001-B001"], "geom": [box(0, 0, 5, 5)]})
    with ws.transaction("test") as tx:
        uuid = tx.insert("building", drawn).iloc[0]
    bring_in(ws, book)
    building = ws.read("building").set_index("uuid").loc[uuid]
    assert building["floors"] == 2
    assert building["geom"].area == 25
    assert ws.count("building") == 2


def test_land_rows_of_another_kind_of_file_come_in_by_mapping(ws, tmp_path):
    path = tmp_path / "โฉนด.csv"
    path.write_bytes(
        "โฉนดเลขที่;เลขที่ดิน;หน้าสำรวจ;เนื้อที่;ชื่อเจ้าของ\n0012;1;2;1-2-34;นายสมมุติ ทดลอง\n".encode("cp874")
    )
    report = bring_in(ws, path)
    assert report.sheets[0].table == "title_document"
    title = ws.read("title_document").iloc[0]
    assert (title["deed_no"], title["document_area"]) == ("0012", 63400)


def test_a_register_without_a_key_of_its_own_keeps_every_row_as_a_thing(ws, tmp_path):
    """Many rows to one parcel, some of them alike: the profile says that each row counts."""
    path = tmp_path / "ห้อง.csv"
    lines = ["แปลง,ราคา", "01A001,100", "01A001,100", "01A001,300", ",5"]
    path.write_text("\n".join(lines), encoding="utf-8")
    mapping = {"แปลง": "source_parcel_code", "ราคา": "total_price"}
    profile = Profile("ของเรา", "title_document", mapping, {"row_is_thing": True})

    def again():
        return import_register(ws, read_register(path, profiles=[profile])).sheets[0]

    first = again()
    assert (first.inserted, first.set_aside) == (3, 1)
    assert again().unchanged == 3
    path.write_text("\n".join(lines).replace("300", "400"), encoding="utf-8")
    third = again()
    assert (third.updated, third.unchanged, third.inserted) == (1, 2, 0)
    assert third.changes[["column", "before", "after"]].to_numpy().tolist() == [
        ["total_price", 30000, 40000]
    ]


def test_a_register_of_the_same_name_in_another_folder_is_another_one(ws, tmp_path):
    mapping = {"แปลง": "source_parcel_code", "ราคา": "total_price"}
    profile = Profile("ของเรา", "title_document", mapping, {"row_is_thing": True})
    reports = []
    for folder, code in (("เขต 1", "01A001"), ("เขต 2", "02B001")):
        path = tmp_path / folder / "ห้อง.csv"
        path.parent.mkdir()
        path.write_text(f"แปลง,ราคา\n{code},100\n{code},200\n", encoding="utf-8")
        register = read_register(path, profiles=[profile])
        reports.append(import_register(ws, register).sheets[0])
    assert (reports[1].inserted, reports[1].updated, len(reports[1].gone)) == (2, 0, 0)
    codes = ws.read("title_document")["source_parcel_code"].tolist()
    assert codes == ["01A001", "01A001", "02B001", "02B001"]


def test_the_building_sheets_broken_code_keeps_what_came(ws, book):
    bring_in(ws, book)
    building = ws.read("building").set_index("source_code").loc["01A002B1"]
    assert building["building_code"] is None

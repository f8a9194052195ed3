"""Owners of a register: who is the same person, who holds what since when, whose name is seen."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from taxmap_plugin.core.columns import Profile
from taxmap_plugin.exchange.register_import import import_register
from taxmap_plugin.exchange.register_workbook import RegisterSheet
from taxmap_plugin.exchange.source import source_from_arrays
from taxmap_plugin.workspace.transaction import Transaction

from .register_case import (
    LAND,
    LAND_USE,
    ONE,
    OWNER,
    THREE,
    TWO,
    bring_in,
    rows,
    write,
)

EVE = "2025-12-31T23:30:00.000Z"  # 06:30 on 1 January in Thailand


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

"""Receipts come in as they were written, and find whose bill they are paid on."""

from __future__ import annotations

import pandas as pd
import pytest

from taxmap_plugin.core.message import render, stored_message
from taxmap_plugin.core.payment_match import matched_payers

from .register_case import ONE, THREE, TWO, bring_in, rows, write

HEADS = (
    "ใบเสร็จเล่มที่,ใบเสร็จเลขที่,วันที่ชำระ,ปีภาษี,ประเภทภาษี,เลขบัตรประชาชน,รหัสแปลงที่ดิน,งวดที่,"
    "ภาษี,เบี้ยปรับ,เงินเพิ่ม,รวมเป็นเงิน"
)


def receipts(ws, tmp_path, *lines, heads=HEADS, name="ใบเสร็จ.csv"):
    path = tmp_path / name
    path.write_text("\n".join([heads, *lines]), encoding="utf-8")
    return bring_in(ws, path).sheets[0]


def said(ws):
    found = ws.rows("finding", ["check_id", "subject_code"], "check_id LIKE 'register_payment%'")
    return {(row["check_id"].partition(".")[2], row["subject_code"]) for row in found}


@pytest.fixture
def town(ws, tmp_path):
    """Three owners; the first one and the second hold 01A001 together, with 3,000 baht to pay."""
    bring_in(ws, write(tmp_path / "people.xlsx", rows()))
    private = ws.read("owner_private", ["owner_uuid", "id_number"])
    owner = dict(zip(private["id_number"], private["owner_uuid"]))
    ws.owner = owner
    ws.joint = "+".join(sorted([owner[ONE], owner[TWO]]))
    with ws.transaction("other") as tx:
        parcel = tx.insert("parcel", pd.DataFrame({"parcel_code": ["01A001"], "geom": [None]}))
        told = {"tax_year": 2569, "tax_kind": "land_building", "state": "draft", "tax": 300_000}
        one = {**told, "payer_key": ws.joint, "parcel_uuid": parcel.iloc[0], "item_key": "a"}
        two = {**told, "payer_key": owner[THREE], "item_key": "b"}
        tx.insert("assessment", pd.DataFrame([one, two]))
    return ws


def test_a_receipt_comes_in_as_it_is_written(town, tmp_path):
    report = receipts(
        town, tmp_path,
        f"๐๑๒,๐๐๔๕,๑ ก.ค. ๒๕๖๙,๒๕๖๙,ภาษีที่ดินและสิ่งปลูกสร้าง,{ONE},01a001,๑,"
        '"1,000.50",100.05,10,"1,110.55"',
    )  # fmt: skip
    assert (report.table, report.inserted) == ("payment", 1)
    row = town.rows("payment")[0]
    assert (row["receipt_book"], row["receipt_no"]) == ("012", "0045")
    assert (row["paid_date"], row["tax_year"], row["tax_kind"]) == (
        "2026-07-01",
        2569,
        "land_building",
    )
    assert (row["tax"], row["penalty"], row["surcharge"], row["paid"], row["instalment"]) == (
        100_050, 10_005, 1_000, 111_055, 1,
    )  # fmt: skip
    assert row["payer_key"] == town.joint
    assert said(town) == set()


def test_whom_it_finds_by_number_code_name_and_parcel(town, tmp_path):
    with town.transaction("other") as tx:
        key = pd.DataFrame({"uuid": [town.owner[THREE]], "owner_key": ["ท700/8660"]})
        tx.update("owner", key)
    report = receipts(
        town, tmp_path,
        f"1,1,1/6/2569,100,{THREE},,,",
        "1,2,1/6/2569,100,,,ท700/8660,",
        "1,3,1/6/2569,100,,บริษัท สมมุติ จำกัด,,",
        "1,4,1/6/2569,100,,,,01A001",
        "1,5,1/6/2569,100,,นายไม่มี ในทะเบียน,,99Z001",
        heads="เล่มที่,เลขที่ใบเสร็จ,วันที่ชำระ,จำนวนเงิน,เลขประจำตัวผู้เสียภาษี,ชื่อผู้เสียภาษี,รหัสชื่อ,รหัสแปลง",
    )  # fmt: skip
    assert (report.inserted, report.set_aside) == (5, 0)
    found = {row["receipt_no"]: row["payer_key"] for row in town.rows("payment")}
    company = town.owner[THREE]
    assert found == {"1": company, "2": company, "3": company, "4": town.joint, "5": None}
    assert said(town) == {("no_payer", "5")}


def test_the_same_receipt_twice_with_other_amounts_is_set_aside_and_told(town, tmp_path):
    line = f"1,7,1/6/2569,2569,ภ.ด.ส.,{THREE},,,,,,{{}}"
    report = receipts(town, tmp_path, line.format(3000), line.format(2000), line.format(3000))
    assert (report.inserted, report.set_aside) == (1, 2)
    assert set(report.reasons) == {"register_import.same_key", "register_import.double"}
    assert [row["paid"] for row in town.rows("payment")] == [300_000]


def test_a_later_list_with_another_amount_says_so(town, tmp_path):
    line = f"1,7,1/6/2569,2569,ภ.ด.ส.,{THREE},,,,,,{{}}"
    receipts(town, tmp_path, line.format(3000))
    again = receipts(town, tmp_path, line.format(3000))
    assert (again.inserted, again.updated, again.unchanged) == (0, 0, 1)
    other = receipts(town, tmp_path, line.format(2500))
    assert (other.inserted, other.updated) == (0, 1)
    change = other.changes[other.changes["column"] == "paid"].iloc[0]
    assert (change["before"], change["after"]) == (300_000, 250_000)


def test_another_payer_in_a_later_list_is_taken_over_and_one_that_the_office_chose_stays(
    town, tmp_path
):
    line = "1,7,1/6/2569,2569,ภ.ด.ส.,{},,,,,,3000"
    receipts(town, tmp_path, line.format("9000000000099"))
    assert town.rows("payment")[0]["payer_key"] is None
    receipts(town, tmp_path, line.format(THREE))
    row = town.rows("payment")[0]
    assert (row["payer_key"], row["owner_uuid"]) == (town.owner[THREE], town.owner[THREE])
    receipts(town, tmp_path, line.format(ONE))
    assert town.rows("payment")[0]["payer_key"] == town.joint
    with town.transaction("other") as tx:
        tx.update_rows("payment", [{"uuid": row["uuid"], "payer_key": town.owner[THREE]}])
    again = receipts(town, tmp_path, line.format(ONE))
    assert town.rows("payment")[0]["payer_key"] == town.owner[THREE]
    assert (again.updated, again.unchanged) == (0, 1)


def test_what_does_not_add_up_is_told_and_stays(town, tmp_path):
    report = receipts(
        town, tmp_path,
        f"1,1,1/6/2569,2569,ภ.ด.ส.,{THREE},,,100,10,1,120",
        f"1,2,1/6/2569,2569,ภ.ด.ส.,{THREE},,,,,,",
        f"1,3,,2569,ภ.ด.ส.,{THREE},,,,,,50",
        f"1,4,1/6/2569,2569,ภ.ด.ส.,{THREE},,,,,,-50",
        f"1,5,1/6/2569,2569,ภ.ด.ส.,{THREE},,,100,10,1,",
    )  # fmt: skip
    assert report.adds_up and report.inserted == 5
    assert said(town) == {
        ("sum_differs", "1"), ("no_amount", "2"), ("no_date", "3"), ("negative", "4"),
    }  # fmt: skip
    paid = {row["receipt_no"]: row["paid"] for row in town.rows("payment")}
    assert paid == {"1": 12_000, "2": None, "3": 5_000, "4": -5_000, "5": 11_100}


@pytest.mark.parametrize(
    ("cell", "book", "number"),
    [("12/0045", "12", "0045"), ("เล่มที่ ๑๒ เลขที่ ๔๕", "12", "45"), ("RC-2569", None, "RC-2569")],
)
def test_book_and_number_in_one_cell(town, tmp_path, cell, book, number):
    receipts(town, tmp_path, f"{cell},1/6/2569,100", heads="เล่มที่/เลขที่,วันที่ชำระ,จำนวนเงิน")
    row = town.rows("payment")[0]
    assert (row["receipt_book"], row["receipt_no"]) == (book, number)


def test_taxes_by_what_they_are_called(town, tmp_path):
    line = f"1,{{}},1/6/2569,2569,{{}},{THREE},,,,,,50"
    names = ["ภาษีป้าย", "ภ.ป.", "ภาษีที่ดินและสิ่งปลูกสร้าง", "", "ภาษีโรงเรือน"]
    receipts(town, tmp_path, *(line.format(at, name) for at, name in enumerate(names)))
    kinds = [row["tax_kind"] for row in town.rows("payment")]
    assert kinds == ["signboard", "signboard", "land_building", "land_building", None]


def test_where_several_bills_may_be_meant_nobody_is_taken():
    year = {"tax_year": 2569, "tax_kind": "land_building"}
    assessed = pd.DataFrame(
        [{**year, "payer_key": key, "parcel_code": code} for key, code in
         [("a+b", "01A001"), ("a+c", "01A002"), ("d", "01A003"), ("d+e", "01A004")]]
    )  # fmt: skip
    asked = pd.DataFrame(
        [{**year, "owner_uuid": who, "parcel_code": code} for who, code in
         [("a", None), ("a", "01A002"), ("b", None), ("d", None), ("e", "01A003"), (None, "01A001"),
          ("x", None)]]
    )  # fmt: skip
    found = matched_payers(asked, assessed)
    assert found.tolist() == [None, "a+c", "a+b", "d", "d+e", "a+b", None]
    assert matched_payers(asked.assign(tax_year=2568), assessed).isna().all()


def test_the_findings_say_the_way_out(town, tmp_path):
    receipts(town, tmp_path, "1,1,1/6/2569,100", heads="เล่มที่,เลขที่ใบเสร็จ,วันที่ชำระ,จำนวนเงิน")
    where = "check_id = 'register_payment.no_payer'"
    message = stored_message(town.rows("finding", ["message"], where)[0]["message"])
    assert "นำเข้าเจ้าของ" in render(message, "th")

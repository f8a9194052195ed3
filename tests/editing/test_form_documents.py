"""What stands on each form, for a town worked out by hand (form_case)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from taxmap_plugin.core.message import render
from taxmap_plugin.core.thai_date import local_day
from taxmap_plugin.editing import assess
from taxmap_plugin.editing.form_documents import FormRowsError

from .form_case import assessed, documents, furnished, source
from .test_assess import YEAR


@pytest.fixture(scope="module")
def ws(tmp_path_factory):
    return assessed(tmp_path_factory.mktemp("แบบ"))


def test_payers_by_moo_then_code(ws):
    found = documents(ws, "pds3")
    assert [(one.chapter, one.key) for one in found] == [("หมู่ที่ 2", "o1"), ("หมู่ที่ 10", "o2")]
    blocks = documents(ws, "pds3", order="block")
    assert {one.chapter for one in blocks} == {"เขตย่อย 01A"}


def test_names_are_masked_unless_whole_ones_are_wanted(ws):
    (masked, _), (whole, _) = documents(ws, "pds3"), documents(ws, "pds3", whole_names=True)
    assert (masked.name, masked.values["address"]) == ("นาง ก•••", None)
    assert masked.values["id_number"] is None
    assert whole.name == "นางสาวสมมุติ ทดลองน้ำ"
    assert whole.values["address"].startswith("เลขที่ 1/2 หมู่ที่ 2 ตำบลสาธิต อำเภอตัวอย่าง")


def test_a_list_has_land_and_buildings_with_their_uses(ws):
    """p1: 300 ตร.ว. of a home; the house stands on it, 100 m², completed 10 years in 2569."""
    first = documents(ws, "pds3")[0]
    p1, p2 = first.tables["land"]
    assert (p1["document_type"], p1["deed_no"], p1["survey_no"]) == ("โฉนดที่ดิน", "1001", "501")
    assert (p1["rai"], p1["ngan"], p1["wah"]) == (0, 3, 0)
    assert p1["use_residential"] == 300 and p2["use_other"] == 300
    (house,) = first.tables["buildings"]
    assert (house["house_no"], house["structure"], house["age"]) == ("9", "ตึก", 10)
    assert house["use_residential"] == Decimal("100.00") and "01A001" in house["note"]
    assert [row["no"] for row in (p1, p2, house)] == [1, 2, 3]


def test_units_have_their_own_list(ws):
    (only,) = documents(ws, "pds4")
    (unit,) = only.tables["units"]
    assert (unit["condo_name"], unit["unit_no"], unit["use_other"]) == ("อาคารชุดสาธิต", "1/1", 40)


def test_a_calculation_adds_up_to_what_was_kept(ws):
    """The shop of 4.5 million × 0.3 % = 13,500; the home is exempt with its house."""
    first = documents(ws, "pds7")[0]
    home, shop = first.tables["items"]
    assert (home["building_type"], home["building_no"]) == ("103 บ้านพักอาศัยตึกชั้นเดียว", 1)
    assert home["value"] == 450_000_000 + 64_350_000 == home["exempt"]
    assert (shop["deed"], shop["tax"]) == ("โฉนดที่ดิน 1002", 1_350_000)
    assert first.values["tax"] == 1_350_000
    assert first.values["tax_words"] == "หนึ่งหมื่นสามพันห้าร้อยบาทถ้วน"


def test_units_are_calculated_on_their_own_form(ws):
    """40 m² × 30,000 = 1.2 million × 0.3 % = 3,600."""
    (only,) = documents(ws, "pds8")
    (row,) = only.tables["items"]
    assert (row["unit_no"], row["value"], row["tax"]) == ("1/1", 120_000_000, 360_000)
    assert only.values["tax_words"] == "สามพันหกร้อยบาทถ้วน"


def test_who_has_nothing_to_pay_is_left_out_where_wanted(ws):
    assert [one.key for one in documents(ws, "pds7", taxed=True)] == ["o1", "o2"]
    assert [one.key for one in documents(ws, "pp3", taxed=True)] == ["o2"]


def test_a_letter_brings_its_sheets_once_notices_are_enabled(ws):
    enabled = source(ws, notices=True).documents("pds6")
    assert [(one.form, one.document.key) for one in enabled] == [
        *(("pds6", "o1"), ("pds7", "o1"), ("pds6", "o2"), ("pds7", "o2"), ("pds8", "o2"))
    ]
    letter = enabled[0].document.values
    assert (letter["lands"], letter["buildings"], letter["due_date"]) == (2, 1, "2026-06-30")
    assert letter["penalty_after_warning"] == 40 and letter["surcharge"] == 1
    assert {one.form for one in source(ws).documents("pds6")} == {"pds7", "pds8"}


def test_how_each_number_came_about_in_the_readers_language(ws):
    for language, word in (("th", "มูลค่า"), ("en", "Value")):
        found = source(ws, derivation=language).documents("pds7")
        sheets = [one.document for one in found if one.form == f"derivation_{language}"]
        lines = sheets[0].tables["lines"]
        assert any(word in row["what"] for row in lines)
        assert lines[0]["thing"] == "01A001 01A001-B001" and "35" in lines[0]["source"]


def test_a_sign_with_its_units(ws):
    """300 × 100 cm are 60 units of 500 cm² at 5 baht: 300."""
    (only,) = documents(ws, "pp3")
    (sign,) = only.tables["signs"]
    assert (sign["units"], sign["rate"], sign["quarters"], sign["tax"]) == (60, 500, 4, 30_000)
    assert only.values["tax_words"] == "สามร้อยบาทถ้วน"


def test_prices_are_announced_without_names(ws):
    found = documents(ws, "pds1")
    assert [(one.chapter, one.key, one.name) for one in found] == [
        *(("", "", "หมู่ที่ 2"), ("", "", "หมู่ที่ 10"))
    ]
    assert "payer" not in found[0].values
    assert [row["deed_no"] for row in found[0].tables["items"]] == ["1001", "1002"]


def test_the_ledger_sets_notices_and_receipts_side_by_side(tmp_path):
    ws = assessed(tmp_path)
    notice = {"kind": "pds6", "letter_no": "1/2569", "letter_date": "2026-04-01"}
    with ws.transaction("correct") as tx:
        tx.insert_rows("notice", [{**notice, "tax_year": 2569, "owner_uuid": "o1", "amount": 5}])
        paid = {"receipt_book": "12", "receipt_no": "034", "paid_date": "2026-06-01"}
        paid |= {"tax": 1_350_000, "surcharge": 13_500, "paid": 1_363_500}
        common = {"tax_year": 2569, "tax_kind": "land_building", "payer_key": "o1"}
        tx.insert_rows("payment", [{**common, **paid}])
    (row,) = documents(ws, "pt5")[0].tables["years"]
    assert (row["notice_no"], row["notice_amount"]) == ("1/2569", 5)
    assert (row["receipt"], row["paid_more"], row["paid"]) == ("12/034", 13_500, 1_363_500)
    land, signs = documents(ws, "pt5")[1].tables["years"]
    assert (land["notice_amount"], signs["notice_amount"]) == (360_000, 30_000)


def test_the_register_has_all_that_a_payer_has(ws):
    second = documents(ws, "pt4")[1]
    assert {name: len(rows) for name, rows in second.tables.items()} == {
        "land": 4,
        "buildings": 0,
        "units": 1,
        "signs": 1,
    }


def test_who_and_where_can_be_chosen(ws):
    assert [one.key for one in documents(ws, "pds3", codes=["01A002"])] == ["o1"]
    assert [one.key for one in documents(ws, "pds3", moo=["10"])] == ["o2"]
    assert [one.key for one in documents(ws, "pds3", owners=["ส0001"])] == ["o1"]
    with pytest.raises(FormRowsError) as found:
        documents(ws, "pds3", moo=["99"])
    assert "2569" in render(found.value.message, "en")


def test_what_goes_by_post_needs_whole_names(ws):
    for form in ("envelope", "posting"):
        with pytest.raises(FormRowsError) as found:
            documents(ws, form)
        assert "พิมพ์ชื่อและที่อยู่เต็ม" in render(found.value.message, "th")
    (letter,) = documents(ws, "posting", whole_names=True)
    assert [row["receiver"] for row in letter.tables["letters"]] == [
        *("นางสาวสมมุติ ทดลองน้ำ", "นายตัวอย่าง ปู่ญาณี")
    ]
    assert letter.tables["letters"][0]["postal_code"] == "99990"


def test_without_an_assessment_there_is_nothing_to_calculate(tmp_path):
    ws = furnished(tmp_path)
    with pytest.raises(FormRowsError) as found:
        documents(ws, "pds7")
    assert "ประเมินภาษีประจำปี" in render(found.value.message, "th")
    assert len(documents(ws, "pds3")) == 2


def test_co_owners_are_one_payer(tmp_path):
    ws = furnished(tmp_path)
    with ws.transaction("correct") as tx:
        tx.insert_rows("ownership", [{"owner_uuid": "o2", "parcel_uuid": "p1"}])
    names = {one.key: one.name for one in documents(ws, "pds3", whole_names=True)}
    assert names["o1+o2"] == "นางสาวสมมุติ ทดลองน้ำ และผู้เป็นเจ้าของทรัพย์สินร่วม"


def test_what_is_not_on_a_form_is_told(tmp_path):
    """p5 and p6 have no price, so nothing of them is assessed; p6 loses its owner besides."""
    ws = furnished(tmp_path)
    with ws.transaction("correct") as tx:
        tx.delete("ownership", ["h6"])
    assess.keep(ws, assess.work_out(ws, YEAR))
    day, not_assessed = source(ws).notes("pds7")
    assert day.params["day"] == local_day(ws.rows("assessment", ["created_at"])[-1]["created_at"])
    assert render(not_assessed, "en").startswith("2 parcels are not assessed")
    (ownerless,) = source(ws).notes("pds3")
    assert "01A006" in render(ownerless, "th") and ownerless.params["count"] == 1
    assert source(ws, moo=["2"]).notes("pds3") == [] == source(ws).notes("pds4")


def test_who_holds_nothing_any_more_is_told(tmp_path):
    ws = assessed(tmp_path)
    with ws.transaction("correct") as tx:
        rows = tx.rows("ownership", ["uuid"], "owner_uuid = 'o1'")
        tx.update_rows("ownership", [{**row, "owner_uuid": "o2"} for row in rows])
    said = [render(note, "en") for note in source(ws).notes("pds7")]
    assert any(one.startswith("1 payer has an assessment") for one in said)

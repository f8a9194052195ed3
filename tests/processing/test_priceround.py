"""เทียบบัญชีราคาประเมินรอบใหม่กับรอบเดิม in the toolbox."""

from __future__ import annotations

import openpyxl
import pytest
from qgis.core import QgsProcessingException

from taxmap_plugin.processing.importregister import ImportRegister
from taxmap_plugin.processing.priceround import ComparePriceRound
from tests.editing.tax_case import town

from .change_case import run


@pytest.fixture
def ws(tmp_path):
    return town(tmp_path)


def with_new_prices(ws, **prices):
    with ws.transaction("correct") as tx:
        tx.insert_rows("land_price", [
            {"parcel_uuid": parcel, "price_per_wah": price * 100, "valid_from": "2027-01-01"}
            for parcel, price in prices.items()])  # fmt: skip


def test_layer_workbook_and_report(qgis_app, ws, tmp_path):
    with_new_prices(ws, p2=24_000, p3=15_000, p4=12_000)
    book, pdf = tmp_path / "รอบใหม่.xlsx", tmp_path / "รอบใหม่.pdf"
    results, rows, log = run(ComparePriceRound, ws, XLSX=str(book), PDF=str(pdf))
    assert (results["RISING"], results["FALLING"], results["SAME"]) == (1, 1, 1)
    assert (results["ONLY_OLD"], results["TAX_BEFORE"], results["TAX_AFTER"]) == (1, 13_500, 21_600)
    assert "+8,100.00" in log and "1 ม.ค. 2570" in log
    shop = next(row for row in rows if row["parcel_code"] == "01A002")
    assert (shop["class_name"], shop["percent"], shop["difference"]) == ("ขึ้น 50–100 %", 60, 8_100)
    sheets = openpyxl.load_workbook(book)
    assert len(sheets.sheetnames) == 7
    parcels = [[cell.value for cell in row] for row in sheets["แปลง"]]
    assert len(parcels) == 7 and parcels[1][0] == "01A002"
    assert pdf.read_bytes().startswith(b"%PDF")


def test_names_are_masked_unless_asked_for(qgis_app, ws, tmp_path):
    with_new_prices(ws, p2=24_000)
    with ws.transaction("correct") as tx:
        tx.update_rows("owner", [{"uuid": "o1", "display_name": "น*** ท***"}])
        person = {"first_name": "นิดสมมุติ", "last_name": "ทดลอง"}
        tx.delete("owner_private", [r["uuid"] for r in tx.rows("owner_private", ["uuid"])])
        tx.insert_rows("owner_private", [{"owner_uuid": "o1", **person}])
    said = []
    for names in (False, True):
        book = tmp_path / f"{names}.xlsx"
        run(ComparePriceRound, ws, XLSX=str(book), NAMES=names)
        sheets = openpyxl.load_workbook(book)
        said.append(" ".join(str(c.value) for sheet in sheets for row in sheet for c in row))
    assert "นิดสมมุติ" not in said[0] and "น*** ท***" in said[0]
    assert "นิดสมมุติ ทดลอง" in said[1]


def test_both_rounds_of_a_list_without_days_are_kept(qgis_app, ws, tmp_path):
    """The same land at the old and the new price: two rows by their day; a list without a day in
    the place of another one is told."""
    head = "ระวาง,มาตราส่วน,เลขที่ดิน,ราคาประเมิน\n"
    old, new = tmp_path / "2566.csv", tmp_path / "2570.csv"
    old.write_text(head + "4746 II 9472-15,1000,7,15000\n", encoding="utf-8")
    new.write_text(head + "4746 II 9472-15,1000,7,24000\n", encoding="utf-8")
    before = ws.count("land_price")
    told = {"INPUT": str(old), "PRICES_FROM": "1/1/2566"}
    results, _, log = run(ImportRegister, ws, **told)
    assert results["INSERTED_COUNT"] == 1 and "ไม่ระบุวันที่เริ่มใช้" not in log
    results, _, _ = run(ImportRegister, ws, INPUT=str(new), PRICES_FROM="1/1/2570")
    assert (results["INSERTED_COUNT"], results["UPDATED_COUNT"]) == (1, 0)
    rows = ws.rows("land_price", ["price_per_wah", "valid_from"], "land_no = '7'")
    assert sorted((row["valid_from"], row["price_per_wah"]) for row in rows) == [
        ("2023-01-01", 1_500_000),
        ("2027-01-01", 2_400_000),
    ]
    assert ws.count("land_price") == before + 2
    _, _, log = run(ImportRegister, ws, INPUT=str(new))
    assert "ไม่ระบุวันที่เริ่มใช้" in log
    with pytest.raises(QgsProcessingException):
        run(ImportRegister, ws, INPUT=str(new), PRICES_FROM="ปีหน้า")

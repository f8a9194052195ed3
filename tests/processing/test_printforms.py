"""พิมพ์แบบและทะเบียน in the toolbox: the PDF, the workbook, what is written, what is told."""

from __future__ import annotations

import openpyxl
import pytest
from qgis.core import QgsProcessingException

from taxmap_plugin.core.form_definition import FORMS
from taxmap_plugin.editing.list_posting import find_list_row, posted_places
from taxmap_plugin.processing.confirmforms import ConfirmForms
from taxmap_plugin.processing.printforms import PrintForms
from taxmap_plugin.workspace.form_approval import read_approvals
from tests.cartography.test_searchable_text import found_in
from tests.editing import land_case
from tests.editing.form_case import assessed

from .change_case import Warned, run

NAME = "นางสาวสมมุติ ทดลองน้ำ"


@pytest.fixture
def ws(tmp_path):
    return assessed(tmp_path)


def print_form(ws, tmp_path, form, **parameters):
    folder = tmp_path / "แบบ พิมพ์"
    given = {"FORM": FORMS.index(form), "FOLDER": str(folder), **parameters}
    results, _, log = run(PrintForms, ws, **given)
    return results, log


def text_of(results):
    return found_in(results["PDF"]).replace("\n", " ")


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_the_town_is_printed_and_nothing_written(qgis_app, ws, tmp_path, form):
    before = land_case.everything(ws)
    results, _ = print_form(ws, tmp_path, form, NAMES=True, TAXED=False)
    assert results["DOCUMENTS"] >= 1 and results["PAGES"] >= results["DOCUMENTS"]
    assert openpyxl.load_workbook(results["XLSX"]).sheetnames
    assert land_case.everything(ws) == before


def test_figures_words_and_the_notes_of_a_calculation(qgis_app, ws, tmp_path):
    pytest.importorskip("pikepdf")
    results, log = print_form(ws, tmp_path, "pds7")
    text = text_of(results)
    assert "13,500.00 บาท (หนึ่งหมื่นสามพันห้าร้อยบาทถ้วน)" in text
    assert "ใช้ตรวจทานเท่านั้น" in text and "ร่าง – ตรวจสอบกับแบบท้ายระเบียบ" in text
    assert "ภ.ด.ส. 7" in log and "2569" in log and "pds7_2569.pdf" in log


def test_names_stay_masked_and_out_of_the_log(qgis_app, ws, tmp_path):
    pytest.importorskip("pikepdf")
    results, log = print_form(ws, tmp_path, "pds7")
    book = openpyxl.load_workbook(results["XLSX"])
    cells = str([[cell.value for cell in row] for sheet in book for row in sheet.iter_rows()])
    for said in (text_of(results), cells, log):
        assert "ทดลองน้ำ" not in said and "99999" not in said
    results, log = print_form(ws, tmp_path, "pds7", NAMES=True)
    assert NAME in text_of(results) and NAME not in log


def test_a_letter_only_once_the_head_of_finance_has_enabled_the_year(qgis_app, ws, tmp_path):
    pytest.importorskip("pikepdf")
    results, log = print_form(ws, tmp_path, "pds6", NAMES=True)
    assert "ภ.ด.ส. 6" not in text_of(results) and "ใช้ตรวจทานเท่านั้น" in log
    forms = [FORMS.index(form) for form in ("pds6", "pds7", "pds8")]
    confirmed, _, said = run(ConfirmForms, ws, YEAR=2569, FORMS=forms, NAME="ผอ.กองคลัง สาธิต")
    assert confirmed["CONFIRMED"] == 3 and "ผอ.กองคลัง สาธิต" in said
    results, log = print_form(
        ws, tmp_path, "pds6", NAMES=True, LETTER_NO="ชม 55502/1", DATE="1/4/2569", THAI_DIGITS=True
    )
    text = text_of(results)
    assert "ภ.ด.ส. ๖" in text and "ภ.ด.ส. ๗" in text and "ชม ๕๕๕๐๒/๑" in text
    assert "๑ เมษายน ๒๕๖๙" in text and "๓๐ มิถุนายน ๒๕๖๙" in text
    assert "ร่าง –" not in text and "ใช้ตรวจทาน" not in text
    other, _ = print_form(ws, tmp_path, "pp3")
    assert "ร่าง –" in text_of(other), "confirmed are those three only"


def test_it_can_be_taken_back(qgis_app, ws, tmp_path):
    pytest.importorskip("pikepdf")
    forms = [FORMS.index("pds7")]
    run(ConfirmForms, ws, YEAR=2569, FORMS=forms, NAME="ก")
    run(ConfirmForms, ws, YEAR=2569, FORMS=forms, NAME="ข", TAKE_BACK=True)
    text = text_of(print_form(ws, tmp_path, "pds7")[0])
    assert "ใช้ตรวจทานเท่านั้น" in text and "ร่าง –" in text


@pytest.mark.parametrize(
    ("given", "said"),
    [({"NAME": " ", "YEAR": 2569}, "ชื่อและตำแหน่ง"), ({"NAME": "ก"}, "เลือกแบบหรือปีภาษี")],
)
def test_who_confirms_what_has_to_be_said(qgis_app, ws, given, said):
    with pytest.raises(QgsProcessingException, match=said):
        run(ConfirmForms, ws, **given)
    assert not read_approvals(ws).confirmed


def test_a_posted_list_is_found_again_by_its_numbers(qgis_app, ws, tmp_path):
    pytest.importorskip("pikepdf")
    results, log = print_form(ws, tmp_path, "pds3")
    assert results["POSTED"] == 0 and "7 รายการยังไม่มีชุด" in log
    results, log = print_form(ws, tmp_path, "pds3", POST=True, DATE="15/1/2569")
    assert results["POSTED"] == 7, "six parcels and a house"
    assert "1/1/3" in text_of(results) and "2/1/4" in text_of(results)
    house = find_list_row(ws, 2569, "1", "1", "3")
    assert (house["building_uuid"], house["posted_date"]) == ("b1", "2026-01-15")
    before = posted_places(ws, 2569, "pds3")
    results, _ = print_form(ws, tmp_path, "pds3", POST=True, ORDER=2)
    assert results["POSTED"] == 0 and posted_places(ws, 2569, "pds3") == before


def test_a_file_for_each_moo(qgis_app, ws, tmp_path):
    results, _ = print_form(ws, tmp_path, "pds3", APART=True)
    names = {path.name for path in (tmp_path / "แบบ พิมพ์").glob("*.pdf")}
    assert names == {"pds3_2569_หมู่ที่ 2.pdf", "pds3_2569_หมู่ที่ 10.pdf"}
    assert results["PAGES"] == 2


def test_how_the_numbers_came_about_follows_each_calculation(qgis_app, ws, tmp_path):
    pytest.importorskip("pikepdf")
    results, _ = print_form(ws, tmp_path, "pds7", DERIVATION=True, CODES="๐๑a๐๐๒")
    assert (results["DOCUMENTS"], results["PAGES"]) == (1, 2)
    text = text_of(results)
    assert "ที่มาของการคำนวณ" in text and "มาตรา 42" in text


def test_envelopes_without_names_are_refused_with_the_way_out(qgis_app, ws, tmp_path):
    with pytest.raises(QgsProcessingException, match="พิมพ์ชื่อและที่อยู่เต็ม"):
        print_form(ws, tmp_path, "envelope")


def test_masked_names_are_told(qgis_app, ws, tmp_path):
    feedback = Warned()
    folder = str(tmp_path / "แบบ")
    run(PrintForms, ws, feedback, FORM=FORMS.index("pt4"), FOLDER=folder)
    assert "ปิดบางส่วน" in feedback.textLog()

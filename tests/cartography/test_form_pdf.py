"""Forms on paper: every one drawn and read back, tables whole over pages, nothing cut."""

from __future__ import annotations

import numpy as np
import pytest
from qgis.core import QgsLayoutExporter, QgsLayoutFrame, QgsLayoutItemLabel

from taxmap_plugin.cartography.form_flow import Line, body
from taxmap_plugin.cartography.form_pdf import DRAFT, FOR_REVIEW, FormPrinter, FormSheet
from taxmap_plugin.cartography.form_table import CellSize, Grid, draw_grid
from taxmap_plugin.cartography.sheet_layout import new_layout
from taxmap_plugin.cartography.sheet_page import SheetPage
from taxmap_plugin.core.form_definition import FORMS, form_definition
from taxmap_plugin.core.form_document import FormDocument
from taxmap_plugin.core.sheet_format import Box
from taxmap_plugin.errors import Cancelled

from .conftest import Listener
from .test_searchable_text import found_in, run

pytestmark = pytest.mark.usefixtures("qgis_app")
PAYER = "นางสาวสมมุติ ปู่ญาณี"
LONG = "ที่ดินและสิ่งปลูกสร้างของเจ้าของเดียวกันซึ่งมีอาณาเขตติดต่อกันให้คำนวณมูลค่ารวมกันเป็นฐานภาษี"
SAMPLE = {
    "text": "ผู้ใหญ่ น้ำ", "code": "01A001-B001", "number": 12, "decimal": 1234.5,
    "money": 450_000_050, "date": "2026-06-30", "long_date": "2026-06-30",
}  # fmt: skip
VALUES = {
    "payer": PAYER, "year": "2569", "office": "เทศบาลตำบลสาธิต", "tax": 1_350_000,
    "tax_words": "หนึ่งหมื่นสามพันห้าร้อยบาทถ้วน", "due_date": "2026-06-30",
    "address": "เลขที่ 1/2 ตำบลสาธิต", "lands": 2, "buildings": 1, "units": 0,
    "street": "เลขที่ 1/2 ตำบลสาธิต", "district": "อำเภอตัวอย่าง",
}  # fmt: skip


@pytest.fixture(scope="module")
def printer(qgis_app):
    made = FormPrinter("เทศบาลตำบลสาธิต", "แบบทดสอบ", thai_digits=False)
    yield made
    made.project.clear()


def document(form: str, rows: int, **more) -> FormDocument:
    tables = {
        block.rows: [
            {c.field: SAMPLE[c.kind] for c in block.columns} | {"no": n + 1} | more
            for n in range(rows)
        ]
        for block in form_definition(form).tables
    }
    return FormDocument(PAYER, VALUES, tables, "หมู่ที่ 1", "o1")


def sheet(form: str, rows: int = 2, **more) -> FormSheet:
    return FormSheet(form_definition(form), document(form, rows, **more))


def check_whole(pages, paper: str) -> None:
    """Everything lies in the body of its page, nothing over another thing."""
    box = body(paper)
    for page in pages:
        assert page.items
        spans = []
        for item in page.items:
            if isinstance(item, Line):
                left, top, right, bottom = (
                    *(item.box.x, item.box.y, item.box.right, item.box.bottom),
                )
            else:
                left, top = item.x, item.y
                right, bottom = left + sum(item.widths), top + sum(item.heights)
            assert box.x - 0.01 <= left and right <= box.right + 0.05
            assert box.y - 0.01 <= top and bottom <= box.bottom + 0.05
            spans.append((left, top, right, bottom))
        for at, one in enumerate(spans):
            for other in spans[:at]:
                across = min(one[2], other[2]) - max(one[0], other[0])
                down = min(one[3], other[3]) - max(one[1], other[1])
                assert min(across, down) < 0.05


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_drawn_and_read_back(printer, tmp_path, form):
    pytest.importorskip("pikepdf")
    path = tmp_path / "แบบ.pdf"
    one = FormSheet(form_definition(form), document(form, 2), is_draft=True, for_review=True)
    assert printer.write([one], path, Listener()) == len(printer.pages_of(one))
    text = found_in(path).replace("\n", " ")
    kinds = {c.kind for block in one.definition.tables for c in block.columns}
    if "money" in kinds:
        assert "4,500,000.50" in text
    if "{tax_words}" in str(one.definition.blocks):
        assert "13,500.00 บาท (หนึ่งหมื่นสามพันห้าร้อยบาทถ้วน)" in text
    if "{payer}" in str(one.definition.blocks):
        assert PAYER in text
    if one.definition.code:
        assert one.definition.code in text and DRAFT in text and FOR_REVIEW in text


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("rows", [0, 1, 2, 500])
def test_nothing_leaves_its_page_whatever_the_rows(printer, form, rows):
    pages = printer.pages_of(sheet(form, rows))
    check_whole(pages, form_definition(form).paper)
    for block in form_definition(form).tables:
        begun = [row for page in pages for table, row in page.rows if table == block.rows]
        assert begun == list(range(rows + block.blank)), "every row begins once, in order"


def test_heads_stand_on_every_page_and_sums_are_carried(printer):
    pages = printer.pages_of(sheet("pds7", 60))
    assert len(pages) > 2
    for number, page in enumerate(pages):
        texts = ["".join(cell) for item in page.items if isinstance(item, Grid)
                 for row in item.cells for cell in row]  # fmt: skip
        if not page.rows:
            continue
        assert any("คงเหลือ" in text for text in texts)
        assert ("ยอดยกมา" in texts) == (number > 0)
        assert ("ยอดยกไป" in texts) == any(later.rows for later in pages[number + 1 :])
    last = [page for page in pages if page.rows][-1]
    totals = [cell for item in last.items if isinstance(item, Grid)
              for row in item.cells for cell in row if cell == ["270,000,030.00"]]  # fmt: skip
    assert len(totals) == 4, "60 × 4,500,000.50, in the four columns that are added up"


def test_a_row_of_forty_lines_goes_on_on_the_next_page(printer):
    one = sheet("pds3", 3, location=LONG * 10)
    pages = printer.pages_of(one)
    check_whole(pages, one.definition.paper)
    cells = [
        *(cell for page in pages for item in page.items if isinstance(item, Grid)
          for row in item.cells for cell in row)
    ]  # fmt: skip
    parts = [cell for cell in cells if any("อาณาเขต" in line for line in cell)]
    assert len(parts) > 3, "it was divided"
    assert "".join("".join(cell) for cell in parts).count("อาณาเขต") == 3 * 10


def test_numbers_are_never_broken(printer):
    pages = printer.pages_of(sheet("pds7", 1, land_value=999_999_999_999, tax=999_999_999_999))
    cells = [cell for item in pages[0].items if isinstance(item, Grid)
             for row in item.cells for cell in row]  # fmt: skip
    assert ["9,999,999,999.99"] in cells


def test_a_page_is_made_of_native_items(printer):
    one = sheet("pds7")
    (content,) = printer.pages_of(one)
    page = printer.draw(one, content, 1, 1)
    items = page.layout.items()
    assert any(isinstance(item, QgsLayoutFrame) for item in items)
    assert any(isinstance(item, QgsLayoutItemLabel) for item in items)
    assert all(item.id() for item in items if isinstance(item, QgsLayoutItemLabel))


def test_thai_digits_on_paper_leave_codes_alone(tmp_path):
    pytest.importorskip("pikepdf")
    printer = FormPrinter("เทศบาลตำบลสาธิต", "แบบทดสอบ", thai_digits=True)
    printer.write([sheet("pt4")], tmp_path / "ผท4.pdf", Listener())
    text = found_in(tmp_path / "ผท4.pdf")
    assert "ผ.ท. ๔" in text and "01A001-B001" in text and "๓๐ มิ.ย. ๒๕๖๙" in text
    printer.project.clear()


def test_bookmarks_by_chapter_and_payer(printer, tmp_path):
    pikepdf = pytest.importorskip("pikepdf")
    path = tmp_path / "เล่ม.pdf"
    sheets = []
    for chapter, name in (("หมู่ที่ 1", "ก"), ("หมู่ที่ 1", "ข"), ("หมู่ที่ 2", "ค")):
        told = FormDocument(name, VALUES, document("pds7", 2).tables, chapter, name)
        sheets.append(FormSheet(form_definition("pds7"), told))
    assert printer.write(sheets, path, Listener()) == 3
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        found = [(one.title, [child.title for child in one.children]) for one in outline.root]
    assert found == [("หมู่ที่ 1", ["ก", "ข"]), ("หมู่ที่ 2", ["ค"])]


def test_cancelling_leaves_the_older_file(printer, tmp_path):
    path = tmp_path / "เดิม.pdf"
    path.write_text("older")
    with pytest.raises(Cancelled):
        printer.write([sheet("pds7")] * 4, path, Listener(cancel_at=0.5))
    assert path.read_text() == "older" and len(list(tmp_path.iterdir())) == 1


def test_no_page_is_empty(printer, tmp_path):
    path = tmp_path / "หน้า.pdf"
    printer.write([sheet("pds3", 40), sheet("pds6")], path, Listener())
    run("pdftoppm", "-r", "30", "-gray", str(path), str(tmp_path / "p"))
    pages = sorted(tmp_path.glob("p-*.pgm"))
    assert len(pages) == len(printer.pages_of(sheet("pds3", 40))) + 1
    assert all(page.read_bytes().count(b"\xff") < len(page.read_bytes()) - 200 for page in pages)


def test_text_of_a_table_is_whole(printer, tmp_path):
    pytest.importorskip("pikepdf")
    path = tmp_path / "คำ.pdf"
    printer.write([sheet("posting", 2, receiver="ก๊กน้ำ ผู้ใหญ่ พันธุ์ ฎุ ปี๊บ")], path, Listener())
    text = found_in(path)
    for word in ("ก๊กน้ำ", "ผู้ใหญ่", "พันธุ์", "ปี๊บ"):
        assert word in text


@pytest.mark.parametrize("role", ["fine", "cell"])
@pytest.mark.parametrize("lines", [["ปี๊ ฎุ ญู ก๊กน้ำ"], ["ปี๊ ฝี้ ป้ำ", "ฎุ ญู พันธุ์"]])
def test_no_mark_is_cut_in_a_cell(printer, role, lines):
    """Cells cut what leaves them: between the highest marks and the rules paper is white."""
    em = printer.font.em(printer.style.text(role).size)
    cell = Box(20, 20, 60, CellSize.of(em).row(len(lines)))
    page = SheetPage(new_layout(printer.project, (100, 60)), printer.font, printer.style)
    grid = Grid(cell.x, cell.y, [cell.width], [cell.height], [[lines]], ["left"], role)
    draw_grid(page, "cell", grid)
    assert ink(page, cell.inset(0.4)) > 0
    assert ink(page, Box(cell.x + 0.4, cell.y + 0.22, cell.width - 1, 0.1)) == 0
    assert ink(page, Box(cell.x + 0.4, cell.bottom - 0.2, cell.width - 1, 0.1)) == 0


def ink(page: SheetPage, box: Box) -> float:
    """How dark a part of a page is, at 600 dpi."""
    per_mm = 600 / 25.4
    image = QgsLayoutExporter(page.layout).renderPageToImage(0, dpi=600)
    image = image.convertToFormat(image.Format.Format_Grayscale8)
    size = image.bytesPerLine() * image.height()
    grey = np.frombuffer(image.constBits().asstring(size), np.uint8)
    grey = grey.reshape(image.height(), image.bytesPerLine())
    top, bottom = round(box.y * per_mm), round(box.bottom * per_mm)
    left, right = round(box.x * per_mm), round(box.right * per_mm)
    return float((255 - grey[top:bottom, left:right].astype(float)).sum())

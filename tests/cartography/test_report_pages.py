"""Texts and tables that flow over pages: nothing is cut, nothing lies over another thing."""

from __future__ import annotations

import pytest
from qgis.core import QgsLayoutItemLabel

from taxmap_plugin.cartography import report_pages
from taxmap_plugin.cartography.report_pages import BODY, Column, ReportPages
from taxmap_plugin.cartography.searchable_text import make_searchable
from taxmap_plugin.core.feedback import Silent
from taxmap_plugin.core.municipality import Municipality
from taxmap_plugin.core.sheet_words import SheetWords
from taxmap_plugin.errors import Cancelled

from .conftest import Listener
from .test_searchable_text import found_in, run

pytestmark = pytest.mark.usefixtures("qgis_app")
LONG = "ที่ดินส่วนที่ซ้อนทับจะถูกประเมินภาษีสองครั้ง เจ้าของต้องชี้แนวเขตร่วมกับแปลงข้างเคียง " * 12
COLUMNS = [Column("ลำดับ", 14, "right"), Column("แปลง", 40), Column("รายละเอียด", 116)]


@pytest.fixture
def pages():
    made = ReportPages(Municipality("เทศบาลตำบลสาธิต"), "รายงานทดสอบ", SheetWords("th"))
    yield made
    made.project.clear()


def labels(page) -> list[QgsLayoutItemLabel]:
    return [item for item in page.layout.items() if isinstance(item, QgsLayoutItemLabel)]


def texts(page) -> list[str]:
    """From the top to the foot."""
    return [one.text() for one in sorted(labels(page), key=lambda one: (one.y(), one.x()))]


def needed(label: QgsLayoutItemLabel, pages: ReportPages) -> float:
    """Millimetres that its one line takes; in a narrower box Qt breaks and cuts it."""
    if hasattr(label, "textFormat"):
        font, size = label.textFormat().font(), label.textFormat().size()
    else:
        font, size = label.font(), label.font().pointSizeF() * 25.4 / 72
    return pages.font.width(label.text(), size / pages.font.factor, font.bold())


def check_pages(pages: ReportPages) -> None:
    """Every text stands within its page, and over no other one."""
    for page in pages.pages:
        boxes = [one.mapRectToScene(one.rect()) for one in labels(page)]
        for at, box in enumerate(boxes):
            assert needed(labels(page)[at], pages) + 0.4 <= box.width(), labels(page)[at].text()
            assert BODY.x - 0.1 <= box.left() and box.right() <= BODY.right + 0.1
            assert box.bottom() <= 290
            for other in boxes[:at]:
                shared = box.intersected(other)
                assert min(shared.width(), shared.height()) < 0.5, labels(page)[at].text()


def test_a_long_text_goes_on_on_the_next_page(pages):
    for _ in range(12):
        pages.paragraph(LONG)
    assert len(pages.pages) > 1
    check_pages(pages)
    written = "".join("".join(texts(page)) for page in pages.pages)
    assert written.replace(" ", "") == (LONG * 12).replace(" ", "")


def test_a_row_is_never_divided_and_the_heads_stand_on_every_page(pages):
    pages.table(COLUMNS, [[str(row), "01A001, 01A002", LONG[:300]] for row in range(60)])
    check_pages(pages)
    assert len(pages.pages) > 2
    for page in pages.pages:
        assert texts(page)[0] == "ลำดับ" and "รายละเอียด" in texts(page)
    numbers = [text for page in pages.pages for text in texts(page) if text.isdigit()]
    assert numbers == [str(row) for row in range(60)]


def test_a_cell_that_is_longer_than_a_page_ends_with_dots(pages):
    pages.table(COLUMNS, [["1", "01A001", LONG * 10]])
    check_pages(pages)
    assert any(text.endswith("…") for text in texts(pages.pages[-1]))


def test_a_heading_does_not_stay_behind(pages):
    pages.skip(BODY.height - 8)
    pages.table(COLUMNS, [["1", "01A001", "สั้น"]])
    assert texts(pages.pages[0]) == [] and len(pages.pages) == 2


def test_every_page_is_searchable_and_looks_as_qt_drew_it(pages, tmp_path, monkeypatch):
    pytest.importorskip("pikepdf")
    for number in range(3):
        if number:
            pages.turn()
        pages.paragraph(f"หน้า {number} ลำดับ รหัสแปลงซ้ำ ก๊กน้ำ ผู้ใหญ่ ปี๊บ", "heading")
        pages.paragraph("จุดมุมซ้ำ ทำให้เนื้อที่ไม่ถูกต้อง")
    plain, mended = tmp_path / "เดิม.pdf", tmp_path / "ค้นได้.pdf"

    def mend(page, family):
        plain.write_bytes(page.read_bytes())
        make_searchable(page, family)

    monkeypatch.setattr(report_pages, "make_searchable", mend)
    pages.write(mended, "ท้ายหน้า", Silent())
    text = found_in(mended)
    for word, times in (("รหัสแปลงซ้ำ", 3), ("จุดมุมซ้ำ", 3), ("ลำดับ", 3), ("หน้า 3 / 3", 1)):
        assert text.count(word) == times, word
    assert "รหัสแปลงซ้ำ" not in found_in(plain)
    assert run("pdftoppm", "-r", "80", str(mended)) == run("pdftoppm", "-r", "80", str(plain))


def test_cancelling_leaves_the_older_file(pages, tmp_path):
    path = tmp_path / "รายงาน.pdf"
    path.write_bytes(b"older")
    for _ in range(4):
        pages.turn()
    with pytest.raises(Cancelled):
        pages.write(path, "", Listener(cancel_at=0.3))
    assert path.read_bytes() == b"older"
    assert [one.name for one in tmp_path.iterdir()] == ["รายงาน.pdf"]


def test_the_page_count_is_said_in_english(tmp_path):
    made = ReportPages(Municipality("เทศบาลตำบลสาธิต", name_en="Sathit"), "Test", SheetWords("en"))
    made.turn()
    made.write(tmp_path / "a.pdf", "foot", Silent())
    assert "Page 2 of 2" in texts(made.pages[1]) and "Sathit" in texts(made.pages[1])
    made.project.clear()

"""Thai words of a page are found whole: tone marks, narrow forms, sara am."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from qgis.PyQt.QtGui import QFont, QFontInfo

from taxmap_plugin.cartography import searchable_text
from taxmap_plugin.cartography.sheet_export import SheetOptions, export_sheets
from taxmap_plugin.cartography.sheet_fonts import sheet_font
from taxmap_plugin.core.sheet_plan import PlanOptions

from .town import town

pytestmark = pytest.mark.usefixtures("qgis_app")
NAME = "นายผู้ใหญ่ ปี๊บ ก๊กน้ำ ญูฎุฐู"
WORDS = (
    "แผนที่ภาษี", "ผู้จัดทำ", "แหล่งน้ำ", "คำอธิบายสัญลักษณ์", "ไม่ใช่หลักฐาน", "กรรมสิทธิ์ในที่ดิน",
    "สิ่งปลูกสร้าง", "กริดและพิกัดเป็นเมตร", "ครั้งที่", "ผู้ใหญ่", "ปี๊บ", "ก๊กน้ำ", "ญูฎุฐู", "01B",
)  # fmt: skip


def run(tool, *arguments):
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} (poppler-utils) is not installed")
    return subprocess.run([tool, *arguments], capture_output=True, check=True).stdout


def page_of(folder, family="", bound=False):
    """A sheet of the town, with a name full of stacked marks."""
    options = SheetOptions(plan=PlanOptions("A3"), blocks=("01B",), bound=bound, index=False,
                           font=family, drawn_by=NAME, png_dpi=0)  # fmt: skip
    assert export_sheets(town(), folder, options).complete
    return folder / "01B_1-1.pdf"


def found_in(pdf):
    return run("pdftotext", "-raw", str(pdf), "-").decode("utf-8")


@pytest.mark.parametrize("family", ["Sarabun", "Noto Sans Thai"])
def test_whole_words_are_found_in_the_page(tmp_path, family):
    pytest.importorskip("pikepdf")
    sheet_font()  # loads the fonts that the plugin carries
    if QFontInfo(QFont(family)).family() != family:
        pytest.skip(f"{family} is not installed")
    text = found_in(page_of(tmp_path, family))
    assert [word for word in WORDS if word not in text] == []


def test_the_bound_file_is_searchable_too(tmp_path):
    pytest.importorskip("pikepdf")
    page_of(tmp_path, bound=True)
    text = found_in(tmp_path / "sheets.pdf")
    assert [word for word in WORDS if word not in text] == []


def test_the_page_looks_and_lies_as_before(tmp_path, monkeypatch):
    pytest.importorskip("pikepdf")
    from osgeo import gdal

    mended = page_of(tmp_path / "mended")
    monkeypatch.setattr(searchable_text, "can_mend", lambda: False)
    plain = page_of(tmp_path / "plain")
    assert "น้ำ" in found_in(mended) and "น้ำ" not in found_in(plain)
    assert run("pdftoppm", "-r", "150", str(mended)) == run("pdftoppm", "-r", "150", str(plain))
    places = [gdal.Open(str(path)).GetGeoTransform() for path in (mended, plain)]
    assert places[0] == places[1]


@pytest.mark.parametrize("written", [b"", b"no PDF at all", b"%PDF-1.4\n%%EOF"])
def test_a_file_of_another_kind_stays_as_it_is(tmp_path, written):
    pytest.importorskip("pikepdf")
    path = tmp_path / "page.pdf"
    path.write_bytes(written)
    searchable_text.make_searchable(path, "Sarabun")
    assert path.read_bytes() == written

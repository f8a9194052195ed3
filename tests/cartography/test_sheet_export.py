"""Sheets out: one PDF a sheet, checked, resumable, and never success for an empty page."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from qgis.core import QgsLayoutExporter, QgsLayoutItemMap
from shapely import MultiPolygon, Polygon, box

from taxmap_plugin.cartography import page_export, sheet_export
from taxmap_plugin.cartography.files import FileInUse, replace_file
from taxmap_plugin.cartography.page_export import PageProblem
from taxmap_plugin.cartography.sheet_export import SheetOptions, export_sheets
from taxmap_plugin.cartography.sheet_layers import AREAS, LINES, WATER_HATCH
from taxmap_plugin.cartography.sheet_report import DONE, FAILED, KEPT, WAITING
from taxmap_plugin.core.message import render
from taxmap_plugin.core.sheet_data import SheetSource
from taxmap_plugin.core.sheet_plan import PlanOptions
from taxmap_plugin.errors import Cancelled, TaxMapError

from .conftest import Listener
from .town import patch, town

pytestmark = pytest.mark.usefixtures("qgis_app")
QUICK = SheetOptions(plan=PlanOptions("A3"), index=False, bound=False)


@pytest.fixture(scope="module")
def whole_set(qgis_app, tmp_path_factory):
    """The town on A3 in a folder as an officer names it: ``(report, folder)``."""
    folder = tmp_path_factory.mktemp("งาน แผนที่") / "แผ่น ปี 2569"
    options = SheetOptions(plan=PlanOptions("A3"), png_dpi=40)
    return export_sheets(town(), folder, options), folder


def rows_of(folder: Path) -> list[dict[str, str]]:
    with (folder / "sheets.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def words(pdf: Path) -> str:
    """The text that can be searched in a PDF."""
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    return subprocess.run([tool, "-raw", str(pdf), "-"], capture_output=True, text=True,
                          check=True).stdout  # fmt: skip


class TestWholeSet:
    def test_a_file_a_sheet_an_index_a_bound_file_and_a_list(self, whole_set):
        report, folder = whole_set
        expected = {f"{code}_1-1.pdf" for code in ("01A", "01B", "02A", "02B")}
        found = {path.name for path in folder.iterdir()}
        assert expected | {"index.pdf", "sheets.pdf", "sheets.csv"} <= found
        assert report.complete and report.count(DONE) == 4

    def test_no_unfinished_file_is_left(self, whole_set):
        assert not list(whole_set[1].glob("*unfinished*"))

    def test_the_list_adds_up(self, whole_set):
        rows = rows_of(whole_set[1])
        assert sum(int(row["parcels"]) for row in rows) == len(town()["parcel"])
        for row in rows:
            numbers = sum(int(row[name]) for name in ("inside", "leader", "inset", "table"))
            assert int(row["parcels"]) == int(row["drawn"]) == numbers
            assert row["state"] == "done" and (whole_set[1] / row["file"]).is_file()

    def test_each_lot_number_can_be_searched_in_the_pdf(self, whole_set):
        found = set(re.findall(r"\b\d{3}\b", words(whole_set[1] / "01B_1-1.pdf")))
        lots = town()["parcel"].query("block_code == '01B'")["lot"]
        assert set(lots) <= found

    def test_pictures_beside_the_sheets(self, whole_set):
        assert (whole_set[1] / "01A_1-1.png").read_bytes().startswith(b"\x89PNG")

    def test_the_pdf_names_the_office_and_not_the_computers_user(self, whole_set):
        pikepdf = pytest.importorskip("pikepdf")
        with pikepdf.Pdf.open(whole_set[1] / "01A_1-1.pdf") as pdf:
            assert str(pdf.docinfo["/Author"]) == "เทศบาลตำบลทดสอบ"
            assert "01A" in str(pdf.docinfo["/Title"])

    def test_the_bound_file_has_all_pages_and_a_bookmark_for_each(self, whole_set):
        pikepdf = pytest.importorskip("pikepdf")
        with pikepdf.Pdf.open(whole_set[1] / "sheets.pdf") as pdf, pdf.open_outline() as outline:
            titles = [item.title for item in outline.root]
            below = [item.title for chapter in outline.root for item in chapter.children]
            assert len(pdf.pages) == 5
        assert titles == ["สารบัญแผนที่ภาษี", "เขต 01", "เขต 02"]
        assert below == [f"{c} – แผ่น {n}" for n, c in enumerate(("01A", "01B", "02A", "02B"), 1)]


class TestResume:
    def test_a_second_run_makes_nothing_twice(self, whole_set):
        _, folder = whole_set
        before = (folder / "02A_1-1.pdf").stat().st_mtime_ns
        report = export_sheets(town(), folder, SheetOptions(plan=PlanOptions("A3"), png_dpi=40))
        assert report.count(KEPT) == 4
        assert (folder / "02A_1-1.pdf").stat().st_mtime_ns == before

    def test_only_what_changed_or_was_deleted_is_made_again(self, tmp_path):
        source = town()
        export_sheets(source, tmp_path, QUICK)
        (tmp_path / "02B_1-1.pdf").unlink()
        parcel = source["parcel"].copy()
        parcel.loc[parcel["parcel_code"] == "01A083", "parcel_code"] = "01A983"
        changed = replace(source, frames={**source.frames, "parcel": parcel})
        report = export_sheets(changed, tmp_path, QUICK)
        assert [r.state for r in report.results] == [DONE, KEPT, KEPT, DONE]
        assert "983" in words(tmp_path / "01A_1-1.pdf")

    def test_cancel_keeps_finished_pages_and_the_next_run_goes_on(self, tmp_path):
        with pytest.raises(Cancelled):
            export_sheets(town(), tmp_path, QUICK, Listener(cancel_at=0.45))
        states = [row["state"] for row in rows_of(tmp_path)]
        assert states == [DONE, DONE, WAITING, WAITING]
        report = export_sheets(town(), tmp_path, QUICK)
        assert [r.state for r in report.results] == [KEPT, KEPT, DONE, DONE]

    def test_a_page_that_was_replaced_by_something_else_is_made_again(self, tmp_path):
        options = replace(QUICK, blocks=("02B",))
        export_sheets(town(), tmp_path, options)
        (tmp_path / "02B_1-1.pdf").write_bytes(b"scribble")
        assert export_sheets(town(), tmp_path, options).count(DONE) == 1

    @pytest.mark.slow
    def test_a_picture_of_an_older_page_is_not_kept_for_the_new_one(self, tmp_path):
        options = replace(QUICK, blocks=("02B",), png_dpi=30)
        export_sheets(town(), tmp_path, options)
        old = (tmp_path / "02B_1-1.png").read_bytes()
        export_sheets(town(), tmp_path, replace(options, png_dpi=0, version="2"))
        assert not (tmp_path / "02B_1-1.png").exists(), "it would be taken for the new page's"
        report = export_sheets(town(), tmp_path, replace(options, version="2"))
        assert report.count(DONE) == 1 and (tmp_path / "02B_1-1.png").read_bytes() != old
        finer = replace(options, version="2", png_dpi=60)
        assert export_sheets(town(), tmp_path, finer).count(DONE) == 1

    @pytest.mark.slow
    def test_a_few_blocks_of_a_known_set_are_not_planned_anew(self, tmp_path, monkeypatch):
        options = replace(QUICK, plan=PlanOptions("A4"))
        whole = export_sheets(town(), tmp_path, options)
        few = replace(options, blocks=("02B",), language="en", style_set="bw")
        monkeypatch.setattr(sheet_export, "plan_set", lambda *_: pytest.fail("planned again"))
        report = export_sheets(town(), tmp_path, few)
        last = whole.results[-1]
        assert report.results[0].sheet == last.sheet and report.total_sheets == len(whole.results)
        source = town()
        parcel = source["parcel"].iloc[1:].reset_index(drop=True)
        with pytest.raises(pytest.fail.Exception):
            export_sheets(
                replace(source, frames={**source.frames, "parcel": parcel}), tmp_path, few
            )

    def test_a_spoilt_state_file_only_costs_time(self, tmp_path):
        (tmp_path / "sheets.state.json").write_text("{broken", encoding="utf-8")
        assert export_sheets(town(), tmp_path, replace(QUICK, blocks=("02B",))).complete

    @pytest.mark.slow
    def test_sheets_of_an_earlier_plan_are_named(self, tmp_path):
        export_sheets(town(), tmp_path, replace(QUICK, plan=PlanOptions("A4"), blocks=("01A",)))
        listener = Listener()
        export_sheets(town(), tmp_path, replace(QUICK, blocks=("01A",)), listener)
        assert "01A_2-2.pdf is a sheet of an earlier export" in listener.text()


class TestNeverSuccessForAPageThatLacksSomething:
    """QGIS can print a page without parcels and return success."""

    def failed(self, folder, **values):
        listener = Listener()
        options = replace(QUICK, blocks=("02B",), **values)
        report = export_sheets(town(), folder, options, listener)
        assert [r.state for r in report.results] == [FAILED]
        assert not (folder / "02B_1-1.pdf").exists()
        assert report.bound is None and not report.complete
        return rows_of(folder)[0]["note"]

    def test_parcels_that_were_not_drawn(self, tmp_path, monkeypatch):
        set_layers = QgsLayoutItemMap.setLayers
        monkeypatch.setattr(
            QgsLayoutItemMap,
            "setLayers",
            lambda item, layers: set_layers(item, [x for x in layers if x.name() != "parcel_area"]),
        )
        assert "0 จาก 15 แปลง" in self.failed(tmp_path)

    @pytest.mark.parametrize(
        ("layer", "word"),
        [
            ("parcel", "แนวแปลงที่ดิน"),
            ("block", "แนวเขตย่อย (Block)"),
            ("building_area", "สิ่งปลูกสร้าง"),
            ("road", "ถนน ซอย"),
            ("cross", "กากบาทกริด"),
        ],
    )
    def test_lines_and_areas_that_were_not_drawn(self, tmp_path, monkeypatch, layer, word):
        set_layers = QgsLayoutItemMap.setLayers
        monkeypatch.setattr(
            QgsLayoutItemMap,
            "setLayers",
            lambda item, layers: set_layers(item, [x for x in layers if x.name() != layer]),
        )
        note = self.failed(tmp_path)
        assert f"วาด “{word}” ได้ 0 จาก" in note and "_" not in note

    def test_every_class_of_shapes_has_a_word(self):
        for name in (*LINES, *(f"{area}_area" for area in AREAS), WATER_HATCH, "leader", "circle",
                     "key"):  # fmt: skip
            word = page_export._in_the_legend(name)
            for language in ("th", "en"):
                assert "sheet_words" not in render(word, language), name

    def test_numbers_that_were_not_drawn(self, tmp_path, monkeypatch):
        set_layers = QgsLayoutItemMap.setLayers
        monkeypatch.setattr(
            QgsLayoutItemMap,
            "setLayers",
            lambda item, layers: set_layers(item, [x for x in layers if x.name() != "text"]),
        )
        assert "ขาดตัวเลขหรือชื่อ" in self.failed(tmp_path)

    def test_a_table_that_was_cut(self, tmp_path, monkeypatch):
        make = sheet_export.SheetMaker.make
        monkeypatch.setattr(
            sheet_export.SheetMaker,
            "make",
            lambda maker, drawing: replace(make(maker, drawing), tables_complete=False),
        )
        assert "ตารางแปลงเล็ก" in self.failed(tmp_path)

    def test_a_picture_without_its_parcels(self, tmp_path, monkeypatch):
        render = QgsLayoutExporter.renderPageToImage

        def bare(exporter, page, dpi):
            main = exporter.layout().itemById("map")
            main.setLayers([x for x in main.layers() if x.name() != "parcel_area"])
            return render(exporter, page, dpi=dpi)

        monkeypatch.setattr(QgsLayoutExporter, "renderPageToImage", bare)
        report = export_sheets(town(), tmp_path, replace(QUICK, blocks=("02B",), png_dpi=30))
        assert report.results[0].state == FAILED and "0 จาก 15 แปลง" in report.results[0].note
        assert not list(tmp_path.glob("*.png"))

    def test_a_page_that_a_full_disk_cut_off(self, tmp_path, monkeypatch):
        """Qt writes what fits and says nothing."""
        write = QgsLayoutExporter.exportToPdf

        def cut(exporter, path, settings):
            result = write(exporter, path, settings)
            whole = Path(path).read_bytes()
            Path(path).write_bytes(whole[: len(whole) // 2])
            return result

        monkeypatch.setattr(QgsLayoutExporter, "exportToPdf", cut)
        assert "ดิสก์ไม่เต็ม" in self.failed(tmp_path)

    def test_an_older_good_page_stays_as_it_was(self, tmp_path, monkeypatch):
        options = replace(QUICK, blocks=("02B",))
        export_sheets(town(), tmp_path, options)
        good = (tmp_path / "02B_1-1.pdf").read_bytes()

        def broken(*arguments):
            raise PageProblem(page_export.Message("page_export.table_cut"))

        monkeypatch.setattr(page_export, "_check_page", broken)
        export_sheets(town(), tmp_path, replace(options, version="2"))
        assert (tmp_path / "02B_1-1.pdf").read_bytes() == good

    def test_no_bound_file_of_an_incomplete_set(self, tmp_path, monkeypatch):
        def broken(*arguments):
            raise PageProblem(page_export.Message("page_export.table_cut"))

        monkeypatch.setattr(page_export, "_check_page", broken)
        listener = Listener()
        options = replace(QUICK, blocks=("02B",), bound=True)
        export_sheets(town(), tmp_path, options, listener)
        assert not (tmp_path / "sheets.pdf").exists()
        assert "were not bound" in listener.text()

    def test_a_file_open_in_a_viewer_is_named(self, tmp_path, monkeypatch):
        def in_use(self, target):
            raise PermissionError(13, "used by another process")

        monkeypatch.setattr(Path, "replace", in_use)
        with (
            pytest.raises(FileInUse, match=r"a\.pdf is open"),
            replace_file(tmp_path / "a.pdf") as f,
        ):
            f.write_bytes(b"x")
        assert not list(tmp_path.iterdir())

    def test_a_full_disk_is_named(self, tmp_path):
        with (
            pytest.raises(FileInUse, match=r"a\.pdf could not be written"),
            replace_file(tmp_path / "a.pdf"),
        ):
            raise OSError(28, "No space left on device")
        assert not list(tmp_path.iterdir())

    @pytest.mark.slow
    def test_a_folder_that_goes_away_during_the_export_is_named(self, tmp_path):
        class Thief(Listener):
            def progress(self, fraction):
                super().progress(fraction)
                if fraction > 0.2 and not taken:
                    taken.append(shutil.rmtree(tmp_path / "out"))

        taken, thief = [], Thief()
        report = export_sheets(town(), tmp_path / "out", replace(QUICK, bound=True), thief)
        assert report.bound is None and report.bound_problem is not None
        assert "folder is still there" in thief.text()

    def test_one_locked_sheet_does_not_stop_the_others(self, tmp_path, monkeypatch):
        def export_page(page, drawing, path, png_dpi=0):
            if path.name.startswith("01B"):
                raise FileInUse(page_export.Message("files.in_use", file=path.name))
            return real(page, drawing, path, png_dpi)

        real = page_export.export_page
        monkeypatch.setattr(sheet_export, "export_page", export_page)
        report = export_sheets(town(), tmp_path, QUICK)
        assert [r.state for r in report.results] == [DONE, FAILED, DONE, DONE]
        assert "เปิดอยู่ในโปรแกรมอื่น" in report.results[1].note


class TestChoices:
    def test_chosen_blocks_only_with_the_numbers_of_the_whole_set(self, tmp_path):
        report = export_sheets(town(), tmp_path, replace(QUICK, blocks=("02A",)))
        assert [(r.block, r.sheet, report.total_sheets) for r in report.results] == [("02A", 3, 4)]

    def test_a_block_that_does_not_exist_is_named(self, tmp_path):
        with pytest.raises(TaxMapError, match="no block 09X on"):
            export_sheets(town(), tmp_path, replace(QUICK, blocks=("01A", "09X")))

    def test_nothing_to_draw(self, tmp_path):
        empty = SheetSource.of(town().municipality, {}, "2026-01-01")
        with pytest.raises(TaxMapError, match="Import the parcels"):
            export_sheets(empty, tmp_path, QUICK)

    def test_a_folder_that_cannot_be_made_is_named(self, tmp_path):
        (tmp_path / "file").write_text("x")
        with pytest.raises(TaxMapError, match="cannot be written"):
            export_sheets(town(), tmp_path / "file" / "folder", QUICK)

    def test_parcels_without_codes_are_drawn_and_counted(self, tmp_path):
        source = town()
        parcel = source["parcel"].copy()
        parcel.loc[parcel["block_code"] == "02B", ["parcel_code", "block_code"]] = None
        bare = replace(source, frames={**source.frames, "parcel": parcel})
        report = export_sheets(bare, tmp_path, replace(QUICK, blocks=("02B",)))
        assert report.results[0].drawn == 15 and report.complete
        assert words(tmp_path / "02B_1-1.pdf").count("?") >= 15

    @pytest.mark.slow
    def test_without_pikepdf_the_bound_file_is_drawn_by_qgis(self, tmp_path, monkeypatch):
        monkeypatch.setattr(sheet_export, "can_bind", lambda: False)
        listener = Listener()
        options = SheetOptions(plan=PlanOptions("A3"), blocks=("02A", "02B"))
        report = export_sheets(town(), tmp_path, options, listener)
        assert report.bound == tmp_path / "sheets.pdf"
        assert "no bookmarks" in listener.text()
        text = words(report.bound)
        assert text.count("\f") == 3  # index and two sheets

    def test_a_bound_file_drawn_without_parcels_is_not_kept(self, tmp_path, monkeypatch):
        options = SheetOptions(plan=PlanOptions("A3"), blocks=("02B",), index=False)
        export_sheets(town(), tmp_path, replace(options, bound=False))
        set_layers = QgsLayoutItemMap.setLayers
        monkeypatch.setattr(
            QgsLayoutItemMap,
            "setLayers",
            lambda item, layers: set_layers(item, [x for x in layers if x.name() != "parcel_area"]),
        )
        monkeypatch.setattr(sheet_export, "can_bind", lambda: False)
        report = export_sheets(town(), tmp_path, options)
        assert report.count(KEPT) == 1 and report.bound is None
        assert report.bound_problem is not None and not (tmp_path / "sheets.pdf").exists()


def test_progress_only_grows_and_ends_at_one(tmp_path):
    listener = Listener()
    export_sheets(town(), tmp_path, replace(QUICK, bound=True, blocks=("02A", "02B")), listener)
    assert listener.fractions == sorted(listener.fractions)
    assert listener.fractions[-1] == pytest.approx(1.0)


def test_a_multipart_parcel_and_an_invalid_one_are_on_their_sheet(tmp_path):
    source = town()
    corners = [(500300, 2069990), (500320, 2070000), (500320, 2069990), (500300, 2070000)]
    bow_tie = Polygon(corners)
    extra = pd.DataFrame(
        {
            "uuid": ["x1", "x2"],
            "parcel_code": ["02A900", "02A901"],
            "block_code": ["02A", "02A"],
            "geom": [MultiPolygon([patch(10, 20, -170, -160), patch(60, 70, -170, -160)]), bow_tie],
        }
    )
    frames = {**source.frames, "parcel": pd.concat([source["parcel"], extra], ignore_index=True)}
    more = SheetSource.of(source.municipality, frames, source.as_of)
    report = export_sheets(more, tmp_path, replace(QUICK, blocks=("02A",)))
    assert report.complete and report.results[0].drawn == 43


def test_a_block_that_stands_in_a_code_only_is_named_and_not_counted(tmp_path):
    made = town()
    parcel = made["parcel"].copy()
    far = box(505000, 2075000, 505040, 2075030)
    stray = {"parcel_code": "09Z001", "lot": "001", "block_code": "09Z", "zone_code": "09"}
    parcel.loc[len(parcel)] = {**parcel.iloc[0].to_dict(), **stray, "geom": far}
    source = replace(made, frames={**made.frames, "parcel": parcel})
    report = export_sheets(source, tmp_path, replace(QUICK, blocks=("09Z",), index=True))
    told = [render(message, "en") for message in report.messages]
    assert any("(09Z)" in text and "1 block stands in parcel codes" in text for text in told)
    lines = [line.split() for line in words(tmp_path / "index.pdf").splitlines()]
    assert ["เขตย่อย", "(Block)", str(len(made["block"]))] in lines

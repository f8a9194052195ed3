"""``taxmap:exportsheets`` as the toolbox runs it."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingUtils,
    QgsProject,
)

from taxmap_plugin.cartography import sheet_export
from taxmap_plugin.cartography.files import FileInUse
from taxmap_plugin.cartography.page_export import PageProblem
from taxmap_plugin.cartography.sheet_layout import SheetMaker
from taxmap_plugin.core.message import Message
from taxmap_plugin.processing.exportsheets import ExportSheets
from taxmap_plugin.workspace.progress import SHEETS_PRINTED, count_workspace
from taxmap_plugin.workspace.store import Workspace

from ..cartography.town import town


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    made = town()
    ws = Workspace.create(tmp_path_factory.mktemp("ที่ ทำงาน") / "town.gpkg", made.municipality)
    with ws.transaction("import") as tx:
        for table in ("zone", "block", "parcel", "road"):
            tx.insert(table, made[table].dropna(axis=1, how="all"))
    return ws


@pytest.fixture
def unprinted(workspace, tmp_path):
    """A workspace of its own, of which nothing was printed yet."""
    path = tmp_path / "unprinted.gpkg"
    path.write_bytes(workspace.path.read_bytes())
    with Workspace.open(path).transaction("test") as tx:
        tx.execute("DELETE FROM setting WHERE key = ?", (SHEETS_PRINTED,))
    return Workspace.open(path)


def run(workspace, folder, feedback=None, **parameters):
    algorithm, context = ExportSheets(), QgsProcessingContext()
    feedback = feedback or QgsProcessingFeedback()
    algorithm.initAlgorithm({})
    context.setProject(QgsProject.instance())
    values = {"WORKSPACE": str(workspace.path), "FOLDER": str(folder), "PAPER": 1, **parameters}
    results, fine = QgsProcessingAlgorithm.run(algorithm, values, context, feedback, {}, False)
    assert fine
    return results, feedback.textLog()


def test_chosen_blocks_with_the_index_and_the_bound_file(qgis_app, workspace, tmp_path):
    results, log = run(workspace, tmp_path, BLOCKS="02a ๐๒B", DRAWN_BY="นายทดสอบ", AS_OF="5/1/2569")
    assert results["SHEETS"] == 2 and results["FAILED"] == 0
    assert results["REPORT"] == str(tmp_path / "sheets.csv")
    assert results["BOUND_FILE"] == str(tmp_path / "sheets.pdf")
    assert {"02A_1-1.pdf", "02B_1-1.pdf", "index.pdf"} <= {p.name for p in tmp_path.iterdir()}
    assert "2" in log


def test_sheets_in_a_temporary_folder_are_not_called_printed(qgis_app, unprinted):
    folder = Path(QgsProcessingUtils.generateTempFilename("FOLDER"))
    _, log = run(unprinted, folder, BLOCKS="02A", BOUND=False)
    assert str(folder) in log
    assert not count_workspace(unprinted).printed


def test_the_start_dock_learns_of_which_blocks_sheets_were_printed(qgis_app, unprinted, tmp_path):
    for blocks, printed in (("02A", 1), ("02A", 1), ("02B", 2)):
        results, _ = run(unprinted, tmp_path, BLOCKS=blocks, BOUND=False, PAPER=2, LARGE_BLOCKS=1)
        counts = count_workspace(unprinted)
        assert counts.printed == printed and counts.printed_on
    assert results["SHEETS"] > 1, "several sheets of one block count as one block"


def test_a_set_without_its_index_is_no_success(qgis_app, workspace, tmp_path, monkeypatch):
    def no_room(*_):
        raise PageProblem(Message("common.rows", count=3))

    monkeypatch.setattr(SheetMaker, "make_index", no_room)
    with pytest.raises(QgsProcessingException):
        run(workspace, tmp_path, BLOCKS="02A")
    assert (tmp_path / "02A_1-1.pdf").is_file(), "finished pages stay"
    assert not (tmp_path / "sheets.pdf").exists()


def test_a_set_without_its_bound_file_is_no_success(qgis_app, workspace, tmp_path, monkeypatch):
    """An older bound file may lie there: the officer would print that one."""

    def in_use(*_):
        raise FileInUse(Message("files.in_use", file="sheets.pdf"))

    monkeypatch.setattr(sheet_export, "bind", in_use)
    with pytest.raises(QgsProcessingException, match=r"sheets\.pdf"):
        run(workspace, tmp_path, BLOCKS="02A")
    assert (tmp_path / "02A_1-1.pdf").is_file(), "finished pages stay"


def test_black_and_white_in_english_with_pictures(qgis_app, workspace, tmp_path):
    run(workspace, tmp_path, BLOCKS="02B", STYLE=1, LANGUAGE=1, PNG_DPI=30, BOUND=False)
    assert (tmp_path / "02B_1-1.png").is_file()
    assert not (tmp_path / "sheets.pdf").exists()


def test_the_scale_decides_how_many_sheets(qgis_app, workspace, tmp_path):
    results, _ = run(workspace, tmp_path, BLOCKS="01A", PAPER=2, LARGE_BLOCKS=1, BOUND=False)
    assert results["SHEETS"] > 1


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"BLOCKS": "99Z"}, "99Z"),
        ({"AS_OF": "30/2/2569"}, "30/2/2569"),
    ],
)
def test_what_cannot_be_done_is_said(qgis_app, workspace, tmp_path, parameters, said):
    with pytest.raises(QgsProcessingException, match=said):
        run(workspace, tmp_path, **parameters)


def test_cancelled_before_the_first_page(qgis_app, workspace, tmp_path):
    feedback = QgsProcessingFeedback()
    feedback.cancel()
    results, _ = run(workspace, tmp_path, feedback)
    assert "SHEETS" not in results
    assert not list(tmp_path.glob("0*.pdf"))

"""The workbook of a check says the same as the check, and Excel runs nothing that is in it."""

from __future__ import annotations

import builtins

import openpyxl
import pytest

from taxmap_plugin.core.feedback import Silent
from taxmap_plugin.core.message import Message
from taxmap_plugin.core.quality_rules import rule
from taxmap_plugin.editing.quality_check import check_quality, look_at_quality
from taxmap_plugin.editing.quality_report import report_of
from taxmap_plugin.exchange.csv_file import FileNotWritten
from taxmap_plugin.exchange.quality_workbook import write_quality_workbook

from ..editing import land_case
from ..editing.test_quality_check import findings, widen

ASKED = [rule("overlap"), rule("gap"), rule("price_missing")]


@pytest.fixture
def ws(tmp_path):
    """Two overlaps, of 30 m² and of 90 m², the larger one accepted; five parcels without price."""
    ws = land_case.make(tmp_path)
    widen(ws, "p1", 1)
    widen(ws, "p5", 3)
    check_quality(ws, Silent(), ASKED)
    uuid = findings(ws, "uuid", "touched_m2").query("touched_m2 > 80")["uuid"].iloc[0]
    decided = {"decision": "=1+1", "decided_by": "สมหญิง", "decided_at": "2026-01-04T20:00:00.000Z"}
    with ws.transaction("quality_decide") as tx:
        tx.update_rows("finding", [{"uuid": uuid, "state": "accepted", **decided}])
    return ws


def sheets(path) -> dict[str, list[list]]:
    book = openpyxl.load_workbook(path)
    return {page.title: [[cell.value for cell in row] for row in page.rows] for page in book}


def written(ws, path, language="th"):
    report = report_of(ws, look_at_quality(ws, Silent(), ASKED), ASKED)
    write_quality_workbook(report, path, language)
    return report


def test_the_history_tells_of_what_the_summary_counts(qgis_app, ws, tmp_path):
    """What an import tells is no rule's, and in neither."""
    with ws.transaction("import") as tx:
        said = Message("inheritance.several")
        tx.insert_rows("finding", [{"check_id": said.id, "severity": "warning", "message": said}])
    report = written(ws, tmp_path / "ผล.xlsx")
    last = sheets(tmp_path / "ผล.xlsx")["ประวัติรายวัน"][-1]
    assert last[1:3] == [report.count("error") + report.count("warning"), report.accepted]


def test_the_summary_counts_by_severity_group_and_rule(qgis_app, ws, tmp_path):
    report = written(ws, tmp_path / "ผล.xlsx")
    rows = sheets(tmp_path / "ผล.xlsx")["สรุป"]
    lines = {row[0]: row[1:] for row in rows if row[0]}
    assert lines["อปท."][0] == "เทศบาลตำบลสาธิต"
    assert lines["แนวเขตและการต่อกัน"][:4] == [1, 0, 0, 1]
    assert lines["ทะเบียน"][:4] == [0, 5, 0, 0]
    assert lines["รวม"][:4] == [1, 5, 0, 1]
    assert lines["แปลงซ้อนทับกัน"][2:4] == [1, 1]
    assert lines["ช่องว่างระหว่างแปลง"][2:4] == [0, 0]
    assert (report.count("error"), report.count("warning"), report.accepted) == (1, 5, 1)


def test_every_finding_is_a_line_the_worst_first_the_accepted_last(qgis_app, ws, tmp_path):
    written(ws, tmp_path / "ผล.xlsx")
    head, *rows = sheets(tmp_path / "ผล.xlsx")["จุดที่ต้องตรวจ"]
    assert len(rows) == 7 and len(head) == len(rows[0])
    assert rows[0][:2] == [1, "ผิด"] and rows[0][4:7] == ["01A001, 01A002", "01A", 30]
    assert [row[1] for row in rows] == ["ผิด", *["ควรตรวจ"] * 5, "ผิด"]
    last = dict(zip(head, rows[-1]))
    assert last["สถานะ"] == "ยอมรับตามนี้" and last["ตัดสินใจเมื่อ"] == "5 ม.ค. 2569"


def test_what_an_officer_typed_is_no_formula(qgis_app, ws, tmp_path):
    written(ws, tmp_path / "ผล.xlsx")
    book = openpyxl.load_workbook(tmp_path / "ผล.xlsx")
    cells = [cell for page in book for row in page.rows for cell in row]
    assert {cell.data_type for cell in cells if cell.value == "=1+1"} == {"s"}
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_the_history_has_a_line_for_each_day(qgis_app, ws, tmp_path):
    written(ws, tmp_path / "ผล.xlsx", "en")
    head, *rows = sheets(tmp_path / "ผล.xlsx")["History by day"]
    assert head == ["At the end of", "Open", "Accepted", "Fixed"]
    assert rows[-1][1:] == [6, 1, 0]


def test_lists_have_filters_and_frozen_heads(qgis_app, ws, tmp_path):
    written(ws, tmp_path / "ผล.xlsx")
    book = openpyxl.load_workbook(tmp_path / "ผล.xlsx")
    assert [page.freeze_panes for page in book] == [None, "B2", "B2"]


def test_without_openpyxl_the_same_cells_are_written(qgis_app, ws, tmp_path, monkeypatch):
    imported = builtins.__import__

    def without(name, *rest, **more):
        if name == "openpyxl":
            raise ImportError(name)
        return imported(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    written(ws, tmp_path / "plain.xlsx")
    monkeypatch.undo()
    rows = sheets(tmp_path / "plain.xlsx")["จุดที่ต้องตรวจ"]
    assert len(rows) == 8 and rows[1][4] == "01A001, 01A002"


def test_a_workbook_that_cannot_be_written_is_named(qgis_app, ws, tmp_path):
    with pytest.raises(FileNotWritten, match="ผล"):
        written(ws, tmp_path / "ไม่มี" / "ผล.xlsx")

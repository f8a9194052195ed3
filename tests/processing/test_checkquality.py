"""ตรวจคุณภาพ, as the toolbox and a scheduled run use it."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from qgis.core import QgsProcessingException, QgsProcessingFeedback, QgsVectorLayer

from taxmap_plugin.core.message import render
from taxmap_plugin.core.municipality import Municipality
from taxmap_plugin.core.quality_rules import rule
from taxmap_plugin.core.quality_settings import QualitySettings
from taxmap_plugin.editing.quality_settings import save_quality_settings
from taxmap_plugin.errors import Cancelled
from taxmap_plugin.exchange.quality_layer import style_findings
from taxmap_plugin.processing import checkquality
from taxmap_plugin.processing.checkquality import CheckQuality
from taxmap_plugin.settings import language
from taxmap_plugin.workspace.quality_settings import KeptSettings
from taxmap_plugin.workspace.store import Workspace

from ..editing import land_case
from ..editing.test_quality_check import findings, widen
from .change_case import CancelledAfter, run

OVERLAP = {"RULES": "overlap"}


@pytest.fixture
def ws(tmp_path):
    """01A001 lies over 01A002 by 1 m × 30 m, and 01A005 over 01A006 by 3 m × 30 m."""
    made = land_case.make(tmp_path)
    widen(made, "p1", 1)
    widen(made, "p5", 3)
    return made


def accept(ws, code: str) -> None:
    uuids = findings(ws, "uuid", "subject_code").query("subject_code == @code")["uuid"]
    decided = {"uuid": uuids.iloc[0], "state": "accepted", "decision": "แนวรั้วเดิม"}
    with ws.transaction("quality_decide") as tx:
        tx.update_rows("finding", [decided])


def test_findings_are_filed_and_shown_the_dearest_first(qgis_app, ws):
    """Only 01A001 has a price."""
    results, rows, log = run(CheckQuality, ws, **OVERLAP)
    assert (results["ERRORS"], results["WARNINGS"], results["NEW"], results["GONE"]) == (2, 0, 2, 0)
    assert [row["parcels"] for row in rows] == ["01A001, 01A002", "01A005, 01A006"]
    first = rows[0]
    assert (first["rule"], first["severity"], first["state"]) == ("overlap", "error", "open")
    assert (first["block"], first["area"]) == ("01A", 30.0)
    assert "01A001" in first["message"] and first["title"]
    assert set(findings(ws, "uuid")["uuid"]) == {row["uuid"] for row in rows}
    assert "2" in log


def test_the_reports_are_written_before_the_run_fails(qgis_app, ws, tmp_path):
    wanted = {"PDF": str(tmp_path / "รายงาน.pdf"), "XLSX": str(tmp_path / "รายงาน.xlsx")}
    with pytest.raises(QgsProcessingException):
        run(CheckQuality, ws, **OVERLAP, **wanted, FAIL_ON=1)
    for path in wanted.values():
        assert Path(path).stat().st_size > 2000
    results, _, _ = run(CheckQuality, ws, **OVERLAP, **wanted)
    assert {name: results[name] for name in wanted} == wanted


def test_a_check_that_only_looks_leaves_the_workspace_as_it_is(qgis_app, ws):
    before = land_case.everything(ws)
    results, rows, _ = run(CheckQuality, ws, FILE=False)
    assert results["ERRORS"] >= 2 and results["NEW"] == len(rows)
    assert land_case.everything(ws) == before


@pytest.mark.parametrize("files", [True, False])
def test_what_was_accepted_is_counted_apart_and_shown_last(qgis_app, ws, files: bool):
    run(CheckQuality, ws, **OVERLAP)
    accept(ws, "01A005")
    results, rows, _ = run(CheckQuality, ws, FILE=files, **OVERLAP)
    assert (results["ERRORS"], results["ACCEPTED"], results["NEW"]) == (1, 1, 0)
    assert [row["state"] for row in rows] == ["open", "accepted"]


def test_the_log_counts_by_rule_what_nobody_has_accepted(qgis_app, ws):
    _, _, log = run(CheckQuality, ws, **OVERLAP)
    (of_rule,) = of_overlaps(log)
    assert "2" in of_rule
    accept(ws, "01A005")
    _, _, log = run(CheckQuality, ws, **OVERLAP)
    (of_rule,) = of_overlaps(log)
    assert "1" in of_rule
    accept(ws, "01A001")
    _, _, log = run(CheckQuality, ws, **OVERLAP)
    assert of_overlaps(log) == []


def of_overlaps(log: str) -> list[str]:
    title = render(rule("overlap").title, language())
    return [line for line in log.splitlines() if title in line and ":" in line]


def test_what_is_gone_is_counted(qgis_app, ws):
    run(CheckQuality, ws, **OVERLAP)
    widen(ws, "p5", 0)
    results, rows, _ = run(CheckQuality, ws, **OVERLAP)
    assert (results["ERRORS"], results["GONE"], len(rows)) == (1, 1, 1)


def test_options_and_groups_are_used(qgis_app, ws):
    results, _, _ = run(CheckQuality, ws, RULES="overlap", OPTIONS="overlap.area=50 m2")
    assert results["ERRORS"] == 1
    results, rows, _ = run(CheckQuality, ws, GROUPS=[0])
    assert {row["rule"] for row in rows} <= {"tiny", "sliver", "hole", "multipart"}
    every, _, _ = run(CheckQuality, ws, GROUPS=[])
    assert every["ERRORS"] >= 2


def test_what_was_typed_wrong_is_told_before_anything_is_checked(qgis_app, ws):
    for wrong in ({"RULES": "overlapping"}, {"OPTIONS": "overlap.area=a"}):
        with pytest.raises(QgsProcessingException):
            run(CheckQuality, ws, **wrong)
    assert findings(ws).empty


@pytest.mark.parametrize(
    ("fail_on", "rules"), [(1, "overlap"), (2, "overlap"), (2, "price_missing")]
)
def test_the_run_fails_after_the_findings_were_filed(qgis_app, ws, fail_on: int, rules: str):
    with pytest.raises(QgsProcessingException):
        run(CheckQuality, ws, RULES=rules, FAIL_ON=fail_on)
    assert len(findings(ws))


def test_accepted_findings_and_warnings_need_not_fail_it(qgis_app, ws):
    widen(ws, "p5", 0)
    run(CheckQuality, ws, RULES="overlap, price_missing")
    accept(ws, "01A001")
    results, _, _ = run(CheckQuality, ws, RULES="overlap, price_missing", FAIL_ON=1)
    assert results["ERRORS"] == 0 and results["WARNINGS"]


def test_a_map_without_parcels_is_not_clean_and_no_scheduled_run_takes_it_so(qgis_app, tmp_path):
    ws = Workspace.create(tmp_path / "ว่าง.gpkg", Municipality("เทศบาลตำบลสาธิต"))
    results, _, log = run(CheckQuality, ws)
    assert results["ERRORS"] == 0
    assert "ยังไม่มีแปลงที่ดิน" in log and "เรียบร้อย ตรวจ" not in log
    with pytest.raises(QgsProcessingException, match="ยังไม่มีแปลงที่ดิน"):
        run(CheckQuality, ws, FAIL_ON=1)


def test_options_of_rules_that_were_not_asked_for_are_told(qgis_app, ws):
    _, _, log = run(CheckQuality, ws, RULES="overlap", OPTIONS="gap.width=2")
    assert "ไม่ได้เลือกตรวจ 1 ข้อ: ช่องว่างระหว่างแปลง" in log


def test_a_rule_that_fails_is_told_and_is_no_clean_map(qgis_app, ws, monkeypatch):
    def broken(*_):
        raise RuntimeError("out of order")

    rules = (dataclasses.replace(rule("gap"), check=broken), rule("overlap"))
    monkeypatch.setattr(checkquality, "chosen_rules", lambda *_: rules)
    results, rows, log = run(CheckQuality, ws)
    assert (results["FAILED"], len(rows)) == (1, 2) and "out of order" in log
    with pytest.raises(QgsProcessingException, match=r"1"):
        run(CheckQuality, ws, FAIL_ON=1)


def test_a_cancelled_check_keeps_what_it_found(qgis_app, ws, monkeypatch):
    def cancel(*_):
        raise Cancelled

    rules = (rule("overlap"), dataclasses.replace(rule("gap"), check=cancel))
    monkeypatch.setattr(checkquality, "chosen_rules", lambda *_: rules)
    results, rows, _ = run(CheckQuality, ws, FAIL_ON=1)
    assert results["ERRORS"] == len(rows) == len(findings(ws)) == 2


def test_cancelled_while_the_report_is_written_the_findings_stay(qgis_app, ws, tmp_path):
    path = tmp_path / "รายงาน.pdf"
    results, rows, _ = run(CheckQuality, ws, CancelledAfter(85), PDF=str(path), **OVERLAP)
    assert results["ERRORS"] == len(rows) == len(findings(ws)) == 2
    assert "PDF" not in results and not path.exists()


def test_cancelled_at_once_it_finds_nothing_and_closes_nothing(qgis_app, ws):
    run(CheckQuality, ws, **OVERLAP)
    feedback = QgsProcessingFeedback()
    feedback.cancel()
    results, rows, _ = run(CheckQuality, ws, feedback, **OVERLAP)
    assert (results["ERRORS"], results["GONE"], rows) == (0, 0, [])
    assert findings(ws)["state"].tolist() == ["open", "open"]


def test_the_layer_is_read_in_words_and_seen_at_every_scale(qgis_app, ws):
    fields = "field=severity:string&field=state:string&field=uuid:string"
    layer = QgsVectorLayer(f"Point?{fields}", "ผล", "memory")
    style_findings(layer, "th")
    shown = [one.name for one in layer.attributeTableConfig().columns() if not one.hidden]
    assert shown == ["severity", "state"]
    assert layer.attributeAlias(0) == "ความรุนแรง"
    assert layer.editorWidgetSetup(1).config()["map"][0] == {"ยังไม่ทำ": "open"}
    assert not layer.hasScaleBasedVisibility() and len(layer.renderer().categories()) == 8


def test_the_office_s_numbers_count_unless_others_are_typed(qgis_app, ws):
    save_quality_settings(
        ws, QualitySettings().changed("overlap", True, {"area": 31.0}), KeptSettings()
    )
    results, _, _ = run(CheckQuality, ws, FILE=False, **OVERLAP)
    assert results["ERRORS"] == 1  # of 90 m²; the other one has 30 m²
    results, _, _ = run(CheckQuality, ws, FILE=False, **OVERLAP, OPTIONS="overlap.area=29")
    assert results["ERRORS"] == 2


def test_a_rule_that_the_office_switched_off_is_named_and_finds_nothing(qgis_app, ws):
    save_quality_settings(ws, QualitySettings(frozenset({"overlap"})), KeptSettings())
    results, rows, log = run(CheckQuality, ws, **OVERLAP)
    assert (results["ERRORS"], rows) == (0, [])
    assert "แปลงซ้อนทับกัน" in log and "ปิดกฎไว้" in log
    assert "ไม่พบ" not in log  # nobody has looked

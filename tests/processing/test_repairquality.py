"""แก้ไขแผนที่ตามจุดที่ตรวจพบ, as the toolbox runs it."""

from __future__ import annotations

import pytest
import shapely
from qgis.core import QgsProcessingException

from taxmap_plugin.core.feedback import Silent
from taxmap_plugin.core.quality_settings import QualitySettings
from taxmap_plugin.editing.quality_check import check_quality
from taxmap_plugin.editing.quality_repair import ORDER
from taxmap_plugin.editing.quality_settings import save_quality_settings
from taxmap_plugin.processing.repairquality import RepairQuality
from taxmap_plugin.workspace.quality_settings import KeptSettings

from ..editing import faulty_land
from ..editing.faulty_land import FAULTS, drawn
from .change_case import CancelledAfter, run

OVERLAPS = ORDER.index("overlap")


@pytest.fixture
def town(tmp_path):
    return faulty_land.make(tmp_path, 8, 8, ["overlap", "gap", "near_corner"])


def is_as(before, ws) -> bool:
    after = drawn(ws)
    return all(shapely.equals_exact(after[uuid], shape) for uuid, shape in before.items())


def test_it_shows_what_it_would_mend_and_writes_nothing(qgis_app, town):
    before = drawn(town)
    results, rows, log = run(RepairQuality, town)
    assert results["CHANGES"] == 0 and results["REFUSED"] == 0
    assert {row["role"] for row in rows} == {"keeps"} and len(rows) == results["PIECES"] > 3
    assert "แปลงซ้อนทับกัน (01A010, 01A018)" in log and "แนวเขตร่วมยาวที่สุด" in log
    assert is_as(before, town) and town.count("change", "kind = 'correct'") == 0


def test_it_mends_and_there_is_nothing_left(qgis_app, town):
    results, _, log = run(RepairQuality, town, WRITE=True)
    assert results["CHANGES"] == town.count("change", "kind = 'correct'") == 4
    assert "บันทึกแล้ว 4 จาก 4 รายการ" in log
    results, rows, log = run(RepairQuality, town, WRITE=True)
    assert results["CHANGES"] == 0 and rows == [] and "ไม่มีรายการที่ต้องแก้ไข" in log


def test_rules_and_parcels_are_chosen(qgis_app, town):
    before = drawn(town)
    results, _, _ = run(RepairQuality, town, WRITE=True, RULES=[0], PARCELS="")
    assert results["CHANGES"] == 0 and is_as(before, town)
    results, _, _ = run(RepairQuality, town, WRITE=True, PARCELS="01A010, 01A018")
    changed = [uuid for uuid, shape in drawn(town).items() if not shape.equals(before[uuid])]
    assert results["CHANGES"] == 1 and set(changed) <= {"p9", "p17"}


def test_what_is_too_wide_is_named_and_a_script_can_fail_for_it(qgis_app, town):
    results, rows, log = run(RepairQuality, town, WIDTH=0.05, RULES=[OVERLAPS])
    assert results["REFUSED"] == 2 and "มีช่วงที่กว้างเกิน 0.05 ม." in log
    assert sorted(row["role"] for row in rows) == ["keeps", "refused", "refused"]
    for write, told in ((False, "ไม่ได้บันทึก"), (True, "แก้ได้แล้ว 1 รายการ"), (True, "ไม่ได้บันทึก")):
        with pytest.raises(QgsProcessingException, match="แก้ไม่ได้ 2 รายการ .*" + told):
            run(RepairQuality, town, WRITE=write, WIDTH=0.05, RULES=[OVERLAPS], FAIL=True)


def test_gaps_that_are_too_wide_are_named_as_overlaps_are(qgis_app, town):
    results, _, log = run(RepairQuality, town, WIDTH=0.05, RULES=[ORDER.index("gap")])
    assert results["REFUSED"] == 1 and "มีช่วงที่กว้างเกิน 0.05 ม." in log


def test_cancelling_keeps_what_was_written(qgis_app, town):
    results, _, _ = run(RepairQuality, town, CancelledAfter(50), WRITE=True)
    assert 0 < results["CHANGES"] < 4


def test_cancelling_while_it_looks_writes_nothing(qgis_app, town):
    before = drawn(town)
    assert run(RepairQuality, town, CancelledAfter(1), WRITE=True)[0] == {}
    assert is_as(before, town)


def test_every_kind_of_fault_has_its_line_in_the_log(qgis_app, tmp_path):
    ws = faulty_land.make(tmp_path, 8, 11, list(FAULTS))
    results, _, _ = run(RepairQuality, ws, WRITE=True)
    assert results["REFUSED"] == 0 and results["CHANGES"] > 5


def test_the_office_s_numbers_count_where_none_is_typed_and_its_rules_off_are_left(qgis_app, town):
    ours = QualitySettings(frozenset({"gap"})).changed("overlap", True, {"widest": 0.05})
    save_quality_settings(town, ours, KeptSettings())
    results, _, log = run(RepairQuality, town, RULES=[OVERLAPS, ORDER.index("gap")])
    assert results["REFUSED"] == 2 and "กว้างเกิน" in log
    assert "ปิดกฎไว้" in log and "ช่องว่างระหว่างแปลง (" not in log
    results, _, _ = run(RepairQuality, town, RULES=[OVERLAPS], WIDTH=1.0)
    assert results["REFUSED"] == 0


def test_only_the_findings_that_are_named_are_mended(qgis_app, town):
    """One of both wide overlaps, and the wide gap; then what is settled since."""
    check_quality(town, Silent())
    rows = town.rows("finding", ["uuid", "check_id"], "touched_m2 BETWEEN 1 AND 5")
    of = {row["check_id"]: row["uuid"] for row in rows}
    named = ", ".join([of["quality.overlap"], of["quality.gap"]])
    results, _, log = run(RepairQuality, town, WRITE=True, FINDINGS=named)
    assert results["CHANGES"] == 2 and "แก้เฉพาะ 2 จุดที่เลือกไว้" in log
    check_quality(town, Silent())
    fixed = town.rows("finding", ["uuid"], "state = 'fixed'")
    assert {row["uuid"] for row in fixed} == set(named.split(", "))
    for missing in (named, "gone"):
        results, _, log = run(RepairQuality, town, WRITE=True, FINDINGS=missing)
        assert results["CHANGES"] == 0 and "ไม่แก้ เพราะดูแลไปแล้ว" in log, "and not all others"


def test_a_named_finding_of_a_rule_that_the_office_switched_off_is_left(qgis_app, town):
    check_quality(town, Silent())
    (row, *_) = town.rows("finding", ["uuid"], "check_id = 'quality.gap'")
    save_quality_settings(town, QualitySettings(frozenset({"gap"})), KeptSettings())
    results, _, _ = run(RepairQuality, town, WRITE=True, FINDINGS=row["uuid"])
    assert results["CHANGES"] == 0

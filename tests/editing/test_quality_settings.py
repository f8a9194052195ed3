"""The office's settings of the rules, in all that checks and mends, and for what was found."""

from __future__ import annotations

import dataclasses
import json

import pytest
from shapely import box

from taxmap_plugin.core.feedback import Silent
from taxmap_plugin.core.fix_site import FixError
from taxmap_plugin.core.quality_rules import RULES, rule
from taxmap_plugin.core.quality_settings import QualitySettings
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.quality_check import check_quality, look_at_quality
from taxmap_plugin.editing.quality_decide import accept, assign
from taxmap_plugin.editing.quality_fix import Wish, plan_fix
from taxmap_plugin.editing.quality_near import check_near
from taxmap_plugin.editing.quality_repair import faults_found
from taxmap_plugin.editing.quality_settings import save_quality_settings
from taxmap_plugin.workspace.check_log import read_log
from taxmap_plugin.workspace.finding_trend import read_trend
from taxmap_plugin.workspace.quality_settings import (
    KeptSettings,
    SettingsChanged,
    read_quality_settings,
)
from taxmap_plugin.workspace.store import Workspace

from . import land_case

pytestmark = pytest.mark.usefixtures("kept_in_both")

OVERLAP = [rule("overlap")]
USUAL = QualitySettings()
OFF = USUAL.changed("overlap", False, {})


@pytest.fixture
def ws(tmp_path) -> Workspace:
    """p1 is 41 m wide and lies 1 m over p2: 30 m² in common."""
    made = land_case.make(tmp_path)
    widen(made, 1)
    return made


def widen(ws: Workspace, metres: float) -> str:
    west, south, _, north = ws.rows("parcel", ["geom"], "uuid = 'p1'")[0]["geom"].bounds
    with ws.transaction("correct") as tx:
        shape = box(west, south, west + 40 + metres, north)
        tx.update_rows("parcel", [{"uuid": "p1", "geom": shape}])
    return tx.change_uuid


def save(ws: Workspace, settings: QualitySettings) -> KeptSettings:
    return save_quality_settings(ws, settings, read_quality_settings(ws))


def states(ws: Workspace, id: str = "overlap") -> list[str]:
    rows = ws.rows("finding", ["state"], "check_id = ?", [f"quality.{id}"])
    return [row["state"] for row in rows]


# -- kept ---------------------------------------------------------------------------------


def test_they_are_kept_with_name_and_time_and_logged(ws: Workspace):
    assert read_quality_settings(ws) == KeptSettings()
    ws.user = "สมหญิง"
    kept = save(ws, OFF)
    assert read_quality_settings(ws) == kept
    assert (kept.settings, kept.by) == (OFF, "สมหญิง")
    change = ws.rows("change", ["kind", "user_name", "changed_at"])[-1]
    assert (change["kind"], change["user_name"]) == ("settings", "สมหญิง")
    assert change["changed_at"] == kept.at


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(ws: Workspace):
    opened = read_quality_settings(ws)
    ws.user = "สมศรี"
    theirs = save(ws, USUAL.changed("gap", False, {}))
    with pytest.raises(SettingsChanged) as caught:
        save_quality_settings(ws, OFF, opened)
    assert caught.value.now == theirs
    assert read_quality_settings(ws) == theirs
    mine = OFF.on_top_of(opened.settings, theirs.settings)
    save_quality_settings(ws, mine, theirs)
    assert read_quality_settings(ws).settings.off == {"overlap", "gap"}


# -- numbers ------------------------------------------------------------------------------


@pytest.mark.parametrize(("area", "found"), [(30.5, 0), (29.5, 1)])
def test_every_check_goes_by_the_office_s_number(ws: Workspace, area: float, found: int):
    save(ws, USUAL.changed("overlap", True, {"area": area}))
    assert len(look_at_quality(ws, Silent(), OVERLAP).outcome.found) == found
    assert len(faults_found(ws, OVERLAP, {}, Silent())) == found
    assert check_near(ws, [widen(ws, 1)], rules=OVERLAP).filed.new == found
    widen(ws, 1)
    assert len(check_quality(ws, Silent(), OVERLAP).standing) == found


def test_a_number_typed_for_one_run_wins(ws: Workspace):
    save(ws, USUAL.changed("overlap", True, {"area": 30.5}))
    typed = {"overlap": {"area": 1.0}}
    assert len(look_at_quality(ws, Silent(), OVERLAP, typed).outcome.found) == 1


def test_a_repair_goes_by_the_office_s_number_unless_it_is_told_another(ws: Workspace):
    (fault,) = faults_found(ws, OVERLAP, {}, Silent())
    save(ws, USUAL.changed("overlap", True, {"widest": 0.5}))
    with pytest.raises(FixError):  # the overlap is 1 m wide
        plan_fix(ws, fault)
    plan = plan_fix(ws, fault, Wish(options={"overlap": {"widest": 2.0}}))
    apply_plan(ws, plan)
    assert not faults_found(ws, OVERLAP, {}, Silent())


def test_rules_with_other_numbers_count_as_not_looked_at_until_the_next_check(ws: Workspace):
    ids = ["overlap", "gap"]
    check_quality(ws, Silent(), [rule(id) for id in ids])
    save(ws, USUAL.changed("overlap", True, {"area": 1.0}))
    log = read_log(ws, ids)
    assert (log.waiting, log.never) == (("overlap",), False)
    check_quality(ws, Silent(), OVERLAP)
    assert read_log(ws, ids).waiting == ()


def test_what_only_a_number_lets_go_is_not_asked_for_any_more_and_counts_as_nothing(ws: Workspace):
    check_quality(ws, Silent(), OVERLAP)
    save(ws, USUAL.changed("overlap", True, {"area": 30.5}))
    filed = check_quality(ws, Silent(), OVERLAP).filed
    assert (filed.gone, filed.unasked) == (0, 1)
    assert states(ws) == ["unasked"]
    with ws.reading() as reader:
        assert read_trend(reader).iloc[-1].tolist() == [0, 0, 0]
    save(ws, USUAL)
    assert check_quality(ws, Silent(), OVERLAP).filed.reopened == 1
    assert states(ws) == ["open"]


def test_what_is_put_right_after_a_number_changed_is_fixed(ws: Workspace):
    check_quality(ws, Silent(), OVERLAP)
    save(ws, USUAL.changed("overlap", True, {"area": 30.5}))
    widen(ws, 0)
    filed = check_quality(ws, Silent(), OVERLAP).filed
    assert (filed.gone, filed.unasked) == (1, 0)
    assert states(ws) == ["fixed"]


def test_a_look_around_a_change_tells_what_a_number_lets_go_too(ws: Workspace):
    check_quality(ws, Silent(), OVERLAP)
    save(ws, USUAL.changed("overlap", True, {"area": 30.5}))
    check_near(ws, [widen(ws, 0.9)], rules=OVERLAP)
    assert states(ws) == ["unasked"]


# -- off ----------------------------------------------------------------------------------


def test_a_rule_that_is_off_finds_nothing(ws: Workspace):
    save(ws, OFF)
    checked = check_quality(ws, Silent(), OVERLAP)
    assert checked.outcome.done == () and len(checked.outcome.found) == 0
    assert not faults_found(ws, OVERLAP, {}, Silent())
    assert check_near(ws, [widen(ws, 1)]).outcome.found["rule"].isin(["overlap"]).sum() == 0
    assert states(ws) == []


def test_what_it_had_found_rests_and_is_neither_open_nor_fixed(ws: Workspace):
    check_quality(ws, Silent(), OVERLAP)
    save(ws, OFF)
    assert states(ws) == ["resting"]
    widen(ws, 0)
    check_quality(ws, Silent(), OVERLAP)
    assert states(ws) == ["resting"]  # nobody has looked whether it is gone
    with ws.reading() as reader:
        assert read_trend(reader).iloc[-1].tolist() == [0, 0, 0]


def test_switched_on_again_it_waits_as_before_and_a_check_tells_whether_it_is_gone(ws: Workspace):
    check_quality(ws, Silent(), OVERLAP)
    (uuid,) = [row["uuid"] for row in ws.rows("finding", ["uuid"], "state = 'open'")]
    assign(ws, [uuid], "สมศรี")
    save(ws, OFF)
    save(ws, USUAL)
    assert states(ws) == ["in_work"]
    widen(ws, 0)
    assert check_quality(ws, Silent(), OVERLAP).filed.gone == 1
    assert states(ws) == ["fixed"]


def test_what_was_accepted_stays_accepted(ws: Workspace):
    check_quality(ws, Silent(), OVERLAP)
    accept(ws, [row["uuid"] for row in ws.rows("finding", ["uuid"])], "ตกลงกันแล้ว")
    save(ws, OFF)
    assert states(ws) == ["accepted"]


def test_what_an_import_filed_of_the_same_rests_too(ws: Workspace):
    message = json.dumps({"id": "overlap.block", "params": {}})
    filed = {"check_id": "overlap.block", "severity": "error", "message": json.loads(message)}
    with ws.transaction("import") as tx:
        tx.insert_rows("finding", [{**filed, "subject_table": "block"}])
    save(ws, USUAL.changed("blocks_overlap", False, {}))
    assert [row["state"] for row in ws.rows("finding", ["state"])] == ["resting"]


def test_off_while_a_check_runs_what_it_found_rests_at_once(ws: Workspace):
    looked = rule("overlap").check

    def switched_off_meanwhile(sight, options, feedback):
        save(ws, OFF)
        return looked(sight, options, feedback)

    check_quality(ws, Silent(), [dataclasses.replace(OVERLAP[0], check=switched_off_meanwhile)])
    assert states(ws) == ["resting"]


def test_all_rules_off_is_a_check_of_nothing(ws: Workspace):
    save(ws, QualitySettings(frozenset(one.id for one in RULES)))
    checked = check_quality(ws, Silent())
    assert checked.standing == [] and not checked.outcome.cancelled

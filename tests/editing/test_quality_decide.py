"""Findings are accepted with a reason, given to somebody, settled, and all of it comes back."""

from __future__ import annotations

import pandas as pd
import pytest

from taxmap_plugin.core.feedback import Silent
from taxmap_plugin.core.message import Message, render
from taxmap_plugin.core.quality_rules import RULES, rule, rule_of
from taxmap_plugin.core.thai_date import today
from taxmap_plugin.editing.quality_check import check_quality
from taxmap_plugin.editing.quality_decide import NotDecided, accept, assign, settle, take_back
from taxmap_plugin.workspace.change_subject import subject_of
from taxmap_plugin.workspace.check_log import read_log
from taxmap_plugin.workspace.finding_list import read_findings, shapes_of
from taxmap_plugin.workspace.finding_trend import by_day, read_trend
from taxmap_plugin.workspace.undo import redo, undo
from taxmap_plugin.workspace.undo_stack import next_undo

from . import land_case

pytestmark = pytest.mark.usefixtures("kept_in_both")


def found(ws, *rows: dict) -> list[str]:
    """Findings as an import files them, each of parcel p1 where nothing else is said."""
    said = Message("geometry_check.invalid", reason=Message("geometry_check.self_intersection"))
    usual = {"check_id": said.id, "message": said, "severity": "warning"}
    usual |= {"subject_table": "parcel", "subject_uuid": "p1"}
    with ws.transaction("import") as tx:
        return tx.insert_rows("finding", [{**usual, **row} for row in rows])


def state(ws, uuid: str) -> dict:
    columns = ["state", "decision", "decided_by", "assigned_to", "closed_at", "decided_at"]
    return ws.rows("finding", columns, "uuid = ?", [uuid])[0]


def test_accepting_needs_a_reason_and_keeps_name_and_time(tmp_path):
    ws = land_case.make(tmp_path)
    (uuid,) = found(ws, {})
    with pytest.raises(NotDecided):
        accept(ws, [uuid], "  ")
    assert accept(ws, [uuid], " แนวรั้วเดิม ").count == 1
    row = state(ws, uuid)
    assert (row["state"], row["decision"]) == ("accepted", "แนวรั้วเดิม")
    assert row["decided_by"] == ws.user and row["decided_at"]


def test_what_is_decided_or_gone_by_now_is_left(tmp_path):
    ws = land_case.make(tmp_path)
    one, two = found(ws, {}, {})
    accept(ws, [one], "เดิม")
    done = accept(ws, [one, two, "gone"], "ใหม่")
    assert (done.count, done.left) == (1, 2)
    assert state(ws, one)["decision"] == "เดิม"
    with pytest.raises(NotDecided):
        accept(ws, [one], "อีกครั้ง")


def test_an_acceptance_is_taken_back_whole(tmp_path):
    ws = land_case.make(tmp_path)
    (uuid,) = found(ws, {})
    accept(ws, [uuid], "แนวรั้วเดิม")
    take_back(ws, [uuid])
    row = state(ws, uuid)
    assert row["state"] == "open"
    assert row["decision"] is row["decided_by"] is row["decided_at"] is None


def test_a_finding_that_somebody_has_is_in_work_until_nobody_has_it(tmp_path):
    ws = land_case.make(tmp_path)
    (uuid,) = found(ws, {})
    assign(ws, [uuid], "สมหญิง")
    assert (state(ws, uuid)["state"], state(ws, uuid)["assigned_to"]) == ("in_work", "สมหญิง")
    assign(ws, [uuid], "")
    assert (state(ws, uuid)["state"], state(ws, uuid)["assigned_to"]) == ("open", None)


def test_an_acceptance_taken_back_of_what_somebody_had_is_in_work_again(tmp_path):
    ws = land_case.make(tmp_path)
    one, two = found(ws, {}, {})
    assign(ws, [one], "สมหญิง")
    accept(ws, [one, two], "แนวรั้วเดิม")
    take_back(ws, [one, two])
    assert (state(ws, one)["state"], state(ws, one)["assigned_to"]) == ("in_work", "สมหญิง")
    assert state(ws, two)["state"] == "open"


def test_what_no_rule_looks_at_is_settled_by_hand(tmp_path):
    ws = land_case.make(tmp_path)
    (uuid,) = found(ws, {"check_id": "inheritance.several"})
    assert rule_of("inheritance.several", "parcel") is None
    assert rule_of("quality.gap", "parcel") is rule("gap")
    assert rule_of("geometry_check.invalid", "parcel") is rule("shape_invalid")
    assert rule_of("geometry_check.invalid", "road") is None
    settle(ws, [uuid])
    assert state(ws, uuid)["state"] == "fixed" and state(ws, uuid)["closed_at"]


def test_undo_and_redo_take_decisions_as_every_change(tmp_path):
    ws = land_case.make(tmp_path)
    (uuid,) = found(ws, {"check_id": "quality.gap", "subject_code": "01A001"})
    accept(ws, [uuid], "ลำรางเดิม")
    assert next_undo(ws).reason == "ลำรางเดิม"
    undo(ws)
    assert state(ws, uuid)["state"] == "open" and state(ws, uuid)["decision"] is None
    redo(ws)
    assert state(ws, uuid)["state"] == "accepted"


def test_the_list_is_ranked_by_what_the_ground_is_worth(tmp_path):
    ws = land_case.make(tmp_path)
    with ws.transaction("import_register") as tx:
        tx.delete("land_price", tx.read("land_price", ["uuid"])["uuid"])
        price = {"parcel_uuid": "p2", "valid_from": "2023-01-01", "price_per_wah": 400_000}
        tx.insert_rows("land_price", [price, {**price, "valid_from": None, "price_per_wah": 1}])
    info, large, dear, old = found(
        ws,
        {"severity": "info", "touched_m2": 900.0},
        {"severity": "error", "touched_m2": 40.0},
        {"severity": "error", "touched_m2": 20.0, "things": ["p1", "p2"]},
        {"severity": "error"},
    )
    listed = read_findings(ws)
    assert listed["uuid"].tolist() == [dear, large, old, info]
    assert listed["value"].tolist() == [2_000_000, 0, 0, 0]  # 5 ตร.ว. at 4,000 baht
    assert listed["things"].tolist()[:2] == [("p1", "p2"), ("p1",)]


def test_shapes_are_those_of_the_things_that_are_on_the_map(tmp_path):
    ws = land_case.make(tmp_path)
    shapes = shapes_of(ws, ["p2", "nobody", "p1"])
    assert [shape.bounds[0] - land_case.EAST for shape in shapes] == [40, 0]


def test_the_trend_counts_each_state_at_the_end_of_the_day(tmp_path):
    ws = land_case.make(tmp_path)
    with ws.reading() as reader:
        assert by_day(read_trend(reader), today(), 30).empty
    one, two, three, _ = found(
        ws, {}, {}, {"check_id": "inheritance.several"}, {"severity": "info"}
    )
    accept(ws, [one], "เดิม")
    assign(ws, [two], "สมหญิง")
    settle(ws, [three])
    with ws.reading() as reader:
        days = by_day(read_trend(reader), today(), 30)
    assert days.index.tolist() == [today()]
    assert days.iloc[-1].to_dict() == {"open": 1, "accepted": 1, "fixed": 1}


def test_the_trend_remembers_what_was_on_the_days_before(tmp_path, monkeypatch):
    ws = land_case.make(tmp_path)
    (uuid,) = found(ws, {})
    accept(ws, [uuid], "เดิม")
    undo(ws)
    days = pd.date_range("2026-11-01", periods=3, freq="D").strftime("%Y-%m-%dT03:00:00.000Z")
    moments = dict(zip(("import", "quality_decide", "undo"), days))
    with ws.reading() as reader:
        shown = reader.execute

        def dated(statement, params=()):
            rows = shown(statement, params)
            kinds = iter(("quality_decide", "undo"))
            if "change_row" in statement:
                return [(*row[:-1], moments[next(kinds)]) for row in rows]
            return [(*row[:-1], moments["import"]) for row in rows]

        monkeypatch.setattr(reader, "execute", dated)
        trend = read_trend(reader)
    assert [day.day for day in trend.index] == [1, 2, 3]
    assert trend["open"].tolist() == [1, 0, 1]
    assert trend["accepted"].tolist() == [0, 1, 0]
    filled = by_day(trend, trend.index[-1] + pd.Timedelta(days=2).to_pytimedelta(), 4)
    assert filled["open"].tolist() == [0, 1, 1, 1]


def test_a_map_counts_as_checked_when_every_rule_has_come_to_its_end(tmp_path):
    ws = land_case.make(tmp_path)
    ids = [one.id for one in RULES]
    assert read_log(ws, ids).waiting == tuple(ids)
    check_quality(ws, Silent(), [rule("gap")])
    assert read_log(ws, ids).last == "" and "gap" not in read_log(ws, ids).waiting
    check_quality(ws, Silent())
    first = read_log(ws, ids)
    assert first.waiting == () and first.last and first.changes == 0
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p1", "note": "เดิม"}])
    assert read_log(ws, ids).changes == 1
    check_quality(ws, Silent())
    again = read_log(ws, ids)
    assert again.first == first.first and again.last > first.last and again.changes == 0


def test_an_undo_names_the_finding_by_the_title_of_its_rule(tmp_path):
    ws = land_case.make(tmp_path)
    (uuid,) = found(ws, {"check_id": "quality.gap", "subject_code": "01A001"})
    accept(ws, [uuid], "ลำรางเดิม")
    with ws.reading() as reader:
        what = subject_of(reader, next_undo(ws).edit).what
    assert render(what, "en") == f"finding {render(Message('quality.gap'), 'en')} (01A001)"

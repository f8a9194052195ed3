"""Many changes in a row: each its own, what fails stops no other."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from taxmap_plugin.core.area_split import FromDirection
from taxmap_plugin.core.feedback import Silent
from taxmap_plugin.core.message import Message
from taxmap_plugin.editing.crossed import split_jobs
from taxmap_plugin.editing.draw import plan_draw
from taxmap_plugin.editing.parcel_batch import Job, run_batch
from taxmap_plugin.editing.parcel_plan import Decision, PlanError
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.plan_notes import noted
from taxmap_plugin.editing.recode import plan_recode
from taxmap_plugin.editing.split import plan_equal_split, plan_split
from taxmap_plugin.workspace.problem import WorkspaceLocked
from taxmap_plugin.workspace.undo import undo

from . import land_case
from .land_case import line


def halves(*uuids):
    return [
        Job(uuid, lambda ws, own=uuid: plan_equal_split(ws, own, 2, FromDirection(0)))
        for uuid in uuids
    ]


class CancelledAt(Silent):
    """Cancels once the batch is so far."""

    def __init__(self, fraction: float) -> None:
        self.fraction, self.now = fraction, 0.0

    def progress(self, fraction: float) -> None:
        self.now = fraction

    def cancelled(self) -> bool:
        return self.now >= self.fraction


def test_one_that_fails_stops_no_other_and_is_told_why(tmp_path):
    ws = land_case.make(tmp_path)
    batch = run_batch(ws, halves("p1", "gone", "p2"), Decision(reason="ทดสอบ"))
    assert [job.name for job, _ in batch.done] == ["p1", "p2"]
    assert [one.job.name for one in batch.refused] == ["gone"]
    assert [message.id for message in batch.messages()] == ["parcel_batch.refused"]
    assert ws.count("change", "kind = 'split' AND reason = 'ทดสอบ'") == 2


def test_each_sees_what_the_ones_before_it_left(tmp_path):
    ws = land_case.make(tmp_path)
    batch = run_batch(ws, halves("p1", "p1"))
    assert len(batch.done) == 1 and len(batch.refused) == 1  # p1 is no parcel any more
    assert len(land_case.living(ws)) == 7


def test_cancelling_between_two_keeps_the_first(tmp_path):
    ws = land_case.make(tmp_path)
    batch = run_batch(ws, halves("p1", "p2", "p3"), feedback=CancelledAt(0.3))
    assert batch.cancelled and len(batch.done) == 1
    assert len(land_case.living(ws)) == 7


def test_what_a_preview_would_tell_is_noted_and_filed_as_nobody_looks(tmp_path):
    ws = land_case.make(tmp_path)
    far = land_case.box(500, 5_000, 530, 5_030)
    jobs = [
        Job("01A001", lambda now: plan_recode(now, ["p1"], "01B")),
        Job("วาด", lambda now: plan_draw(now, far)),
        Job("01A002", lambda now: plan_split(now, "p2", [line((40.1, -5), (40.1, 35))])),
    ]
    messages = run_batch(ws, jobs).messages()
    notes = [one.params["note"].id for one in messages if one.id == "parcel_batch.note"]
    told = {"code_place.elsewhere", "out_of_bounds.alone", "small_piece.small"}
    assert told <= set(notes)
    filed = set(ws.read("finding")["check_id"])
    assert {"code_place.elsewhere", "out_of_bounds.alone", "small_piece.saved"} <= filed
    for _ in jobs:
        undo(ws)
    assert ws.count("finding") == 0


def test_what_an_officer_saw_in_a_preview_and_confirmed_is_not_filed(tmp_path):
    ws = land_case.make(tmp_path)
    plan = noted(ws, plan_recode(ws, ["p1"], "01B"))
    assert [note.id for note in plan.notes] == ["code_place.elsewhere"]
    apply_plan(ws, plan)
    assert ws.count("finding") == 0


def test_each_is_one_step_to_undo(tmp_path):
    ws = land_case.make(tmp_path)
    run_batch(ws, halves("p1", "p2"))
    undo(ws)
    assert land_case.living(ws)["01A002"] == 1200
    assert sorted(land_case.living(ws))[:3] == ["01A001", "01A001/001", "01A002"]


def test_a_file_that_takes_no_changes_ends_it(tmp_path):
    ws = land_case.make(tmp_path)

    def locked(_):
        raise WorkspaceLocked(ws.path)

    batch = run_batch(ws, [*halves("p1"), Job("p2", locked), *halves("p3")])
    assert isinstance(batch.stopped, WorkspaceLocked)
    assert len(batch.done) == 1 and not batch.refused
    assert len(land_case.living(ws)) == 7


def test_lines_are_given_to_the_parcels_that_they_enter(tmp_path):
    ws = land_case.make(tmp_path)
    along = line((0, 30), (120, 30))  # the boundary between the two rows
    touching = line((40, 30), (40, 80))  # begins at a corner and runs along a boundary
    across = line((20, -1), (20, 31))  # through 01A001, 1 m into 01A004
    jobs = split_jobs(ws, [along, touching, across])
    assert [job.name for job in jobs] == ["01A001", "01A004"]
    assert [job.name for job in split_jobs(ws, [across], ["p2", "p1"])] == ["01A001", "01A002"]
    batch = run_batch(ws, jobs)
    assert [job.name for job, _ in batch.done] == ["01A001"]


coordinate = st.floats(-20, 140, allow_nan=False, width=32)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(coordinate, coordinate, coordinate, coordinate), min_size=1, max_size=3))
def test_any_lines_keep_the_ground_and_the_codes(ends):
    lines = [line((x0, y0), (x1, y1)) for x0, y0, x1, y1 in ends]
    lines = [one for one in lines if one.length > 1]
    with TemporaryDirectory() as folder:
        ws = land_case.make(Path(folder))
        batch = run_batch(ws, split_jobs(ws, lines) if lines else [])
        rows = ws.read("parcel", ["parcel_code", "geom"])
        assert shapely.area(rows["geom"]).sum() == pytest.approx(7200, abs=1e-6)
        assert rows["parcel_code"].is_unique and rows["parcel_code"].notna().all()
        assert shapely.union_all(rows["geom"].to_numpy()).area == pytest.approx(7200, abs=1e-6)
        split = sum(len(plan.pieces) - 1 for _, plan in batch.done)
        assert len(rows) == 6 + split


def test_what_was_refused_is_tried_again_once_others_are_done(tmp_path):
    """The second makes room for what the first asks for: 01A001 has 1,200 m² before."""
    ws = land_case.make(tmp_path)

    def first(now):
        if land_case.living(now)["01A001"] > 1000:
            raise PlanError(Message("fix.cannot"))
        return plan_equal_split(now, "p2", 2, FromDirection(0))

    jobs = [Job("first", first), *halves("p1")]
    batch = run_batch(ws, jobs)
    assert [job.name for job, _ in batch.done] == ["p1"] and len(batch.refused) == 1
    undo(ws)
    left = iter([jobs[:1], []])
    batch = run_batch(ws, jobs, more=lambda *_: next(left))
    assert [job.name for job, _ in batch.done] == ["p1", "first"] and batch.refused == []

"""A line across several parcels: all are divided in one change, each by the rule of its own."""

from __future__ import annotations

import pytest
import shapely

from taxmap_plugin.core.message import render
from taxmap_plugin.core.split import SplitError
from taxmap_plugin.editing.crossed import plan_crossed
from taxmap_plugin.editing.division import suggest_codes
from taxmap_plugin.editing.parcel_plan import PlanError
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.workspace.undo import undo

from . import land_case
from .land_case import line

SOUTH = line((-5, 10), (125, 13))
"""Across 01A001, 01A002 and 01A003, from west to east."""


def codes(plan) -> list[str | None]:
    return [piece.code for piece in plan.pieces]


def test_all_that_it_crosses_is_one_change_and_one_step_of_undo(tmp_path):
    ws = land_case.make(tmp_path)
    before, changes = land_case.everything(ws), ws.count("change")
    plan = plan_crossed(ws, [SOUTH])
    assert codes(plan) == [
        *("01A001", "01A001/001", "01A002", "01A002/001", "01A003", "01A003/001"),
    ]
    assert plan.remainders == (0, 2, 4)
    assert [piece.values["deed_no"] for piece in plan.pieces[::2]] == ["1001", "1002", "1003"]
    assert {piece.values["deed_no"] for piece in plan.pieces[1::2]} == {None}
    done = apply_plan(ws, plan)
    assert ws.count("change") == changes + 1
    lineage = ws.read("lineage")
    assert dict(zip(lineage["child_uuid"], lineage["parent_uuid"])) == dict(
        zip(done.parcels, ["p1", "p1", "p2", "p2", "p3", "p3"])
    )
    undo(ws)
    assert land_case.everything(ws) == before


def test_the_pieces_of_neighbours_share_the_corners_that_the_line_makes(tmp_path):
    ws = land_case.make(tmp_path)
    apply_plan(ws, plan_crossed(ws, [SOUTH, line((57, -5), (60, 40))]))
    shapes = ws.read("parcel")["geom"].to_numpy(dtype=object)
    assert len(shapes) == 6 + 2 + 3
    assert shapely.coverage_is_valid(shapes)
    assert shapely.area(shapes).sum() == pytest.approx(6 * 1200, abs=1e-6)


def test_where_it_only_ends_a_parcel_stays_whole_and_is_told(tmp_path):
    ws = land_case.make(tmp_path)
    plan = plan_crossed(ws, [line((20, 10), (100, 12))])  # from 01A001 to 01A003
    assert codes(plan) == ["01A002", "01A002/001"]
    (note,) = plan.notes
    assert render(note, "en").startswith("The line ends inside 01A001, 01A003, which stay whole.")
    assert "01A001, 01A003" in render(note, "th")
    apply_plan(ws, plan)
    assert land_case.living(ws)["01A001"] == pytest.approx(1200.0, abs=1e-6)


def test_of_the_selected_ones_only(tmp_path):
    ws = land_case.make(tmp_path)
    plan = plan_crossed(ws, [SOUTH], ["p3", "p6", "p1"])
    assert codes(plan) == ["01A001", "01A001/001", "01A003", "01A003/001"]
    (note,) = plan.notes
    assert render(note, "en") == "The line does not divide 01A006, which is selected too."
    assert "01A006" in render(note, "th")
    assert codes(plan_crossed(ws, [SOUTH], ["p2"])) == ["01A002", "01A002/001"]


@pytest.mark.parametrize(
    ("drawn", "uuids", "error", "reason"),
    [
        (line((10, 10), (20, 10)), [], SplitError, "split.ends_inside"),
        (line((10, 10), (20, 10)), ["p1", "p2"], SplitError, "split.ends_inside"),
        (line((10, 10), (20, 10)), ["p5", "p6"], PlanError, "crossed.nothing"),
        (line((300, 0), (300, 50)), [], PlanError, "crossed.nothing"),
        (line((-5, 0), (125, 0)), ["p1"], SplitError, "split.along_the_edge"),
    ],
)
def test_what_divides_nothing_is_refused_with_the_reason(tmp_path, drawn, uuids, error, reason):
    ws = land_case.make(tmp_path)
    with pytest.raises(error) as refused:
        plan_crossed(ws, [drawn], uuids)
    assert refused.value.message.id == reason
    named = "parcel 01A001" in render(refused.value.message, "en")
    assert named == (error is SplitError)


def test_another_remainder_of_one_parcel_leaves_the_others(tmp_path):
    ws = land_case.make(tmp_path)
    plan = suggest_codes(ws, plan_crossed(ws, [SOUTH]), chosen=[3])
    assert codes(plan)[2:4] == ["01A002/001", "01A002"]
    assert plan.remainders == (0, 3, 4)
    assert [piece.values["deed_no"] for piece in plan.pieces[2:4]] == [None, "1002"]
    assert (codes(plan)[:2], codes(plan)[4:]) == (
        ["01A001", "01A001/001"],
        ["01A003", "01A003/001"],
    )
    apply_plan(ws, plan)


def test_parcels_without_room_below_their_codes_get_different_ones(tmp_path):
    ws = land_case.make(tmp_path)
    deep = {"p1": "01A001/001/01/1", "p2": "01A002/001/01/1"}
    with ws.transaction("renumber") as tx:
        tx.update_rows("parcel", [{"uuid": u, "parcel_code": code} for u, code in deep.items()])
    plan = plan_crossed(ws, [SOUTH], ["p1", "p2"])
    assert codes(plan) == [deep["p1"], "01A007", deep["p2"], "01A008"]
    assert len(plan.notes) == 2
    apply_plan(ws, plan)

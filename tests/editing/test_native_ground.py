"""QGIS's own tools take no ground from a neighbour, and lose none in silence."""

from __future__ import annotations

from typing import Any

import pytest
import shapely
from shapely.affinity import translate

from taxmap_plugin.core.area import amount
from taxmap_plugin.core.message import Message, render
from taxmap_plugin.editing.native_edits import NativeEdits, plan_native
from taxmap_plugin.editing.parcel_plan import PlanError
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.settings import say
from taxmap_plugin.workspace.store import Workspace
from taxmap_plugin.workspace.undo import undo

from . import land_case
from .land_case import at, box

pytestmark = pytest.mark.usefixtures("kept_in_both")


def _save(ws: Workspace, **edits: Any) -> tuple[str, ...]:
    return apply_plan(ws, plan_native(ws, NativeEdits(**edits))).parcels


def _refused(ws: Workspace, **edits: Any) -> Message:
    """Why nothing was written."""
    before = land_case.everything(ws)
    with pytest.raises(PlanError) as refused:
        _save(ws, **edits)
    assert land_case.everything(ws) == before
    return refused.value.message


def _is(ws: Workspace, **shapes: shapely.Geometry) -> None:
    """The land as it came, dirty."""
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": uuid, "geom": geom} for uuid, geom in shapes.items()])


def _findings(ws: Workspace) -> list[tuple[str, str, float]]:
    """Subject, code and m² of each finding of lost ground."""
    rows = ws.rows("finding", where="state = 'open' AND check_id = 'native_edits.lost_ground'")
    told = [Message.from_json(row["message"]).params["area"].params["m2"] for row in rows]
    return [
        (row["subject_uuid"], row["subject_code"], float(m2.replace(",", "")))
        for row, m2 in zip(rows, told)
    ]


def test_a_parcel_drawn_over_its_neighbour_is_refused_and_both_are_named(tmp_path):
    ws = land_case.make(tmp_path)
    told = _refused(ws, shapes={"p1": box(0, 0, 45, 30)})  # 5 m × 30 m of 01A002
    assert {told.params["code"], told.params["other"]} == {"01A001", "01A002"}
    assert told.params["area"] == amount(150.0)
    for text in ("01A001", "01A002", "150.0"):
        assert text in say(told)


def test_two_parcels_of_one_change_are_told_apart(tmp_path):
    ws = land_case.make(tmp_path)
    edits = NativeEdits(added=[{"geom": box(200, 0, 220, 20)}, {"geom": box(220, 0, 240, 20)}])
    west, east = apply_plan(ws, plan_native(ws, edits)).parcels
    assert west[:8] == east[:8], "their ids begin with the time"
    with pytest.raises(PlanError) as refused:
        apply_plan(ws, plan_native(ws, NativeEdits(shapes={west: box(200, 0, 225, 20)})))
    told = render(refused.value.message, "en")
    assert west[-8:] in told and east[-8:] in told


def test_a_neighbour_without_a_code_is_called_by_its_land_number(tmp_path):
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p2", "parcel_code": None}])
    with pytest.raises(PlanError) as refused:
        apply_plan(ws, plan_native(ws, NativeEdits(shapes={"p1": box(0, 0, 45, 30)})))
    assert "over parcel land no. 12 (sheet 4746 II 9472-15)" in render(refused.value.message, "en")


def test_a_new_parcel_over_others_is_refused(tmp_path):
    ws = land_case.make(tmp_path)
    told = _refused(ws, added=[{"geom": box(30, 10, 60, 50)}])  # most, 20 × 20 m, of 01A002
    assert told.params["other"] == "01A002"
    assert told.params["area"] == amount(400.0)


def test_two_new_parcels_over_each_other_are_refused(tmp_path):
    ws = land_case.make(tmp_path)
    told = _refused(ws, added=[{"geom": box(130, 0, 150, 30)}, {"geom": box(140, 0, 160, 30)}])
    assert told.params["area"] == amount(300.0)


def test_halves_that_overlap_are_refused(tmp_path):
    ws = land_case.make(tmp_path)
    [row] = ws.rows("parcel", where="uuid = 'p1'")
    east = {**row, "geom": box(20, 0, 40, 30)}
    told = _refused(ws, added=[east], shapes={"p1": box(0, 0, 25, 30)})
    assert told.params["area"] == amount(150.0)


def test_a_boundary_moved_for_both_is_neither_refused_nor_found(tmp_path):
    ws = land_case.make(tmp_path)
    _save(ws, shapes={"p1": box(0, 0, 45, 30), "p2": box(45, 0, 80, 30)})
    assert land_case.living(ws)["01A001"] == 1350.0
    assert _findings(ws) == []


def test_an_overlap_that_was_there_does_not_stop_another_correction(tmp_path):
    ws = land_case.make(tmp_path)
    _is(ws, p4=box(0, 20, 40, 60))  # 10 m over 01A001
    _save(ws, shapes={"p1": box(-5, 0, 40, 30)})  # its west side alone, the overlap grows with it
    _save(ws, shapes={"p4": box(0, 25, 40, 60)})  # half of the overlap mended
    assert land_case.living(ws)["01A004"] == 1400.0


def test_nor_a_split_through_it(tmp_path):
    ws = land_case.make(tmp_path)
    _is(ws, p4=box(0, 20, 40, 60))
    [row] = ws.rows("parcel", where="uuid = 'p1'")
    east = {**row, "geom": box(25, 0, 40, 30)}
    assert len(_save(ws, added=[east], shapes={"p1": box(0, 0, 25, 30)})) == 2


def test_nor_a_boundary_moved_through_it(tmp_path):
    ws = land_case.make(tmp_path)
    _is(ws, p4=box(0, 20, 40, 60))  # over 01A001, on ground that 01A002 gets
    _save(ws, shapes={"p1": box(0, 0, 35, 30), "p2": box(35, 0, 80, 30)})
    assert land_case.living(ws)["01A002"] == 1350.0


def test_a_third_parcel_over_two_that_overlap_is_refused(tmp_path):
    ws = land_case.make(tmp_path)
    _is(ws, p4=box(0, 20, 40, 60))
    told = _refused(ws, shapes={"p2": box(35, 0, 80, 30)})
    assert "01A002" in {told.params["code"], told.params["other"]}


def test_but_it_must_not_grow(tmp_path):
    ws = land_case.make(tmp_path)
    _is(ws, p4=box(0, 20, 40, 60))
    told = _refused(ws, shapes={"p4": box(0, 15, 40, 60)})  # 5 m more
    assert told.params["area"] == amount(200.0)


def test_less_than_a_millimetre_is_no_overlap(tmp_path):
    ws = land_case.make(tmp_path)
    _save(ws, shapes={"p1": box(0, 0, 40.0005, 30)})
    assert len(ws.rows("parcel_history")) == 1


def test_a_broken_shape_is_refused_an_old_one_beside_it_is_not(tmp_path):
    ws = land_case.make(tmp_path)
    bow_tie = [at(0, 30), at(40, 60), at(40, 30), at(0, 60)]
    told = _refused(ws, shapes={"p4": shapely.Polygon(bow_tie)})
    assert told.params["problem"].id == "fabric.invalid"
    assert "It is at 01A004." in render(told, "en")
    new = _refused(ws, added=[{"geom": translate(shapely.Polygon(bow_tie), 500)}])
    assert "(new)" in render(new, "en"), "far from all that has a code"
    _is(ws, p4=shapely.Polygon(bow_tie))
    _save(ws, shapes={"p1": box(-5, 0, 40, 30)}, values={"p4": {"parcel_code": "01A040"}})
    assert land_case.living(ws)["01A001"] == 1350.0


def test_ground_left_to_nobody_is_a_finding_until_it_is_undone(tmp_path):
    ws = land_case.make(tmp_path)
    _save(ws, shapes={"p1": box(0, 0, 35, 30)})
    assert land_case.living(ws)["01A001"] == 1050.0
    assert _findings(ws) == [("p1", "01A001", 150.0)]
    [row] = ws.rows("finding", where="check_id = 'native_edits.lost_ground'")
    assert box(35, 0, 40, 30).contains(row["geom"]), "where the gap is"
    assert "01A001" in say(Message.from_json(row["message"]))
    undo(ws)
    assert _findings(ws) == []


def test_ground_that_a_neighbour_takes_or_had_already_is_not_lost(tmp_path):
    ws = land_case.make(tmp_path)
    _is(ws, p4=box(0, 20, 40, 60))
    _save(ws, shapes={"p1": box(0, 0, 35, 20), "p2": box(35, 0, 80, 30)})
    assert _findings(ws) == []


def test_a_gap_between_halves_is_found_at_the_one_with_the_number(tmp_path):
    ws = land_case.make(tmp_path)
    [row] = ws.rows("parcel", where="uuid = 'p1'")
    west, _ = _save(
        ws, added=[{**row, "geom": box(26, 0, 40, 30)}], shapes={"p1": box(0, 0, 25, 30)}
    )
    assert _findings(ws) == [(west, "01A001", 30.0)]


def test_a_deleted_parcel_leaves_its_ground_to_be_looked_at(tmp_path):
    ws = land_case.make(tmp_path)
    _save(ws, deleted=["p6"])
    assert _findings(ws) == [("p6", "01A006", 1200.0)]


def test_a_deleted_copy_of_another_parcel_leaves_nothing(tmp_path):
    ws = land_case.make(tmp_path)
    _is(ws, p4=box(0, 0, 40, 30))  # the same as 01A001
    _save(ws, deleted=["p4"])
    assert _findings(ws) == []


def test_what_was_drawn_there_meanwhile_is_seen(tmp_path):
    ws = land_case.make(tmp_path)
    plan = plan_native(ws, NativeEdits(shapes={"p3": box(80, 0, 130, 30)}))  # 10 m eastwards
    _save(ws, added=[{"parcel_code": "01A007", "geom": box(125, 0, 160, 30)}])
    with pytest.raises(PlanError) as refused:
        apply_plan(ws, plan)
    assert refused.value.message.params["other"] == "01A007"
    assert land_case.living(ws)["01A003"] == 1200.0


def test_edits_far_apart_are_all_looked_at(tmp_path):
    ws = land_case.make(tmp_path)
    shapes = {"p3": box(90_000, 0, 90_040, 30), "p4": box(0, 25, 40, 60)}
    told = _refused(ws, shapes=shapes)
    assert {told.params["code"], told.params["other"]} == {"01A004", "01A001"}

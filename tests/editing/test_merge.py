"""รวมแปลง: neighbours become one."""

from __future__ import annotations

import pytest
import shapely

from taxmap_plugin.core.merge import MergeError
from taxmap_plugin.core.message import render
from taxmap_plugin.editing.merge import plan_merge
from taxmap_plugin.editing.parcel_plan import Decision, PlanError
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.reshape import plan_boundary

from . import land_case
from .land_case import at, box, line

pytestmark = pytest.mark.usefixtures("kept_in_both")


def test_the_smallest_code_survives_and_the_areas_add_up(tmp_path):
    ws = land_case.make(tmp_path)
    plan = plan_merge(ws, ["p2", "p1"])
    piece = plan.pieces[0]
    assert (piece.code, piece.area_m2, piece.values["document_area"]) == ("01A001", 2400.0, 60_000)
    assert (piece.values["deed_no"], plan.notes) == ("1001", ())
    done = apply_plan(ws, plan)
    assert land_case.living(ws)["01A001"] == 2400.0
    assert "01A002" not in land_case.living(ws)
    assert set(ws.read("lineage")["parent_uuid"]) == {"p1", "p2"}
    assert set(ws.read("lineage")["child_uuid"]) == set(done.parcels)
    assert set(ws.read("lineage")["kind"]) == {"merge"}
    assert set(ws.read("parcel_history")["parcel_code"]) == {"01A001", "01A002"}


def test_why_a_code_survives_is_said_whichever_parcel_was_chosen_first(tmp_path):
    ws = land_case.make(tmp_path)
    reason = plan_merge(ws, ["p3", "p1", "p2"]).pieces[0].reason
    assert reason is not None
    assert render(reason, "en") == (
        "01A001 stays, as the smallest code; 01A002, 01A003 will no longer be used."
    )
    assert render(reason, "th") == "ใช้รหัส 01A001 ซึ่งน้อยที่สุดต่อ ส่วน 01A002, 01A003 เลิกใช้"
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p1", "parcel_code": None, "lot": None}])
    plan = plan_merge(ws, ["p1", "p2"])
    reason = plan.pieces[0].reason
    assert reason is not None and plan.pieces[0].code == "01A002"
    assert render(reason, "en") == "01A002 stays: the other parcels have no code."
    assert render(reason, "th") == "ใช้รหัส 01A002 ต่อ เพราะแปลงอื่นที่รวมไม่มีรหัส"


def test_declared_codes_retire_with_date_reason_and_successor(tmp_path):
    ws = land_case.make(tmp_path, declared=True)
    apply_plan(ws, plan_merge(ws, ["p3", "p2"]), Decision(reason="รวมโฉนด", document="5/2569"))
    retired = ws.read("retired_code", where="table_name = 'parcel'").iloc[0]
    assert (retired["code"], retired["successor_codes"]) == ("01A003", "01A002")
    assert (retired["reason"], retired["document"]) == ("รวมโฉนด", "5/2569")
    assert retired["retired_at"] == ws.read("change")["changed_at"].iloc[-1]


def test_across_blocks_document_types_and_owners_it_warns(tmp_path):
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        row = tx.read("parcel", ["uuid"], "uuid = 'p3'")
        tx.update("parcel", row.assign(block_code="01B", document_type="2"))
    notes = {note.id: note for note in plan_merge(ws, ["p2", "p3"]).notes}
    assert set(notes) == {"merge.blocks", "merge.document_types", "merge.owners"}
    types = notes["merge.document_types"]
    assert "โฉนดที่ดิน, น.ส.3 ก." in render(types, "th")
    assert "Title deed (chanote), Certificate" in render(types, "en")


def test_parcels_apart_and_a_lone_parcel_are_refused(tmp_path):
    ws = land_case.make(tmp_path)
    with pytest.raises(MergeError):
        plan_merge(ws, ["p1", "p3"])
    with pytest.raises(MergeError, match=r"\[01A001, 01A002\], \[01A006\]"):
        plan_merge(ws, ["p1", "p6", "p2"])
    with pytest.raises(MergeError):
        plan_merge(ws, ["p1", "p5"])  # a corner in common is no boundary
    with pytest.raises(MergeError):
        plan_merge(ws, ["p1"])


def test_ground_of_two_parcels_is_said_to_count_once(tmp_path):
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p1", "geom": box(0, 0, 41, 30)}])
    plan = plan_merge(ws, ["p1", "p2"])
    (said,) = [render(note, "en") for note in plan.notes if note.id == "merge.overlap"]
    assert said.startswith("The parcels overlapped by 0-0-7.5 (30.00 m²). That ground was counted")
    apply_plan(ws, plan)
    assert land_case.living(ws)["01A001"] == 2400.0


def test_four_around_a_corner_leave_no_corner_inside(tmp_path):
    ws = land_case.make(tmp_path)
    apply_plan(ws, plan_merge(ws, ["p1", "p2", "p4", "p5"]))
    shape = land_case.parcel(ws, "01A001")["geom"]
    assert shape.area == 4800.0
    assert shapely.get_num_interior_rings(shapely.get_geometry(shape, 0)) == 0


@pytest.mark.parametrize("gap", [0.0016, 0.04])
def test_lots_that_a_hand_left_apart_are_merged_and_what_lay_between_is_told(tmp_path, gap):
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p1", "geom": box(0, 0, 40 - gap, 30)}])
    plan = plan_merge(ws, ["p1", "p2"])
    assert "merge.hairline" in {note.id for note in plan.notes}
    apply_plan(ws, plan)
    assert land_case.living(ws)["01A001"] == 2400.0


def test_a_gap_that_widens_stays_where_it_is_wide_is_told_and_can_be_closed(tmp_path):
    """01A001 ends 1 cm before 01A002 in the south and 16 cm in the north of their 30 m."""
    ws = land_case.make(tmp_path)
    slanted = shapely.Polygon([at(0, 0), at(39.99, 0), at(39.84, 30), at(0, 30)])
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p1", "geom": slanted}])
        tx.update_rows("parcel", [{"uuid": "p4", "geom": box(0, 70, 40, 90)}])
        tx.update_rows("parcel", [{"uuid": "p5", "geom": box(40, 70, 80, 90)}])
    plan = plan_merge(ws, ["p1", "p2"])
    said = [render(note, "en") for note in plan.notes]
    rest = 22 * (0.05 + 0.16) / 2  # m², from 8 m on, where it is 5 cm wide
    assert any(f"({rest:.2f} m²) stays a gap, up to 0.16 m wide" in one for one in said)
    apply_plan(ws, plan)
    assert land_case.living(ws)["01A001"] == pytest.approx(2400 - rest, abs=0.01)
    apply_plan(ws, plan_boundary(ws, line((39.84, 30), (40, 30))))
    assert land_case.living(ws)["01A001"] == pytest.approx(2400)


def test_an_overlap_does_not_hide_the_gap_that_is_closed_on_the_other_side(tmp_path):
    """01A001 lies 20 cm over 01A002, which ends 4 cm before 01A003."""
    ws = land_case.make(tmp_path)
    shapes = {"p1": box(0, 0, 40.2, 30), "p2": box(40, 0, 79.96, 30)}
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": uuid, "geom": one} for uuid, one in shapes.items()])
    plan = plan_merge(ws, ["p1", "p2", "p3"])
    said = [render(note, "en") for note in plan.notes]
    assert any("(6.00 m²)" in one for one in said) and any("(1.20 m²)" in one for one in said)
    apply_plan(ws, plan)
    assert land_case.living(ws)["01A001"] == pytest.approx(3600)


def test_a_parcel_in_a_gap_as_narrow_is_not_swallowed(tmp_path):
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p1", "geom": box(0, 0, 39.96, 30)}])
        tx.update_rows("parcel", [{"uuid": "p6", "geom": box(39.96, 0, 40, 30)}])
    with pytest.raises(PlanError, match="overlap"):
        apply_plan(ws, plan_merge(ws, ["p1", "p2"]))


def test_an_old_overlap_of_a_neighbour_does_not_stop_a_merge_over_a_hairline(tmp_path):
    """01A001 ends half a millimetre before 01A002; 01A004 long lay over a metre of it."""
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p1", "geom": box(0, 0, 39.9995, 30)}])
        tx.update_rows("parcel", [{"uuid": "p4", "geom": box(0, 29, 30, 60)}])
    plan = plan_merge(ws, ["p1", "p2"])
    assert "merge.hairline" in {note.id for note in plan.notes}
    apply_plan(ws, plan)
    assert land_case.living(ws)["01A001"] == 2400.0

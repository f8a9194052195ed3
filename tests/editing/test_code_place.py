"""A code that names another block than the one in which the land lies is told, never refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from taxmap_plugin.core.area_split import FromDirection
from taxmap_plugin.core.message import Message, render
from taxmap_plugin.editing.code_place import CODE_PLACE, code_notes
from taxmap_plugin.editing.draw import plan_draw
from taxmap_plugin.editing.merge import plan_merge
from taxmap_plugin.editing.native_edits import NativeEdits, plan_native
from taxmap_plugin.editing.parcel_plan import Decision, Plan, decided
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.plan_notes import noted
from taxmap_plugin.editing.recode import plan_codes, plan_recode
from taxmap_plugin.editing.split import plan_equal_split
from taxmap_plugin.workspace.store import Workspace

from . import land_case
from .land_case import box

pytestmark = pytest.mark.usefixtures("kept_in_both")


def told(ws: Workspace, plan: Plan, **codes: str) -> list[str]:
    """What is said in English, with these codes typed at the pieces (``at0``, ``at1``, …)."""
    typed = {int(place[2:]): code for place, code in codes.items()}
    notes = code_notes(ws, decided(plan, Decision(codes=typed)))
    assert all(render(note, "th") for note in notes)
    return [render(note, "en") for note in notes]


def test_a_block_that_is_not_on_the_map(tmp_path):
    ws = land_case.make(tmp_path)
    assert told(ws, plan_recode(ws, ["p1"], "01A")) == []
    plan = noted(ws, plan_recode(ws, ["p1", "p2"], "9Z"))
    assert [piece.code for piece in plan.pieces] == ["09Z001", "09Z002"]
    assert plan.notes == (Message("code_place.not_drawn", block="09Z", codes=["09Z001", "09Z002"]),)
    apply_plan(ws, plan)
    assert "09Z001" in land_case.living(ws), "told, not refused"


def test_another_block_than_the_one_of_the_land(tmp_path):
    ws = land_case.make(tmp_path)
    (said,) = told(ws, plan_recode(ws, ["p1"], "01B"))
    assert all(word in said for word in ("01B001", "block 01A", "not in 01B"))


def test_what_is_typed_in_a_preview(tmp_path):
    ws = land_case.make(tmp_path)
    split = plan_equal_split(ws, "p1", 2, FromDirection(90))
    assert told(ws, split) == []
    assert told(ws, split, at1="01A077") == []
    assert "09Z001" in told(ws, split, at1=" 09z001 ")[0]
    assert told(ws, split, at1="ไม่ใช่รหัส") == [], "that is refused by itself"
    assert "01B001" in told(ws, plan_merge(ws, ["p1", "p2"]), at0="01B001")[0]
    drawn = plan_draw(ws, box(0, 100, 20, 130))
    assert drawn.pieces[0].code == "01B001" and told(ws, drawn) == []
    assert "01A033" in told(ws, drawn, at0="01A033")[0]


def test_land_outside_all_blocks(tmp_path):
    ws = land_case.make(tmp_path)
    (said,) = told(ws, plan_draw(ws, box(300, 0, 320, 30)), at0="01A033")
    assert "01A033" in said and "nor in any other" in said


def test_land_in_two_blocks_is_of_the_one_with_more_of_it(tmp_path):
    ws = land_case.make(tmp_path)
    plan = plan_draw(ws, box(-10, 60.5, 0, 130))  # beside both
    assert plan.pieces[0].code is None
    plan = replace(plan, pieces=(replace(plan.pieces[0], shape=box(0, 50, 10, 130)),))
    assert told(ws, plan, at0="01B001") == []
    assert "block 01B, not in 01A" in told(ws, plan, at0="01A033")[0]


def test_what_was_so_before_is_not_told_again(tmp_path):
    ws = land_case.make(tmp_path)
    apply_plan(ws, plan_recode(ws, ["p1"], "09Z"))
    apply_plan(ws, plan_recode(ws, ["p2"], "01B"))
    for uuid in ("p1", "p2"):
        plan = plan_equal_split(ws, uuid, 2, FromDirection(90))
        assert [piece.code for piece in plan.pieces] != [None, None]
        assert told(ws, plan) == []
    assert told(ws, plan_codes(ws, {"p1": "09Z005"})) == []
    assert told(ws, plan_codes(ws, {"p1": "01B005"})) != []


def natively(ws: Workspace, **edits: Any) -> list[str]:
    """What a save of QGIS's own tools files of codes and blocks."""
    done = apply_plan(ws, plan_native(ws, NativeEdits(**edits)))
    return [review.message.id for review in done.reviews if review.message.id in CODE_PLACE]


def test_what_is_typed_in_the_attribute_table_is_filed_until_it_is_put_right(tmp_path):
    ws = land_case.make(tmp_path)
    typed = {"p1": {"parcel_code": "01b009"}, "p2": {"parcel_code": "01A077"}}
    assert natively(ws, values=typed) == ["code_place.elsewhere"]
    (row,) = ws.rows("finding")
    assert (row["subject_uuid"], row["subject_code"], row["state"]) == ("p1", "01B009", "open")
    said = render(Message.from_json(row["message"]), "en")
    assert all(word in said for word in ("01B009", "block 01A", "not in 01B"))
    assert natively(ws, values={"p1": {"parcel_code": "01A001"}}) == []
    assert [row["state"] for row in ws.rows("finding")] == ["fixed"]


def test_what_was_filed_is_not_filed_again_by_every_save(tmp_path):
    ws = land_case.make(tmp_path)
    assert natively(ws, values={"p1": {"parcel_code": "09Z001"}}) == ["code_place.not_drawn"]
    west = {**ws.rows("parcel", where="uuid = 'p1'")[0], "geom": box(0, 0, 20, 30)}
    assert natively(ws, shapes={"p1": box(20, 0, 40, 30)}, added=[west]) == []
    filed = ws.rows("finding", where="check_id = 'code_place.not_drawn'")
    assert [row["state"] for row in filed] == ["open"]


def test_a_preview_has_told_it_and_files_nothing(tmp_path):
    ws = land_case.make(tmp_path)
    apply_plan(ws, plan_recode(ws, ["p1"], "01B"))
    assert ws.count("finding") == 0


def test_without_any_block_on_the_map_nothing_is_told(tmp_path):
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        tx.delete("block", ws.read("block", ["uuid"])["uuid"])
    assert told(ws, plan_recode(ws, ["p1"], "09Z")) == []

"""Zone, block and lot typed into QGIS's own forms: written, or refused with the reason."""

from __future__ import annotations

import pytest

from taxmap_plugin.core.parcel_code import CodeError
from taxmap_plugin.editing.native_edits import NativeEdits, plan_native
from taxmap_plugin.editing.parcel_plan import Decision, PlanError
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.settings import say
from taxmap_plugin.workspace.store import Workspace

from . import land_case
from .land_case import box

pytestmark = pytest.mark.usefixtures("kept_in_both")


def _save(ws: Workspace, edits: NativeEdits) -> list[tuple]:
    """Code, zone, block and lot of the parcels that came of it."""
    done = apply_plan(ws, plan_native(ws, edits))
    return [_place(ws, uuid) for uuid in done.parcels]


def _place(ws: Workspace, uuid: str) -> tuple:
    columns = ["parcel_code", "zone_code", "block_code", "lot"]
    [row] = ws.rows("parcel", columns, "uuid = ?", [uuid])
    return tuple(row[name] for name in columns)


def _without_code(ws: Workspace, uuid: str, **place: object) -> None:
    none = dict.fromkeys(["parcel_code", "zone_code", "block_code", "lot"])
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": uuid, **none, **place}])


def test_a_parcel_without_a_code_gets_the_block_and_its_zone(tmp_path):
    ws = land_case.make(tmp_path)
    _without_code(ws, "p2")
    edits = NativeEdits(values={"p2": {"block_code": "01b"}})
    assert _save(ws, edits) == [(None, "01", "01B", None)]


def test_and_the_lot_where_its_block_is_known(tmp_path):
    ws = land_case.make(tmp_path)
    _without_code(ws, "p2", zone_code="01", block_code="01A")
    edits = NativeEdits(values={"p2": {"lot": "017"}})
    assert _save(ws, edits) == [(None, "01", "01A", "017")]


def test_a_block_may_be_taken_away_from_a_parcel_without_a_code(tmp_path):
    ws = land_case.make(tmp_path)
    _without_code(ws, "p2", zone_code="01", block_code="01A")
    edits = NativeEdits(values={"p2": {"zone_code": None, "block_code": None}})
    assert _save(ws, edits) == [(None, None, None, None)]


def test_a_new_parcel_keeps_the_block_that_was_typed(tmp_path):
    new = {"block_code": "01B", "lot": "009", "geom": box(130, 0, 150, 30)}  # beside 01A
    ws = land_case.make(tmp_path)
    assert _save(ws, NativeEdits(added=[new])) == [(None, "01", "01B", "009")]


def test_or_gets_the_block_in_which_it_lies(tmp_path):
    ws = land_case.make(tmp_path)
    new = {"land_no": "9", "geom": box(10, 110, 30, 130)}
    assert _save(ws, NativeEdits(added=[new])) == [(None, "01", "01B", None)]


def test_outside_all_blocks_it_has_none(tmp_path):
    ws = land_case.make(tmp_path)
    assert _save(ws, NativeEdits(added=[{"geom": box(130, 0, 150, 30)}])) == [(None,) * 4]


@pytest.mark.parametrize(
    "typed", [{"block_code": "01B"}, {"zone_code": "02"}, {"lot": "077"}, {"block_code": None}]
)
def test_what_contradicts_the_code_is_refused_with_both(tmp_path, typed):
    ws = land_case.make(tmp_path)
    before = land_case.everything(ws)
    with pytest.raises(PlanError) as refused:
        _save(ws, NativeEdits(values={"p2": typed}))
    assert "01A002" in say(refused.value.message)
    assert str(next(iter(typed.values())) or "–") in say(refused.value.message)
    assert land_case.everything(ws) == before


def test_what_agrees_with_the_code_is_not(tmp_path):
    ws = land_case.make(tmp_path)
    edits = NativeEdits(values={"p2": {"parcel_code": "01B005", "block_code": "01b", "lot": "005"}})
    assert _save(ws, edits) == [("01B005", "01", "01B", "005")]


def test_what_qgis_copied_to_a_new_half_does_not_contradict_its_new_code(tmp_path):
    ws = land_case.make(tmp_path)
    [row] = ws.rows("parcel", where="uuid = 'p1'")
    east = {**row, "parcel_code": "01A050", "geom": box(25, 0, 40, 30)}  # lot is still 001
    places = _save(ws, NativeEdits(added=[east], shapes={"p1": box(0, 0, 25, 30)}))
    assert places == [("01A001", "01", "01A", "001"), ("01A050", "01", "01A", "050")]


def test_the_halves_of_a_parcel_without_a_code_stay_in_its_block(tmp_path):
    ws = land_case.make(tmp_path)
    _without_code(ws, "p1", zone_code="01", block_code="01B")
    [row] = ws.rows("parcel", where="uuid = 'p1'")
    east = {**row, "geom": box(25, 0, 40, 30)}
    places = _save(ws, NativeEdits(added=[east], shapes={"p1": box(0, 0, 25, 30)}))
    assert places == [(None, "01", "01B", None)] * 2


@pytest.mark.parametrize("declared", [False, True])
def test_a_merge_into_the_row_of_a_parcel_without_a_code_keeps_the_smallest(tmp_path, declared):
    ws = land_case.make(tmp_path, declared)
    _without_code(ws, "p3", zone_code="01", block_code="01A")
    edits = NativeEdits(shapes={"p3": box(0, 0, 120, 30)}, deleted=["p2", "p1"])
    plan = plan_native(ws, edits)
    done = apply_plan(ws, plan, Decision(reason="รวมแปลง"))
    assert [_place(ws, uuid) for uuid in done.parcels] == [("01A001", "01", "01A", "001")]
    retired = {row["code"] for row in ws.rows("retired_code", ["code"])}
    assert retired == ({"01A002"} if declared else set())


def test_where_the_code_was_emptied_on_purpose_it_stays_empty_in_a_draft_block(tmp_path):
    ws = land_case.make(tmp_path)
    edits = NativeEdits(
        shapes={"p3": box(40, 0, 120, 30)}, values={"p3": {"parcel_code": None}}, deleted=["p2"]
    )
    assert _save(ws, edits) == [(None, "01", "01A", None)]


def test_a_zone_that_is_not_that_of_the_block_is_refused(tmp_path):
    ws = land_case.make(tmp_path)
    _without_code(ws, "p2", zone_code="01", block_code="01A")
    for typed in ({"zone_code": "02"}, {"zone_code": "02", "block_code": "01B"}):
        with pytest.raises(CodeError):
            _save(ws, NativeEdits(values={"p2": typed}))

"""What was written of one place in a parcel is of one piece when the parcel is divided."""

from __future__ import annotations

import pytest
import shapely

from taxmap_plugin.editing.merge import plan_merge
from taxmap_plugin.editing.native_edits import NativeEdits, plan_native
from taxmap_plugin.editing.parcel_plan import Decision, Plan
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.split import plan_split
from taxmap_plugin.workspace.store import Workspace
from taxmap_plugin.workspace.undo import undo

from . import land_case
from .land_case import at, box, line

WRITTEN = {
    "house_no": "99/1",
    "officer_note": "รั้วล้ำทางสาธารณะ",
    "note": "ตรวจแล้ว",
    "road": "สุขใจ",
}


@pytest.fixture
def ws(tmp_path) -> Workspace:
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p1", **WRITTEN}])
    return ws


def with_our_tool(ws: Workspace, code: str | None = None) -> Plan:
    return plan_split(ws, "p1", [line((25, -5), (25, 35))])


def with_qgis(ws: Workspace, code: str | None = None) -> Plan:
    """QGIS copies all values; the officer may type a ``code`` in the new half."""
    row = ws.rows("parcel", where="uuid = 'p1'")[0]
    east = {**row, "geom": box(25, 0, 40, 30), "parcel_code": code or row["parcel_code"]}
    return plan_native(ws, NativeEdits(added=[east], shapes={"p1": box(0, 0, 25, 30)}))


def pieces(ws: Workspace) -> tuple[dict, dict]:
    """The western and the eastern piece."""
    rows = ws.rows("parcel", where="parcel_code LIKE '01A001%' OR parcel_code = '01A009'")
    west, east = sorted(rows, key=lambda row: row["geom"].centroid.x)
    return west, east


def put_house(ws: Workspace, table: str, number: str, x: float) -> None:
    place = shapely.Point(at(x, 15))
    shape = place if table == "house_number" else place.buffer(2)
    with ws.transaction("correct") as tx:
        tx.insert_rows(table, [{"house_no": number, "parcel_uuid": "p1", "geom": shape}])


@pytest.mark.parametrize("divided", [with_our_tool, with_qgis])
@pytest.mark.parametrize("code", [None, "01A009"])
def test_what_is_of_one_place_stays_with_the_remainder(ws, divided, code):
    plan = divided(ws, code)
    apply_plan(ws, plan, Decision(codes={1: code} if code else {}))
    west, east = pieces(ws)
    assert {name: west[name] for name in WRITTEN} == WRITTEN
    assert {name: value for name, value in east.items() if name in WRITTEN and value} == {
        "road": "สุขใจ"
    }
    assert (west["deed_no"], east["deed_no"]) == ("1001", None)


def test_so_it_is_of_a_parcel_without_a_code(ws):
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p1", "parcel_code": None}])
    apply_plan(ws, with_qgis(ws))
    rows = ws.rows("parcel", where="parcel_code IS NULL")
    told = {row["geom"].area: (row["house_no"], row["deed_no"], row["note"]) for row in rows}
    assert told == {750.0: ("99/1", "1001", "ตรวจแล้ว"), 450.0: (None, None, None)}


@pytest.mark.parametrize("divided", [with_our_tool, with_qgis])
@pytest.mark.parametrize("table", ["house_number", "building"])
def test_the_house_number_goes_where_the_house_is(ws, divided, table):
    put_house(ws, table, "99/1", 33)
    put_house(ws, table, "99/2", 5)
    before = land_case.everything(ws)
    apply_plan(ws, divided(ws))
    west, east = pieces(ws)
    assert (west["house_no"], east["house_no"]) == (None, "99/1")
    assert west["officer_note"] == WRITTEN["officer_note"]
    undo(ws)
    assert land_case.everything(ws) == before


def test_two_houses_with_the_number_leave_it_with_the_remainder(ws):
    put_house(ws, "building", "99/1", 33)
    put_house(ws, "building", "99/1", 20)
    apply_plan(ws, with_our_tool(ws))
    assert [piece["house_no"] for piece in pieces(ws)] == ["99/1", None]


def test_a_number_that_was_typed_in_a_piece_stays(ws):
    put_house(ws, "building", "99/1", 33)
    apply_plan(ws, with_our_tool(ws), Decision(values={1: {"house_no": "99/3"}}))
    assert [piece["house_no"] for piece in pieces(ws)] == ["99/1", "99/3"]


@pytest.mark.parametrize("said", [{0: {"house_no": "99/1"}}, {1: {"house_no": None}}])
def test_who_types_that_the_remainder_has_it_or_the_piece_has_not_is_believed(ws, said):
    put_house(ws, "building", "99/1", 33)
    apply_plan(ws, with_our_tool(ws), Decision(values=said))
    assert [piece["house_no"] for piece in pieces(ws)] == ["99/1", None]


def test_pieces_merged_again_have_the_number_that_went_with_the_house(ws):
    put_house(ws, "building", "99/1", 33)
    done = apply_plan(ws, with_our_tool(ws))
    apply_plan(ws, plan_merge(ws, done.parcels))
    row = land_case.parcel(ws, "01A001")
    assert {name: row[name] for name in WRITTEN} == WRITTEN


@pytest.mark.parametrize("other", ["99/1", "77"])
def test_of_a_merge_the_house_number_is_its_own_or_the_only_one_of_the_others(ws, other):
    """01A001 has none, and 01A003 has the same as 01A002, or another one."""
    with ws.transaction("correct") as tx:
        numbers = {"p1": None, "p2": "99/1", "p3": other}
        tx.update_rows("parcel", [{"uuid": u, "house_no": no} for u, no in numbers.items()])
    apply_plan(ws, plan_merge(ws, list(numbers)))
    merged = land_case.parcel(ws, "01A001")["house_no"]
    assert merged == ("99/1" if other == "99/1" else None)

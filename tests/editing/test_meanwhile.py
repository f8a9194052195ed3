"""A colleague was quicker: what he made of the land is told, and nothing is written over it."""

from __future__ import annotations

import datetime as dt
from contextlib import closing

import psycopg2
import pytest
import shapely
from psycopg2 import errors

from taxmap_plugin.core.message import render
from taxmap_plugin.core.thai_date import format_date
from taxmap_plugin.editing import parcel_write
from taxmap_plugin.editing.draw import plan_draw
from taxmap_plugin.editing.meanwhile import GoneMeanwhile
from taxmap_plugin.editing.merge import plan_merge
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.recode import plan_codes
from taxmap_plugin.editing.reshape import plan_boundary, plan_move
from taxmap_plugin.editing.split import plan_split
from taxmap_plugin.editing.strip import plan_strip
from taxmap_plugin.workspace.problem import RowChanged
from taxmap_plugin.workspace.store import Workspace
from taxmap_plugin.workspace.undo import undo

from ..cluster import SCHEMA
from . import land_case
from .land_case import at, box, line

pytestmark = pytest.mark.usefixtures("kept_in_both")

CUT = line((25, -5), (25, 35))
PLANS = {
    "split": lambda ws: plan_split(ws, "p1", [CUT]),
    "strip": lambda ws: plan_strip(ws, box(-5, 10, 45, 12)),
    "move": lambda ws: plan_move(ws, [(at(0, 0), at(1, 0))]),
    "merge": lambda ws: plan_merge(ws, ["p1", "p4"]),
    "recode": lambda ws: plan_codes(ws, {"p1": "01A050"}),
}
COLLEAGUE = {
    "split": lambda ws: plan_split(ws, "p1", [CUT]),
    "merge": lambda ws: plan_merge(ws, ["p1", "p2"]),
}


@pytest.mark.parametrize("theirs", COLLEAGUE)
@pytest.mark.parametrize("mine", PLANS)
def test_what_a_colleague_made_of_the_parcel_is_told(tmp_path, mine, theirs):
    ws = land_case.make(tmp_path)
    plan = PLANS[mine](ws)
    other = Workspace.open(ws.storage, "สมชาย")
    apply_plan(other, COLLEAGUE[theirs](other))
    before = land_case.everything(ws)
    with pytest.raises(GoneMeanwhile) as refused:
        apply_plan(ws, plan)
    assert refused.value.uuid == "p1"
    told = render(refused.value.message, "th")
    assert told.startswith("แปลง 01A001 ") and "สมชาย" in told
    became = {"split": ["01A001", "01A001/001"], "merge": ["01A001"]}[theirs]
    assert sorted(refused.value.message.params["codes"]) == became
    today = dt.datetime.now(dt.timezone.utc).astimezone(dt.timezone(dt.timedelta(hours=7)))
    assert f"เมื่อ {format_date(today)} ยัง" in told
    assert f"on {format_date(today, language='en')}. " in render(refused.value.message, "en")
    assert land_case.everything(ws) == before


def test_a_parcel_that_went_without_a_successor(tmp_path):
    ws = land_case.make(tmp_path)
    drawn = apply_plan(ws, plan_draw(ws, box(130, 0, 160, 30))).parcels[0]
    plan = plan_split(ws, drawn, [line((145, -5), (145, 35))])
    undo(ws)
    with pytest.raises(GoneMeanwhile) as refused:
        apply_plan(ws, plan)
    assert refused.value.message.id == "meanwhile.gone"


def test_a_neighbour_that_is_to_get_a_corner_may_be_gone_too(tmp_path):
    ws = land_case.make(tmp_path)
    plan = plan_split(ws, "p1", [CUT])  # gives 01A004 a corner at (25, 30)
    apply_plan(ws, plan_merge(ws, ["p4", "p5"]))
    with pytest.raises(GoneMeanwhile) as refused:
        apply_plan(ws, plan)
    assert refused.value.message.params["code"] == "01A004"


@pytest.fixture
def drawn(tmp_path):
    """A workspace and a plan of 20 m × 30 m, drawn in the west of 01A001 and 01A004."""
    ws = land_case.make(tmp_path)
    plan = plan_draw(ws, box(-20, 30, 0, 60))
    assert {row["uuid"] for row in plan.around} == {"p1", "p4"}
    assert plan.adjusted == []
    return ws, plan


def test_no_ground_is_written_twice_where_a_neighbour_moved_onto_it(drawn):
    ws, plan = drawn
    apply_plan(ws, plan_boundary(ws, line((0, 60), (-10, 50), (-10, 40), (0, 30))))
    moved = land_case.parcel(ws, "01A004")["geom"]
    assert moved.area == 1200 + 200  # a trapezium of 30 m and 10 m, 10 m wide
    with pytest.raises(RowChanged) as refused:
        apply_plan(ws, plan)
    assert list(refused.value.rows["parcel_code"]) == ["01A004"]
    shapes = ws.read("parcel")["geom"].to_numpy()
    assert shapely.union_all(shapes).area == pytest.approx(shapely.area(shapes).sum(), abs=1e-6)


def test_nor_is_a_gap_left_where_it_moved_away(drawn):
    ws, plan = drawn
    apply_plan(ws, plan_boundary(ws, line((0, 60), (5, 50), (5, 40), (0, 30))))
    with pytest.raises(RowChanged):
        apply_plan(ws, plan)


def test_one_that_was_divided_asks_for_a_new_plan(drawn):
    """Its pieces have a corner on the boundary that the drawn parcel would not have."""
    ws, plan = drawn
    apply_plan(ws, plan_split(ws, "p4", [line((-5, 45), (45, 45))]))
    with pytest.raises(GoneMeanwhile):
        apply_plan(ws, plan)


def test_a_neighbour_that_moved_elsewhere_is_no_conflict(drawn):
    ws, plan = drawn
    apply_plan(ws, plan_boundary(ws, line((10, 0), (15, -5), (20, 0))))  # 01A001, in the south
    apply_plan(ws, plan)
    assert len(land_case.living(ws)) == 7


def test_nor_is_one_whose_values_changed(drawn):
    ws, plan = drawn
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p4", "deed_no": "444"}])
    apply_plan(ws, plan)
    assert land_case.parcel(ws, "01A004")["deed_no"] == "444"


@pytest.mark.parametrize(
    ("plan", "corner"),
    [
        (lambda ws: plan_split(ws, "p3", [line((75, 15), (125, 15))]), at(120, 15)),
        (lambda ws: plan_strip(ws, box(110, 10, 120, 12)), at(120, 10)),
    ],
    ids=["split", "strip"],
)
def test_a_neighbour_drawn_meanwhile_gets_the_new_corner(tmp_path, plan, corner):
    ws = land_case.make(tmp_path)
    planned = plan(ws)
    other = Workspace.open(ws.storage, "สมชาย")
    drawn = apply_plan(other, plan_draw(other, box(120, -10, 150, 30)))
    apply_plan(ws, planned)
    [row] = ws.rows("parcel", ["geom"], "uuid = ?", [drawn.parcels[0]])
    assert corner in set(map(tuple, shapely.get_coordinates(row["geom"])))


def test_another_program_cannot_write_between_the_check_and_the_change(
    tmp_path, kept_in_both, cluster, monkeypatch
):
    if kept_in_both != "postgis":
        pytest.skip("who writes in a file has it all")
    ws = land_case.make(tmp_path)
    plan = plan_move(ws, [(at(40, 0), at(35, 0)), (at(40, 30), at(35, 30))])
    check = parcel_write.check_in_workspace

    def write_beside(change):
        check(change)
        with closing(psycopg2.connect(ws.storage._dsn)) as opened:
            opened.autocommit = True
            opened.cursor().execute("SET lock_timeout TO 200")
            move = f"UPDATE \"{SCHEMA}\".parcel SET land_no = '9' WHERE uuid = 'p1'"
            with pytest.raises(errors.LockNotAvailable):
                opened.cursor().execute(move)

    monkeypatch.setattr(parcel_write, "check_in_workspace", write_beside)
    apply_plan(ws, plan)
    assert land_case.living(ws)["01A001"] == 1050.0

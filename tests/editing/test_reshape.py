"""A shared boundary moves for both neighbours, and a corner of three for all."""

from __future__ import annotations

import pytest
import shapely

from taxmap_plugin.core.reshape import ReshapeError
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.reshape import plan_boundary, plan_move

from . import land_case
from .land_case import at, line

pytestmark = pytest.mark.usefixtures("kept_in_both")


def test_the_corner_of_four_moves_as_one_and_identities_stay(tmp_path):
    ws = land_case.make(tmp_path)
    plan = plan_move(ws, [(at(40, 30), at(45, 30))])
    apply_plan(ws, plan)
    areas = land_case.living(ws)
    # each triangle that changes hands is 5 m × 30 m / 2
    assert areas == {
        "01A001": 1275.0,
        "01A002": 1125.0,
        "01A003": 1200.0,
        "01A004": 1275.0,
        "01A005": 1125.0,
        "01A006": 1200.0,
    }
    assert set(ws.read("parcel")["uuid"]) == set(land_case.UUIDS)
    assert set(ws.read("lineage")["kind"]) == {"reshape"}
    assert set(ws.read("parcel_history")["parcel_uuid"]) == {"p1", "p2", "p4", "p5"}


def test_an_edge_moved_sideways_takes_the_ends_along(tmp_path):
    ws = land_case.make(tmp_path)
    moves = [(at(40, 0), at(43, 0)), (at(40, 30), at(43, 30))]
    apply_plan(ws, plan_move(ws, moves))
    areas = land_case.living(ws)
    assert areas["01A001"] == 1290.0  # 43 m × 30 m
    assert areas["01A002"] == 1110.0
    assert sum(areas.values()) == 7200.0


def test_a_neighbour_without_a_corner_there_gets_one(tmp_path):
    """01A001 has a corner on the straight edge of its northern neighbour."""
    ws = land_case.make(tmp_path)
    apply_plan(ws, plan_boundary(ws, line((10, 30), (20, 34), (30, 30))))
    areas = land_case.living(ws)
    assert areas["01A001"] == 1240.0  # a triangle of 20 m × 4 m / 2
    assert areas["01A004"] == 1160.0
    shapes = ws.read("parcel")["geom"].to_numpy()
    assert shapely.union_all(shapes).area == pytest.approx(7200.0, abs=1e-6)


def test_a_move_that_turns_a_parcel_over_is_refused(tmp_path):
    ws = land_case.make(tmp_path)
    with pytest.raises(ReshapeError):
        plan_move(ws, [(at(40, 30), at(130, 30))])
    with pytest.raises(ReshapeError):
        plan_move(ws, [(at(20, 15), at(25, 15))])  # no corner there


def test_the_outer_edge_may_gain_ground_where_nobody_is(tmp_path):
    ws = land_case.make(tmp_path)
    plan = plan_move(ws, [(at(0, 0), at(-4, 0))])
    assert plan.check == "ground"
    apply_plan(ws, plan)
    assert land_case.living(ws)["01A001"] == 1260.0  # 4 m × 30 m / 2 more

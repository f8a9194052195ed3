"""A shared boundary moves for both neighbours, and a corner of three for all."""

from __future__ import annotations

import pytest
import shapely

from taxmap_plugin.core.ground import ground_area
from taxmap_plugin.core.message import Message, render
from taxmap_plugin.core.reshape import ReshapeError
from taxmap_plugin.editing.old_overlap import told_with_overlap
from taxmap_plugin.editing.parcel_plan import read_parcels
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.reshape import plan_boundary, plan_move

from . import land_case
from .land_case import at, box, line

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


def test_ground_of_a_parcel_that_does_not_share_the_corner_is_refused_by_its_code(tmp_path):
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p5", "geom": box(40.1, 30.1, 80, 60)}])
    with pytest.raises(ReshapeError) as refused:
        plan_move(ws, [(at(40, 30), at(41, 31))])
    said = render(refused.value.message, "en")
    assert "01A005" in said and "vertex tool" in said
    assert "overlap by" in said and "mm²" not in said
    assert "01A005" in render(refused.value.message, "th")


def test_a_side_of_two_that_overlap_moves_for_both_and_the_areas_add_up(tmp_path):
    """01A002 lies over 01A001 by a wedge of 10 cm × 30 m / 2."""
    ws = land_case.make(tmp_path)
    over = shapely.Polygon([at(39.9, 0), at(80, 0), at(80, 30), at(40, 30)])
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p2", "geom": over}])
    plan = plan_move(ws, [(at(40, 0), at(42, 0)), (at(40, 30), at(42, 30))])
    (note,) = plan.notes
    assert "(1.50 m²) that the parcels overlapped by" in render(note, "en")
    apply_plan(ws, plan)
    areas = land_case.living(ws)
    assert (areas["01A001"], areas["01A002"]) == (1260.0, 1140.0)
    assert sum(areas.values()) == pytest.approx(7200.0)


def test_an_overlap_in_the_way_is_told_with_both_parcels_and_its_area(tmp_path):
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p2", "geom": box(39.4, 0, 80, 30)}])
    with pytest.raises(ReshapeError) as refused:
        plan_move(ws, [(at(40, 0), at(42, 0)), (at(40, 30), at(42, 30))])
    said = render(refused.value.message, "en")
    assert "01A001, 01A002 overlap there by 0-0-4.5 (18.00 m²) already" in said
    assert "Move a boundary" in said
    assert "01A001, 01A002 ทับซ้อนกันอยู่แล้ว" in render(refused.value.message, "th")


@pytest.mark.parametrize(("fault", "names"), [(41, "01A001, 01A002"), (77, "01A002, 01A003")])
def test_the_overlap_at_the_fault_is_told_and_not_a_larger_one_elsewhere(tmp_path, fault, names):
    ws = land_case.make(tmp_path)
    shapes = {"p2": box(39.4, 0, 80, 30), "p3": box(78, 0, 120, 30)}
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": key, "geom": shape} for key, shape in shapes.items()])
    x, y = at(fault, 15)
    gap = Message("fabric.gap", area="0-0-1", x=x, y=y)
    said = told_with_overlap(gap, read_parcels(ws, ["p1", "p2", "p3"]), [shapes["p2"]])
    assert f"{names} overlap there by" in render(said, "en")


def test_the_outer_edge_may_gain_ground_where_nobody_is(tmp_path):
    ws = land_case.make(tmp_path)
    plan = plan_move(ws, [(at(0, 0), at(-4, 0))])
    assert plan.check == "ground"
    apply_plan(ws, plan)
    assert land_case.living(ws)["01A001"] == 1260.0  # 4 m × 30 m / 2 more


def test_a_neighbour_far_along_the_edge_stays_at_it(tmp_path):
    """A corner sinks by 2 m; a parcel that stands 40 m away on the same edge is not torn off.

    The edge from (200, 8) passes the neighbour's corner at x = 240, which it then has too, and
    goes on level from there: the neighbour's 20 m stay shared.
    """
    ws = land_case.make(tmp_path)
    with ws.transaction("import") as tx:
        tx.insert_rows("parcel", [{"uuid": "long", "geom": box(200, 0, 300, 10)}])
        tx.insert_rows("parcel", [{"uuid": "far", "geom": box(240, 10, 260, 30)}])
    apply_plan(ws, plan_move(ws, [(at(200, 10), at(200, 8))]))
    shapes = {row["uuid"]: row["geom"] for row in ws.rows("parcel")}
    common = shapes["long"].boundary.intersection(shapes["far"].boundary)
    assert common.length == pytest.approx(20.0)
    assert shapes["long"].area == pytest.approx(1000 - 40 * 2 / 2)  # the triangle that sank


def test_ground_cut_off_goes_to_the_neighbour_across_it(tmp_path):
    """A bump of 20 m × 5 m is cut off; the parcel beyond it lies 5 m from the drawn line."""
    ws = land_case.make(tmp_path)
    corners = [(200, 0), (300, 0), (300, 10), (260, 10), (260, 15), (240, 15), (240, 10), (200, 10)]
    bumped = shapely.Polygon([at(*corner) for corner in corners])
    beside = [box(200, 10, 240, 15), box(260, 10, 300, 15), box(200, 15, 300, 30)]
    with ws.transaction("import") as tx:
        for uuid, shape in zip(("bumped", "west", "east", "beyond"), (bumped, *beside)):
            tx.insert_rows("parcel", [{"uuid": uuid, "geom": shape}])
    apply_plan(ws, plan_boundary(ws, line((240, 10), (260, 10))))
    areas = {row["uuid"]: round(row["geom"].area, 6) for row in ws.rows("parcel")}
    assert areas["bumped"] == 1000.0
    assert areas["west"] + areas["east"] + areas["beyond"] == 400 + 1500 + 100


def test_a_free_side_may_slide_along_itself(tmp_path):
    """The areas happen to be equal: what moves is the outline, and that is no gap."""
    ws = land_case.make(tmp_path)
    with ws.transaction("import") as tx:
        tx.insert_rows("parcel", [{"uuid": "alone", "geom": box(200, 0, 240, 60)}])
    apply_plan(ws, plan_move(ws, [(at(240, 0), at(240, 5)), (at(240, 60), at(240, 65))]))
    shape = ws.read("parcel", ["geom"], "uuid = ?", ["alone"])["geom"].iloc[0]
    assert shape.area == pytest.approx(2400.0)
    assert shape.bounds[3] == at(240, 65)[1]


def test_no_ground_of_a_parcel_whose_parts_overlap_is_lost(tmp_path):
    """01A001 came as two parts that share 5 m × 30 m; its boundary to 01A002 gets a bend."""
    ws = land_case.make(tmp_path)
    parts = shapely.multipolygons([box(0, 0, 25, 30), box(20, 0, 40, 30)])
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p1", "geom": parts}])
    apply_plan(ws, plan_boundary(ws, line((40, 0), (36, 15), (40, 30))))
    shapes = ws.read("parcel")["geom"].to_numpy()
    assert shapely.union_all(shapely.make_valid(shapes)).area == pytest.approx(7200.0, abs=1e-6)
    assert ground_area(land_case.parcel(ws, "01A001")["geom"]) == pytest.approx(1200 - 4 * 30 / 2)


def test_an_enclosed_pond_that_nobody_has_may_grow_and_shrink(tmp_path):
    ws = land_case.make(tmp_path)
    pond = box(10, 10, 30, 20)
    with ws.transaction("correct") as tx:
        ring = shapely.difference(box(0, 0, 40, 30), pond)
        tx.update_rows("parcel", [{"uuid": "p1", "geom": ring}])
    apply_plan(ws, plan_move(ws, [(at(10, 10), at(6, 10)), (at(10, 20), at(6, 20))]))
    assert land_case.living(ws)["01A001"] == 960.0  # 4 m × 10 m less than 1,000 m²
    apply_plan(ws, plan_move(ws, [(at(6, 10), at(20, 10)), (at(6, 20), at(20, 20))]))
    assert land_case.living(ws)["01A001"] == 1100.0


def test_a_boundary_is_redrawn_across_the_mouth_of_a_hairline_gap(tmp_path):
    """01A002 begins half a millimetre east of 01A001; a lot south of both closes the gap."""
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p2", "geom": box(40.0005, 0, 80, 30)}])
        tx.update_rows("parcel", [{"uuid": "p4", "geom": box(0, 30, 80, 60)}])
        tx.update_rows("parcel", [{"uuid": "p5", "geom": box(0, -30, 80, 0)}])
    apply_plan(ws, plan_boundary(ws, line((30, 30), (40, 34), (50, 30))))
    areas = land_case.living(ws)
    assert areas["01A004"] == 2360.0  # a triangle of 20 m × 4 m / 2 less
    assert areas["01A001"] == pytest.approx(1220.0, abs=0.01)


def test_two_millimetres_outwards_are_ground_that_is_gained(tmp_path):
    """A hair for the eye, but 0.06 m² along 60 m: told as a change of the areas."""
    ws = land_case.make(tmp_path)
    assert plan_move(ws, [(at(0, 0), at(-0.002, 0))]).check == "ground"
    assert plan_move(ws, [(at(40, 30), at(40.002, 30))]).check == "area"

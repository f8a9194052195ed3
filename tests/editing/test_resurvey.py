"""An outline drawn over a parcel that is there gives it the new shape."""

from __future__ import annotations

import pytest
import shapely
from shapely.affinity import scale

from taxmap_plugin.core.fit import FitError
from taxmap_plugin.core.message import render
from taxmap_plugin.core.reshape import ReshapeError
from taxmap_plugin.editing.parcel_plan import area_changes
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.resurvey import plan_drawn, plan_resurvey

from . import land_case
from .land_case import at, box

pytestmark = pytest.mark.usefixtures("kept_in_both")


@pytest.mark.parametrize("factor", [0.99, 1.01])
def test_corners_measured_anew_move_the_boundaries_of_the_parcel(tmp_path, factor):
    ws = land_case.make(tmp_path)
    measured = scale(box(40, 0, 80, 30), factor, factor)
    amounts = {0.99: "0-2-94.03 (1,176.12 m²).", 1.01: "0-3-6.03 (1,224.12 m²)."}
    plan = plan_drawn(ws, measured, tolerance=0.0)
    assert (plan.kind, plan.pieces[0].code) == ("resurvey", "01A002")
    assert [render(note, "en") for note in plan.notes] == [
        "The outline covers parcel 01A002: this parcel gets the new shape and keeps its code, "
        "and the boundaries that neighbours share go along.",
        "Its document says 0-3-0 (1,200.00 m²), the new shape has " + amounts[factor],
    ]
    assert area_changes(plan)[0].name == "01A002"
    apply_plan(ws, plan)
    parcels = ws.read("parcel").set_index("uuid")
    assert set(parcels.index) == set(land_case.UUIDS), "no new parcel"
    assert parcels.loc["p2", "geom"].symmetric_difference(measured).area < 1e-6
    shapes = parcels["geom"].to_numpy()
    whole = shapely.union_all(shapes)
    assert whole.area == pytest.approx(shapely.area(shapes).sum(), abs=1e-6), "no overlap"
    assert shapely.get_num_interior_rings(shapely.get_parts(whole)).sum() == 0, "no gap"
    post = shapely.Point(measured.bounds[2:])
    there = [uuid for uuid, shape in parcels["geom"].items() if has_corner(shape, post)]
    assert there == ["p2", "p3", "p5", "p6"]
    assert "p2" in set(ws.read("parcel_history")["parcel_uuid"])


def has_corner(shape: shapely.Geometry, place: shapely.Point) -> bool:
    return bool(shapely.dwithin(shapely.extract_unique_points(shape), place, 1e-6))


def test_the_selected_parcel_is_meant_by_half_of_its_ground_already(tmp_path):
    ws = land_case.make(tmp_path)
    drawn = box(80, 30, 145, 60)  # 25 m further than 01A006, onto free ground
    assert plan_drawn(ws, drawn).kind == "new"
    plan = plan_drawn(ws, drawn, ["p6"])
    assert [piece.keeps for piece in plan.pieces] == ["p6"]
    assert plan.pieces[0].area_m2 == pytest.approx(65 * 30)
    assert plan_drawn(ws, drawn, ["p1"]).kind == "new", "selected, but elsewhere"
    assert plan_drawn(ws, drawn, ["p6", "p1"]).kind == "new"


def test_a_corner_drawn_beside_the_old_one_is_the_old_one(tmp_path):
    ws = land_case.make(tmp_path)
    drawn = shapely.Polygon([at(80.02, 30.01), at(125, 30), at(125, 60), at(79.99, 60.02)])
    plan = plan_drawn(ws, drawn)
    assert [piece.keeps for piece in plan.pieces] == ["p6"]
    assert plan.pieces[0].area_m2 == pytest.approx(45 * 30)


def test_ground_of_a_parcel_that_is_not_beside_it_is_not_taken(tmp_path):
    ws = land_case.make(tmp_path)
    apply_plan(ws, plan_drawn(ws, box(121, 0, 150, 30)))
    apply_plan(ws, plan_drawn(ws, box(150, 0, 180, 30)))
    with pytest.raises(ReshapeError) as refused:
        plan_drawn(ws, box(80, 0, 122, 30))
    said = render(refused.value.message, "en")
    assert said.startswith("This outline cannot become the new shape of parcel 01A003.")
    assert "1-00" not in said and "without a code" in said


def test_numbers_of_the_survey_go_along(tmp_path):
    ws = land_case.make(tmp_path)
    apply_plan(ws, plan_resurvey(ws, "p6", box(80, 30, 122, 60), {"survey_no": "900"}))
    row = land_case.parcel(ws, "01A006")
    assert (row["survey_no"], row["land_no"]) == ("900", "16")


@pytest.mark.parametrize("language", ["th", "en"])
def test_who_draws_within_a_parcel_is_told_which(tmp_path, language):
    ws = land_case.make(tmp_path)
    with pytest.raises(FitError) as refused:
        plan_drawn(ws, box(45, 5, 60, 20))
    assert "01A002" in render(refused.value.message, language)

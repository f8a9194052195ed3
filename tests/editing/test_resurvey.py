"""An outline drawn over a parcel that is there gives it the new shape."""

from __future__ import annotations

import pandas as pd
import pytest
import shapely
from shapely.affinity import scale

from taxmap_plugin.core.fit import FitError
from taxmap_plugin.core.match_profile import AreaTolerance
from taxmap_plugin.core.message import render
from taxmap_plugin.core.reshape import ReshapeError
from taxmap_plugin.editing.parcel_plan import area_changes
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.plan_notes import plan_notes
from taxmap_plugin.editing.resurvey import plan_drawn, plan_resurvey

from . import land_case
from .land_case import at, box

LOOSE = AreaTolerance()

pytestmark = pytest.mark.usefixtures("kept_in_both")


@pytest.mark.parametrize("factor", [0.99, 1.01])
def test_corners_measured_anew_move_the_boundaries_of_the_parcel(tmp_path, factor):
    ws = land_case.make(tmp_path)
    measured = scale(box(40, 0, 80, 30), factor, factor)
    amounts = {
        0.99: "0-2-94.03 (1,176.12 m²): 0-0-5.97 (23.88 m²) less, within the 0-0-30 (120.00 m²)",
        1.01: "0-3-6.03 (1,224.12 m²): 0-0-6.03 (24.12 m²) more, within the 0-0-30.6 (122.40 m²)",
    }
    plan = plan_drawn(ws, measured, tolerance=0.0)
    assert (plan.kind, plan.pieces[0].code) == ("resurvey", "01A002")
    assert told(ws, plan) == [
        "The outline covers parcel 01A002: this parcel gets the new shape and keeps its code, "
        "and the boundaries that neighbours share go along.",
        "Its document says 0-3-0 (1,200.00 m²), the new shape has " + amounts[factor] + " allowed.",
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


def told(ws, plan, tolerance=LOOSE) -> list[str]:
    return [render(note, "en") for note in (*plan.notes, *plan_notes(ws, plan, tolerance))]


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
    assert "takes 0-0-7.5 (30.00 m²) of parcel" in said and "does not lie beside" in said


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


def test_an_area_that_only_the_title_document_knows_is_told_with_the_tolerance(tmp_path):
    ws = land_case.make(tmp_path)
    with ws.transaction("edit") as tx:
        tx.update("parcel", pd.DataFrame({"uuid": ["p1", "p6"], "document_area": [None, None]}))
        tx.update("title_document", pd.DataFrame({"uuid": ["t1"], "document_area": [30_000]}))
    plan = plan_drawn(ws, box(0, 0, 42, 30))
    (line,) = [one for one in told(ws, plan) if one.startswith("Its document")]
    assert line.endswith("0-0-15 (60.00 m²) more, within the 0-0-31.5 (126.00 m²) allowed.")
    strict = told(ws, plan, AreaTolerance(0.01, 100))
    (line,) = [one for one in strict if one.startswith("Its document")]
    assert "0-0-15 (60.00 m²) more, where 0-0-3.15 (12.60 m²) are allowed. Check" in line
    same = told(ws, plan_resurvey(ws, "p6", box(80, 30, 125, 60)))
    assert not any("document" in one for one in same), "no document knows an area"
    emptied = told(ws, plan_resurvey(ws, "p1", box(0, 0, 42, 30), values={"document_area": None}))
    assert not any(one.startswith("Its document") for one in emptied), "it is typed away"


def add_lot_7(ws, shape) -> None:
    with ws.transaction("edit") as tx:
        tx.insert("parcel", pd.DataFrame({"parcel_code": ["01A007"], "geom": [shape]}))


def test_what_neighbours_lose_is_told_parcel_by_parcel(tmp_path):
    """The lot in the east has a corner that the wider outline passes."""
    ws = land_case.make(tmp_path)
    corner = shapely.Polygon([at(120, 30), at(120.5, 31), at(126, 60), at(140, 60), at(140, 30)])
    add_lot_7(ws, corner)
    plan = plan_resurvey(ws, "p6", box(80, 30, 125, 60))
    changes = {one.name: round(one.by_m2, 1) for one in area_changes(plan)}
    assert changes["01A006"] == 150.0 and -150 < changes["01A007"] < 0
    apply_plan(ws, plan)
    shapes = ws.read("parcel")["geom"].to_numpy()
    assert shapely.union_all(shapes).area == pytest.approx(shapely.area(shapes).sum(), abs=1e-6)


def test_neighbours_that_only_get_a_corner_are_not_changed_parcels(tmp_path):
    """The line between the halves of 01A002 ends on the straight side of 01A005."""
    ws = land_case.make(tmp_path)
    with ws.transaction("edit") as tx:
        tx.update("parcel", pd.DataFrame({"uuid": ["p2"], "geom": [box(40, 0, 60, 30)]}))
    add_lot_7(ws, box(60, 0, 80, 30))
    plan = plan_resurvey(ws, "p2", box(40, 0, 62, 30))
    assert [piece.code for piece in plan.pieces] == ["01A002", "01A007"]
    assert len(apply_plan(ws, plan).parcels) == 2
    assert "p5" not in set(ws.read("parcel_history")["parcel_uuid"])
    north = ws.read("parcel").set_index("uuid")["geom"]["p5"]
    assert has_corner(north, shapely.Point(at(62, 30))), "both sides run through the corner"


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_refusal_names_the_neighbour_its_ground_and_the_way_out(tmp_path, language):
    ws = land_case.make(tmp_path)
    add_lot_7(ws, box(120, 30, 130, 60))
    with pytest.raises(ReshapeError) as refused:
        plan_resurvey(ws, "p6", box(80, 30, 131, 60))
    said = render(refused.value.message, language)
    way = {"th": "เครื่องมือรวมแปลง", "en": "the tool for merging"}[language]
    assert "01A006" in said and "01A007" in said and "0-0-75" in said and way in said


@pytest.mark.parametrize("language", ["th", "en"])
def test_an_outline_over_the_selected_parcel_and_others_is_refused_with_the_way_out(
    tmp_path, language
):
    ws = land_case.make(tmp_path)
    with pytest.raises(ReshapeError) as refused:
        plan_drawn(ws, box(0, 0, 120, 30), ["p1"])
    said = render(refused.value.message, language)
    assert all(code in said for code in ("01A001", "01A002", "01A003")) and "01A004" not in said
    assert {"th": "ให้รวมแปลงก่อน", "en": "merge them first"}[language] in said


def test_an_outline_within_the_selected_parcel_does_not_say_to_select_it(tmp_path):
    ws = land_case.make(tmp_path)
    with pytest.raises(ReshapeError) as refused:
        plan_drawn(ws, box(5, 5, 20, 15), ["p1"])
    assert "less than half" in render(refused.value.message, "en")


def test_one_part_of_a_parcel_is_surveyed_anew(tmp_path):
    ws = land_case.make(tmp_path)
    island = box(200, 0, 220, 20)
    with ws.transaction("edit") as tx:
        shape = shapely.multipolygons([box(80, 30, 120, 60), island])
        tx.update("parcel", pd.DataFrame({"uuid": ["p6"], "geom": [shape]}))
    plan = plan_drawn(ws, box(199, 0, 220, 20))
    assert [piece.keeps for piece in plan.pieces] == ["p6"]
    assert plan.pieces[0].area_m2 == pytest.approx(1200 + 420)
    assert "1 other part of this parcel stays as drawn." in told(ws, plan)
    both = shapely.multipolygons([box(80, 30, 122, 60), box(199, 0, 220, 20)])
    plan = plan_drawn(ws, both)
    assert plan.pieces[0].area_m2 == pytest.approx(42 * 30 + 420)
    apply_plan(ws, plan)
    assert land_case.parcel(ws, "01A006")["geom"].symmetric_difference(both).area < 1e-6

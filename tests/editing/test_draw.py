"""A parcel drawn against its neighbours."""

from __future__ import annotations

import pytest
import shapely

from taxmap_plugin.core.drawn_outline import OutlineError
from taxmap_plugin.core.message import render
from taxmap_plugin.editing.draw import plan_draw
from taxmap_plugin.editing.parcel_plan import PlanError
from taxmap_plugin.editing.parcel_write import apply_plan

from . import land_case
from .land_case import at, box

pytestmark = pytest.mark.usefixtures("kept_in_both")


def test_it_takes_the_next_code_of_its_block_and_shares_the_boundary(tmp_path):
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:  # the ground of 01A006 is free now
        tx.delete("parcel", ["p6"])
    drawn = shapely.Polygon([at(80.02, 30.01), at(119, 29.99), at(120, 59), at(79.98, 59)])
    plan = plan_draw(ws, drawn, {"land_no": "77"})
    piece = plan.pieces[0]
    assert (piece.code, piece.reason.id) == ("01A006", "code_suggestion.after_greatest")
    apply_plan(ws, plan)
    new = land_case.parcel(ws, "01A006")
    assert (new["block_code"], new["lot"], new["land_no"]) == ("01A", "006", "77")
    shapes = ws.read("parcel")["geom"].to_numpy()
    whole = shapely.union_all(shapes)
    assert whole.area == pytest.approx(shapely.area(shapes).sum(), abs=1e-6)  # no overlap
    assert shapely.get_num_geometries(whole) == 1  # no gap to the neighbours
    south = shapely.get_coordinates(land_case.parcel(ws, "01A003")["geom"])
    shared = shapely.intersection(new["geom"], land_case.parcel(ws, "01A003")["geom"])
    assert shared.length == pytest.approx(39.0, abs=0.1)
    assert all(point in south.tolist() for point in shapely.get_coordinates(shared).tolist())


def test_what_lies_over_a_neighbour_is_cut_away_and_said(tmp_path):
    ws = land_case.make(tmp_path)
    plan = plan_draw(ws, box(-30, 0, 5, 30))  # 5 m into 01A001
    (note,) = plan.notes
    said = "150.00 m²) was cut away where the drawing went over parcel 01A001."
    assert render(note, "en").endswith(said)
    apply_plan(ws, plan)
    assert land_case.living(ws)["01A001"] == 1200.0
    assert land_case.living(ws)[None] == pytest.approx(900.0, abs=1e-6)  # 30 m × 30 m, no block


def test_an_outline_that_crosses_itself_is_refused_where_it_does(tmp_path):
    ws = land_case.make(tmp_path)
    with pytest.raises(OutlineError) as refused:
        plan_draw(ws, shapely.Polygon([at(-30, 0), at(-10, 20), at(-10, 0), at(-30, 20)]))
    assert refused.value.message.params == {"x": 499_980.0, "y": 2_070_010.0}


def test_outside_all_blocks_it_has_no_code(tmp_path):
    ws = land_case.make(tmp_path)
    plan = plan_draw(ws, box(300, 300, 320, 320))
    assert (plan.pieces[0].code, plan.pieces[0].reason.id) == (None, "draw.no_block")


def test_somebody_drew_there_meanwhile(tmp_path):
    ws = land_case.make(tmp_path)
    plan = plan_draw(ws, box(130, 0, 160, 30))
    apply_plan(ws, plan_draw(ws, box(140, 0, 170, 30)))
    with pytest.raises(PlanError) as refused:
        apply_plan(ws, plan)
    assert refused.value.message.id == "parcel_write.drawn_meanwhile"

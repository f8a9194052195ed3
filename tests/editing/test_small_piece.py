"""A piece that nobody can have meant is told before it is written."""

from __future__ import annotations

import pytest

from taxmap_plugin.core.area_split import FromDirection
from taxmap_plugin.core.message import render
from taxmap_plugin.editing.merge import plan_merge
from taxmap_plugin.editing.native_edits import NativeEdits, plan_native
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.plan_notes import noted
from taxmap_plugin.editing.small_piece import small_notes
from taxmap_plugin.editing.split import plan_area_split
from taxmap_plugin.editing.strip import plan_strip

from . import land_case
from .land_case import box

pytestmark = pytest.mark.usefixtures("kept_in_both")


@pytest.mark.parametrize("areas, code", [([0.01], "01A001/001"), ([1199.95], "01A001")])
def test_a_piece_of_less_than_a_square_wah_is_told_with_its_area(tmp_path, areas, code):
    ws = land_case.make(tmp_path)
    plan = plan_area_split(ws, "p1", areas, FromDirection(90))
    (said,) = [render(note, "en") for note in small_notes(plan)]
    least = min(piece.area_m2 for piece in plan.pieces)
    assert f"square wah: {code} ({least:.2f} m²)." in said
    assert said in [render(note, "en") for note in noted(ws, plan).notes]
    assert all(render(note, "th") for note in small_notes(plan))


def test_land_that_was_as_small_before_is_not_told_again(tmp_path):
    ws = land_case.make(tmp_path)
    assert small_notes(plan_strip(ws, box(1, -5, 45, 25))) == ()
    (said,) = small_notes(plan_strip(ws, box(0.05, -5, 45, 35)))
    apply_plan(ws, plan_strip(ws, box(0.05, -5, 45, 35)))
    assert "01A001" in render(said, "en")
    assert small_notes(plan_native(ws, NativeEdits(shapes={"p1": box(0, 0, 0.04, 30)}))) == ()


@pytest.mark.parametrize(
    "typed, name",
    [
        ({"parcel_code": "01A009"}, "Parcel 01A009 has"),
        ({"land_no": "77"}, "Parcel land no. 77 has"),
        ({}, "Parcel without a code (…"),
    ],
)
def test_a_save_of_qgis_files_it_by_the_name_of_the_parcel(tmp_path, typed, name):
    ws = land_case.make(tmp_path)
    added = [{"geom": box(130, 0, 131, 1), **typed}]
    done = apply_plan(ws, plan_native(ws, NativeEdits(added=added)))
    assert ws.count("finding", "check_id = 'small_piece.saved'") == 1
    (said,) = [r.message for r in done.reviews if r.message.id.startswith("small_piece.")]
    assert render(said, "en").startswith(name)
    assert not any(word in render(said, "en") for word in ("table", "go back", "line"))
    assert "ตาราง" not in render(said, "th").replace("ตร.ว.", "")


def test_what_was_filed_of_a_small_piece_is_over_where_it_went_into_another(tmp_path):
    ws = land_case.make(tmp_path)
    added = [{"geom": box(120, 0, 121, 1), "parcel_code": "01A009"}]
    (small,) = apply_plan(ws, plan_native(ws, NativeEdits(added=added))).parcels
    filed = "check_id = 'small_piece.saved' AND state = 'open'"
    assert ws.count("finding", filed) == 1
    apply_plan(ws, plan_merge(ws, ["p3", small]))
    assert ws.count("finding", filed) == 0

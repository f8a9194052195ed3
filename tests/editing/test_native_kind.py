"""A save of QGIS's own tools is filed in the history as what it did to the parcels."""

from __future__ import annotations

from typing import Any

import pytest
import shapely

from taxmap_plugin.editing.native_edits import NativeEdits, plan_native
from taxmap_plugin.editing.parcel_plan import Decision
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.workspace.store import Workspace

from . import land_case
from .land_case import at, box

WEST, EAST = box(0, 0, 25, 30), box(25, 0, 40, 30)
NEW = {"parcel_code": "01A044", "geom": box(130, 0, 150, 30)}


def filed(ws: Workspace, edits: NativeEdits, **decision: Any) -> str:
    change = apply_plan(ws, plan_native(ws, edits), Decision(**decision)).change_uuid
    return str(ws.rows("change", ["kind"], "uuid = ?", [change])[0]["kind"])


def half(ws: Workspace, shape: shapely.Polygon) -> dict[str, Any]:
    """The row that QGIS's split adds: a copy of 01A001."""
    return {**ws.rows("parcel", where="uuid = 'p1'")[0], "geom": shape}


def test_a_parcel_divided_is_a_split(tmp_path):
    ws = land_case.make(tmp_path)
    assert filed(ws, NativeEdits(added=[half(ws, EAST)], shapes={"p1": WEST})) == "split"


def test_the_corner_that_a_neighbour_gets_makes_no_correction_of_a_split(tmp_path):
    """QGIS adds it with its topological editing; what was typed beside does not matter either."""
    ws = land_case.make(tmp_path)
    north = shapely.Polygon([at(*xy) for xy in ((0, 30), (25, 30), (40, 30), (40, 60), (0, 60))])
    edits = NativeEdits(
        added=[half(ws, EAST)],
        shapes={"p1": WEST, "p4": north},
        values={"p3": {"deed_no": "0099"}},
    )
    assert filed(ws, edits) == "split"
    assert land_case.parcel(ws, "01A004")["uuid"] == "p4"


@pytest.mark.parametrize("into_a_row", [True, False])
def test_parcels_joined_are_a_merge(tmp_path, into_a_row):
    ws, whole = land_case.make(tmp_path), box(40, 0, 120, 30)
    if into_a_row:
        edits = NativeEdits(shapes={"p2": whole}, deleted=["p3"])
    else:
        edits = NativeEdits(added=[{"geom": whole}], deleted=["p2", "p3"])
    assert filed(ws, edits) == "merge"


def test_parcels_where_none_was_are_new(tmp_path):
    assert filed(land_case.make(tmp_path), NativeEdits(added=[NEW])) == "new"


@pytest.mark.parametrize(
    "edits",
    [
        NativeEdits(shapes={"p1": box(0, 0, 43, 30), "p2": box(43, 0, 80, 30)}),
        NativeEdits(values={"p1": {"parcel_code": "01A050"}}),
        NativeEdits(deleted=["p6"]),
        NativeEdits(added=[{"geom": box(0, 0, 40, 30)}], deleted=["p1"]),
    ],
    ids=["boundary moved", "code typed", "taken away", "drawn anew"],
)
def test_anything_else_is_a_correction(tmp_path, edits):
    assert filed(land_case.make(tmp_path), edits) == "correct"


def test_several_kinds_in_one_save_are_a_correction(tmp_path):
    ws = land_case.make(tmp_path)
    split = NativeEdits(
        added=[half(ws, EAST)],
        shapes={"p1": WEST, "p2": box(40, 0, 120, 30)},
        deleted=["p3"],
    )
    assert filed(ws, split) == "correct", "a split and a merge"


def test_ground_divided_anew_among_two_is_a_correction(tmp_path):
    ws = land_case.make(tmp_path)
    added = [{"geom": box(0, 0, 80, 15)}, {"geom": box(0, 15, 80, 30)}]
    assert filed(ws, NativeEdits(added=added, deleted=["p1", "p2"])) == "correct"


def test_the_kind_that_the_officer_states_counts(tmp_path):
    ws = land_case.make(tmp_path)
    edits = NativeEdits(added=[half(ws, EAST)], shapes={"p1": WEST})
    assert filed(ws, edits, kind="resurvey") == "resurvey"

"""Edits made with QGIS's own tools get identities, codes and lineage when they are saved."""

from __future__ import annotations

import pytest
import shapely
import shapely.affinity

from taxmap_plugin.core.message import render
from taxmap_plugin.editing import native_pasted
from taxmap_plugin.editing.native_edits import NativeEdits, plan_native
from taxmap_plugin.editing.native_pasted import put_back
from taxmap_plugin.editing.native_rows import apply_rows
from taxmap_plugin.editing.parcel_plan import PlanError
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.workspace.change_subject import subject_of
from taxmap_plugin.workspace.parcel_story import parcel_story
from taxmap_plugin.workspace.problem import DuplicateValue, RowChanged
from taxmap_plugin.workspace.undo import redo, undo

from . import land_case
from .land_case import at, box


def _copy_of(ws, uuid: str, shape) -> dict:
    """A row as QGIS's split makes it: all values of the other half, uuid and code too."""
    row = ws.rows("parcel", where="uuid = ?", params=[uuid])[0]
    return {**row, "geom": shape}


def test_a_split_gives_both_halves_new_identities_and_the_second_a_code(tmp_path):
    ws = land_case.make(tmp_path)
    east = _copy_of(ws, "p1", box(25, 0, 40, 30))
    edits = NativeEdits(added=[east], shapes={"p1": box(0, 0, 25, 30)})
    done = apply_plan(ws, plan_native(ws, edits))
    areas = land_case.living(ws)
    assert (areas["01A001"], areas["01A001/001"]) == (750.0, 450.0)
    assert "p1" not in set(ws.read("parcel")["uuid"])
    assert set(ws.read("lineage")["child_uuid"]) == set(done.parcels)
    assert set(ws.read("lineage")["kind"]) == {"split"}
    child = land_case.parcel(ws, "01A001/001")
    assert child["deed_no"] is None
    assert ws.count("parcel", "document_area IS NULL") == 2  # it was of both together
    assert ws.read("building", where="uuid = 'b2'")["parcel_uuid"].iloc[0] == child["uuid"]


def test_a_merge_keeps_one_row_for_qgis_but_a_new_identity_here(tmp_path):
    ws = land_case.make(tmp_path)
    edits = NativeEdits(shapes={"p2": box(40, 0, 120, 30)}, deleted=["p3"])
    apply_plan(ws, plan_native(ws, edits))
    assert land_case.living(ws)["01A002"] == 2400.0
    lineage = ws.read("lineage")
    assert set(lineage["parent_uuid"]) == {"p2", "p3"}
    assert set(lineage["kind"]) == {"merge"}
    assert {"p2", "p3"}.isdisjoint(ws.read("parcel")["uuid"])


@pytest.mark.parametrize("first, lot", [("p2", "002"), ("p3", "003")])
def test_a_merge_in_a_row_of_its_own_has_the_smallest_code_and_the_area_of_both(
    tmp_path, first, lot
):
    """As the dialog of QGIS leaves it: no code, but the lot of the parcel that it took first."""
    ws = land_case.make(tmp_path)
    larger = {"p2": box(40, 0, 70, 30), "p3": box(70, 0, 120, 30)}
    apply_plan(ws, plan_native(ws, NativeEdits(shapes=larger)))
    areas = {row["uuid"]: row["document_area"] for row in ws.rows("parcel")}
    row = {**_copy_of(ws, first, box(40, 0, 120, 30)), "uuid": None, "parcel_code": None}
    assert row["lot"] == lot
    edits = NativeEdits(added=[row], deleted=["p2", "p3"])
    plan = plan_native(ws, edits)
    assert plan.kind == "merge"
    apply_plan(ws, plan)
    assert land_case.living(ws)["01A002"] == 2400.0
    merged = land_case.parcel(ws, "01A002")
    assert (merged["lot"], merged["document_area"]) == ("002", areas["p2"] + areas["p3"])
    assert set(ws.read("lineage")["parent_uuid"]) == {"p2", "p3"}


def test_a_merge_names_its_parcels_in_the_order_of_their_codes(tmp_path):
    """QGIS deletes them in an order of its own, and keeps the row of any of them."""
    ws = land_case.make(tmp_path)
    edits = NativeEdits(shapes={"p3": box(0, 0, 120, 30)}, deleted=["p2", "p1"])
    done = apply_plan(ws, plan_native(ws, edits))
    with ws.reading() as reader:
        subject = subject_of(reader, done.change_uuid)
    assert subject is not None and render(subject.what, "en") == "parcels 01A001, 01A002, 01A003"
    story = parcel_story(ws, done.parcels[0])
    assert story is not None
    assert [one.code for one in story.chapters[-1].before] == ["01A001", "01A002", "01A003"]


def test_a_moved_boundary_keeps_identities_and_has_history(tmp_path):
    ws = land_case.make(tmp_path)
    shapes = {"p1": box(0, 0, 43, 30), "p2": box(43, 0, 80, 30)}
    apply_plan(ws, plan_native(ws, NativeEdits(shapes=shapes)))
    assert land_case.living(ws)["01A001"] == 1290.0
    assert set(land_case.UUIDS) == set(ws.read("parcel")["uuid"])
    assert set(ws.read("lineage")["kind"]) == {"reshape"}
    assert len(ws.read("parcel_history")) == 2


def test_a_neighbour_that_only_gets_a_corner_is_no_part_of_the_split(tmp_path):
    """QGIS adds the corner with its topological editing, so that it is saved as an edit."""
    ws = land_case.make(tmp_path)
    north = shapely.Polygon([at(*xy) for xy in ((0, 30), (25, 30), (40, 30), (40, 60), (0, 60))])
    east = _copy_of(ws, "p1", box(25, 0, 40, 30))
    edits = NativeEdits(added=[east], shapes={"p1": box(0, 0, 25, 30), "p4": north})
    done = apply_plan(ws, plan_native(ws, edits))
    assert set(ws.read("lineage")["parent_uuid"]) == {"p1"}
    assert list(ws.read("parcel_history")["parcel_uuid"]) == ["p1"]
    assert undo(ws).parcels == ("p1",)
    assert set(redo(ws).parcels) == {done.parcels[0], done.parcels[2]}


def test_a_new_parcel_a_value_and_a_deletion_in_one_change(tmp_path):
    ws = land_case.make(tmp_path)
    edits = NativeEdits(
        added=[{"parcel_code": "01A044", "land_no": "44", "geom": box(130, 0, 150, 30)}],
        values={"p2": {"deed_no": "0099"}},
        deleted=["p6"],
    )
    apply_plan(ws, plan_native(ws, edits))
    assert len(ws.read("change")) == 3  # made, imported, this one
    assert land_case.parcel(ws, "01A044")["land_no"] == "44"
    assert land_case.parcel(ws, "01A002")["deed_no"] == "0099"
    assert "01A006" not in land_case.living(ws)
    assert list(ws.read("parcel_history")["parcel_uuid"]) == ["p6"]


def test_a_typed_code_of_another_parcel_is_refused_and_nothing_saved(tmp_path):
    ws = land_case.make(tmp_path)
    before = land_case.everything(ws)
    edits = NativeEdits(values={"p2": {"parcel_code": "01A001"}})
    with pytest.raises((PlanError, DuplicateValue)):
        apply_plan(ws, plan_native(ws, edits))
    assert land_case.everything(ws) == before


def test_in_a_declared_block_a_changed_code_retires(tmp_path):
    ws = land_case.make(tmp_path, declared=True)
    plan = plan_native(ws, NativeEdits(values={"p2": {"parcel_code": "01A050"}}))
    assert plan.reason_needed


def test_a_row_that_somebody_else_changed_meanwhile_is_not_overwritten(tmp_path):
    ws = land_case.make(tmp_path)
    apply_plan(ws, plan_native(ws, NativeEdits(values={"p2": {"deed_no": "7"}})))
    edits = NativeEdits(values={"p2": {"deed_no": "8"}}, versions={"p2": 1})
    with pytest.raises(RowChanged):
        apply_plan(ws, plan_native(ws, edits))
    assert land_case.parcel(ws, "01A002")["deed_no"] == "7"


def test_a_shape_drawn_in_qgis_gets_the_corners_of_its_neighbours(tmp_path):
    ws = land_case.make(tmp_path)
    edits = NativeEdits(added=[{"geom": box(120, 0, 135, 60)}])
    done = apply_plan(ws, plan_native(ws, edits))
    [row] = ws.rows("parcel", ["geom"], "uuid = ?", list(done.parcels))
    assert land_case.at(120, 30) in set(map(tuple, shapely.get_coordinates(row["geom"])))


def test_two_parcels_without_room_for_suffixes_divided_in_one_save(tmp_path):
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        codes = [f"01A00{number}/001/01/1" for number in (1, 2)]
        rows = [
            {"uuid": uuid, "parcel_code": code, "lot": code[3:]}
            for uuid, code in zip(("p1", "p2"), codes)
        ]
        tx.update_rows("parcel", rows)
    halves = {"p1": (box(0, 0, 25, 30), box(25, 0, 40, 30))}
    halves["p2"] = (box(40, 0, 65, 30), box(65, 0, 80, 30))
    edits = NativeEdits(
        added=[_copy_of(ws, uuid, east) for uuid, (_, east) in halves.items()],
        shapes={uuid: west for uuid, (west, _) in halves.items()},
    )
    apply_plan(ws, plan_native(ws, edits))
    new = set(land_case.living(ws)) - set(codes)
    assert {"01A007", "01A008"} <= new


@pytest.mark.parametrize("code", ["01A001", "01A001_1", None])
def test_a_parcel_cut_out_and_pasted_is_the_same_still(tmp_path, code):
    ws = land_case.make(tmp_path)
    before = land_case.everything(ws)
    pasted = {**_copy_of(ws, "p1", box(0, 0, 40, 30)), "parcel_code": code}
    plan = plan_native(ws, NativeEdits(added=[pasted], deleted=["p1"]))
    assert apply_plan(ws, plan).parcels == ("p1",)
    assert land_case.everything(ws) == before
    assert not ws.count("parcel_history")
    typed = {**pasted, "soi": "ซอย 2"}
    apply_plan(ws, plan_native(ws, NativeEdits(added=[typed], deleted=["p1"])))
    row = land_case.parcel(ws, "01A001")
    assert (row["uuid"], row["soi"], row["deed_no"]) == ("p1", "ซอย 2", "1001")


@pytest.mark.parametrize("copied", [["parcel_code", "deed_no"], []])
def test_what_a_pasted_row_lacks_is_not_emptied(tmp_path, copied):
    """As it comes from a layer with fewer columns."""
    ws = land_case.make(tmp_path)
    before = land_case.everything(ws)
    row = _copy_of(ws, "p1", box(0, 0, 40, 30))
    pasted = {name: row[name] if name in (*copied, "geom") else None for name in row}
    apply_plan(ws, plan_native(ws, NativeEdits(added=[pasted], deleted=["p1"])))
    assert land_case.everything(ws) == before


def test_parcels_pasted_in_another_order_are_each_their_own_and_one_is_pasted_once(tmp_path):
    ws = land_case.make(tmp_path)
    rows = ws.rows("parcel", ["uuid", "parcel_code", "geom"], "1 = 1 ORDER BY uuid")
    shapes = [row["geom"] for row in rows]
    pasted = [{"geom": shape, "soi": f"{at}"} for at, shape in enumerate(shapes)]
    edits = NativeEdits(added=[*pasted[::-1], pasted[0]], deleted=list(land_case.UUIDS))
    found = put_back(edits, rows)
    assert {uuid: own["soi"] for uuid, own in found.values.items()} == {
        f"p{at + 1}": f"{at}" for at in range(6)
    }
    assert (list(found.added), list(found.deleted)) == ([pasted[0]], [])


def test_many_parcels_pasted_elsewhere_are_compared_with_those_alike_only(monkeypatch):
    compared = []
    monkeypatch.setattr(native_pasted, "is_same_ground", lambda *both: compared.append(both))
    shapes = [box(10 * at, 0, 10 * at + 9, 9) for at in range(50)]
    rows = [{"uuid": f"p{at}", "geom": shape} for at, shape in enumerate(shapes)]
    moved = [{"geom": shapely.affinity.translate(shape, 0, 5)} for shape in shapes]
    deleted = [row["uuid"] for row in rows]
    assert len(put_back(NativeEdits(added=moved, deleted=deleted), rows).added) == 50
    assert not compared


@pytest.mark.parametrize("copied", ["01A002_1", "01A003_1"])
def test_a_merge_in_a_row_with_a_copied_code_has_the_smallest_whosever_it_was(tmp_path, copied):
    ws = land_case.make(tmp_path)
    larger = {"p2": box(40, 0, 90, 30), "p3": box(90, 0, 120, 30)}
    apply_plan(ws, plan_native(ws, NativeEdits(shapes=larger)))
    row = {**_copy_of(ws, "p3", box(40, 0, 120, 30)), "parcel_code": copied}
    apply_plan(ws, plan_native(ws, NativeEdits(added=[row], deleted=["p2", "p3"])))
    assert land_case.living(ws)["01A002"] == 2400.0


def test_a_parcel_drawn_anew_in_place_of_one_is_no_split(tmp_path):
    ws = land_case.make(tmp_path)
    added = [{"geom": box(0, 0, 39, 30)}]
    apply_plan(ws, plan_native(ws, NativeEdits(added=added, deleted=["p1"])))
    assert set(ws.read("lineage")["kind"]) == {"replace"}


def test_numbers_of_a_form_are_stored_as_an_import_stores_them(tmp_path):
    ws = land_case.make(tmp_path)
    typed = {"land_no": " ๖๑ ", "house_no": "๑๒/๓", "officer_note": " ๑ "}
    apply_rows(ws, "parcel", NativeEdits(values={"p1": typed}))
    row = land_case.parcel(ws, "01A001")
    assert [row[name] for name in typed] == ["61", "12/3", " ๑ "]
    new = {"geom": box(200, 200, 210, 210), "deed_no": "๑๐๕๐๖", "parcel_code": None}
    done = apply_plan(ws, plan_native(ws, NativeEdits(added=[new])))
    assert ws.rows("parcel", ["deed_no"], "uuid = ?", [done.parcels[0]]) == [{"deed_no": "10506"}]


def test_an_older_number_in_thai_digits_is_of_one_half_only(tmp_path):
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p1", "deed_no": "๑๐๐๑"}])
    east = _copy_of(ws, "p1", box(25, 0, 40, 30))
    apply_plan(ws, plan_native(ws, NativeEdits(added=[east], shapes={"p1": box(0, 0, 25, 30)})))
    halves = [land_case.parcel(ws, code)["deed_no"] for code in ("01A001", "01A001/001")]
    assert halves == ["๑๐๐๑", None]

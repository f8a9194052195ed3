"""A road through many parcels at once."""

from __future__ import annotations

import pytest
import shapely

from taxmap_plugin.core.message import render
from taxmap_plugin.core.strip import StripError
from taxmap_plugin.editing.parcel_plan import Decision
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.strip import plan_line_strip, plan_strip

from . import land_case
from .land_case import box, line

pytestmark = pytest.mark.usefixtures("kept_in_both")


def test_the_public_part_is_its_own_feature_and_the_rest_keeps_its_identity(tmp_path):
    ws = land_case.make(tmp_path)
    plan = plan_line_strip(ws, line((-5, 27), (125, 27)), 4.0, values={"kind": "way"})
    apply_plan(ws, plan)
    areas = land_case.living(ws)
    assert [areas[f"01A00{n}"] for n in (1, 2, 3)] == [1040.0] * 3  # 40 m × (30 − 4) m
    public = ws.read("public_land").iloc[0]
    assert (public["kind"], round(public["geom"].area, 6)) == ("way", 480.0)  # 120 m × 4 m
    assert set(ws.read("parcel")["uuid"]) == set(land_case.UUIDS)
    # the document's 300 ตร.ว. were of 1200 m², of which 1040 are left
    assert ws.count("parcel", "document_area IS NULL") == 3
    lineage = ws.read("lineage")
    assert set(lineage["parent_uuid"][lineage["child_uuid"] == public["uuid"]]) == {
        "p1",
        "p2",
        "p3",
    }
    assert set(lineage["kind"]) == {"strip"}
    assert ws.read("change")["kind"].iloc[-1] == "public_use"


def test_a_parcel_cut_in_two_stays_one_and_says_so(tmp_path):
    ws = land_case.make(tmp_path)
    plan = plan_line_strip(ws, line((20, -5), (20, 65)), 4.0)
    parts, _ = plan.notes
    assert render(parts, "en").startswith("Parcels 01A001, 01A004 are cut into parts")
    apply_plan(ws, plan)
    assert shapely.get_num_geometries(land_case.parcel(ws, "01A001")["geom"]) == 2


def test_a_parcel_that_is_taken_wholly_retires_into_the_public_ground(tmp_path):
    ws = land_case.make(tmp_path)
    plan = plan_strip(ws, box(40, 0, 80, 30), "water", {"kind": "canal"})
    assert [note.id for note in plan.notes] == ["strip.wholly_taken"]
    apply_plan(ws, plan)
    assert "01A002" not in land_case.living(ws)
    assert ws.read("water")["geom"].iloc[0].area == 1200.0
    assert list(ws.read("parcel_history")["parcel_code"]) == ["01A002"]


def test_the_areas_of_documents_that_are_emptied_are_told_and_filed(tmp_path):
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p3", "document_area": None}])
    plan = plan_line_strip(ws, line((-5, 28), (125, 28)), 4.0)
    (note,) = plan.notes
    assert (note.id, note.params["names"]) == ("strip.area_emptied", ["01A001", "01A002"])
    assert render(note, "en").startswith(
        "The document area and the total price of parcels 01A001, 01A002"
    )
    apply_plan(ws, plan, Decision(values={1: {"document_area": 26_000}}))
    filed = ws.rows("finding", ["subject_uuid", "message"], "check_id = 'strip.area_emptied'")
    assert [row["subject_uuid"] for row in filed] == ["p1"], "that of p2 was typed"
    assert "01A001" in str(filed[0]["message"]) and "01A002" not in str(filed[0]["message"])


@pytest.mark.parametrize(
    ("table", "uuid", "column", "typed"),
    [
        ("title_document", "t1", "document_area", {}),
        ("title_document", "t1", "total_price", {}),
        ("land_price", "l1", "document_area", {}),
        ("land_price", "l1", "total_price", {0: {"document_area": 26_000}}),
    ],
)
def test_so_are_areas_and_prices_that_only_the_registers_have(tmp_path, table, uuid, column, typed):
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": one, "document_area": None} for one in land_case.UUIDS])
        tx.update_rows(table, [{"uuid": uuid, column: 30_000}])
    plan = plan_line_strip(ws, line((-5, 28), (125, 28)), 4.0)
    assert [(note.id, note.params["names"]) for note in plan.notes] == [
        ("strip.area_emptied", ["01A001"])
    ]
    apply_plan(ws, plan, Decision(values=typed))
    assert ws.rows(table, [column], "uuid = ?", [uuid]) == [{column: None}]
    filed = ws.rows("finding", ["subject_uuid"], "check_id = 'strip.area_emptied'")
    assert [row["subject_uuid"] for row in filed] == ["p1"]


def test_a_strip_that_grazes_a_parcel_leaves_what_its_documents_say(tmp_path):
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        tx.update_rows("title_document", [{"uuid": "t1", "document_area": 30_000}])
        tx.update_rows("land_price", [{"uuid": "l1", "total_price": 450_000_000}])
    before = land_case.everything(ws)
    plan = plan_strip(ws, box(20, -5, 39, 0.05))
    assert plan.notes == ()
    assert apply_plan(ws, plan).reviews == ()
    assert land_case.living(ws)["01A001"] == pytest.approx(1200 - 19 * 0.05)
    assert ws.count("parcel", "document_area = ?", [land_case.AREA]) == 6
    after = land_case.everything(ws)
    for table in ("title_document", "land_price", "land_use"):
        assert after[table] == before[table]


def test_land_use_shrinks_with_the_ground(tmp_path):
    ws = land_case.make(tmp_path)
    apply_plan(ws, plan_strip(ws, box(0, 0, 40, 7.5)))  # a quarter of 01A001
    assert sorted(ws.read("land_use")["area"]) == [7_501, 14_999]


def test_a_strip_beside_all_parcels_is_refused(tmp_path):
    ws = land_case.make(tmp_path)
    with pytest.raises(StripError):
        plan_strip(ws, box(0, -20, 120, -10))


def test_papers_of_a_parcel_taken_wholly_stay_with_its_history(tmp_path):
    ws = land_case.make(tmp_path)
    apply_plan(ws, plan_strip(ws, box(0, 0, 40, 30), "water", {"kind": "canal"}))
    paper = ws.read("attachment").iloc[0]
    assert (paper["subject_table"], paper["subject_uuid"]) == ("parcel", "p1")
    assert list(ws.read("parcel_history")["parcel_uuid"]) == ["p1"]

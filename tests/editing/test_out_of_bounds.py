"""Land drawn where the municipality is not: told, and refused where it is nowhere near."""

from __future__ import annotations

import pytest
import shapely
from shapely.affinity import translate

from taxmap_plugin.core.message import Message, render
from taxmap_plugin.core.municipality import Municipality
from taxmap_plugin.editing.draw import plan_draw
from taxmap_plugin.editing.native_blocks import NativeBlockError
from taxmap_plugin.editing.native_edits import NativeEdits, plan_native
from taxmap_plugin.editing.native_rows import Saved, apply_rows
from taxmap_plugin.editing.new_thing import NewThingError, add_thing
from taxmap_plugin.editing.out_of_bounds import bounds_notes, check_not_far_off
from taxmap_plugin.editing.parcel_plan import Plan, PlanError
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.plan_notes import noted
from taxmap_plugin.editing.restore import plan_restore
from taxmap_plugin.editing.split import plan_split
from taxmap_plugin.workspace.store import Workspace

from . import land_case
from .land_case import box, line

pytestmark = pytest.mark.usefixtures("kept_in_both")


def told(ws: Workspace, plan: Plan) -> list[str]:
    with ws.reading() as reader:
        notes = bounds_notes(reader, plan)
    assert all(render(note, "th") for note in notes)
    return [render(note, "en") for note in notes]


def with_boundary(tmp_path, shape) -> Workspace:
    ws = land_case.make(tmp_path)
    with ws.transaction("import") as tx:
        rows = [{"geom": shape}, {"geom": box(-9e4, -9e4, 9e4, 9e4), "kind": "neighbour"}]
        tx.insert_rows("boundary", rows)
    return ws


def test_a_parcel_beside_others_says_nothing(tmp_path):
    ws = land_case.make(tmp_path)
    assert told(ws, plan_draw(ws, box(130, 0, 150, 30))) == []
    assert told(ws, plan_split(ws, "p1", [line((20, -5), (20, 35))])) == []


def test_a_parcel_alone_is_noted_where_no_boundary_is_on_the_map(tmp_path):
    ws = land_case.make(tmp_path)
    (said,) = told(ws, plan_draw(ws, box(4000, 0, 4020, 30)))
    assert said.startswith("The new parcel lies alone: no parcel, block or zone is within 1,000 m")
    assert said in [
        render(note, "en") for note in noted(ws, plan_draw(ws, box(4000, 0, 4020, 30))).notes
    ]


def test_ground_beyond_the_boundary_is_told_with_how_far(tmp_path):
    ws = with_boundary(tmp_path, box(-10, -10, 200, 70))
    assert told(ws, plan_draw(ws, box(130, 0, 215, 30))) == [], "as a boundary is drawn"
    (said,) = told(ws, plan_draw(ws, box(130, 0, 260, 30)))
    assert said.startswith("The new parcel lies outside the municipal boundary, by up to 60 m.")


def test_what_was_outside_before_is_not_told_again(tmp_path):
    ws = with_boundary(tmp_path, box(1000, 1000, 1100, 1100))
    assert told(ws, plan_split(ws, "p1", [line((20, -5), (20, 35))])) == []
    with ws.reading() as reader:
        (row,) = reader.rows("parcel", ["geom"], "uuid = 'p1'")
    corner = shapely.union(row["geom"], box(-0.5, 0, 0, 30))
    assert told(ws, plan_native(ws, NativeEdits(values={"p1": {"soi": "1"}}))) == []
    (said,) = told(ws, plan_native(ws, NativeEdits(shapes={"p1": corner})))
    assert said.startswith("01A001 lies outside")


@pytest.mark.parametrize("east, north", [(500_000, 100_000), (-500_000, -2_070_000)])
def test_a_parcel_nowhere_near_is_refused_with_what_to_look_at(tmp_path, east, north):
    ws = land_case.make(tmp_path)
    with pytest.raises(PlanError) as error:
        plan_draw(ws, translate(box(130, 0, 150, 30), east, north))
    said = render(error.value.message, "en")
    assert "30 km" in said and "zone (47 or 48)" in said and "order" in said
    assert render(error.value.message, "th")


def test_of_a_town_across_the_road_only_the_nearest_parcels_are_read(tmp_path, monkeypatch):
    ws = Workspace.create(tmp_path / "เมือง.gpkg", Municipality("เทศบาลตำบลสาธิต"))
    places = [(x, y) for x in range(0, 1000, 25) for y in range(0, 1000, 25)]
    with ws.transaction("import") as tx:
        tx.insert_rows("parcel", [{"geom": box(x, y, x + 25, y + 25)} for x, y in places])
    plan = plan_draw(ws, box(-30, 500, -5, 525))
    with ws.reading() as reader:
        read, within = [], reader.within
        monkeypatch.setattr(reader, "within", lambda *asked: read.extend(within(*asked)) or read)
        check_not_far_off(reader, plan)
    assert 0 < len(read) < 20


def test_a_boundary_drawn_there_makes_it_ours(tmp_path):
    far = translate(box(0, 0, 900, 900), 50_000, 0)
    ws = with_boundary(tmp_path, shapely.union(box(-10, -10, 200, 70), far))
    assert told(ws, plan_draw(ws, translate(box(130, 0, 150, 30), 50_000, 0))) == []


def test_the_first_parcel_of_an_empty_map_may_be_anywhere(tmp_path):
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        tx.delete("parcel", list(land_case.UUIDS))
        tx.delete("block", [row["uuid"] for row in tx.rows("block", ["uuid"])])
    assert told(ws, plan_draw(ws, translate(box(0, 0, 20, 30), 90_000, 0))) == []


def test_a_save_of_qgis_files_what_is_outside_and_refuses_what_is_nowhere_near(tmp_path):
    ws = land_case.make(tmp_path)
    spike = shapely.Polygon(
        [(500130, 2070000), (500150, 2070000), (500150, 2074000), (500130, 2070030)]
    )
    apply_plan(
        ws, plan_native(ws, NativeEdits(added=[{"geom": box(4000, 0, 4020, 30)}, {"geom": spike}]))
    )
    found = ws.rows("finding", ["message"], "check_id LIKE 'out_of%' OR check_id LIKE 'far_c%'")
    texts = sorted(render(Message.from_json(row["message"]), "en") for row in found)
    assert [text[:20] for text in texts] == ["Corner 3 lies 3,970 ", "The new parcel lies "]
    with pytest.raises(PlanError):
        apply_plan(
            ws, plan_native(ws, NativeEdits(added=[{"geom": translate(box(0, 0, 20, 30), 0, 6e5)}]))
        )


def test_a_parcel_that_comes_back_to_far_ground_is_not_refused(tmp_path):
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        far = translate(box(0, 0, 20, 30), 90_000, 0)
        tx.update_rows("parcel", [{"uuid": "p6", "geom": far}])
    apply_plan(ws, plan_native(ws, NativeEdits(deleted=["p6"])))
    (old,) = ws.rows("parcel_history", ["uuid"])
    assert apply_plan(ws, plan_restore(ws, old["uuid"])).parcels == ("p6",)


# -- blocks and zones -------------------------------------------------------------------------


@pytest.mark.parametrize("table", ["block", "zone"])
def test_a_block_or_zone_of_qgis_is_judged_as_parcels_are(tmp_path, table):
    ws = with_boundary(tmp_path, box(-10, -10, 200, 170))
    near, out = box(0, 60, 120, 90), box(300, 0, 400, 60)
    assert not filed_of(ws, apply_rows(ws, table, NativeEdits(added=[{"geom": near}])))
    saved = apply_rows(ws, table, NativeEdits(added=[{"geom": out}]))
    assert filed_of(ws, saved) == ["out_of_bounds.it_beyond"]
    (look,) = saved.looks
    assert "outside the municipal boundary, by up to 200 m" in render(look.named, "en")
    moved = NativeEdits(shapes={look.uuid: box(125, 0, 190, 60)})
    assert not filed_of(ws, apply_rows(ws, table, moved)), "what was filed is over"
    before = ws.count(table)
    with pytest.raises(NativeBlockError) as refused:
        apply_rows(ws, table, NativeEdits(added=[{"geom": box(9e5, 0, 9e5 + 9, 9)}]))
    assert "47 or 48" in render(refused.value.message, "en")
    assert ws.count(table) == before


def test_a_zone_that_is_drawn_is_judged_as_well(tmp_path):
    ws = land_case.make(tmp_path)
    added = add_thing(ws, "zone", box(4_000, 0, 4_100, 60))
    assert [note.id for note in added.notes] == ["out_of_bounds.it_alone"]
    assert add_thing(ws, "block", box(4_010, 0, 4_090, 50)).notes == ()
    with pytest.raises(NewThingError) as refused:
        add_thing(ws, "zone", box(9e5, 0, 9e5 + 100, 60))
    assert "47 or 48" in render(refused.value.message, "en")


def test_the_first_zone_of_an_empty_map_may_be_anywhere_and_be_moved(tmp_path):
    ws = Workspace.create(tmp_path / "ว่าง.gpkg", Municipality("เทศบาลตำบลสาธิต"))
    added = add_thing(ws, "zone", box(0, 0, 100, 60))
    moved = NativeEdits(shapes={added.uuid: box(5e5, 0, 5e5 + 100, 60)})
    assert (added.notes, apply_rows(ws, "zone", moved).looks) == ((), ())


def filed_of(ws: Workspace, saved: Saved) -> list[str]:
    filed = ws.rows("finding", ["check_id"], "state = 'open' AND check_id LIKE 'out_of_bounds%'")
    assert len(filed) == len(saved.looks)
    return [row["check_id"] for row in filed]

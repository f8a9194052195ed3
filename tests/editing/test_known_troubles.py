"""What users of other tools lost when they split and merged, and does not happen here.

Each test is named for the report that it answers.
"""

from __future__ import annotations

import pytest
import shapely

from taxmap_plugin.editing.draw import plan_draw
from taxmap_plugin.editing.merge import plan_merge
from taxmap_plugin.editing.native_edits import NativeEdits, plan_native
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.split import plan_split
from taxmap_plugin.workspace.store import Workspace

from .. import fabrics
from . import land_case
from .land_case import box, line

pytestmark = pytest.mark.usefixtures("kept_in_both")

CUT = line((25, -5), (25, 35))  # 01A001 into 750 m² in the west and 450 m² in the east


@pytest.fixture
def ws(tmp_path) -> Workspace:
    return land_case.make(tmp_path)


def _codes(ws: Workspace) -> dict[str, str]:
    return {row["parcel_code"]: row["uuid"] for row in ws.rows("parcel", ["parcel_code", "uuid"])}


def test_qgis_55099_the_code_stays_with_what_is_left_of_a_parcel_in_parts(ws):
    """Splitting one part of a multipart parcel gave the key to half of that part.

    The parts that no line touched, the greater ground, stood there as a new parcel.
    """
    parts = [box(0, y, 40, y + 10) for y in (1000, 1020, 1040)]  # 400 m² each, apart
    done = apply_plan(ws, plan_draw(ws, box(0, 100, 10, 110)))
    (uuid,) = done.parcels
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": uuid, "geom": shapely.MultiPolygon(parts)}])
    code = ws.rows("parcel", ["parcel_code"], "uuid = ?", [uuid])[0]["parcel_code"]

    apply_plan(ws, plan_split(ws, uuid, [line((10, 1035), (10, 1055))]))
    areas = {k: v for k, v in land_case.living(ws).items() if k.startswith(code)}
    assert areas == {code: 1100.0, code + "/001": 100.0}  # 400 + 400 + 300, and 100
    assert uuid not in _codes(ws).values()  # both are children, both say of whom
    assert set(ws.read("lineage")["parent_uuid"]) == {uuid}


def test_qgis_52738_merging_leaves_the_shapes_of_others_alone_and_saves(ws):
    """Merging two polygons could not be saved, and the shape of the second was corrupted."""
    before = {row["uuid"]: row["geom"].wkb for row in ws.rows("parcel")}
    (merged,) = apply_plan(ws, plan_merge(ws, ["p1", "p2"])).parcels
    after = {row["uuid"]: row["geom"] for row in Workspace.open(ws.storage).rows("parcel")}
    assert shapely.equals(after[merged], box(0, 0, 80, 30))
    assert set(after) == {"p3", "p4", "p5", "p6", merged}
    assert all(after[uuid].wkb == before[uuid] for uuid in set(after) - {merged})


def test_qgis_51142_a_parcel_drawn_and_merged_before_anything_was_saved_is_there(ws):
    """A new shape merged with an old one took its key twice, or both vanished on saving."""
    (drawn,) = apply_plan(ws, plan_draw(ws, box(-20, 0, 0, 30))).parcels
    (merged,) = apply_plan(ws, plan_merge(ws, ["p1", drawn])).parcels
    assert land_case.living(ws)["01A001"] == 1800.0  # 60 m × 30 m
    assert _codes(ws)["01A001"] == merged
    grown = shapely.MultiPolygon([box(-20, 0, 80, 30)])  # and p2 with QGIS's own tool
    native = plan_native(ws, NativeEdits(shapes={merged: grown}, deleted=["p2"]))
    (last,) = apply_plan(ws, native).parcels
    assert land_case.living(ws)["01A001"] == 3000.0  # 100 m × 30 m
    assert _codes(ws)["01A001"] == last


def test_qgis_47629_what_hung_on_the_merged_parcels_hangs_on_the_one_they_became(ws):
    """Merging always made a new key, and every relation to the old ones pointed nowhere."""
    (merged,) = apply_plan(ws, plan_merge(ws, ["p1", "p2"])).parcels
    living = set(_codes(ws).values())
    for table in ("building", "signboard", "ownership", "land_use", "land_price", "assessment"):
        assert set(ws.read(table)["parcel_uuid"]) <= living, table
    assert set(ws.read("land_use")["parcel_uuid"]) == {merged}
    assert set(ws.read("attachment")["subject_uuid"]) == {merged}
    assert _codes(ws)["01A001"] == merged  # and the key that people use is the old one


def test_qfieldsync_549_no_half_is_without_a_key_or_lost_when_saved(ws):
    """The new half had no key, and was not there after synchronising."""
    done = apply_plan(ws, plan_split(ws, "p1", [CUT]))
    found = {row["uuid"]: row for row in Workspace.open(ws.storage).rows("parcel")}
    assert set(done.parcels) <= set(found)
    assert len(set(done.parcels)) == 2
    assert sorted(found[uuid]["geom"].area for uuid in done.parcels) == [450.0, 750.0]
    assert all(found[uuid]["parcel_code"] for uuid in done.parcels)


def test_qfield_5463_every_half_has_a_uuid_of_its_own_and_takes_observations(ws):
    """One half kept the UUID of the whole, the other had none: nothing could be hung on it."""
    west, east = apply_plan(ws, plan_split(ws, "p1", [CUT])).parcels
    assert len({"p1", west, east}) == 3
    with ws.transaction("correct") as tx:
        tx.insert_rows("land_use", [{"parcel_uuid": east, "tax_year": 2570, "use_type": "1"}])
    assert ws.count("land_use", "parcel_uuid = ? AND tax_year = 2570", [east]) == 1


def test_lizmap_2285_the_smaller_half_is_not_deleted_by_the_key_of_the_larger(ws):
    """The smaller half was inserted with the key of the larger one, refused, and gone."""
    apply_plan(ws, plan_split(ws, "p1", [line((1, -5), (1, 35))]))  # 30 m² and 1,170 m²
    areas = land_case.living(ws)
    assert (areas["01A001"], areas["01A001/001"]) == (1170.0, 30.0)
    assert sum(areas.values()) == 7200.0
    assert fabrics.unshared(ws.read("parcel")["geom"]) == []


def test_a_split_with_qgis_own_tool_has_all_of_this_too(ws):
    """QGIS keeps the row for one half and adds the other as a copy of it."""
    row = ws.rows("parcel", where="uuid = 'p1'")[0]
    copy = {**{name: row[name] for name in ("parcel_code", "deed_no", "block_code")}}
    west, east = (shapely.MultiPolygon([box(*ends)]) for ends in ((0, 0, 25, 30), (25, 0, 40, 30)))
    edits = NativeEdits(added=[{**copy, "geom": east}], shapes={"p1": west})
    done = apply_plan(ws, plan_native(ws, edits))
    codes = _codes(ws)
    assert {codes["01A001"], codes["01A001/001"]} == set(done.parcels)
    assert "p1" not in done.parcels
    assert fabrics.unshared(ws.read("parcel")["geom"]) == []

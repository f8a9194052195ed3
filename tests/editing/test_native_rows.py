"""Buildings, signs and the rest, edited with QGIS's own tools."""

from __future__ import annotations

import pytest
import shapely

from taxmap_plugin.core.message import render
from taxmap_plugin.editing.native_edits import NativeEdits, NowhereError, plan_native
from taxmap_plugin.editing.native_rows import apply_rows, blocks_concerned
from taxmap_plugin.editing.parcel_plan import Decision
from taxmap_plugin.workspace.problem import RowChanged
from taxmap_plugin.workspace.undo import undo

from . import land_case
from .land_case import at, box


def test_a_new_building_gets_its_parcel_and_the_next_code(tmp_path):
    ws = land_case.make(tmp_path)
    apply_rows(ws, "building", NativeEdits(added=[{"geom": box(15, 15, 20, 20), "floors": 2}]))
    new = ws.read("building", where="building_code = '01A001-B003'").iloc[0]
    assert (new["parcel_uuid"], new["found_by"], new["floors"]) == ("p1", "place", 2.0)


def test_the_copy_that_a_split_of_a_building_makes_has_a_code_of_its_own(tmp_path):
    ws = land_case.make(tmp_path)
    copy = {**ws.rows("building", where="uuid = 'b1'")[0], "geom": box(8, 5, 12, 12)}
    copy["parcel_uuid"] = None
    apply_rows(ws, "building", NativeEdits(added=[copy], shapes={"b1": box(5, 5, 8, 12)}))
    codes = set(ws.read("building")["building_code"])
    assert codes == {"01A001-B001", "01A001-B002", "01A001-B003"}


def test_a_sign_a_changed_value_and_a_deletion_are_one_change(tmp_path):
    ws = land_case.make(tmp_path)
    edits = NativeEdits(
        added=[{"geom": shapely.Point(at(50, 10))}],
        values={"s1": {"sign_text": "ร้านสาธิต"}},
    )
    change = apply_rows(ws, "signboard", edits, Decision(reason="สำรวจใหม่")).change_uuid
    assert set(ws.read("signboard")["signboard_code"]) == {"01A001-P001", "01A002-P001"}
    assert ws.read("change").iloc[-1][["uuid", "kind", "reason"]].tolist() == [
        change,
        "correct",
        "สำรวจใหม่",
    ]
    assert ws.count("change_row", "change_uuid = ?", [change]) >= 2


def test_rows_in_which_different_columns_were_edited_keep_the_others(tmp_path):
    ws = land_case.make(tmp_path)
    edits = NativeEdits(
        values={"b1": {"floors": 2}, "b2": {"building_name": "โรงรถ"}},
        shapes={"b2": box(30, 5, 35, 12)},
    )
    apply_rows(ws, "building", edits)
    rows = ws.read("building").set_index("uuid")
    assert (rows.loc["b1", "floors"], rows.loc["b2", "building_name"]) == (2.0, "โรงรถ")
    assert (rows.loc["b2", "geom"].area, rows.loc["b1", "geom"].area) == (35.0, 49.0)


@pytest.mark.parametrize("table, uuid", [("building", "b1"), ("parcel", "p1")])
def test_what_only_the_program_counts_is_no_change(tmp_path, table, uuid):
    ws = land_case.make(tmp_path)
    before, changes = ws.rows(table), ws.count("change")
    apply_rows(ws, table, NativeEdits(values={uuid: {"row_version": 77, "uuid": "abc"}}))
    assert ws.count("change") == changes
    assert [(row["uuid"], row["row_version"]) for row in ws.rows(table)] == [
        (row["uuid"], row["row_version"]) for row in before
    ]


def test_somebody_elses_newer_value_is_not_overwritten(tmp_path):
    ws = land_case.make(tmp_path)
    apply_rows(ws, "building", NativeEdits(values={"b1": {"floors": 2}}))
    with pytest.raises(RowChanged) as refused:
        apply_rows(ws, "building", NativeEdits(values={"b1": {"floors": 3}}, versions={"b1": 1}))
    assert refused.value.rows["floors"].iloc[0] == 2.0


def test_a_row_that_somebody_changed_meanwhile_is_not_deleted(tmp_path):
    ws = land_case.make(tmp_path)
    apply_rows(ws, "building", NativeEdits(values={"b1": {"floors": 2}}))
    with pytest.raises(RowChanged):
        apply_rows(ws, "building", NativeEdits(deleted=["b1"], versions={"b1": 1}))
    assert "b1" in set(ws.read("building")["uuid"])


@pytest.mark.parametrize("kept", [False, True])
def test_buildings_that_qgis_merged_are_one_with_all_that_hung_on_them(tmp_path, kept):
    """QGIS deletes both and adds a row without a code, or keeps one (from 3.30 on)."""
    ws = land_case.make(tmp_path)
    first, second = ws.rows("building", where="parcel_uuid = 'p1' ORDER BY building_code")[:2]
    whole = shapely.union_all(
        [
            first["geom"],
            second["geom"],
            shapely.MultiPoint(
                [first["geom"].centroid, second["geom"].centroid]
            ).convex_hull.buffer(1),
        ]
    )
    uses = [{"uuid": "u8", "building_uuid": second["uuid"]}]
    with ws.transaction("test") as tx:
        tx.insert_rows("building_use", uses)
    if kept:
        edits = NativeEdits(shapes={first["uuid"]: whole}, deleted=[second["uuid"]])
    else:
        copy = {**second, "uuid": None, "building_code": None, "geom": whole, "floors": 7}
        edits = NativeEdits(added=[copy], deleted=[first["uuid"], second["uuid"]])
    saved = apply_rows(ws, "building", edits)
    (row,) = ws.rows("building", where="parcel_uuid = 'p1'")
    assert (row["uuid"], row["building_code"]) == (first["uuid"], first["building_code"])
    assert row["geom"].area == pytest.approx(whole.area)
    assert kept or row["floors"] == 7
    assert ws.rows("building_use", where="uuid = 'u8'")[0]["building_uuid"] == first["uuid"]
    assert not [look for look in saved.looks if look.message.id.startswith("left_behind")]
    undo(ws)
    assert ws.rows("building_use", where="uuid = 'u8'")[0]["building_uuid"] == second["uuid"]


@pytest.mark.parametrize(
    ("table", "uuid", "english", "thai"),
    [
        ("owner", "o2", "still name it: 4 entries of owners", "การถือครอง 4 รายการ"),
        ("title_document", "t1", "still name it:", "ยังมีข้อมูลที่อ้างถึง"),
    ],
)
def test_a_row_of_a_register_that_others_name_is_deleted_and_told(
    tmp_path, table, uuid, english, thai
):
    ws = land_case.make(tmp_path)
    if table == "title_document":
        with ws.transaction("correct") as tx:
            held = {"owner_uuid": "o1", "title_document_uuid": uuid}
            tx.insert_rows("ownership", [held])
    done = apply_rows(ws, table, NativeEdits(deleted=[uuid]))
    assert ws.count(table, "uuid = ?", [uuid]) == 0
    (told,) = done.told
    assert english in render(told, "en") and thai in render(told, "th")
    (finding,) = ws.rows("finding", where="subject_uuid = ?", params=[uuid])
    assert (finding["subject_table"], finding["state"]) == (table, "open")
    assert apply_rows(ws, "ownership", NativeEdits(deleted=["h1"])).told == ()


@pytest.mark.parametrize("table", ["building", "block", "road"])
@pytest.mark.parametrize("north", ["inf", "NaN"])
def test_a_pasted_shape_that_is_nowhere_is_refused(tmp_path, table, north):
    """As QGIS leaves it where it could not reproject."""
    ws = land_case.make(tmp_path)
    corners = f"500000 2070000,500030 {north},500030 2070030,500000 2070000"
    nowhere = shapely.from_wkt(f"POLYGON(({corners}))")
    with pytest.raises(NowhereError):
        blocks_concerned(ws, table, NativeEdits(added=[{"geom": nowhere}]))
    with pytest.raises(NowhereError) as refused:
        apply_rows(ws, table, NativeEdits(added=[{"geom": nowhere}]))
    assert "1 shape has impossible coordinates" in render(refused.value.message, "en")
    with pytest.raises(NowhereError):
        plan_native(ws, NativeEdits(shapes={"p1": nowhere}))


def test_a_finding_that_is_accepted_in_the_form_has_name_and_time_and_loses_them_when_reopened(
    tmp_path,
):
    ws = land_case.make(tmp_path)
    with ws.transaction("import") as tx:
        tx.insert_rows("finding", [{"uuid": "f", "check_id": "x", "message": {"id": "x"}}])

    def choose(**values) -> dict:
        apply_rows(ws, "finding", NativeEdits(values={"f": values}))
        (row,) = ws.rows("finding", where="uuid = 'f'")
        return row

    accepted = choose(state="accepted", decision="รั้วเดิม")
    assert (accepted["decided_by"], accepted["decision"]) == (ws.user, "รั้วเดิม")
    assert accepted["decided_at"] and not accepted["closed_at"]
    assert choose(decision="รั้วเก่า")["decided_at"] == accepted["decided_at"]
    assert choose(state="fixed")["closed_at"]
    reopened = choose(state="open")
    assert not reopened["decided_by"] and not reopened["decided_at"] and not reopened["closed_at"]

"""Parcels and codes of buildings and signs that are edited with QGIS's own tools."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
import shapely

from taxmap_plugin.core.message import Message, render
from taxmap_plugin.core.parcel_code import CodeError
from taxmap_plugin.editing.merge import plan_merge
from taxmap_plugin.editing.native_edits import NativeEdits
from taxmap_plugin.editing.native_rows import Saved, apply_rows, blocks_concerned
from taxmap_plugin.editing.native_units import NativeUnitError
from taxmap_plugin.editing.new_thing import add_thing
from taxmap_plugin.editing.parcel_plan import Decision
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.workspace.problem import DuplicateValue, RowChanged, RowMissing
from taxmap_plugin.workspace.store import Workspace
from taxmap_plugin.workspace.undo import undo

from . import land_case
from .land_case import at, box

WHY = Decision(reason="รื้อถอน", document="คำร้อง 5/2569")
ON_SECOND = box(50, 5, 56, 12)  # on 01A002


def save(
    ws: Workspace, why: Decision | None = None, table: str = "building", **edits: Any
) -> Saved:
    return apply_rows(ws, table, NativeEdits(**edits), why)


def typed(**values: Any) -> Mapping[str, Mapping[str, Any]]:
    """The building 01A001-B002 with these values."""
    return {"b2": values}


def unit(ws: Workspace, uuid: str = "b2", table: str = "building") -> tuple:
    """The parcel and the code of a building."""
    row = ws.rows(table, where="uuid = ?", params=[uuid])[0]
    return row["parcel_uuid"], row[f"{table}_code"]


def findings(ws: Workspace) -> list[str]:
    rows = ws.rows("finding", ["message"], "state = 'open'")
    return [Message.from_json(row["message"]).id for row in rows]


# -- codes in force ----------------------------------------------------------------------------


def test_the_code_of_a_deleted_building_is_never_given_again(tmp_path):
    ws = land_case.make(tmp_path, declared=True)
    save(ws, WHY, deleted=["b2"])
    (row,) = ws.rows("retired_code")
    assert (row["table_name"], row["code"], row["subject_uuid"]) == (
        "building",
        "01A001-B002",
        "b2",
    )
    assert (row["reason"], row["document"]) == ("รื้อถอน", "คำร้อง 5/2569")
    assert add_thing(ws, "building", box(20, 20, 24, 24)).code == "01A001-B003"


def test_so_is_one_that_was_typed_over(tmp_path):
    ws = land_case.make(tmp_path, declared=True)
    save(ws, WHY, values=typed(building_code="01a001-b009"))
    assert unit(ws) == ("p1", "01A001-B009")
    (row,) = ws.rows("retired_code")
    assert (row["code"], row["successor_codes"]) == ("01A001-B002", "01A001-B009")


def test_and_one_of_a_signboard(tmp_path):
    ws = land_case.make(tmp_path, declared=True)
    save(ws, WHY, "signboard", deleted=["s1"])
    assert [row["code"] for row in ws.rows("retired_code")] == ["01A001-P001"]


@pytest.mark.parametrize(
    "edits", [{"deleted": ["b2"]}, {"values": typed(building_code="01A001-B009")}]
)
def test_why_must_be_said(tmp_path, edits):
    ws = land_case.make(tmp_path, declared=True)
    before = land_case.everything(ws)
    assert blocks_concerned(ws, "building", NativeEdits(**edits))
    with pytest.raises(NativeUnitError) as refused:
        save(ws, **edits)
    assert "01A001-B002" in render(refused.value.message, "en")
    assert land_case.everything(ws) == before


@pytest.mark.parametrize("declared", [True, False])
@pytest.mark.parametrize(
    "edits",
    [
        {"values": typed(floors=2, building_code="01A001-B002")},
        {"shapes": {"b2": box(30, 5, 35, 12)}},
        {"shapes": {"b2": ON_SECOND}},
        {"added": [{"geom": box(20, 20, 24, 24)}]},
    ],
)
def test_nothing_else_asks_for_a_reason(tmp_path, declared, edits):
    ws = land_case.make(tmp_path, declared)
    assert not blocks_concerned(ws, "building", NativeEdits(**edits))
    save(ws, **edits)
    assert ws.count("retired_code") == 0


def test_a_draft_code_goes_without_a_word(tmp_path):
    ws = land_case.make(tmp_path)
    save(ws, deleted=["b2"])
    assert ws.count("retired_code") == 0


def test_no_reason_is_asked_for_what_somebody_else_changed_meanwhile(tmp_path):
    ws = land_case.make(tmp_path, declared=True)
    save(ws, values=typed(floors=2))
    edits = NativeEdits(deleted=["b2"], versions={"b2": 1})
    assert not blocks_concerned(ws, "building", edits)
    with pytest.raises(RowChanged):
        apply_rows(ws, "building", edits)


def test_what_is_cut_out_and_pasted_keeps_its_code(tmp_path):
    ws = land_case.make(tmp_path, declared=True)
    row = ws.rows("building", where="uuid = 'b2'")[0]
    save(ws, deleted=["b2"], added=[{**row, "geom": box(20, 20, 26, 27)}])
    assert set(ws.read("building")["building_code"]) == {"01A001-B001", "01A001-B002"}
    assert ws.count("retired_code") == 0


def test_undo_gives_the_code_back(tmp_path):
    ws = land_case.make(tmp_path, declared=True)
    before = land_case.everything(ws)
    save(ws, WHY, deleted=["b2"])
    undo(ws)
    assert land_case.everything(ws) == before
    swapped = {"b1": {"building_code": "01A001-B002"}, "b2": {"building_code": "01A001-B001"}}
    save(ws, values=swapped)  # it lives, so the two may change codes
    assert (unit(ws, "b1"), unit(ws)) == (("p1", "01A001-B002"), ("p1", "01A001-B001"))


@pytest.mark.parametrize("more", [{"building_name": "บ้านใหม่"}, {"geom": box(6, 6, 12, 12)}])
def test_codes_change_places_where_one_row_has_other_edits_too(tmp_path, more):
    ws = land_case.make(tmp_path)
    swapped = {"b1": {"building_code": "01A001-B002"}, "b2": {"building_code": "01A001-B001"}}
    shapes = {"b1": more["geom"]} if "geom" in more else {}
    swapped["b1"].update({} if shapes else more)
    save(ws, values=swapped, shapes=shapes)
    assert (unit(ws, "b1")[1], unit(ws, "b2")[1]) == ("01A001-B002", "01A001-B001")
    (second,) = ws.rows("building", ["building_name", "geom"], "uuid = 'b2'")
    assert second["building_name"] is None
    assert second["geom"].equals(box(30, 5, 36, 12))


def test_of_two_coded_rows_one_that_is_gone_is_told(tmp_path):
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        tx.delete("building", ["b2"])
    codes = {"b1": {"building_code": "01A001-B008", "building_name": "ใหม่"}}
    with pytest.raises(RowMissing):
        save(ws, values={**codes, "b2": {"building_code": "01A001-B009"}})


# -- typed codes -------------------------------------------------------------------------------


def test_a_retired_code_is_refused(tmp_path):
    ws = land_case.make(tmp_path, declared=True)
    apply_plan(ws, plan_merge(ws, ["p1", "p2"], "01A002"), WHY)
    for edits in (
        {"values": typed(building_code="01A001-B001")},
        {"added": [{"building_code": "01A001-B001", "geom": ON_SECOND}]},
    ):
        with pytest.raises(NativeUnitError) as refused:
            save(ws, WHY, **edits)
        assert refused.value.message.id == "parcel_write.code_retired"


@pytest.mark.parametrize(
    "edits",
    [
        {"values": typed(building_code="01A001-B001")},
        {"values": {**typed(building_code="01A001-B007"), "b1": {"building_code": "01a001-b007"}}},
        {
            "values": typed(building_code="01A001-B007"),
            "added": [{"building_code": "01A001-B007", "geom": ON_SECOND}],
        },
    ],
)
def test_a_code_that_another_one_has_is_refused_before_a_reason_is_asked_for(tmp_path, edits):
    ws = land_case.make(tmp_path, declared=True)
    with pytest.raises(DuplicateValue) as refused:
        blocks_concerned(ws, "building", NativeEdits(**edits))
    assert refused.value.value in ("01A001-B001", "01A001-B007")
    with pytest.raises(DuplicateValue):
        save(ws, WHY, **edits)


@pytest.mark.parametrize("code", ["ตึกแดง", "01A001", "01A001-P001", "01A001-B1"])
def test_a_code_that_is_none_is_refused(tmp_path, code):
    ws = land_case.make(tmp_path)
    for edits in (
        {"values": typed(building_code=code)},
        {"added": [{"building_code": code, "geom": ON_SECOND}]},
    ):
        with pytest.raises(CodeError):
            save(ws, **edits)
    assert unit(ws) == ("p1", "01A001-B002")


def test_a_code_in_force_is_not_taken_away(tmp_path):
    ws = land_case.make(tmp_path, declared=True)
    with pytest.raises(NativeUnitError) as refused:
        save(ws, WHY, values=typed(building_code=None))
    assert refused.value.message.id == "native_units.code_taken_away"
    draft = land_case.make(tmp_path)
    save(draft, values=typed(building_code=""))
    assert unit(draft) == ("p1", None)


def test_what_came_with_a_code_that_is_none_may_be_edited(tmp_path):
    ws = land_case.make(tmp_path)
    with ws.transaction("import") as tx:
        tx.update_rows("building", [{"uuid": "b2", "building_code": "ตึกแดง"}])
    save(ws, values=typed(floors=2, building_code="ตึกแดง"), shapes={"b2": box(30, 5, 35, 12)})
    assert unit(ws) == ("p1", "ตึกแดง")


def test_a_code_of_another_parcel_is_looked_at_until_it_is_put_right(tmp_path):
    ws = land_case.make(tmp_path)
    save(ws, values=typed(building_code="01A002-B007"))
    assert unit(ws) == ("p1", "01A002-B007")
    assert findings(ws) == ["unit_numbering.other_code"]
    save(ws, values=typed(building_code="01A001-B002"))
    assert findings(ws) == []


# -- another parcel ----------------------------------------------------------------------------


def test_a_building_that_is_moved_goes_to_the_parcel_there_and_says_so(tmp_path):
    ws = land_case.make(tmp_path)
    saved = save(ws, shapes={"b2": ON_SECOND})
    assert unit(ws) == ("p2", "01A002-B001")
    (told,) = [note for note in saved.told if note.id == "native_units.recoded"]
    assert (
        render(told, "en")
        == "Building 01A001-B002 is on parcel 01A002 now; its code is 01A002-B001."
    )
    assert ws.rows("condo_unit", ["parcel_uuid"]) == [{"parcel_uuid": "p2"}]
    assert findings(ws) == ["thing_review.site"]  # 01A002 has no such land use


def test_the_owner_of_a_unit_in_it_goes_along(tmp_path):
    ws = land_case.make(tmp_path)
    with ws.transaction("match_link") as tx:
        held = {"uuid": "hc", "owner_uuid": "o2", "condo_unit_uuid": "c1", "parcel_uuid": "p1"}
        tx.insert_rows("ownership", [held])
    save(ws, shapes={"b2": ON_SECOND})
    assert ws.rows("ownership", ["parcel_uuid"], "uuid = 'hc'") == [{"parcel_uuid": "p2"}]
    assert ws.rows("ownership", ["parcel_uuid"], "uuid = 'h1'") == [{"parcel_uuid": "p1"}]


def test_and_stands_on_the_like_land_use_there(tmp_path):
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        use = {"uuid": "u9", "parcel_uuid": "p2", "tax_year": 2569, "use_type": "2"}
        tx.insert_rows("land_use", [use])
    save(ws, shapes={"b2": ON_SECOND})
    assert ws.rows("building", ["land_use_uuid"], "uuid = 'b2'")[0]["land_use_uuid"] == "u9"
    assert findings(ws) == []


def test_a_code_in_force_does_not_change_for_a_drawing(tmp_path):
    ws = land_case.make(tmp_path, declared=True)
    save(ws, shapes={"b2": ON_SECOND})
    assert unit(ws) == ("p1", "01A001-B002")
    assert findings(ws) == ["unit_numbering.elsewhere"]


def test_it_changes_with_the_parcel_that_the_officer_chose(tmp_path):
    """The way out of what was to be looked at."""
    ws = land_case.make(tmp_path, declared=True)
    save(ws, shapes={"b2": ON_SECOND})
    edits = NativeEdits(values=typed(parcel_uuid="p2"))
    assert blocks_concerned(ws, "building", edits)
    apply_rows(ws, "building", edits, WHY)
    assert unit(ws) == ("p2", "01A002-B001")
    assert [row["code"] for row in ws.rows("retired_code")] == ["01A001-B002"]
    assert ws.rows("building", ["found_by"], "uuid = 'b2'") == [{"found_by": "hand"}]
    assert "unit_numbering.elsewhere" not in findings(ws)


def test_what_stood_on_other_land_all_along_is_not_filed_anew_for_a_moved_corner(tmp_path):
    ws = land_case.make(tmp_path)
    with ws.transaction("import") as tx:
        tx.update_rows("building", [{"uuid": "b2", "geom": ON_SECOND}])
    save(ws, shapes={"b2": box(50, 5, 57, 12)})
    assert unit(ws) == ("p1", "01A001-B002")
    assert findings(ws) == ["unit_numbering.elsewhere"]


def test_a_sign_and_a_house_number_are_moved(tmp_path):
    ws = land_case.make(tmp_path)
    save(ws, table="house_number", added=[{"house_no": "7", "geom": shapely.Point(at(10, 10))}])
    (number,) = ws.rows("house_number")
    assert number["parcel_uuid"] == "p1"
    there = shapely.Point(at(50, 10))
    save(ws, table="house_number", shapes={number["uuid"]: there})
    save(ws, table="signboard", shapes={"s1": there})
    assert ws.rows("house_number", ["parcel_uuid"]) == [{"parcel_uuid": "p2"}]
    assert unit(ws, "s1", "signboard") == ("p2", "01A002-P001")


def test_a_parcel_without_a_code_takes_no_code_in_force(tmp_path):
    ws = land_case.make(tmp_path, declared=True)
    with ws.transaction("import") as tx:
        tx.update_rows("parcel", [{"uuid": "p2", "parcel_code": None, "lot": None}])
    save(ws, values=typed(parcel_uuid="p2"))
    assert unit(ws) == ("p2", "01A001-B002")
    assert "unit_numbering.other_code" in findings(ws)


def test_a_new_building_whose_parcel_was_chosen_gets_a_code_there(tmp_path):
    ws = land_case.make(tmp_path)
    save(ws, added=[{"geom": box(20, 20, 24, 24), "parcel_uuid": "p2"}])
    (row,) = ws.rows("building", where="uuid NOT IN ('b1', 'b2')")
    assert (row["parcel_uuid"], row["building_code"]) == ("p2", "01A002-B001")
    assert findings(ws) == ["unit_numbering.elsewhere"]


def test_two_new_ones_beside_a_typed_code_get_others(tmp_path):
    ws = land_case.make(tmp_path)
    places = [box(x, 20, x + 3, 23) for x in (5, 10, 15)]
    new = [{"geom": place} for place in places]
    new[1]["building_code"] = "01A001-B003"
    save(ws, added=new)
    codes = {f"01A001-B00{number}" for number in range(1, 6)}
    assert set(ws.read("building")["building_code"]) == codes


# -- what is left of a deleted one -------------------------------------------------------------


def test_what_names_a_deleted_building_is_told_and_filed(tmp_path):
    ws = land_case.make(tmp_path)
    with ws.transaction("import") as tx:
        tx.insert_rows("assessment", [{"tax_year": 2568, "building_uuid": "b2"}] * 2)
        tx.insert_rows("ownership", [{"owner_uuid": "o1", "building_uuid": "b2"}])
        photo = {"subject_table": "building", "subject_uuid": "b2", "path": "รูป/b2.jpg"}
        tx.insert_rows("attachment", [photo])
    saved = save(ws, deleted=["b2"])
    (told,) = saved.told
    assert render(told, "en").startswith(
        "Building 01A001-B002: It was deleted, but others still name it: 1 entry of owners, "
        "1 condominium unit, 2 assessments, 1 attachment."
    )
    (row,) = ws.rows("finding")
    assert (row["subject_code"], row["state"]) == ("01A001-B002", "open")
    assert shapely.dwithin(row["geom"], box(30, 5, 36, 12), 0)


def test_what_nothing_names_goes_without_a_word_and_its_own_findings_are_over(tmp_path):
    ws = land_case.make(tmp_path, declared=True)
    save(ws, shapes={"b1": ON_SECOND})
    assert save(ws, WHY, deleted=["b1"]).told == ()
    assert findings(ws) == []


# -- what is typed into a building -------------------------------------------------------------


def test_a_unit_that_names_its_building_alone_is_of_the_parcel_of_that(tmp_path):
    ws = land_case.make(tmp_path)
    typed = {"unit_no": "1/2", "building_uuid": "b2"}
    apply_rows(ws, "condo_unit", NativeEdits(added=[typed]))
    (unit_row,) = ws.rows("condo_unit", ["parcel_uuid"], "unit_no = '1/2'")
    assert unit_row == {"parcel_uuid": "p1"}
    undo(ws)
    assert ws.count("condo_unit") == 1


def test_a_unit_with_a_parcel_of_its_own_keeps_it(tmp_path):
    ws = land_case.make(tmp_path)
    typed = {"unit_no": "1/2", "building_uuid": "b2", "parcel_uuid": "p2"}
    apply_rows(ws, "condo_unit", NativeEdits(added=[typed]))
    assert ws.rows("condo_unit", ["parcel_uuid"], "unit_no = '1/2'") == [{"parcel_uuid": "p2"}]


def test_a_unit_in_another_building_goes_to_its_parcel_with_its_owners(tmp_path):
    ws = land_case.make(tmp_path)
    with ws.transaction("match_link") as tx:
        other = {"uuid": "b9", "building_code": "01A002-B001", "parcel_uuid": "p2"}
        tx.insert_rows("building", [{**other, "geom": ON_SECOND}])
        held = {"uuid": "hc", "owner_uuid": "o2", "condo_unit_uuid": "c1", "parcel_uuid": "p1"}
        tx.insert_rows("ownership", [held])
    apply_rows(ws, "condo_unit", NativeEdits(values={"c1": {"building_uuid": "b9"}}))
    assert ws.rows("condo_unit", ["parcel_uuid"]) == [{"parcel_uuid": "p2"}]
    assert ws.rows("ownership", ["parcel_uuid"], "uuid = 'hc'") == [{"parcel_uuid": "p2"}]

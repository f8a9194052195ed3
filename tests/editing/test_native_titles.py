"""A document number typed in QGIS's own form ties the title of the register that has it."""

from __future__ import annotations

import pytest

from taxmap_plugin.editing.native_edits import NativeEdits, plan_native
from taxmap_plugin.editing.native_rows import apply_rows
from taxmap_plugin.editing.parcel_plan import Decision
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.split import plan_split
from taxmap_plugin.workspace.undo import undo

from . import land_case
from .land_case import box
from .title_case import (
    CUT,
    NEW,
    OTHER,
    filed,
    known_title,
    owners_of,
    title,
    titles_of,
    told,
    type_number,
    ws,
)

__all__ = ["ws"]

pytestmark = pytest.mark.usefixtures("kept_in_both")


def test_a_number_typed_in_the_form_that_the_register_lacks_lets_go_of_the_title(ws):
    before = land_case.everything(ws)
    assert type_number(ws, "10010") == ["title_change.former", "title_change.missing"]
    assert (titles_of(ws, "p1"), ws.count("title_document")) == ([], 2), "none is entered"
    assert title(ws, "t1")["document_area"] == 30_000
    assert ws.count("match", "register_uuid = 't1'") == 0
    assert owners_of(ws, "p1") == ["นาง ก•••"]
    assert filed(ws) == {("title_change.former", "p1"), ("title_change.missing", "p1")}
    undo(ws)
    assert land_case.everything(ws) == before


def test_a_number_typed_in_the_form_that_the_register_knows_ties_its_title(ws):
    known_title(ws)
    assert type_number(ws, "21002") == ["title_change.former", "title_change.heard"]
    assert (title(ws, "t9")["parcel_uuid"], title(ws, "t1")["parcel_uuid"]) == ("p1", None)
    assert title(ws, "t9")["document_area"] is None, "the parcel has that of the former one"
    (held,) = ws.rows("ownership", where="parcel_uuid = 'p1'")
    assert held["title_document_uuid"] == "t9"
    assert sorted(owners_of(ws, "p1")) == ["นาง ก•••", "นาย ค•••"]


def test_a_slip_in_the_form_that_hit_a_title_of_somebody_else_gives_nobody_land(ws):
    known_title(ws, document_area=11_300)
    type_number(ws, "21002")
    assert type_number(ws, "1001") == []
    assert (titles_of(ws, "p1"), filed(ws)) == ([("1001", "11", 30_000)], set())
    (held,) = ws.rows("ownership", where="uuid = 'h9'")
    assert (held["parcel_uuid"], held["title_document_uuid"]) == (None, "t9")
    assert (title(ws, "t9")["parcel_uuid"], owners_of(ws, "p1")) == (None, ["นาง ก•••"])


def test_a_slip_in_the_form_leaves_the_match_and_the_title_as_they_were(ws):
    with ws.transaction("correct") as tx:
        tx.update_rows("title_document", [{"uuid": "t1", "document_area": None}])
    match = land_case.everything(ws)["match"]
    type_number(ws, "10010")
    type_number(ws, "1001")
    assert land_case.everything(ws)["match"] == match
    assert titles_of(ws, "p1") == [("1001", "11", None)]


def test_numbers_that_change_places_in_one_save_take_their_titles_along(ws):
    edits = NativeEdits(values={"p1": {"deed_no": "1002"}, "p2": {"deed_no": "1001"}})
    looks = apply_rows(ws, "parcel", edits).looks
    assert [look.message.id for look in looks] == ["title_change.moved"] * 2
    assert (titles_of(ws, "p1"), titles_of(ws, "p2")) == (
        *([("1002", None, 30_000)], [("1001", "11", 30_000)]),
    )
    assert title(ws, "t1")["total_price"] == 450_000_000
    assert (owners_of(ws, "p1"), owners_of(ws, "p2")) == (["นาง ก•••"], ["นาง ก•••"])


def test_a_title_that_an_officer_rejected_for_the_parcel_is_not_tied_by_its_number(ws):
    known_title(ws)
    with ws.transaction("match_reject") as tx:
        match = {"register_table": "title_document", "register_uuid": "t9", "parcel_uuid": "p1"}
        tx.insert_rows("match", [{"outcome": "matched", "state": "rejected", **match}])
    plan, typed = plan_split(ws, "p1", [CUT]), Decision(values={1: OTHER})
    assert told(ws, plan, typed) == [("title_change.refused", "21002", "01A001/001")]
    assert type_number(ws, "21002") == ["title_change.former", "title_change.refused"]
    assert (title(ws, "t9")["parcel_uuid"], titles_of(ws, "p1")) == (None, [])
    assert type_number(ws, "1001") == []
    assert (titles_of(ws, "p1"), filed(ws)) == ([("1001", "11", 30_000)], set())


def test_a_free_title_of_another_district_is_another_document(ws):
    known_title(ws, amphoe="แม่สาธิต")
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p1", "amphoe": "เมืองสาธิต"}])
    plan, typed = plan_split(ws, "p1", [CUT]), Decision(values={1: OTHER})
    assert told(ws, plan, typed) == [("title_change.entered", "21002", "01A001/001")]
    _, east = apply_plan(ws, plan, typed).parcels
    assert (title(ws, "t9")["parcel_uuid"], owners_of(ws, east)) == (None, ["นาง ก•••"])


def test_the_title_of_a_parcel_is_its_own_wherever_the_parcel_is_said_to_lie(ws):
    with ws.transaction("correct") as tx:
        tx.update_rows("title_document", [{"uuid": "t1", "amphoe": "อ.สาธิต"}])
        tx.update_rows("parcel", [{"uuid": "p1", "amphoe": "สาธิต"}])
    old = {"deed_no": "1001", "document_area": 11_250}
    typed = Decision(values={0: NEW, 1: old})
    _, east = apply_plan(ws, plan_split(ws, "p1", [CUT]), typed).parcels
    assert title(ws, "t1")["parcel_uuid"] == east


def test_of_several_free_titles_of_one_number_none_is_chosen_and_none_entered(ws):
    known_title(ws)
    with ws.transaction("import_register") as tx:
        tx.insert_rows("title_document", [{"document_type": "1", "deed_no": "21002"}])
    plan, typed = plan_split(ws, "p1", [CUT]), Decision(values={1: OTHER})
    assert told(ws, plan, typed) == [("title_change.several", "21002", "01A001/001")]
    _, east = apply_plan(ws, plan, typed).parcels
    assert (titles_of(ws, east), filed(ws)) == ([], {("title_change.several", east)})
    assert ws.count("title_document", "deed_no = '21002'") == 2


def test_a_free_title_is_of_one_piece_though_two_have_its_number(ws):
    known_title(ws)
    plan, typed = plan_split(ws, "p1", [CUT]), Decision(values={0: OTHER, 1: OTHER})
    assert told(ws, plan, typed)[1:] == [
        ("title_change.heard", "21002", "01A001"),
        ("title_change.missing", "21002", "01A001/001"),
    ]
    west, east = apply_plan(ws, plan, typed).parcels
    assert ([deed for deed, *_ in titles_of(ws, west)], titles_of(ws, east)) == (["21002"], [])
    held = ws.rows("ownership", where="parcel_uuid = ?", params=[east])
    assert [row["title_document_uuid"] for row in held] == [None]


def test_a_slip_in_the_form_that_is_put_right_has_its_title_again_and_nothing_to_look_at(ws):
    type_number(ws, "10010")
    assert type_number(ws, "10011") == ["title_change.missing"]
    assert filed(ws) == {("title_change.former", "p1"), ("title_change.missing", "p1")}
    assert type_number(ws, "1001") == []
    assert (titles_of(ws, "p1"), filed(ws)) == ([("1001", "11", 30_000)], set())
    assert owners_of(ws, "p1") == ["นาง ก•••"]


def test_a_title_of_another_parcel_stays_there_though_its_number_is_typed_in_the_form(ws):
    assert "document_doubt.filed" in type_number(ws, "1002")
    assert (title(ws, "t2")["parcel_uuid"], titles_of(ws, "p1")) == ("p2", [])


@pytest.mark.parametrize("values", [{"land_no": "77"}, {"deed_no": "๑๐๐๑"}, {"deed_no": None}])
def test_what_is_no_other_number_unties_nothing_in_the_form(ws, values):
    saved = apply_rows(ws, "parcel", NativeEdits(values={"p1": values}))
    assert (saved.looks, title(ws, "t1")["parcel_uuid"]) == ((), "p1")


def test_a_number_typed_beside_a_boundary_of_qgis_is_as_one_in_the_form(ws):
    edits = NativeEdits(shapes={"p1": box(0, 1, 40, 30)}, values={"p1": {"deed_no": "10010"}})
    apply_plan(ws, plan_native(ws, edits))
    assert title(ws, "t1")["parcel_uuid"] is None
    assert filed(ws) == {("title_change.former", "p1"), ("title_change.missing", "p1")}

"""After a change of parcels the titles of the register say what the parcels say."""

from __future__ import annotations

import pytest

from taxmap_plugin.core.message import render
from taxmap_plugin.editing.merge import plan_merge
from taxmap_plugin.editing.native_edits import NativeEdits, plan_native
from taxmap_plugin.editing.parcel_batch import Job, run_batch
from taxmap_plugin.editing.parcel_plan import Decision, decided
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.plan_notes import plan_notes
from taxmap_plugin.editing.split import plan_split
from taxmap_plugin.editing.strip import plan_strip
from taxmap_plugin.workspace.undo import redo, undo

from . import land_case
from .land_case import box
from .title_case import (
    CUT,
    NEW,
    OTHER,
    filed,
    known_title,
    owners_of,
    plan_restored,
    title,
    titles_of,
    told,
    ws,
)

__all__ = ["ws"]

pytestmark = pytest.mark.usefixtures("kept_in_both")


def test_typed_documents_of_all_pieces_are_their_titles_and_the_old_one_is_of_none(ws):
    before = land_case.everything(ws)
    plan, typed = plan_split(ws, "p1", [CUT]), Decision(values={0: NEW, 1: OTHER})
    assert told(ws, plan, typed) == [
        ("title_change.former", "['1001']", "01A001"),
        ("title_change.entered", "21001", "01A001"),
        ("title_change.entered", "21002", "01A001/001"),
    ]
    west, east = apply_plan(ws, plan, typed).parcels
    assert titles_of(ws, west) == [("21001", "301", 18_750)]
    assert titles_of(ws, east) == [("21002", "302", 11_250)]
    old = title(ws, "t1")
    assert (old["parcel_uuid"], old["document_area"], old["total_price"]) == (
        *(None, 30_000, 450_000_000),
    )
    assert ws.count("match", "register_uuid = 't1'") == 0
    assert owners_of(ws, west) == owners_of(ws, east) == ["นาง ก•••"]
    held = ws.rows("ownership", where="parcel_uuid IN (?, ?)", params=[west, east])
    named = {row["parcel_uuid"]: title(ws, row["title_document_uuid"])["deed_no"] for row in held}
    assert named == {west: "21001", east: "21002"}
    new = ws.rows("title_document", where="parcel_uuid = ?", params=[west])[0]
    assert (new["document_type"], new["map_sheet"], new["province"]) == (
        *("1", "4746 II 9472-15", "เชียงใหม่"),
    )
    assert filed(ws) == {
        ("title_change.former", west),
        ("title_change.entered", west),
        ("title_change.entered", east),
    }
    after = land_case.everything(ws)
    undo(ws)
    assert land_case.everything(ws) == before
    redo(ws)
    assert land_case.everything(ws) == after


def test_a_remainder_with_its_number_keeps_the_title_with_the_area_typed(ws):
    typed = Decision(values={0: {"document_area": 18_750}, 1: OTHER})
    west, east = apply_plan(ws, plan_split(ws, "p1", [CUT]), typed).parcels
    assert titles_of(ws, west) == [("1001", "11", 18_750)]
    assert titles_of(ws, east) == [("21002", "302", 11_250)]
    assert title(ws, "t1")["parcel_uuid"] == west
    assert ws.rows("match", ["parcel_uuid"], "uuid = 'm1'") == [{"parcel_uuid": west}]
    assert filed(ws) == {("title_change.entered", east)}


def test_a_number_of_another_parcel_is_not_called_new_to_the_register(ws):
    known_title(ws, parcel_uuid="p2")
    plan, typed = plan_split(ws, "p1", [CUT]), Decision(values={1: OTHER})
    said = " ".join(render(note, "en") for note in plan_notes(ws, decided(plan, typed)))
    assert "Document 21002 would be on several parcels" in said
    assert "the register has no title document of it that is free" in said
    _, east = apply_plan(ws, plan, typed).parcels
    assert titles_of(ws, east) == [], "the register has it, for the other parcel"


def test_the_title_goes_to_the_piece_that_has_its_number(ws):
    old = {"deed_no": "1001", "document_area": 11_250}
    west, east = apply_plan(
        ws, plan_split(ws, "p1", [CUT]), Decision(values={0: NEW, 1: old})
    ).parcels
    assert titles_of(ws, west) == [("21001", "301", 18_750)]
    assert titles_of(ws, east) == [("1001", "11", 11_250)]
    assert title(ws, "t1")["total_price"] is None
    assert owners_of(ws, west) == owners_of(ws, east) == ["นาง ก•••"]


def test_a_document_that_the_register_knows_is_tied_instead_of_entered(ws):
    known_title(ws, document_area=11_300)
    plan, typed = plan_split(ws, "p1", [CUT]), Decision(values={1: OTHER})
    assert told(ws, plan, typed) == [("title_change.heard", "21002", "01A001/001")]
    _, east = apply_plan(ws, plan, typed).parcels
    assert (title(ws, "t9")["parcel_uuid"], titles_of(ws, east)) == (
        *(east, [("21002", None, 11_300)]),
    )
    assert filed(ws) == set()


def test_a_document_of_another_parcel_is_not_entered_a_second_time(ws):
    before = land_case.everything(ws)
    plan, typed = plan_split(ws, "p1", [CUT]), Decision(values={1: {"deed_no": "1002"}})
    assert told(ws, plan, typed) == [("title_change.missing", "1002", "01A001/001")]
    _, east = apply_plan(ws, plan, typed).parcels
    assert (title(ws, "t2")["parcel_uuid"], titles_of(ws, east)) == ("p2", [])
    assert filed(ws) == {("title_change.missing", east)}
    assert ws.count("title_document", "deed_no = '1002'") == 1
    undo(ws)
    assert land_case.everything(ws) == before


def test_without_typed_numbers_nothing_but_the_area_changes(ws):
    plan = plan_split(ws, "p1", [CUT])
    assert told(ws, plan, Decision()) == []
    west, east = apply_plan(ws, plan).parcels
    assert (titles_of(ws, west), titles_of(ws, east)) == ([("1001", "11", None)], [])


def test_of_several_titles_the_one_whose_number_was_replaced_goes(ws):
    with ws.transaction("correct") as tx:
        second = {"uuid": "t3", "document_type": "1", "deed_no": "1050", "parcel_uuid": "p1"}
        tx.insert_rows("title_document", [second])
    west, _ = apply_plan(ws, plan_split(ws, "p1", [CUT]), Decision(values={0: NEW})).parcels
    assert [deed for deed, *_ in titles_of(ws, west)] == ["1050", "21001"]


def test_a_parcel_that_only_its_title_numbers_has_the_typed_one(ws):
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p1", "deed_no": None}])
    west, _ = apply_plan(ws, plan_split(ws, "p1", [CUT]), Decision(values={0: NEW})).parcels
    assert [deed for deed, *_ in titles_of(ws, west)] == ["21001"]


def test_a_new_document_of_a_merge_takes_the_place_of_all(ws):
    typed = Decision(values={0: {"deed_no": "30001", "land_no": "500", "document_area": 60_000}})
    plan = plan_merge(ws, ["p1", "p2"])
    assert told(ws, plan, typed)[0] == ("title_change.former", "['1001', '1002']", "01A001")
    (merged,) = apply_plan(ws, plan, typed).parcels
    assert titles_of(ws, merged) == [("30001", "500", 60_000)]
    assert [title(ws, uuid)["document_area"] for uuid in ("t1", "t2")] == [30_000, 30_000]
    held = ws.rows("ownership", where="parcel_uuid = ?", params=[merged])
    assert len(held) == 1, "who held both holds the one"
    assert owners_of(ws, merged) == ["นาง ก•••"]


@pytest.mark.parametrize(("second", "price"), [(1_500_000, 1_500_000), (100_000, None)])
def test_a_new_document_of_a_merge_has_the_price_of_the_ground_where_it_is_one(ws, second, price):
    prices = [{"uuid": "t1", "price_per_wah": 1_500_000}, {"uuid": "t2", "price_per_wah": second}]
    with ws.transaction("correct") as tx:
        tx.update_rows("title_document", prices)
    apply_plan(ws, plan_merge(ws, ["p1", "p2"]), Decision(values={0: NEW}))
    (entered,) = ws.rows("title_document", ["price_per_wah"], "deed_no = '21001'")
    assert entered["price_per_wah"] == price


def test_a_merge_without_a_new_document_has_those_of_before(ws):
    (merged,) = apply_plan(ws, plan_merge(ws, ["p1", "p2"])).parcels
    assert [deed for deed, *_ in titles_of(ws, merged)] == ["1001", "1002"]
    assert filed(ws) == set()


def test_a_new_document_after_a_strip_takes_the_place_of_the_old_one(ws):
    plan = plan_strip(ws, box(0, 0, 40, 6))
    apply_plan(ws, plan, Decision(values={0: {**NEW, "document_area": 24_000}}))
    assert titles_of(ws, "p1") == [("21001", "301", 24_000)]
    assert title(ws, "t1")["document_area"] == 30_000
    assert owners_of(ws, "p1") == ["นาง ก•••"]


def test_numbers_typed_in_pieces_of_qgis_are_their_titles(ws):
    halves = NativeEdits(
        shapes={"p1": box(0, 0, 25, 30)},
        values={"p1": {"deed_no": "21001"}},
        added=[{"geom": box(25, 0, 40, 30), "deed_no": "21002"}],
    )
    west, east = apply_plan(ws, plan_native(ws, halves)).parcels
    assert [titles_of(ws, uuid)[0][0] for uuid in (west, east)] == ["21001", "21002"]
    assert title(ws, "t1")["parcel_uuid"] is None
    assert ("title_change.former", west) in filed(ws)


def test_a_batch_files_what_became_of_the_titles(ws):
    def plan(ws):
        return decided(plan_split(ws, "p1", [CUT]), Decision(values={0: NEW}))

    batch = run_batch(ws, [Job("01A001", plan)])
    notes = {note.params["note"].id for note in batch.messages()}
    assert {"title_change.former", "title_change.entered"} <= notes
    assert {id for id, _ in filed(ws)} == {"title_change.former", "title_change.entered"}


def test_a_batch_files_that_a_title_of_the_register_was_tied(ws):
    known_title(ws)

    def plan(ws):
        return decided(plan_split(ws, "p1", [CUT]), Decision(values={1: OTHER}))

    run_batch(ws, [Job("01A001", plan)])
    east = title(ws, "t9")["parcel_uuid"]
    assert filed(ws) == {("title_change.heard", east)}
    apply_plan(ws, plan_restored(ws))
    assert filed(ws) == set()


def test_a_match_that_waits_is_asked_one_by_one_where_another_number_was_typed(ws):
    with ws.transaction("match") as tx:
        tx.update_rows("title_document", [{"uuid": "t1", "parcel_uuid": None}])
        tx.update_rows("match", [{"uuid": "m1", "state": "auto"}])
    west, _ = apply_plan(ws, plan_split(ws, "p1", [CUT]), Decision(values={0: NEW})).parcels
    (line,) = ws.rows("match", ["parcel_uuid", "state"], "uuid = 'm1'")
    assert line == {"parcel_uuid": west, "state": "suggested"}
    assert ws.count("title_document", "deed_no = '21001'") == 0, "the parcel alone has it"

"""A restored parcel has its titles as they were, and leaves those of others to them."""

from __future__ import annotations

import pytest

from taxmap_plugin.editing.parcel_plan import Decision
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.restore import plan_restore
from taxmap_plugin.editing.split import plan_split
from taxmap_plugin.workspace.undo import redo, undo

from . import land_case
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
    type_number,
    ws,
)

__all__ = ["ws"]

pytestmark = pytest.mark.usefixtures("kept_in_both")


def test_a_restored_parcel_has_the_match_of_its_title_again(ws):
    match = land_case.everything(ws)["match"]
    apply_plan(ws, plan_split(ws, "p1", [CUT]), Decision(values={0: NEW, 1: OTHER}))
    assert ws.count("match") == 0
    apply_plan(ws, plan_restored(ws))
    assert land_case.everything(ws)["match"] == match


def test_a_restored_parcel_has_its_title_again(ws):
    typed = Decision(values={0: NEW, 1: OTHER})
    apply_plan(ws, plan_split(ws, "p1", [CUT]), typed)
    plan = plan_restored(ws)
    assert told(ws, plan, Decision()) == [
        ("title_change.withdrawn", "['21001', '21002']", "01A001")
    ]
    divided = land_case.everything(ws)
    apply_plan(ws, plan)
    assert titles_of(ws, "p1") == [("1001", "11", 30_000)]
    assert title(ws, "t1")["total_price"] == 450_000_000
    assert owners_of(ws, "p1") == ["นาง ก•••"]
    (held,) = ws.rows("ownership", where="parcel_uuid = 'p1'")
    assert held["title_document_uuid"] == "t1"
    assert filed(ws) == set()
    assert ws.count("title_document", "deed_no IN ('21001', '21002')") == 0
    undo(ws)
    assert land_case.everything(ws) == divided


@pytest.mark.parametrize("area", [11_300, None])
@pytest.mark.parametrize("again", [False, True])
def test_a_title_that_the_register_knew_waits_in_it_again_when_the_parcel_is_restored(
    ws, area, again
):
    known_title(ws, document_area=area)
    owners = owners_of(ws, "p1")
    apply_plan(ws, plan_split(ws, "p1", [CUT]), Decision(values={1: OTHER}))
    if again:
        undo(ws)
        redo(ws)
    plan = plan_restored(ws)
    assert told(ws, plan, Decision()) == [("title_change.released", "['21002']", "01A001")]
    apply_plan(ws, plan)
    assert (title(ws, "t9")["parcel_uuid"], filed(ws)) == (None, set())
    assert title(ws, "t9")["document_area"] == area
    assert titles_of(ws, "p1") == [("1001", "11", 30_000)]
    (held,) = ws.rows("ownership", where="uuid = 'h9'")
    assert (held["parcel_uuid"], held["title_document_uuid"]) == (None, "t9")
    assert owners_of(ws, "p1") == owners == ["นาง ก•••"]


def test_the_area_that_an_office_gave_a_title_since_stays_when_the_parcel_is_restored(ws):
    known_title(ws)
    apply_plan(ws, plan_split(ws, "p1", [CUT]), Decision(values={1: OTHER}))
    with ws.transaction("correct") as tx:
        tx.update_rows("title_document", [{"uuid": "t9", "document_area": 11_400}])
    apply_plan(ws, plan_restored(ws))
    assert (title(ws, "t9")["parcel_uuid"], title(ws, "t9")["document_area"]) == (None, 11_400)


def test_an_edit_that_was_done_again_is_restored_as_the_first_time(ws):
    apply_plan(ws, plan_split(ws, "p1", [CUT]), Decision(values={0: NEW, 1: OTHER}))
    undo(ws)
    redo(ws)
    apply_plan(ws, plan_restored(ws))
    assert titles_of(ws, "p1") == [("1001", "11", 30_000)]
    assert ws.count("title_document", "deed_no IN ('21001', '21002')") == 0


def test_who_holds_another_parcel_holds_it_still_when_a_title_that_is_named_there_goes(ws):
    apply_plan(ws, plan_split(ws, "p1", [CUT]), Decision(values={0: NEW, 1: OTHER}))
    (entered,) = ws.rows("title_document", ["uuid"], "deed_no = '21002'")
    with ws.transaction("correct") as tx:
        tx.update_rows("ownership", [{"uuid": "h3", "title_document_uuid": entered["uuid"]}])
    apply_plan(ws, plan_restored(ws))
    (held,) = ws.rows("ownership", where="uuid = 'h3'")
    assert (held["parcel_uuid"], held["title_document_uuid"]) == ("p3", None)


def test_an_entered_title_that_another_program_wrote_in_stays(ws):
    apply_plan(ws, plan_split(ws, "p1", [CUT]), Decision(values={0: NEW, 1: OTHER}))
    with ws.transaction("correct") as tx:
        note = "UPDATE title_document SET note = 'จำนอง' WHERE deed_no = '21001' RETURNING uuid"
        assert len(tx.execute(note)) == 1, "as no program of ours writes: without an image"
    apply_plan(ws, plan_restored(ws))
    (kept,) = ws.rows("title_document", where="deed_no LIKE '2100_'")
    assert (kept["deed_no"], kept["note"]) == ("21001", "จำนอง")


def test_an_entered_title_that_an_office_has_worked_on_stays_and_is_told(ws):
    apply_plan(ws, plan_split(ws, "p1", [CUT]), Decision(values={0: NEW, 1: OTHER}))
    columns = "deed_no = ?"
    (edited,) = ws.rows("title_document", ["uuid"], columns, ["21001"])
    (brought,) = ws.rows("title_document", ["uuid"], columns, ["21002"])
    with ws.transaction("import_register") as tx:
        tx.update_rows("title_document", [{**edited, "volume": "215"}])
        batch = tx.insert_rows(
            "import_batch", [{"source_name": "โฉนด.csv", "imported_at": tx.now}]
        )[0]
        row = {"batch_uuid": batch, "row_number": 1, "fate": "unchanged"}
        tx.insert_rows("import_row", [{**row, "target_uuid": brought["uuid"]}])
    apply_plan(ws, plan_restored(ws))
    kept = [title(ws, one["uuid"])["parcel_uuid"] for one in (edited, brought)]
    assert (kept, filed(ws)) == ([None, None], {("title_change.former", "p1")})


def test_what_was_asked_of_a_title_before_a_parcel_was_divided_is_asked_when_it_is_restored(ws):
    type_number(ws, "10010")
    asked = filed(ws)
    apply_plan(ws, plan_split(ws, "p1", [CUT]))
    apply_plan(ws, plan_restored(ws))
    assert filed(ws) == asked == {("title_change.former", "p1"), ("title_change.missing", "p1")}


def test_a_title_refused_since_does_not_come_back_with_the_parcel(ws):
    apply_plan(ws, plan_split(ws, "p1", [CUT]))
    with ws.transaction("match_reject") as tx:
        tx.update_rows("title_document", [{"uuid": "t1", "parcel_uuid": None}])
        tx.update_rows("match", [{"uuid": "m1", "state": "rejected"}])
    (past,) = ws.rows("parcel_history", ["uuid"], "parcel_uuid = 'p1'")
    apply_plan(ws, plan_restore(ws, past["uuid"]))
    assert titles_of(ws, "p1") == []


@pytest.mark.parametrize("number", ["30777", None])
def test_a_title_that_came_to_a_part_meanwhile_is_told_with_the_parcel_that_has_it_now(ws, number):
    done = apply_plan(ws, plan_split(ws, "p1", [CUT]))
    part = next(uuid for uuid in done.parcels if uuid != "p1" and not titles_of(ws, uuid))
    with ws.transaction("import_register") as tx:
        came = {"uuid": "t8", "document_type": "1", "deed_no": number, "parcel_uuid": part}
        tx.insert_rows("title_document", [came])
    plan = plan_restored(ws)
    ((id, titles, name),) = told(ws, plan, Decision())
    assert (id, name) == ("title_change.came", "01A001")
    assert (number or "title_change.unnumbered") in titles
    apply_plan(ws, plan)
    assert {row["uuid"] for row in ws.rows("title_document", ["uuid"], "parcel_uuid = 'p1'")} == {
        "t1",
        "t8",
    }
    assert filed(ws) == {("title_change.came", "p1")}
    undo(ws)
    assert filed(ws) == set()

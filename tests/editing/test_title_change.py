"""After a change of parcels the titles of the register say what the parcels say."""

from __future__ import annotations

import pytest

from taxmap_plugin.editing.holder import holders_of
from taxmap_plugin.editing.merge import plan_merge
from taxmap_plugin.editing.native_edits import NativeEdits, plan_native
from taxmap_plugin.editing.native_rows import apply_rows
from taxmap_plugin.editing.parcel_batch import Job, run_batch
from taxmap_plugin.editing.parcel_plan import Decision, decided
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.plan_notes import plan_notes
from taxmap_plugin.editing.restore import plan_restore
from taxmap_plugin.editing.split import plan_split
from taxmap_plugin.editing.strip import plan_strip
from taxmap_plugin.workspace.undo import redo, undo

from . import land_case
from .land_case import box, line

pytestmark = pytest.mark.usefixtures("kept_in_both")

CUT = line((25, -5), (25, 35))  # 01A001 in 750 m² and 450 m²
NEW = {"deed_no": "21001", "land_no": "301", "document_area": 18_750}
OTHER = {"deed_no": "21002", "land_no": "302", "document_area": 11_250}


@pytest.fixture
def ws(tmp_path):
    """The titles of 01A001 and 01A002 with what was of the whole, one held by title alone."""
    made = land_case.make(tmp_path)
    with made.transaction("correct") as tx:
        whole = {"land_no": "11", "document_area": 30_000, "total_price": 450_000_000}
        tx.update_rows("title_document", [{"uuid": "t1", "province": "เชียงใหม่", **whole}])
        second = {"document_type": "1", "deed_no": "1002", "document_area": 30_000}
        tx.insert_rows("title_document", [{"uuid": "t2", "parcel_uuid": "p2", **second}])
        by_title = {"uuid": "h1", "title_document_uuid": "t1", "parcel_uuid": None}
        tx.update_rows("ownership", [by_title])
        match = {"register_table": "title_document", "register_uuid": "t1", "parcel_uuid": "p1"}
        tx.insert_rows(
            "match", [{"uuid": "m1", "outcome": "matched", "state": "confirmed", **match}]
        )
    return made


def _known(ws, **values):
    """A title 21002 of the register, of no parcel, whose own holder holds by it alone."""
    with ws.transaction("import_register") as tx:
        title = {"uuid": "t9", "document_type": "1", "deed_no": "21002", **values}
        tx.insert_rows("title_document", [title])
        tx.insert_rows("owner", [{"uuid": "o9", "display_name": "นาย ค•••"}])
        held = {"uuid": "h9", "owner_uuid": "o9", "title_document_uuid": "t9"}
        tx.insert_rows("ownership", [held])


def _titles(ws, parcel):
    """Number, land no. and area of the titles of a parcel."""
    columns = ["deed_no", "land_no", "document_area"]
    rows = ws.rows("title_document", columns, "parcel_uuid = ? ORDER BY deed_no", [parcel])
    return [tuple(row[name] for name in columns) for row in rows]


def _title(ws, uuid):
    return ws.rows("title_document", where="uuid = ?", params=[uuid])[0]


def _owners(ws, parcel):
    titles = ws.rows("title_document", ["uuid", "parcel_uuid"], "parcel_uuid IS NOT NULL")
    return [one.name for one in holders_of(ws, [parcel], titles).get(parcel, [])]


def _notes(ws, plan, decision):
    notes = plan_notes(ws, decided(plan, decision))
    return [(note.id, *map(str, note.params.values())) for note in notes if "title" in note.id]


def _filed(ws):
    rows = ws.rows("finding", ["check_id", "subject_uuid"], "state = 'open'")
    return {(one["check_id"], one["subject_uuid"]) for one in rows if "title" in one["check_id"]}


def test_typed_documents_of_all_pieces_are_their_titles_and_the_old_one_is_of_none(ws):
    before = land_case.everything(ws)
    plan, typed = plan_split(ws, "p1", [CUT]), Decision(values={0: NEW, 1: OTHER})
    assert _notes(ws, plan, typed) == [
        ("title_change.former", "['1001']", "01A001"),
        ("title_change.entered", "21001", "01A001"),
        ("title_change.entered", "21002", "01A001/001"),
    ]
    west, east = apply_plan(ws, plan, typed).parcels
    assert _titles(ws, west) == [("21001", "301", 18_750)]
    assert _titles(ws, east) == [("21002", "302", 11_250)]
    old = _title(ws, "t1")
    assert (old["parcel_uuid"], old["document_area"], old["total_price"]) == (
        *(None, 30_000, 450_000_000),
    )
    assert ws.count("match", "register_uuid = 't1'") == 0
    assert _owners(ws, west) == _owners(ws, east) == ["นาง ก•••"]
    held = ws.rows("ownership", where="parcel_uuid IN (?, ?)", params=[west, east])
    named = {row["parcel_uuid"]: _title(ws, row["title_document_uuid"])["deed_no"] for row in held}
    assert named == {west: "21001", east: "21002"}
    new = ws.rows("title_document", where="parcel_uuid = ?", params=[west])[0]
    assert (new["document_type"], new["map_sheet"], new["province"]) == (
        *("1", "4746 II 9472-15", "เชียงใหม่"),
    )
    assert _filed(ws) == {
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
    assert _titles(ws, west) == [("1001", "11", 18_750)]
    assert _titles(ws, east) == [("21002", "302", 11_250)]
    assert _title(ws, "t1")["parcel_uuid"] == west
    assert ws.rows("match", ["parcel_uuid"], "uuid = 'm1'") == [{"parcel_uuid": west}]
    assert _filed(ws) == {("title_change.entered", east)}


def test_the_title_goes_to_the_piece_that_has_its_number(ws):
    old = {"deed_no": "1001", "document_area": 11_250}
    west, east = apply_plan(
        ws, plan_split(ws, "p1", [CUT]), Decision(values={0: NEW, 1: old})
    ).parcels
    assert _titles(ws, west) == [("21001", "301", 18_750)]
    assert _titles(ws, east) == [("1001", "11", 11_250)]
    assert _title(ws, "t1")["total_price"] is None
    assert _owners(ws, west) == _owners(ws, east) == ["นาง ก•••"]


def test_a_document_that_the_register_knows_is_tied_instead_of_entered(ws):
    _known(ws, document_area=11_300)
    plan, typed = plan_split(ws, "p1", [CUT]), Decision(values={1: OTHER})
    assert _notes(ws, plan, typed) == [("title_change.heard", "21002", "01A001/001")]
    _, east = apply_plan(ws, plan, typed).parcels
    assert (_title(ws, "t9")["parcel_uuid"], _titles(ws, east)) == (
        *(east, [("21002", None, 11_300)]),
    )
    assert _filed(ws) == set()


def test_without_typed_numbers_nothing_but_the_area_changes(ws):
    plan = plan_split(ws, "p1", [CUT])
    assert _notes(ws, plan, Decision()) == []
    west, east = apply_plan(ws, plan).parcels
    assert (_titles(ws, west), _titles(ws, east)) == ([("1001", "11", None)], [])


def test_of_several_titles_the_one_whose_number_was_replaced_goes(ws):
    with ws.transaction("correct") as tx:
        second = {"uuid": "t3", "document_type": "1", "deed_no": "1050", "parcel_uuid": "p1"}
        tx.insert_rows("title_document", [second])
    west, _ = apply_plan(ws, plan_split(ws, "p1", [CUT]), Decision(values={0: NEW})).parcels
    assert [deed for deed, *_ in _titles(ws, west)] == ["1050", "21001"]


def test_a_parcel_that_only_its_title_numbers_has_the_typed_one(ws):
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p1", "deed_no": None}])
    west, _ = apply_plan(ws, plan_split(ws, "p1", [CUT]), Decision(values={0: NEW})).parcels
    assert [deed for deed, *_ in _titles(ws, west)] == ["21001"]


def test_a_new_document_of_a_merge_takes_the_place_of_all(ws):
    typed = Decision(values={0: {"deed_no": "30001", "land_no": "500", "document_area": 60_000}})
    plan = plan_merge(ws, ["p1", "p2"])
    assert _notes(ws, plan, typed)[0] == ("title_change.former", "['1001', '1002']", "01A001")
    (merged,) = apply_plan(ws, plan, typed).parcels
    assert _titles(ws, merged) == [("30001", "500", 60_000)]
    assert [_title(ws, uuid)["document_area"] for uuid in ("t1", "t2")] == [30_000, 30_000]
    held = ws.rows("ownership", where="parcel_uuid = ?", params=[merged])
    assert len(held) == 1, "who held both holds the one"
    assert _owners(ws, merged) == ["นาง ก•••"]


def test_a_merge_without_a_new_document_has_those_of_before(ws):
    (merged,) = apply_plan(ws, plan_merge(ws, ["p1", "p2"])).parcels
    assert [deed for deed, *_ in _titles(ws, merged)] == ["1001", "1002"]
    assert _filed(ws) == set()


def test_a_new_document_after_a_strip_takes_the_place_of_the_old_one(ws):
    plan = plan_strip(ws, box(0, 0, 40, 6))
    apply_plan(ws, plan, Decision(values={0: {**NEW, "document_area": 24_000}}))
    assert _titles(ws, "p1") == [("21001", "301", 24_000)]
    assert _title(ws, "t1")["document_area"] == 30_000
    assert _owners(ws, "p1") == ["นาง ก•••"]


def test_numbers_typed_in_pieces_of_qgis_are_their_titles(ws):
    halves = NativeEdits(
        shapes={"p1": box(0, 0, 25, 30)},
        values={"p1": {"deed_no": "21001"}},
        added=[{"geom": box(25, 0, 40, 30), "deed_no": "21002"}],
    )
    west, east = apply_plan(ws, plan_native(ws, halves)).parcels
    assert [_titles(ws, uuid)[0][0] for uuid in (west, east)] == ["21001", "21002"]
    assert _title(ws, "t1")["parcel_uuid"] is None
    assert ("title_change.former", west) in _filed(ws)


def _type(ws, number, **beside):
    """A number typed in QGIS's own form; what is told of it at the save."""
    saved = apply_rows(ws, "parcel", NativeEdits(values={"p1": {"deed_no": number, **beside}}))
    return [look.message.id for look in saved.looks]


def test_a_number_typed_in_the_form_that_the_register_lacks_lets_go_of_the_title(ws):
    before = land_case.everything(ws)
    assert _type(ws, "10010") == ["title_change.former", "title_change.missing"]
    assert (_titles(ws, "p1"), ws.count("title_document")) == ([], 2), "none is entered"
    assert _title(ws, "t1")["document_area"] == 30_000
    assert ws.count("match", "register_uuid = 't1'") == 0
    assert _owners(ws, "p1") == ["นาง ก•••"]
    assert _filed(ws) == {("title_change.former", "p1"), ("title_change.missing", "p1")}
    undo(ws)
    assert land_case.everything(ws) == before


def test_a_number_typed_in_the_form_that_the_register_knows_ties_its_title(ws):
    _known(ws)
    assert _type(ws, "21002") == ["title_change.former", "title_change.heard"]
    assert (_title(ws, "t9")["parcel_uuid"], _title(ws, "t1")["parcel_uuid"]) == ("p1", None)
    assert _title(ws, "t9")["document_area"] is None, "the parcel has that of the former one"
    (held,) = ws.rows("ownership", where="parcel_uuid = 'p1'")
    assert held["title_document_uuid"] == "t9"
    assert sorted(_owners(ws, "p1")) == ["นาง ก•••", "นาย ค•••"]


def test_a_slip_in_the_form_that_hit_a_title_of_somebody_else_gives_nobody_land(ws):
    _known(ws, document_area=11_300)
    _type(ws, "21002")
    assert _type(ws, "1001") == []
    assert (_titles(ws, "p1"), _filed(ws)) == ([("1001", "11", 30_000)], set())
    (held,) = ws.rows("ownership", where="uuid = 'h9'")
    assert (held["parcel_uuid"], held["title_document_uuid"]) == (None, "t9")
    assert (_title(ws, "t9")["parcel_uuid"], _owners(ws, "p1")) == (None, ["นาง ก•••"])


def test_a_slip_in_the_form_leaves_the_match_and_the_title_as_they_were(ws):
    with ws.transaction("correct") as tx:
        tx.update_rows("title_document", [{"uuid": "t1", "document_area": None}])
    match = land_case.everything(ws)["match"]
    _type(ws, "10010")
    _type(ws, "1001")
    assert land_case.everything(ws)["match"] == match
    assert _titles(ws, "p1") == [("1001", "11", None)]


def test_numbers_that_change_places_in_one_save_take_their_titles_along(ws):
    edits = NativeEdits(values={"p1": {"deed_no": "1002"}, "p2": {"deed_no": "1001"}})
    looks = apply_rows(ws, "parcel", edits).looks
    assert [look.message.id for look in looks] == ["title_change.moved"] * 2
    assert (_titles(ws, "p1"), _titles(ws, "p2")) == (
        *([("1002", None, 30_000)], [("1001", "11", 30_000)]),
    )
    assert _title(ws, "t1")["total_price"] == 450_000_000
    assert (_owners(ws, "p1"), _owners(ws, "p2")) == (["นาง ก•••"], ["นาง ก•••"])


def test_a_title_that_an_officer_rejected_for_the_parcel_is_not_tied_by_its_number(ws):
    _known(ws)
    with ws.transaction("match_reject") as tx:
        match = {"register_table": "title_document", "register_uuid": "t9", "parcel_uuid": "p1"}
        tx.insert_rows("match", [{"outcome": "matched", "state": "rejected", **match}])
    plan, typed = plan_split(ws, "p1", [CUT]), Decision(values={1: OTHER})
    assert _notes(ws, plan, typed) == [("title_change.refused", "21002", "01A001/001")]
    assert _type(ws, "21002") == ["title_change.former", "title_change.refused"]
    assert (_title(ws, "t9")["parcel_uuid"], _titles(ws, "p1")) == (None, [])
    assert _type(ws, "1001") == []
    assert (_titles(ws, "p1"), _filed(ws)) == ([("1001", "11", 30_000)], set())


def test_a_free_title_of_another_district_is_another_document(ws):
    _known(ws, amphoe="แม่สาธิต")
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p1", "amphoe": "เมืองสาธิต"}])
    plan, typed = plan_split(ws, "p1", [CUT]), Decision(values={1: OTHER})
    assert _notes(ws, plan, typed) == [("title_change.entered", "21002", "01A001/001")]
    _, east = apply_plan(ws, plan, typed).parcels
    assert (_title(ws, "t9")["parcel_uuid"], _owners(ws, east)) == (None, ["นาง ก•••"])


def test_the_title_of_a_parcel_is_its_own_wherever_the_parcel_is_said_to_lie(ws):
    with ws.transaction("correct") as tx:
        tx.update_rows("title_document", [{"uuid": "t1", "amphoe": "อ.สาธิต"}])
        tx.update_rows("parcel", [{"uuid": "p1", "amphoe": "สาธิต"}])
    old = {"deed_no": "1001", "document_area": 11_250}
    typed = Decision(values={0: NEW, 1: old})
    _, east = apply_plan(ws, plan_split(ws, "p1", [CUT]), typed).parcels
    assert _title(ws, "t1")["parcel_uuid"] == east


def test_of_several_free_titles_of_one_number_none_is_chosen_and_none_entered(ws):
    _known(ws)
    with ws.transaction("import_register") as tx:
        tx.insert_rows("title_document", [{"document_type": "1", "deed_no": "21002"}])
    plan, typed = plan_split(ws, "p1", [CUT]), Decision(values={1: OTHER})
    assert _notes(ws, plan, typed) == [("title_change.several", "21002", "01A001/001")]
    _, east = apply_plan(ws, plan, typed).parcels
    assert (_titles(ws, east), _filed(ws)) == ([], {("title_change.several", east)})
    assert ws.count("title_document", "deed_no = '21002'") == 2


def test_a_free_title_is_of_one_piece_though_two_have_its_number(ws):
    _known(ws)
    plan, typed = plan_split(ws, "p1", [CUT]), Decision(values={0: OTHER, 1: OTHER})
    assert _notes(ws, plan, typed)[1:] == [
        ("title_change.heard", "21002", "01A001"),
        ("title_change.missing", "21002", "01A001/001"),
    ]
    west, east = apply_plan(ws, plan, typed).parcels
    assert ([deed for deed, *_ in _titles(ws, west)], _titles(ws, east)) == (["21002"], [])
    held = ws.rows("ownership", where="parcel_uuid = ?", params=[east])
    assert [row["title_document_uuid"] for row in held] == [None]


def test_a_slip_in_the_form_that_is_put_right_has_its_title_again_and_nothing_to_look_at(ws):
    _type(ws, "10010")
    assert _type(ws, "10011") == ["title_change.missing"]
    assert _filed(ws) == {("title_change.former", "p1"), ("title_change.missing", "p1")}
    assert _type(ws, "1001") == []
    assert (_titles(ws, "p1"), _filed(ws)) == ([("1001", "11", 30_000)], set())
    assert _owners(ws, "p1") == ["นาง ก•••"]


def test_a_title_of_another_parcel_stays_there_though_its_number_is_typed_in_the_form(ws):
    assert "document_doubt.filed" in _type(ws, "1002")
    assert (_title(ws, "t2")["parcel_uuid"], _titles(ws, "p1")) == ("p2", [])


@pytest.mark.parametrize("values", [{"land_no": "77"}, {"deed_no": "๑๐๐๑"}, {"deed_no": None}])
def test_what_is_no_other_number_unties_nothing_in_the_form(ws, values):
    saved = apply_rows(ws, "parcel", NativeEdits(values={"p1": values}))
    assert (saved.looks, _title(ws, "t1")["parcel_uuid"]) == ((), "p1")


def test_a_number_typed_beside_a_boundary_of_qgis_is_as_one_in_the_form(ws):
    edits = NativeEdits(shapes={"p1": box(0, 1, 40, 30)}, values={"p1": {"deed_no": "10010"}})
    apply_plan(ws, plan_native(ws, edits))
    assert _title(ws, "t1")["parcel_uuid"] is None
    assert _filed(ws) == {("title_change.former", "p1"), ("title_change.missing", "p1")}


def test_a_batch_files_what_became_of_the_titles(ws):
    def plan(ws):
        return decided(plan_split(ws, "p1", [CUT]), Decision(values={0: NEW}))

    batch = run_batch(ws, [Job("01A001", plan)])
    told = {note.params["note"].id for note in batch.messages()}
    assert {"title_change.former", "title_change.entered"} <= told
    assert {id for id, _ in _filed(ws)} == {"title_change.former", "title_change.entered"}


def test_a_batch_files_that_a_title_of_the_register_was_tied(ws):
    _known(ws)

    def plan(ws):
        return decided(plan_split(ws, "p1", [CUT]), Decision(values={1: OTHER}))

    run_batch(ws, [Job("01A001", plan)])
    east = _title(ws, "t9")["parcel_uuid"]
    assert _filed(ws) == {("title_change.heard", east)}
    apply_plan(ws, _plan_restored(ws))
    assert _filed(ws) == set()


def test_a_restored_parcel_has_the_match_of_its_title_again(ws):
    match = land_case.everything(ws)["match"]
    apply_plan(ws, plan_split(ws, "p1", [CUT]), Decision(values={0: NEW, 1: OTHER}))
    assert ws.count("match") == 0
    apply_plan(ws, _plan_restored(ws))
    assert land_case.everything(ws)["match"] == match


def _plan_restored(ws):
    (past,) = ws.rows("parcel_history", ["uuid"], "parcel_uuid = 'p1'")
    return plan_restore(ws, past["uuid"])


def test_a_restored_parcel_has_its_title_again(ws):
    typed = Decision(values={0: NEW, 1: OTHER})
    apply_plan(ws, plan_split(ws, "p1", [CUT]), typed)
    plan = _plan_restored(ws)
    assert _notes(ws, plan, Decision()) == [
        ("title_change.withdrawn", "['21001', '21002']", "01A001")
    ]
    divided = land_case.everything(ws)
    apply_plan(ws, plan)
    assert _titles(ws, "p1") == [("1001", "11", 30_000)]
    assert _title(ws, "t1")["total_price"] == 450_000_000
    assert _owners(ws, "p1") == ["นาง ก•••"]
    (held,) = ws.rows("ownership", where="parcel_uuid = 'p1'")
    assert held["title_document_uuid"] == "t1"
    assert _filed(ws) == set()
    assert ws.count("title_document", "deed_no IN ('21001', '21002')") == 0
    undo(ws)
    assert land_case.everything(ws) == divided


@pytest.mark.parametrize("area", [11_300, None])
@pytest.mark.parametrize("again", [False, True])
def test_a_title_that_the_register_knew_waits_in_it_again_when_the_parcel_is_restored(
    ws, area, again
):
    _known(ws, document_area=area)
    owners = _owners(ws, "p1")
    apply_plan(ws, plan_split(ws, "p1", [CUT]), Decision(values={1: OTHER}))
    if again:
        undo(ws)
        redo(ws)
    plan = _plan_restored(ws)
    assert _notes(ws, plan, Decision()) == [("title_change.released", "['21002']", "01A001")]
    apply_plan(ws, plan)
    assert (_title(ws, "t9")["parcel_uuid"], _filed(ws)) == (None, set())
    assert _title(ws, "t9")["document_area"] == area
    assert _titles(ws, "p1") == [("1001", "11", 30_000)]
    (held,) = ws.rows("ownership", where="uuid = 'h9'")
    assert (held["parcel_uuid"], held["title_document_uuid"]) == (None, "t9")
    assert _owners(ws, "p1") == owners == ["นาง ก•••"]


def test_the_area_that_an_office_gave_a_title_since_stays_when_the_parcel_is_restored(ws):
    _known(ws)
    apply_plan(ws, plan_split(ws, "p1", [CUT]), Decision(values={1: OTHER}))
    with ws.transaction("correct") as tx:
        tx.update_rows("title_document", [{"uuid": "t9", "document_area": 11_400}])
    apply_plan(ws, _plan_restored(ws))
    assert (_title(ws, "t9")["parcel_uuid"], _title(ws, "t9")["document_area"]) == (None, 11_400)


def test_an_edit_that_was_done_again_is_restored_as_the_first_time(ws):
    apply_plan(ws, plan_split(ws, "p1", [CUT]), Decision(values={0: NEW, 1: OTHER}))
    undo(ws)
    redo(ws)
    apply_plan(ws, _plan_restored(ws))
    assert _titles(ws, "p1") == [("1001", "11", 30_000)]
    assert ws.count("title_document", "deed_no IN ('21001', '21002')") == 0


def test_who_holds_another_parcel_holds_it_still_when_a_title_that_is_named_there_goes(ws):
    apply_plan(ws, plan_split(ws, "p1", [CUT]), Decision(values={0: NEW, 1: OTHER}))
    (entered,) = ws.rows("title_document", ["uuid"], "deed_no = '21002'")
    with ws.transaction("correct") as tx:
        tx.update_rows("ownership", [{"uuid": "h3", "title_document_uuid": entered["uuid"]}])
    apply_plan(ws, _plan_restored(ws))
    (held,) = ws.rows("ownership", where="uuid = 'h3'")
    assert (held["parcel_uuid"], held["title_document_uuid"]) == ("p3", None)


def test_an_entered_title_that_another_program_wrote_in_stays(ws):
    apply_plan(ws, plan_split(ws, "p1", [CUT]), Decision(values={0: NEW, 1: OTHER}))
    with ws.transaction("correct") as tx:
        title = "UPDATE title_document SET note = 'จำนอง' WHERE deed_no = '21001' RETURNING uuid"
        assert len(tx.execute(title)) == 1, "as no program of ours writes: without an image"
    apply_plan(ws, _plan_restored(ws))
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
    apply_plan(ws, _plan_restored(ws))
    kept = [_title(ws, one["uuid"])["parcel_uuid"] for one in (edited, brought)]
    assert (kept, _filed(ws)) == ([None, None], {("title_change.former", "p1")})


def test_what_was_asked_of_a_title_before_a_parcel_was_divided_is_asked_when_it_is_restored(ws):
    _type(ws, "10010")
    asked = _filed(ws)
    apply_plan(ws, plan_split(ws, "p1", [CUT]))
    apply_plan(ws, _plan_restored(ws))
    assert _filed(ws) == asked == {("title_change.former", "p1"), ("title_change.missing", "p1")}


def test_a_title_refused_since_does_not_come_back_with_the_parcel(ws):
    apply_plan(ws, plan_split(ws, "p1", [CUT]))
    with ws.transaction("match_reject") as tx:
        tx.update_rows("title_document", [{"uuid": "t1", "parcel_uuid": None}])
        tx.update_rows("match", [{"uuid": "m1", "state": "rejected"}])
    (past,) = ws.rows("parcel_history", ["uuid"], "parcel_uuid = 'p1'")
    apply_plan(ws, plan_restore(ws, past["uuid"]))
    assert _titles(ws, "p1") == []


def test_a_match_that_waits_is_asked_one_by_one_where_another_number_was_typed(ws):
    with ws.transaction("match") as tx:
        tx.update_rows("title_document", [{"uuid": "t1", "parcel_uuid": None}])
        tx.update_rows("match", [{"uuid": "m1", "state": "auto"}])
    west, _ = apply_plan(ws, plan_split(ws, "p1", [CUT]), Decision(values={0: NEW})).parcels
    (line,) = ws.rows("match", ["parcel_uuid", "state"], "uuid = 'm1'")
    assert line == {"parcel_uuid": west, "state": "suggested"}
    assert ws.count("title_document", "deed_no = '21001'") == 0, "the parcel alone has it"

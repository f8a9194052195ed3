"""แบ่งแยก: one parcel becomes several."""

from __future__ import annotations

import pandas as pd
import pytest
import shapely

from taxmap_plugin.core.area_split import FromDirection
from taxmap_plugin.core.message import render
from taxmap_plugin.core.parcel_code import CodeError
from taxmap_plugin.core.split import SplitError
from taxmap_plugin.editing.division import suggest_codes
from taxmap_plugin.editing.parcel_plan import Decision, PlanError
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.parent_numbers import number_notes
from taxmap_plugin.editing.split import plan_area_split, plan_equal_split, plan_split
from taxmap_plugin.workspace.problem import RowChanged

from . import land_case
from .land_case import at, line

pytestmark = pytest.mark.usefixtures("kept_in_both")

LAND, DEED = "code_suggestion.remainder", "division.has_document"
LARGEST = "division.largest"
CUT = line((25, -5), (25, 35))  # 01A001 into 25 m and 15 m


def test_the_plan_shows_areas_and_codes_and_writes_nothing(tmp_path):
    ws = land_case.make(tmp_path)
    before = land_case.everything(ws)
    plan = plan_split(ws, "p1", [CUT])
    assert [(piece.code, round(piece.area_m2, 6)) for piece in plan.pieces] == [
        ("01A001", 750.0),  # 25 m × 30 m
        ("01A001/001", 450.0),  # 15 m × 30 m
    ]
    assert plan.remainders == (0,)
    assert plan.pieces[0].reason.id == "division.has_document"
    assert [piece.values["deed_no"] for piece in plan.pieces] == ["1001", None]
    # the document's 300 ตร.ว. are of neither piece
    assert [piece.values["document_area"] for piece in plan.pieces] == [None, None]
    assert not plan.reason_needed
    assert land_case.everything(ws) == before


def test_every_piece_has_a_new_identity_and_the_neighbour_the_new_corner(tmp_path):
    ws = land_case.make(tmp_path)
    done = apply_plan(ws, plan_split(ws, "p1", [CUT]))
    areas = land_case.living(ws)
    assert (areas["01A001"], areas["01A001/001"]) == (750.0, 450.0)
    assert "p1" not in set(ws.read("parcel", ["uuid"])["uuid"])
    north = land_case.parcel(ws, "01A004")["geom"]
    assert list(at(25, 30)) in shapely.get_coordinates(north).tolist()
    assert land_case.parcel(ws, "01A004")["uuid"] == "p4"
    lineage = ws.read("lineage")
    assert set(zip(lineage["parent_uuid"], lineage["child_uuid"])) == {
        ("p1", uuid) for uuid in done.parcels
    }
    old = ws.read("parcel_history").iloc[0]
    assert (old["parcel_uuid"], old["deed_no"], old["land_no"]) == ("p1", "1001", "11")
    assert (old["geom"].area, old["valid_to"]) == (1200.0, ws.read("change")["changed_at"].iloc[-1])


def test_the_remainder_is_the_piece_with_the_document_else_the_smallest_land_number(tmp_path):
    ws = land_case.make(tmp_path)
    plan = plan_split(ws, "p1", [CUT])
    typed = {0: {"deed_no": "2001", "land_no": "31"}, 1: {"deed_no": "1001", "land_no": "11"}}
    plan = suggest_codes(ws, plan, typed)
    assert [piece.code for piece in plan.pieces] == ["01A001/001", "01A001"]
    other = {0: {"deed_no": "2001", "land_no": "31"}, 1: {"deed_no": "2002", "land_no": "29"}}
    plan = suggest_codes(ws, plan, other)
    assert [piece.code for piece in plan.pieces] == ["01A001/001", "01A001"]
    assert plan.pieces[1].reason.id == "code_suggestion.remainder"


@pytest.mark.parametrize(
    ("typed", "keeps", "reason", "deeds", "land_nos"),
    [
        # 01A001 has deed 1001 and land number 11, which the large piece is taken to have
        ({0: {"land_no": "45"}, 1: {"land_no": "7"}}, 1, LAND, [None, "1001"], ["45", "7"]),
        ({0: {"land_no": "7"}, 1: {"land_no": "45"}}, 0, LAND, ["1001", None], ["7", "45"]),
        ({1: {"land_no": "245"}}, 0, LAND, ["1001", None], ["11", "245"]),
        ({0: {"land_no": "57"}}, 1, LAND, [None, "1001"], ["57", "11"]),
        ({1: {"land_no": "7"}}, 1, LAND, [None, "1001"], ["11", "7"]),
        # another deed at one piece leaves the deed of the parcel at the other
        ({1: {"land_no": "7", "deed_no": "2"}}, 0, DEED, ["1001", "2"], ["11", "7"]),
        ({0: {"deed_no": "2"}}, 1, DEED, ["2", "1001"], [None, "11"]),
        ({1: {"deed_no": "1001"}}, 1, DEED, [None, "1001"], [None, "11"]),
        ({0: {"deed_no": "2", "land_no": "9"}, 1: {"deed_no": "3"}}, 0, LAND, "23", ["9", None]),
        ({0: {"deed_no": "2"}, 1: {"deed_no": "3"}}, 0, LARGEST, "23", [None, None]),
        ({0: {"deed_no": None}}, 0, LAND, [None, None], ["11", None]),
    ],
)
def test_what_was_typed_says_which_piece_is_the_remainder(
    tmp_path, typed, keeps, reason, deeds, land_nos
):
    ws = land_case.make(tmp_path)
    plan = suggest_codes(ws, plan_split(ws, "p1", [CUT]), typed)
    assert (plan.remainders, plan.pieces[keeps].reason.id) == ((keeps,), reason)
    assert [piece.values["deed_no"] for piece in plan.pieces] == list(deeds)
    assert [piece.values["land_no"] for piece in plan.pieces] == land_nos
    assert suggest_codes(ws, plan, typed) == plan, "typed step by step is the same"


@pytest.mark.parametrize("document", [{}, {"deed_no": "2001"}])
def test_another_land_number_leaves_that_of_the_parcel_where_it_stood(tmp_path, document):
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        tx.update("parcel", pd.DataFrame({"uuid": ["p1"], "deed_no": [None]}))
    typed = {1: {"land_no": "7", **document}}
    plan = suggest_codes(ws, plan_split(ws, "p1", [CUT]), typed)
    assert plan.remainders == (1,)
    numbers = [(one.values["land_no"], one.values["survey_no"]) for one in plan.pieces]
    assert numbers == [("11", None), ("7", "501")]
    (moved,) = number_notes(ws, plan)
    said = "Of 01A001, survey no. 501 goes with the code to no. 2 of the table."
    assert render(moved, "en") == said


def test_numbers_of_the_parcel_that_no_piece_has_are_told(tmp_path):
    ws = land_case.make(tmp_path)
    whole = plan_split(ws, "p1", [CUT])
    assert number_notes(ws, whole) == ()
    typed = {0: {"land_no": "9", "deed_no": "2"}, 1: {"land_no": "45", "deed_no": "3"}}
    (lost,) = number_notes(ws, suggest_codes(ws, whole, typed))
    said = "Of 01A001, land no. 11, survey no. 501 are on no piece any more."
    assert render(lost, "en").startswith(said), "the register says where its title 1001 is"
    typed = {0: {"land_no": "7"}, 1: {"land_no": "45"}}
    (lost,) = number_notes(ws, suggest_codes(ws, whole, typed))
    assert "land no. 11 is" in render(lost, "en")


def test_a_chosen_remainder_keeps_what_was_typed(tmp_path):
    ws = land_case.make(tmp_path)
    typed = {0: {"land_no": "7"}, 1: {"land_no": "45", "document_area": 9_000}}
    plan = suggest_codes(ws, plan_split(ws, "p1", [CUT]), typed, chosen=[1])
    assert [piece.code for piece in plan.pieces] == ["01A001/001", "01A001"]
    assert [piece.values["land_no"] for piece in plan.pieces] == ["7", "45"]
    assert [piece.values["deed_no"] for piece in plan.pieces] == [None, "1001"]
    assert plan.pieces[1].values["document_area"] == 9_000


def test_a_land_number_of_another_sheet_does_not_count(tmp_path):
    ws = land_case.make(tmp_path)
    typed = {
        0: {"deed_no": "2001", "land_no": "31"},
        1: {"deed_no": "2002", "land_no": "2", "map_sheet": "4746 II 9472-16"},
    }
    plan = suggest_codes(ws, plan_split(ws, "p1", [CUT]), typed)
    assert plan.remainders == (0,)


def test_the_officer_may_decide_which_piece_keeps_the_number(tmp_path):
    ws = land_case.make(tmp_path)
    plan = suggest_codes(ws, plan_split(ws, "p1", [CUT]), chosen=[1])
    assert [piece.code for piece in plan.pieces] == ["01A001/001", "01A001"]
    assert [piece.values["deed_no"] for piece in plan.pieces] == [None, "1001"]
    assert plan.pieces[1].reason.id == "division.chosen"


def test_three_pieces_split_again_go_one_level_deeper(tmp_path):
    ws = land_case.make(tmp_path)
    lines = [line((10, -1), (10, 31)), line((25, -1), (25, 31))]
    apply_plan(ws, plan_split(ws, "p1", lines))
    assert {code for code in land_case.living(ws) if code.startswith("01A001")} == {
        "01A001",
        "01A001/001",
        "01A001/002",
    }
    child = land_case.parcel(ws, "01A001/001")["uuid"]
    deeper = plan_split(ws, child, [line((-5, 15), (50, 15))])
    assert sorted(piece.code for piece in deeper.pieces) == ["01A001/001", "01A001/001/01"]


def test_to_areas_from_a_side_with_what_is_left(tmp_path):
    ws = land_case.make(tmp_path)
    plan = plan_area_split(ws, "p1", [400.0, 300.0], FromDirection(270))  # from the west
    assert [round(piece.area_m2, 2) for piece in plan.pieces] == [400.0, 300.0, 500.0]
    wests = [piece.shape.bounds[0] for piece in plan.pieces]
    assert wests == sorted(wests)
    assert [piece.code for piece in plan.pieces] == ["01A001/001", "01A001/002", "01A001"]
    assert (plan.remainders, plan.pieces[2].reason.id) == ((2,), DEED)


def test_typed_areas_are_offered_as_document_areas_and_none_for_what_is_left(tmp_path):
    ws = land_case.make(tmp_path)
    plan = plan_area_split(ws, "p1", [400.0, 300.0], FromDirection(270))
    areas = [piece.values["document_area"] for piece in plan.pieces]
    assert areas == [10_000, 7_500, None]  # 100 and 75 ตร.ว.
    assert "split.areas_offered" in [note.id for note in plan.notes]
    assert [piece.values["document_area"] for piece in suggest_codes(ws, plan).pieces] == areas


def test_areas_that_use_the_parcel_up_leave_the_code_to_the_last(tmp_path):
    ws = land_case.make(tmp_path)
    plan = plan_area_split(ws, "p1", [700.0, 500.0], FromDirection(270))
    assert [round(piece.area_m2, 2) for piece in plan.pieces] == [700.0, 500.0]
    assert [piece.code for piece in plan.pieces] == ["01A001/001", "01A001"]


@pytest.mark.parametrize(
    ("typed", "keeps", "reason"),
    [
        ({}, 2, DEED),
        ({0: {"land_no": "45"}, 1: {"land_no": "46"}}, 2, LAND),
        ({0: {"land_no": "7"}}, 0, LAND),
        ({2: {"deed_no": "2"}, 0: {"deed_no": "3"}}, 1, DEED),
        ({at: {"deed_no": str(at + 2)} for at in range(3)}, 2, "division.left_over"),
    ],
)
def test_what_is_left_is_the_remainder_unless_numbers_tell_of_another(
    tmp_path, typed, keeps, reason
):
    ws = land_case.make(tmp_path)
    plan = plan_area_split(ws, "p1", [400.0, 300.0], FromDirection(270))
    plan = suggest_codes(ws, plan, typed)
    assert (plan.remainders, plan.pieces[keeps].reason.id) == ((keeps,), reason)


def test_into_equal_parts(tmp_path):
    ws = land_case.make(tmp_path)
    plan = plan_equal_split(ws, "p1", 5, FromDirection(0))
    assert [piece.area_m2 for piece in plan.pieces] == [pytest.approx(240.0, abs=0.01)] * 5
    assert {piece.values["document_area"] for piece in plan.pieces} == {None}
    norths = [piece.shape.bounds[3] for piece in plan.pieces]
    assert norths == sorted(norths, reverse=True)


def test_a_line_that_does_not_cross_is_refused(tmp_path):
    ws = land_case.make(tmp_path)
    with pytest.raises(SplitError):
        plan_split(ws, "p1", [line((25, -5), (25, 20))])


def test_a_declared_code_that_was_ever_saved_is_never_given_again(tmp_path):
    ws = land_case.make(tmp_path, declared=True)
    plan = plan_split(ws, "p1", [CUT])
    assert plan.reason_needed
    with pytest.raises(PlanError) as refused:
        apply_plan(ws, plan)
    assert refused.value.message.id == "parcel_write.reason_needed"
    apply_plan(ws, plan, Decision(document="ชม 0020.3/12", document_date="2026-11-02"))
    change = ws.read("change").iloc[-1]
    assert (change["kind"], change["document"]) == ("split", "ชม 0020.3/12")
    assert change["document_date"] == "2026-11-02"


@pytest.mark.parametrize(
    ("codes", "error"),
    [
        ({1: "01A002"}, "parcel_write.code_taken"),
        ({1: "01A001"}, "parcel_write.code_twice"),
        ({1: "1A1"}, "parcel_code."),
    ],
)
def test_a_code_that_cannot_be_is_refused_and_nothing_changed(tmp_path, codes, error):
    ws = land_case.make(tmp_path)
    before = land_case.everything(ws)
    with pytest.raises((PlanError, CodeError)) as refused:
        apply_plan(ws, plan_split(ws, "p1", [CUT]), Decision(codes=codes))
    assert refused.value.message.id.startswith(error)
    assert land_case.everything(ws) == before


@pytest.mark.parametrize("kind", ["divided", "undo", "import"])
def test_a_kind_that_no_officer_can_state_is_refused_and_nothing_changed(tmp_path, kind):
    ws = land_case.make(tmp_path)
    before = land_case.everything(ws)
    with pytest.raises(PlanError, match="no kind of change of parcels"):
        apply_plan(ws, plan_split(ws, "p1", [CUT]), Decision(kind=kind))
    assert land_case.everything(ws) == before


def test_somebody_else_was_quicker(tmp_path):
    ws = land_case.make(tmp_path)
    plan = plan_split(ws, "p1", [CUT])
    apply_plan(ws, plan_split(ws, "p4", [line((20, 25), (20, 65))]))  # moves no corner of p1
    with pytest.raises(RowChanged) as refused:
        apply_plan(ws, plan)  # 01A001 got a corner at (20, 30) meanwhile
    assert list(refused.value.rows["parcel_code"]) == ["01A001"]
    assert land_case.living(ws)["01A001"] == 1200.0


@pytest.mark.parametrize("declared", [False, True])
def test_in_a_declared_block_one_piece_at_least_is_called_something(tmp_path, declared):
    ws = land_case.make(tmp_path, declared)
    plan = plan_split(ws, "p1", [line((25, -5), (25, 35))])
    emptied = Decision(reason="แบ่งมรดก", codes={0: None, 1: None})
    if not declared:
        apply_plan(ws, plan, emptied)
        assert ws.count("parcel", "parcel_code IS NULL") == 2
        return
    with pytest.raises(PlanError) as refused:
        apply_plan(ws, plan, emptied)
    assert refused.value.message.params["code"] == "01A001"
    assert ws.count("parcel") == 6
    apply_plan(ws, plan, Decision(reason="แบ่งมรดก", codes={1: None}))
    assert ws.count("parcel", "parcel_code IS NULL") == 1


def test_heirs_share_what_document_and_map_differ_and_nothing_is_left(tmp_path):
    ws = land_case.make(tmp_path)
    wanted = [404.0, 404.0, 388.0]  # 4 m² less than the 1,200 m² of the map
    plan = plan_area_split(ws, "p1", wanted, FromDirection(270), share=True)
    assert [piece.area_m2 for piece in plan.pieces] == pytest.approx(
        [405.35, 405.35, 389.30], abs=0.01
    )
    assert [piece.values["document_area"] for piece in plan.pieces] == [10_100, 10_100, 9_700]
    assert plan.remainders == (2,), "as where equal parts use the parcel up"
    assert plan.pieces[2].values["deed_no"] == "1001"
    told = [render(note, "en") for note in plan.notes]
    assert any("row 1 +1.35 m²" in text and "row 3 +1.30 m²" in text for text in told)
    less = plan_area_split(ws, "p1", [602.0, 602.0], FromDirection(270), share=True)
    assert [piece.area_m2 for piece in less.pieces] == pytest.approx([600.0, 600.0], abs=0.01)
    assert "row 1 \u22122.00 m²" in render(less.notes[0], "en")

"""Special property in the town: p2, a shop of 4.5 million (13,500 baht), is a temple's here."""

from __future__ import annotations

import datetime as dt

import pytest

from taxmap_plugin.core.message import render
from taxmap_plugin.core.special_find import Proposal
from taxmap_plugin.editing.assess import keep, work_out
from taxmap_plugin.editing.special_property import (
    SpecialPropertyError,
    answer,
    enter_special,
    find_special,
    rule,
)
from taxmap_plugin.editing.what_if import PriceChange, what_if
from taxmap_plugin.workspace.undo import undo

from . import land_case
from .tax_case import YEAR, town

BAHT = 100


@pytest.fixture
def ws(tmp_path):
    """p2 alone is the temple's."""
    made = town(tmp_path)
    with made.transaction("correct") as tx:
        tx.insert_rows("owner", [{"uuid": "ว", "display_name": "วัดสมมุติ", "person_type": "7"}])
        held = [row["uuid"] for row in tx.rows("ownership", ["uuid"], "parcel_uuid = 'p2'")]
        tx.delete("ownership", held)
        tx.insert_rows("ownership", [{"owner_uuid": "ว", "parcel_uuid": "p2"}])
    return made


def entered(ws):
    """The uuid of the row of p2, entered as it was found."""
    return enter_special(ws, find_special(ws, YEAR))[0]


def told(ws):
    found = work_out(ws, YEAR)
    of_p2 = [one for one in (*found.left_out, *found.outside) if one.parcel == "p2"]
    return found.tax, [(one.message.id.partition(".")[2], one.value) for one in of_p2]


def test_the_temple_is_found_by_its_kind_of_person_and_not_taxed_silently(ws):
    (found,) = find_special(ws, YEAR)
    assert (found.kind, found.parcel, found.building) == ("temple", "p2", "")
    assert [render(why, "th") for why in found.reasons] == ["เจ้าของเป็นวัดหรือศาสนสถาน"]
    assert told(ws) == (0, [("unseen", 4_500_000 * BAHT)])


def test_entered_it_is_found_no_more_and_its_questions_are_told(ws):
    entered(ws)
    assert find_special(ws, YEAR) == []
    assert told(ws) == (0, [("open", 4_500_000 * BAHT)])


@pytest.mark.parametrize(
    ("answers", "outcome", "tax", "said"),
    [
        ({"use": "worship"}, "outside", 0, [("outside", 4_500_000 * BAHT)]),
        ({"use": "all_let"}, "taxed", 13_500 * BAHT, []),
        ({"use": "neither"}, "awaits", 0, [("awaits", 4_500_000 * BAHT)]),
        # 100 of 300 ตร.ว. let: 1.5 million × 0.3 % = 4,500
        ({"use": "part_let", "let_area": 10_000}, "part", 4_500 * BAHT,
         [("outside", 3_000_000 * BAHT)]),
    ],
)  # fmt: skip
def test_answers_say_what_is_taxed(ws, answers, outcome, tax, said):
    assert answer(ws, entered(ws), answers).outcome == outcome
    assert told(ws) == (tax, said)
    assert keep(ws, work_out(ws, YEAR)).counts["new"] > 0  # both ways agree, or it raises


def test_a_ruling_needs_a_letter_and_answers_take_it_back(ws):
    uuid = entered(ws)
    with pytest.raises(SpecialPropertyError):
        rule(ws, uuid, "outside", " ")
    with pytest.raises(SpecialPropertyError):
        rule(ws, "ไม่มี", "outside", "มท 1")
    rule(ws, uuid, "outside", "มท 0808/9999", dt.date(2026, 1, 5))
    found = work_out(ws, YEAR)
    assert any("มท 0808/9999" in render(one.message, "th") for one in found.outside)
    answer(ws, uuid, {"use": "all_let"})
    row = ws.rows("special_property", ["ruling", "ruling_letter"])[0]
    assert (row["ruling"], row["ruling_letter"]) == ("taxed", None)


def test_each_step_is_undone_by_itself(ws):
    states = [land_case.everything(ws)]
    uuid = entered(ws)
    states.append(told(ws))
    answer(ws, uuid, {"use": "worship"})
    undo(ws)
    assert told(ws) == states[1]
    undo(ws)
    assert ws.count("special_property") == 0


def test_what_if_sees_it_as_the_assessment_does(ws):
    answer(ws, entered(ws), {"use": "part_let", "let_area": 10_000})
    found = what_if(ws, YEAR, PriceChange("p2", 3_000_000))
    (row,) = found.rows
    assert (row.before["tax"], row.after["tax"]) == (4_500 * BAHT, 9_000 * BAHT)


@pytest.mark.parametrize(
    ("document", "kind"),
    [("6", "land_reform"), ("7", "untitled"), ("12", "treasury_land"), ("10", "state_land")],
)
def test_documents_tell_of_land_of_the_state(ws, document, kind):
    """By the parcel or its title document; the holder is taxed until somebody says otherwise."""
    entered(ws)
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p3", "document_type": document}])
        row = {"parcel_uuid": "p4", "document_type": document, "deed_no": "9"}
        tx.insert_rows("title_document", [row])
    found = find_special(ws, YEAR)
    assert [(one.kind, one.parcel) for one in found] == [(kind, "p3"), (kind, "p4")]
    assert not any(one.parcel in ("p3", "p4") for one in work_out(ws, YEAR).left_out)


def test_a_billboard_is_found_by_its_type_and_entered_once(ws):
    entered(ws)
    with ws.transaction("correct") as tx:
        tx.insert_rows("building", [{"uuid": "b", "parcel_uuid": "p3", "building_type": "613"}])
    (found,) = find_special(ws, YEAR)
    assert (found.kind, found.building) == ("billboard", "b")
    enter_special(ws, [found])
    row = ws.rows("special_property", ["ruling"], "kind = 'billboard'")[0]
    assert row["ruling"] == "awaits" and find_special(ws, YEAR) == []


def test_nothing_to_enter_is_no_change(ws):
    before = land_case.everything(ws)
    assert enter_special(ws, []) == []
    assert land_case.everything(ws) == before


def test_an_officer_enters_what_no_register_tells(ws):
    enter_special(ws, [Proposal("dormitory", "p1", "", ())])
    assert ws.rows("special_property", ["kind", "ruling"])[0] == {
        "kind": "dormitory",
        "ruling": "open",
    }

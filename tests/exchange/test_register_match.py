"""A match run in the workspace, and what officers decide about it."""

from __future__ import annotations

import json

import pandas as pd
import pytest
from shapely import box

from taxmap_plugin.core import match_profile
from taxmap_plugin.core.feedback import Silent
from taxmap_plugin.core.match_result import read_compared
from taxmap_plugin.core.message import render
from taxmap_plugin.errors import Cancelled
from taxmap_plugin.exchange.register_match import (
    MatchError,
    accept,
    accept_automatic,
    counts,
    link,
    load_profile,
    match_register,
    reject,
    save_profile,
    saved_profiles,
    undo,
    undoable,
)

from .register_case import empty_workspace

SQUARE = 20.0  # metres: 400 m² = 100 ตารางวา = 10,000 hundredths


def parcel(number: int, **values):
    keys = {
        "parcel_code": f"01A{number:03d}",
        "document_type": "1",
        "deed_no": str(1000 + number),
        "land_no": str(number),
        "survey_no": str(900 + 7 * number % 83),
        "geom": box(number * SQUARE, 0, (number + 1) * SQUARE, SQUARE),
    }
    return {**keys, **values}


def title(number: int, **values):
    keys = {
        "source_parcel_code": f"01A{number:03d}",
        "document_type": "1",
        "deed_no": str(1000 + number),
        "land_no": str(number),
        "survey_no": str(900 + 7 * number % 83),
        "document_area": 10_000,
    }
    return {**keys, **values}


@pytest.fixture
def ws(tmp_path):
    """Parcels 1, 2, 12, 21 and 30; titles of 1, 2 (area wrong), 12 (keyed as 21), 21 and 99."""
    ws = empty_workspace(tmp_path / "สมมุติ.gpkg")
    with ws.transaction("test") as tx:
        tx.insert("parcel", pd.DataFrame([parcel(n) for n in (1, 2, 12, 21, 30)]))
        titles = [
            title(1), title(2, document_area=30_000), title(12, source_parcel_code="01A021"),
            title(21), title(99),
        ]  # fmt: skip
        uuids = tx.insert("title_document", pd.DataFrame(titles))
        owner = tx.insert("owner", pd.DataFrame({"display_name": ["นายส***"]})).iloc[0]
        held = pd.DataFrame({"owner_uuid": owner, "title_document_uuid": uuids})
        tx.insert("ownership", held)
        tx.insert("land_use", pd.DataFrame({"title_document_uuid": uuids[:1], "tax_year": [2569]}))
    return ws


def lines(ws):
    """Every line of ``match`` as (parcel code, deed no., outcome, state)."""
    codes = ws.read("parcel").set_index("uuid")["parcel_code"]
    deeds = ws.read("title_document").set_index("uuid")["deed_no"]
    found = ws.read("match")
    return sorted(
        zip(
            found["parcel_uuid"].map(codes).fillna("-"),
            found["register_uuid"].map(deeds).fillna("-"),
            found["outcome"],
            found["state"],
        )
    )


def uuid_of(ws, code, deed):
    found = ws.read("match")
    codes = ws.read("parcel").set_index("uuid")["parcel_code"]
    deeds = ws.read("title_document").set_index("uuid")["deed_no"]
    here = (found["parcel_uuid"].map(codes) == code) & (found["register_uuid"].map(deeds) == deed)
    return found.loc[here, "uuid"].iloc[0]


FIRST_RUN = [
    ("-", "1099", "register_only", "suggested"),
    ("01A001", "1001", "matched", "auto"),
    ("01A002", "1002", "conflict", "suggested"),
    ("01A012", "1012", "conflict", "suggested"),
    ("01A021", "1012", "conflict", "suggested"),
    ("01A021", "1021", "matched", "auto"),
    ("01A030", "-", "parcel_only", "suggested"),
]


def test_a_run_accounts_for_every_parcel_and_row_and_marks_matches_auto(ws):
    report = match_register(ws)
    assert lines(ws) == FIRST_RUN
    assert report.adds_up
    assert report.totals.to_dict() == {
        "parcels": {
            "matched": 2, "suggested": 0, "conflict": 2, "parcel_only": 1, "register_only": 0
        },
        "rows": {
            "matched": 2, "suggested": 0, "conflict": 2, "parcel_only": 0, "register_only": 1
        },
    }  # fmt: skip


def test_each_match_keeps_method_score_and_the_values_compared(ws):
    match_register(ws)
    found = ws.read("match").set_index("uuid")
    first = found.loc[uuid_of(ws, "01A001", "1001")]
    assert (first["method"], first["register_table"]) == ("parcel_code", "title_document")
    assert 0.9 < first["score"] <= 1
    assert read_compared(first["compared"])["deed_no"] == ("1001", "1001", "same")
    swapped = found.loc[uuid_of(ws, "01A021", "1012")]
    assert swapped["conflict"] == "keys_contradict"
    assert json.loads(swapped["reason"])["id"] == "matching.keys_contradict_better"
    codes = ws.read("parcel").set_index("uuid")["parcel_code"]
    assert codes[swapped["better_uuid"]] == "01A012"


def test_a_thing_without_partner_has_a_line_that_says_nothing_else(ws):
    match_register(ws)
    found = ws.read("match").set_index("outcome")
    for outcome, own in (("parcel_only", "parcel_uuid"), ("register_only", "register_uuid")):
        line = found.loc[outcome]
        said = {"uuid", own, "state", "register_table", "run_uuid"}
        assert said <= set(line.dropna().index)
        empty = ["method", "score", "conflict", "reason", "compared", "better_uuid"]
        assert line[empty].isna().all()


def test_a_second_run_writes_nothing_new(ws):
    match_register(ws)
    before = ws.read("match")
    match_register(ws)
    pd.testing.assert_frame_equal(ws.read("match"), before)


def test_accepting_ties_title_owner_and_use_to_the_parcel(ws):
    match_register(ws)
    accept(ws, [uuid_of(ws, "01A001", "1001")], user="เจ้าหน้าที่")
    parcel_uuid = ws.read("parcel", None, "parcel_code = '01A001'")["uuid"].iloc[0]
    title_row = ws.read("title_document", None, "deed_no = '1001'").iloc[0]
    assert title_row["parcel_uuid"] == parcel_uuid
    held = ws.read("ownership", None, "title_document_uuid = ?", (title_row["uuid"],))
    assert held["parcel_uuid"].tolist() == [parcel_uuid]
    assert ws.read("land_use")["parcel_uuid"].tolist() == [parcel_uuid]
    line = ws.read("match", None, "state = 'confirmed'").iloc[0]
    assert line["decided_by"] == "เจ้าหน้าที่"
    assert line["decided_at"]


def test_accepting_the_better_candidate_withdraws_the_wrong_one(ws):
    match_register(ws)
    accept(ws, [uuid_of(ws, "01A012", "1012")])
    assert ("01A012", "1012", "matched", "confirmed") in lines(ws)
    assert ("01A021", "1012", "conflict", "suggested") not in lines(ws)
    assert counts(ws).sum().tolist() == [5, 5]


def test_rejecting_is_remembered_and_totals_still_add_up(ws):
    match_register(ws)
    reject(ws, [uuid_of(ws, "01A001", "1001")])
    assert counts(ws).sum().tolist() == [5, 5]
    match_register(ws)
    assert ("01A001", "1001", "matched", "auto") not in lines(ws)
    assert ("01A001", "1001", "matched", "rejected") in lines(ws)
    assert counts(ws).sum().tolist() == [5, 5]


def test_confirmed_matches_stay_through_a_run_with_other_data(ws):
    match_register(ws)
    accept(ws, [uuid_of(ws, "01A001", "1001")])
    titles = ws.read("title_document", ["uuid"], "deed_no = '1001'")
    with ws.transaction("edit") as tx:
        tx.update("title_document", titles.assign(deed_no="7777", source_parcel_code="01A030"))
    report = match_register(ws)
    assert ("01A001", "7777", "matched", "confirmed") in lines(ws)
    assert report.confirmed == 1
    assert report.adds_up


def test_linking_by_hand_is_confirmed_and_keeps_the_values_compared(ws):
    match_register(ws)
    parcel_uuid = ws.read("parcel", None, "parcel_code = '01A030'")["uuid"].iloc[0]
    row_uuid = ws.read("title_document", None, "deed_no = '1099'")["uuid"].iloc[0]
    link(ws, parcel_uuid, row_uuid)
    assert ("01A030", "1099", "matched", "confirmed") in lines(ws)
    assert ("01A030", "-", "parcel_only", "suggested") not in lines(ws)
    line = ws.read("match", None, "method = 'by_hand'").iloc[0]
    assert read_compared(line["compared"])["deed_no"] == ("1030", "1099", "different")
    assert counts(ws).sum().tolist() == [5, 5]
    other = ws.read("parcel", None, "parcel_code = '01A002'")["uuid"].iloc[0]
    with pytest.raises(MatchError):
        link(ws, other, row_uuid)


@pytest.mark.parametrize("by_hand", [False, True])
def test_the_values_compared_hold_no_full_name(ws, by_hand):
    with ws.transaction("test") as tx:
        parcels = tx.read("parcel", ["uuid"], "parcel_code IN ('01A001', '01A030')")["uuid"]
        owner = tx.read("owner", ["uuid"])["uuid"].iloc[0]
        name = {"owner_uuid": [owner], "first_name": ["สมมุติ"], "last_name": ["ทดลอง"]}
        tx.insert("owner_private", pd.DataFrame(name))
        tx.insert("ownership", pd.DataFrame({"owner_uuid": owner, "parcel_uuid": parcels}))
    match_register(ws)
    if by_hand:
        row = ws.read("title_document", None, "deed_no = '1099'")["uuid"].iloc[0]
        link(ws, parcels.iloc[1], row)
    compared = ws.read("match", None, "method = 'by_hand'" if by_hand else "")["compared"]
    told = [read_compared(text).get("owner_name") for text in compared]
    assert ("ส*** ท***", "ส*** ท***", "same") in told
    assert not compared.str.contains("สมมุติ").any()


@pytest.mark.parametrize("decide", ["accept", "accept_better", "reject", "link"])
def test_undo_brings_back_exactly_what_was(ws, decide):
    match_register(ws)
    tables = ["match", "title_document", "ownership", "land_use"]
    before = {name: content(ws, name) for name in tables}
    if decide == "accept":
        accept(ws, [uuid_of(ws, "01A001", "1001"), uuid_of(ws, "01A021", "1021")])
    elif decide == "accept_better":
        accept(ws, [uuid_of(ws, "01A012", "1012")])
    elif decide == "reject":
        reject(ws, [uuid_of(ws, "01A001", "1001")])
    else:
        parcel_uuid = ws.read("parcel", None, "parcel_code = '01A030'")["uuid"].iloc[0]
        row_uuid = ws.read("title_document", None, "deed_no = '1099'")["uuid"].iloc[0]
        link(ws, parcel_uuid, row_uuid)
    assert {name: content(ws, name) for name in tables} != before
    undo(ws)
    assert {name: content(ws, name) for name in tables} == before
    with pytest.raises(MatchError):
        undo(ws)


def content(ws, table):
    """A table's rows without the bookkeeping, in the order of their uuids."""
    kept = ("created", "updated", "row_version")
    frame = ws.read(table)
    frame = frame[[name for name in frame if not name.startswith(kept)]]
    return frame.sort_values("uuid").astype(object).where(frame.notna(), None).to_dict("records")


def test_decisions_are_undone_latest_first(ws):
    match_register(ws)
    first = accept(ws, [uuid_of(ws, "01A001", "1001")])
    second = reject(ws, [uuid_of(ws, "01A002", "1002")])
    assert undoable(ws).change_uuid == second.change_uuid
    undo(ws)
    assert undoable(ws).change_uuid == first.change_uuid
    undo(ws)
    assert undoable(ws) is None
    assert lines(ws) == FIRST_RUN


def test_a_decision_is_undone_although_a_later_run_took_its_lines_away(ws):
    match_register(ws)
    wrong, right = uuid_of(ws, "01A021", "1012"), uuid_of(ws, "01A012", "1012")
    first = accept(ws, [uuid_of(ws, "01A001", "1001")])
    accept(ws, [wrong])
    assert ("01A012", "-", "parcel_only", "suggested") in lines(ws)
    with ws.transaction("test") as tx:
        tx.insert("title_document", pd.DataFrame([title(12, deed_no="1012", survey_no="1")]))
    match_register(ws)
    assert ("01A012", "-", "parcel_only", "suggested") not in lines(ws)
    undo(ws)
    assert right in set(ws.read("match")["uuid"])
    assert ("01A012", "-", "parcel_only", "suggested") not in lines(ws)
    assert undoable(ws).change_uuid == first.change_uuid
    undo(ws)
    assert undoable(ws) is None


def test_undo_brings_back_no_line_that_a_later_run_has_replaced(ws):
    match_register(ws)
    parcel_uuid = ws.read("parcel", None, "parcel_code = '01A030'")["uuid"].iloc[0]
    row_uuid = ws.read("title_document", None, "deed_no = '1099'")["uuid"].iloc[0]
    link(ws, parcel_uuid, row_uuid)
    with ws.transaction("test") as tx:
        tx.insert("match", pd.DataFrame([{
            "register_table": "title_document", "parcel_uuid": parcel_uuid,
            "register_uuid": ws.read("title_document", None, "deed_no = '1002'")["uuid"].iloc[0],
            "outcome": "suggested", "state": "suggested",
        }]))  # fmt: skip
    undo(ws)
    assert ("01A030", "-", "parcel_only", "suggested") not in lines(ws)
    assert ("01A030", "1002", "suggested", "suggested") in lines(ws)
    assert ("-", "1099", "register_only", "suggested") in lines(ws)


@pytest.mark.parametrize(
    ("uuids", "message"),
    [
        (["nobody"], "match_decision.gone"),
        ([], "match_decision.gone"),
        (["alone"], "match_decision.no_pair"),
        (["two"], "match_decision.two_parcels"),
    ],
)
def test_what_cannot_be_accepted_says_why(ws, uuids, message):
    match_register(ws)
    if uuids == ["alone"]:
        uuids = ws.read("match", None, "outcome = 'parcel_only'")["uuid"].tolist()
    elif uuids == ["two"]:
        uuids = [uuid_of(ws, "01A012", "1012"), uuid_of(ws, "01A021", "1012")]
    before = lines(ws)
    with pytest.raises(MatchError) as error:
        accept(ws, uuids)
    assert error.value.message.id == message
    assert lines(ws) == before


def test_a_row_chosen_for_two_parcels_is_named_and_the_rest_is_confirmed(ws):
    match_register(ws)
    pairs = ws.read("match", None, "parcel_uuid IS NOT NULL AND register_uuid IS NOT NULL")
    decision = accept(ws, pairs["uuid"])
    assert decision.count == 3
    for language in ("th", "en"):
        assert "1012 (01A012, 01A021)" in render(decision.left[0], language)
    assert ("01A002", "1002", "matched", "confirmed") in lines(ws)
    assert ("01A012", "1012", "conflict", "suggested") in lines(ws)


def test_all_that_is_certain_is_confirmed_at_one_go_and_nothing_else(ws):
    match_register(ws)
    assert accept_automatic(ws, "title_document").count == 2
    confirmed = [line[0] for line in lines(ws) if line[3] == "confirmed"]
    assert confirmed == ["01A001", "01A021"]
    assert accept_automatic(ws, "title_document") is None


@pytest.mark.parametrize(("table", "key"), [("parcel", "parcel"), ("title_document", "register")])
def test_what_is_gone_since_the_run_is_not_confirmed_but_named(ws, table, key):
    match_register(ws)
    line = ws.read("match", None, "uuid = ?", (uuid_of(ws, "01A021", "1021"),)).iloc[0]
    with ws.transaction("test") as tx:
        tx.delete(table, [line[key + "_uuid"]])
    decision = accept_automatic(ws, "title_document")
    assert decision.count == 1
    named = "1021" if table == "parcel" else "–"
    assert all(named in render(decision.left[0], language) for language in ("th", "en"))
    tied = ws.read("title_document", None, "parcel_uuid IS NOT NULL")
    assert tied["deed_no"].tolist() == ["1001"]
    with pytest.raises(MatchError) as error:
        accept_automatic(ws, "title_document")
    assert error.value.message.id == "match_decision.gone_since"
    with pytest.raises(MatchError) as error:
        link(ws, line["parcel_uuid"], line["register_uuid"])
    assert error.value.message.id == "match_decision.gone"


def test_of_many_rows_that_are_left_three_are_named(ws):
    match_register(ws)
    with ws.transaction("test") as tx:
        title_of = tx.insert("title_document", pd.DataFrame([title(n) for n in range(50, 56)]))
        pairs = [(row, parcel) for row in title_of for parcel in tx.read("parcel")["uuid"][:2]]
        both = pd.DataFrame(pairs, columns=["register_uuid", "parcel_uuid"])
        both = both.assign(register_table="title_document", outcome="matched", state="auto")
        tx.insert("match", both)
    told = render(accept_automatic(ws, "title_document").left[0], "en")
    assert "6 register rows" in told and "and 3 more" in told
    assert [f"{number} (01A001, 01A002)" in told for number in (1050, 1052, 1053)] == [1, 1, 0]


def test_a_register_without_keys_to_parcels_is_refused(ws):
    with pytest.raises(MatchError):
        match_register(ws, table="owner")


def test_prices_find_their_parcels_by_sheet_and_land_number(ws):
    sheet = {"map_sheet": "4746 II 9472-15 1:1000", "map_scale": 1000}
    with ws.transaction("test") as tx:
        uuids = ws.read("parcel", ["uuid"])
        tx.update("parcel", uuids.assign(**sheet))
        prices = [{**sheet, "land_no": "1", "price_per_wah": 100}]
        tx.insert("land_price", pd.DataFrame(prices))
    match_register(ws, table="land_price")
    accept(
        ws, ws.read("match", None, "register_table = 'land_price' AND outcome = 'matched'")["uuid"]
    )
    first = ws.read("parcel", None, "parcel_code = '01A001'")["uuid"].iloc[0]
    assert ws.read("land_price")["parcel_uuid"].tolist() == [first]


def test_cancel_leaves_no_match_behind(ws):
    class StopLate(Silent):
        count = 0

        def cancelled(self) -> bool:
            self.count += 1
            return self.count > 5

    with pytest.raises(Cancelled):
        match_register(ws, feedback=StopLate())
    assert ws.count("match") == 0


def test_a_profile_is_saved_under_its_name_and_used_again(ws):
    from dataclasses import replace

    mine = replace(match_profile.shipped("thai_tax_map"), name="ของเรา").with_area(3.0, 0)
    save_profile(ws, mine)
    save_profile(ws, mine)
    assert saved_profiles(ws) == [mine]
    assert load_profile(ws, "ของเรา") == mine
    assert load_profile(ws, "cambridge").name == "cambridge"
    match_register(ws, load_profile(ws, "ของเรา"))
    assert ("01A002", "1002", "matched", "auto") in lines(ws)


def test_each_round_of_a_price_list_is_matched_by_itself(tmp_path):
    """Two lists of two prices: first the later one, then, with those confirmed, the earlier one."""
    ws = empty_workspace(tmp_path / "ราคา.gpkg")
    sheet = {"map_sheet": "4746 II 9472-15", "map_scale": 1000}
    with ws.transaction("test") as tx:
        tx.insert("parcel", pd.DataFrame([parcel(n, **sheet) for n in (1, 2)]))
        for day in ("2023-01-01", "2027-01-01"):
            rows = [{**sheet, "land_no": str(n), "valid_from": day} for n in (1, 2)]
            tx.insert("land_price", pd.DataFrame(rows).assign(price_per_wah=100))
    for day, said in (("2027-01-01", "2570"), ("2023-01-01", "2566")):
        report = match_register(ws, table="land_price")
        assert report.adds_up and (report.parcels, report.rows) == (2, 2)
        assert any(said in render(note, "th") for note in report.notes)
        accept_automatic(ws, table="land_price")
        there = ws.read("land_price", ["valid_from", "parcel_uuid"])
        known = there[there["parcel_uuid"].notna()]["valid_from"]
        assert (known == day).sum() == 2
    assert ws.read("land_price", ["parcel_uuid"])["parcel_uuid"].nunique() == 2

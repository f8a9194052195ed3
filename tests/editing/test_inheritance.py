"""What hangs on a parcel goes over to its children, by the stated rules."""

from __future__ import annotations

import pandas as pd
import pytest

from taxmap_plugin.core.resources import load_csv
from taxmap_plugin.editing.holder import holders_of
from taxmap_plugin.editing.inheritance import rules
from taxmap_plugin.editing.merge import plan_merge
from taxmap_plugin.editing.native_edits import NativeEdits, plan_native
from taxmap_plugin.editing.parcel_plan import Decision
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.reshape import plan_move
from taxmap_plugin.editing.restore import plan_restore
from taxmap_plugin.editing.split import plan_split
from taxmap_plugin.editing.strip import plan_strip
from taxmap_plugin.editing.succession import shared_out
from taxmap_plugin.workspace.schema import tables
from taxmap_plugin.workspace.undo import undo

from . import land_case
from .land_case import at, line

pytestmark = pytest.mark.usefixtures("kept_in_both")

CUT = line((25, -5), (25, 35))  # b1 stands west of it, b2 and s1 east


@pytest.fixture
def split(tmp_path):
    """The workspace after the split, the uuid of the remainder and of the new piece."""
    ws = land_case.make(tmp_path)
    done = apply_plan(ws, plan_split(ws, "p1", [CUT]))
    return ws, *done.parcels


def _parcel_of(ws, table, uuid):
    return ws.read(table, where="uuid = ?", params=[uuid]).iloc[0]["parcel_uuid"]


def test_buildings_and_signs_go_by_place_and_get_codes_of_their_parcel(split):
    ws, west, east = split
    codes = dict(zip(*[ws.read("building")[name] for name in ("uuid", "building_code")]))
    assert codes == {"b1": "01A001-B001", "b2": "01A001/001-B001"}
    assert (_parcel_of(ws, "building", "b1"), _parcel_of(ws, "building", "b2")) == (west, east)
    sign = ws.read("signboard").iloc[0]
    assert (sign["parcel_uuid"], sign["signboard_code"]) == (east, "01A001/001-P001")
    assert _parcel_of(ws, "condo_unit", "c1") == east  # with its building


def test_the_owner_holds_both_pieces(split):
    ws, west, east = split
    held = ws.read("ownership", where="owner_uuid = 'o1' AND parcel_uuid <> 'p2'")
    assert set(held["parcel_uuid"]) == {west, east}


def _held_by_title(tmp_path):
    """As an import of a tied title with a new owner leaves it: o1 before, o2 and a use by title."""
    ws = land_case.make(tmp_path)
    with ws.transaction("import_register") as tx:
        ended = {"uuid": "h1", "title_document_uuid": "t1", "to_date": "2026-01-01"}
        tx.update_rows("ownership", [ended])
        by_title = {"title_document_uuid": "t1"}
        new = {"uuid": "h9", "owner_uuid": "o2", "from_date": "2026-01-01"}
        tx.insert_rows("ownership", [{**new, **by_title}])
        use = {"uuid": "u9", "tax_year": 2569, "use_type": "3", "area": 800}
        tx.insert_rows("land_use", [{**use, **by_title}])
    return ws


def test_who_holds_by_the_title_document_holds_every_piece(tmp_path):
    ws = _held_by_title(tmp_path)
    done = apply_plan(ws, plan_split(ws, "p1", [CUT]))
    west, east = done.parcels
    held = ws.rows("ownership", where="to_date IS NULL AND owner_uuid = 'o2'")
    by_parcel = {row["parcel_uuid"]: row for row in held if row["parcel_uuid"] in (west, east)}
    assert (by_parcel[west]["uuid"], by_parcel[west]["title_document_uuid"]) == ("h9", "t1")
    assert by_parcel[east]["title_document_uuid"] is None  # the document is the remainder's
    assert by_parcel[east]["from_date"] == "2026-01-01"
    titles = ws.rows("title_document", ["uuid", "parcel_uuid"])
    assert titles == [{"uuid": "t1", "parcel_uuid": west}]
    for uuid in (west, east):
        assert [one.name for one in holders_of(ws, [uuid], titles)[uuid]] == ["นาย ข•••"]
    flagged = [review.parcel for review in done.reviews if review.message.id.endswith("copied")]
    assert east in flagged
    undo(ws)
    assert ws.rows("ownership", where="uuid = 'h9'")[0]["parcel_uuid"] is None


def test_uses_that_came_with_the_title_document_are_shared_too(tmp_path):
    ws = _held_by_title(tmp_path)
    west, east = apply_plan(ws, plan_split(ws, "p1", [CUT])).parcels
    use = ws.rows("land_use", where="use_type = '3'")
    # 800 by 750 : 450
    assert {row["parcel_uuid"]: row["area"] for row in use} == {west: 500, east: 300}


def test_land_use_is_shared_by_ground_to_the_last_hundredth(split):
    ws, west, east = split
    use = ws.read("land_use").set_index(["parcel_uuid", "use_type"])["area"].to_dict()
    # 10,001 and 19,999 by 750 : 450, the rounded parts together as before
    assert use == {
        (west, "2"): 6_251,
        (east, "2"): 3_750,
        (west, "1"): 12_499,
        (east, "1"): 7_500,
    }
    used = dict(zip(ws.read("building")["uuid"], ws.read("building")["land_use_uuid"]))
    own = ws.read("land_use", where="parcel_uuid = ? AND use_type = '2'", params=[east])
    assert (used["b1"], used["b2"]) == ("u1", own["uuid"].iloc[0])


_YEARS = [(2566, 30_000), (2568, 30_000), (2569, 30_000), (2570, 30_000), (None, 30_000)]


def _used_for_years(tmp_path):
    """01A001 with one use a year; the municipality works on 2569."""
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        tx.delete("land_use", ["u1", "u2"])
        rows = [
            {"uuid": f"y{at}", "parcel_uuid": "p1", "use_type": "1", "tax_year": year, "area": area}
            for at, (year, area) in enumerate(_YEARS)
        ]
        tx.insert_rows("land_use", rows)
    return ws


def _areas(ws):
    rows = ws.rows("land_use", ["parcel_uuid", "tax_year", "area"])
    return {(row["parcel_uuid"], row["tax_year"]): row["area"] for row in rows}


def test_past_years_stay_as_they_were_assessed_and_the_present_one_is_shared(tmp_path):
    ws = _used_for_years(tmp_path)
    west, east = apply_plan(ws, plan_split(ws, "p1", [CUT])).parcels
    assert _areas(ws) == {
        (west, 2566): 30_000,
        (west, 2568): 30_000,
        **{(west, year): 18_750 for year in (2569, 2570, None)},  # 750 : 450
        **{(east, year): 11_250 for year in (2569, 2570, None)},
    }
    assert _parcel_of(ws, "assessment", "a1") == west
    undo(ws)
    assert _areas(ws) == {("p1", year): area for year, area in _YEARS}


def test_a_strip_takes_nothing_of_past_years(tmp_path):
    ws = _used_for_years(tmp_path)
    apply_plan(ws, plan_strip(ws, land_case.box(0, 0, 40, 6)))  # a fifth of 01A001
    (parcel,) = {parcel for parcel, _ in _areas(ws)}
    assert [_areas(ws)[parcel, year] for year in (2566, 2568, 2569)] == [30_000, 30_000, 24_000]


def test_the_price_holds_for_both_and_the_document_stays_with_the_remainder(split):
    ws, west, east = split
    prices = ws.read("land_price").set_index("parcel_uuid")
    assert list(prices["price_per_wah"]) == [1_500_000, 1_500_000]
    assert (prices.loc[west, "land_no"], prices.loc[east, "land_no"]) == ("11", None)
    assert _parcel_of(ws, "title_document", "t1") == west
    assert _parcel_of(ws, "assessment", "a1") == west
    assert ws.read("attachment").iloc[0]["subject_uuid"] == west


@pytest.mark.parametrize("typed", [None, 18_000])
def test_what_was_of_the_whole_parcel_is_of_no_piece(tmp_path, typed):
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        whole = {"uuid": "l1", "document_area": 30_000, "total_price": 450_000_000}
        tx.update_rows("land_price", [whole])
        deed = {"uuid": "t1", "document_area": 30_000, "total_price": 450_000_000}
        tx.update_rows("title_document", [deed])
    decision = Decision(values={0: {"document_area": typed}} if typed else {})
    apply_plan(ws, plan_split(ws, "p1", [CUT]), decision)
    (title,) = ws.rows("title_document", ["document_area", "total_price"])
    assert title["document_area"] == typed, "as the parcel that has the document"
    assert title["total_price"] is None
    remainder = ws.rows("parcel", ["document_area"], "parcel_code = '01A001'")
    assert remainder == [{"document_area": typed}]
    prices = ws.rows("land_price", ["price_per_wah", "total_price", "document_area"])
    assert [row["price_per_wah"] for row in prices] == [1_500_000, 1_500_000]
    assert [row["total_price"] for row in prices] == [None, None]
    assert {row["document_area"] for row in prices} <= {typed, None}
    undo(ws)
    assert ws.rows("land_price", ["total_price"]) == [{"total_price": 450_000_000}]
    again = {"document_area": 30_000, "total_price": 450_000_000}
    assert ws.rows("title_document", ["document_area", "total_price"]) == [again]


def test_a_strip_leaves_the_document_without_the_area_of_all(tmp_path):
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        tx.update_rows("title_document", [{"uuid": "t1", "document_area": 30_000}])
    apply_plan(ws, plan_strip(ws, land_case.box(0, 0, 40, 6)))
    assert ws.rows("title_document", ["parcel_uuid", "document_area"]) == [
        {"parcel_uuid": "p1", "document_area": None}
    ]


def test_documents_of_merged_parcels_keep_their_areas(tmp_path):
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        tx.update_rows("title_document", [{"uuid": "t1", "document_area": 30_000}])
    apply_plan(ws, plan_merge(ws, ["p1", "p2"]))
    assert ws.rows("title_document", ["document_area"]) == [{"document_area": 30_000}]


def test_a_merge_of_qgis_that_leaves_a_hair_to_nobody_keeps_the_areas_of_the_documents(tmp_path):
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        tx.update_rows("title_document", [{"uuid": "t1", "document_area": 30_000}])
        second = {"uuid": "t2", "deed_no": "1002", "parcel_uuid": "p2", "document_area": 31_111}
        tx.insert_rows("title_document", [second])
    merged = NativeEdits(shapes={"p1": land_case.box(0, 0.2, 80, 30)}, deleted=["p2"])
    (heir,) = apply_plan(ws, plan_native(ws, merged)).parcels
    titles = ws.rows("title_document", ["parcel_uuid", "document_area"], "1 = 1 ORDER BY uuid")
    assert titles == [
        {"parcel_uuid": heir, "document_area": 30_000},
        {"parcel_uuid": heir, "document_area": 31_111},
    ]


def test_a_piece_with_ground_of_two_parcels_gives_its_area_to_no_document(tmp_path):
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        tx.update_rows("title_document", [{"uuid": "t1", "document_area": 30_000}])
    halves = NativeEdits(
        added=[
            {"geom": land_case.box(0, 0, 80, 20), "parcel_code": "01A001", "document_area": 40_000},
            {"geom": land_case.box(0, 20, 80, 30), "parcel_code": "01A002"},
        ],
        deleted=["p1", "p2"],
    )
    apply_plan(ws, plan_native(ws, halves))
    assert ws.rows("title_document", ["document_area"]) == [{"document_area": None}]


def test_the_document_of_a_piece_keeps_its_area_where_the_parcel_of_before_comes_back(tmp_path):
    ws = land_case.make(tmp_path)
    _, piece = apply_plan(ws, plan_split(ws, "p1", [CUT])).parcels
    shape = ws.rows("parcel", ["geom"], "uuid = ?", [piece])[0]["geom"]
    x0, _, x1, _ = (at - zero for at, zero in zip(shape.bounds, (land_case.EAST, 0) * 2))
    with ws.transaction("correct") as tx:
        own = {"uuid": "t9", "deed_no": "999", "parcel_uuid": piece, "document_area": 14_999}
        tx.insert_rows("title_document", [own])
    drifted = NativeEdits(shapes={piece: land_case.box(x0, -0.03, x1, 30)})
    apply_plan(ws, plan_native(ws, drifted))
    (past,) = ws.rows("parcel_history", ["uuid"], "parcel_uuid = 'p1'")
    apply_plan(ws, plan_restore(ws, past["uuid"]))
    assert ws.rows("title_document", ["parcel_uuid", "document_area"], "uuid = 't9'") == [
        {"parcel_uuid": "p1", "document_area": 14_999}
    ]


def test_a_parcel_redrawn_a_little_smaller_keeps_its_price(tmp_path):
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        tx.update_rows("land_price", [{"uuid": "l1", "total_price": 450_000_000}])
    redrawn = NativeEdits(added=[{"geom": land_case.box(0, 0.2, 40, 30)}], deleted=["p1"])
    apply_plan(ws, plan_native(ws, redrawn))
    assert ws.rows("land_price", ["total_price"]) == [{"total_price": 450_000_000}]


def test_what_belongs_to_the_remainder_goes_where_the_officer_typed_its_code(tmp_path):
    ws = land_case.make(tmp_path)
    codes = Decision(codes={0: "01A001/001", 1: "01A001"})
    _, east = apply_plan(ws, plan_split(ws, "p1", [CUT]), codes).parcels
    assert land_case.parcel(ws, "01A001")["uuid"] == east
    assert _parcel_of(ws, "title_document", "t1") == east
    assert _parcel_of(ws, "assessment", "a1") == east


def test_what_was_carried_by_a_rule_is_flagged_for_review(split):
    ws, _, east = split
    found = ws.read("finding")
    flagged = {(row["check_id"], row["subject_uuid"]) for _, row in found.iterrows()}
    assert ("inheritance.shared", east) in flagged
    assert ("inheritance.copied", east) in flagged
    assert set(found["state"]) == {"open"}


def test_a_building_across_the_new_boundary_goes_to_its_larger_part_and_is_flagged(tmp_path):
    ws = land_case.make(tmp_path)
    done = apply_plan(ws, plan_split(ws, "p1", [line((10, -5), (10, 35))]))  # through b1
    _, narrow = done.parcels  # 30 m in the east, 10 m in the west
    assert _parcel_of(ws, "building", "b1") == narrow  # 5 m of its 7 m
    places = ws.read("finding", where="check_id = 'building_across.divided'")
    assert list(places["subject_uuid"]) == ["b1"]


def _boundary_before_b2(ws, decision=None):
    """The boundary of 01A001 and 01A002 moved west of b2; what was written."""
    moves = [(at(40, 0), at(25, 0)), (at(40, 30), at(25, 30))]
    return apply_plan(ws, plan_move(ws, moves), decision)


def test_what_has_no_place_is_asked_about_only_where_there_is_a_choice(tmp_path):
    ws = land_case.make(tmp_path)
    with ws.transaction("test") as tx:
        tx.update_rows("building", [{"uuid": "b1", "geom": None}])
    apply_plan(ws, plan_move(ws, [(at(40, 30), at(41, 30))]))
    asked = "message LIKE '%inheritance.no_place%'"
    assert ws.count("finding", asked) == 0, "its parcel lives on, with another corner"
    apply_plan(ws, plan_split(ws, "p1", [CUT]))
    assert ws.count("finding", asked) == 1


def test_what_belongs_to_a_building_goes_with_it_over_a_moved_boundary(tmp_path):
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        shops = [("g1", "b1"), ("g2", "b2"), ("g3", None)]
        rows = [{"uuid": g, "parcel_uuid": "p1", "building_uuid": b} for g, b in shops]
        tx.insert_rows("business", rows)
        numbers = [("n1", "b1"), ("n2", "b2")]  # without a place of their own
        rows = [{"uuid": n, "parcel_uuid": "p1", "building_uuid": b} for n, b in numbers]
        tx.insert_rows("house_number", rows)
    before = land_case.everything(ws)
    _boundary_before_b2(ws)
    assert _parcel_of(ws, "building", "b2") == "p2"
    assert _parcel_of(ws, "condo_unit", "c1") == "p2"
    assert [_parcel_of(ws, "business", uuid) for uuid in ("g1", "g2", "g3")] == ["p1", "p2", "p1"]
    assert [_parcel_of(ws, "house_number", uuid) for uuid in ("n1", "n2")] == ["p1", "p2"]
    undo(ws)
    assert land_case.everything(ws) == before


@pytest.fixture
def unit_owned(tmp_path):
    """The unit c1 in b2 is held by o2 and matched, so that both name its parcel."""
    ws = land_case.make(tmp_path)
    with ws.transaction("match_link") as tx:
        held = {"uuid": "hc", "owner_uuid": "o2", "condo_unit_uuid": "c1", "parcel_uuid": "p1"}
        tx.insert_rows("ownership", [held])
        match = {"register_table": "condo_unit", "register_uuid": "c1", "parcel_uuid": "p1"}
        tx.insert_rows("match", [{"uuid": "mc", "outcome": "matched", **match}])
    return ws


def test_the_owner_of_a_unit_goes_with_it_and_holds_no_other_piece(unit_owned):
    before = land_case.everything(unit_owned)
    typed = Decision(values={0: {"deed_no": "21001"}, 1: {"deed_no": "21002"}})
    done = apply_plan(unit_owned, plan_split(unit_owned, "p1", [CUT]), typed)
    at_b2 = _parcel_of(unit_owned, "building", "b2")
    assert at_b2 == done.parcels[1] == _parcel_of(unit_owned, "condo_unit", "c1")
    (held,) = unit_owned.rows("ownership", where="condo_unit_uuid = 'c1'")
    assert (held["parcel_uuid"], held["title_document_uuid"]) == (at_b2, None)
    assert _parcel_of(unit_owned, "match", "mc") == at_b2
    undo(unit_owned)
    assert land_case.everything(unit_owned) == before


def test_the_owner_of_a_unit_goes_with_it_over_a_moved_boundary(unit_owned):
    _boundary_before_b2(unit_owned)
    assert (
        _parcel_of(unit_owned, "ownership", "hc") == _parcel_of(unit_owned, "match", "mc") == "p2"
    )
    assert _parcel_of(unit_owned, "ownership", "h1") == "p1"


def test_what_belongs_to_a_building_goes_with_it_from_a_parcel_that_a_road_takes_wholly(tmp_path):
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        tx.update_rows("building", [{"uuid": "b2", "geom": land_case.box(36, 12, 44, 20)}])
    apply_plan(ws, plan_strip(ws, land_case.box(-1, -1, 42, 31)))  # 2 m of its neighbour too
    assert _parcel_of(ws, "building", "b2") == _parcel_of(ws, "condo_unit", "c1") == "p2"


def test_units_of_a_building_that_a_road_takes_stay_with_the_history_of_the_parcel(tmp_path):
    ws = land_case.make(tmp_path)
    apply_plan(ws, plan_strip(ws, land_case.box(-1, -1, 40, 31)))
    assert (_parcel_of(ws, "building", "b2"), _parcel_of(ws, "condo_unit", "c1")) == (None, "p1")


def test_a_building_over_a_moved_boundary_is_on_the_like_land_use_there(tmp_path):
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        use = {"parcel_uuid": "p2", "tax_year": 2569}
        rows = [{"uuid": f"u{kind}2", "use_type": kind, **use} for kind in ("1", "2")]
        tx.insert_rows("land_use", rows)
    done = _boundary_before_b2(ws)
    assert {row["uuid"]: row["land_use_uuid"] for row in ws.rows("building")} == {
        "b1": "u1",
        "b2": "u22",
    }
    assert "inheritance.site" not in {review.message.id for review in done.reviews}


def test_without_a_like_land_use_there_the_officer_is_asked(tmp_path):
    ws = land_case.make(tmp_path)
    done = _boundary_before_b2(ws)
    asked = [one.parcel for one in done.reviews if one.message.id == "inheritance.site"]
    assert asked == ["p2"]


def test_declared_codes_of_units_that_moved_retire(tmp_path):
    ws = land_case.make(tmp_path, declared=True)
    apply_plan(ws, plan_split(ws, "p1", [CUT]), Decision(reason="แบ่งขาย"))
    retired = ws.read("retired_code").set_index("code")["successor_codes"].to_dict()
    assert retired == {
        "01A001-B002": "01A001/001-B001",
        "01A001-P001": "01A001/001-P001",
    }


def test_parcels_of_two_owners_that_became_one_are_flagged(tmp_path):
    ws = land_case.make(tmp_path)
    plan = plan_merge(ws, ["p2", "p3"])
    assert "merge.owners" in {note.id for note in plan.notes}
    merged = apply_plan(ws, plan).parcels[0]
    held = ws.read("ownership", where="parcel_uuid = ?", params=[merged])
    assert set(held["owner_uuid"]) == {"o1", "o2"}
    flagged = ws.read("finding", where="check_id = 'inheritance.owners_differ'")
    assert list(flagged["subject_uuid"]) == [merged]


def test_owners_by_title_document_that_differ_are_told_and_flagged(tmp_path):
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        titles = [{"uuid": f"t{at}", "parcel_uuid": f"p{at}"} for at in (2, 3)]
        tx.insert_rows("title_document", titles)
        by_title = [
            {"uuid": f"h{at}", "parcel_uuid": None, "title_document_uuid": f"t{at}"}
            for at in (2, 3)
        ]
        tx.update_rows("ownership", by_title)
    plan = plan_merge(ws, ["p2", "p3"])  # o1 and o2
    assert [note.id for note in plan.notes] == ["merge.owners"]
    done = apply_plan(ws, plan)
    assert "inheritance.owners_differ" in [review.message.id for review in done.reviews]
    held = ws.rows("ownership", where="parcel_uuid = ?", params=done.parcels)
    assert {(row["owner_uuid"], row["title_document_uuid"]) for row in held} == {
        ("o1", "t2"),
        ("o2", "t3"),
    }


def test_every_table_that_names_a_parcel_has_a_rule():
    """A new table with a parcel in it must say what becomes of its rows."""
    pointing = {
        (name, column.name)
        for name, table in tables().items()
        for column in table.columns
        if column.references == "parcel.uuid"
    }
    assert pointing <= {(rule.table, rule.column) for rule in rules()}
    assert all(row["th"] and row["en"] for row in load_csv("inheritance.csv"))


@pytest.mark.parametrize(
    ("amount", "shares", "parts"),
    [
        (100, [1 / 3, 1 / 3, 1 / 3], [34, 33, 33]),
        (1, [0.4, 0.6], [0, 1]),
        (0, [0.5, 0.5], [0, 0]),
        (1000, [0.75], [750]),  # a strip took a quarter
    ],
)
def test_whole_amounts_are_shared_without_loss(amount, shares, parts):
    assert shared_out(amount, shares) == parts
    assert pd.Series(parts).sum() == round(amount * sum(shares))

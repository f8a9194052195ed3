"""Rows of parcels that became one which say the same are said once."""

from __future__ import annotations

import pytest

from taxmap_plugin.editing.merge import plan_merge
from taxmap_plugin.editing.native_edits import NativeEdits, plan_native
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.split import plan_split
from taxmap_plugin.workspace.undo import undo

from . import land_case
from .land_case import box, line

pytestmark = pytest.mark.usefixtures("kept_in_both")


CUT = line((25, -5), (25, 35))  # b1 stands west of it, b2 and s1 east


def test_who_owned_both_parcels_owns_the_merged_one_once(tmp_path):
    ws = land_case.make(tmp_path)
    before = ws.rows("ownership")
    with ws.transaction("correct") as tx:
        tx.update_rows("ownership", [{"uuid": "h2", "from_date": "2024-05-01"}])
    merged = apply_plan(ws, plan_merge(ws, ["p1", "p2"])).parcels[0]
    (held,) = ws.rows("ownership", where="parcel_uuid = ?", params=[merged])
    assert (held["uuid"], held["owner_uuid"]) == ("h1", "o1")
    undo(ws)
    assert {row["uuid"]: row["parcel_uuid"] for row in ws.rows("ownership")} == {
        row["uuid"]: row["parcel_uuid"] for row in before
    }


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"share_text": "1/2"}, {"share_text": "1/4"}),
        ({"kind": "owner"}, {"kind": "possessor"}),
        ({"title_document_uuid": "t1"}, {"from_date": "2020-01-01"}),
        ({"to_date": "2025-12-31"}, {}),
        ({"to_date": "2025-12-31"}, {"to_date": "2025-12-31"}),
    ],
)
def test_what_says_something_else_of_the_owner_stays(tmp_path, first, second):
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        for uuid, values in (("h1", first), ("h2", second)):
            if values:
                tx.update_rows("ownership", [{"uuid": uuid, **values}])
    merged = apply_plan(ws, plan_merge(ws, ["p1", "p2"])).parcels[0]
    assert ws.count("ownership", "parcel_uuid = ?", [merged]) == 2


def test_pieces_merged_again_say_once_what_the_division_copied(tmp_path):
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        tx.update_rows("ownership", [{"uuid": "h1", "title_document_uuid": "t1"}])
    pieces = apply_plan(ws, plan_split(ws, "p1", [CUT])).parcels
    (merged,) = apply_plan(ws, plan_merge(ws, pieces)).parcels
    (held,) = ws.rows("ownership", where="parcel_uuid = ?", params=[merged])
    assert (held["uuid"], held["title_document_uuid"]) == ("h1", "t1")
    uses = ws.rows("land_use", ["uuid", "area"], "parcel_uuid = ?", [merged])
    assert {row["uuid"]: row["area"] for row in uses} == {"u1": 10_001, "u2": 19_999}
    assert {row["land_use_uuid"] for row in ws.rows("building")} == {"u1"}
    (price,) = ws.rows("land_price")
    assert (price["uuid"], price["land_no"]) == ("l1", "11")


def _halves(tx):
    """o1 has 01A001 in two halves, one inherited and one bought later."""
    half = {"parcel_uuid": "p1", "share_numerator": 1, "share_denominator": 2}
    tx.update_rows("ownership", [{"uuid": "h1", **half, "from_date": "2010-01-01"}])
    bought = {"uuid": "h7", "owner_uuid": "o1", "from_date": "2015-01-01"}
    tx.insert_rows("ownership", [{**half, **bought}])


@pytest.mark.parametrize("share", [None, 1])
def test_two_halves_of_one_owner_are_no_entry_said_twice(tmp_path, share):
    """Where 01A002 is held by halves too, they are those of the merged parcel."""
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        _halves(tx)
        half = {"share_numerator": share, "share_denominator": share and 2}
        tx.update_rows("ownership", [{"uuid": "h2", **half, "from_date": "2020-01-01"}])
    merged = apply_plan(ws, plan_merge(ws, ["p1", "p2"])).parcels[0]
    held = [row["uuid"] for row in ws.rows("ownership", where="parcel_uuid = ?", params=[merged])]
    assert sorted(held) == (["h1", "h7"] if share else ["h1", "h2", "h7"])


def test_halves_and_like_uses_side_by_side_are_there_again_in_pieces_merged_again(tmp_path):
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        _halves(tx)
        tx.update_rows("land_use", [{"uuid": "u2", "use_type": "2"}])
    pieces = apply_plan(ws, plan_split(ws, "p1", [CUT])).parcels
    (merged,) = apply_plan(ws, plan_merge(ws, pieces)).parcels
    held = ws.rows("ownership", ["uuid", "from_date"], "parcel_uuid = ?", [merged])
    since = {row["uuid"]: row["from_date"] for row in held}
    assert since == {"h1": "2010-01-01", "h7": "2015-01-01"}
    uses = ws.rows("land_use", ["uuid", "area"], "parcel_uuid = ?", [merged])
    assert {row["uuid"]: row["area"] for row in uses} == {"u1": 10_001, "u2": 19_999}


def test_a_use_of_unknown_area_is_said_once_and_beside_one_that_is_known(tmp_path):
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        use = {"parcel_uuid": "p1", "tax_year": 2569, "use_type": "2"}
        tx.insert_rows("land_use", [{"uuid": "u3", **use}])
    pieces = apply_plan(ws, plan_split(ws, "p1", [CUT])).parcels
    (merged,) = apply_plan(ws, plan_merge(ws, pieces)).parcels
    uses = ws.rows("land_use", ["uuid", "area"], "parcel_uuid = ?", [merged])
    areas = {row["uuid"]: row["area"] for row in uses}
    assert areas == {"u1": 10_001, "u2": 19_999, "u3": None}


def test_a_price_that_two_parcels_have_does_not_stand_in_the_way_of_a_save(tmp_path):
    """QGIS gave a part of 01A001 to a new row, and 01A002 to what was left of it."""
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        tx.delete("land_price", ["l1"])
        price = {"price_per_wah": 1_500_000}
        tx.insert_rows("land_price", [{"parcel_uuid": uuid, **price} for uuid in ("p2", "p1")])
    row = ws.rows("parcel", where="uuid = 'p1'")[0]
    west = {**row, "uuid": None, "parcel_code": None, "geom": box(0, 0, 15, 30)}
    edits = NativeEdits(added=[west], shapes={"p1": box(15, 0, 80, 30)}, deleted=["p2"])
    parcels = apply_plan(ws, plan_native(ws, edits)).parcels
    assert {row["parcel_uuid"] for row in ws.rows("land_price")} == set(parcels)
    assert ws.count("land_price") == 2


def test_land_uses_that_differ_and_those_of_past_years_stay_in_a_merge(tmp_path):
    ws = land_case.make(tmp_path)
    own = [("2", 2569, "ให้เช่า"), ("2", 2568, None), ("3", 2569, None)]
    with ws.transaction("correct") as tx:
        past = {"uuid": "u3", "parcel_uuid": "p1", "tax_year": 2568, "use_type": "2", "area": 5}
        rows = [
            {"uuid": f"v{at}", "use_type": kind, "tax_year": year, "note": note, "area": 100}
            for at, (kind, year, note) in enumerate(own)
        ]
        tx.insert_rows("land_use", [past, *({**row, "parcel_uuid": "p2"} for row in rows)])
    apply_plan(ws, plan_merge(ws, ["p1", "p2"]))
    assert ws.count("land_use") == 3 + 3

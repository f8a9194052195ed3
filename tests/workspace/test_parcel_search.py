"""A parcel is found by whatever an officer knows of it, whether it lives or not."""

from __future__ import annotations

import pandas as pd
import pytest
from shapely import box

from taxmap_plugin.workspace.parcel_search import find_parcels
from taxmap_plugin.workspace.store import Workspace
from taxmap_plugin.workspace.undo import undo

from .conftest import parcels
from .history_case import change, uuid_of

pytestmark = pytest.mark.usefixtures("kept_in_both")


@pytest.fixture
def ws(workspace: Workspace) -> Workspace:
    """01A001 to 01A012 with deeds 101 to 112 on two sheets."""
    with workspace.transaction("import") as tx:
        sheets = ["4746 II 9472-15"] * 6 + ["4746 II 9474-01"] * 6
        frame = parcels(12).assign(deed_no=[str(101 + n) for n in range(12)], map_sheet=sheets)
        tx.insert("parcel", frame)
    return workspace


def codes(ws: Workspace, text: str) -> list[str]:
    return [one.code for one in find_parcels(ws, text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("01a003", ["01A003"]),
        ("๐๑A๐๐๓", ["01A003"]),
        (" 01A003 ", ["01A003"]),
        ("01A 003", ["01A003"]),
        ("01a-003", ["01A003"]),
        ("๐๑a - ๐๐๓", ["01A003"]),
        ("-", [f"01A{n:03d}" for n in range(1, 13)]),  # of the map sheets
        ("A01", ["01A010", "01A011", "01A012"]),
        ("104", ["01A004"]),
        ("0004", ["01A004"]),
        ("11", ["01A010", "01A011", "01A012"]),
        ("9474-01", [f"01A{n:03d}" for n in range(7, 13)]),
        ("4746 ii 9472", [f"01A{n:03d}" for n in range(1, 7)]),
        ("ไม่มี", []),
        ("%", []),
        ("", []),
        ("   ", []),
    ],
)
def test_living_parcels(ws: Workspace, text: str, found: list[str]):
    assert codes(ws, text) == found


def test_by_set_page_and_row_of_a_posted_list(ws: Workspace):
    """An owner names them who asks for a correction (s.32)."""
    house = {"uuid": "h", "building_code": "01A007-B001", "parcel_uuid": uuid_of(ws, "01A007")}
    place = {"tax_year": 2569, "list_set": "1", "list_page": "12"}
    with ws.transaction("post_list") as tx:
        tx.insert("building", pd.DataFrame([{**house, "geom": box(0, 0, 5, 5)}]))
        tx.insert_rows(
            "list_row",
            [
                {**place, "list_row": "3", "parcel_uuid": uuid_of(ws, "01A005"),
                 "building_uuid": None},
                {**place, "list_row": "4", "parcel_uuid": None, "building_uuid": "h"},
            ],
        )  # fmt: skip
    assert codes(ws, "1/12/3") == ["01A005"]
    assert codes(ws, "๑/๑๒/๔") == ["01A007"]
    assert codes(ws, "1/12/5") == codes(ws, "2/12/3") == []


def test_what_fits_exactly_comes_first(ws: Workspace):
    with ws.transaction("correct") as tx:
        row = tx.read("parcel", ["uuid"], "parcel_code = ?", ["01A009"])
        tx.update("parcel", row.assign(deed_no="10"))
    assert codes(ws, "10") == ["01A009", *(f"01A{n:03d}" for n in (*range(1, 9), 10))]


def test_a_retired_parcel_with_what_is_there_now(ws: Workspace):
    old = uuid_of(ws, "01A002")
    change(ws, "split", ["01A002"], ["01A002", "01A002/001"])
    found = find_parcels(ws, "01A002")
    assert [(one.code, one.living) for one in found] == [
        ("01A002", True),
        ("01A002", False),
        ("01A002/001", True),
    ]
    retired = found[1]
    assert (retired.uuid, retired.now) == (old, "01A002, 01A002/001")
    assert (retired.deed_no, retired.map_sheet) == ("102", "4746 II 9472-15")
    assert retired.until and retired.history_uuid
    assert [one.uuid for one in find_parcels(ws, "102")] == [old]
    for text in ("01a 002", "๐๑A-๐๐๒"):
        assert find_parcels(ws, text) == found
    for text in ("01A 002/001", "01a002-001"):
        assert codes(ws, text) == ["01A002/001"]


def test_an_old_sheet_and_land_number_of_a_living_parcel(ws: Workspace):
    uuid = uuid_of(ws, "01A001")
    with ws.transaction("sheet_move") as tx:
        now = tx.read("parcel", where="uuid = ?", params=[uuid])
        was = now[["parcel_code", "land_no", "map_sheet", "geom"]].assign(parcel_uuid=uuid)
        tx.insert("parcel_history", was.assign(valid_to=tx.now, change_uuid=tx.change_uuid))
        tx.update("parcel", now[["uuid"]].assign(land_no="77", map_sheet="4746 II 9474-01"))
    (by_land,) = find_parcels(ws, "0001")
    assert (by_land.uuid, by_land.living, by_land.now) == (uuid, False, "01A001")
    assert [one.living for one in find_parcels(ws, "77")] == [True]


def test_an_earlier_shape_under_the_same_names_is_no_second_hit(ws: Workspace):
    uuid = uuid_of(ws, "01A001")
    with ws.transaction("resurvey") as tx:
        now = tx.read("parcel", where="uuid = ?", params=[uuid])
        kept = ["parcel_code", "deed_no", "land_no", "map_sheet", "geom"]
        was = now[kept].assign(parcel_uuid=uuid, valid_to=tx.now, change_uuid=tx.change_uuid)
        tx.insert("parcel_history", pd.concat([was, was]))
    assert len(find_parcels(ws, "01A001")) == 1


def renumbered(ws: Workspace, codes: dict[str, str]) -> None:
    """Other codes as a draft block gets them: nothing but the before-images tells the old ones."""
    with ws.transaction("number_parcels") as tx:
        old = tx.read("parcel", ["uuid", "parcel_code"])
        old = old[old["parcel_code"].isin(codes)]
        tx.update("parcel", old.assign(parcel_code=old["parcel_code"].map(codes)))


def test_a_draft_code_that_was_given_up(ws: Workspace):
    uuid = uuid_of(ws, "01A001")
    renumbered(ws, {"01A001": "01A051", "01A002": "01A001"})
    living, former = find_parcels(ws, "๐๑a๐๐๑")
    assert (living.code, living.living, former.living) == ("01A001", True, False)
    assert (former.uuid, former.code, former.now) == (uuid, "01A001", "01A051")
    assert former.until
    assert "01A002" in [one.code for one in find_parcels(ws, "A00") if not one.living]
    renumbered(ws, {"01A051": "01A052"})
    assert [one.now for one in find_parcels(ws, "01A001") if not one.living] == ["01A052"]
    change(ws, "merge", ["01A052", "01A003"], ["01A052"])
    assert [one.now for one in find_parcels(ws, "01A001") if not one.living] == ["01A052"]


def test_a_draft_code_that_came_back_or_was_never_in_force(ws: Workspace):
    renumbered(ws, {"01A001": "01A051"})
    undo(ws)
    assert [one.living for one in find_parcels(ws, "01A001")] == [True]
    assert find_parcels(ws, "01A051") == []
    renumbered(ws, {"01A001": "01A051"})
    renumbered(ws, {"01A051": "01A001"})
    assert [one.living for one in find_parcels(ws, "01A001")] == [True]
    assert [one.now for one in find_parcels(ws, "01A051")] == ["01A001"]


def test_what_was_taken_back_is_not_retired(ws: Workspace):
    change(ws, "split", ["01A002"], ["01A002/001", "01A002/002"])
    undo(ws)
    assert [one.living for one in find_parcels(ws, "01A002")] == [True]


def test_no_more_than_asked_for(ws: Workspace):
    change(ws, "merge", ["01A001", "01A002"], ["01A001"])
    change(ws, "merge", ["01A003", "01A004"], ["01A003"])
    found = find_parcels(ws, "01A", most=3)
    assert [one.living for one in found].count(True) == 3
    assert [one.living for one in found].count(False) == 3


@pytest.mark.parametrize("text", ["77", "๗๗"])
def test_older_rows_in_thai_digits_are_found_too(ws: Workspace, text: str):
    with ws.transaction("correct") as tx:
        uuids = {row["parcel_code"]: row["uuid"] for row in tx.rows("parcel")}
        told = [{"uuid": uuids["01A003"], "deed_no": "๗๗๐๑"}, {"uuid": uuids["01A004"]}]
        tx.update_rows("parcel", told[:1])
        tx.update_rows("parcel", [{**told[1], "land_no": "๗๗"}])
    assert codes(ws, text) == ["01A004", "01A003"], "what fits exactly ahead"

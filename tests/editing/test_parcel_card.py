"""The card of a parcel: what an officer asks of it."""

from __future__ import annotations

import time
from pathlib import Path

import pandas as pd
import pytest
import shapely

from taxmap_plugin.core.match_profile import AreaTolerance
from taxmap_plugin.core.message import Message, render
from taxmap_plugin.core.municipality import Municipality
from taxmap_plugin.editing.parcel_card import ParcelGone, parcel_card, parcel_lines
from taxmap_plugin.workspace.connection import connection
from taxmap_plugin.workspace.store import Workspace
from taxmap_plugin.workspace.undo import undo

from .card_case import MIDDLE, card_case, uuid_of


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return card_case(tmp_path_factory.mktemp("บัตรแปลง"))


@pytest.fixture(scope="module")
def card(workspace: Workspace):
    return parcel_card(workspace, uuid_of(workspace, MIDDLE))


def test_code_block_and_document(card):
    assert (card.name, card.block, card.declared) == ("01A005", "01A", True)
    (document,) = card.documents
    assert document.deed_no == "10503"
    assert (document.land_no, document.survey_no) == ("5", "128")


@pytest.mark.parametrize(
    ("own", "differs"),
    [
        ({}, False),  # land no. 5 alone, as the title
        ({"deed_no": "10503", "document_type": "1"}, False),
        ({"deed_no": "21001"}, True),
        ({"deed_no": "10503", "land_no": "301"}, True),
        ({"deed_no": "10503", "document_type": "3"}, True),
    ],
)
def test_what_the_map_says_of_the_document_otherwise_is_shown_as_such(tmp_path, own, differs):
    ws = card_case(tmp_path)
    uuid = uuid_of(ws, MIDDLE)
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": uuid, **own}])
    card = parcel_card(ws, uuid)
    assert [one.deed_no for one in card.documents] == ["10503"]
    assert (card.on_map is not None) == differs
    if card.on_map is not None:
        assert card.on_map.deed_no == own["deed_no"]


def test_without_a_title_the_document_is_that_of_the_map(tmp_path):
    ws = card_case(tmp_path)
    card = parcel_card(ws, uuid_of(ws, "01A001"))
    assert [one.land_no for one in card.documents] == ["1"]
    assert card.on_map is None


def test_a_draft_block_is_not_declared(tmp_path: Path):
    ws = card_case(tmp_path, "draft")
    assert not parcel_card(ws, uuid_of(ws, MIDDLE)).declared


def test_owners_of_today_only_masked_with_their_share(card):
    assert [(owner.name, owner.share) for owner in card.owners] == [("นายส*** ท***", "1/2")]


def test_areas_on_map_and_document_and_their_difference(card):
    """400 m² = 0-1-00; the deed says 0-1-04, 4 ตร.ว. more."""
    assert card.area.map == 10_000
    assert card.area.document == 10_400
    assert card.area.document_m2 == 416.0
    assert card.area.difference == -400


@pytest.mark.parametrize(
    ("relative", "absolute", "allowed", "agrees"),
    [
        (0.10, 200, 1040, True),  # 10 % of the larger
        (0.01, 400, 400, True),  # just
        (0.01, 399, 399, False),
    ],
)
def test_the_tolerance_is_the_larger_of_share_and_fixed_amount(
    workspace: Workspace, relative: float, absolute: int, allowed: int, agrees: bool
):
    tolerance = AreaTolerance(relative, absolute)
    area = parcel_card(workspace, uuid_of(workspace, MIDDLE), tolerance).area
    assert (area.allowed, area.agrees) == (allowed, agrees)


def test_without_a_document_there_is_nothing_to_differ(workspace: Workspace):
    area = parcel_card(workspace, uuid_of(workspace, "01A001")).area
    assert (area.document, area.difference, area.agrees) == (None, None, None)


def test_neighbours_share_boundary_and_not_just_a_corner(card):
    assert {neighbour.name for neighbour in card.neighbours} == {
        "01A002",
        "01A004",
        "01A006",
        "01A008",
    }
    assert [round(neighbour.shared_m, 6) for neighbour in card.neighbours] == [20.0] * 4
    owners = {neighbour.name: neighbour.owners for neighbour in card.neighbours}
    assert owners["01A006"] == ("นางม*** ด***",)
    assert owners["01A004"] == ()


def test_a_neighbour_without_a_code_of_ours_is_called_by_that_it_came_with(tmp_path: Path):
    workspace = card_case(tmp_path)
    with workspace.transaction("correct") as tx:
        values = {"parcel_code": None, "lot": None, "source_code": "04A.005"}
        tx.update_rows("parcel", [{"uuid": uuid_of(tx, "01A006"), **values}])
    neighbours = parcel_card(workspace, uuid_of(workspace, "01A005")).neighbours
    (named,) = [one.name for one in neighbours if isinstance(one.name, Message)]
    assert render(named, "en") == "04A.005 (code as it came)"
    assert render(named, "th") == "04A.005 (รหัสตามต้นฉบับ)"


def test_house_sign_and_findings_that_are_open_the_worst_first(card):
    assert [house.code for house in card.buildings] == ["01A005-B001"]
    assert [sign.name for sign in card.signboards] == ["ร้านสาธิต"]
    assert [finding.severity for finding in card.findings] == ["error", "info"]


def test_a_finding_that_was_typed_in_the_form_of_qgis_stands_on_the_card(tmp_path: Path):
    ws = card_case(tmp_path)
    uuid = uuid_of(ws, "01A006")
    typed = {"check_id": "มือ", "message": "ดูแนวเขต", "severity": "warning"}
    with ws.transaction("correct") as tx:
        tx.insert_rows("finding", [{**typed, "subject_table": "parcel", "subject_uuid": uuid}])
    said = [render(one.message, "th") for one in parcel_card(ws, uuid).findings]
    assert "ดูแนวเขต" in said


def test_history_the_latest_first_and_what_was_taken_back(tmp_path: Path):
    ws = card_case(tmp_path)
    uuid = uuid_of(ws, MIDDLE)
    with ws.transaction("correct", reason="สะกดผิด", document="ที่ 12/2569") as tx:
        tx.update("parcel", pd.DataFrame({"uuid": [uuid], "road": ["สุขุมวิท"]}))
    undo(ws)
    history = parcel_card(ws, uuid).history
    assert [change.kind for change in history] == ["undo", "correct", "import"]
    assert (history[1].reason, history[1].document) == ("สะกดผิด", "ที่ 12/2569")
    assert [change.undone for change in history] == [False, True, False]


def test_a_parcel_that_is_gone_is_told(workspace: Workspace):
    with pytest.raises(ParcelGone):
        parcel_card(workspace, "nobody")


def test_several_parcels_by_code_with_their_areas(workspace: Workspace):
    uuids = [uuid_of(workspace, code) for code in ("01A009", "01A002")]
    lines = parcel_lines(workspace, [*uuids, "nobody"])
    assert [(line.name, line.area_m2) for line in lines] == [("01A002", 400.0), ("01A009", 400.0)]


@pytest.mark.parametrize("code", [MIDDLE, "01A001"])  # the other one has no document
def test_a_card_reads_no_table_from_end_to_end(workspace: Workspace, code: str):
    uuid, statements = uuid_of(workspace, code), []
    with connection(workspace.path) as opened:  # the card takes it over
        opened.set_trace_callback(statements.append)
    parcel_card(workspace, uuid)
    with connection(workspace.path) as opened:
        opened.set_trace_callback(None)
        queries = [one for one in statements if one.startswith("SELECT")]
        plans = [str(opened.execute(f"EXPLAIN QUERY PLAN {one}").fetchall()) for one in queries]
    assert len(plans) > 5
    assert [plan for plan in plans if "SCAN " in plan.replace("SCAN rtree_", "")] == []


def test_a_card_takes_no_longer_among_many_parcels(tmp_path: Path):
    ws = Workspace.create(tmp_path / "ใหญ่.gpkg", Municipality("เทศบาลตำบลสาธิต"))
    x, y = [[500000.0 + 20 * n for n in range(100)] * 200, [2073000.0] * 20000]
    y = [2073000.0 + 20 * (n // 100) for n in range(20000)]
    shapes = [shapely.box(a, b, a + 20, b + 20) for a, b in zip(x, y)]
    with ws.transaction("import") as tx:
        uuids = list(tx.insert("parcel", pd.DataFrame({"geom": shapes})))
    times = []
    for uuid in uuids[10050:10060]:
        begun = time.perf_counter()
        assert len(parcel_card(ws, uuid).neighbours) == 4
        times.append(time.perf_counter() - begun)
    assert min(times) < 0.1

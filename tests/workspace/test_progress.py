"""The seven stages, judged from counts as an officer would judge them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from shapely import box

from taxmap_plugin.core.message import render
from taxmap_plugin.core.municipality import Municipality
from taxmap_plugin.core.resources import load_json
from taxmap_plugin.workspace.progress import (
    Counts,
    count_workspace,
    judge,
    next_stage,
    percent,
    remember_printed,
    stage_states,
)
from taxmap_plugin.workspace.store import Workspace

MAPPED = Counts(boundaries=1, sheets=6, zones=5, blocks=24, declared=24, parcels=3000, coded=3000)
JOINED = replace(
    MAPPED,
    documents=2900,
    with_document=3000,
    match_rows=2900,
    matched=2900,
    buildings=1200,
    with_use=3000,
    owners=1900,
    with_owner=3000,
    printed=24,
    printed_on="1/2/2569",
)


@pytest.mark.parametrize(
    ("counts", "stage", "state", "step"),
    [
        (Counts(), "preparation", "check", "import_boundary"),
        (Counts(boundaries=1), "preparation", "passed", ""),
        (Counts(), "base_map", "not_started", "import_parcels"),
        (Counts(zones=5, blocks=24), "base_map", "in_work", "import_parcels"),
        (replace(MAPPED, coded=2910), "base_map", "in_work", "number_parcels"),
        (replace(MAPPED, zones=0), "base_map", "in_work", "import_zones"),
        (replace(MAPPED, findings=7), "base_map", "check", "review_findings"),
        (replace(MAPPED, declared=20), "base_map", "check", "declare_codes"),
        (MAPPED, "base_map", "passed", ""),
        (MAPPED, "land_data", "not_started", "import_register"),
        (replace(MAPPED, documents=2900), "land_data", "in_work", "match_register"),
        (replace(JOINED, to_decide=60), "land_data", "check", "review_matches"),
        (replace(JOINED, to_confirm=2900), "land_data", "check", "review_matches"),
        (replace(JOINED, with_document=2800), "land_data", "check", "import_register"),
        (JOINED, "land_data", "passed", ""),
        (MAPPED, "field_survey", "not_started", "import_buildings"),
        (replace(JOINED, with_use=100), "field_survey", "in_work", "import_register"),
        (replace(JOINED, with_use=0, to_confirm=9), "field_survey", "in_work", "review_matches"),
        (JOINED, "field_survey", "passed", ""),
        (Counts(parcels=3), "tax_map", "not_started", ""),
        (MAPPED, "tax_map", "not_started", "export_sheets"),
        (replace(JOINED, printed=23), "tax_map", "in_work", "export_sheets"),
        (JOINED, "tax_map", "passed", ""),
        (MAPPED, "register", "not_started", "import_register"),
        (replace(MAPPED, owners=9), "register", "in_work", "match_register"),
        (replace(JOINED, with_owner=2999), "register", "check", "match_register"),
        (JOINED, "register", "passed", ""),
        (MAPPED, "upkeep", "not_started", ""),
        (JOINED, "upkeep", "in_work", ""),
    ],
)
def test_state_and_step_of_a_stage(counts: Counts, stage: str, state: str, step: str):
    found = {one.stage: one for one in judge(counts)}[stage]
    assert (found.state, found.step) == (state, step)


def test_numbers_of_the_base_map_are_told_in_both_languages():
    base_map = judge(replace(MAPPED, coded=2910, declared=0, findings=12))[1]
    told = [render(message, "en") for message in (*base_map.facts, *base_map.missing)]
    assert told == [
        "5 zones, 24 blocks",
        "3,000 parcels, 2,910 coded (97\u00a0%)",
        "12 findings to decide",
        "codes of 90 parcels",
        "codes of 24 blocks are still a draft",
    ]
    assert "มีรหัส 2,910" in render(base_map.facts[1], "th")


def test_a_whole_per_cent_is_never_rounded_up_to_all():
    assert [percent(2999, 3000), percent(3000, 3000), percent(0, 0)] == [99, 100, 0]


@pytest.mark.parametrize(
    ("counts", "stage"),
    [
        (Counts(), "base_map"),  # a missing boundary can wait
        (replace(MAPPED, coded=2910), "base_map"),
        (replace(MAPPED, findings=7), "land_data"),  # checking comes after doing
        (MAPPED, "land_data"),
        (replace(JOINED, declared=3), "base_map"),
    ],
)
def test_next_step_is_the_first_unfinished_stage(counts: Counts, stage: str):
    following = next_stage(judge(counts))
    assert following is not None
    assert following.stage == stage


def test_nothing_is_next_when_all_is_done():
    assert next_stage(judge(JOINED)) is None


def test_every_stage_and_step_has_a_name_in_both_languages():
    told = load_json("stages.json")
    assert [stage["id"] for stage in told["stages"]] == [one.stage for one in judge(Counts())]
    for named in (*told["stages"], *told["steps"].values()):
        assert named["th"] and named["en"]


def test_every_step_that_is_given_can_be_taken():
    steps = load_json("stages.json")["steps"]
    for counts in (Counts(), MAPPED, JOINED, replace(JOINED, to_decide=1, coded=1, findings=1)):
        assert {one.step for one in judge(counts) if one.step} <= set(steps)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Two blocks, three parcels, one with a code, a document and an owner."""
    ws = Workspace.create(tmp_path / "สาธิต.gpkg", Municipality("เทศบาลตำบลสาธิต", tax_year=2569))
    squares = [box(500000 + 10 * i, 2070000, 500010 + 10 * i, 2070010) for i in range(3)]
    with ws.transaction("import") as tx:
        tx.insert("boundary", pd.DataFrame({"name": ["สาธิต"], "geom": [squares[0]]}))
        tx.insert("zone", pd.DataFrame({"zone_code": ["01"], "geom": [squares[0]]}))
        blocks = pd.DataFrame({"block_code": ["01A", "01B"], "geom": squares[:2]})
        tx.insert("block", blocks.assign(code_state=["declared", "draft"]))
        codes = pd.DataFrame({"parcel_code": ["01A001", None, None], "geom": squares})
        parcels = list(tx.insert("parcel", codes))
        tx.insert("title_document", pd.DataFrame({"parcel_uuid": [parcels[0], None]}))
        owners = tx.insert("owner", pd.DataFrame({"owner_key": ["ก001/0001"]}))
        held = {"owner_uuid": list(owners), "parcel_uuid": parcels[:1]}
        tx.insert("ownership", pd.DataFrame(held))
        lines = {"parcel_uuid": parcels[1:2], "register_table": ["title_document"]}
        tx.insert("match", pd.DataFrame({**lines, "state": ["auto"]}))
        uses = {"parcel_uuid": parcels[:2], "tax_year": [2569, 2568]}
        tx.insert("land_use", pd.DataFrame(uses))
    return ws


def test_counts_of_a_real_workspace(workspace: Workspace):
    counts = count_workspace(workspace)
    assert (counts.zones, counts.blocks, counts.declared) == (1, 2, 1)
    assert (counts.parcels, counts.coded) == (3, 1)
    assert (counts.documents, counts.with_document) == (2, 2), "one attached, one matched"
    assert counts.to_confirm == 1
    assert (counts.owners, counts.with_owner) == (1, 1)
    assert counts.with_use == 1, "only this tax year's land use counts"
    assert counts.changed_on.endswith("/25" + counts.changed_on[-2:])
    assert len(stage_states(workspace)) == 7


def test_owners_and_uses_that_hang_on_the_document_count_for_its_parcel(workspace: Workspace):
    """As the registers come in; an owner of former days does not count."""
    third = workspace.read("parcel", ["uuid"])["uuid"].iloc[2]
    with workspace.transaction("import") as tx:
        titles = tx.insert("title_document", pd.DataFrame({"parcel_uuid": [third]}))
        tx.insert("ownership", pd.DataFrame({"title_document_uuid": titles.tolist()}))
        uses = {"title_document_uuid": titles.tolist(), "tax_year": [2569]}
        tx.insert("land_use", pd.DataFrame(uses))
    counts = count_workspace(workspace)
    assert (counts.with_owner, counts.with_use) == (2, 2)
    with workspace.transaction("correct") as tx:
        held = tx.read("ownership", ["uuid"], "title_document_uuid IS NOT NULL")
        tx.update("ownership", held.assign(to_date="2026-01-01"))
    assert count_workspace(workspace).with_owner == 1


def test_a_stage_that_waits_says_for_what():
    assert render(judge(Counts())[6].missing[0], "en").startswith("parcels and owners")


def test_prices_that_were_matched_are_no_documents(workspace: Workspace):
    with workspace.transaction("match") as tx:
        tx.delete("match", tx.read("match", ["uuid"])["uuid"])
        tx.insert("match", pd.DataFrame({"register_table": ["land_price"], "state": ["auto"]}))
    counts = count_workspace(workspace)
    assert (counts.match_rows, counts.to_confirm) == (0, 0)


def test_a_block_that_is_no_longer_there_is_no_printed_one(workspace: Workspace):
    remember_printed(workspace, ["01A", "09Z"])
    assert count_workspace(workspace).printed == 1


def test_printed_blocks_are_remembered_and_are_no_change_of_the_data(workspace: Workspace):
    before = workspace.count("change", "kind <> 'print'")
    remember_printed(workspace, ["01A"])
    half = stage_states(workspace)[4]
    assert (half.state, half.step) == ("in_work", "export_sheets")
    assert render(half.missing[0], "en") == "sheets of 1 more block"
    remember_printed(workspace, ["01B"])
    sheets = stage_states(workspace)[4]
    assert sheets.state == "passed"
    assert render(sheets.facts[0], "en").startswith("sheets of 2 blocks, lately on ")
    assert workspace.count("change", "kind <> 'print'") == before

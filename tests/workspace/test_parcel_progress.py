"""The stages of single parcels, from the tables, agree with the start dock."""

from __future__ import annotations

import pytest

from taxmap_plugin.core.progress_stages import STAGES
from taxmap_plugin.workspace.parcel_progress import parcel_progress
from taxmap_plugin.workspace.progress import count_workspace, remember_printed

from ..editing import land_case


@pytest.fixture
def ws(tmp_path):
    """Six coded parcels of block 01A, all with owners; p1 alone has a document and a use.

    The check found nothing.
    """
    made = land_case.make(tmp_path)
    land_case.call_checked(made)
    return made


def counts(ws, upkeep="sound") -> dict[str, int]:
    return dict(zip(STAGES, parcel_progress(ws, upkeep).whole().reached))


def test_the_numbers_are_those_of_the_start_dock(ws):
    found, told = counts(ws), count_workspace(ws)
    assert found["base_map"] == told.coded == 6
    assert found["land_data"] == told.with_document == 1
    assert found["field_survey"] == told.with_use == 1
    assert found["register"] == told.with_owner == 6
    assert (found["preparation"], found["tax_map"], found["upkeep"]) == (0, 0, 0)


def test_printed_sheets_and_the_boundary_count_for_their_parcels(ws):
    remember_printed(ws, ["01A"])
    with ws.transaction("import") as tx:
        tx.insert_rows("boundary", [{"name": "สาธิต", "geom": land_case.box(0, 0, 200, 200)}])
    found = counts(ws)
    assert (found["preparation"], found["tax_map"], found["upkeep"]) == (6, 6, 1)


def test_before_every_rule_about_errors_has_looked_no_parcel_is_known_to_be_right(tmp_path):
    ws = land_case.make(tmp_path)
    remember_printed(ws, ["01A"])
    assert counts(ws)["upkeep"] == 0
    land_case.call_checked(ws, but="overlap")
    assert counts(ws)["upkeep"] == 0
    land_case.call_checked(ws)
    assert counts(ws)["upkeep"] == 1


def test_an_open_error_holds_its_parcels_back_until_somebody_settled_it(ws):
    remember_printed(ws, ["01A"])
    error = {"check_id": "quality.overlap", "severity": "error", "message": {"id": "common.rows"}}
    with ws.transaction("quality_check") as tx:
        (uuid,) = tx.insert_rows(
            "finding", [{**error, "subject_uuid": "p2", "things": ["p2", "p1"]}]
        )
    assert counts(ws)["upkeep"] == 0
    assert counts(ws, "assessed")["upkeep"] == 0, "01A001 was assessed the year before"
    with ws.transaction("quality_decide") as tx:
        tx.update_rows("finding", [{"uuid": uuid, "state": "accepted"}])
    assert counts(ws)["upkeep"] == 1


def test_an_assessment_of_the_tax_year_counts_unless_it_was_cancelled(ws):
    remember_printed(ws, ["01A"])
    row = {"parcel_uuid": "p1", "tax_year": 2569}
    with ws.transaction("import_register") as tx:
        (uuid,) = tx.insert_rows("assessment", [row])
    assert counts(ws, "both")["upkeep"] == 1
    with ws.transaction("import_register") as tx:
        tx.update_rows("assessment", [{"uuid": uuid, "state": "cancelled"}])
    assert counts(ws, "both")["upkeep"] == 0

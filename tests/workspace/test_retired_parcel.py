"""Finding parcels that are no more."""

from __future__ import annotations

import pandas as pd
import pytest

from taxmap_plugin.workspace.retired_parcel import retired_parcels
from taxmap_plugin.workspace.store import Workspace
from taxmap_plugin.workspace.undo import undo

from .history_case import change

pytestmark = pytest.mark.usefixtures("kept_in_both")


@pytest.mark.parametrize("text", ["01a002", "๐๑A๐๐๒", "102", "0002", "9472-15"])
def test_a_retired_parcel_is_found_with_what_came_after_it(ws: Workspace, text: str):
    change(ws, "split", ["01A002"], ["01A002/001", "01A002/002"])
    found = retired_parcels(ws, text)
    assert [row["parcel_code"] for row in found] == ["01A002"]
    row = found[0]
    assert row["successor_codes"] == "01A002/001, 01A002/002"
    assert (row["deed_no"], row["reason"], row["living"]) == ("102", "split ตามเอกสาร", False)


def test_what_was_taken_back_or_lives_is_not_retired(ws: Workspace):
    change(ws, "split", ["01A002"], ["01A002/001", "01A002/002"])
    undo(ws)
    assert retired_parcels(ws, "01A002") == []
    assert retired_parcels(ws, "") == []
    assert retired_parcels(ws, "%") == []


def test_a_code_that_only_was_renumbered_is_found(ws: Workspace):
    row = {"table_name": "parcel", "code": "01A009", "successor_codes": "01A003"}
    with ws.transaction("renumber") as tx:
        when = {"retired_at": tx.now, "reason": "ซ้ำ", "subject_uuid": "ไม่มีแล้ว"}
        tx.insert("retired_code", pd.DataFrame([{**row, **when}]))
    (found,) = retired_parcels(ws, "A009")
    assert (found["successor_codes"], found["reason"]) == ("01A003", "ซ้ำ")
    assert not found["living"]

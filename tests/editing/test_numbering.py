"""Numbering parcels in a workspace: what an officer sees before and after."""

from __future__ import annotations

import pandas as pd
import pytest

from taxmap_plugin.core.numbering import Rule, Way
from taxmap_plugin.editing.numbering import NumberingError, apply_numbering, plan_numbering
from taxmap_plugin.workspace.connection import connection

from .block_case import codes, make, retired


def as_dict(planned: pd.DataFrame) -> dict[str, str]:
    return dict(zip(planned["uuid"], planned["new_code"]))


def test_the_plan_shows_old_and_new_and_writes_nothing(tmp_path):
    ws = make(tmp_path)
    planned = plan_numbering(ws, ["01A"], Way(), Rule())
    assert as_dict(planned) == {
        "a1": "01A007",
        "a2": "01A008",
        "a3": "01A002",
        "n1": "01A009",  # found by its place
    }
    assert set(planned["block"]) == {"01A"}
    assert codes(ws)["a2"] is None
    assert ws.count("change", "kind = ?", ["number_parcels"]) == 0


def test_applied_codes_stand_in_all_their_columns(tmp_path):
    ws = make(tmp_path)
    done = apply_numbering(ws, plan_numbering(ws, [], Way(), Rule()))
    assert (done.parcels, done.units, done.retired) == (2, 0, 0)
    row = ws.read("parcel", where="uuid = ?", params=["n1"]).iloc[0]
    assert tuple(row[["parcel_code", "zone_code", "block_code", "lot"]]) == (
        "01A009",
        "01",
        "01A",
        "009",
    )
    assert codes(ws)["b1"] == "01B001"


def test_a_draft_block_is_numbered_anew_with_its_buildings_and_signboards(tmp_path):
    ws = make(tmp_path)
    done = apply_numbering(ws, plan_numbering(ws, ["01A"], Way(), Rule(keep=False)))
    assert (done.parcels, done.units, done.retired) == (4, 4, 0)
    assert codes(ws) == {
        "a1": "01A001",
        "a2": "01A002",
        "a3": "01A003",
        "n1": "01A004",
        "b1": "01B001",
    }
    assert codes(ws, "building") == {
        "a1-B": "01A001-B001",
        "a3-B": "01A003-B001",
        "b1-B": "01B001-B001",
    }
    assert codes(ws, "signboard")["a3-P"] == "01A003-P001"
    assert retired(ws) == {}


def test_codes_may_change_places_within_a_draft_block(tmp_path):
    ws = make(tmp_path, {"a1": ("01A", "01A002"), "a2": ("01A", "01A001")})
    apply_numbering(ws, plan_numbering(ws, ["01A"], Way(), Rule(keep=False)))
    assert codes(ws) == {"a1": "01A001", "a2": "01A002"}
    assert codes(ws, "building") == {"a1-B": "01A001-B001", "a2-B": "01A002-B001"}


def test_numbering_again_changes_nothing_and_leaves_no_trace(tmp_path):
    ws = make(tmp_path)
    apply_numbering(ws, plan_numbering(ws, ["01A"], Way(), Rule(keep=False)))
    changes = ws.count("change")
    done = apply_numbering(ws, plan_numbering(ws, ["01A"], Way(), Rule(keep=False)))
    assert (done.parcels, ws.count("change")) == (0, changes)


def test_declared_codes_do_not_change_without_a_reason(tmp_path):
    ws = make(tmp_path, declared=["01A"])
    planned = plan_numbering(ws, ["01A"], Way(), Rule(keep=False))
    for reason in ("", "  "):
        with pytest.raises(NumberingError) as refused:
            apply_numbering(ws, planned, reason)
        assert refused.value.message.id == "numbering.reason_needed"
    assert codes(ws)["a1"] == "01A007"
    apply_numbering(ws, planned, document="บันทึก 5/2569")  # says why as well, as elsewhere
    assert codes(ws)["a1"] == "01A008"


def test_declared_codes_retire_and_are_never_given_again(tmp_path):
    ws = make(tmp_path, declared=["01A"])
    planned = plan_numbering(ws, ["01A"], Way(), Rule(keep=False))
    done = apply_numbering(ws, planned, "จัดเขตย่อยใหม่", "บันทึก 5/2569")
    assert (done.parcels, done.retired) == (4, 2)
    assert codes(ws) == {
        "a1": "01A008",
        "a2": "01A009",
        "a3": "01A010",
        "n1": "01A011",
        "b1": "01B001",
    }
    assert retired(ws) == {
        "01A007": "01A008",
        "01A002": "01A010",
        "01A007-B001": "01A008-B001",
        "01A002-B001": "01A010-B001",
        "01A007-P001": "01A008-P001",
        "01A002-P001": "01A010-P001",
    }
    row = ws.read("retired_code", where="code = ?", params=["01A007"]).iloc[0]
    assert (row["reason"], row["document"], row["subject_uuid"], row["table_name"]) == (
        "จัดเขตย่อยใหม่",
        "บันทึก 5/2569",
        "a1",
        "parcel",
    )
    with ws.transaction("delete") as tx:  # the highest number goes with its parcel
        tx.delete("parcel", ["n1", "a1"])
    again = plan_numbering(ws, ["01A"], Way(), Rule(keep=False))
    assert not set(again["new_code"]) & set(retired(ws))


def test_new_parcels_of_a_declared_block_need_no_reason(tmp_path):
    ws = make(tmp_path, declared=["01A"])
    done = apply_numbering(ws, plan_numbering(ws, ["01A"], Way(), Rule()))
    assert (done.parcels, done.retired) == (2, 0)


def test_a_declared_code_also_retires_when_its_parcel_moves_to_a_draft_block(tmp_path):
    ws = make(tmp_path, {"a1": ("01A", "01B005")}, declared=["01B"])
    planned = plan_numbering(ws, ["01A"], Way(), Rule(keep=False))
    with pytest.raises(NumberingError):
        apply_numbering(ws, planned)
    apply_numbering(ws, planned, "แก้เขตย่อย")
    assert retired(ws)["01B005"] == "01A001"


def test_a_plan_that_the_workspace_has_outrun_is_not_written(tmp_path):
    ws = make(tmp_path)
    planned = plan_numbering(ws, ["01A"], Way(), Rule())
    with ws.transaction("edit") as tx:
        tx.update("parcel", pd.DataFrame({"uuid": ["a2"], "parcel_code": ["01A050"]}))
    with pytest.raises(NumberingError) as refused:
        apply_numbering(ws, planned)
    assert refused.value.message.id == "numbering.changed_meanwhile"
    assert codes(ws)["n1"] is None


def test_a_block_that_is_not_there_is_named(tmp_path):
    ws = make(tmp_path)
    with pytest.raises(NumberingError) as refused:
        plan_numbering(ws, ["01A", "09Z"], Way(), Rule())
    assert refused.value.message.params["blocks"] == ["09Z"]


def test_a_block_without_parcels_gives_an_empty_plan(tmp_path):
    ws = make(tmp_path, {})
    planned = plan_numbering(ws, ["01A"], Way(), Rule())
    assert planned.empty
    assert list(planned.columns) == ["block", "uuid", "old_code", "new_code", "reason"]
    assert apply_numbering(ws, planned).parcels == 0


def test_one_block_is_numbered_without_reading_those_of_the_others(tmp_path):
    ws, statements = make(tmp_path, declared=["01A"]), []
    with connection(ws.path) as opened:  # what numbers takes it over
        opened.set_trace_callback(statements.append)
    planned = plan_numbering(ws, ["01A"], Way(), Rule(keep=False))
    apply_numbering(ws, planned, "จัดเขตย่อยใหม่")
    with connection(ws.path) as opened:
        opened.set_trace_callback(None)
        queries = [one for one in statements if one.startswith(("SELECT", "UPDATE"))]
        plans = [str(opened.execute(f"EXPLAIN QUERY PLAN {one}").fetchall()) for one in queries]
    grow = ("parcel", "building", "signboard", "retired_code", "change_row")
    assert len(plans) > 10
    scans = [plan for plan in plans for table in grow if f"SCAN {table}'" in plan]
    assert scans == []


def test_cancel_leaves_everything_as_it_was(tmp_path):
    from taxmap_plugin.core.feedback import Silent
    from taxmap_plugin.errors import Cancelled

    class Pressed(Silent):
        def cancelled(self) -> bool:
            return True

    ws = make(tmp_path)
    planned = plan_numbering(ws, ["01A"], Way(), Rule())
    with pytest.raises(Cancelled):
        apply_numbering(ws, planned, feedback=Pressed())
    assert codes(ws)["a2"] is None

"""Retired parcels found by what they were called."""

from __future__ import annotations

import datetime as dt

import pytest

from taxmap_plugin.core.area_split import FromDirection
from taxmap_plugin.core.message import render
from taxmap_plugin.editing.merge import plan_merge
from taxmap_plugin.editing.parcel_plan import PlanError
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.retired_parcel import retired_one
from taxmap_plugin.editing.split import plan_equal_split
from taxmap_plugin.editing.strip import plan_strip
from taxmap_plugin.workspace.retired_parcel import retired_named

from . import land_case
from .land_case import box

pytestmark = pytest.mark.usefixtures("kept_in_both")


def test_by_code_or_land_number_and_only_what_lives_no_more(tmp_path):
    ws = land_case.make(tmp_path)
    apply_plan(ws, plan_strip(ws, box(80, 0, 120, 3)))  # 01A003 is smaller, and lives
    apply_plan(ws, plan_merge(ws, ["p1", "p2"]))
    assert [row["parcel_uuid"] for row in retired_named(ws, "01a002")] == ["p2"]
    assert [row["parcel_uuid"] for row in retired_named(ws, " 11 ")] == ["p1"]
    assert retired_named(ws, "01A003") == []
    with pytest.raises(PlanError) as error:
        retired_one(ws, "01A003")
    assert error.value.message.id == "restore.living"


def test_a_parcel_that_changed_before_it_retired_counts_once(tmp_path):
    ws = land_case.make(tmp_path)
    apply_plan(ws, plan_strip(ws, box(0, 0, 40, 3)))
    apply_plan(ws, plan_equal_split(ws, "p1", 2, FromDirection(0)))
    (row,) = retired_named(ws, "01A001")
    assert row["geom"].area == pytest.approx(40 * 27)  # as it was when it retired


def test_a_day_tells_which_of_several_was_there(tmp_path):
    ws = land_case.make(tmp_path)
    first = apply_plan(ws, plan_equal_split(ws, "p1", 2, FromDirection(0)))
    apply_plan(ws, plan_equal_split(ws, first.parcels[-1], 2, FromDirection(0)))
    days = {"p1": ("2024-01-01", "2025-01-01"), first.parcels[-1]: ("2025-01-01", "2026-06-01")}
    with ws.transaction("correct") as tx:
        for uuid, (since, until) in days.items():
            key = tx.rows("parcel_history", ["uuid"], "parcel_uuid = ?", [uuid])[0]["uuid"]
            row = {"uuid": key, "valid_from": f"{since}T02:00:00.000Z"}
            tx.update_rows("parcel_history", [{**row, "valid_to": f"{until}T02:00:00.000Z"}])
    with pytest.raises(PlanError) as error:
        retired_one(ws, "01A001")
    assert error.value.message.id == "retired.several"
    assert "ใช้ถึง 1 ม.ค. 2568 " in render(error.value.message, "th")
    assert "until 1 Jan 2025, " in render(error.value.message, "en")
    for uuid, day in (("p1", dt.date(2024, 6, 1)), (first.parcels[-1], dt.date(2025, 6, 1))):
        key = retired_one(ws, "01A001", day)
        found = ws.rows("parcel_history", ["parcel_uuid"], "uuid = ?", [key])
        assert found == [{"parcel_uuid": uuid}]
        assert retired_one(ws, key) == key

"""The parcels that an officer means by what she typed."""

from __future__ import annotations

import pandas as pd
import pytest

from taxmap_plugin.core.code_style import CodeStyle
from taxmap_plugin.core.message import render
from taxmap_plugin.editing.parcel_choice import codes_typed, parcels_named
from taxmap_plugin.editing.parcel_plan import PlanError
from taxmap_plugin.editing.retired_code import retire_codes

from . import land_case

STYLE = CodeStyle.load()


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("01a001, ๐๑A002", ["01A001", "01A002"]),
        ("01A 002, 01A001 01A003", ["01A002", "01A001", "01A003"]),
        ("01A001;01A001\n01A002/001  ", ["01A001", "01A002/001"]),
        (" , ", []),
    ],
)
def test_codes_stand_between_commas_blanks_and_lines(tmp_path, typed, codes):
    assert codes_typed(land_case.make(tmp_path), typed) == codes


def test_two_codes_that_parcels_came_with_are_not_one_because_of_the_blank_between(tmp_path):
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        came = {"p1": "12A", "p2": "345"}
        rows = [{"uuid": u, "parcel_code": None, "source_code": c} for u, c in came.items()]
        tx.update_rows("parcel", rows)
    assert codes_typed(ws, "12a 345") == ["12A", "345"]
    assert codes_typed(ws, "12A 346, 12A ๓๔๕") == ["12A346", "12A", "345"]


@pytest.mark.parametrize("typed", ["01a-๐๐๒", "01A–002", "01A 002", "-01A002", "๐๑a002"])
def test_a_code_is_understood_as_the_search_understands_it(tmp_path, typed):
    ws = land_case.make(tmp_path)
    assert parcels_named(ws, codes_typed(ws, typed), STYLE) == ["p2"]


def test_a_code_with_a_hyphen_that_no_parcel_has_is_no_building(tmp_path):
    ws = land_case.make(tmp_path)
    with pytest.raises(PlanError) as error:
        parcels_named(ws, codes_typed(ws, "05a-๐๑๐"), STYLE)
    told = render(error.value.message, "th")
    assert "05A-010" in told and "สิ่งปลูกสร้าง" not in told
    with pytest.raises(PlanError) as error:
        parcels_named(ws, ["01A001-B001"], STYLE)
    assert "สิ่งปลูกสร้าง" in render(error.value.message, "th")


def test_parcels_come_in_the_order_typed(tmp_path):
    ws = land_case.make(tmp_path)
    assert parcels_named(ws, ["01A005", "01A002"], STYLE) == ["p5", "p2"]


def test_a_parcel_without_a_code_goes_by_the_one_that_it_came_with(tmp_path):
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        rows = [{"uuid": "p1", "parcel_code": None, "source_code": "X-7"}]
        tx.update_rows("parcel", rows)
        tx.update_rows("parcel", [{"uuid": "p2", "source_code": "X-7"}])  # has a code of its own
    assert parcels_named(ws, ["X-7"], STYLE) == ["p1"]


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        (["01A001", "01A088", "01A099"], "ไม่มีแปลง 01A088, 01A099"),
        (["1A001"], "เขต"),
        (["01A077"], "01A001"),
    ],
)
def test_an_unknown_code_is_told_by_name(tmp_path, codes, words):
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        gone = pd.DataFrame({"code": ["01A077"], "uuid": ["x"], "successor": ["01A001"]})
        retire_codes(tx, "parcel", gone, "รวมแปลง")
    with pytest.raises(PlanError) as error:
        parcels_named(ws, codes, STYLE)
    assert words in render(error.value.message, "th")

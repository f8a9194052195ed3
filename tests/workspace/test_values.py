"""Values keep their kind on the way into the file and back."""

from __future__ import annotations

import datetime as dt
import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from taxmap_plugin.core.message import Message, render
from taxmap_plugin.workspace.problem import WrongValue
from taxmap_plugin.workspace.schema import table
from taxmap_plugin.workspace.values import from_sql, plain_values, to_sql

PLACE = {
    "text": ("parcel", "land_no"),
    "integer": ("parcel", "document_area"),
    "real": ("building", "floors"),
    "boolean": ("ownership", "is_payer"),
    "date": ("ownership", "from_date"),
    "datetime": ("block", "declared_at"),
    "json": ("finding", "message"),
}


def stored(kind: str, values: list) -> list:
    table_name, column = PLACE[kind]
    return to_sql(table(table_name), table(table_name).column(column), pd.Series(values))


@pytest.mark.parametrize(
    "kind, given, expected",
    [
        ("text", ["0632", "506/1", "00", None, np.nan], ["0632", "506/1", "00", None, None]),
        ("text", [632, 7], ["632", "7"]),
        ("text", [None, None], [None, None]),
        ("integer", [1, None, 3.0], [1, None, 3]),
        ("integer", [2**53 + 1], [2**53 + 1]),
        ("real", [2.5, None, 3], [2.5, None, 3.0]),
        ("boolean", [True, False, None], [1, 0, None]),
        ("date", ["2026-01-31", None], ["2026-01-31", None]),
        ("date", [dt.date(2026, 1, 31)], ["2026-01-31"]),
        ("date", [pd.Timestamp("2026-01-31 13:00")], ["2026-01-31"]),
        ("datetime", ["2026-01-31T08:00:00Z"], ["2026-01-31T08:00:00.000Z"]),
        ("datetime", ["2026-01-31T08:00:00+07:00"], ["2026-01-31T01:00:00.000Z"]),
        ("json", [{"ก": [1, None]}, None], ['{"ก": [1, null]}', None]),
        ("json", [Message("common.rows", count=3)], ['{"id": "common.rows", "count": 3}']),
        ("json", ['{"a": 1}'], ['{"a": 1}']),
        ("json", [{"a": np.int64(3)}], ['{"a": 3}']),
    ],
)
def test_what_is_stored(kind: str, given: list, expected: list):
    assert stored(kind, given) == expected


@pytest.mark.parametrize(
    "kind, given, odd",
    [
        ("text", ["0632", 632.0], "632.0"),  # a spreadsheet's number: leading zeros are gone
        ("text", ["x", True], "True"),
        ("integer", ["0632"], "0632"),
        ("integer", [1.0, 2.5], "2.5"),
        ("real", ["2,5"], "2,5"),
        ("date", ["2026-01-01", "31/1/2569"], "31/1/2569"),
        ("date", ["2569-01-31"], "2569-01-31"),  # a Buddhist year
        ("date", ["2026-02-30"], "2026-02-30"),
        ("boolean", ["ใช่"], "ใช่"),
    ],
)
def test_what_is_refused_is_named(kind: str, given: list, odd: str):
    with pytest.raises(WrongValue) as caught:
        stored(kind, given)
    assert caught.value.message.params["value"] == odd
    table_name, column = PLACE[kind]
    assert table(table_name).column(column).th in render(caught.value.message, "th")


@pytest.mark.parametrize(
    "kind, kept, read",
    [
        ("integer", [30_000, "ไม่ทราบ", "๓๐๐", 12.0, 12.5, "1e30", None], [30_000, 300, 12]),
        ("real", [2.5, "สองชั้น", "3", None], [2.5, 3.0]),
    ],
)
def test_text_of_another_program_in_a_number_column_is_a_number_or_nothing(kind, kept, read):
    table_name, column = PLACE[kind]
    series = pd.Series(from_sql(table(table_name).column(column), kept))
    assert len(series) == len(kept)
    assert series.dropna().tolist() == read


@given(st.lists(st.one_of(st.none(), st.text())))
def test_any_text_comes_back(values: list):
    column = table("parcel").column("land_no")
    assert list(from_sql(column, stored("text", values))) == values


@given(st.lists(st.one_of(st.none(), st.integers(-(2**63), 2**63 - 1)), min_size=1))
def test_any_whole_number_comes_back_to_the_last_digit(values: list):
    column = table("parcel").column("document_area")
    given = pd.Series(values, dtype="Int64")
    assert from_sql(column, to_sql(table("parcel"), column, given)).equals(given.array)


@given(st.dictionaries(st.text(), st.one_of(st.none(), st.text(), st.integers(), st.booleans())))
def test_any_source_row_survives_as_json(row: dict):
    assert json.loads(stored("json", [row])[0]) == row


ODD = st.sampled_from(
    ["2026-01-31", "2300-01-01", "2569-01-31", "2026-02-30", "2026-01-31T08:00:00.000Z"]
)
ANYTHING = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(), ODD, st.dates().map(str)
)


@pytest.mark.parametrize("kind", PLACE)
@given(values=st.lists(ANYTHING, min_size=1, max_size=4))
def test_a_few_values_become_what_many_become(kind: str, values: list):
    table_name, name = PLACE[kind]
    column = table(table_name).column(name)
    quick = plain_values(column, values)
    if quick is not None:
        slow = to_sql(table(table_name), column, pd.Series(values, dtype=object))
        assert quick == slow
        assert [type(value) for value in quick] == [type(value) for value in slow]

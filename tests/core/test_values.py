"""Map scales, blanks and doubles in a column."""

from __future__ import annotations

import pandas as pd
import pytest

from taxmap_plugin.core.message import render
from taxmap_plugin.core.values import (
    column_statistics,
    duplicates,
    map_scale,
    map_scale_column,
)


@pytest.mark.parametrize(
    ("value", "scale"),
    [
        ("1:4000", 4000),
        ("1 : 4,000", 4000),
        ("4000", 4000),
        (4000, 4000),
        (4000.0, 4000),
        ("๑:๑๐๐๐", 1000),
        ("500", 500),
        ("2000", 2000),
    ],
)
def test_scales_of_the_land_office(value: object, scale: int):
    found = map_scale(value)
    assert (found.scale, found.suggestion, found.problem) == (scale, None, None)


@pytest.mark.parametrize(
    ("value", "suggestion"),
    [("400", 4000), ("40000", 4000), ("1:100", 1000), ("50", 500), ("20000", 2000), ("5000", 500)],
)
def test_a_zero_too_many_or_too_few_is_suggested_only(value: str, suggestion: int):
    found = map_scale(value)
    assert (found.scale, found.suggestion) == (None, suggestion)
    assert found.problem is not None
    assert f"1:{suggestion}" in render(found.problem, "th")


@pytest.mark.parametrize("value", ["3000", "1:50000", "0", "สี่พัน", "1:"])
def test_other_scales_are_named(value: str):
    found = map_scale(value)
    assert found.scale is found.suggestion is None
    assert found.problem is not None and value in render(found.problem, "en")


@pytest.mark.parametrize("value", [None, "", "-", "None"])
def test_no_scale(value: object):
    assert map_scale(value).problem is None and map_scale(value).scale is None


def test_a_column_of_scales():
    found = map_scale_column(pd.Series(["1:4000", None, "400"], index=[7, 8, 9]))
    assert found["scale"].dropna().to_dict() == {7: 4000}
    assert found["suggestion"].dropna().to_dict() == {9: 4000}
    assert list(found["problem"].dropna().index) == [9]
    assert str(found["scale"].dtype) == "Int64"


def test_how_full_and_how_distinct_a_column_is():
    column = pd.Series(["01A001", " 01A001", "01A002", None, "None", "-", "01A003", "01A003"])
    found = column_statistics(column)
    assert (found.rows, found.blanks, found.distinct) == (8, 3, 3)
    assert (found.doubled_values, found.doubled_rows) == (2, 4)


def test_doubles_name_their_rows():
    column = pd.Series(["01A001", "01A002", None, " 01A001", None], index=[1, 2, 3, 4, 5])
    assert duplicates(column).to_dict() == {"01A001": [1, 4]}
    assert duplicates(pd.Series(["a", "b"])).empty

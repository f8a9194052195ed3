"""Money as offices write it, kept to the satang."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from taxmap_plugin.core.money import MoneyError, format_baht, parse_baht, parse_baht_column


@pytest.mark.parametrize(
    ("written", "satang"),
    [
        ("130,000", 13_000_000),
        ("130000", 13_000_000),
        ("1,234,567.89", 123_456_789),
        ("๑,๒๓๔.๕๐", 123_450),
        ("310.40 บาท", 31_040),
        ("฿1,200", 120_000),
        ("1,200.-", 120_000),
        (".5", 50),
        (130000, 13_000_000),
        (np.int64(7), 700),
        (1250.1, 125_010),
        ("1250.0000000001", 125_000),
        ("1.3e5", 13_000_000),
        ("฿-", None),
        ("-", None),
        ("", None),
        (None, None),
        (float("nan"), None),
    ],
)
def test_amounts_as_offices_write_them(written, satang):
    assert parse_baht(written) == satang


@pytest.mark.parametrize(
    "written", ["หนึ่งแสน", "1,23", "12,3456", "12.345", "1 2 x", "12..5", "1e400", "9e30"]
)
def test_what_is_no_amount_is_named(written):
    with pytest.raises(MoneyError, match="".join(written[:3])):
        parse_baht(written)


@given(st.integers(0, 10**14))
def test_what_is_printed_is_read_back_to_the_satang(satang):
    assert parse_baht(format_baht(satang)) == satang
    assert parse_baht(format_baht(satang, thai_digits=True)) == satang


def test_a_column_keeps_good_amounts_and_names_bad_ones():
    satang, problems = parse_baht_column(
        pd.Series(["130,000", None, "แพง", "1"], index=[4, 5, 6, 7])
    )
    assert satang.tolist() == [13_000_000, pd.NA, pd.NA, 100]
    assert problems[6].params == {"text": "แพง"}
    assert problems.drop(6).isna().all()
    assert satang.index.tolist() == [4, 5, 6, 7]


def test_the_total_of_a_million_parcels_is_exact():
    satang, _ = parse_baht_column(pd.Series(["0.10", "0.20"] * 500_000))
    assert satang.sum() == 15_000_000

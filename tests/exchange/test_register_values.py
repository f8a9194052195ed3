"""Cells of a register as an office writes them."""

from __future__ import annotations

import pandas as pd
import pytest

from taxmap_plugin.core.person_name import is_company, split_name
from taxmap_plugin.exchange.register_link import read_share
from taxmap_plugin.exchange.register_rows import key_texts
from taxmap_plugin.exchange.register_values import id_numbers


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("9000000000013", "9000000000013"),
        ("9-0000-00000-01-3", "9000000000013"),
        ("๙๐๐๐๐๐๐๐๐๐๐๑๓", "9000000000013"),
        ("9.000000000013E+12", "9000000000013"),
        (9000000000013, "9000000000013"),
        ("505500000018", "0505500000018"),
        ("905500000016", None),
        ("ไม่ทราบ", None),
        ("0", None),
        ("0000000000000", None),
        ("-", None),
        (None, None),
    ],
)
def test_id_numbers_are_thirteen_digits_or_nothing(written, number):
    assert id_numbers(pd.Series([written], dtype=object)).tolist() == [number]


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("นาย สมมุติ ทดลอง", ("นาย", "สมมุติ", "ทดลอง")),
        ("นางสาวสมมุติ  ณ ทดลอง", ("นางสาว", "สมมุติ", "ณ ทดลอง")),
        ("สมมุติ", (None, "สมมุติ", None)),
        ("บริษัท สมมุติ จำกัด", (None, "บริษัท สมมุติ จำกัด", None)),
    ],
)
def test_a_name_in_one_cell_is_taken_apart(written, parts):
    assert split_name(written) == parts


@pytest.mark.parametrize(
    ("name", "company"),
    [("หจก.สมมุติ", True), ("สมมุติ จำกัด (มหาชน)", True), ("สมมุติ ทดลอง", False), (None, False)],
)
def test_companies_are_told_from_people(name, company):
    assert is_company(name) is company


@pytest.mark.parametrize(
    ("written", "share"),
    [
        ("1/2", (1, 2)),
        ("๑ / ๓", (1, 3)),
        ("50%", (50, 100)),
        ("100", (100, 100)),
        ("1/0", (None, None)),
        ("ครึ่งหนึ่ง", (None, None)),
        (None, (None, None)),
    ],
)
def test_shares_as_offices_write_them(written, share):
    assert read_share(written) == share


def test_a_key_needs_its_columns_and_counts_rows_that_are_alike():
    frame = pd.DataFrame({"code": ["A", "A", None], "use": [None, None, "1"]})
    keys = key_texts(frame, ("code", "use?", "#"))
    assert keys.nunique() == 2
    assert keys.isna().tolist() == [False, False, True]

"""Taxes worked out here beside those stated elsewhere; figures in satang."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from taxmap_plugin.core.tax_check import FIGURES, compare_taxes

COLUMNS = ["thing", "building", "tax_class", *FIGURES]


def table(*rows):
    return pd.DataFrame(rows, columns=COLUMNS)


def compared(ours, stated, **options):
    found = compare_taxes(table(*ours), table(*stated), **options)
    return [
        (row["thing"], row["building"], row["tax_class"], row["state"], row["parts"])
        for row in found.to_dict("records")
    ]


SHOP = ("p", "", "other", 4_500_000_00, 0, 4_500_000_00, 13_500_00)


def test_the_same_is_the_same():
    assert compared([SHOP], [SHOP]) == [("p", "", "other", "same", "")]


@pytest.mark.parametrize(("off", "state"), [(1, "same"), (2, "different")])
def test_a_satang_is_tolerated_two_are_not(off, state):
    assert compared([SHOP], [(*SHOP[:-1], SHOP[-1] + off)])[0][3] == state


def test_the_tolerance_is_the_officers():
    assert compared([SHOP], [(*SHOP[:-1], SHOP[-1] + 50)], tolerance=50)[0][3] == "same"


@pytest.mark.parametrize(
    ("theirs", "parts"),
    [
        ((4_600_000_00, 0, 4_600_000_00, 13_800_00), "base_value"),
        ((4_500_000_00, 1_000_000_00, 3_500_000_00, 10_500_00), "exempt_value"),
        ((4_500_000_00, 0, 4_000_000_00, 12_000_00), "taxable_value"),
        ((4_500_000_00, 0, 4_500_000_00, 900_00), "tax"),
        ((4_500_000_40, 0, 4_500_000_40, 900_00), "tax"),
        ((None, None, None, 900_00), "tax"),
    ],
    ids=[
        "base",
        "exemption",
        "taxable",
        "tax",
        "a value rounded to the baht is no parting",
        "tax alone",
    ],
)
def test_it_says_which_figure_parts_first(theirs, parts):
    assert compared([SHOP], [("p", "", "other", *theirs)])[0][3:] == ("different", parts)


def test_the_same_tax_of_other_values_is_told_apart():
    """A main home of 2 million here, 3 million there: nothing to pay in both."""
    home = ("p", "", "home_land_building")
    ours, theirs = ((*home, value, value, 0, 0) for value in (2_000_000_00, 3_000_000_00))
    assert compared([ours], [theirs])[0][3:] == ("values", "base_value")


def test_what_only_one_side_has():
    found = compared([SHOP], [("q", "", "agri", 100, 100, 0, 0)])
    assert [row[3] for row in found] == ["only_here", "only_there"]
    assert compared([SHOP], [("p", "", "other", None, None, None, None)])[0][3] == "only_here"


def test_another_class_is_where_it_parts():
    found = compared([SHOP], [("p", "", "agri", 4_500_000_00, 4_500_000_00, 0, 0)])
    assert found[0][2:] == (None, "different", "class")


def test_the_grain_is_the_finest_that_both_sides_have():
    """Here a house and a shop on one parcel; there by class, or in one sum."""
    ours = [
        ("p", "b1", "home_other", 100_00, 0, 100_00, 2),
        ("p", "b2", "other", 200_00, 0, 200_00, 60),
    ]
    by_class = [
        ("p", "", "home_other", 100_00, 0, 100_00, 2),
        ("p", "", "other", 200_00, 0, 200_00, 99),
    ]
    assert compared(ours, by_class) == [
        ("p", None, "home_other", "same", ""),
        ("p", None, "other", "different", "tax"),
    ]
    by_building = [
        ("p", "b1", None, 100_00, 0, 100_00, 2),
        ("p", "b2", None, 200_00, 0, 200_00, 60),
    ]
    assert [row[1] for row in compared(ours, by_building)] == ["b1", "b2"]
    in_one = [("p", "", None, 300_00, 0, 300_00, 62)]
    assert compared(ours, in_one) == [("p", None, None, "same", "")]


def test_several_stated_rows_are_parts_of_one():
    parts = [("p", "", "other", 4_000_000_00, 0, 4_000_000_00, 12_000_00),
             ("p", "", "other", 500_000_00, 0, 500_000_00, 1_500_00)]  # fmt: skip
    assert compared([SHOP], parts) == [("p", "", "other", "same", "")]


def test_a_blank_is_worked_out_of_the_others():
    farm = ("p", "", "agri", 100_00, 100_00, 0, 0)
    for theirs in ((100_00, 100_00, None, None), (100_00, None, 0, None), (None, 100_00, 0, 0)):
        assert compared([farm], [("p", "", "agri", *theirs)])[0][3] == "same", theirs


def test_nothing_on_a_side_is_no_fault():
    assert compared([], []) == []
    assert compared([SHOP], [])[0][3] == "only_here"
    assert compared([], [SHOP])[0][3] == "only_there"


side = st.lists(
    st.tuples(
        st.sampled_from("pqr"),
        st.sampled_from(["", "b1", "b2"]),
        st.sampled_from(["agri", "other", None]),
        *[st.one_of(st.none(), st.integers(0, 10**12))] * 4,
    ),
    max_size=8,
)


@given(side, side)
def test_no_satang_gets_lost_on_the_way(ours, stated):
    ours = [
        tuple(0 if value is None and at > 2 else value for at, value in enumerate(row))
        for row in ours
    ]
    found = compare_taxes(table(*ours), table(*stated))
    assert int(found["tax_here"].sum()) == sum(row[-1] for row in ours)
    if all(value is not None for row in stated for value in row[3:]):
        assert int(found["tax_there"].sum()) == sum(row[-1] for row in stated)
    assert set(found["thing"]) == {row[0] for row in (*ours, *stated)}

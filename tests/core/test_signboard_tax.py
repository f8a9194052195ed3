"""The signboard tax by its schedule, worked by hand."""

from __future__ import annotations

import datetime as dt

import pytest

from taxmap_plugin.core.law import Law
from taxmap_plugin.core.law_table import OfficeRule, source_text
from taxmap_plugin.core.message import render
from taxmap_plugin.core.signboard_tax import Sign, SignError, sign_tax

LAW = Law(2569)


def sign(width=100.0, height=500.0, sign_class="1", **told):
    return Sign("01A001-P001", sign_class, width, height, **told)


def baht(one, law=LAW):
    return sign_tax(one, law).tax / 100


@pytest.mark.parametrize(
    ("sign_class", "year", "rate"),
    [
        *(("1", 2569, 5), ("2", 2569, 26), ("3", 2569, 50)),
        *(("5", 2569, 10), ("6", 2569, 52), ("7", 2569, 52)),
        *(("1", 2563, 3), ("2", 2563, 20), ("3", 2563, 40)),
        ("1", 2564, 5),
    ],
)
def test_rates_by_class_and_year(sign_class, year, rate):
    """100 cm × 500 cm are 50,000 cm², 100 units."""
    assert baht(sign(sign_class=sign_class), Law(year)) == max(100 * rate, 200)


@pytest.mark.parametrize(
    ("area", "units"),
    [(500, 1), (750, 1), (751, 2), (749, 1), (1_000, 2), (250, 0), (251, 1), (50_250.5, 101)],
)
def test_a_remainder_counts_only_above_half_a_unit(area, units):
    """Schedule (7)(ก): exactly 250 cm² are dropped."""
    assert sign_tax(sign(1.0, float(area)), LAW).units == units


def test_the_least_tax_of_a_sign():
    """1,000 cm² of class 1: 2 units × 5 = 10 baht, so 200."""
    assert baht(sign(10.0, 100.0)) == 200
    assert baht(sign(10.0, 100.0, quantity=3)) == 600


@pytest.mark.parametrize(
    ("month", "share"), [(1, 4), (3, 4), (4, 3), (6, 3), (7, 2), (9, 2), (10, 1), (12, 1)]
)
def test_the_year_of_setting_up_is_taxed_by_quarter(month, share):
    """100 units × 26 = 2,600 a year (s.7)."""
    one = sign(sign_class="2", setup=dt.date(2026, month, 15))
    assert baht(one) == 2_600 * share / 4
    assert baht(one, Law(2570)) == 2_600


def test_the_least_tax_before_or_after_the_quarters_is_a_choice():
    one = sign(10.0, 100.0, setup=dt.date(2026, 10, 1))
    assert baht(one) == 50  # 200 × 1/4
    rule = OfficeRule("choice", ("sign_least",), "default", "after_quarter", 2563, None, "x")
    assert baht(one, Law(2569, [rule])) == 200


@pytest.mark.parametrize(
    ("told", "tax"),
    [
        ({"setup": dt.date(2027, 1, 1)}, 0),
        ({"removed": dt.date(2025, 12, 31)}, 0),
        ({"removed": dt.date(2026, 1, 1)}, 2_600),
        ({"exempt": "ภายในวัด"}, 0),
        ({"changed": "same"}, 0),  # s.14 ทวิ
        ({"changed": "part", "former_tax": 200_000}, 600),  # 2,600 - 2,000
        ({"changed": "part", "former_tax": 300_000}, 0),
        ({"sides": 2}, 5_200),
    ],
)
def test_signs_that_are_taxed_otherwise(told, tax):
    assert baht(sign(sign_class="2", **told)) == tax


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"sign_class": "9"}, "class is not known"),
        ({"width": None}, "width or height"),
        ({"height": 0.0}, "width or height"),
        ({"width": -3.0}, "width or height"),
        ({"width": float("nan")}, "width or height"),
        ({"sides": 0}, "begins with 1"),
    ],
)
def test_what_is_wrong_with_a_sign_is_told_with_its_code(told, said):
    with pytest.raises(SignError) as caught:
        sign_tax(sign(**told), LAW)
    text = render(caught.value.message, "en")
    assert said in text and "01A001-P001" in text


def test_the_derivation_has_a_section_for_each_line_in_both_languages():
    tax = sign_tax(sign(10.0, 100.0, setup=dt.date(2026, 10, 1)), LAW)
    assert [line.message.id.split(".")[1] for line in tax.lines] == [
        *("units", "rate", "least", "quarters", "tax")
    ]
    for line in tax.lines:
        for language in ("th", "en"):
            assert not render(line.message, language).startswith("signboard_tax.")
            assert "{" not in source_text(line.source, language)

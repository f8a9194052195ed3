"""Who pays for which sign: its owner, else that of the building, else that of the land (s.18)."""

from __future__ import annotations

import pandas as pd
import pytest

from taxmap_plugin.core.law import Law
from taxmap_plugin.core.law_table import OfficeRule
from taxmap_plugin.core.message import render
from taxmap_plugin.core.sign_register import COLUMNS, signs_of

LAW = Law(2569)


def signs(payers, law=LAW, **told):
    """One sign of 100 × 500 cm, class 1: 100 units × 5 = 500 baht."""
    usual = {"uuid": "s1", "signboard_code": "01A001-P001", "parcel_uuid": "p1",
             "building_uuid": "b1", "sign_class": "1", "width_cm": 100.0,
             "height_cm": 500.0}  # fmt: skip
    rows = pd.DataFrame([{**usual, **told}], columns=list(COLUMNS))
    frame = pd.DataFrame({"payer": payers, "is_person": True}, dtype=object)
    return signs_of(rows, frame, law)


@pytest.mark.parametrize(
    ("payers", "payer"),
    [
        ({"p1": "ดิน"}, "ดิน"),
        ({"p1": "ดิน", "b1": "อาคาร"}, "อาคาร"),
        ({"p1": "ดิน", "b1": "อาคาร", "s1": "ป้าย"}, "ป้าย"),
    ],
)
def test_the_owner_of_the_sign_comes_before_that_of_what_it_stands_on(payers, payer):
    (case,), left_out = signs(payers)
    assert (case.payer, case.tax.tax) == (payer, 500_00) and not left_out


def test_a_sign_of_nobody_is_told():
    cases, left_out = signs({})
    assert not cases and "01A001-P001" in render(left_out[0].message, "th")


@pytest.mark.parametrize(("height", "tax"), [(300.0, 0), (301.0, 300)])
def test_a_small_sign_inside_a_building_is_exempt_up_to_the_size_of_the_regulation(height, tax):
    """3 m²: 100 × 300 cm. 100 × 301: 30,100 cm² are 60 units × 5."""
    (case,), _ = signs({"p1": "ดิน"}, signboard_type="2", height_cm=height)
    assert case.tax.tax == tax * 100
    rule = OfficeRule("signboard_inside", (), "up_to_cm2", 10_000, 2569, None, "กฎกระทรวง")
    (case,), _ = signs({"p1": "ดิน"}, Law(2569, [rule]), signboard_type="2", height_cm=height)
    assert case.tax.tax > 0


def test_a_sign_set_up_in_october_pays_one_quarter():
    (case,), _ = signs({"p1": "ดิน"}, setup_date="2026-10-05")
    assert (case.tax.quarters, case.tax.tax) == (1, 125_00)


@pytest.mark.parametrize("told", [{"sign_class": None}, {"width_cm": None}, {"sides": 0}])
def test_a_sign_that_cannot_be_measured_is_left_out_and_told(told):
    cases, left_out = signs({"p1": "ดิน"}, **told)
    assert not cases and len(left_out) == 1

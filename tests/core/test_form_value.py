"""What a form prints for a value: figures, words and dates as an office writes them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from taxmap_plugin.core.form_value import DOTS, filled, form_text


@pytest.mark.parametrize(
    ("value", "kind", "plain", "thai"),
    [
        (450_000_050, "money", "4,500,000.50", "๔,๕๐๐,๐๐๐.๕๐"),
        (0, "money", "0.00", "๐.๐๐"),
        (Decimal("1234.50"), "decimal", "1,234.5", "๑,๒๓๔.๕"),
        (Decimal("300"), "decimal", "300", "๓๐๐"),
        (12, "number", "12", "๑๒"),
        ("2026-06-30", "date", "30 มิ.ย. 2569", "๓๐ มิ.ย. ๒๕๖๙"),
        (dt.date(2026, 6, 30), "long_date", "30 มิถุนายน 2569", "๓๐ มิถุนายน ๒๕๖๙"),
        ("0632", "text", "0632", "๐๖๓๒"),
        ("01A001", "code", "01A001", "01A001"),
        (None, "money", "", ""),
    ],
)
def test_values_in_both_digits(value, kind, plain, thai):
    assert form_text(value, kind) == plain
    assert form_text(value, kind, thai_digits=True) == thai


def test_a_text_with_gaps():
    text = "ที่ {letter_no} ปีภาษี {year} ภาษี {tax} บาท ตามมาตรา 44"
    values, kinds = {"year": "2569", "tax": 1_350_000}, {"tax": "money"}
    assert filled(text, values, kinds) == f"ที่ {DOTS} ปีภาษี 2569 ภาษี 13,500.00 บาท ตามมาตรา 44"
    assert filled("{office} {place}", {"office": "เทศบาล", "place": ""}, {}) == "เทศบาล "
    thai = filled(text, values, kinds, thai_digits=True)
    assert thai == f"ที่ {DOTS} ปีภาษี ๒๕๖๙ ภาษี ๑๓,๕๐๐.๐๐ บาท ตามมาตรา ๔๔"


def test_an_unknown_kind_is_a_mistake_of_the_program():
    with pytest.raises(ValueError):
        form_text(1, "colour")

"""Values by the Treasury's prices, worked by hand (s.35, the handbook's formula)."""

from __future__ import annotations

import pytest

from taxmap_plugin.core.appraisal import building_age, building_value, land_value, unit_value
from taxmap_plugin.core.law import Law
from taxmap_plugin.core.law_table import OfficeRule

LAW = Law(2569)


@pytest.mark.parametrize(
    ("area", "price", "value"),
    [
        (20_000, 1_000_000, 200_000_000),  # 200 ตร.ว. × 10,000.00 = 2,000,000.00
        (10_025, 777_700, 77_964_425),  # 100.25 × 7,777.00 = 779,644.25
        (1, 50, 1),  # 0.01 × 0.50 = 0.005, half a satang goes up
        (0, 1_000_000, 0),
    ],
)
def test_land_is_area_by_price(area, price, value):
    assert land_value(area, price) == value


@pytest.mark.parametrize(
    ("structure", "age", "percent"),
    [
        ("1", 0, 0),
        ("1", 1, 3),
        ("1", 10, 40),  # the handbook's example: wood, 10 years, 40 %
        ("1", 19, 93),
        ("1", 80, 93),
        *(("2", 10, 10), ("2", 11, 12), ("2", 42, 74), ("2", 43, 76), ("2", 99, 76)),
        *(("3", 1, 2), ("3", 21, 80), ("3", 22, 85), ("3", 50, 85)),
    ],
)
def test_depreciation_by_structure_and_age(structure, age, percent):
    value = building_value(100.0, 1_000_000, structure, age, LAW)
    assert value is not None and value.depreciation == percent
    # 100 m² × 10,000.00 = 1,000,000.00 as new
    assert (value.new, value.value) == (100_000_000, 1_000_000 * (100 - percent))


def test_a_building_by_its_floor_area_to_the_square_centimetre():
    """36.55 m² × 7,550.00 = 275,952.50, less 7 %: 256,635.825, half up 256,635.83."""
    value = building_value(36.55, 755_000, "2", 7, LAW)
    assert value is not None and (value.new, value.value) == (27_595_250, 25_663_583)


def test_an_unknown_structure_has_no_value():
    assert building_value(100.0, 1_000_000, "9", 3, LAW) is None


def test_a_unit_has_no_depreciation():
    assert unit_value(32.5, 5_000_000) == 162_500_000  # 32.5 × 50,000.00


@pytest.mark.parametrize(
    ("built", "stated", "choice", "age"),
    [
        (2560, None, "completed", 8),
        (2560, None, "started", 9),
        (2569, None, "completed", 0),
        (2568, None, "completed", 0),
        (2600, None, "completed", 0),
        (None, 12, "completed", 12),
        (2560, 3, "completed", 8),
        (None, None, "completed", None),
    ],
)
def test_age_on_the_first_of_january(built, stated, choice, age):
    rule = OfficeRule("choice", ("part_year",), "default", choice, 2563, None, "x")
    assert building_age(built, stated, Law(2569, [rule])) == age

"""Numbers are stored in Arabic digits, whatever brings them in."""

from __future__ import annotations

import pandas as pd

from taxmap_plugin.core.number_columns import read_numbers
from taxmap_plugin.core.thai_text import number_column


def test_numbers_lose_thai_digits_and_blanks_and_all_else_stays():
    row = {"deed_no": " ๑๒,๓๔๕ ", "land_no": "-", "house_no": "๑๒/๓", "note": " ๑ ", "map_scale": 1}
    assert read_numbers(row) == {
        "deed_no": "12,345", "land_no": None, "house_no": "12/3", "note": " ๑ ", "map_scale": 1
    }  # fmt: skip


def test_a_column_is_read_as_each_of_its_cells():
    read = number_column(pd.Series(["๖๑", None, " 0632 ", 632.0], index=[3, 1, 2, 0]))
    assert read.to_dict() == {3: "61", 1: None, 2: "0632", 0: "632"}

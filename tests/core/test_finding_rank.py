"""What matters most stands first."""

from __future__ import annotations

import numpy as np

from taxmap_plugin.core.finding_rank import touched_value, worst_first


def test_errors_come_before_warnings_then_value_then_ground():
    severity = ["info", "warning", "error", "error", "error", "warning"]
    value = np.array([9, 5, 0, 100, 0, 5])
    touched = np.array([9.0, 1.0, 2.0, 1.0, 8.0, 3.0])
    assert worst_first(severity, value, touched).tolist() == [3, 4, 2, 5, 1, 0]


def test_findings_that_weigh_the_same_stay_in_their_order():
    same = np.zeros(3)
    assert worst_first(["error"] * 3, same, same).tolist() == [0, 1, 2]


def test_ground_is_worth_its_square_wahs_at_the_price_of_the_treasury():
    # 4 m² are 1 ตร.ว.; 250.00 baht a ตร.ว.
    worth = touched_value(np.array([30.0, 30.0, 0.0]), np.array([25_000, 0, 25_000]))
    assert worth.tolist() == [187_500, 0, 0]

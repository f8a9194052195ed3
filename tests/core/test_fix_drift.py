"""How far the boundaries of a parcel come in a run of many fixes."""

from __future__ import annotations

import pytest
from shapely import Polygon, box

from taxmap_plugin.core.fix_drift import Drift
from taxmap_plugin.core.fix_site import FixError
from taxmap_plugin.core.message import render

LOT = box(0, 0, 20, 20)


def east_side_at(x: float) -> Polygon:
    return box(0, 0, x, 20)


def test_two_steps_of_which_each_is_short_enough_are_told_where_their_sum_is_not():
    drift = Drift()
    drift.check("p1", "01A001", LOT, east_side_at(20.15), 0.2)
    with pytest.raises(FixError) as refused:
        drift.check("p1", "01A001", east_side_at(20.15), east_side_at(20.3), 0.2)
    assert render(refused.value.message, "en").startswith(
        "The boundary of 01A001 would come to lie 0.300 m from where it was at first"
    )
    assert "เกิน 0.2 ม." in render(refused.value.message, "th")
    drift.check("p1", "01A001", east_side_at(20.15), east_side_at(19.9), 0.2)
    drift.check("p2", "01A002", east_side_at(20.15), east_side_at(20.3), 0.2)


def test_a_change_that_was_refused_later_is_none():
    drift = Drift()
    drift.check("p1", "01A001", LOT, east_side_at(20.15), 0.2)
    drift.check("p1", "01A001", LOT, east_side_at(19.85), 0.2)
    with pytest.raises(FixError):
        drift.check("p1", "01A001", east_side_at(19.85), east_side_at(19.75), 0.2)


def test_a_corner_that_is_drawn_back_along_its_own_sides_counts_too():
    """A corner 1 m out, 0.2 m wide: each shorter one lies along the sides of the one before."""

    def pointed(x: float) -> Polygon:
        half = 0.1 * (21 - x)
        tip = [(x, 10 - half), (x, 10 + half)] if half else [(x, 10)]
        return Polygon([(0, 0), (20, 0), (20, 9.9), *tip, (20, 10.1), (20, 20), (0, 20)])

    drift = Drift()
    drift.check("p1", "01A001", pointed(21), pointed(20.9), 0.15)
    with pytest.raises(FixError):
        drift.check("p1", "01A001", pointed(20.9), pointed(20.8), 0.15)


def test_where_ground_was_given_since_the_boundary_that_came_of_it_counts_as_the_first():
    """0.5 m wide ground became its own; from there its side may move as far as from its first."""
    drift = Drift()
    drift.check("p1", "01A001", LOT, east_side_at(20.1), 0.2)
    drift.check("p1", "01A001", east_side_at(20.5), east_side_at(20.65), 0.2)
    with pytest.raises(FixError):
        drift.check("p1", "01A001", east_side_at(20.65), east_side_at(20.75), 0.2)

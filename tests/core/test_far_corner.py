"""A wrong digit in one corner is told by the number of that corner."""

from __future__ import annotations

import numpy as np
import pytest

from taxmap_plugin.core.far_corner import far_corner_notes
from taxmap_plugin.core.message import render

HOUSE = [(0, 0), (0, 30), (20, 30), (20, 0)]


def told(corners, names=()) -> list[str]:
    notes = far_corner_notes(np.array(corners, dtype=float), names)
    assert all(render(note, "th") for note in notes)
    return [render(note, "en") for note in notes]


@pytest.mark.parametrize(
    "corners",
    [HOUSE, [(0, 0), (0, 400), (40, 400), (40, 0)], [(0, 0), (0, 90), (4, 90)], HOUSE[:3]],
    ids=["house", "rice field", "wedge", "triangle"],
)
def test_land_as_it_is_says_nothing(corners):
    assert told(corners) == []


@pytest.mark.parametrize("at", range(4))
def test_a_corner_with_a_wrong_digit_is_named(at):
    corners = [*HOUSE]
    corners[at] = (corners[at][0] + 1000, corners[at][1])
    (said,) = told(corners)
    assert said.startswith(f"Corner {at + 1} lies ") and "0 m from those beside it" in said
    (said,) = told(corners, ["ก", "ข", "ค", "ง"])
    assert said.startswith(f"Corner {'กขคง'[at]} lies")


def test_a_long_side_is_told_by_both_its_corners():
    said = told([(0, 0), (0, 1500), (700, 1500), (700, 0)])
    assert [one[:45] for one in said] == [
        "From corner 1 to corner 2 it is 1,500 m. Chec",
        "From corner 3 to corner 4 it is 1,500 m. Chec",
    ]

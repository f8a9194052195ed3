"""A building or sign that is drawn twice is told, and filed to be looked at."""

from __future__ import annotations

import pytest
import shapely

from taxmap_plugin.core.message import render
from taxmap_plugin.editing.new_thing import add_thing

from . import land_case
from .land_case import at, box

pytestmark = pytest.mark.usefixtures("kept_in_both")


def told(ws, table, shape) -> list[str]:
    notes = add_thing(ws, table, shape).notes
    assert all(render(note, "th") for note in notes)
    return [render(note, "en") for note in notes]


def test_a_building_drawn_twice_is_told_by_the_code_of_the_first(tmp_path):
    ws = land_case.make(tmp_path)
    (said,) = told(ws, "building", box(5.2, 5.1, 12, 12.2))
    assert said.startswith("It lies over building 01A001-B001.")
    assert ws.count("finding", "check_id = 'same_place.building'") == 1
    assert told(ws, "building", box(12, 5, 19, 12)) == [], "wall to wall"
    assert told(ws, "building", box(18, 12, 24, 20)) == []


def test_a_small_one_inside_a_large_one_is_told(tmp_path):
    ws = land_case.make(tmp_path)
    (said,) = told(ws, "building", box(6, 6, 8, 8))
    assert "01A001-B001" in said


def test_a_sign_placed_twice_is_told(tmp_path):
    ws = land_case.make(tmp_path)
    (said,) = told(ws, "signboard", shapely.Point(at(38.1, 1.2)))
    assert said.startswith("It stands where sign 01A001-P001 stands.")
    assert told(ws, "signboard", shapely.Point(at(36, 1))) == []

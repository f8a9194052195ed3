"""Numbers inside their parcels, on leaders, in insets, in the table: none outside, none lost."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Polygon, affinity, box

from taxmap_plugin.core.label_leader import LONGEST_MM, Ground, place_leaders
from taxmap_plugin.core.label_place import (
    AIR_MM,
    Avoid,
    Boxes,
    box_shapes,
    fit_inside,
    long_side_angle,
    readable,
)
from taxmap_plugin.core.sheet_format import Box
from taxmap_plugin.core.sheet_numbers import NumberJob, place_numbers
from taxmap_plugin.core.sheet_style import SheetStyle
from taxmap_plugin.core.sheet_text import boxes_of


def measure(text, size, bold):
    """Digits of Sarabun: 0.57 em wide, 0.72 em high."""
    return 0.57 * size * len(text), 0.72 * size, 0.0


def array(*shapes):
    return np.array(shapes, dtype=object)


def job(shapes, allocate=lambda width, height: None, scale=1000, **values):
    """All parcels of a sheet in a window of 200 × 200 mm."""
    defaults = {
        "numbers": [f"{i + 1:03d}" for i in range(len(shapes))],
        "areas": ["0-1-25.5"] * len(shapes),
        "style": SheetStyle("bw", scale),
        "measure": measure,
        "avoid": [],
        "window": box(0, 0, 200, 200),
        "taken": [],
        "allocate": allocate,
    }
    return NumberJob(shapes=np.array(shapes, dtype=object), **{**defaults, **values})


def lots(count, width, depth, x=40.0, y=100.0):
    return [box(x + i * width, y, x + (i + 1) * width, y + depth) for i in range(count)]


class TestCascade:
    """S15 as a table: a lot of width × depth mm and what becomes of its number."""

    @pytest.mark.parametrize(
        ("width", "depth", "roles", "turned"),
        [
            (13, 20, {"lot", "area"}, False),  # 9 pt with the area
            (9, 20, {"lot"}, False),  # the area does not fit
            (6, 20, {"lot_small"}, False),  # 7 pt
            (4, 16, {"lot_small"}, True),  # a shop-house of 4 m at 1:1000
        ],
    )
    def test_the_first_stage_that_fits(self, width, depth, roles, turned):
        result = place_numbers(job(lots(5, width, depth)))
        assert {text.role for text in result.texts} == roles
        assert all((abs(text.angle) > 45) == turned for text in result.texts)
        assert result.count("inside") == 5

    def test_a_lot_too_small_gets_a_leader(self):
        result = place_numbers(job(lots(3, 2, 2)))
        assert result.count("leader") == 3

    def test_more_than_twelve_in_one_place_get_an_inset_twice_as_large(self):
        stalls = lots(14, 2, 6)
        result = place_numbers(job(stalls, lambda w, h: Box(300, 100, w, h)))
        assert result.count("inset") == 14
        (inset,) = result.insets
        assert inset.scale == 500
        assert inset.box.width == pytest.approx(2 * (14 * 2 + 6))
        assert all(inset.frame.contains(stall) for stall in stalls)

    def test_without_room_for_an_inset_the_rest_takes_keys(self):
        surrounded = [*lots(40, 2, 2), box(0, 0, 200, 99), box(0, 103, 200, 200)]
        result = place_numbers(job(surrounded))
        assert result.count("table") > 0
        assert sorted(result.keys.values()) == list(range(1, result.count("table") + 1))

    def test_a_key_stands_off_the_leaders_of_others(self):
        """S16: a leader that ran below a key would point at the wrong parcel."""
        stalls = [box(100 + x * 6, 100 + y * 6, 106 + x * 6, 106 + y * 6) for x in range(9)
                  for y in range(4)]  # fmt: skip
        result = place_numbers(job(stalls, numbers=["001/002"] * len(stalls)))
        discs = shapely.buffer(np.array(result.circles, dtype=object), 1.99)
        crossed = [line for line in result.leaders if shapely.intersects(discs, line).any()]
        assert result.count("leader") > 3 and result.count("table") > 3 and not result.crowded
        assert not crossed

    def test_keys_stand_over_leaders_rather_than_nowhere(self):
        """A market of 200 stalls at the largest scale, on one sheet."""
        stalls = [box(60 + x * 4, 80 + y * 5, 64 + x * 4, 85 + y * 5) for x in range(20)
                  for y in range(10)]  # fmt: skip
        result = place_numbers(job(stalls, scale=500))
        assert result.count("leader") > 20 and result.count("table") > 99 and not result.crowded
        keys = {t.text: t.role for t in result.texts if t.role.startswith("key")}
        assert keys["99"] == "key" and keys["100"] == "key_small"

    def test_doubled_parcels_do_not_print_over_each_other(self):
        result = place_numbers(job([box(50, 50, 70, 70)] * 3))
        boxes = boxes_of([t for t in result.texts if t.parcel >= 0])
        assert not any(a.intersects(b) for i, a in enumerate(boxes) for b in boxes[:i])
        assert (result.state != "").all()


class TestFitInside:
    def test_equal_lots_in_a_row_have_their_numbers_on_one_line(self):
        shapes = array(*lots(6, 12, 20))
        size = np.full(6, 5.0)
        _, centres = fit_inside(shapes, Boxes(size, size / 2, np.zeros(6)), [])
        assert np.ptp(centres[:, 1]) < 0.01

    def test_a_forbidden_place_is_left_free(self):
        shapes = array(box(0, 0, 20, 20))
        size = np.array([5.0])
        wall = Avoid(array(box(5, 5, 15, 15)), np.inf)
        found, centres = fit_inside(shapes, Boxes(size, size / 2, np.zeros(1)), [wall])
        placed = box_shapes(centres, size, size / 2, 0.0)
        assert found[0] and not shapely.intersects(placed, wall.shapes[0])[0]

    def test_a_building_is_avoided_where_there_is_room_and_stood_upon_where_not(self):
        small, large = box(4, 4, 16, 12), box(0.1, 0.1, 19.9, 19.9)
        for building, touched in ((small, False), (large, True)):
            size = np.array([5.0])
            avoid = [Avoid(array(building), 0.4)]
            found, centres = fit_inside(
                array(box(0, 0, 20, 20)), Boxes(size, size / 2, np.zeros(1)), avoid
            )
            assert found[0]
            placed = box_shapes(centres, size, size / 2, 0.0)[0]
            assert placed.intersects(building) == touched

    def test_nothing_to_do(self):
        none = np.empty(0)
        found, centres = fit_inside(np.empty(0, object), Boxes(none, none, none), [])
        assert not len(found) and centres.shape == (0, 2)


@pytest.mark.parametrize(
    ("angle", "read"), [(0, 0), (90, 90), (-90, 90), (-80, 100), (-79, -79), (135, -45), (180, 0)]
)
def test_numbers_read_from_the_bottom_or_from_the_right(angle, read):
    assert readable(np.array([angle]))[0] == pytest.approx(read, abs=1e-6)


def test_a_number_is_turned_along_the_long_side():
    lot = affinity.rotate(box(0, 0, 20, 4), 30)
    assert long_side_angle(array(lot))[0] == pytest.approx(30)


class TestLeaders:
    def test_they_are_short_end_in_their_parcel_and_cross_nothing(self):
        shapes = array(*lots(10, 2, 2))
        parcels = np.arange(10)
        fixed = boxes_of([])
        placed = place_leaders(
            shapes,
            parcels,
            np.full((10, 2), [4.2, 1.8]),
            Ground(box(0, 0, 200, 200), shapes, fixed),
        )
        assert len(placed) == 10
        for leader in placed:
            assert leader.line.length <= LONGEST_MM + 1e-6
            assert shapes[leader.parcel].contains(shapely.Point(leader.line.coords[-1]))
            assert not shapely.intersects(shapes, leader.box).any()
        for i, one in enumerate(placed):
            for other in placed[:i]:
                assert not one.line.intersects(other.line)
                assert not one.box.intersects(other.box)
                assert not one.line.intersects(other.box) and not other.line.intersects(one.box)


# --- properties -----------------------------------------------------------------------------


@st.composite
def parcels(draw):
    """A handful of lots: strips, blocks, triangles, turned, some overlapping."""
    shapes = []
    for _ in range(draw(st.integers(1, 12))):
        width = draw(st.floats(0.8, 25))
        height = draw(st.floats(0.8, 25))
        shape = box(0, 0, width, height)
        if draw(st.booleans()):
            shape = Polygon([(0, 0), (width, 0), (0, height)])
        turned = affinity.rotate(shape, draw(st.floats(0, 180)), origin=(0, 0))
        dx, dy = draw(st.floats(40, 140)), draw(st.floats(40, 140))
        shapes.append(affinity.translate(turned, dx, dy))
    return shapes


@given(parcels())
@settings(max_examples=60, deadline=None)
def test_no_number_outside_its_parcel_and_none_dropped(shapes):
    result = place_numbers(job(shapes))
    counts = {s: result.count(s) for s in ("inside", "leader", "inset", "table")}
    assert sum(counts.values()) == len(shapes)
    assert {t.parcel for t in result.texts if t.parcel >= 0} == set(range(len(shapes)))
    for text in result.texts:
        if text.parcel >= 0 and result.state[text.parcel] == "inside":
            assert shapes[text.parcel].buffer(-AIR_MM + 0.02).covers(text.box())


@given(parcels())
@settings(max_examples=40, deadline=None)
def test_numbers_and_leaders_keep_apart(shapes):
    result = place_numbers(job(shapes))
    if result.crowded:
        return
    boxes = boxes_of([text for text in result.texts if text.role != "key"])
    assert not any(a.intersects(b) for i, a in enumerate(boxes) for b in boxes[:i])
    lines = result.leaders
    assert not any(a.intersects(b) for i, a in enumerate(lines) for b in lines[:i])
    assert not any(line.intersects(b) for line in lines for b in boxes)


@given(parcels())
@settings(max_examples=20, deadline=None)
def test_the_same_parcels_give_the_same_places(shapes):
    assert place_numbers(job(shapes)).texts == place_numbers(job(shapes)).texts

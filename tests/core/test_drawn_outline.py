"""An outline that crosses itself is refused with the place; a slip of the hand is mended."""

from __future__ import annotations

import pytest
import shapely

from taxmap_plugin.core.drawn_outline import OutlineError, sound_outline
from taxmap_plugin.core.message import render

SQUARE = [(0, 0), (10, 0), (10, 10), (0, 10)]


def polygon(*corners: tuple[float, float]) -> shapely.Polygon:
    return shapely.Polygon(corners)


@pytest.mark.parametrize(
    ("corners", "x", "y"),
    [
        ([(0, 0), (10, 10), (10, 0), (0, 10)], 5.0, 5.0),
        ([(0, 0), (5, 5), (10, 10), (10, 0), (5, 5), (0, 10)], 5, 5),  # with a corner there
        ([(0, 0), (10, 0), (10, 10), (4, 10), (4, 12), (6, 12), (6, 9), (0, 9)], 6.0, 10.0),
        # beside a slip of the hand, which is not the place to look at
        ([(0, -0.002), (0, 0), (-0.002, 0), (10, 10), (10, 0), (0, 10)], 5.0, 5.0),
    ],
)
def test_a_crossing_is_refused_with_its_place(corners, x, y):
    with pytest.raises(OutlineError) as refused:
        sound_outline(polygon(*corners))
    message = refused.value.message
    assert message.id == "drawn_outline.crosses"
    assert (message.params["x"], message.params["y"]) == pytest.approx((x, y), abs=0.01)
    assert "crosses itself (at " in render(message, "en")


def test_ground_that_the_outline_runs_round_twice_is_refused():
    curl = [(0, 0), (10, 0), (10, 10), (5, 10), (5, 5), (8, 5), (8, 8), (3, 8), (3, 10), (0, 10)]
    with pytest.raises(OutlineError) as refused:
        sound_outline(polygon(*curl))
    assert refused.value.message.params == {"x": 5.0, "y": 8.0}


@pytest.mark.parametrize(
    "corners",
    [
        [(0, 0), (0, 0), *SQUARE[1:]],
        [*SQUARE[:3], (10, 12), (10, 10), SQUARE[3]],  # there and back
        [*SQUARE[:3], (9.998, 10.004), (10.001, 9.999), SQUARE[3]],  # a second click beside it
    ],
)
def test_a_slip_of_the_hand_is_mended(corners):
    mended = sound_outline(polygon(*corners))
    assert mended.is_valid and mended.geom_type == "Polygon"
    assert mended.area == pytest.approx(100, abs=0.05)


def test_a_hole_drawn_with_a_way_in_and_out_is_a_hole():
    ring = [(0, 0), (10, 0), (10, 10), (5, 10), (5, 7), (7, 7), (7, 3), (3, 3), (3, 7), (5, 7)]
    mended = sound_outline(polygon(*ring, (5, 10), (0, 10)))
    assert (mended.area, len(mended.interiors)) == (84, 1)


@pytest.mark.parametrize(
    "shape",
    [
        None,
        shapely.Polygon(),
        shapely.Polygon([(0, 0), (10, 0), (float("nan"), float("nan")), (0, 10)]),
        shapely.Polygon([(0, 0), (10, 0), (10, float("inf")), (0, 10)]),
        shapely.Point(float("nan"), 0),
    ],
)
def test_a_drawing_that_is_nowhere_is_refused(shape):
    with pytest.raises(OutlineError) as refused:
        sound_outline(shape)
    assert refused.value.message.id == "drawn_outline.nowhere"


def test_an_outline_without_ground_is_refused():
    with pytest.raises(OutlineError) as refused:
        sound_outline(polygon((0, 0), (10, 0), (20, 0)))
    assert refused.value.message.id == "drawn_outline.no_ground"

"""How far apart two shapes lie is what Shapely says, and quickly for many corners."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from taxmap_plugin.core.shape_distance import farthest_apart

HOLED = shapely.box(0, 0, 20, 20).difference(shapely.box(5, 5, 9, 9))
LINE = shapely.LineString([(0, 0), (10, 3), (20, 0)])
SHAPES = {
    "a corner moved": (shapely.box(0, 0, 20, 20), shapely.box(0, 0, 20, 18)),
    "a hole": (HOLED, shapely.box(0, 0, 20, 20)),
    "several parts": (shapely.MultiPolygon([HOLED, shapely.box(40, 0, 50, 9)]), HOLED),
    "lines": (LINE, shapely.MultiLineString([LINE, LINE.reverse()])),
    "points": (shapely.Point(1, 2), shapely.MultiPoint([(4, 6)])),
    "a point and an area": (shapely.Point(30, 0), HOLED),
    "the same": (HOLED, HOLED),
}


@pytest.mark.parametrize("name", SHAPES)
def test_it_is_the_distance_that_shapely_measures(name: str):
    one, other = SHAPES[name]
    assert farthest_apart(one, other) == pytest.approx(shapely.hausdorff_distance(one, other))
    assert farthest_apart(other, one) == pytest.approx(farthest_apart(one, other))


def test_many_corners_are_not_measured_against_each_other(monkeypatch: pytest.MonkeyPatch):
    for quadratic in ("hausdorff_distance", "distance"):
        monkeypatch.delattr(shapely, quadratic)
    angles = np.linspace(0, 2 * np.pi, 5_000, endpoint=False)
    circle = np.column_stack([np.cos(angles), np.sin(angles)])
    small, large = shapely.Polygon(100 * circle), shapely.Polygon(101 * circle)
    assert farthest_apart(small, large) == pytest.approx(1.0, abs=1e-3)

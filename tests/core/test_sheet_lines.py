"""Each boundary is drawn once, by the highest class that it has (S6)."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import box

from taxmap_plugin.core.sheet_lines import hatched, unique_lines


def array(*shapes):
    return np.array(shapes, dtype=object)


def length(lines):
    return shapely.length(lines).sum()


def test_the_side_that_two_parcels_share_is_one_line():
    lines = unique_lines({"parcel": array(box(0, 0, 10, 10), box(10, 0, 20, 10))})
    assert length(lines["parcel"]) == pytest.approx(70)  # not 80


def test_the_block_takes_the_edge_that_a_parcel_shares_with_it():
    lines = unique_lines(
        {"block": array(box(0, 0, 20, 10)), "parcel": array(box(0, 0, 10, 10), box(10, 0, 20, 10))}
    )
    assert length(lines["block"]) == pytest.approx(60)
    assert length(lines["parcel"]) == pytest.approx(10)


def test_a_neighbour_without_the_corner_vertex_shares_the_edge_all_the_same():
    whole = box(10, 0, 20, 10)  # no vertex at (10, 5), where two parcels meet
    lines = unique_lines({"parcel": array(box(0, 0, 10, 5), box(0, 5, 10, 10), whole)})
    assert length(lines["parcel"]) == pytest.approx(60 + 20)


def test_vertices_a_few_millimetres_apart_are_one():
    lines = unique_lines({"parcel": array(box(0, 0, 10, 10), box(10.003, 0, 20, 10))})
    assert length(lines["parcel"]) == pytest.approx(70, abs=0.1)


def test_a_class_that_has_nothing_left_is_absent():
    same = box(0, 0, 5, 5)
    assert set(unique_lines({"block": array(same), "parcel": array(same)})) == {"block"}
    assert unique_lines({}) == {}


@given(
    st.lists(st.integers(1, 12), min_size=1, max_size=6),
    st.lists(st.integers(1, 12), min_size=1, max_size=6),
)
@settings(max_examples=40, deadline=None)
def test_a_grid_of_parcels_is_drawn_once(widths, heights):
    xs, ys = np.cumsum([0, *widths]), np.cumsum([0, *heights])
    cells = array(*[box(a, c, b, d) for a, b in zip(xs, xs[1:]) for c, d in zip(ys, ys[1:])])
    lines = unique_lines({"parcel": cells})["parcel"]
    assert length(lines) == pytest.approx(len(ys) * xs[-1] + len(xs) * ys[-1])
    assert length(lines) == pytest.approx(shapely.union_all(lines).length)


def test_level_lines_fill_areas_alike_everywhere():
    """Two areas side by side have their lines at the same heights; holes stay empty."""
    ring = box(0, 0, 10, 10).difference(box(4, 4, 6, 6))
    lines = hatched(np.array([ring, box(20, 0.5, 30, 2.5)]), 1.0)
    heights = shapely.bounds(lines)[:, [1, 3]]
    assert np.allclose(heights, np.round(heights))
    assert sum(line.length for line in lines if line.coords[0][1] == 5) == 8
    assert sum(line.coords[0][0] == 20 for line in lines) == 2
    assert len(hatched(np.empty(0, dtype=object), 1.0)) == 0

"""Which land of one owner is summed: drawn in numbers, a parcel is a box of metres."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from shapely import box

from taxmap_plugin.core.adjoining import adjoining


def groups(*parcels):
    """The names of the parcels that are summed, from (name, payer, shape)."""
    names, payers, shapes = zip(*parcels)
    found = adjoining(np.array(shapes, object), np.array(payers, object))
    return sorted("".join(np.array(names)[found == one]) for one in set(found.tolist()))


def test_neighbours_of_one_owner_are_summed_along_a_chain():
    assert groups(
        ("a", "ก", box(0, 0, 10, 10)),
        ("b", "ก", box(10, 0, 20, 10)),
        ("c", "ก", box(20, 0, 30, 10)),
        ("d", "ข", box(30, 0, 40, 10)),
        ("e", "ก", box(40, 0, 50, 10)),
    ) == ["abc", "d", "e"]


@pytest.mark.parametrize(
    ("shape", "told"),
    [
        (box(10, 10, 20, 20), ["a", "b"]),  # a corner in common
        (box(16, 0, 26, 10), ["a", "b"]),  # a road of 6 m between
        (box(10.04, 2, 20, 8), ["ab"]),  # digitised 4 cm apart
        (box(10.2, 0, 20, 10), ["a", "b"]),
        (box(10, 3, 20, 7), ["ab"]),  # no corner in common
        (box(10, 9.95, 20, 20), ["a", "b"]),  # 5 cm along each other
        (box(9.5, 0, 20, 10), ["ab"]),  # drawn over each other
        (box(2, 2, 4, 4), ["ab"]),  # within it
        (None, ["a", "b"]),
        (shapely.Polygon(), ["a", "b"]),
        (shapely.from_wkt("POLYGON((10 0, 20 10, 20 0, 10 10, 10 0))"), ["ab"]),  # a bow
    ],
)
def test_what_adjoins(shape, told):
    assert groups(("a", "ก", box(0, 0, 10, 10)), ("b", "ก", shape)) == told


def test_the_land_of_nobody_is_not_summed():
    assert groups(("a", "", box(0, 0, 10, 10)), ("b", "", box(10, 0, 20, 10))) == ["a", "b"]


def test_no_parcels_have_no_groups():
    assert adjoining(np.array([], object), np.array([], object)).tolist() == []

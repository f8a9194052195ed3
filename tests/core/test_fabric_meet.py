"""Neighbours take the corners of a change, and none takes ground or leaves it to nobody."""

from __future__ import annotations

import shapely

from taxmap_plugin.core.fabric import meet

NEIGHBOUR = shapely.box(0, 10, 40, 20)  # north of the change


def _corner_at(y: float) -> shapely.Geometry:
    """A parcel in the south with a corner in the middle of its north side, at that height."""
    return shapely.Polygon([(0, 0), (40, 0), (40, 10), (20, y), (0, 10)])


def corners(shape) -> set[tuple[float, float]]:
    return set(map(tuple, shapely.get_coordinates(shape)))


def _moved_by(neighbours, shapes) -> float:
    after, _ = meet(neighbours, shapes)
    return float(shapely.area(shapely.symmetric_difference(after[0], neighbours[0])))


def test_a_corner_on_the_edge_is_taken():
    (after,), (changed,) = meet([NEIGHBOUR], [_corner_at(10)])
    assert changed and (20, 10) in corners(after)


def test_over_a_hair_of_nobodys_ground_the_edge_comes_to_the_corner():
    (after,), (changed,) = meet([NEIGHBOUR], [_corner_at(9.9995)])
    assert changed and (20, 9.9995) in corners(after)


def test_ground_that_the_other_one_has_is_left_to_it():
    (after,), (changed,) = meet([NEIGHBOUR], [_corner_at(10.0005)])
    assert changed and (20, 10.0005) in corners(after)


def test_beside_an_old_overlap_no_ground_is_taken():
    corner = [shapely.Polygon([(15, 0), (25, 0), (20, 9.9995)]), shapely.box(0, 0, 40, 15)]
    assert _moved_by([NEIGHBOUR], corner) == 0.0


def test_beside_an_old_gap_no_ground_is_left_to_nobody():
    peak = shapely.Polygon([(20, 10.0005), (21, 9), (19, 9)])
    assert _moved_by([NEIGHBOUR], [peak]) == 0.0


def test_a_corner_truly_on_the_edge_is_taken_all_the_same():
    peaks = shapely.Polygon([(10, 10), (20, 10.0005), (21, 9), (9, 9)])
    (after,), (changed,) = meet([NEIGHBOUR], [peaks])
    assert changed and (10, 10) in corners(after)
    assert shapely.area(shapely.symmetric_difference(after, NEIGHBOUR)) < 1e-9


def test_a_broken_neighbour_is_not_changed():
    bow_tie = shapely.Polygon([(0, 10), (40, 20), (40, 10), (0, 20)])
    (after,), (changed,) = meet([bow_tie], [_corner_at(10)])
    assert not changed and after is bow_tie

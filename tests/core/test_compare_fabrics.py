"""Two maps compared: invented fabrics for every case, and a city's two real years."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import box

from taxmap_plugin.core.cluster import clusters
from taxmap_plugin.core.compare_fabrics import KINDS, Tolerance, compare_fabrics
from taxmap_plugin.core.message import render
from taxmap_plugin.errors import Cancelled


def fabric(*parcels):
    """``(key, shape)`` or ``(key, x0, y0, x1, y1)`` as a frame, with a column that is kept out."""
    shapes = [one[1] if len(one) == 2 else box(*one[1:]) for one in parcels]
    frame = pd.DataFrame({"key": [one[0] for one in parcels], "owner": "x"}, dtype=object)
    return frame.assign(geom=pd.Series(shapes, dtype=object))


def only(older, newer, **tolerance):
    """The one proposal that comes out."""
    found = compare_fabrics(older, newer, Tolerance(**tolerance)).proposals
    assert len(found) == 1, found
    return found.iloc[0]


def flags(proposal):
    return {flag.id.rpartition("flag_")[2] for flag in proposal["flags"]}


def said(proposal):
    return render(proposal["reason"], "en")


NEIGHBOUR = ("N", 40, 0, 60, 20)


def test_the_same_map_has_no_proposals():
    older = fabric(("A", 0, 0, 20, 20), NEIGHBOUR)
    found = compare_fabrics(older, older)
    assert len(found.proposals) == 0
    assert (found.vanished, found.appeared, found.stayed) == ((), (), ("A", "N"))


def test_drawn_again_a_little_beside_is_no_change():
    newer = fabric(("A", 0.6, -0.5, 20.4, 19.6), ("N", 40.5, 0, 60.5, 20.3))
    assert compare_fabrics(fabric(("A", 0, 0, 20, 20), NEIGHBOUR), newer).counts() == dict.fromkeys(
        KINDS, 0
    )


def test_split():
    found = only(
        fabric(("A", 0, 0, 40, 20), NEIGHBOUR),
        fabric(("B", 0, 0, 20, 20), ("C", 20, 0, 40, 20), NEIGHBOUR),
    )
    assert (found["kind"], found["old_keys"], found["new_keys"]) == ("split", ("A",), ("B", "C"))
    assert (found["old_area"], found["new_area"], found["shared_area"]) == (800, 800, 800)
    assert found["score"] == 1.0
    assert said(found) == "A was divided into 2 parcels: B, C."


def test_split_in_which_the_old_key_lives_on():
    older, newer = fabric(("A", 0, 0, 40, 20)), fabric(("A", 0, 0, 30, 20), ("B", 30, 0, 40, 20))
    found = only(older, newer)
    assert (found["kind"], found["new_keys"]) == ("split", ("A", "B"))
    assert "75 % of the ground" in said(found)
    shares = compare_fabrics(older, newer).shares
    assert shares[["old", "new", "area", "of_old", "of_new"]].to_numpy().tolist() == [
        [0, 0, 600, 0.75, 1],
        [0, 1, 200, 0.25, 1],
    ]


def test_a_small_piece_cut_off_a_large_parcel_is_a_split():
    rest = box(0, 0, 400, 400) - box(0, 0, 8, 8)
    found = only(fabric(("A", 0, 0, 400, 400)), fabric(("A", rest), ("B", 0, 0, 8, 8)))
    assert (found["kind"], found["new_keys"]) == ("split", ("A", "B"))


def test_merge_into_a_new_key_and_into_one_of_the_old():
    older = fabric(("A", 0, 0, 20, 20), ("B", 20, 0, 40, 20))
    merged = only(older, fabric(("C", 0, 0, 40, 20)))
    assert (merged["kind"], said(merged)) == ("merge", "A, B became one parcel, C.")
    kept = only(older, fabric(("A", 0, 0, 40, 20)))
    assert (kept["kind"], said(kept)) == ("merge", "B was joined to A, which keeps its key.")


def test_redivision():
    older = fabric(("A", 0, 0, 20, 40), ("B", 20, 0, 40, 40))
    newer = fabric(("C", 0, 0, 40, 12), ("D", 0, 12, 40, 24), ("E", 0, 24, 40, 40))
    found = only(older, newer)
    assert (found["kind"], found["old_keys"]) == ("redivision", ("A", "B"))
    assert found["new_keys"] == ("C", "D", "E")


def test_renamed():
    found = only(fabric(("A", 0, 0, 20, 20), NEIGHBOUR), fabric(("B", 0.4, 0, 20.4, 20), NEIGHBOUR))
    assert (found["kind"], said(found)) == (
        "renamed",
        "The same ground has a new key: A is now B.",
    )
    assert found["score"] == round(19.6 / 20.4, 3)


def test_renamed_and_a_strip_lost():
    found = only(fabric(("A", 0, 0, 20, 20)), fabric(("B", 0, 0, 15, 20)))
    assert (found["kind"], found["score"]) == ("renamed", 0.75)
    assert "0 m² gained, 100 m² lost" in said(found)
    assert "area" in flags(found)


def test_a_key_given_to_a_parcel_without_one_and_taken_away():
    older, newer = fabric((None, 0, 0, 20, 20)), fabric(("A", 0, 0, 20, 20))
    assert said(only(older, newer)) == "A parcel without a key is now A."
    assert "A has lost its key" in said(only(newer, older))
    assert len(compare_fabrics(older, older).proposals) == 0


def test_reshaped_where_a_road_took_a_strip():
    far = ("N", 200, 0, 220, 20)
    found = only(fabric(("A", 0, 0, 100, 100), far), fabric(("A", 0, 0, 100, 97), far))
    assert (found["kind"], found["score"]) == ("reshaped", 0.97)
    assert said(found) == "The shape of A has changed: 0 m² gained, 300 m² lost."
    assert flags(found) == {"area"}


def test_a_boundary_moved_between_two_parcels_is_one_case():
    older = fabric(("A", 0, 0, 20, 20), ("B", 20, 0, 40, 20))
    newer = fabric(("A", 0, 0, 25, 20), ("B", 25, 0, 40, 20))
    found = only(older, newer)
    assert (found["kind"], said(found)) == ("reshaped", "The lines between A, B have changed.")
    assert flags(found) == set()


def test_little_ground_that_passed_between_two_cases_is_said():
    older = fabric(("A", 0, 0, 100, 100), ("B", 100, 0, 200, 100))
    newer = fabric(("A", 0, 0, 97, 100), ("B", 97, 0, 200, 100))
    found = compare_fabrics(older, newer).proposals
    assert found["kind"].tolist() == ["reshaped", "reshaped"]
    told = {render(flag, "en") for flags in found["flags"] for flag in flags}
    assert {"some ground went to B", "some ground came from A"} <= told


@pytest.mark.parametrize("by", [8, 300])
def test_moved(by):
    shape = shapely.Polygon([(0, 0), (20, 0), (20, 30), (10, 30), (10, 20), (0, 20)])
    found = only(
        fabric(("A", shape)),
        fabric(("A", shapely.transform(shape, lambda at: at + np.array([by, 0])))),
    )
    assert (found["kind"], found["score"]) == ("moved", 1.0)
    assert said(found) == f"A has the same shape, but lies {by:.1f} m to the east."


def test_new_and_gone():
    found = compare_fabrics(fabric(("A", 0, 0, 20, 20)), fabric(("B", 100, 0, 120, 20))).proposals
    assert found["kind"].tolist() == ["new", "gone"]
    assert [said(one) for _, one in found.iterrows()] == [
        "B is new; no parcel was there.",
        "A is gone; no parcel is there any more.",
    ]


def test_a_new_parcel_on_the_ground_of_one_that_stayed():
    older = fabric(("A", 0, 0, 40, 20))
    found = only(older, fabric(("A", 0, 0, 40, 20), ("B", 0, 0, 20, 20)))
    assert (found["kind"], found["score"]) == ("new", 0.0)
    assert said(found) == "B is new, but 100 % of it lies on ground of A."


def test_a_key_used_again_for_other_ground_is_flagged():
    older = fabric(("A", 0, 0, 20, 20), ("B", 100, 0, 140, 20))
    newer = fabric(("B", 0, 0, 20, 20), ("C", 100, 0, 140, 20))
    found = compare_fabrics(older, newer).proposals.set_index("new_keys")
    assert found["kind"].tolist() == ["renamed", "renamed"]
    assert "elsewhere_before" in flags(found.loc[[("B",)]].iloc[0])
    assert "elsewhere_now" in flags(found.loc[[("C",)]].iloc[0])


def test_a_street_drawn_for_the_first_time_does_not_tie_all_its_neighbours_together():
    """It takes 5 m off A and all of C; B and D are not concerned."""
    street = box(0, 15, 500, 30) | box(200, 30, 220, 50)
    older = fabric(("A", 0, 0, 20, 20), ("B", 20, 0, 40, 15), ("C", 200, 30, 220, 50))
    newer = fabric(("A", 0, 0, 20, 15), ("B", 20, 0, 40, 15), ("ROAD", street))
    found = compare_fabrics(older, newer).proposals.set_index("kind")
    assert sorted(found.index) == ["gone", "new", "reshaped"]
    assert said(found.loc["gone"]) == "C is gone; 100 % of its ground belongs to ROAD."


# -- dirt -------------------------------------------------------------------------------------


def test_condominiums_on_one_ground_are_no_change():
    """Three rows of one key, and five next year; two keys on the same ground."""
    ground = (0, 0, 20, 20)
    older = fabric(*[("A", *ground)] * 3, ("U1", *ground), ("U2", *ground))
    newer = fabric(*[("A", *ground)] * 5, ("U1", *ground), ("U2", *ground))
    assert len(compare_fabrics(older, newer).proposals) == 0


def test_one_lot_in_two_rows_and_next_year_in_one():
    two = fabric(("A", 0, 0, 20, 20), ("A", 30, 0, 50, 20))
    one = fabric(("A", box(0, 0, 20, 20) | box(30, 0, 50, 20)))
    assert len(compare_fabrics(two, one).proposals) == 0
    assert len(compare_fabrics(one, two).proposals) == 0


def test_a_doubled_key_of_which_one_row_got_its_own():
    older = fabric(("A", 0, 0, 20, 20), ("A", 100, 0, 120, 20))
    found = only(older, fabric(("A", 0, 0, 20, 20), ("B", 100, 0, 120, 20)))
    assert (found["kind"], found["old_keys"], found["new_keys"]) == ("renamed", ("A",), ("B",))
    assert flags(found) == {"doubled_old"}


BOW_TIE = shapely.Polygon([(0, 0), (20, 20), (20, 0), (0, 20)])


@pytest.mark.parametrize(
    "shape",
    [
        BOW_TIE,
        shapely.Polygon([(0, 0), (5, 5), (0, 0), (0, 0)]),
        shapely.Point(3, 3),
        shapely.LineString([(0, 0), (9, 9)]),
        shapely.Polygon(),
        shapely.Polygon([(0, 0), (20, 0), (np.nan, 20), (0, 20)]),
        shapely.GeometryCollection([box(0, 0, 9, 9), shapely.Point(1, 1), BOW_TIE]),
        None,
    ],
)
def test_dirty_shapes_are_compared_as_far_as_they_go(shape):
    clean, dirty = fabric(("A", 0, 0, 40, 40), NEIGHBOUR), fabric(("A", shape), NEIGHBOUR)
    assert len(compare_fabrics(dirty, dirty).proposals) == 0
    for older, newer in ((clean, dirty), (dirty, clean)):
        found = only(older, newer)
        assert found["kind"] == "reshaped"
        assert flags(found) & {"invalid_old", "invalid_new", "no_shape_old", "no_shape_new"}


def test_a_shape_that_became_a_sliver_does_not_hide_the_new_key():
    older = fabric(("A", 0, 0, 20, 20))
    found = only(older, fabric(("A", None), ("B", 0, 0, 20, 20)))
    assert (found["kind"], said(found)) == ("renamed", "The same ground has a new key: A is now B.")


def test_keys_are_the_same_in_thai_digits_and_small_letters_but_not_without_their_dashes():
    older = fabric(("01a๐๐1", 0, 0, 20, 20), ("1-11", 40, 0, 60, 20))
    newer = fabric((" 01A001 ", 0, 0, 20, 20), ("11-1", 40, 0, 60, 20))
    found = compare_fabrics(older, newer)
    assert (found.vanished, found.appeared, found.stayed) == (("1-11",), ("11-1",), ("01a๐๐1",))


def test_empty_maps():
    some, none = fabric(("A", 0, 0, 20, 20)), fabric(("A", 0, 0, 20, 20)).iloc[:0]
    assert compare_fabrics(some, none).counts()["gone"] == 1
    assert compare_fabrics(none, some).counts()["new"] == 1
    assert len(compare_fabrics(none, none).proposals) == 0


def test_a_map_in_the_wrong_datum_is_said():
    rows = [(str(i), 40 * i, 0, 40 * i + 20, 20 + i) for i in range(20)]
    away = [(key, x0 + 300, y0 - 300, x1 + 300, y1 - 300) for key, x0, y0, x1, y1 in rows]
    found = compare_fabrics(fabric(*rows), fabric(*away))
    assert (found.east, found.north) == (300, -300)
    assert "424.3 m to the south-east" in render(found.messages[0], "en")


def test_cancel():
    class Pressed:
        def progress(self, fraction): ...
        def message(self, message): ...
        def cancelled(self):
            return True

    with pytest.raises(Cancelled):
        compare_fabrics(fabric(NEIGHBOUR), fabric(NEIGHBOUR), feedback=Pressed())


@given(st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=14))
def test_clusters_are_what_can_be_reached(ties):
    first, second = (np.array([tie[i] for tie in ties], dtype=int) for i in (0, 1))
    numbers = clusters(12, first, second)
    reach = np.eye(12, dtype=bool)
    reach[first, second] = reach[second, first] = True
    for _ in range(4):
        reach = reach @ reach
    assert (reach == (numbers[:, None] == numbers[None, :])).all()


CELLS = st.lists(st.integers(0, 3), min_size=9, max_size=9)


@settings(deadline=None)
@given(CELLS, CELLS)
def test_every_row_that_changed_is_in_one_cluster_and_areas_add_up(before, after):
    """Nine cells of 10 m, dissolved into at most four parcels each year in any way."""
    cells = [
        box(10 * (i % 3), 10 * (i // 3), 10 * (i % 3) + 10, 10 * (i // 3) + 10) for i in range(9)
    ]

    def dissolved(owner, prefix):
        keys = sorted(set(owner))
        unions = [shapely.union_all([c for c, o in zip(cells, owner) if o == k]) for k in keys]
        return fabric(*[(f"{prefix}{k}", union) for k, union in zip(keys, unions)])

    older, newer = dissolved(before, ""), dissolved(after, "")
    found = compare_fabrics(older, newer)
    assert not found.members.duplicated(["role", "row"]).any()
    assert found.same_old + (found.members["role"] == "old").sum() == len(older)
    assert found.same_new + (found.members["role"] == "new").sum() == len(newer)
    total = found.proposals[["old_area", "new_area"]].sum()
    assert total["old_area"] == pytest.approx(total["new_area"])


# -- a city's two years -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def city(shared_data):
    from taxmap_plugin.core.datum import transform_geometries
    from taxmap_plugin.exchange.source import read_source

    def year(number):
        source = read_source(shared_data / "cambridge" / f"cambridge_parcels_fy{number}.gpkg")
        shapes = transform_geometries(source.geom, 4326, 26986)
        return pd.DataFrame({"key": source.frame["ML"], "geom": shapes})

    return compare_fabrics(year(2013), year(2014))


def test_the_keys_that_vanished_and_appeared_in_a_real_city(city):
    assert (len(city.vanished), len(city.appeared)) == (94, 52)
    proposed = {key for keys in city.proposals["old_keys"] for key in keys}
    assert set(city.vanished) <= proposed


def test_what_became_of_them_as_an_officer_would_say(city):
    by_keys = {(one["old_keys"], one["new_keys"]): one for _, one in city.proposals.iterrows()}
    for kind, before, after in [
        ("split", ("16-31",), ("16-32", "16-33")),
        ("split", ("240-43",), ("240-52", "240-53")),
        ("merge", ("111-56", "111-59"), ("111-60",)),
        ("merge", ("246A-40", "246A-59"), ("246A-59",)),
        ("redivision", ("188-103", "188-106"), ("188-143", "188-144", "188-145")),
        ("renamed", ("269.5-100",), ("269.5-101",)),
        ("renamed", ("242-998",), ("242B-998",)),
        ("reshaped", ("1A-82", "1A-86", "1A-87"), ("1A-82", "1A-86", "1A-87")),
        ("new", (), ("48-156",)),
        ("gone", ("1A-106",), ()),
    ]:
        assert by_keys[before, after]["kind"] == kind, (before, after)
    clear = city.proposals[city.proposals["kind"].isin(["merge", "split"])]
    assert (clear["score"] > 0.9).mean() > 0.85


def test_a_city_drawn_anew_40_cm_beside_has_few_changes(city):
    """Not one of the 13,000 shapes has the same corners; four parcels in a thousand changed."""
    assert city.same_old > 12_950
    assert len(city.proposals) < 110

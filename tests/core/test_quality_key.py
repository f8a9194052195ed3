"""What was decided of a finding stands for the same one only."""

from __future__ import annotations

from shapely import Point

from taxmap_plugin.core.quality_key import Known, key_of, matched, of_place


def one(x: float, *things: str, rule: str = "overlap") -> Known:
    return Known(rule, things or ("a", "b"), Point(x, 0))


def test_the_order_of_the_things_does_not_matter():
    assert key_of(one(1, "a", "b")) == key_of(one(1, "b", "a"))
    assert matched([one(1, "a", "b")], [one(1, "b", "a")]) == [0]


def test_a_gap_is_the_same_whatever_becomes_of_one_of_the_parcels_along_it():
    gap = one(10, "a", "b", rule="gap")
    assert matched([gap], [one(10, "a", "b1", "b2", rule="gap")]) == [0]
    assert matched([gap], [one(10, "c", "d", rule="gap"), one(90, "a", "b", rule="gap")]) == [
        -1,
        -1,
    ]


def test_what_is_said_of_a_column_is_not_about_the_rows_that_it_names():
    def of(column: str, *rows: str) -> Known:
        return Known("null_word", rows, None, column)

    before = [of("parcel.note", "a", "b"), of("parcel.house_no", "a", "b")]
    now = [of("parcel.house_no", "c"), of("parcel.deed_no", "a", "b"), of("parcel.note", "b", "d")]
    assert matched(before, now) == [1, -1, 0]


def test_another_rule_or_another_parcel_is_another_finding():
    assert matched([one(1)], [one(1, rule="spike"), one(1, "a", "c")]) == [-1, -1]


def test_faults_of_the_same_parcels_told_once_are_the_same_wherever_the_worst_of_them_is():
    assert matched([one(10.49)], [one(10.51)]) == [0]
    assert matched([one(10)], [one(90)]) == [0]


def test_what_was_gone_or_came_by_a_division_is_the_same_only_where_it_lay():
    assert of_place([one(10)], [one(14)]) == [0]
    assert of_place([one(10)], [one(16)]) == [-1]


def test_a_strip_along_the_same_parcels_may_grow_and_its_middle_with_it():
    def gap(x: float, *things: str) -> Known:
        return Known("gap", things or ("a", "b"), Point(x, 0))

    assert matched([gap(10)], [gap(30)]) == [0]
    assert matched([gap(10)], [gap(70)]) == [-1]
    assert matched([gap(10)], [gap(13, "a", "c")]) == [0], "another parcel lies along it now"
    assert matched([gap(10)], [gap(30, "a", "c")]) == [-1]


def test_what_is_said_of_a_thing_as_a_whole_is_the_same_wherever_its_middle_is():
    prices = [one(x, "a", rule="price_missing") for x in (10, 90)]
    assert matched(prices[:1], prices[1:]) == [0]
    assert key_of(prices[0]) == key_of(prices[1])
    assert matched(prices[:1], [one(90, "b", rule="price_missing")]) == [-1]


def test_of_several_between_the_same_parcels_the_nearest_are_the_same():
    assert matched([one(10), one(14)], [one(13), one(9.5), one(12)]) == [1, 0, -1]


def test_without_a_place():
    before = [Known("datum", (), None)]
    assert matched(before, [Known("datum", (), None)]) == [0]
    assert matched(before, [Known("datum", (), None), Known("datum", (), None)]) == [0, -1]


def test_nothing_before_and_nothing_now():
    assert matched([], [one(1)]) == [-1]
    assert matched([one(1)], []) == []

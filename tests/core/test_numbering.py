"""Orders of lots in a block, drawn as small maps."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.affinity import rotate

from taxmap_plugin.core.code_style import CodeStyle
from taxmap_plugin.core.message import render
from taxmap_plugin.core.numbering import CORNERS, METHODS, Rule, Way, order, plan
from taxmap_plugin.core.parcel_code import CodeError

STYLE = CodeStyle.load()


def block(columns, rows, angle=0.0):
    """Lots of 20 × 30 m, numbered here row by row from the top left, turned by ``angle``."""
    lots = [
        shapely.box(20 * x, -30 * y - 30, 20 * x + 20, -30 * y)
        for y in range(rows)
        for x in range(columns)
    ]
    return np.array([rotate(lot, angle, origin=(0, 0)) for lot in lots], dtype=object)


@pytest.mark.parametrize("angle", [0, 20, -30, 44])
@pytest.mark.parametrize(
    ("method", "corner", "found"),
    [
        ("snake_rows", "NW", [0, 1, 2, 3, 7, 6, 5, 4, 8, 9, 10, 11]),
        ("snake_rows", "NE", [3, 2, 1, 0, 4, 5, 6, 7, 11, 10, 9, 8]),
        ("snake_rows", "SW", [8, 9, 10, 11, 7, 6, 5, 4, 0, 1, 2, 3]),
        ("snake_columns", "NW", [0, 4, 8, 9, 5, 1, 2, 6, 10, 11, 7, 3]),
        ("snake_columns", "SE", [11, 7, 3, 2, 6, 10, 9, 5, 1, 0, 4, 8]),
        ("clockwise", "NW", [0, 1, 2, 3, 7, 11, 10, 9, 8, 4, 5, 6]),
        ("clockwise", "SE", [11, 10, 9, 8, 4, 0, 1, 2, 3, 7, 6, 5]),
        ("anticlockwise", "NW", [0, 4, 8, 9, 10, 11, 7, 3, 2, 1, 5, 6]),
        ("nearest", "NW", [0, 1, 2, 3, 7, 6, 5, 4, 8, 9, 10, 11]),
    ],
)
def test_the_order_of_a_block_of_three_rows(method, corner, found, angle):
    assert list(order(block(4, 3, angle), Way(method, corner))) == found


def test_along_a_street_the_nearer_side_comes_first():
    street = shapely.LineString([(0, -70), (80, -70)])
    assert list(order(block(4, 2), Way("along_line", line=street))) == [4, 0, 5, 1, 6, 2, 7, 3]
    back = shapely.reverse(street)
    assert list(order(block(4, 1), Way("along_line", line=back))) == [3, 2, 1, 0]


@pytest.mark.parametrize("line", [None, shapely.LineString()])
def test_a_line_must_be_given_to_be_followed(line):
    with pytest.raises(CodeError) as refused:
        order(block(4, 2), Way("along_line", line=line))
    assert refused.value.message.id == "numbering.no_line"


@pytest.mark.parametrize("method", ["clockwise", "anticlockwise"])
def test_a_single_row_is_walked_from_end_to_end(method):
    assert list(order(block(8, 1, 10), Way(method))) == list(range(8))


def test_lanes_inside_the_block_do_not_break_the_round():
    lots = block(4, 3)
    lots[4:] = [shapely.transform(lot, lambda c: c - [0, 6]) for lot in lots[4:]]  # a lane of 6 m
    assert list(order(lots, Way("clockwise"))) == [0, 1, 2, 3, 7, 11, 10, 9, 8, 4, 5, 6]


shapes = st.lists(
    st.one_of(
        st.none(),
        st.just(shapely.Polygon()),
        st.builds(
            lambda x, y, w, h: shapely.box(x, y, x + w, y + h),
            st.integers(0, 300),
            st.integers(0, 300),
            st.integers(1, 40),
            st.integers(1, 40),
        ),
        st.builds(shapely.Point, st.integers(0, 300), st.integers(0, 300)),
        st.just(shapely.from_wkt("POLYGON ((0 0, 9 9, 9 0, 0 9, 0 0))")),
    ),
    max_size=25,
)


@given(shapes, st.sampled_from(METHODS), st.sampled_from(CORNERS))
def test_every_parcel_gets_exactly_one_place(many, method, corner):
    line = shapely.LineString([(0, 0), (300, 300)])
    found = order(np.array([*many, None], dtype=object)[:-1], Way(method, corner, line))
    assert sorted(found) == list(range(len(many)))
    shapeless = [shape is None or shape.is_empty for shape in many]
    placed = len(many) - sum(shapeless)
    assert not any(shapeless[place] for place in found[:placed])


def parcels(codes, rows=1):
    lots = block(len(codes) // rows, rows)
    return pd.DataFrame(
        {"uuid": [f"u{i}" for i in range(len(codes))], "parcel_code": codes, "geom": lots}
    )


def planned(codes, rule=None, used=(), block_code="01A"):
    result = plan(parcels(codes), block_code, used, Way(), rule or Rule(), STYLE)
    return list(result["new_code"])


@pytest.mark.parametrize(
    ("before", "rule", "used", "after"),
    [
        # parcels without codes, in a new block
        ([None, None, None], Rule(), [], ["01A001", "01A002", "01A003"]),
        ([None, None, None], Rule(start=10, step=10), [], ["01A010", "01A020", "01A030"]),
        # codes that are there are kept; the rest goes on after the greatest ever given
        (["01A007", None, None], Rule(), [], ["01A007", "01A008", "01A009"]),
        ([None, "01A007", None], Rule(), ["01A020"], ["01A021", "01A007", "01A022"]),
        (["02B001", None, "01A001/002"], Rule(), [], ["02B001", "01A002", "01A001/002"]),
        # a draft block is numbered anew and may use its own numbers again
        (["01A007", "01A002", None], Rule(keep=False), [], ["01A001", "01A002", "01A003"]),
        # but no number that another parcel holds or that has retired
        (["01A007", "01A002"], Rule(keep=False), ["01A001"], ["01A002", "01A003"]),
        (["01A007", "01A002"], Rule(keep=False), ["01A001/005"], ["01A002", "01A003"]),
        # a declared block never gives a number twice
        (["01A007", "01A002"], Rule(keep=False, declared=True), [], ["01A008", "01A009"]),
        (["01A007", None], Rule(declared=True), ["01A030"], ["01A007", "01A031"]),
    ],
)
def test_old_and_new_codes(before, rule, used, after):
    assert planned(before, rule, used) == after


def test_each_row_says_why():
    result = plan(parcels(["01A007", None, "02B001"]), "01A", [], Way(), Rule(), STYLE)
    assert list(result["reason"].map(lambda m: m.id)) == [
        "numbering.kept",
        "numbering.new",
        "numbering.kept_of_other_block",
    ]
    renumbered = plan(parcels(["01A007"]), "01A", [], Way(), Rule(keep=False), STYLE)
    assert "01A007" in render(renumbered["reason"].iloc[0], "th")


def test_a_parcel_without_a_shape_comes_last():
    frame = parcels([None, None, None])
    frame.loc[0, "geom"] = None
    result = plan(frame, "01A", [], Way(), Rule(), STYLE)
    assert list(result["uuid"]) == ["u1", "u2", "u0"]
    assert result["reason"].iloc[2].id == "numbering.no_shape"


def test_a_block_that_would_pass_lot_999_is_refused_as_a_whole():
    with pytest.raises(CodeError) as full:
        planned([None, None], used=["01A998"])
    assert full.value.message.params == {"block": "01A", "wanted": 2, "room": 1}


@pytest.mark.parametrize("step", [0, -1])
def test_a_step_that_leads_nowhere_is_refused(step):
    with pytest.raises(CodeError) as refused:
        planned([None, None], Rule(step=step))
    assert refused.value.message.id == "numbering.step"


@given(
    st.lists(
        st.one_of(st.none(), st.integers(1, 60)),
        min_size=1,
        max_size=12,
        unique_by=lambda x: x or object(),
    ),
    st.sets(st.integers(1, 60)),
    st.booleans(),
    st.booleans(),
    st.integers(1, 3),
)
def test_no_code_is_ever_doubled(lots, others, keep, declared, step):
    before = [None if lot is None else f"01A{lot:03d}" for lot in lots]
    used = [f"01A{lot:03d}" for lot in others - set(lots)]
    after = planned(before, Rule(keep, declared, step=step), used)
    assert len(set(after)) == len(after)
    given_before = set(used) | {code for code in before if code}
    fresh = [code for old, code in zip(before, after) if old != code]
    if keep or declared:
        assert not given_before & set(fresh)
        assert not fresh or min(fresh) > max(given_before, default="")
    assert not set(used) & set(fresh)
    assert not keep or all(old in (None, new) for old, new in zip(before, after))

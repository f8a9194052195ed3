"""Corners as they are pasted: any separator, any order, any digits."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from taxmap_plugin.core.coordinate_list import (
    CoordinateListError,
    outline,
    outline_notes,
    parse_coordinates,
)
from taxmap_plugin.core.datum import DatumError

E, N = 495123.45, 2072345.67


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("495123.45 2072345.67", "1"),
        ("495123.45,2072345.67", "1"),
        ("495123.45\t2072345.67\n", "1"),
        ("1. E 495123.45 N 2072345.67", "1"),
        ("1. N 2072345.67 E 495123.45", "1"),
        ("หมุด ก.12\t495,123.45\t2,072,345.67", "หมุด ก.12"),
        ("P-7;2072345.67;495123.45", "P-7"),
        ("7,495123.45,2072345.67,312.5", "7"),  # with a height
        ("๗) ๔๙๕๑๒๓.๔๕ ๒๐๗๒๓๔๕.๖๗", "7"),
        ("A: X=495123.45, Y=2072345.67", "A"),
        ("อ 495123.45 น 2072345.67", "1"),
        ("เหนือ 2072345.67 ตะวันออก 495123.45", "1"),
        ("| B1 | 495123.45 | 2072345.67 |", "B1"),
        ("(1) 495123.45E 2072345.67N", "1"),
        ("BE 495123.45 2072345.67", "BE"),
    ],
)
@pytest.mark.parametrize("heading", ["", "จุด\tE\tN\n", "\nพิกัด UTM โซน 47 Indian 1975\n\n"])
def test_one_corner(line, name, heading):
    found = parse_coordinates(heading + line)
    assert found.xy.tolist() == [[E, N]]
    assert (found.names, found.kind) == ([name], "utm")


def test_north_before_east_is_said():
    found = parse_coordinates(f"{N} {E}\n{N + 10} {E}\n{E + 10} {N}")
    assert found.xy[:, 0].tolist() == [E, E, E + 10]
    assert [(note.id, note.params["count"]) for note in found.notes] == [
        ("coordinate_list.north_first", 2)
    ]


@pytest.mark.parametrize(
    ("text", "corner"),
    [  # in the far south both numbers can be either
        ("780000 640000", [780000, 640000]),
        ("N 640000 E 780000", [780000, 640000]),
        ("จุด N E\n1 640000 780000", [780000, 640000]),
        ("จุด,E,N\n1,780000,640000", [780000, 640000]),
    ],
)
def test_where_magnitude_does_not_tell_labels_and_headings_do(text, corner):
    assert parse_coordinates(text).xy.tolist() == [corner]


@pytest.mark.parametrize("text", ["7 98.95111 18.74472", "7 18.74472, 98.95111"])
def test_degrees_are_recognised_and_said(text):
    found = parse_coordinates(text)
    assert (found.kind, found.names) == ("degrees", ["7"])
    assert found.notes[0].id == "coordinate_list.degrees"
    office = found.placed(32647, 32647)
    assert office[0] == pytest.approx([494846.54, 2072582.38], abs=1)  # practice.md §5.2 B


def test_the_office_of_mae_hia_in_both_datums():
    """practice.md §5.2 B: the same place, 450 m apart in numbers."""
    indian = parse_coordinates("495179.44 2072279.55")
    wgs = parse_coordinates("494846.54 2072582.38")
    assert indian.placed(24047, 32647)[0] == pytest.approx([494846.54, 2072582.38], abs=0.01)
    assert wgs.placed(32647, 32647).tolist() == [[494846.54, 2072582.38]]
    with pytest.raises(DatumError):
        indian.placed(24047, 26986)


SQUARE = [(E, N), (E + 20, N), (E + 20, N + 20), (E, N + 20)]


@pytest.mark.parametrize("closed", [False, True])
def test_the_first_corner_may_stand_again_at_the_end(closed):
    rows = [*SQUARE, SQUARE[0]] if closed else SQUARE
    found = parse_coordinates("\n".join(f"{e:.2f} {n:.2f}" for e, n in rows))
    assert len(found.names) == 4
    assert outline(found.xy).area == pytest.approx(400)
    assert outline_notes(found.xy, found.names) == []


def test_a_wrong_digit_and_a_wrong_order_are_told():
    corners = np.array(SQUARE)
    corners[1, 1] += 100_000
    notes = outline_notes(corners, ["1", "2", "3", "4"])
    assert (notes[0].id, notes[0].params["corner"]) == ("far_corner.spike", "2")
    crossed = np.array(SQUARE)[[0, 2, 1, 3]]
    assert [note.id for note in outline_notes(crossed, "1234")] == ["coordinate_list.crosses"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "No corner"),
        ("จุด E N\n", "No corner"),
        (f"{E} {N}\n\n495123.45", "Row 3 .*no place"),
        (f"{E} {N}\n95123.45 {N}", "Row 2 .*no place"),
        ("1. E 495", "Row 1 .*no place"),
        (f"1 {E} 20723O5", "Row 1"),  # the letter O
        (f"{E} {N}\n98.95111 18.74472", "Row 2: some rows"),
        ("18°44'41\" 98°57'04\"", "Row 1 .*degrees and minutes"),
        ("1,495,123.45,2,072,345.67", "Row 1"),  # no telling where a number begins
        (f"{E} {N}\nหมายเหตุ", "Row 2"),
    ],
)
def test_a_slip_names_its_row(text, said):
    with pytest.raises(CoordinateListError, match=said):
        parse_coordinates(text)


def test_two_corners_are_no_parcel():
    with pytest.raises(CoordinateListError, match="2 are given"):
        outline(np.array(SQUARE[:2]))


@given(
    st.lists(
        st.tuples(st.integers(100_000_00, 599_999_99), st.integers(620_000_00, 2_270_000_00)),
        min_size=1,
        max_size=6,
        unique=True,
    ),
    st.sampled_from(
        ["{0:.2f} {1:.2f}", "P, {0:.2f}, {1:.2f}", "{0:,.2f}\t{1:,.2f}", "N {1:.2f} E {0:.2f}"]
    ),
)
def test_any_place_in_any_form(cents, form):
    corners = [[east / 100, north / 100] for east, north in cents]
    found = parse_coordinates("\n".join(form.format(*corner) for corner in corners))
    assert found.xy.tolist() == corners

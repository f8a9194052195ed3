"""Tables that break over pages: each row once, in order, no page empty or overfull."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taxmap_plugin.core.form_break import Part, TableSize, break_rows, fit_widths

SIZE = TableSize(line=4.0, air=2.0)
CARRIED = TableSize(line=4.0, air=2.0, carry=6.0, end=6.0)
sizes = st.builds(
    TableSize,
    line=st.floats(2, 6),
    air=st.floats(0, 3),
    carry=st.sampled_from([0.0, 5.0]),
    end=st.sampled_from([0.0, 5.0, 14.0]),
)


def height(parts: list[Part], size: TableSize) -> float:
    return sum(size.row(part.last - part.first) for part in parts)


def test_one_row_and_two():
    assert break_rows([1], 100, 100, SIZE) == [[Part(0, 0, 1)]]
    assert break_rows([1, 2], 100, 100, SIZE) == [[Part(0, 0, 1), Part(1, 0, 2)]]


def test_nothing_to_break():
    assert break_rows([], 100, 100, SIZE) == []


def test_five_hundred_rows_fill_every_page():
    """Rows of 6 mm on pages of 120 mm: 20 each, the first page has room for 5."""
    pages = break_rows([1] * 500, 30, 120, SIZE)
    assert [len(parts) for parts in pages] == [5, *[20] * 24, 15]


def test_sums_carried_over_have_their_line():
    """120 mm less two lines of 6 mm are 18 rows; the last page brings and closes the sums."""
    pages = break_rows([1] * 40, 120, 120, CARRIED)
    assert [len(parts) for parts in pages] == [19, 18, 3]


def test_a_row_of_forty_lines_is_divided_between_lines():
    """40 lines of 4 mm on pages of 90 mm: 22 lines, then 18."""
    pages = break_rows([1, 40, 1], 90, 90, SIZE)
    assert pages[0] == [Part(0, 0, 1), Part(1, 0, 20)]
    assert pages[1] == [Part(1, 20, 40), Part(2, 0, 1)]


def test_a_row_that_fits_on_a_page_is_not_divided():
    assert break_rows([10, 10], 70, 70, SIZE) == [[Part(0, 0, 10)], [Part(1, 0, 10)]]


def test_nothing_begins_where_there_is_no_room():
    assert break_rows([1], 3, 100, SIZE) == [[], [Part(0, 0, 1)]]
    assert break_rows([60], 3, 100, SIZE)[0] == []


def test_a_page_too_small_for_a_line_is_no_page():
    with pytest.raises(ValueError):
        break_rows([1], 5, 5, SIZE)


@given(
    lines=st.lists(st.integers(1, 45), min_size=1, max_size=60),
    first=st.floats(0, 200),
    page=st.floats(40, 200),
    size=sizes,
)
def test_every_line_once_on_pages_that_are_neither_empty_nor_overfull(lines, first, page, size):
    first = min(first, page)
    pages = break_rows(lines, first, page, size)
    seen = [(part.row, line) for parts in pages for part in parts
            for line in range(part.first, part.last)]  # fmt: skip
    assert seen == [(row, line) for row, count in enumerate(lines) for line in range(count)]
    assert all(pages[1:]), "only the page begun may take nothing"
    filled = [parts for parts in pages if parts]
    for at, parts in enumerate(filled):
        room = first if parts is pages[0] else page
        brought = size.carry if at else 0
        below = size.end if at == len(filled) - 1 else size.carry
        assert brought + height(parts, size) + below <= room + 1e-3


@given(st.lists(st.tuples(st.floats(1, 9), st.floats(0, 40)), min_size=1, max_size=22))
def test_columns_get_what_they_need_and_fill_the_width(columns):
    shares, needs = zip(*columns)
    widths, factor = fit_widths(shares, needs, 270)
    assert sum(widths) == pytest.approx(270)
    assert all(width >= need * factor - 1e-6 for width, need in zip(widths, needs))
    assert factor == 1 or sum(needs) * factor == pytest.approx(270)

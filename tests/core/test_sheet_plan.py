"""Which sheets a municipality needs: scale, parts, numbers, neighbours."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from taxmap_plugin.core.sheet_plan import PlanOptions, clean_name, plan_sheets

from .sheet_case import EAST, NORTH, all_numbers, at, blocks, parcels, row_of_lots, source


def plan(options=None, **frames):
    return plan_sheets(source(**frames), options or PlanOptions())


def one_block(width, height, **options):
    """The plan of a municipality with one block of this size (m) and a parcel in each half."""
    frames = {
        "block": blocks(b01A=at(0, 0, width, height)),
        "parcel": parcels(
            ("01A001", at(0, 0, width / 2, height)), ("01A002", at(width / 2, 0, width, height))
        ),
    }
    return plan(PlanOptions(**options), **frames)


class TestScale:
    @pytest.mark.parametrize(
        ("width", "height", "paper", "scale"),
        [
            (740, 500, "A1", 1000),
            (300, 200, "A1", 1000),
            (800, 560, "A1", 2000),
            (1600, 1000, "A1", 4000),
            (300, 200, "A3", 1000),
            (740, 500, "A3", 4000),
            (740, 500, "A4", 4000),
        ],
    )
    def test_the_largest_standard_scale_that_holds_the_block(self, width, height, paper, scale):
        (sheet,) = one_block(width, height, paper=paper).sheets
        assert (sheet.scale, sheet.parts) == (scale, 1)

    @pytest.mark.parametrize("width", [100, 740, 900, 3000])
    def test_the_block_lies_whole_on_its_sheet(self, width):
        (sheet,) = one_block(width, 400).sheets
        assert shapely.box(*sheet.extent).covers(at(0, 0, width, 400))

    def test_the_map_window_has_the_size_of_its_box_at_this_scale(self):
        (sheet,) = one_block(300, 200).sheets
        west, south, east, north = sheet.extent
        paper = sheet.format.map
        assert (east - west) * sheet.mm_per_metre == pytest.approx(paper.width)
        assert (north - south) * sheet.mm_per_metre == pytest.approx(paper.height)

    def test_many_lots_too_small_for_their_numbers_are_drawn_larger(self):
        frames = {
            "block": blocks(b01A=at(0, 0, 500, 500)),
            "parcel": parcels(*row_of_lots("01A", 100, 0, 0, 4, 16)),
        }
        sheets = plan(PlanOptions("A4"), **frames).sheets
        assert {sheet.scale for sheet in sheets} == {1000}  # 2 mm at 1:2000 holds no number
        assert all_numbers(sheets) == list(range(100))


class TestSplit:
    def test_a_block_larger_than_the_paper_is_split_when_asked(self):
        sheets = one_block(1500, 400, large_block="split").sheets
        assert [(s.scale, s.name) for s in sheets] == [(1000, "01A 1/2"), (1000, "01A 2/2")]
        assert [s.file_stem for s in sheets] == ["01A_1-2", "01A_2-2"]

    def test_even_1_to_4000_may_need_parts(self):
        sheets = one_block(6000, 1000).sheets
        assert {s.scale for s in sheets} == {4000} and len(sheets) > 1

    def test_the_match_line_runs_along_the_road_and_cuts_no_parcel(self):
        left, right = row_of_lots("01A", 30, 0, 0, 22, 300), row_of_lots("01B", 30, 680, 0, 22, 300)
        frames = {
            "block": blocks(b01A=at(0, 0, 1340, 300)),
            "parcel": parcels(*left, *[(code.replace("B", "A"), shape) for code, shape in right]),
        }
        sheets = plan(PlanOptions(large_block="split"), **frames).sheets
        (match,) = sheets[0].match_lines
        x = match.line.coords[0][0] - EAST
        assert 660 <= x <= 680  # the road between the two rows
        assert match.sheet == 2
        assert not any(sheet.visitors for sheet in sheets)

    def test_a_cut_parcel_is_numbered_where_most_of_it_lies(self):
        frames = {
            "block": blocks(b01A=at(0, 0, 1500, 400)),
            "parcel": parcels(("01A001", at(0, 0, 1450, 400)), ("01A002", at(1450, 0, 1500, 400))),
        }
        sheets = plan(PlanOptions(large_block="split"), **frames).sheets
        assert all_numbers(sheets) == [0, 1]
        home = next(s for s in sheets if 0 in s.parcels)
        (other,) = [s for s in sheets if s is not home]
        assert other.visitors == {0: home.number}

    def test_parts_without_a_parcel_make_no_sheet(self):
        frames = {
            "block": blocks(b01A=at(0, 0, 3000, 400)),
            "parcel": parcels(("01A001", at(0, 0, 100, 400))),
        }
        assert len(plan(PlanOptions(large_block="split"), **frames).sheets) == 1

    def test_sheets_meet_at_the_match_line_without_gap_or_overlap(self):
        one, other = one_block(1500, 400, large_block="split").sheets
        assert one.area.intersection(other.area).area == pytest.approx(0)
        assert one.area.union(other.area).area == pytest.approx(1500 * 400)


class TestParcelsAndBlocks:
    def test_a_parcel_belongs_where_it_lies_whatever_its_code_says(self):
        frames = {
            "block": blocks(b01A=at(0, 0, 100, 100), b01B=at(200, 0, 300, 100)),
            "parcel": parcels(("01B009", at(0, 0, 50, 50)), ("01B001", at(200, 0, 250, 50))),
        }
        sheets = plan(**frames).sheets
        assert [sheet.parcels.tolist() for sheet in sheets] == [[0], [1]]

    def test_a_parcel_beside_its_block_joins_it(self):
        frames = {
            "block": blocks(b01A=at(0, 0, 100, 100), b01B=at(0, 102, 100, 200)),
            "parcel": parcels(("01B001", at(101, 50, 120, 60))),
        }
        assert [len(s.parcels) for s in plan(**frames).sheets] == [0, 1]

    def test_parcels_of_a_block_that_nobody_drew_get_a_sheet(self):
        sheets = plan(parcel=parcels(*row_of_lots("07C", 3, 0, 0, 20, 30))).sheets
        assert [(s.block_code, len(s.parcels)) for s in sheets] == [("07C", 3)]

    def test_a_parcel_five_kilometres_away_does_not_spoil_the_sheet(self):
        frames = {
            "block": blocks(b01A=at(0, 0, 300, 300)),
            "parcel": parcels(("01A001", at(0, 0, 50, 50)), ("01A002", at(5000, 0, 5050, 50))),
        }
        made = plan(**frames)
        sheets = made.sheets
        assert made.blocks["on_map"].tolist() == [True, False], "no block was drawn over there"
        assert [(s.block_code, s.scale) for s in sheets] == [("01A", 1000), ("01A*", 1000)]
        assert all_numbers(sheets) == [0, 1]

    def test_a_parcel_without_code_and_block_is_on_a_sheet(self):
        sheets = plan(parcel=parcels((None, at(0, 0, 50, 50)))).sheets
        assert all_numbers(sheets) == [0]
        assert sheets[0].file_stem == "no_block_1-1"

    def test_a_block_without_parcels_has_a_sheet_too(self):
        assert len(plan(block=blocks(b01A=at(0, 0, 300, 300))).sheets) == 1

    def test_no_block_and_no_parcel_is_no_sheet(self):
        assert plan().sheets == ()

    def test_a_block_drawn_in_two_pieces_is_one_sheet(self):
        frame = blocks(b01A=at(0, 0, 100, 100))
        frame = frame._append(blocks(b01A=at(120, 0, 200, 100)), ignore_index=True)
        assert len(plan(block=frame).sheets) == 1


class TestNumbersAndNeighbours:
    FRAMES = {
        "block": blocks(
            b02A=at(0, 210, 200, 400), b01B=at(210, 0, 400, 200), b01A=at(0, 0, 200, 200)
        )
    }

    def test_sheets_are_numbered_by_zone_and_block(self):
        sheets = plan(**self.FRAMES).sheets
        assert [(s.number, s.name) for s in sheets] == [(1, "01A"), (2, "01B"), (3, "02A")]

    def test_each_neighbour_with_its_sheet(self):
        sheets = plan(**self.FRAMES).sheets
        assert [(n.block_code, n.sheets) for n in sheets[0].neighbours] == [
            ("01B", (2,)),
            ("02A", (3,)),
        ]

    def test_blocks_farther_than_20_mm_of_paper_are_no_neighbours(self):
        frames = {"block": blocks(b01A=at(0, 0, 100, 100), b01B=at(121, 0, 200, 100))}
        assert plan(**frames).sheets[0].neighbours == ()

    def test_only_some_blocks_keep_the_numbers_of_the_whole_set(self):
        chosen = plan(**self.FRAMES).sheets_of(["02A"])
        assert [s.number for s in chosen] == [3]

    def test_neighbouring_sheets_show_shared_corners_at_the_same_place(self):
        """Laid over each other by their coordinates: within 0.2 mm of paper."""
        one, two, _ = plan(**self.FRAMES).sheets
        corner = np.array([EAST + 205, NORTH + 100])
        on_one = (corner - one.extent[:2]) * one.mm_per_metre
        on_two = (corner - two.extent[:2]) * two.mm_per_metre
        shift = (np.array(two.extent[:2]) - one.extent[:2]) * one.mm_per_metre
        assert np.abs(on_one - on_two - shift).max() < 0.2


@pytest.mark.parametrize(
    ("code", "name"),
    [("01A", "01A"), ("01/A", "01_x2fA"), ("–", "no_block"), ("ก1*", "ก1_x2a"), ("", "sheet")],
)
def test_file_names_that_every_system_takes(code, name):
    assert clean_name(code) == name


@given(
    st.lists(
        st.tuples(st.integers(0, 2000), st.integers(0, 1500), st.integers(5, 400), st.booleans()),
        min_size=1,
        max_size=12,
    ),
    st.sampled_from(["A1", "A3", "A4"]),
    st.sampled_from(["scale", "split"]),
)
@settings(max_examples=40, deadline=None)
def test_every_parcel_is_numbered_on_exactly_one_sheet(rows, paper, large_block):
    shapes = [
        ("01A001" if coded else None, at(x, y, x + size, y + size)) for x, y, size, coded in rows
    ]
    frames = {"block": blocks(b01A=at(0, 0, 700, 450)), "parcel": parcels(*shapes)}
    sheets = plan(PlanOptions(paper, large_block=large_block), **frames).sheets
    assert all_numbers(sheets) == list(range(len(rows)))
    for sheet in sheets:
        own = np.asarray(frames["parcel"]["geom"], dtype=object)[sheet.parcels]
        shown = shapely.box(*sheet.extent)
        assert shapely.intersects(shown, own).all()


@given(st.lists(st.text("01AB*/_ก -", max_size=5), unique=True))
def test_no_two_blocks_share_a_file(codes):
    assert len({clean_name(code) for code in codes}) == len(codes)

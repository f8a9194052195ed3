"""Everything that a sheet draws, worked out on made-up blocks."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import shapely
from shapely import LineString

from taxmap_plugin.core.sheet_data import SEVERAL_TYPES
from taxmap_plugin.core.sheet_drawing import (
    TABLE_COLUMNS_MM,
    TableRow,
    area_texts,
    draw_sheet,
    lot_texts,
    tables_for,
)
from taxmap_plugin.core.sheet_format import formats
from taxmap_plugin.core.sheet_ground import GroundIndex
from taxmap_plugin.core.sheet_index import draw_index, index_sheet
from taxmap_plugin.core.sheet_numbers import Numbers
from taxmap_plugin.core.sheet_plan import PlanOptions, plan_sheets
from taxmap_plugin.core.sheet_room import SheetRoom
from taxmap_plugin.core.sheet_text import boxes_of

from .sheet_case import EAST, NORTH, at, blocks, parcels, pencil, row_of_lots, source


def drawn(options=None, number=1, language="th", **frames):
    src = source(**frames)
    plan = plan_sheets(src, options or PlanOptions())
    sheet = plan.sheets[number - 1]
    return draw_sheet(GroundIndex(src, plan), sheet, pencil(sheet.scale, language))


def texts(drawing, *roles):
    return [t.text for t in drawing.texts if t.role in roles]


def length(drawing, name):
    return float(shapely.length(drawing.ground.lines.get(name, np.empty(0, object))).sum())


def on_ground(drawing, shapes):
    """Shapes in mm of paper as one shape in metres."""
    return shapely.union_all(drawing.to_ground(np.array(shapes, dtype=object)))


TWO_BLOCKS = {
    "block": blocks(b01A=at(0, 0, 120, 60), b02B=at(0, 70, 120, 130)),
    "parcel": parcels(*row_of_lots("01A", 6, 0, 0, 20, 60), *row_of_lots("02B", 4, 0, 70, 30, 60)),
}


class TestNumbers:
    def test_each_parcel_of_the_block_has_its_lot_number_once(self):
        drawing = drawn(**TWO_BLOCKS)
        assert sorted(texts(drawing, "lot", "lot_small")) == [f"{i:03d}" for i in range(1, 7)]
        assert drawing.complete

    def test_the_area_stands_below_the_number(self):
        drawing = drawn(**TWO_BLOCKS)
        lot = next(t for t in drawing.texts if t.text == "001")
        area = next(t for t in drawing.texts if t.role == "area" and abs(t.x - lot.x) < 0.1)
        assert area.text == "0-3-0" and area.y < lot.y

    @pytest.mark.parametrize(
        ("code", "text"),
        [
            ("01A001", "001"),
            ("01A001/002", "001/002"),
            ("02B007", "02B007"),  # another block's code: in full
            (None, "?"),
            ("", "?"),
        ],
    )
    def test_what_stands_in_a_parcel(self, code, text):
        assert lot_texts(parcels((code, at(0, 0, 9, 9))), "01A") == [text]

    def test_the_area_of_the_document_wins_over_that_of_the_shape(self):
        frame = parcels(
            ("01A001", at(0, 0, 40, 40)), ("01A002", at(0, 0, 40, 40)),
            document_area=pd.array([10_050, None], dtype="Int64"),
        )  # fmt: skip
        assert area_texts(frame) == ["0-1-0.5", "1-0-0"]

    def test_a_parcel_cut_by_the_match_line_is_in_brackets_on_the_other_sheet(self):
        frames = {
            "block": blocks(b01A=at(0, 0, 1500, 400)),
            "parcel": parcels(("01A001", at(0, 0, 1450, 400)), ("01A002", at(1450, 0, 1500, 400))),
        }
        options = PlanOptions(large_block="split")
        pages = [drawn(options, number, **frames) for number in (1, 2)]
        home = next(p for p in pages if 0 in p.sheet.parcels)
        other = next(p for p in pages if p is not home)
        assert "001" in texts(home, "lot")
        assert "(001)" in texts(other, "lot")
        assert f"ดูแผ่น {home.sheet.number}" in texts(other, "see")
        assert texts(other, "neighbour") == [f"ต่อแผ่น {home.sheet.number}"]

    def test_a_parcel_across_the_block_line_is_in_brackets_on_the_other_sheet(self):
        """S19: black and bracketed inside the block, grey outside."""
        frames = {
            "block": blocks(b01A=at(0, 0, 100, 60), b01B=at(100, 0, 200, 60)),
            "parcel": parcels(("01A001", at(0, 0, 130, 60)), ("01B001", at(130, 0, 200, 60))),
        }
        here, there = drawn(**frames), drawn(number=2, **frames)
        assert "001" in texts(here, "lot") and not here.sheet.visitors
        assert "(01A001)" in texts(there, "lot", "lot_small")
        assert texts(there, "see") == ["ดูแผ่น 1"]
        inside = shapely.union_all([*there.ground.lines["parcel"], *there.ground.lines["block"]])
        assert inside.bounds[0] == pytest.approx(EAST + 100, abs=0.02)
        assert there.complete and len(there.sheet.parcels) == 1

    def test_a_visitor_that_a_parcel_of_the_sheet_covers_has_no_room_for_its_number(self):
        frames = {
            "block": blocks(b01A=at(0, 0, 330, 60)),
            "parcel": parcels(("01A001", at(0, 0, 200, 60)), ("01A002", at(110, 0, 330, 60))),
        }
        for number in (1, 2):
            drawing = drawn(PlanOptions("A4", large_block="split"), number, **frames)
            assert drawing.complete and drawing.sheet.visitors

    def test_a_sliver_across_the_block_line_is_no_part(self):
        frames = {
            "block": blocks(b01A=at(0, 0, 100, 60), b01B=at(100, 0, 200, 60)),
            "parcel": parcels(("01A001", at(0, 0, 101, 60)), ("01B001", at(101, 0, 200, 60))),
        }
        assert not drawn(number=2, **frames).sheet.visitors

    def test_parts_of_one_parcel_are_tied_and_numbered_once(self):
        shape = shapely.union_all([at(0, 0, 50, 50), at(70, 0, 100, 20)])
        drawing = drawn(parcel=parcels(("01A001", shape)))
        assert texts(drawing, "lot") == ["001"]
        assert shapely.length(drawing.ties).tolist() == pytest.approx([20])

    def test_a_table_in_the_map_covers_no_number_and_no_leader(self):
        """S16: a number below a table is as good as dropped."""
        stalls = [
            (f"01A{x:03d}/{y:03d}", at(x * 6, y * 6, x * 6 + 6, y * 6 + 6))
            for x in range(18)
            for y in range(4)
        ]
        drawing = drawn(PlanOptions("A4"), parcel=parcels(*stalls))
        window = drawing.sheet.format.map
        tables = [
            shapely.box(b.x - window.x, window.bottom - b.bottom, b.right - window.x,
                        window.bottom - b.y)
            for b, _ in drawing.tables
        ]  # fmt: skip
        assert drawing.complete and tables
        for shape in (*boxes_of(list(drawing.texts)), *drawing.numbers.leaders):
            assert not shapely.intersects(tables, shape).any()

    @pytest.mark.parametrize(
        ("language", "first"), [("th", "นิติบุคคล"), ("en", "Juristic person"), ("both", "นิติบุคคล")]
    )
    def test_the_table_says_what_kind_of_owner_where_the_map_knows_any(self, language, first):
        stalls = [
            (f"01A{x:03d}/{y:03d}", at(x * 6, y * 6, x * 6 + 6, y * 6 + 6))
            for x in range(18)
            for y in range(4)
        ]
        kinds = ["2", SEVERAL_TYPES, *[None] * (len(stalls) - 2)]
        known = drawn(
            PlanOptions("A4"), language=language, parcel=parcels(*stalls, owner_type=kinds)
        )
        owner = {row.code: row.owner for _, rows in known.tables for row in rows}
        assert set(owner.values()) <= {first, "หลายประเภท", "Several kinds", ""}
        assert owner.get(stalls[0][0], first) == first
        unknown = drawn(PlanOptions("A4"), language=language, parcel=parcels(*stalls))
        assert {row.owner for _, rows in unknown.tables for row in rows} == {None}
        assert known.tables[0][0].width > unknown.tables[0][0].width

    def test_a_lot_stands_in_the_table_rather_than_its_kind_of_owner(self):
        room = SheetRoom(formats("A4")[0])
        room.free.block(shapely.box(0, 0, 130, 200))
        numbers = Numbers(np.array(["table"], dtype=object), keys={0: 1})
        ((box, rows),) = tables_for(numbers, ["01A001"], ["0-0-1"], room, ["นิติบุคคล"])
        assert rows == (TableRow(1, "01A001", "0-0-1", None),)
        assert box.width == sum(TABLE_COLUMNS_MM[:-1]) + 1

    def test_stands_beside_a_block_line_that_crosses_its_parcel(self):
        drawing = drawn(
            block=blocks(b01A=at(0, 0, 100, 60), b01B=at(100, 0, 200, 60)),
            parcel=parcels(("01A001", at(69.9, 0, 130, 60))),
        )
        numbers = [text.box() for text in drawing.texts if text.role in ("lot", "area")]
        limit = shapely.LineString([(EAST + 100, NORTH), (EAST + 100, NORTH + 60)])
        assert len(numbers) == 2 and not on_ground(drawing, numbers).intersects(limit)

    def test_no_house_number_stands_on_a_match_line(self):
        frames = {
            "block": blocks(b01A=at(0, 0, 330, 60)),
            "parcel": parcels(("01A001", at(0, 0, 160, 60)), ("01A002", at(160, 0, 330, 60))),
        }
        options = PlanOptions("A4", large_block="split")
        (match,) = drawn(options, **frames).sheet.match_lines
        x = match.line.coords[0][0] - EAST
        house = {"uuid": ["b"], "house_no": ["77/1"], "geom": [at(x - 6, 20, x + 5, 40)]}
        drawing = drawn(options, building=pd.DataFrame(house), **frames)
        texts = [text.box() for text in drawing.texts if text.role == "house"]
        assert drawing.houses[0] == 1
        assert not on_ground(drawing, texts).intersects(match.line)


class TestNeighbours:
    def test_the_mark_keeps_off_the_limit_of_a_zone(self):
        areas = [at(0, 0, 120, 74), at(0, 74, 120, 150)]
        drawing = drawn(zone=pd.DataFrame({"zone_code": ["01", "02"], "geom": areas}), **TWO_BLOCKS)
        marks = [text.box() for text in drawing.texts if text.role in ("circle", "neighbour")]
        limits = shapely.union_all(drawing.ground.lines["zone"])
        assert len(marks) == 3 and not on_ground(drawing, marks).intersects(limits)

    def test_each_has_its_letter_its_zone_and_its_sheet(self):
        drawing = drawn(**TWO_BLOCKS)
        assert texts(drawing, "circle") == ["B"]
        assert texts(drawing, "neighbour") == ["เขต 02", "แผ่น 2"]
        assert len(drawing.circles) == 1

    def test_in_english(self):
        assert "Sheet 2" in texts(drawn(language="en", **TWO_BLOCKS), "neighbour")

    def test_the_mark_stands_outside_the_block_on_the_neighbours_side(self):
        drawing = drawn(**TWO_BLOCKS)
        middle = drawing.to_ground(np.array(drawing.circles, dtype=object))[0]
        assert middle.y > NORTH + 60

    def test_their_parcels_are_grey_lines_for_20_mm_and_bear_no_number(self):
        drawing = drawn(**TWO_BLOCKS)
        assert length(drawing, "context") > 0
        grey = shapely.total_bounds(drawing.ground.lines["context"])
        assert grey[3] == pytest.approx(NORTH + 80, abs=0.1)
        assert len(drawing.ground.context) == 4


class TestLines:
    def test_the_block_line_is_drawn_once_and_heavier_than_its_parcels(self):
        drawing = drawn(**TWO_BLOCKS)
        assert length(drawing, "block") == pytest.approx(360)
        assert length(drawing, "parcel") == pytest.approx(5 * 60)

    @pytest.mark.parametrize(
        ("state", "name"),
        [
            ("surveyed", "parcel"),
            (None, "parcel"),
            ("unsurveyed", "parcel_not_surveyed"),
            ("disputed", "parcel_not_surveyed"),
            ("proposed", "parcel_proposed"),
            ("something new", "parcel"),
        ],
    )
    def test_the_state_of_a_boundary_gives_its_line(self, state, name):
        frame = parcels(("01A001", at(10, 10, 30, 30)), line_state=[state])
        drawing = drawn(block=blocks(b01A=at(0, 0, 100, 100)), parcel=frame)
        assert length(drawing, name) == pytest.approx(80)

    def test_between_a_surveyed_and_an_unsurveyed_parcel_the_line_is_surveyed(self):
        frame = parcels(
            ("01A001", at(10, 10, 30, 30)), ("01A002", at(30, 10, 50, 30)),
            line_state=["surveyed", "unsurveyed"],
        )  # fmt: skip
        drawing = drawn(block=blocks(b01A=at(0, 0, 100, 100)), parcel=frame)
        assert length(drawing, "parcel") == pytest.approx(80)
        assert length(drawing, "parcel_not_surveyed") == pytest.approx(60)

    def test_only_the_municipality_itself_has_a_municipal_boundary(self):
        boundary = pd.DataFrame(
            {
                "name": ["a", "b"],
                "kind": ["municipality", "tambon"],
                "geom": [at(-5, -5, 125, 135), at(-5, -5, 60, 135)],
            }
        )
        drawing = drawn(boundary=boundary, **TWO_BLOCKS)
        assert length(drawing, "municipality") == pytest.approx(130 + 2 * (5 + 60 + 20))

    def test_lines_lie_within_the_map(self):
        drawing = drawn(**TWO_BLOCKS)
        shown = shapely.box(*drawing.sheet.extent).buffer(0.01)
        for lines in drawing.ground.lines.values():
            assert shapely.covers(shown, lines).all()


class TestRoadsHousesAndGrid:
    ROAD = pd.DataFrame(
        {
            "name": ["ซอยทดสอบ 1"],
            "name_en": ["Soi Test 1"],
            "kind": ["soi"],
            "width_m": [10.0],
            "geom": [LineString([(EAST - 20, NORTH + 65), (EAST + 140, NORTH + 65)])],
        }
    )

    def test_a_road_has_its_edges_and_its_name_on_it(self):
        drawing = drawn(road=self.ROAD, **TWO_BLOCKS)
        name = next(t for t in drawing.texts if t.text == "ซอยทดสอบ 1")
        place = drawing.to_ground(np.array([name.box()], dtype=object))[0]
        assert at(-20, 60, 140, 70).covers(place)
        assert length(drawing, "road") > 0

    def test_in_english(self):
        drawing = drawn(language="en", road=self.ROAD, **TWO_BLOCKS)
        assert "Soi Test 1" in [t.text for t in drawing.texts]

    def test_the_word_block_limit_where_no_road_forms_the_line(self):
        assert texts(drawn(road=self.ROAD, **TWO_BLOCKS), "block_mark").count("เขตย่อย") == 1
        assert texts(drawn(**TWO_BLOCKS), "block_mark") == []  # no roads known at all

    def test_a_house_number_stands_in_its_building(self):
        building = pd.DataFrame({"uuid": ["b1"], "house_no": ["99/1"], "geom": [at(3, 5, 17, 20)]})
        drawing = drawn(building=building, **TWO_BLOCKS)
        text = next(t for t in drawing.texts if t.role == "house")
        place = drawing.to_ground(np.array([text.box()], dtype=object))[0]
        assert text.text == "99/1" and at(3, 5, 17, 20).covers(place)
        assert drawing.houses == (1, 1)

    def test_a_house_number_point_gives_the_number_of_its_building(self):
        building = pd.DataFrame({"uuid": ["b1"], "house_no": [None], "geom": [at(3, 5, 17, 20)]})
        number = pd.DataFrame(
            {"house_no": ["7"], "building_uuid": ["b1"], "geom": [shapely.Point(EAST, NORTH)]}
        )
        assert texts(drawn(building=building, house_number=number, **TWO_BLOCKS), "house") == ["7"]

    def test_no_two_texts_of_a_sheet_touch(self):
        building = pd.DataFrame(
            {
                "uuid": [f"b{i}" for i in range(6)],
                "house_no": [f"{i}{i}/1" for i in range(6)],
                "geom": [at(i * 20 + 2, 5, i * 20 + 18, 30) for i in range(6)],
            }
        )
        drawing = drawn(road=self.ROAD, building=building, **TWO_BLOCKS)
        boxes = boxes_of(list(drawing.texts))
        assert not any(a.intersects(b) for i, a in enumerate(boxes) for b in boxes[:i])

    def test_numbers_on_fills_have_a_halo_and_those_on_white_none(self):
        building = pd.DataFrame({"uuid": ["b"], "house_no": [None], "geom": [at(0.5, 0.5, 19, 59)]})
        drawing = drawn(building=building, **TWO_BLOCKS)
        halo = {t.text: t.halo for t in drawing.texts if t.role == "lot"}
        assert halo["001"] and not halo["004"]

    def test_crosses_stand_every_100_mm_on_round_coordinates(self):
        drawing = drawn(**TWO_BLOCKS)
        ground = drawing.to_ground(drawing.crosses)
        across = [
            g for g in ground if abs(g.coords[0][1] - g.coords[1][1]) < 1e-6 and g.length > 4.9
        ]
        middles = np.array([g.centroid.coords[0] for g in across])
        assert len(middles) and np.allclose(np.round(middles / 100) * 100, middles, atol=1e-6)


class TestIndex:
    def index(self, options=None, **frames):
        src = source(**frames)
        plan = plan_sheets(src, options or PlanOptions())
        sheet = index_sheet(src, plan, "A3")
        return draw_index(GroundIndex(src, plan), sheet, pencil(4000))

    def test_every_sheet_with_block_and_number(self):
        drawing = self.index(**TWO_BLOCKS)
        found = {t.text for t in drawing.texts if t.role.startswith("index")}
        assert found == {"01A · 1", "02B · 2"}
        assert drawing.complete

    def test_the_sheets_of_a_split_block_stand_in_it_as_a_range(self):
        frames = {
            "block": blocks(b01A=at(0, 0, 1500, 400)),
            "parcel": parcels(("01A001", at(0, 0, 700, 400)), ("01A002", at(800, 0, 1500, 400))),
        }
        drawing = self.index(PlanOptions(large_block="split"), **frames)
        assert [t.text for t in drawing.texts if t.role.startswith("index")] == ["01A · 1–2"]

    def test_the_names_of_the_municipalities_around(self):
        around = pd.DataFrame(
            {
                "name": ["ทดสอบ", "อบต.ข้างเคียง"],
                "kind": ["municipality", "neighbour"],
                "geom": [at(-10, -10, 130, 140), at(-130, -10, -10, 140)],
            }
        )
        assert "อบต.ข้างเคียง" in texts(self.index(boundary=around, **TWO_BLOCKS), "place")

    def test_has_the_grid_that_its_note_speaks_of(self):
        drawing = self.index(**TWO_BLOCKS)
        ground = shapely.get_coordinates(drawing.to_ground(drawing.crosses))
        step = drawing.sheet.scale / 10
        on_grid = np.abs(ground - np.round(ground / step) * step) < 1e-6
        assert len(ground) and on_grid.any(axis=1).all()

    def test_an_empty_municipality_has_an_index_too(self):
        assert self.index().complete

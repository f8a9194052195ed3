"""Everything that one map sheet draws, worked out before anything is drawn.

Shapes in metres of the workspace's CRS (:class:`~.sheet_ground.Ground`), texts and
small marks in millimetres of paper from the lower left corner of the map.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import pandas as pd
import shapely
from shapely import Point, Polygon

from .area import format_area, from_square_metres
from .free_room import FreeRoom
from .label_place import Avoid
from .resources import load_csv
from .sheet_data import SEVERAL_TYPES
from .sheet_format import Box
from .sheet_ground import Ground, GroundIndex
from .sheet_houses import ground_around, house_numbers, house_texts
from .sheet_names import Mark, Pencil, block_marks, match_names, neighbour_marks, road_names
from .sheet_numbers import TABLE_ROWS, NumberJob, Numbers, place_inside_only, place_numbers
from .sheet_plan import Sheet
from .sheet_room import SheetRoom
from .sheet_text import MapText, boxes_of, text_at

Room = Literal["wide", "narrow", "none"]
NO_CODE = "?"
"""Stands for the number of a parcel that has none yet."""
TABLE_ROW_MM = 5.8
TABLE_COLUMNS_MM = (8.0, 25.0, 21.0, 23.0)
"""Key, code, area and, where the map knows of any owner, the kind of owner."""
_TABLE_SIZES = (TABLE_ROWS, 20, 15, 12, 10, 8, 6, 5, 4, 3, 2, 1)
"""Rows of a table to try: a long one, or several short ones where the room is low."""
_TICK_MM = 3.0
_FREE_AIR_MM = 3.0
_CLEAR_MM = 1.0
_NONE = np.empty(0, dtype=object)
_OUTLINE_COST, _FILL_COST, _CROSS_COST, _HOUSE_COST = 0.4, 0.2, 0.3, 0.3


@dataclass(frozen=True)
class TableRow:
    """A parcel of the small-lot table (S18); ``owner`` is the kind of owner in words, or None
    where the table has no such column."""

    key: int
    code: str
    area: str
    owner: str | None = None


@dataclass(frozen=True)
class SheetDrawing:
    """One sheet, ready to be drawn.

    ``texts`` stand on the main map; ``circles`` are neighbours' marks; ``ties`` (metres)
    join the parts of a parcel; ``tables`` the small-lot tables with their boxes on the
    page; ``houses`` how many house numbers the sheet has and how many stand on it;
    ``arrow`` where the north arrow stands in the map, on the page, or None.
    """

    sheet: Sheet
    ground: Ground
    numbers: Numbers
    texts: tuple[MapText, ...]
    circles: tuple[Point, ...]
    crosses: np.ndarray
    ties: np.ndarray
    tables: tuple[tuple[Box, tuple[TableRow, ...]], ...]
    houses: tuple[int, int]
    arrow: Box | None

    @property
    def complete(self) -> bool:
        """Whether every parcel (on the index: every sheet) has its number: on the map, in an
        inset or in a table (S16)."""
        in_table = sum(len(rows) for _, rows in self.tables)
        placed = sum(self.numbers.count(s) for s in ("inside", "leader", "inset"))
        return placed + in_table == len(self.numbers.state) and not self.numbers.crowded

    def to_ground(self, shapes: np.ndarray) -> np.ndarray:
        """Shapes in mm of paper as shapes in metres."""
        k, origin = self.sheet.mm_per_metre, self.sheet.extent[:2]
        return shapely.transform(shapes, lambda points: points / k + origin)


def draw_sheet(index: GroundIndex, sheet: Sheet, pencil: Pencil) -> SheetDrawing:
    """Select the ground of a sheet and place every text on it."""
    return _Draughtsman(index, sheet, pencil).draw()


def room_on(index: GroundIndex, sheet: Sheet, pencil: Pencil) -> Room:
    """Whether every number finds room when the sheet is drawn: ``"wide"`` where all stand in
    their parcels, ``"narrow"`` where some do not, so that a wider caption may leave no room
    for a leader, or ``"none"``."""
    draughtsman = _Draughtsman(index, sheet, pencil)
    numbers = draughtsman.numbers
    if (numbers.state == "inside").all():
        return "wide"
    if not (numbers.keys or numbers.crowded):
        return "narrow"
    return "narrow" if draughtsman.draw().complete else "none"


class _Draughtsman:
    """Places the numbers of the parcels first; ``draw`` adds what gives way to them."""

    def __init__(self, index: GroundIndex, sheet: Sheet, pencil: Pencil) -> None:
        self.index, self.sheet, self.pencil = index, sheet, pencil
        self.ground = index.ground(sheet)
        self.window = Box(0, 0, sheet.format.map.width, sheet.format.map.height)
        self.room = SheetRoom(sheet.format)
        self.taken = self.room.taken
        own = self.to_mm(np.array([self.sheet.area], dtype=object))[0]
        parcels = self.to_mm(self.index.shapes("parcel")[self.ground.parcels])
        self.room.free.block(shapely.union_all([own, *parcels]), _FREE_AIR_MM)
        self.arrow = self.room.corner()
        self.marks = self._marks(own)
        self.names = self._names(own)
        self.room.keep_off(boxes_of(self.names))
        self.crosses = grid_crosses(sheet, pencil.style.number("cross_arm"))
        self.houses = self._houses()
        standing = Avoid(np.array(self.taken, dtype=object), np.inf)
        sketch = house_numbers(self.houses, [standing], pencil)
        self.avoid = [
            *self._avoid(self.crosses),
            Avoid(shapely.buffer(boxes_of(sketch), _CLEAR_MM), _HOUSE_COST),
        ]
        self.numbers = self._numbers(self.avoid)

    def draw(self) -> SheetDrawing:
        numbers, crosses, houses = self.numbers, self.crosses, self.houses
        visitors = self._visitors(numbers, self.avoid)
        taken = np.concatenate([self.taken, boxes_of([*numbers.texts, *visitors])])
        limits = self.to_mm(np.array([m.line for m in self.sheet.match_lines], dtype=object))
        taken = np.concatenate([taken, limits])
        clear = Avoid(shapely.buffer(taken, _CLEAR_MM, join_style="mitre"), np.inf)
        placed = house_numbers(houses, [clear], self.pencil)
        captions = [text for mark in self.marks for text in mark.texts]
        texts = [
            *captions,
            *self.names,
            *numbers.texts,
            *visitors,
            *placed,
            *self._inset_names(numbers),
        ]
        self.room.keep_off([*boxes_of(texts), *numbers.leaders])
        return SheetDrawing(
            self.sheet, self.ground, numbers, tuple(self._with_halo(texts, crosses)),
            tuple(mark.circle for mark in self.marks), crosses, self._ties(), self._tables(numbers),
            (len(houses), len(placed)), self.arrow,
        )  # fmt: skip

    def _marks(self, own: shapely.Geometry) -> list[Mark]:
        """The neighbours' circles; what they cover is taken."""
        blocks = {n.row: self.to_mm(self.index.blocks[[n.row]])[0] for n in self.sheet.neighbours}
        beside = FreeRoom(self.window.width, self.window.height)
        beside.taken |= self.room.free.taken
        for way in self.to_mm(self.ground.areas.get("road", _NONE)):
            beside.block(way)
        for limit in self._heavy_lines():
            beside.block(limit)
        marks = neighbour_marks(self.sheet, blocks, own, (beside, self.room.free), self.pencil)
        radius = self.pencil.style.number("circle_diameter") / 2
        self.taken += [mark.circle.buffer(radius + _CLEAR_MM) for mark in marks]
        self.taken += boxes_of([text for mark in marks for text in mark.texts]).tolist()
        return marks

    def to_mm(self, shapes: np.ndarray | pd.Series) -> np.ndarray:
        k, origin = self.sheet.mm_per_metre, self.sheet.extent[:2]
        shapes = np.asarray(shapes, dtype=object)
        return shapely.transform(shapes, lambda points: (points - origin) * k)

    def _names(self, own: shapely.Geometry) -> list[MapText]:
        """Match lines, block limits, roads and water; what they cover is taken."""
        texts = match_names(self.sheet, own, self.to_mm, self.pencil)
        taken = np.concatenate([self.taken, boxes_of(texts)])
        texts += block_marks(self.ground, self.to_mm, own, taken, self.pencil)
        taken = np.concatenate([self.taken, boxes_of(texts), self._heavy_lines()])
        ground = self.ground.visible
        if self.sheet.parts > 1:  # not beyond the match lines
            block = self.index.blocks[self.sheet.row]
            ground = ground.difference(block.difference(self.sheet.area))
        visible = self.to_mm(np.array([ground], dtype=object))[0]
        paper = shapely.box(1, 1, self.window.width - 1, self.window.height - 1)
        texts += road_names(
            self.ground.roads, self.ground.waters, self.to_mm, visible.intersection(paper),
            taken, self.pencil, self.sheet.mm_per_metre,
        )  # fmt: skip
        self.taken += boxes_of(texts).tolist()
        return texts

    def _heavy_lines(self) -> np.ndarray:
        """Limits that a name should not stand on."""
        names = ("municipality", "zone", "block")
        lines = np.concatenate([self.ground.lines.get(name, _NONE) for name in names])
        return np.asarray(shapely.buffer(self.to_mm(lines), _CLEAR_MM), dtype=object)

    def _avoid(self, crosses: np.ndarray) -> list[Avoid]:
        buildings = self.to_mm(self.index.shapes("building")[self.ground.buildings])
        return [
            Avoid(shapely.boundary(buildings), _OUTLINE_COST),
            Avoid(shapely.buffer(buildings, _CLEAR_MM / 2), _FILL_COST),
            Avoid(crosses, _CROSS_COST),
            Avoid(self._heavy_lines(), _OUTLINE_COST),
        ]

    def _numbers(self, avoid: list[Avoid]) -> Numbers:
        rows = self.index.source["parcel"].iloc[self.sheet.parcels]
        inset = shapely.box(2, 2, self.window.width - 2, self.window.height - 2)
        return place_numbers(
            NumberJob(
                shapes=largest_parts(self.to_mm(self._own_part(rows["geom"]))),
                numbers=lot_texts(rows, self.sheet.block_code),
                areas=area_texts(rows),
                style=self.pencil.style,
                measure=self.pencil.measure,
                avoid=avoid,
                window=inset,
                taken=self.taken,
                allocate=self.room.allocate,
            )
        )

    def _own_part(self, shapes: pd.Series) -> np.ndarray:
        """What of a parcel lies on this side of the match lines."""
        whole = np.asarray(shapes, dtype=object)
        if self.sheet.parts == 1:
            return whole
        part = shapely.intersection(whole, self.sheet.area)
        return np.where(shapely.area(part) > 0, part, whole)

    def _visitors(self, numbers: Numbers, avoid: list[Avoid]) -> list[MapText]:
        """Parcels numbered on another sheet: the number in brackets and where to look (S19)."""
        visitors = np.fromiter(self.sheet.visitors, dtype=int)
        shapes = self.index.shapes("parcel")
        here = shapely.intersection(shapes[visitors], self.sheet.area)
        here = shapely.difference(here, shapely.union_all(shapes[self.sheet.parcels]))
        seen = shapely.area(here) > 0
        visitors, here = visitors[seen], here[seen]
        if not len(visitors):
            return []
        rows = self.index.source["parcel"].iloc[visitors]
        job = NumberJob(
            shapes=largest_parts(self.to_mm(here)),
            numbers=[f"({text})" for text in lot_texts(rows, self.sheet.block_code)],
            areas=[
                self.pencil.words.short("see_sheet", number=self.sheet.visitors[row])
                for row in visitors.tolist()
            ],
            style=self.pencil.style,
            measure=self.pencil.measure,
            avoid=avoid,
            window=shapely.box(0, 0, self.window.width, self.window.height),
            taken=[*self.taken, *boxes_of(numbers.texts)],
            allocate=lambda width, height: None,
            area_role="see",
        )
        return [replace(text, parcel=-1) for text in place_inside_only(job).texts]

    def _tables(self, numbers: Numbers) -> tuple[tuple[Box, tuple[TableRow, ...]], ...]:
        parcel = self.index.source["parcel"].iloc[self.sheet.parcels]
        codes = parcel["parcel_code"].fillna(NO_CODE).astype(str).to_list()
        owners = self._owner_words(parcel["owner_type"])
        return tables_for(numbers, codes, area_texts(parcel), self.room, owners)

    def _owner_words(self, kinds: pd.Series) -> list[str] | None:
        """The kind of owner of each parcel; None where the whole map knows of none."""
        if self.index.source["parcel"]["owner_type"].isna().all():
            return None
        words = self.pencil.words
        known = {row["code"]: row[words.first] for row in load_csv("domains", "person_type.csv")}
        known[SEVERAL_TYPES] = words.short("several_types")
        return [known.get(str(kind), "") for kind in kinds]

    def _ties(self) -> np.ndarray:
        """From the largest part of a parcel, which bears its number, to its other parts (S19)."""
        shapes = self.index.shapes("parcel")[self.sheet.parcels]
        shapes = shapes[shapely.get_num_geometries(shapes) > 1]
        ties = [
            shapely.shortest_line(main, part)
            for main, shape in zip(largest_parts(shapes), shapes)
            for part in shapely.get_parts(shape)
            if not part.equals(main)
        ]
        return np.array([tie for tie in ties if tie.length > 0], dtype=object)

    def _houses(self) -> pd.DataFrame:
        """The buildings with a house number: ``shape``, ``around`` (mm), ``text``."""
        texts = house_texts(self.index.source, self.ground.buildings)
        shapes = largest_parts(self.to_mm(self.index.source["building"]["geom"].loc[texts.index]))
        parcels = self.to_mm(self.index.shapes("parcel")[self.sheet.parcels])
        around = largest_parts(ground_around(shapes, parcels))
        return pd.DataFrame({"shape": shapes, "around": around, "text": texts.to_numpy(object)})

    def _inset_names(self, numbers: Numbers) -> list[MapText]:
        """The number of each inset beside its outline at the true place (S17)."""
        texts = []
        for inset in numbers.insets:
            xmin, _, _, ymax = inset.frame.bounds
            word = self.pencil.words.short("detail_n", number=inset.number)
            text = text_at(word, "neighbour", (0, 0), self.pencil.style, self.pencil.measure)
            texts.append(text.at(xmin + text.width / 2, ymax + text.height / 2 + 0.8))
        return texts

    def _with_halo(self, texts: list[MapText], crosses: np.ndarray) -> list[MapText]:
        boxes = boxes_of(texts)
        lines = [self.to_mm(found) for name, found in self.ground.lines.items()]
        fills = [
            self.to_mm(found) for name, found in self.ground.areas.items() if name != "public_land"
        ]
        touched: set[int] = set()
        for shapes in (*lines, *fills, crosses):
            if len(boxes) and len(shapes):
                touched |= set(shapely.STRtree(shapes).query(boxes, predicate="intersects")[0])
        return [
            replace(t, halo=i in touched and t.role not in _NO_HALO) for i, t in enumerate(texts)
        ]


def grid_crosses(sheet: Sheet, arm: float) -> np.ndarray:
    """Grid crosses every 100 mm of paper and ticks at the neat line (S23), in mm."""
    step = sheet.scale / 10
    xmin, ymin, xmax, ymax = sheet.extent
    k, width, height = sheet.mm_per_metre, sheet.format.map.width, sheet.format.map.height
    xs = (np.arange(np.ceil(xmin / step), np.floor(xmax / step) + 1) * step - xmin) * k
    ys = (np.arange(np.ceil(ymin / step), np.floor(ymax / step) + 1) * step - ymin) * k
    x, y = (grid.ravel() for grid in np.meshgrid(xs, ys))
    lines = [
        *(((a - arm, b), (a + arm, b)) for a, b in zip(x, y)),
        *(((a, b - arm), (a, b + arm)) for a, b in zip(x, y)),
        *(((a, 0), (a, _TICK_MM)) for a in xs),
        *(((a, height), (a, height - _TICK_MM)) for a in xs),
        *(((0, b), (_TICK_MM, b)) for b in ys),
        *(((width, b), (width - _TICK_MM, b)) for b in ys),
    ]
    return np.asarray(shapely.linestrings(lines), dtype=object) if lines else _NONE


_NO_HALO = {"circle", "key", "key_small", "house"}


def tables_for(
    numbers: Numbers,
    codes: Sequence[str],
    areas: Sequence[str],
    room: SheetRoom,
    owners: Sequence[str] | None = None,
) -> tuple[tuple[Box, tuple[TableRow, ...]], ...]:
    """The small-lot tables of up to 30 rows, as far as there is room on the page (S18); without
    the kinds of owner where only a narrow table stands: a lot's number is needed more."""
    keys = sorted(numbers.keys.items(), key=lambda item: item[1])
    rows = [
        TableRow(key, codes[place], areas[place], owners[place] if owners is not None else None)
        for place, key in keys
    ]
    tables = []
    while rows:
        table = _table(rows, room)
        if table is None:
            break  # no room for the rest: the sheet is not complete
        tables.append(table)
        rows = rows[len(table[1]) :]
    return tuple(tables)


def _table(rows: Sequence[TableRow], room: SheetRoom) -> tuple[Box, tuple[TableRow, ...]] | None:
    """The longest table of the first rows that finds room."""
    narrow = [replace(row, owner=None) for row in rows]
    shapes = [(narrow, sum(TABLE_COLUMNS_MM[:-1]) + 1)]
    if rows[0].owner is not None:
        shapes.insert(0, (list(rows), sum(TABLE_COLUMNS_MM) + 1))
    for count in (size for size in _TABLE_SIZES if size <= max(len(rows), _TABLE_SIZES[-1])):
        for form, width in shapes:
            part = tuple(form[:count])
            box = room.allocate(width, TABLE_ROW_MM * (len(part) + 2) + 1)
            if box is not None:
                return box, part
    return None


def lot_texts(parcels: pd.DataFrame, block_code: str) -> list[str]:
    """What stands in each parcel: its lot in the sheet's block; the whole code where it
    belongs to another block; ``?`` where it has no code yet."""
    texts = []
    for code in parcels["parcel_code"]:
        if not isinstance(code, str) or not code:
            texts.append(NO_CODE)
        elif code.startswith(block_code) and len(code) > len(block_code):
            texts.append(code[len(block_code) :])
        else:
            texts.append(code)
    return texts


def area_texts(parcels: pd.DataFrame) -> list[str]:
    """ไร่-งาน-วา of each parcel: as its document says, else of its shape to a tenth of a วา."""
    measured = shapely.area(np.asarray(parcels["geom"], dtype=object))
    return [
        format_area(int(area) if pd.notna(area) else round(from_square_metres(float(m2)), -1))
        for area, m2 in zip(parcels["document_area"], measured)
    ]


def largest_parts(shapes: np.ndarray) -> np.ndarray:
    """The largest polygon of each shape: where its number stands."""
    result = np.array(shapes, dtype=object)
    for index in np.flatnonzero(shapely.get_num_geometries(result) != 1):
        parts = shapely.get_parts(result[index])
        result[index] = parts[np.argmax(shapely.area(parts))] if len(parts) else Polygon()
    multi = shapely.get_type_id(result) == shapely.GeometryType.MULTIPOLYGON
    result[multi] = shapely.get_geometry(result[multi], 0)
    return result

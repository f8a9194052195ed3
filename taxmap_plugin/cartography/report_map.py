"""The map of a report: the municipality with its zones, blocks and parcels, and what is shown
on them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsLayoutItem,
    QgsLayoutItemMap,
    QgsLayoutItemMarker,
    QgsLayoutItemPolyline,
    QgsLayoutItemShape,
    QgsLayoutPoint,
    QgsSingleSymbolRenderer,
    QgsSymbol,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QPointF
from qgis.PyQt.QtGui import QPolygonF

from ..core.ground import areas_of
from ..core.sheet_format import Box
from ..core.sheet_style import SheetStyle
from ..workspace.reader import Reader
from . import sheet_furniture as furniture
from .report_pages import ReportPages
from .sheet_layers import refill
from .sheet_layout import fitted_extent
from .sheet_symbols import line_symbol

MANY_PARCELS = 5_000
"""So many are not told apart on a page; the blocks are drawn alone."""
_FAR = 3.0
"""So many times the spread of the inner half of all parcels is far away."""
_LEAST_ROOM = 1000.0
"""Metres beside the town that a map reaches to at least, where something is shown there."""
_STYLE_SCALE = 4000
_BAR_MM = 40.0
_ARROW_MM, _NORTH_MM = 17.0, 8.0
_SIDE_MM = _BAR_MM + 16.0 + _ARROW_MM
_LOWER_MM = 15.0
_LEGEND = "note"
_SAMPLE_MM, _BETWEEN_MM, _AIR_MM = 8.0, 4.0, 2.0
_Bounds = tuple[float, float, float, float]


@dataclass(frozen=True)
class Town:
    """The shapes that a map stands on, valid ones without heights."""

    boundary: np.ndarray
    zone: np.ndarray
    block: np.ndarray
    parcel: np.ndarray

    @classmethod
    def of(cls, reader: Reader) -> Town:
        return cls(*(_areas(reader, table) for table in ("boundary", "zone", "block", "parcel")))

    @property
    def bounds(self) -> _Bounds | None:
        """Where the municipality lies: that of its blocks, zones or boundary, else of most of
        its parcels, for one may lie anywhere; None without any shape."""
        for shapes in (self.block, self.zone, self.boundary):
            if len(shapes):
                return _as_bounds(shapely.total_bounds(shapes))
        return _of_most(self.parcel)


def _areas(reader: Reader, table: str) -> np.ndarray:
    areas = areas_of(reader.read(table, ["geom"])["geom"])
    return areas[~shapely.is_missing(areas)]


def _of_most(shapes: np.ndarray) -> _Bounds | None:
    """Bounds without those whose middle lies far beyond the inner half of all."""
    if not len(shapes):
        return None
    middles = shapely.get_coordinates(shapely.centroid(shapes))
    low, high = np.percentile(middles, [25, 75], axis=0)
    room = _FAR * np.maximum(high - low, 100.0)
    near = ((middles >= low - room) & (middles <= high + room)).all(axis=1)
    return _as_bounds(shapely.total_bounds(shapes[near] if near.any() else shapes))


def _as_bounds(values: np.ndarray) -> _Bounds:
    west, south, east, north = map(float, values)
    return west, south, east, north


@dataclass(frozen=True)
class Shown:
    """Shapes of one kind, how they are drawn, and what the legend calls them."""

    shapes: Sequence[shapely.Geometry] | np.ndarray
    symbol: QgsSymbol
    words: str


def dissolved(grounds: pd.Series, groups: pd.Series) -> np.ndarray:
    """The ground of parcels, a shape for each group: few, however many parcels there are.

    Valid areas without heights; missing ones are left out.
    """
    known = grounds.notna()
    shapes = grounds[known].to_numpy(dtype=object)
    of_group = pd.Series(groups[known].to_numpy(object)).fillna("").to_frame("group")
    places = of_group.groupby("group").indices.values()
    return np.array([shapely.union_all(shapes[at]) for at in places], dtype=object)


def add_report_map(
    pages: ReportPages,
    box: Box,
    town: Town,
    over: Sequence[Shown] = (),
    below: Sequence[Shown] = (),
) -> None:
    """A map in a box with its scale, north and legend: ``over`` the lines of the town, the first
    one topmost, and ``below`` them. It reaches to what is shown beside the town; of what lies
    farther off than the town is large the number is told. Draws nothing without a town."""
    bounds = town.bounds
    if bounds is None:
        return
    bounds, beyond = _reaching_to(bounds, [*over, *below])
    if beyond:
        height = pages.page.line_height(_LEGEND)
        note = Box(box.x, box.y, box.width, height)
        pages.page.text(
            pages.id("beyond"), pages.words.short("beyond", count=beyond), note, _LEGEND
        )
        box = Box(box.x, note.bottom, box.width, box.height - height)
    told = [one for one in (*over, *below, *_lines(pages, town)) if len(one.shapes)]
    order = [one for one in (*over, *_lines(pages, town), *below) if len(one.shapes)]
    lower = _legend_height(pages, told, box.width)
    room = Box(box.x, box.y, box.width, box.height - lower)
    layers = [_layer(pages, one) for one in order]
    item = furniture.add_map(pages.page, "map", room, fitted_extent(np.array(bounds), room), layers)
    scale = _round_up(item.scale())
    item.setScale(scale)
    _scale_and_north(pages, Box(box.x, room.bottom + 1.0, box.width, _LOWER_MM), item, scale)
    _legend(pages, Box(box.x, room.bottom + 1.5, box.width - _SIDE_MM, lower), told)


def _reaching_to(bounds: _Bounds, shown: Sequence[Shown]) -> tuple[_Bounds, int]:
    """The bounds with what is shown nearby, and how many places lie beyond."""
    shapes = [shape for one in shown for shape in one.shapes]
    boxes = shapely.bounds(shapely.get_parts(np.array([*shapes, None], dtype=object)))
    boxes = boxes[np.isfinite(boxes).all(axis=1)]
    town = np.array(bounds)
    room = max(*(town[2:] - town[:2]), _LEAST_ROOM)
    near = ((boxes[:, :2] >= town[:2] - room) & (boxes[:, 2:] <= town[2:] + room)).all(axis=1)
    west, south = np.vstack([boxes[near, :2], town[:2]]).min(axis=0).tolist()
    east, north = np.vstack([boxes[near, 2:], town[2:]]).max(axis=0).tolist()
    return (west, south, east, north), int((~near).sum())


def _scale_and_north(pages: ReportPages, box: Box, item: QgsLayoutItemMap, scale: int) -> None:
    arrow = Box(box.right - _ARROW_MM, box.y, _ARROW_MM, box.height)
    furniture.north_arrow(pages.page, arrow, _NORTH_MM, pages.words)
    bar = Box(box.right - _SIDE_MM, box.y, _SIDE_MM - _ARROW_MM, box.height)
    metres = _round_down(_BAR_MM * scale / 1000)
    furniture.scale_bar(pages.page, bar, item, scale, metres * 1000 / scale, pages.words)


def _lines(pages: ReportPages, town: Town) -> list[Shown]:
    """The outlines, the strongest on top."""
    style = SheetStyle("colour", _STYLE_SCALE)
    parcels = town.parcel
    if len(parcels) > MANY_PARCELS and len(town.block):
        parcels = parcels[:0]
    drawn = (
        ("municipality", town.boundary, "municipality"),
        ("zone", town.zone, "zone"),
        ("block", town.block, "block"),
        ("parcel", parcels, "context"),
    )
    return [
        Shown(
            shapely.boundary(shapes),
            line_symbol(style.pen(pen)),
            pages.words.short(f"legend_{name}"),
        )
        for name, shapes, pen in drawn
    ]


_KINDS = {0: "Point", 1: "MultiLineString", 2: "MultiPolygon"}


def _layer(pages: ReportPages, shown: Shown) -> QgsVectorLayer:
    crs: QgsCoordinateReferenceSystem = pages.project.crs()
    kind = _KINDS[_dimensions(shown)]
    layer = QgsVectorLayer(f"{kind}?crs={crs.authid()}", shown.words, "memory")
    layer.setCrs(crs)
    pages.project.addMapLayer(layer, False)
    refill(layer, np.asarray(shown.shapes, dtype=object))
    layer.setRenderer(QgsSingleSymbolRenderer(shown.symbol.clone()))
    return layer


def _dimensions(shown: Shown) -> int:
    return int(shapely.get_dimensions(shown.shapes[0]))


# -- the legend ----------------------------------------------------------------------------


def _legend_rows(
    pages: ReportPages, told: Sequence[Shown], width: float
) -> list[list[tuple[float, Shown]]]:
    """The classes side by side, with where each begins, in as many rows as they need."""
    rows: list[list[tuple[float, Shown]]] = [[]]
    x = 0.0
    for one in told:
        needed = _SAMPLE_MM + 1.5 + pages.page.width(one.words, _LEGEND) + _BETWEEN_MM
        if x and x + needed > width:
            rows.append([])
            x = 0.0
        rows[-1].append((x, one))
        x += needed
    return rows


def _legend_height(pages: ReportPages, told: Sequence[Shown], width: float) -> float:
    rows = len(_legend_rows(pages, told, width - _SIDE_MM))
    return max(_LOWER_MM, rows * pages.page.line_height(_LEGEND) + 1.0) + 1.0


def _legend(pages: ReportPages, box: Box, told: Sequence[Shown]) -> None:
    page, height = pages.page, pages.page.line_height(_LEGEND)
    for number, row in enumerate(_legend_rows(pages, told, box.width)):
        y = box.y + number * height
        for x, one in row:
            sample = Box(box.x + x, y + (height - 3.2) / 2, _SAMPLE_MM, 3.2)
            _sample(pages, one, sample)
            width = page.width(one.words, _LEGEND) + _AIR_MM  # Qt breaks what fits barely
            text = Box(sample.right + 1.5, y, width, height)
            page.text(pages.id("legend"), one.words, text, _LEGEND)


def _sample(pages: ReportPages, one: Shown, box: Box) -> None:
    page, kind = pages.page, _dimensions(one)
    middle = box.y + box.height / 2
    item: QgsLayoutItem
    if kind == 2:
        item = QgsLayoutItemShape(page.layout)
        item.setShapeType(QgsLayoutItemShape.Rectangle)
        page.add(item, pages.id("sample"), box)
    elif kind == 1:
        ends = QPolygonF([QPointF(box.x, middle), QPointF(box.right, middle)])
        item = QgsLayoutItemPolyline(ends, page.layout)
        page.layout.addLayoutItem(item)
    else:  # takes the size of its symbol
        item = QgsLayoutItemMarker(page.layout)
        item.setReferencePoint(QgsLayoutItem.Middle)
        page.layout.addLayoutItem(item)
        item.attemptMove(QgsLayoutPoint(box.x + box.width / 2, middle))
    item.setSymbol(one.symbol.clone())


def _round_up(scale: float) -> int:
    """To two digits: 13,270 becomes 14,000."""
    step = 10 ** max(0, math.floor(math.log10(scale)) - 1)
    return int(math.ceil(scale / step) * step)


def _round_down(metres: float) -> float:
    """To 1, 2, 4 or 8 times a power of ten: a bar of four round parts, with room for numbers."""
    power = 10 ** math.floor(math.log10(metres))
    return float(max(step for step in (1, 2, 4, 8) if step * power <= metres) * power)

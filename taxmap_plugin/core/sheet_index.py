"""The index sheet (S30): the whole municipality with every block and the number of its sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np
import pandas as pd
import shapely

from .place_names import in_area
from .sheet_data import SheetSource
from .sheet_drawing import SheetDrawing, grid_crosses, largest_parts, tables_for
from .sheet_format import COMFORT_MM, SheetFormat, formats
from .sheet_ground import Ground, GroundIndex, outlines, road_areas
from .sheet_lines import clip, unique_lines
from .sheet_names import Pencil, ToMm, road_names
from .sheet_numbers import NumberJob, Stage, place_numbers
from .sheet_plan import Sheet, SheetPlan
from .sheet_room import SheetRoom
from .sheet_text import MapText, boxes_of, text_at

INDEX_SCALES = (
    1000, 2000, 2500, 4000, 5000, 7500, 10000, 12500, 15000, 20000, 25000, 30000, 40000, 50000,
    75000, 100000, 150000, 200000, 300000, 500000,
)  # fmt: skip
"""Round scales for the index; it is no map sheet, so S24 does not bind it."""

STYLE_SCALE = 4000
"""The scale whose line widths and text sizes the index uses."""

_STAGES = (
    Stage("index_large"), Stage("index"), Stage("index_small"), Stage("index_small", turned=True),
)  # fmt: skip
_ZONE_AIR_MM, _BESIDE_MM = 3.0, 5.0
_NONE = np.empty(0, dtype=object)
_MAIN_ROADS = ("highway", "rural", "railway", "road")


def index_sheet(source: SheetSource, plan: SheetPlan, paper: str) -> Sheet:
    """The index as a sheet without a number: the format and the largest round scale that
    hold the municipality."""
    areas = [s.area for s in plan.sheets] or [shapely.box(0, 0, 1, 1)]
    own = municipality(source)
    xmin, ymin, xmax, ymax = shapely.total_bounds(np.array([*areas, *own], dtype=object))
    fmt, scale = _fit(paper, xmax - xmin, ymax - ymin)
    width, height = fmt.ground_size(scale)
    west = float(np.floor((xmin + xmax - width) / 2))
    south = float(np.floor((ymin + ymax - height) / 2))
    return Sheet(
        number=0, zone_code="", block_code="", row=0, part=1, parts=1, scale=scale, format=fmt,
        extent=(west, south, west + width, south + height), area=shapely.union_all(areas),
        parcels=np.empty(0, dtype=int), visitors={}, neighbours=(), match_lines=(),
    )  # fmt: skip


def _fit(paper: str, width: float, height: float) -> tuple[SheetFormat, int]:
    for scale in INDEX_SCALES:
        for fmt in formats(paper):
            if fmt.fits(width, height, scale, COMFORT_MM / 2):
                return fmt, scale
    return formats(paper)[0], INDEX_SCALES[-1]


def municipality(source: SheetSource) -> np.ndarray:
    """The shapes of the municipality itself among the boundaries."""
    rows = source["boundary"]
    own = rows["kind"].fillna("municipality") == "municipality"
    return np.asarray(rows["geom"][own], dtype=object)


def draw_index(index: GroundIndex, sheet: Sheet, pencil: Pencil) -> SheetDrawing:
    """Limits, main roads, water and, in each sheet's ground, block code and sheet number."""
    window = shapely.box(*sheet.extent)
    k, origin = sheet.mm_per_metre, sheet.extent[:2]

    def to_mm(shapes: np.ndarray | pd.Series | Sequence[shapely.Geometry]) -> np.ndarray:
        return shapely.transform(np.asarray(shapes, dtype=object), lambda p: (p - origin) * k)

    room = SheetRoom(sheet.format)
    paper = shapely.box(1, 1, sheet.format.map.width - 1, sheet.format.map.height - 1)
    sheets = index.plan.sheets
    areas = np.array([s.area for s in sheets], dtype=object)
    ground = _ground(index, window, areas)
    room.free.block(shapely.union_all([*to_mm(areas), *to_mm(municipality(index.source))]), 2.0)
    arrow = room.corner()
    labels = _labels(sheets)
    numbers = place_numbers(
        NumberJob(
            shapes=largest_parts(to_mm([shape for _, shape in labels])),
            numbers=[text for text, _ in labels],
            areas=[""] * len(labels),
            style=pencil.style,
            measure=pencil.measure,
            avoid=[],
            window=paper,
            taken=room.taken,
            allocate=room.allocate,
            stages=_STAGES,
        )
    )
    heavy = np.concatenate([ground.lines.get(n, _NONE) for n in ("municipality", "zone", "block")])
    taken = np.concatenate([boxes_of(numbers.texts), shapely.buffer(to_mm(heavy), 0.8)])
    zones = _zone_names(index.source, to_mm, paper, taken, pencil)
    taken = np.concatenate([taken, boxes_of(zones)])
    main = ground.roads[ground.roads["kind"].isin(_MAIN_ROADS)]
    names = road_names(main, ground.waters, to_mm, paper, taken, pencil, k, _BESIDE_MM)
    names += zones
    names += _neighbour_names(index.source, to_mm, paper, [*numbers.texts, *names], pencil)
    codes, pages = zip(*(text.split(" · ") for text, _ in labels)) if labels else ((), ())
    texts = tuple(
        replace(text, halo=not text.role.startswith("key")) for text in (*numbers.texts, *names)
    )
    room.keep_off([*boxes_of(list(texts)), *numbers.leaders])
    crosses = grid_crosses(sheet, pencil.style.number("cross_arm"))
    return SheetDrawing(
        sheet, ground, numbers, texts, (), crosses, _NONE,
        tables_for(numbers, codes, pages, room), (0, 0), arrow,
    )  # fmt: skip


def _labels(sheets: Sequence[Sheet]) -> list[tuple[str, shapely.Geometry]]:
    """Block code and numbers of its sheets, with the block's ground: ``01A · 1``, ``01B · 2–5``."""
    labels = []
    for _, group in groupby(sheets, key=lambda sheet: sheet.row):
        parts = list(group)
        first, last = parts[0].number, parts[-1].number
        numbers = str(first) if first == last else f"{first}–{last}"
        labels.append(
            (f"{parts[0].block_code} · {numbers}", shapely.union_all([p.area for p in parts]))
        )
    return labels


def _ground(index: GroundIndex, window: shapely.Geometry, areas: np.ndarray) -> Ground:
    source = index.source
    roads, waters = source["road"], source["water"]
    main = roads[roads["kind"].isin(_MAIN_ROADS)]
    ways, edges = road_areas(main, shapely.Polygon(), window)
    water = np.asarray(waters["geom"], dtype=object)
    limits = clip(outlines(municipality(source)), window)
    zones = outlines(index.shapes("zone"))
    classes = {"municipality": limits, "zone": zones, "block": index.blocks, "context": areas}
    lines = unique_lines(classes, grid=0.1)
    narrow = main[~(main["width_m"].astype(float) > 0)]
    lines["road_centre"] = shapely.get_parts(np.asarray(narrow["geom"], dtype=object))
    lines["water"] = outlines(water)
    lines["road"] = clip(edges, window)
    none = np.empty(0, dtype=int)
    found = {"water": shapely.get_parts(water), "road": ways}
    return Ground(
        window, none, none, none, roads, waters,
        {name: part for name, part in lines.items() if len(part)},
        {name: part for name, part in found.items() if len(part)},
    )  # fmt: skip


def _zone_names(
    source: SheetSource, to_mm: ToMm, paper: shapely.Geometry, taken: np.ndarray, pencil: Pencil
) -> list[MapText]:
    """The number of each zone where there is room for it beside the blocks' numbers."""
    placed: list[MapText] = []
    for shape, code in zip(to_mm(source["zone"]["geom"]), source["zone"]["zone_code"]):
        if not isinstance(code, str):
            continue
        word = pencil.words.short("zone_n", zone=code)
        clear = shapely.buffer(np.concatenate([taken, boxes_of(placed)]), _ZONE_AIR_MM)
        for role in ("zone", "municipality"):
            text = text_at(word, role, (0, 0), pencil.style, pencil.measure)
            spot = in_area(shape, text.width, text.height, paper, clear)
            if spot is not None:
                placed.append(text.at(*spot))
                break
    return placed


def _neighbour_names(
    source: SheetSource, to_mm: ToMm, paper: shapely.Geometry, texts: list[MapText], pencil: Pencil
) -> list[MapText]:
    """Names of the municipalities around, where the boundaries hold them."""
    rows = source["boundary"]
    rows = rows[rows["kind"] == "neighbour"]
    placed: list[MapText] = []
    for shape, name, english in zip(to_mm(rows["geom"]), rows["name"], rows["name_en"]):
        text = text_at(
            pencil.words.name(name, english), "place", (0, 0), pencil.style, pencil.measure
        )
        spot = in_area(shape, text.width, text.height, paper, boxes_of([*texts, *placed]))
        if text.text and spot is not None:
            placed.append(text.at(*spot))
    return placed

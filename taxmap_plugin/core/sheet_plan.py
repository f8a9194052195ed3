"""Which sheets a municipality's map needs: scale, extent, parts, numbers, neighbours.

One sheet a block, at the largest standard scale at which it fits the paper; a
block that is too large, or whose numbers would not fit, is split by match lines
that cut as few parcels as possible (S21). Plain geometry in the workspace's CRS.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd
import shapely
from shapely import LineString, Polygon

from .label_place import AIR_MM
from .sheet_blocks import complete_blocks
from .sheet_data import SheetSource
from .sheet_format import COMFORT_MM, SCALES, SheetFormat, choose
from .sheet_numbers import LEADERS_IN_ONE_PLACE
from .sheet_split import Part, split
from .sheet_style import SheetStyle

RING_MM = 20.0
"""Neighbours' parcels are shown this far outside the block (S21)."""


LargeBlock = Literal["scale", "split"]


@dataclass(frozen=True)
class PlanOptions:
    """``largest_scale``: the scale to try first. ``large_block``: what becomes of a block
    that does not fit there: the next ``"scale"``, or a ``"split"`` at this one."""

    paper: str = "A1"
    largest_scale: int = 1000
    large_block: LargeBlock = "scale"


class Neighbour(NamedTuple):
    """A block beside this sheet and the sheets that show it."""

    block_code: str
    zone_code: str
    row: int
    sheets: tuple[int, ...]


class MatchLine(NamedTuple):
    """Where this sheet ends inside its block, and the sheet that goes on."""

    line: LineString
    sheet: int


@dataclass(frozen=True)
class Sheet:
    """One sheet: ``extent`` is what the map shows, ``area`` the ground that is its own.

    ``parcels`` are positions in the source's parcel frame whose number stands on this
    sheet; ``visitors`` maps parcels of other sheets with a part here (cut by a match line,
    or lying across the block's line) to the sheet that numbers them.
    """

    number: int
    zone_code: str
    block_code: str
    row: int
    part: int
    parts: int
    scale: int
    format: SheetFormat
    extent: tuple[float, float, float, float]
    area: Polygon
    parcels: np.ndarray
    visitors: dict[int, int]
    neighbours: tuple[Neighbour, ...]
    match_lines: tuple[MatchLine, ...]

    @property
    def name(self) -> str:
        """``01A`` or, for a part of a split block, ``01A 2/4``."""
        return self.block_code if self.parts == 1 else f"{self.block_code} {self.part}/{self.parts}"

    @property
    def file_stem(self) -> str:
        """``01A_1-1``: a file name that every system takes."""
        return f"{clean_name(self.block_code)}_{self.part}-{self.parts}"

    @property
    def mm_per_metre(self) -> float:
        return 1000 / self.scale


@dataclass(frozen=True)
class SheetPlan:
    """All sheets of the municipality in the order of their numbers, its blocks, and which of
    them are drawn how many scales larger than usual."""

    sheets: tuple[Sheet, ...]
    blocks: pd.DataFrame
    block_of_parcel: np.ndarray
    halvings: Mapping[str, int]

    def sheets_of(self, block_codes: Sequence[str]) -> tuple[Sheet, ...]:
        """The sheets of some blocks; all when none is named."""
        wanted = set(block_codes)
        return tuple(s for s in self.sheets if not wanted or s.block_code in wanted)


def clean_name(text: str) -> str:
    """A text as part of a file name: letters, digits and dashes, anything else by its number.

    Two texts never get one name: block ``20B*`` of a mistyped code must not replace the
    sheet of block ``20B``.
    """
    if text == "–":
        return "no_block"
    return re.sub(r"[^0-9A-Za-zก-๙-]", lambda odd: f"_x{ord(odd[0]):x}", text) or "sheet"


def plan_sheets(
    source: SheetSource, options: PlanOptions, halvings: Mapping[str, int] | None = None
) -> SheetPlan:
    """Plan the sheets of every block.

    ``halvings`` says of some blocks how many scales larger than usual they are drawn,
    split as needed, because their numbers found no room.
    """
    parcel = source["parcel"]
    blocks, home = complete_blocks(source["block"], parcel)
    shapes = np.asarray(parcel["geom"], dtype=object)
    drafts = [
        draft
        for row in range(len(blocks))
        for draft in _block_drafts(
            blocks, row, shapes, np.flatnonzero(home == row), options, halvings or {}
        )
    ]
    sheets = tuple(_with_relations(drafts, blocks, shapes, home))
    return SheetPlan(sheets, blocks, home, dict(halvings or {}))


@dataclass
class _Draft:
    row: int
    block_code: str
    zone_code: str
    part: int
    parts: int
    scale: int
    format: SheetFormat
    area: Polygon
    members: np.ndarray
    cut: np.ndarray


def _block_drafts(
    blocks: pd.DataFrame,
    row: int,
    shapes: np.ndarray,
    members: np.ndarray,
    options: PlanOptions,
    halvings: Mapping[str, int],
) -> list[_Draft]:
    code, zone = blocks["block_code"].iloc[row], blocks["zone_code"].iloc[row]
    ground = shapely.union_all([blocks["geom"].iloc[row], *shapes[members]])
    fmt, scale, parts = _fit(ground, shapes[members], options, halvings.get(code, 0))
    if len(parts) > 1 and len(members):
        parts = [part for part in parts if shapely.intersects(part.area, shapes[members]).any()]
    owner = _part_of_parcel(parts, shapes[members])
    return [
        _Draft(
            row, code, zone, number + 1, len(parts), scale, fmt, part.area,
            members[owner == number], members[_cut_by(part, shapes[members], owner != number)],
        )
        for number, part in enumerate(parts)
    ]  # fmt: skip


def _fit(
    ground: Polygon, shapes: np.ndarray, options: PlanOptions, halvings: int
) -> tuple[SheetFormat, int, list[Part]]:
    """Format, scale and parts of one block: one part if it fits, else by the options; split
    at a larger scale where too many parcels are too small for their numbers, and where
    that was asked for."""
    xmin, ymin, xmax, ymax = ground.bounds
    fit = choose(options.paper, xmax - xmin, ymax - ymin, options.largest_scale)
    if fit is not None and (fit[1] == options.largest_scale or options.large_block == "scale"):
        fmt, scale, parts = *fit, [Part(ground, ())]
    else:
        scale = SCALES[-1] if options.large_block == "scale" else options.largest_scale
        fmt, parts = split(ground, shapes, options.paper, scale)
    while scale > SCALES[0] and (halvings > 0 or too_small(shapes, scale) > _room_for_small(fmt)):
        scale, halvings = scale // 2, halvings - 1
        fmt, parts = split(ground, shapes, options.paper, scale)
    return fmt, scale, parts


def _room_for_small(fmt: SheetFormat) -> float:
    """How many parcels without room for their number a sheet can show: a dozen on leaders,
    more in the insets and tables of its overflow box."""
    box = fmt.boxes.get("overflow")
    return LEADERS_IN_ONE_PLACE + (box.width * box.height / _OVERFLOW_MM2 if box else 0)


_OVERFLOW_MM2 = 500.0
"""Paper that a parcel takes in an inset or a table, with what belongs to it."""


def too_small(shapes: np.ndarray, scale: int) -> int:
    """Parcels too narrow on paper for their number, even turned along the long side."""
    if not len(shapes):
        return 0
    size = SheetStyle("bw", scale).text("lot_small").size
    needed = (_DIGIT_HEIGHT_EM * size + 2 * AIR_MM) * scale / 1000
    outline = shapely.oriented_envelope(shapes)
    short = shapely.length(outline) / 4
    half_diagonal = np.sqrt(np.maximum(short**2 - shapely.area(outline), 0))
    return int((short - half_diagonal < needed).sum())


_DIGIT_HEIGHT_EM = 0.72


def _part_of_parcel(parts: list[Part], shapes: np.ndarray) -> np.ndarray:
    """A parcel is numbered in the part that holds most of it (S19)."""
    if len(parts) == 1:
        return np.zeros(len(shapes), dtype=int)
    overlap = [shapely.area(shapely.intersection(shapes, part.area)) for part in parts]
    return np.argmax(np.array(overlap), axis=0)


def _cut_by(part: Part, shapes: np.ndarray, foreign: np.ndarray) -> np.ndarray:
    if not foreign.any():
        return foreign
    return foreign & _has_part_in(part.area, shapes)


def _has_part_in(ground: Polygon, shapes: np.ndarray) -> np.ndarray:
    """Which parcels have more than a sliver in some ground."""
    shared = shapely.area(shapely.intersection(shapes, ground))
    return np.asarray((shared > 0.02 * shapely.area(shapes)) & (shared > 1.0))


def _from_other_blocks(
    draft: _Draft, block: Polygon, shapes: np.ndarray, home: np.ndarray, tree: shapely.STRtree
) -> np.ndarray:
    """Parcels numbered in another block with a part on this sheet's ground that no parcel of
    its own covers."""
    near = np.sort(tree.query(block, predicate="intersects"))
    near = near[home[near] != draft.row]
    bare = shapely.difference(
        shapely.intersection(block, draft.area), shapely.union_all(shapes[draft.members])
    )
    return near[_has_part_in(bare, shapes[near])]


def _with_relations(
    drafts: list[_Draft], blocks: pd.DataFrame, shapes: np.ndarray, home: np.ndarray
) -> list[Sheet]:
    parcels, ground = shapely.STRtree(shapes), blocks["geom"].to_numpy(object)
    areas = np.array([draft.area for draft in drafts], dtype=object)
    tree = shapely.STRtree(areas)
    number_of = {int(p): i + 1 for i, draft in enumerate(drafts) for p in draft.members}
    sheets = []
    for index, draft in enumerate(drafts):
        ring = RING_MM * draft.scale / 1000
        near = np.sort(tree.query(draft.area, predicate="dwithin", distance=ring))
        others = [int(i) for i in near if i != index]
        across = _from_other_blocks(draft, ground[draft.row], shapes, home, parcels)
        sheets.append(
            Sheet(
                number=index + 1,
                zone_code=draft.zone_code,
                block_code=draft.block_code,
                row=draft.row,
                part=draft.part,
                parts=draft.parts,
                scale=draft.scale,
                format=draft.format,
                extent=_extent(draft, shapes),
                area=draft.area,
                parcels=draft.members,
                visitors={int(p): number_of[int(p)] for p in [*draft.cut, *across]},
                neighbours=_neighbours(draft, others, drafts),
                match_lines=_match_lines(draft, others, drafts),
            )
        )
    return sheets


def _neighbours(draft: _Draft, others: list[int], drafts: list[_Draft]) -> tuple[Neighbour, ...]:
    found: dict[int, list[int]] = {}
    for other in others:
        if drafts[other].row != draft.row:
            found.setdefault(drafts[other].row, []).append(other)
    return tuple(
        Neighbour(
            drafts[group[0]].block_code,
            drafts[group[0]].zone_code,
            row,
            tuple(other + 1 for other in group),
        )
        for row, group in found.items()
    )


def _match_lines(draft: _Draft, others: list[int], drafts: list[_Draft]) -> tuple[MatchLine, ...]:
    lines = []
    for other in others:
        if drafts[other].row != draft.row:
            continue
        shared = draft.area.intersection(drafts[other].area)
        parts = [g for g in shapely.get_parts(shared) if g.geom_type == "LineString"]
        merged = shapely.line_merge(shapely.MultiLineString(parts))
        lines += [
            MatchLine(line, other + 1) for line in shapely.get_parts(merged) if line.length > 1
        ]
    return tuple(lines)


def _extent(draft: _Draft, shapes: np.ndarray) -> tuple[float, float, float, float]:
    """The map's window, centred on what the sheet draws, on whole metres where there is room."""
    xmin, ymin, xmax, ymax = _content_bounds(draft, shapes)
    width, height = draft.format.ground_size(draft.scale)
    west, south = (xmin + xmax - width) / 2, (ymin + ymax - height) / 2
    if xmin - west > 1:
        west = np.floor(west)
    if ymin - south > 1:
        south = np.floor(south)
    return float(west), float(south), float(west + width), float(south + height)


def _content_bounds(draft: _Draft, shapes: np.ndarray) -> tuple[float, float, float, float]:
    """The sheet's own ground, and its cut parcels as far as the paper allows."""
    own = draft.area.bounds
    if not len(draft.members):
        return own
    whole = shapely.total_bounds(shapes[draft.members])
    low = np.minimum(own[:2], whole[:2])
    high = np.maximum(own[2:], whole[2:])
    room = draft.format.ground_size(draft.scale, COMFORT_MM / 2)
    return tuple(
        float(value)
        for value in (
            *np.where(high - low <= room, low, own[:2]),
            *np.where(high - low <= room, high, own[2:]),
        )
    )  # type: ignore[return-value]

"""The ground of one sheet: which shapes it shows and which line class each edge has.

Everything is in the workspace's CRS (metres), clipped to the sheet's own ground and a
ring of 20 mm of its neighbours (S21).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
import shapely

from .sheet_data import SheetSource
from .sheet_lines import clip, unique_lines
from .sheet_plan import RING_MM, Sheet, SheetPlan

LINE_STATES = {
    "proposed": "parcel_proposed",
    "disputed": "parcel_not_surveyed",
    "surveyed": "parcel",
    "unsurveyed": "parcel_not_surveyed",
}
"""The line class of a parcel's edge by its ``line_state``, the strongest first: an edge
between two parcels takes the first of their states."""


@dataclass(frozen=True)
class Ground:
    """What one sheet shows. ``parcels`` are the positions of the parcels that it draws in
    full, ``lines`` and ``areas`` the shapes of each class; ``visible`` is the drawn part."""

    visible: shapely.Geometry
    parcels: np.ndarray
    context: np.ndarray
    buildings: np.ndarray
    roads: pd.DataFrame
    waters: pd.DataFrame
    lines: dict[str, np.ndarray]
    areas: dict[str, np.ndarray]


class GroundIndex:
    """The source with its spatial indexes, made once for all sheets."""

    def __init__(self, source: SheetSource, plan: SheetPlan) -> None:
        self.source, self.plan = source, plan
        self._trees: dict[str, shapely.STRtree] = {}
        self._last: tuple[Sheet, Ground] | None = None

    def shapes(self, table: str) -> np.ndarray:
        return np.asarray(self.source[table]["geom"], dtype=object)

    def within(self, table: str, window: shapely.Geometry) -> np.ndarray:
        """Positions of the rows of a table that touch a window, in order."""
        if table not in self._trees:
            self._trees[table] = shapely.STRtree(self.shapes(table))
        return np.sort(self._trees[table].query(window, predicate="intersects"))

    @cached_property
    def blocks(self) -> np.ndarray:
        return np.asarray(self.plan.blocks["geom"], dtype=object)

    def ground(self, sheet: Sheet) -> Ground:
        """What a sheet shows; that of the last sheet is at hand, for sheets are drawn again in
        another language."""
        if self._last is None or self._last[0] is not sheet:
            self._last = sheet, self._ground(sheet)
        return self._last[1]

    def _ground(self, sheet: Sheet) -> Ground:
        """Select, clip and classify."""
        metres = sheet.scale / 1000
        window = shapely.box(*sheet.extent)
        ring = sheet.area.buffer(RING_MM * metres, join_style="mitre", mitre_limit=1.5)
        visible = shapely.intersection(ring, window)
        own = np.union1d(sheet.parcels, np.fromiter(sheet.visitors, dtype=int)).astype(int)
        context = np.setdiff1d(self.within("parcel", visible), own)
        buildings = self._own_buildings(sheet)
        fabric = shapely.union_all(self.shapes("parcel")[np.union1d(own, context).astype(int)])
        roads = self._rows("road", visible)
        waters = self._rows("water", visible)
        public = self._rows("public_land", visible)
        ways, road_edges = road_areas(roads, fabric, visible)
        areas = {
            "public_land": _clipped(public["geom"], visible),
            "water": _clipped(waters["geom"], visible),
            "road": _clipped(ways, visible),
            "building": self.shapes("building")[buildings],
        }
        lines = self._lines(sheet, own, context, buildings, visible)
        drawn = shapely.buffer(fabric, 0.15 * metres)
        lines["road"] = _without(clip(road_edges, visible), drawn)
        limits = clip(outlines(np.asarray(public["geom"], dtype=object)), visible)
        lines["public_land"] = _without(limits, drawn)
        banks = clip(outlines(np.asarray(waters["geom"], dtype=object)), visible)
        lines["water"] = _without(_without(banks, drawn), shapely.union_all(areas["road"]))
        unknown = roads[~(roads["width_m"].astype(float) > 0)]
        lines["road_centre"] = clip(_parts(unknown["geom"]), visible)
        return Ground(
            visible, own, context, buildings, roads, waters,
            {name: found for name, found in lines.items() if len(found)},
            {name: found for name, found in areas.items() if len(found)},
        )  # fmt: skip

    def _rows(self, table: str, window: shapely.Geometry) -> pd.DataFrame:
        return self.source[table].iloc[self.within(table, window)]

    def _own_buildings(self, sheet: Sheet) -> np.ndarray:
        found = self.within("building", sheet.area)
        middles = shapely.point_on_surface(self.shapes("building")[found])
        return found[shapely.intersects(sheet.area, middles)]

    def _lines(
        self, sheet: Sheet, own: np.ndarray, context: np.ndarray, buildings: np.ndarray,
        visible: shapely.Geometry,
    ) -> dict[str, np.ndarray]:  # fmt: skip
        parcel = self.shapes("parcel")
        state = self.source["parcel"]["line_state"].fillna("surveyed").to_numpy(object)[own]
        limited = sheet.parts > 1 or bool(sheet.visitors)
        known = np.isin(state, list(LINE_STATES))
        groups = {
            "municipality": self._municipality(visible),
            "zone": self._edges("zone", visible),
            "block": clip(
                outlines(self.blocks[[sheet.row]]),
                visible if sheet.parts == 1 else sheet.area.buffer(0.01),
            ),
        }
        for value, name in LINE_STATES.items():
            chosen = parcel[own[(state == value) | (~known & (value == "surveyed"))]]
            if limited:  # grey beyond the match line, and a visitor beyond the block's line
                chosen = clip(outlines(chosen), sheet.area.buffer(0.01))
            if len(chosen):
                groups[f"{name}:{value}"] = chosen
        beyond = np.concatenate([context, own]) if limited else context
        groups["context"] = np.concatenate(
            [clip(outlines(parcel[beyond]), visible), self._block_edges(sheet, visible)]
        )
        groups["building"] = self.shapes("building")[buildings]
        lines: dict[str, np.ndarray] = {}
        for key, found in unique_lines(groups).items():
            name = key.split(":")[0]
            lines[name] = np.concatenate([lines.get(name, np.empty(0, dtype=object)), found])
        return lines

    def _municipality(self, visible: shapely.Geometry) -> np.ndarray:
        rows = self._rows("boundary", visible)
        own = rows["kind"].fillna("municipality") == "municipality"
        return clip(outlines(np.asarray(rows["geom"][own], dtype=object)), visible)

    def _edges(self, table: str, visible: shapely.Geometry) -> np.ndarray:
        rows = self._rows(table, visible)
        return clip(outlines(np.asarray(rows["geom"], dtype=object)), visible)

    def _block_edges(self, sheet: Sheet, visible: shapely.Geometry) -> np.ndarray:
        near = [n.row for n in sheet.neighbours] + ([sheet.row] if sheet.parts > 1 else [])
        return clip(outlines(self.blocks[near]), visible)


def outlines(areas: np.ndarray) -> np.ndarray:
    return shapely.get_parts(shapely.boundary(areas))


def _parts(shapes: pd.Series) -> np.ndarray:
    return shapely.get_parts(np.asarray(shapes, dtype=object))


def _clipped(shapes: pd.Series | np.ndarray, window: shapely.Geometry) -> np.ndarray:
    cut = shapely.get_parts(shapely.intersection(np.asarray(shapes, dtype=object), window))
    return cut[shapely.get_type_id(cut) == shapely.GeometryType.POLYGON]


def _without(lines: np.ndarray, covered: shapely.Geometry) -> np.ndarray:
    """The parts of lines that do not lie under something else."""
    parts = shapely.get_parts(shapely.difference(lines, covered))
    return parts[(shapely.get_type_id(parts) == 1) & (shapely.length(parts) > 0)]


def road_areas(
    roads: pd.DataFrame, fabric: shapely.Geometry, visible: shapely.Geometry
) -> tuple[np.ndarray, np.ndarray]:
    """Carriageways from centre lines and widths, without what lies on parcels, and their
    edges."""
    width = roads["width_m"].astype(float).to_numpy()
    wide = width > 0
    if not wide.any():
        return np.empty(0, dtype=object), np.empty(0, dtype=object)
    lines = shapely.intersection(
        np.asarray(roads["geom"], dtype=object)[wide], visible.envelope.buffer(width[wide].max())
    )
    half = width[wide] / 2
    ways = shapely.union_all(
        [*shapely.buffer(lines, half, cap_style="flat"), *_junctions(lines, half)]
    )
    edges = shapely.get_parts(shapely.boundary(ways))
    return shapely.get_parts(shapely.difference(ways, fabric)), edges


def _junctions(lines: np.ndarray, half: np.ndarray) -> np.ndarray:
    """Discs where the end of one road meets another, so that flat ends leave no notch."""
    parts, owner = shapely.get_parts(lines, return_index=True)
    ends = np.concatenate([shapely.get_point(parts, 0), shapely.get_point(parts, -1)])
    owner = np.concatenate([owner, owner])
    one, other = shapely.STRtree(lines).query(ends, predicate="dwithin", distance=0.5)
    meets = np.unique(one[owner[one] != other])
    return shapely.buffer(ends[meets], half[owner[meets]])

"""The invented municipality as its file has it now: what an officer would look for in it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd
import shapely

from taxmap_plugin.workspace.store import Workspace

_NEAR = 1e-6


class Town:
    """Reads the workspace anew for each question."""

    def __init__(self, ws: Workspace) -> None:
        self._ws = ws

    def rows(self, table: str) -> pd.DataFrame:
        return self._ws.read(table)

    def count(self, table: str) -> int:
        return self._ws.count(table)

    def newest(self, table: str, column: str) -> Any:
        return self.rows(table).sort_values("uuid")[column].iloc[-1]

    def changes(self) -> pd.DataFrame:
        """What was changed, the oldest first, without the looks around it in the background."""
        rows = self.rows("change").sort_values("uuid")
        return rows[rows["kind"] != "quality_check"]

    def parcels(self) -> pd.DataFrame:
        """The coded parcels by their code."""
        frame = self.rows("parcel")
        return frame[frame["parcel_code"].notna()].set_index("parcel_code").sort_index()

    def codes(self) -> set[str]:
        return set(self.parcels().index)

    def shape(self, code: str) -> shapely.Geometry:
        """A parcel of one part as a polygon."""
        shape = self.parcels()["geom"][code]
        return shape.geoms[0] if shapely.get_num_geometries(shape) == 1 else shape

    def area(self) -> float:
        return float(shapely.area(self._shapes()).sum())

    def overlaps(self) -> float:
        """The ground that two sound parcels have in common, in m², beyond that of the start."""
        shapes = shapely.make_valid(self._shapes())
        return round(float(shapely.area(shapes).sum() - shapely.union_all(shapes).area), 4)

    def codes_at(self, place: Iterable[float]) -> list[str]:
        """The parcels with a corner at a place."""
        at = np.array(list(place))
        return [
            code
            for code, shape in self.parcels()["geom"].items()
            if (np.hypot(*(shapely.get_coordinates(shape) - at).T) < _NEAR).any()
        ]

    def codes_under(self, shape: shapely.Geometry) -> list[str]:
        ground = self.parcels()["geom"].map(lambda one: shapely.intersection(one, shape).area)
        return list(ground.index[ground > 0.01])

    def corner_of(self, count: int) -> tuple[float, float]:
        """A corner where so many parcels meet and leave nothing free around it."""
        return next(corner for corner, own in self._inner_corners().items() if len(own) == count)

    def side_inside(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """A side of 8 to 40 m between inner corners."""
        corners = self._inner_corners()
        for shape in self.parcels()["geom"]:
            places = list(map(tuple, shapely.get_coordinates(shape)))
            for start, end in zip(places, places[1:]):
                if start in corners and end in corners and 8 < math.dist(start, end) < 40:
                    return start, end
        raise LookupError("no such side")

    def line_through(self, count: int) -> shapely.LineString:
        """A straight line from free ground through at least so many parcels."""
        frame = self.parcels()
        for shape in frame["geom"]:
            west, south, east, north = shape.bounds
            if not 10 < east - west < 60:
                continue
            middle = (south + north) / 2
            line = shapely.LineString([(west - 5, middle), (west + 3 * (east - west), middle)])
            crossed = self.codes_under(line.buffer(1.5, cap_style="flat"))
            if count <= len(crossed) <= 2 * count and self._are_sound(crossed):
                return line
        raise LookupError("no such line")

    def roomy(self, besides: str = "-") -> str:
        """A parcel (not of block ``besides``) with room for a house, that no other overlaps."""
        for code, shape in self.parcels()["geom"].items():
            if str(code).startswith(besides):
                continue
            middle = shapely.point_on_surface(shape)
            if shapely.distance(middle, shape.boundary) > 8 and self._alone(middle.buffer(7)):
                return str(code)
        raise LookupError("no such parcel")

    def two_of_one_block(self) -> list[str]:
        """Two sound parcels with a side in common, in a block other than 01A; the smaller first."""
        shapes = self.parcels()["geom"]
        for code, shape in shapes.items():
            if str(code).startswith("01A") or not self._are_sound([code]):
                continue
            for other in shapes.index[shapes.index > code]:
                common = shapely.intersection(shape, shapes[other])
                if other[:3] == code[:3] and common.length > 5 and self._are_sound([code, other]):
                    return [str(code), str(other)]
        raise LookupError("no such parcels")

    def quadrangle(self) -> str:
        """A parcel of four corners with neighbours on three sides."""
        inner = self._inner_corners()
        for code, shape in self.parcels()["geom"].items():
            corners = list(map(tuple, shapely.get_coordinates(shape)))
            if len(corners) == 5 and sum(corner in inner for corner in corners[:-1]) >= 2:
                return str(code)
        raise LookupError("no such parcel")

    def outside(self, further: float = 0) -> tuple[float, float]:
        """A place beside the municipality."""
        _, south, east, north = shapely.total_bounds(self._shapes())
        return float(east + 80 + further), float((south + north) / 2)

    def next_unit(self, table: str, parcel: str, letter: str) -> str:
        """The code after the last of a parcel's buildings or signboards, by hand."""
        codes = self.rows(table)[f"{table}_code"].dropna()
        own = [code for code in codes if code.startswith(f"{parcel}-{letter}")]
        last = max((int(code[-3:]) for code in own), default=0)
        return f"{parcel}-{letter}{last + 1:03d}"

    @staticmethod
    def next_lot(block: str, codes: Iterable[str]) -> str:
        """The code after the last whole lot of a block, by hand."""
        lots = [int(code[len(block) :].split("/")[0]) for code in codes if code.startswith(block)]
        return f"{block}{max(lots, default=0) + 1:03d}"

    def _shapes(self) -> np.ndarray:
        return self.rows("parcel")["geom"].to_numpy()

    def _alone(self, place: shapely.Geometry) -> bool:
        return int(shapely.intersects(self._shapes(), place).sum()) == 1

    def _are_sound(self, codes: list[str]) -> bool:
        shapes = self.parcels()["geom"][codes].to_numpy()
        union = shapely.union_all(shapes).area
        return bool(shapely.is_valid(shapes).all() and abs(shapely.area(shapes).sum() - union) < 1)

    def _inner_corners(self) -> dict[tuple[float, float], list[str]]:
        """Corners of parcels, by place, around which they leave no ground free."""
        found: dict[tuple[float, float], list[str]] = {}
        shapes = self.parcels()["geom"]
        for code, shape in shapes.items():
            for corner in set(map(tuple, shapely.get_coordinates(shape))):
                found.setdefault(corner, []).append(str(code))
        return {
            corner: own
            for corner, own in found.items()
            if len(own) >= 2 and self._closed(corner, own, shapes)
        }

    @staticmethod
    def _closed(corner: tuple[float, float], own: list[str], shapes: Any) -> bool:
        disc = shapely.Point(corner).buffer(2)
        parts = shapely.intersection(shapely.make_valid(shapes[own].to_numpy()), disc)
        areas = shapely.area(parts)
        return bool(
            abs(areas.sum() - disc.area) < _NEAR
            and abs(shapely.union_all(parts).area - disc.area) < _NEAR
        )

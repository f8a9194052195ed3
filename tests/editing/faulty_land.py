"""A town of lots without a fault, and known numbers of each fault put into it.

Lots are 20 m wide and 30 m deep. A fault is put into a lot of the inside, no nearer than two lots
to another one, so that each is found, and mended, by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle
from pathlib import Path

import numpy as np
import shapely
from shapely import Polygon

from taxmap_plugin.core.municipality import Municipality
from taxmap_plugin.workspace.store import Workspace

EAST, NORTH = 500_000.0, 2_070_000.0
WIDE, DEEP = 20.0, 30.0


def _overlap(x: float, y: float) -> list:
    """The middle of its east side 0.3 m over the next lot: a triangle."""
    return [[(x, y), (x + WIDE, y), (x + WIDE + 0.3, y + 20), (x + WIDE, y + DEEP), (x, y + DEEP)]]


def _gap(x: float, y: float) -> list:
    """0.2 m are missing in the middle of its east side."""
    return [[(x, y), (x + WIDE, y), (x + WIDE - 0.2, y + 15), (x + WIDE, y + DEEP), (x, y + DEEP)]]


def _missing_corner(x: float, y: float) -> list:
    """A corner on its east side that the next lot lacks."""
    return [[(x, y), (x + WIDE, y), (x + WIDE, y + 11), (x + WIDE, y + DEEP), (x, y + DEEP)]]


def _near_edge(x: float, y: float) -> list:
    """The same 5 mm within the next lot."""
    return [
        [(x, y), (x + WIDE, y), (x + WIDE + 0.005, y + 11), (x + WIDE, y + DEEP), (x, y + DEEP)]
    ]


def _near_corner(x: float, y: float) -> list:
    """Its south-east corner 5 mm off: 3 east, 4 north."""
    return [[(x, y), (x + WIDE + 0.003, y + 0.004), (x + WIDE, y + DEEP), (x, y + DEEP)]]


def _duplicate_corner(x: float, y: float) -> list:
    """Its north-west corner again, 0.5 mm south."""
    north = y + DEEP
    return [[(x, y), (x + WIDE, y), (x + WIDE, north), (x, north), (x, north - 0.0005)]]


def _sliver(x: float, y: float) -> list:
    """A strip of 0.1 m along its east side is a parcel of its own."""
    line = x + WIDE - 0.1
    strip = [(line, y), (x + WIDE, y), (x + WIDE, y + DEEP), (line, y + DEEP)]
    return [[(x, y), (line, y), (line, y + DEEP), (x, y + DEEP)], strip]


def _shape_invalid(x: float, y: float) -> list:
    """Its west side runs 2 m out and back: a spike of no ground."""
    spike = [(x, y + 10), (x + 2, y + 10), (x, y + 10)]
    return [[(x, y), (x + WIDE, y), (x + WIDE, y + DEEP), (x, y + DEEP), *spike]]


FAULTS: dict[str, Callable[[float, float], list]] = {
    "overlap": _overlap,
    "gap": _gap,
    "missing_corner": _missing_corner,
    "near_edge": _near_edge,
    "near_corner": _near_corner,
    "duplicate_corner": _duplicate_corner,
    "sliver": _sliver,
    "shape_invalid": _shape_invalid,
}
"""By the rule that is to find it, how the lot whose south-west corner is x, y is drawn."""


def lots(columns: int, rows: int, faults: list[str]) -> list[Polygon]:
    """The lots of a town with faults of these kinds in turn, wherever there is room for one."""
    kinds = cycle(faults)
    shapes: list[Polygon] = []
    for column in range(columns):
        for row in range(rows):
            x, y = EAST + WIDE * column, NORTH + DEEP * row
            room = column % 3 == row % 3 == 1 and column < columns - 1 and row < rows - 1
            drawn = FAULTS[next(kinds)] if faults and room else _lot
            shapes += map(Polygon, drawn(x, y))
    return shapes


def _lot(x: float, y: float) -> list:
    return [[(x, y), (x + WIDE, y), (x + WIDE, y + DEEP), (x, y + DEEP)]]


def by_hand(columns: int, rows: int, off: float, seed: int) -> list[Polygon]:
    """The lots of a town, each drawn by itself: its corners are up to ``off`` metres beside."""
    rng = np.random.default_rng(seed)
    rings = [shapely.get_coordinates(lot)[:-1] for lot in lots(columns, rows, [])]
    return [Polygon(ring + rng.uniform(-off, off, ring.shape) / np.sqrt(2)) for ring in rings]


def make(folder: Path, columns: int, rows: int, faults: list[str]) -> Workspace:
    """A workspace of the lots of a town with faults in turn."""
    return filed(folder, lots(columns, rows, faults))


def filed(folder: Path, shapes: list[Polygon]) -> Workspace:
    """A workspace of these parcels: p0, p1, … with codes 01A001, …, and neither document nor
    owner."""
    ws = Workspace.create(folder / "ที่ดิน.gpkg", Municipality("เทศบาลตำบลสาธิต", tax_year=2569))
    block = {
        "block_code": "01A",
        "zone_code": "01",
        "geom": shapely.box(*shapely.total_bounds(shapes)),
    }
    with ws.transaction("import") as tx:
        tx.insert_rows("block", [block])
        tx.insert_rows(
            "parcel",
            [
                {
                    "uuid": f"p{at}",
                    "parcel_code": f"01A{at + 1:03d}",
                    "zone_code": "01",
                    "block_code": "01A",
                    "geom": shape,
                }
                for at, shape in enumerate(shapes)
            ],
        )
    return ws


def drawn(ws: Workspace) -> dict[str, shapely.Geometry]:
    """The shapes of the living parcels by their uuid."""
    rows = ws.rows("parcel", ["uuid", "geom"])
    return {row["uuid"]: row["geom"] for row in rows}


def ground(shapes) -> float:
    """m² that somebody holds."""
    sound = shapely.make_valid(np.array(list(shapes), dtype=object))
    return float(shapely.union_all(sound).area)

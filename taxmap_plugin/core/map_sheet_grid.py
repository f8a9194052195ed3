"""UTM map sheets (ระวาง): what a name such as ``4746 II 9472-15 1:1000`` says about place.

The grammar is practice.md §5.1: 1:50,000 block, quadrant, even kilometres of the
lower-left corner, number of the sub-sheet row by row from the top left. Everything is
in Indian 1975 UTM (Everest 1830), zone 47 or 48. Where a 15′ line cuts a cell of 2 km,
offices use both names: such a sheet has several admissible names.
How names are spelt in real files is read by :mod:`.map_sheet`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from .datum import transform
from .message import Message
from .resources import load_json

_GRID = load_json("codes", "map_sheet.json")
_LON0, _LAT0 = _GRID["block_origin"]
_BLOCK = _GRID["block_degrees"]
_QUADRANT = _GRID["quadrant_degrees"]
_CELL = _GRID["cell_metres"]
_PER_SIDE = {int(scale): per_side for scale, per_side in _GRID["sheets_per_side"].items()}

_DEGREES = 4240  # Indian 1975, longitude and latitude

SCALES = tuple(_PER_SIDE)
"""The scales of sheets: 4000, 2000, 1000, 500."""

ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}
"""Quadrants: I north-east, II south-east, III south-west, IV north-west."""


@dataclass(frozen=True, order=True)
class SheetName:
    """The name of one sheet; ``sub`` is "00" at 1:4000."""

    quad50k: str
    quadrant: int
    en: str
    sub: str
    scale: int

    def text(self) -> str:
        """The canonical spelling, ``5838 III 1414-00 1:4000``."""
        return f"{self.quad50k} {ROMAN[self.quadrant]} {self.en}-{self.sub} 1:{self.scale}"

    @property
    def zone(self) -> int:
        """The UTM zone that the name's own longitude belongs to, 47 or 48."""
        return 47 if self.corner[0] < _GRID["zone_boundary_longitude"] else 48

    @property
    def corner(self) -> tuple[float, float]:
        """Indian 1975 longitude and latitude of the quadrant's south-west corner."""
        lon = _LON0 + int(self.quad50k[:2]) * _BLOCK + (_QUADRANT if self.quadrant in (1, 2) else 0)
        lat = _LAT0 + int(self.quad50k[2:]) * _BLOCK + (_QUADRANT if self.quadrant in (1, 4) else 0)
        return lon, lat


def sheet_at(e: float, n: float, zone: int, scale: int) -> tuple[SheetName, tuple[SheetName, ...]]:
    """The sheet that covers a place, and all its admissible names.

    ``e``, ``n`` are Indian 1975 UTM metres. The first name is the one of the sheet's
    south-west corner; the others occur where a 15′ line cuts the 2-km cell.
    """
    e0, n0 = _cell_of(np.array([e])), _cell_of(np.array([n]))
    return _names(e0, n0, _sub_sheet(e - e0, n - n0, scale), zone, scale)[0]


def _cell_of(metres: np.ndarray) -> np.ndarray:
    return np.floor(metres / _CELL) * _CELL


def _sub_sheet(de: np.ndarray, dn: np.ndarray, scale: int) -> np.ndarray:
    """Number of the sub-sheet at an offset in the cell: row by row from the top left."""
    per_side = _PER_SIDE[scale]
    if per_side == 1:
        return np.zeros(len(de), dtype=int)
    size = _CELL / per_side
    row = per_side - 1 - (dn // size).astype(int)
    return np.asarray(row * per_side + (de // size).astype(int) + 1)


def _names(
    e0: np.ndarray, n0: np.ndarray, sub: np.ndarray, zone: int, scale: int
) -> list[tuple[SheetName, tuple[SheetName, ...]]]:
    """South-west name and admissible names of the sheets ``sub`` of the cells ``e0``, ``n0``."""
    inner = 1.0  # a metre inside the cell: its corners lie on other cells too
    far = _CELL - inner
    corners = [(0, 0), (inner, inner), (inner, far), (far, inner), (far, far)]
    quads = [_quads(e0 + de, n0 + dn, zone) for de, dn in corners]
    result = []
    for row, (e, n, number) in enumerate(zip(e0, n0, sub)):
        en = f"{int(e) // 1000 % 100:02d}{int(n) // 1000 % 100:02d}"
        names = [SheetName(*quad[row], en, f"{number:02d}", scale) for quad in quads]
        result.append((names[0], tuple(sorted(set(names[1:])))))
    return result


def _quads(e: np.ndarray, n: np.ndarray, zone: int) -> list[tuple[str, int]]:
    """1:50,000 block and quadrant at Indian 1975 UTM places."""
    lon, lat = transform(np.column_stack([e, n]), 24000 + zone, _DEGREES).T
    column, row = np.floor((lon - _LON0) / _BLOCK), np.floor((lat - _LAT0) / _BLOCK)
    east = lon - (_LON0 + column * _BLOCK) >= _QUADRANT
    north = lat - (_LAT0 + row * _BLOCK) >= _QUADRANT
    quadrant = np.select([east & north, east & ~north, ~east & ~north], [1, 2, 3], 4)
    return [(f"{int(c):02d}{int(r):02d}", int(q)) for c, r, q in zip(column, row, quadrant)]


def extent(name: SheetName, zone: int) -> tuple[float, float, float, float]:
    """xmin, ymin, xmax, ymax of a sheet in Indian 1975 UTM ``zone``, metres."""
    xmin, ymin, xmax, ymax = extents([name], zone)[0]
    return float(xmin), float(ymin), float(xmax), float(ymax)


def extents(names: Sequence[SheetName], zone: int) -> np.ndarray:
    """Extents of many sheets, shape (n, 4): xmin, ymin, xmax, ymax.

    The hundreds of kilometres, which a name leaves out, are those that bring the sheet
    nearest to the middle of its quadrant.
    """
    corner = np.array([name.corner for name in names], dtype=float).reshape(-1, 2)
    middle = transform(corner + _QUADRANT / 2, _DEGREES, 24000 + zone).T
    km = np.array([(int(n.en[:2]), int(n.en[2:])) for n in names], dtype=float).reshape(-1, 2)
    origin = np.column_stack([_nearest(middle[0], km[:, 0]), _nearest(middle[1], km[:, 1])])
    per_side = np.array([_PER_SIDE[name.scale] for name in names])
    number = np.array([int(name.sub) for name in names])
    row, column = np.divmod(np.maximum(number - 1, 0), per_side)
    size = _CELL / per_side
    xmin = origin[:, 0] + column * size
    ymin = origin[:, 1] + (per_side - 1 - row) * size
    return np.column_stack([xmin, ymin, xmin + size, ymin + size])


def _nearest(middle: np.ndarray, km: np.ndarray) -> np.ndarray:
    """The coordinate with the kilometres ``km`` (of a hundred) that lies nearest ``middle``."""
    hundreds = np.round((middle - _CELL / 2 - km * 1000) / 100_000)
    return np.asarray(hundreds * 100_000 + km * 1000)


def shape_problem(name: SheetName) -> Message | None:
    """What no sheet can be called, wherever it lies: odd kilometres, a number out of range."""
    columns, rows = (_GRID["blocks_of_thailand"][key] for key in ("columns", "rows"))
    column, row = int(name.quad50k[:2]), int(name.quad50k[2:])
    if not (columns[0] <= column <= columns[1] and rows[0] <= row <= rows[1]):
        return Message("map_sheet.outside_thailand", sheet=name.text(), block=name.quad50k)
    if int(name.en[1]) % 2 or int(name.en[3]) % 2:
        return Message("map_sheet.odd_kilometres", sheet=name.text(), found=name.en)
    last = _PER_SIDE[name.scale] ** 2 if _PER_SIDE[name.scale] > 1 else 0
    if not min(last, 1) <= int(name.sub) <= last:
        return Message("map_sheet.sub_sheet", sheet=name.text(), found=name.sub, last=last)
    return None


def validate(name: SheetName, zone: int) -> Message | None:
    """Why no sheet of this name exists, with the corrected name; None when it does.

    A name is right when it is among the admissible names of its own place.
    """
    wrong = shape_problem(name)
    if wrong:
        return wrong
    corrected, admissible = _names_of_place(name, zone)
    if name in admissible:
        return None
    return Message("map_sheet.wrong_quadrant", sheet=name.text(), corrected=corrected.text())


def corrected(name: SheetName, zone: int) -> SheetName:
    """The name of the sheet that ``name`` points at, with the block and quadrant put right."""
    return _names_of_place(name, zone)[0]


def _names_of_place(name: SheetName, zone: int) -> tuple[SheetName, tuple[SheetName, ...]]:
    xmin, ymin, xmax, ymax = extent(name, zone)
    return sheet_at((xmin + xmax) / 2, (ymin + ymax) / 2, zone, name.scale)


def sheets_covering(
    bounds: tuple[float, float, float, float], zone: int, scale: int
) -> pd.DataFrame:
    """All sheets of one scale that meet ``bounds`` (Indian 1975 UTM metres).

    One row a sheet, from the top left: ``sheet`` (canonical text), ``name``, ``also``
    (the other admissible names), ``xmin``, ``ymin``, ``xmax``, ``ymax``.
    """
    size = _CELL / _PER_SIDE[scale]
    first = np.floor(np.array(bounds[:2]) / size)
    last = np.maximum(np.ceil(np.array(bounds[2:]) / size) - 1, first)
    x = np.arange(first[0], last[0] + 1) * size
    y = np.arange(last[1], first[1] - 1, -1) * size
    xmin, ymin = np.tile(x, len(y)), np.repeat(y, len(x))
    e0, n0 = _cell_of(xmin), _cell_of(ymin)
    sub = _sub_sheet(xmin + size / 2 - e0, ymin + size / 2 - n0, scale)
    named = _names(e0, n0, sub, zone, scale)
    return pd.DataFrame(
        {
            "sheet": [name.text() for name, _ in named],
            "name": [name for name, _ in named],
            "also": [tuple(other for other in names if other != name) for name, names in named],
            "xmin": xmin,
            "ymin": ymin,
            "xmax": xmin + size,
            "ymax": ymin + size,
        }
    )

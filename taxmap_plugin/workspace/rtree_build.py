"""A whole R-tree at once, as SQLite keeps it, for a table that had no shapes yet.

Putting in one box after the other costs as much as all the rest of writing the rows.
The boxes are packed by sort-tile-recursive (Leutenegger 1997), level upon level, into
the three tables beneath SQLite's virtual one (sqlite.org/rtree.html, section 6).
"""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from . import sql
from .schema import Table

_ROOT = 1
_HEAD = np.dtype([("depth", ">u2"), ("count", ">u2")])
_CELL = np.dtype([("id", ">i8"), ("box", ">f4", 4)])

Keys = NDArray[np.int64]
Boxes = NDArray[np.float64]


class _Level(NamedTuple):
    """Nodes of one height: what each holds (``members[first[i]:first[i + 1]]``) and its number."""

    members: NDArray[np.void]
    first: Keys
    numbers: Keys


def build_rtree(connection: sqlite3.Connection, table: Table, keys: Keys, boxes: Boxes) -> bool:
    """Fill the empty R-tree of ``table``; False when there is something in it, or SQLite refuses.

    ``boxes`` are min x, max x, min y, max y of each key. Some builds of SQLite guard the
    tables beneath (DEFENSIVE); nothing is written then.
    """
    node, rowid, parent = (sql.rtree_part(table, part) for part in ("node", "rowid", "parent"))
    if connection.execute(sql.any_row(rowid)).fetchone() or not len(keys):
        return False
    size = connection.execute(sql.length_of_root(node)).fetchone()[0]
    levels = _levels(keys, boxes, (size - _HEAD.itemsize) // _CELL.itemsize)
    try:
        connection.execute(sql.empty_part(node))
    except sqlite3.OperationalError:
        return False
    for height, level in enumerate(levels):
        depth = height if level.numbers[0] == _ROOT else 0
        connection.executemany(sql.fill_part(node), _nodes(level, depth, size))
        connection.executemany(sql.fill_part(parent if height else rowid), _homes(level))
    return True


def _levels(keys: Keys, boxes: Boxes, capacity: int) -> list[_Level]:
    """From the leaves up to the root, which is node 1."""
    levels: list[_Level] = []
    taken = _ROOT
    cells = _cells(keys, boxes)
    while not levels or len(levels[-1].numbers) > 1:
        count = -(-len(cells) // capacity)
        first = np.arange(count + 1) * len(cells) // count
        members = cells[_tiled(cells["box"].astype(float), count, capacity)]
        numbers = np.arange(count) + taken + 1 if count > 1 else np.array([_ROOT])
        levels.append(_Level(members, first, numbers))
        taken += count
        low = np.minimum.reduceat(members["box"], first[:-1])
        high = np.maximum.reduceat(members["box"], first[:-1])
        cells = _cells(numbers, np.where([True, False, True, False], low, high))
    return levels


def _cells(ids: Keys, boxes: Boxes) -> NDArray[np.void]:
    """Boxes in single precision, rounded outwards."""
    cells = np.empty(len(ids), dtype=_CELL)
    cells["id"] = ids
    single = boxes.astype(np.float32)
    inwards = np.where([True, False, True, False], single > boxes, single < boxes)
    outwards = np.nextafter(single, np.array([-np.inf, np.inf] * 2, dtype=np.float32))
    cells["box"] = np.where(inwards, outwards, single)
    return cells


def _tiled(boxes: Boxes, count: int, capacity: int) -> NDArray[np.intp]:
    """The order in which ``capacity`` neighbours stand together: upright strips, then across."""
    x, y = boxes[:, 0] + boxes[:, 1], boxes[:, 2] + boxes[:, 3]
    strip = np.empty(len(boxes), dtype=np.int64)
    strip[np.argsort(x, kind="stable")] = np.arange(len(boxes))
    strip //= capacity * int(np.ceil(np.sqrt(count)))
    return np.lexsort((y, strip))


def _nodes(level: _Level, depth: int, size: int) -> list[tuple[int, bytes]]:
    """Each node's number and its bytes; only the root says how deep the tree is."""
    heads = np.zeros(len(level.numbers), dtype=_HEAD)
    heads["depth"], heads["count"] = depth, np.diff(level.first)
    cells, width = level.members.tobytes(), _CELL.itemsize
    bounds = (level.first * width).tolist()
    return [
        (number, (head.tobytes() + cells[start:end]).ljust(size, b"\0"))
        for number, head, start, end in zip(level.numbers.tolist(), heads, bounds, bounds[1:])
    ]


def _homes(level: _Level) -> list[tuple[int, int]]:
    """What stands in a node, and the number of that node, by the order of the first."""
    home = np.repeat(level.numbers, np.diff(level.first))
    order = np.argsort(level.members["id"], kind="stable")
    return list(zip(level.members["id"][order].tolist(), home[order].tolist()))

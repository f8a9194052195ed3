"""An R-tree built at once is one that SQLite could have made itself."""

from __future__ import annotations

import sqlite3

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from taxmap_plugin.workspace import geopackage_writer, rtree_build
from taxmap_plugin.workspace.schema import table
from taxmap_plugin.workspace.store import Workspace

from .conftest import EAST, NORTH

VIRTUAL = "CREATE VIRTUAL TABLE rtree_parcel_geom USING rtree(id, minx, maxx, miny, maxy)"
BY_SQLITE = "INSERT INTO rtree_parcel_geom VALUES (?, ?, ?, ?, ?)"
BOXES = "SELECT id, minx, maxx, miny, maxy FROM rtree_parcel_geom ORDER BY id"
IN_NODE = 51  # boxes that a node of SQLite's takes


def opened() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute(VIRTUAL)
    return connection


def is_sound(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT rtreecheck('rtree_parcel_geom')").fetchone()[0] == "ok"


def boxes(count: int) -> np.ndarray:
    rng = np.random.default_rng(count)
    low = rng.uniform((EAST, NORTH), (EAST + 90_000, NORTH + 90_000), (count, 2))
    high = low + rng.uniform(0, 300, (count, 2))
    return np.column_stack([low[:, 0], high[:, 0], low[:, 1], high[:, 1]])


def build(count: int, corners: np.ndarray) -> sqlite3.Connection:
    connection = opened()
    assert rtree_build.build_rtree(connection, table("parcel"), np.arange(count) + 7, corners)
    return connection


@pytest.mark.parametrize(
    "count", [1, IN_NODE, IN_NODE + 1, IN_NODE**2, IN_NODE**2 + 1, 10_000, IN_NODE**3 + 1]
)
def test_it_is_sound_and_finds_every_box(count: int):
    corners = boxes(count)
    connection = build(count, corners)
    assert is_sound(connection)
    left, right, low, high = corners[count // 2].tolist()
    inside = "minx <= ? AND maxx >= ? AND miny <= ? AND maxy >= ?"
    found = connection.execute(
        f"SELECT id FROM rtree_parcel_geom WHERE {inside}", (right, left, high, low)
    ).fetchall()
    assert (count // 2 + 7,) in found
    assert len(connection.execute(BOXES).fetchall()) == count


coordinate = st.floats(-1e7, 1e7) | st.floats(-1, 1)


@given(st.lists(st.tuples(coordinate, coordinate, coordinate, coordinate), min_size=1))
def test_every_box_holds_its_shape_and_is_hardly_larger(corners: list[tuple]):
    pairs = np.array(corners).reshape(-1, 2, 2)
    given_boxes = np.sort(pairs, axis=2).reshape(-1, 4)
    connection = build(len(given_boxes), given_boxes)
    stored = np.array(connection.execute(BOXES).fetchall())[:, 1:]
    assert is_sound(connection)
    outwards = (stored - given_boxes) * [-1, 1, -1, 1]
    assert (outwards >= 0).all()
    assert (outwards <= np.abs(given_boxes) * 2.0**-23 + 1e-44).all()


def test_sqlite_goes_on_with_it():
    connection = build(5_000, boxes(5_000))
    gone = connection.execute("DELETE FROM rtree_parcel_geom WHERE id % 3 = 0").rowcount
    rows = ((99_000 + at, *box) for at, box in enumerate(boxes(777).tolist()))
    connection.executemany(BY_SQLITE, rows)
    assert is_sound(connection)
    assert len(connection.execute(BOXES).fetchall()) == 5_000 - gone + 777


def test_what_is_there_stays():
    connection = opened()
    connection.execute(BY_SQLITE, (1, 0, 1, 0, 1))
    assert not rtree_build.build_rtree(connection, table("parcel"), np.array([2]), boxes(1))
    assert connection.execute(BOXES).fetchall() == [(1, 0, 1, 0, 1)]


def test_a_first_import_puts_no_box_in_by_itself(workspace: Workspace, monkeypatch):
    asked = []
    monkeypatch.setattr(geopackage_writer.sql, "insert_into_rtree", asked.append)
    fill(workspace, 200)
    assert not asked
    assert boxes_and_soundness(workspace) == (200, "ok")


def test_a_sqlite_that_guards_its_tables_gets_box_after_box(workspace: Workspace, monkeypatch):
    monkeypatch.setattr(rtree_build.sql, "empty_part", lambda _: "DELETE FROM not_there")
    fill(workspace, 200)
    assert boxes_and_soundness(workspace) == (200, "ok")


def fill(workspace: Workspace, count: int) -> None:
    corners = boxes(count)
    shapes = shapely.box(corners[:, 0], corners[:, 2], corners[:, 1], corners[:, 3])
    with workspace.transaction("import") as tx:
        tx.insert("parcel", pd.DataFrame({"geom": shapes}))


def boxes_and_soundness(workspace: Workspace) -> tuple[int, str]:
    with sqlite3.connect(workspace.path) as connection:
        count = len(connection.execute(BOXES).fetchall())
        return count, connection.execute("SELECT rtreecheck('rtree_parcel_geom')").fetchone()[0]

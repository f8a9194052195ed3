"""What lies along a change is found, and not all that lies in the box of a long one."""

from __future__ import annotations

import pandas as pd
import pytest
import shapely

from taxmap_plugin.core.municipality import Municipality
from taxmap_plugin.editing.neighbours import read_near
from taxmap_plugin.workspace.store import Workspace

EAST, NORTH, SIDE, COUNT = 500_000.0, 2_070_000.0, 40.0, 40
LOTS = [
    shapely.box(x, y, x + SIDE, y + SIDE)
    for x in (EAST + SIDE * column for column in range(COUNT))
    for y in (NORTH + SIDE * row for row in range(COUNT))
]


@pytest.fixture(scope="module")
def ws(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    path = tmp_path_factory.mktemp("แปลง") / "แปลง.gpkg"
    ws = Workspace.create(path, Municipality("เทศบาลตำบลสาธิต"))
    with ws.transaction("import") as tx:
        tx.insert("parcel", pd.DataFrame({"geom": LOTS}))
    return ws


def at(*places: tuple[float, float]) -> list[tuple[float, float]]:
    return [(EAST + x, NORTH + y) for x, y in places]


DIAGONAL = shapely.LineString(at((3, 7), (1590, 1580)))
BEND = shapely.LineString(at((10, 10), (10, 1590), (1590, 1590)))


@pytest.mark.parametrize(
    ("shapes", "most"),
    [
        ([DIAGONAL], 500),
        ([DIAGONAL.buffer(4)], 500),
        ([BEND], 350),
        ([shapely.box(*box.bounds) for box in LOTS[:: COUNT + 1]], 500),  # along the diagonal
        ([LOTS[0], LOTS[-1]], 10),
        ([LOTS[5]], 9),
        ([shapely.Point(*at((800, 800)))], 4),
        ([shapely.Polygon(at((3, 3), (1590, 1580), (3, 7), (1590, 1590)))], 500),  # crosses itself
        ([shapely.MultiLineString([DIAGONAL, at((5, 5), (5, 5))])], 500),  # clicked twice
        ([shapely.Polygon()], 0),
        ([], 0),
    ],
)
def test_all_that_meets_the_shapes_and_little_more(ws: Workspace, shapes: list, most: int):
    found = {row["geom"].wkb for row in read_near(ws, shapes)}
    met = shapely.union_all(shapely.make_valid(shapes)) if shapes else shapely.Polygon()
    assert {shapely.multipolygons([lot]).wkb for lot in LOTS if lot.intersects(met)} <= found
    assert len(found) <= most


def test_each_parcel_is_read_once(ws: Workspace):
    uuids = [row["uuid"] for row in read_near(ws, [DIAGONAL, BEND])]
    assert len(uuids) == len(set(uuids))

"""A small invented workspace for the tests of this layer."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import shapely
from qgis.core import QgsProject, QgsVectorLayer

from taxmap_plugin.core.message import Message
from taxmap_plugin.core.municipality import Municipality
from taxmap_plugin.workspace.postgis_storage import PostgisStorage
from taxmap_plugin.workspace.project import open_workspace_in_project
from taxmap_plugin.workspace.project_files import create_workspace
from taxmap_plugin.workspace.store import Workspace

from ..cluster import Cluster

OFFICE = Municipality("เทศบาลตำบลสาธิต", epsg=32647, tax_year=2569)
EAST, NORTH = 500000.0, 2073000.0


def squares(count: int, size: float = 20.0) -> np.ndarray:
    """``count`` square shapes side by side, ten in a row."""
    place = np.arange(count)
    x, y = EAST + place % 10 * size, NORTH + place // 10 * size
    return shapely.box(x, y, x + size, y + size)


def parcels(count: int) -> pd.DataFrame:
    """``count`` invented parcels ``01A001`` …"""
    return pd.DataFrame(
        {
            "parcel_code": [f"01A{number:03d}" for number in range(1, count + 1)],
            "block_code": "01A",
            "land_no": [f"{number:04d}" for number in range(1, count + 1)],
            "document_area": np.arange(count) + 10_000,
            "geom": squares(count),
        }
    )


@pytest.fixture(scope="session")
def original(cluster: Cluster) -> Iterator[str]:
    """A database with an empty workspace."""
    database = cluster.copy()
    kept = cluster.storage(database)
    Workspace.create(kept, OFFICE)
    kept.close()
    yield database
    cluster.drop(database)


@pytest.fixture
def database(cluster: Cluster, original: str) -> Iterator[str]:
    database = cluster.copy(original)
    yield database
    cluster.drop(database)


@pytest.fixture
def kept(cluster: Cluster, database: str) -> Iterator[PostgisStorage]:
    kept = cluster.storage(database)
    yield kept
    kept.close()


@pytest.fixture
def municipality() -> Municipality:
    return OFFICE


@pytest.fixture(params=["geopackage", "postgis"])
def kept_in_both(request: pytest.FixtureRequest) -> str:
    """Tests that use it see a ``workspace`` in a file, then one in a database."""
    return request.param


@pytest.fixture
def workspace(request: pytest.FixtureRequest, tmp_path: Path) -> Workspace:
    """Empty; the file lies in a folder with Thai letters and blanks."""
    both = "kept_in_both" in request.fixturenames
    if both and request.getfixturevalue("kept_in_both") == "postgis":
        return Workspace.open(request.getfixturevalue("kept"), user="สมหญิง")
    folder = tmp_path / "งาน แผนที่ภาษี 100%"
    folder.mkdir()
    return Workspace.create(folder / "เทศบาล สาธิต#1.gpkg", OFFICE, user="สมหญิง")


@pytest.fixture
def ws(workspace: Workspace) -> Workspace:
    """Three parcels with deeds on one map sheet."""
    with workspace.transaction("import") as tx:
        frame = parcels(3).assign(deed_no=["101", "102", "103"], map_sheet="4746 II 9472-15")
        tx.insert("parcel", frame)
    return workspace


def contents(path: Path, table: str) -> tuple:
    """When a table changed last, and its extent, as the catalogue of the file says."""
    with sqlite3.connect(path) as connection:
        return connection.execute(
            "SELECT last_change, min_x, min_y, max_x, max_y FROM gpkg_contents"
            " WHERE table_name = ?",
            (table,),
        ).fetchone()


def rtree_of(path: Path, table: str) -> list[tuple]:
    """The boxes by which the rows of a table are found."""
    with sqlite3.connect(path) as connection:
        statement = f"SELECT id, minx, maxx, miny, maxy FROM rtree_{table}_geom ORDER BY id"
        return connection.execute(statement).fetchall()


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory, qgis_app: Any) -> Workspace:
    """A workspace as ``createworkspace`` makes it, with a few parcels in it; not to be changed."""
    folder = tmp_path_factory.mktemp("แผนที่ ภาษี")
    town = Municipality("เทศบาลตำบลสาธิต", epsg=32647, tax_year=2569)
    workspace = create_workspace(folder / "สาธิต 1.gpkg", town, language="th")
    with workspace.transaction("import") as tx:
        rows = parcels(5).assign(document_type="1", document_area=[63_450, 40_000, 0, 99, None])
        uuids = list(tx.insert("parcel", rows))
        tx.insert("parcel", pd.DataFrame({"source_code": ["1A-1"]}))
        owner = tx.insert("owner", pd.DataFrame({"display_name": ["นาย ส*** ต***"]}))
        found = Message("common.rows", count=3)
        tx.insert("finding", pd.DataFrame({"check_id": ["parcel.x"], "message": [found]}))
        tx.insert("ownership", pd.DataFrame({"owner_uuid": owner, "parcel_uuid": uuids[:1]}))
    return workspace


@pytest.fixture
def project() -> Iterator[QgsProject]:
    made = QgsProject()
    yield made
    made.clear()


@pytest.fixture(scope="module")
def layers(finished: Workspace) -> Iterator[dict[str, QgsVectorLayer]]:
    """In QGIS's own project: names behind references are looked up in no other."""
    yield open_workspace_in_project(finished.path, QgsProject.instance(), "th")
    QgsProject.instance().clear()

"""QGIS's own edit tools on a workspace, and the workspace's changes beside them."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from uuid import UUID

import pandas as pd
import pytest
import shapely
from qgis.core import (
    QgsFeatureRequest,
    QgsGeometry,
    QgsProject,
    QgsVectorLayer,
    QgsVectorLayerUtils,
)

from taxmap_plugin.core.municipality import Municipality
from taxmap_plugin.workspace import connection, problem
from taxmap_plugin.workspace.layer_styles import save_styles
from taxmap_plugin.workspace.project import open_workspace_in_project
from taxmap_plugin.workspace.store import Workspace

from .conftest import EAST, NORTH, parcels

pytestmark = pytest.mark.usefixtures("qgis_app")
CORNERS = [(EAST, NORTH), (EAST + 9, NORTH), (EAST + 9, NORTH + 9)]
SQUARE = shapely.MultiPolygon([shapely.Polygon(CORNERS)]).wkt


@pytest.fixture(scope="module")
def with_three_parcels(tmp_path_factory, qgis_app) -> Path:
    path = tmp_path_factory.mktemp("แปลง") / "สาม แปลง.gpkg"
    workspace = Workspace.create(path, Municipality("เทศบาลตำบลสาธิต", epsg=32647))
    save_styles(workspace, default="th")
    with workspace.transaction("import") as tx:
        tx.insert("parcel", parcels(3))
    return path


@pytest.fixture
def workspace(with_three_parcels: Path, tmp_path: Path) -> Workspace:
    return Workspace.open(shutil.copy(with_three_parcels, tmp_path))


@pytest.fixture
def layers(workspace: Workspace):
    yield open_workspace_in_project(workspace.path, QgsProject.instance(), "th")
    QgsProject.instance().clear()


def draw(layer: QgsVectorLayer, wkt: str, **values: object) -> bool:
    """As the digitising tool does it: a shape, the form's defaults, the officer's values."""
    shape, context = QgsGeometry.fromWkt(wkt), layer.createExpressionContext()
    feature = QgsVectorLayerUtils.createFeature(layer, shape, {}, context)
    for name, value in values.items():
        feature[name] = value
    return layer.addFeature(feature)


def find(layer: QgsVectorLayer, code: str):
    wanted = QgsFeatureRequest().setFilterExpression(f"\"parcel_code\" = '{code}'")
    return next(layer.getFeatures(wanted))


def test_a_drawn_parcel_is_a_parcel_of_the_workspace(workspace, layers):
    layer = layers["parcel"]
    layer.startEditing()
    assert draw(layer, SQUARE, parcel_code="01A009")
    assert layer.commitChanges(), layer.commitErrors()
    row = workspace.read("parcel", where="parcel_code = ?", params=["01A009"]).iloc[0]
    UUID(row["uuid"])
    assert "{" not in row["uuid"]
    assert row["created_at"].endswith("Z")
    assert row["created_by"]
    assert row["row_version"] == 1
    assert row["line_state"] == "surveyed"
    assert row["geom"].area == pytest.approx(40.5)
    with workspace.transaction("edit") as tx:  # and our own changes know it
        tx.update("parcel", pd.DataFrame({"uuid": [row["uuid"]], "note": ["ตรวจแล้ว"]}))


def test_changing_shape_and_values_is_counted(workspace, layers):
    layer = layers["parcel"]
    before = find(layer, "01A002")
    layer.startEditing()
    layer.changeGeometry(before.id(), QgsGeometry.fromWkt(SQUARE))
    layer.changeAttributeValue(before.id(), layer.fields().indexOf("land_no"), "506/1")
    assert layer.commitChanges(), layer.commitErrors()
    row = workspace.read("parcel", where="parcel_code = ?", params=["01A002"]).iloc[0]
    assert row["land_no"] == "506/1"
    assert row["geom"].area == pytest.approx(40.5)
    assert row["row_version"] > before["row_version"]
    with sqlite3.connect(workspace.path) as opened:
        box = opened.execute(
            "SELECT maxx FROM rtree_parcel_geom WHERE id = ?", (before.id(),)
        ).fetchone()
    assert box[0] == pytest.approx(EAST + 9)


def test_a_stale_reader_notices_what_was_drawn_meanwhile(workspace, layers):
    mine = workspace.read("parcel", ["uuid", "row_version", "note"])
    layer = layers["parcel"]
    layer.startEditing()
    layer.changeGeometry(find(layer, "01A001").id(), QgsGeometry.fromWkt(SQUARE))
    assert layer.commitChanges()
    with pytest.raises(problem.RowChanged), workspace.transaction("edit") as tx:
        tx.update("parcel", mine.assign(note="เก่า"))


def test_deleting_a_parcel(workspace, layers):
    layer = layers["parcel"]
    layer.startEditing()
    layer.deleteFeature(find(layer, "01A003").id())
    assert layer.commitChanges()
    assert list(workspace.read("parcel")["parcel_code"]) == ["01A001", "01A002"]


def test_a_code_twice_is_refused_and_nothing_written(workspace, layers):
    layer = layers["parcel"]
    layer.startEditing()
    draw(layer, SQUARE, parcel_code="01A001")
    assert not layer.commitChanges()
    assert "parcel_code" in " ".join(layer.commitErrors())
    layer.rollBack()
    assert workspace.count("parcel") == 3


def test_a_copy_gets_an_id_and_a_code_of_its_own(workspace, layers):
    """As native split and paste make it: QGIS turns what must be unique into something new."""
    layer = layers["parcel"]
    old = find(layer, "01A001")
    values = {place: old[place] for place in range(1, layer.fields().count())}
    layer.startEditing()
    copy = QgsVectorLayerUtils.createFeature(
        layer, QgsGeometry.fromWkt(SQUARE), values, layer.createExpressionContext()
    )
    assert layer.addFeature(copy)
    assert layer.commitChanges(), layer.commitErrors()
    rows = workspace.read("parcel")
    assert rows["uuid"].nunique() == len(rows) == 4
    assert rows["parcel_code"].nunique() == 4


def test_a_register_row_is_added_with_its_relation(workspace, layers):
    parcel = find(layers["parcel"], "01A001")
    layer = layers["land_use"]
    layer.startEditing()
    assert draw(layer, "", parcel_uuid=parcel["uuid"], tax_year=2569, use_type="2", area=40_000)
    assert layer.commitChanges(), layer.commitErrors()
    row = workspace.read("land_use").iloc[0]
    assert (row["parcel_uuid"], row["tax_year"], row["area"]) == (parcel["uuid"], 2569, 40_000)
    assert UUID(row["uuid"])


def test_open_layers_do_not_stand_in_the_way(workspace, layers):
    """QGIS has the file open, with an edit session in which nothing was written yet."""
    list(layers["parcel"].getFeatures())
    layers["parcel"].startEditing()
    draw(layers["parcel"], SQUARE, parcel_code="01A010")
    with workspace.transaction("import") as tx:
        tx.insert("parcel", parcels(5).tail(2))
    layers["parcel"].rollBack()
    layers["parcel"].reload()
    assert layers["parcel"].featureCount() == 5
    assert find(layers["parcel"], "01A005")["land_no"] == "0005"


def test_an_edit_session_that_has_written_is_named(workspace, layers, monkeypatch):
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.3)
    QgsProject.instance().setAutoTransaction(True)
    layer = layers["parcel"]
    layer.startEditing()
    note = layer.fields().indexOf("note")
    layer.changeAttributeValue(find(layer, "01A001").id(), note, "กำลังแก้")
    locked = pytest.raises(problem.WorkspaceLocked, match="edit session in QGIS")
    with locked, workspace.transaction("import") as tx:
        tx.insert("parcel", parcels(5).tail(2))
    layer.rollBack()
    QgsProject.instance().setAutoTransaction(False)
    with workspace.transaction("import") as tx:
        tx.insert("parcel", parcels(5).tail(2))
    assert workspace.count("parcel") == 5


def test_after_cancelled_edits_the_rows_are_still_counted(workspace, layers):
    for _ in range(2):
        layers["parcel"].startEditing()
        layers["parcel"].rollBack()
        assert layers["parcel"].featureCount() == workspace.count("parcel") == 3


def test_rows_written_by_anyone_are_counted(workspace, layers):
    with workspace.transaction("import") as tx:
        added = tx.insert("parcel", parcels(5).tail(2))
        tx.delete("parcel", added.iloc[:1])
    layer = layers["parcel"]
    layer.startEditing()
    draw(layer, SQUARE, parcel_code="01A010")
    assert layer.commitChanges(), layer.commitErrors()
    layer.reload()
    assert layer.featureCount() == workspace.count("parcel") == 5

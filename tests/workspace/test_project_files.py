"""The project and the styles that a workspace's file itself carries."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from qgis.core import (
    QgsVectorLayer,
)

from taxmap_plugin.workspace.layer_styles import STYLE_NAMES, layer_source
from taxmap_plugin.workspace.project import (
    open_workspace_in_project,
    project_is_pinned,
    workspace_layers,
    workspace_of,
)
from taxmap_plugin.workspace.project_files import create_workspace, project_uri, save_project
from taxmap_plugin.workspace.schema import tables
from taxmap_plugin.workspace.store import Workspace

from .layer_case import field, tabs

pytestmark = pytest.mark.usefixtures("qgis_app")


def test_a_layer_dragged_from_the_browser_is_pleasant_at_once(finished):
    layer = QgsVectorLayer(layer_source(finished.path, "parcel"), "parcel", "ogr")
    assert layer.attributeAlias(field(layer, "parcel_code")) == "รหัสแปลงที่ดิน"
    assert layer.editorWidgetSetup(field(layer, "document_type")).type() == "ValueMap"
    assert layer.labelsEnabled()
    assert layer.renderer().type() == "categorizedSymbol"
    assert tabs(layer) == ["ข้อมูล", "ที่ตั้ง", "หมายเหตุและประวัติ"]


def test_a_register_is_pleasant_too(finished):
    layer = QgsVectorLayer(layer_source(finished.path, "owner"), "owner", "ogr")
    assert layer.attributeAlias(field(layer, "owner_key")) == "รหัสชื่อ (ผ.ท.4)"


def test_both_languages_can_be_chosen(finished):
    layer = QgsVectorLayer(layer_source(finished.path, "building"), "building", "ogr")
    _, ids, names, *_ = layer.listStylesInDatabase()
    assert set(names) == set(STYLE_NAMES.values())
    qml, _ = layer.getStyleFromDatabase(ids[names.index(STYLE_NAMES["en"])])
    assert "Building type" in qml
    assert "House, wood, 1 storey" in qml


def test_everything_is_measured_on_paper(finished):
    for table in tables().values():
        if table.geometry:
            layer = QgsVectorLayer(layer_source(finished.path, table.name), "x", "ogr")
            ids = layer.listStylesInDatabase()[1]
            qml, _ = layer.getStyleFromDatabase(ids[0])
            for unit in ('Unit="MapUnit"', 'unit" v="MapUnit"', 'unit" v="Pixel"'):
                assert unit not in qml, table.name


@pytest.mark.parametrize("kept", ["in the file", "beside it"])
def test_the_stored_project_opens_and_moves_with_the_file(finished, tmp_path, project, kept):
    moved = tmp_path / "ย้าย มา"
    moved.mkdir()
    for path in finished.path.parent.iterdir():
        shutil.copy(path, moved)
    path = moved / finished.path.name
    project.read(project_uri(path) if kept == "in the file" else str(path.with_suffix(".qgz")))
    layers = list(project.mapLayers().values())
    assert len(layers) > 30
    assert all(layer.isValid() for layer in layers)
    assert {layer.source().split("|")[0] for layer in layers} == {str(path)}
    assert workspace_of(project) == path, "the copy, not the file that it was made from"
    assert len(workspace_layers(project, path)) == len(layers)
    assert project.title() == "เทศบาลตำบลสาธิต"
    assert project_is_pinned(project)
    assert all(r.isValid() for r in project.relationManager().relations().values())


def test_an_officers_own_project_file_is_never_overwritten(workspace: Workspace):
    own = workspace.path.with_suffix(".qgz")
    own.write_bytes(b"hers")
    assert save_project(workspace, language="th")
    assert own.read_bytes() == b"hers"


def test_a_name_that_qgis_cannot_put_into_an_address_still_gets_its_project(tmp_path, municipality):
    path = tmp_path / "เขต#1 100%.gpkg"
    create_workspace(path, municipality, language="th")
    assert sorted(found.name for found in tmp_path.iterdir()) == [path.name, "เขต#1 100%.qgz"]


def test_a_workspace_without_styles_gets_them_when_it_is_opened(workspace, project):
    open_workspace_in_project(workspace.path, project, "en")
    project.clear()
    layer = QgsVectorLayer(layer_source(workspace.path, "zone"), "zone", "ogr")
    related, _, names, *_ = layer.listStylesInDatabase()
    assert related == len(STYLE_NAMES)
    assert set(names[:related]) == set(STYLE_NAMES.values())
    assert len(names) == sum(2 for table in tables().values() if table.layer != "no")


def test_the_offices_own_styles_are_kept(workspace, project):
    path: Path = workspace.path
    layer = QgsVectorLayer(layer_source(path, "zone"), "zone", "ogr")
    layer.saveStyleToDatabase("ของสำนักงาน", "", False, "")
    open_workspace_in_project(path, project, "th")
    assert set(layer.listStylesInDatabase()[2]) == {*STYLE_NAMES.values(), "ของสำนักงาน"}

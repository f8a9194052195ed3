"""The workspace's layers in a project: their tree, measures and datum, and how they are known."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsLayerTreeGroup,
    QgsPointXY,
    QgsVectorLayer,
)

from taxmap_plugin.workspace import problem
from taxmap_plugin.workspace.project import (
    open_workspace_in_project,
    pin_operations,
    project_is_pinned,
    table_shown,
    workspace_layers,
)

from .conftest import EAST, NORTH

pytestmark = pytest.mark.usefixtures("qgis_app")


@pytest.mark.parametrize(
    "language, names",
    [
        (
            "th",
            "แนวเขต อปท.|เขต (Zone)|เขตย่อย (Block)|แปลงที่ดิน|สิ่งปลูกสร้าง|ป้าย|ถนน/ซอย|แหล่งน้ำ|ที่สาธารณะ|"
            "ชุมชน/หมู่|บ้านเลขที่|ระวาง|จุดที่ต้องตรวจ|แผนที่ประกอบ|ทะเบียน|ราคาและภาษี|งานหนังสือ|ประวัติและการนำเข้า",
        ),
        (
            "en",
            "Municipal boundary|Zones|Blocks|Parcels|Buildings|Signboards|Roads|Water|Public land|"
            "Communities|House numbers|Map sheets|Findings|More map layers|Registers|"
            "Prices and tax|Correspondence|History and imports",
        ),
    ],
)
def test_the_tree_is_in_the_officers_order(finished, project, language, names):
    open_workspace_in_project(finished.path, project, language)
    children = project.layerTreeRoot().children()
    assert [child.name() for child in children] == names.split("|")
    assert [isinstance(child, QgsLayerTreeGroup) for child in children] == [False] * 13 + [True] * 5


def test_points_and_boundaries_are_drawn_over_areas(finished, project):
    layers = open_workspace_in_project(finished.path, project, "th")
    order = project.layerTreeRoot().customLayerOrder()
    above = [("finding", "signboard"), ("signboard", "parcel"), ("parcel", "building")]
    above += [("building", "water"), ("parcel", "block"), ("block", "road")]
    for upper, lower in above:
        assert order.index(layers[upper]) < order.index(layers[lower]), (upper, lower)


def test_opening_twice_doubles_nothing(finished, project):
    first = len(open_workspace_in_project(finished.path, project, "th"))
    relations = len(project.relationManager().relations())
    open_workspace_in_project(finished.path, project, "en")
    assert len(project.mapLayers()) == first
    assert len(project.layerTreeRoot().findLayers()) == first
    assert len(project.layerTreeRoot().findGroups()) == 5
    assert len(project.relationManager().relations()) == relations


def test_the_officers_other_layers_stay(finished, project):
    mine = QgsVectorLayer("Point?crs=EPSG:32647", "ของฉัน", "memory")
    project.addMapLayer(mine)
    open_workspace_in_project(finished.path, project, "th")
    open_workspace_in_project(finished.path, project, "th")
    assert project.mapLayersByName("ของฉัน") == [mine]


def test_history_can_be_read_and_not_changed(finished, project):
    layers = open_workspace_in_project(finished.path, project, "th")
    locked = {name for name, layer in layers.items() if layer.readOnly()}
    assert {"change", "lineage", "retired_code", "import_batch", "parcel_history"} <= locked
    assert not locked & {"parcel", "building", "owner", "finding", "letter"}


def test_personal_data_come_only_when_asked_for(finished, project):
    assert "owner_private" not in open_workspace_in_project(finished.path, project, "th")
    assert "owner_private" in open_workspace_in_project(
        finished.path, project, "th", with_personal=True
    )


def test_a_file_that_is_no_workspace_leaves_the_project_alone(tmp_path, project):
    with pytest.raises(problem.WorkspaceMissing):
        open_workspace_in_project(tmp_path / "a.gpkg", project, "th")
    assert not project.mapLayers()
    assert not project_is_pinned(project)


# --- measures and datum -----------------------------------------------------------------


def test_areas_are_planar_in_the_workspaces_crs(finished, project):
    open_workspace_in_project(finished.path, project, "th")
    assert project.crs().authid() == "EPSG:32647"
    assert project.ellipsoid() == "NONE"


def test_the_datum_is_pinned_and_right(finished, project):
    assert not project_is_pinned(project)
    open_workspace_in_project(finished.path, project, "th")
    assert project_is_pinned(project)
    indian = QgsCoordinateReferenceSystem("EPSG:24047")
    wgs84 = QgsCoordinateReferenceSystem("EPSG:4326")
    golden = QgsPointXY(647023, 1683144)  # practice.md §5.3
    there = QgsCoordinateTransform(indian, wgs84, project).transform(golden)
    assert (there.x(), there.y()) == pytest.approx((100.365778, 15.222971), abs=1e-6)
    back = QgsCoordinateTransform(wgs84, indian, project).transform(there)
    assert back.distance(golden) < 0.001


def test_one_missing_operation_is_noticed(project):
    pin_operations(project)
    context = project.transformContext()
    context.removeCoordinateOperation(
        QgsCoordinateReferenceSystem("EPSG:24048"), QgsCoordinateReferenceSystem("EPSG:32648")
    )
    project.setTransformContext(context)
    assert not project_is_pinned(project)
    pin_operations(project)
    assert project_is_pinned(project)


def test_the_first_view_is_the_municipality(finished, project):
    open_workspace_in_project(finished.path, project, "th")
    view = project.viewSettings().defaultViewExtent()
    assert view.contains(QgsPointXY(EAST + 1, NORTH + 1))
    assert view.width() < 200


def test_a_layer_is_known_by_its_source_however_it_came_into_the_project(workspace, project):
    path = workspace.path
    assert _shown(f"{path}|layername=parcel", path) == "parcel"
    assert _shown(f"{path}|layername=parcel|subset=parcel_code <> ''", path) == "parcel"
    assert _shown(str(path), path) == "boundary", "QGIS opens the first table"
    other = path.with_name("สำเนา.gpkg")
    shutil.copy(path, other)
    assert _shown(f"{other}|layername=parcel", path) is None
    assert table_shown(QgsVectorLayer("Point", "hers", "memory"), path) is None
    linked = path.with_name("ทางลัด.gpkg")
    linked.symlink_to(path)
    assert _shown(f"{linked}|layername=block", path) == "block", "the same file by another name"


def _shown(source: str, path: Path) -> str | None:
    return table_shown(QgsVectorLayer(source, "x", "ogr"), path)


def test_of_a_layer_and_its_copy_the_workspaces_is_the_upper_one(workspace, project):
    parcel = open_workspace_in_project(workspace.path, project, "en")["parcel"]
    node = project.layerTreeRoot().findLayer(parcel.id())
    below = node.parent().children().index(node) + 1
    for _ in range(5):
        copy = project.addMapLayer(parcel.clone(), False)
        node.parent().insertLayer(below, copy)
    assert workspace_layers(project, workspace.path)["parcel"] is parcel

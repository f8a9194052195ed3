"""The match dock beside the map, and its report."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QApplication,
    QDockWidget,
    QFileDialog,
    QMainWindow,
)

from taxmap_plugin.core.municipality import Municipality
from taxmap_plugin.gui.match_dock import MatchDock
from taxmap_plugin.gui.session import Session
from taxmap_plugin.settings import LANGUAGE, language, write
from taxmap_plugin.workspace.project import open_workspace_in_project
from taxmap_plugin.workspace.store import Workspace

from .conftest import Until
from .match_case import dock, matched, page_name, rest, session, stand_on, told, workspace

__all__ = ["dock", "matched", "session", "workspace"]


def test_list_and_layer_select_the_same_parcel(
    dock: MatchDock, session: Session, workspace: Workspace, until: Until
):
    layers = open_workspace_in_project(workspace.path, QgsProject.instance())
    session.use(workspace)
    until(lambda: dock._run.isEnabled())
    dock.run_match()
    rest(dock, until)
    dock.show()
    stand_on(dock, "01A002")
    parcel = layers["parcel"]
    assert [one["parcel_code"] for one in parcel.selectedFeatures()] == ["01A002"]
    fid = next(one.id() for one in parcel.getFeatures() if one["parcel_code"] == "01A004")
    parcel.selectByIds([fid])
    assert dock.page.current()["parcel_code"] == "01A004"


def test_behind_another_dock_it_leaves_the_selection_alone(
    dock: MatchDock, session: Session, workspace: Workspace, until: Until
):
    layers = open_workspace_in_project(workspace.path, QgsProject.instance())
    left = Qt.DockWidgetArea.LeftDockWidgetArea
    session.use(workspace)
    until(lambda: dock._run.isEnabled())
    window, other = QMainWindow(), QDockWidget("แปลงที่ดิน")
    window.addDockWidget(left, dock)
    window.addDockWidget(left, other)
    window.tabifyDockWidget(dock, other)
    window.show()
    other.raise_()
    QApplication.processEvents()
    dock.run_match()
    rest(dock, until)
    parcel = layers["parcel"]
    fid = next(one.id() for one in parcel.getFeatures() if one["parcel_code"] == "01A004")
    parcel.selectByIds([fid])
    stand_on(dock, "01A002")
    assert parcel.selectedFeatureIds() == [fid]
    dock.raise_()
    QApplication.processEvents()
    stand_on(dock, "01A003")
    assert [one["parcel_code"] for one in parcel.selectedFeatures()] == ["01A003"]
    dock.setParent(None)
    window.close()


def test_parcels_are_coloured_on_the_map(matched: MatchDock, until: Until):
    for _ in range(2):  # the second time in place of the first
        matched.add_layer()
        rest(matched, until)
    (layer,) = [
        one for one in QgsProject.instance().mapLayers().values() if one.providerType() == "memory"
    ]
    states = {one["parcel_code"]: one["match_state"] for one in layer.getFeatures()}
    assert states["01A003"] == "conflict"
    assert states["01A004"] == "parcel_only"


def test_coloured_parcels_are_told_in_the_language_that_is_spoken_now(
    matched: MatchDock, session: Session, until: Until
):
    matched.add_layer()
    rest(matched, until)
    (layer,) = QgsProject.instance().mapLayers().values()
    own, spoken = layer.name(), language()
    classes = [one.label() for one in layer.renderer().categories()]
    write(LANGUAGE, "en" if spoken == "th" else "th")
    other = MatchDock(None, session)
    assert layer.name() != own
    write(LANGUAGE, spoken)
    other.show_session()
    assert layer.name() == own
    assert [one.label() for one in layer.renderer().categories()] == classes
    layer.setName("สีของเรา")
    other.show_session()
    assert layer.name() == "สีของเรา"
    other.release()
    other.deleteLater()


def test_colours_of_one_workspace_stay_out_of_the_project_of_another(
    matched: MatchDock, session: Session, tmp_path: Path, until: Until
):
    other = Workspace.create(tmp_path / "อื่น.gpkg", Municipality("เทศบาลอื่น"))
    matched.add_layer()
    session.use(other)  # while the layer is being made
    rest(matched, until)
    kinds = {one.providerType() for one in QgsProject.instance().mapLayers().values()}
    assert "memory" not in kinds


def test_the_report_is_written(matched: MatchDock, tmp_path: Path, until: Until):
    path = tmp_path / "รายงาน.xlsx"
    matched.write_report(path)
    rest(matched, until)
    assert path.is_file()
    assert "รายงาน.xlsx" in told(matched)


def test_a_report_keeps_the_whole_name_that_was_given(
    matched: MatchDock, tmp_path: Path, until: Until, monkeypatch
):
    given = tmp_path / "รายงาน ต.ค. 15.11"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(given), ""))
    matched.save_report()
    rest(matched, until)
    assert [path.name for path in tmp_path.glob("*.xlsx")] == ["รายงาน ต.ค. 15.11.xlsx"]


def test_another_register_is_another_match(matched: MatchDock, until: Until):
    matched.settings.register.setCurrentIndex(matched.settings.register.findData("land_price"))
    until(lambda: page_name(matched) == "TaxMapMatchNoRegister")

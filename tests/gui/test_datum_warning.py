"""A project with an Indian 1975 layer and QGIS's default shift is warned about, and pinned."""

from __future__ import annotations

from typing import Any

import pytest
from qgis.core import QgsProject, QgsVectorLayer
from qgis.gui import QgsMessageBar
from qgis.PyQt.QtCore import QEvent
from qgis.PyQt.QtWidgets import QApplication, QPushButton

from taxmap_plugin.gui.datum_warning import DatumWarning
from taxmap_plugin.workspace.project import project_is_pinned


class Iface:
    def __init__(self) -> None:
        self.bar = QgsMessageBar()

    def messageBar(self) -> QgsMessageBar:
        return self.bar


@pytest.fixture
def iface(qgis_app: Any) -> Iface:
    return Iface()


@pytest.fixture
def project(qgis_app: Any):
    project = QgsProject()
    yield project
    project.clear()


@pytest.fixture
def warning(language: str, iface: Iface, project: QgsProject):
    warning = DatumWarning(iface, project)
    yield warning
    warning.close()


def add_layer(project: QgsProject, epsg: int) -> None:
    project.addMapLayer(QgsVectorLayer(f"Point?crs=EPSG:{epsg}", "แปลง", "memory"))


@pytest.mark.parametrize(
    ("epsg", "warned"), [(24047, True), (24048, True), (32647, False), (4326, False)]
)
def test_only_indian_1975_is_warned_about(
    warning: DatumWarning, iface: Iface, project: QgsProject, epsg: int, warned: bool
):
    add_layer(project, epsg)
    assert (iface.bar.currentItem() is not None) == warned


def test_one_warning_for_many_layers(warning: DatumWarning, iface: Iface, project: QgsProject):
    add_layer(project, 24047)
    add_layer(project, 24048)
    assert len(iface.bar.items()) == 1


def test_one_button_pins_the_project_and_ends_the_warning(
    warning: DatumWarning, iface: Iface, project: QgsProject
):
    add_layer(project, 24047)
    iface.bar.currentItem().findChild(QPushButton, "TaxMapPin").click()
    assert project_is_pinned(project)
    assert iface.bar.currentItem() is None
    assert project.isDirty()


def test_leaving_the_project_ends_the_warning(
    warning: DatumWarning, iface: Iface, project: QgsProject
):
    add_layer(project, 24047)
    project.clear()
    assert iface.bar.currentItem() is None


def test_a_closed_warning_can_come_back(warning: DatumWarning, iface: Iface, project: QgsProject):
    add_layer(project, 24047)
    iface.bar.popWidget()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    add_layer(project, 24048)
    assert iface.bar.currentItem() is not None


def test_after_close_nothing_is_watched(english: str, iface: Iface, project: QgsProject):
    warning = DatumWarning(iface, project)
    warning.close()
    add_layer(project, 24047)
    assert iface.bar.currentItem() is None

"""Driven inside QGIS: one check of the Geometry Checker on the layer ``arguments["source"]``.

The checker is a plugin without an interface for programs: its window is used as a person does.
"""

from __future__ import annotations

import time
from typing import Any

from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import (
    QAction,
    QApplication,
    QCheckBox,
    QListWidget,
    QPushButton,
    QRadioButton,
    QTableWidget,
)


def drive(desktop: Any) -> None:
    desktop.iface.mapCanvas().setRenderFlag(False)
    layer = QgsVectorLayer(desktop.arguments["source"], "parcel", "ogr")
    QgsProject.instance().addMapLayer(layer)
    actions = desktop.window.findChildren(QAction)
    next(action for action in actions if action.text().startswith("Check Geometries")).trigger()
    layers = desktop.wait_until(lambda: desktop.find("listWidgetInputLayers", QListWidget))
    window = layers.window()
    for box in window.findChildren(QCheckBox):
        box.setChecked(box.objectName() == desktop.arguments["check"])
    desktop.find("radioButtonOutputModifyInput", QRadioButton).setChecked(True)  # no copy
    layers.item(0).setCheckState(Qt.CheckState.Checked)
    run = next(button for button in window.findChildren(QPushButton) if button.text() == "Run")
    closing = QTimer()
    closing.timeout.connect(_close_message)  # that invalid shapes were left out
    closing.start(50)
    started, worked = time.perf_counter(), time.process_time()
    run.click()  # comes back when the check is done
    desktop.facts["seconds"] = time.perf_counter() - started
    desktop.facts["worked"] = time.process_time() - worked
    closing.stop()
    desktop.facts["found"] = desktop.find("tableWidgetErrors", QTableWidget).rowCount()
    window.close()


def _close_message() -> None:
    message = QApplication.activeModalWidget()
    if message is not None:
        message.close()

"""Driven inside QGIS: an officer opens the demo, looks around, checks a file, changes language."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtWidgets import QAction, QPushButton


def drive(desktop: Any) -> None:
    facts, demo = desktop.facts, Path(desktop.arguments["demo"])
    ours = desktop.plugin().desktop
    start = ours.start_dock
    facts["home"] = start.pages.currentWidget().objectName()

    start.open_workspace(demo)
    desktop.wait_until(lambda: start.overview.stages.rows)
    facts["layers"] = [layer.name() for layer in QgsProject.instance().layerTreeRoot().layerOrder()]
    facts["stages"] = [row.state for row in start.overview.stages.rows]
    facts["next"] = start.overview.next_button.text()
    desktop.wait(0.5)
    facts["canvas"] = desktop.iface.mapCanvas().extent().width()
    facts["boundary"] = layer_named("boundary").extent().width()
    facts["dirty"] = QgsProject.instance().isDirty()
    facts["kept"] = QgsProject.instance().fileName()

    desktop.when_asked(lambda dialog: dismiss(facts, dialog))
    ours.steps.run("number_parcels")
    desktop.wait_until(lambda: "dialog" in facts)

    ours.steps.run("export_sheets")
    ours.steps._shown.runAlgorithm()
    desktop.wait_until(lambda: desktop.find("TaxMapOpenFolder", QPushButton))
    facts["log_is_shown"] = not ours.steps._shown.mainWidget().isVisible()
    facts["sheets"] = (demo.parent / f"{demo.stem}_sheets" / "sheets.pdf").is_file()
    ours.steps._shown.close()

    report = ours.file_report
    start.findChild(QPushButton, "TaxMapHome_check").click()
    desktop.wait(0.2)
    facts["report_visible"] = report.isVisible()
    report.check_file(demo.parent / "map" / "parcel.shp")
    desktop.wait_until(lambda: not report.is_busy())
    facts["findings"] = report.report.findings.proxy.rowCount()
    report.report.findings.table.selectRow(0)
    before = desktop.iface.mapCanvas().extent().width()
    report.report.findings.row_activated.emit(1)
    facts["zoomed"] = desktop.iface.mapCanvas().extent().width() < before

    layer_named("owner").setName("เจ้าของของเรา")
    ours.parcels_dock.begin("traverse")  # what is typed there would be lost
    desktop.find("TaxMapLanguage_en", QAction).trigger()
    desktop.wait(1.0)
    facts["thai_at_work"] = start.windowTitle()
    facts["typed_stays"] = ours.parcels_dock.work.page() is ours.parcels_dock.work.form_page
    facts["told_to_wait"] = len(start.message_bar.items())
    ours.parcels_dock.work.stop()
    facts["told_still"] = len(start.message_bar.items())
    QgsProject.instance().setDirty(False)
    desktop.find("TaxMapLanguage_en", QAction).trigger()
    desktop.wait(1.0)
    ours = desktop.plugin().desktop
    desktop.wait_until(lambda: ours.start_dock.overview.stages.rows)
    facts["english"] = ours.start_dock.windowTitle()
    facts["english_layers"] = [layer_named(name).name() for name in ("parcel", "owner")]
    facts["open_again"] = [ours.file_report.isUserVisible(), ours.parcels_dock.isHidden()]
    desktop.wait(0.5)
    facts["dirty_in_english"] = QgsProject.instance().isDirty()
    facts["still_open"] = ours.session.workspace is not None
    facts["one_dock"] = len(named(desktop, "TaxMapStartDock"))

    saved = demo.with_suffix(".qgz")
    QgsProject.instance().write(str(saved))
    desktop.iface.newProject()
    desktop.wait(0.3)
    facts["left"] = ours.session.workspace is None
    desktop.iface.addProject(str(saved))
    desktop.wait(0.3)
    facts["followed"] = ours.session.workspace is not None
    QgsProject.instance().setDirty(False)
    desktop.iface.newProject()

    QgsProject.instance().addMapLayer(QgsVectorLayer("Point?crs=EPSG:24047", "old", "memory"))
    desktop.wait(0.3)
    pin = desktop.find("TaxMapPin", QPushButton)
    facts["warned"] = pin is not None
    pin.click()
    desktop.wait(0.3)
    facts["pinned"] = desktop.find("TaxMapPin", QPushButton) is None
    QgsProject.instance().setDirty(False)


def layer_named(table: str) -> QgsVectorLayer:
    layers = QgsProject.instance().mapLayers().values()
    return next(layer for layer in layers if layer.customProperty("taxmap/table") == table)


def dismiss(facts: dict[str, Any], dialog: Any) -> None:
    facts["dialog"] = type(dialog).__name__
    dialog.close()


def named(desktop: Any, name: str) -> list[Any]:
    return [child for child in desktop.window.children() if child.objectName() == name]

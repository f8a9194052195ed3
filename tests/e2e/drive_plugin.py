"""Driven inside QGIS: what is there with the plugin, after unloading it, after loading it again."""

from __future__ import annotations

from collections import Counter
from typing import Any

import qgis.utils
from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtWidgets import QAction, QApplication, QDockWidget, QPushButton, QToolBar

NAME = "taxmap_plugin"
KEPT = {"QTabBar"}  # Qt's main window keeps those of former tabs for the next ones


def drive(desktop: Any) -> None:
    facts = desktop.facts
    facts["active"] = NAME in qgis.utils.active_plugins
    facts["loaded"] = snapshot(desktop)
    if not desktop.arguments.get("reload"):
        facts["menu"] = entries(desktop.iface.pluginMenu())
        bar = desktop.iface.messageBar().findChildren(QPushButton)
        facts["offers"] = [button.text() for button in bar]
        return
    for state in ("unloaded", "reloaded", "unloaded_again"):
        if state == "reloaded":
            facts["loads_again"] = qgis.utils.loadPlugin(NAME) and qgis.utils.startPlugin(NAME)
        else:
            qgis.utils.unloadPlugin(NAME)
        desktop.wait(0.5)
        facts[state] = snapshot(desktop)


def snapshot(desktop: Any) -> dict[str, Any]:
    """Everything of the plugin that QGIS knows."""
    window, project = desktop.window, QgsProject.instance()
    signals = ("layersAdded", "readProject", "cleared", "transformContextChanged")
    registry = QgsApplication.processingRegistry()
    provider = registry.providerById("taxmap")
    return {
        "docks": named(window.findChildren(QDockWidget)),
        "toolbars": named(window.findChildren(QToolBar)),
        "actions": named(window.findChildren(QAction)),
        "widgets": named(QApplication.allWidgets()),
        "menu": [entry for entry in entries(desktop.iface.pluginMenu()) if "Tax Map" in entry],
        "provider": provider is not None,
        "algorithms": len(provider.algorithms()) if provider else 0,
        "children": Counter(kind for kind in map(kind_of, window.children()) if kind not in KEPT),
        "receivers": [project.receivers(getattr(project, name)) for name in signals],
        "thai": QCoreApplication.translate("Desktop", "Check my file"),
        "modules": sorted(name for name in qgis.utils.plugins if name == NAME),
    }


def kind_of(child: Any) -> str:
    return type(child).__name__


def named(objects: list[Any]) -> list[str]:
    names = (one.objectName() for one in objects)
    return sorted(name for name in names if name.startswith("TaxMap"))


def entries(menu: Any) -> list[str]:
    found = []
    for action in menu.actions():
        found.append(action.text())
        if action.menu() is not None:
            found += [f"{action.text()} > {entry}" for entry in entries(action.menu())]
    return found

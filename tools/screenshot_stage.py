"""Driven inside QGIS by :mod:`tools.screenshots`: plays the scenes one after the other."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from qgis.core import QgsProject


def drive(desktop: Any) -> None:
    project = QgsProject.instance()
    project.isDirtyChanged.connect(lambda dirty: dirty and project.setDirty(False))  # ask nobody
    for scene in desktop.arguments["scenes"]:
        import_module(f"tools.scenes.{scene}").take(desktop)
        project.clear()

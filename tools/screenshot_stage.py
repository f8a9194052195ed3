"""Driven inside QGIS by :mod:`tools.screenshots`: plays the scenes one after the other."""

from __future__ import annotations

from importlib import import_module
from typing import Any


def drive(desktop: Any) -> None:
    for scene in desktop.arguments["scenes"]:
        import_module(f"tools.scenes.{scene}").take(desktop)

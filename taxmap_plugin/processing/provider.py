"""The Processing provider ``taxmap``: every algorithm file of this folder."""

from __future__ import annotations

import sys
from pkgutil import iter_modules
from types import ModuleType

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from ..core.resources import resource_path
from .base import TaxMapAlgorithm

_NOT_ALGORITHMS = {"base", "provider"}


def algorithm_classes() -> list[type[TaxMapAlgorithm]]:
    """One class a file: the subclass of TaxMapAlgorithm that the file defines."""
    package = __name__.rpartition(".")[0]
    modules = [
        _import(f"{package}.{found.name}")
        for found in iter_modules(sys.modules[package].__path__)
        if found.name not in _NOT_ALGORITHMS and not found.name.startswith("_")
    ]
    return [
        kind
        for module in modules
        for kind in vars(module).values()
        if isinstance(kind, type)
        and issubclass(kind, TaxMapAlgorithm)
        and kind.__module__ == module.__name__
    ]


def _import(name: str) -> ModuleType:
    """By the built-in import, which QGIS watches: what it saw it forgets when it reloads us."""
    __import__(name, fromlist=["*"])
    return sys.modules[name]


class TaxMapProvider(QgsProcessingProvider):
    """Tax Map in the toolbox, the model designer and ``qgis_process``."""

    def id(self) -> str:
        return "taxmap"

    def name(self) -> str:
        return "Tax Map (แผนที่ภาษี)"

    def icon(self) -> QIcon:
        return QIcon(str(resource_path("icons", "taxmap.svg")))

    def loadAlgorithms(self) -> None:
        for algorithm in algorithm_classes():
            self.addAlgorithm(algorithm())

"""The Processing provider ``taxmap``: every algorithm file of this folder."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from ..core.resources import resource_path
from .base import TaxMapAlgorithm

_NOT_ALGORITHMS = {"base", "provider"}


def algorithm_classes() -> list[type[TaxMapAlgorithm]]:
    """One class a file: the subclass of TaxMapAlgorithm that the file defines."""
    package = __name__.rpartition(".")[0]
    modules = [
        import_module(f"{package}.{found.name}")
        for found in iter_modules(import_module(package).__path__)
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

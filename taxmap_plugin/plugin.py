"""Wires the plugin into QGIS and takes every wire out again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Callable, Optional

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QObject, QTranslator
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction, QMessageBox

from . import dependencies
from .core.resources import plugin_root, resource_path
from .settings import language, say

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

_MENU = "Tax Map (แผนที่ภาษี)"


class TaxMapPlugin(QObject):
    """What QGIS loads. Each thing added is recorded, and ``unload`` undoes it in reverse."""

    def __init__(self, iface: Optional[QgisInterface]) -> None:
        super().__init__()
        self.iface = iface
        self._undo: list[Callable[[], object]] = []
        self._install_translator()

    def initProcessing(self) -> None:
        """The provider alone: what ``qgis_process`` and the toolbox need."""
        if dependencies.missing():
            return
        from .processing.provider import TaxMapProvider

        provider = TaxMapProvider()
        registry = QgsApplication.processingRegistry()
        registry.addProvider(provider)
        self._undo.append(lambda: registry.removeProvider(provider))

    def initGui(self) -> None:
        """Everything an officer sees in the desktop."""
        lacking = dependencies.missing()
        if lacking:
            self._add_action(self.tr("What Tax Map needs…"), lambda: self._explain(lacking))
            return
        self.initProcessing()
        from .gui.desktop import Desktop

        desktop = Desktop(self.iface, self._add_action)
        self._undo.append(desktop.close)

    def unload(self) -> None:
        """Leave no trace; survives a half-finished ``initGui`` and a second call."""
        while self._undo:
            self._undo.pop()()

    def _install_translator(self) -> None:
        translator = QTranslator(self)
        if translator.load(str(plugin_root("i18n") / f"taxmap_{language()}.qm")):
            QCoreApplication.installTranslator(translator)
            self._undo.append(lambda: QCoreApplication.removeTranslator(translator))

    def _add_action(
        self, text: str, run: Callable[[], object], icon: str = "taxmap.svg"
    ) -> QAction:
        """An entry in the Tax Map menu."""
        action = QAction(QIcon(str(resource_path("icons", icon))), text, self.iface.mainWindow())
        action.triggered.connect(lambda: run())
        self.iface.addPluginToMenu(_MENU, action)
        self._undo.append(lambda: self._remove_action(action))
        return action

    def _remove_action(self, action: QAction) -> None:
        self.iface.removePluginMenu(_MENU, action)
        action.deleteLater()

    def _explain(self, lacking: list[dependencies.Package]) -> None:
        box = QMessageBox(self.iface.mainWindow())
        box.setWindowTitle(_MENU)
        box.setText(say(dependencies.how_to_install(lacking)))
        box.setTextInteractionFlags(box.textInteractionFlags())
        box.exec()

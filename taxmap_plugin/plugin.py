"""Wires the plugin into QGIS and takes every wire out again."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Callable, Optional

from qgis.core import Qgis, QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QObject, QTimer, QTranslator
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction, QMenu, QMessageBox, QPushButton

from . import dependencies
from .core.resources import plugin_root, resource_path
from .settings import LANGUAGE, language, say, write

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

_MENU = "Tax Map (แผนที่ภาษี)"


class TaxMapPlugin(QObject):
    """What QGIS loads. Each thing added is recorded, and ``unload`` undoes it in reverse."""

    def __init__(self, iface: Optional[QgisInterface]) -> None:
        super().__init__()
        self.iface: Any = iface  # None in qgis_process
        self._undo: list[Callable[[], object]] = []
        self._install_translator()

    def initProcessing(self) -> None:
        """The provider alone: what ``qgis_process`` and the toolbox need."""
        lacking = dependencies.missing()
        if lacking:
            if self.iface is None and sys.stderr:  # qgis_process: nobody would see a menu
                sys.stderr.write(say(dependencies.how_to_install(lacking)) + "\n")
            return
        from .processing.provider import TaxMapProvider

        provider = TaxMapProvider()
        registry = QgsApplication.processingRegistry()
        registry.addProvider(provider)
        self._undo.append(lambda: registry.removeProvider(provider))

    def initGui(self) -> None:
        """Everything an officer sees in the desktop."""
        self._add_menu()
        lacking = dependencies.missing()
        if lacking:
            self._add_action(self.tr("What Tax Map needs…"), lambda: self._explain(lacking))
            self._tell_lacking(lacking)
            return
        self.initProcessing()
        from .gui.desktop import Desktop
        from .workspace.message_function import unregister_message_function

        self._undo.append(unregister_message_function)
        desktop = Desktop(self.iface, self._add_action)
        self._undo.append(desktop.close)
        desktop.open()
        desktop.language_chosen.connect(lambda code: self._speak(code, desktop.session.workspace))
        self.desktop = desktop

    def unload(self) -> None:
        """Leave no trace; survives a half-finished ``initGui`` and a second call."""
        failed: Optional[Exception] = None
        while self._undo:
            try:
                self._undo.pop()()
            except Exception as error:  # noqa: BLE001  (the rest is taken away all the same)
                failed = error
        if failed is not None:
            raise failed

    def _speak(self, code: str, workspace: Any) -> None:
        """Another language: everything is built anew, once the menu that asked has closed."""
        write(LANGUAGE, code)
        QTimer.singleShot(0, lambda: self._start_again(workspace))

    def _start_again(self, workspace: Any) -> None:
        window = self.iface.mainWindow()
        docks = window.saveState()
        self.unload()
        self._install_translator()
        self.initGui()
        window.restoreState(docks)  # those that were open, where they were
        if workspace is not None:
            self.desktop.session.speak_anew(workspace)

    def _install_translator(self) -> None:
        translator = QTranslator(self)
        if translator.load(str(plugin_root("i18n") / f"taxmap_{language()}.qm")):
            QCoreApplication.installTranslator(translator)
            self._undo.append(lambda: QCoreApplication.removeTranslator(translator))

    def _add_menu(self) -> None:
        """A menu of our own: one made by ``addPluginToMenu`` would stay behind, empty."""
        menu = QMenu(_MENU, self.iface.mainWindow())
        menu.setObjectName("TaxMapMenu")
        menu.setIcon(QIcon(str(resource_path("icons", "taxmap.svg"))))
        self.iface.pluginMenu().addMenu(menu)
        self._menu = menu
        self._undo.append(menu.deleteLater)

    def _add_action(
        self, text: str, run: Callable[[], object], icon: str = "taxmap.svg"
    ) -> QAction:
        """An entry in the Tax Map menu; it goes with the menu."""
        action = QAction(QIcon(str(resource_path("icons", icon))), text, self._menu)
        action.triggered.connect(lambda: run())
        self._menu.addAction(action)
        return action

    def _tell_lacking(self, lacking: list[dependencies.Package]) -> None:
        """Once at the start: without this, the plugin would seem to be empty."""
        names = ", ".join(package.distribution for package in lacking)
        bar = self.iface.messageBar()
        item = bar.createMessage(_MENU, self.tr("This QGIS still lacks {}.").format(names))
        button = QPushButton(self.tr("How to get it"), item)
        button.clicked.connect(lambda: self._explain(lacking))
        item.layout().addWidget(button)
        bar.pushWidget(item, Qgis.MessageLevel.Warning)
        self._undo.append(lambda: bar.popWidget(item))

    def _explain(self, lacking: list[dependencies.Package]) -> None:
        box = QMessageBox(self.iface.mainWindow())
        box.setWindowTitle(_MENU)
        box.setText(say(dependencies.how_to_install(lacking)))
        box.setTextInteractionFlags(box.textInteractionFlags())
        box.exec()

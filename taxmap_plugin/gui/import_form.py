"""How the import dialog is laid out: files left, decisions right, what would happen below.

Texts are asked for by class: ``tr()`` would look for them in the class that inherits.
"""

from __future__ import annotations

from typing import Optional

from qgis.gui import QgsMessageBar
from qgis.PyQt.QtCore import QCoreApplication, Qt
from qgis.PyQt.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from .dock import BusyLine, EmptyState
from .icons import icon
from .import_details import ItemPanel, StateLine
from .import_files import FilesModel, FilesTable
from .import_preview import ResultPage
from .widgets import MARGIN, named_button


class ImportForm(QDialog):
    """The widgets of the dialog, without what they do."""

    def __init__(self, epsg: int, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        translate = QCoreApplication.translate
        self.setObjectName("TaxMapImportDialog")
        self.setWindowTitle(translate("ImportForm", "Import layers and registers"))
        self.setAcceptDrops(True)
        self.resize(980, 570)
        self.message_bar = QgsMessageBar()
        self.message_bar.setObjectName("TaxMapImportMessageBar")
        self.busy_line = BusyLine("TaxMapImport")
        self.files = FilesModel(self)
        self.list = FilesTable(self.files)
        self.panel = ItemPanel(epsg)
        self.result = ResultPage()
        self.add = _button("TaxMapImportAdd", translate("ImportForm", "Add files…"))
        self.remove = _button("TaxMapImportRemove", translate("ImportForm", "Take off the list"))
        self.go = _button("TaxMapImportGo", translate("ImportForm", "Import"))
        self.go.setDefault(True)
        self.leave = _button("TaxMapImportClose", translate("ImportForm", "Close"))
        self._lay_out()

    def _lay_out(self) -> None:
        translate = QCoreApplication.translate
        sentence = translate(
            "ImportForm", "Drag files here, or add them. Nothing enters before you have seen it."
        )
        self.empty = EmptyState(
            "TaxMapImportEmpty",
            icon("drop_file.svg"),
            sentence,
            translate("ImportForm", "Add files…"),
            self.add.click,
        )
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.list)
        self.split.addWidget(self.panel)
        self.split.setSizes([470, 486])
        self.sheet = QStackedWidget()
        self.sheet.addWidget(self.empty)
        self.sheet.addWidget(self.split)
        self.plan = QWidget()
        layout = QVBoxLayout(self.plan)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.sheet)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.plan)
        self.pages.addWidget(self.result)
        self.foretold = StateLine("TaxMapImportForecast")
        buttons = QHBoxLayout()
        buttons.addWidget(self.add)
        buttons.addWidget(self.remove)
        buttons.addWidget(self.result.save)
        buttons.addStretch(1)
        buttons.addWidget(self.result.more)
        buttons.addWidget(self.go)
        buttons.addWidget(self.leave)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * MARGIN, 2 * MARGIN, 2 * MARGIN, 2 * MARGIN)
        whole.setSpacing(MARGIN)
        whole.addWidget(self.message_bar)
        whole.addWidget(self.pages, 1)
        whole.addWidget(self.foretold)
        whole.addWidget(self.busy_line)
        whole.addLayout(buttons)


def _button(name: str, text: str) -> QPushButton:
    button = named_button(name, text)
    button.setAutoDefault(False)
    return button

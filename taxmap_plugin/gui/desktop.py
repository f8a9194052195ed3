"""What Tax Map adds to the QGIS window, and how it is taken away again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Callable

from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QObject, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QAction, QWidget

from ..settings import DOCKS_ARRANGED, read_flag, write
from .datum_warning import DatumWarning
from .dock import TaxMapDock
from .file_report_dock import FileReportDock
from .history_dock import HistoryDock
from .import_dialog import ImportDialog
from .match_dock import MatchDock
from .native_editing import NativeEditing
from .native_tools import NativeTools
from .parcel_operations import operations
from .parcels_dock import ParcelsDock
from .quality_dock import QualityDock
from .quality_watch import QualityWatch
from .repair_many import open_repairs
from .session import Session
from .start_dock import StartDock
from .steps import Steps
from .tax_dock import TaxDock
from .undo_keys import UndoKeys

AddAction = Callable[..., QAction]
_WIDE = 46
"""Letters of the window's type beside one another: how wide docks are laid the first time, so that
the names on their tabs are whole."""


class Desktop(QObject):
    """The session, its docks, one toolbar. :meth:`close` undoes everything in reverse."""

    language_chosen = pyqtSignal(str)

    def __init__(self, iface: QgisInterface, add_action: AddAction) -> None:
        super().__init__()
        self._iface = iface
        self._add_action = add_action
        self._undo: list[Callable[[], Any]] = []
        self._docks: list[TaxMapDock] = []
        self.session = Session(iface)
        self._undo.append(self.session.release)

    def open(self) -> None:
        """Add everything; what was added before an error is taken away by :meth:`close`."""
        window = self._iface.mainWindow()
        self._add_toolbar()
        self.steps = Steps(self._iface, self.session)
        self.start_dock = StartDock(self.session, self.steps, window)
        self._add_dock(self.start_dock, self.tr("Start"), "start.svg", shown=True)
        self.file_report = FileReportDock(self._iface, window)
        self._add_dock(self.file_report, self.tr("Check my file"), "check_file.svg")
        self.match_dock = MatchDock(self._iface, self.session, window)
        self._add_dock(self.match_dock, self.tr("Match registers"), "match_register.svg")
        self.match_dock.import_wanted.connect(self.open_import)
        self.match_dock.workspace_wanted.connect(lambda: self.start_dock.setUserVisible(True))
        self._add_quality(window)
        self._add_tax(window)
        self._add_history()
        self._add_parcels(window)
        self._add_import()
        self.start_dock.language_chosen.connect(self._choose_language)
        self.start_dock.file_check_wanted.connect(lambda: self.file_report.setUserVisible(True))
        self.file_report.import_wanted.connect(self._import_file)
        self._undo.append(DatumWarning(self._iface).close)
        self._arrange()

    def close(self) -> None:
        """Take everything away; a second call does nothing."""
        while self._undo:
            self._undo.pop()()

    def open_import(self, paths: Sequence[str] = ()) -> None:
        """The import dialog, with these files in it; without a workspace the way to one."""
        if self.session.workspace is None:
            self.start_dock.setUserVisible(True)
            self.start_dock.tell(self.tr("Open or create the workspace to import into first."))
            return
        dialog = ImportDialog(self.session, self._iface, self._iface.mainWindow())
        dialog.add_files(paths)
        dialog.exec()
        dialog.deleteLater()

    def _choose_language(self, code: str) -> None:
        """Everything is built anew for it: what is not written yet would be lost."""
        if self.parcels_dock.is_at_work():
            self.start_dock.tell_refused(
                self.tr("Confirm or cancel the task in the Parcels dock first."),
                offer=(self.tr("Show it"), lambda: self.parcels_dock.setUserVisible(True)),
            )
        elif any(dock.is_busy() for dock in self._docks):
            self.start_dock.tell_refused(self.tr("Wait until the work in the docks is done."))
        else:
            self.language_chosen.emit(code)

    def _task_ended(self) -> None:
        """What another language waited for is done, or left."""
        if self.parcels_dock.work.page() is None:
            self.start_dock.forget_refusals()

    def _import_file(self, path: str, layer: str) -> None:
        self.open_import([path])

    def _add_quality(self, window: QWidget) -> None:
        self.quality_dock = QualityDock(self._iface, self.session, window)
        self._add_dock(self.quality_dock, self.tr("Map quality"), "quality.svg")
        self.quality_dock.import_wanted.connect(self.open_import)
        self.quality_dock.repairs_wanted.connect(self._repair_many)
        self.quality_dock.workspace_wanted.connect(lambda: self.start_dock.setUserVisible(True))
        self._undo.append(QualityWatch(self.session, self).close)

    def _add_tax(self, window: QWidget) -> None:
        self.tax_dock = TaxDock(self._iface, self.session, window)
        self._add_dock(self.tax_dock, self.tr("Tax"), "tax.svg")
        self.tax_dock.import_wanted.connect(self.open_import)
        self.tax_dock.algorithm_wanted.connect(self.steps.open_algorithm)
        self.tax_dock.workspace_wanted.connect(lambda: self.start_dock.setUserVisible(True))

    def _repair_many(self, rules: Sequence[str], findings: Sequence[str]) -> None:
        open_repairs(self.steps, rules, findings)

    def _add_history(self) -> None:
        window = self._iface.mainWindow()
        self.history_dock = HistoryDock(self._iface, self.session, window)
        self._add_dock(self.history_dock, self.tr("Parcel history"), "history.svg")
        self.history_dock.workspace_wanted.connect(lambda: self.start_dock.setUserVisible(True))

    def _add_parcels(self, window: QWidget) -> None:
        compare = "taxmap:comparefabrics"
        self.native = NativeEditing(self._iface, self.session)
        self._native_tools = NativeTools(self._iface, self.session)
        opens = self._native_tools.openers()
        opens["compare"] = lambda parcels: self.steps.open_algorithm(compare, {})
        does = operations(opens, self.history_dock.open_parcel)
        self.parcels_dock = ParcelsDock(self._iface, self.session, does, window)
        self._add_dock(self.parcels_dock, self.tr("Parcels"), "parcels.svg")
        self.parcels_dock.workspace_wanted.connect(lambda: self.start_dock.setUserVisible(True))
        self.parcels_dock.matches_wanted.connect(self.match_dock.open_parcel)
        self.parcels_dock.finding_wanted.connect(self.quality_dock.open_finding)
        self.parcels_dock.work.changed.connect(self._task_ended)
        self._undo.append(UndoKeys(self.parcels_dock, window).close)
        self._undo.append(self.native.close)

    def _add_import(self) -> None:
        action = self._add_action(self.tr("Import…"), self.open_import, "import_layers.svg")
        action.setObjectName("TaxMapImportAction")
        self.toolbar.addAction(action)
        for algorithm in ("taxmap:importlayers", "taxmap:importregister"):
            self.steps.use_dialog(algorithm, lambda parameters: self.open_import())

    def _add_toolbar(self) -> None:
        self.toolbar = self._iface.addToolBar("Tax Map")
        self.toolbar.setObjectName("TaxMapToolbar")
        self._undo.append(self._remove_toolbar)

    def _add_dock(self, dock: TaxMapDock, text: str, picture: str, shown: bool = False) -> None:
        self._undo.append(lambda: self._remove_dock(dock))
        self._docks.append(dock)
        action = self._add_action(text, lambda: None, picture)
        action.setObjectName(dock.objectName() + "Action")
        action.setCheckable(True)
        self.toolbar.addAction(action)
        self._iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        dock.setVisible(shown)
        dock.setToggleVisibilityAction(action)

    def _arrange(self) -> None:
        """Lay the docks behind one another, unless QGIS is about to put them where they were.

        While QGIS starts, it restores its window after the plugins were loaded.
        """
        if self._iface.mainWindow().isVisible():
            self._lay_in_tabs()
        elif not read_flag(DOCKS_ARRANGED, default=False):
            self._iface.initializationCompleted.connect(self._lay_in_tabs)
            self._undo.append(
                lambda: self._iface.initializationCompleted.disconnect(self._lay_in_tabs)
            )

    def _lay_in_tabs(self) -> None:
        write(DOCKS_ARRANGED, True)
        for dock in self._docks:
            if dock is not self.start_dock:
                self._iface.mainWindow().tabifyDockWidget(self.start_dock, dock)
        self.start_dock.raise_()
        self._widen()

    def _widen(self) -> None:
        window = self._iface.mainWindow()
        wide = _WIDE * window.fontMetrics().averageCharWidth()
        if self.start_dock.width() < wide:
            window.resizeDocks([self.start_dock], [wide], Qt.Orientation.Horizontal)

    def _remove_dock(self, dock: TaxMapDock) -> None:
        dock.release()
        self._iface.removeDockWidget(dock)
        dock.setParent(None)
        dock.deleteLater()

    def _remove_toolbar(self) -> None:
        self._iface.mainWindow().removeToolBar(self.toolbar)
        self.toolbar.setParent(None)
        self.toolbar.deleteLater()

"""The import dialog (นำเข้า): layers and registers, seen before they enter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, Callable, Optional

from qgis.core import Qgis, QgsProject
from qgis.gui import QgsMessageBarItem
from qgis.PyQt.QtCore import QCoreApplication, QTimer
from qgis.PyQt.QtGui import QDragEnterEvent, QDropEvent, QKeySequence
from qgis.PyQt.QtWidgets import (
    QFileDialog,
    QShortcut,
    QWidget,
)

from ..core.columns import Profile
from ..core.datum_guess import DatumGuess
from ..core.feedback import Feedback
from ..core.message import Message
from ..errors import TaxMapError
from ..exchange.import_plan import SUFFIXES, PlanItem, Unreadable, read_files
from ..exchange.import_run import Outcome, rehearse, remember_mappings, run_plan
from ..exchange.layer_profile import save_profile, saved_profiles
from ..settings import LAST_FOLDER, read, say, write
from ..workspace.project import workspace_layers
from .dock import MessageContent
from .import_form import ImportForm
from .import_preview import forecast
from .session import Session
from .task import WorkTask, start

_PAUSE = 400  # milliseconds after the last decision before it is rehearsed
_PATIENCE = 5.0  # seconds for a thread to end when the dialog closes
_REMEMBER = "import_remember"
_LEVELS = {
    "info": Qgis.MessageLevel.Info,
    "success": Qgis.MessageLevel.Success,
    "warning": Qgis.MessageLevel.Warning,
    "error": Qgis.MessageLevel.Critical,
}


class ImportDialog(ImportForm):
    """Files in at the left, decisions at the right, what would happen below."""

    def __init__(self, session: Session, iface: Any, parent: Optional[QWidget] = None) -> None:
        if session.workspace is None:
            raise TaxMapError(Message("import_dialog.no_workspace"))
        super().__init__(session.workspace.epsg, parent)
        self._session, self._workspace, self._iface = session, session.workspace, iface
        self._guesses: dict[int, DatumGuess] = {}
        self._task: Optional[WorkTask] = None
        self._imports = False  # what runs writes into the workspace
        self._closes_with: Optional[int] = None  # the result, once an import has ended
        self._rehearsal: Optional[WorkTask] = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._rehearse)
        self._connect()
        self._load_profiles()
        self._show_state()

    # -- files ---------------------------------------------------------------------------

    def choose_files(self) -> None:
        """Ask for files."""
        patterns = " ".join("*" + suffix for suffix in SUFFIXES)
        kinds = ";;".join(
            [self.tr("Maps and tables") + f" ({patterns})", self.tr("All files") + " (*)"]
        )
        paths, _ = QFileDialog.getOpenFileNames(
            self, self.tr("Add files"), str(read(LAST_FOLDER)), kinds
        )
        self.add_files(paths)

    def add_files(self, paths: Iterable[str]) -> None:
        """Read files in the background and list what is in them."""
        wanted = list(paths)
        if not wanted or self._task is not None:
            return
        write(LAST_FOLDER, str(Path(wanted[0]).parent))
        workspace = self._workspace
        self._run(
            self.tr("Reading files"),
            lambda feedback: read_files(wanted, saved_profiles(workspace), feedback),
            self._show_files,
        )

    def remove_file(self, row: int) -> None:
        """Take one item out of the list."""
        if row < 0:
            return
        self.files.remove(row)
        self.list.selectRow(min(row, self.files.rowCount() - 1))
        self._decided()

    def run_import(self) -> None:
        """Import what is ticked."""
        self._stop_rehearsal()
        items = self.files.wanted()
        workspace = self._workspace

        def work(feedback: Feedback) -> list[Outcome]:
            remember_mappings(workspace, items)
            return run_plan(workspace, items, feedback=feedback)

        self._run(self.tr("Importing"), work, self._show_result)
        self._imports = True

    def is_busy(self) -> bool:
        """Whether files are read or imported."""
        return self._task is not None

    def is_foretold(self) -> bool:
        """Whether it is known what would happen to everything that is ticked."""
        return all(self.files.outcome(item) is not None for item in self.files.wanted())

    def done(self, result: int) -> None:
        """Stop what runs, and wait for it within reason.

        An import is cancelled, and the dialog closes once it is known what became of it.
        """
        self._stop_rehearsal(_PATIENCE)
        if self._task is not None and self._imports:
            self._closes_with = result
            self.busy_line.cancel.click()
            return
        if self._task is not None:
            self._task.abandon(_PATIENCE)
            self._task = None
            QCoreApplication.sendPostedEvents()  # its last words, while the busy line is there
        super().done(result)

    # -- told ----------------------------------------------------------------------------

    def tell(self, text: str, level: str = "info") -> None:
        """Good news leave by themselves, the rest stays (P10)."""
        content = MessageContent(text)
        seconds = 5 if level in ("info", "success") else 0
        item = QgsMessageBarItem(content, _LEVELS[level], seconds)
        content.setParent(item)  # or Python deletes it
        self.message_bar.pushItem(item)

    def tell_error(self, error: TaxMapError) -> None:
        """What went wrong and what helps."""
        self.tell(say(error.message), error.level)

    # -- drag and drop ----------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and self._task is None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        self.pages.setCurrentWidget(self.plan)
        self.add_files([url.toLocalFile() for url in urls if url.isLocalFile()])

    # -- what happens ----------------------------------------------------------------------

    def _show_files(self, found: tuple[list[PlanItem], list[Unreadable]]) -> None:
        items, failed = found
        for item in items:
            item.remember = str(read(_REMEMBER)) == "true"
        first_new = None if not items else items[0]
        self.files.add(items)
        if failed:
            reasons = "\n".join(say(one.error.message) for one in failed)
            error = Message("import_dialog.unreadable", count=len(failed), reasons=reasons)
            self.tell(say(error), "error")
        if first_new is not None:
            self.list.selectRow(self.files.items.index(first_new))
        self._decided()

    def _show_result(self, outcomes: list[Outcome]) -> None:
        self.result.show_outcomes(self._workspace, outcomes)
        self.pages.setCurrentWidget(self.result)
        self._refresh_map(outcomes)
        self._session.data_changed.emit()
        self._show_state()

    def _refresh_map(self, outcomes: list[Outcome]) -> None:
        """The layers show the new rows; the map goes to layers that were empty before."""
        layers = workspace_layers(QgsProject.instance(), self._workspace.path)
        for layer in layers.values():
            layer.reload()
            layer.updateExtents()
            layer.triggerRepaint()
        if self._iface is None:
            return
        canvas = self._iface.mapCanvas()
        filled = [(layers.get(one.item.table), one.report) for one in outcomes if one.report]
        new = [
            layer
            for layer, report in filled
            if layer is not None
            and layer.isSpatial()
            and 0 < layer.featureCount() <= report.inserted
        ]
        if new:
            extent = max((layer.extent() for layer in new), key=lambda box: box.area())
            extent.scale(1.05)
            canvas.setExtent(extent)
        canvas.refresh()

    def _start_again(self) -> None:
        self.files.clear()
        self._guesses.clear()
        self.pages.setCurrentWidget(self.plan)
        self._load_profiles()
        self._decided()

    def _decided(self, *_: Any) -> None:
        """Something is different: what would happen has to be found out again."""
        self._stop_rehearsal()
        self._show_current()
        self._show_state()
        if self.files.wanted():
            self._pause.start()

    def _rehearse(self) -> None:
        if self._task is not None:
            return
        wanted = self.files.wanted()
        copies = [replace(item) for item in wanted]  # the officer goes on deciding
        workspace = self._workspace

        def work(feedback: Feedback) -> tuple[dict[int, DatumGuess], list[tuple[int, Outcome]]]:
            guesses = {}
            for item, copied in zip(wanted, copies):
                guess = copied.guess_datum()
                if guess is not None:
                    guesses[id(item)] = guess
            place = {id(copied): id(item) for item, copied in zip(wanted, copies)}
            outcomes = rehearse(workspace, copies, feedback)
            return guesses, [(place[id(outcome.item)], outcome) for outcome in outcomes]

        self.files.set_checking(True)
        self._rehearsal = WorkTask(self.tr("Trying the import on a copy"), work)
        self._rehearsal.done.connect(self._show_rehearsal)
        self._rehearsal.failed.connect(self._rehearsal_failed)
        start(self._rehearsal)

    def _show_rehearsal(self, found: Any) -> None:
        self._rehearsal = None
        self._guesses, outcomes = found
        self.files.set_checking(False)
        self.files.set_outcomes(dict(outcomes))
        item = self._current()
        if item is not None:
            self.panel.show_datum(self._guesses.get(id(item)))
        self._show_state()

    def _rehearsal_failed(self, error: TaxMapError) -> None:
        self._rehearsal = None
        self.files.set_checking(False)
        self.tell_error(error)

    def _stop_rehearsal(self, patience: float = 0.0) -> None:
        self._pause.stop()
        if self._rehearsal is not None:
            self._rehearsal.abandon(patience)
            self._rehearsal = None
        self.files.set_checking(False)

    def _current(self) -> Optional[PlanItem]:
        row = self.list.currentIndex().row()
        return self.files.items[row] if 0 <= row < len(self.files.items) else None

    def _show_current(self, *_: Any) -> None:
        item = self._current()
        self.panel.show_item(item, self._guesses.get(id(item)))
        self._show_forecast()

    def _show_forecast(self) -> None:
        item = self._current()
        outcome = self.files.outcome(item) if item is not None else None
        if outcome is not None:
            self.foretold.say(*forecast(outcome))
        elif item is not None and item.wanted and item.table:
            self.foretold.say("in_work", self.tr("Finding out what would happen…"))
        else:
            text = self.tr("Choose into which table it goes.") if item is not None else ""
            self.foretold.say("check", text if item is None or not item.table else "")

    def _go_text(self, rows: int) -> str:
        if rows == 1:
            return self.tr("Import 1 row")
        return self.tr("Import {} rows").format(f"{rows:,}") if rows else self.tr("Import")

    def _show_state(self) -> None:
        wanted = self.files.wanted()
        blocked = [item for item in wanted if self._is_blocked(item)]
        on_plan = self.pages.currentWidget() is self.plan
        self.sheet.setCurrentWidget(self.split if self.files.items else self.empty)
        self.go.setText(self._go_text(sum(len(item.source) for item in wanted)))
        self.go.setVisible(on_plan)
        self.go.setEnabled(bool(wanted) and not blocked and self._task is None)
        self.go.setToolTip(self._why_not(wanted, blocked))
        self.add.setVisible(on_plan)
        self.remove.setVisible(on_plan and bool(self.files.items))
        for button in (self.result.save, self.result.more):
            button.setVisible(not on_plan)
        for widget in (self.add, self.list, self.panel, self.remove, self.result):
            widget.setEnabled(self._task is None)
        self._show_forecast()
        self.foretold.setVisible(on_plan and bool(self.files.items))

    def _is_blocked(self, item: PlanItem) -> bool:
        outcome = self.files.outcome(item)
        return outcome is not None and outcome.error is not None

    def _why_not(self, wanted: list[PlanItem], blocked: list[PlanItem]) -> str:
        if self._task is not None:
            return self.tr("Wait until the present work has ended.")
        if not wanted:
            return self.tr("Tick what shall be imported.")
        if blocked:
            return self.tr("Decide first about {}.").format(blocked[0].label)
        return ""

    def _read_again(self, encoding: str) -> None:
        item = self._current()
        if item is None or item.encoding == encoding:
            return

        def take(source: Any) -> None:
            item.source, item.encoding = source, encoding
            item.choose_table(item.table)
            self.panel.show_item(None)
            self._decided()

        self._run(
            self.tr("Reading files"), lambda feedback: item.read_again(encoding, feedback), take
        )

    def _save_profile(self, profile: Profile) -> None:
        try:
            save_profile(self._workspace, profile)
        except TaxMapError as error:
            self.tell_error(error)
            return
        self._load_profiles()
        self._show_current()
        self.tell(self.tr("The mapping “{}” is saved.").format(profile.name), "success")

    def _load_profiles(self) -> None:
        try:
            self.panel.set_profiles(saved_profiles(self._workspace))
        except TaxMapError as error:
            self.tell_error(error)

    def _item_changed(self) -> None:
        row = self.list.currentIndex().row()
        if row >= 0:
            self.files.forget(row)
        self._stop_rehearsal()
        self._show_state()
        self._pause.start()

    def _table_chosen(self, row: int) -> None:
        if row == self.list.currentIndex().row():
            self.panel.show_item(None)
        self._decided()

    def _run(self, title: str, work: Callable[[Feedback], Any], done: Any) -> None:
        """One thing at a time in the background, with progress and Cancel."""
        self._stop_rehearsal()
        task = WorkTask(title, work)

        def ended(take: Callable[[Any], Any]) -> Callable[[Any], None]:
            def end(result: Any) -> None:
                self._task, self._imports = None, False
                self.busy_line.hide()
                take(result)
                self._show_state()
                if self._closes_with is not None:
                    self.done(self._closes_with)

            return end

        task.done.connect(ended(done))
        task.failed.connect(ended(self.tell_error))
        self._task = task
        self.busy_line.watch(task, title)
        self._show_state()
        start(task)

    def _connect(self) -> None:
        self.add.clicked.connect(lambda: self.choose_files())
        self.remove.clicked.connect(lambda: self.remove_file(self.list.currentIndex().row()))
        self.go.clicked.connect(lambda: self.run_import())
        self.leave.clicked.connect(self.reject)
        self.list.selectionModel().currentRowChanged.connect(self._show_current)
        self.list.removed.connect(self.remove_file)
        self.files.changed.connect(self._table_chosen)
        self.panel.changed.connect(self._item_changed)
        self.panel.encoding_chosen.connect(self._read_again)
        self.panel.failed.connect(self.tell_error)
        self.panel.profile_named.connect(self._save_profile)
        self.panel.remember.clicked.connect(lambda on: write(_REMEMBER, "true" if on else ""))
        self.result.again.connect(self._start_again)
        self.result.told.connect(self.tell)
        self.result.failed.connect(self.tell_error)
        QShortcut(QKeySequence("Ctrl+O"), self, self.choose_files)

"""The match dock (จับคู่ทะเบียน): parcels and registers joined, decided by the officer."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable, Optional

from qgis.core import QgsVectorLayer
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QCoreApplication, pyqtSignal
from qgis.PyQt.QtWidgets import QMenu, QToolButton, QVBoxLayout, QWidget

from ..core.feedback import Feedback
from ..core.message import Message
from ..errors import TaxMapError
from ..exchange.match_report import write_report
from ..exchange.register_match import Decision, accept, accept_automatic, link, reject, undo
from ..settings import FLASH, LAST_FOLDER, PAN, language, say, write
from ..workspace.store import Workspace
from .coloured_layers import layer_name, show_coloured, translate_coloured
from .dock import TaxMapDock
from .icons import icon, theme_icon
from .match_map import MatchMap
from .match_page import MatchPage
from .match_settings import MatchSettings
from .match_work import MatchState, make_layer, read_state, run_match
from .session import Session
from .task import WorkTask, start

_PAIRS = ("parcel_uuid", "register_uuid")
Told = list[Message]
"""What was done; after it what could not be."""


class MatchDock(TaxMapDock):
    """Run, look, accept, reject, take back, link by hand, report.

    ``import_wanted``: the officer wants to bring in what is missing. ``workspace_wanted``:
    there is none.
    """

    NAME = "TaxMapMatchDock"
    import_wanted = pyqtSignal()
    workspace_wanted = pyqtSignal()

    def __init__(
        self, iface: Optional[QgisInterface], session: Session, parent: Optional[QWidget] = None
    ) -> None:
        super().__init__(self.NAME, "", parent)
        self.setWindowTitle(self.tr("Match"))
        self._iface, self._session = iface, session
        self._loading: Optional[WorkTask] = None
        self._state: Optional[MatchState] = None
        self._keep = ""
        self._wanted = ""  # the parcel whose line is to be stood on, once it is read
        self.map = MatchMap(iface, self)
        self.settings = MatchSettings()
        layout = self.widget().layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(2, self.settings)
        self.page = MatchPage()
        self._add_empty_states()
        self.pages.addWidget(self.page)
        self._add_tools()
        self._connect()
        self.show_session()

    def show_session(self) -> None:
        """Another workspace, or none."""
        self.map.follow(self._session.workspace)
        translate_coloured()
        self._state = None
        self._keep, self._wanted = "", ""
        self.settings.show_workspace(self._session.workspace)
        self.load()

    def open_parcel(self, uuid: str) -> None:
        """Bring the dock to the front, standing on what was found for this parcel."""
        self.setUserVisible(True)
        self.close_link()
        self._wanted = uuid
        if self.settings.table() != "title_document":
            self.settings.show_register("title_document")  # which reads the lines anew
        elif self.is_loaded():
            self._stand_on_wanted()

    def load(self) -> None:
        """Read the lines anew, in the background."""
        self._stop_loading()
        workspace, table, reader = self._session.workspace, self.settings.table(), language()
        if workspace is None:
            self._show_state()
            return
        self._loading = WorkTask(
            self.tr("Reading the matches"), lambda feedback: read_state(workspace, table, reader)
        )
        self._loading.done.connect(self._show_lines)
        self._loading.failed.connect(self._loading_failed)
        start(self._loading)

    def run_match(self) -> None:
        """Match the register with the parcels."""
        workspace = self._session.workspace
        if workspace is None or self.is_busy():
            return
        table, profile = self.settings.table(), self.settings.match_profile()
        self.run_task(
            self.tr("Matching"),
            lambda feedback: [run_match(workspace, profile, table, feedback)],
            self._decided,
        )

    def accept_chosen(self) -> None:
        """Confirm the ticked or selected matches."""
        self._decide(accept, "match_dock.accepted")

    def accept_automatic(self) -> None:
        """Confirm everything that a run is certain of."""
        workspace, table = self._session.workspace, self.settings.table()
        if workspace is None or self.is_busy():
            return
        current = self.page.current()
        self._keep = str(current["uuid"]) if current else ""

        def work(feedback: Feedback) -> Told:
            decision = accept_automatic(workspace, table)
            return _told("match_dock.accepted", decision)

        self.run_task(self.tr("Writing the decision"), work, self._decided)

    def reject_chosen(self) -> None:
        """Refuse the ticked or selected matches; they do not come back."""
        self._decide(reject, "match_dock.rejected")

    def undo_last(self) -> None:
        """Take back the latest decision."""
        workspace = self._session.workspace
        if workspace is not None and not self.is_busy():
            current = self.page.current()
            self._keep = str(current["uuid"]) if current else ""

            def work(feedback: Feedback) -> Told:
                undo(workspace)
                return [Message("match_dock.undone")]

            self.run_task(self.tr("Taking back"), work, self._decided)

    def link_pair(self, parcel_uuid: str, register_uuid: str) -> None:
        """Tie a register row to a parcel by hand."""
        workspace = self._session.workspace
        if workspace is None or self.is_busy():
            return
        table, profile = self.settings.table(), self.settings.match_profile()

        def work(feedback: Feedback) -> Told:
            link(workspace, parcel_uuid, register_uuid, table=table, profile=profile)
            return [Message("match_dock.linked")]

        self.close_link()
        self.run_task(self.tr("Linking"), work, self._decided)

    def open_link(self) -> None:
        """Begin to link by hand with what the officer stands on."""
        self.page.link.clear()
        current = self.page.current()
        if current is not None:
            self.page.link.take_line(current)
        self.page.show_link(True)
        self.settings.hide()  # linking needs the room
        if not self.page.link.parcel_uuid:
            self.map.tell_selected()

    def close_link(self) -> None:
        """End linking by hand."""
        self.page.show_link(False)
        self.settings.setVisible(self._session.workspace is not None)
        self.map.stop_picking()

    def save_report(self) -> None:
        """The report as a workbook."""
        workspace = self._session.workspace
        if workspace is None:
            return
        title, name = self.tr("Save the report"), self.tr("match_report")
        path = self.ask_where(title, name, ".xlsx", "Excel (*.xlsx)")
        if path is not None:
            write(LAST_FOLDER, str(path.parent))
            self.write_report(path)

    def write_report(self, path: Path) -> None:
        """Write the report to ``path`` in the background."""
        workspace = self._session.workspace
        if workspace is None:
            return
        table, profile, reader = self.settings.table(), self.settings.match_profile(), language()
        self.run_task(
            self.tr("Writing the report"),
            lambda feedback: write_report(workspace, path, reader, table, profile, feedback),
            self._tell_written,
        )

    def add_layer(self) -> None:
        """The parcels coloured by their state, as a layer of the project."""
        workspace = self._session.workspace
        if workspace is None or self.is_busy():
            return
        table, reader = self.settings.table(), language()
        name = layer_name(table, reader)
        thread = QCoreApplication.instance().thread()
        self.run_task(
            self.tr("Colouring the parcels"),
            lambda feedback: make_layer(workspace, table, name, reader, thread),
            lambda layer: self._show_layer(layer, workspace, table),
        )

    def is_loaded(self) -> bool:
        """Whether the lines of the open workspace are shown."""
        return self._state is not None and self._loading is None

    def find(self) -> None:
        self.page.text.setFocus()

    def set_busy(self, busy: bool) -> None:
        self._show_state()

    def restyle(self) -> None:
        self.page.restyle(self.palette())

    def release(self) -> None:
        self._session.changed.disconnect(self.show_session)
        self._session.data_changed.disconnect(self.load)
        self._stop_loading()
        self.close_link()
        self.map.follow(None)
        super().release()

    # -- what happens ------------------------------------------------------------------------

    def _decide(self, decision: Callable[..., Any], told: str) -> None:
        workspace = self._session.workspace
        if workspace is None or self.is_busy():
            return
        lines = [line for line in self.page.chosen() if all(line[name] for name in _PAIRS)]
        uuids = [str(line["uuid"]) for line in lines]
        if not uuids:
            self.tell(say(Message("match_dock.nothing_chosen")), "warning")
            return
        self._keep = self.page.following(set(uuids))

        def work(feedback: Feedback) -> Told:
            return _told(told, decision(workspace, uuids))

        self.run_task(self.tr("Writing the decision"), work, self._decided)

    def _show_layer(self, layer: QgsVectorLayer, workspace: Workspace, table: str) -> None:
        """The coloured parcels, in the project of their workspace."""
        if workspace is self._session.workspace:
            show_coloured(layer, table)

    def _decided(self, told: Told) -> None:
        """What was done, then what was left."""
        self.page.model.ticked = set()
        level = "success" if len(told) == 1 else "warning"
        self.tell("\n".join(say(message) for message in told), level)
        self._session.data_changed.emit()  # reads the lines anew, here as well
        if self._iface is not None:
            self._iface.mapCanvas().refreshAllLayers()

    def _show_lines(self, state: MatchState) -> None:
        self._loading = None
        self._state = state
        if not self._keep:
            current = self.page.current()
            self._keep = str(current["uuid"]) if current else ""
        self.page.show_lines(state.lines, state.totals, state.is_stale, self._keep)
        self._keep = ""
        self.map.follow(self._session.workspace)
        self._show_state()
        self._stand_on_wanted()

    def _stand_on_wanted(self) -> None:
        if self._wanted:
            self.page.clear_filter()
            self.page.stand_on(self._wanted, "parcel_uuid")
            self._wanted = ""

    def _loading_failed(self, error: TaxMapError) -> None:
        self._loading = None
        self.tell_error(error)

    def _show_state(self) -> None:
        state, open_ = self._state, self._session.workspace is not None
        busy = self.is_busy()
        can_run = bool(state and state.parcels and state.rows) and not busy
        self._run.setEnabled(can_run)
        listed = bool(state and state.was_run)
        for action in (self._link, self._report, self._colour):
            action.setEnabled(listed and not busy)
        self._undo.setEnabled(bool(state and state.can_undo) and not busy)
        for button in (self.page.accept_all, self.page.accept, self.page.reject):
            button.setEnabled(listed and not busy)
            button.setToolTip(self.tr("Wait until the present work has ended.") if busy else "")
        self.settings.setVisible(open_ and not self.page.link_is_open())
        self.settings.setEnabled(not busy)
        self._not_run.button.setEnabled(can_run)
        self.pages.setCurrentWidget(self._page_for(state, open_))

    def _page_for(self, state: Optional[MatchState], is_open: bool) -> QWidget:
        if not is_open:
            return self._no_workspace
        if state is None or state.was_run:
            return self.page
        if not state.parcels:
            return self._no_parcels
        return self._not_run if state.rows else self._no_register

    # -- the map -----------------------------------------------------------------------------

    def _line_chosen(self, line: Optional[dict[str, Any]]) -> None:
        if line is None:
            return
        if self.page.link_is_open():
            self.page.link.take_line(line)
        if not self.isUserVisible():
            return  # the map belongs to the dock that the officer has before her
        if line.get("parcel_uuid") is not None:
            self.map.show(str(line["parcel_uuid"]))
        elif not self.page.link_is_open():
            self.map.clear()

    def _parcel_selected(self, uuid: str, code: str) -> None:
        if not self.page.link_is_open():
            self.page.stand_on(uuid, "parcel_uuid")
        else:
            self.page.link.take_parcel(uuid, code or None)

    def _current_parcel(self) -> str:
        line = self.page.current()
        return str(line["parcel_uuid"]) if line and line["parcel_uuid"] else ""

    # -- how it stands -----------------------------------------------------------------------

    def _add_empty_states(self) -> None:
        self._no_workspace = self.add_empty_state(
            "TaxMapMatchNoWorkspace",
            icon("open_workspace.svg"),
            self.tr("No workspace is open. Open or create one first."),
            self.tr("Go to Start"),
            self.workspace_wanted.emit,
        )
        self._no_parcels = self.add_empty_state(
            "TaxMapMatchNoParcels",
            icon("import_layers.svg"),
            self.tr("There are no parcels on the map yet."),
            self.tr("Import parcels…"),
            self.import_wanted.emit,
        )
        self._no_register = self.add_empty_state(
            "TaxMapMatchNoRegister",
            icon("import_register.svg"),
            self.tr("This register has no rows yet."),
            self.tr("Import registers…"),
            self.import_wanted.emit,
        )
        self._not_run = self.add_empty_state(
            "TaxMapMatchNotRun",
            icon("match_register.svg"),
            self.tr("Parcels and register rows are there; they were not matched yet."),
            self.tr("Match now"),
            self.run_match,
        )
        self._not_run.button.setDefault(True)

    def _add_tools(self) -> None:
        self._run = self.add_tool(
            "TaxMapMatchRun", icon("match_register.svg"), self.tr("Match"), self.run_match, "F5"
        )
        self._undo = self.add_tool(
            "TaxMapMatchUndo",
            theme_icon("mActionUndo.svg"),
            self.tr("Take back the last decision"),
            self.undo_last,
        )
        self._link = self.add_tool(
            "TaxMapMatchLinkOpen",
            theme_icon("mActionAddManualTable.svg"),
            self.tr("Link by hand"),
            self.open_link,
        )
        self.add_flag(
            "TaxMapMatchFlash", theme_icon("mActionHighlightFeature.svg"), self.tr("Flash"), FLASH
        )
        self.add_flag(
            "TaxMapMatchPan", theme_icon("mActionPanToSelected.svg"), self.tr("Move the map"), PAN
        )
        self._report = self.add_tool(
            "TaxMapMatchReport",
            theme_icon("mActionFileSaveAs.svg"),
            self.tr("Save the report (Excel)"),
            self.save_report,
        )
        more = self.add_tool(
            "TaxMapMatchMore", theme_icon("mActionOptions.svg"), self.tr("Show more"), lambda: None
        )
        menu = QMenu(self)
        self._colour = menu.addAction(
            icon("import_layers.svg"), self.tr("Colour the parcels on the map"), self.add_layer
        )
        menu.addAction(self.tr("Tick all lines shown"), lambda: self.page.tick_shown(True))
        menu.addAction(self.tr("Take all ticks away"), lambda: self.page.tick_shown(False))
        more.setMenu(menu)
        button = self.toolbar.widgetForAction(more)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def _connect(self) -> None:
        self._session.changed.connect(self.show_session)
        self._session.data_changed.connect(self.load)
        self.settings.register_changed.connect(self.load)
        self.page.current_changed.connect(self._line_chosen)
        self.page.accept_all.clicked.connect(lambda: self.accept_automatic())
        self.page.accept.clicked.connect(lambda: self.accept_chosen())
        self.page.reject.clicked.connect(lambda: self.reject_chosen())
        self.page.table.zoom.connect(lambda: self.map.zoom(self._current_parcel()))
        self.page.table.flash.connect(lambda: self.map.flash(self._current_parcel()))
        self.map.parcel_selected.connect(self._parcel_selected)
        self.page.table.left.connect(self.to_canvas)
        self.page.link.linked.connect(self.link_pair)
        self.page.link.closed.connect(self.close_link)
        self.page.link.pick_wanted.connect(self.map.pick)

    def _stop_loading(self) -> None:
        if self._loading is not None:
            self._loading.abandon(0.0)
            self._loading = None

    def _tell_written(self, path: Path) -> None:
        self.tell_written(Message("match_dock.written", file=path.name), path)


def _told(done: str, decision: Optional[Decision]) -> Told:
    if decision is None:
        return [Message(done, count=0)]
    return [Message(done, count=decision.count), *decision.left]

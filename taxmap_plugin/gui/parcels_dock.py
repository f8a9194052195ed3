"""The Parcels dock (แปลงที่ดิน): what is known of a parcel, and what can be done to it."""

from __future__ import annotations

from typing import Any, Optional

from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QEvent, pyqtSignal
from qgis.PyQt.QtWidgets import QAction, QApplication, QMenu, QToolButton, QWidget

from ..core.message import Message
from ..editing.parcel_card import ParcelCard, ParcelGone, ParcelLine, parcel_card, parcel_lines
from ..errors import TaxMapError
from ..settings import FLASH, PAN, read_flag, say, write
from ..workspace.reader import rows_among
from ..workspace.store import Workspace
from .area_tolerance import area_tolerance
from .dock import TaxMapDock
from .icons import icon, theme_icon
from .parcel_card_view import CardPage
from .parcel_layer import ParcelLayer
from .parcel_list import ListPage
from .parcel_tasks import TASKS, Back, Operations, Turn, Written
from .parcel_work import ParcelWork
from .session import Session
from .task_page import TaskPage
from .undo_arrows import UndoArrows

_COMES_BACK = (QEvent.Type.Show, QEvent.Type.WindowActivate, QEvent.Type.Enter)


class ParcelsDock(TaxMapDock):
    """The card of the selected parcel, and the tasks.

    Its selection is that of the parcel layer. ``workspace_wanted``: there is none.
    ``matches_wanted`` carries the parcel whose matches wait to be confirmed, ``finding_wanted``
    the finding of the card that she wants to see in full.
    """

    NAME = "TaxMapParcelsDock"
    workspace_wanted = pyqtSignal()
    matches_wanted = pyqtSignal(str)
    finding_wanted = pyqtSignal(str)

    def __init__(
        self,
        iface: Optional[QgisInterface],
        session: Session,
        operations: Operations,
        parent: Optional[QWidget] = None,
    ) -> None:
        super().__init__(self.NAME, "", parent)
        self.setWindowTitle(self.tr("Parcels"))
        self._iface, self._session, self._operations = iface, session, operations
        self._wants_tasks = False
        self._shown: list[ParcelLine] = []
        self.card: Optional[ParcelCard] = None
        self.map = ParcelLayer(iface, self)
        self._no_workspace = self.add_empty_state(
            "TaxMapParcelsNoWorkspace",
            icon("open_workspace.svg"),
            self.tr("No workspace is open. Open or create one first."),
            self.tr("Go to Start"),
            self.workspace_wanted.emit,
        )
        self.tasks = TaskPage(operations)
        self.card_page = CardPage()
        self.list_page = ListPage()
        self.work = ParcelWork(self, iface, session, operations, self.map)
        at_work = (self.work.form_page, self.work.capture_page, self.work.plan_page)
        for page in (self.tasks, self.card_page, self.list_page, *at_work):
            self.pages.addWidget(page)
        self._add_tools()
        arrows = {"undo": self._undo, "redo": self._redo}
        self.arrows = UndoArrows(arrows, operations, self)
        self._connect()
        self.show_session()

    # -- what is shown -----------------------------------------------------------------------

    def show_session(self) -> None:
        """Another workspace, or none; what was said of the one before goes with it."""
        self.work.stop()
        self.message_bar.clearWidgets()
        self.map.follow(self._session.workspace)
        self.arrows.follow(self._session.workspace)
        self._wants_tasks = False
        self.show_selection()

    def show_selection(self) -> None:
        """Read what is selected anew and show it."""
        self.card, self._shown = None, []
        workspace = self._session.workspace
        if workspace is not None:
            try:
                self._read(workspace, self.map.uuids())
            except TaxMapError as error:
                self.tell_error(error)
        self._show_page()

    def show_tasks(self) -> None:
        """What can be done."""
        self._wants_tasks = True
        self._show_page()

    def show_selected(self) -> None:
        """Back to what is selected."""
        self._wants_tasks = False
        self._show_page()

    def find(self) -> None:
        self.pick()

    # -- what the officer does ---------------------------------------------------------------

    def begin(self, name: str) -> None:
        """Begin a task, or say what it lacks; it ends one that is still being planned."""
        if (self.is_busy() and not self.work.is_planning()) or self._session.workspace is None:
            return
        task = TASKS[name]
        lacking = task.lacking(self.map.count(), self.map.limit())
        if lacking is not None:
            offer = (self.tr("Pick on the map"), self.pick) if task.least == 1 else None
            self.tell(say(lacking), "info", offer)
        elif name in self._operations.opens:
            self._operations.opens[name](tuple(self.map.uuids()))
        elif self._operations.has(name):
            self.map.stop_picking()
            self.message_bar.clearWidgets()  # what was said of the task before
            title, _ = self.tasks.words()[name]
            self.work.begin(task, title, tuple(self.map.uuids()), self._shapes())

    def pick(self) -> None:
        """Let the officer click on a parcel."""
        if self.map.pick():
            self._wants_tasks = False

    def zoom(self) -> None:
        """Fill the map with what is selected."""
        self.map.zoom(self._shapes())

    def flash(self) -> None:
        """Light up what is selected."""
        self.map.flash(self._shapes())

    def undo(self) -> None:
        """Take the last change back."""
        self._go(self._operations.undo, self.arrows.turn("undo"), self.tr("Taking back"))

    def redo(self) -> None:
        """Do again what was taken back."""
        self._go(self._operations.redo, self.arrows.turn("redo"), self.tr("Doing again"))

    def way_action(self, way: str) -> QAction:
        """The button of ``undo`` or ``redo``: enabled while there is something to go to."""
        return self._undo if way == "undo" else self._redo

    def refresh_arrows(self) -> None:
        """What was written elsewhere (the toolbox, a colleague) may be what there is to undo."""
        self.arrows.read(None if self.is_busy() else self._session.workspace)

    def show_history(self) -> None:
        """The family tree of the selected parcel."""
        if self._operations.history is not None:
            self._operations.history(self.card.uuid if self.card else None)

    def show_matches(self) -> None:
        """What the registers propose for the selected parcel."""
        if self.card is not None:
            self.matches_wanted.emit(self.card.uuid)

    def is_at_work(self) -> bool:
        """Whether something was typed or drawn, or is being written, and is not done yet."""
        return self.is_busy() or self.work.page() is not None

    # -- TaxMapDock --------------------------------------------------------------------------

    def set_busy(self, busy: bool) -> None:
        self.tasks.set_busy(busy and not self.work.is_planning())
        self.work.plan_page.set_busy(busy)
        self._show_tools()

    def event(self, event: QEvent) -> bool:
        if event.type() in _COMES_BACK and self._session.workspace is not None:
            self.refresh_arrows()
        return super().event(event)

    def hideEvent(self, event: QEvent) -> None:
        """Closed while she draws: a click on the map would go on with what she sees no more."""
        if not event.spontaneous():
            self.work.stop_drawing()
        super().hideEvent(event)

    def restyle(self) -> None:
        self.card_page.restyle()
        self.list_page.restyle()
        self.work.plan_page.restyle()

    def release(self) -> None:
        self._session.changed.disconnect(self.show_session)
        self._session.data_changed.disconnect(self.show_selection)
        self.work.stop()
        self.map.follow(None)
        self.arrows.follow(None)
        super().release()

    # -- how it stands -----------------------------------------------------------------------

    def _read(self, workspace: Workspace, uuids: list[str]) -> None:
        if len(uuids) == 1:
            try:
                self.card = parcel_card(workspace, uuids[0], area_tolerance())
            except ParcelGone:  # taken away by a change; QGIS's selection is not yet aware of it
                return
            self.card_page.show_card(self.card)
        elif uuids:
            self._shown = parcel_lines(workspace, uuids)
            self.list_page.show_lines(self._shown)
        elif self.map.count():
            self.list_page.show_too_many(self.map.count(), self.map.limit())

    def _selected(self) -> None:
        """The officer has turned to other parcels; what went wrong with the former ones is over."""
        self.forget_refusals()
        self.show_selection()

    def _show_page(self) -> None:
        self.tasks.show_selection(self._selection_text())
        self._turn_to(self._page())
        self.tasks.set_busy(self.is_busy() and not self.work.is_planning())
        self._show_tools()

    def _turn_to(self, page: QWidget) -> None:
        """Show a page; the keys go along from the one before, to the preview from the map too."""
        before, keys = self.pages.currentWidget(), QApplication.focusWidget()
        followed = keys is not None and before.isAncestorOf(keys)
        if page is self.work.plan_page and self._iface is not None:
            followed = followed or keys is self._iface.mapCanvas()
        self.pages.setCurrentWidget(page)
        turned = page is not before and page is not self.work.capture_page
        if followed and turned and not page.isAncestorOf(QApplication.focusWidget()):
            page.setFocus()

    def _page(self) -> QWidget:
        if self._session.workspace is None:
            return self._no_workspace
        at_work = self.work.page()
        if at_work is not None:
            return at_work
        if self._wants_tasks:
            return self.tasks
        if self.card is not None:
            return self.card_page
        return self.list_page if self.map.count() > 1 else self.tasks

    def _selection_text(self) -> str:
        if self.card is not None:
            return say(Message("parcels_dock.selected_one", code=self.card.name))
        count = self.map.count()
        return say(Message("parcels_dock.selected", parcels=count)) if count > 1 else ""

    def _shapes(self) -> list[Any]:
        if self.card is not None:
            return [self.card.shape]
        return self._shapes_of([line.uuid for line in self._shown])

    def _shapes_of(self, uuids: list[str]) -> list[Any]:
        """The shapes of parcels; of none when the file cannot be read just now."""
        workspace = self._session.workspace
        if workspace is None:
            return []
        try:
            rows = rows_among(workspace, "parcel", ["geom"], "uuid", uuids)
            return [row["geom"] for row in rows]
        except TaxMapError as error:
            self.tell_error(error)
            return []

    def _show_tools(self) -> None:
        operations, workspace = self._operations, self._session.workspace
        self.arrows.rest(self.work.page() is not None)
        self.refresh_arrows()
        chosen = self.card is not None or bool(self._shown)
        missing = self.tr("Select a parcel first.")
        for action in (self._zoom, self._flash):
            action.setEnabled(chosen)
            action.setToolTip(action.text() if chosen else f"{action.text()}: {missing}")
        self._pick.setEnabled(workspace is not None)
        self._history.setEnabled(operations.history is not None and workspace is not None)

    def _go(self, run: Optional[Back], turn: Optional[Turn], title: str) -> None:
        """Take the turn that the arrow told, and no other."""
        workspace = self._session.workspace
        if workspace is None or run is None or turn is None or self.is_busy():
            return
        go, change = run, turn.change

        def written(done: Written) -> None:
            here = self._session.workspace is workspace
            self._written(done if here else done.elsewhere())

        self.run_task(
            title, lambda feedback: go(workspace, change, feedback), written, self._not_gone
        )

    def _not_gone(self, error: TaxMapError) -> None:
        """Somebody was quicker: the docks and the map show it, then the arrows tell anew."""
        self.map.refresh()
        self._session.data_changed.emit()
        self.tell_error(error)

    def _written(self, done: Written) -> None:
        """Something was written: every dock and the map show it, and its parcels are selected."""
        self._wants_tasks = False
        self.tell(say(done.message), done.level)
        self.map.refresh()
        if done.parcels:
            self.map.select(done.parcels)
        self._session.data_changed.emit()

    def _add_tools(self) -> None:
        self._undo = self.add_tool(
            "TaxMapParcelsUndo",
            theme_icon("mActionUndo.svg"),
            self.tr("Undo the last change"),
            self.undo,
            "Ctrl+Z",
        )
        self._redo = self.add_tool(
            "TaxMapParcelsRedo",
            theme_icon("mActionRedo.svg"),
            self.tr("Redo what was undone"),
            self.redo,
            "Ctrl+Y",
        )
        self._history = self.add_tool(
            "TaxMapParcelsHistory",
            icon("history.svg"),
            self.tr("Show the history"),
            self.show_history,
        )
        self._pick = self.add_tool(
            "TaxMapParcelsPick", icon("pick_parcel.svg"), self.tr("Pick a parcel"), self.pick
        )
        self._zoom = self.add_tool(
            "TaxMapParcelsZoom",
            theme_icon("mActionZoomToSelected.svg"),
            self.tr("Zoom to what is selected"),
            self.zoom,
        )
        self._flash = self.add_tool(
            "TaxMapParcelsFlash",
            theme_icon("mActionHighlightFeature.svg"),
            self.tr("Flash what is selected"),
            self.flash,
        )
        more = self.add_tool(
            "TaxMapParcelsMore",
            theme_icon("mActionOptions.svg"),
            self.tr("Show more"),
            lambda: None,
        )
        more.setMenu(self._more_menu())
        button = self.toolbar.widgetForAction(more)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def _more_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(self.tr("What do you want to do"), self.show_tasks)
        menu.addAction(self.tr("What is selected"), self.show_selected)
        menu.addSeparator()
        for name, text, setting in (
            ("TaxMapParcelsFlashes", self.tr("Flash a chosen row"), FLASH),
            ("TaxMapParcelsPans", self.tr("Move the map to a chosen row"), PAN),
        ):
            action = menu.addAction(text)
            action.setObjectName(name)
            action.setCheckable(True)
            action.setChecked(read_flag(setting))
            action.toggled.connect(lambda on, setting=setting: write(setting, on))
        return menu

    def _connect(self) -> None:
        self._session.changed.connect(self.show_session)
        self._session.data_changed.connect(self.show_selection)
        self.map.selected.connect(self._selected)
        self.work.changed.connect(self._show_page)
        self.work.written.connect(self._written)
        self.tasks.wanted.connect(self.begin)
        self.tasks.card_wanted.connect(self.show_selected)
        self.tasks.pick_wanted.connect(self.pick)
        self.card_page.matches_wanted.connect(self.show_matches)
        self.card_page.findings.wanted.connect(self.finding_wanted)
        self.card_page.tolerance.changed.connect(self.show_selection)
        for page in (self.card_page, self.list_page):
            page.tasks_wanted.connect(self.show_tasks)
        for table in (self.card_page.neighbours, self.list_page.table):
            table.stood_on.connect(lambda uuid: self.map.show(self._shapes_of([uuid])))
            table.flashed.connect(lambda uuid: self.map.flash(self._shapes_of([uuid])))
            table.opened.connect(self._go_to)
            table.left.connect(self.to_canvas)

    def _go_to(self, uuid: str) -> None:
        """A row was opened: its parcel becomes the selected one."""
        shapes = self._shapes_of([uuid])
        if shapes:
            self.map.zoom(shapes)
            self.map.select([uuid])

"""The history dock (ประวัติแปลง): old names, families, maps of former days, parcels restored."""

from __future__ import annotations

import datetime as dt
from typing import Optional

from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QCoreApplication, QSignalBlocker, pyqtSignal
from qgis.PyQt.QtWidgets import QWidget

from ..core.thai_date import local_day
from ..errors import TaxMapError
from ..settings import language, say
from ..workspace.parcel_search import Found, find_parcels
from ..workspace.parcel_story import Entry, parcel_story
from ..workspace.past_map import Moment
from .dock import TaxMapDock
from .history_date import PastDatePage
from .history_map import HistoryMap, Place, places_of
from .history_page import MOST, HistoryPage
from .history_restore import RESTORE, restoring
from .history_text import entry_text
from .icons import icon, theme_icon
from .parcel_layer import ParcelLayer
from .parcel_tasks import Written
from .parcel_work import ParcelWork
from .past_layers import MadeLayer, PastLayers, make_layer
from .session import Session


class HistoryDock(TaxMapDock):
    """What a parcel was. ``workspace_wanted``: there is none."""

    NAME = "TaxMapHistoryDock"
    workspace_wanted = pyqtSignal()

    def __init__(
        self,
        iface: Optional[QgisInterface],
        session: Session,
        parent: Optional[QWidget] = None,
    ) -> None:
        super().__init__(self.NAME, "", parent)
        self.setWindowTitle(self.tr("History"))
        self._iface, self._session = iface, session
        self._asks_date = False
        self.layer = ParcelLayer(iface, self)
        self.map = HistoryMap(iface, self.layer)
        self.past = PastLayers(self)
        self._no_workspace = self.add_empty_state(
            "TaxMapHistoryNoWorkspace",
            icon("open_workspace.svg"),
            self.tr("No workspace is open. Open or create one first."),
            self.tr("Go to Start"),
            self.workspace_wanted.emit,
        )
        self.page, self.date_page = HistoryPage(), PastDatePage()
        self.work = ParcelWork(self, iface, session, restoring(), self.layer)
        at_work = (self.work.form_page, self.work.capture_page, self.work.plan_page)
        for page in (self.page, self.date_page, *at_work):
            self.pages.addWidget(page)
        self._add_tools()
        self._connect()
        self.show_session()

    # -- what is shown -----------------------------------------------------------------------

    def show_session(self) -> None:
        """Another workspace, or none: nothing of the former one stays."""
        self.work.stop()
        self.message_bar.clearWidgets()
        self.map.clear()
        self.past.keep(self._session.workspace)
        self.layer.follow(self._session.workspace)
        self._asks_date = False
        self.page.forget_story()
        self.page.clear_search()
        self._show_page()

    def show_data(self) -> None:
        """Something was written: read anew what is shown."""
        story = self.page.family.story
        self.search(self.page.text.text())
        if story is not None:
            self.show_parcel(story.root.uuid, moves=False)

    def open_parcel(self, uuid: Optional[str]) -> None:
        """Bring the dock to the front, with the family of this parcel, or with the search."""
        self.setUserVisible(True)
        if uuid:
            self.page.clear_search()
            self.show_parcel(uuid)
        else:
            self.find()

    def show_parcel(self, uuid: str, history_uuid: str = "", moves: bool = True) -> None:
        """The family of a parcel, living or retired; the map ``moves`` there.

        ``history_uuid`` is the row of ``parcel_history`` with the shape that was looked for.
        """
        workspace = self._session.workspace
        if workspace is None:
            return
        try:
            story = parcel_story(workspace, uuid)
        except TaxMapError as error:
            self.tell_error(error)
            return
        self.forget_refusals()
        self.map.clear()
        if story is None:
            self.page.forget_story()
        else:
            with QSignalBlocker(self.page.family):
                self.page.show_story(story, history_uuid)
            if moves:
                self._show_places()
        self._show_tools()

    def search(self, text: str) -> None:
        """List what fits."""
        workspace = self._session.workspace
        found: list[Found] = []
        if workspace is not None:
            try:
                found = find_parcels(workspace, text, MOST)
            except TaxMapError as error:
                self.tell_error(error)
        self.page.show_found(found)

    def search_anew(self, text: str) -> None:
        """Another search: the family of the former one is not shown below what it finds."""
        if text.strip():
            self.map.clear()
            self.page.forget_story()
        self.search(text)
        self._show_tools()

    def find(self) -> None:
        self.work.stop()
        self.close_date()
        self.page.text.setFocus()
        self.page.text.selectAll()

    # -- what the officer does ---------------------------------------------------------------

    def ask_date(self) -> None:
        """Which day? The one before the change that she stands on is suggested."""
        chapter = self.page.family.chapter()
        day = local_day(chapter.when) - dt.timedelta(days=1) if chapter and chapter.when else None
        self._asks_date = True
        self._show_page()
        self.date_page.ask(day)

    def close_date(self) -> None:
        """Back to the search."""
        self._asks_date = False
        self._show_page()

    def show_map_of(self, moment: Moment) -> None:
        """The parcels of that moment as a layer of the project."""
        workspace = self._session.workspace
        if workspace is None or self.is_busy():
            return
        reader, thread = language(), QCoreApplication.instance().thread()
        self.run_task(
            self.tr("Winding the map back"),
            lambda feedback: make_layer(workspace, moment, reader, thread, feedback),
            lambda made: self._show_layer(made) if self._session.workspace is workspace else None,
        )

    def restore(self) -> None:
        """Plan to bring back the retired parcel that she stands on."""
        entry = self._restorable()
        if entry is None or self.is_busy():
            return
        title = self.tr("Restore {}").format(entry_text(entry))
        self.map.clear()
        self.work.begin(RESTORE, title, (entry.history_uuid,), [])

    def pick(self) -> None:
        """Let the officer click on a parcel."""
        self.layer.pick()

    def zoom(self) -> None:
        """Fill the map with the present row."""
        self.map.zoom(self._places())

    def flash(self) -> None:
        """Light up the present row."""
        self.map.flash(self._places())

    # -- TaxMapDock --------------------------------------------------------------------------

    def set_busy(self, busy: bool) -> None:
        self.work.plan_page.set_busy(busy)
        self.date_page.set_busy(busy, self._busy_reason())
        self._show_tools()

    def restyle(self) -> None:
        self.page.restyle()
        self.work.plan_page.restyle()

    def release(self) -> None:
        self._session.changed.disconnect(self.show_session)
        self._session.data_changed.disconnect(self.show_data)
        self.work.stop()
        self.map.clear()
        self.layer.follow(None)
        self.past.release()
        super().release()

    # -- how it stands -----------------------------------------------------------------------

    def _show_page(self) -> None:
        if self._session.workspace is None:
            page: QWidget = self._no_workspace
        else:
            asked = self.date_page if self._asks_date else self.page
            page = self.work.page() or asked
        self.pages.setCurrentWidget(page)
        self.toolbar.setEnabled(page is self.page)
        self._show_tools()

    def _show_tools(self) -> None:
        chosen = bool(self.page.family.entries())
        for action in (self._zoom, self._flash):
            action.setEnabled(chosen)
        busy = self._busy_reason() if self.is_busy() else ""
        lacking = "" if self._restorable() else self.tr("Stand on a retired parcel first.")
        self.page.show_buttons(busy, busy or lacking)

    def _busy_reason(self) -> str:
        return self.tr("Wait until the present work has ended.")

    def _restorable(self) -> Optional[Entry]:
        """The retired parcel of the present row; none where it lives again or lived on."""
        story, entry = self.page.family.story, self.page.family.entry()
        if story is None or entry is None or entry.living or not entry.history_uuid:
            return None
        lives_on = entry.uuid == story.root.uuid and story.root.living
        return None if lives_on else entry

    def _places(self) -> list[Place]:
        workspace = self._session.workspace
        if workspace is None:
            return []
        try:
            return places_of(workspace, self.page.family.entries())
        except TaxMapError as error:
            self.tell_error(error)
            return []

    def _show_places(self) -> None:
        self.map.show(self._places())

    def _stood_on(self) -> None:
        self._show_places()
        self._show_tools()

    def _choose(self, found: Found) -> None:
        """A hit: its family, or what is known of a code alone."""
        if found.uuid:
            self.show_parcel(found.uuid, found.history_uuid)
            return
        self.map.clear()
        self.page.forget_story()
        self._show_tools()

    def _seen(self, seen: bool) -> None:
        """It comes to the front: an empty one shows the parcel that is selected already."""
        self.map.set_seen(seen)
        if seen and self.page.family.story is None and not self.page.text.text():
            self._selected()

    def _selected(self) -> None:
        """The officer selected a parcel on the map while she looks at the dock."""
        uuids = self.layer.uuids() if self.isUserVisible() else []
        if len(uuids) == 1 and self.work.page() is None:
            self.show_parcel(uuids[0], moves=False)

    def _show_layer(self, made: MadeLayer) -> None:
        """The map of a day on which there was any, in the project of its workspace."""
        if made.workspace is not self._session.workspace:
            return
        if made.layer.featureCount():
            self.close_date()
            self.past.add(made)
            self.tell(say(made.told), "success")
        else:
            self.tell_refused(say(made.told))

    def _written(self, done: Written) -> None:
        self.tell(say(done.message), done.level)
        self.layer.refresh()
        self._session.data_changed.emit()

    def _add_tools(self) -> None:
        self.add_tool(
            "TaxMapHistoryPick", icon("pick_parcel.svg"), self.tr("Pick a parcel"), self.pick
        )
        self._zoom = self.add_tool(
            "TaxMapHistoryZoom",
            theme_icon("mActionZoomToSelected.svg"),
            self.tr("Zoom to what is chosen"),
            self.zoom,
        )
        self._flash = self.add_tool(
            "TaxMapHistoryFlash",
            theme_icon("mActionHighlightFeature.svg"),
            self.tr("Flash what is chosen"),
            self.flash,
        )

    def _connect(self) -> None:
        self._session.changed.connect(self.show_session)
        self._session.data_changed.connect(self.show_data)
        self.layer.selected.connect(self._selected)
        self.visibilityChanged.connect(self._seen)
        self.work.changed.connect(self._show_page)
        self.work.written.connect(self._written)
        page, tree = self.page, self.page.family.tree
        page.searched.connect(self.search_anew)
        page.chosen.connect(self._choose)
        page.date_wanted.connect(self.ask_date)
        page.restore_wanted.connect(self.restore)
        page.family.stood_on.connect(self._stood_on)
        for table in (page.hits, tree):
            table.opened.connect(lambda *_: self.zoom())
            table.flashed.connect(lambda *_: self.flash())
        for widget in (page.text, page.hits, tree):
            widget.left.connect(self.to_canvas)
        self.date_page.wanted.connect(self.show_map_of)
        self.date_page.field.textEdited.connect(self.forget_refusals)
        self.date_page.cancelled.connect(self.close_date)

"""The tax dock (ภาษี): assess a year, find a payer, see what is taxed and how it comes about."""

from __future__ import annotations

from typing import Optional

import pandas as pd
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QSignalBlocker, pyqtSignal
from qgis.PyQt.QtWidgets import QMenu, QToolButton, QWidget

from ..core.feedback import Feedback
from ..core.message import Message
from ..core.use_share import LeftOut
from ..editing.payer_card import CardItem, payer_card, payers_of
from ..editing.supposable import supposables
from ..editing.what_if import WhatIf, what_if
from ..errors import TaxMapError
from ..settings import say
from ..workspace.reader import rows_among
from .dock import TaxMapDock
from .icons import icon, theme_icon
from .left_out_page import LeftOutPage
from .parcel_layer import ParcelLayer
from .payer_card_view import PayerCardPage, item_text
from .revenue_dialog import RevenueDialog
from .session import Session
from .special_saving import SpecialSaving
from .task import WorkTask, start
from .tax_page import TaxPage
from .tax_work import Run, TaxState, assess_year, left_out_of, read_tax_state
from .what_if_page import WhatIfPage, names_of

_OF_NO_YEAR = ("comparetax", "reconcileregister")


class TaxDock(TaxMapDock):
    """``workspace_wanted``: there is none. ``import_wanted``: nothing is on the map yet.
    ``algorithm_wanted`` carries the id of one, and what is filled in for it."""

    NAME = "TaxMapTaxDock"
    workspace_wanted = pyqtSignal()
    import_wanted = pyqtSignal()
    algorithm_wanted = pyqtSignal(str, dict)

    def __init__(
        self, iface: Optional[QgisInterface], session: Session, parent: Optional[QWidget] = None
    ) -> None:
        super().__init__(self.NAME, "", parent)
        self.setWindowTitle(self.tr("Tax"))
        self._iface, self._session = iface, session
        self._year = 0
        self._loading: Optional[WorkTask] = None
        self._is_due = False  # the year is to be read once the dock is looked at
        self._shown: Optional[QWidget] = None  # a page in place of the payers
        self.revenue: Optional[RevenueDialog] = None
        self.layer = ParcelLayer(iface, self)
        self.page, self.card, self.left_out_page = TaxPage(), PayerCardPage(), LeftOutPage()
        self.what_if_page = WhatIfPage()
        self._add_empty_states()
        for page in (self.page, self.card, self.left_out_page, self.what_if_page):
            self.pages.addWidget(page)
        self._special_saving = SpecialSaving(self, session)
        self._add_tools()
        self._connect()
        self.show_session()

    # -- what is shown -----------------------------------------------------------------------

    def show_session(self) -> None:
        """Another workspace, or none: nothing of the former one stays."""
        workspace = self._session.workspace
        self._year = workspace.municipality.tax_year if workspace is not None else 0
        self.close_revenue()
        self._shown, self.card.card = None, None
        self.page.state = None
        self.message_bar.clearWidgets()
        self.layer.follow(workspace)
        self.load()

    def load(self) -> None:
        """Read the year anew, in the background; while nobody looks, later."""
        self._stop_loading()
        workspace, year = self._session.workspace, self._year
        self._is_due = workspace is not None and not self.isUserVisible()
        if workspace is None or self._is_due:
            self._show_page()
            return
        title = self.tr("Reading the taxes")
        self._loading = WorkTask(title, lambda feedback: read_tax_state(workspace, year))
        self._loading.done.connect(self._show_state)
        self._loading.failed.connect(self._loading_failed)
        start(self._loading)

    def show_year(self, year: int) -> None:
        """Another tax year."""
        self._year = year
        self.load()

    def show_payer(self, key: str) -> None:
        """The card of a payer."""
        workspace = self._session.workspace
        if workspace is None:
            return
        try:
            with workspace.reading() as reader:
                card = payer_card(reader, self._year, key)
        except TaxMapError as error:
            self.tell_error(error)
            return
        if card is None:
            self.close_card()
            return
        state = self.page.state
        self.card.show_card(card, pd.DataFrame() if state is None else state.accounts)
        self._shown = self.card
        self._show_page()

    def close_card(self) -> None:
        """Back to the payers, standing on the one that was looked at."""
        key, self.card.card = self._payer(), None
        self.show_payers()
        self.page.stand_on(key)

    def ask_what_if(self) -> None:
        """Suppose something of the item that is stood on."""
        workspace, item = self._session.workspace, self.card.item()
        if workspace is None or item is None:
            return
        try:
            with workspace.reading() as reader:
                asked = supposables(reader, self._year, item)
        except TaxMapError as error:
            self.tell_error(error)
            return
        self.what_if_page.begin(item_text(item), asked)
        self._shown = self.what_if_page
        self._show_page()
        self.what_if_page.what.setFocus()

    def work_out_what_if(self) -> None:
        """Answer it, in the background; nothing is written."""
        workspace, year = self._session.workspace, self._year
        if workspace is None or self.is_busy():
            return
        try:
            change = self.what_if_page.change()
        except TaxMapError as error:
            self.tell_error(error)
            return

        def work(_: Feedback) -> tuple[WhatIf, list[str]]:
            with workspace.reading() as reader:
                found = what_if(reader, year, change)
                rows = reader.rows("owner", ["uuid", "display_name"])
            return found, names_of(found, {row["uuid"]: row["display_name"] for row in rows})

        def done(answer: tuple[WhatIf, list[str]]) -> None:
            if self._session.workspace is workspace:
                self.what_if_page.show_result(*answer)

        self.run_task(self.tr("Working out what if"), work, done)

    def close_what_if(self) -> None:
        """Back to the card."""
        self._shown = self.card if self.card.card is not None else None
        self._show_page()

    def show_payers(self) -> None:
        """The list, in place of a card or of what is left out."""
        self._shown = None
        self._show_page()

    def is_loaded(self) -> bool:
        """Whether the year of the open workspace is shown."""
        return self.page.state is not None and self._loading is None and not self._is_due

    # -- what the officer does ---------------------------------------------------------------

    def assess(self) -> None:
        """Work the year out and keep it as drafts; what changed is superseded."""
        workspace, year = self._session.workspace, self._year
        if workspace is None or self.is_busy():
            return

        def done(run: Run) -> None:
            if self._session.workspace is workspace:
                self._assessed(run)

        self.run_task(
            self.tr("Assessing the year"),
            lambda feedback: assess_year(workspace, year, feedback),
            done,
        )

    def list_left_out(self) -> None:
        """What the registers do not tell enough of."""
        workspace, year = self._session.workspace, self._year
        if workspace is None or self.is_busy():
            return

        def done(left_out: tuple[LeftOut, ...]) -> None:
            if self._session.workspace is workspace:
                self._show_left_out(year, left_out)

        self.run_task(
            self.tr("Looking for what is left out"),
            lambda feedback: left_out_of(workspace, year, feedback),
            done,
        )

    def show_revenue(self) -> None:
        """A window of what the year brings, and of what brings nothing."""
        workspace = self._session.workspace
        if workspace is None:
            return
        self.close_revenue()
        self.revenue = RevenueDialog(workspace, self._year, self.layer, self.window())
        self.revenue.import_wanted.connect(self.import_wanted.emit)
        self.revenue.show()
        self.revenue.load()

    def close_revenue(self) -> None:
        """What it shows is of a workspace, and of a year."""
        if self.revenue is not None:
            self.revenue.release()
            self.revenue.close()
            self.revenue.deleteLater()
            self.revenue = None

    def pick(self) -> None:
        """Let the officer click on a parcel."""
        self.layer.pick()

    def zoom(self) -> None:
        """Fill the map with everything that the payer is taxed for."""
        card = self.card.card
        if card is not None:
            self.layer.zoom([item.shape for item in card.items])

    def flash(self) -> None:
        """Light up the item that is stood on."""
        item = self.card.item()
        if item is not None:
            self.layer.flash([item.shape])

    def find(self) -> None:
        self.page.text.setFocus()
        self.page.text.selectAll()

    # -- TaxMapDock --------------------------------------------------------------------------

    def set_busy(self, busy: bool) -> None:
        self.what_if_page.set_busy(busy)
        self._show_page()

    def restyle(self) -> None:
        self.page.restyle()
        self.card.restyle()
        self.left_out_page.table.fit()

    def release(self) -> None:
        self._session.changed.disconnect(self.show_session)
        self._session.data_changed.disconnect(self.load)
        self._stop_loading()
        self.close_revenue()
        self.layer.follow(None)
        super().release()

    # -- what happens ------------------------------------------------------------------------

    def _show_state(self, state: TaxState) -> None:
        self._loading = None
        if self._session.workspace is not None and state.year == self._year:
            self.page.show_state(state)
            if self._shown is self.card:
                self.show_payer(self._payer())
        self._show_page()

    def _loading_failed(self, error: TaxMapError) -> None:
        self._loading = None
        self.tell_error(error)

    def _assessed(self, run: Run) -> None:
        counts = run.kept.counts
        told = Message(
            "tax_dock.assessed",
            year=run.year,
            fresh=f"{counts['new']:,}",
            left=f"{len(run.left_out):,}",
            **{name: f"{counts[name]:,}" for name in ("changed", "same", "gone")},
        )
        offer = None
        if run.left_out:
            show = lambda: self._show_left_out(run.year, run.left_out)  # noqa: E731
            offer = (self.tr("Show what is left out"), show)
        self.tell(say(told), "warning" if run.left_out else "success", offer)
        self._session.data_changed.emit()

    def _show_left_out(self, year: int, left_out: tuple[LeftOut, ...]) -> None:
        self.left_out_page.show_left_out(year, left_out)
        self._shown = self.left_out_page
        self._show_page()
        self.left_out_page.table.setFocus()

    def _stood_on_left_out(self, parcel: str, zooms: bool = False) -> None:
        shapes = self._shapes([parcel])
        with self.layer.unheard():
            self.layer.select([parcel])
        (self.layer.zoom if zooms else self.layer.show)(shapes)

    def _stood_on_item(self) -> None:
        item: Optional[CardItem] = self.card.item()
        if item is not None and self.isUserVisible():
            self.layer.show([item.shape])

    def _selected(self) -> None:
        """The officer selected a parcel on the map while she looks at the dock: who pays for it?"""
        workspace = self._session.workspace
        uuids = self.layer.uuids() if self.isUserVisible() else []
        if workspace is None or len(uuids) != 1 or not self.is_loaded():
            return
        try:
            with workspace.reading() as reader:
                keys = payers_of(reader, self._year, uuids[0])
                parcels = rows_among(reader, "parcel", ["parcel_code"], "uuid", uuids)
        except TaxMapError as error:
            self.tell_error(error)
            return
        if keys:
            with QSignalBlocker(self.layer):
                self.show_payer(keys[0])
            return
        code = parcels[0]["parcel_code"] if parcels else None
        self.tell(say(Message("tax_dock.no_payer", parcel=code or "–", year=self._year)))

    def _shapes(self, parcels: list[str]) -> list:
        workspace = self._session.workspace
        if workspace is None:
            return []
        try:
            rows = rows_among(workspace, "parcel", ["geom"], "uuid", parcels)
        except TaxMapError as error:
            self.tell_error(error)
            return []
        return [row["geom"] for row in rows]

    def _payer(self) -> str:
        card = self.card.card
        return card.key if card is not None else ""

    def _seen(self, seen: bool) -> None:
        if seen and self._is_due:
            self.load()

    # -- how it stands -----------------------------------------------------------------------

    def _show_page(self) -> None:
        state, is_open = self.page.state, self._session.workspace is not None
        page: QWidget = self.page
        if not is_open:
            page = self._no_workspace
        elif self._shown is not None:
            page = self._shown
        elif state is not None and not state.parcels:
            page = self._no_parcels
        elif state is not None and not len(state.payers):
            self._not_assessed.sentence.say(self._not_assessed_text())
            page = self._not_assessed
        self.pages.setCurrentWidget(page)
        self._show_tools()

    def _not_assessed_text(self) -> str:
        told = self.tr(
            "Tax year {} was not assessed yet. Assessing works out every tax from the registers"
            " and keeps it as a draft."
        )
        return str(told.format(self._year))

    def _show_tools(self) -> None:
        busy, is_open = self.is_busy(), self._session.workspace is not None
        has_parcels = self.page.state is not None and self.page.state.parcels > 0
        for action in (self._assess, self._left_out):
            action.setEnabled(is_open and has_parcels and not busy)
        self._not_assessed.button.setEnabled(not busy)
        has_card = self._shown is self.card
        for action in (self._zoom, self._flash):
            action.setEnabled(has_card)
        for action in (self._pick, self._revenue, *self._actions_of_menu):
            action.setEnabled(is_open)

    def _add_empty_states(self) -> None:
        self._no_workspace = self.add_empty_state(
            "TaxMapTaxNoWorkspace",
            icon("open_workspace.svg"),
            self.tr("No workspace is open. Open or create one first."),
            self.tr("Go to Start"),
            self.workspace_wanted.emit,
        )
        self._no_parcels = self.add_empty_state(
            "TaxMapTaxNoParcels",
            icon("import_layers.svg"),
            self.tr("There are no parcels on the map yet."),
            self.tr("Import parcels…"),
            self.import_wanted.emit,
        )
        self._not_assessed = self.add_empty_state(
            "TaxMapTaxNotAssessed",
            icon("tax.svg"),
            "",
            self.tr("Assess the year"),
            self.assess,
        )

    def _add_tools(self) -> None:
        self._assess = self.add_tool(
            "TaxMapTaxAssess", icon("tax.svg"), self.tr("Assess the year"), self.assess, "F5"
        )
        self._left_out = self.add_tool(
            "TaxMapTaxLeftOut",
            icon("left_out.svg"),
            self.tr("Show what is left out"),
            self.list_left_out,
        )
        self._revenue = self.add_tool(
            "TaxMapTaxRevenue",
            icon("revenue.svg"),
            self.tr("Show the revenue…"),
            self.show_revenue,
        )
        self._pick = self.add_tool(
            "TaxMapTaxPick", icon("pick_parcel.svg"), self.tr("Pick a parcel"), self.pick
        )
        self._zoom = self.add_tool(
            "TaxMapTaxZoom",
            theme_icon("mActionZoomToSelected.svg"),
            self.tr("Zoom to all that the payer has"),
            self.zoom,
        )
        self._flash = self.add_tool(
            "TaxMapTaxFlash",
            theme_icon("mActionHighlightFeature.svg"),
            self.tr("Flash what is chosen"),
            self.flash,
        )

        more = self.add_tool(
            "TaxMapTaxMore",
            theme_icon("mActionOptions.svg"),
            self.tr("Print, check and report"),
            lambda: None,
        )
        more.setMenu(self._menu())
        button = self.toolbar.widgetForAction(more)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def _menu(self) -> QMenu:
        """What the toolbox does with the taxes of the year."""
        menu = QMenu(self)
        for algorithm, text in (
            ("printforms", self.tr("Print forms…")),
            ("checktax", self.tr("Check against LTAX…")),
            ("comparetax", self.tr("Compare two assessments…")),
            ("reportcollection", self.tr("Report of collection…")),
            ("reconcileregister", self.tr("Compare with other lists…")),
            ("freezeregister", self.tr("Freeze the data of 1 January…")),
        ):
            action = menu.addAction(text)
            action.setObjectName("TaxMapTax" + algorithm)
            action.triggered.connect(lambda *_, name=algorithm: self._open(name))
        special = menu.addAction(self.tr("Special property…"))
        special.setObjectName("TaxMapTaxSpecial")
        special.triggered.connect(lambda *_: self._special_saving.begin(self._year))
        self._actions_of_menu = menu.actions()
        return menu

    def _open(self, algorithm: str) -> None:
        year = {} if algorithm in _OF_NO_YEAR else {"YEAR": self._year}
        self.algorithm_wanted.emit(f"taxmap:{algorithm}", year)

    def _connect(self) -> None:
        self._session.changed.connect(self.show_session)
        self._session.data_changed.connect(self.load)
        self.visibilityChanged.connect(self._seen)
        self.layer.selected.connect(self._selected)
        page, items, left_out = self.page, self.card.items, self.left_out_page.table
        page.card_wanted.connect(self.show_payer)
        page.year_chosen.connect(self.show_year)
        self.card.stood_on.connect(self._stood_on_item)
        self.card.closed.connect(self.close_card)
        self.card.what_if_wanted.connect(self.ask_what_if)
        self.what_if_page.wanted.connect(self.work_out_what_if)
        self.what_if_page.closed.connect(self.close_what_if)
        items.opened.connect(lambda _: self.zoom())
        items.flashed.connect(lambda _: self.flash())
        for widget in (page.text, page.payers, items, left_out):
            widget.left.connect(self.to_canvas)
        left_out.stood_on.connect(self._stood_on_left_out)
        left_out.opened.connect(lambda parcel: self._stood_on_left_out(parcel, zooms=True))
        left_out.flashed.connect(lambda parcel: self.layer.flash(self._shapes([parcel])))
        self.left_out_page.closed.connect(self.show_payers)

    def _stop_loading(self) -> None:
        if self._loading is not None:
            self._loading.abandon(0.0)
            self._loading = None

"""The window of the revenue (รายได้ภาษี): totals, charts, and what brings no tax, on the map."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Optional

from qgis.core import Qgis
from qgis.gui import QgsMessageBar
from qgis.PyQt.QtCore import QEvent, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ..cartography.revenue_pdf import write_revenue_pdf
from ..core.feedback import Silent
from ..core.message import Message
from ..core.money import format_baht
from ..core.revenue import Revenue
from ..core.revenue_table import RevenueTables
from ..core.thai_date import today
from ..editing.revenue import read_revenue
from ..errors import Cancelled, TaxMapError
from ..exchange.revenue_workbook import write_revenue_workbook
from ..settings import LAST_FOLDER, language, read, say
from ..workspace.reader import rows_among
from ..workspace.store import Workspace
from .dock import BusyLine, EmptyState, Pages
from .icons import icon
from .parcel_layer import ParcelLayer
from .revenue_gaps import GapView
from .revenue_standing import StandingView
from .task import Work, WorkTask, start
from .widgets import MARGIN, FittedLabel, ScrollingDown, named_button

_SIZE = (980, 570)  # in sight as a whole on 1366 x 768 (P1)


class RevenueDialog(QDialog):
    """Stays open beside the map. ``import_wanted``: there are no parcels yet."""

    import_wanted = pyqtSignal()

    def __init__(
        self, workspace: Workspace, year: int, layer: ParcelLayer, parent: Optional[QWidget] = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("TaxMapRevenueDialog")
        self.setWindowTitle(self.tr("Revenue of the taxes"))
        self._workspace, self._year, self._layer = workspace, year, layer
        self._task: Optional[WorkTask] = None
        self.tables: Optional[RevenueTables] = None
        self.message_bar = QgsMessageBar()
        self.message_bar.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.totals = FittedLabel()
        self.standing, self.gaps = StandingView(), GapView()
        self.busy_line = BusyLine("TaxMapRevenue")
        self.pages = Pages()
        self._add_pages()
        self._add_buttons()
        self._lay_out()
        self._connect()
        self.restyle()

    # -- reading -------------------------------------------------------------------------------

    def load(self) -> None:
        """Read everything, in the background."""
        if self._task is not None:
            return
        workspace, year = self._workspace, self._year
        self._run(
            self.tr("Reading the revenue"),
            lambda feedback: read_revenue(workspace, today(), year, feedback),
            self.show_revenue,
        )

    def is_busy(self) -> bool:
        """Whether something runs in the background."""
        return self._task is not None

    def show_revenue(self, revenue: Revenue) -> None:
        """Fill the window."""
        self.tables = RevenueTables(revenue, language())
        of = self.tables.of
        names = ("assessed", "paid", "arrears", "not_due")
        sums = {name: format_baht(int(revenue.of_year[name].sum())) for name in names}
        whole = revenue.all_gaps()
        told = {"low": format_baht(whole.low), "high": format_baht(whole.high)}
        lines = [self.tables.as_of(), of("totals", **sums)]
        lines.append(of("gap_total", count=whole.count, **told))
        self.totals.say("\n".join(lines))
        self.standing.show_tables(self.tables)
        self.gaps.show_tables(self.tables)
        if not len(revenue.parcels):
            self.pages.setCurrentWidget(self._no_parcels)
        else:
            self.pages.setCurrentWidget(self._content)
        self._show_buttons()

    def release(self) -> None:
        """Stop what runs, for good."""
        if self._task is not None:
            self._task.abandon()
            self._task = None

    def done(self, result: int) -> None:
        """Closed: what is still read is wanted no more."""
        if self._task is not None:
            self._task.forget()
        super().done(result)

    # -- what the officer does -----------------------------------------------------------------

    def show_all(self) -> None:
        """Select all parcels of the gap, and fill the map with them."""
        self._select(self.gaps.parcels(), True)

    def export_pdf(self) -> None:
        path = self._ask_where(self.tr("Save the report"), ".pdf", "PDF (*.pdf)")
        if path is not None:
            self.write_pdf(path)

    def write_pdf(self, path: Path) -> None:
        """QGIS lays pages out in the thread of its window: what waits sees that it works."""
        tables = self.tables
        if tables is None:
            return
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            write_revenue_pdf(self._workspace, tables, path, Silent())
        except TaxMapError as error:
            self._tell(say(error.message), Qgis.MessageLevel.Warning)
            return
        finally:
            QApplication.restoreOverrideCursor()
        self._tell_written(path)

    def export_workbook(self) -> None:
        path = self._ask_where(self.tr("Save the workbook"), ".xlsx", "Excel (*.xlsx)")
        if path is not None:
            self.write_workbook(path)

    def write_workbook(self, path: Path) -> None:
        """In the background."""
        tables = self.tables
        if tables is not None and not self.is_busy():
            self._run(
                self.tr("Writing the report"),
                lambda _: write_revenue_workbook(tables, path),
                lambda _: self._tell_written(path),
            )

    # -- what happens --------------------------------------------------------------------------

    def _select(self, parcels: list[str], zooms: bool) -> None:
        try:
            rows = rows_among(self._workspace, "parcel", ["geom"], "uuid", parcels)
            with self._layer.unheard():
                self._layer.select(parcels)
        except TaxMapError as error:
            self._tell(say(error.message), Qgis.MessageLevel.Warning)
            return
        shapes = [row["geom"] for row in rows]
        (self._layer.zoom if zooms else self._layer.show)(shapes)

    def _run(self, title: str, work: Work, done: Callable[[Any], Any]) -> None:
        task = self._task = WorkTask(title, work)
        task.done.connect(done)
        task.failed.connect(self._failed)
        task.taskCompleted.connect(self._end)
        task.taskTerminated.connect(self._end)
        self.busy_line.watch(task, title)
        self._show_buttons()
        start(task)

    def _failed(self, error: TaxMapError) -> None:
        if self.tables is None:
            self.pages.setCurrentWidget(self._unread)
        if not isinstance(error, Cancelled):
            self._tell(say(error.message), Qgis.MessageLevel.Warning)

    def _end(self) -> None:
        self._task = None
        self.busy_line.hide()
        self._show_buttons()

    def _ask_where(self, title: str, suffix: str, kinds: str) -> Optional[Path]:
        name = say(Message("revenue_dialog.file", year=self._year))
        suggested = Path(str(read(LAST_FOLDER))) / (name + suffix)
        path, _ = QFileDialog.getSaveFileName(self, title, str(suggested), kinds)
        if not path:
            return None
        return Path(path if path.lower().endswith(suffix) else path + suffix)

    def _tell_written(self, path: Path) -> None:
        told = Message("revenue_dialog.written", file=path.name)
        self._tell(say(told), Qgis.MessageLevel.Success)

    def _tell(self, text: str, level: Any) -> None:
        self.message_bar.clearWidgets()
        self.message_bar.pushMessage("", text, level, 0)

    def _show_buttons(self) -> None:
        is_idle, has_read = self._task is None, self.tables is not None
        self.again.setEnabled(is_idle)
        for button in (self.pdf, self.workbook):
            button.setEnabled(is_idle and has_read)
        self.all.setEnabled(bool(self.gaps.parcels()))

    # -- how it is made ------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self.restyle()

    def restyle(self) -> None:
        """Draw anew what depends on the font."""
        self.gaps.restyle()

    def _add_pages(self) -> None:
        self._content = QWidget()
        self._reading = QWidget()
        self._no_parcels = EmptyState(
            "TaxMapRevenueNoParcels",
            icon("import_layers.svg"),
            self.tr("There are no parcels on the map yet."),
            self.tr("Import parcels…"),
            self.import_wanted.emit,
        )
        self._unread = EmptyState(
            "TaxMapRevenueUnread",
            icon("revenue.svg"),
            self.tr("Nothing was read. Read the revenue again."),
            self.tr("Read again"),
            self.load,
        )
        for page in (self._reading, self._content, self._no_parcels, self._unread):
            self.pages.addWidget(page)

    def _add_buttons(self) -> None:
        self.all = named_button("TaxMapRevenueAll", self.tr("Show all on the map"))
        self.again = named_button("TaxMapRevenueAgain", self.tr("Read again"))
        self.pdf = named_button("TaxMapRevenuePdf", self.tr("Report as PDF…"))
        self.workbook = named_button("TaxMapRevenueXlsx", self.tr("Workbook…"))
        self.close_it = named_button("TaxMapRevenueClose", self.tr("Close"))
        for button in (self.all, self.again, self.pdf, self.workbook, self.close_it):
            button.setAutoDefault(False)

    def _lay_out(self) -> None:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.standing)
        split.addWidget(ScrollingDown(self.gaps))
        split.setSizes([_SIZE[0] * 9 // 20, _SIZE[0] * 11 // 20])
        content = QVBoxLayout(self._content)
        content.setContentsMargins(0, 0, 0, 0)
        content.setSpacing(MARGIN)
        content.addWidget(self.totals)
        content.addWidget(split, 1)
        foot = QHBoxLayout()
        for button in (self.all, self.again):
            foot.addWidget(button)
        foot.addStretch(1)
        for button in (self.pdf, self.workbook, self.close_it):
            foot.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setSpacing(MARGIN)
        layout.addWidget(self.message_bar)
        layout.addWidget(self.pages, 1)
        layout.addWidget(self.busy_line)
        layout.addLayout(foot)
        self.resize(*_SIZE)

    def _connect(self) -> None:
        self.gaps.shown.connect(self._select)
        self.gaps.changed.connect(self._show_buttons)
        self.gaps.left.connect(self.reject)
        for button, act in (
            (self.all, self.show_all),
            (self.again, self.load),
            (self.pdf, self.export_pdf),
            (self.workbook, self.export_workbook),
            (self.close_it, self.reject),
        ):
            button.clicked.connect(lambda *_, act=act: act())

"""The pieces of a plan as rows: which keeps the code, the code before and now, the areas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Optional

from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
)

from ..core.message import Message
from ..editing.parcel_plan import Piece, Plan, codes_replaced
from ..settings import say
from .area_text import metres_text, thai_area_of
from .widgets import line_height

KEEPS, OLD, CODE, AREA, METRES = range(5)
_MOST_ROWS = 8  # seen at once; more are scrolled to


class PlanTable(QTableWidget):
    """A row a piece; the code can be typed over.

    ``stood_on`` carries the row the officer stands on; ``remainder_chosen`` the row that she
    wants to keep the code; ``code_changed`` row and text.
    """

    stood_on = pyqtSignal(int)
    remainder_chosen = pyqtSignal(int)
    code_changed = pyqtSignal(int, str)

    def __init__(self) -> None:
        super().__init__(0, METRES + 1)
        self._parents: list[tuple[str, ...]] = []
        self.setObjectName("TaxMapPlanPieces")
        self.setAccessibleName(self.tr("Pieces"))
        self.setHorizontalHeaderLabels(
            [
                self.tr("Keep"),
                self.tr("Old code"),
                self.tr("Code"),
                self.tr("r-n-w"),
                self.tr("m²"),
            ]
        )
        self.horizontalHeaderItem(KEEPS).setToolTip(self.tr("This piece keeps the old code."))
        self.horizontalHeaderItem(AREA).setToolTip(self.tr("rai-ngan-wah"))
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(24)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(CODE, QHeaderView.ResizeMode.Stretch)
        self.itemChanged.connect(self._changed)
        self.currentCellChanged.connect(lambda row, *_: self.stood_on.emit(row))

    def show_pieces(self, plan: Plan, codes: Mapping[int, str]) -> None:
        """Fill the table; ``codes`` are those that were typed, by row.

        Without remainders there is nothing to choose. Where parcels get other codes, the old
        ones stand in the place of the square metres, which stay as they are.
        """
        self.blockSignals(True)
        replaced = codes_replaced(plan)
        self._parents = [piece.parents for piece in plan.pieces]
        self.setRowCount(len(plan.pieces))
        self.setColumnHidden(KEEPS, not plan.remainders)
        self.setColumnHidden(OLD, not replaced)
        self.setColumnHidden(METRES, bool(replaced))
        for row, piece in enumerate(plan.pieces):
            self._fill(row, piece, row in plan.remainders, replaced.get(row))
        for row, code in codes.items():
            self.item(row, CODE).setText(code)
        self.blockSignals(False)
        self.fit()

    def code(self, row: int) -> str:
        """The code as it stands now."""
        item = self.item(row, CODE)
        return item.text().strip() if item is not None else ""

    def explain(self, row: int, reason: Optional[Message]) -> None:
        """Why the code is what it is, for who points at it."""
        self.blockSignals(True)  # nothing was typed
        self.item(row, CODE).setToolTip(say(reason) if reason is not None else "")
        self.blockSignals(False)

    def tick(self, row: int) -> None:
        """Let this piece keep the code."""
        self.item(row, KEEPS).setCheckState(Qt.CheckState.Checked)

    def fit(self) -> None:
        """Rows as high as Thai needs, the table as high as its rows (T2)."""
        height = line_height(self) + 4
        self.verticalHeader().setMinimumSectionSize(height)
        for row in range(self.rowCount()):
            self.setRowHeight(row, height)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        rows = max(1, min(self.rowCount(), _MOST_ROWS)) * (line_height(self) + 4)
        header = self.horizontalHeader().sizeHint().height()
        return QSize(super().sizeHint().width(), rows + header + 2 * self.frameWidth())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def _fill(self, row: int, piece: Piece, keeps: bool, old: Optional[str]) -> None:
        flags = Qt.ItemFlag
        shown = flags.ItemIsEnabled | flags.ItemIsSelectable
        mark = self._cell(row, KEEPS)
        mark.setFlags(shown | flags.ItemIsUserCheckable)
        mark.setCheckState(Qt.CheckState.Checked if keeps else Qt.CheckState.Unchecked)
        mark.setToolTip(self.tr("This piece keeps the old code."))
        before = self._cell(row, OLD)
        before.setText("" if old is None else f"{old or '–'} →")
        before.setFlags(shown)
        code = self._cell(row, CODE)
        code.setText(piece.code or "")
        code.setFlags(shown | flags.ItemIsEditable)
        texts = thai_area_of(piece.area_m2), metres_text(piece.area_m2)
        for column, text in zip((AREA, METRES), texts):
            cell = self._cell(row, column)
            cell.setText(text)
            cell.setFlags(shown)
            cell.setToolTip(text)
            cell.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def _cell(self, row: int, column: int) -> QTableWidgetItem:
        """The cell that is there, as one that was just typed in must not go away, or a new one."""
        cell = self.item(row, column)
        if cell is None:
            cell = QTableWidgetItem()
            self.setItem(row, column, cell)
        return cell

    def _changed(self, item: QTableWidgetItem) -> None:
        if item.column() == CODE:
            self.code_changed.emit(item.row(), item.text().strip())
        elif item.column() == KEEPS:
            self._choose(item.row(), item.checkState() == Qt.CheckState.Checked)

    def _choose(self, row: int, on: bool) -> None:
        """One and only one piece of a parcel keeps its code; no tick can just be taken away."""
        self.blockSignals(True)
        for other, parents in enumerate(self._parents):
            if parents != self._parents[row]:
                continue
            state = Qt.CheckState.Checked if other == row else Qt.CheckState.Unchecked
            self.item(other, KEEPS).setCheckState(state)
        self.blockSignals(False)
        if on:
            self.remainder_chosen.emit(row)

"""Two officers changed one row: both values side by side, and the choice between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Optional

import pandas as pd
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QDialog,
    QDialogButtonBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)
from shapely.geometry.base import BaseGeometry

from ..core.area import amount
from ..core.shape_distance import farthest_apart
from ..core.thai_date import format_date, local_day
from ..editing.conflict import rows_of
from ..settings import language, say
from ..workspace.schema import BOOKKEEPING, GEOMETRY_COLUMN, Table, table
from .widgets import SEPARATOR, WrappedLabel

LATER, MINE, THEIRS = "later", "mine", "theirs"
_NOT_SHOWN = {"fid", "uuid", *BOOKKEEPING}


class ConflictDialog(QDialog):
    """``rows`` as they are now, ``mine`` what the officer wanted to write, by uuid and column.

    ``theirs`` are the columns that somebody else changed, as far as known. What both changed is
    shown; where that is nothing, what they changed.
    """

    def __init__(
        self,
        table_name: str,
        rows: pd.DataFrame,
        mine: Mapping[str, Mapping[str, Any]],
        parent: Optional[QWidget] = None,
        theirs: Optional[Mapping[str, Iterable[str]]] = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("TaxMapConflictDialog")
        self.setWindowTitle(self.tr("Somebody else changed this too"))
        self.choice = LATER
        told = self.tr("Nothing was written yet. Choose which values stay.")
        if _are_apart(rows, mine, theirs or {}):
            told = self.tr(
                "Nothing was written yet. You and somebody else changed different things: "
                "with “Write mine” both stay."
            )
        self._buttons: dict[str, QAbstractButton] = {}
        buttons = QDialogButtonBox()
        for name, text, choice in (
            ("TaxMapConflictTheirs", self.tr("Keep theirs"), THEIRS),
            ("TaxMapConflictMine", self.tr("Write mine"), MINE),
            ("TaxMapConflictLater", self.tr("Decide later"), LATER),
        ):
            button = buttons.addButton(text, QDialogButtonBox.ButtonRole.ActionRole)
            button.setObjectName(name)
            self._buttons[choice] = button
            button.clicked.connect(lambda _=False, choice=choice: self._choose(choice))
        self.table = _comparison(self._lines(table_name, rows, mine, theirs or {}), self._header())
        layout = QVBoxLayout(self)
        layout.addWidget(WrappedLabel(told))
        layout.addWidget(self.table, 1)
        layout.addWidget(buttons)
        self.resize(900, 320)

    def can_write_mine(self, possible: bool) -> None:
        """Hers cannot be written where the plan was made of another shape or code."""
        self._buttons[MINE].setEnabled(possible)
        why = self.tr("A shape or a code has changed; look at it first.")
        self._buttons[MINE].setToolTip("" if possible else why)

    def _header(self) -> list[str]:
        return [
            self.tr("Row"),
            self.tr("What"),
            self.tr("Mine"),
            self.tr("Theirs"),
            self.tr("Changed by"),
        ]

    def _lines(
        self,
        table_name: str,
        rows: pd.DataFrame,
        mine: Mapping[str, Mapping[str, Any]],
        theirs: Mapping[str, Iterable[str]],
    ) -> list[list[str]]:
        target = table(table_name)
        both = {uuid: self._shown(own) & set(theirs.get(uuid, own)) for uuid, own in mine.items()}
        is_choice = any(both.values())
        lines: list[list[str]] = []
        for uuid, row in rows_of(rows).items():
            if is_choice and both.get(uuid) == set():
                continue
            own = mine.get(uuid, {})
            changed = both.get(uuid) or self._shown(theirs.get(uuid, own))
            who = " ".join([str(row.get("updated_by") or "–"), _day(row.get("updated_at"))])
            name = " ".join(str(row[column]) for column in target.display if row.get(column))
            told = [self._told(target, column, own, row) for column in row if column in changed]
            lines += [[name, *one, who] for one in told or [["", "", ""]]]
        return lines

    def _shown(self, columns: Iterable[str]) -> set[str]:
        return set(columns) - _NOT_SHOWN

    def _told(
        self, target: Table, column: str, own: Mapping[str, Any], row: Mapping[str, Any]
    ) -> list[str]:
        """What it is, hers and theirs."""
        if column == GEOMETRY_COLUMN:
            return [self.tr("Shape on the map"), *self._shapes(own, row)]
        said = _text(own[column]) if column in own else self.tr("not changed")
        return [target.column(column).title(language()), said, _text(row.get(column))]

    def _shapes(self, own: Mapping[str, Any], row: Mapping[str, Any]) -> list[str]:
        """The area of hers and of theirs, and how far theirs lies from hers."""
        mine, theirs = own.get(GEOMETRY_COLUMN), row.get(GEOMETRY_COLUMN)
        said = self.tr("changed") if GEOMETRY_COLUMN in own else self.tr("not changed")
        if mine is None or theirs is None or mine.is_empty or theirs.is_empty:
            return [said, _area(theirs) or "–"]
        metres = f"{farthest_apart(mine, theirs):,.2f}"
        far = self.tr("up to {} m away from mine").format(metres)
        return [_area(mine) or said, SEPARATOR.join(filter(None, [_area(theirs), far]))]

    def _choose(self, choice: str) -> None:
        self.choice = choice
        self.accept()


def _are_apart(
    rows: pd.DataFrame,
    mine: Mapping[str, Mapping[str, Any]],
    theirs: Mapping[str, Iterable[str]],
) -> bool:
    """Whether it is known that nobody changed what the officer changed."""
    return all(
        uuid in theirs and mine.get(uuid) and not set(theirs[uuid]) & set(mine[uuid])
        for uuid in rows["uuid"]
    )


def _day(moment: Optional[str]) -> str:
    return format_date(local_day(moment), language=language()) if moment else ""


def _area(shape: Optional[BaseGeometry]) -> str:
    return say(amount(shape.area)) if shape is not None and shape.area else ""


def _text(value: Any) -> str:
    return "–" if value is None or pd.isna(value) else str(value)


def _comparison(lines: Sequence[Sequence[str]], header: list[str]) -> QTableWidget:
    view = QTableWidget(len(lines), len(header))
    view.setObjectName("TaxMapConflictTable")
    view.setHorizontalHeaderLabels(header)
    view.verticalHeader().hide()
    view.setTabKeyNavigation(False)
    view.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    for place, line in enumerate(lines):
        for column, text in enumerate(line):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            view.setItem(place, column, item)
    view.resizeColumnsToContents()
    view.horizontalHeader().setStretchLastSection(True)
    return view

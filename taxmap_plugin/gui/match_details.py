"""One line of a match: both sides beside each other, differences in words (P12)."""

from __future__ import annotations

import json
from typing import Any, Optional

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..core.match_profile import field_message, method_message
from ..core.message import Message
from ..exchange.match_lines import CHANGED, KEYS, area_text, reason_text
from ..settings import language, say
from .icons import state_icon
from .match_model import value_text
from .widgets import MARGIN, SEPARATOR, FittedLabel, least_height, line_height

_SHAPES = {
    "same": "passed",
    "near": "check",
    "different": "error",
    "unknown": "check",
    "missing": "not_started",
    CHANGED: "check",
}
_LEAST_ROWS = 3  # of the values; differences stand first
Field = tuple[str, str, str, str]
"""Name, value on the map, value in the register, verdict."""


def fields_of(line: dict[str, Any]) -> list[Field]:
    """The fields of a line: what was compared, else what the one side says; differences first."""
    compared = line.get("compared")
    if isinstance(compared, str):
        found = [
            (name, value_text(name, left), value_text(name, right), str(verdict))
            for name, (left, right, verdict) in json.loads(compared).items()
        ]
        return sorted(found, key=lambda one: list(_ORDER).index(one[3]))
    found = []
    for name in KEYS:
        left, right = line.get("map_" + name), line.get("register_" + name)
        if left or right:
            found.append((name, value_text(name, left), value_text(name, right), "missing"))
    areas = area_text(line.get("map_area")), area_text(line.get("register_area"))
    if any(areas):
        found.append(("area", areas[0] or "–", areas[1] or "–", "missing"))
    return found


_ORDER = ("different", CHANGED, "unknown", "near", "same", "missing")


class MatchDetails(QWidget):
    """Why a line is what it is, and its values side by side."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("TaxMapMatchDetails")
        self.why = FittedLabel()
        self.table = QTableWidget(0, 4)
        self.table.setObjectName("TaxMapMatchCompared")
        self.table.setAccessibleName(self.tr("Values compared"))
        self.table.setTabKeyNavigation(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setHighlightSections(False)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.ResizeToContents)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.setHorizontalHeaderLabels(
            [self.tr("Field"), self.tr("Map"), self.tr("Register"), self.tr("Verdict")]
        )
        self._line: Optional[dict[str, Any]] = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(MARGIN)
        layout.addWidget(self.why)
        layout.addWidget(self.table, 1)

    def show_line(self, line: Optional[dict[str, Any]]) -> None:
        """Show a line; None shows that one may be chosen."""
        self._line = line
        self.table.setMinimumHeight(least_height(self.table, _LEAST_ROWS))
        if line is None:
            self.why.say(self.tr("Choose a line to see both sides."))
            self.table.setRowCount(0)
            return
        self.why.say(self._sentence(line))
        fields = fields_of(line)
        self.table.setRowCount(len(fields))
        height = line_height(self)
        self.table.verticalHeader().setMinimumSectionSize(height)
        for row, field in enumerate(fields):
            self.table.setRowHeight(row, height)
            self._fill(row, field)

    def restyle(self) -> None:
        """Draw the shapes anew."""
        self.show_line(self._line)

    def _fill(self, row: int, field: Field) -> None:
        name, left, right, verdict = field
        word = say(Message("match_dock.verdict_" + verdict))
        texts = [say(field_message(name)), left, right, word]
        for column, text in enumerate(texts):
            cell = QTableWidgetItem(text)
            cell.setToolTip(text)
            if column == 3:
                cell.setIcon(state_icon(_SHAPES[verdict], self.palette()))
            if verdict == "different":
                font = cell.font()
                font.setBold(True)
                cell.setFont(font)
            self.table.setItem(row, column, cell)

    def _sentence(self, line: dict[str, Any]) -> str:
        parts = []
        reason = reason_text(line.get("reason"), language())
        if reason:
            parts.append(reason)
        if line.get("better_code"):
            parts.append(say(Message("match_dock.better", code=line["better_code"])))
        if line.get("method"):
            method = method_message(str(line["method"]))
            score = round(100 * float(line.get("score") or 0))
            parts.append(say(Message("match_dock.found_by", method=method, score=score)))
        elif line.get("parcel_uuid"):
            parts.append(say(Message("match_dock.parcel_alone")))
        else:
            parts.append(say(Message("match_dock.row_alone")))
        if line.get("owner"):
            parts.append(say(Message("match_dock.owner", name=line["owner"])))
        return SEPARATOR.join(parts)

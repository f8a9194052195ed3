"""One finding in full: what was found, why it matters, what was decided of it."""

from __future__ import annotations

import datetime as dt
from typing import Any, Optional, Union

from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QLabel, QVBoxLayout, QWidget

from ..core.area import amount
from ..core.message import Message
from ..core.resources import resource_path
from ..core.thai_date import local_day
from ..settings import say
from ..workspace.finding_list import GONE, UNASKED
from .finding_groups import state_name
from .icons import state_word
from .quality_work import title_of, why_of
from .widgets import MARGIN, SEPARATOR, FittedLabel, ScrollingDown, line_height

_LINES = 6  # that it would like to show at once
_DRAWING = (120, 80)  # pixels


class FindingDetails(QWidget):
    """Scrolls where the dock is low."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("TaxMapQualityDetails")
        self.title, self.told = FittedLabel(), FittedLabel()
        self.title.emphasise()
        self.drawing = QLabel()
        self.drawing.setObjectName("TaxMapQualityDrawing")
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MARGIN)
        column.addWidget(self.title)
        column.addWidget(self.told)
        column.addWidget(self.drawing)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(ScrollingDown(body))

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), _LINES * line_height(self))

    def show_finding(self, finding: dict[str, Any]) -> None:
        """A finding, with the drawing of its rule."""
        self._say(finding["text"], "\n".join(_lines(finding)), finding["rule"])

    def show_chosen(self, count: int, rule: str) -> None:
        """How many are chosen, and, where all are of one rule, why it matters."""
        why = say(why_of(rule)) if rule else ""
        how = self.tr("Open a group and choose a finding. F3 leads to the next one.")
        title = say(Message("quality_dock.chosen", count=count)) if count else ""
        self._say(title, "\n".join(filter(None, (why, how))), rule)

    def _say(self, title: str, told: str, rule: str) -> None:
        self.title.setVisible(bool(title))
        self.title.say(title)
        self.told.say(told)
        path = resource_path("quality", f"{rule}.svg")
        self.drawing.setVisible(path.is_file())
        if path.is_file():
            self.drawing.setPixmap(QIcon(str(path)).pixmap(*_DRAWING))


def _lines(finding: dict[str, Any]) -> list[str]:
    rule = finding["rule"]
    words = [state_word(finding["severity"]), state_name(finding["state"])]
    if rule:
        words.insert(0, say(title_of(rule)))
    lines = [SEPARATOR.join(words)]
    lines += [say(message) for message in _told(finding)]
    if rule:
        lines.append(say(why_of(rule)))
    return lines


def _told(finding: dict[str, Any]) -> list[Message]:
    told = []
    if finding["state"] == "accepted":
        by, reason = finding["decided_by"] or "–", finding["decision"] or "–"
        day = _day(finding["decided_at"])
        told.append(Message("quality_dock.accepted_because", reason=reason, name=by, day=day))
    if finding["state"] in GONE and finding["closed_at"]:
        how = "unasked_since" if finding["state"] == UNASKED else "gone_since"
        told.append(Message(f"quality_dock.{how}", day=local_day(finding["closed_at"])))
    if finding["state"] == "in_work" and finding["assigned_to"]:
        told.append(Message("quality_dock.assigned_to", name=finding["assigned_to"]))
    if finding["reopened_at"] and finding["state"] not in GONE:
        again = "found_again" if finding["closed_at"] else "open_again"  # it was never gone
        told.append(Message(f"quality_dock.{again}", day=local_day(finding["reopened_at"])))
    else:
        told.append(Message("quality_dock.found_on", day=_day(finding["created_at"])))
    if finding["touched_m2"]:
        touched = amount(finding["touched_m2"])
        if finding["value"]:
            worth = f"{round(finding['value'] / 100):,}"
            told.append(Message("quality_dock.touches_worth", area=touched, worth=worth))
        else:
            told.append(Message("quality_dock.touches", area=touched))
    return told


def _day(utc: Optional[str]) -> Union[dt.date, str]:
    """A finding that was typed, or decided, in QGIS's own form need not say when."""
    return local_day(utc) if utc else "–"

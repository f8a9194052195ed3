"""One finding in full: what was found, why it matters, what was decided of it."""

from __future__ import annotations

from typing import Any, Optional

from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtWidgets import QVBoxLayout, QWidget

from ..core.area import amount
from ..core.message import Message
from ..core.thai_date import local_day
from ..settings import say
from .finding_groups import state_name
from .icons import state_word
from .quality_work import title_of
from .widgets import MARGIN, SEPARATOR, FittedLabel, ScrollingDown, line_height

_LINES = 6  # that it would like to show at once


class FindingDetails(QWidget):
    """Scrolls where the dock is low."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("TaxMapQualityDetails")
        self.title, self.told = FittedLabel(), FittedLabel()
        self.title.emphasise()
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MARGIN)
        column.addWidget(self.title)
        column.addWidget(self.told)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(ScrollingDown(body))

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), _LINES * line_height(self))

    def show_finding(self, finding: Optional[dict[str, Any]], chosen: int = 0) -> None:
        """A finding; without one how many are ``chosen``, and what to do."""
        if finding is None:
            self.title.say(say(Message("quality_dock.chosen", count=chosen)) if chosen else "")
            self.title.setVisible(chosen > 0)
            self.told.say(self.tr("Open a group and choose a finding. F3 leads to the next one."))
            return
        self.title.setVisible(True)
        self.title.say(finding["text"])
        self.told.say("\n".join(_lines(finding)))


def _lines(finding: dict[str, Any]) -> list[str]:
    rule = finding["rule"]
    words = [state_word(finding["severity"]), state_name(finding["state"])]
    if rule:
        words.insert(0, say(title_of(rule)))
    lines = [SEPARATOR.join(words)]
    lines += [say(message) for message in _told(finding)]
    if rule:
        lines.append(say(Message(f"quality.{rule}.why")))
    return lines


def _told(finding: dict[str, Any]) -> list[Message]:
    told = []
    if finding["state"] == "accepted":
        by, reason = finding["decided_by"] or "–", finding["decision"] or "–"
        day = local_day(finding["decided_at"])
        told.append(Message("quality_dock.accepted_because", reason=reason, name=by, day=day))
    if finding["state"] == "fixed" and finding["closed_at"]:
        told.append(Message("quality_dock.gone_since", day=local_day(finding["closed_at"])))
    if finding["state"] == "in_work" and finding["assigned_to"]:
        told.append(Message("quality_dock.assigned_to", name=finding["assigned_to"]))
    if finding["reopened_at"] and finding["state"] != "fixed":
        told.append(Message("quality_dock.found_again", day=local_day(finding["reopened_at"])))
    else:
        told.append(Message("quality_dock.found_on", day=local_day(finding["created_at"])))
    if finding["touched_m2"]:
        touched = amount(finding["touched_m2"])
        if finding["value"]:
            worth = f"{round(finding['value'] / 100):,}"
            told.append(Message("quality_dock.touches_worth", area=touched, worth=worth))
        else:
            told.append(Message("quality_dock.touches", area=touched))
    return told

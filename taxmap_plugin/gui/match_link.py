"""Linking by hand: a parcel from the map, a row from the list, one button."""

from __future__ import annotations

from typing import Any, Optional

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel

from ..core.message import Message
from ..settings import say
from .widgets import MARGIN, FittedLabel, named_button


class LinkPanel(QFrame):
    """Two places to fill. ``linked`` carries the uuids of parcel and register row."""

    linked = pyqtSignal(str, str)
    pick_wanted = pyqtSignal()
    closed = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("TaxMapMatchLink")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.parcel_uuid = self.register_uuid = ""
        self.hint = FittedLabel(
            self.tr("Choose a parcel on the map or in the list, and a register row in the list.")
        )
        self.parcel, self.register = FittedLabel(), FittedLabel()
        self.pick = named_button("TaxMapMatchPick", self.tr("Pick on the map"))
        self.pick.clicked.connect(self.pick_wanted)
        self.link = named_button("TaxMapMatchLinkNow", self.tr("Link"))
        self.link.clicked.connect(lambda: self.linked.emit(self.parcel_uuid, self.register_uuid))
        self.leave = named_button("TaxMapMatchLinkCancel", self.tr("Cancel"))
        self.leave.clicked.connect(self.closed)
        grid = QGridLayout(self)
        grid.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        grid.setSpacing(MARGIN)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.hint, 0, 0, 1, 2)
        grid.addWidget(QLabel(self.tr("Parcel")), 1, 0)
        grid.addWidget(self.parcel, 1, 1)
        grid.addWidget(QLabel(self.tr("Register")), 2, 0)
        grid.addWidget(self.register, 2, 1)
        line = QHBoxLayout()
        line.setSpacing(MARGIN)
        for button in (self.link, self.leave):
            line.addWidget(button, 1)
        grid.addWidget(self.pick, 3, 1, Qt.AlignmentFlag.AlignLeft)
        grid.addLayout(line, 4, 0, 1, 2)
        self.clear()
        self.hide()

    def clear(self) -> None:
        """Nothing is chosen."""
        self.parcel_uuid = self.register_uuid = ""
        self._show("", "")

    def take_parcel(self, uuid: str, code: Optional[str]) -> None:
        """This parcel shall be linked."""
        self.parcel_uuid = uuid
        self._show(code or say(Message("match_dock.without_code")), None)

    def take_row(self, uuid: str, key: Optional[str]) -> None:
        """This register row shall be linked."""
        self.register_uuid = uuid
        self._show(None, key or say(Message("match_dock.without_code")))

    def take_line(self, line: dict[str, Any]) -> None:
        """A line of the list: the row of a pair, or the side that stands alone."""
        if line.get("register_uuid"):
            self.take_row(str(line["register_uuid"]), line.get("register_key"))
        elif line.get("parcel_uuid"):
            self.take_parcel(str(line["parcel_uuid"]), line.get("parcel_code"))

    def _show(self, parcel: Optional[str], register: Optional[str]) -> None:
        nothing = self.tr("not chosen yet")
        if parcel is not None:
            self.parcel.say(parcel or nothing)
        if register is not None:
            self.register.say(register or nothing)
        self.link.setEnabled(bool(self.parcel_uuid and self.register_uuid))

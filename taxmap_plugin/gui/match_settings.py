"""Which register is matched, in which way, and how far the areas may differ."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ..core import match_profile
from ..core.match_profile import MatchProfile
from ..core.message import Message
from ..errors import TaxMapError
from ..exchange.register_match import MATCHED_TABLES, saved_profiles
from ..settings import language, say
from ..workspace.schema import table as table_of
from ..workspace.store import Workspace
from .widgets import MARGIN, ElidingCombo, FoldingHeader

_WAH = 100  # hundredths of a ตารางวา


class MatchSettings(QWidget):
    """A header that says the settings in one line and opens them.

    ``register_changed`` is sent when another register was chosen.
    """

    register_changed = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("TaxMapMatchSettings")
        self.header = FoldingHeader("TaxMapMatchSettingsHeader")
        self.register = ElidingCombo("TaxMapMatchRegister")
        for table in MATCHED_TABLES:
            self.register.addItem(table_of(table).title(language()), table)
        self.profile = ElidingCombo("TaxMapMatchProfile")
        self.percent = QSpinBox()
        self.percent.setObjectName("TaxMapMatchPercent")
        self.percent.setRange(0, 100)
        self.percent.setSuffix(" %")
        self.wah = QDoubleSpinBox()
        self.wah.setObjectName("TaxMapMatchWah")
        self.wah.setRange(0, 1000)
        self.wah.setDecimals(1)
        self.wah.setSuffix(" " + self.tr("sq. wah"))
        self._profiles: list[MatchProfile] = []
        self._lay_out()
        self.show_workspace(None)
        self.register.currentIndexChanged.connect(self._register_chosen)
        self.profile.currentIndexChanged.connect(self._profile_chosen)
        for box in (self.percent, self.wah):
            box.valueChanged.connect(self._say)

    def show_workspace(self, workspace: Optional[Workspace]) -> None:
        """Offer the shipped profiles and those of the workspace."""
        shipped = [match_profile.shipped(name) for name in match_profile.shipped_names()]
        shipped.sort(key=lambda profile: profile.name != "thai_tax_map")
        saved: list[MatchProfile] = []
        if workspace is not None:
            try:
                saved = saved_profiles(workspace)
            except TaxMapError:
                saved = []  # what is wrong with the file is said when it is opened
        self._profiles = [*saved, *shipped] if saved else shipped
        self.profile.blockSignals(True)
        self.profile.clear()
        for profile in self._profiles:
            title = profile.title.get(language(), profile.name)
            self.profile.addItem(title)
            self.profile.setItemData(self.profile.count() - 1, title, Qt.ItemDataRole.ToolTipRole)
        self.profile.blockSignals(False)
        self._profile_chosen()

    def table(self) -> str:
        """The register that is matched."""
        return str(self.register.currentData())

    def show_register(self, table: str) -> None:
        """Choose a register."""
        self.register.setCurrentIndex(self.register.findData(table))

    def match_profile(self) -> MatchProfile:
        """The profile with the tolerance as it stands here."""
        profile = self._profiles[max(0, self.profile.currentIndex())]
        return profile.with_area(self.percent.value() / 100, round(self.wah.value() * _WAH))

    def _register_chosen(self) -> None:
        self._say()
        self.register_changed.emit()

    def _profile_chosen(self) -> None:
        area = self._profiles[max(0, self.profile.currentIndex())].area
        self.percent.setValue(round(100 * area.relative))
        self.wah.setValue(area.absolute / _WAH)
        self._say()

    def _say(self) -> None:
        text = Message(
            "match_dock.settings",
            register=self.register.currentText(),
            percent=self.percent.value(),
            wah=f"{self.wah.value():g}",
        )
        self.header.say(say(text))

    def _lay_out(self) -> None:
        self._form = QWidget()
        form = QFormLayout(self._form)
        form.setContentsMargins(MARGIN, 0, MARGIN, MARGIN)
        form.setSpacing(MARGIN)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        area = QWidget()
        line = QHBoxLayout(area)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(MARGIN)
        line.addWidget(self.percent, 1)
        line.addWidget(QLabel(self.tr("or")))
        line.addWidget(self.wah, 1)
        for text, field, buddy in (
            (self.tr("Register"), self.register, self.register),
            (self.tr("Way of matching"), self.profile, self.profile),
            (self.tr("Areas may differ by"), area, self.percent),
        ):
            label = QLabel(text)
            label.setBuddy(buddy)
            buddy.setAccessibleName(text)
            form.addRow(label, field)
        self.header.fold(self._form)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self._form)

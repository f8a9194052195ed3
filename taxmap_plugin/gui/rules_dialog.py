"""The dialog Rules (กฎการตรวจ): which rules of quality are on, and the office's own numbers."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QShortcut,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ..core.message import Message
from ..core.quality_rules import RULES, rule
from ..core.quality_settings import QualitySettings
from ..core.thai_date import local_day
from ..settings import say
from ..workspace.quality_settings import KeptSettings
from .parcel_card_view import StateLines
from .rule_details import RuleDetails
from .rule_list import RuleList
from .widgets import MARGIN, FittedLabel, SearchLine, named_button

_SIZE = (940, 560)  # in sight as a whole on 1366 x 768 (P1)


class RulesDialog(QDialog):
    """``kept`` is what the workspace has; :attr:`settings` what the officer makes of it.

    ``problem`` is said above: somebody else has saved while she decided.
    """

    def __init__(
        self,
        kept: KeptSettings,
        settings: QualitySettings,
        problem: Optional[Message] = None,
        parent: Optional[QWidget] = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("TaxMapRulesDialog")
        self.setWindowTitle(self.tr("Rules of the check"))
        self.settings, self._kept = settings, kept
        self.list, self.details = RuleList(), RuleDetails()
        self.search = SearchLine("TaxMapRuleSearch", self.tr("Search rules"))
        self.saved, self.count = FittedLabel(_saved(kept)), FittedLabel()
        self.problem = StateLines()
        self.problem.setObjectName("TaxMapRulesProblem")
        if problem is not None:
            self.problem.show_lines([("check", say(problem))])
        self.problem.setVisible(problem is not None)
        self.reset = named_button("TaxMapRulesReset", self.tr("Reset all (&R)"))
        self.reset.setAutoDefault(False)
        self._add_buttons()
        self._lay_out()
        self._connect()
        self.list.show_settings(settings)
        self.list.stand_on(RULES[0].id)
        self._show_counts()
        self.search.setFocus()

    def reset_all(self) -> None:
        """All rules on, with the usual numbers; written only with OK."""
        self._take(QualitySettings())
        self._show_rule(self.list.rule())

    def _switch(self, id: str, is_on: bool) -> None:
        numbers = self.settings.numbers(rule(id))
        self._take(self.settings.changed(id, is_on, numbers))
        if id == self.list.rule():
            self._show_rule(id)

    def _set_numbers(self) -> None:
        id = self.list.rule()
        is_on = self.settings.is_on(id)
        self._take(self.settings.changed(id, is_on, self.details.numbers()))

    def _take(self, settings: QualitySettings) -> None:
        self.settings = settings
        self.list.show_settings(settings)
        self._show_counts()

    def _show_rule(self, id: str) -> None:
        self.details.setVisible(bool(id))
        if id:
            self.details.show_rule(rule(id), self.settings)

    def _show_counts(self) -> None:
        known = {one.id for one in RULES}
        off, own = known & self.settings.off, known & set(self.settings.options)
        told = Message("quality_settings.counts", all=len(known), off=len(off), own=len(own))
        self.count.say(say(told))
        self.reset.setEnabled(bool(off or own))

    def _narrow(self, text: str) -> None:
        self.details.setVisible(self.list.narrow(text) > 0 and bool(self.list.rule()))

    def _find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _add_buttons(self) -> None:
        which = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(which.Ok | which.Cancel)
        self.buttons.button(which.Ok).setText(self.tr("Save"))
        self.buttons.button(which.Cancel).setText(self.tr("Cancel"))
        self.buttons.button(which.Cancel).setAutoDefault(False)

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MARGIN)
        for widget in (self.search, self.list, self.count):
            column.addWidget(widget)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self.details)
        split.setSizes([_SIZE[0] * 11 // 20, _SIZE[0] * 9 // 20])
        foot = QHBoxLayout()
        foot.addWidget(self.reset)
        foot.addSpacing(4 * MARGIN)  # apart from what writes (P9)
        foot.addWidget(self.saved, 1)
        foot.addWidget(self.buttons)
        layout = QVBoxLayout(self)
        layout.addWidget(self.problem)
        layout.addWidget(split, 1)
        layout.addLayout(foot)
        self.resize(*_SIZE)

    def _connect(self) -> None:
        self.list.stood_on.connect(self._show_rule)
        self.list.switched.connect(self._switch)
        self.details.numbers_set.connect(self._set_numbers)
        self.search.textChanged.connect(self._narrow)
        self.search.to_list.connect(self.list.setFocus)
        self.search.left.connect(self.reject)
        self.reset.clicked.connect(lambda: self.reset_all())
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        QShortcut(QKeySequence.StandardKey.Find, self, self._find)


def ask_rules(
    kept: KeptSettings,
    settings: QualitySettings,
    problem: Optional[Message] = None,
    parent: Optional[QWidget] = None,
) -> Optional[QualitySettings]:
    """What the officer makes of the settings, as :class:`RulesDialog`; None when she cancels."""
    dialog = RulesDialog(kept, settings, problem, parent)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return dialog.settings if accepted else None


def _saved(kept: KeptSettings) -> str:
    if not kept.at:
        return say(Message("quality_settings.never_saved"))
    return say(Message("quality_settings.saved", name=kept.by or "–", day=local_day(kept.at)))

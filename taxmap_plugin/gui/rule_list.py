"""The rules of quality by group: which are on, how much each matters, which have own numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Optional

from qgis.PyQt.QtCore import QItemSelectionModel, QSignalBlocker, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import (
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
)

from ..core.message import Language, render
from ..core.quality_report import group_title
from ..core.quality_rule import GROUPS, Rule
from ..core.quality_rules import RULES
from ..core.quality_settings import QualitySettings
from ..settings import say
from .icons import state_icon, state_word
from .widgets import MARGIN, line_height

_RULE, _SEVERITY, _NUMBERS = range(3)
_KEY = Qt.ItemDataRole.UserRole
_LANGUAGES: tuple[Language, ...] = ("th", "en")


class RuleList(QTreeWidget):
    """Space or a click on the box switches a rule, or all of a group, on and off.

    ``stood_on`` carries the rule (id; "" on a group); ``switched`` a rule and whether it is on.
    """

    stood_on = pyqtSignal(str)
    switched = pyqtSignal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("TaxMapRuleList")
        self.setAccessibleName(self.tr("Rules"))
        self.setHeaderLabels([self.tr("Rule"), self.tr("Severity"), self.tr("Numbers")])
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.setIndentation(2 * MARGIN)
        self.setIconSize(QSize(16, 16))
        self.setItemDelegate(_Rows(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._items: dict[str, QTreeWidgetItem] = {}
        for group in GROUPS:
            self._add_group(say(group_title(group)), [one for one in RULES if one.group == group])
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setSectionResizeMode(_RULE, QHeaderView.ResizeMode.Stretch)
        for column in (_SEVERITY, _NUMBERS):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.currentItemChanged.connect(lambda *_: self.stood_on.emit(self.rule()))
        self.itemChanged.connect(self._changed)

    def show_settings(self, settings: QualitySettings) -> None:
        """Tick what is on; say which rules have other numbers than the usual ones."""
        with QSignalBlocker(self):
            for id, item in self._items.items():
                state = Qt.CheckState.Checked if settings.is_on(id) else Qt.CheckState.Unchecked
                item.setCheckState(_RULE, state)
                own = self.tr("own") if settings.options.get(id) else ""
                item.setText(_NUMBERS, own)

    def rule(self) -> str:
        """The rule that the officer stands on; "" on a group."""
        item: Optional[QTreeWidgetItem] = self.currentItem()
        return str(item.data(_RULE, _KEY) or "") if item is not None else ""

    def stand_on(self, id: str) -> None:
        self.setCurrentItem(self._items[id], _RULE, _ROW)

    def narrow(self, text: str) -> int:
        """Show the rules that have all these words; returns how many."""
        words = text.lower().split()
        shown = [item for item in self._items.values() if _has(item, words)]
        for item in self._items.values():
            item.setHidden(item not in shown)
        for group in self._groups():
            group.setHidden(all(group.child(row).isHidden() for row in range(group.childCount())))
        current = self.currentItem()
        if shown and (current is None or current.isHidden()):
            self.setCurrentItem(shown[0], _RULE, _ROW)
        return len(shown)

    def _groups(self) -> Iterator[QTreeWidgetItem]:
        return (self.topLevelItem(row) for row in range(self.topLevelItemCount()))

    def _add_group(self, title: str, rules: list[Rule]) -> None:
        group = QTreeWidgetItem(self, [title])
        flags = Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsAutoTristate
        group.setFlags(group.flags() | flags)
        for rule in rules:
            item = QTreeWidgetItem(group, [say(rule.title), state_word(rule.severity), ""])
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(_RULE, Qt.CheckState.Checked)
            item.setIcon(_SEVERITY, QIcon(state_icon(rule.severity, self.palette())))
            item.setData(_RULE, _KEY, rule.id)
            item.setData(_SEVERITY, _KEY, _searched(rule))
            item.setToolTip(_RULE, say(rule.title))
            self._items[rule.id] = item
        group.setExpanded(True)

    def _changed(self, item: QTreeWidgetItem, column: int) -> None:
        id = item.data(_RULE, _KEY)
        if id and column == _RULE:
            self.switched.emit(id, item.checkState(_RULE) == Qt.CheckState.Checked)


_ROW = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


def _searched(rule: Rule) -> str:
    """What a rule is found by: its id, its title and its explanation in both languages."""
    texts = [render(text, one) for text in (rule.title, rule.why) for one in _LANGUAGES]
    return " ".join([rule.id, *texts]).lower()


def _has(item: QTreeWidgetItem, words: list[str]) -> bool:
    searched = item.data(_SEVERITY, _KEY)
    return all(word in searched for word in words)


class _Rows(QStyledItemDelegate):
    """Rows as high as Thai needs (T2)."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Any) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width(), max(size.height(), line_height(option.widget)))

"""The list of the quality dock: filter, findings in groups, counts and trend, what decides."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Optional

import numpy as np
import pandas as pd
from qgis.PyQt.QtCore import QSignalBlocker, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ..core.code_search import texts_with
from ..core.message import Message
from ..core.parcel_name import Name, listed
from ..core.thai_date import local_day
from ..settings import QUALITY_GROUPING, QUALITY_SHOWN, read, say, write
from ..workspace.finding_list import INFO, TO_DO, waiting
from ..workspace.thing_name import MOST
from .decision_panel import DecisionPanel
from .dock import EmptyState, Pages
from .finding_details import FindingDetails
from .finding_groups import GROUPINGS, FindingGroups
from .finding_tree import FindingTree
from .icons import icon
from .list_splitter import ListSplitter
from .quality_work import QualityState, name_of, title_of
from .trend_chart import TrendView
from .widgets import (
    MARGIN,
    SEPARATOR,
    ButtonRow,
    ElidingCombo,
    FoldingHeader,
    ScrollingDown,
    SearchLine,
    named_button,
)

WAITING = "to_do"
SHOWN = (WAITING, "errors", "mine", "info", "accepted", "fixed", "all")
"""What the officer may look at."""

_PAUSE = 200  # milliseconds after the last letter before the list is filtered


class QualityPage(QWidget):
    """What was found.

    ``stood_on``: the officer went to another row; ``filled``: other rows are shown.
    """

    stood_on = pyqtSignal()
    filled = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("TaxMapQualityPage")
        self._is_filling = False
        self.state: Optional[QualityState] = None
        self.model = FindingGroups(self)
        self.tree = FindingTree("TaxMapQualityTree", self.model)
        self.shown = ElidingCombo("TaxMapQualityShown")
        self.shown.setAccessibleName(self.tr("What to show"))
        self.grouping = ElidingCombo("TaxMapQualityGrouping", letters=5)
        self.grouping.setAccessibleName(self.tr("Grouped by"))
        for name in GROUPINGS:
            self.grouping.addItem(say(Message("quality_dock.by_" + name)), name)
        self.text = SearchLine("TaxMapQualityText", self.tr("Code, block, rule, name"))
        self.count, self.trend = FoldingHeader("TaxMapQualityCount"), TrendView()
        self.details = FindingDetails()
        self.panel = DecisionPanel("TaxMapQualityDecision")
        self.repair = named_button("TaxMapQualityRepair", self.tr("Repair… (&R)"))
        self.accept = named_button("TaxMapQualityAccept", self.tr("Accept… (&A)"))
        self.assign = named_button("TaxMapQualityAssign", self.tr("Assign… (&G)"))
        self.reopen = named_button("TaxMapQualityReopen", self.tr("Take back (&T)"))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._make_empty_states()
        self._lay_out()
        self._recall()
        self._connect()

    def show_state(self, state: QualityState, keep: str = "") -> None:
        """Show what was found; ``keep`` is the finding to stand on, if it is still there."""
        former = self.current()
        keep = keep or (str(former["uuid"]) if former else "")
        self.state = state
        self.model.show(state.findings)
        self._fill_shown()
        self.trend.show_trend(state.trend)
        self._narrow(keep)

    def current(self) -> Optional[dict[str, Any]]:
        """The finding that the officer stands on; None on a group and without one."""
        return self.model.finding(self.tree.currentIndex())

    def chosen(self, *states: str) -> list[str]:
        """The uuids of the selected findings in these states; a group stands for all its own."""
        frame = self._chosen()
        return frame.loc[frame["state"].isin(states), "uuid"].tolist() if len(frame) else []

    def named(self, uuids: Sequence[str]) -> list[Name]:
        """What these findings are called: by their rule where they have one, else the first few."""
        frame = self.model.frame[self.model.frame["uuid"].isin(set(uuids))]
        rules = frame["rule"].unique()
        if len(frame) > 1 and len(rules) == 1:
            return [title_of(rules[0])]
        first = frame.head(MOST).to_dict("records")
        return listed([name_of(one) for one in first], len(frame), MOST)

    def chosen_rules(self) -> set[str]:
        """The rules of the selected findings that wait; "" for what no rule looks at."""
        frame = self._chosen()
        return set(frame.loc[frame["state"].isin(TO_DO), "rule"]) if len(frame) else set()

    def repairable(self, rules: Collection[str]) -> pd.DataFrame:
        """The selected findings of these rules about parcels that wait."""
        frame = self._chosen()
        if not len(frame):
            return frame
        waits = frame["state"].isin(TO_DO) & (frame["subject_table"] == "parcel")
        return frame[frame["rule"].isin(rules) & waits]

    def following(self, uuids: set[str]) -> str:
        """The finding to stand on once these are decided."""
        position = self.model.members(self.tree.currentIndex())[:1]
        every = [at for group in self.model.groups for at in group.members.tolist()]
        here = every.index(int(position[0])) if len(position) else 0
        names = self.model.frame["uuid"].iloc[[*every[here:], *reversed(every[:here])]]
        return next((name for name in names if name not in uuids), "")

    def step(self, step: int) -> bool:
        """Go to the next (1) or the previous (-1) finding; False where there is none."""
        position = self.tree.neighbour(step)
        return position is not None and self.tree.stand_on(position)

    def stand_on(self, uuid: str) -> bool:
        """Go to a finding; False where it is not shown."""
        if not len(self.model.frame):
            return False
        found = np.flatnonzero((self.model.frame["uuid"] == uuid).to_numpy(dtype=bool))
        return len(found) > 0 and self.tree.stand_on(int(found[0]))

    def lead_to(self, uuid: str) -> bool:
        """Go to a finding, and list what it belongs to where it is not listed; False if gone."""
        frame = self.model.frame
        if not len(frame) or uuid not in set(frame["uuid"]):
            return False
        if not self.stand_on(uuid):
            row = frame[frame["uuid"] == uuid]
            kinds = (kind for kind in (WAITING, INFO, "all") if self._mask(row, kind)[0])
            self._show_kind(next(kinds))
            self.stand_on(uuid)
        return True

    def stand_on_thing(self, uuid: str) -> bool:
        """Go to the worst shown finding about this thing; False when there is none."""
        if not len(self.model.frame):
            return False
        things = self.model.frame["things"].to_numpy()
        shown = sorted(int(at) for group in self.model.groups for at in group.members)
        position = next((at for at in shown if uuid in things[at]), None)
        return position is not None and self.tree.stand_on(position)

    def clear_filter(self) -> None:
        """Show everything that waits; where nothing does, everything."""
        waits = self.state is not None and self.state.to_do
        self._show_kind(WAITING if waits else "all")

    def show_all(self) -> None:
        """Show accepted ones and those that are gone, too."""
        self._show_kind("all")

    def restyle(self, palette: Any) -> None:
        """Draw shapes anew."""
        self.model.restyle(palette)
        self.tree.restyle()

    # -- what is shown -----------------------------------------------------------------------

    def _chosen(self) -> pd.DataFrame:
        return (
            self.model.frame.iloc[self.tree.chosen()] if len(self.model.frame) else pd.DataFrame()
        )

    def _narrow(self, keep: str = "") -> None:
        frame = self.model.frame
        former = self.current()
        keep = keep or (str(former["uuid"]) if former else "")
        if len(frame):
            mask = self._mask(frame, str(self.shown.currentData()))
            for word in self.text.text().lower().split():
                mask &= texts_with(frame["search"], word)
            self.model.arrange(mask, str(self.grouping.currentData()))
            self._stand_anew(keep)
        self._show_counts()
        self._show_sheet()
        self._show_details()
        self.filled.emit()

    def _stand_anew(self, keep: str) -> None:
        """Stand where the officer stood, without telling that she went there."""
        self._is_filling = True
        if not self.stand_on(keep):
            self.tree.stand_on_first()
        self._is_filling = False

    def _mask(self, frame: pd.DataFrame, kind: str) -> np.ndarray:
        waits = waiting(frame)
        if kind == INFO:
            return (frame["state"].isin(TO_DO) & (frame["severity"] == INFO)).to_numpy(dtype=bool)
        if kind == "errors":
            return waits & (frame["severity"] == "error").to_numpy(dtype=bool)
        if kind == "mine":
            given = frame["assigned_to"].isin(self.state.me if self.state is not None else ())
            return (frame["state"].isin(TO_DO) & given).to_numpy(dtype=bool)
        if kind == "all":
            return np.ones(len(frame), dtype=bool)
        return waits if kind == WAITING else (frame["state"] == kind).to_numpy(dtype=bool)

    def _show_sheet(self) -> None:
        state, sheet = self.state, self.list
        if not self.model.count() and state is not None:
            asked = self.text.text().strip() or self.shown.currentData() not in (WAITING, "errors")
            nothing_waits = not asked and not state.to_do
            sheet = self.clean if nothing_waits and state.clean_since else self.hidden
            self._show_clean(state)
            hides = self.tr("No finding fits what is to be shown.")
            unknown = Message("quality_dock.not_all_checked", count=len(state.log.waiting))
            if not state.log.waiting:
                unknown = Message("quality_dock.rules_off", count=state.off)
            self.hidden.sentence.say(say(unknown) if nothing_waits else hides)
        self.sheets.setCurrentWidget(sheet)

    def _show_clean(self, state: QualityState) -> None:
        if not state.clean_since:
            return
        told = [Message("quality_dock.clean", day=local_day(state.clean_since))]
        if state.log.changes:
            told.append(Message("quality_dock.check_again", count=state.log.changes))
        if state.off:
            told.append(Message("quality_dock.rules_off", count=state.off))
        self.clean.sentence.say("\n".join(map(say, told)))
        self.clean.button.setVisible(len(state.findings) > 0)

    def _show_counts(self) -> None:
        state = self.state
        if state is None:
            return
        parts = [Message("quality_dock.shown", shown=self.model.count(), all=len(state.findings))]
        if state.log.last:
            parts.append(Message("quality_dock.checked_on", day=local_day(state.log.last)))
        elif state.log.waiting:
            parts.append(Message("quality_dock.not_all_checked", count=len(state.log.waiting)))
        if state.log.changes:
            parts.append(Message("quality_dock.changed_since", count=state.log.changes))
        if state.off:
            parts.append(Message("quality_dock.rules_off", count=state.off))
        parts.append(Message("quality_dock.trend_below"))
        self.count.say(SEPARATOR.join(map(say, parts)))

    def _show_kind(self, kind: str) -> None:
        self.text.clear()
        self._pause.stop()
        with QSignalBlocker(self.shown):
            self.shown.setCurrentIndex(self.shown.findData(kind))
        self._remember()

    def _fill_shown(self) -> None:
        chosen = self.shown.currentData() or str(read(QUALITY_SHOWN)) or WAITING
        with QSignalBlocker(self.shown):
            self.shown.clear()
            for kind in SHOWN:
                frame = self.model.frame
                number = int(self._mask(frame, kind).sum()) if len(frame) else 0
                name = say(Message("quality_dock.shown_" + kind))
                self.shown.addItem(f"{name} ({number:,})", kind)
            self.shown.setCurrentIndex(max(0, self.shown.findData(chosen)))

    def _show_trend(self, opened: bool) -> None:
        """The trend in the place of the details: a low dock has no room for both."""
        self.details.setHidden(opened)
        self.tree.make_room(opened)
        if opened:
            QTimer.singleShot(0, lambda: self._above.ensureWidgetVisible(self.trend))

    def _tell(self) -> None:
        if not self._is_filling:
            self._show_details()
            self.stood_on.emit()

    def _show_details(self) -> None:
        finding = self.current()
        if finding is not None:
            self.details.show_finding(finding)
        else:
            frame = self._chosen()
            rules = set(frame["rule"]) if len(frame) else set()
            self.details.show_chosen(len(frame), rules.pop() if len(rules) == 1 else "")

    # -- how it stands -----------------------------------------------------------------------

    def _recall(self) -> None:
        with QSignalBlocker(self.grouping):
            self.grouping.setCurrentIndex(
                max(0, self.grouping.findData(str(read(QUALITY_GROUPING))))
            )

    def _remember(self) -> None:
        write(QUALITY_SHOWN, self.shown.currentData())
        write(QUALITY_GROUPING, self.grouping.currentData())
        self._narrow()

    def _make_empty_states(self) -> None:
        self.clean = EmptyState(
            "TaxMapQualityClean",
            icon("good_news.svg"),
            "",
            self.tr("Show what was accepted and fixed"),
            self.show_all,
        )
        self.hidden = EmptyState(
            "TaxMapQualityHidden",
            icon("filter_hides.svg"),
            "",
            self.tr("Clear the filter"),
            self.clear_filter,
        )

    def _lay_out(self) -> None:
        self.list = ListSplitter(self.tree, self.details)
        self.sheets = Pages()
        for widget in (self.list, self.clean, self.hidden):
            self.sheets.addWidget(widget)
        filters = QHBoxLayout()
        filters.setSpacing(MARGIN)
        filters.addWidget(self.shown, 3)
        filters.addWidget(self.grouping, 2)
        above = QWidget()
        scrolled = QVBoxLayout(above)
        scrolled.setContentsMargins(0, 0, 0, 0)
        scrolled.setSpacing(MARGIN)
        scrolled.addLayout(filters)
        scrolled.addWidget(self.text)
        scrolled.addWidget(self.sheets, 1)
        scrolled.addWidget(self.count)
        scrolled.addWidget(self.trend)
        self.count.fold(self.trend)
        self.count.toggled.connect(self._show_trend)
        self.buttons = ButtonRow(self.accept, self.assign, self.reopen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 0, MARGIN, MARGIN)
        layout.setSpacing(MARGIN)
        self._above = ScrollingDown(above)  # so that what decides stays in sight
        layout.addWidget(self._above, 1)
        for widget in (self.panel, self.repair, self.buttons):
            layout.addWidget(widget)

    def _connect(self) -> None:
        self.shown.currentIndexChanged.connect(lambda _: self._remember())
        self.grouping.currentIndexChanged.connect(lambda _: self._remember())
        self.text.textChanged.connect(lambda _: self._pause.start())
        self.text.to_list.connect(self.tree.setFocus)
        self.text.left.connect(self.tree.left)
        self._pause.timeout.connect(self._narrow)
        self.tree.selectionModel().selectionChanged.connect(lambda *_: self._tell())

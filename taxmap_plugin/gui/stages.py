"""The seven stages as a list: shape and word of each, what is there, what is missing."""

from __future__ import annotations

from typing import Any, Callable, Optional

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QGridLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ..core.message import Message
from ..core.resources import load_json
from ..settings import language, say
from ..workspace.progress import StageState
from .icons import state_icon, state_word
from .widgets import MARGIN, SEPARATOR, FoldingHeader, WrappedLabel, line_height

Run = Callable[[str], Any]


def stage_title(stage: str) -> str:
    """``2 จัดทำแผนที่แม่บท``."""
    found = next(one for one in load_json("stages.json")["stages"] if one["id"] == stage)
    return f"{found['number']}  {found[language()]}"


def step_title(step: str) -> str:
    """What the button of a step says."""
    return str(load_json("stages.json")["steps"][step][language()])


def missing_words(state: StageState) -> str:
    """``ยังขาด รหัสของ 90 แปลง · …``; empty when nothing is missing."""
    return (
        say(Message("stages.missing", what=SEPARATOR.join(map(say, state.missing))))
        if state.missing
        else ""
    )


class StageList(QWidget):
    """One row a stage; a click on its header shows what is missing and the step that helps."""

    def __init__(self, run: Run, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName("TaxMapStages")
        self._run = run
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addStretch(1)
        self.rows: list[StageRow] = []

    def show_states(self, states: list[StageState], available: set[str]) -> None:
        """Show these stages; what was open stays open, steps outside ``available`` are greyed."""
        opened = {row.stage for row in self.rows if row.header.isChecked()}
        for row in self.rows:
            row.setParent(None)
            row.deleteLater()
        self.rows = [StageRow(state, self._run, state.step in available) for state in states]
        for position, row in enumerate(self.rows):
            row.header.setChecked(row.stage in opened)
            self._layout.insertWidget(position, row)

    def restyle(self) -> None:
        for row in self.rows:
            row.restyle()


class StageRow(QWidget):
    """A stage: its header, then shape, word and facts, then (opened) what is missing."""

    def __init__(self, state: StageState, run: Run, can_run: bool) -> None:
        super().__init__()
        self.stage, self.state = state.stage, state.state
        self.setObjectName(f"TaxMapStage_{state.stage}")
        self.header = self._header()
        self._shape = QLabel()
        self.summary = WrappedLabel(
            SEPARATOR.join([state_word(state.state), *map(say, state.facts)])
        )
        self.detail = self._detail(state, run, can_run)
        self.header.fold(self.detail)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, MARGIN)
        grid.setHorizontalSpacing(MARGIN)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.header, 0, 0, 1, 2)
        grid.addWidget(self._shape, 1, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.summary, 1, 1)
        grid.addWidget(self.detail, 2, 1)
        self.restyle()

    def restyle(self) -> None:
        size = line_height(self)
        self._shape.setPixmap(state_icon(self.state, self.palette()).pixmap(16, 16))
        self._shape.setFixedHeight(size)
        self._shape.setContentsMargins(MARGIN, 0, 0, 0)

    def _header(self) -> FoldingHeader:
        title = stage_title(self.stage)
        header = FoldingHeader(f"TaxMapStageHeader_{self.stage}")
        header.say(title)
        header.setAccessibleName(f"{title}: {state_word(self.state)}")
        font = header.font()
        font.setBold(True)
        header.setFont(font)
        return header

    def _detail(self, state: StageState, run: Run, can_run: bool) -> QWidget:
        detail = QWidget()
        layout = QVBoxLayout(detail)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(MARGIN)
        layout.addWidget(WrappedLabel(missing_words(state) or self.tr("Nothing is missing here.")))
        if state.step:
            button = QPushButton(step_title(state.step))
            button.setObjectName(f"TaxMapStep_{state.stage}")
            button.setEnabled(can_run)
            button.clicked.connect(lambda: run(state.step))
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return detail

"""What a task asks before anything is shown on the map: areas, a width, a block, a deed's text."""

from __future__ import annotations

from typing import Any, Callable, Optional

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ..settings import say
from ..workspace.store import Workspace
from .parcel_tasks import ParcelTask
from .quality_repair import RepairFields
from .start_pages import page_layout
from .task_fields import AreaFields, BlockFields, StripFields, TaskFields, TraverseFields
from .widgets import MARGIN, WrappedLabel

_FIELDS: dict[str, Callable[[], TaskFields]] = {
    "split_to_area": AreaFields,
    "cut_strip": StripFields,
    "renumber": BlockFields,
    "traverse": TraverseFields,
    "repair": RepairFields,
}


class TaskForm(QWidget):
    """One page for every task that asks something.

    ``answered`` carries the values and what is to be captured on the map then.
    """

    answered = pyqtSignal(dict, str)
    cancelled = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("TaxMapTaskForm")
        self.fields: Optional[TaskFields] = None
        self.title = WrappedLabel().emphasise()
        self.problem = WrappedLabel()
        self.problem.setObjectName("TaxMapTaskFormProblem")
        self.next = QPushButton(self.tr("Next"))
        self.next.setObjectName("TaxMapTaskFormNext")
        self.next.setDefault(True)
        self.next.clicked.connect(self._go_on)
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.setObjectName("TaxMapTaskFormCancel")
        self.cancel.setAutoDefault(True)
        self.cancel.clicked.connect(self.cancelled)
        scroll = QScrollArea()
        self._place = page_layout(scroll)
        self._place.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.next)
        foot = QVBoxLayout()
        foot.setContentsMargins(MARGIN, 0, MARGIN, MARGIN)
        foot.setSpacing(MARGIN)
        foot.addWidget(self.problem)
        foot.addLayout(buttons)
        head = QVBoxLayout()
        head.setContentsMargins(MARGIN, MARGIN, MARGIN, 0)
        head.addWidget(self.title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(scroll, 1)
        layout.addLayout(foot)

    def ask(self, task: ParcelTask, title: str, workspace: Workspace, uuids: tuple) -> bool:
        """Show what a task asks; False when it asks nothing."""
        make = _FIELDS.get(task.name)
        if make is None:
            return False
        if self.fields is not None:
            self._place.removeWidget(self.fields)
            self.fields.deleteLater()
        self.fields = make()
        self.fields.begin(workspace, uuids)
        self.fields.changed.connect(self._judge)
        self._place.insertWidget(0, self.fields)
        self.title.say(title)
        self.problem.hide()
        self._take_keys(self.fields)
        self._judge()
        return True

    def _take_keys(self, fields: TaskFields) -> None:
        """The keys go to the first field, and by Tab from the last one to the buttons."""
        asked = [
            field
            for field in fields.findChildren(QWidget)
            if field.parent() is fields and field.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        for before, after in zip((asked[-1], self.cancel), (self.cancel, self.next)):
            QWidget.setTabOrder(before, after)
        asked[0].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, as in a dialog; in a text of several lines with Ctrl."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.next.click()
        else:
            super().keyPressEvent(event)

    @staticmethod
    def is_for(task: Optional[ParcelTask]) -> bool:
        """Whether a task asks something."""
        return task is not None and task.name in _FIELDS

    def _judge(self) -> None:
        """No going on while what is typed cannot be; the fields say why, the button too."""
        hindrance = self.fields.hindrance() if self.fields is not None else None
        self.problem.hide()
        self.next.setEnabled(hindrance is None)
        self.next.setToolTip(say(hindrance) if hindrance else "")

    def _go_on(self) -> None:
        if self.fields is None:
            return
        problem = self.fields.problem()
        self.problem.setVisible(problem is not None)
        if problem is not None:
            self.problem.say(say(problem))
            return
        self.fields.remember()
        values: dict[str, Any] = self.fields.values()
        self.answered.emit(values, self.fields.captured())

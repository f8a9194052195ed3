"""What every Tax Map dock has: a message bar, a busy line with Cancel, empty states."""

from __future__ import annotations

from typing import Any, Callable, Optional

from qgis.core import Qgis
from qgis.gui import QgsDockWidget, QgsMessageBar
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..core.line_break import with_break_marks
from ..core.resources import resource_path
from ..errors import TaxMapError
from ..settings import say
from .task import Work, WorkTask, start

_SECONDS = 5
_LEVELS = {
    "info": Qgis.MessageLevel.Info,
    "warning": Qgis.MessageLevel.Warning,
    "error": Qgis.MessageLevel.Critical,
}


class TaxMapDock(QgsDockWidget):
    """A dock whose content is one of several pages below a message bar (P2, P8, P10, P11).

    A subclass fills :attr:`pages`; :meth:`add_empty_state` adds a page of icon, sentence
    and the one button that helps.
    """

    def __init__(self, name: str, title: str, parent: Optional[QWidget] = None) -> None:
        super().__init__(title, parent)
        self.setObjectName(name)
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.message_bar = QgsMessageBar()
        self.message_bar.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.message_bar.setObjectName(name + "MessageBar")
        self.pages = QStackedWidget()
        self.busy_line = BusyLine(name)
        for widget in (self.message_bar, self.pages, self.busy_line):
            layout.addWidget(widget)
        self.setWidget(body)
        self._task: Optional[WorkTask] = None

    def add_empty_state(
        self, name: str, icon: str, text: str, button: str, action: Callable[[], Any]
    ) -> QWidget:
        """A page for when there is nothing to list: what it means and what to do next."""
        page = EmptyState(name, QIcon(str(resource_path("icons", icon))), text, button, action)
        self.pages.addWidget(page)
        return page

    def tell(self, text: str, level: str = "info") -> None:
        """Say something about this dock: info leaves by itself, the rest stays (P10)."""
        duration = _SECONDS if level == "info" else 0
        self.message_bar.pushMessage("", text, _LEVELS[level], duration)

    def tell_error(self, error: TaxMapError) -> None:
        self.tell(say(error.message), error.level)

    def run_task(self, title: str, work: Work, done: Callable[[Any], Any]) -> None:
        """Run ``work`` in the background; one at a time in a dock (P11)."""
        task = WorkTask(title, work)
        task.done.connect(done)
        task.failed.connect(self.tell_error)
        task.taskCompleted.connect(self._end)
        task.taskTerminated.connect(self._end)
        self.busy_line.watch(task, title)
        self.set_busy(True)
        self._task = start(task)

    def set_busy(self, busy: bool) -> None:
        """A subclass disables here what would start the work again."""

    def _end(self) -> None:
        self._task = None
        self.busy_line.hide()
        self.set_busy(False)


class BusyLine(QWidget):
    """A title, a progress bar and Cancel, seen only while something runs."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name + "Busy")
        self.title = QLabel()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.cancel = QToolButton()
        self.cancel.setText(self.tr("Cancel"))
        self.cancel.setObjectName(name + "Cancel")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        for widget in (self.title, self.bar, self.cancel):
            layout.addWidget(widget)
        self.hide()

    def watch(self, task: WorkTask, title: str) -> None:
        self.title.setText(title)
        self.bar.setRange(0, 0)
        task.progressChanged.connect(self._show_progress)
        self.cancel.clicked.connect(task.cancel)
        self.show()

    def _show_progress(self, percent: float) -> None:
        self.bar.setRange(0, 100)
        self.bar.setValue(int(percent))


class EmptyState(QWidget):
    """Icon of 48 px, one sentence, the one button that helps (P8)."""

    def __init__(
        self, name: str, icon: QIcon, text: str, button: str, action: Callable[[], Any]
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        picture = QLabel()
        picture.setPixmap(icon.pixmap(48, 48))
        picture.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        sentence = QLabel(with_break_marks(text))
        sentence.setWordWrap(True)
        sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(picture)
        layout.addWidget(sentence)
        if button:
            self.button = QPushButton(button)
            self.button.setObjectName(name + "Button")
            self.button.clicked.connect(lambda: action())
            layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)

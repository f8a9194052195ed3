"""What every Tax Map dock has: toolbar, message bar, pages, a busy line with Cancel."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable, Optional

from qgis.core import Qgis
from qgis.gui import QgisInterface, QgsDockWidget, QgsMessageBar, QgsMessageBarItem
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QSize, Qt, QUrl
from qgis.PyQt.QtGui import QDesktopServices, QIcon, QKeyEvent, QKeySequence
from qgis.PyQt.QtWidgets import (
    QAction,
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..core.message import Message
from ..errors import TaxMapError
from ..settings import LAST_FOLDER, read, read_flag, say, write
from .task import Work, WorkTask, start
from .widgets import MARGIN, FittedLabel, ScrollingDown, WrappedLabel

WIDTH = 320  # pixels at which a dock opens (P1)
_SECONDS = 5
_FIND = "Ctrl+F"
_LEVELS = {
    "info": Qgis.MessageLevel.Info,
    "success": Qgis.MessageLevel.Success,
    "warning": Qgis.MessageLevel.Warning,
    "error": Qgis.MessageLevel.Critical,
}
_RESTYLING = (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange)
_PASSING = ("info", "success")
Offer = tuple[str, Callable[[], Any]]


class TaxMapDock(QgsDockWidget):
    """A dock whose content is one of several pages (P2, P8, P10, P11).

    A subclass fills :attr:`toolbar` and :attr:`pages`, and overrides :meth:`set_busy` and
    :meth:`restyle`. One that works beside a map sets ``_iface``.
    """

    _iface: Optional[QgisInterface] = None

    def __init__(self, name: str, title: str, parent: Optional[QWidget] = None) -> None:
        super().__init__(title, parent)
        self.setObjectName(name)
        self._keys: dict[str, Callable[[], Any]] = {_FIND: self.find}
        self._tools: dict[str, QAction] = {}  # those of the keys that have a button
        self.toolbar = QToolBar()
        self.toolbar.setObjectName(name + "Toolbar")
        self.toolbar.setIconSize(QSize(16, 16))
        self.message_bar = QgsMessageBar()
        self.message_bar.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.message_bar.setObjectName(name + "MessageBar")
        self.pages = Pages()
        self.busy_line = BusyLine(name)
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (self.toolbar, self.message_bar, ScrollingDown(self.pages), self.busy_line):
            layout.addWidget(widget)
        self.setWidget(body)
        self._task: Optional[WorkTask] = None
        self._given_up: list[WorkTask] = []  # Python would delete them while they end
        self._refusals: list[QgsMessageBarItem] = []

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, super().sizeHint().height())

    def add_tool(
        self, name: str, icon: QIcon, tip: str, run: Callable[[], Any], shortcut: str = ""
    ) -> QAction:
        """A button of the dock's toolbar; ``tip`` begins with a verb (P3)."""
        action = QAction(icon, tip, self)
        action.setObjectName(name)
        if shortcut:
            self._keys[shortcut] = action.trigger
            self._tools[shortcut] = action
            action.setToolTip(f"{tip} ({shortcut})")
        action.triggered.connect(lambda: run())
        self.toolbar.addAction(action)
        button = self.toolbar.widgetForAction(action)
        button.setAccessibleName(tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # QToolBar's own are for the mouse alone
        return action

    def add_flag(self, name: str, icon: QIcon, tip: str, setting: str) -> QAction:
        """A button that stays pressed, as it was when QGIS was closed."""
        action = self.add_tool(name, icon, tip, lambda: None)
        action.setCheckable(True)
        action.setChecked(read_flag(setting))
        action.toggled.connect(lambda on: write(setting, on))
        return action

    def add_empty_state(
        self, name: str, icon: QIcon, text: str, button: str = "", action: Any = None
    ) -> EmptyState:
        """A page for when there is nothing to list: what it means and what to do next."""
        page = EmptyState(name, icon, text, button, action)
        self.pages.addWidget(page)
        return page

    def tell(
        self, text: str, level: str = "info", offer: Optional[Offer] = None
    ) -> QgsMessageBarItem:
        """Say something about this dock: good news leave by themselves, the rest stays (P10)."""
        self._end_passing()
        content = MessageContent(text)
        if offer is not None:
            button = QPushButton(offer[0])
            button.setObjectName(self.objectName() + "Offer")
            button.clicked.connect(lambda: self._take(offer[1]))
            content.layout().addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        seconds = _SECONDS if level in _PASSING else 0
        item = QgsMessageBarItem(content, _LEVELS[level], seconds)
        content.setParent(item)  # or Python deletes it
        self.message_bar.pushItem(item)
        return item

    def tell_error(self, error: TaxMapError, offer: Optional[Offer] = None) -> None:
        """What went wrong and what helps; else what a mentor needs can be copied."""
        if offer is None and error.details:
            copy = QCoreApplication.translate("TaxMapDock", "Copy")  # tr() would ask the subclass
            offer = (copy, lambda: QApplication.clipboard().setText(error.details))
        self.tell_refused(say(error.message), error.level, offer)

    def tell_refused(
        self, text: str, level: str = "warning", offer: Optional[Offer] = None
    ) -> None:
        """Why nothing was done; it stays until the next step succeeds: :meth:`forget_refusals`."""
        self._refusals.append(self.tell(text, level, offer))

    def forget_refusals(self) -> None:
        """What went wrong before is over; what is to be read of what was written stays."""
        for item in self.message_bar.items():
            if item in self._refusals:
                self.message_bar.popWidget(item)
        self._refusals = []

    def ask_where(self, title: str, name: str, suffix: str, kinds: str) -> Optional[Path]:
        """Where a file is to be written; its whole name is kept, ``suffix`` added if it lacks."""
        suggested = Path(str(read(LAST_FOLDER))) / (name + suffix)
        path, _ = QFileDialog.getSaveFileName(self, title, str(suggested), kinds)
        if not path:
            return None
        return Path(path if path.lower().endswith(suffix) else path + suffix)

    def tell_written(self, message: Message, path: Path) -> None:
        """Good news of a file, and the way to it."""
        word = QCoreApplication.translate("TaxMapDock", "Open")  # tr() would ask the subclass
        show = (word, lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))))
        self.tell(say(message), "success", show)

    def run_task(
        self,
        title: str,
        work: Work,
        done: Callable[[Any], Any],
        failed: Optional[Callable[[TaxMapError], Any]] = None,
    ) -> None:
        """Run ``work`` in the background; one at a time in a dock (P11)."""
        task = WorkTask(title, work)
        task.done.connect(self.forget_refusals)
        task.done.connect(done)
        task.failed.connect(failed or self.tell_error)
        task.taskCompleted.connect(self._end)
        task.taskTerminated.connect(self._end)
        self._task = task
        self.busy_line.watch(task, title)
        self.set_busy(True)
        start(task)

    def give_up(self) -> None:
        """Cancel what runs and is wanted no more: it is neither told of nor waited for.

        Only for work that writes nothing.
        """
        if self._task is not None:
            self._given_up.append(self._task)
            self._task.forget()
            self._rest()

    def is_busy(self) -> bool:
        """Whether something runs in the background."""
        return self._task is not None

    def find(self) -> None:
        """A subclass puts the cursor into its search, if it has one (Ctrl+F)."""

    def to_canvas(self) -> None:
        """The keys go to the map (Esc)."""
        if self._iface is not None:
            self._iface.mapCanvas().setFocus()

    def set_busy(self, busy: bool) -> None:
        """A subclass disables here what would start the work again."""

    def restyle(self) -> None:
        """A subclass renews here what depends on the palette or the font."""

    def release(self) -> None:
        """Stop what runs, for good: the dock is going to be deleted."""
        for task in (*self._given_up, *([] if self._task is None else [self._task])):
            task.abandon()
        self._given_up, self._task = [], None

    def event(self, event: QEvent) -> bool:
        """Inside the dock its keys come before those of QGIS, which has F5 and Ctrl+F too.

        While its button is off, a key is QGIS's.
        """
        if event.type() == QEvent.Type.ShortcutOverride and self._act_of(event) is not None:
            event.accept()
            return True
        return bool(super().event(event))

    def _act_of(self, event: QKeyEvent) -> Optional[Callable[[], Any]]:
        key = _key(event)
        tool = self._tools.get(key)
        return self._keys.get(key) if tool is None or tool.isEnabled() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self._act_of(event)
        if act is not None:
            act()
        elif event.key() == Qt.Key.Key_Escape:  # that no field, table or combo box has taken
            self.to_canvas()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _RESTYLING:
            self.restyle()

    def _end_passing(self) -> None:
        """Good news give way to what is said next; they do not heap up."""
        for item in self.message_bar.items():
            if item.level() in [_LEVELS[level] for level in _PASSING]:
                self.message_bar.popWidget(item)

    def _take(self, action: Callable[[], Any]) -> None:
        self.message_bar.popWidget()
        action()

    def _end(self) -> None:
        task = self.sender()
        if task in self._given_up:
            self._given_up.remove(task)
        elif task is self._task:
            self._rest()

    def _rest(self) -> None:
        self._task = None
        self.busy_line.hide()
        self.set_busy(False)


def _key(event: QKeyEvent) -> str:
    """``Ctrl+F`` as Qt writes it in any language."""
    modifiers, names = Qt.KeyboardModifier, ("Ctrl", "Alt", "Shift")
    held = (modifiers.ControlModifier, modifiers.AltModifier, modifiers.ShiftModifier)
    parts = [name for name, one in zip(names, held) if event.modifiers() & one]
    return "+".join([*parts, QKeySequence(event.key()).toString()])


class Pages(QStackedWidget):
    """Asks for no more height than the page in front: what scrolls itself needs no second bar."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(lambda _: self.updateGeometry())

    def minimumSizeHint(self) -> QSize:
        every, page = super().minimumSizeHint(), self.currentWidget()
        least = every if page is None else page.minimumSizeHint()
        return QSize(every.width(), least.height())


class MessageContent(QWidget):
    """A message that wraps in a narrow dock, above the button that it offers."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, MARGIN, 0, MARGIN)
        layout.setSpacing(MARGIN)
        layout.addWidget(FittedLabel(text))


class BusyLine(QWidget):
    """A title, a progress bar and Cancel, seen only while something runs."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name + "Busy")
        self._task: Optional[WorkTask] = None
        self.title = WrappedLabel()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.cancel = QToolButton()
        self.cancel.setText(self.tr("Cancel"))
        self.cancel.setObjectName(name + "Cancel")
        self.cancel.clicked.connect(self._stop)
        line = QHBoxLayout()
        line.addWidget(self.bar, 1)
        line.addWidget(self.cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.addWidget(self.title)
        layout.addLayout(line)
        self.hide()

    def watch(self, task: WorkTask, title: str) -> None:
        self._task = task
        self.title.say(title)
        self.bar.setRange(0, 0)
        self.cancel.setEnabled(True)
        task.progressChanged.connect(self._show_progress)
        task.said.connect(lambda message: self.title.say(say(message)))
        self.show()

    def hideEvent(self, event: QEvent) -> None:
        self._task = None
        super().hideEvent(event)

    def _stop(self) -> None:
        if self._task is not None:
            self.cancel.setEnabled(False)
            self.title.say(self.tr("Cancelling…"))
            self._task.cancel()

    def _show_progress(self, percent: float) -> None:
        self.bar.setRange(0, 100)
        self.bar.setValue(int(percent))


class EmptyState(QWidget):
    """Icon of 48 px, one sentence, the one button that helps (P8)."""

    def __init__(
        self,
        name: str,
        icon: QIcon,
        text: str,
        button: str = "",
        action: Optional[Callable[[], Any]] = None,
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        picture = QLabel()
        picture.setPixmap(icon.pixmap(48, 48))
        picture.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.sentence = WrappedLabel(text)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * MARGIN, MARGIN, 3 * MARGIN, MARGIN)
        layout.setSpacing(2 * MARGIN)
        layout.addStretch(1)
        layout.addWidget(picture)
        layout.addWidget(self.sentence)
        if action is not None:
            self.button = QPushButton(button)
            self.button.setObjectName(name + "Button")
            self.button.clicked.connect(lambda: action())
            layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)

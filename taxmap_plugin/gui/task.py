"""Long work off the GUI thread, with progress, Cancel and an end that is always told."""

from __future__ import annotations

from threading import Event, Thread
from typing import Any, Callable, Optional

import qgis.utils
from qgis.core import QgsApplication, QgsTask
from qgis.PyQt.QtCore import QTimer, pyqtSignal

from ..compat import TASK_FLAGS, forget_notice
from ..core.feedback import Feedback
from ..core.message import Message
from ..errors import Cancelled, TaxMapError, unexpected

Work = Callable[[Feedback], Any]


class WorkTask(QgsTask):
    """Runs ``work(feedback)`` in a thread; the signals arrive in the GUI thread.

    ``work`` touches no widget and no layer of the main thread. An exception that is no
    TaxMapError is a bug: it is handed on whole, and raised again where QGIS shows it.
    """

    said = pyqtSignal(object)
    done = pyqtSignal(object)
    failed = pyqtSignal(object)

    def __init__(self, title: str, work: Work) -> None:
        super().__init__(title, TASK_FLAGS)
        self._work = work
        self._abandoned = False
        self._idle = Event()
        self._idle.set()
        self._result: Any = None
        self._error: Optional[BaseException] = None

    def run(self) -> bool:
        """Work in a thread of Python's own: see ``core.proj_context`` for what Qt's would do."""
        self._idle.clear()
        worker = Thread(target=self._do, name=self.description())
        worker.start()
        worker.join()
        return self._error is None

    def _do(self) -> None:
        try:
            self._result = self._work(_TaskFeedback(self))
        except BaseException as error:  # noqa: BLE001  (told in finished, in the GUI thread)
            self._error = error
        finally:
            self._idle.set()

    def abandon(self, patience: float = 5.0) -> None:
        """As :meth:`forget`; waits, within reason, for the thread to end."""
        self.forget()
        self._idle.wait(patience)

    def forget(self) -> None:
        """Cancel and never report again.

        Call it only before one of the signals came: QGIS deletes tasks that have ended.
        """
        self._abandoned = True
        self.cancel()

    def finished(self, result: bool) -> None:
        if self._abandoned:
            return
        title = self.description()
        QTimer.singleShot(0, lambda: _forget_notice(title))
        if self._error is None and result:
            self.done.emit(self._result)
        elif isinstance(self._error, TaxMapError):
            self.failed.emit(self._error)
        elif self._error is None:
            self.failed.emit(Cancelled())
        else:
            self.failed.emit(unexpected(self._error))
            raise self._error


def _forget_notice(title: str) -> None:
    """Whoever started the task tells how it ended; QGIS shall not tell it beside that."""
    if qgis.utils.iface is not None:
        forget_notice(qgis.utils.iface.messageBar(), title)


class _TaskFeedback:
    def __init__(self, task: WorkTask) -> None:
        self._task = task

    def progress(self, fraction: float) -> None:
        self._task.setProgress(100 * fraction)

    def message(self, message: Message) -> None:
        self._task.said.emit(message)

    def cancelled(self) -> bool:
        return self._task.isCanceled()


def start(task: WorkTask) -> WorkTask:
    """Hand the task to QGIS; keep the returned reference until it has ended."""
    QgsApplication.taskManager().addTask(task)
    return task

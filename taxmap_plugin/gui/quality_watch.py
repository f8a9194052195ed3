"""What is written is looked at around the change at once, in the background."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import QObject

from ..core.feedback import Feedback
from ..editing.quality_findings import Checked
from ..editing.quality_near import check_near
from ..errors import TaxMapError
from ..workspace.check_log import changes_after, last_change
from ..workspace.store import Workspace
from .session import Session
from .task import WorkTask, start


class QualityWatch(QObject):
    """Follows the open workspace; findings that come or go are shown like all that is written.

    A look that fails is made with the next one: nobody waits for it.
    """

    def __init__(self, session: Session, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._session = session
        self._place = 0
        self._looking: Optional[WorkTask] = None
        self._is_due = False
        session.changed.connect(self._follow)
        session.data_changed.connect(self.look)
        self._follow()

    def close(self) -> None:
        """Stop following."""
        self._session.changed.disconnect(self._follow)
        self._session.data_changed.disconnect(self.look)
        self._stop()

    def is_looking(self) -> bool:
        return self._looking is not None

    def look(self) -> None:
        """Look at what was written since the last look."""
        workspace = self._session.workspace
        if workspace is None:
            return
        self._is_due = self.is_looking()
        if self._is_due:
            return
        try:
            with workspace.reading() as reader:
                last, changes = last_change(reader), changes_after(reader, self._place)
        except TaxMapError:
            return
        if not changes:
            self._place = last
            return
        task = WorkTask(
            self.tr("Checking around the change"),
            lambda feedback: _look(workspace, changes, feedback),
        )
        self._looking = task
        task.done.connect(lambda checked: self._looked(checked, last))
        task.failed.connect(lambda _: self._ended())
        start(task)

    def _looked(self, checked: Optional[Checked], place: int) -> None:
        self._place = place
        self._ended()
        filed = checked.filed if checked is not None else None
        if filed is not None and (filed.is_any):
            self._session.data_changed.emit()

    def _ended(self) -> None:
        self._looking = None
        if self._is_due:
            self.look()

    def _follow(self) -> None:
        """Another workspace: what was written before is for the check of the whole map."""
        self._stop()
        workspace = self._session.workspace
        if workspace is None:
            return
        try:
            with workspace.reading() as reader:
                self._place = last_change(reader)
        except TaxMapError:
            self._place = 0

    def _stop(self) -> None:
        if self._looking is not None:
            self._looking.abandon(0.0)
            self._looking = None


def _look(ws: Workspace, changes: list[str], feedback: Feedback) -> Optional[Checked]:
    return check_near(ws, changes, feedback)

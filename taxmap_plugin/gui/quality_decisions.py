"""What an officer decides of the selected findings: accept, assign, take back, mark as seen to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Callable

from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..core.message import Message
from ..editing.quality_decide import Decided, accept, assign, settle, take_back
from ..settings import say
from ..workspace.finding_list import TO_DO
from .dock import TaxMapDock
from .quality_page import QualityPage
from .session import Session


class QualityDecisions(QObject):
    """Works in the dock and on the page that it is given.

    ``asking``: a question stands below the list. ``following`` carries the finding to stand on
    once a decision is written, before it is. ``written``: what was decided is in the workspace.
    """

    asking = pyqtSignal()
    following = pyqtSignal(str)
    written = pyqtSignal()

    def __init__(self, dock: TaxMapDock, session: Session, page: QualityPage) -> None:
        super().__init__(dock)
        self._dock, self._session, self._page = dock, session, page
        self._asked: list[str] = []  # the findings that the panel asks about

    def accept_chosen(self) -> None:
        """Ask why the selected findings can stay as they are, and accept them."""
        state, uuids = self._page.state, self._page.chosen(*TO_DO)
        if state is not None:
            why = Message("quality_dock.why_accept", count=len(uuids))
            self._ask(why, self.tr("Accept"), state.reasons, uuids, accept, "accepted")

    def assign_chosen(self) -> None:
        """Ask who sees to the selected findings."""
        state, uuids = self._page.state, self._page.chosen(*TO_DO)
        if state is not None:
            who = Message("quality_dock.who", count=len(uuids))
            self._ask(who, self.tr("Assign"), state.people, uuids, assign, "assigned", True)

    def reopen_chosen(self) -> None:
        """The selected accepted findings are to be done again."""
        self._decide(take_back, "reopened", self._page.chosen("accepted"))

    def settle_chosen(self) -> None:
        """The selected findings are seen to: those that no check would close."""
        self._decide(settle, "settled", self._page.chosen(*TO_DO))

    def forget_if_others_are_chosen(self) -> None:
        """A question is about what was selected when it was asked."""
        if self._page.chosen(*TO_DO) != self._asked:
            self._page.panel.leave()

    def _ask(
        self,
        question: Message,
        button: str,
        known: Sequence[str],
        uuids: list[str],
        decision: Callable[..., Decided],
        told: str,
        may_be_empty: bool = False,
    ) -> None:
        """Ask for the answer that a decision on these findings needs, below the list."""
        if not uuids or self._dock.is_busy():
            return
        self._asked = uuids

        def decide(answer: str) -> None:
            self._decide(decision, told, uuids, answer)

        self._page.panel.ask(say(question), button, known, decide, may_be_empty)
        self.asking.emit()

    def _decide(
        self, decision: Callable[..., Decided], told: str, uuids: list[str], *answer: str
    ) -> None:
        workspace = self._session.workspace
        if workspace is None or self._dock.is_busy() or not uuids:
            return
        self.following.emit(self._page.following(set(uuids)))
        what = self._page.named(uuids)

        def done(decided: Decided) -> None:
            if self._session.workspace is workspace:
                message = Message("quality_dock." + told, count=decided.count, what=what)
                self._tell(decided, message)

        self._dock.run_task(
            self.tr("Writing the decision"),
            lambda feedback: decision(workspace, uuids, *answer),
            done,
        )

    def _tell(self, done: Decided, told: Message) -> None:
        """What was done, then what was left."""
        said = [told]
        if done.left:
            said.append(Message("quality_dock.left", count=done.left))
        self._dock.tell("\n".join(map(say, said)), "warning" if done.left else "success")
        self.written.emit()

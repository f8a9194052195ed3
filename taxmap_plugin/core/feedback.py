"""How long work reports and is cancelled, without knowing Qt.

Processing and QgsTask adapt their own feedback objects to this protocol.
"""

from __future__ import annotations

from typing import Protocol

from ..errors import Cancelled
from .message import Message


class Feedback(Protocol):
    """What a long function of core, workspace, exchange or cartography talks to."""

    def progress(self, fraction: float) -> None:
        """How far the work is, 0 to 1."""

    def message(self, message: Message) -> None:
        """Something the officer should read in the log."""

    def cancelled(self) -> bool:
        """True once the officer has pressed Cancel."""


class Silent:
    """Feedback for calls that nobody watches."""

    def progress(self, fraction: float) -> None: ...

    def message(self, message: Message) -> None: ...

    def cancelled(self) -> bool:
        return False


class Part:
    """A slice of a longer job: its 0..1 is mapped to ``start``..``end`` of the whole."""

    def __init__(self, whole: Feedback, start: float, end: float) -> None:
        self._whole, self._start, self._width = whole, start, end - start

    def progress(self, fraction: float) -> None:
        self._whole.progress(self._start + self._width * fraction)

    def message(self, message: Message) -> None:
        self._whole.message(message)

    def cancelled(self) -> bool:
        return self._whole.cancelled()


def check_cancelled(feedback: Feedback) -> None:
    """Raise :class:`Cancelled` if the officer has pressed Cancel."""
    if feedback.cancelled():
        raise Cancelled

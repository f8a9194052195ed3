"""The one exception family that an officer may see.

An error carries a :class:`~taxmap_plugin.core.message.Message` (an id with
parameters, rendered in the reader's language by the layer that shows it), so
the text names the officer's own thing: a parcel code, a sheet, row 17 of a file.
"""

from __future__ import annotations

import traceback
from typing import Literal

from .core.message import Message, render

Level = Literal["info", "warning", "error"]


class TaxMapError(Exception):
    """Something the officer can understand and act on.

    ``message`` says what happened and the way out, ``details`` holds what helps
    a mentor (never personal data), ``level`` how serious it is.
    """

    def __init__(self, message: Message, details: str = "", level: Level = "error") -> None:
        super().__init__(render(message, "en"))
        self.message = message
        self.details = details
        self.level = level


class Cancelled(TaxMapError):
    """The officer pressed Cancel; everything is as it was before."""

    def __init__(self) -> None:
        super().__init__(Message("common.cancelled"), level="info")


def unexpected(error: BaseException) -> TaxMapError:
    """What nobody foresaw, a bug, as the officer is told it; its trace for a mentor."""
    trace = "".join(traceback.format_exception(None, error, error.__traceback__))
    return TaxMapError(Message("common.unexpected"), details=trace)

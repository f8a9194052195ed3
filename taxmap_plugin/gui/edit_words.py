"""A change in the officer's words: what was done to what, and why."""

from __future__ import annotations

from typing import Union

from ..core.message import Message
from ..editing.native_kind import CORRECTION
from ..settings import language
from ..workspace.change_subject import subject_of
from ..workspace.domain import labels
from ..workspace.store import Workspace
from ..workspace.undo_stack import Step

_OWN_WORDS = ("insert", "delete")
"""What is done to things under the kind of a correction, and has a word of its own."""


def edit_words(ws: Workspace, step: Step) -> Message:
    """แบ่งแยก แปลง 01A001 (เหตุผล: ขายบางส่วน)."""
    with ws.reading() as reader:
        subject = subject_of(reader, step.edit)
    kind: Union[str, Message] = labels("change_kind", language()).get(step.kind, step.kind)
    if subject is not None and step.kind == CORRECTION and subject.action in _OWN_WORDS:
        kind = Message("parcel_operations.edit_" + subject.action)
    said = {"kind": kind, "what": "–" if subject is None else subject.what}
    if not step.reason:
        return Message("parcel_operations.edit", **said)
    return Message("parcel_operations.edit_stated", reason=step.reason, **said)

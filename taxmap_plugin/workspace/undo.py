"""Undo and redo: a change that puts every row back as its before-image has it.

What is put back is values and shapes, ids and keys included; ``row_version``, ``updated_at``
and ``updated_by`` count on, and history only grows (design.md, law 2). An undo is a change
like any other, so redo is the undoing of an undo.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Optional

from ..core.code_style import CodeStyle
from ..core.message import Message
from ..errors import TaxMapError
from .hanging import NOTES, Keys, hanging_since, keys_given_up
from .problem import DuplicateValue
from .reader import rows_among
from .retired_code import retire_vanished
from .schema import KEY_COLUMN
from .store import Workspace
from .transaction import Transaction
from .undo_ground import ground_of_images
from .undo_image import Image, images_of, last_place
from .undo_refusal import refusal
from .undo_since import InTheWay, Since
from .undo_stack import (
    LINKS,
    REDO,
    UNDO,
    Chains,
    Step,
    next_redo,
    next_undo,
    step_of,
)

_LAST_CHANGE = " ".join(
    [
        "SELECT change_uuid FROM change_row",
        "WHERE row_uuid = ? AND table_name = ? ORDER BY fid DESC LIMIT 1",
    ]
)
_KIN = "SELECT parent_uuid, child_uuid FROM lineage WHERE change_uuid = ?"
_NOT_PUT_BACK = {KEY_COLUMN, "updated_at", "updated_by", "row_version"}


class UndoError(TaxMapError):
    """Nothing to take back, or what it was about has changed since; nothing was written."""


class NotAsShown(UndoError):
    """Another change is the next one by now than the officer was ``shown``; ``now`` is that one.

    The same user name may be at work on a second computer.
    """

    def __init__(self, shown: Optional[Step], now: Optional[Step]) -> None:
        super().__init__(Message("undo.not_as_shown"))
        self.shown, self.now = shown, now


@dataclass(frozen=True)
class Undone:
    """What was taken back or done again: the new change, and the edit it is about.

    ``parcels`` are the living ones that it brought back or changed, without the neighbours
    that only got corners.
    """

    change_uuid: str
    edit: Step
    row_count: int
    tables: tuple[str, ...]
    parcels: tuple[str, ...]


def undo(ws: Workspace, shown: str = "") -> Undone:
    """Take back this user's latest edit; only ``shown`` (``Step.uuid``), where one is named.

    Raises UndoError, NotAsShown where another is the latest by now; WorkspaceLocked and so on.
    """
    step = _as_shown(ws, next_undo(ws), shown)
    if step is None:
        raise UndoError(Message("undo.nothing_to_undo"))
    return _take_back(ws, step, UNDO)


def redo(ws: Workspace, shown: str = "") -> Undone:
    """Do again what this user took back last; only ``shown``, where one is named.

    Raises as :func:`undo` does.
    """
    step = _as_shown(ws, next_redo(ws), shown)
    if step is None:
        raise UndoError(Message("undo.nothing_to_redo"))
    return _take_back(ws, step, REDO)


def _as_shown(ws: Workspace, now: Optional[Step], shown: str) -> Optional[Step]:
    if shown and (now is None or now.uuid != shown):
        raise NotAsShown(step_of(ws, shown), now)
    return now


def _take_back(ws: Workspace, step: Step, kind: str) -> Undone:
    try:
        with ws.transaction(kind, reason=step.reason) as tx:
            tx.undoes_uuid = step.uuid
            if tx.count("change", "undoes_uuid = ?", [step.uuid]):
                again = "undo.redone_already" if kind == REDO else "undo.undone_already"
                raise UndoError(Message(again))
            gate = _Gate(tx, step, kind)
            images = gate.untouched(images_of(tx, step.uuid))
            keys = keys_given_up(tx, images)
            for run in _runs(images):
                _put_back(tx, run)
            gate.check_nothing_hangs(keys, images)
            gate.meet_on_ground(images)
            retire_vanished(tx, CodeStyle.of(ws.municipality))
            parcels = _parcels(tx, step, images)
    except DuplicateValue as error:
        raise UndoError(_code_taken(ws, kind, error), str(error)) from error
    touched = tuple(dict.fromkeys(image.table for image in images))
    return Undone(tx.change_uuid, step, len(images), touched, parcels)


def _parcels(tx: Transaction, step: Step, images: Sequence[Image]) -> tuple[str, ...]:
    """The parcels that an edit was about and that live now that it is undone (or redone)."""
    first = {image.uuid: image.action for image in images if image.table == "parcel"}
    edit = Chains.of(tx.execute(LINKS)).edit_of(step.uuid)
    kin = {uuid for pair in tx.execute(_KIN, [edit]) for uuid in pair}
    kin |= {image.uuid for image in images if image.table == "parcel" and image.action != "update"}
    about = first.keys() & kin or first.keys()
    return tuple(uuid for uuid in first if uuid in about and first[uuid] != "insert")


class _Gate:
    """What holds an undo back; UndoError tells what stands in its way."""

    def __init__(self, tx: Transaction, step: Step, kind: str) -> None:
        self._tx, self._kind = tx, kind
        self._since = Since(tx, step)

    def untouched(self, images: Sequence[Image]) -> list[Image]:
        """The images to put back; refused where somebody has changed the rows since.

        A finding that somebody has dealt with stays as it is.
        """
        changed = self._since.changed(images)
        self._refuse("changed_since", [row for row in changed if row.table != NOTES])
        dealt_with = {row.uuid for row in changed}
        return [image for image in images if image.uuid not in dealt_with]

    def check_nothing_hangs(self, keys: Keys, images: Sequence[Image]) -> None:
        """Refuse to take away a row, or a code, that something has come to belong to."""
        touched = {image.uuid for image in images}
        hanging = hanging_since(self._tx, keys, last_place(images), touched)
        rows = [(table.name, uuid) for table, uuids in hanging for uuid in uuids]
        self._refuse("something_hangs", self._later(rows, images))

    def meet_on_ground(self, images: Sequence[Image]) -> None:
        """Refuse to bring parcels back over ground that was drawn on; share corners otherwise."""
        ground = ground_of_images(self._tx, images)
        taken = [("parcel", uuid) for uuid in ground.taken()]
        self._refuse("ground_taken", self._later(taken, images))
        ground.share_corners(self._tx)

    def _later(self, rows: Sequence[tuple[str, str]], images: Sequence[Image]) -> list[InTheWay]:
        place = last_place(images)
        return [self._since.in_the_way(name, uuid, place) for name, uuid in rows]

    def _refuse(self, why: str, rows: Sequence[InTheWay]) -> None:
        if rows:
            raise UndoError(refusal(self._tx, self._tx.user, self._kind, why, rows))


def _code_taken(ws: Workspace, kind: str, error: DuplicateValue) -> Message:
    """Who has the code by now that would come back."""
    with ws.reading() as reader:
        rows = [
            InTheWay(error.table, row["uuid"], next((one for (one,) in changes), ""))
            for row in rows_among(reader, error.table, ["uuid"], error.column, [error.value])
            for changes in [reader.execute(_LAST_CHANGE, [row["uuid"], error.table])]
        ]
        return refusal(reader, ws.user, kind, "code_taken", rows, code=error.value)


# --- putting rows back ----------------------------------------------------------------------


def _runs(images: Iterable[Image]) -> Iterator[list[Image]]:
    """Neighbours of one table, action and set of columns, no row twice: written at one go."""
    run: list[Image] = []
    seen: set[str] = set()
    for image in images:
        if run and (_kind(image) != _kind(run[0]) or image.uuid in seen):
            yield run
            run, seen = [], set()
        run.append(image)
        seen.add(image.uuid)
    if run:
        yield run


def _kind(image: Image) -> tuple:
    return image.table, image.action, tuple(image.values)


def _put_back(tx: Transaction, run: Sequence[Image]) -> None:
    table, action = run[0].table, run[0].action
    uuids = [image.uuid for image in run]
    if action == "insert":
        tx.delete(table, uuids)
        return
    values = {name: [image.values[name] for image in run] for name in run[0].values}
    if action == "delete":
        tx.insert_stored(table, {"uuid": uuids, **values})
        return
    changed = {name: column for name, column in values.items() if name not in _NOT_PUT_BACK}
    tx.update_stored(table, {"uuid": uuids, **changed})

"""Undo and redo: a change that puts every row back as its before-image has it.

What is put back is values and shapes, ids and keys included; ``row_version``, ``updated_at``
and ``updated_by`` count on, and history only grows (design.md, law 2). An undo is a change
like any other, so redo is the undoing of an undo.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Optional

from ..core.code_style import CodeStyle
from ..core.message import Message
from ..errors import TaxMapError
from .frame import frame_of
from .hanging import NOTES, Keys, hanging_since, keys_given_up
from .problem import DuplicateValue, names_of
from .retired_code import retire_vanished
from .schema import KEY_COLUMN, Table, tables
from .store import Workspace
from .transaction import Transaction
from .undo_ground import ground_of_images
from .undo_image import Image, images_of, last_place
from .undo_since import changed_since
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

_LAST_SEEN = " ".join(
    [
        "SELECT before FROM change_row",
        "WHERE row_uuid = ? AND action = 'delete' ORDER BY fid DESC LIMIT 1",
    ]
)
_KIN = "SELECT parent_uuid, child_uuid FROM lineage WHERE change_uuid = ?"
_NOT_PUT_BACK = {KEY_COLUMN, "updated_at", "updated_by", "row_version"}
_MOST_NAMED = 5


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
    with ws.transaction(kind, reason=step.reason) as tx:
        tx.undoes_uuid = step.uuid
        if tx.count("change", "undoes_uuid = ?", [step.uuid]):
            raise UndoError(Message("undo.undone_already"))
        images = _untouched(tx, step, images_of(tx, step.uuid))
        keys = keys_given_up(tx, images)
        try:
            for run in _runs(images):
                _put_back(tx, run)
        except DuplicateValue as error:
            code = error.message.params.get("value", "")
            raise UndoError(Message("undo.code_taken", code=code), str(error)) from error
        _check_nothing_hangs(tx, keys, images)
        _meet_on_ground(tx, images)
        retire_vanished(tx, CodeStyle.of(ws.municipality))
        parcels = _parcels(tx, step, images)
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


def _untouched(tx: Transaction, step: Step, images: Sequence[Image]) -> list[Image]:
    """The images to put back; UndoError where somebody has changed the rows since.

    A finding that somebody has dealt with stays as it is.
    """
    dealt_with: set[str] = set()
    for table, uuids in changed_since(tx, step, images):
        if table.name != NOTES:
            names, count = _names(tx, table, uuids), len(uuids)
            message = Message("undo.changed_since", table=table.name, count=count, names=names)
            raise UndoError(message)
        dealt_with.update(uuids)
    return [image for image in images if image.uuid not in dealt_with]


def _check_nothing_hangs(tx: Transaction, keys: Keys, images: Sequence[Image]) -> None:
    """Refuse to take away a row, or a code, that something has come to belong to."""
    touched = {image.uuid for image in images}
    for table, uuids in hanging_since(tx, keys, last_place(images), touched):
        names = _names(tx, table, uuids)
        raise UndoError(
            Message("undo.something_hangs", table=table.name, count=len(uuids), names=names)
        )


def _meet_on_ground(tx: Transaction, images: Sequence[Image]) -> None:
    """Refuse to bring parcels back over ground that was drawn on; share corners otherwise."""
    ground = ground_of_images(tx, images)
    taken = ground.taken()
    if taken:
        names = _names(tx, tables()["parcel"], taken)
        raise UndoError(Message("undo.ground_taken", count=len(taken), names=names))
    ground.share_corners(tx)


def _names(tx: Transaction, table: Table, uuids: Sequence[str]) -> str:
    """What an officer calls these rows, gone ones by what they were called last."""
    columns = ["uuid", *table.display]
    rows = tx.stored(table.name, list(uuids), columns).rows
    gone = sorted(set(uuids) - {row[0] for row in rows})
    for uuid in gone[:_MOST_NAMED]:
        last = [json.loads(before) for (before,) in tx.execute(_LAST_SEEN, [uuid])]
        rows += [(uuid, *(values.get(name) for name in table.display)) for values in last]
    return names_of(table, frame_of(table, columns, rows), _MOST_NAMED)


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

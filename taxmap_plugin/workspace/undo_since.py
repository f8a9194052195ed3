"""Whether the rows of a change are still as it left them, and who has changed them since."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple, Optional

from .schema import Table
from .schema import table as table_of
from .transaction import Transaction
from .undo_image import Image
from .undo_stack import LINKS, Chains, Step

_LATER = " ".join(
    [
        "SELECT fid, change_uuid, action, before FROM change_row",
        "WHERE row_uuid = ? AND table_name = ? AND fid > ? ORDER BY fid DESC",
    ]
)
_FORMER_LIFE = " ".join(
    [
        "SELECT before FROM change_row WHERE row_uuid = ? AND table_name = ?",
        "AND fid < ? AND action = 'delete' ORDER BY fid DESC LIMIT 1",
    ]
)
_PLACE = "SELECT fid FROM change WHERE uuid = ?"


class InTheWay(NamedTuple):
    """A row that an undo would overwrite, and the ``change`` that made it so.

    The change is "" where the history does not know it: another program wrote the row.
    """

    table: str
    uuid: str
    change: str = ""


class Since:
    """What happened to rows after a change."""

    def __init__(self, tx: Transaction, step: Step) -> None:
        self._tx, self._step = tx, step
        self._place = tx.execute(_PLACE, [step.uuid])[0][0]
        links = tx.execute(LINKS)
        self._now = Chains.of(links)
        self._then = Chains.of(link for link in links if link[0] <= self._place)

    def changed(self, images: Sequence[Image]) -> list[InTheWay]:
        """The rows that are not as the step left them.

        Edits of them that were taken back themselves do not count.
        """
        first: dict[str, dict[str, Image]] = {}
        for image in reversed(images):
            first.setdefault(image.table, {})[image.uuid] = image
        found = []
        for name, rows in first.items():
            now = self._versions(table_of(name), list(rows))
            changed = [
                uuid for uuid, image in rows.items() if not self._is_as_left(image, now[uuid])
            ]
            found += [self.in_the_way(name, uuid, rows[uuid].fid) for uuid in changed]
        return found

    def in_the_way(self, table_name: str, uuid: str, place: int) -> InTheWay:
        """A row with the latest change of it after that place of ``change_row``."""
        later = self._tx.execute(_LATER, [uuid, table_name, place])
        changes = (change for _, change, *_ in later if change != self._tx.change_uuid)
        latest = next((change for change in changes if not self._is_cancelled(change)), "")
        return InTheWay(table_name, uuid, latest)

    def _versions(self, table: Table, uuids: list[str]) -> dict[str, Optional[int]]:
        """The version of each row now (1 where none is counted); None for one that is gone."""
        if table.tracked:
            found = dict(self._tx.stored(table.name, uuids, ["uuid", "row_version"]).rows)
        else:
            found = {row[0]: 1 for row in self._tx.stored(table.name, uuids, ["uuid"]).rows}
        return {uuid: found.get(uuid) for uuid in uuids}

    def _is_as_left(self, image: Image, now: Optional[int]) -> bool:
        """Whether only edits that cancel each other out touched the row after this image of it."""
        later = self._tx.execute(_LATER, [image.uuid, image.table, image.fid])
        if not all(self._is_cancelled(change) for change in {row[1] for row in later}):
            return False
        last = image
        if later:
            fid, _, action, before = later[0]
            last = image._replace(fid=fid, action=action, values=json.loads(before or "{}"))
        return now == self._left(last)

    def _is_cancelled(self, change: str) -> bool:
        """Whether the edit that this is about is in force now as it was then, or neither."""
        edit = self._now.edit_of(change)
        found = self._tx.execute(_PLACE, [edit])
        was_there = bool(found) and found[0][0] <= self._place
        in_force_then = was_there and edit not in self._then.undone
        return in_force_then == (edit not in self._now.undone)

    def _left(self, image: Image) -> Optional[int]:
        """The version of the row after this action; None when it took the row away."""
        if image.action == "delete":
            return None
        if not table_of(image.table).tracked:
            return 1
        if image.action == "update":
            return (image.values.get("row_version") or 0) + 1
        life = self._tx.execute(_FORMER_LIFE, [image.uuid, image.table, image.fid])
        return json.loads(life[0][0])["row_version"] + 1 if life else 1

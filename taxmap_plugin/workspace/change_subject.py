"""What a change was about: parcels or other things, and what they are called."""

from __future__ import annotations

from typing import NamedTuple, Optional

from ..core.message import Message
from .named_rows import names_of
from .reader import OpenReader
from .schema import CODE_COLUMN, tables
from .schema import table as table_of
from .thing_name import MOST, things

_ROWS = " ".join(
    [
        "SELECT table_name, row_uuid, action FROM change_row",
        "WHERE change_uuid = ? ORDER BY fid",
    ]
)
_PARENTS = "SELECT parent_uuid FROM lineage WHERE change_uuid = ? ORDER BY fid"


class Subject(NamedTuple):
    """``what`` names the things; ``action`` is "insert" or "delete" where all came or went."""

    what: Message
    action: str


def by_weight(name: str) -> tuple[bool, int]:
    """The order of tables by what they say of a change: parcels first, registers last."""
    coded = list(CODE_COLUMN)
    return (name not in coded, (coded if name in coded else list(tables())).index(name))


def subject_of(reader: OpenReader, edit: str) -> Optional[Subject]:
    """What an edit was about; of parcels those that it began with. None for one without rows."""
    rows = reader.execute(_ROWS, [edit])
    if not rows:
        return None
    name = min({row[0] for row in rows}, key=by_weight)
    actions: dict[str, str] = {}
    for table_name, uuid, action in rows:
        if table_name == name:
            actions.setdefault(uuid, action)
    parents = [uuid for (uuid,) in reader.execute(_PARENTS, [edit])] if name == "parcel" else []
    about = list(dict.fromkeys(parents)) or _came_or_went(actions) or list(actions)
    done = set() if parents else {actions[uuid] for uuid in about}
    names = names_of(reader, table_of(name), about[:MOST])
    return Subject(things(name, names, len(about)), done.pop() if len(done) == 1 else "")


def _came_or_went(actions: dict[str, str]) -> list[str]:
    """Without neighbours, which are given corners where a parcel comes."""
    return [uuid for uuid, action in actions.items() if action != "update"]

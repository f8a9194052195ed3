"""What a change was about: parcels or other things, and what they are called."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Optional

from ..core.message import Message
from ..core.parcel_name import Name
from .former_code import recoded
from .named_rows import names_of
from .reader import OpenReader
from .schema import CODE_COLUMN, tables
from .schema import table as table_of
from .thing_name import MOST, things

_KINDS = "SELECT DISTINCT table_name, action FROM change_row WHERE change_uuid = ?"
_ROWS = "change_row WHERE change_uuid = ? AND table_name = ?"
_CAME_OR_WENT = "action <> 'update'"
_PARENTS = "lineage WHERE change_uuid = ?"


class Subject(NamedTuple):
    """``what`` names the things; ``action`` is "insert" or "delete" where all came or went."""

    what: Message
    action: str


def by_weight(name: str) -> tuple[bool, int]:
    """The order of tables by what they say of a change: parcels first, registers last."""
    coded = list(CODE_COLUMN)
    return (name not in coded, (coded if name in coded else list(tables())).index(name))


def subject_of(reader: OpenReader, edit: str) -> Optional[Subject]:
    """What an edit was about; of parcels those that it began with. None for one without rows.

    What it gave another code is named by both. Of many rows only a few are read.
    """
    kinds = reader.execute(_KINDS, [edit])
    if not kinds:
        return None
    name = min({table_name for table_name, _ in kinds}, key=by_weight)
    if name == "parcel":
        parents, count = _first(reader, "parent_uuid", _PARENTS, [edit])
        if count:
            return _subject(reader, edit, name, parents, count, set())
    actions = {action for table_name, action in kinds if table_name == name}
    rows, came_or_went = _ROWS, actions - {"update"}
    if came_or_went:  # without neighbours, which are given corners where a parcel comes
        rows = f"{_ROWS} AND {_CAME_OR_WENT}"
    about, count = _first(reader, "row_uuid", rows, [edit, name])
    return _subject(reader, edit, name, about, count, came_or_went or actions)


def _subject(
    reader: OpenReader, edit: str, name: str, about: Sequence[str], count: int, actions: set[str]
) -> Subject:
    names = names_of(reader, table_of(name), about)
    if actions == {"update"}:
        names = [_both_codes(reader, name, *one, edit) for one in zip(about, names)]
    return Subject(things(name, names, count), actions.pop() if len(actions) == 1 else "")


def _both_codes(reader: OpenReader, table: str, uuid: str, name: Name, edit: str) -> Name:
    """``01A001 → 01A077`` for a row that the edit gave another code; else its name."""
    codes = recoded(reader, table, uuid, edit)
    if codes is None:
        return name
    new = codes.new or Message("thing_name.no_code")
    return Message("thing_name.recoded", old=codes.old, new=new)


def _first(
    reader: OpenReader, column: str, rows: str, params: Sequence[str]
) -> tuple[list[str], int]:
    """The first few of the different values of a column, and how many there are."""
    found: dict[str, None] = {}
    for (value,) in reader.each(" ".join(["SELECT", column, "FROM", rows, "ORDER BY fid"]), params):
        found[value] = None
        if len(found) == MOST:
            break
    different = f"COUNT(DISTINCT {column})"
    counted = reader.execute(" ".join(["SELECT", different, "FROM", rows]), params)
    return list(found), int(counted[0][0])

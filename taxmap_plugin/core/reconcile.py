"""Lists of other offices and systems against our own map and registers (กระทบยอด), as data.

What a list is compared with, by which keys and in which columns, stands in
``resources/reconcile/``. Each row that does not agree is a finding of the check
``reconcile.KIND.only_here``, ``only_there`` or ``different``, known again by its key.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, Optional

import shapely

from .message import Message, Term
from .resources import load_csv

PREFIX = "reconcile."
PERMIT = " #"
"""In the key of a finding before the number of its permit."""
What = Literal["only_there", "different", "only_here"]
WHATS: tuple[What, ...] = ("only_there", "different", "only_here")


@dataclass(frozen=True)
class Key:
    """Columns that together name a thing; one that ends in ``?`` may be blank in it.

    ``many``: several things here may have it, and one is enough.
    """

    columns: tuple[str, ...]
    many: bool = False


@dataclass(frozen=True)
class Compared:
    """A column, how it is read (code, number, sheet, text, whole, real, owner), how far numbers may
    differ, and how it is told: ``shown_as`` an area or a value list, ``label`` TABLE.COLUMN."""

    column: str
    read_as: str
    tolerance: float = 0.0
    is_compared: bool = False
    shown_as: str = ""
    label: str = ""


@dataclass(frozen=True)
class Kind:
    """A kind of list: our ``table`` that it is about, and the table as which it is read.

    ``judges_here``: what is only here can be judged, where the list covers everything.
    ``gone_there``: what the list names is no more there, so it is different where it stands here.
    """

    id: str
    table: str
    read_as: str
    judges_here: bool
    gone_there: bool
    keys: tuple[Key, ...]
    columns: tuple[Compared, ...]

    @property
    def title(self) -> Message:
        return Message("common.term", term=Term("reconcile_kind", self.id))

    def column(self, name: str) -> Compared:
        """How a column is read; as text where nothing says otherwise."""
        return next((one for one in self.columns if one.column == name), Compared(name, "text"))


@dataclass(frozen=True)
class Difference:
    """A row that does not agree. ``key`` knows it again; ``name`` is what the officer calls it.

    ``table`` and ``uuid`` are of the thing here that it is about, or of the parcel on which it
    should be; ``place`` is a point of that.
    """

    what: What
    key: str
    name: str
    message: Message
    table: Optional[str] = None
    uuid: Optional[str] = None
    block_code: Optional[str] = None
    place: Optional[shapely.Point] = None


@lru_cache(maxsize=None)
def kinds() -> Sequence[Kind]:
    """All kinds of lists, in the order in which they are offered."""
    return tuple(_kind(row) for row in load_csv("reconcile", "kind.csv"))


def kind(id: str) -> Kind:
    """The kind of that id. Raises KeyError."""
    return {one.id: one for one in kinds()}[id]


def check_id(of: Kind, what: What) -> str:
    return f"{PREFIX}{of.id}.{what}"


def is_reconciled(check: str) -> bool:
    """Whether a check is of a list of a kind that is known.

    >>> is_reconciled("reconcile.ltax_land.only_here"), is_reconciled("gap")
    (True, False)
    """
    parts = check.split(".")
    return f"{parts[0]}." == PREFIX and len(parts) == 3 and parts[1] in {k.id for k in kinds()}


def check_title(check: str) -> Message:
    """What findings of a check are called: ``reconcile.ltax_land.only_there``."""
    _, of, what = check.split(".")
    return Message(f"reconcile.title_{what}", kind=kind(of).title)


def check_why(check: str) -> Message:
    """What such findings mean, and what is to be done."""
    _, of, what = check.split(".")
    gone = "gone_" if kind(of).gone_there else ""
    return Message(f"reconcile.why_{gone}{what}")


def _kind(row: dict[str, str]) -> Kind:
    keys = tuple(
        Key(tuple(key["columns"].split()), key["many"] == "yes")
        for key in load_csv("reconcile", "key.csv")
        if key["kind"] == row["kind"]
    )
    columns: dict[str, Compared] = {}
    for cell in load_csv("reconcile", "column.csv"):
        if cell["kind"] in ("*", row["kind"]):
            columns[cell["column"]] = Compared(
                cell["column"],
                cell["read_as"],
                float(cell["tolerance"] or 0),
                cell["compared"] == "yes",
                cell["shown_as"],
                cell["label"],
            )
    flags = row["judges_here"] == "yes", row["gone_there"] == "yes"
    told = row["kind"], row["table"], row["read_as"]
    return Kind(*told, *flags, keys, tuple(columns.values()))

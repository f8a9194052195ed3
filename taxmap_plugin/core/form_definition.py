"""The printed forms as data: what stands on each, in which columns, and how sure that is.

A form is ``resources/forms/ID.json``: blocks one below the other, each a text with gaps, a table,
a row of signatures or a space. An office may put its own files there; what cannot be read is
told by form and block.
"""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any, Literal, Optional, Union

from ..errors import TaxMapError
from .form_value import KINDS, NUMBERS
from .message import Language, Message
from .resources import load_csv, load_json

FORMS = (
    *("pds1", "pds3", "pds4", "pds5", "pds6", "pds7", "pds8", "pds9", "pds10", "pp3"),
    *("pt4", "pt5", "envelope", "posting"),
)
"""The forms in the order in which they are offered."""

PAPERS: Mapping[str, tuple[float, float]] = {
    "A4": (210.0, 297.0),
    "A4 landscape": (297.0, 210.0),
    "A3 landscape": (420.0, 297.0),
    "DL": (220.0, 110.0),
}
"""Width and height in mm."""

Align = Literal["left", "centre", "right"]
ALIGNS: tuple[Align, ...] = ("left", "centre", "right")
ROLES = ("title", "heading", "body", "note", "cell", "fine")
_NAME = re.compile(r"[a-z_]+")
_SURE = "verified"


class FormError(TaxMapError):
    """A definition that cannot be used; says which form, which block and why."""


@dataclass(frozen=True)
class Column:
    """``field`` of each row in a column; ``share`` of the width, ``sums`` whether it is added up.

    Adjacent columns of one ``group`` have a common head.
    """

    field: str
    title: str
    share: float
    kind: str = "text"
    group: str = ""
    align: Align = "left"
    sums: bool = False


@dataclass(frozen=True)
class TextBlock:
    """A text with gaps, ``indent`` mm from the left, its first line ``first`` mm more; left out
    where ``when`` is not known."""

    text: str
    role: str = "body"
    align: Align = "left"
    indent: float = 0.0
    first: float = 0.0
    when: str = ""


@dataclass(frozen=True)
class TableBlock:
    """The rows called ``rows`` under their heads; ``empty`` is said where there are none,
    ``blank`` rows are left to be written in."""

    rows: str
    columns: tuple[Column, ...]
    title: str = ""
    empty: str = ""
    total: str = ""
    role: str = "cell"
    blank: int = 0

    def groups(self) -> list[tuple[str, list[Column]]]:
        """Columns that have a head together, "" for those that have their own."""
        runs = groupby(self.columns, lambda column: column.group)
        return [(name, list(columns)) for name, columns in runs]


@dataclass(frozen=True)
class SignatureBlock:
    """Lines of text to sign on, a column a person; they stay on one page."""

    people: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class SpaceBlock:
    """Millimetres of white."""

    mm: float


Block = Union[TextBlock, TableBlock, SignatureBlock, SpaceBlock]
_BLOCKS: Mapping[str, type] = {
    "text": TextBlock,
    "table": TableBlock,
    "signatures": SignatureBlock,
    "space": SpaceBlock,
}


@dataclass(frozen=True)
class FormDefinition:
    """One form. ``official`` ones are notices of an assessment; ``certainty`` (a code of the list
    of that name) says how sure its columns are, ``source`` where they come from."""

    id: str
    code: str
    title: Mapping[Language, str]
    paper: str
    official: bool
    certainty: str
    source: Mapping[Language, str]
    kinds: Mapping[str, str]
    blocks: tuple[Block, ...]

    @property
    def is_sure(self) -> bool:
        """Whether its columns need nobody's confirmation."""
        return self.certainty == _SURE

    @property
    def tables(self) -> list[TableBlock]:
        return [block for block in self.blocks if isinstance(block, TableBlock)]

    def label(self, language: Language) -> str:
        """Number and title as they are chosen by; the English title has the number in it."""
        return f"{self.code} {self.title['th']}".strip() if language == "th" else self.title["en"]


@lru_cache(maxsize=None)
def form_definition(id: str) -> FormDefinition:
    """The definition of a form. Raises FormError."""
    data = load_json("forms", f"{id}.json", default=None)
    if data is None:
        raise FormError(Message("form_definition.no_form", form=id))
    return read_definition(id, data)


def read_definition(id: str, data: Mapping[str, Any]) -> FormDefinition:
    """A definition from what its file says. Raises FormError."""
    reader = _Reader(id)
    certainty = reader.one_of(
        "certainty", data.get("certainty"), [row["code"] for row in _certainties()]
    )
    kinds = dict(data.get("kinds", {}))
    for name, kind in kinds.items():
        reader.name(name)
        reader.one_of(name, kind, KINDS)
    blocks = tuple(
        reader.block(number, block) for number, block in enumerate(data.get("blocks", []), 1)
    )
    if not blocks:
        raise reader.wrong("blocks", None)
    try:
        told: dict[str, Mapping[Language, str]] = {
            name: {"th": data[name]["th"], "en": data[name]["en"]} for name in ("title", "source")
        }
    except (KeyError, TypeError):
        raise reader.wrong("title, source", None) from None
    paper = reader.one_of("paper", data.get("paper"), PAPERS)
    code, official = str(data.get("code", "")), bool(data.get("official", False))
    sure = certainty, told["source"]
    return FormDefinition(id, code, told["title"], paper, official, *sure, kinds, blocks)


def _certainties() -> tuple[dict[str, str], ...]:
    return load_csv("domains", "certainty.csv")


class _Reader:
    """Reads the blocks of one form; ``place`` is what a message names."""

    def __init__(self, form: str) -> None:
        self.form, self.place = form, "–"

    def wrong(self, what: str, value: Any) -> FormError:
        told = {"form": self.form, "place": self.place, "what": what, "value": str(value)}
        return FormError(Message("form_definition.wrong", **told))

    def one_of(self, what: str, value: Any, known: Any) -> str:
        if value not in known:
            raise self.wrong(what, value)
        return str(value)

    def name(self, name: Any) -> str:
        """A field: small Latin letters, as Thai digits are put into texts."""
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            raise self.wrong("field", name)
        return name

    def block(self, number: int, data: Mapping[str, Any]) -> Block:
        self.place = str(number)
        given = dict(data)
        kind = _BLOCKS[self.one_of("is", given.pop("is", None), _BLOCKS)]
        if kind is TableBlock:
            given["columns"] = tuple(self.column(one) for one in given.get("columns", []))
        if kind is SignatureBlock:
            given["people"] = tuple(tuple(lines) for lines in given.get("people", []))
        block: Block = self.made(kind, given)
        if isinstance(block, TextBlock):
            self.gaps(block.text)
            self.one_of("role", block.role, ROLES)
            self.one_of("align", block.align, ALIGNS)
        elif isinstance(block, SignatureBlock):
            for line in (line for lines in block.people for line in lines):
                self.gaps(line)
        elif isinstance(block, TableBlock):
            self.table(block)
        return block

    def made(self, kind: type, given: dict[str, Any]) -> Any:
        try:
            return kind(**given)
        except TypeError as problem:
            raise self.wrong("is", problem) from problem

    def column(self, data: Mapping[str, Any]) -> Column:
        given = dict(data)
        right = given.get("kind", "text") in NUMBERS
        column: Column = self.made(Column, {"align": "right" if right else "left", **given})
        self.name(column.field)
        self.one_of("kind", column.kind, KINDS)
        self.one_of("align", column.align, ALIGNS)
        if not column.share > 0:
            raise self.wrong("share", column.share)
        return column

    def table(self, block: TableBlock) -> None:
        self.one_of("role", block.role, ROLES)
        self.gaps(block.title)
        if not block.columns:
            raise self.wrong("columns", None)
        named = [name for name, _ in block.groups() if name]
        if len(named) > len(set(named)):
            raise self.wrong("group", max(named, key=named.count))

    def gaps(self, text: str) -> None:
        """The gaps of a text are fields."""
        try:
            found: list[Optional[str]] = [name for _, name, _, _ in string.Formatter().parse(text)]
        except (ValueError, TypeError):
            raise self.wrong("text", text) from None
        for name in found:
            if name is not None:
                self.name(name)

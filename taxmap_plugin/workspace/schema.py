"""The workspace's tables and columns, as ``resources/schema`` declares them.

One declaration serves the DDL, the forms in QGIS, the reading and writing of
frames, and ``docs/data-model.md``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from ..core.message import Language, Message
from ..core.resources import load_csv
from .problem import WrongValue

SCHEMA_VERSION = 7
GEOMETRY_COLUMN = "geom"
KEY_COLUMN = "fid"
_TEXTS = ("type", "unit", "default", "domain", "references", "tab", "th", "en")
_FLAGS = ("not_null", "unique", "indexed", "personal")
BOOKKEEPING = ("created_at", "created_by", "updated_at", "updated_by", "row_version")
DECLARATION = ("code_state", "declared_at", "declared_by", "declared_document")
"""The columns of a block that only a declaration of its codes writes."""
CODE_COLUMN = {
    "parcel": "parcel_code",
    "building": "building_code",
    "signboard": "signboard_code",
    "zone": "zone_code",
    "block": "block_code",
}
"""The column that holds the code of a table; other tables have none."""


@dataclass(frozen=True)
class Column:
    """One column. ``type`` is text, integer, real, boolean, date, datetime, json or binary.

    ``unit`` says what an integer or real counts (satang, wah100 = hundredths of a
    ตารางวา, m, m2, cm, be_year), ``domain`` names a value list in
    ``resources/domains``, ``references`` a ``table.column``.
    """

    name: str
    type: str
    unit: str
    not_null: bool
    unique: bool
    indexed: bool
    default: str
    domain: str
    references: str
    personal: bool
    tab: str
    th: str
    en: str

    def title(self, language: Language) -> str:
        return self.th if language == "th" else self.en

    @property
    def label(self) -> Message:
        """The title within a message."""
        return Message("schema.title", th=self.th, en=self.en)


@dataclass(frozen=True, eq=False)
class Table:
    """One table: spatial when ``geometry`` names a type, else a register.

    ``layer`` says how a QGIS project shows it: yes, read_only, or no (bookkeeping, and
    personal data unless asked for); ``display`` names the columns a row is called by.
    """

    name: str
    geometry: str
    group: str
    tree_order: int
    draw_order: int
    tracked: bool
    personal: bool
    layer: str
    ladm: str
    display: tuple[str, ...]
    th: str
    en: str
    note_th: str
    note_en: str
    columns: tuple[Column, ...]

    def title(self, language: Language) -> str:
        return self.th if language == "th" else self.en

    @property
    def label(self) -> Message:
        """The title within a message."""
        return Message("schema.title", th=self.th, en=self.en)

    def note(self, language: Language) -> str:
        return self.note_th if language == "th" else self.note_en

    @property
    def keeps_images(self) -> bool:
        """Whether a change of its rows leaves before-images; logs themselves only grow."""
        return self.group != "keeping"

    def label_of(self, name: str) -> Message | str:
        """The title of a column within a message; the name of one that the table does not have."""
        return self._by_name[name].label if name in self._by_name else name

    @cached_property
    def _by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    @property
    def names(self) -> list[str]:
        """Every attribute column's name, in order, without ``fid`` and ``geom``."""
        return [column.name for column in self.columns]

    def column(self, name: str) -> Column:
        """Raises WrongValue for a column that the table does not have."""
        try:
            return self._by_name[name]
        except KeyError:
            raise WrongValue(Message("schema.no_column", table=self.name, column=name)) from None

    def check_columns(self, names: Iterable[str]) -> None:
        """Raise WrongValue at the first name that is neither a column nor ``geom``."""
        for name in names:
            if not (name == GEOMETRY_COLUMN and self.geometry):
                self.column(name)


def table(name: str) -> Table:
    """One table by name; WrongValue when there is none."""
    try:
        return tables()[name]
    except KeyError:
        raise WrongValue(Message("schema.no_table", table=name)) from None


@lru_cache(maxsize=None)
def tables() -> dict[str, Table]:
    """All tables by name, in the order of the layer tree."""
    rows = load_csv("schema", "column.csv")
    every = [_column(row) for row in rows if row["table"] == "*"]
    tracked = [_column(row) for row in rows if row["table"] == "*tracked"]
    own: dict[str, list[Column]] = {}
    for row in rows:
        own.setdefault(row["table"], []).append(_column(row))
    return {
        row["table"]: _table(row, own[row["table"]] + every + (tracked if row["tracked"] else []))
        for row in load_csv("schema", "table.csv")
    }


def _table(row: dict[str, str], columns: list[Column]) -> Table:
    return Table(
        name=row["table"],
        geometry=row["geometry"],
        group=row["group"],
        tree_order=int(row["tree_order"]),
        draw_order=int(row["draw_order"] or 0),
        tracked=bool(row["tracked"]),
        personal=bool(row["personal"]),
        display=tuple(row["display"].split()),
        columns=tuple(columns),
        **{key: row[key] for key in ("layer", "ladm", "th", "en", "note_th", "note_en")},
    )


def _column(row: dict[str, str]) -> Column:
    values: dict[str, Any] = {key: row[key] for key in _TEXTS}
    values.update((key, bool(row[key])) for key in _FLAGS)
    return Column(name=row["column"], **values)

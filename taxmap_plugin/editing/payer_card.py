"""All that one payer is taxed for in a year, and how each number came about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

import shapely

from ..core.message import Message
from ..core.tax_line import TaxLine
from ..workspace.few_rows import Row
from ..workspace.reader import Reader, rows_among
from ..workspace.schema import CODE_COLUMN
from .assess import STANDING, lines_of
from .payer_list import payer_name

_ITEM = [
    *("uuid", "tax_kind", "parcel_uuid", "building_uuid", "condo_unit_uuid", "signboard_uuid"),
    *("tax_class", "base_value", "exempt_value", "taxable_value", "tax", "state", "due_date"),
]
_THINGS = ("signboard", "condo_unit", "building", "parcel")  # what an item is of, the closest first


@dataclass(frozen=True)
class CardItem:
    """One assessed property; money in satang, missing where the tax has none of it.

    ``thing`` is the table of what is taxed and ``name`` its code; ``parcel`` the code of the land,
    "" where it is on none.
    ``shape`` is where to look (CRS of the workspace).
    """

    uuid: str
    tax_kind: str
    thing: str
    thing_uuid: str
    name: str
    parcel: str
    parcel_uuid: str
    tax_class: Optional[str]
    value: Optional[int]
    exempt: Optional[int]
    taxable: Optional[int]
    tax: int
    state: str
    due_date: Optional[str]
    shape: Optional[shapely.Geometry]
    lines: tuple[TaxLine, ...]


@dataclass(frozen=True)
class PayerCard:
    """One payer in one tax year; ``owners`` are the masked names of all who hold together."""

    year: int
    key: str
    name: Message
    owners: tuple[str, ...]
    owner_keys: tuple[str, ...]
    items: tuple[CardItem, ...]

    @property
    def tax(self) -> int:
        return sum(item.tax for item in self.items)

    @property
    def parcels(self) -> list[str]:
        """The codes of the parcels, each once."""
        return list(dict.fromkeys(item.parcel for item in self.items if item.parcel))


def payer_card(reader: Reader, year: int, key: str) -> Optional[PayerCard]:
    """The card; None where nothing of the year stands for this payer."""
    where = f"payer_key = ? AND {STANDING}"
    rows = reader.rows("assessment", _ITEM, where, (key, year))
    if not rows:
        return None
    things = {name: _things(reader, name, rows) for name in _THINGS}
    lines = lines_of(reader, [row["uuid"] for row in rows])
    items = [_item(row, things, lines.get(row["uuid"], [])) for row in rows]
    items.sort(key=lambda item: (item.tax_kind, item.parcel, item.thing != "parcel", item.name))
    owners = _owners(reader, key.split("+"))
    names = [owner.get("display_name") for owner in owners]
    told = tuple(name or "–" for name in names)
    keys = tuple(owner["owner_key"] for owner in owners if owner.get("owner_key"))
    return PayerCard(year, key, payer_name(names), told, keys, tuple(items))


def payers_of(reader: Reader, year: int, parcel: str) -> list[str]:
    """The keys of those who pay for a parcel or what stands on it, the highest tax first."""
    where = f"parcel_uuid = ? AND {STANDING}"
    rows = reader.rows("assessment", ["payer_key", "tax"], where, (parcel, year))
    rows.sort(key=lambda row: -(row["tax"] or 0))
    return list(dict.fromkeys(row["payer_key"] for row in rows if row["payer_key"]))


def _item(row: Row, things: dict[str, dict[str, Row]], lines: list[TaxLine]) -> CardItem:
    thing = next((name for name in _THINGS if row[f"{name}_uuid"]), "parcel")
    of_thing = things[thing].get(row[f"{thing}_uuid"], {})
    land = things["parcel"].get(row["parcel_uuid"], {})
    return CardItem(
        uuid=row["uuid"],
        tax_kind=row["tax_kind"],
        thing=thing,
        thing_uuid=row[f"{thing}_uuid"] or "",
        name=_code(thing, of_thing),
        parcel=_code("parcel", land),
        parcel_uuid=row["parcel_uuid"] or "",
        tax_class=row["tax_class"],
        value=row["base_value"],
        exempt=row["exempt_value"],
        taxable=row["taxable_value"],
        tax=row["tax"] or 0,
        state=row["state"],
        due_date=row["due_date"],
        shape=of_thing.get("geom") or land.get("geom"),
        lines=tuple(lines),
    )


def _things(reader: Reader, name: str, rows: list[Row]) -> dict[str, Row]:
    uuids = sorted({row[f"{name}_uuid"] for row in rows if row[f"{name}_uuid"]})
    columns = ["uuid", "condo_name", "unit_no"]
    if name != "condo_unit":
        columns = ["uuid", CODE_COLUMN[name], "source_code", "geom"]
    return {row["uuid"]: row for row in rows_among(reader, name, columns, "uuid", uuids)}


def _code(name: str, row: Row) -> str:
    if not row:
        return ""
    if name == "condo_unit":
        return " ".join(filter(None, (row["condo_name"], row["unit_no"]))) or "–"
    return str(row[CODE_COLUMN[name]] or row["source_code"] or "–")


def _owners(reader: Reader, uuids: list[str]) -> list[Row]:
    rows = rows_among(reader, "owner", ["uuid", "display_name", "owner_key"], "uuid", uuids)
    known = {row["uuid"]: row for row in rows}
    return [known.get(uuid, {}) for uuid in uuids]

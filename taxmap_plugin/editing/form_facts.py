"""What the registers say for the forms of a tax year: things, who pays for them, what they are
called, and in which order they are printed.

Names are those that anyone may see; whole names and addresses are read only where they are asked
for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Optional

import pandas as pd

from ..core.area import from_square_metres
from ..core.form_document import natural
from ..core.payers import OWNERSHIP, payers_on
from ..core.postal_address import PostalAddress, postal_address
from ..workspace.reader import Reader
from .form_wishes import Order, Wanted

Row = dict[str, Any]
_TABLES: Mapping[str, tuple[str, ...]] = {
    "parcel": (
        *("uuid", "parcel_code", "source_code", "zone_code", "block_code", "document_type"),
        *("deed_no", "land_no", "survey_no", "map_sheet", "document_area", "moo", "community"),
        "tambon",
    ),
    "title_document": (
        *("uuid", "parcel_uuid", "document_type", "deed_no", "land_no", "survey_no"),
        *("document_area", "moo", "price_per_wah", "total_price"),
    ),
    "land_use": ("uuid", "parcel_uuid", "title_document_uuid", "tax_year", "use_type", "area"),
    "building": (
        *("uuid", "building_code", "source_code", "parcel_uuid", "building_type", "structure"),
        *("house_no", "floor_area_m2", "commerce_area_m2", "built_year", "age_years", "floors"),
        "land_use_uuid",
    ),
    "building_use": ("building_uuid", "tax_year", "use_type", "full_area", "area_m2"),
    "condo_unit": (
        *("uuid", "condo_name", "condo_reg_no", "unit_no", "floor_no", "parcel_uuid", "area_m2"),
        "use_type",
    ),
    "signboard": (
        *("uuid", "signboard_code", "source_code", "parcel_uuid", "building_uuid", "sign_class"),
        *("signboard_name", "sign_text", "width_cm", "height_cm", "sides", "quantity"),
        *("setup_date", "removed_date", "moo", "house_no", "road", "soi"),
    ),
}
_OWNER = ("uuid", "owner_key", "display_name", "person_type")
_PRIVATE = (
    *("owner_uuid", "id_number", "prefix", "first_name", "last_name", "house_no", "moo"),
    *("village", "soi", "road", "tambon", "amphoe", "province", "postal_code"),
    *("current_address", "send_to", "telephone"),
)


@dataclass
class Things:
    """What one payer pays for, each a uuid in the order of its code."""

    parcel: list[str] = field(default_factory=list)
    building: list[str] = field(default_factory=list)
    condo_unit: list[str] = field(default_factory=list)
    signboard: list[str] = field(default_factory=list)


class FormFacts:
    """The registers of one tax year, by uuid. ``whole_names`` reads personal data."""

    def __init__(self, reader: Reader, year: int, whole_names: bool = False) -> None:
        self.reader, self.year, self.whole_names = reader, year, whole_names
        tables = {name: self._rows(name, columns) for name, columns in _TABLES.items()}
        self.parcels = {row["uuid"]: row for row in tables["parcel"]}
        self.buildings = {row["uuid"]: row for row in tables["building"]}
        self.units = {row["uuid"]: row for row in tables["condo_unit"]}
        self.signs = {row["uuid"]: row for row in tables["signboard"]}
        self.titles = _by(tables["title_document"], "parcel_uuid")
        of_title = {row["uuid"]: row["parcel_uuid"] for row in tables["title_document"]}
        for row in tables["land_use"]:
            row["land"] = row["parcel_uuid"] or of_title.get(row["title_document_uuid"])
        self.land_uses = _latest(_by(tables["land_use"], "land"), year)
        self.building_uses = _latest(_by(tables["building_use"], "building_uuid"), year)
        self.owners = {row["uuid"]: row for row in self._rows("owner", _OWNER)}
        self.private: dict[str, Row] = {}
        if whole_names:
            rows = self._rows("owner_private", _PRIVATE)
            self.private = {row["owner_uuid"]: row for row in rows}
        self.payer_of = self._payers(of_title)
        self.things = self._things()

    def _rows(self, table: str, columns: Sequence[str]) -> list[Row]:
        return self.reader.rows(table, list(columns))

    def _payers(self, of_title: Mapping[str, str]) -> dict[str, str]:
        owner = pd.DataFrame(list(self.owners.values()), columns=list(_OWNER))
        ownership = self.reader.read("ownership", list(OWNERSHIP))
        titles = pd.Series(of_title, dtype=object)
        payers = payers_on(self.year, ownership, owner, titles)["payer"]
        found = {str(thing): str(payer) for thing, payer in payers.items()}
        for uuid, row in self.buildings.items():
            _inherit(found, uuid, row["parcel_uuid"])
        for uuid, row in self.signs.items():
            _inherit(found, uuid, row["building_uuid"], row["parcel_uuid"])
        return found

    def _things(self) -> dict[str, Things]:
        things: defaultdict[str, Things] = defaultdict(Things)
        kinds = (
            ("parcel", self.parcels),
            ("building", self.buildings),
            ("condo_unit", self.units),
            ("signboard", self.signs),
        )
        for kind, rows in kinds:
            for uuid in sorted(rows, key=lambda uuid: natural(self.code(uuid))):
                payer = self.payer_of.get(uuid)
                if payer is not None:
                    getattr(things[payer], kind).append(uuid)
        return dict(things)

    # -- what things are called ------------------------------------------------------------

    def code(self, uuid: str) -> str:
        """The code of a parcel, building or sign, a unit's number; "–" without one."""
        for rows, name in (
            (self.parcels, "parcel_code"),
            (self.buildings, "building_code"),
            (self.signs, "signboard_code"),
            (self.units, "unit_no"),
        ):
            if uuid in rows:
                return str(rows[uuid][name] or rows[uuid].get("source_code") or "–")
        return "–"

    def parcel_of(self, uuid: str) -> Row:
        """The parcel that a thing is, or stands on; an empty row where none is known."""
        for rows in (self.buildings, self.units, self.signs):
            if uuid in rows:
                uuid = rows[uuid]["parcel_uuid"] or ""
        return self.parcels.get(uuid, {})

    def area(self, parcel: str) -> tuple[Optional[int], bool]:
        """Hundredths of a ตร.ว. by its documents, and whether it had to be that of the map."""
        row = self.parcels[parcel]
        if row["document_area"] is not None:
            return row["document_area"], False
        stated = [title["document_area"] for title in self.titles.get(parcel, [])]
        known = [area for area in stated if area is not None]
        if known:
            return sum(known), False
        shape = self.reader.rows("parcel", ["geom"], "uuid = ?", (parcel,))[0]["geom"]
        return (None, False) if shape is None else (from_square_metres(shape.area), True)

    # -- who pays --------------------------------------------------------------------------

    def payer_name(self, key: str) -> str:
        """The payer as a form says it: of co-owners the first, with the others in a word."""
        first, *others = key.split("+")
        return self.owner_name(first) + (" และผู้เป็นเจ้าของทรัพย์สินร่วม" if others else "")

    def owner_name(self, owner: str) -> str:
        """Whole where that was asked for, else as anyone may see it."""
        row = self.private.get(owner)
        if row is not None:
            names = " ".join(row[name] for name in ("first_name", "last_name") if row[name])
            if names:
                return (row["prefix"] or "") + names
        return str(self.owners.get(owner, {}).get("display_name") or "–")

    def address(self, key: str) -> PostalAddress:
        """Where letters to a payer go; without a street unless whole names were asked for."""
        return postal_address(self.private.get(key.split("+")[0], {}))

    def owner_keys(self, key: str) -> list[str]:
        """รหัสชื่อ (ผ.ท.4) of a payer's owners."""
        found = (self.owners.get(one, {}).get("owner_key") for one in key.split("+"))
        return [str(one) for one in found if one]

    def payers(self, wanted: Wanted, order: Order) -> list[str]:
        """Payers with anything that is asked for, in their order."""
        found = []
        for key, things in self.things.items():
            parcels = [self.parcel_of(uuid) for uuid in _all(things)]
            if any(wanted.has(parcel, self.owner_keys(key)) for parcel in parcels):
                found.append(key)
        return sorted(found, key=lambda key: self._rank(key, order))

    def _rank(self, key: str, order: Order) -> tuple[Any, ...]:
        if order == "name":
            return natural(self.payer_name(key)), key
        return *self.rank(self._first(key), order), key

    def rank(self, parcel: Mapping[str, Any], order: Order) -> tuple[Any, ...]:
        """Where a parcel comes: by its moo or block, then by its code."""
        place = parcel.get("block_code") if order == "block" else parcel.get("moo")
        return natural(place), natural(parcel.get("parcel_code"))

    def _first(self, key: str) -> Row:
        """The parcel under which a payer is filed: the first of their own by its code, else the
        first on which something of theirs stands."""
        things = self.things[key]
        rows = [self.parcel_of(uuid) for uuid in things.parcel or _all(things)]
        return min(rows, key=lambda row: natural(row.get("parcel_code")))

    def chapter(self, key: str, order: Order) -> str:
        """The moo or block under which a payer is bound."""
        return "" if order == "name" else chapter_of(self._first(key), order)


def chapter_of(parcel: Mapping[str, Any], order: Order) -> str:
    """The moo, else the community, or the block of a parcel, as a bookmark says it."""
    if order == "block":
        return f"เขตย่อย {parcel['block_code']}" if parcel.get("block_code") else "ไม่ทราบเขตย่อย"
    if parcel.get("moo"):
        return f"หมู่ที่ {parcel['moo']}"
    return str(parcel.get("community") or "ไม่ทราบหมู่ที่")


def _all(things: Things) -> Iterable[str]:
    yield from things.parcel
    yield from things.building
    yield from things.condo_unit
    yield from things.signboard


def _by(rows: Sequence[Row], column: str) -> dict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row[column]:
            found[row[column]].append(row)
    return dict(found)


def _latest(rows: Mapping[str, list[Row]], year: int) -> dict[str, list[Row]]:
    """Of each thing the rows of the tax year, else of the last one before it."""
    found = {}
    for key, some in rows.items():
        years = [row["tax_year"] or 0 for row in some if (row["tax_year"] or 0) <= year]
        if years:
            found[key] = [row for row in some if (row["tax_year"] or 0) == max(years)]
    return found


def _inherit(payer_of: dict[str, str], uuid: str, *from_things: Optional[str]) -> None:
    """Who has no owner of their own is of whom the thing is on which they stand."""
    for thing in from_things:
        if uuid not in payer_of and thing in payer_of:
            payer_of[uuid] = payer_of[thing]

"""What if: one input changed, and all bills that it changes, without writing anything.

Only those payers are worked out whose bills may change: who pays for the thing, before and after,
with all that they pay for (adjoining land and exemptions are pooled by payer).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from ..core.land_tax import Bill
from ..core.law import Law
from ..core.message import Message
from ..core.payers import OWNERSHIP, payers_on
from ..core.tax_check import SAME
from ..core.tax_comparison import Compared, TaxComparison
from ..core.tax_register import TABLES
from ..core.tax_supposition import (
    Change,
    OwnerChange,
    PriceChange,
    RowChange,
    SuppositionError,
    Tables,
    VacantChange,
    suppose,
)
from ..core.use_share import LeftOut
from ..workspace.office_rules import law_of
from ..workspace.reader import Reader, read_among
from .assess import Assessment, assessed
from .compare_tax import compare_sides
from .tax_side import WorkedOut

__all__ = [
    "OwnerChange",
    "PriceChange",
    "RowChange",
    "SuppositionError",
    "VacantChange",
    "WhatIf",
    "what_if",
]


@dataclass(frozen=True)
class WhatIf:
    """The bills of everybody concerned as they are (``before``) and as they would be (``after``).

    ``rows`` are the parcels and units that change, each with both derivations (``pairs``), where
    these part and why. ``left_out`` is what could not be taxed any more.
    """

    law: Law
    change: Change
    before: tuple[Bill, ...]
    after: tuple[Bill, ...]
    rows: tuple[Compared, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def difference(self) -> int:
        """Satang that all of them together would pay more."""
        return sum(bill.tax for bill in self.after) - sum(bill.tax for bill in self.before)

    @property
    def changed(self) -> list[tuple[str, int, int]]:
        """Payer and satang before and after, of bills that become others."""
        sides = [{bill.payer: bill.tax for bill in bills} for bills in (self.before, self.after)]
        payers = sorted(sides[0].keys() | sides[1].keys())
        both = [(one, sides[0].get(one, 0), sides[1].get(one, 0)) for one in payers]
        return [one for one in both if one[1] != one[2]]


def what_if(reader: Reader, year: int, change: Change) -> WhatIf:
    """What ``change`` would make of the taxes of ``year`` (B.E.); nothing is written.

    ``reader`` is a workspace or one state of it. The change is one of

    * ``RowChange("land_use", uuid, {"use_type": "5"})``: columns of a row of use, a building, its
      use, a unit, or the document area of a parcel (``tax_supposition.MAY_CHANGE``); a main home is
      use 2 or 3, a reduction the column ``reduction``;
    * ``PriceChange(parcel, satang a ตร.ว.)``;
    * ``OwnerChange("parcel", uuid, owner)``: another owner on 1 January, of land, building or unit;
    * ``VacantChange(parcel, years)``: vacant for so many tax years in a row.

    Raises SuppositionError for what cannot be supposed, LawError.
    """
    law = law_of(reader, year)
    holders = _Holders(reader, law)
    things = holders.things(change)
    concerned = holders.concerned(change, *things)
    tables = holders.tables(concerned, *things)
    supposed = suppose(tables, change, law)
    concerned |= _payers(supposed, law, *things)
    sides = [_of(assessed(one, law), concerned) for one in (tables, supposed)]
    names = Message("compare_tax.worked_out", year=year), Message("what_if.after", year=year)
    compared: TaxComparison = compare_sides(WorkedOut(sides[0]), WorkedOut(sides[1]), names)
    known = {one.message for one in sides[0].left_out}
    left_out = tuple(one for one in sides[1].left_out if one.message not in known)
    before, after = (tuple(side.explained()) for side in sides)
    rows = tuple(row for row in compared.rows if row.state != SAME)
    return WhatIf(law, change, before, after, rows, left_out)


class _Holders:
    """Who pays for what on 1 January, read in short, and the tables of some payers."""

    def __init__(self, reader: Reader, law: Law) -> None:
        self._reader, self._law = reader, law
        names = ("ownership", "owner")
        self._short = {name: reader.read(name, list(TABLES[name])) for name in names}
        for name in ("title_document", "building", "condo_unit"):
            self._short[name] = reader.read(name, ["uuid", "parcel_uuid"])
        titles = self._short["title_document"].set_index("uuid")["parcel_uuid"]
        told = self._short["ownership"], self._short["owner"], titles
        payers = payers_on(law.year, *told)["payer"]
        self._payers = payers
        houses = self._short["building"]
        own = houses["uuid"].map(payers)
        self._of_house = own.where(own.notna(), houses["parcel_uuid"].map(payers))

    def things(self, change: Change) -> tuple[str, str]:
        """The parcel and the unit ("" where there is none) that a change is about."""
        if isinstance(change, (PriceChange, VacantChange)):
            return change.parcel, ""
        if change.table == "parcel":
            return change.uuid, ""
        if change.table == "condo_unit":
            return "", change.uuid
        return self._parcel(change.table, change.uuid), ""

    def _parcel(self, table: str, uuid: str) -> str:
        """Of a building, or of a row of use of land or of a building."""
        if table == "building_use":
            rows = self._reader.rows(table, ["building_uuid"], "uuid = ?", (uuid,))
            table, uuid = "building", rows[0]["building_uuid"] if rows else ""
        if table == "building":
            houses = self._short["building"]
            found = houses.loc[houses["uuid"] == uuid, "parcel_uuid"]
            return str(found.iloc[0] or "") if len(found) else ""
        names = ["parcel_uuid", "title_document_uuid"]
        for row in self._reader.rows("land_use", names, "uuid = ?", (uuid,)):
            titles = self._short["title_document"].set_index("uuid")["parcel_uuid"]
            return str(row["parcel_uuid"] or titles.get(row["title_document_uuid"]) or "")
        return ""

    def concerned(self, change: Change, parcel: str, unit: str) -> set[str]:
        """Payers whose bills the change may touch; everybody where prices are lent to others."""
        if self._law.choice("missing_price") == "comparable":
            return set(self._payers)
        houses = self._short["building"]["parcel_uuid"] == parcel
        found = {self._payers.get(parcel), self._payers.get(unit), *self._of_house[houses]}
        if isinstance(change, OwnerChange) and change.owner is not None:
            found.add(change.owner)
        return {payer for payer in found if isinstance(payer, str)}

    def tables(self, payers: set[str], parcel: str, unit: str) -> dict[str, pd.DataFrame]:
        """The tables of an assessment with a parcel or unit, and all that these payers pay for."""
        held = self._payers[self._payers.isin(payers)].index
        houses = self._short["building"]
        stood_on = houses.loc[self._of_house.isin(payers), "parcel_uuid"].dropna()
        units = self._short["condo_unit"]
        own_units = sorted(set(units["uuid"]) & {*held, unit})
        parcels = sorted({parcel, *held, *stood_on} - set(houses["uuid"]) - set(units["uuid"]))
        read = self._among
        titles = read("title_document", "parcel_uuid", parcels)
        buildings = read("building", "parcel_uuid", parcels)
        by_parcel = read("land_use", "parcel_uuid", parcels)
        by_title = read("land_use", "title_document_uuid", titles["uuid"].tolist())
        uses = pd.concat([by_parcel, by_title]).drop_duplicates("uuid")
        things = {*parcels, *titles["uuid"], *buildings["uuid"], *own_units}
        ownership = self._short["ownership"]
        links = [name for name in OWNERSHIP if name.endswith("_uuid") and name != "owner_uuid"]
        return {
            "parcel": read("parcel", "uuid", parcels),
            "road": self._reader.read("road", list(TABLES["road"])),
            "title_document": titles,
            "land_use": uses.reset_index(drop=True),
            "building": buildings,
            "building_use": read("building_use", "building_uuid", buildings["uuid"].tolist()),
            "land_price": read("land_price", "parcel_uuid", parcels),
            "building_price": self._reader.read("building_price", list(TABLES["building_price"])),
            "condo_unit": read("condo_unit", "uuid", own_units),
            "ownership": ownership[ownership[links].isin(things).any(axis=1)],
            "owner": self._short["owner"],
            "special_property": self._reader.read(
                "special_property", list(TABLES["special_property"])
            ),
        }

    def _among(self, table: str, column: str, values: list[str]) -> pd.DataFrame:
        return read_among(self._reader, table, column, values, list(TABLES[table]))


def _payers(tables: Tables, law: Law, parcel: str, unit: str) -> set[str]:
    """Who pays for a thing by these tables, and for what stands on it."""
    titles = tables["title_document"].set_index("uuid")["parcel_uuid"]
    payers = payers_on(law.year, tables["ownership"], tables["owner"], titles)["payer"]
    houses = tables["building"].loc[tables["building"]["parcel_uuid"] == parcel, "uuid"]
    found = {payers.get(one) for one in (parcel, unit, *houses)}
    return {payer for payer in found if isinstance(payer, str)}


def _of(assessment: Assessment, payers: set[str]) -> Assessment:
    """The assessment of these payers; of others only a part was read."""
    items = assessment.items
    return replace(assessment, items=items[items["payer"].isin(payers)])

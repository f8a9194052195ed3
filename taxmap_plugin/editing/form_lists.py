"""The rows of the lists of ภ.ด.ส.3 and 4: what each payer has, as it is announced (s.30)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Optional

from ..core.appraisal import building_age
from ..core.area import HUNDREDTHS_PER_WAH
from ..core.form_calculation import area_columns
from ..core.law import Law
from ..workspace.domain import labels
from .form_facts import FormFacts, Row

_MIXED = "2"  # of building_use: residence and business, in one
_SEVERAL = "several"


class ListRows:
    """Rows of the lists from the registers; every row has the ``uuid`` of its thing."""

    def __init__(self, facts: FormFacts, law: Law) -> None:
        self.facts, self.law = facts, law
        self._types = labels("document_type", "th")
        self._buildings = labels("building_type", "th")
        self._structures = labels("structure", "th")

    def land(self, payer: str) -> list[Row]:
        """The parcels of a payer, with the area of each use."""
        return [self._parcel(uuid) for uuid in self.facts.things[payer].parcel]

    def buildings(self, payer: str) -> list[Row]:
        return [self._building(uuid) for uuid in self.facts.things[payer].building]

    def units(self, payer: str) -> list[Row]:
        return [self._unit(uuid) for uuid in self.facts.things[payer].condo_unit]

    def document(self, parcel: Mapping[str, Any]) -> Row:
        """Kind and numbers of a parcel's title document, its own or of the register."""
        told = [parcel, *self.facts.titles.get(parcel.get("uuid", ""), [])]
        known = next((row for row in told if row.get("deed_no")), parcel)
        found = {name: known.get(name) for name in ("deed_no", "land_no", "survey_no")}
        kind = self._types.get(known.get("document_type") or "", known.get("document_type"))
        return {"document_type": kind, **found}

    def location(self, parcel: Mapping[str, Any]) -> str:
        """Moo or community, and sub-district."""
        moo, tambon = parcel.get("moo"), parcel.get("tambon")
        near = f"หมู่ที่ {moo}" if moo else parcel.get("community") or ""
        return f"{near} ต.{tambon}".strip() if tambon else str(near)

    def _parcel(self, uuid: str) -> Row:
        row = self.facts.parcels[uuid]
        area, by_map = self.facts.area(uuid)
        return {
            "uuid": uuid,
            "code": self.facts.code(uuid),
            **self.document(row),
            "location": self.location(row),
            **area_columns(area),
            **self._land_uses(uuid, area),
            "note": "เนื้อที่ตามแผนที่" if by_map else None,
        }

    def _land_uses(self, uuid: str, area: Optional[int]) -> Row:
        """ตร.ว. of each use; what has no area of its own has what the others leave."""
        rows = self.facts.land_uses.get(uuid, [])
        left = (area or 0) - sum(row["area"] or 0 for row in rows)
        sums: Row = {}
        for row in rows:
            known = self.law.use_class("land_use", row["use_type"] or "")
            use = f"use_{known.use if known and known.use else _SEVERAL}"
            its = row["area"] if row["area"] is not None else max(left, 0)
            sums[use] = sums.get(use, Decimal(0)) + Decimal(its) / HUNDREDTHS_PER_WAH
        return sums

    def _building(self, uuid: str) -> Row:
        row = self.facts.buildings[uuid]
        age = building_age(row["built_year"], row["age_years"], self.law)
        parcel = row["parcel_uuid"]
        return {
            "uuid": uuid,
            "code": self.facts.code(uuid),
            "house_no": row["house_no"],
            "building_type": self._buildings.get(row["building_type"] or "", row["building_type"]),
            "structure": self._structures.get(row["structure"] or ""),
            "floor_area": metres(row["floor_area_m2"]),
            **self._building_uses(uuid, row),
            "age": age,
            "note": f"บนแปลง {self.facts.code(parcel)}" if parcel else None,
        }

    def _building_uses(self, uuid: str, building: Row) -> Row:
        """ตร.ม. of each use; without a row of its own the use of the land it stands on."""
        whole = metres(building["floor_area_m2"]) or Decimal(0)
        sums: Row = {}

        def add(use: Optional[str], area: Decimal) -> None:
            sums[f"use_{use or 'other'}"] = sums.get(f"use_{use or 'other'}", Decimal(0)) + area

        rows = self.facts.building_uses.get(uuid, [])
        if not rows:
            add(self._use_of_site(building), whole)
        for row in rows:
            is_whole = row["full_area"] or row["area_m2"] is None
            area = whole if is_whole else metres(row["area_m2"]) or Decimal(0)
            if row["use_type"] == _MIXED:
                trade = min(metres(building["commerce_area_m2"]) or Decimal(0), area)
                add("residential", area - trade)
                add("other", trade)
                continue
            known = self.law.use_class("building_use", row["use_type"] or "")
            add(known.use if known else None, area)
        return {name: area for name, area in sums.items() if area}

    def _use_of_site(self, building: Row) -> Optional[str]:
        """The use of the land that a building stands on: the row that it names, else the first
        built one, as the tax takes it."""
        rows = self.facts.land_uses.get(building["parcel_uuid"] or "", [])
        uses = [self.law.use_class("land_use", row["use_type"] or "") for row in rows]
        of_row = dict(zip((row["uuid"] for row in rows), uses))
        named = of_row.get(building["land_use_uuid"] or "")
        built = (use for use in uses if use is not None and use.use in ("residential", "other"))
        found = named or next(built, None) or (uses[0] if uses else None)
        return None if found is None else found.use

    def _unit(self, uuid: str) -> Row:
        row = self.facts.units[uuid]
        parcel = self.facts.parcel_of(uuid)
        known = self.law.use_class("condo_use", row["use_type"] or "")
        area = metres(row["area_m2"])
        return {
            "uuid": uuid,
            **{name: row[name] for name in ("condo_name", "condo_reg_no", "unit_no", "floor_no")},
            **self.document(parcel),
            "location": self.location(parcel),
            "floor_area": area,
            f"use_{known.use if known and known.use else 'other'}": area,
        }


def numbered(*tables: Sequence[Row]) -> None:
    """Give the rows of some tables their numbers, through all of them."""
    for number, row in enumerate((row for rows in tables for row in rows), 1):
        row["no"] = number


def metres(value: Optional[float]) -> Optional[Decimal]:
    """Square metres of the register as a number to print."""
    return None if value is None else Decimal(f"{value:.2f}")

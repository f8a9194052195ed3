"""What ภ.ด.ส.1, 6, 7, 8 and ภ.ป.3 say: the assessments of a year as they are kept.

Nothing is worked out here: a form says what was kept, with its derivation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from ..core.baht_text import baht_text
from ..core.form_calculation import (
    KeptItem,
    calculation_rows,
    once_each,
    thing_counts,
)
from ..core.form_document import natural
from ..core.law_table import source_text
from ..core.message import Language, render
from ..core.tax_line import TaxLine
from ..workspace.domain import labels
from .assess import LAND, SIGNS, STANDING, derivations
from .form_facts import FormFacts, Row
from .form_lists import ListRows, metres

_COLUMNS = (
    *("uuid", "tax_kind", "payer_key", "item_key", "parcel_uuid", "building_uuid"),
    *("condo_unit_uuid", "signboard_uuid", "tax_class", "base_value", "exempt_value"),
    *("taxable_value", "tax", "due_date", "created_at"),
)


class Bills:
    """The kept assessments of a tax year by payer; the last was ``made`` at that time (UTC), and
    ``parcels`` are those whose land is assessed."""

    def __init__(self, facts: FormFacts, lists: ListRows) -> None:
        self.facts, self.lists = facts, lists
        rows = facts.reader.rows("assessment", list(_COLUMNS), STANDING, (facts.year,))
        self._rows: defaultdict[str, list[Row]] = defaultdict(list)
        for row in rows:
            self._rows[row["payer_key"]].append(row)
        self.made: str = max((row["created_at"] for row in rows), default="")
        self.parcels = frozenset(row["parcel_uuid"] for row in rows if row["tax_kind"] == LAND)
        self._lines = derivations(facts.reader, facts.year)
        self._buildings = labels("building_type", "th")
        self._structures = labels("structure", "th")
        self._uses = labels("condo_use_type", "th")
        self._classes = labels("sign_class", "th")

    def __bool__(self) -> bool:
        return bool(self._rows)

    @property
    def payers(self) -> set[str]:
        """Everybody who has an assessment."""
        return set(self._rows)

    def of(self, payer: str, tax_kind: str) -> list[Row]:
        """A payer's assessments in the order of their parcels."""
        rows = [row for row in self._rows.get(payer, []) if row["tax_kind"] == tax_kind]
        return sorted(rows, key=self._place)

    def _place(self, row: Row) -> tuple[Any, ...]:
        code = self.facts.parcels.get(row["parcel_uuid"], {}).get("parcel_code")
        return natural(code), row["item_key"]

    def items(self, payer: str, units: bool) -> list[KeptItem]:
        """Land and buildings, or condominium units."""
        rows = self.of(payer, LAND)
        return [self._item(row) for row in rows if bool(row["condo_unit_uuid"]) == units]

    def _item(self, row: Row) -> KeptItem:
        return KeptItem(
            parcel=row["parcel_uuid"] or "",
            building=row["building_uuid"] or "",
            unit=row["condo_unit_uuid"] or "",
            tax_class=row["tax_class"],
            value=row["base_value"] or 0,
            exempt=row["exempt_value"] or 0,
            taxable=row["taxable_value"] or 0,
            tax=row["tax"] or 0,
            lines=tuple(self._lines.get(row["uuid"], ())),
        )

    def calculation(self, items: Sequence[KeptItem]) -> list[Row]:
        """The rows of ภ.ด.ส.7, or of 8 for units."""
        rows = once_each(calculation_rows(item) for item in items)
        things = iter(items)
        return [self._named(row, next(things)) if "no" in row else row for row in rows]

    def _named(self, row: Row, item: KeptItem) -> Row:
        parcel = self.facts.parcels.get(item.parcel, {})
        document = self.lists.document(parcel)
        deed = " ".join(str(document[n]) for n in ("document_type", "deed_no") if document[n])
        kind, house = row.get("building_kind"), self.facts.buildings.get(item.building, {})
        told = {
            **document,
            "code": self.facts.code(item.parcel) if item.parcel else None,
            "deed": deed or (self.facts.code(item.parcel) if item.parcel else None),
            "location": self.lists.location(parcel),
            "building_type": self._buildings.get(kind, kind) if kind else None,
            "structure": self._structures.get(house.get("structure") or "") if kind else None,
        }
        if row.get("share") is not None:
            told["use"] = f"{row['use']} (ร้อยละ {row['share']} ของพื้นที่)"
        if item.unit:
            unit = self.facts.units.get(item.unit, {})
            names = ("condo_name", "condo_reg_no", "unit_no")
            told.update({name: unit.get(name) for name in names})
            told["use"] = self._uses.get(unit.get("use_type") or "", row["use"])
        return {**row, **told}

    def signs(self, payer: str) -> list[Row]:
        """The rows of ภ.ป.3."""
        found = []
        for number, row in enumerate(self.of(payer, SIGNS), 1):
            sign = self.facts.signs.get(row["signboard_uuid"], {})
            lines = {one.message.id: one for one in self._lines.get(row["uuid"], ())}
            units, rate = lines.get("signboard_tax.units"), lines.get("signboard_tax.rate")
            quarters = lines.get("signboard_tax.quarters")
            found.append(
                {
                    "no": number,
                    "code": self.facts.code(row["signboard_uuid"] or ""),
                    "sign_class": self._classes.get(sign.get("sign_class") or ""),
                    "text": sign.get("sign_text") or sign.get("signboard_name"),
                    "width": metres(sign.get("width_cm")),
                    "height": metres(sign.get("height_cm")),
                    "sides": sign.get("sides") or 1,
                    "quantity": sign.get("quantity") or 1,
                    "units": None if units is None else units.message.params["units"],
                    "rate": None if rate is None else rate.value,
                    "quarters": 4 if quarters is None else quarters.message.params["quarters"],
                    "tax": row["tax"],
                }
            )
        return found

    def tax(self, payer: str, tax_kind: str) -> int:
        """Satang."""
        return sum(row["tax"] or 0 for row in self.of(payer, tax_kind))

    def totals(self, payer: str, tax_kind: str) -> Row:
        """What a letter says of a bill: the amount, in words too, its day, what it is of."""
        rows = self.of(payer, tax_kind)
        tax = self.tax(payer, tax_kind)
        days = sorted(row["due_date"] for row in rows if row["due_date"])
        told = {**self.in_words(tax), "due_date": days[-1] if days else None}
        if tax_kind == SIGNS:
            return {**told, "signs": len(rows)}
        return {**told, **thing_counts(self._item(row) for row in rows)}

    @staticmethod
    def in_words(tax: int) -> Row:
        """An amount in figures and in words."""
        return {"tax": tax, "tax_words": baht_text(tax)}

    def derivation(self, payer: str, tax_kind: str, language: Language) -> list[Row]:
        """How each number came about, line by line, with its section of the law."""
        found: list[Row] = []
        for row in self.of(payer, tax_kind):
            uuids = (row[name] for name in ("condo_unit_uuid", "building_uuid", "signboard_uuid"))
            things = [row["parcel_uuid"], *uuids]
            name = " ".join(self.facts.code(uuid) for uuid in things if uuid)
            lines = self._lines.get(row["uuid"], ())
            found += [_told(line, name if not at else "", language)
                      for at, line in enumerate(lines)]  # fmt: skip
        return found


def _told(line: TaxLine, thing: str, language: Language) -> Row:
    return {
        "thing": thing,
        "what": render(line.message, language),
        "value": line.value,
        "rate": line.rate,
        "amount": line.amount,
        "source": source_text(line.source, language) if line.source else None,
    }

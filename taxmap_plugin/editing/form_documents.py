"""The documents of a form: for each payer, or for each moo, what stands on the paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple, Optional

from ..core.form_document import FormDocument
from ..core.law import Law
from ..core.message import Message
from ..core.municipality import Municipality
from ..core.parcel_name import listed, name_of, place_of
from ..core.postal_address import postal_address
from ..core.thai_date import local_day
from ..errors import TaxMapError
from ..workspace.office_rules import law_of
from ..workspace.reader import Reader
from .assess import LAND, SIGNS
from .form_bills import Bills
from .form_facts import FormFacts, Row, chapter_of
from .form_lists import ListRows, numbered
from .form_registers import RegisterRows
from .form_wishes import FormWishes, Order

OF_BILLS = frozenset({"pds1", "pds6", "pds7", "pds8", "pp3"})
"""Forms that say what was assessed."""
_NOT_OF_LAND = frozenset({"pds4", "pds8", "pp3"})
_MOST = 5  # parcels that are named
BY_POST = frozenset({"envelope", "posting"})
"""What has no sense without whole names and addresses."""


class FormRowsError(TaxMapError):
    """Nothing can be printed; says what is missing and the way out."""


class Printed(NamedTuple):
    """A document and the form on which it is printed."""

    form: str
    document: FormDocument


class FormSource:
    """Reads the registers of a year once, for as many forms as are wanted."""

    def __init__(self, reader: Reader, office: Municipality, year: int, wishes: FormWishes) -> None:
        self.year, self.wishes, self.office = year, wishes, office
        self.law: Law = law_of(reader, year)
        self.facts = FormFacts(reader, year, wishes.whole_names)
        self.lists = ListRows(self.facts, self.law)
        self.registers = RegisterRows(self.facts, self.lists)
        self.bills = Bills(self.facts, self.lists)

    def documents(self, form: str) -> list[Printed]:
        """Everything to be printed on a form, in its order. Raises FormRowsError."""
        if form in OF_BILLS and not self.bills:
            raise FormRowsError(Message("form_documents.not_assessed", year=self.year))
        if form in BY_POST and not self.wishes.whole_names:
            raise FormRowsError(Message("form_documents.names_needed"))
        found = list(self._makers()[form](form))
        if not found:
            raise FormRowsError(Message("form_documents.nothing", year=self.year))
        return found

    def notes(self, form: str) -> list[Message]:
        """What an officer should know of what a form says: of which day it is, and which parcels
        are not on it, as nobody pays for them or nothing is assessed."""
        notes = []
        if form in OF_BILLS and self.bills.made:
            notes.append(Message("form_documents.assessed_on", day=local_day(self.bills.made)))
            others = self.bills.payers - self.facts.things.keys()
            if others:
                notes.append(Message("form_documents.payers_changed", count=len(others)))
        if form in _NOT_OF_LAND or self.wishes.wanted.owner_keys:
            return notes
        known = self.bills.parcels if form in OF_BILLS else self.facts.payer_of
        missing = [
            row
            for uuid, row in self.facts.parcels.items()
            if uuid not in known and self.wishes.wanted.has(row, ())
        ]
        if missing:
            names = listed([name_of(row) for row in sorted(missing, key=place_of)], most=_MOST)
            id = "not_on_form" if form in OF_BILLS else "without_owner"
            told = {"count": len(missing), "names": names}
            notes.append(Message(f"form_documents.{id}", **told))
        return notes

    def _makers(self) -> Mapping[str, Callable[[str], Iterator[Printed]]]:
        return {
            "pds1": self._announced,
            "pds3": self._listed,
            "pds4": self._listed,
            "pds5": self._applied,
            "pds6": self._letters,
            "pds7": self._calculated,
            "pds8": self._calculated,
            "pds9": self._applied,
            "pds10": self._applied,
            "pp3": self._signs,
            "pt4": self._registered,
            "pt5": self._registered,
            "envelope": self._envelopes,
            "posting": self._posted,
        }

    # -- who, and what all forms say of them -----------------------------------------------

    def _payers(self) -> list[str]:
        return self.facts.payers(self.wishes.wanted, self.wishes.order)

    def _due(self, payer: str, *kinds: str) -> bool:
        """Whether a payer is to be printed: they have something to pay, or all are wanted."""
        return not self.wishes.taxed or any(self.bills.tax(payer, kind) for kind in kinds)

    def common(self) -> Row:
        """What stands on every form."""
        words, office = self.wishes.office, self.office
        place = postal_address({"amphoe": office.amphoe, "province": office.province}).district
        return {
            "year": str(self.year),
            "office": office.name,
            "place": place,
            "office_address": words.address or place,
            "telephone": words.telephone or None,
            "letter_no": words.letter_no or None,
            "letter_date": words.letter_date,
            "pay_at": words.pay_at or office.name,
            "signer": words.signer or None,
            "position": words.position or None,
            "sent_kind": words.sent_kind or None,
        }

    def _of(self, payer: str) -> Row:
        """What forms say of a payer; personal data only where whole names are wanted."""
        private = self.facts.private.get(payer.split("+")[0], {})
        address = self.facts.address(payer)
        return {
            **self.common(),
            "payer": self.facts.payer_name(payer),
            "owner_key": ", ".join(self.facts.owner_keys(payer)) or None,
            "id_number": private.get("id_number"),
            "phone": private.get("telephone"),
            "address": str(address) or None,
            "street": address.street,
            "district": address.district,
        }

    def _document(
        self, payer: str, tables: Mapping[str, Sequence[Row]], more: Optional[Row] = None
    ) -> FormDocument:
        chapter = self.facts.chapter(payer, self.wishes.order)
        values = {**self._of(payer), **(more or {})}
        return FormDocument(self.facts.payer_name(payer), values, tables, chapter, payer)

    # -- form by form ----------------------------------------------------------------------

    def _announced(self, form: str) -> Iterator[Printed]:
        """All property with its price, without names, by moo or block."""
        order: Order = "block" if self.wishes.order == "block" else "moo"
        items = [
            item
            for payer in self._payers()
            for item in self.bills.items(payer, units=False)
            if self.wishes.wanted.has(self.facts.parcels.get(item.parcel, {}),
                                      self.facts.owner_keys(payer))
        ]  # fmt: skip

        def place(item: Any) -> tuple[Any, ...]:
            return self.facts.rank(self.facts.parcels.get(item.parcel, {}), order)

        def chapter(item: Any) -> str:
            return chapter_of(self.facts.parcels.get(item.parcel, {}), order)

        for name, some in groupby(sorted(items, key=place), chapter):
            rows = self.bills.calculation(list(some))
            values = {**self.common(), "chapter": name}
            yield Printed(form, FormDocument(name, values, {"items": rows}))

    def _listed(self, form: str) -> Iterator[Printed]:
        for payer in self._payers():
            if form == "pds4":
                tables = {"units": self.lists.units(payer)}
            else:
                told = self.lists.land(payer), self.lists.buildings(payer)
                tables = dict(zip(("land", "buildings"), told))
            numbered(*tables.values())
            if any(tables.values()):
                yield Printed(form, self._document(payer, tables))

    def _applied(self, form: str) -> Iterator[Printed]:
        for payer in self._payers():
            more = self.bills.totals(payer, LAND) if self.bills.of(payer, LAND) else {}
            land = self.lists.land(payer)
            numbered(land)
            yield Printed(form, self._document(payer, {"land": land}, more))

    def _calculated(self, form: str) -> Iterator[Printed]:
        for payer in self._payers():
            if self._due(payer, LAND):
                yield from self._calculation(payer, (form,))

    def _calculation(self, payer: str, forms: Sequence[str]) -> Iterator[Printed]:
        """The sheets of land and buildings and of units, and how their numbers came about."""
        made = []
        for form in forms:
            items = self.bills.items(payer, units=form == "pds8")
            if items:
                tax = sum(item.tax for item in items)
                rows = {"items": self.bills.calculation(items)}
                more = {**self.bills.totals(payer, LAND), **self.bills.in_words(tax)}
                made.append(Printed(form, self._document(payer, rows, more)))
        if made:
            yield from made
            yield from self._derived(payer, LAND)

    def _derived(self, payer: str, tax_kind: str) -> Iterator[Printed]:
        language = self.wishes.derivation
        if language is not None:
            rows = {"lines": self.bills.derivation(payer, tax_kind, language)}
            yield Printed(f"derivation_{language}", self._document(payer, rows))

    def _letters(self, form: str) -> Iterator[Printed]:
        charges = {
            name: self.law.late_charge(name)["percent"]
            for name in (
                *("penalty_before_warning", "penalty_within_warning", "penalty_after_warning"),
                "surcharge",
            )
        }
        for payer in self._payers():
            if not self.bills.of(payer, LAND) or not self._due(payer, LAND):
                continue
            more = {**self.bills.totals(payer, LAND), **charges}
            if self.wishes.notices:
                yield Printed(form, self._document(payer, {}, more))
            yield from self._calculation(payer, ("pds7", "pds8"))

    def _signs(self, form: str) -> Iterator[Printed]:
        for payer in self._payers():
            rows = self.bills.signs(payer)
            if rows and self._due(payer, SIGNS):
                more = self.bills.totals(payer, SIGNS)
                yield Printed(form, self._document(payer, {"signs": rows}, more))
                yield from self._derived(payer, SIGNS)

    def _registered(self, form: str) -> Iterator[Printed]:
        for payer in self._payers():
            tables = (
                self.registers.property(payer) if form == "pt4"
                else {"years": self.registers.years(payer)}
            )  # fmt: skip
            yield Printed(form, self._document(payer, tables))

    def _envelopes(self, form: str) -> Iterator[Printed]:
        for payer in self._payers():
            if self._due(payer, LAND, SIGNS):
                yield Printed(form, self._document(payer, {}))

    def _posted(self, form: str) -> Iterator[Printed]:
        payers = [payer for payer in self._payers() if self._due(payer, LAND, SIGNS)]
        rows = [{"no": number, **self._posting(payer)} for number, payer in enumerate(payers, 1)]
        if rows:
            yield Printed(form, FormDocument(self.office.name, self.common(), {"letters": rows}))

    def _posting(self, payer: str) -> Row:
        address = self.facts.address(payer)
        return {
            "receiver": self.facts.payer_name(payer),
            "address": address.street,
            "amphoe": address.amphoe,
            "province": address.province,
            "postal_code": address.postal_code,
            "sender": self.office.name,
            "kind": self.wishes.office.sent_kind,
        }

"""What ผ.ท.4 and ผ.ท.5 say: the property of a payer, and the payer's ledger over the years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any

from ..workspace.domain import labels
from .form_facts import FormFacts, Row
from .form_lists import ListRows, metres, numbered

_ASSESSED = "state NOT IN ('superseded', 'cancelled')"
_YEAR = tuple[int, str]


class RegisterRows:
    """Rows of the registers; the ledger is read when it is asked for first."""

    def __init__(self, facts: FormFacts, lists: ListRows) -> None:
        self.facts, self.lists = facts, lists
        self._kinds = labels("tax_kind", "th")
        self._classes = labels("sign_class", "th")
        self._ledger: dict[str, Mapping[str, Mapping[_YEAR, list[Row]]]] = {}

    def property(self, payer: str) -> Mapping[str, Sequence[Row]]:
        """Land, buildings, units and signs, each numbered by itself."""
        signs = [self._sign(uuid) for uuid in self.facts.things[payer].signboard]
        tables = {
            "land": self.lists.land(payer),
            "buildings": self.lists.buildings(payer),
            "units": self.lists.units(payer),
            "signs": signs,
        }
        for rows in tables.values():
            numbered(rows)
        return tables

    def _sign(self, uuid: str) -> Row:
        row = self.facts.signs[uuid]
        return {
            "code": self.facts.code(uuid),
            "sign_class": self._classes.get(row["sign_class"] or ""),
            "text": row["sign_text"] or row["signboard_name"],
            "width": metres(row["width_cm"]),
            "height": metres(row["height_cm"]),
            "sides": row["sides"],
            "setup_date": row["setup_date"],
        }

    def years(self, payer: str) -> list[Row]:
        """Year by year and tax by tax: what was told and what was paid, side by side."""
        told, paid, assessed = (self._of(table).get(payer, {}) for table in _READ)
        found: list[Row] = []
        for year, kind in sorted({*told, *paid, *assessed}):
            key = year, kind
            notices, payments = told.get(key, []), paid.get(key, [])
            tax = sum(row["tax"] or 0 for row in assessed.get(key, [])) if assessed else None
            first = {"tax_year": str(year), "tax_kind": self._kinds.get(kind, kind)}
            rows = list(zip_longest(notices, payments)) or [(None, None)]
            for at, (notice, payment) in enumerate(rows):
                row = {**(first if not at else {}), **_told(notice), **_paid(payment)}
                if not at and row.get("notice_amount") is None:
                    row["notice_amount"] = tax
                found.append(row)
        return found

    def _of(self, table: str) -> Mapping[str, Mapping[_YEAR, list[Row]]]:
        """The rows of a table by payer, year and tax."""
        if table not in self._ledger:
            columns, where = _READ[table]
            rows = self.facts.reader.rows(table, list(columns), where)
            found: defaultdict[str, defaultdict[_YEAR, list[Row]]]
            found = defaultdict(lambda: defaultdict(list))
            for row in sorted(rows, key=_day):
                payer = row["payer_key"] or row["owner_uuid"]
                kind = row.get("tax_kind") or _KIND_OF_NOTICE.get(row.get("kind", ""), "")
                if payer and row["tax_year"]:
                    found[payer][row["tax_year"], kind or "land_building"].append(row)
            self._ledger[table] = found
        return self._ledger[table]


_KIND_OF_NOTICE = {"pds6": "land_building", "pp3": "signboard"}
_READ: Mapping[str, tuple[tuple[str, ...], str]] = {
    "notice": (
        ("tax_year", "kind", "letter_no", "letter_date", "owner_uuid", "payer_key", "amount"),
        "kind IN ('pds6', 'pp3')",
    ),
    "payment": (
        (
            *("tax_year", "tax_kind", "owner_uuid", "payer_key", "receipt_book", "receipt_no"),
            *("paid_date", "tax", "penalty", "surcharge", "paid"),
        ),
        "",
    ),
    "assessment": (("tax_year", "tax_kind", "owner_uuid", "payer_key", "tax"), _ASSESSED),
}


def _day(row: Row) -> str:
    return str(row.get("letter_date") or row.get("paid_date") or "")


def _told(notice: Any) -> Row:
    if notice is None:
        return {}
    return {
        "notice_no": notice["letter_no"],
        "notice_date": notice["letter_date"],
        "notice_amount": notice["amount"],
    }


def _paid(payment: Any) -> Row:
    if payment is None:
        return {}
    book, number = payment["receipt_book"], payment["receipt_no"]
    more = [payment[name] for name in ("penalty", "surcharge") if payment[name] is not None]
    return {
        "receipt": "/".join(part for part in (book, number) if part),
        "paid_date": payment["paid_date"],
        "paid_tax": payment["tax"],
        "paid_more": sum(more) if more else None,
        "paid": payment["paid"],
    }

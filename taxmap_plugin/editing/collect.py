"""The accounts of all payers of a workspace: assessments, notices and receipts brought together.

Reads only. By when a tax is to be paid its notice says, else the assessment, else the law's
calendar (s.46); a sign is paid within the days of the Sign Act s.19 from its notice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Optional

import pandas as pd

from ..core.arrears import LAND, SIGNS, Owed, owed_on
from ..core.collection import CLAIM, KEY, accounts_on, claim_of, payment_of
from ..core.collection_report import Collection
from ..core.feedback import Feedback
from ..core.law import Law
from ..core.parcel_code import normalise
from ..core.payment_match import matched_payers
from ..core.tax_calendar import tax_calendar
from ..workspace.assessed import read_assessed
from ..workspace.office_rules import law_of
from ..workspace.reader import OpenReader
from ..workspace.store import Workspace

_PAYMENT = ["uuid", *KEY, "owner_uuid", "source_parcel_code", "receipt_book", "receipt_no"]
_PAYMENT += ["paid_date", "instalment", "tax", "penalty", "surcharge", "paid"]
_NOTICE = ["kind", "tax_year", "payer_key", "owner_uuid", "received_date", "due_date"]
_TELLS = {"pds6": LAND, "pp3": SIGNS}
"""Kinds of notice that tell an assessment."""
_WARNS = "reminder"
_STEPS = {"pds3": "list_posted", "pds6": "assessed", _WARNS: "warning"}
"""The steps of the year that notices of a kind show as done."""


@dataclass(frozen=True)
class _Notices:
    """By payer, year and tax: by when to pay, of all that were told ("" where it does not say);
    when a warning came, and its time. ``sent``: years and kinds."""

    due: Mapping[tuple[Any, ...], str]
    received: Mapping[tuple[Any, ...], str]
    warned: Mapping[tuple[Any, ...], tuple[str, Optional[str]]]
    unreceived: int
    sent: frozenset[tuple[Any, Any]]


def collect(
    ws: Workspace,
    day: dt.date,
    year: int,
    feedback: Feedback,
    extended: Mapping[int, dt.date] = {},
) -> Collection:
    """What everybody owes on ``day``, and what came in; told for the fiscal ``year`` (B.E.).

    ``extended``: until when the executive extended the time of a tax year (s.70). Raises
    LawError for a year before the Act, Cancelled.
    """
    with ws.reading() as reader:
        assessed = read_assessed(reader)
        law = _laws(reader)
        feedback.progress(0.3)
        payments = _payments(reader, assessed)
        notices = _notices(reader, assessed)
        claims = _claims(assessed, notices, law, extended)
        found = accounts_on(day, claims, payments, law, feedback)
        told = law(year)
    feedback.progress(0.9)
    of_year = assessed[assessed["tax_year"] == year]
    drafts = assessed["state"] == "draft"
    due = assessed["due_date"].fillna("9999") < day.isoformat()
    done = {_STEPS[kind] for of, kind in notices.sent if of == year and kind in _STEPS}
    if len(of_year) and not (of_year["state"] == "draft").any():
        done.add("assessed")
    return Collection(
        ws.municipality,
        day,
        year,
        found,
        assessed,
        tax_calendar(told, day, done),
        told,
        int((drafts & due).sum()),
        notices.unreceived,
        _twice(payments),
        frozenset(notices.due),
    )


def explained(
    ws: Workspace, collection: Collection, accounts: pd.DataFrame
) -> Sequence[tuple[Mapping[Any, Any], Owed]]:
    """Some of the accounts, each with its derivation."""
    wanted = set(accounts.index)
    made = collection.found.payments
    made = made[made["counts"] & made["claim"].isin(wanted)]
    of_claim: dict[int, list[Any]] = {}
    for row in made.to_dict("records"):
        of_claim.setdefault(row["claim"], []).append(payment_of(row))
    with ws.reading() as reader:
        law = _laws(reader)
        return [
            (
                row,
                owed_on(collection.day, claim_of(row), of_claim.get(at, []), law(row["tax_year"])),
            )
            for at, row in zip(accounts.index, accounts.to_dict("records"))
        ]


def _laws(reader: OpenReader) -> Any:
    @lru_cache(maxsize=None)
    def law(year: int) -> Law:
        return law_of(reader, year)

    return law


def _payments(reader: OpenReader, assessed: pd.DataFrame) -> pd.DataFrame:
    """All receipts; whose bill each is on is asked anew where that bill is not there (any more)."""
    found = reader.read("payment", _PAYMENT)
    codes = found["source_parcel_code"].map(normalise, na_action="ignore").astype(object)
    found["payer_key"] = _payers(found.assign(parcel_code=codes), assessed)
    book, number = found["receipt_book"], found["receipt_no"].fillna("–")
    found["name"] = number.where(book.isna(), book.fillna("") + "/" + number)
    return found


def _payers(asked: pd.DataFrame, assessed: pd.DataFrame) -> pd.Series:
    named = assessed[assessed["payer_key"].notna()]
    is_there = _names(asked).isin(set(_names(named)))
    payers = asked["payer_key"].astype(object).where(is_there, None)
    others = asked[~is_there]
    payers[~is_there] = matched_payers(others, assessed) if len(others) else None
    return payers


def _names(bills: pd.DataFrame) -> pd.Series:
    """Payer, year and tax as one text."""
    texts = [bills[name].astype(object).where(bills[name].notna(), "").astype(str) for name in KEY]
    return texts[0].str.cat(texts[1:], sep=" ")


def _notices(reader: OpenReader, assessed: pd.DataFrame) -> _Notices:
    kinds = (*_TELLS, *_STEPS)
    found = reader.read("notice", _NOTICE, f"kind IN {kinds!r}")
    found["tax_kind"] = found["kind"].map(_TELLS).fillna(LAND)
    found["payer_key"] = _payers(found.assign(parcel_code=None), assessed)
    due: dict[tuple[Any, ...], str] = {}
    received: dict[tuple[Any, ...], str] = {}
    warned: dict[tuple[Any, ...], tuple[str, Optional[str]]] = {}
    unreceived = 0
    for row in found.to_dict("records"):
        key, came, until = tuple(row[name] for name in KEY), row["received_date"], row["due_date"]
        if row["kind"] in _TELLS:
            due[key] = max(filter(None, (due.get(key), until)), default="")
            received[key] = max(filter(None, (received.get(key), came)), default="")
        elif row["kind"] == _WARNS and came is None:
            unreceived += 1
        elif row["kind"] == _WARNS:
            warned[key] = min((came, until), warned.get(key, (came, until)), key=lambda w: w[0])
    sent = frozenset(zip(found["tax_year"], found["kind"]))
    return _Notices(due, received, warned, unreceived, sent)


def _claims(
    assessed: pd.DataFrame, notices: _Notices, law: Any, extended: Mapping[int, dt.date]
) -> pd.DataFrame:
    """A row for each payer, year and tax."""
    named = assessed[assessed["payer_key"].notna()]
    named = named.sort_values("due_date", na_position="first", kind="stable")
    claims = named.groupby(KEY, as_index=False).agg(tax=("tax", "sum"), due=("due_date", "last"))
    keys = [*claims[KEY].itertuples(index=False, name=None)]
    claims["due"] = [
        _due(key, own if isinstance(own, str) else None, notices, law)
        for key, own in zip(keys, claims["due"])
    ]
    warned = [notices.warned.get(key, (None, None)) for key in keys]
    claims["warned"] = pd.Series([one[0] for one in warned], dtype=object)
    claims["warned_until"] = pd.Series([one[1] for one in warned], dtype=object)
    later = {year: day.isoformat() for year, day in extended.items()}
    days = [later.get(key[0]) if key[1] == LAND else None for key in keys]
    claims["extended_to"] = pd.Series(days, dtype=object)
    return claims[CLAIM]


def _due(key: tuple[Any, ...], own: Optional[str], notices: _Notices, law: Any) -> Optional[str]:
    year, kind, _ = key
    told = notices.due.get(key) or own
    if told:
        return told
    days = law(year).payment_days(kind)
    if days is not None:
        came = notices.received.get(key)
        return (dt.date.fromisoformat(came) + dt.timedelta(days)).isoformat() if came else None
    day = law(year).day("payment")
    return None if day is None else day.isoformat()


def _twice(payments: pd.DataFrame) -> list[str]:
    """Receipts with a book and a number that stand with several payers."""
    whole = payments[payments["receipt_book"].notna() & payments["receipt_no"].notna()]
    payers = whole.groupby("name")["payer_key"].nunique()
    return sorted(payers.index[payers > 1])

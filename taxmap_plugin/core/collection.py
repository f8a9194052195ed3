"""The accounts of all payers on a day, from frames: at once where it is plain, else one by one.

Whoever paid nothing, or all that was paid in time, owes what follows from the due date and the
warning alone; only late payments and instalments want an account each
(:mod:`taxmap_plugin.core.arrears`). Amounts are integer satang.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Optional

import numpy as np
import pandas as pd

from .ageing import age_class
from .arrears import Claim, Owed, Payment, owed_on, rate_on
from .exact_ratio import half_up_ratio
from .feedback import Feedback, check_cancelled
from .late_payment import Warning
from .law import Law

KEY = ["tax_year", "tax_kind", "payer_key"]
CLAIM = [*KEY, "tax", "due", "warned", "warned_until", "extended_to"]
"""Columns of claims: one row for a payer, year and tax; days as ISO text or None."""
PAYMENT = ["tax", "penalty", "surcharge", "paid", "paid_date", "instalment", "name"]
"""Columns of payments, besides those of :data:`KEY`."""
AMOUNTS = ["penalty", "surcharge", "paid_tax", "paid_penalty", "paid_surcharge", "overpaid"]
_DECIDES = ("tax_year", "tax_kind", *CLAIM[4:])
APPLIED = ["on_tax", "on_penalty", "on_surcharge", "over"]

LawOf = Callable[[int], Law]


@dataclass(frozen=True)
class Accounts:
    """``accounts``: the claims with :data:`AMOUNTS`, ``unpaid_tax``, ``charges``, ``balance``,
    ``late_since`` and ``age``. ``payments``: those given, with :data:`APPLIED` (0 where a payment
    counts for nothing) and ``counts``."""

    accounts: pd.DataFrame
    payments: pd.DataFrame


def accounts_on(
    day: dt.date, claims: pd.DataFrame, payments: pd.DataFrame, law_of: LawOf, feedback: Feedback
) -> Accounts:
    """What every payer owes on ``day``, and what each payment was for.

    A payment counts that has a claim, an amount above zero and a day not after ``day``.
    """
    claims = claims.reset_index(drop=True)
    payments = payments.reset_index(drop=True).copy()
    payments["claim"] = _claim_of(claims, payments)
    paid = payments["paid"].astype("Int64").fillna(0).to_numpy(np.int64)
    days = payments["paid_date"].fillna("9999-12-31").astype(str)
    counts = (payments["claim"] >= 0) & (paid > 0) & (days <= day.isoformat())
    payments["counts"] = counts.to_numpy()
    for name in APPLIED:
        payments[name] = np.int64(0)
    laws = {year: law_of(int(year)) for year in claims["tax_year"].unique()}
    result = pd.DataFrame(0, index=claims.index, columns=AMOUNTS, dtype=np.int64)
    result["late_since"] = claims["due"]
    one_by_one = _want_an_account(claims, payments)
    _at_once(day, claims, payments, laws, result, one_by_one)
    check_cancelled(feedback)
    _each(day, claims, payments, laws, result, one_by_one, feedback)
    accounts = claims.join(result)
    accounts["unpaid_tax"] = accounts["tax"] - accounts["paid_tax"]
    owed = accounts["penalty"] + accounts["surcharge"]
    accounts["charges"] = owed - accounts["paid_penalty"] - accounts["paid_surcharge"]
    accounts["balance"] = accounts["unpaid_tax"] + accounts["charges"]
    accounts["late_since"] = accounts["late_since"].where(accounts["unpaid_tax"] > 0, None)
    accounts["age"] = _ages(accounts["late_since"], day)
    return Accounts(accounts, payments)


def claim_of(row: Mapping[Hashable, Any]) -> Claim:
    """A row of claims as a claim."""
    warned = _day(row["warned"])
    warning = None if warned is None else Warning(warned, _day(row["warned_until"]))
    told = row["tax_kind"], int(row["tax_year"]), int(row["tax"])
    return Claim(*told, _day(row["due"]), warning, _day(row["extended_to"]))


def payment_of(row: Mapping[Hashable, Any]) -> Payment:
    """A row of payments as a payment."""
    tax, penalty, surcharge, instalment = (
        _whole(row[name]) for name in ("tax", "penalty", "surcharge", "instalment")
    )
    day, paid = dt.date.fromisoformat(row["paid_date"]), int(row["paid"])
    return Payment(day, paid, tax, penalty, surcharge, instalment, row["name"])


def _claim_of(claims: pd.DataFrame, payments: pd.DataFrame) -> np.ndarray:
    """The position of each payment's claim, -1 without one."""
    at = claims[KEY].astype(object).assign(claim=claims.index)
    asked = payments[KEY].astype(object)
    found = asked.merge(at, on=KEY, how="left")["claim"]
    known = found.notna().to_numpy() & asked.notna().all(axis=1).to_numpy()
    return np.where(known, found.fillna(-1), -1).astype(np.int64)


def _want_an_account(claims: pd.DataFrame, payments: pd.DataFrame) -> np.ndarray:
    """Claims with a payment after the due date, or one that is an instalment; then one False."""
    made = payments[payments["counts"]]
    due = claims["due"].fillna("9999-12-31").to_numpy(dtype=object)[made["claim"]]
    own = (made["paid_date"].to_numpy(dtype=object) > due) | made["instalment"].notna().to_numpy()
    wanted = np.zeros(len(claims) + 1, dtype=bool)
    wanted[made["claim"].to_numpy()[own.astype(bool)]] = True
    return wanted


def _at_once(
    day: dt.date,
    claims: pd.DataFrame,
    payments: pd.DataFrame,
    laws: Mapping[Any, Law],
    result: pd.DataFrame,
    others: np.ndarray,
) -> None:
    """All claims but the ``others``: what was paid in time is for the tax, the rest is late."""
    tax = claims["tax"].to_numpy(np.int64)
    made = payments["counts"].to_numpy() & ~others[payments["claim"].to_numpy()]
    order = payments.index[made][payments.loc[made, "paid_date"].argsort(kind="stable")]
    own = payments.loc[order, "claim"].to_numpy()
    money = payments.loc[order, "paid"].to_numpy(np.int64)
    before = pd.Series(money).groupby(own).cumsum().to_numpy(np.int64) - money
    on_tax = np.clip(tax[own] - before, 0, money) if len(own) else money
    payments.loc[order, "on_tax"] = on_tax
    payments.loc[order, "over"] = money - on_tax
    paid = np.zeros(len(claims), np.int64)
    over = np.zeros(len(claims), np.int64)
    np.add.at(paid, own, on_tax)
    np.add.at(over, own, money - on_tax)
    columns = [claims[name].tolist() for name in _DECIDES]
    rates: dict[tuple[Any, ...], int] = {}
    codes = np.array([rates.setdefault(key, len(rates)) for key in zip(*columns)], dtype=np.int64)
    asked = [claim_of({**dict(zip(_DECIDES, key)), "tax": 0}) for key in rates]
    found = [rate_on(day, one, one.due, laws[one.tax_year]) for one in asked]
    mine = ~others[:-1]
    for name, percents in (
        ("penalty", [one.penalty_percent for one in found]),
        ("surcharge", [one.surcharge_percent for one in found]),
    ):
        parts = [Fraction(percent) / 100 for percent in percents] or [Fraction(0)]
        over_, under = (
            np.array([getattr(part, side) for part in parts], np.int64)[codes]
            for side in ("numerator", "denominator")
        )
        charge = half_up_ratio([tax - paid, over_], [under]) if len(tax) else tax
        result.loc[mine, name] = charge[mine]
    result.loc[mine, "paid_tax"] = paid[mine]
    result.loc[mine, "overpaid"] = over[mine]


def _each(
    day: dt.date,
    claims: pd.DataFrame,
    payments: pd.DataFrame,
    laws: Mapping[Any, Law],
    result: pd.DataFrame,
    wanted: np.ndarray,
    feedback: Feedback,
) -> None:
    made = payments[payments["counts"] & wanted[payments["claim"].to_numpy()]]
    made = made.sort_values(["claim", "paid_date"], kind="stable")
    rows = made[["claim", *PAYMENT]].to_dict("records")
    of_claim: dict[int, list[Payment]] = {}
    for row in rows:
        of_claim.setdefault(row["claim"], []).append(payment_of(row))
    wanted = wanted[:-1]
    at = np.flatnonzero(wanted)
    amounts, since, applied = [], [], []
    for number, row in enumerate(claims.iloc[at].to_dict("records")):
        if not number % 1000:
            check_cancelled(feedback)
        law = laws[row["tax_year"]]
        owed = owed_on(day, claim_of(row), of_claim.get(int(at[number]), []), law, explain=False)
        amounts.append(_amounts(owed))
        since.append(None if owed.due is None else owed.due.isoformat())
        applied += [(o.tax, o.penalty, o.surcharge, o.overpaid) for o in owed.applied]
    if amounts:
        result.loc[wanted, AMOUNTS] = np.array(amounts, np.int64)
        result.loc[wanted, "late_since"] = np.array(since, dtype=object)
    if applied:
        payments.loc[made.index, APPLIED] = np.array(applied, np.int64)


def _amounts(owed: Owed) -> list[int]:
    return [getattr(owed, name) for name in AMOUNTS]


def _ages(since: pd.Series, day: dt.date) -> pd.Series:
    known = {text: age_class(_day(text), day) for text in since.dropna().unique()}
    return since.map(known).fillna(age_class(None, day)).astype(object)


def _day(text: Any) -> Optional[dt.date]:
    return dt.date.fromisoformat(text) if isinstance(text, str) and text else None


def _whole(number: Any) -> Optional[int]:
    return None if number is None or pd.isna(number) else int(number)

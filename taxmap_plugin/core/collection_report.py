"""What is told of a collection: by tax year and fiscal year, by month, class, zone and age.

Money that came in is told by what it was for (:data:`IN`); what cannot be put to any bill stands in
a column of its own, so that each total is all that was received. Amounts are integer satang.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from .ageing import NOT_DUE, age_classes
from .arrears import LAND, SIGNS
from .collection import KEY, Accounts
from .fiscal_year import fiscal_years, months
from .law import Law
from .municipality import Municipality
from .tax_calendar import CalendarStep

IN = ("land_tax", "sign_tax", "penalty", "surcharge", "overpaid", "unmatched", "total")
"""Columns of money that came in; ``earlier`` besides is tax of years before the fiscal year."""
STANDING = ("payers", "assessed", "paid", "unpaid", "charges", "balance")
NO_PAYER, NO_BILL, NO_DAY, NO_AMOUNT, LATER = "no_payer", "no_bill", "no_day", "no_amount", "later"
"""Why a payment counts for nothing, or is put to no bill."""


@dataclass(frozen=True)
class Collection:
    """All accounts of a workspace on ``day``; ``year`` is the fiscal year that is told.

    ``assessed`` are the things assessed (tax_year, tax_kind, payer_key, tax, tax_class,
    zone_code, block_code); those without a payer are in no account. ``law`` is that of the year.
    ``drafts`` assessments of taxes that are due are still drafts, ``unreceived`` warnings have no
    day of receipt, ``twice`` are the receipts that stand with several payers, ``billed`` the
    accounts (:data:`~.collection.KEY`) of which a notice of the assessment is filed.
    """

    municipality: Municipality
    day: dt.date
    year: int
    found: Accounts
    assessed: pd.DataFrame
    calendar: Sequence[CalendarStep]
    law: Law
    drafts: int = 0
    unreceived: int = 0
    twice: Sequence[str] = ()
    billed: frozenset[tuple[Any, ...]] = frozenset()

    @property
    def accounts(self) -> pd.DataFrame:
        return self.found.accounts

    @property
    def without_payer(self) -> pd.DataFrame:
        """Things assessed that name no payer."""
        return self.assessed[self.assessed["payer_key"].isna()]

    def by_tax_year(self) -> pd.DataFrame:
        """A row for each tax year and tax, the latest first: :data:`STANDING`."""
        table = self.accounts.groupby(KEY[:2]).agg(
            payers=("payer_key", "nunique"),
            assessed=("tax", "sum"),
            paid=("paid_tax", "sum"),
            unpaid=("unpaid_tax", "sum"),
            charges=("charges", "sum"),
            balance=("balance", "sum"),
        )
        return table.reset_index().sort_values(KEY[:2], ascending=[False, True], ignore_index=True)

    def received(self) -> pd.DataFrame:
        """Every payment whose money came in by the day, with :data:`IN`, ``fiscal_year``, ``month``
        (ISO, its first day) and ``earlier``."""
        made = self.found.payments
        in_time = (made["paid_date"].fillna("9999") <= self.day.isoformat()).to_numpy()
        paid = made["paid"].astype("Int64").fillna(0).to_numpy(np.int64)
        made = made[in_time & (paid > 0)]
        kind = made["tax_kind"]
        table = pd.DataFrame(
            {
                "land_tax": made["on_tax"].where(kind == LAND, 0),
                "sign_tax": made["on_tax"].where(kind == SIGNS, 0),
                "penalty": made["on_penalty"],
                "surcharge": made["on_surcharge"],
                "overpaid": made["over"],
                "unmatched": made["paid"].astype(np.int64).where(~made["counts"], 0),
                "total": made["paid"].astype(np.int64),
            }
        )
        table["fiscal_year"] = fiscal_years(made["paid_date"])
        table["month"] = made["paid_date"].str[:7] + "-01"
        is_earlier = made["tax_year"].astype("Int64") < table["fiscal_year"]
        table["earlier"] = made["on_tax"].where(is_earlier.fillna(False).astype(bool), 0)
        return table

    def by_fiscal_year(self) -> pd.DataFrame:
        """A row for each fiscal year in which money came in, the latest first."""
        return _sums(self.received(), "fiscal_year").sort_values(
            "fiscal_year", ascending=False, ignore_index=True
        )

    def by_month(self) -> pd.DataFrame:
        """The twelve months of the fiscal year, October first; those without money too."""
        received = self.received()
        own = received[received["fiscal_year"] == self.year]
        first = [month.isoformat() for month in months(self.year)]
        table = _sums(own, "month").set_index("month")
        return table.reindex(first, fill_value=0).rename_axis("month").reset_index()

    def by_class(self) -> pd.DataFrame:
        """What was assessed for the tax year by class of tax; ``group`` "" for signs."""
        return self._shared("tax_class")

    def by_zone(self) -> pd.DataFrame:
        """What was assessed for the tax year by zone; ``group`` "" where no zone is known."""
        return self._shared("zone_code")

    def _shared(self, column: str) -> pd.DataFrame:
        """``things``, ``assessed``, ``paid``, ``unpaid``: what a payer paid is shared by the tax of
        each thing, to the satang."""
        items = self.assessed[
            (self.assessed["tax_year"] == self.year) & self.assessed["payer_key"].notna()
        ].reset_index(drop=True)
        paid = self.accounts.set_index(KEY)["paid_tax"]
        items["paid"] = shared_out(items, paid)
        items["group"] = items[column].astype(object).where(items[column].notna(), "")
        table = items.groupby("group").agg(
            things=("tax", "size"), assessed=("tax", "sum"), paid=("paid", "sum")
        )
        table["unpaid"] = table["assessed"] - table["paid"]
        table = table.reset_index()
        return table.sort_values("group", key=lambda names: names.replace("", "~"))

    def ageing(self) -> pd.DataFrame:
        """Every class of age: ``age``, ``payers``, ``unpaid``, ``charges``, ``balance``."""
        owing = self.accounts[self.accounts["balance"] > 0]
        table = owing.groupby("age").agg(
            payers=("payer_key", "nunique"),
            unpaid=("unpaid_tax", "sum"),
            charges=("charges", "sum"),
            balance=("balance", "sum"),
        )
        ids = [one.id for one in age_classes()]
        return table.reindex(ids, fill_value=0).rename_axis("age").reset_index()

    def debtors(self) -> pd.DataFrame:
        """Accounts that are late, or owe charges on what was paid late: most first."""
        owing = self.accounts[self.accounts["balance"] > 0]
        late = owing[(owing["age"] != NOT_DUE) | (owing["charges"] > 0)]
        return late.sort_values(["balance", *KEY], ascending=[False, True, True, True])

    def parcels_of(self, accounts: pd.DataFrame) -> dict[tuple[Any, ...], list[str]]:
        """The codes of the parcels on each of some bills, by :data:`~.collection.KEY`."""
        wanted = set(accounts[KEY].itertuples(index=False, name=None))
        named = self.assessed[self.assessed["parcel_code"].notna()]
        named = named[named["payer_key"].isin(set(accounts["payer_key"]))]
        found: dict[tuple[Any, ...], list[str]] = {}
        for *key, code in named[[*KEY, "parcel_code"]].itertuples(index=False, name=None):
            if tuple(key) in wanted:
                found.setdefault(tuple(key), []).append(code)
        return {key: sorted(set(codes)) for key, codes in found.items()}

    def overpaid(self) -> pd.DataFrame:
        """Accounts on which more was paid than owed."""
        return self.accounts[self.accounts["overpaid"] > 0]

    def ignored(self) -> pd.DataFrame:
        """Payments that are put to no bill, with ``why``."""
        made = self.found.payments[~self.found.payments["counts"]].copy()
        paid = made["paid"].astype("Int64").fillna(0)
        bill = np.where(made["payer_key"].isna() & made["owner_uuid"].isna(), NO_PAYER, NO_BILL)
        made["why"] = np.select(
            [
                (paid <= 0).to_numpy(bool),
                made["paid_date"].isna().to_numpy(bool),
                (made["paid_date"].fillna("") > self.day.isoformat()).to_numpy(bool),
            ],
            [NO_AMOUNT, NO_DAY, LATER],
            bill,
        )
        return made


def shared_out(items: pd.DataFrame, paid: pd.Series) -> np.ndarray:
    """What was paid on each of the ``items`` (:data:`~.collection.KEY` and ``tax``), in satang.

    ``paid`` is by payer, year and tax, and is shared by the tax of each: the shares add up to it.
    """
    if items.empty:
        return np.zeros(0, np.int64)
    keys = pd.MultiIndex.from_frame(items[KEY])
    whole = paid.reindex(keys).fillna(0).to_numpy(np.int64)
    tax = items["tax"].fillna(0).to_numpy(np.int64)
    groups = items.groupby(KEY, sort=False)["tax"]
    total = groups.transform("sum").to_numpy(np.int64)
    until = groups.cumsum().to_numpy(np.int64)
    result = np.where(whole >= total, tax, 0)
    for at in np.flatnonzero((whole > 0) & (whole < total)):
        due, upto, of = int(whole[at]), int(until[at]), int(total[at])
        result[at] = due * upto // of - due * (upto - int(tax[at])) // of
    return result


def _sums(received: pd.DataFrame, by: str) -> pd.DataFrame:
    columns = [*IN, "earlier"]
    grouped = received.groupby(by)
    table = grouped[columns].sum()
    table["receipts"] = grouped.size()
    return table.reset_index()

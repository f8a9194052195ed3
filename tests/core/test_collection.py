"""All accounts at once are the same as one by one."""

from __future__ import annotations

import datetime as dt
import time

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from taxmap_plugin.core.ageing import age_class, age_classes
from taxmap_plugin.core.arrears import owed_on
from taxmap_plugin.core.collection import (
    AMOUNTS,
    APPLIED,
    CLAIM,
    KEY,
    PAYMENT,
    accounts_on,
    claim_of,
    payment_of,
)
from taxmap_plugin.core.feedback import Silent
from taxmap_plugin.core.law import Law

LAND, SIGN = "land_building", "signboard"
DAY = dt.date(2026, 9, 15)
LAWS = {year: Law(year) for year in (2567, 2568, 2569)}


def claims(*rows):
    return pd.DataFrame(rows, columns=CLAIM)


def payments(*rows):
    return pd.DataFrame(rows, columns=[*KEY, *PAYMENT]).astype(
        dict.fromkeys(("tax", "penalty", "surcharge", "paid", "instalment"), "Int64")
    )


def owed(claims, payments, day=DAY):
    return accounts_on(day, claims, payments, LAWS.__getitem__, Silent())


def receipt(payer, baht, day, year=2569, kind=LAND, instalment=None, name="1/1"):
    return (year, kind, payer, None, None, None, baht * 100, day, instalment, name)


def test_who_owes_what_on_a_day():
    """10,000 baht due on 30 June 2569; on 15 September three months have begun: 10 % and 3 %."""
    found = owed(
        claims(
            (2569, LAND, "nothing", 1_000_000, "2026-06-30", None, None, None),
            (2569, LAND, "in_time", 1_000_000, "2026-06-30", None, None, None),
            (2569, LAND, "half", 1_000_000, "2026-06-30", "2026-08-01", "2026-08-15", None),
            (2569, LAND, "late", 1_000_000, "2026-06-30", None, None, None),
            (2569, SIGN, "nothing", 100_000, "2026-04-15", None, None, None),
            (2569, SIGN, "unknown", 100_000, None, None, None, None),
        ),
        payments(
            receipt("in_time", 10_500, "2026-06-30"),
            receipt("half", 5_000, "2026-04-01"),
            receipt("late", 11_100, "2026-07-20"),
            receipt("nothing", 99, "2026-07-20", year=2568),
            receipt("half", 99, "2026-09-16"),
            receipt("half", -5, "2026-04-01"),
        ),
    )
    table = found.accounts.set_index(["payer_key", "tax_kind"])
    columns = ["unpaid_tax", "penalty", "surcharge", "balance", "overpaid", "age"]
    assert table[columns].to_numpy().tolist() == [
        [1_000_000, 100_000, 30_000, 1_130_000, 0, "to_3"],
        [0, 0, 0, 0, 50_000, "not_due"],
        [500_000, 200_000, 15_000, 715_000, 0, "to_3"],
        [0, 100_000, 10_000, 0, 0, "not_due"],
        [100_000, 0, 10_000, 110_000, 0, "to_6"],  # 2 % × 5 months begun
        [100_000, 0, 0, 100_000, 0, "not_due"],
    ]
    assert found.payments["counts"].tolist() == [True, True, True, False, False, False]
    assert found.payments[APPLIED].to_numpy().tolist() == [
        [1_000_000, 0, 0, 50_000], [500_000, 0, 0, 0], [1_000_000, 100_000, 10_000, 0],
        [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0],
    ]  # fmt: skip


def test_nobody_and_nothing():
    nobody = owed(claims(), payments())
    assert len(nobody.accounts) == 0
    only = owed(claims(), payments(receipt("x", 1, "2026-01-01")))
    assert not only.payments["counts"].any()


def test_the_classes_of_age_follow_each_other():
    due = dt.date(2024, 1, 31)
    days = [dt.date(2024, 1, 31), dt.date(2024, 2, 1), dt.date(2024, 5, 1), dt.date(2029, 2, 1)]
    assert [age_class(due, day) for day in days] == ["not_due", "to_3", "to_6", "over_60"]
    over = [one.over_months for one in age_classes()]
    assert over[0] is None and over[1:] == sorted(over[1:])


ISO = st.dates(dt.date(2024, 1, 1), dt.date(2026, 12, 31)).map(dt.date.isoformat)
MAYBE = st.none() | ISO
YEARS, KINDS, PAYERS = (st.sampled_from(v) for v in ([2567, 2569], [LAND, SIGN], ["a", "b+c"]))


@st.composite
def towns(draw):
    keys = st.tuples(YEARS, KINDS, PAYERS)
    some = draw(st.lists(keys, unique=True, max_size=8))
    rows = [
        (*key, draw(st.integers(0, 10**8)), draw(MAYBE), draw(MAYBE), draw(MAYBE), draw(MAYBE))
        for key in some
    ]
    part = st.none() | st.integers(0, 10**6)
    made = [
        (*draw(keys), draw(part), draw(part), draw(part), draw(st.none() | st.integers(-9, 10**8)),
         draw(MAYBE), draw(st.sampled_from([None, None, 1])), "x")
        for _ in range(draw(st.integers(0, 12)))
    ]  # fmt: skip
    return claims(*rows), payments(*made)


@given(towns(), st.dates(dt.date(2025, 1, 1), dt.date(2027, 12, 31)))
def test_at_once_is_the_same_as_one_by_one(town, day):
    frame, made = town
    found = owed(frame, made, day)
    for row, told in zip(frame.to_dict("records"), found.accounts.to_dict("records")):
        mine = found.payments[found.payments["counts"]]
        mine = mine[(mine[KEY] == [row[name] for name in KEY]).all(axis=1)]
        paid = [payment_of(one) for one in mine.to_dict("records")]
        plain = owed_on(day, claim_of(row), paid, LAWS[row["tax_year"]])
        assert [told[name] for name in AMOUNTS] == [getattr(plain, name) for name in AMOUNTS]
        assert (told["balance"], told["charges"]) == (plain.balance, plain.charges)
        since = None if plain.due is None else plain.due.isoformat()
        assert (told["late_since"] or None) == since
        assert mine["on_tax"].sum() == plain.paid_tax and mine["over"].sum() == plain.overpaid
    applied = found.payments.loc[found.payments["counts"], [*APPLIED, "paid"]]
    assert (applied[APPLIED].sum(axis=1) == applied["paid"]).all()


def test_a_hundred_thousand_payers_in_seconds():
    """Nine of ten pay in time, one in twenty late."""
    count, random = 100_000, np.random.default_rng(7)
    payers = [f"p{n}" for n in range(count)]
    frame = pd.DataFrame({"tax_year": 2569, "tax_kind": LAND, "payer_key": payers})
    frame["tax"] = random.integers(100, 10**7, count)
    frame["due"], frame["warned"] = "2026-06-30", None
    frame["warned_until"] = frame["extended_to"] = None
    days = np.where(random.random(count) < 0.95, "2026-05-01", "2026-08-03")
    made = frame[KEY].assign(
        tax=pd.NA, penalty=pd.NA, surcharge=pd.NA, paid=frame["tax"], paid_date=days,
        instalment=pd.NA, name="1/1",
    )[random.random(count) < 0.95]  # fmt: skip
    begun = time.perf_counter()
    found = owed(frame, made)
    assert time.perf_counter() - begun < 10
    assert (found.accounts["balance"] > 0).sum() > 5_000

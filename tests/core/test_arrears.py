"""What is owed on a day, worked by hand from s.46, 52, 68 to 70 and the Sign Act s.19, 25."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taxmap_plugin.core.arrears import LAND, SIGNS, Claim, Payment, owed_on
from taxmap_plugin.core.late_payment import Warning, late_charge
from taxmap_plugin.core.law import Law
from taxmap_plugin.core.law_table import OfficeRule
from taxmap_plugin.core.message import render

LAW = Law(2569)
DUE = dt.date(2026, 6, 30)
WARNED = Warning(dt.date(2026, 8, 5), dt.date(2026, 8, 20))


def on(*day):
    return dt.date(*day)


def claim(baht=10_000, due=DUE, kind=LAND, **told):
    return Claim(kind, 2569, baht * 100, due, **told)


def paid(day, baht, **parts):
    satang = {n: v if n == "instalment" else v * 100 for n, v in parts.items()}
    return Payment(dt.date(*day), round(baht * 100), name="1/1", **satang)


def chosen(**choices):
    rules = [
        OfficeRule("choice", (n,), "default", v, 2563, None, "ทดลอง") for n, v in choices.items()
    ]
    return Law(2569, rules)


def baht(owed):
    """Tax, penalty, surcharge not paid, and the balance."""
    charges = owed.penalty - owed.paid_penalty, owed.surcharge - owed.paid_surcharge
    return tuple(one / 100 for one in (owed.unpaid_tax, *charges, owed.balance))


@pytest.mark.parametrize(
    ("day", "tax", "penalty", "surcharge", "balance"),
    [
        ((2026, 6, 29), 10_000, 0, 0, 10_000),
        ((2026, 6, 30), 10_000, 0, 0, 10_000),
        ((2026, 7, 1), 10_000, 1_000, 100, 11_100),  # 10 %, a month begun
        ((2026, 8, 4), 10_000, 1_000, 200, 11_200),
        ((2026, 8, 5), 10_000, 2_000, 200, 12_200),  # the letter came: 20 %
        ((2026, 8, 20), 10_000, 2_000, 200, 12_200),
        ((2026, 8, 21), 10_000, 4_000, 200, 14_200),  # its time is over: 40 %
        ((2034, 10, 31), 10_000, 4_000, 10_000, 24_000),  # 100 months: as much as the tax
        ((2034, 11, 1), 10_000, 4_000, 10_000, 24_000),  # and never more
    ],
)
def test_who_pays_nothing(day, tax, penalty, surcharge, balance):
    owed = owed_on(on(*day), claim(warning=WARNED), [], LAW)
    assert baht(owed) == (tax, penalty, surcharge, balance)
    assert owed.due == DUE


@pytest.mark.parametrize(
    ("due", "day", "months"),
    [
        ((2027, 1, 31), (2027, 2, 1), 1),
        ((2027, 1, 31), (2027, 2, 28), 1),
        ((2027, 1, 31), (2027, 3, 1), 2),
        ((2027, 1, 30), (2027, 2, 28), 1),  # from the 31st: a month without one ends it
        ((2027, 1, 30), (2027, 3, 1), 2),
        ((2028, 1, 31), (2028, 2, 29), 1),  # leap year
        ((2028, 2, 29), (2028, 3, 31), 1),
        ((2028, 2, 29), (2028, 4, 1), 2),
        ((2026, 4, 30), (2027, 4, 30), 12),
        ((2026, 4, 30), (2027, 5, 1), 13),
    ],
)
def test_months_and_parts_of_months(due, day, months):
    owed = owed_on(on(*day), claim(due=on(*due)), [], LAW)
    assert owed.surcharge == months * 10_000


def test_paid_in_time_nothing_is_owed():
    owed = owed_on(on(2027, 1, 1), claim(), [paid((2026, 6, 30), 10_000)], LAW)
    assert baht(owed) == (0, 0, 0, 0)
    assert owed.due is None and not owed.overpaid


def test_what_was_paid_late_bears_what_was_owed_on_its_day():
    """11,100 on 1 July; a warning that comes later changes nothing of it."""
    owed = owed_on(on(2027, 1, 1), claim(warning=WARNED), [paid((2026, 7, 1), 11_100)], LAW)
    assert (owed.penalty, owed.surcharge, owed.balance) == (100_000, 10_000, 0)


def test_part_paid_in_time_leaves_charges_on_the_rest_alone():
    """4,000 in time; of 6,000 on 15 July 10 % and 1 %."""
    owed = owed_on(on(2026, 7, 15), claim(), [paid((2026, 6, 1), 4_000)], LAW)
    assert baht(owed) == (6_000, 600, 60, 6_660)


@pytest.mark.parametrize(
    ("order", "now", "later"),
    [
        # 5,550 on 1 July of 11,100. To charges first: 1,100, then 4,450 of tax; 5,550 are left.
        # On 21 August (40 %, 2 months): 4,450 x 11 % + 5,550 x 42 % = 489.50 + 2,331.00
        #   = 2,820.50, of which 1,100 are paid.
        ("charges_first", (5_550, 0, 0, 5_550), (5_550, 1_665, 55.5, 7_270.5)),
        # All on tax: 4,450 are left; 5,550 x 11 % + 4,450 x 42 % = 610.50 + 1,869.00
        ("tax_first", (4_450, 1_000, 100, 5_550), (4_450, 2_335, 144.5, 6_929.5)),
        # 5,000 of tax with their 550 of charges; 5,000 x 42 % = 2,000 + 100
        ("together", (5_000, 500, 50, 5_550), (5_000, 2_000, 100, 7_100)),
    ],
)
def test_what_a_receipt_without_parts_pays_first_is_the_office_s_choice(order, now, later):
    law, receipt = chosen(payment_order=order), [paid((2026, 7, 1), 5_550)]
    first = owed_on(on(2026, 7, 1), claim(warning=WARNED), receipt, law)
    second = owed_on(on(2026, 8, 21), claim(warning=WARNED), receipt, law)
    assert first.balance == 555_000
    assert (first.unpaid_tax / 100, first.balance / 100) == (now[0], now[3])
    if order != "together":
        assert baht(first) == now
        assert baht(second) == later
    else:  # all of its 550 of charges are on the penalty first: the sum is the same
        assert second.balance == round(later[3] * 100)


def test_a_receipt_pays_what_it_says():
    receipt = [paid((2026, 7, 1), 5_000, tax=4_500, penalty=450, surcharge=50)]
    owed = owed_on(on(2026, 7, 1), claim(), receipt, LAW)
    assert (owed.paid_tax, owed.paid_penalty, owed.paid_surcharge) == (450_000, 45_000, 5_000)


def test_charges_beyond_what_was_owed_count_as_tax_and_are_told():
    """3,000 penalty in time, when none was owed."""
    receipt = [paid((2026, 6, 1), 5_000, tax=2_000, penalty=3_000)]
    owed = owed_on(on(2026, 6, 1), claim(), receipt, LAW)
    assert (owed.paid_tax, owed.paid_penalty) == (500_000, 0)
    assert "arrears.stated_otherwise" in [line.message.id for line in owed.lines]


def test_more_than_owed_is_told_and_may_be_claimed_back():
    owed = owed_on(on(2026, 7, 1), claim(), [paid((2026, 6, 1), 10_500)], LAW)
    assert (owed.balance, owed.overpaid) == (0, 50_000)
    assert owed.lines[-1].message.id == "arrears.overpaid"
    assert owed.lines[-1].source == "act:54"


def test_time_extended_and_kept_halves_the_surcharge():
    """3 months of 0.5 % when kept, 4 of 1 % after."""
    extended = claim(extended_to=on(2026, 9, 30))
    assert owed_on(on(2026, 9, 30), extended, [], LAW).surcharge == 15_000
    assert owed_on(on(2026, 10, 1), extended, [], LAW).surcharge == 40_000


def test_a_warning_without_a_day_leaves_the_twenty_percent():
    warned = claim(warning=Warning(on(2026, 8, 5)))
    assert owed_on(on(2030, 1, 1), warned, [], LAW).penalty == 200_000


# -- instalments (s.52): 3,333.33, 3,333.33, 3,333.34 in June, July, August --------------------

FIRST = paid((2026, 6, 30), 3_333.33, instalment=1)
SECOND = paid((2026, 7, 31), 3_333.33, instalment=2)


def test_instalments_paid_in_time_owe_only_what_comes():
    owed = owed_on(on(2026, 8, 31), claim(), [FIRST, SECOND], LAW)
    assert baht(owed) == (3_333.34, 0, 0, 3_333.34)
    assert owed.due == on(2026, 8, 31)
    last = paid((2026, 8, 31), 3_333.34, instalment=3)
    assert owed_on(on(2027, 1, 1), claim(), [FIRST, SECOND, last], LAW).balance == 0


def test_an_instalment_missed_makes_all_of_the_rest_due():
    """Due 31 July; on 1 August a month of 6,666.67: 666.67 (666.667) and 66.67."""
    assert owed_on(on(2026, 7, 31), claim(), [FIRST], LAW).charges == 0
    owed = owed_on(on(2026, 8, 1), claim(), [FIRST], LAW)
    assert baht(owed) == (6_666.67, 666.67, 66.67, 7_400.01)
    assert owed.due == on(2026, 7, 31)


def test_or_each_by_its_own_day_or_without_a_penalty_if_the_office_says_so():
    """Of the second alone: 333.33 and 33.33; of all the rest the surcharge alone: 66.67."""
    each = owed_on(on(2026, 8, 1), claim(), [FIRST], chosen(instalment_default="each_due"))
    assert baht(each) == (6_666.67, 333.33, 33.33, 7_033.33)
    alone = owed_on(on(2026, 8, 1), claim(), [FIRST], chosen(instalment_penalty="surcharge_only"))
    assert baht(alone) == (6_666.67, 0, 66.67, 6_733.34)


def test_who_misses_the_first_one_never_had_the_right():
    """On 1 July all of it bears 10 % and 1 %, of which 3,333.33 are paid."""
    late = paid((2026, 7, 1), 3_333.33, instalment=1)
    owed = owed_on(on(2026, 7, 1), claim(), [late], LAW)
    assert owed.balance == 1_110_000 - 333_333
    assert owed.due == DUE


def test_below_three_thousand_baht_there_are_no_instalments():
    some = paid((2026, 6, 30), 1_000, instalment=1)
    owed = owed_on(on(2026, 7, 1), claim(2_999), [some], LAW)
    assert owed.due == DUE and owed.unpaid_tax == 199_900 and owed.penalty == 19_990


# -- signs: 2 % a month or part (Sign Act s.25), no penalty, no warning --------------------------


@pytest.mark.parametrize(
    ("day", "surcharge"), [((2026, 3, 31), 0), ((2026, 4, 1), 52), ((2026, 5, 1), 104)]
)
def test_a_late_sign(day, surcharge):
    """2,600 baht due on 31 March."""
    sign = claim(2_600, on(2026, 3, 31), SIGNS, warning=WARNED)
    owed = owed_on(on(*day), sign, [], LAW)
    assert (owed.penalty, owed.surcharge) == (0, surcharge * 100)


def test_of_a_sign_without_a_notice_nothing_is_late():
    owed = owed_on(on(2030, 1, 1), claim(2_600, None, SIGNS), [], LAW)
    assert (owed.balance, owed.due) == (260_000, None)
    assert owed.lines[0].message.id == "arrears.no_due"


# -- derivation, and what always holds ---------------------------------------------------------


def test_each_number_says_how_it_came_about_and_where_it_is_written():
    receipt = [paid((2026, 7, 1), 5_550)]
    owed = owed_on(on(2026, 8, 21), claim(warning=WARNED), receipt, LAW)
    lines = [
        (line.message.id.partition(".")[2], line.rate and str(line.rate), line.amount, line.source)
        for line in owed.lines
    ]
    assert lines == [
        ("assessed", None, 1_000_000, "act:46"),
        ("paid", None, -555_000, ""),
        ("penalty", "10", 44_500, "act:68"),
        ("surcharge", "1", 4_450, "act:70"),
        ("penalty", "40", 222_000, "act:69"),
        ("surcharge", "1", 11_100, "act:70"),
        ("balance", None, 727_050, ""),
    ]
    assert "1 ก.ค. 2569" in render(owed.lines[1].message, "th")
    assert owed_on(on(2026, 8, 21), claim(), receipt, LAW, explain=False).lines == ()


DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2029, 12, 31))
SATANG = st.integers(1, 2_000_000)
PART = st.none() | st.integers(0, 300_000)
ORDERS = st.sampled_from(["charges_first", "tax_first", "together"])
LAWS = {order: chosen(payment_order=order) for order in ("charges_first", "tax_first", "together")}


@st.composite
def payments(draw):
    some = draw(
        st.lists(st.tuples(DAYS, SATANG, PART, PART, st.sampled_from([None, 1, 2])), max_size=5)
    )
    return [
        Payment(day, paid, None, penalty, surcharge, number)
        for day, paid, penalty, surcharge, number in some
    ]


@given(st.integers(0, 2_000_000), payments(), DAYS, ORDERS, st.booleans())
def test_a_balance_is_never_negative_and_nothing_paid_is_lost(tax, made, day, order, warned):
    asked = Claim(LAND, 2569, tax, DUE, WARNED if warned else None)
    owed = owed_on(day, asked, made, LAWS[order])
    money = sum(one.paid for one in made if one.day <= day)
    assert owed.balance >= 0 and owed.charges >= 0 and owed.unpaid_tax >= 0
    assert owed.paid_tax + owed.paid_penalty + owed.paid_surcharge + owed.overpaid == money
    assert owed.balance == owed.tax + owed.penalty + owed.surcharge - (money - owed.overpaid)
    assert owed.surcharge <= tax
    assert not (owed.overpaid and owed.balance)


@given(
    st.integers(1, 2_000_000), st.lists(st.tuples(DAYS, SATANG), min_size=1, max_size=4),
    st.integers(1, 400), st.data(), ORDERS, st.sampled_from([None, 1]),
)  # fmt: skip
def test_paying_earlier_never_costs_more(tax, made, days, data, order, instalment):
    at = data.draw(st.integers(0, len(made) - 1))
    moved = [
        (day - dt.timedelta(days if n == at else 0), paid) for n, (day, paid) in enumerate(made)
    ]
    asked, end = Claim(LAND, 2569, tax, DUE, WARNED), dt.date(2030, 1, 1)

    def cost(pairs):
        made = [Payment(*pair, instalment=instalment) for pair in pairs]
        owed = owed_on(end, asked, made, LAWS[order])
        return owed.penalty + owed.surcharge

    assert cost(moved) <= cost(made) + 1  # a satang that was rounded up


@given(st.integers(1, 10**9), DAYS, st.booleans())
def test_who_pays_nothing_owes_what_the_charge_says(tax, day, warned):
    warning = WARNED if warned else None
    owed = owed_on(day, Claim(LAND, 2569, tax, DUE, warning), [], LAW)
    charge = late_charge(tax, DUE, day, LAW, warning)
    assert (owed.penalty, owed.surcharge) == (charge.penalty, charge.surcharge)

"""What a payer owes of one tax of one year on a given day (ค้างชำระ): a finding aid, no receipt.

Every satang of the tax bears the penalty and the surcharge of the day on which it is paid (s.68-70;
Sign Act s.25). A receipt pays what it says, as far as that was owed on its day; one that names no
parts pays in the order of the law's ``payment_order``. The receipts of instalments keep the right
to them while each is paid in time (s.52). Amounts are integer satang.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Optional

from .land_tax import half_up
from .late_payment import (
    Instalment,
    LateRate,
    Warning,
    instalments,
    late_rate,
    late_sign_rate,
)
from .law import Law
from .message import Message
from .money import format_baht
from .tax_line import Amount, TaxLine

LAND, SIGNS = "land_building", "signboard"
_SECTION = {LAND: "act:46", SIGNS: "sign_act:19"}
_REFUND = {LAND: "act:54", SIGNS: "sign_act:24"}
_SHARED = {LAND: "act:52", SIGNS: "sign_act:19 ทวิ"}


@dataclass(frozen=True)
class Claim:
    """The tax that a payer was assessed to, in satang, and by when it is to be paid.

    ``due`` None: nobody knows by when (a sign of which no notice is filed), so nothing is late.
    """

    tax_kind: str
    tax_year: int
    tax: int
    due: Optional[dt.date]
    warning: Optional[Warning] = None
    extended_to: Optional[dt.date] = None


@dataclass(frozen=True)
class Payment:
    """What a receipt says, in satang; its parts are None where it names none."""

    day: dt.date
    paid: int
    tax: Optional[int] = None
    penalty: Optional[int] = None
    surcharge: Optional[int] = None
    instalment: Optional[int] = None
    name: str = ""

    @property
    def names_parts(self) -> bool:
        return any(part is not None for part in (self.tax, self.penalty, self.surcharge))


@dataclass(frozen=True)
class Applied:
    """What a payment was for, in satang."""

    payment: Payment
    tax: int
    penalty: int = 0
    surcharge: int = 0
    overpaid: int = 0


@dataclass(frozen=True)
class Owed:
    """An account on a day, in satang.

    ``tax``, ``penalty`` and ``surcharge`` are what is owed in all, ``paid_…`` what of it is paid.
    ``due`` is the day by which the earliest unpaid tax was, or is, to be paid. The ``lines`` say
    how it came about, with the section.
    """

    tax: int
    penalty: int
    surcharge: int
    paid_tax: int
    paid_penalty: int
    paid_surcharge: int
    overpaid: int
    due: Optional[dt.date]
    applied: tuple[Applied, ...] = ()
    lines: tuple[TaxLine, ...] = ()

    @property
    def unpaid_tax(self) -> int:
        return self.tax - self.paid_tax

    @property
    def charges(self) -> int:
        """Penalty and surcharge that are not paid."""
        return self.penalty + self.surcharge - self.paid_penalty - self.paid_surcharge

    @property
    def balance(self) -> int:
        """What is to be paid on the day; never below zero."""
        return self.unpaid_tax + self.charges


@dataclass
class _Part:
    """Tax with a due date of its own, and what of it is not paid yet."""

    due: Optional[dt.date]
    unpaid: int
    bears_penalty: bool = True


@dataclass
class _Account:
    """What is paid, and what was owed on top of tax that is paid (exactly)."""

    claim: Claim
    law: Law
    parts: list[_Part]
    order: str
    explains: bool
    penalty: Decimal = Decimal(0)
    surcharge: Decimal = Decimal(0)
    paid_tax: int = 0
    paid_penalty: int = 0
    paid_surcharge: int = 0
    overpaid: int = 0
    applied: list[Applied] = field(default_factory=list)
    lines: list[TaxLine] = field(default_factory=list)

    @property
    def unpaid(self) -> int:
        return sum(part.unpaid for part in self.parts)

    def rate(self, part: _Part, day: dt.date) -> LateRate:
        rate = rate_on(day, self.claim, part.due, self.law)
        return rate if part.bears_penalty else replace(rate, penalty_percent=Decimal(0))

    def charges(self, day: dt.date) -> tuple[int, int]:
        """Penalty and surcharge of all tax, that was paid late or is not paid on the day."""
        penalty, surcharge = self.penalty, self.surcharge
        for part in self.parts:
            rate = self.rate(part, day)
            penalty += rate.penalty(part.unpaid)
            surcharge += rate.surcharge(part.unpaid)
        return half_up(penalty), half_up(surcharge)

    def outstanding(self, day: dt.date) -> tuple[int, int]:
        penalty, surcharge = self.charges(day)
        return max(penalty - self.paid_penalty, 0), max(surcharge - self.paid_surcharge, 0)

    def pay(self, payment: Payment) -> None:
        penalty, surcharge = self.outstanding(payment.day)
        on_penalty, on_surcharge = self._on_charges(payment, penalty, surcharge)
        on_tax = min(payment.paid - on_penalty - on_surcharge, self.unpaid)
        left = payment.paid - on_penalty - on_surcharge - on_tax
        more = min(left, penalty - on_penalty)
        on_penalty, left = on_penalty + more, left - more
        more = min(left, surcharge - on_surcharge)
        on_surcharge, left = on_surcharge + more, left - more
        self._tell_payment(payment, on_tax, on_penalty, on_surcharge)
        self._pay_tax(on_tax, payment.day)
        self.paid_penalty += on_penalty
        self.paid_surcharge += on_surcharge
        self.overpaid += left
        self.applied.append(Applied(payment, on_tax, on_penalty, on_surcharge, left))

    def _on_charges(self, payment: Payment, penalty: int, surcharge: int) -> tuple[int, int]:
        """What of a payment is for penalty and surcharge, before it is for tax."""
        if payment.names_parts:
            stated = min(payment.penalty or 0, penalty), min(payment.surcharge or 0, surcharge)
            first = min(max(stated[0], 0), payment.paid)
            return first, min(max(stated[1], 0), payment.paid - first)
        if self.order == "tax_first":
            return 0, 0
        money = payment.paid
        owed = penalty + surcharge
        if self.order == "together" and owed:
            money -= money * self.unpaid // (self.unpaid + owed)
        first = min(money, penalty)
        return first, min(money - first, surcharge)

    def _pay_tax(self, tax: int, day: dt.date) -> None:
        """The oldest first; what is paid late bears the charges of its day."""
        for part in self.parts:
            some = min(tax, part.unpaid)
            if some:
                rate = self.rate(part, day)
                self.penalty += rate.penalty(some)
                self.surcharge += rate.surcharge(some)
                self.tell_charges(some, rate)
                part.unpaid -= some
                tax -= some
                self.paid_tax += some

    # -- how it came about -----------------------------------------------------------------

    def tell(
        self,
        word: str,
        source: str = "",
        value: Optional[int] = None,
        rate: Optional[Decimal] = None,
        amount: Optional[Amount] = None,
        **told: Any,
    ) -> None:
        if self.explains:
            message = Message("arrears." + word, **told)
            self.lines.append(TaxLine(message, value, rate, amount, source))

    def _tell_payment(self, payment: Payment, tax: int, penalty: int, surcharge: int) -> None:
        if not self.explains:
            return
        parts = {"tax": tax, "penalty": penalty, "surcharge": surcharge}
        told: dict[str, Any] = {name: format_baht(one) for name, one in parts.items()}
        self.tell("paid", name=payment.name, day=payment.day, amount=-payment.paid, **told)
        stated = (payment.penalty or 0) + (payment.surcharge or 0)
        if payment.names_parts and stated != penalty + surcharge:
            both: dict[str, Any] = {
                "stated": format_baht(stated),
                "owed": format_baht(penalty + surcharge),
            }
            self.tell("stated_otherwise", **both)

    def tell_charges(self, tax: int, rate: LateRate) -> None:
        if rate.penalty_percent:
            amount, source = rate.penalty(tax), rate.penalty_source
            self.tell("penalty", source, tax, rate.penalty_percent, amount)
        if rate.months:
            full = rate.month_percent * rate.months
            word = "surcharge" if full == rate.surcharge_percent else "surcharge_at_most"
            numbers = tax, rate.month_percent, rate.surcharge(tax)
            self.tell(word, rate.surcharge_source, *numbers, months=rate.months)


def rate_on(day: dt.date, claim: Claim, due: Optional[dt.date], law: Law) -> LateRate:
    """What a satang of the claim that was to be paid by ``due`` costs on top on ``day``."""
    if due is None:
        return LateRate()
    if claim.tax_kind == SIGNS:
        return late_sign_rate(due, day, law)
    return late_rate(due, day, law, claim.warning, claim.extended_to)


def owed_on(
    day: dt.date, claim: Claim, payments: Sequence[Payment], law: Law, explain: bool = True
) -> Owed:
    """The account of ``claim`` on ``day`` after the ``payments`` made until then.

    ``law`` is that of the claim's tax year. A payment that is not above zero counts for nothing.
    """
    made = sorted(
        (one for one in payments if one.day <= day and one.paid > 0), key=lambda one: one.day
    )
    account = _Account(claim, law, [], law.choice("payment_order"), explain)
    _share_out(account, day, made)
    for payment in made:
        account.pay(payment)
    due = next((part.due for part in account.parts if part.unpaid), None)
    charges = account.charges(day)
    for part in account.parts:
        if part.unpaid:
            account.tell_charges(part.unpaid, account.rate(part, day))
    paid = account.paid_tax, account.paid_penalty, account.paid_surcharge
    owed = Owed(claim.tax, *charges, *paid, account.overpaid, due, tuple(account.applied))
    account.tell("balance", day=day, amount=owed.balance)
    if owed.overpaid:
        account.tell("overpaid", _REFUND[claim.tax_kind], amount=owed.overpaid)
    return replace(owed, lines=tuple(account.lines))


def _share_out(account: _Account, day: dt.date, payments: Sequence[Payment]) -> None:
    """What is to be paid by when: all at once, in instalments, or at once since one was missed."""
    claim, law = account.claim, account.law
    source = _SECTION[claim.tax_kind]
    if claim.due is None:
        account.tell("no_due", source, amount=claim.tax, year=claim.tax_year)
        account.parts = [_Part(None, claim.tax)]
        return
    account.tell("assessed", source, amount=claim.tax, year=claim.tax_year, day=claim.due)
    account.parts = [_Part(claim.due, claim.tax)]
    if not any(one.instalment for one in payments):
        return
    shares = instalments(claim.tax, claim.due, law, claim.tax_kind)
    missed = _first_missed(shares, payments, day)
    if not shares or missed == 0:
        return
    source, penal = _SHARED[claim.tax_kind], law.choice("instalment_penalty") == "charged"
    for share in shares:
        account.tell("instalment", source, amount=share.tax, number=share.number, day=share.due)
    kept = len(shares)
    if missed is not None:
        all_at_once = law.choice("instalment_default") == "all_due"
        account.tell("all_due" if all_at_once else "each_due", source, number=missed + 1)
        kept = missed if all_at_once else kept
    account.parts = [_Part(share.due, share.tax, penal) for share in shares[:kept]]
    if kept < len(shares):
        rest = sum(share.tax for share in shares[kept:])
        account.parts.append(_Part(shares[kept].due, rest, penal))


def _first_missed(
    shares: Sequence[Instalment], payments: Sequence[Payment], day: dt.date
) -> Optional[int]:
    """The position of the first instalment that was not paid whole by its day."""
    needed = 0
    for at, share in enumerate(shares):
        needed += share.tax
        made = sum(one.paid for one in payments if one.day <= share.due)
        if share.due < day and made < needed:
            return at
    return None

"""The signboard tax of one sign, with its derivation (Signboard Tax Act B.E. 2510, schedule)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Optional

from ..errors import TaxMapError
from .land_tax import half_up
from .law import Law
from .message import Message, Term
from .tax_line import TaxLine
from .thai_date import ERA

_QUARTERS = 4
_SATANG = 100


class SignError(TaxMapError):
    """A sign whose tax cannot be worked out; the message says what is wrong with it."""


@dataclass(frozen=True)
class Sign:
    """A signboard as it is measured: the widest by the longest extent, in cm.

    ``sides`` with text are measured together. ``changed`` says what became of a former sign in
    the tax year: "" none, "same" replaced with the same content, "part" changed in part, for
    which ``former_tax`` (satang) was paid. ``exempt`` says why s.8 leaves it out, "" where not.
    """

    code: str
    sign_class: str
    width_cm: Optional[float]
    height_cm: Optional[float]
    sides: int = 1
    quantity: int = 1
    setup: Optional[dt.date] = None
    removed: Optional[dt.date] = None
    changed: str = ""
    former_tax: int = 0
    exempt: str = ""


@dataclass(frozen=True)
class SignTax:
    """Satang of all signs of its kind (``quantity``), units of one, quarters, derivation."""

    tax: int
    units: int
    quarters: int
    lines: tuple[TaxLine, ...]


def sign_tax(sign: Sign, law: Law) -> SignTax:
    """The tax of a calendar year. Raises SignError naming the sign and what it lacks.

    Units of 500 cm²; what is left over counts as one only above 250 cm² (schedule (7)(ก)); at
    least 200 baht a sign ((7)(ข)); by quarter in the year in which it is set up (s.7).
    """
    _check(sign, law)
    year = law.year - ERA
    quarters = _quarters(sign, year)
    lines: list[TaxLine] = []
    if sign.exempt or not quarters or sign.changed == "same":
        reason = "exempt" if sign.exempt else "same" if quarters else "not_standing"
        source = {"exempt": "sign_act:8", "same": "sign_act:14 ทวิ"}.get(reason, "sign_act:7")
        lines.append(_line(reason, source, amount=Decimal(0)))
        return SignTax(0, 0, quarters, tuple(lines))
    units, whole = _whole_year(sign, law, lines)
    least = law.rows("signboard_measure")[0]["least_baht"] * _SATANG
    tax = whole
    if law.choice("sign_least") == "before_quarter":
        tax = max(tax, least)
        tax = tax * quarters / _QUARTERS
    else:
        tax = max(tax * quarters / _QUARTERS, least)
    if max(whole, least) != whole:
        lines.append(_line("least", "sign_schedule:7", amount=least))
    if quarters < _QUARTERS:
        lines.append(_line("quarters", "sign_act:7", amount=tax, quarters=quarters))
    if sign.changed == "part":
        tax = max(tax - sign.former_tax, Decimal(0))
        former = Decimal(sign.former_tax)
        lines.append(_line("part", "sign_act:14 ทวิ", value=former, amount=tax))
    satang = half_up(tax) * sign.quantity
    lines.append(_line("tax", "sign_act:7", amount=Decimal(satang), count=sign.quantity))
    return SignTax(satang, units, quarters, tuple(lines))


def _whole_year(sign: Sign, law: Law, lines: list[TaxLine]) -> tuple[int, Decimal]:
    """Units, and exact satang of a whole year before the least amount."""
    measure = law.rows("signboard_measure")[0]
    area = Decimal(str(sign.width_cm)) * Decimal(str(sign.height_cm)) * sign.sides
    units, left = divmod(area, measure["unit_cm2"])
    units = int(units) + (1 if left > measure["remainder_over_cm2"] else 0)
    told = {"area": f"{area.normalize():,f}", "units": units, "unit": measure["unit_cm2"]}
    lines.append(_line("units", measure["source"], **told))
    rate = next(row for row in law.rows("signboard_rate") if row["sign_class"] == sign.sign_class)
    whole = units * rate["baht_per_unit"] * _SATANG
    lines.append(
        _line(
            "rate",
            rate["source"],
            value=rate["baht_per_unit"] * _SATANG,
            amount=whole,
            sign_class=Term("sign_class", sign.sign_class),
        )
    )
    return units, whole


def _quarters(sign: Sign, year: int) -> int:
    """Quarters of the year that are taxed: all, from that of setting up on, or none."""
    if sign.removed is not None and sign.removed < dt.date(year, 1, 1):
        return 0
    if sign.setup is None or sign.setup.year < year:
        return _QUARTERS
    if sign.setup.year > year:
        return 0
    return _QUARTERS - (sign.setup.month - 1) // 3


def _check(sign: Sign, law: Law) -> None:
    known = {row["sign_class"] for row in law.rows("signboard_rate")}
    if sign.sign_class not in known:
        raise SignError(Message("signboard_tax.no_class", sign=sign.code))
    for size in (sign.width_cm, sign.height_cm):
        if size is None or not size > 0:
            raise SignError(Message("signboard_tax.no_size", sign=sign.code))
    if sign.sides < 1 or sign.quantity < 1:
        raise SignError(Message("signboard_tax.no_sides", sign=sign.code))


def _line(
    id: str,
    source: str,
    value: Optional[Decimal] = None,
    amount: Optional[Decimal] = None,
    **told: object,
) -> TaxLine:
    return TaxLine(Message(f"signboard_tax.{id}", **told), value, None, amount, source)

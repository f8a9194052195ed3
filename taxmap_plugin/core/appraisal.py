"""What land, buildings and condominium units are worth by the Treasury's prices (s.35).

Areas come from the document for land, from the register for buildings. Values are whole satang,
half up: prices are of whole baht, so a part of a satang only comes of areas and depreciation.

>>> land_value(10_250, 800_000)   # 102.5 ตร.ว. at 8,000 baht
82000000
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Optional

from .area import format_area
from .comparable_price import Comparable
from .exact_ratio import half_up_fraction
from .law import Law
from .message import Message, Term
from .money import format_baht
from .tax_line import TaxLine

_WAH = 100  # a document area is in hundredths of a square wah
_CM2 = 10_000  # a floor area is taken to the square centimetre


@dataclass(frozen=True)
class BuildingValue:
    """A building's value and how it came about: ``new`` is its price as new, in satang;
    ``depreciation`` percent at ``age`` whole years."""

    new: int
    age: int
    depreciation: Decimal
    value: int


def land_value(area: int, price: int) -> int:
    """``area`` hundredths of a ตร.ว. at ``price`` satang a ตร.ว., in satang."""
    return half_up_fraction(Fraction(area * price, _WAH))


def unit_value(area_m2: float, price: int) -> int:
    """A condominium unit of so many m² at ``price`` satang; its list has no depreciation."""
    return half_up_fraction(Fraction(square_cm(area_m2) * price, _CM2))


def building_value(
    area_m2: float, price: int, structure: str, age: int, law: Law
) -> Optional[BuildingValue]:
    """``area_m2`` of all storeys at ``price`` satang a m² as new; None for an unknown structure.

    The structure is 1 wood, 2 masonry, 3 half and half; ``age`` is that of 1 January.
    """
    depreciation = law.depreciation(structure, age)
    if depreciation is None:
        return None
    new = Fraction(square_cm(area_m2) * price, _CM2)
    value = new * (100 - Fraction(depreciation)) / 100
    return BuildingValue(half_up_fraction(new), age, depreciation, half_up_fraction(value))


def building_age(built_year: Optional[int], age_years: Optional[int], law: Law) -> Optional[int]:
    """Whole years on 1 January of the tax year; None when nobody knows.

    Of a year of building only the year is known: a house of 2560 has completed 8 years by
    1 January 2569 and begun its ninth. Which one counts is a choice of the office.
    """
    if built_year is None:
        return age_years
    begun = max(law.year - built_year, 0)
    return begun if law.choice("part_year") == "started" else max(begun - 1, 0)


def square_cm(area_m2: float) -> int:
    """An area in whole cm², as both ways of reckoning take it."""
    return round(area_m2 * _CM2)


def land_told(code: str, area: int, price: int, by_map: bool) -> TaxLine:
    """How the value of a parcel came about; ``by_map`` where no document states its area."""
    id = "appraisal.land_by_map" if by_map else "appraisal.land"
    message = Message(id, parcel=code, area=format_area(area))
    return TaxLine(message, price, None, land_value(area, price), "act:35")


def lent_told(one: Comparable) -> TaxLine:
    """That the price of a parcel is that of comparable land (s.35 para. 3)."""
    return TaxLine(Message("appraisal.lent", **lender(one)), one.price, source="act:35")


def lender(one: Comparable) -> dict[str, Any]:
    """What is said of the land whose price is lent: code, metres, price, where it lies."""
    along = Message("appraisal.same_road" if one.same_road else "appraisal.nearest")
    price = format_baht(one.price)
    return {"other": one.code, "metres": f"{one.metres:,.0f}", "price": price, "along": along}


def building_told(
    code: str, kind: str, area_m2: float, price: int, structure: str, value: BuildingValue
) -> tuple[TaxLine, ...]:
    """How the value of a building came about: as new, then less its depreciation."""
    told = {"building": code, "kind": Term("building_type", kind), "area": f"{area_m2:,.2f}"}
    new = TaxLine(Message("appraisal.building", **told), price, None, value.new, "act:35")
    if not value.depreciation:
        return (new,)
    aged = {"structure": Term("structure", structure), "age": value.age}
    less = Message("appraisal.depreciation", **aged)
    source = "appraisal_rule_2535"
    return new, TaxLine(less, value.new, value.depreciation, value.value, source)


def unit_told(unit: str, condo: str, area_m2: float, price: int) -> TaxLine:
    """How the value of a condominium unit came about."""
    message = Message("appraisal.unit", unit=unit, condo=condo, area=f"{area_m2:,.2f}")
    return TaxLine(message, price, None, unit_value(area_m2, price), "handbook:142")

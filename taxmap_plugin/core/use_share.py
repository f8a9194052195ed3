"""Land and its buildings, divided by use (s.38): from one parcel to the items that are taxed.

The land is divided among its rows of use by area; of each row the buildings that stand on it take
the land with them, and what they are used for is measured floor by floor. A share is rounded half
up to the satang, the last one takes the rest. Where owners of land and building differ each is
taxed for their own (s.48), by the same shares.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple, Optional

from .area import format_area
from .exact_ratio import half_up_fraction
from .land_tax import TaxItem
from .law import Law
from .message import Message, Term
from .tax_line import TaxLine

_MIXED = "2"  # of building_use: residence and business, in one
_OWN_LAND, _OTHERS_LAND = "land_building", "building"  # main homes of s.41 para 1 and 2


@dataclass(frozen=True)
class Payer:
    """A person, or co-owners as one; ``is_person`` where all of them are natural persons."""

    key: str
    is_person: bool


@dataclass(frozen=True)
class LandUse:
    """One row of use of a parcel; ``area`` in hundredths of a ตร.ว., None: what is left.

    ``reduction`` names what reduces its tax (s.55), ``outside`` the item of s.8 that leaves it
    outside the tax, with what stands on it.
    """

    key: str
    use_type: str
    area: Optional[int] = None
    is_let: bool = False
    vacant_years: int = 1
    reduction: str = ""
    outside: str = ""


@dataclass(frozen=True)
class BuildingUse:
    """One row of use of a building; ``area`` in cm², None: all of it."""

    key: str
    use_type: str
    area: Optional[int] = None


@dataclass(frozen=True)
class Building:
    """``value`` in satang, ``floor_area`` and ``commerce_area`` in cm². ``site`` is the row of
    land use that it stands on, "" when not said; ``land_area`` hundredths of a ตร.ว."""

    key: str
    code: str
    payer: Payer
    value: int
    floor_area: int
    uses: tuple[BuildingUse, ...] = ()
    site: str = ""
    land_area: Optional[int] = None
    commerce_area: Optional[int] = None
    vacant_years: int = 1
    told: tuple[TaxLine, ...] = ()


@dataclass(frozen=True)
class Land:
    """A parcel with its ``value`` in satang and ``area`` in hundredths of a ตร.ว.

    ``group`` names the land that adjoins and belongs to the same payer; ``told``, here and of a
    building, is how the value came about.
    """

    key: str
    code: str
    payer: Payer
    value: int
    area: int
    uses: tuple[LandUse, ...]
    buildings: tuple[Building, ...] = ()
    group: str = ""
    told: tuple[TaxLine, ...] = ()


@dataclass(frozen=True)
class LeftOut:
    """What could not be assessed, why, and the value in satang that the total is without."""

    parcel: str
    message: Message
    value: int = 0


@dataclass
class Shares:
    """The items of a parcel, what is left out of them, and what the law does not tax (s.8)."""

    items: list[TaxItem] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    outside: list[LeftOut] = field(default_factory=list)


@dataclass(frozen=True)
class _Part:
    """A use of a building (None: not known), with its weight in the division."""

    use: Optional[str]
    is_home: bool
    weight: int


def divide(value: int, weights: Sequence[int]) -> list[int]:
    """A value by weights, half up to the satang; the last takes the rest.

    >>> divide(500_000_000, [1, 2])
    [166666667, 333333333]
    """
    total, left = sum(weights), value
    shares = []
    for weight in weights[:-1]:
        shares.append(min(half_up_fraction(Fraction(value * weight, total)), left))
        left -= shares[-1]
    return [*shares, left]


def land_items(land: Land, law: Law) -> Shares:
    """What is taxed of one parcel, in the order of its rows of use and buildings."""
    shares = Shares()
    areas = _areas(land, shares)
    if areas is None:
        return shares
    values = divide(land.value, areas)
    if len(areas) > len(land.uses):
        told = {"parcel": land.code, "area": format_area(areas[-1])}
        _leave_out(shares, land, "land_left", values[-1], **told)
    standing = _standing(land, law)
    for row, value in zip(land.uses, values):
        buildings = standing.get(row.key, [])
        if row.outside:
            whole = value + sum(one.value for one in buildings)
            message = Message("use_share.outside", parcel=land.code, kind=_section_8(row.outside))
            shares.outside.append(LeftOut(land.key, message, whole))
        elif buildings:
            _with_buildings(shares, land, row, value, buildings, law)
        else:
            _bare(shares, land, row, value, law)
    return shares


def _section_8(kind: str) -> Term:
    return Term("outside_tax", kind)


def _areas(land: Land, shares: Shares) -> Optional[list[int]]:
    """The area of each row, and what no row has; None when they cannot be."""
    whole = land.value + sum(one.value for one in land.buildings)
    if not land.uses:
        _leave_out(shares, land, "use_missing", whole, parcel=land.code)
        return None
    if any(row.area is not None and row.area < 0 for row in land.uses):
        _leave_out(shares, land, "use_below_zero", whole, parcel=land.code)
        return None
    left = land.area - sum(row.area or 0 for row in land.uses)
    if left < 0:
        _leave_out(shares, land, "use_over", whole, parcel=land.code, area=format_area(-left))
        return None
    blank = [at for at, row in enumerate(land.uses) if row.area is None]
    if len(blank) > 1:
        _leave_out(shares, land, "use_blank_twice", whole, parcel=land.code)
        return None
    areas = [row.area or 0 for row in land.uses]
    if blank:
        areas[blank[0]] = left
        left = 0
    if not sum(areas):
        _leave_out(shares, land, "use_without_area", whole, parcel=land.code)
        return None
    return [*areas, left] if left else areas


def _standing(land: Land, law: Law) -> dict[str, list[Building]]:
    """The buildings of each row of use; those of which it is not said on the first built one."""
    keys = {row.key for row in land.uses}
    usual = land.uses[0].key
    for row in land.uses:
        known = law.use_class("land_use", row.use_type)
        if known is not None and known.use in ("residential", "other"):
            usual = row.key
            break
    standing: dict[str, list[Building]] = {}
    for building in land.buildings:
        site = building.site if building.site in keys else usual
        standing.setdefault(site, []).append(building)
    return standing


def _bare(shares: Shares, land: Land, row: LandUse, value: int, law: Law) -> None:
    known = law.use_class("land_use", row.use_type)
    if known is None or known.use is None:
        _leave_out(shares, land, "use_unclear", value, parcel=land.code, use=row.use_type)
        return
    home = known.home if known.home == _OWN_LAND else ""  # else the house's owner has the home
    told = (*land.told, *_part_of(land.value, value, "land_share"))
    item = _Item(row.key, land.payer, value, known.use, home, row.vacant_years, told)
    _add(shares, land, row, item)


def _with_buildings(
    shares: Shares, land: Land, row: LandUse, value: int, buildings: list[Building], law: Law
) -> None:
    """The land of a row goes with its buildings, by the land that each has or by its floors."""
    stated = [one.land_area for one in buildings]
    weights = [one or 0 for one in stated] if all(stated) else [b.floor_area for b in buildings]
    if not sum(weights):
        weights = [1] * len(buildings)
    for building, its_land in zip(buildings, divide(value, weights)):
        parts = _parts(shares, land, row, building, its_land, law)
        if not parts:
            continue
        if building.payer == land.payer:
            _share_out(shares, land, row, building, parts, its_land + building.value, _OWN_LAND)
            continue
        _share_out(shares, land, row, building, parts, its_land, "")
        _share_out(shares, land, row, building, parts, building.value, _OTHERS_LAND)


def _share_out(
    shares: Shares,
    land: Land,
    row: LandUse,
    building: Building,
    parts: Sequence[_Part],
    value: int,
    home: str,
) -> None:
    """The items of a building, or of the land under it, for who pays for that."""
    apart = home == _OTHERS_LAND
    payer = building.payer if apart else land.payer
    told: tuple[TaxLine, ...] = ()
    if not apart:
        its_land = value - building.value if home == _OWN_LAND else value
        told = (*land.told, *_part_of(land.value, its_land, "land_share"))
    if home:
        told += building.told
    for number, share in enumerate(divide(value, [part.weight for part in parts])):
        part = parts[number]
        key = f"{'' if apart else row.key + '/'}{building.key}/{number}"
        its_home, group = home if part.is_home else "", building.key if apart else ""
        lines = (*told, *_part_of(value, share, "floor_share"))
        use = part.use, its_home, building.vacant_years, lines
        _add(shares, land, row, _Item(key, payer, share, *use, building.key if home else "", group))


def _part_of(whole: int, part: int, id: str) -> list[TaxLine]:
    """The line of a share; a whole needs none."""
    if part == whole:
        return []
    return [TaxLine(Message(f"use_share.{id}"), whole, None, part, "act:38")]


def _parts(
    shares: Shares, land: Land, row: LandUse, building: Building, its_land: int, law: Law
) -> list[_Part]:
    """The uses of a building; none when they cannot be told, which is said."""
    of_row = law.use_class("land_use", row.use_type)
    is_home = of_row is not None and of_row.home != ""
    value = its_land + building.value
    told = {"building": building.code, "parcel": land.code}
    if not building.uses:
        if of_row is None or of_row.use is None:
            _leave_out(shares, land, "building_use_missing", value, **told)
            return []
        return [_Part(of_row.use, is_home, 1)]
    parts: list[_Part] = []
    for use in building.uses:
        area = building.floor_area if use.area is None else use.area
        if use.use_type == _MIXED:
            trade = building.commerce_area
            if trade is None or not 0 <= trade <= area:
                _leave_out(shares, land, "building_mixed", value, **told)
                return []
            parts += [_Part("residential", is_home, area - trade), _Part("other", False, trade)]
            continue
        known = law.use_class("building_use", use.use_type)
        if known is None or known.use is None or area < 0:
            _leave_out(shares, land, "building_use_unclear", value, use=use.use_type, **told)
            return []
        parts.append(_Part(known.use, is_home and known.use == "residential", area))
    parts = [part for part in parts if part.weight]
    measured = sum(part.weight for part in parts)
    if not parts or measured > building.floor_area:
        _leave_out(shares, land, "building_use_over", value, **told)
        return []
    left = building.floor_area - measured
    return [*parts, _Part(None, False, left)] if left else parts


class _Item(NamedTuple):
    """What becomes an item; ``use`` None where it is not known, ``group`` "" for the land's."""

    key: str
    payer: Payer
    value: int
    use: Optional[str]
    home: str
    vacant_years: int
    told: tuple[TaxLine, ...]
    building: str = ""
    group: str = ""


def _add(shares: Shares, land: Land, row: LandUse, its: _Item) -> None:
    """One item; a part of which the use is not known is left out."""
    if its.use is None:
        _leave_out(shares, land, "building_part_left", its.value, parcel=land.code)
        return
    shares.items.append(
        TaxItem(
            key=its.key,
            payer=its.payer.key,
            is_person=its.payer.is_person,
            group=its.group or land.group or land.key,
            use=its.use,
            value=its.value,
            home=its.home,
            home_id=row.key if its.home else "",
            is_let=row.is_let,
            reductions=(row.reduction,) if row.reduction else (),
            vacant_years=its.vacant_years if its.use == "vacant" else 0,
            told=its.told,
            parcel=land.key,
            building=its.building,
        )
    )


def _leave_out(shares: Shares, land: Land, id: str, value: int, **told: object) -> None:
    shares.left_out.append(LeftOut(land.key, Message(f"use_share.{id}", **told), value))

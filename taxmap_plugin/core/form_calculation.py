"""The rows of ภ.ด.ส.7 and 8 from the derivation of an assessment: area, price, value, steps, tax.

An item is one row; each further step of its rate and each reduction has a row of its own below,
so that the column of tax adds up to what is paid, to the satang.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Optional

from .area import HUNDREDTHS_PER_WAH, parse_area, to_rai_ngan_wah
from .message import Language, Message, Term, render
from .tax_line import Amount, TaxLine

Row = dict[str, Any]
_HUNDRED = Decimal(100)
_LAND = ("appraisal.land", "appraisal.land_by_map")
_LESS = ("land_tax.reduction", "land_tax.relief")


@dataclass(frozen=True)
class KeptItem:
    """An assessment as it is kept, with its derivation; money in satang."""

    parcel: str
    building: str
    unit: str
    tax_class: str
    value: int
    exempt: int
    taxable: int
    tax: int
    lines: tuple[TaxLine, ...]

    def line(self, *ids: str) -> Optional[TaxLine]:
        """The last line with one of these ids."""
        return next((line for line in reversed(self.lines) if line.message.id in ids), None)


def calculation_rows(item: KeptItem, language: Language = "th") -> list[Row]:
    """The rows of one item: what it is worth, then step by step what it pays."""
    worth = {
        **_land(item),
        **_building(item),
        **_share(item),
        "use": render(Message("common.term", term=Term("tax_class", item.tax_class)), language),
        "value": item.value,
        "exempt": item.exempt,
    }
    steps = _steps(item)
    rows: list[Row] = [{**worth, **steps[0]}]
    for number, step in enumerate(steps[1:], 2):
        rows.append({"use": _say("step", language, number=number), **step})
    paid = sum(row["tax"] for row in rows)
    for line, after in _reduced(item, paid):
        rows.append({"use": render(line.message, language), "rate": line.rate, "tax": after - paid})
        paid = after
    return rows


def once_each(rows: Iterable[Sequence[Row]]) -> list[Row]:
    """The rows of items one after the other, numbered, and so their buildings; one that is divided
    by floor area is described in the first of its rows only."""
    told: list[Row] = []
    seen: set[tuple[Any, ...]] = set()
    buildings: dict[str, int] = {}
    for number, some in enumerate(rows, 1):
        first = dict(some[0])
        thing = first.get("parcel"), first.get("building"), first["whole_value"]
        if first.get("share") is not None and thing in seen:
            first = {name: value for name, value in first.items() if name not in _OF_THING}
        seen.add(thing)
        if first.get("building"):
            first["building_no"] = buildings.setdefault(first["building"], len(buildings) + 1)
        told += [{"no": number, **first}, *some[1:]]
    return told


_OF_THING = frozenset(
    {
        *("rai", "ngan", "wah", "wah_total", "land_price", "land_value", "building_kind"),
        *("floor_area", "building_price", "building_new", "age", "depreciation"),
        *("building_net", "whole_value"),
    }
)


def _say(word: str, language: Language, **told: Any) -> str:
    return render(Message(f"form_rows.{word}", **told), language)


def area_columns(hundredths: Optional[int]) -> Row:
    """``rai``, ``ngan``, ``wah`` of an area, and all of it in ตร.ว. as ``wah_total``."""
    if hundredths is None:
        return {}
    rai, ngan, wah = to_rai_ngan_wah(hundredths)
    total = Decimal(hundredths) / HUNDREDTHS_PER_WAH
    return {"rai": rai, "ngan": ngan, "wah": wah, "wah_total": total}


def _land(item: KeptItem) -> Row:
    line = item.line(*_LAND)
    if line is None:
        return {}
    area, whole = parse_area(line.message.params["area"]), line.amount
    part = item.line("use_share.land_share")
    value = whole if part is None else part.amount
    if area is not None and whole and value is not None:
        area = _half_up(Decimal(area) * Decimal(value) / Decimal(whole))
    by_map = line.message.id == _LAND[1]
    told = {"land_price": line.value, "land_value": value, "by_map": by_map}
    return {"parcel": item.parcel, **area_columns(area), **told}


def _building(item: KeptItem) -> Row:
    new = item.line("appraisal.building")
    unit = item.line("appraisal.unit")
    if unit is not None:
        area = Decimal(unit.message.params["area"].replace(",", ""))
        return {"floor_area": area, "building_price": unit.value, "building_net": unit.amount}
    if new is None:
        return {}
    told = new.message.params
    row: Row = {
        "building": item.building,
        "building_code": told["building"],
        "building_kind": told["kind"].code,
        "floor_area": Decimal(told["area"].replace(",", "")),
        "building_price": new.value,
        "building_new": new.amount,
        "building_net": new.amount,
        "depreciation": 0,
        "age": 0,
    }
    less = item.line("appraisal.depreciation")
    if less is not None:
        lost = (new.amount or 0) - (less.amount or 0)
        age = less.message.params["age"]
        row.update(age=age, building_net=less.amount, depreciation=lost)
    return row


def _share(item: KeptItem) -> Row:
    """All of the value, and the per cent of it that this use has, where it is divided by floor."""
    line = item.line("use_share.floor_share")
    if line is None or not line.value:
        return {"whole_value": item.value}
    share = Decimal(item.value) * _HUNDRED / Decimal(line.value)
    return {"whole_value": line.value, "share": share.quantize(Decimal("0.01"), ROUND_HALF_UP)}


def _steps(item: KeptItem) -> list[Row]:
    """What each step takes, as the item's own part of it where adjoining land is summed."""
    met = [line for line in item.lines if line.message.id == "land_tax.step"]
    if not met:
        return [{"taxable": item.taxable, "tax": item.tax}]
    total = sum(line.value or 0 for line in met)
    due = _before_reductions(item)
    amounts = _divided(item.taxable, [line.value for line in met], total)
    taxes = _divided(due, [line.amount for line in met], sum(line.amount or 0 for line in met))
    return [
        {"taxable": amount, "rate": line.rate, "tax": tax}
        for line, amount, tax in zip(met, amounts, taxes)
    ]


def _before_reductions(item: KeptItem) -> int:
    """Satang of all steps; without a reduction the tax itself."""
    if item.line(*_LESS) is None:
        return item.tax
    part = item.line("land_tax.part")
    met = [line for line in item.lines if line.message.id == "land_tax.step"]
    return int(part.amount or 0) if part else sum(int(line.amount or 0) for line in met)


def _reduced(item: KeptItem, paid: int) -> list[tuple[TaxLine, int]]:
    """Reductions and relief with what is left to pay after each; after the last the tax itself."""
    lines = [line for line in item.lines if line.message.id in _LESS]
    after = [int(line.amount or 0) for line in lines]
    if lines:
        after[-1] = item.tax
    return list(zip(lines, after))


def _divided(whole: int, weights: Sequence[Optional[Amount]], total: Amount) -> list[int]:
    """A whole by weights, half up; the last takes the rest, so that nothing is lost."""
    parts = [
        _half_up(Decimal(whole) * Decimal(weight or 0) / Decimal(total)) if total else 0
        for weight in weights[:-1]
    ]
    return [*parts, whole - sum(parts)]


def _half_up(amount: Decimal) -> int:
    return int(amount.to_integral_value(ROUND_HALF_UP))


def thing_counts(items: Iterable[KeptItem]) -> Mapping[str, int]:
    """How many parcels, buildings and units the items are of."""
    items = list(items)
    return {
        "lands": len({item.parcel for item in items if item.parcel and item.line(*_LAND)}),
        "buildings": len({item.building for item in items if item.line("appraisal.building")}),
        "units": len({item.unit for item in items if item.unit}),
    }

"""What made a tax another one: the causes that two derivations show, first to last.

A derivation says what a tax came of (price, area, use, class, exemption, rates …), so that two of
them tell what changed, whether they are of two years, of two runs, or of a supposition.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Optional

from .message import Message
from .money import format_baht
from .tax_line import TaxLine

_LAND = ("appraisal.land", "appraisal.land_by_map")
_BUILDING, _AGED, _UNIT = "appraisal.building", "appraisal.depreciation", "appraisal.unit"
_EXEMPTIONS = tuple(
    "land_tax." + name for name in ("farm", "farm_whole", "main_home", "main_home_building")
)
_NOT_HOME = ("land_tax.not_main_home", "land_tax.home_of_juristic")
_NEAR = 1e-6  # of a share: its amounts are rounded to the satang


def causes(before: Sequence[TaxLine], after: Sequence[TaxLine]) -> list[Message]:
    """Why the second derivation ends otherwise than the first; empty where they are the same."""
    if list(before) == list(after):
        return []
    one, other = _Told(before), _Told(after)
    found = [
        *_of_land(one, other),
        *_of_buildings(one, other),
        *_of_unit(one, other),
        *_of_shares(one, other),
        *_of_class(one, other),
        *_of_exemption(one, other),
        *_of_group(one, other),
        *_of_rates(one, other),
    ]
    return list(dict.fromkeys(found)) or [Message("tax_cause.other")]


class _Told:
    """A derivation by what its lines say."""

    def __init__(self, lines: Sequence[TaxLine]) -> None:
        self.lines = lines

    def all(self, *ids: str) -> list[TaxLine]:
        return [line for line in self.lines if line.message.id in ids]

    def first(self, *ids: str) -> Optional[TaxLine]:
        return next(iter(self.all(*ids)), None)

    def param(self, name: str, *ids: str) -> Any:
        line = self.first(*ids)
        return None if line is None else line.message.params.get(name)

    def value(self, *ids: str) -> Any:
        line = self.first(*ids)
        return None if line is None else line.value

    def buildings(self) -> dict[str, tuple[TaxLine, Optional[TaxLine]]]:
        """By code how each is valued, and its depreciation."""
        found = {}
        for at, line in enumerate(self.lines):
            if line.message.id == _BUILDING:
                aged = self.lines[at + 1] if at + 1 < len(self.lines) else None
                is_aged = aged is not None and aged.message.id == _AGED
                found[str(line.message.params["building"])] = (line, aged if is_aged else None)
        return found


def _changed(word: str, before: Any, after: Any, **told: Any) -> Iterator[Message]:
    if before != after and before is not None and after is not None:
        yield Message("tax_cause." + word, before=before, after=after, **told)


def _baht(satang: Any) -> Optional[str]:
    return None if satang is None else format_baht(int(satang))


def _of_land(one: _Told, other: _Told) -> Iterator[Message]:
    lands = one.first(*_LAND), other.first(*_LAND)
    if lands[0] is None or lands[1] is None:
        return
    areas = (one.param("area", *_LAND), other.param("area", *_LAND))
    yield from _changed("area", *areas)
    if lands[0].message.id != lands[1].message.id:
        by_map = lands[1].message.id == _LAND[1]
        yield Message("tax_cause.by_map" if by_map else "tax_cause.by_document")
    lent = [told.first("appraisal.lent") is not None for told in (one, other)]
    if lent[0] != lent[1]:
        yield Message("tax_cause.lent" if lent[1] else "tax_cause.not_lent")
    yield from _changed("price", _baht(lands[0].value), _baht(lands[1].value))


def _of_buildings(one: _Told, other: _Told) -> Iterator[Message]:
    then, now = one.buildings(), other.buildings()
    for code in sorted(then.keys() - now.keys()):
        yield Message("tax_cause.building_gone", building=code)
    for code in sorted(now.keys() - then.keys()):
        yield Message("tax_cause.building_came", building=code)
    for code in sorted(then.keys() & now.keys()):
        (was, was_aged), (is_, is_aged) = then[code], now[code]
        for word, name in (("building_type", "kind"), ("building_area", "area")):
            pair = was.message.params[name], is_.message.params[name]
            yield from _changed(word, *pair, building=code)
        yield from _changed("building_price", _baht(was.value), _baht(is_.value), building=code)
        aged = [{} if line is None else line.message.params for line in (was_aged, is_aged)]
        yield from _changed("structure", *(one.get("structure") for one in aged), building=code)
        yield from _changed("age", *(one.get("age", 0) for one in aged), building=code)


def _of_unit(one: _Told, other: _Told) -> Iterator[Message]:
    yield from _changed("unit_area", one.param("area", _UNIT), other.param("area", _UNIT))
    yield from _changed("unit_price", _baht(one.value(_UNIT)), _baht(other.value(_UNIT)))


def _of_shares(one: _Told, other: _Told) -> Iterator[Message]:
    for word in ("land_share", "floor_share"):
        shares = [_share(told.first("use_share." + word)) for told in (one, other)]
        if abs(shares[0] - shares[1]) > _NEAR:
            parts = [f"{100 * share:.2f}" for share in shares]
            yield Message("tax_cause." + word, before=parts[0], after=parts[1])


def _share(line: Optional[TaxLine]) -> float:
    if line is None or not line.value or line.amount is None:
        return 1.0
    return float(line.amount) / float(line.value)


def _of_class(one: _Told, other: _Told) -> Iterator[Message]:
    classes = [told.param("tax_class", "land_tax.class") for told in (one, other)]
    yield from _changed("class", *classes)
    homes = [told.first(*_NOT_HOME) is not None for told in (one, other)]
    if homes[0] != homes[1]:
        yield Message("tax_cause.not_home" if homes[1] else "tax_cause.home")


def _of_exemption(one: _Told, other: _Told) -> Iterator[Message]:
    lines = [told.first(*_EXEMPTIONS) for told in (one, other)]
    same_class = _class(one) == _class(other)
    if lines[0] is None or lines[1] is None:
        if lines[0] is not lines[1] and same_class:
            yield Message("tax_cause.exempt" if lines[1] else "tax_cause.not_exempt")
        return
    if lines[0].value != lines[1].value and same_class:
        yield Message("tax_cause.law_exemption")
    elif one.value("land_tax.class") == other.value("land_tax.class"):
        yield from _changed("pool", _baht(lines[0].amount), _baht(lines[1].amount))


def _class(told: _Told) -> Any:
    return told.param("tax_class", "land_tax.class")


def _of_group(one: _Told, other: _Told) -> Iterator[Message]:
    counts = [told.param("count", "land_tax.adjoining") or 1 for told in (one, other)]
    yield from _changed("adjoining", *counts)
    own = [told.value("land_tax.taxable") for told in (one, other)]
    sums = [told.value("land_tax.adjoining") for told in (one, other)]
    if own[0] == own[1] and counts[0] == counts[1]:
        yield from _changed("neighbours", _baht(sums[0]), _baht(sums[1]))


def _of_rates(one: _Told, other: _Told) -> Iterator[Message]:
    vacant = [told.param("years", "land_tax.vacant_increase") or 0 for told in (one, other)]
    if vacant[0] != vacant[1]:
        yield Message("tax_cause.vacant", after=vacant[1])
    rates = [[line.rate for line in told.all("land_tax.step")] for told in (one, other)]
    both = zip(*rates)
    if _class(one) == _class(other) and vacant[0] == vacant[1] and any(a != b for a, b in both):
        yield Message("tax_cause.law_rate")
    cuts = [
        [(line.message.params["reduction"], line.rate) for line in told.all("land_tax.reduction")]
        for told in (one, other)
    ]
    for reduction, rate in cuts[1]:
        if (reduction, rate) not in cuts[0]:
            told = {"reduction": reduction, "percent": f"{rate:f}"}
            yield Message("tax_cause.reduced", **told)
    for reduction, rate in cuts[0]:
        if (reduction, rate) not in cuts[1]:
            told = {"reduction": reduction, "percent": f"{rate:f}"}
            yield Message("tax_cause.not_reduced", **told)
    reliefs = [told.first("land_tax.relief") is not None for told in (one, other)]
    if reliefs[0] != reliefs[1]:
        yield Message("tax_cause.relief" if reliefs[1] else "tax_cause.no_relief")

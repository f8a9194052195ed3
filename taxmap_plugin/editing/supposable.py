"""What of an assessed property may be supposed otherwise: the questions of what-if."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Optional

from ..core.area import format_area, parse_area
from ..core.message import Message
from ..core.money import format_baht, parse_baht
from ..core.tax_supposition import Change, OwnerChange, PriceChange, RowChange, VacantChange
from ..core.thai_text import arabic_digits
from ..errors import TaxMapError
from ..workspace.few_rows import Row
from ..workspace.reader import Reader, rows_among
from .payer_card import CardItem

Kind = Literal["baht", "area", "m2", "whole", "code"]
_LAND = ("appraisal.land", "appraisal.land_by_map")  # lines whose value is the price a ตร.ว.
_USE = ["uuid", "tax_year", "use_type", "area", "parcel_uuid", "title_document_uuid"]
_BUILDING = ["uuid", "building_type", "structure", "floor_area_m2", "built_year", "age_years"]
_UNIT = ["uuid", "use_type", "area_m2", "price_per_m2"]


class WrongSupposition(TaxMapError):
    """What was typed is no such value."""


@dataclass(frozen=True)
class Supposable:
    """``title`` says what; ``now`` is how it is, as the workspace has it; a ``code`` is one of
    ``domain``. ``change`` makes the supposition of another value."""

    title: Message
    kind: Kind
    now: Any
    change: Callable[[Any], Change]
    domain: str = ""

    def text(self, value: Any) -> str:
        """A number as it is typed and read; a code as it is."""
        if value is None:
            return ""
        if self.kind == "baht":
            return format_baht(int(value))
        if self.kind == "area":
            return format_area(int(value))
        return f"{value:g}" if self.kind == "m2" else str(value)

    def read(self, text: str) -> Any:
        """What was typed. Raises WrongSupposition."""
        try:
            value = self._value(text)
        except (ValueError, TaxMapError):
            value = None
        if value is None or (self.kind != "code" and value < 0):
            raise WrongSupposition(Message(f"supposable.wrong_{self.kind}", text=text.strip()))
        return value

    def _value(self, text: str) -> Any:
        if self.kind == "baht":
            return parse_baht(text)
        if self.kind == "area":
            return parse_area(text)
        plain = arabic_digits(text).replace(",", "").strip()
        if self.kind == "m2":
            return float(plain)
        return int(plain) if self.kind == "whole" else plain


def supposables(reader: Reader, year: int, item: CardItem) -> list[Supposable]:
    """What may be asked of an item of a card of ``year`` (B.E.)."""
    if item.thing == "signboard":
        return []
    if item.thing == "condo_unit":
        return [*_of_unit(reader, item.thing_uuid), _owner("condo_unit", item.thing_uuid)]
    found = list(_of_land(reader, year, item))
    if item.thing == "building":
        found += _of_building(reader, item.thing_uuid)
        return [*found, _owner("building", item.thing_uuid), _owner("parcel", item.parcel_uuid)]
    return [*found, _owner("parcel", item.parcel_uuid)]


def _of_land(reader: Reader, year: int, item: CardItem) -> Iterator[Supposable]:
    parcel = item.parcel_uuid
    price = next((line.value for line in item.lines if line.message.id in _LAND), None)
    title = Message("supposable.price", parcel=item.parcel)
    yield Supposable(title, "baht", price, lambda value: PriceChange(parcel, value))
    for row in _uses(reader, year, parcel):
        told = {"parcel": item.parcel, "area": _area_of(row["area"])}
        yield _column("land_use", row, "use_type", "code", "land_use_type", **told)
        if row["area"] is not None:
            yield _column("land_use", row, "area", "area", "", **told)
    if item.tax_class == "vacant":
        title = Message("supposable.vacant", parcel=item.parcel)
        yield Supposable(title, "whole", None, lambda value: VacantChange(parcel, value))


def _area_of(area: Optional[int]) -> Message:
    """Which of the uses of a parcel is meant."""
    if area is None:
        return Message("supposable.whole")
    return Message("supposable.of_area", area=format_area(area))


def _uses(reader: Reader, year: int, parcel: str) -> Sequence[Row]:
    """The rows of use that the assessment of the year went by."""
    titles = rows_among(reader, "title_document", ["uuid"], "parcel_uuid", [parcel])
    rows = rows_among(reader, "land_use", _USE, "parcel_uuid", [parcel])
    by_title = [row["uuid"] for row in titles]
    rows += rows_among(reader, "land_use", _USE, "title_document_uuid", by_title)
    rows = [row for row in rows if (row["tax_year"] or 0) <= year]
    last = max(((row["tax_year"] or 0) for row in rows), default=0)
    unique = {row["uuid"]: row for row in rows if (row["tax_year"] or 0) == last}
    return list(unique.values())


def _of_building(reader: Reader, uuid: str) -> Iterator[Supposable]:
    for row in rows_among(reader, "building", [*_BUILDING, "building_code"], "uuid", [uuid]):
        told = {"building": row["building_code"] or "–"}
        yield _column("building", row, "building_type", "code", "building_type", **told)
        yield _column("building", row, "structure", "code", "structure", **told)
        yield _column("building", row, "floor_area_m2", "m2", "", **told)
        age = "age_years" if row["built_year"] is None else "built_year"
        yield _column("building", row, age, "whole", "", **told)


def _of_unit(reader: Reader, uuid: str) -> Iterator[Supposable]:
    for row in rows_among(reader, "condo_unit", [*_UNIT, "unit_no"], "uuid", [uuid]):
        told = {"unit": row["unit_no"] or "–"}
        yield _column("condo_unit", row, "price_per_m2", "baht", "", **told)
        yield _column("condo_unit", row, "area_m2", "m2", "", **told)
        yield _column("condo_unit", row, "use_type", "code", "condo_use_type", **told)


def _column(table: str, row: Row, column: str, kind: Kind, domain: str, **told: Any) -> Supposable:
    title, uuid = Message(f"supposable.{table}.{column}", **told), row["uuid"]
    return Supposable(
        title, kind, row[column], lambda value: RowChange(table, uuid, {column: value}), domain
    )


def _owner(table: str, uuid: str) -> Supposable:
    def change(code: str) -> Change:
        return OwnerChange(table, uuid, is_person=code == "person")

    return Supposable(Message(f"supposable.owner_{table}"), "code", None, change, "supposed_owner")

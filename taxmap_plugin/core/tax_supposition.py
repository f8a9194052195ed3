"""One input of an assessment changed in memory: what if the price, the use, the owner were other?

The tables are those of ``tax_register.TABLES``; the changed ones are new frames, the given ones
stay as they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Optional, Union

import pandas as pd

from ..errors import TaxMapError
from .law import Law
from .message import Message, Term
from .payers import things_held

Tables = Mapping[str, pd.DataFrame]

MAY_CHANGE: Mapping[str, tuple[str, ...]] = {
    "parcel": ("document_area",),
    "land_use": ("use_type", "area", "used_for", "reduction", "outside_tax"),
    "building": (
        *("building_type", "structure", "floor_area_m2", "built_year", "age_years"),
        *("land_area", "commerce_area_m2"),
    ),
    "building_use": ("use_type", "full_area", "area_m2"),
    "condo_unit": (
        *("use_type", "area_m2", "price_per_m2", "is_main_home", "reduction", "outside_tax"),
    ),
}
"""What of a row may be supposed otherwise, by table."""

_VACANT, _SINCE = "6", ("8", "9")  # of land_use_type
_SOMEBODY = "supposed"  # uuid of an owner whom nobody has entered


class SuppositionError(TaxMapError):
    """What cannot be supposed: no such row, column or owner, or land that is not vacant."""


@dataclass(frozen=True)
class RowChange:
    """Columns (of :data:`MAY_CHANGE`) of a row with other values; None empties one.

    Values are as the workspace has them: satang, hundredths of a ตร.ว., m², codes of the lists.
    A main home is a use: 2 and 3 of ``land_use_type``, ``is_main_home`` of a unit.
    """

    table: str
    uuid: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class PriceChange:
    """A parcel at another price: satang a ตร.ว."""

    parcel: str
    price_per_wah: int


@dataclass(frozen=True)
class OwnerChange:
    """A parcel, building or unit (``table``, ``uuid``) with one other owner on 1 January.

    ``owner`` is the uuid of one who is entered; None: somebody else, a natural person or not.
    """

    table: str
    uuid: str
    owner: Optional[str] = None
    is_person: bool = True


@dataclass(frozen=True)
class VacantChange:
    """A vacant parcel that has been so for ``years`` tax years in a row, this one included."""

    parcel: str
    years: int


Change = Union[RowChange, PriceChange, OwnerChange, VacantChange]


def suppose(tables: Tables, change: Change, law: Law) -> dict[str, pd.DataFrame]:
    """The tables with the change in them. Raises SuppositionError."""
    if isinstance(change, RowChange):
        return {**tables, change.table: _row_changed(tables, change)}
    if isinstance(change, PriceChange):
        return {**tables, "land_price": _priced(tables["land_price"], change)}
    if isinstance(change, OwnerChange):
        return {**tables, **_owned(tables, change)}
    return {**tables, "land_use": _vacant(tables, change, law)}


def _row_changed(tables: Tables, change: RowChange) -> pd.DataFrame:
    for name in change.values:
        if name not in MAY_CHANGE.get(change.table, ()):
            column = Term("column", f"{change.table}.{name}")
            raise SuppositionError(Message("tax_supposition.column", column=column))
    frame = tables[change.table].copy()
    at = frame["uuid"] == change.uuid
    if not at.any():
        raise SuppositionError(Message("tax_supposition.no_row", table=Term("table", change.table)))
    for name, value in change.values.items():
        frame.loc[at, name] = pd.NA if value is None and frame[name].dtype != object else value
    return frame


def _priced(prices: pd.DataFrame, change: PriceChange) -> pd.DataFrame:
    others = prices[prices["parcel_uuid"] != change.parcel]
    row = {"parcel_uuid": change.parcel, "price_per_wah": change.price_per_wah}
    return with_rows(others, [row])


def _owned(tables: Tables, change: OwnerChange) -> dict[str, pd.DataFrame]:
    owners, held = tables["owner"], tables["ownership"]
    column = change.table + "_uuid"
    if column not in held or change.table not in tables:
        raise SuppositionError(Message("tax_supposition.no_row", table=Term("table", change.table)))
    if change.owner is None:
        kind = "1" if change.is_person else "2"
        owners = with_rows(owners, [{"uuid": _SOMEBODY, "person_type": kind}])
    elif not (owners["uuid"] == change.owner).any():
        raise SuppositionError(Message("tax_supposition.no_owner"))
    titles = tables["title_document"].set_index("uuid")["parcel_uuid"]
    others = held[things_held(held, titles) != change.uuid]
    row = {"owner_uuid": change.owner or _SOMEBODY, column: change.uuid}
    return {"owner": owners, "ownership": with_rows(others, [row])}


def _vacant(tables: Tables, change: VacantChange, law: Law) -> pd.DataFrame:
    titles, rows = tables["title_document"], tables["land_use"]
    of_parcel = titles.loc[titles["parcel_uuid"] == change.parcel, "uuid"]
    its = (rows["parcel_uuid"] == change.parcel) | rows["title_document_uuid"].isin(of_parcel)
    its = its.fillna(False).astype(bool)
    now = its & (rows["tax_year"].fillna(0) <= law.year)
    now &= rows["tax_year"].fillna(0) == rows.loc[now, "tax_year"].fillna(0).max()
    vacant = now & rows["use_type"].isin((_VACANT, *_SINCE))
    if not vacant.any():
        raise SuppositionError(Message("tax_supposition.not_vacant"))
    first = law.vacant_step["first_counted_year"]
    if not 1 <= change.years <= law.year - first + 1:
        most = law.year - first + 1
        raise SuppositionError(Message("tax_supposition.years", most=most, first=first))
    current = rows[now].assign(
        tax_year=law.year, use_type=rows.loc[now, "use_type"].mask(vacant, _VACANT)
    )
    earlier = [
        {"uuid": f"{_SOMEBODY} {back}", "parcel_uuid": change.parcel, "use_type": _VACANT}
        | {"tax_year": law.year - back}
        for back in range(1, change.years)
    ]
    current["tax_year"] = current["tax_year"].astype(rows["tax_year"].dtype)
    return with_rows(pd.concat([rows[~its], current]), earlier)


def with_rows(frame: pd.DataFrame, rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """The frame with more rows, its columns and kinds of values as before."""
    if not rows:
        return frame.reset_index(drop=True)
    more = pd.DataFrame(rows).reindex(columns=frame.columns)
    more = more.astype(object).where(more.notna(), None).astype(frame.dtypes.to_dict())
    return pd.concat([frame, more], ignore_index=True)

"""One side of a comparison of taxes: worked out now, or as it was kept in the workspace."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

import pandas as pd

from ..core.message import Message
from ..core.tax_check import FIGURES
from ..core.tax_comparison import ITEMS, ItemLines
from ..workspace.reader import Reader
from .assess import LAND, STANDING, Assessment, as_kept, lines_of

_OF_ITEM = {"value": "base_value", "exempt": "exempt_value", "taxable": "taxable_value"}
_KEPT = ("uuid", "payer_key", "parcel_uuid", "building_uuid", "condo_unit_uuid", "tax_class")


class Side(Protocol):
    """``items`` have the columns ``tax_comparison.ITEMS``."""

    @property
    def items(self) -> pd.DataFrame: ...

    def lines(self, things: Collection[str]) -> dict[str, list[ItemLines]]:
        """The items of these things with their derivations."""

    def left_out(self) -> dict[str, list[Message]]:
        """By parcel why it is not assessed, as far as it is known."""


class WorkedOut:
    """An assessment that was worked out and need not be kept."""

    def __init__(self, assessment: Assessment) -> None:
        self._assessment = assessment
        items = assessment.items.rename(columns=_OF_ITEM)
        items["thing"] = items["unit"].where(items["unit"] != "", items["parcel"])
        self._items = items

    @property
    def items(self) -> pd.DataFrame:
        return self._items[list(ITEMS)]

    def lines(self, things: Collection[str]) -> dict[str, list[ItemLines]]:
        wanted = set(things)
        payers = self._items.loc[self._items["thing"].isin(wanted), "payer"].unique()
        found: dict[str, list[ItemLines]] = {}
        for bill in self._assessment.explained(payers):
            for row in bill.rows:
                thing = row.item.unit or row.item.parcel
                if thing in wanted:
                    told = row.item.payer, row.item.building, row.tax_class, row.tax
                    lines = tuple(map(as_kept, row.lines))
                    found.setdefault(thing, []).append(ItemLines(*told, lines))
        return found

    def left_out(self) -> dict[str, list[Message]]:
        told: dict[str, list[Message]] = {}
        for one in (*self._assessment.left_out, *self._assessment.outside):
            told.setdefault(one.parcel, []).append(one.message)
        return told


class Kept:
    """What the workspace keeps as the assessment of a year; empty where nothing was kept."""

    def __init__(self, reader: Reader, year: int) -> None:
        self._reader = reader
        where = f"{STANDING} AND tax_kind = ?"
        rows = reader.read("assessment", [*_KEPT, *FIGURES], where, (year, LAND))
        unit, parcel = rows["condo_unit_uuid"].fillna(""), rows["parcel_uuid"].fillna("")
        self._items = pd.DataFrame(
            {
                "uuid": rows["uuid"],
                "thing": unit.where(unit != "", parcel),
                "parcel": parcel,
                "payer": rows["payer_key"],
                "building": rows["building_uuid"].fillna(""),
                "tax_class": rows["tax_class"],
                **{name: rows[name] for name in FIGURES},
            }
        )

    @property
    def items(self) -> pd.DataFrame:
        return self._items[list(ITEMS)]

    def lines(self, things: Collection[str]) -> dict[str, list[ItemLines]]:
        rows = self._items[self._items["thing"].isin(set(things))]
        told = lines_of(self._reader, rows["uuid"].tolist())
        found: dict[str, list[ItemLines]] = {}
        for row in rows.itertuples():
            item = row.payer, row.building, row.tax_class, int(row.tax)
            lines = tuple(told.get(row.uuid, ()))
            found.setdefault(row.thing, []).append(ItemLines(*item, lines))
        return found

    def left_out(self) -> dict[str, list[Message]]:
        return {}

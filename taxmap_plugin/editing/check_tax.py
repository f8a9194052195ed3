"""Check mode (ตรวจทาน): the taxes of a year as worked out here beside those that LTAX states.

Nothing is written. Where the figures part, the first figure that differs is told, our derivation
up to it, and, where one change gives the stated figure to the satang, why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Optional

import numpy as np
import pandas as pd
import shapely

from ..core.appraisal import building_value
from ..core.area import from_square_metres
from ..core.feedback import Feedback, Part, Silent, check_cancelled
from ..core.land_tax import Bill, ItemTax
from ..core.message import Message
from ..core.stated_reason import Stated, Suppositions, Worth, reason_of
from ..core.tax_check import (
    DIFFERENT,
    FIGURES,
    ONLY_HERE,
    ONLY_THERE,
    PAYER,
    SAME,
    TOLERANCE,
    VALUES,
    Checked,
    TaxCheck,
    compare_taxes,
)
from ..workspace.reader import Reader
from .assess import Assessment, work_out
from .stated_tax import PLACELESS, billed_to_others, read_stated


def check_tax(
    reader: Reader,
    year: int,
    tolerance: int = TOLERANCE,
    source: str = "",
    feedback: Optional[Feedback] = None,
) -> TaxCheck:
    """Compare the taxes of ``year`` with what is stated for it; up to ``tolerance`` satang is same.

    ``source`` names the system where figures of several were brought in. Raises CheckError
    when nothing is stated, or by several systems and none is named; LawError, Cancelled.
    """
    feedback = feedback or Silent()
    codes = _codes(reader)
    stated, others = read_stated(reader, year, source, codes)
    found = work_out(reader, year, Part(feedback, 0.0, 0.5))
    ours = found.items.rename(
        columns={"value": "base_value", "exempt": "exempt_value", "taxable": "taxable_value"}
    )
    ours["thing"] = ours["parcel"]
    compared = compare_taxes(ours, stated, tolerance)
    check_cancelled(feedback)
    work = _Work(reader, found, codes, tolerance)
    compared = compared.assign(billed=compared["thing"].isin(billed_to_others(ours, stated)))
    work.explain(ours, compared, Part(feedback, 0.5, 0.9))
    rows = [work.checked(row) for row in compared.to_dict("records")]
    worst_first = (DIFFERENT, VALUES, ONLY_THERE, ONLY_HERE, PAYER)
    order = {state: at for at, state in enumerate(worst_first)}
    rows.sort(key=lambda one: (order.get(one.state, 9), -abs(one.difference), one.code))
    feedback.progress(1.0)
    return TaxCheck(found.law, tolerance, tuple(rows), tuple(found.left_out), others)


def _codes(reader: Reader) -> dict[str, str]:
    rows = reader.rows("parcel", ["uuid", "parcel_code", "source_code"])
    return {row["uuid"]: row["parcel_code"] or row["source_code"] or "–" for row in rows}


class _Work:
    """What is told of each row; derivations and registers are looked at where figures part."""

    def __init__(
        self, reader: Reader, found: Assessment, codes: Mapping[str, str], tolerance: int
    ) -> None:
        self._reader, self._found, self._codes = reader, found, codes
        self._tolerance = tolerance
        self._rows: dict[str, list[ItemTax]] = {}  # by parcel
        self._bills: dict[str, Bill] = {}
        self._supposed: dict[tuple[str, ...], Suppositions] = {}
        self._left: dict[str, list[Message]] = {}
        for one in (*found.left_out, *found.outside):
            self._left.setdefault(one.parcel, []).append(one.message)

    def explain(self, ours: pd.DataFrame, compared: pd.DataFrame, feedback: Feedback) -> None:
        """Read how our figures came about where they part."""
        parted = compared.loc[compared["parts"] != "", "thing"]
        lone = compared["thing"].value_counts()
        self._whole = set(lone[lone == 1].index)
        payers = ours.loc[ours["thing"].isin(parted), "payer"].unique()
        for number, bill in enumerate(self._found.explained(payers), 1):
            self._bills[bill.payer] = bill
            for row in bill.rows:
                self._rows.setdefault(row.item.parcel, []).append(row)
            feedback.progress(number / len(payers))
            check_cancelled(feedback)
        self._worth = _worths(self._reader, self._found, set(parted))

    def checked(self, row: Mapping[Any, Any]) -> Checked:
        thing = str(row["thing"])
        parcel = "" if thing.startswith(PLACELESS) else thing
        code = self._codes.get(parcel, "–") if parcel else thing[len(PLACELESS) :]
        told: dict[str, Any] = {
            "building": row["building"],
            "tax_class": row["tax_class"],
            "state": row["state"],
            "here": {name: _maybe(row[f"{name}_here"]) for name in FIGURES},
            "there": {name: _maybe(row[f"{name}_there"]) for name in FIGURES},
            "classes": (row["class_here"], row["class_there"]),
        }
        if row["state"] == ONLY_THERE:
            told["why"] = self._not_here(parcel)
        if row["billed"] and row["state"] in (SAME, DIFFERENT, VALUES):
            told["why"] = (Message("check_tax.other_payer"),)
            told["state"] = PAYER if row["state"] == SAME else row["state"]
        if row["parts"]:
            told["parts"], told["rows"] = row["parts"], tuple(self._of(thing, row))
            told["why"] = (*self._why(thing, row, told), *told.get("why", ()))
        return Checked(parcel, code, **told)

    def _not_here(self, parcel: str) -> tuple[Message, ...]:
        if not parcel:
            return (Message("check_tax.no_parcel"),)
        return tuple(self._left.get(parcel, ())) or (Message("check_tax.nothing_taxed"),)

    def _of(self, thing: str, row: Mapping[Any, Any]) -> Iterable[ItemTax]:
        for one in self._rows.get(thing, []):
            if row["building"] not in (None, one.item.building):
                continue
            if row["tax_class"] in (None, one.tax_class):
                yield one

    def _why(
        self, thing: str, row: Mapping[Any, Any], known: Mapping[str, Any]
    ) -> tuple[Message, ...]:
        rows: Sequence[ItemTax] = known["rows"]
        stated = Stated(**known["there"], classes=tuple(row["class_there"]))
        worth = self._worth.get(thing) if thing in self._whole else None
        payers = tuple(sorted({one.item.payer for one in rows}))
        reason = reason_of(
            *(row["parts"], stated, rows, worth),
            partial(self._suppositions, payers),
            self._tolerance,
        )
        told = [] if reason is None else [reason]
        here, there = sum(one.item.value for one in rows), stated.base_value
        if there is None or there > here:  # what our sum is without may be in theirs
            told += self._left.get(thing, [])
        return tuple(told)

    def _suppositions(self, payers: tuple[str, ...]) -> Suppositions:
        if payers not in self._supposed:
            items = [row.item for payer in payers for row in self._bills[payer].rows]
            self._supposed[payers] = Suppositions(items, self._found.law)
        return self._supposed[payers]


def _worths(reader: Reader, found: Assessment, parcels: set[str]) -> dict[str, Worth]:
    """What the values of these parcels are made of, and what else the registers say."""
    lands = found.holding.frames.lands
    lands = lands[lands["key"].isin(parcels)].set_index("key")
    houses = found.holding.frames.buildings
    houses = houses[houses["land"].isin(parcels)]
    known = [
        building_value(
            one.floor_area_m2, int(one.price), str(one.structure), int(one.age), found.law
        )
        for one in houses.itertuples()
    ]
    new = pd.Series([0 if one is None else one.new for one in known], houses.index, dtype=np.int64)
    now_of, new_of = (
        values.groupby(houses["land"]).sum().to_dict() for values in (houses["value"], new)
    )
    shapes = reader.read("parcel", ["uuid", "geom"])
    shapes = shapes[shapes["uuid"].isin(lands.index)]
    m2 = dict(zip(shapes["uuid"], shapely.area(shapes["geom"].to_numpy(object))))
    prices = reader.read("land_price", ["parcel_uuid", "price_per_wah"])
    titles = reader.read("title_document", ["parcel_uuid", "price_per_wah"])
    listed = pd.concat([prices, titles]).dropna().drop_duplicates()
    listed = listed[listed["parcel_uuid"].isin(lands.index)]
    of_parcel = listed.groupby("parcel_uuid")["price_per_wah"].agg(
        lambda all_: tuple(map(int, all_))
    )
    worths = {}
    for key, one in lands.iterrows():
        mapped = m2.get(key, np.nan)
        worths[str(key)] = Worth(
            int(one["area"]),
            int(one["price"]),
            int(now_of.get(key, 0)),
            int(new_of.get(key, 0)),
            None if np.isnan(mapped) else from_square_metres(mapped),
            tuple(price for price in of_parcel.get(key, ()) if price != one["price"]),
        )
    return worths


def _maybe(value: Any) -> Optional[int]:
    return None if pd.isna(value) else int(value)

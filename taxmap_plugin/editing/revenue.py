"""The revenue of a workspace: assessed, billed, paid and in arrears, and what brings no tax.

Reads only. What a gap would bring is worked out by the law from what its registers say, with what
they do not say filled in twice (:mod:`taxmap_plugin.core.revenue_supposed`). It is taxed apart
from all else that the payer has: land beside it and exemptions that are used up are not seen.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from ..core.feedback import Feedback, Part, check_cancelled
from ..core.law import Law
from ..core.message import Message
from ..core.revenue import (
    BUILDING,
    LAPSED,
    NEVER,
    OUTSIDE,
    PRICE,
    REGISTER,
    TAXED,
    USE,
    Revenue,
)
from ..core.revenue_house import Houses
from ..core.revenue_near import Neighbours
from ..core.revenue_standing import things
from ..core.revenue_supposed import SIDES, Supposed
from ..core.tax_register import TABLES
from ..core.use_share import LeftOut
from ..workspace.assessed import LIVING
from ..workspace.store import Workspace
from .assess import LAND, Assessment, assessed
from .collect import collect
from .revenue_register import LOOKED_UP, RegisterOnly, register_only
from .revenue_rows import GapRows
from .revenue_tables import tables_of, unshaped

_MORE = {"parcel": ("zone_code", "block_code"), "building": ("floors", "geom"),
         "title_document": ("deed_no", "source_parcel_code")}  # fmt: skip
_ROUNDS = 12
"""A thing that lacks this many others one after the other is not estimated."""
_PRICES = tuple(f"tax_register.price_{id}" for id in ("missing", "like", "zero"))
_HOUSES = ("building_type_missing", "building_price", "floor_area_missing", "age_missing")
BUILDING_LACKS = tuple(f"tax_register.{id}" for id in (*_HOUSES, "structure_missing"))
Tables = Mapping[str, pd.DataFrame]


def read_revenue(ws: Workspace, day: dt.date, year: int, feedback: Feedback) -> Revenue:
    """The standing on ``day`` and the gaps of the tax ``year`` (B.E.).

    Raises LawError, Cancelled.
    """
    collection = collect(ws, day, year, Part(feedback, 0.0, 0.2))
    with ws.reading() as reader:
        tables = {
            name: reader.read(name, [*columns, *_MORE.get(name, ())])
            for name, columns in TABLES.items()
        }
        kept = reader.read(
            "assessment", ["parcel_uuid", "tax_year", "item_key", "tax"],
            f"{LIVING} AND tax_kind = ?", (LAND,),
        )  # fmt: skip
        suggested = reader.read("match", list(LOOKED_UP), "register_table = 'title_document'")
    check_cancelled(feedback)
    registers = register_only(tables, suggested, collection.law)
    found = _Gaps(tables, collection.law, kept, registers)
    found.look(Part(feedback, 0.2, 1.0))
    told = [] if found.is_assessed else [Message("revenue.told_not_assessed", year=year)]
    units = sum(one.message.id.startswith("tax_register.unit_") for one in found.base.left_out)
    if units:
        told.append(Message("revenue.told_units", count=units))
    return Revenue(collection, things(collection), found.parcels(), found.rows.frame(), told)


class _Gaps:
    """Which parcel is in which gap, and what each would bring."""

    def __init__(
        self, tables: Tables, law: Law, kept: pd.DataFrame, registers: RegisterOnly
    ) -> None:
        self.tables, self.law, self._registers = tables, law, registers
        of_year = kept[kept["tax_year"] == law.year]
        self.is_assessed = len(of_year) > 0
        self._ever = set(kept["parcel_uuid"].dropna())
        self._now = set(of_year["parcel_uuid"].dropna())
        self._taxes = of_year.groupby("parcel_uuid")["tax"].sum()
        keys = of_year["item_key"].dropna().str.split("/")
        self._houses_taxed = {part for parts in keys for part in parts}
        self.gap_of: dict[str, str] = {}

    def look(self, feedback: Feedback) -> None:
        """Find the gaps and work out what they would bring. Raises Cancelled."""
        self.base = assessed(self.tables, self.law, Part(feedback, 0.0, 0.3))
        extended = self._registers.added_to(self.tables)
        self._supposed = Supposed(extended, self.law, self._neighbours(), self._houses())
        self._told: dict[str, list[Message]] = defaultdict(list)
        for one in self.base.left_out:
            self._told[one.parcel].append(one.message)
        self._bare = self._unassessed_houses()
        asked = [*self._candidates(), *self._registers.pseudo]
        self._fill(asked, Part(feedback, 0.3, 0.6))
        self._sort_into_gaps()
        self.rows = GapRows(self.tables, self._supposed, self._told, self._ever)
        self._estimate(Part(feedback, 0.6, 1.0))
        feedback.progress(1.0)

    def parcels(self) -> pd.DataFrame:
        """As :attr:`Revenue.parcels`."""
        rows = self.tables["parcel"]
        standing = rows["uuid"].map(self.gap_of).astype(object)
        other = np.where(rows["uuid"].isin(self._now), TAXED, OUTSIDE)
        return pd.DataFrame(
            {
                "uuid": rows["uuid"],
                "code": rows["parcel_code"].fillna(rows["source_code"]).fillna("–"),
                "zone": rows["zone_code"],
                "block": rows["block_code"],
                "geom": rows["geom"],
                "standing": standing.where(standing.notna(), other),
                "tax": rows["uuid"].map(self._taxes).fillna(0).astype(np.int64),
            }
        )

    # -- what is known around them -----------------------------------------------------------

    def _neighbours(self) -> Neighbours:
        frames = self.base.holding.frames
        uses = frames.uses[frames.uses["use_type"] != ""]
        known = [one for one in uses["use_type"].unique() if self._is_one_use(one)]
        uses = uses[uses["use_type"].isin(known)].groupby("land")["use_type"].agg(frozenset)
        lands = frames.lands.set_index("key")[["price"]].join(uses.rename("uses"))
        lands["uses"] = [
            one if isinstance(one, frozenset) else frozenset() for one in lands["uses"]
        ]
        return Neighbours(lands, self.tables["parcel"].set_index("uuid")["geom"])

    def _is_one_use(self, code: str) -> bool:
        known = self.law.use_class("land_use", code)
        return known is not None and known.use is not None

    def _houses(self) -> Houses:
        known = self.base.holding.frames.buildings
        block = self.tables["parcel"].set_index("uuid")["block_code"]
        return Houses(known.assign(block=known["land"].map(block)))

    # -- which parcels -----------------------------------------------------------------------

    def _unassessed_houses(self) -> dict[str, list[str]]:
        """By parcel that is taxed in the year, the buildings that no assessment names."""
        rows = self.tables["building"]
        rows = rows[rows["parcel_uuid"].isin(self._now) & ~rows["uuid"].isin(self._houses_taxed)]
        untaxed = [one for one in rows["building_type"].dropna().unique()
                   if not self.law.is_taxed(one)]  # fmt: skip
        rows = rows[~rows["building_type"].isin(untaxed)]
        rows = rows[rows["uuid"].isin(self._lacking()) | rows["uuid"].isin(self._worked_out())]
        return {parcel: list(some) for parcel, some in rows.groupby("parcel_uuid")["uuid"]}

    def _lacking(self) -> set[str]:
        """Buildings that cannot be valued yet."""
        told = {(one.parcel, one.message.params["building"]) for one in self.base.left_out
                if one.message.id in BUILDING_LACKS}  # fmt: skip
        rows = self.tables["building"]
        pairs = zip(rows["parcel_uuid"], rows["building_code"].fillna("–"))
        return set(rows["uuid"][[pair in told for pair in pairs]])

    def _worked_out(self) -> set[str]:
        """Buildings that would be taxed by the registers of now."""
        keys = self.base.items.loc[self.base.items["value"] > 0, "key"].str.split("/")
        return {part for parts in keys for part in parts}

    def _candidates(self) -> list[str]:
        """Parcels that may be in a gap: of no assessment in the year, or of a part or a building
        that is left out. What the law does not tax is none."""
        outside = {one.parcel for one in self.base.outside} - set(self.base.items["parcel"])
        all_parcels = self.tables["parcel"]["uuid"]
        parts = {parcel for parcel in self._now if self._has_part_left(parcel)}
        return [
            one for one in all_parcels
            if one not in outside and (one not in self._now or one in parts or one in self._bare)
        ]  # fmt: skip

    def _has_part_left(self, parcel: str) -> bool:
        told = self._told.get(parcel, ())
        return any(message.id.startswith("use_share.") for message in told)

    def _fill(self, asked: Sequence[str], feedback: Feedback) -> None:
        """Suppose what is missing until nothing is: each answer may show what is missing next."""
        left_out: Iterable[LeftOut] = self.base.left_out
        wanted = set(asked)
        known = {one.parcel for one in left_out}
        for number in range(_ROUNDS):
            some = [one for one in left_out if one.parcel in wanted]
            again = self._supposed.fill(some)
            if not number:
                again |= (wanted - known) & set(self._registers.pseudo)
            if not again:
                break
            found = assessed(unshaped(tables_of(self._supposed.low, again)), self.law)
            left_out = found.left_out
            for one in left_out:
                if one.message not in self._told[one.parcel]:
                    self._told[one.parcel].append(one.message)
            check_cancelled(feedback)
            feedback.progress(min(1.0, (number + 1) / 6))
        self._asked = asked

    def _sort_into_gaps(self) -> None:
        for parcel in self._asked:
            ids = {message.id for message in self._told.get(parcel, ())}
            is_taxed = parcel in self._now
            if parcel in self._registers.pseudo:
                self.gap_of[parcel] = REGISTER
            elif not is_taxed and ids.intersection(_PRICES):
                self.gap_of[parcel] = PRICE
            elif any(id.startswith("use_share.") for id in ids):
                self.gap_of[parcel] = USE
            elif not is_taxed:
                self.gap_of[parcel] = LAPSED if parcel in self._ever else NEVER
            elif parcel in self._bare:
                self.gap_of[parcel] = BUILDING

    # -- what they would bring ---------------------------------------------------------------

    def _estimate(self, feedback: Feedback) -> None:
        """What is taxed already in part is compared with what it is without the gap."""
        parts = [one for one in self.gap_of if one in self._now]
        whole = [one for one in self.gap_of if one not in self._now]
        without = dict(tables_of(self.tables, parts))
        bare = {house for some in self._bare.values() for house in some}
        without["building"] = without["building"][~without["building"]["uuid"].isin(bare)]
        before = _taxes(assessed(without, self.law))
        feedback.progress(0.2)
        sides = {}
        for at, side in enumerate(SIDES):
            tables = getattr(self._supposed, side)
            found = [assessed(tables_of(tables, some), self.law) for some in (parts, whole)]
            check_cancelled(feedback)
            sides[side] = {**_taxes(found[0]), **_taxes(found[1])}
            for one in found:
                self.rows.look(side, one)
            feedback.progress(0.6 + 0.4 * at)
        for parcel, gap in self.gap_of.items():
            low, high = (self._more(sides[side], before, parcel) for side in SIDES)
            if parcel in self._registers.pseudo:
                self.rows.add_register(self._registers.pseudo[parcel], parcel, low, high)
            else:
                houses = self._bare.get(parcel, []) if gap == BUILDING else []
                self.rows.add(gap, parcel, houses, low, high)
        for row in self._registers.suggested:
            self.rows.add_suggested(row)

    @staticmethod
    def _more(taxes: Mapping[str, int], before: Mapping[str, int], parcel: str) -> int | None:
        tax = taxes.get(parcel)
        return None if tax is None else max(tax - before.get(parcel, 0), 0)


def _taxes(found: Assessment) -> dict[str, int]:
    sums = found.items.groupby("parcel")["tax"].sum()
    return dict(zip(sums.index.tolist(), sums.tolist()))

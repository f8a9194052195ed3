"""The rows of the gaps: what each is, why it brings no tax, and how its range comes about."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import Any, Optional

import pandas as pd

from ..core.message import Message, Term
from ..core.money import format_baht
from ..core.revenue import COLUMNS, REGISTER
from ..core.revenue_supposed import Supposed
from .assess import Assessment
from .revenue_register import RegisterRow

_CM2 = 10_000
_SUMS = ["value", "exempt", "tax"]


class GapRows:
    """Takes what the law makes of both sides (:meth:`look`), then a row at a time."""

    def __init__(
        self,
        tables: Mapping[str, pd.DataFrame],
        supposed: Supposed,
        told: Mapping[str, Sequence[Message]],
        ever: Collection[str],
    ) -> None:
        names = ("parcel_code", "source_code", "zone_code", "block_code")
        parcels = tables["parcel"].set_index("uuid")[list(names)]
        self._parcels = parcels.astype(object).where(parcels.notna(), None).to_dict("index")
        self._codes = tables["building"].set_index("uuid")["building_code"].fillna("–").to_dict()
        self._supposed, self._told, self._ever = supposed, told, ever
        self._sums: dict[str, dict[str, dict[Hashable, Any]]] = {"low": {}, "high": {}}
        self._areas: dict[str, int] = {}
        self._floors: dict[str, float] = {}
        self._rows: list[dict[str, Any]] = []

    def look(self, side: str, found: Assessment) -> None:
        """What was worked out at one side, ``low`` or ``high``."""
        sums = found.items.groupby("parcel")[_SUMS].sum()
        for row in sums.reset_index().to_dict("records"):
            self._sums[side][row["parcel"]] = {**row, "classes": ()}
        named = found.items[["parcel", "tax_class"]].drop_duplicates()
        named = named.sort_values(["parcel", "tax_class"])
        for parcel, name in zip(named["parcel"], named["tax_class"]):
            self._sums[side][parcel]["classes"] += (name,)
        if side == "low":
            frames = found.holding.frames
            self._areas.update(zip(frames.lands["key"], frames.lands["area"]))
            floors = frames.buildings["floor_area"] / _CM2
            self._floors.update(zip(frames.buildings["key"], floors))

    def add(
        self, gap: str, parcel: str, houses: Sequence[str], low: Optional[int], high: Optional[int]
    ) -> None:
        """A parcel; ``houses`` are those of the gap of buildings."""
        named = self._parcels[parcel]
        reasons = list(self._told.get(parcel, ()))
        if houses:
            codes = [self._codes[one] for one in houses]
            reasons = [one for one in reasons if one.params.get("building") in codes] or [
                Message("revenue.not_assessed_building", buildings=codes)
            ]
        elif not reasons:
            reasons = [Message("revenue.nothing_missing")]
        self._rows.append(
            {
                "gap": gap,
                "table": "parcel",
                "uuid": parcel,
                "parcel": parcel,
                "code": named["parcel_code"] or named["source_code"] or "–",
                "zone": named["zone_code"] or "",
                "block": named["block_code"] or "",
                "count": len(houses) or 1,
                "area": None if houses else self._areas.get(parcel),
                "floor_area": sum(self._floors.get(one, 0.0) for one in houses) or None,
                "never": parcel not in self._ever,
                "reasons": tuple(reasons),
                **self._range(parcel, low, high),
            }
        )

    def add_register(
        self, row: RegisterRow, ground: str, low: Optional[int], high: Optional[int]
    ) -> None:
        """A row of a register, taxed on ``ground`` that was supposed for it."""
        is_house = row.table == "building"
        self._register(row, self._range(ground, low, high), self._told.get(ground, ()))
        if is_house:
            self._rows[-1]["floor_area"] = self._floors.get(row.uuid)

    def add_suggested(self, row: RegisterRow) -> None:
        """A row whose parcel is suggested: it brings nothing beside that parcel."""
        self._register(row, {"lines": (), "low": 0, "high": 0}, ())

    def frame(self) -> pd.DataFrame:
        """All rows (:data:`~..core.revenue.COLUMNS`)."""
        frame = pd.DataFrame(self._rows, columns=COLUMNS)
        whole = dict.fromkeys(("area", "low", "high"), "Int64")
        return frame.astype({**whole, "count": "int64", "floor_area": "float64", "never": bool})

    def _register(
        self, row: RegisterRow, its_range: Mapping[str, Any], told: Sequence[Message]
    ) -> None:
        self._rows.append(
            {
                "gap": REGISTER,
                "table": row.table,
                "uuid": row.uuid,
                "parcel": row.parcel,
                "code": row.code,
                "zone": "",
                "block": "",
                "count": 1,
                "area": row.area,
                "floor_area": None,
                "never": True,
                "reasons": (row.reason, *told),
                **its_range,
            }
        )

    def _range(self, parcel: str, low: Optional[int], high: Optional[int]) -> dict[str, Any]:
        if low is None or high is None:
            return {"lines": (Message("revenue.line_unknown"),), "low": None, "high": None}
        lines = list(self._supposed.lines.get(parcel, ()))
        sides = [self._sums[side][parcel] for side in ("low", "high")]
        if sides[0] == sides[1]:
            lines.append(_sum_line("both", sides[0]))
        else:
            lines += [_sum_line("low", sides[0]), _sum_line("high", sides[1])]
        before = int(sides[0]["tax"]) - low
        if before:
            lines.append(Message("revenue.line_before", tax=format_baht(before)))
        return {"lines": tuple(lines), "low": min(low, high), "high": max(low, high)}


def _sum_line(side: str, sums: Mapping[Any, Any]) -> Message:
    told = {name: format_baht(int(sums[name])) for name in _SUMS}
    classes = [Term("tax_class", one) for one in sums["classes"]]
    return Message(f"revenue.line_{side}", classes=classes, **told)

"""What the buildings of a block tell of one of which type, size or age is not known."""

from __future__ import annotations

from typing import Any, Optional

import pandas as pd

from .revenue_assumption import assumptions

COLUMNS = ["block", "building_type", "price", "age", "floor_area_m2"]


class Houses:
    """Buildings of which everything is known (:data:`COLUMNS`; price in satang a m², age in
    years)."""

    def __init__(self, known: pd.DataFrame) -> None:
        self._of = dict(iter(known.groupby("block")))
        self._all = known
        self._told: dict[tuple[Any, str], Any] = {}

    def age(self, block: Any) -> Optional[tuple[int, int]]:
        """Years, for the low and the high tax; None where no building is known at all."""
        return self._both(block, "age", "age", int)

    def floor_area(self, block: Any) -> Optional[tuple[float, float]]:
        return self._both(block, "floor_area_m2", "floor_area", float)

    def kind(self, block: Any) -> Optional[tuple[str, str]]:
        """Types, the cheaper one first."""
        return self._both(block, "price", "building_type", None)

    def _both(self, block: Any, column: str, name: str, kind: Any) -> Any:
        key = (block if block in self._of else None, column)
        if key not in self._told:
            self._told[key] = self._found(key[0], column, name, kind)
        return self._told[key]

    def _found(self, block: Any, column: str, name: str, kind: Any) -> Any:
        some = self._of.get(block, self._all).sort_values(column, kind="stable")
        if not len(some):
            return None
        places = [round(float(one) / 100 * (len(some) - 1)) for one in assumptions()[name].numbers]
        told = "building_type" if kind is None else column
        low, high = (some[told].iloc[place] for place in places)
        return (low, high) if kind is None else (kind(low), kind(high))


def floor_area(outline_m2: float, floors: Optional[float]) -> tuple[float, float]:
    """m² of a building, low and high, from its outline on the map and its storeys (None: not
    known).

    >>> floor_area(100.0, 2)
    (160.0, 200.0)
    """
    shares = [float(one) / 100 for one in assumptions()["outline_share"].numbers]
    storeys = [floors, floors] if floors else [float(n) for n in assumptions()["floors"].numbers]
    low, high = (round(outline_m2 * share * one, 2) for share, one in zip(shares, storeys))
    return low, high

"""Buildings and signs put on their parcels, many at once, with the codes they would get.

The parcel that holds most of a unit is its parcel (:mod:`.parcel_at`). A unit that stands
on two, or on none, is told to the officer: no building without land (practice.md §2.3).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Optional

import numpy as np
import pandas as pd
import shapely

from .code_style import CodeStyle, Kind
from .code_suggestion import UnitNumbers
from .message import Message
from .parcel_at import parcel_at
from .parcel_code import CodeError
from .parcel_name import Name

STRADDLES = 0.05
"""The share on a second parcel above which a unit is looked at; below it is drawing."""
MOSTLY = 0.5
"""A unit of which less lies on its parcel stands mostly on no land at all."""


def place_units(units: np.ndarray, parcels: np.ndarray, names: Sequence[Name]) -> pd.DataFrame:
    """For each unit its parcel, and what the officer should look at.

    ``names`` are what the parcels are called. Columns of :func:`stand` and ``note`` (a Message,
    or None where the place is plain).
    """
    placed = stand(units, parcels)
    notes = [_note(row, names) for row in placed.to_dict("records")]
    placed["note"] = pd.Series(notes, index=placed.index, dtype=object)
    return placed


def stand(units: np.ndarray, parcels: np.ndarray) -> pd.DataFrame:
    """For each unit its parcel, else the nearest one.

    Polygons or points of ``units`` and ``parcels`` in the same CRS, metres. Columns of
    :func:`.parcel_at.parcel_at` (positions in ``parcels``, -1 for none) and ``straddles``
    (more than 5 % on a second parcel), ``nearest`` and ``distance`` (of a unit without a
    parcel: the parcel nearest to it and how many metres away; -1 and NaN where there is
    none).
    """
    units = np.asarray(units, dtype=object)
    placed = parcel_at(units, parcels)
    placed["straddles"] = placed["second_share"] > STRADDLES
    placed["nearest"], placed["distance"] = -1, np.nan
    lost = np.flatnonzero(
        (placed["parcel"] < 0) & ~(shapely.is_missing(units) | shapely.is_empty(units))
    )
    if len(lost) and len(parcels):
        tree = shapely.STRtree(np.asarray(parcels, dtype=object))
        (which, nearest), distance = tree.query_nearest(
            units[lost], return_distance=True, all_matches=False
        )
        placed.loc[lost[which], "nearest"] = nearest
        placed.loc[lost[which], "distance"] = distance
    return placed


def _note(placed: dict[Any, Any], names: Sequence[Name]) -> Optional[Message]:
    if placed["nearest"] >= 0:
        return Message("unit_place.nowhere", distance=f"{placed['distance']:,.1f}")
    if placed["parcel"] < 0:
        return Message("unit_place.no_place")
    percent = {"share": _percent(placed["share"]), "second": _percent(placed["second_share"])}
    if placed["straddles"]:
        both = {"code": names[placed["parcel"]], "other": names[placed["second"]]}
        rest = 1 - placed["share"] - placed["second_share"]
        if rest > STRADDLES:
            return Message("unit_place.straddles_and_off", **percent, **both, rest=_percent(rest))
        return Message("unit_place.straddles", **percent, **both)
    if placed["share"] < MOSTLY:
        return Message("unit_place.mostly_off", share=percent["share"])
    return None


def _percent(share: float) -> int:
    return round(100 * share)


def suggest_unit_codes(
    units: np.ndarray,
    placed: pd.DataFrame,
    parcel_codes: Sequence[Optional[str]],
    kind: Kind,
    existing: Iterable[str],
    style: CodeStyle,
) -> pd.DataFrame:
    """For each unit its ``code`` (None where none can be given) and the ``reason``.

    ``placed`` is :func:`place_units` of them; ``parcel_codes`` those of its parcels;
    ``existing`` the unit codes ever given, living and retired. Units of one parcel are
    numbered largest first, then from north to south and west to east, whatever their order
    in the table.
    """
    numbers = UnitNumbers(kind, existing, style)
    rows: list[tuple[Optional[str], Message]] = [(None, Message("unit_place.no_parcel"))]
    rows *= len(units)
    parcels = placed["parcel"].to_numpy(dtype=np.int64)
    for row in _stable_order(np.asarray(units, dtype=object)).tolist():
        if parcels[row] >= 0:
            rows[row] = _suggestion(parcel_codes[parcels[row]], numbers)
    return pd.DataFrame(rows, columns=["code", "reason"], index=placed.index, dtype=object)


def _suggestion(parcel: Optional[str], numbers: UnitNumbers) -> tuple[Optional[str], Message]:
    if pd.isna(parcel):
        return None, Message("unit_place.without_code")
    try:
        suggested = numbers.give(str(parcel))
    except CodeError as error:
        return None, error.message
    return suggested.code, suggested.reason


def _stable_order(units: np.ndarray) -> np.ndarray:
    """Largest first, then north to south, west to east, to the centimetre."""
    x, y = (np.round(get(shapely.centroid(units)), 2) for get in (shapely.get_x, shapely.get_y))
    return np.lexsort([x, -y, -np.round(shapely.area(units), 2)])

"""What stands across new boundaries of parcels, or on ground that they give up, and how much of it.

Said in the same words before a change is written and of what it left to be looked at. Shapes
are in the workspace's CRS, metres.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Optional, Union

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from .ground import ground_of, grounds_of
from .message import Message
from .parcel_at import parcel_at
from .parcel_name import Name
from .unit_place import STRADDLES

ACROSS = tuple(
    f"building_across.{kind}"
    for kind in ("taken", "nowhere", "partly", "divided_and_off", "divided", "on_line")
)
"""The ids of what is said of a thing, the worst first."""
_LEAST_TAKEN = 0.01
"""Of a thing: less on ground that is given up is the width of a wall as it was drawn."""


def ground_given_up(
    before: Iterable[Optional[BaseGeometry]], after: Iterable[Optional[BaseGeometry]]
) -> BaseGeometry:
    """The ground of the parcels ``before`` that is in none of those ``after``; may be empty."""
    was, now = (shapely.union_all(grounds_of(shapes)) for shapes in (before, after))
    return shapely.difference(was, now)


def placed_across(
    things: np.ndarray, parcels: np.ndarray, names: Sequence[Name], given_up: BaseGeometry
) -> pd.DataFrame:
    """For each building or sign the parcel that it goes with, and what is to be said of it.

    Columns of :func:`.parcel_at.parcel_at` (positions in ``parcels``, which are called
    ``names``), ``note``, a Message or None where nothing is to be said, and ``wholly``, whether
    the thing stands on that parcel as a whole.
    """
    placed = parcel_at(things, parcels)
    lost = [_share_on(thing, given_up) for thing in things]
    rows = placed.to_dict("records")
    notes = [_note(at, share, names) for at, share in zip(rows, lost)]
    placed["note"] = pd.Series(notes, index=placed.index, dtype=object)
    placed["wholly"] = placed["note"].isna() & (placed["share"] > 1 - _LEAST_TAKEN)
    return placed


def _share_on(thing: Optional[BaseGeometry], ground: BaseGeometry) -> float:
    if thing is None or thing.is_empty or ground.is_empty or not thing.intersects(ground):
        return 0.0
    own = ground_of(thing)
    return float(shapely.intersection(own, ground).area / own.area) if own.area else 1.0


def _note(at: dict[Any, Any], lost: float, names: Sequence[Name]) -> Optional[Message]:
    if at["parcel"] < 0:
        return Message(
            "building_across.taken" if lost > _LEAST_TAKEN else "building_across.nowhere"
        )
    code = names[at["parcel"]]
    if at["share"] == at["second_share"] == 1.0:  # a point
        return Message("building_across.on_line", code=code, other=names[at["second"]])
    if _LEAST_TAKEN < lost < 1.0:
        return Message("building_across.partly", lost=_percent(lost), code=code)
    if at["second_share"] > STRADDLES:
        shares = {"share": _percent(at["share"]), "second": _percent(at["second_share"])}
        both = {**shares, "code": code, "other": names[at["second"]]}
        rest = 1 - at["share"] - at["second_share"]
        if rest > STRADDLES:
            return Message("building_across.divided_and_off", **both, rest=_percent(rest))
        return Message("building_across.divided", **both)
    return None


def _percent(share: float) -> Union[int, str]:
    """Never 0 or 100: what is told has a part elsewhere."""
    if share > 0.99:
        return ">99"
    return "<1" if share < 0.01 else round(100 * share)

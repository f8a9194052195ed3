"""Buildings, signs and house numbers find their parcel: by code, else by place."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from ..core.finding import finding_frame, join_frames
from ..core.message import Message
from ..core.parcel_at import parcel_at
from ..core.parcel_code import normalise

UNIT_TABLES = ("building", "signboard", "house_number")
"""Tables whose rows stand on a parcel."""

BY_CODE, BY_PLACE = "code", "place"


def find_parcels(units: pd.DataFrame, parcels: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """``(parcel_uuid, found_by)`` for each unit under its index, and a finding frame.

    ``units`` has ``geom`` and, where it was written down, ``source_parcel_code``;
    ``parcels`` has ``uuid``, ``parcel_code`` and ``geom``. A code that a parcel bears
    decides; without one the parcel that holds most of the unit. Findings (positions in
    ``units``): the code names no parcel; code and place disagree; no parcel at all.
    """
    parcels = parcels.reset_index(drop=True)
    at = parcel_at(units["geom"].to_numpy(dtype=object), parcels["geom"].to_numpy(dtype=object))
    place = at["parcel"].to_numpy()
    codes = parcels["parcel_code"].dropna()
    wanted = (
        units["source_parcel_code"].to_numpy(dtype=object)
        if "source_parcel_code" in units
        else np.full(len(units), None, dtype=object)
    )
    spelt = [normalise(code) or None for code in wanted]
    named = pd.Index(codes.to_numpy(dtype=object)).get_indexer(pd.Index(spelt, dtype=object))
    by_code = np.where(named >= 0, codes.index.to_numpy()[named] if len(codes) else -1, -1)
    chosen = np.where(by_code >= 0, by_code, place)
    found = pd.DataFrame({"parcel_uuid": None, "found_by": None}, index=units.index, dtype=object)
    known = chosen >= 0
    found.loc[known, "parcel_uuid"] = parcels["uuid"].to_numpy(dtype=object)[chosen[known]]
    found.loc[place >= 0, "found_by"] = BY_PLACE
    found.loc[by_code >= 0, "found_by"] = BY_CODE
    return found, _findings(wanted, by_code, place, parcels["parcel_code"])


def _findings(
    wanted: np.ndarray, by_code: np.ndarray, place: np.ndarray, codes: pd.Series
) -> pd.DataFrame:
    has_code = ~pd.isna(wanted)
    unknown = np.flatnonzero(has_code & (by_code < 0))
    elsewhere = np.flatnonzero((by_code >= 0) & (place >= 0) & (by_code != place))
    nowhere = np.flatnonzero((by_code < 0) & (place < 0))
    there = codes.to_numpy(dtype=object)[place]
    no_such = [Message("layer_units.no_such_parcel", code=wanted[row]) for row in unknown]
    other = [
        Message("layer_units.elsewhere", code=wanted[row], there=_name(there[row]))
        for row in elsewhere
    ]
    none = [Message("layer_units.nowhere")] * len(nowhere)
    return join_frames(
        [
            finding_frame(unknown, "warning", no_such),
            finding_frame(elsewhere, "warning", other),
            finding_frame(nowhere, "warning", none),
        ]
    )


def _name(code: Any) -> str | Message:
    return Message("layer_units.without_code") if pd.isna(code) else str(code)

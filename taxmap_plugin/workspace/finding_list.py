"""The findings of a workspace as they are worked through, those that matter most first."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd
import shapely

from ..core.finding_rank import touched_value, worst_first
from ..core.object_array import object_array
from .reader import Reader, rows_among
from .schema import tables

TO_DO = ("open", "in_work")
"""The states of findings that nobody has settled yet."""

FIXED = "fixed"
"""The state of findings whose cause is gone."""

UNASKED = "unasked"
"""The state of findings that are there by the former numbers of their rule alone."""

GONE = (FIXED, UNASKED)
"""The states of findings that no rule finds any more."""

RESTING = "resting"
"""The state of findings whose rule the office has switched off: they wait for nobody."""

INFO = "info"
"""The severity of findings that are for information: they wait for nobody."""

WAITS = f"state IN {TO_DO!r} AND severity <> '{INFO}'"
"""The condition on a row of ``finding`` that :func:`waiting` asks of a frame."""

_READ = ["uuid", "check_id", "severity", "state", "message", "subject_table", "subject_uuid"]
_READ += ["subject_code", "block_code", "touched_m2", "things", "assigned_to", "decided_by"]
_READ += ["decided_at", "decision", "created_at", "closed_at", "reopened_at", "geom"]
_PRICE = ["parcel_uuid", "price_per_wah", "valid_from"]


def read_findings(reader: Reader) -> pd.DataFrame:
    """Every finding in the order of ``core.finding_rank``, the message as it is stored.

    ``things`` are tuples of uuids; ``value`` is what the ground that it touches is appraised at,
    in satang, by the dearest of its parcels that has a price of the Treasury.
    """
    found = reader.read("finding", _READ)
    found["things"] = object_array(
        [things_of(*one) for one in zip(found["things"], found["subject_uuid"])]
    )
    found["touched_m2"] = pd.to_numeric(found["touched_m2"]).fillna(0.0)
    touched = found["touched_m2"].to_numpy(dtype=float)
    found["value"] = values_of(reader, found["things"], touched)
    order = worst_first(found["severity"].tolist(), found["value"].to_numpy(), touched)
    return found.iloc[order].reset_index(drop=True)


def values_of(
    reader: Reader, things: Iterable[Sequence[str]], touched_m2: np.ndarray
) -> np.ndarray:
    """What the ground that each finding touches is appraised at, in satang; see above."""
    prices = _prices(reader)
    dearest = [max((prices.get(one, 0) for one in some), default=0) for some in things]
    return touched_value(touched_m2, np.array(dearest, dtype=np.int64))


def waiting(findings: pd.DataFrame) -> np.ndarray:
    """Which of them wait for somebody: a map without any is clean."""
    unsettled = findings["state"].isin(TO_DO) & (findings["severity"] != INFO)
    return unsettled.to_numpy(dtype=bool)


def shapes_of(reader: Reader, things: Sequence[str]) -> list[shapely.Geometry]:
    """The shapes of those things that are on the map; of registers' rows there are none."""
    found: dict[str, Any] = {}
    for name, table in tables().items():
        wanted = [uuid for uuid in things if uuid not in found]
        if table.geometry and table.group == "map" and name != "finding" and wanted:
            rows = rows_among(reader, name, ["uuid", "geom"], "uuid", wanted)
            found.update((row["uuid"], row["geom"]) for row in rows)
    return [found[uuid] for uuid in things if found.get(uuid) is not None]


def things_of(stored: Any, subject: Any) -> tuple[str, ...]:
    """The uuids of all things that a finding is about, as they are filed: its subject at least."""
    try:
        known = json.loads(stored) if isinstance(stored, str) else stored
    except ValueError:  # typed by hand
        known = None
    if isinstance(known, (list, tuple)) and known:
        return tuple(known)
    return (subject,) if isinstance(subject, str) and subject else ()


def _prices(reader: Reader) -> dict[str, int]:
    """The price of a ตร.ว. of each parcel that has one, by the latest list."""
    where = "parcel_uuid IS NOT NULL AND price_per_wah IS NOT NULL"
    prices = reader.read("land_price", _PRICE, where)
    prices = prices.sort_values("valid_from", na_position="first", kind="stable")
    return dict(zip(prices["parcel_uuid"], prices["price_per_wah"].astype("int64")))

"""What is matched: the parcels of the map and the rows of a register, with their keys."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import shapely

from ..core import match_profile
from ..core.feedback import Feedback, check_cancelled
from ..core.match_profile import MatchProfile
from ..core.message import Message
from ..errors import TaxMapError
from ..workspace.schema import table as table_of

MATCHED_TABLES = ("title_document", "land_price", "condo_unit")
"""Registers whose rows belong to parcels and are found by their keys."""

_PROFILES = {"land_price": "treasury_price"}

_WAH100_OF_M2 = 25.0  # a square metre is a quarter of a ตารางวา


class MatchError(TaxMapError):
    """A match that cannot be made or decided."""


def check_register(table: str) -> None:
    """Raises :class:`MatchError` for a register whose rows are not matched to parcels."""
    if table not in MATCHED_TABLES:
        raise MatchError(Message("register_match.no_register", table=table_of(table).label))


def default_profile(table: str) -> MatchProfile:
    """The shipped profile that suits a register."""
    return match_profile.shipped(_PROFILES.get(table, "thai_tax_map"))


def read_parcels(ws: Any, profile: MatchProfile, feedback: Feedback) -> pd.DataFrame:
    """Living parcels with the columns that ``profile`` compares.

    Besides the table's own: ``map_area`` (hundredths of a ตารางวา, planar in the workspace's
    CRS) and ``owner_name``, where the map already knows the owner. ``ws`` is a workspace or
    an open transaction.
    """
    wanted = {name for field in profile.fields for name in field.parcel}
    names = [name for name in table_of("parcel").names if name in wanted]
    shapes = ["geom"] if "map_area" in wanted else []
    parcels = ws.read("parcel", ["uuid", *names, *shapes])
    feedback.progress(0.5)
    check_cancelled(feedback)
    if shapes:
        area = shapely.area(parcels.pop("geom").to_numpy(dtype=object))
        area = np.rint(area * _WAH100_OF_M2)
        parcels["map_area"] = np.where(area > 0, area, np.nan)
    if "owner_name" in wanted:
        parcels["owner_name"] = parcels["uuid"].map(_first_owners(ws, "parcel_uuid"))
    feedback.progress(1.0)
    return parcels


def read_register_rows(
    ws: Any, table: str, profile: MatchProfile, feedback: Feedback
) -> pd.DataFrame:
    """The rows of a register with the columns that ``profile`` compares, ``owner_name`` among
    them where the register has owners.
    """
    check_register(table)
    wanted = {name for field in profile.fields for name in field.register}
    wanted |= set(profile.many_when)
    names = [name for name in table_of(table).names if name in wanted]
    rows = ws.read(table, ["uuid", *names])
    column = table + "_uuid"
    if "owner_name" in wanted and column in table_of("ownership").names:
        rows["owner_name"] = rows["uuid"].map(_first_owners(ws, column))
    feedback.progress(1.0)
    return rows


def _first_owners(ws: Any, column: str) -> pd.Series:
    """Name of the first present owner by the uuid of what is owned."""
    held = ws.read(
        "ownership",
        ["owner_uuid", column],
        column + " IS NOT NULL AND to_date IS NULL ORDER BY fid",
    )
    if held.empty:
        return pd.Series(dtype=object)
    people = ws.read("owner_private", ["owner_uuid", "first_name", "last_name"])
    first, last = people["first_name"].fillna(""), people["last_name"].fillna("")
    names = pd.Series(first.str.cat(last, sep=" ").str.strip().to_numpy(), people["owner_uuid"])
    held = held.drop_duplicates(column).set_index(column)["owner_uuid"]
    found = held.map(names[~names.index.duplicated()])
    return found.where(found != "", None)


def decided_pairs(ws: Any, table: str, state: str) -> pd.DataFrame:
    """Pairs (uuid, parcel_uuid, register_uuid) that an officer has confirmed or rejected."""
    return ws.read(
        "match",
        ["uuid", "parcel_uuid", "register_uuid"],
        "register_table = ? AND state = ? ORDER BY fid",
        (table, state),
    )

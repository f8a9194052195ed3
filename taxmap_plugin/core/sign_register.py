"""The signboards of a workspace in a tax year: who pays for which sign (Signboard Tax Act s.18)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Optional

import pandas as pd

from .law import Law
from .message import Message
from .signboard_tax import Sign, SignError, SignTax, sign_tax
from .use_share import LeftOut

COLUMNS = (
    *("uuid", "signboard_code", "source_code", "parcel_uuid", "building_uuid", "sign_class"),
    *("signboard_type", "width_cm", "height_cm", "sides", "quantity", "setup_date", "removed_date"),
)
_INSIDE = "2"  # of signboard_type: inside a building, taxed from the size of the regulation on


@dataclass(frozen=True)
class SignCase:
    """One sign with who pays for it, and its tax."""

    uuid: str
    parcel: str
    payer: str
    tax: SignTax


def signs_of(
    rows: pd.DataFrame, payers: pd.DataFrame, law: Law
) -> tuple[list[SignCase], list[LeftOut]]:
    """Signs (columns :data:`COLUMNS`) with their tax; those that cannot be taxed, and why.

    ``payers`` has ``payer`` by the uuid of a sign, building or parcel: the owner of a sign, who is
    not known else that of what it stands on.
    """
    cases, left_out = [], []
    by_thing = payers["payer"].to_dict()
    for row in rows.astype(object).where(rows.notna(), None).to_dict("records"):
        code = row["signboard_code"] or row["source_code"] or "–"
        parcel = row["parcel_uuid"] or ""
        things = (row["uuid"], row["building_uuid"], row["parcel_uuid"])
        payer = next((by_thing[thing] for thing in things if thing in by_thing), None)
        try:
            if payer is None:
                raise SignError(Message("signboard_tax.no_owner", sign=code))
            tax = sign_tax(_sign(row, code, law), law)
        except SignError as error:
            left_out.append(LeftOut(parcel, error.message))
            continue
        cases.append(SignCase(row["uuid"], parcel, payer, tax))
    return cases, left_out


def _sign(row: Mapping[str, Any], code: str, law: Law) -> Sign:
    width, height = row["width_cm"], row["height_cm"]
    sides, quantity = (1 if row[n] is None else int(row[n]) for n in ("sides", "quantity"))
    inside = row["signboard_type"] == _INSIDE
    most = law.rows("signboard_inside")[0]["up_to_cm2"]
    small = inside and 0 < (width or 0) * (height or 0) <= most
    days = _day(row["setup_date"]), _day(row["removed_date"])
    size = width, height, sides, quantity
    return Sign(code, row["sign_class"] or "", *size, *days, exempt="inside" if small else "")


def _day(text: Optional[str]) -> Optional[dt.date]:
    return None if text is None else dt.date.fromisoformat(text[:10])

"""Which property may be special, by what the registers say of owners, documents and buildings.

Never by names: ``resources/special/find.csv`` says which code of which column. What is found is
proposed with its reason, an officer confirms it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from .message import Message, Term
from .payers import OWNERSHIP, payers_on
from .resources import load_csv
from .special_property import Verdict, verdict
from .special_share import answers_of

TABLES: Mapping[str, tuple[str, ...]] = {
    "parcel": ("uuid", "document_type"),
    "title_document": ("uuid", "parcel_uuid", "document_type"),
    "building": ("uuid", "parcel_uuid", "building_type"),
    "ownership": OWNERSHIP,
    "owner": ("uuid", "person_type"),
    "special_property": ("kind", "parcel_uuid", "building_uuid"),
}
"""The tables, and the columns of each, that are looked at."""


@dataclass(frozen=True)
class Proposal:
    """A parcel, or a building on it (``building`` "" for the land), that may be of a kind."""

    kind: str
    parcel: str
    building: str
    reasons: tuple[Message, ...]


def proposals(tables: Mapping[str, pd.DataFrame], year: int) -> list[Proposal]:
    """What the registers say of ``year`` (B.E.), without what is entered already as that kind."""
    special = tables["special_property"].fillna("")
    entered = set(zip(special["kind"], special["parcel_uuid"], special["building_uuid"]))
    entered |= {(kind, "", building) for kind, _, building in entered if building}
    reasons: dict[tuple[str, str, str], dict[Message, None]] = {}
    for row in load_csv("special", "find.csv"):
        code = f"{row['kind']}.{row['table']}.{row['column']}.{row['code']}"
        why = Message("special_property.found", why=Term("special_sign", code))
        for parcel, building in _things(tables, year, row["table"], row["column"], row["code"]):
            key = row["kind"], parcel, building
            known = (row["kind"], "", building) if building else key
            if key not in entered and known not in entered:
                reasons.setdefault(key, {})[why] = None
    return [Proposal(*key, tuple(found)) for key, found in sorted(reasons.items())]


def _things(
    tables: Mapping[str, pd.DataFrame], year: int, table: str, column: str, code: str
) -> list[tuple[str, str]]:
    """Parcel and building of each row with this code."""
    rows = tables[table]
    rows = rows[rows[column] == code]
    if table == "owner":
        return _held_by(tables, year, set(rows["uuid"]))
    if table == "building":
        return list(zip(rows["parcel_uuid"].fillna(""), rows["uuid"]))
    parcels = rows["uuid" if table == "parcel" else "parcel_uuid"].dropna()
    return [(parcel, "") for parcel in parcels]


def _held_by(
    tables: Mapping[str, pd.DataFrame], year: int, owners: set[str]
) -> list[tuple[str, str]]:
    """What these hold on 1 January: land, and buildings on the land of others."""
    titles = tables["title_document"].set_index("uuid")["parcel_uuid"]
    payers = payers_on(year, tables["ownership"], tables["owner"], titles)["payer"]
    theirs = {thing for thing, payer in payers.items() if owners & set(payer.split("+"))}
    land = [(uuid, "") for uuid in tables["parcel"]["uuid"] if uuid in theirs]
    houses = tables["building"].dropna(subset=["parcel_uuid"])
    of_land = {parcel for parcel, _ in land}
    return land + [
        (parcel, uuid)
        for uuid, parcel in zip(houses["uuid"], houses["parcel_uuid"])
        if uuid in theirs and parcel not in of_land
    ]


def verdict_of(row: Mapping[str, object]) -> Verdict:
    """What the law makes of the answers of a row of ``special_property``."""
    subject = next((one for one in ("building", "signboard") if row[f"{one}_uuid"]), "parcel")
    return verdict(str(row["kind"]), answers_of(row["answers"]), subject)

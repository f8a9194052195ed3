"""Who pays how much in a tax year, by the assessments that are kept."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ..core.message import Message
from ..core.object_array import object_array
from ..workspace.reader import Reader
from .assess import SIGNS, STANDING

COLUMNS = ["key", "name", "owner_key", "items", "tax", "sign_tax", "search"]
"""``key`` is ``payer_key``; ``name`` (masked) and ``owner_key`` are the first owner's and a Message
where there are more; ``tax`` and ``sign_tax`` are satang; ``search`` is in lower case: names, keys
and the codes of the parcels."""
_CODES = ("parcel_code", "source_code", "deed_no")


def tax_years(reader: Reader) -> list[int]:
    """The years of which assessments stand, the last first."""
    rows = reader.read("assessment", ["tax_year"], "state NOT IN ('superseded', 'cancelled')")
    return sorted((int(year) for year in rows["tax_year"].unique()), reverse=True)


def read_payers(reader: Reader, year: int) -> pd.DataFrame:
    """A row for each payer (:data:`COLUMNS`), the highest tax first."""
    columns = ["payer_key", "tax_kind", "parcel_uuid", "tax"]
    rows = reader.read("assessment", columns, STANDING, (year,))
    rows = rows[rows["payer_key"].notna()]
    if rows.empty:
        return pd.DataFrame(columns=COLUMNS)
    signs = rows["tax_kind"] == SIGNS
    rows = rows.assign(land_tax=rows["tax"].where(~signs, 0), sign_tax=rows["tax"].where(signs, 0))
    rows["codes"] = rows["parcel_uuid"].map(_parcel_names(reader)).fillna("")
    groups = rows.groupby("payer_key", sort=False)
    found = pd.DataFrame(
        {
            "items": groups.size(),
            "tax": groups["land_tax"].sum(),
            "sign_tax": groups["sign_tax"].sum(),
            "codes": groups["codes"].agg(lambda some: " ".join(dict.fromkeys(some))),
        }
    ).reset_index(names="key")
    owners = reader.read("owner", ["uuid", "display_name", "owner_key"]).set_index("uuid")
    names, keys = owners["display_name"].to_dict(), owners["owner_key"].to_dict()
    members = found["key"].str.split("+")
    found["name"] = object_array(payer_name([names.get(one) for one in some]) for some in members)
    found["owner_key"] = [keys.get(some[0]) or "" for some in members]
    told = [
        " ".join(filter(None, (*map(names.get, some), *map(keys.get, some)))) for some in members
    ]
    found["search"] = [f"{one} {codes}".lower() for one, codes in zip(told, found["codes"])]
    order = (-(found["tax"] + found["sign_tax"])).argsort(kind="stable")
    return found[COLUMNS].iloc[order].reset_index(drop=True)


def payer_name(names: Sequence[str | None]) -> Message:
    """The first owner, and how many more there are."""
    first, more = names[0] or "–", len(names) - 1
    if not more:
        return Message("payer.one", name=first)
    return Message("payer.and_more", name=first, count=more)


def _parcel_names(reader: Reader) -> dict[str, str]:
    rows = reader.read("parcel", ["uuid", *_CODES])
    texts = rows[list(_CODES)].fillna("").agg(" ".join, axis=1)
    return dict(zip(rows["uuid"], texts))

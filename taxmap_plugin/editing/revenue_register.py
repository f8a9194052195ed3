"""Rows of registers without a parcel, set on ground of their own so that they can be taxed.

A title document brings its own ground. A building brings none: its site is given no worth. A
title document of which a match with a parcel is suggested is not taxed here: its tax is that of
the parcel.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from ..core.law import Law
from ..core.message import Message
from ..core.tax_supposition import with_rows

LOOKED_UP = ("register_uuid", "parcel_uuid", "state")
"""Columns of ``match`` that are looked at."""
_OPEN = ("suggested", "auto")
_NO_WORTH = 1  # hundredths of a ตร.ว. at a satang: half up to nothing
Tables = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class RegisterRow:
    """A row without a parcel: which, what it is called, and why it stands alone. ``parcel`` is
    one that a match suggests, "" for none."""

    table: str
    uuid: str
    code: str
    reason: Message
    area: int | None = None
    parcel: str = ""


@dataclass(frozen=True)
class RegisterOnly:
    """``pseudo`` are the rows by the uuid of the ground that is supposed for each, ``suggested``
    those whose parcel is suggested."""

    pseudo: Mapping[str, RegisterRow]
    suggested: tuple[RegisterRow, ...]

    def added_to(self, tables: Tables) -> dict[str, pd.DataFrame]:
        """The tables with that ground in them."""
        found = dict(tables)
        grounds, prices = [], []
        for ground, row in self.pseudo.items():
            is_house = row.table == "building"
            area = _NO_WORTH if is_house else row.area
            grounds.append({"uuid": ground, "parcel_code": row.code, "document_area": area})
            if is_house:
                prices.append({"parcel_uuid": ground, "price_per_wah": 1})
        found["parcel"] = with_rows(tables["parcel"], grounds)
        found["land_price"] = with_rows(tables["land_price"], prices)
        grounds_of = {row.uuid: ground for ground, row in self.pseudo.items()}
        for name in ("title_document", "building"):
            rows = tables[name]
            own = rows["parcel_uuid"].astype(object)
            found[name] = rows.assign(
                parcel_uuid=own.where(own.notna(), rows["uuid"].map(grounds_of))
            )
        return found


def register_only(tables: Tables, matches: pd.DataFrame, law: Law) -> RegisterOnly:
    """The title documents and taxed buildings that have no parcel; ``matches`` of documents."""
    is_open = matches["state"].isin(_OPEN) & matches["parcel_uuid"].notna()
    parcel_of = dict(zip(matches["register_uuid"][is_open], matches["parcel_uuid"][is_open]))
    codes = tables["parcel"].set_index("uuid")["parcel_code"]
    pseudo: dict[str, RegisterRow] = {}
    suggested = []
    titles = tables["title_document"]
    for row in titles[titles["parcel_uuid"].isna()].to_dict("records"):
        code = row["deed_no"] or row["source_parcel_code"] or "–"
        area = None if pd.isna(row["document_area"]) else int(row["document_area"])
        parcel = parcel_of.get(row["uuid"], "")
        if parcel:
            told = Message("revenue.title_suggested", title=code, parcel=codes.get(parcel) or "–")
            suggested.append(RegisterRow("title_document", row["uuid"], code, told, area, parcel))
            continue
        told = Message("revenue.title_alone", title=code)
        pseudo[f"title {row['uuid']}"] = RegisterRow(
            "title_document", row["uuid"], code, told, area
        )
    houses = tables["building"]
    for row in houses[houses["parcel_uuid"].isna()].to_dict("records"):
        if row["building_type"] is not None and not law.is_taxed(row["building_type"]):
            continue
        code = row["building_code"] or "–"
        told = Message("revenue.building_alone", building=code)
        pseudo[f"building {row['uuid']}"] = RegisterRow("building", row["uuid"], code, told)
    return RegisterOnly(pseudo, tuple(suggested))

"""The tables of an assessment (``tax_register.TABLES``) for some parcels alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd
import shapely

from ..core.area import from_square_metres
from ..core.payers import OWNERSHIP

Tables = Mapping[str, pd.DataFrame]


def tables_of(tables: Tables, parcels: Iterable[str]) -> dict[str, pd.DataFrame]:
    """The rows of the tables that are about some parcels."""
    some = set(parcels)
    found = dict(tables)
    found["parcel"] = tables["parcel"][tables["parcel"]["uuid"].isin(some)]
    for name in ("title_document", "building", "condo_unit", "land_price"):
        found[name] = tables[name][tables[name]["parcel_uuid"].isin(some)]
    titles, uses = found["title_document"]["uuid"], tables["land_use"]
    about = uses["parcel_uuid"].isin(some) | uses["title_document_uuid"].isin(titles)
    found["land_use"] = uses[about]
    parts = tables["building_use"]
    found["building_use"] = parts[parts["building_uuid"].isin(found["building"]["uuid"])]
    held = tables["ownership"]
    named = {*some, *titles, *found["building"]["uuid"], *found["condo_unit"]["uuid"]}
    links = [name for name in OWNERSHIP if name.endswith("_uuid") and name != "owner_uuid"]
    found["ownership"] = held[held[links].isin(named).any(axis=1)]
    found["road"] = tables["road"].head(0)
    return {name: frame.reset_index(drop=True) for name, frame in found.items()}


def unshaped(tables: Tables) -> dict[str, pd.DataFrame]:
    """The same without shapes, areas of the map as those of documents: what is missing can be
    asked without looking for adjoining and comparable land."""
    rows, titles = tables["parcel"], tables["title_document"]
    by_title = titles.loc[titles["document_area"].notna(), "parcel_uuid"]
    is_stated = rows["document_area"].notna() | rows["uuid"].isin(by_title)
    mapped = [
        pd.NA if np.isnan(m2) else from_square_metres(m2)
        for m2 in shapely.area(rows["geom"].to_numpy(object))
    ]
    on_map = pd.Series(mapped, rows.index, dtype="Int64")
    area = rows["document_area"].astype("Int64").where(is_stated, on_map)
    return {**tables, "parcel": rows.assign(document_area=area, geom=None)}

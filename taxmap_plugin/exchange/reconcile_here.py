"""Our own side of a reconciliation: the living things of a table under the names of lists."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import shapely

from ..core.object_array import object_array
from ..core.reconcile import Kind
from ..workspace.reader import OpenReader

_PARCEL = ["uuid", "parcel_code", "block_code", "document_type", "deed_no", "land_no", "survey_no"]
_PARCEL += ["map_sheet", "document_area", "house_no", "geom"]
_OF_TITLE = ["document_type", "deed_no", "land_no", "survey_no", "map_sheet", "document_area"]
_BUILDING = ["uuid", "building_code", "source_code", "parcel_uuid", "source_parcel_code", "moo"]
_BUILDING += ["house_no", "building_type", "structure", "floors", "floor_area_m2", "geom"]
_HOUSE = ["uuid", "house_no", "house_code", "moo", "soi", "road", "parcel_uuid", "geom"]
_BUSINESS = ["uuid", "business_name", "kind", "licence_no", "house_no", "moo", "parcel_uuid"]
_ON_PARCELS = {"house_number": (_HOUSE, "house_no"), "business": (_BUSINESS, "business_name")}
"""Tables of things that name a parcel: their columns, and by which one they are called."""


def read_here(reader: OpenReader, kind: Kind) -> pd.DataFrame:
    """The things of the kind's table with ``uuid``, ``code``, ``parcel_uuid``, ``block_code``,
    ``place`` (a point or None) and the columns that lists have."""
    parcels = _parcels(reader)
    if kind.table == "parcel":
        return parcels
    if kind.table == "building":
        return _buildings(reader, parcels)
    columns, code = _ON_PARCELS[kind.table]
    return _on_parcels(reader.read(kind.table, columns), parcels, code)


def read_parcels(reader: OpenReader) -> pd.DataFrame:
    """The parcels by their code: where what is only there should be."""
    return _parcels(reader)


def _parcels(reader: OpenReader) -> pd.DataFrame:
    """With the documents that their title documents say, where they say none themselves."""
    found = reader.read("parcel", _PARCEL)
    titles = reader.read("title_document", ["parcel_uuid", *_OF_TITLE], "parcel_uuid IS NOT NULL")
    titles = titles.drop_duplicates("parcel_uuid").set_index("parcel_uuid")
    for name in _OF_TITLE:
        of_title = found["uuid"].map(titles[name])
        found[name] = found[name].where(found[name].notna(), of_title)
    found["source_parcel_code"] = found["code"] = found["parcel_code"]
    found["parcel_uuid"] = found["uuid"]
    return _placed(found)


def _buildings(reader: OpenReader, parcels: pd.DataFrame) -> pd.DataFrame:
    found = reader.read("building", _BUILDING)
    found["building_code"] = found["building_code"].where(
        found["building_code"].notna(), found["source_code"]
    )
    found["code"] = found["building_code"]
    by_uuid = parcels.set_index("uuid")
    code = found["parcel_uuid"].map(by_uuid["parcel_code"])
    found["source_parcel_code"] = code.where(code.notna(), found["source_parcel_code"])
    for name in ("document_type", "deed_no", "block_code"):
        found[name] = found["parcel_uuid"].map(by_uuid[name])
    house = found["parcel_uuid"].map(by_uuid["house_no"])
    found["house_no"] = found["house_no"].where(found["house_no"].notna(), house)
    return _placed(found)


def _on_parcels(found: pd.DataFrame, parcels: pd.DataFrame, code: str) -> pd.DataFrame:
    by_uuid = parcels.set_index("uuid")
    found["code"] = found[code]
    found["source_parcel_code"] = found["parcel_uuid"].map(by_uuid["parcel_code"])
    found["block_code"] = found["parcel_uuid"].map(by_uuid["block_code"])
    if "geom" not in found:
        found["place"] = found["parcel_uuid"].map(by_uuid["place"])
        return found
    return _placed(found)


def _placed(found: pd.DataFrame) -> pd.DataFrame:
    places = [_point(shape) for shape in found["geom"]]
    return found.drop(columns="geom").assign(place=object_array(places))


def _point(shape: Any) -> Any:
    if shape is None or shape.is_empty or not np.isfinite(shapely.bounds(shape)).all():
        return None
    return shapely.point_on_surface(shape)

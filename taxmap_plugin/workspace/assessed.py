"""The assessments that hold: neither superseded nor cancelled."""

from __future__ import annotations

import pandas as pd

from ..core.parcel_code import normalise
from .reader import Reader

LIVING = "state NOT IN ('superseded', 'cancelled')"
_COLUMNS = ["uuid", "tax_year", "tax_kind", "payer_key", "parcel_uuid", "tax_class", "tax"]
_COLUMNS += ["due_date", "state"]
_CODES = ["zone_code", "block_code"]


def read_assessed(reader: Reader) -> pd.DataFrame:
    """A row for each thing assessed, with ``parcel_code``, ``zone_code``, ``block_code``; tax in
    satang."""
    found = reader.read("assessment", _COLUMNS, LIVING)
    parcels = reader.read("parcel", ["uuid", "parcel_code", *_CODES]).set_index("uuid")
    codes = parcels["parcel_code"].map(normalise, na_action="ignore")
    found["parcel_code"] = found["parcel_uuid"].map(codes).astype(object)
    for name in _CODES:
        found[name] = found["parcel_uuid"].map(parcels[name]).astype(object)
    return found

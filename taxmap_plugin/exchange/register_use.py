"""The main use that stands on a parcel's or building's own sheet.

The workbook gives the use twice: in short beside the land, in full on a sheet of its own.
The full one counts; the short one is written only where there is no other.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..workspace.transaction import Transaction
from .register_values import read_rows
from .register_write import SheetWriter

_LINK = {"land_use": "title_document_uuid", "building_use": "building_uuid"}
_CODE = {"land_use": "source_parcel_code", "building_use": "source_building_code"}


def write_main_uses(tx: Transaction, writer: SheetWriter, tax_year: int) -> None:
    """Write the short uses of one sheet's things that have no use in ``tax_year`` yet."""
    table = writer.spec.use
    parts = writer.rows.parts
    if not table or "use_type" not in parts:
        return
    link, code = _LINK[table], _CODE[table]
    names = [name for name in ("use_type", "used_for", "agri_type") if name in parts]
    frame = read_rows(parts, {name: name for name in names}, table, writer.style).frame
    frame = frame.reindex(columns=[n for n in (*names, "used_by") if n in frame])
    frame[link] = writer.thing
    frame[code] = writer.frame.get("building_code" if table == "building_use" else code)
    frame["tax_year"] = tax_year
    if table == "land_use":
        frame["area"] = writer.frame.get("document_area")
    wanted = writer.leads & frame["use_type"].notna().to_numpy()
    there = tx.read(table, [link, code], "tax_year = ?", (tax_year,))
    covered = frame[link].isin(set(there[link].dropna())) | (
        frame[code].isin(set(there[code].dropna())) & frame[code].notna()
    )
    new = frame[wanted & ~covered.to_numpy() & ~pd.isna(writer.thing)]
    if len(new):
        tx.insert(table, new.replace({np.nan: None}).assign(**_areas(new)))


def _areas(frame: pd.DataFrame) -> dict[str, pd.Series]:
    return {"area": frame["area"].astype("Int64")} if "area" in frame else {}

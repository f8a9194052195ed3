"""A small town that misses something of every kind (``tax_case``; 300 ตร.ว. a parcel).

p1 a home, p2 a shop, taxed at 15,000 baht a ตร.ว. p5 a shop without a price, p6 without a use at
10,000 baht. p3 a farm without an owner, assessed in no year; p4 assessed in 2568 alone. On p2 a
house seen on the map (10 m by 10 m, two storeys, 10 years, masonry, 8,350 baht a m²) without a
floor area. A title document of 100 ตร.ว. at 20,000 baht, a shop, without a parcel; one of which a
match with p6 is suggested; a building of 100 m² without a parcel.
"""

from __future__ import annotations

import pandas as pd

from taxmap_plugin.editing.assess import keep, work_out
from taxmap_plugin.workspace.store import Workspace

from . import land_case, tax_case

YEAR = tax_case.YEAR
_HOUSE = {"building_type": "105", "structure": "2", "age_years": 10, "floors": 2.0}


def town(tmp_path) -> Workspace:
    ws = tax_case.town(tmp_path)
    with ws.transaction("correct") as tx:
        rows = tx.rows("land_use", ["uuid"], "parcel_uuid = ?", ("p5",))
        tx.update_rows("land_use", [{"uuid": row["uuid"], "use_type": "5"} for row in rows])
        tx.insert_rows("land_price", [{"parcel_uuid": "p6", "price_per_wah": 1_000_000}])
        tx.insert_rows("building_price", [{"building_type": "105", "price_per_m2": 835_000}])
    keep(ws, work_out(ws, YEAR))
    with ws.transaction("correct") as tx:
        rows = tx.rows("assessment", ["uuid", "parcel_uuid"])
        kept = {row["parcel_uuid"]: row["uuid"] for row in rows}
        tx.update_rows("assessment", [{"uuid": kept["p4"], "tax_year": YEAR - 1}])
        lines = tx.rows("assessment_line", ["uuid"], "assessment_uuid = ?", (kept["p3"],))
        tx.delete("assessment_line", [row["uuid"] for row in lines])
        tx.delete("assessment", [kept["p3"]])
        held = tx.rows("ownership", ["uuid"], "parcel_uuid = ?", ("p3",))
        tx.delete("ownership", [row["uuid"] for row in held])
        house = {**_HOUSE, "uuid": "b1", "building_code": "01A002-B001", "parcel_uuid": "p2",
                 "geom": land_case.box(50, 5, 60, 15)}  # fmt: skip
        alone = {
            **_HOUSE,
            "uuid": "b9",
            "building_code": "01A009-B001",
            "floor_area_m2": 100.0,
            "geom": None,
        }
        tx.insert("building", pd.DataFrame([house, alone]))
        tx.insert_rows("title_document", [
            {"uuid": "t9", "deed_no": "9009", "document_area": 10_000, "price_per_wah": 2_000_000},
            {"uuid": "t10", "deed_no": "9010", "document_area": 10_000},
        ])  # fmt: skip
        tx.insert_rows("land_use", [
            {"title_document_uuid": "t9", "tax_year": YEAR, "use_type": "5"},
        ])  # fmt: skip
        tx.insert_rows("match", [
            {"register_table": "title_document", "register_uuid": "t10", "parcel_uuid": "p6",
             "outcome": "suggested", "state": "suggested"},
        ])  # fmt: skip
    return ws

"""A town of two owners with everything that forms speak of, assessed; all names are invented.

o1 (หมู่ 2) has p1, a house of 100 m² built in 2558 on it, and p2, a shop; o2 (หมู่ 10) has four
parcels of rice, a unit and a sign. Each parcel is 300 ตร.ว. at 15,000 baht: 4.5 million.
"""

from __future__ import annotations

import pandas as pd

from taxmap_plugin.editing import assess
from taxmap_plugin.editing.form_documents import FormSource
from taxmap_plugin.editing.form_wishes import FormWishes, Wanted
from taxmap_plugin.workspace.store import Workspace

from . import land_case
from .test_assess import YEAR, town

PRIVATE = (
    {"owner_uuid": "o1", "prefix": "นางสาว", "first_name": "สมมุติ", "last_name": "ทดลองน้ำ",
     "id_number": "9999900000001", "house_no": "1/2", "moo": "2", "tambon": "สาธิต",
     "amphoe": "ตัวอย่าง", "province": "ตัวอย่าง", "postal_code": "99990"},
    {"owner_uuid": "o2", "prefix": "นาย", "first_name": "ตัวอย่าง", "last_name": "ปู่ญาณี",
     "id_number": "9999900000002", "house_no": "7", "moo": "10", "tambon": "สาธิต",
     "amphoe": "ตัวอย่าง", "province": "ตัวอย่าง", "postal_code": "99990",
     "telephone": "000-0000002"},
)  # fmt: skip


def assessed(tmp_path) -> Workspace:
    """The town with its assessments kept."""
    ws = furnished(tmp_path)
    assess.keep(ws, assess.work_out(ws, YEAR))
    return ws


def furnished(tmp_path) -> Workspace:
    ws = town(tmp_path)
    with ws.transaction("correct") as tx:
        tx.update_rows(
            "parcel",
            [
                {"uuid": f"p{n}", "moo": "2" if n < 3 else "10", "tambon": "สาธิต"}
                for n in range(1, 7)
            ],
        )
        tx.insert_rows("owner_private", list(PRIVATE))
        tx.update_rows("owner", [{"uuid": "o1", "owner_key": "ส0001"}])
        house = {"building_type": "103", "structure": "2", "floor_area_m2": 100.0}
        house |= {"uuid": "b1", "building_code": "01A001-B001", "parcel_uuid": "p1"}
        house |= {"built_year": 2558, "house_no": "9", "geom": land_case.box(5, 5, 12, 12)}
        tx.insert("building", pd.DataFrame([house]))
        tx.insert_rows("building_price", [{"building_type": "103", "price_per_m2": 715_000}])
        unit = {"condo_name": "อาคารชุดสาธิต", "condo_reg_no": "1/2560", "area_m2": 40.0}
        unit |= {"price_per_m2": 3_000_000, "use_type": "2", "building_uuid": None}
        tx.update_rows("condo_unit", [{"uuid": "c1", **unit}])
        tx.insert_rows("ownership", [{"owner_uuid": "o2", "condo_unit_uuid": "c1"},
                                     {"owner_uuid": "o2", "signboard_uuid": "s1"}])  # fmt: skip
        sign = {"sign_class": "1", "width_cm": 300.0, "height_cm": 100.0, "sides": 1}
        tx.update_rows("signboard", [{"uuid": "s1", **sign, "sign_text": "ร้านปี๊บสาธิต"}])
    return ws


def source(ws: Workspace, codes=(), moo=(), owners=(), **wishes) -> FormSource:
    wanted = Wanted(frozenset(codes), frozenset(moo), frozenset(owners))
    return FormSource(ws, ws.municipality, YEAR, FormWishes(wanted=wanted, **wishes))


def documents(ws: Workspace, form: str, **wishes):
    """The documents of a form, of all payers."""
    found = source(ws, **{"taxed": False, **wishes}).documents(form)
    return [one.document for one in found if one.form == form]

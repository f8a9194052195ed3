"""An invented office with assessments, notices and receipts of three tax years."""

from __future__ import annotations

import pandas as pd

from taxmap_plugin.workspace.store import Workspace
from tests.exchange.register_case import empty_workspace

LAND, SIGN = "land_building", "signboard"
PEOPLE = {"a": "สมมุติ ทดลอง", "b": "สมมุติ ตัวอย่าง", "c": "สมมุติ สาธิต", "d": "สมมุติ ลองดู"}


def bill(payer, baht, year=2569, kind=LAND, parcel=None, cls="other", due="2026-06-30"):
    due = None if kind == SIGN else due
    cls = None if kind == SIGN else cls
    return {
        "tax_year": year, "tax_kind": kind, "payer_key": payer,
        "item_key": f"{payer}{parcel}{kind}",
        "parcel_uuid": parcel, "tax_class": cls, "tax": baht * 100, "due_date": due,
        "state": "notified", "owner_uuid": payer and payer.split("+")[0],
    }  # fmt: skip


def receipt(number, payer, baht, day, year=2569, kind=LAND, **more):
    return {
        "receipt_book": "1", "receipt_no": number, "owner_uuid": payer, "payer_key": payer,
        "tax_year": year, "tax_kind": kind, "paid": None if baht is None else baht * 100,
        "paid_date": day, **more,
    }  # fmt: skip


def office(tmp_path) -> Workspace:
    """On 15 September 2569 (2026).

    a: 10,000 of 2569 on two parcels (7,000 and 3,000, zones 01 and 02), 6,000 paid in time.
    b: 5,000 of 2569, warned on 5 August to 20 August, nothing paid; 2,000 of 2568 paid in May 2569
    (2026), late since 30 June 2568 (2025).
    c: a sign of 1,000, notice received on 1 April; paid 1,200 on 10 April.
    d and a together: 600 of 2568, paid in time.
    """
    ws = empty_workspace(tmp_path / "เก็บภาษี.gpkg")
    with ws.transaction("other") as tx:
        tx.insert("owner", pd.DataFrame(
            [{"uuid": u, "display_name": n[:3] + "***", "person_type": "1"}
             for u, n in PEOPLE.items()]
        ))  # fmt: skip
        tx.insert("owner_private", pd.DataFrame(
            [{"owner_uuid": u, "first_name": n.split()[0], "last_name": n.split()[1]}
             for u, n in PEOPLE.items()]
        ))  # fmt: skip
        tx.insert("parcel", pd.DataFrame(
            [{"uuid": "p1", "parcel_code": "01A001", "zone_code": "01", "geom": None},
             {"uuid": "p2", "parcel_code": "02A001", "zone_code": "02", "geom": None}]
        ))  # fmt: skip
        tx.insert("assessment", pd.DataFrame([
            bill("a", 7_000, parcel="p1"), bill("a", 3_000, parcel="p2", cls="agri"),
            bill("b", 5_000, parcel="p2"), bill("b", 2_000, 2568, due="2025-06-30"),
            bill("c", 1_000, kind=SIGN), bill("a+d", 600, 2568, due="2025-06-30"),
            bill(None, 100), {**bill("b", 9_999), "item_key": "old", "state": "superseded"},
        ]))  # fmt: skip
        tx.insert("payment", pd.DataFrame([
            receipt("1", "a", 6_000, "2026-06-30"), receipt("2", "b", 2_420, "2026-05-20", 2568),
            receipt("3", "c", 1_200, "2026-04-10", kind=SIGN),
            {**receipt("4", "d", 600, "2025-06-01", 2568), "payer_key": None},
            receipt("5", None, 50, "2026-08-01"), receipt("6", "a", 70, "2026-08-01", 2567),
            receipt("7", "a", None, "2026-08-01"), receipt("8", "a", 10, None),
            receipt("9", "a", 10, "2026-09-16"),
        ]))  # fmt: skip
        tx.insert("notice", pd.DataFrame([
            {"kind": "pp3", "tax_year": 2569, "payer_key": "c", "received_date": "2026-04-01"},
            {"kind": "reminder", "tax_year": 2569, "owner_uuid": "b", "received_date": "2026-08-05",
             "due_date": "2026-08-20"},
            {"kind": "reminder", "tax_year": 2569, "payer_key": "a"},
        ]))  # fmt: skip
    return ws

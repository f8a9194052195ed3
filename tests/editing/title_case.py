"""Parcels with title documents of the register, and what is asked of them, for several tests."""

from __future__ import annotations

import pytest

from taxmap_plugin.editing.holder import holders_of
from taxmap_plugin.editing.native_edits import NativeEdits
from taxmap_plugin.editing.native_rows import apply_rows
from taxmap_plugin.editing.parcel_plan import decided
from taxmap_plugin.editing.plan_notes import plan_notes
from taxmap_plugin.editing.restore import plan_restore

from . import land_case
from .land_case import line

CUT = line((25, -5), (25, 35))  # 01A001 in 750 m² and 450 m²
NEW = {"deed_no": "21001", "land_no": "301", "document_area": 18_750}
OTHER = {"deed_no": "21002", "land_no": "302", "document_area": 11_250}


@pytest.fixture
def ws(tmp_path):
    """The titles of 01A001 and 01A002 with what was of the whole, one held by title alone."""
    made = land_case.make(tmp_path)
    with made.transaction("correct") as tx:
        whole = {"land_no": "11", "document_area": 30_000, "total_price": 450_000_000}
        tx.update_rows("title_document", [{"uuid": "t1", "province": "เชียงใหม่", **whole}])
        second = {"document_type": "1", "deed_no": "1002", "document_area": 30_000}
        tx.insert_rows("title_document", [{"uuid": "t2", "parcel_uuid": "p2", **second}])
        by_title = {"uuid": "h1", "title_document_uuid": "t1", "parcel_uuid": None}
        tx.update_rows("ownership", [by_title])
        match = {"register_table": "title_document", "register_uuid": "t1", "parcel_uuid": "p1"}
        tx.insert_rows(
            "match", [{"uuid": "m1", "outcome": "matched", "state": "confirmed", **match}]
        )
    return made


def known_title(ws, **values):
    """A title 21002 of the register, of no parcel, whose own holder holds by it alone."""
    with ws.transaction("import_register") as tx:
        title = {"uuid": "t9", "document_type": "1", "deed_no": "21002", **values}
        tx.insert_rows("title_document", [title])
        tx.insert_rows("owner", [{"uuid": "o9", "display_name": "นาย ค•••"}])
        held = {"uuid": "h9", "owner_uuid": "o9", "title_document_uuid": "t9"}
        tx.insert_rows("ownership", [held])


def titles_of(ws, parcel):
    """Number, land no. and area of the titles of a parcel."""
    columns = ["deed_no", "land_no", "document_area"]
    rows = ws.rows("title_document", columns, "parcel_uuid = ? ORDER BY deed_no", [parcel])
    return [tuple(row[name] for name in columns) for row in rows]


def title(ws, uuid):
    return ws.rows("title_document", where="uuid = ?", params=[uuid])[0]


def owners_of(ws, parcel):
    titles = ws.rows("title_document", ["uuid", "parcel_uuid"], "parcel_uuid IS NOT NULL")
    return [one.name for one in holders_of(ws, [parcel], titles).get(parcel, [])]


def told(ws, plan, decision):
    notes = plan_notes(ws, decided(plan, decision))
    return [(note.id, *map(str, note.params.values())) for note in notes if "title" in note.id]


def filed(ws):
    rows = ws.rows("finding", ["check_id", "subject_uuid"], "state = 'open'")
    return {(one["check_id"], one["subject_uuid"]) for one in rows if "title" in one["check_id"]}


def plan_restored(ws):
    (past,) = ws.rows("parcel_history", ["uuid"], "parcel_uuid = 'p1'")
    return plan_restore(ws, past["uuid"])


def type_number(ws, number, **beside):
    """A number typed in QGIS's own form; what is told of it at the save."""
    saved = apply_rows(ws, "parcel", NativeEdits(values={"p1": {"deed_no": number, **beside}}))
    return [look.message.id for look in saved.looks]

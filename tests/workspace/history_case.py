"""Parcels with a past."""

from __future__ import annotations

import datetime as dt
import time

import pandas as pd
import shapely

from taxmap_plugin.workspace.store import Workspace


def change(ws: Workspace, kind: str, gone: list[str], new: list[str]) -> str:
    """Parcels become others by their codes, with history and lineage as editing writes them."""
    marks = ", ".join("?" * len(gone))
    with ws.transaction(kind, reason=f"{kind} ตามเอกสาร") as tx:
        old = tx.read("parcel", where=f"parcel_code IN ({marks})", params=gone)
        tx.delete("parcel", old["uuid"])
        kept = ["parcel_code", "deed_no", "land_no", "map_sheet", "geom"]
        retired = old[kept].assign(
            parcel_uuid=old["uuid"],
            valid_from=old["created_at"],
            valid_to=tx.now,
            change_uuid=tx.change_uuid,
        )
        tx.insert("parcel_history", retired)
        shapes = [shapely.box(at, 0, at + 1, 1) for at in range(len(new))]
        children = tx.insert("parcel", pd.DataFrame({"parcel_code": new, "geom": shapes}))
        pairs = [(parent, child) for parent in old["uuid"] for child in children]
        links = pd.DataFrame(pairs, columns=["parent_uuid", "child_uuid"])
        tx.insert("lineage", links.assign(kind=kind, change_uuid=tx.change_uuid))
    return tx.change_uuid


def uuid_of(ws: Workspace, code: str) -> str:
    return ws.read("parcel", ["uuid"], "parcel_code = ?", [code])["uuid"].iloc[0]


def moment(ws: Workspace) -> dt.datetime:
    """The time of the last change; what follows is later."""
    text = ws.read("change", ["changed_at"], "1 ORDER BY fid DESC LIMIT 1")["changed_at"].iloc[0]
    time.sleep(0.003)
    return dt.datetime.fromisoformat(text.replace("Z", "+00:00"))

"""A town of three parcels in which changes are made and taken back."""

from __future__ import annotations

import pandas as pd
import shapely

from taxmap_plugin.workspace.store import Workspace
from taxmap_plugin.workspace.undo_stack import next_redo, next_undo

from .conftest import EAST, NORTH, parcels


def look(ws: Workspace, code: str) -> pd.Series:
    return ws.read("parcel", where="parcel_code = ?", params=[code]).iloc[0]


def split(ws: Workspace, code: str = "01A002", new: str = "01A002/001") -> str:
    """A parcel becomes a remainder that keeps the code, and a child; a building moves along."""
    parent = look(ws, code)
    west, south, east, north = parent["geom"].bounds
    middle = (west + east) / 2
    shapes = [shapely.box(west, south, middle, north), shapely.box(middle, south, east, north)]
    with ws.transaction("split", reason="แบ่งขาย", document="ชม 1/2569") as tx:
        tx.delete("parcel", [parent["uuid"]])
        rows = pd.DataFrame({"parcel_code": [code, new], "block_code": "01A", "geom": shapes})
        children = tx.insert("parcel", rows)
        buildings = tx.read("building", ["uuid"], "parcel_uuid = ?", [parent["uuid"]])
        tx.update("building", buildings.assign(parcel_uuid=children[1], note="ย้ายตามแปลง"))
        retired = {"parcel_uuid": [parent["uuid"]], "parcel_code": code, "geom": [parent["geom"]]}
        tx.insert("parcel_history", pd.DataFrame(retired).assign(change_uuid=tx.change_uuid))
        links = {"change_uuid": tx.change_uuid, "kind": "split", "child_uuid": children}
        tx.insert("lineage", pd.DataFrame({**links, "parent_uuid": parent["uuid"]}))
    return tx.change_uuid


def three_parcels(workspace: Workspace) -> Workspace:
    """Three parcels of a draft block, a building on the second."""
    with workspace.transaction("import") as tx:
        block = {"block_code": ["01A"], "geom": [shapely.box(EAST, NORTH, EAST + 90, NORTH + 90)]}
        tx.insert("block", pd.DataFrame(block))
        uuids = tx.insert("parcel", parcels(3))
        house = {"building_code": ["01A002-B001"], "parcel_uuid": [uuids[1]]}
        tx.insert("building", pd.DataFrame({**house, "geom": [shapely.box(1, 1, 2, 2)]}))
    return workspace


def declare(ws: Workspace) -> None:
    with ws.transaction("declare_codes") as tx:
        tx.update("block", ws.read("block", ["uuid"]).assign(code_state="declared"))


def note(ws: Workspace, code: str, text: str, kind: str = "correct") -> str:
    with ws.transaction(kind, reason=text) as tx:
        tx.update("parcel", pd.DataFrame({"uuid": [look(ws, code)["uuid"]], "note": [text]}))
    return tx.change_uuid


def reasons(ws: Workspace) -> tuple[str | None, str | None]:
    steps = next_undo(ws), next_redo(ws)
    return tuple(step.reason if step else None for step in steps)

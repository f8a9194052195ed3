"""A workspace with two small blocks, for the tests of codes."""

from __future__ import annotations

import pandas as pd
import shapely

from taxmap_plugin.core.municipality import Municipality
from taxmap_plugin.workspace.store import Workspace

LOTS = {
    # lots of 20 m from west to east: block, code
    "a1": ("01A", "01A007"),
    "a2": ("01A", None),
    "a3": ("01A", "01A002"),
    "b1": ("01B", "01B001"),
    "n1": (None, None),  # drawn in block 01A, not filed under it yet
}


def make(folder, lots=None, declared=(), **municipality) -> Workspace:
    """Block 01A with its lots at y = 0, block 01B with its lots at y = 100."""
    office = Municipality("เทศบาลตำบลสาธิต", **municipality)
    ws = Workspace.create(folder / "งาน แผนที่.gpkg", office)
    lots = LOTS if lots is None else lots
    with ws.transaction("import") as tx:
        tx.insert("block", _blocks(declared))
        tx.insert("parcel", _parcels(lots))
        tx.insert("building", _units(lots, "B", "building_code"))
        tx.insert("signboard", _units(lots, municipality.get("sign_letter", "P"), "signboard_code"))
    return ws


def _blocks(declared) -> pd.DataFrame:
    codes = ["01A", "01B"]
    return pd.DataFrame(
        {
            "block_code": codes,
            "zone_code": "01",
            "code_state": ["declared" if code in declared else "draft" for code in codes],
            "geom": [shapely.box(-10, -10, 500, 40), shapely.box(-10, 90, 500, 140)],
        }
    )


def _place(position: int, block: str | None) -> shapely.Polygon:
    x, y = 20 * position, 100 if block == "01B" else 0
    return shapely.box(x, y, x + 20, y + 30)


def _parcels(lots) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "uuid": list(lots),
            "parcel_code": [code for _, code in lots.values()],
            "block_code": [block for block, _ in lots.values()],
            "geom": [_place(at, block) for at, (block, _) in enumerate(lots.values())],
        }
    )


def _units(lots, letter: str, column: str) -> pd.DataFrame:
    """One building and one signboard, numbered 001, on each parcel that has a code."""
    coded = {uuid: lot for uuid, lot in lots.items() if lot[1]}
    shapes = [_place(at, lot[0]) for at, lot in enumerate(lots.values()) if lot[1]]
    centres = [shape.centroid for shape in shapes]
    return pd.DataFrame(
        {
            "uuid": [f"{uuid}-{letter}" for uuid in coded],
            column: [f"{code}-{letter}001" for _, code in coded.values()],
            "parcel_uuid": list(coded),
            "geom": [c.buffer(3) for c in centres] if letter == "B" else centres,
        }
    )


def codes(ws: Workspace, table: str = "parcel") -> dict[str, str | None]:
    """uuid → code, as the workspace holds them."""
    column = f"{table}_code"
    frame = ws.read(table, ["uuid", column])
    return {uuid: code or None for uuid, code in zip(frame["uuid"], frame[column])}


def retired(ws: Workspace) -> dict[str, str]:
    """Retired code → its successor."""
    frame = ws.read("retired_code", ["code", "successor_codes"])
    return dict(zip(frame["code"], frame["successor_codes"]))

"""A workspace of four blocks side by side, of which some can be declared."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from shapely import box

from taxmap_plugin.core.municipality import Municipality
from taxmap_plugin.workspace.store import Workspace


def four_blocks(folder: Path) -> Workspace:
    """01A and 01D are drafts with coded parcels; 01B is declared; in 01C no parcel has a code."""
    ws = Workspace.create(folder / "ตำบล สาธิต.gpkg", Municipality("เทศบาลตำบลสาธิต"))
    squares = [box(500000 + 10 * i, 2070000, 500010 + 10 * i, 2070010) for i in range(4)]
    with ws.transaction("import") as tx:
        blocks = pd.DataFrame({"block_code": ["01A", "01B", "01C", "01D"], "geom": squares})
        tx.insert("block", blocks.assign(code_state=["draft", "declared", "draft", "draft"]))
        codes = ["01D001", "01B001", None, "01A001"]
        inside = ["01D", "01B", "01C", "01A"]
        parcels = pd.DataFrame({"parcel_code": codes, "block_code": inside, "geom": squares})
        tx.insert("parcel", parcels)
    return ws

"""An invented block of nine square parcels of 20 m, with registers, for card and dock.

01A007 01A008 01A009
01A004 01A005 01A006
01A001 01A002 01A003
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import shapely

from taxmap_plugin.core.message import Message
from taxmap_plugin.core.municipality import Municipality
from taxmap_plugin.workspace.store import Workspace

EAST, NORTH, SIDE = 500000.0, 2073000.0, 20.0
MIDDLE = "01A005"


def square(column: int, row: int) -> shapely.Polygon:
    x, y = EAST + column * SIDE, NORTH + row * SIDE
    return shapely.box(x, y, x + SIDE, y + SIDE)


def code(column: int, row: int) -> str:
    return f"01A{row * 3 + column + 1:03d}"


def card_case(folder: Path, code_state: str = "declared") -> Workspace:
    """Nine parcels; the middle one has an owner, a deed of 1-0-00, a house, a sign, a finding."""
    ws = Workspace.create(folder / "สาธิต.gpkg", Municipality("เทศบาลตำบลสาธิต"), user="สมหญิง")
    places = [(column, row) for row in range(3) for column in range(3)]
    whole = shapely.box(EAST, NORTH, EAST + 3 * SIDE, NORTH + 3 * SIDE)
    with ws.transaction("import") as tx:
        block = {"block_code": ["01A"], "zone_code": "01", "code_state": code_state}
        tx.insert("block", pd.DataFrame({**block, "geom": [whole]}))
        parcels = pd.DataFrame(
            {
                "parcel_code": [code(*place) for place in places],
                "block_code": "01A",
                "land_no": [str(number + 1) for number in range(9)],
                "geom": [square(*place) for place in places],
            }
        )
        uuids = dict(zip(parcels["parcel_code"], tx.insert("parcel", parcels)))
    _registers(ws, uuids)
    return ws


def uuid_of(ws: Workspace, parcel_code: str) -> str:
    return str(ws.read("parcel", ["uuid"], "parcel_code = ?", (parcel_code,))["uuid"].iloc[0])


def _registers(ws: Workspace, uuids: dict[str, str]) -> None:
    middle, east = uuids[MIDDLE], uuids["01A006"]
    with ws.transaction("import_register") as tx:
        names = ["นายส*** ท***", "นางม*** ด***", "นายเ*** อ***"]
        owners = list(tx.insert("owner", pd.DataFrame({"display_name": names})))
        titles = pd.DataFrame(
            {
                "document_type": ["1"],
                "deed_no": ["10503"],
                "land_no": ["5"],
                "survey_no": ["128"],
                "map_sheet": ["4746 II 9864-16 1:1000"],
                "document_area": pd.array([10400], dtype="Int64"),
                "parcel_uuid": [middle],
            }
        )
        (title,) = tx.insert("title_document", titles)
        held = pd.DataFrame(
            {
                "owner_uuid": owners,
                "kind": "owner",
                "title_document_uuid": [title, None, title],
                "parcel_uuid": [None, east, None],
                "share_numerator": pd.array([1, None, None], dtype="Int64"),
                "share_denominator": pd.array([2, None, None], dtype="Int64"),
                "to_date": [None, None, "2020-01-01"],
            }
        )
        tx.insert("ownership", held)
        house = square(1, 1).centroid.buffer(3)
        rows = {"building_code": ["01A005-B001"], "building_type": "100", "parcel_uuid": middle}
        tx.insert("building", pd.DataFrame({**rows, "geom": [house]}))
        sign = {"signboard_code": ["01A005-P001"], "signboard_name": "ร้านสาธิต"}
        place = [square(1, 1).centroid]
        tx.insert("signboard", pd.DataFrame({**sign, "parcel_uuid": middle, "geom": place}))
        _findings(tx, middle)


def _findings(tx, uuid: str) -> None:
    said = Message("map_sheet.other", text="4746 2").to_json()
    rows = {
        "check_id": "map_sheet.other",
        "message": said,
        "severity": ["info", "error", "warning"],
        "state": ["open", "open", "accepted"],
        "subject_table": "parcel",
        "subject_uuid": uuid,
        "geom": [square(1, 1).centroid] * 3,
    }
    tx.insert("finding", pd.DataFrame(rows))

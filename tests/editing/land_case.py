"""Six parcels in two rows with all that hangs on them, for the tests of changes.

Parcels are 40 m wide and 30 m deep (1,200 m² = 300 ตร.ว.), 01A001 to 01A003 in the south
from west to east, 01A004 to 01A006 north of them.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import shapely
from shapely.affinity import translate

from taxmap_plugin.core.municipality import Municipality
from taxmap_plugin.core.quality_rules import RULES
from taxmap_plugin.workspace.check_log import last_change, remember_checked
from taxmap_plugin.workspace.schema import tables
from taxmap_plugin.workspace.store import Place, Workspace

from ..cluster import Cluster

EAST, NORTH = 500_000.0, 2_070_000.0
WIDTH, DEPTH = 40.0, 30.0
AREA = 30_000  # hundredths of a ตารางวา
UUIDS = ("p1", "p2", "p3", "p4", "p5", "p6")


def at(x: float, y: float) -> tuple[float, float]:
    """A place, from the south-west corner of the six parcels."""
    return EAST + x, NORTH + y


def line(*points: tuple[float, float]) -> shapely.LineString:
    return shapely.LineString([at(*point) for point in points])


def box(x0: float, y0: float, x1: float, y1: float) -> shapely.Polygon:
    return translate(shapely.box(x0, y0, x1, y1), EAST, NORTH)


def make(folder, declared: bool = False) -> Workspace:
    path = folder / "งาน แปลง.gpkg"
    path.write_bytes(_file(declared))
    return Workspace.open(path)


def make_in_database(cluster: Cluster, made: list, _folder, declared: bool = False) -> Workspace:
    """As :func:`make`, in a database; ``made`` takes its storage and name."""
    database = cluster.copy(_database(cluster, declared))
    made.append((cluster.storage(database), database))
    return Workspace.open(made[-1][0])


@lru_cache(maxsize=None)
def _file(declared: bool) -> bytes:
    """The workspace as it is filed, made once for all tests."""
    with TemporaryDirectory() as folder:
        return _fill(Path(folder) / "แปลง.gpkg", declared).path.read_bytes()


@lru_cache(maxsize=None)
def _database(cluster: Cluster, declared: bool) -> str:
    """The name of a database with the same, made once for all tests."""
    database = cluster.copy()
    storage = cluster.storage(database)
    _fill(storage, declared)
    storage.close()
    return database


def _fill(place: Place, declared: bool) -> Workspace:
    ws = Workspace.create(place, Municipality("เทศบาลตำบลสาธิต", tax_year=2569))
    with ws.transaction("import") as tx:
        tx.insert("block", _block(declared))
        tx.insert("parcel", _parcels())
        for table, rows in _REGISTERS.items():
            tx.insert(table, pd.DataFrame(rows))
    return ws


def _block(declared: bool) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "block_code": ["01A", "01B"],
            "zone_code": "01",
            "code_state": ["declared" if declared else "draft", "draft"],
            "geom": [box(0, 0, 120, 60), box(0, 100, 120, 160)],
        }
    )


def _parcels() -> pd.DataFrame:
    places = [(column * WIDTH, row * DEPTH) for row in range(2) for column in range(3)]
    return pd.DataFrame(
        {
            "uuid": UUIDS,
            "parcel_code": [f"01A00{number}" for number in range(1, 7)],
            "zone_code": "01",
            "block_code": "01A",
            "lot": [f"00{number}" for number in range(1, 7)],
            "document_type": "1",
            "deed_no": [f"100{number}" for number in range(1, 7)],
            "land_no": [f"1{number}" for number in range(1, 7)],
            "survey_no": [f"50{number}" for number in range(1, 7)],
            "map_sheet": "4746 II 9472-15",
            "document_area": AREA,
            "geom": [box(x, y, x + WIDTH, y + DEPTH) for x, y in places],
        }
    )


_REGISTERS: dict[str, list[dict]] = {
    "owner": [
        {"uuid": "o1", "display_name": "นาง ก•••"},
        {"uuid": "o2", "display_name": "นาย ข•••"},
    ],
    "ownership": [
        {"uuid": f"h{number}", "owner_uuid": owner, "parcel_uuid": f"p{number}"}
        for number, owner in enumerate(["o1", "o1", "o2", "o2", "o2", "o2"], start=1)
    ],
    "title_document": [
        {"uuid": "t1", "document_type": "1", "deed_no": "1001", "parcel_uuid": "p1"},
    ],
    "land_use": [
        {"uuid": "u1", "parcel_uuid": "p1", "tax_year": 2569, "use_type": "2", "area": 10_001},
        {"uuid": "u2", "parcel_uuid": "p1", "tax_year": 2569, "use_type": "1", "area": 19_999},
    ],
    "land_price": [
        {"uuid": "l1", "parcel_uuid": "p1", "land_no": "11", "price_per_wah": 1_500_000},
    ],
    "building": [
        {
            "uuid": "b1",
            "building_code": "01A001-B001",
            "parcel_uuid": "p1",
            "land_use_uuid": "u1",
            "geom": box(5, 5, 12, 12),
        },
        {
            "uuid": "b2",
            "building_code": "01A001-B002",
            "parcel_uuid": "p1",
            "land_use_uuid": "u1",
            "geom": box(30, 5, 36, 12),
        },
    ],
    "signboard": [
        {
            "uuid": "s1",
            "signboard_code": "01A001-P001",
            "parcel_uuid": "p1",
            "geom": shapely.Point(at(38, 1)),
        },
    ],
    "condo_unit": [{"uuid": "c1", "unit_no": "1/1", "parcel_uuid": "p1", "building_uuid": "b2"}],
    "assessment": [{"uuid": "a1", "parcel_uuid": "p1", "tax_year": 2568, "tax": 12_345}],
    "attachment": [
        {"uuid": "f1", "subject_table": "parcel", "subject_uuid": "p1", "path": "รูป/01A001.jpg"}
    ],
}


def parcel(ws: Workspace, code: str) -> pd.Series:
    """The living parcel with a code."""
    return ws.read("parcel", where="parcel_code = ?", params=[code]).iloc[0]


def call_checked(ws: Workspace, but: str = "") -> None:
    """As if all rules but this one had found nothing on the whole map."""
    with ws.transaction("quality_check") as tx:
        remember_checked(tx, [one.id for one in RULES if one.id != but], last_change(tx))


def living(ws: Workspace) -> dict[str, float]:
    """Code → map area of the living parcels, to the square millimetre."""
    rows = ws.read("parcel", ["parcel_code", "geom"])
    areas = shapely.area(rows["geom"].to_numpy())
    return {code: round(float(area), 6) for code, area in zip(rows["parcel_code"], areas)}


_COUNTED = {"fid", "created_at", "created_by", "updated_at", "updated_by", "row_version"}


def everything(ws: Workspace) -> dict[str, list[dict]]:
    """All rows of all tables but the history, without what counts the changes."""
    return {
        name: _rows(ws.read(name))
        for name, table in tables().items()
        if table.keeps_images and name != "parcel_history"
    }


def _rows(frame: pd.DataFrame) -> list[dict]:
    if "geom" in frame:
        frame = frame.assign(geom=[None if g is None else g.wkb_hex for g in frame["geom"]])
    kept = frame[[name for name in frame if name not in _COUNTED]]
    return kept.sort_values("uuid").astype(object).where(kept.notna(), None).to_dict("records")

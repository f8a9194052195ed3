"""One small edit of a large workspace: what every operation of an officer costs at least.

python -m benchmarks.small_change 100000          times of each part
python -m benchmarks.small_change 100000 wal      the same while QGIS has the file open
python -m benchmarks.small_change 100000 profile  where the time of an edit goes

``build`` makes the workspace that other benchmarks put their operations on.
"""

from __future__ import annotations

import cProfile
import pstats
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timezone
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import shapely

from taxmap_plugin.core.municipality import Municipality
from taxmap_plugin.workspace.family import family
from taxmap_plugin.workspace.past_parcels import parcels_on
from taxmap_plugin.workspace.store import Workspace
from taxmap_plugin.workspace.undo import redo, undo
from taxmap_plugin.workspace.undo_stack import next_undo

from .import_layers import fabric, parcel_codes

ROUNDS = 30
MORE_THAN_CODES = 99 * 26 * 900  # from here on codes would stand twice


def build(path: Path, count: int) -> Workspace:
    """A workspace of ``count`` parcels (``import_layers.fabric``) with codes, deeds and areas."""
    if count > MORE_THAN_CODES:
        raise SystemExit(f"at most {MORE_THAN_CODES} parcels have codes of their own")
    ws = Workspace.create(path, Municipality("ทดสอบความเร็ว"), user="ทดสอบ")
    number = np.arange(count)
    codes = parcel_codes(count)
    frame = pd.DataFrame(
        {
            "parcel_code": codes,
            "zone_code": [code[:2] for code in codes],
            "block_code": [code[:3] for code in codes],
            "lot": [code[3:] for code in codes],
            "document_type": "โฉนดที่ดิน",
            "deed_no": (10_000 + number).astype(str),
            "land_no": (number % 500 + 1).astype(str),
            "survey_no": (number % 9_000 + 1).astype(str),
            "map_sheet": "4746 II 9472",
            "document_area": 20_000,
            "geom": fabric(count),
        }
    )
    with ws.transaction("import") as tx:
        tx.insert("parcel", frame)
    return ws


class Edit(NamedTuple):
    """What a split writes: one parcel out, two in, five neighbours reshaped, with its history."""

    parcel: pd.DataFrame
    children: pd.DataFrame
    neighbours: pd.DataFrame
    retired: pd.DataFrame

    @property
    def root(self) -> str:
        return str(self.parcel["uuid"].iloc[0])

    @classmethod
    def of(cls, rows: pd.DataFrame) -> Edit:
        """The first of six parcels is split, the others lie beside it."""
        parcel = rows.head(1)
        west, south, east, north = parcel["geom"].iloc[0].bounds
        middle = (west + east) / 2
        halves = [shapely.box(west, south, middle, north), shapely.box(middle, south, east, north)]
        kept = ["zone_code", "block_code", "lot", "document_type", "deed_no", "land_no"]
        children = pd.DataFrame([parcel[kept].iloc[0]] * 2, index=range(2)).assign(geom=halves)
        neighbours = rows.tail(5)[["uuid", "row_version", "geom"]]
        retired = parcel[["parcel_code", *kept, "geom"]].assign(parcel_uuid=parcel["uuid"])
        return cls(parcel[["uuid", "row_version"]], children, neighbours, retired)

    def write(self, ws: Workspace) -> str:
        with ws.transaction("split", reason="แบ่งขาย", document="ชม 55502/7") as tx:
            tx.delete("parcel", self.parcel)
            children = tx.insert("parcel", self.children)
            tx.update("parcel", self.neighbours)
            tx.insert("parcel_history", self.retired.assign(change_uuid=tx.change_uuid))
            rows = [(tx.change_uuid, "split", self.root, child) for child in children]
            columns = ["change_uuid", "kind", "parent_uuid", "child_uuid"]
            tx.insert("lineage", pd.DataFrame(rows, columns=columns))
        return tx.change_uuid


def edits(ws: Workspace, rounds: int) -> list[Edit]:
    """Edits of parcels that lie far from one another."""
    picked = np.linspace(1, ws.count("parcel") - 10, rounds).astype(int).tolist()
    rows = [ws.read("parcel", where="fid BETWEEN ? AND ?", params=[at, at + 5]) for at in picked]
    return [Edit.of(six) for six in rows]


def look_around(ws: Workspace, edit: Edit) -> int:
    """The neighbours of a parcel, as a dock shows them."""
    shape = edit.retired["geom"].iloc[0]
    near = ws.within("parcel", shape.bounds, ["uuid", "parcel_code", "deed_no", "geom"])
    near = ws.within("parcel", shape.bounds, ["uuid", "parcel_code", "deed_no", "geom"])
    return int(shapely.intersects([row["geom"] for row in near], shape).sum())


def timed(works: list[Callable[[], object]]) -> str:
    spent, worked = [], time.process_time()
    for work in works:
        start = time.perf_counter()
        work()
        spent.append((time.perf_counter() - start) * 1000)
    worked = (time.process_time() - worked) / len(works) * 1000
    return (
        f"median {np.median(spent):7.2f} ms   least {min(spent):7.2f}   most {max(spent):7.2f}"
        f"   of the processor {worked:7.2f}"
    )


def main(count: int, profile: bool, wal: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        ws = build(Path(folder) / "workspace.gpkg", count)
        with sqlite3.connect(ws.path) as opened:
            opened.execute(f"PRAGMA journal_mode = {'wal' if wal else 'delete'}")
        print(f"{count:,} parcels built in {time.perf_counter() - start:.1f} s")
        planned = edits(ws, ROUNDS)
        writing = [partial(edit.write, ws) for edit in planned]
        if profile:
            profiler = cProfile.Profile()
            profiler.runcall(lambda: [work() for work in writing])
            pstats.Stats(profiler).sort_stats("tottime").print_stats(40)
            return
        print("neighbours         ", timed([partial(look_around, ws, edit) for edit in planned]))
        start_of_day = datetime.now(timezone.utc)
        print("one edit           ", timed(writing))
        print("undo               ", timed([partial(undo, ws)] * ROUNDS))
        print("redo               ", timed([partial(redo, ws)] * ROUNDS))
        print("next to be undone  ", timed([partial(next_undo, ws)] * ROUNDS))
        print("family             ", timed([partial(family, ws, e.root) for e in planned]))
        everything = partial(ws.read, "parcel", ["parcel_code", "geom"])
        before = partial(parcels_on, ws, start_of_day, ["parcel_code", "geom"])
        print("all parcels        ", timed([everything] * 3))
        print("as they were before", timed([before] * 3))


if __name__ == "__main__":
    main(int(sys.argv[1]), "profile" in sys.argv, "wal" in sys.argv)

"""An officer's edits of one parcel among many, beside QGIS's bare split of the same layer.

python -m benchmarks.edit_parcels 100000          times of each operation
python -m benchmarks.edit_parcels 100000 profile  where the time of a split goes

Ours is all of it: looking around, shapes, codes, lineage, history, what hangs on the parcel,
audit and commit. QGIS's is ``QgsVectorLayer.splitFeatures`` alone, uncommitted.
"""

from __future__ import annotations

import cProfile
import math
import pstats
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median

import numpy as np
import pandas as pd
import shapely
from qgis.core import QgsPointXY, QgsVectorLayer
from qgis.testing import start_app

from taxmap_plugin.core.fabric import touching
from taxmap_plugin.editing.merge import plan_merge
from taxmap_plugin.editing.neighbours import without
from taxmap_plugin.editing.parcel_card import parcel_card
from taxmap_plugin.editing.parcel_plan import (
    Decision,
    Plan,
    read_around,
    read_parcels,
    shapes_of,
)
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.quality_near import LOCAL, check_near
from taxmap_plugin.editing.reshape import plan_move
from taxmap_plugin.editing.split import plan_split
from taxmap_plugin.workspace.store import Workspace

from .measure import Measurement
from .small_change import build

ROUNDS = 21
QGIS_ROUNDS = 7
AIM = 10.0  # times faster than QGIS's split, from AIM_FROM parcels on
AIM_FROM = 100_000
LOOK_SECONDS = 0.005
CHECK_SECONDS = 0.1
WIDTH, DEPTH = 20.0, 40.0  # metres of a parcel, as import_layers.fabric lays them out


class Land:
    """A workspace of ``count`` parcels in rows, and the places of edits far from one another."""

    def __init__(self, ws: Workspace, count: int) -> None:
        self.ws, self.side = ws, math.ceil(math.sqrt(count))
        rows = count // self.side
        self.rows = np.linspace(2, rows - 4, 4 * ROUNDS + QGIS_ROUNDS).astype(int).tolist()
        self.columns = np.linspace(self.side - 5, 3, 4 * ROUNDS + QGIS_ROUNDS).astype(int).tolist()

    def corner(self, place: int) -> tuple[float, float]:
        """The south-west corner of the parcel at one of the places."""
        return 500_000 + WIDTH * self.columns[place], 2_070_000 + DEPTH * self.rows[place]

    def parcels(self, place: int, count: int = 1) -> list[str]:
        """The uuids of parcels from a place eastwards."""
        first = self.rows[place] * self.side + self.columns[place] + 1
        found = self.ws.rows("parcel", ["uuid"], "fid BETWEEN ? AND ?", [first, first + count - 1])
        return [row["uuid"] for row in found]

    def across(self, place: int) -> list[tuple[float, float]]:
        """A line through a parcel from west to east, where no neighbour has a corner."""
        x, y = self.corner(place)
        return [(x - 1, y + 13), (x + WIDTH + 1, y + 14)]


def furnish(ws: Workspace, count: int) -> None:
    """Declared blocks; an owner, a land use and a house for every parcel."""
    parcels = ws.read("parcel", ["uuid", "parcel_code", "block_code", "geom"])
    corners = shapely.bounds(parcels["geom"].to_numpy())[:, :2].T
    houses = shapely.box(corners[0] + 4, corners[1] + 4, corners[0] + 12, corners[1] + 12)
    here = {"parcel_uuid": parcels["uuid"]}
    owners = [f"o{number}" for number in range(100)]
    codes = parcels["parcel_code"] + "-B001"
    blocks = {"block_code": parcels["block_code"].unique(), "code_state": "declared"}
    use = {"tax_year": 2569, "use_type": "1", "area": 20_000}
    with ws.transaction("import") as tx:
        tx.insert("block", pd.DataFrame(blocks))
        tx.insert("owner", pd.DataFrame({"uuid": owners, "display_name": "นาย ก•••"}))
        held = pd.DataFrame({**here, "owner_uuid": np.resize(owners, count)})
        tx.insert("ownership", held)
        tx.insert("land_use", pd.DataFrame({**here, **use}))
        tx.insert("building", pd.DataFrame({**here, "building_code": codes, "geom": houses}))


@contextmanager
def furnished(count: int) -> Iterator[Land]:
    with tempfile.TemporaryDirectory() as folder:
        ws = build(Path(folder) / "workspace.gpkg", count)
        furnish(ws, count)
        yield Land(ws, count)


# -- what is timed --------------------------------------------------------------------------


def write(land: Land, plan: Plan) -> None:
    apply_plan(land.ws, plan, Decision(reason="แบ่งขาย", document="ชม 55502/7"))


def split(land: Land, place: int) -> None:
    (parcel,) = land.parcels(place)
    write(land, plan_split(land.ws, parcel, [shapely.LineString(land.across(place))]))


def merge(land: Land, place: int) -> None:
    write(land, plan_merge(land.ws, land.parcels(place, 2)))


def move(land: Land, place: int) -> None:
    """A corner of four parcels."""
    x, y = land.corner(place)
    write(land, plan_move(land.ws, [((x, y), (x + 1.5, y + 1.0))]))


def neighbours(land: Land, place: int) -> None:
    (row,) = read_parcels(land.ws, land.parcels(place))
    around = without(read_around(land.ws, [row["geom"]]), [row["uuid"]])
    if len(touching(row["geom"], shapes_of(around))) != 4:
        raise SystemExit("a parcel in the middle has four neighbours")


def check(land: Land, number: int, kind: str = "correct") -> None:
    """The rules of quality around one of the boundaries that were moved."""
    changes = land.ws.read("change", ["uuid"], "kind = ?", [kind])["uuid"]
    checked = check_near(land.ws, [changes.iloc[number]])
    if checked is None or checked.outcome.failed or len(checked.outcome.done) != len(LOCAL):
        raise SystemExit("all local rules look around a change")


def look(land: Land, place: int) -> None:
    """All that the dock shows of a parcel, neighbours with their owners among it."""
    (parcel,) = land.parcels(place)
    if len(parcel_card(land.ws, parcel).neighbours) != 4:
        raise SystemExit("a parcel in the middle has four neighbours")


OPERATIONS: dict[str, Callable[[Land, int], None]] = {"split": split, "merge": merge, "move": move}


def seconds(work: Callable[[Land, int], None], land: Land, places: range) -> float:
    """The median of one call for each place."""
    spent = []
    for place in places:
        start = time.perf_counter()
        work(land, place)
        spent.append(time.perf_counter() - start)
    return median(spent)


def seconds_of_qgis(land: Land, places: range) -> float:
    """``splitFeatures`` on the parcel layer of the same file; the edits are thrown away."""
    layer = QgsVectorLayer(f"{land.ws.path}|layername=parcel", "parcel", "ogr")
    layer.startEditing()
    before = layer.featureCount()
    took = seconds(
        lambda land, at: layer.splitFeatures([QgsPointXY(*point) for point in land.across(at)]),
        land,
        places,
    )
    if layer.featureCount() != before + len(places):
        raise SystemExit("QGIS did not split each parcel in two")
    layer.rollBack()
    return took


def measure(size: int) -> list[Measurement]:
    """Each operation beside QGIS's split, and finding neighbours beside what was asked for."""
    start_app()
    with furnished(size) as land:
        took = {
            name: seconds(work, land, range(at * ROUNDS, (at + 1) * ROUNDS))
            for at, (name, work) in enumerate(OPERATIONS.items())
        }
        beside = seconds(neighbours, land, range(3 * ROUNDS, 4 * ROUNDS))
        moved = seconds(check, land, range(ROUNDS))
        divided = seconds(partial(check, kind="split"), land, range(ROUNDS))
        qgis = seconds_of_qgis(land, range(4 * ROUNDS, 4 * ROUNDS + QGIS_ROUNDS))
    wanted = AIM if size >= AIM_FROM else 0.0
    return [
        *(
            Measurement(
                f"{name}, committed", size, ours, "splitFeatures, uncommitted", qgis, wanted
            )
            for name, ours in took.items()
        ),
        Measurement("neighbours", size, beside, "as asked for", LOOK_SECONDS, 1.0),
        Measurement("check around a move", size, moved, "as asked for", CHECK_SECONDS, 1.0),
        Measurement("check around a split", size, divided, "as asked for", CHECK_SECONDS, 1.0),
    ]


def main(count: int, profile: bool) -> None:
    if not profile:
        for row in measure(count):
            print(
                f"{row.what:22} {row.ours * 1000:8.2f} ms   {row.other} {row.theirs * 1000:8.2f} ms"
                f"   {row.ratio:6.1f} of {row.wanted:.0f} {'yes' if row.reached else 'NO'}"
            )
        return
    with furnished(count) as land:
        works = {**OPERATIONS, "card": look, "check": check}
        for at, (name, work) in enumerate(works.items()):
            profiler = cProfile.Profile()
            at = at if name in (*OPERATIONS, "card") else 0
            profiler.runcall(seconds, work, land, range(at * ROUNDS, (at + 1) * ROUNDS))
            print(name)
            pstats.Stats(profiler).sort_stats("tottime").print_stats(25)


if __name__ == "__main__":
    main(int(sys.argv[1]), "profile" in sys.argv)

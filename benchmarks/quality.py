"""Looking for faults of shape and fabric, beside QGIS's Geometry Checker and native:dissolve.

python -m benchmarks.quality 100000           the ratios
python -m benchmarks.quality 100000 profile   where the time of our rules goes

All read the same GeoPackage: a town of lots, in every sixteenth of which a fault is planted, among
them exact duplicates, which the Geometry Checker does not see, and 0.4 % invalid shapes (offices'
own files have 0.1 %). Ours is with the reading of the file. Seconds are those of the processor.
"""

from __future__ import annotations

import cProfile
import math
import os
import pstats
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pandas as pd
from qgis.core import (
    QgsApplication,
    QgsFeatureRequest,
    QgsProcessingContext,
    QgsProcessingFeedback,
)

from taxmap_plugin.core.feedback import Silent
from taxmap_plugin.core.municipality import Municipality
from taxmap_plugin.core.object_array import object_array
from taxmap_plugin.core.quality_rules import RULES
from taxmap_plugin.core.quality_run import check
from taxmap_plugin.editing.quality_tables import sight_of
from taxmap_plugin.workspace.store import Workspace
from tests import planted
from tools.desktop import Desktop

from .match import start_qgis
from .measure import Measurement, best_of

ROOT = Path(__file__).resolve().parent.parent
OVERLAPS = ("overlap", "containment", "shape_duplicate")
GAPS = ("gap",)
ALL = tuple(rule.id for rule in RULES if rule.group in ("shape", "fabric"))
AIM_OVERLAPS, AIM_ALL, AIM_GAPS = 15.0, 5.0, 5.0
AIM_FROM = 100_000
LIMIT_GIB, LIMIT_EXPONENT = 6.0, 1.15
TIMES = 3
FAULTS = (*5 * tuple(planted.SOUND), *planted.INVALID)
CHECKER_SECONDS = 1200


def build(path: Path, count: int) -> planted.Town:
    """A workspace of about ``count`` parcels with faults."""
    town = planted.town(math.isqrt(count), faults=FAULTS, areas_each=4)
    ws = Workspace.create(path, Municipality("ทดสอบความเร็ว"))
    with ws.transaction("benchmark") as tx:
        tx.insert("parcel", _frame(town.parcels))
        tx.insert("block", _frame(town.blocks))
        tx.insert("zone", _frame(town.zones))
        tx.insert("boundary", _frame({"m": town.boundary}))
        tx.insert("water", _frame({f"w{at}": shape for at, shape in enumerate(town.water)}))
    return town


def _frame(shapes: dict) -> pd.DataFrame:
    return pd.DataFrame({"uuid": list(shapes), "geom": object_array(shapes.values())})


def look(path: Path, ids: Sequence[str]) -> dict[str, int]:
    """How many findings the rules have."""
    rules = [rule for rule in RULES if rule.id in ids]
    outcome = check(sight_of(Workspace.open(path)), rules, {}, Silent())
    return outcome.found["rule"].value_counts().to_dict()


def measure(size: int) -> list[Measurement]:
    if size > AIM_FROM:
        return measure_growth(size)
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "workspace.gpkg"
        wanted = {rule: len(things) for rule, things in build(path, size).wanted.items()}
        if look(path, ALL) != wanted:
            raise SystemExit("what was found is not what was planted")
        overlaps = best_of(TIMES, lambda: look(path, OVERLAPS), time.process_time)
        everything = best_of(TIMES, lambda: look(path, ALL), time.process_time)
        gaps = best_of(TIMES, lambda: look(path, GAPS), time.process_time)
        dissolved = best_of(TIMES, lambda: _dissolve(path), time.process_time)
        checked = _geometry_checker(path, Path(name))
    checker, dissolve = "Geometry Checker, overlaps alone", "native:dissolve"
    aims = [aim if size >= AIM_FROM else 1.0 for aim in (AIM_OVERLAPS, AIM_ALL, AIM_GAPS)]
    return [
        Measurement("overlaps and duplicates", size, overlaps, checker, checked, aims[0]),
        Measurement("all rules of shape and fabric", size, everything, checker, checked, aims[1]),
        Measurement("gaps", size, gaps, dissolve, dissolved, aims[2]),
    ]


def _dissolve(path: Path) -> None:
    start_qgis()
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("native:dissolve")
    context = QgsProcessingContext()
    context.setInvalidGeometryCheck(QgsFeatureRequest.GeometrySkipInvalid)
    parameters = {"INPUT": f"{path}|layername=parcel", "OUTPUT": "memory:"}
    if not algorithm.run(parameters, context, QgsProcessingFeedback())[1]:
        raise SystemExit("native:dissolve failed")
    context.temporaryLayerStore().removeAllMapLayers()


def _geometry_checker(path: Path, folder: Path) -> float:
    """Seconds of its overlap check, from Run to the list of errors."""
    told = {"source": f"{path}|layername=parcel", "check": "checkBoxOverlaps"}
    desktop = Desktop(
        folder / "desktop",
        built_in=("libgeometrycheckerplugin",),
        arguments=told,
        seconds=CHECKER_SECONDS,
    )
    run = desktop.run(Path(__file__).with_name("drive_geometry_checker.py"))
    if run.errors or not run.facts["found"]:
        raise SystemExit(f"the Geometry Checker found nothing: {run.errors}")
    return float(min(run.facts["worked"], run.facts["seconds"]))


# -- a million -----------------------------------------------------------------------------


def measure_growth(size: int) -> list[Measurement]:
    """Overlaps and gaps of so many parcels: what they need at most, and how their time grows."""
    less, _ = _alone(AIM_FROM)
    seconds, peak = _alone(size)
    grows = math.log(seconds / less) / math.log(size / AIM_FROM)
    what = "overlaps and gaps"
    return [
        Measurement(f"{what}, peak memory in GiB", size, peak, "limit", LIMIT_GIB, 1.0),
        Measurement(f"{what}, exponent", size, grows, "limit", LIMIT_EXPONENT, 1.0),
    ]


def _alone(size: int) -> tuple[float, float]:
    """Seconds of the processor and GiB of a process that does nothing else."""
    with tempfile.TemporaryDirectory() as name:
        path = str(Path(name) / "workspace.gpkg")
        for step in ("--build", "--look"):
            command = [sys.executable, "-m", "benchmarks.quality", step, str(size), path]
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    seconds, peak = map(float, done.stdout.split()[-2:])
    return seconds, peak


def _look_alone(path: Path) -> None:
    started = time.process_time()
    look(path, (*OVERLAPS, *GAPS))
    spent = time.process_time() - started
    status = Path("/proc/self/status").read_text(encoding="ascii")
    print(spent, int(status.partition("VmHWM:")[2].split()[0]) / 2**20)


def _profile(size: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "workspace.gpkg"
        build(path, size)
        profiler = cProfile.Profile()
        profiler.runcall(look, path, ALL)
        pstats.Stats(profiler).sort_stats("tottime").print_stats(40)


def main(arguments: Sequence[str]) -> None:
    if arguments[0] == "--build":
        build(Path(arguments[2]), int(arguments[1]))
    elif arguments[0] == "--look":
        _look_alone(Path(arguments[2]))
    elif "profile" in arguments:
        _profile(int(arguments[0]))
    else:
        for row in measure(int(arguments[0])):
            print(f"{row.what:40} {row.ours:8.2f} {row.theirs:8.2f} {row.other} {row.ratio:.1f}")


if __name__ == "__main__":
    main(sys.argv[1:])

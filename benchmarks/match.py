"""Matching a register to parcels, beside QGIS's native:joinattributestable of the same data.

The native tool joins by one column and checks nothing; ours checks the cardinality of both
sides and compares the second keys of every pair.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pandas as pd
import shapely
from qgis.analysis import QgsNativeAlgorithms
from qgis.core import (
    QgsApplication,
    QgsFeature,
    QgsField,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QVariant

from taxmap_plugin.core import match_profile
from taxmap_plugin.core.feedback import Silent
from taxmap_plugin.core.matching import match
from taxmap_plugin.core.municipality import Municipality
from taxmap_plugin.exchange.register_match import match_register
from taxmap_plugin.workspace.store import Workspace
from tests.core.match_case import Case, dirty_case

from .measure import Measurement, best_of

THAI = match_profile.shipped("thai_tax_map")
BY_KEY = replace(
    THAI, name="by_key", steps=THAI.steps[:1], fields=THAI.fields[:1], shares=(), share_owner=""
)
ROOT = Path(__file__).resolve().parent.parent
IN_MEMORY, END_TO_END, LIMIT_GIB = 6.0, 2.0, 4.0
END_TO_END_RUNS = 3
OTHER = "native:joinattributestable"
_application: list[QgsApplication] = []


def measure(size: int) -> list[Measurement]:
    """One key as the native tool does it, all keys, and end to end with everything written."""
    start_qgis()
    case = dirty_case(size, share=0.04)
    wanted = IN_MEMORY if size >= 100_000 else 1.0  # asked for at 100,000
    times = 5 if size <= 100_000 else 2
    native = best_of(times, _native_in_memory(case))
    by_key = best_of(times, lambda: match(case.parcels, case.register, BY_KEY, Silent()))
    by_all = best_of(times, lambda: match(case.parcels, case.register, THAI, Silent()))
    rows = [
        Measurement("match by key, cardinality checked", size, by_key, OTHER, native, wanted),
        Measurement("match by all keys, 4 % errors", size, by_all, OTHER, native, 1.0),
    ]
    if size <= 100_000:
        with tempfile.TemporaryDirectory() as name:
            rows += _end_to_end(case, Path(name))
    else:
        peak = peak_memory(size)
        rows.append(Measurement("match, peak memory in GiB", size, peak, "limit", LIMIT_GIB, 1.0))
    return rows


def peak_memory(size: int) -> float:
    """GiB that a process of its own needs at most to make the rows and match them."""
    command = [sys.executable, "-m", "benchmarks.match", "--alone", str(size)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return float(done.stdout.split()[-1])


def _alone(size: int) -> None:
    case = dirty_case(size, share=0.04)
    result = match(case.parcels, case.register, THAI, Silent())
    if result.totals().sum().tolist() != [len(case.parcels), len(case.register)]:
        raise SystemExit("the totals do not add up")
    status = Path("/proc/self/status").read_text(encoding="ascii")  # getrusage sees the parent
    print(int(status.partition("VmHWM:")[2].split()[0]) / 2**20)


def start_qgis() -> None:
    if not _application:
        application = QgsApplication.instance() or QgsApplication([], False)
        application.initQgis()
        QgsApplication.processingRegistry().addProvider(QgsNativeAlgorithms())
        _application.append(application)


def _join(first, second, output, key, other_key) -> dict:
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(OTHER)
    parameters = {
        "INPUT": first,
        "FIELD": key,
        "INPUT_2": second,
        "FIELD_2": other_key,
        "METHOD": 1,
        "OUTPUT": output,
    }
    context = QgsProcessingContext()
    results, fine = algorithm.run(parameters, context, QgsProcessingFeedback())
    if not fine:
        raise SystemExit("the native join failed")
    context.temporaryLayerStore().removeAllMapLayers()
    return results


def _native_in_memory(case: Case):
    shapes = [_square(at) for at in range(len(case.parcels))]
    left = _memory_layer("Polygon?crs=EPSG:32647", case.parcels, shapes)
    right = _memory_layer("None", case.register, None)
    return lambda: _join(left, right, "memory:", "parcel_code", "source_parcel_code")


def _memory_layer(kind: str, frame: pd.DataFrame, shapes: list | None) -> QgsVectorLayer:
    layer = QgsVectorLayer(kind, "layer", "memory")
    provider = layer.dataProvider()
    provider.addAttributes([QgsField(name, QVariant.String) for name in frame.columns])
    layer.updateFields()
    texts = frame.astype(object).where(frame.notna(), None)
    features = []
    for at, values in enumerate(texts.itertuples(index=False, name=None)):
        feature = QgsFeature(layer.fields())
        feature.setAttributes([None if value is None else str(value) for value in values])
        if shapes is not None:
            geometry = QgsGeometry()
            geometry.fromWkb(shapely.to_wkb(shapes[at]))
            feature.setGeometry(geometry)
        features.append(feature)
    provider.addFeatures(features)
    return layer


def _square(at: int) -> shapely.Polygon:
    x, y = 500_000 + 30 * (at % 400), 2_070_000 + 30 * (at // 400)
    return shapely.box(x, y, x + 20, y + 20)


def _end_to_end(case: Case, folder: Path) -> list[Measurement]:
    """From a workspace's tables to its match table, beside a join of the same tables.

    What is written includes the values compared and the history of every line.
    """
    size = len(case.register)
    ws = Workspace.create(folder / "workspace.gpkg", Municipality("ทดสอบความเร็ว"))
    shapes = [_square(at) for at in range(len(case.parcels))]
    with ws.transaction("benchmark") as tx:
        parcels = case.parcels.drop(columns="map_area").assign(geom=shapes)
        tx.insert("parcel", parcels.assign(document_area=case.parcels["map_area"]))
        tx.insert("title_document", case.register.drop(columns="owner_name"))
    left = f"{ws.path}|layername=parcel"
    right = f"{ws.path}|layername=title_document"
    targets = iter(str(folder / f"joined{at}.gpkg") for at in range(END_TO_END_RUNS))
    keys = ("parcel_code", "source_parcel_code")
    theirs = best_of(END_TO_END_RUNS, lambda: _join(left, right, next(targets), *keys))
    by_all_keys = replace(THAI, fields=tuple(_with_document_area(f) for f in THAI.fields))
    rows = []
    for what, profile, wanted in (
        ("match by key, end to end", BY_KEY, END_TO_END),
        ("match by all keys, end to end", by_all_keys, 1.0),
    ):
        spent = []
        for _ in range(END_TO_END_RUNS):
            spent.append(best_of(1, lambda chosen=profile: match_register(ws, chosen)))
            with ws.transaction("benchmark") as tx:
                tx.delete("match", tx.read("match", ["uuid"])["uuid"])
        rows.append(Measurement(what, size, min(spent), OTHER, theirs, wanted))
    return rows


def _with_document_area(field):
    """The squares of the benchmark have no areas of their own worth comparing."""
    return replace(field, parcel=("document_area",)) if field.name == "area" else field


if __name__ == "__main__":  # a process of its own, to see its memory
    _alone(int(sys.argv[-1]))

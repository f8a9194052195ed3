"""The map of a day through the toolbox: as it should be, empty, dirty, cancelled, refused."""

from __future__ import annotations

import pandas as pd
import pytest
import shapely
from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
)

from taxmap_plugin.processing.parcelsondate import ParcelsOnDate
from taxmap_plugin.workspace.store import Workspace
from tests.editing import land_case

TODAY = "2026-01-01"


class Noted(QgsProcessingFeedback):
    """Feedback that is cancelled from the beginning, if so wished."""

    def __init__(self, cancelled=False):
        super().__init__(False)
        self._cancelled = cancelled

    def isCanceled(self):
        return self._cancelled


@pytest.fixture
def ws(tmp_path) -> Workspace:
    """Six parcels; two of them were merged after what counts as 2025."""
    ws = land_case.make(tmp_path)
    import sqlite3

    from taxmap_plugin.editing.merge import plan_merge
    from taxmap_plugin.editing.parcel_write import apply_plan

    with sqlite3.connect(ws.path) as opened:
        opened.execute("UPDATE change SET changed_at = '2025-06-01T03:00:00.000Z'")
    apply_plan(ws, plan_merge(ws, ["p1", "p2"]))
    return ws


def run(ws, date, output="memory:", feedback=None):
    algorithm, context = ParcelsOnDate(), QgsProcessingContext()
    algorithm.initAlgorithm({})
    context.setProject(QgsProject.instance())
    parameters = {"WORKSPACE": str(ws.path), "DATE": date, "OUTPUT": output}
    fine, why = algorithm.checkParameterValues(parameters, context)
    assert fine, why
    feedback = feedback or Noted()
    results, _ = QgsProcessingAlgorithm.run(algorithm, parameters, context, feedback, {}, False)
    layer = context.takeResultLayer(results["OUTPUT"]) if "OUTPUT" in results else None
    return results, layer, feedback.textLog()


def codes(layer, state):
    return sorted(f["parcel_code"] for f in layer.getFeatures() if f["state"] == state)


def test_before_the_merge(qgis_app, ws):
    before = ws.path.read_bytes()
    results, layer, log = run(ws, "31 ธ.ค. 2568")
    assert codes(layer, "retired") == ["01A001", "01A002"]
    assert codes(layer, "living") == ["01A003", "01A004", "01A005", "01A006"]
    assert (results["PARCELS"], results["RETIRED"]) == (6, 2)
    assert "6" in log
    assert ws.path.read_bytes() == before


def test_into_a_file(qgis_app, ws, tmp_path):
    path = tmp_path / "แปลง 2568.gpkg"
    results, _, _ = run(ws, "2025-12-31", str(path))
    assert results["OUTPUT"] == str(path) and path.stat().st_size > 0


def test_before_there_was_anything(qgis_app, ws):
    results, layer, log = run(ws, "1/1/2560")
    assert (results["PARCELS"], layer.featureCount()) == (0, 0)
    assert "2560" in log or "2017" in log


def test_dirty_parcels_are_shown_as_they_were(qgis_app, ws):
    """Without a code, without a shape, with a shape that crosses itself."""
    bow_tie = shapely.Polygon([(0, 0), (20, 20), (20, 0), (0, 20)])
    with ws.transaction("import") as tx:
        rows = {"parcel_code": [None, "01A099"], "geom": [bow_tie, None]}
        uuids = tx.insert("parcel", pd.DataFrame(rows))
    import sqlite3

    with sqlite3.connect(ws.path) as opened:
        opened.execute("UPDATE change SET changed_at = '2025-06-01T03:00:00.000Z'")
    with ws.transaction("correct") as tx:
        tx.delete("parcel", uuids)
    results, layer, _ = run(ws, "2025-12-31")
    shapes = {f["uuid"]: f.hasGeometry() for f in layer.getFeatures()}
    assert [shapes[uuid] for uuid in uuids] == [True, False]
    assert results["RETIRED"] == 2


def test_cancelled(qgis_app, ws):
    results, layer, _ = run(ws, "2025-12-31", feedback=Noted(cancelled=True))
    assert (layer, results.get("PARCELS")) == (None, None)


@pytest.mark.parametrize("date", ["เมื่อวาน", "30/2/2568", "1/1/2600"])
def test_what_is_no_day_of_the_past(qgis_app, ws, date):
    with pytest.raises(QgsProcessingException):
        run(ws, date)


def test_a_wrong_hour_is_named(qgis_app, ws):
    with pytest.raises(QgsProcessingException, match='"25:00"'):
        run(ws, "31/12/2568 25:00")

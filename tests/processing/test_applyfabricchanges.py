"""What an officer accepted of a comparison is written, case by case."""

from __future__ import annotations

from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest
import shapely
from qgis.core import QgsGeometry, QgsProcessingException, QgsProject

from taxmap_plugin.core.area_split import FromDirection
from taxmap_plugin.editing.fabric_changes import Compared, Proposal, plan_proposal
from taxmap_plugin.editing.parcel_plan import PlanError
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.split import plan_equal_split
from taxmap_plugin.processing.applyfabricchanges import ApplyFabricChanges
from taxmap_plugin.workspace.store import Workspace
from taxmap_plugin.workspace.undo import undo

from ..editing import land_case
from ..editing.land_case import box
from . import test_comparefabrics as compare
from .change_case import drawn, pieces, run
from .test_comparefabrics import map_file

ASIDE = 0.4  # metres by which the newer map lies beside the workspace


@pytest.fixture
def ws(tmp_path) -> Workspace:
    return land_case.make(tmp_path)


NEWER = {
    "01A001": shapely.box(0, 0, 25, 30),
    "01A001/001": shapely.box(25, 0, 40, 30),
    "01A002": shapely.box(40, 0, 120, 30),  # with 01A003
    "01A009": shapely.box(0, 30, 40, 60),  # was 01A004
    "01A005": shapely.box(40, 30, 70, 60),
    "01A006": shapely.box(70, 30, 120, 60),  # divided anew
}


@contextmanager
def reviewed(ws: Workspace, folder, newer: dict[str, Any], accept: str, aside: float = 0.0):
    """The proposals as a layer of the project, ticked where ``accept`` holds."""
    corner = np.array([land_case.EAST - compare.E0, land_case.NORTH - compare.N0]) + aside
    shapes = [
        (key, shapely.transform(shape, lambda xy: xy + corner)) for key, shape in newer.items()
    ]
    path = map_file(folder / "ใหม่.gpkg", shapes)
    _, layer, _ = compare.run(NEWER=path, WORKSPACE=ws.path)
    layer.startEditing()
    layer.selectByExpression(accept)
    at = layer.fields().indexOf("accept")
    for key in layer.selectedFeatureIds():
        layer.changeAttributeValue(key, at, 1)
    assert layer.commitChanges()
    QgsProject.instance().addMapLayer(layer)
    yield layer.id()
    QgsProject.instance().removeMapLayer(layer.id())


def test_splits_merges_and_new_keys_become_changes(qgis_app, ws, tmp_path):
    before = land_case.living(ws)
    with reviewed(ws, tmp_path, NEWER, "role = 'new'") as layer:
        results, rows, _ = run(ApplyFabricChanges, ws, PROPOSALS=layer)
        assert land_case.living(ws) == before, "only looked at"
        again, written, log = run(ApplyFabricChanges, ws, PROPOSALS=layer, WRITE=True)
    assert (results["CHANGES"], again["CHANGES"], again["REFUSED"]) == (0, 3, 1)
    assert pieces(rows)[:-1] == pieces(written)[:-1]
    assert "01A005, 01A006" in log and ("Parcels dock" in log or "หน้าต่างแปลงที่ดิน" in log)
    assert land_case.living(ws) == {
        "01A001": 750.0,
        "01A001/001": 450.0,
        "01A002": 2400.0,
        "01A009": 1200.0,
        "01A005": 1200.0,
        "01A006": 1200.0,
    }
    assert land_case.parcel(ws, "01A009")["uuid"] == "p4"
    lineage = ws.rows("lineage", ["parent_uuid", "kind"])
    assert sorted((row["parent_uuid"], row["kind"]) for row in lineage) == [
        *(("p1", "split"), ("p1", "split"), ("p2", "merge"), ("p3", "merge"))
    ]
    for _ in range(3):
        undo(ws)
    assert land_case.living(ws) == before


def test_a_key_of_another_block_than_that_of_the_land_is_told(qgis_app, ws, tmp_path):
    newer = {**NEWER, "09Z001": NEWER["01A001/001"], "01B001": NEWER["01A009"]}
    del newer["01A001/001"], newer["01A009"]
    with reviewed(ws, tmp_path, newer, "kind in ('split', 'renamed')") as layer:
        results, _, log = run(ApplyFabricChanges, ws, PROPOSALS=layer, WRITE=True)
    assert (results["CHANGES"], results["REFUSED"]) == (2, 0)
    notes = [line for line in log.splitlines() if "note:" in line or "ข้อสังเกต" in line]
    assert [code for code in ("09Z001", "01B001") if any(code in note for note in notes)] == [
        *("09Z001", "01B001")
    ]
    assert len(notes) == 2


@pytest.mark.parametrize("came", ["5/2", None])
def test_parcels_without_a_code_that_came_with_the_same_one_are_told_apart(
    qgis_app, ws, tmp_path, came
):
    with ws.transaction("import") as tx:
        tx.update_rows(
            "parcel",
            [
                {"uuid": uuid, "parcel_code": None, "source_code": came}
                for uuid in ("p1", "p2", "p3", "p4")
            ],
        )
    with reviewed(ws, tmp_path, NEWER, "kind in ('split', 'merge', 'renamed')") as layer:
        results, _, log = run(ApplyFabricChanges, ws, PROPOSALS=layer, WRITE=True)
    assert results["REFUSED"] == 0, log
    areas = land_case.living(ws)
    assert [areas[code] for code in ("01A001", "01A001/001", "01A002", "01A009")] == [
        *(750.0, 450.0, 2400.0, 1200.0)
    ]


def test_only_what_is_accepted(qgis_app, ws, tmp_path):
    with reviewed(ws, tmp_path, NEWER, "kind = 'merge' and parcel_key = '01A003'") as layer:
        results, _, _ = run(ApplyFabricChanges, ws, PROPOSALS=layer, WRITE=True)
    assert results["CHANGES"] == 1
    assert sorted(land_case.living(ws)) == ["01A001", "01A002", "01A004", "01A005", "01A006"]


def test_outlines_that_lie_a_little_beside_stay_as_the_workspace_has_them(qgis_app, ws, tmp_path):
    """The newer map lies 40 cm to the north-east: its dividing line is led on to the outline."""
    newer = {
        **NEWER,
        "01A001": shapely.box(0, 0.5, 25, 29),
        "01A001/001": shapely.box(25, 0.5, 40, 29),
    }
    with reviewed(ws, tmp_path, newer, "kind in ('split', 'merge')", aside=ASIDE) as layer:
        results, _, _ = run(ApplyFabricChanges, ws, PROPOSALS=layer, WRITE=True)
    assert (results["CHANGES"], results["REFUSED"]) == (2, 0)
    areas = land_case.living(ws)
    assert areas["01A001"] == pytest.approx(30 * (25 + ASIDE), abs=1e-6)
    assert areas["01A001"] + areas["01A001/001"] == pytest.approx(1200.0, abs=1e-6)


@pytest.mark.parametrize("declared", [False, True])
def test_a_code_that_is_taken_is_refused_with_its_name(qgis_app, tmp_path, declared):
    ws = land_case.make(tmp_path, declared)
    newer = {**NEWER}
    newer["01A006"] = newer.pop("01A001/001")
    with reviewed(ws, tmp_path, newer, "kind = 'merge' or parcel_key = '01A001'") as layer:
        results, _, log = run(ApplyFabricChanges, ws, PROPOSALS=layer, WRITE=True, REASON="ตรวจแล้ว")
    assert results["CHANGES"] == 1 and results["REFUSED"] == 1
    assert "01A001" in log
    assert land_case.living(ws)["01A001"] == 1200.0


def test_a_parcel_that_changed_since_is_refused(qgis_app, ws, tmp_path):
    with reviewed(ws, tmp_path, NEWER, "kind in ('split', 'merge')") as layer:
        apply_plan(ws, plan_equal_split(ws, "p1", 2, FromDirection(90)))
        before = land_case.living(ws)
        results, rows, _ = run(ApplyFabricChanges, ws, PROPOSALS=layer, WRITE=True)
    assert (results["CHANGES"], results["REFUSED"]) == (1, 1)
    assert [row["old_code"] for row in rows if row["role"] == "refused"] != []
    assert land_case.living(ws)["01A001"] == before["01A001"] == 600.0


def test_where_all_is_refused_it_says_that_nothing_was_written(qgis_app, ws, tmp_path, monkeypatch):
    monkeypatch.setattr("taxmap_plugin.settings.language", lambda: "en")
    with reviewed(ws, tmp_path, NEWER, "kind in ('split', 'merge')") as layer:
        for uuid in ("p1", "p2"):
            apply_plan(ws, plan_equal_split(ws, uuid, 2, FromDirection(90)))
        changes = ws.count("change")
        looked, _, preview = run(ApplyFabricChanges, ws, PROPOSALS=layer)
        results, _, log = run(ApplyFabricChanges, ws, PROPOSALS=layer, WRITE=True)
    assert (results["CHANGES"], results["REFUSED"], looked["REFUSED"]) == (0, 2, 2)
    assert "Nothing was written: 2 changes could not be done" in log
    assert "step to undo" not in log
    assert "2 changes could not be made" in preview and "run again" not in preview
    assert ws.count("change") == changes


def test_nothing_accepted_says_how_to_accept(qgis_app, ws, tmp_path):
    with (
        reviewed(ws, tmp_path, NEWER, "false") as layer,
        pytest.raises(QgsProcessingException, match="accept"),
    ):
        run(ApplyFabricChanges, ws, PROPOSALS=layer)


def test_another_layer_is_refused(qgis_app, ws):
    with (
        drawn(box(0, 0, 40, 30), fields="&field=name:string", rows=[["ก"]]) as layer,
        pytest.raises(QgsProcessingException, match="cluster"),
    ):
        run(ApplyFabricChanges, ws, PROPOSALS=layer)


def test_dirt_is_refused_and_stops_nothing(qgis_app, ws, tmp_path):
    """Keys that are missing, doubled or no codes, and a shape that crosses itself."""
    bow_tie = shapely.Polygon([(0, 0), (25, 30), (25, 0), (0, 30)])
    shapes = {**NEWER, "01A001": bow_tie}
    with reviewed(ws, tmp_path, shapes, "role = 'new'") as layer:
        proposals = QgsProject.instance().mapLayer(layer)
        at = proposals.fields().indexOf("parcel_key")
        proposals.startEditing()
        proposals.selectByExpression("parcel_key = '01A009'")
        proposals.changeAttributeValue(proposals.selectedFeatureIds()[0], at, "ไม่มีรหัส")
        assert proposals.commitChanges()
        results, _, log = run(ApplyFabricChanges, ws, PROPOSALS=layer, WRITE=True)
    assert (results["CHANGES"], results["REFUSED"]) == (1, 3)
    assert "ไม่มีรหัส" in log
    assert land_case.living(ws)["01A002"] == 2400.0


def test_a_case_with_a_parcel_without_a_shape_is_refused(qgis_app, ws, tmp_path):
    with reviewed(ws, tmp_path, NEWER, "kind in ('split', 'merge')") as layer:
        proposals = QgsProject.instance().mapLayer(layer)
        proposals.selectByExpression("parcel_key = '01A003'")
        proposals.startEditing()
        proposals.changeGeometry(proposals.selectedFeatureIds()[0], QgsGeometry())
        assert proposals.commitChanges()
        results, rows, _ = run(ApplyFabricChanges, ws, PROPOSALS=layer, WRITE=True)
    assert (results["CHANGES"], results["REFUSED"]) == (1, 1)
    assert "01A003" in rows[-1]["old_code"]
    assert land_case.living(ws)["01A002"] == 1200.0


def test_keys_of_another_kind_are_kept_as_they_came(qgis_app, ws, tmp_path):
    newer = {"01A001": NEWER["01A001"], "7-114": NEWER["01A001/001"]}
    newer = {**{key: shape for key, shape in NEWER.items() if "01A001" not in key}, **newer}
    with reviewed(ws, tmp_path, newer, "kind = 'split'") as layer:
        run(ApplyFabricChanges, ws, PROPOSALS=layer, WRITE=True)
    made = ws.rows("parcel", ["parcel_code", "source_code"], "source_code = '7-114'")
    assert made == [{"parcel_code": "01A001/001", "source_code": "7-114"}]


def test_in_force_it_needs_a_reason(qgis_app, tmp_path):
    ws = land_case.make(tmp_path, declared=True)
    with reviewed(ws, tmp_path, NEWER, "kind = 'split'") as layer:
        with pytest.raises(QgsProcessingException):
            run(ApplyFabricChanges, ws, PROPOSALS=layer, WRITE=True)
        why = {"REASON": "ตามระวางใหม่", "DOCUMENT": "ชม 9/2569"}
        results, _, _ = run(ApplyFabricChanges, ws, PROPOSALS=layer, WRITE=True, **why)
    assert results["CHANGES"] == 1
    assert ws.count("change", "kind = 'split' AND document = 'ชม 9/2569'") == 1


@pytest.mark.parametrize("second", [Compared("", None, "p1"), Compared("01A001", None)])
def test_a_parcel_that_stands_twice_in_a_case_is_refused_before_it_is_merged(ws, second):
    """A row was copied, or its key names a parcel that another row is."""
    shape = land_case.parcel(ws, "01A001")["geom"]
    old = [Compared("", shape, "p1"), second._replace(shape=shape)]
    case = Proposal("1", "merge", old, [Compared("01A001", shape)])
    with pytest.raises(PlanError) as refused:
        plan_proposal(ws, case)
    assert refused.value.message.id == "fabric_changes.no_key"

"""Which layers are followed, however they came into the project and whenever they go."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtWidgets import QApplication

from taxmap_plugin.workspace.problem import RowChanged
from taxmap_plugin.workspace.store import Workspace

from ..editing import land_case
from .conftest import Until
from .native_case import Case, followed, split_first


@pytest.fixture
def case(tmp_path: Path, qgis_app: Any) -> Iterator[Case]:
    with followed(tmp_path) as made:
        yield made


def test_a_layer_dragged_in_is_saved_with_lineage_too(case: Case):
    again = QgsVectorLayer(f"{case.ws.path}|layername=parcel", "แปลง", "ogr")
    QgsProject.instance().addMapLayer(again)
    changes = case.ws.count("change")
    split_first(again)
    assert again.commitChanges()
    assert case.ws.count("change") == changes + 1
    assert list(case.ws.read("lineage")["kind"]).count("split") == 2
    assert land_case.living(case.ws)["01A001/001"] == 450.0


def test_a_duplicated_layer_is_saved_with_lineage_too_and_may_go(case: Case):
    first, copy = case.layer(), case.layer().clone()
    QgsProject.instance().addMapLayer(copy)
    for layer, code in ((copy, "01A001"), (first, "01A002")):
        layer.startEditing()
        feature = next(f for f in layer.getFeatures() if f["parcel_code"] == code)
        layer.changeAttributeValue(feature.id(), layer.fields().indexOf("deed_no"), "0777")
        assert layer.commitChanges()
    assert list(case.ws.read("change")["kind"][-2:]) == ["correct", "correct"]
    QgsProject.instance().removeMapLayer(copy.id())
    split_first(first)
    assert first.commitChanges()
    assert case.ws.read("change")["kind"].iloc[-1] == "split"


def test_layers_of_the_same_table_do_not_mix_their_edits(case: Case, until: Until):
    first, copy = case.layer(), case.layer().clone()
    QgsProject.instance().addMapLayer(copy)
    deed = first.fields().indexOf("deed_no")
    for layer, number in ((first, "1"), (copy, "2")):
        layer.startEditing()
        layer.changeAttributeValue(case.feature("01A002").id(), deed, number)
    assert first.commitChanges()
    copy.commitChanges()
    until(lambda: case.refused)
    assert isinstance(case.refused[0].error, RowChanged)
    assert (case.refused[0].layer, copy.isModified()) == (copy, True)
    assert land_case.parcel(case.ws, "01A002")["deed_no"] == "1"
    copy.rollBack()


def test_a_layer_of_another_file_is_left_to_qgis(case: Case, tmp_path: Path):
    other = tmp_path / "สำเนา.gpkg"
    other.write_bytes(case.ws.path.read_bytes())
    foreign = QgsVectorLayer(f"{other}|layername=parcel", "parcel", "ogr")
    QgsProject.instance().addMapLayer(foreign)
    changes = case.ws.count("change")
    foreign.startEditing()
    foreign.deleteFeature(next(foreign.getFeatures()).id())
    assert foreign.commitChanges()
    assert foreign.featureCount() == 5
    assert case.ws.count("change") == changes


def test_a_layer_is_followed_as_long_as_it_shows_the_workspace(case: Case, tmp_path: Path):
    other = tmp_path / "สำเนา.gpkg"
    other.write_bytes(case.ws.path.read_bytes())
    layer, here = case.layer(), case.layer().source()
    layer.setDataSource(f"{other}|layername=parcel", "สำเนา", "ogr")
    changes = case.ws.count("change")
    layer.startEditing()
    layer.deleteFeature(case.feature_of(layer, "01A001").id())
    assert layer.commitChanges()
    assert (layer.featureCount(), case.ws.count("parcel")) == (5, 6)
    assert case.ws.count("change") == changes
    layer.setDataSource(here, "แปลงที่ดิน", "ogr")
    split_first(layer)
    assert layer.commitChanges()
    assert case.ws.count("change") == changes + 1, "and followed again when it shows it again"


@pytest.mark.parametrize("table", ["parcel_history", "lineage", "change", "user", "setting"])
def test_what_only_the_plugin_writes_cannot_be_edited_in_a_layer_dragged_in(case: Case, table: str):
    layer = QgsVectorLayer(f"{case.ws.path}|layername={table}", "x", "ogr")
    assert layer.isValid()
    QgsProject.instance().addMapLayer(layer)
    assert not layer.startEditing()


def test_what_is_not_connected_any_more_is_left_without_a_fault(case: Case):
    layer = case.layer()
    layer.geometryChanged.disconnect()  # as Qt does with what it deletes
    case.saves.follow(None)
    case.saves.follow(case.ws)
    split_first(layer)
    layer.commitChanges()
    QgsProject.instance().clear()
    case.saves.follow(None)
    assert land_case.living(case.ws)["01A001/001"] == 450.0


def test_a_refusal_is_not_told_of_a_layer_that_went_meanwhile(case: Case):
    layer = case.layer()
    layer.startEditing()
    code = layer.fields().indexOf("parcel_code")
    layer.changeAttributeValue(case.feature("01A002").id(), code, "01A001")
    layer.commitChanges()
    case.saves.follow(None)
    QgsProject.instance().clear()
    QApplication.processEvents()
    assert case.refused == []


def test_edits_go_on_where_the_workspace_is_followed_once_more(case: Case, until: Until):
    layer = case.layer()
    layer.startEditing()
    deed = layer.fields().indexOf("deed_no")
    layer.changeAttributeValue(case.feature("01A002").id(), deed, "8")
    other = Workspace.open(case.ws.path, "อีกคนหนึ่ง")
    with other.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p2", "deed_no": "7"}])
    case.saves.follow(Workspace.open(case.ws.path))  # as another language does
    layer.commitChanges()
    until(lambda: case.refused)
    assert isinstance(case.refused[0].error, RowChanged)
    layer.rollBack()


def test_two_saves_refused_in_one_moment_lose_nothing(case: Case, until: Until):
    layer = case.layer()
    layer.startEditing()
    code, note = (layer.fields().indexOf(name) for name in ("parcel_code", "note"))
    first, second = case.feature("01A002").id(), case.feature("01A004").id()
    layer.changeAttributeValue(first, code, "01A003")
    layer.changeAttributeValue(first, note, "ก่อน")
    layer.commitChanges(False)
    layer.changeAttributeValue(first, note, "หลัง")
    layer.changeAttributeValue(second, code, "01A005")
    layer.commitChanges(False)
    until(lambda: case.refused)
    shown = {fid: layer.getFeature(fid) for fid in (first, second)}
    assert [shown[first]["parcel_code"], shown[second]["parcel_code"]] == ["01A003", "01A005"]
    assert shown[first]["note"] == "หลัง"
    assert len(case.refused) == 1, "both are in the one that is told"
    layer.rollBack()

"""Saves of QGIS's own tools that are refused: the reason is told and the edits stay."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import shapely
from qgis.core import QgsFeature, QgsField, QgsProject
from qgis.PyQt.QtCore import QVariant

from taxmap_plugin.core.message import render
from taxmap_plugin.editing.parcel_plan import Decision
from taxmap_plugin.gui import native_saves

from ..editing import land_case
from ..editing.land_case import at, box
from .conftest import Until
from .native_case import Case, followed, reshape, split_first


@pytest.fixture
def case(tmp_path: Path, qgis_app: Any) -> Iterator[Case]:
    with followed(tmp_path) as made:
        yield made


def test_a_code_of_another_parcel_is_refused_and_the_edit_stays(case: Case, until: Until):
    layer = case.layer()
    layer.startEditing()
    feature = case.feature("01A002")
    layer.changeAttributeValue(feature.id(), layer.fields().indexOf("parcel_code"), "01A001")
    layer.commitChanges()
    until(lambda: case.refused)
    assert layer.isEditable()
    edited = layer.getFeature(feature.id())
    assert edited["parcel_code"] == "01A001"  # as the officer typed it
    assert set(land_case.living(case.ws)) >= {"01A001", "01A002"}
    layer.rollBack()


def test_what_nobody_foresaw_is_told_and_qgis_writes_nothing_by_itself(
    case: Case, until: Until, monkeypatch: pytest.MonkeyPatch
):
    def broken(*_: Any) -> None:
        raise KeyError("what nobody foresaw")

    monkeypatch.setattr(native_saves, "plan_native", broken)
    layer, before = case.layer(), land_case.everything(case.ws)
    split_first(layer)
    layer.commitChanges()
    until(lambda: case.refused)
    assert land_case.everything(case.ws) == before
    assert case.refused[0].error.message.id == "common.unexpected"
    assert "what nobody foresaw" in case.refused[0].error.details  # for the mentor
    assert layer.featureCount() == 7, "both halves are still there to be saved"
    monkeypatch.undo()
    assert layer.commitChanges()
    assert land_case.living(case.ws)["01A001/001"] == 450.0


def test_ground_taken_from_a_neighbour_is_refused_before_a_reason_is_asked_for(
    tmp_path: Path, qgis_app: Any, until: Until
):
    case = Case(tmp_path, declared=True)
    layer = case.layer()
    layer.startEditing()
    reshape(case, "01A001", box(0, 0, 45, 30))
    layer.commitChanges()
    until(lambda: case.refused)
    assert case.refused[0].error.message.id == "native_edits.overlap"
    assert case.asked == []
    assert case.feature("01A001").geometry().area() == 1350.0, "her edit is still there"
    reshape(case, "01A002", box(45, 0, 80, 30))  # for both, then
    assert layer.commitChanges()
    assert land_case.living(case.ws)["01A002"] == 1050.0
    case.saves.follow(None)
    QgsProject.instance().clear()


def test_a_code_that_is_taken_is_refused_before_a_reason_is_asked_for(
    tmp_path: Path, qgis_app: Any, until: Until
):
    case = Case(tmp_path, declared=True)
    layer, code = case.layer(), case.layer().fields().indexOf("parcel_code")
    layer.startEditing()
    layer.changeAttributeValue(case.feature("01A001").id(), code, "01A004")
    layer.commitChanges()
    until(lambda: case.refused)
    assert case.refused[0].error.message.id == "parcel_write.code_taken"
    assert case.asked == []
    case.saves.follow(None)
    QgsProject.instance().clear()


def test_the_reason_is_asked_for_by_the_parcels_that_change(tmp_path: Path, qgis_app: Any):
    """And not by the neighbour that only gets a corner."""
    case = Case(tmp_path, declared=True)
    split_first(case.layer())
    north = [at(*xy) for xy in ((0, 30), (25, 30), (40, 30), (40, 60), (0, 60))]
    reshape(case, "01A004", shapely.Polygon(north))
    assert case.layer().commitChanges()
    assert [render(about, "en") for about in case.about] == ["parcel 01A001"]
    case.saves.follow(None)
    QgsProject.instance().clear()


def test_in_a_declared_block_the_officer_is_asked_and_may_leave(
    tmp_path: Path, qgis_app: Any, until: Until
):
    case = Case(tmp_path, declared=True)
    layer = case.layer()
    split_first(layer)
    case.answer = None
    layer.commitChanges()
    until(lambda: case.refused)
    assert layer.isModified()
    why = render(case.refused[0].error.message, "en")
    assert "no reason was given: parcel 01A001." in why and "still in the layer" in why
    assert land_case.living(case.ws)["01A001"] == 1200.0
    case.answer = Decision(reason="แบ่งขาย")
    assert layer.commitChanges()
    assert case.asked == ["split", "split"]
    assert case.ws.read("change")["reason"].iloc[-1] == "แบ่งขาย"
    case.saves.follow(None)
    QgsProject.instance().clear()


def test_a_new_field_is_refused_with_its_values_and_the_other_edits_kept(case: Case, until: Until):
    layer, before = case.layer(), land_case.everything(case.ws)
    layer.startEditing()
    first, new = case.feature("01A001").id(), QgsFeature(layer.fields())
    new["deed_no"] = "4444"
    layer.addFeature(new)
    layer.addAttribute(QgsField("ของฉัน", QVariant.Type.String))
    layer.updateFields()
    mine = layer.fields().indexOf("ของฉัน")
    for fid in (first, new.id()):
        layer.changeAttributeValue(fid, mine, "ค่าของฉัน")
    layer.changeAttributeValue(first, layer.fields().indexOf("note"), "หมายเหตุ")
    layer.commitChanges()
    until(lambda: case.refused)
    error = case.refused[0].error.message
    assert (error.id, error.params["fields"]) == ("native_saves.fields", ["ของฉัน"])
    assert land_case.everything(case.ws) == before
    row = layer.getFeature(first)
    assert (row["note"], row["ของฉัน"]) == ("หมายเหตุ", "ค่าของฉัน")
    assert [one["ของฉัน"] for one in layer.getFeatures() if one["deed_no"] == "4444"] == ["ค่าของฉัน"]
    layer.undoStack().undo()  # as the message says
    assert layer.fields().indexOf("ของฉัน") < 0
    assert layer.commitChanges()
    assert land_case.parcel(case.ws, "01A001")["note"] == "หมายเหตุ"
    assert case.ws.count("parcel", "deed_no = '4444'") == 1
    assert len(case.refused) == 1


def test_a_field_that_was_taken_away_is_refused_and_comes_back(case: Case, until: Until):
    layer = case.layer()
    layer.startEditing()
    first = case.feature("01A001").id()
    layer.deleteAttribute(layer.fields().indexOf("land_no"))
    layer.changeAttributeValue(first, layer.fields().indexOf("note"), "หมายเหตุ")
    layer.commitChanges()
    until(lambda: case.refused)
    assert case.refused[0].error.message.params["fields"] == ["land_no"]
    assert layer.getFeature(first)["note"] == "หมายเหตุ"
    assert layer.fields().indexOf("land_no") < 0
    layer.undoStack().undo()
    assert layer.commitChanges()
    parcel = land_case.parcel(case.ws, "01A001")
    assert (parcel["note"], parcel["land_no"]) == ("หมายเหตุ", "11")


def test_a_field_keeps_its_name_and_what_was_typed_into_it(case: Case, until: Until):
    layer = case.layer()
    layer.startEditing()
    first = case.feature("01A001").id()
    layer.renameAttribute(layer.fields().indexOf("survey_no"), "หน้าสำรวจ")
    layer.changeAttributeValue(first, layer.fields().indexOf("หน้าสำรวจ"), "77")
    layer.commitChanges()
    until(lambda: case.refused)
    told = case.refused[0].error.message
    assert (told.id, told.params["fields"]) == ("native_saves.renamed", ["survey_no"])
    assert layer.getFeature(first)["survey_no"] == "77"
    assert layer.commitChanges()
    assert land_case.parcel(case.ws, "01A001")["survey_no"] == "77"


def test_a_virtual_field_of_her_own_stands_in_no_ones_way(case: Case):
    layer = case.layer()
    layer.addExpressionField("$area", QgsField("เนื้อที่", QVariant.Type.Double))
    split_first(layer)
    assert layer.commitChanges()
    assert land_case.living(case.ws)["01A001/001"] == 450.0

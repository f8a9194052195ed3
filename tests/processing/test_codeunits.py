"""ให้รหัสสิ่งปลูกสร้างและป้าย, as the toolbox runs it."""

from __future__ import annotations

import pytest
from qgis.core import (
    QgsExpression,
    QgsExpressionContext,
    QgsFeature,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
)

from taxmap_plugin.processing._unit_preview import UnitPreview
from taxmap_plugin.processing.codeunits import CodeUnits

from ..editing import land_case
from ..editing.test_unit_numbering import make
from .change_case import run


def test_looking_writes_nothing_and_lists_what_has_no_land(qgis_app, tmp_path):
    ws = make(tmp_path)
    before = land_case.everything(ws)
    results, rows, log = run(CodeUnits, ws)
    assert (results["CODED"], results["LANDLESS"]) == (6, 1)
    last = rows[-1]
    assert (last["unit_uuid"], last["new_code"] or "") == ("n4", "")
    assert "80.0" in last["note"]  # metres to the nearest parcel
    assert "6" in log
    assert land_case.everything(ws) == before


def test_signboards_alone_are_written(qgis_app, tmp_path):
    ws = make(tmp_path)
    results, _, _ = run(CodeUnits, ws, UNITS=2, WRITE=True, DOCUMENT="คำสั่ง 5/2569")
    assert results["CODED"] == 1
    assert ws.count("signboard", "signboard_code = '01A004-P001'") == 1
    assert ws.count("building", "building_code IS NULL") == 6
    assert ws.count("change", "kind = 'number_units' AND document = 'คำสั่ง 5/2569'") == 1


def test_on_named_parcels(qgis_app, tmp_path):
    ws = make(tmp_path)
    _, rows, _ = run(CodeUnits, ws, PARCELS="01A003 01A004")
    assert sorted(row["new_code"] for row in rows) == ["01A003-B001", "01A004-P001"]
    with pytest.raises(QgsProcessingException, match="01A077"):
        run(CodeUnits, ws, PARCELS="01A077")


def test_nothing_without_a_code_is_an_empty_list(qgis_app, tmp_path):
    results, rows, _ = run(CodeUnits, land_case.make(tmp_path), WRITE=True)
    assert (results["CODED"], rows) == (0, [])


def test_cancelling_writes_nothing(qgis_app, tmp_path):
    ws, feedback = make(tmp_path), QgsProcessingFeedback()
    feedback.cancel()
    results, _, _ = run(CodeUnits, ws, feedback, WRITE=True)
    assert results == {}
    assert ws.count("building", "building_code IS NULL") == 6


def test_the_preview_has_a_class_for_each_outcome(qgis_app):
    words, context = CodeUnits()._unit_words(), QgsProcessingContext()
    context.setProject(QgsProject.instance())
    layer = QgsVectorLayer("Point?field=new_code:string&field=note:string", "ตัวอย่าง", "memory")
    QgsProject.instance().addMapLayer(layer)
    UnitPreview(words).postProcessLayer(layer, context, QgsProcessingFeedback())
    state = QgsExpression(layer.renderer().classAttribute())
    shown = QgsExpressionContext()
    shown.setFields(layer.fields())
    states = []
    for values in (["01A001-B001", ""], ["01A001-B002", "ตั้งคร่อมสองแปลง"], [None, "ไม่อยู่บนแปลงใด"]):
        feature = QgsFeature(layer.fields())
        feature.setAttributes(values)
        shown.setFeature(feature)
        states.append(state.evaluate(shown))
    assert states == [category.value() for category in layer.renderer().categories()]
    legend = [category.label() for category in layer.renderer().categories()]
    assert legend == [words["coded"], words["look"], words["none"]]
    QgsProject.instance().clear()

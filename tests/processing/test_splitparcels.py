"""แบ่งแยกแปลงที่ดินตามเส้น, as the toolbox runs it."""

from __future__ import annotations

import pytest
import shapely
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

from taxmap_plugin.core.datum import transform_geometries
from taxmap_plugin.processing._change_preview import ChangePreview
from taxmap_plugin.processing.splitparcels import SplitParcels

from ..editing import land_case
from ..editing.land_case import line
from .change_case import CancelledAfter, Warned, drawn, pieces, run

ACROSS = line((25, -5), (25, 65))  # 01A001 and 01A004 into 25 m and 15 m
STOPS = line((60, -5), (60, 20))  # ends inside 01A002


def test_a_line_across_two_parcels_shows_both_splits_and_writes_nothing(qgis_app, tmp_path):
    ws = land_case.make(tmp_path)
    before = land_case.everything(ws)
    with drawn(ACROSS) as lines:
        results, rows, log = run(SplitParcels, ws, LINES=lines)
    assert pieces(rows) == [
        ("01A001", "01A001", "keeps", 750.0),  # 25 m × 30 m
        ("01A001", "01A001/001", "new", 450.0),  # 15 m × 30 m
        ("01A004", "01A004", "keeps", 750.0),
        ("01A004", "01A004/001", "new", 450.0),
    ]
    assert rows[0]["area_text"] == "0-1-87.5"  # 750 m² = 187.5 ตร.ว.
    assert "1001" in rows[0]["reason"]  # it has the deed
    assert (results["CHANGES"], results["PIECES"], results["REFUSED"]) == (0, 4, 0)
    assert "2" in log
    assert land_case.everything(ws) == before


def test_what_was_shown_is_written_each_parcel_a_change_of_its_own(qgis_app, tmp_path):
    ws = land_case.make(tmp_path)
    with drawn(ACROSS) as lines:
        results, rows, _ = run(
            SplitParcels,
            ws,
            LINES=lines,
            WRITE=True,
            REASON="แบ่งแยกในนามเดิม",
            DOCUMENT="มท 1/2569",
            DOCUMENT_DATE="20 พ.ย. 2569",
        )
    areas = land_case.living(ws)
    assert len(areas) == 8
    assert (areas["01A001"], areas["01A001/001"], areas["01A004/001"]) == (750.0, 450.0, 450.0)
    changes = ws.read("change", where="kind = 'split'")
    assert list(changes["reason"]) == ["แบ่งแยกในนามเดิม"] * 2
    assert list(changes["document_date"]) == ["2026-11-20"] * 2
    assert results["CHANGES"] == 2
    assert [row["new_code"] for row in rows] == ["01A001", "01A001/001", "01A004", "01A004/001"]


@pytest.mark.parametrize("typed, warned", [("28/11/69", True), ("28 พ.ย. 2569", False)])
def test_the_log_says_how_a_date_is_read_and_warns_of_a_year_of_two_digits(
    qgis_app, tmp_path, typed, warned
):
    feedback = Warned()
    with drawn(ACROSS) as lines:
        *_, log = run(
            SplitParcels, land_case.make(tmp_path), feedback, LINES=lines, DOCUMENT_DATE=typed
        )
    (told,) = [line for line in log.split("\n") if typed in line]
    assert any(read in told for read in ("28 พ.ย. 2569", "28 Nov 2026"))
    assert (told in feedback.warnings) == warned


def test_the_log_warns_of_a_document_that_has_no_date_yet(qgis_app, tmp_path):
    feedback = Warned()
    with drawn(ACROSS) as lines:
        ws = land_case.make(tmp_path)
        run(SplitParcels, ws, feedback, LINES=lines, DOCUMENT_DATE="28 พ.ย. 2669", WRITE=True)
    assert any("2669" in said or "2126" in said for said in feedback.warnings)
    assert ws.read("change")["document_date"].iloc[-1] == "2126-11-28", "told, not refused"


def test_a_parcel_that_cannot_be_split_is_named_and_the_others_go_on(qgis_app, tmp_path):
    ws, feedback = land_case.make(tmp_path), Warned()
    with drawn(ACROSS, STOPS) as lines:
        results, rows, log = run(SplitParcels, ws, feedback, LINES=lines, WRITE=True)
    assert (results["CHANGES"], results["REFUSED"]) == (2, 1)
    assert any("01A002" in said for said in feedback.warnings)
    refused = rows[-1]
    assert (refused["old_code"], refused["role"], refused["area_m2"]) == ("01A002", "refused", 1200)
    assert "01A002" in log and refused["reason"] in log
    assert land_case.living(ws)["01A002"] == 1200.0


def test_every_line_has_a_fate(qgis_app, tmp_path):
    """One divides, one has no shape, one lies beside all parcels: none is passed over."""
    ws = land_case.make(tmp_path)
    with drawn(ACROSS, None, line((300, 0), (300, 60))) as lines:
        results, rows, log = run(SplitParcels, ws, LINES=lines, WRITE=True)
    assert (results["CHANGES"], results["REFUSED"]) == (2, 2)
    told = [row["old_code"] for row in rows if row["role"] == "refused"]
    assert ["3" in told[0], "2" in told[1]] == [True, True]
    assert all(name in log for name in told)


def test_named_parcels_alone_are_split_and_one_that_the_line_misses_is_told(qgis_app, tmp_path):
    ws = land_case.make(tmp_path)
    with drawn(ACROSS) as lines:
        results, rows, _ = run(SplitParcels, ws, LINES=lines, PARCELS="01a004, ๐๑A006")
    assert [(row["old_code"], row["role"]) for row in rows] == [
        ("01A004", "keeps"),
        ("01A004", "new"),
        ("01A006", "refused"),
    ]
    assert results["REFUSED"] == 1


def test_a_line_in_indian_1975_divides_where_it_lies(qgis_app, tmp_path):
    ws = land_case.make(tmp_path)
    (there,) = transform_geometries([line((25, -5), (25, 29.9), (25, 35))], 32647, 24047)
    with drawn(there, crs="EPSG:24047") as lines:
        _, rows, _ = run(SplitParcels, ws, LINES=lines, PARCELS="01A001")
    assert rows[0]["area_m2"] == pytest.approx(750.0, abs=0.05)  # 1 mm over 30 m


def test_cancelling_leaves_what_was_written_and_says_how_many(qgis_app, tmp_path, monkeypatch):
    monkeypatch.setattr("taxmap_plugin.settings.language", lambda: "en")
    ws = land_case.make(tmp_path)
    with drawn(line((-5, 10), (125, 10))) as lines:  # 01A001, 01A002, 01A003
        results, _, log = run(SplitParcels, ws, CancelledAfter(30), LINES=lines, WRITE=True)
    assert results["CHANGES"] == 1
    assert "1 of 3 changes was written" in log
    assert sorted(land_case.living(ws)) == [
        "01A001", "01A001/001", "01A002", "01A003", "01A004", "01A005", "01A006",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("parameters", "word"),
    [
        ({"PARCELS": "01A001, 09Z999"}, "09Z999"),
        ({"PARCELS": "01A0001"}, "3"),  # how many digits a lot has
        ({"DOCUMENT_DATE": "30 ก.พ. 2569"}, "30"),
        ({"PARCELS": "01A003"}, "เส้นแบ่งไม่ได้ตัดผ่าน"),
    ],
)
def test_what_is_wrong_is_said_in_the_officers_words(
    qgis_app, tmp_path, monkeypatch, parameters, word
):
    monkeypatch.setattr("taxmap_plugin.settings.language", lambda: "th")
    ws = land_case.make(tmp_path)
    with drawn(ACROSS) as lines, pytest.raises(QgsProcessingException, match=word):
        run(SplitParcels, ws, LINES=lines, **parameters)


def test_lines_beside_all_parcels_and_an_empty_layer_are_refused(qgis_app, tmp_path):
    ws = land_case.make(tmp_path)
    with drawn(line((500, 0), (500, 10))) as lines, pytest.raises(QgsProcessingException):
        run(SplitParcels, ws, LINES=lines)
    with drawn(shapely.LineString()) as lines, pytest.raises(QgsProcessingException):
        run(SplitParcels, ws, LINES=lines)


def test_codes_in_force_need_a_reason_only_for_writing(qgis_app, tmp_path, monkeypatch):
    monkeypatch.setattr("taxmap_plugin.settings.language", lambda: "en")
    ws = land_case.make(tmp_path, declared=True)
    with drawn(ACROSS) as lines:
        results, _, log = run(SplitParcels, ws, LINES=lines)
        assert (results["PIECES"], results["REFUSED"]) == (4, 0)
        assert "state a reason" in log
        results, _, _ = run(SplitParcels, ws, LINES=lines, WRITE=True)
        assert (results["CHANGES"], results["REFUSED"]) == (0, 2)


def test_the_preview_is_coloured_by_what_becomes_of_the_ground(qgis_app):
    words, context = SplitParcels()._words(), QgsProcessingContext()
    context.setProject(QgsProject.instance())
    columns = "old_code", "new_code", "area_text", "role", "reason"
    fields = "".join(f"&field={name}:string" for name in columns)
    layers = [QgsVectorLayer(f"MultiPolygon?{fields}", "ตัวอย่าง", "memory") for _ in range(2)]
    rows = [
        ["01A001", "01A001/001", "0-1-0", "new", "แปลงแยก"],
        ["01A001", "", "0-0-50", "public", "ซอยสุขใจ"],
        ["01A002", "", "0-3-0", "refused", "เส้นสิ้นสุดในแปลง"],
    ]
    for layer in layers:
        for row in rows:
            feature = QgsFeature(layer.fields())
            feature.setAttributes(row)
            layer.dataProvider().addFeature(feature)
        QgsProject.instance().addMapLayer(layer)
        ChangePreview(words).postProcessLayer(layer, context, QgsProcessingFeedback())
    assert list(QgsProject.instance().mapLayers().values()) == layers[1:]
    assert layers[1].attributeDisplayName(1) == words["new_code"]
    legend = [category.label() for category in layers[1].renderer().categories()]
    assert legend == [words["new"], words["public"], words["refused"]]
    label = QgsExpression(layers[1].labeling().settings().fieldName)
    shown = QgsExpressionContext()
    shown.setFields(layers[1].fields())
    texts = []
    for feature in layers[1].getFeatures():
        shown.setFeature(feature)
        texts.append(label.evaluate(shown))
    assert texts == ["01A001/001\n0-1-0", "ซอยสุขใจ\n0-0-50", "01A002\n0-3-0"]
    QgsProject.instance().clear()

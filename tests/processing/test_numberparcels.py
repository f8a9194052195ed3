"""The algorithms of codes as the toolbox runs them."""

from __future__ import annotations

import pytest
from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
)

from taxmap_plugin.processing._code_preview import CodePreview
from taxmap_plugin.processing.declarecodes import DeclareCodes
from taxmap_plugin.processing.numberparcels import NumberParcels

from ..editing.block_case import codes, make, retired


def run(kind, **parameters):
    """The outputs, the layer made (or None) and what was said; errors are raised."""
    algorithm, context, feedback = kind(), QgsProcessingContext(), QgsProcessingFeedback()
    algorithm.initAlgorithm({})
    context.setProject(QgsProject.instance())
    parameters.setdefault("OUTPUT", "memory:")
    run_it = QgsProcessingAlgorithm.run  # as the toolbox does
    results, fine = run_it(algorithm, parameters, context, feedback, {}, False)
    assert fine
    layer = context.takeResultLayer(results["OUTPUT"]) if "OUTPUT" in results else None
    return results, layer, feedback.textLog()


def rows(layer):
    return {f["parcel_uuid"]: (f["old_code"] or None, f["new_code"]) for f in layer.getFeatures()}


def test_a_dry_run_shows_the_codes_on_the_map_and_writes_nothing(qgis_app, tmp_path):
    ws = make(tmp_path)
    results, layer, log = run(NumberParcels, WORKSPACE=str(ws.path), BLOCKS="01a")
    assert rows(layer)["a1"] == ("01A007", "01A007")
    assert rows(layer)["n1"] == (None, "01A009")
    assert all(f.hasGeometry() for f in layer.getFeatures())
    assert layer.crs().authid() == "EPSG:32647"
    assert results["CHANGED"] == 2
    assert codes(ws)["n1"] is None
    assert "2" in log


def test_writing_needs_to_be_asked_for(qgis_app, tmp_path):
    ws = make(tmp_path)
    results, _, _ = run(
        NumberParcels,
        WORKSPACE=str(ws.path),
        BLOCKS="01A",
        RENUMBER=True,
        START=10,
        STEP=10,
        WRITE=True,
    )
    assert results["CHANGED"] == 4
    assert sorted(filter(None, codes(ws).values())) == [
        "01A010",
        "01A020",
        "01A030",
        "01A040",
        "01B001",
    ]


def test_the_list_can_go_to_a_csv_file(qgis_app, tmp_path):
    ws = make(tmp_path)
    target = tmp_path / "รายการ.csv"
    run(NumberParcels, WORKSPACE=str(ws.path), OUTPUT=str(target))
    text = target.read_text(encoding="utf-8")
    assert text.splitlines()[0] == "block,old_code,new_code,reason,parcel_uuid"
    assert "01B001" in text


def test_along_a_line_that_was_drawn(qgis_app, tmp_path):
    ws = make(tmp_path, epsg=32631)  # the blocks lie near its zero, which is not in Thailand
    line = QgsVectorLayer("LineString?crs=EPSG:32631", "line", "memory")
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromWkt("LineString (200 -20, 0 -20)"))
    line.dataProvider().addFeatures([QgsFeature(), feature])
    QgsProject.instance().addMapLayer(line)
    _, layer, log = run(
        NumberParcels, WORKSPACE=str(ws.path), BLOCKS="01A", METHOD=4, LINE=line.id(), RENUMBER=True
    )
    assert "fid" in log, "the row without a shape"
    order = sorted(rows(layer).items(), key=lambda row: row[1][1])
    assert [uuid for uuid, _ in order] == ["n1", "a3", "a2", "a1"]
    QgsProject.instance().removeMapLayer(line.id())


@pytest.mark.parametrize(
    ("parameters", "word"),
    [
        ({"BLOCKS": "A"}, "A"),
        ({"BLOCKS": "09Z"}, "09Z"),
        ({"BLOCKS": "01A", "METHOD": 4}, "เส้น"),
        ({"BLOCKS": "01A", "RENUMBER": True, "WRITE": True}, "เหตุผล"),
    ],
)
def test_what_is_wrong_is_said_in_the_officers_words(
    qgis_app, tmp_path, monkeypatch, parameters, word
):
    monkeypatch.setattr("taxmap_plugin.settings.language", lambda: "th")
    ws = make(tmp_path, declared=["01A"])
    with pytest.raises(QgsProcessingException, match=word):
        run(NumberParcels, WORKSPACE=str(ws.path), **parameters)
    assert codes(ws)["n1"] is None


def test_declaring_and_then_renumbering_retires(qgis_app, tmp_path):
    ws = make(tmp_path)
    results, _, _ = run(
        DeclareCodes, WORKSPACE=str(ws.path), BLOCKS="01A 01B", DOCUMENT="ประกาศ 1/2569"
    )
    assert (results["BLOCKS_DECLARED"], results["PARCELS"]) == (2, 3)
    results, _, _ = run(
        NumberParcels,
        WORKSPACE=str(ws.path),
        BLOCKS="01B",
        RENUMBER=True,
        WRITE=True,
        REASON="ทดสอบ",
    )
    assert results["RETIRED"] == 1
    assert retired(ws)["01B001"] == "01B002"


def test_nothing_is_declared_without_an_announcement(qgis_app, tmp_path):
    ws = make(tmp_path)
    with pytest.raises(QgsProcessingException, match="เลขที่ประกาศ"):
        run(DeclareCodes, WORKSPACE=str(ws.path), BLOCKS="01B", DOCUMENT=" ")
    assert ws.count("block", "code_state = 'declared'") == 0


def test_declaring_again_says_only_that_it_is_declared(qgis_app, tmp_path, monkeypatch):
    monkeypatch.setattr("taxmap_plugin.settings.language", lambda: "en")
    ws = make(tmp_path)
    _, _, log = run(DeclareCodes, WORKSPACE=str(ws.path), BLOCKS="01B", DOCUMENT="ประกาศ 1/2569")
    assert "The codes of 1 block with 1 parcel are in force." in log
    results, _, log = run(
        DeclareCodes, WORKSPACE=str(ws.path), BLOCKS="01B", DOCUMENT="ประกาศ 1/2569"
    )
    assert "The codes of block 01B are declared already." in log
    assert "in force" not in log
    assert (results["BLOCKS_DECLARED"], results["PARCELS"]) == (0, 0)


def test_what_changes_stands_first_and_a_new_preview_takes_the_place_of_the_old(qgis_app, tmp_path):
    ws = make(tmp_path)
    _, first, _ = run(NumberParcels, WORKSPACE=str(ws.path), BLOCKS="01A")
    _, second, _ = run(NumberParcels, WORKSPACE=str(ws.path), BLOCKS="01A")
    changes = [old != new for old, new in rows(first).values()]
    assert changes == sorted(changes, reverse=True) and True in changes
    words = NumberParcels()._words()
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    for layer in (first, second):
        QgsProject.instance().addMapLayer(layer)
        CodePreview(words).postProcessLayer(layer, context, QgsProcessingFeedback())
    assert list(QgsProject.instance().mapLayers().values()) == [second]
    shown = [c.name for c in second.attributeTableConfig().columns() if not c.hidden]
    assert shown == ["block", "old_code", "new_code", "reason"]
    assert second.attributeDisplayName(2) == words["new_code"]
    QgsProject.instance().clear()

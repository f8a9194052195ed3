"""``taxmap:plottraverse`` as the toolbox runs it."""

from __future__ import annotations

import pytest
import shapely
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsPointXY,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
    QgsReferencedPointXY,
    QgsVectorLayer,
)

from taxmap_plugin.core.municipality import Municipality
from taxmap_plugin.processing._column_titles import ColumnTitles
from taxmap_plugin.processing.plottraverse import PlotTraverse
from taxmap_plugin.workspace.store import Workspace

SQUARE = "0-00-00 20\n90-00-00 20\nต 0-00-00 ต 10 วา\n270-00-00 20.02"
OFFICE = "495179.44, 2072279.55"  # Mae Hia in Indian 1975


def run(feedback=None, **parameters):
    """The outputs, the two layers (or None) and what was said; errors are raised."""
    algorithm, context = PlotTraverse(), QgsProcessingContext()
    feedback = feedback or QgsProcessingFeedback()
    algorithm.initAlgorithm({})
    context.setProject(QgsProject.instance())
    values = {"LIST": SQUARE, "OUTPUT": "memory:", "POINTS": "memory:", **parameters}
    results, fine = QgsProcessingAlgorithm.run(algorithm, values, context, feedback, {}, False)
    assert fine
    layers = [
        context.takeResultLayer(results[name]) if results.get(name) else None
        for name in ("OUTPUT", "POINTS")
    ]
    return results, layers, feedback.textLog()


def first_corner(points):
    point = next(points.getFeatures()).geometry().asPoint()
    return point.x(), point.y()


def test_a_traverse_with_its_closing_error(qgis_app):
    results, (parcel, corners), log = run(START=OFFICE)
    assert parcel.crs().authid() == corners.crs().authid() == "EPSG:32647"
    (drawn,) = parcel.getFeatures()
    assert drawn.geometry().area() == pytest.approx(400, abs=0.3)
    assert drawn["area_text"].startswith("0-1-0")
    assert (drawn["closing_error"], drawn["ratio"]) == (0.02, 4001)
    assert (results["CLOSING_ERROR"], results["RATIO"]) == (0.02, 4001)
    assert corners.featureCount() == 4
    assert first_corner(corners) == pytest.approx((494846.54, 2072582.38), abs=0.01)
    assert "1:4,001" in log and "0.020" in log


def test_adjusted_and_in_the_workspaces_own_system(qgis_app, tmp_path):
    ws = Workspace.create(tmp_path / "เทศบาล.gpkg", Municipality("ทดสอบ", epsg=32648))
    _, (parcel, corners), _ = run(START=OFFICE, ADJUST=True, WORKSPACE=str(ws.path))
    assert parcel.crs().authid() == "EPSG:32648"
    moved = [corner["moved"] for corner in corners.getFeatures()]
    assert moved == pytest.approx([0, 0.005, 0.01, 0.015], abs=1e-4)
    assert ws.count("parcel") == 0


@pytest.mark.parametrize("as_text", [True, False])
def test_a_start_clicked_on_a_map_in_wgs_84_is_carried_by_the_pinned_operation(qgis_app, as_text):
    wgs_84 = QgsCoordinateReferenceSystem("EPSG:32647")
    clicked = QgsReferencedPointXY(QgsPointXY(494846.54, 2072582.38), wgs_84)
    start = "494846.54,2072582.38 [EPSG:32647]" if as_text else clicked
    _, (_, corners), _ = run(START=start, DATUM=0)
    first = next(corners.getFeatures())
    assert (first["east"], first["north"]) == pytest.approx((495179.44, 2072279.55), abs=0.01)


def test_a_typed_start_is_in_the_datum_of_the_list_whatever_the_project_has(qgis_app):
    QgsProject.instance().setCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    try:
        _, (_, corners), _ = run(START=OFFICE)
        assert first_corner(corners) == pytest.approx((494846.54, 2072582.38), abs=0.01)
    finally:
        QgsProject.instance().clear()


def test_a_list_of_corners(qgis_app):
    text = "จุด\tN\tE\n1\t2072345.67\t495123.45\n2\t2072345.67\t495143.45\n3\t2072365.67\t495143.45"
    results, (parcel, corners), log = run(LIST=text, CONTENT=1, DATUM=2, POINTS=None)
    assert next(parcel.getFeatures()).geometry().area() == pytest.approx(200, abs=1e-3)
    assert corners is None
    assert "CLOSING_ERROR" not in results
    assert "3" in log


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"LIST": " \n"}, "ด้าน|course"),
        ({"LIST": "0 20\n90 2O\n180 20", "START": OFFICE}, "2"),
        ({"LIST": "0 20\n180 20", "START": OFFICE}, "3"),
        ({}, "จุดเริ่มต้น|start point"),
        ({"LIST": "495000 2072000\n495020 เหนือ", "CONTENT": 1}, "2"),
        ({"START": OFFICE, "WORKSPACE": "ไม่มี.gpkg"}, "ไม่มี"),
    ],
)
def test_what_cannot_be_drawn_is_said(qgis_app, parameters, said):
    with pytest.raises(QgsProcessingException, match=said):
        run(**parameters)


def test_cancelled_draws_nothing(qgis_app):
    feedback = QgsProcessingFeedback()
    feedback.cancel()
    results, layers, _ = run(feedback, START=OFFICE)
    assert layers == [None, None]
    assert "AREA" not in results


def test_columns_have_titles(qgis_app):
    layer = QgsVectorLayer("Polygon?field=area_m2:double", "p", "memory")
    ColumnTitles({"area_m2": "เนื้อที่"}).postProcessLayer(
        layer, QgsProcessingContext(), QgsProcessingFeedback()
    )
    assert layer.attributeDisplayName(0) == "เนื้อที่"


def test_an_outline_far_from_the_map_of_the_workspace_says_what_to_look_at(qgis_app, tmp_path):
    ws = Workspace.create(tmp_path / "w.gpkg", Municipality("เทศบาลตำบลสาธิต"))
    with ws.transaction("import") as tx:
        tx.insert_rows("boundary", [{"geom": shapely.box(494000, 2072000, 496000, 2073000)}])
    place = {"WORKSPACE": str(ws.path), "DATUM": 2}
    assert "แนวเขต" not in run(START="495000, 2072500", **place)[2]
    assert "อยู่นอกแนวเขต อปท." in run(START="497000, 2072500", **place)[2]
    assert "โซน UTM (47 หรือ 48)" in run(START="495000, 1072500", **place)[2]

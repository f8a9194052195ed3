"""comparefabrics as the toolbox runs it."""

from __future__ import annotations

import gc

import pandas as pd
import pytest
import shapely
from osgeo import ogr
from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
    QgsRenderContext,
    QgsVectorLayer,
)
from shapely import box

from taxmap_plugin.core.datum import transform_geometries
from taxmap_plugin.core.municipality import Municipality
from taxmap_plugin.exchange.fabric_layer import style_fabric_layer
from taxmap_plugin.exchange.fabric_report import render_report
from taxmap_plugin.processing.comparefabrics import CompareFabrics
from taxmap_plugin.workspace.store import Workspace

from ..exchange.conftest import write_layer

E0, N0 = 500_000, 2_070_000
BOW_TIE = shapely.Polygon([(0, 60), (20, 80), (20, 60), (0, 80)])


def at(shape):
    return shapely.transform(shape, lambda xy: xy + [E0, N0])  # noqa: RUF005


def map_file(path, parcels, epsg=32647):
    """``(code, shape in metres from the corner)`` as a GeoPackage in ``epsg``."""
    shapes = [None if shape is None else at(shape) for _, shape in parcels]
    moved = transform_geometries(shapes, 32647, epsg)
    rows = [
        (None if shape is None else shape.wkt, {"PARCEL_COD": code})
        for (code, _), shape in zip(parcels, moved)
    ]
    return write_layer(path, rows, driver="GPKG", epsg=epsg, kind=ogr.wkbPolygon)


OLD = [
    ("01A001", box(0, 0, 40, 20)),
    ("01A002", box(40, 0, 60, 20)),
    ("01A003", box(60, 0, 80, 20)),
]
NEW = [
    ("01A001", box(0, 0, 25, 20)),
    ("01A001/001", box(25, 0, 40, 20)),
    ("01A002", box(40, 0, 80, 20)),
]


class Noted(QgsProcessingFeedback):
    """Feedback that is cancelled after so many looks at it."""

    def __init__(self, looks=None):
        super().__init__(False)
        self._looks = looks

    def isCanceled(self):
        if self._looks is None:
            return False
        self._looks -= 1
        return self._looks < 0


def run(feedback=None, **parameters):
    algorithm, context = CompareFabrics(), QgsProcessingContext()
    feedback = feedback or Noted()
    algorithm.initAlgorithm({})
    context.setProject(QgsProject.instance())
    parameters.setdefault("OUTPUT", "memory:")
    parameters = {k: str(v) if not isinstance(v, float) else v for k, v in parameters.items()}
    fine, why = algorithm.checkParameterValues(parameters, context)
    assert fine, why
    results, fine = QgsProcessingAlgorithm.run(algorithm, parameters, context, feedback, {}, False)
    assert fine
    layer = context.takeResultLayer(results["OUTPUT"]) if "OUTPUT" in results else None
    return results, layer, feedback.textLog()


@pytest.fixture
def maps(tmp_path):
    return map_file(tmp_path / "เดิม.gpkg", OLD), map_file(tmp_path / "ใหม่.gpkg", NEW)


def members(layer):
    return sorted((f["kind"], f["role"], f["parcel_key"]) for f in layer.getFeatures())


EXPECTED = [
    ("merge", "new", "01A002"),
    ("merge", "old", "01A002"),
    ("merge", "old", "01A003"),
    ("split", "new", "01A001"),
    ("split", "new", "01A001/001"),
    ("split", "old", "01A001"),
]


def test_two_files(qgis_app, maps, tmp_path):
    page, table = tmp_path / "รายงาน.html", tmp_path / "รายการ.csv"
    results, layer, _ = run(OLDER=maps[0], NEWER=maps[1], REPORT=page, TABLE=table)
    assert members(layer) == EXPECTED
    assert (results["SPLIT"], results["MERGE"], results["RESHAPED"]) == (1, 1, 0)
    assert (results["VANISHED"], results["APPEARED"]) == (1, 1)
    assert layer.crs().authid() == "EPSG:32647"
    split = next(f for f in layer.getFeatures() if f["kind"] == "split" and f["role"] == "old")
    assert (split["area"], split["new_area"], split["score"]) == (800, 800, 1)
    assert split.geometry().area() == 800
    assert "01A001/001" in page.read_text(encoding="utf-8")
    assert len(pd.read_csv(table)) == 2


def test_maps_in_different_datums_are_brought_together(qgis_app, maps, tmp_path):
    indian = map_file(tmp_path / "ที่ดิน.gpkg", NEW, epsg=24047)
    _, layer, _ = run(OLDER=maps[0], NEWER=indian)
    assert members(layer) == EXPECTED
    degrees = map_file(tmp_path / "องศา.gpkg", NEW, epsg=4326)
    both = map_file(tmp_path / "องศาเดิม.gpkg", OLD, epsg=4326)
    _, layer, _ = run(OLDER=both, NEWER=degrees)
    assert (members(layer), layer.crs().authid()) == (EXPECTED, "EPSG:32647")


def test_the_offices_map_against_a_new_file(qgis_app, maps, tmp_path):
    ws = Workspace.create(tmp_path / "เทศบาล.gpkg", Municipality("ทดสอบ"))
    shapes = [shapely.multipolygons([at(shape)]) for _, shape in OLD]
    codes = [code for code, _ in OLD]
    with ws.transaction("import") as tx:
        tx.insert("parcel", pd.DataFrame({"parcel_code": codes, "geom": shapes}))
    before = ws.path.read_bytes()
    _, layer, _ = run(WORKSPACE=ws.path, NEWER=maps[1])
    assert members(layer) == EXPECTED
    assert ws.path.read_bytes() == before


def test_a_map_against_itself(qgis_app, maps):
    results, layer, _ = run(OLDER=maps[0], NEWER=maps[0])
    assert (layer.featureCount(), results["SPLIT"], results["GONE"]) == (0, 0, 0)


def test_an_empty_map(qgis_app, maps, tmp_path):
    nothing = map_file(tmp_path / "ว่าง.gpkg", [])
    results, layer, _ = run(OLDER=maps[0], NEWER=nothing)
    assert (results["GONE"], layer.featureCount()) == (3, 3)


def test_a_dirty_map(qgis_app, maps, tmp_path):
    """Two rows of one key, one without a key, one broken, one without a shape: all are told."""
    dirty = [*NEW, NEW[0], (None, box(0, 30, 20, 50)), ("01A009", BOW_TIE), ("01A010", None)]
    file = map_file(tmp_path / "ไม่เรียบร้อย.gpkg", dirty)
    results, layer, _ = run(OLDER=maps[0], NEWER=file)
    assert (results["SPLIT"], results["MERGE"], results["NEW"]) == (1, 1, 3)
    found = {f["parcel_key"] or "": f for f in layer.getFeatures() if f["kind"] == "new"}
    assert set(found) - {"NULL"} >= {"01A009", "01A010"}
    assert found["01A009"]["flags"]
    assert not found["01A010"].hasGeometry()


def test_a_wider_shift_hides_small_changes(qgis_app, tmp_path):
    older = map_file(tmp_path / "a.gpkg", [("01A001", box(0, 0, 100, 100))])
    newer = map_file(tmp_path / "b.gpkg", [("01A001", box(0, 0, 100, 97))])
    assert run(OLDER=older, NEWER=newer)[0]["RESHAPED"] == 1
    assert run(OLDER=older, NEWER=newer, SHIFT=3.5)[0]["RESHAPED"] == 0


@pytest.mark.parametrize("looks", [0, 2, 5])
def test_cancelled(qgis_app, maps, tmp_path, looks):
    page = tmp_path / "รายงาน.html"
    results, layer, _ = run(Noted(looks), OLDER=maps[0], NEWER=maps[1], REPORT=page)
    assert (layer, results.get("SPLIT"), page.exists()) == (None, None, False)


def test_what_is_wrong_is_said(qgis_app, maps, tmp_path, monkeypatch):
    monkeypatch.setattr("taxmap_plugin.settings.language", lambda: "th")
    with pytest.raises(QgsProcessingException, match="อย่างใดอย่างหนึ่ง"):
        run(NEWER=maps[1])
    with pytest.raises(QgsProcessingException, match="ไม่ได้ระบุระบบพิกัด"):
        run(OLDER=write_no_crs(tmp_path / "x.gpkg"), NEWER=maps[1])
    with pytest.raises(QgsProcessingException, match="ไม่ทราบว่าคอลัมน์ใด"):
        run(OLDER=maps[0], NEWER=write_no_key(tmp_path / "y.gpkg"))


def write_no_crs(path):
    return write_layer(path, [(at(OLD[0][1]).wkt, {"PARCEL_COD": "01A001"})], driver="GPKG",
                       epsg=None, kind=ogr.wkbPolygon)  # fmt: skip


def write_no_key(path):
    return write_layer(path, [(at(OLD[0][1]).wkt, {"colour": "red"})], driver="GPKG", epsg=32647,
                       kind=ogr.wkbPolygon)  # fmt: skip


ACCEPTED = {
    "th": [{"ยังไม่รับ": "0"}, {"รับ": "1"}],
    "en": [{"Not accepted": "0"}, {"Accepted": "1"}],
}


@pytest.mark.parametrize(("language", "word"), [("th", "แบ่งแยก"), ("en", "Split")])
def test_the_layer_is_coloured_and_worded_in_both_languages(qgis_app, maps, language, word):
    _, layer, _ = run(OLDER=maps[0], NEWER=maps[1])
    assert isinstance(layer, QgsVectorLayer)
    style_fabric_layer(layer, language)
    legend = {item.value(): item.label() for item in layer.renderer().categories()}
    assert legend["split"] == word
    assert len(legend) == 8
    colours = {c.symbol().color().name() for c in layer.renderer().categories()}
    assert len(colours) == 8
    at = layer.fields().indexOf("accept")
    answers = [*map(dict, layer.editorWidgetSetup(at).config()["map"])]
    assert answers == ACCEPTED[language]
    hidden = {c.name for c in layer.attributeTableConfig().columns() if c.hidden}
    assert {"kind", "role"} <= hidden
    renderer = layer.renderer().clone()
    renderer.startRender(QgsRenderContext(), layer.fields())
    shown = [renderer.symbolForFeature(f, QgsRenderContext()) for f in layer.getFeatures()]
    assert all(shown)
    renderer.stopRender(QgsRenderContext())


def test_it_looks_right_when_it_is_loaded_after_the_algorithm_is_gone(qgis_app, maps):
    """As ``processing.runAndLoadResults`` and models load it."""
    project, context = QgsProject.instance(), QgsProcessingContext()
    context.setProject(project)
    wanted = {
        "OLDER": str(maps[0]),
        "NEWER": str(maps[1]),
        "OUTPUT": QgsProcessingOutputLayerDefinition("memory:", project),
    }
    algorithm = CompareFabrics()
    algorithm.initAlgorithm({})
    results, fine = QgsProcessingAlgorithm.run(algorithm, wanted, context, Noted(), {}, False)
    assert fine
    del algorithm
    gc.collect()
    looks = context.layerToLoadOnCompletionDetails(results["OUTPUT"]).postProcessor()
    layer = context.takeResultLayer(results["OUTPUT"])
    looks.postProcessLayer(layer, context, Noted())
    assert layer.attributeAlias(layer.fields().indexOf("reason")) in ("Reason", "เหตุผล")
    assert len(layer.renderer().categories()) == 8


def test_the_page_in_both_languages(qgis_app):
    from taxmap_plugin.core.compare_fabrics import compare_fabrics

    older, newer = (
        pd.DataFrame({"key": [k for k, _ in rows], "geom": [s for _, s in rows]})
        for rows in (OLD, NEW)
    )
    found = compare_fabrics(older, newer)
    thai = render_report(found, ("เดิม.shp", "ใหม่.shp"), "th").replace("\u200b", "")
    english = render_report(found, ("old.shp", "new.shp"), "en")
    assert "แบ่งแยก" in thai and "62\u00a0%" in thai
    assert "01A003 was joined to 01A002, which keeps its key." in english
    again = render_report(compare_fabrics(older, older), ("a", "a"), "en")
    assert "Nothing has changed." in again

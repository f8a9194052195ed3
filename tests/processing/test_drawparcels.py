"""ลงรูปแปลงใหม่จากชั้นข้อมูล, as the toolbox runs it."""

from __future__ import annotations

import pytest
import shapely
from qgis.core import QgsProcessingException

from taxmap_plugin.core.datum import transform_geometries
from taxmap_plugin.processing.drawparcels import DrawParcels

from ..editing import land_case
from ..editing.land_case import at, box
from .change_case import CancelledAfter, drawn, run

EAST = box(120.03, 0, 160, 30)  # 3 cm beside 01A003
NEXT = box(155, 0, 200, 30)  # 5 m over EAST
BOWTIE = shapely.Polygon([at(300, 0), at(310, 10), at(310, 0), at(300, 10)])


def test_each_fits_the_fabric_and_the_ones_before_it(qgis_app, tmp_path):
    ws = land_case.make(tmp_path)
    before = land_case.everything(ws)
    with drawn(EAST, NEXT) as parcels:
        _, rows, log = run(DrawParcels, ws, PARCELS=parcels)
    assert [round(row["area_m2"], 4) for row in rows] == [1200.0, 1200.0]  # 40 × 30 each
    assert {row["role"] for row in rows} == {"new"}
    assert "150" in log  # m² cut away from the second
    assert land_case.everything(ws) == before


def test_codes_and_document_numbers_are_written(qgis_app, tmp_path):
    ws = land_case.make(tmp_path)
    shapes = box(0, 100, 40, 130), box(40, 100, 80, 130)  # in block 01B
    fields = "&field=เลขที่ดิน:double&field=CHANOD_NO:string&field=ถนน:string"
    numbers = [[77.0, "0632", "ก"], [None, "", None]]
    with drawn(*shapes, fields=fields, rows=numbers) as parcels:
        results, rows, _ = run(DrawParcels, ws, PARCELS=parcels, WRITE=True)
    assert [row["new_code"] for row in rows] == ["01B001", "01B002"]
    first, second = (land_case.parcel(ws, code) for code in ("01B001", "01B002"))
    assert (first["land_no"], first["deed_no"]) == ("77", "0632")
    assert (second["land_no"], second["deed_no"]) == (None, None)
    assert results["CHANGES"] == 2


def test_a_row_with_the_code_of_a_parcel_is_its_new_shape(qgis_app, tmp_path):
    ws = land_case.make(tmp_path)
    shapes, fields = (box(40, 0, 82, 30), EAST, box(0, 30, 40, 62)), "&field=รหัสแปลง:string"
    with drawn(*shapes, fields=fields, rows=[["01a002"], [None], ["01A077"]]) as parcels:
        asked = {"PARCELS": parcels, "CODE_FIELD": "รหัสแปลง", "WRITE": True}
        results, _, log = run(DrawParcels, ws, **asked)
    assert (results["CHANGES"], results["REFUSED"]) == (2, 1)
    assert "01A077" in log
    areas = land_case.living(ws)
    assert areas["01A002"] == 42 * 30
    assert areas["01A003"] == 38 * 30
    assert len(areas) == 7
    assert land_case.parcel(ws, "01A002")["uuid"] == "p2"


def test_a_wider_tolerance_closes_a_wider_gap(qgis_app, tmp_path):
    ws = land_case.make(tmp_path)
    with drawn(box(120.3, 0, 160, 30)) as parcels:
        _, rows, _ = run(DrawParcels, ws, PARCELS=parcels)
        assert rows[0]["area_m2"] == pytest.approx(39.7 * 30, abs=0.001)
        _, rows, _ = run(DrawParcels, ws, PARCELS=parcels, TOLERANCE=0.5)
        assert rows[0]["area_m2"] == pytest.approx(40 * 30, abs=0.001)


def test_what_cannot_be_drawn_is_named_and_the_others_go_on(qgis_app, tmp_path):
    ws = land_case.make(tmp_path)
    with drawn(BOWTIE, box(5, 5, 20, 20), EAST) as parcels:
        results, rows, log = run(DrawParcels, ws, PARCELS=parcels, WRITE=True)
    assert (results["CHANGES"], results["REFUSED"]) == (1, 2)
    assert [row["role"] for row in rows] == ["new", "refused", "refused"]
    assert "2" in rows[-1]["old_code"] and rows[-1]["reason"] in log
    assert sum(land_case.living(ws).values()) == pytest.approx(7 * 1200)


@pytest.mark.parametrize("north", ["inf", "NaN"])
def test_a_shape_that_is_nowhere_is_named_and_the_others_go_on(qgis_app, tmp_path, north):
    """As QGIS leaves it where it could not reproject."""
    ws = land_case.make(tmp_path)
    nowhere = shapely.from_wkt(
        f"POLYGON((500200 2070000,500230 {north},500230 2070030,500200 2070000))"
    )
    with drawn(nowhere, EAST) as parcels:
        results, rows, _ = run(DrawParcels, ws, PARCELS=parcels, WRITE=True)
    assert (results["CHANGES"], results["REFUSED"]) == (1, 1)
    assert [row["role"] for row in rows] == ["new", "refused"]


def test_rows_without_a_shape_are_counted_and_named(qgis_app, tmp_path):
    ws = land_case.make(tmp_path)
    with drawn(None, EAST, shapely.Polygon()) as parcels:
        results, rows, log = run(DrawParcels, ws, PARCELS=parcels, WRITE=True)
    assert (results["CHANGES"], results["REFUSED"]) == (1, 2)
    named = [row["old_code"] for row in rows if row["role"] == "refused"]
    assert ["1" in named[0], "3" in named[1], "fid" in named[0]] == [True] * 3
    assert all(name in log for name in named)


def test_a_layer_that_does_not_say_where_it_lies_is_refused(qgis_app, tmp_path, monkeypatch):
    monkeypatch.setattr("taxmap_plugin.settings.language", lambda: "th")
    ws = land_case.make(tmp_path)
    for crs, words in (("", "ไม่ได้ระบุระบบพิกัด"), ("EPSG:32648", "โซน"), ("EPSG:4326", "ประเทศไทย")):
        with drawn(EAST, crs=crs) as parcels, pytest.raises(QgsProcessingException, match=words):
            run(DrawParcels, ws, PARCELS=parcels, WRITE=True)
    assert ws.count("parcel") == 6


def test_a_layer_in_indian_1975_is_carried_over(qgis_app, tmp_path):
    ws = land_case.make(tmp_path)
    there = transform_geometries([box(0, 100, 40, 130)], 32647, 24047)
    with drawn(*there, crs="EPSG:24047") as parcels:
        run(DrawParcels, ws, PARCELS=parcels, WRITE=True)
    x, y, _, _ = land_case.parcel(ws, "01B001")["geom"].bounds
    assert (x, y) == pytest.approx(at(0, 100), abs=0.002)


def test_cancelling_leaves_what_was_drawn(qgis_app, tmp_path):
    ws = land_case.make(tmp_path)
    with drawn(EAST, NEXT) as parcels:
        results, _, _ = run(DrawParcels, ws, CancelledAfter(40), PARCELS=parcels, WRITE=True)
    assert results["CHANGES"] == 1
    assert ws.count("parcel") == 7


def test_one_parcel_that_has_no_room_is_an_error(qgis_app, tmp_path, monkeypatch):
    monkeypatch.setattr("taxmap_plugin.settings.language", lambda: "th")
    ws = land_case.make(tmp_path)
    with drawn(box(5, 5, 20, 20)) as parcels, pytest.raises(QgsProcessingException):
        run(DrawParcels, ws, PARCELS=parcels)
    with drawn(BOWTIE) as parcels, pytest.raises(QgsProcessingException, match="ตัดกันเอง"):
        run(DrawParcels, ws, PARCELS=parcels)

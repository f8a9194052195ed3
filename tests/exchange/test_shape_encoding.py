"""QGIS's own setting for Shapefiles does not spoil what is written or read after it."""

from __future__ import annotations

from osgeo import gdal

from taxmap_plugin.exchange.source import read_source

SQUARE = "POLYGON((500000 2070000,500020 2070000,500020 2070020,500000 2070000))"


def test_thai_text_stays_cp874_after_qgis_has_opened_a_shapefile(layer_file, monkeypatch):
    gdal.SetConfigOption("SHAPE_ENCODING", "")  # as QGIS does
    try:
        rows = [(SQUARE, {"T": "โฉนดที่ดิน"})]
        path = layer_file("p.shp", rows, driver="ESRI Shapefile", options=["ENCODING=CP874"])
        assert "โฉนดที่ดิน".encode("cp874") in path.with_suffix(".dbf").read_bytes()
        assert read_source(path).frame["T"].tolist() == ["โฉนดที่ดิน"]
        assert gdal.GetConfigOption("SHAPE_ENCODING") == ""
    finally:
        gdal.SetConfigOption("SHAPE_ENCODING", None)

"""Small files as offices really have them, written for one test each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Optional

import pytest
from osgeo import gdal, ogr, osr

from taxmap_plugin.core.municipality import Municipality
from taxmap_plugin.exchange.shape_encoding import shape_encoding
from taxmap_plugin.workspace.store import Workspace

from . import register_case

KML = "LIBKML" if ogr.GetDriverByName("LIBKML") else "KML"  # some systems lack libkml
THAI_FOLDER = "แผนที่ภาษี ปี 2569"


@pytest.fixture
def office_folder(tmp_path: Path) -> Path:
    """A folder named in Thai with blanks, as on an officer's Windows machine."""
    folder = tmp_path / THAI_FOLDER
    folder.mkdir()
    return folder


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    """The empty workspace of an invented municipality."""
    return Workspace.create(
        tmp_path / "เทศบาลทดสอบ.gpkg", Municipality("เทศบาลทดสอบ"), user="ผู้ทดสอบ"
    )


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """The six-sheet workbook of :mod:`.register_case`."""
    return register_case.write(tmp_path / "ทะเบียน ทรัพย์สิน.xlsx", register_case.rows())


Row = tuple[Optional[str], dict[str, Any]]


def write_layer(
    path: Path,
    rows: list[Row],
    driver: str = "GeoJSON",
    epsg: Optional[int] = 32647,
    options: Optional[list[str]] = None,
    layer: Optional[str] = None,
    kind: int = ogr.wkbUnknown,
) -> Path:
    """Write ``(WKT or None, attributes)`` rows with OGR; int and float keep their type.

    What a point of a DXF says is its attribute ``Text``.
    """
    reference = None
    if epsg is not None:
        reference = osr.SpatialReference()
        reference.ImportFromEPSG(epsg)
        reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    made = ogr.GetDriverByName(driver)
    dataset = made.Open(str(path), 1) if path.exists() else made.CreateDataSource(str(path))
    target = dataset.CreateLayer(layer or path.stem, reference, kind, options or [])
    kinds = {int: ogr.OFTInteger64, float: ogr.OFTReal}
    positions: dict[str, int] = {}
    for _, values in rows:
        for name, value in values.items():
            if name not in positions and not _is_label(driver, name):
                found = target.GetLayerDefn().GetFieldIndex(name)
                if found < 0:
                    target.CreateField(ogr.FieldDefn(name, kinds.get(type(value), ogr.OFTString)))
                    found = target.GetLayerDefn().GetFieldCount() - 1
                positions[name] = found
    for wkt, values in rows:
        feature = ogr.Feature(target.GetLayerDefn())
        for name, value in values.items():
            if _is_label(driver, name):
                feature.SetStyleString(f'LABEL(f:"Arial",s:1g,t:"{value}")')
            elif value is not None:
                feature.SetField(positions[name], value)
        if wkt is not None:
            feature.SetGeometry(ogr.CreateGeometryFromWkt(wkt))
        target.CreateFeature(feature)
    del target, dataset
    return path


def _is_label(driver: str, name: str) -> bool:
    return (driver, name) == ("DXF", "Text")


@pytest.fixture
def layer_file(office_folder: Path) -> Callable[..., Path]:
    """``layer_file("parcel.shp", rows, driver=…)`` writes into the office folder."""

    @shape_encoding(None)
    def write(name: str, rows: list[Row], **how: Any) -> Path:
        return write_layer(office_folder / name, rows, **how)

    return write


@pytest.fixture(autouse=True)
def _gdal_without_exceptions():
    gdal.DontUseExceptions()
    yield

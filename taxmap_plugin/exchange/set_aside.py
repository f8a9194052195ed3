"""Rows that an import set aside, written out with their reasons to be repaired.

The file carries the columns of the source as they came (and the shape, where there
is one, in the source's own CRS), so the repaired file goes through the same import
with the same profile.
"""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import shapely
from osgeo import ogr, osr

from ..core.message import Language, Message, render
from ..errors import TaxMapError
from ..workspace.store import Workspace
from .csv_file import write_csv
from .source_read import quiet_gdal

ROW_COLUMN, REASON_COLUMN = "source_row", "reason"
_DRIVERS = {".gpkg": "GPKG", ".geojson": "GeoJSON"}


class SetAsideError(TaxMapError):
    """The rows cannot be written."""


def set_aside_rows(ws: Workspace, batch_uuid: str, language: Language) -> pd.DataFrame:
    """The rows of one import that were set aside: ``source_row``, ``reason``, her columns,
    ``geom`` (Shapely or None, in the source's CRS)."""
    rows = ws.read(
        "import_row",
        ["row_number", "reason", "raw", "raw_geom"],
        "batch_uuid = ? AND fate = 'set_aside' ORDER BY row_number",
        (batch_uuid,),
    )
    values = pd.DataFrame([json.loads(raw) for raw in rows["raw"]], dtype=object)
    reasons = [render(Message.from_json(text), language) for text in rows["reason"]]
    return pd.concat(
        [
            pd.DataFrame({ROW_COLUMN: rows["row_number"], REASON_COLUMN: reasons}),
            values.drop(columns=[ROW_COLUMN, REASON_COLUMN, "geom"], errors="ignore"),
            pd.DataFrame({"geom": _shapes(rows["raw_geom"])}),
        ],
        axis=1,
    )


def _shapes(raw: pd.Series) -> pd.Series:
    shapes = shapely.from_wkb(raw.to_numpy(dtype=object), on_invalid="ignore")
    return pd.Series(shapes, index=raw.index, dtype=object)


def export_set_aside(ws: Workspace, batch_uuid: str, path: Path, language: Language = "th") -> int:
    """Write the rows to ``path`` (.csv, .gpkg or .geojson); returns how many.

    Raises SetAsideError for another suffix, and it or FileNotWritten when the file is
    held open or cannot be written.
    """
    suffix = path.suffix.lower()
    if suffix not in (".csv", *_DRIVERS):
        raise SetAsideError(Message("set_aside.unknown_format", file=path.name))
    rows = set_aside_rows(ws, batch_uuid, language)
    if suffix == ".csv":
        write_csv(rows.drop(columns="geom"), path)
        return len(rows)
    try:
        _write_layer(rows, path, _DRIVERS[suffix], _source_epsg(ws, batch_uuid))
    except (OSError, RuntimeError) as error:
        raise SetAsideError(
            Message("set_aside.cannot_write", file=path.name), str(error)
        ) from error
    return len(rows)


def _source_epsg(ws: Workspace, batch_uuid: str) -> int | None:
    batch = ws.read("import_batch", ["source_crs"], "uuid = ?", (batch_uuid,))
    authority, _, code = str(batch["source_crs"].iat[0] if len(batch) else "").partition(":")
    return int(code) if authority == "EPSG" and code.isdigit() else None


def _write_layer(rows: pd.DataFrame, path: Path, driver: str, epsg: int | None) -> None:
    path.unlink(missing_ok=True)
    reference = None
    if epsg is not None:
        reference = osr.SpatialReference()
        reference.ImportFromEPSG(epsg)
        reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    with quiet_gdal():
        dataset = ogr.GetDriverByName(driver).CreateDataSource(str(path))
        if dataset is None:
            raise OSError(str(path))
        layer = dataset.CreateLayer(path.stem, reference, ogr.wkbUnknown)
        names = [name for name in rows.columns if name != "geom"]
        for name in names:
            kind = ogr.OFTInteger64 if name == ROW_COLUMN else ogr.OFTString
            layer.CreateField(ogr.FieldDefn(name, kind))
        for row in rows.itertuples(index=False, name=None):
            layer.CreateFeature(_feature(layer, names, dict(zip(rows.columns, row))))
        del layer, dataset


def _feature(layer: ogr.Layer, names: list[str], row: dict) -> ogr.Feature:
    feature = ogr.Feature(layer.GetLayerDefn())
    for position, name in enumerate(names):
        value = row[name]
        if value is not None and value == value:
            feature.SetField(position, int(value) if name == ROW_COLUMN else str(value))
    if row["geom"] is not None:
        feature.SetGeometry(ogr.CreateGeometryFromWkb(shapely.to_wkb(row["geom"])))
    return feature

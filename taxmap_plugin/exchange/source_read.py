"""One layer of any OGR file as arrays, byte for byte.

Text is read as Latin-1, which loses no byte, so that the true encoding can be
judged from the values afterwards (:mod:`.source_text`). Shapes arrive as WKB and
are never refused: a ring that is not closed is closed, nothing else is changed.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Optional

import numpy as np
import shapely
from osgeo import gdal, ogr

from ..core.object_array import object_array
from ..dependencies import own_libraries_first
from .shape_encoding import shape_encoding

LATIN1 = "ISO-8859-1"
"""Every byte is a letter of it: nothing is lost while the encoding is unknown."""


@dataclass
class RawLayer:
    """A layer as the driver gave it.

    ``columns`` are object arrays (``None`` where the source has no value), text
    still in :data:`LATIN1`; ``wkb`` is ``None`` for a table without shapes.
    """

    names: list[str]
    columns: list[np.ndarray]
    wkb: Optional[np.ndarray]
    fids: np.ndarray
    crs: Optional[str]


@contextmanager
def quiet_gdal() -> Iterator[None]:
    """GDAL keeps its errors to itself; the caller asks for them and says them."""
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        yield
    finally:
        gdal.PopErrorHandler()


def open_dataset(path: str) -> Optional[gdal.Dataset]:
    """The file opened for reading, or None; text as it is stored."""
    with quiet_gdal(), shape_encoding(LATIN1):
        try:
            return gdal.OpenEx(path, gdal.OF_VECTOR | gdal.OF_READONLY)
        except RuntimeError:  # another plugin switched GDAL's exceptions on
            return None


def read_layer(path: str, dataset: gdal.Dataset, layer: str) -> RawLayer:
    """All features of ``layer``: through pyogrio where it is installed, else through OGR."""
    fast = _read_with_pyogrio(path, layer)
    return fast if fast is not None else _read_with_ogr(dataset, layer)


def _read_with_pyogrio(path: str, layer: str) -> Optional[RawLayer]:
    try:
        with own_libraries_first():
            from pyogrio import raw
            from pyogrio.errors import DataLayerError, DataSourceError
    except ImportError:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # unclosed rings and M values: judged later
            meta, fids, wkb, data = raw.read(
                path, layer=layer, encoding=LATIN1, return_fids=True, datetime_as_string=True
            )
    except (DataSourceError, DataLayerError, TypeError):  # a driver or option that it lacks
        return None
    kinds = [str(kind) for kind in meta["dtypes"]]
    return RawLayer(
        names=[str(name) for name in meta["fields"]],
        columns=[_plain(values, kind) for values, kind in zip(data, kinds)],
        wkb=None if meta["geometry_type"] is None else wkb,
        fids=np.asarray(fids, dtype=np.int64),
        crs=meta["crs"],
    )


def _plain(values: np.ndarray, kind: str) -> np.ndarray:
    """One column as Python values: whole numbers stay whole beside gaps, dates are ISO text."""
    if kind.startswith("datetime64") and values.dtype.kind == "M":
        texts = np.datetime_as_string(values).astype(object)
        texts[np.isnat(values)] = None
        return texts
    if values.dtype.kind == "f" and kind != "object":
        whole = kind.startswith(("int", "uint", "bool"))
        turn = (bool if kind == "bool" else int) if whole else float
        plain = np.empty(len(values), dtype=object)
        present = ~np.isnan(values)
        plain[present] = [turn(value) for value in values[present].tolist()]
        return plain
    if kind.startswith("list"):
        plain = np.empty(len(values), dtype=object)
        plain[:] = [None if v is None else json.dumps(list(map(_scalar, v))) for v in values]
        return plain
    if values.dtype.kind == "O":
        return values
    plain = np.empty(len(values), dtype=object)
    plain[:] = values.tolist()
    return plain


def _scalar(value: Any) -> Any:
    return value.item() if isinstance(value, np.generic) else value


def _read_with_ogr(dataset: gdal.Dataset, layer: str) -> RawLayer:
    with quiet_gdal(), shape_encoding(LATIN1):
        source = dataset.GetLayerByName(layer)
        source.ResetReading()
        definition = source.GetLayerDefn()
        fields = [definition.GetFieldDefn(i) for i in range(definition.GetFieldCount())]
        text = _as_stored if dataset.GetDriver().ShortName == "ESRI Shapefile" else _as_text
        readers = [_READERS.get(field.GetType(), text) for field in fields]
        name_of = str if text is _as_stored else _latin
        rows: list[list[Any]] = []
        wkb: list[Optional[bytes]] = []
        fids: list[int] = []
        for feature in source:
            fids.append(feature.GetFID())
            wkb.append(_wkb(feature.GetGeometryRef()))
            rows.append(
                [
                    reader(feature, i) if feature.IsFieldSetAndNotNull(i) else None
                    for i, reader in enumerate(readers)
                ]
            )
        reference = source.GetSpatialRef()
        has_shapes = definition.GetGeomFieldCount() > 0
        crs = reference.ExportToWkt() if reference is not None else None
    return RawLayer(
        names=[name_of(field.GetName()) for field in fields],
        columns=[object_array([row[i] for row in rows]) for i in range(len(fields))],
        wkb=object_array(wkb) if has_shapes else None,
        fids=np.array(fids, dtype=np.int64),
        crs=crs,
    )


def _wkb(geometry: Optional[ogr.Geometry]) -> Optional[bytes]:
    if geometry is None:
        return None
    return bytes(geometry.GetLinearGeometry().ExportToIsoWkb())


def _latin(text: Any) -> str:
    """What OGR decoded as UTF-8 (or left as bytes, when it is none) as Latin-1 again."""
    raw = text if isinstance(text, (bytes, bytearray)) else str(text).encode("utf-8")
    return bytes(raw).decode(LATIN1)


def _as_text(feature: ogr.Feature, index: int) -> str:
    return _latin(feature.GetFieldAsString(index))


def _as_stored(feature: ogr.Feature, index: int) -> str:
    return str(feature.GetFieldAsString(index))


def _as_date(feature: ogr.Feature, index: int) -> str:
    return str(feature.GetFieldAsISO8601DateTime(index))[:10]


def _as_time(feature: ogr.Feature, index: int) -> str:
    return str(feature.GetFieldAsISO8601DateTime(index))


_READERS = {
    ogr.OFTInteger: lambda feature, i: feature.GetFieldAsInteger(i),
    ogr.OFTInteger64: lambda feature, i: feature.GetFieldAsInteger64(i),
    ogr.OFTReal: lambda feature, i: feature.GetFieldAsDouble(i),
    ogr.OFTDate: _as_date,
    ogr.OFTDateTime: _as_time,
}


def shapes_from_wkb(wkb: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Shapely objects of ``wkb`` and the positions whose rings had to be closed to be read.

    A shape that cannot be held at all (a line of one point) becomes an empty
    collection, so that it is reported as empty rather than lost.
    """
    geoms = shapely.from_wkb(wkb, on_invalid="ignore")
    there = np.array([raw is not None for raw in wkb], dtype=bool)
    broken = np.flatnonzero(shapely.is_missing(geoms) & there)
    for position in broken:
        geoms[position] = _closed(wkb[position])
    return geoms, broken


def _closed(wkb: bytes) -> Any:
    """One shape whose rings are open or too short, closed by repeating points."""
    geometry = ogr.CreateGeometryFromWkb(bytes(wkb))
    if geometry is not None:
        geometry.CloseRings()
        _lengthen(geometry)
        shape = shapely.from_wkb(bytes(geometry.ExportToIsoWkb()), on_invalid="ignore")
        if shape is not None:
            return shape
    return shapely.GeometryCollection()


def _lengthen(geometry: ogr.Geometry) -> None:
    """Rings of one or two points get the four points that a ring must have."""
    for part in range(geometry.GetGeometryCount()):
        _lengthen(geometry.GetGeometryRef(part))
    is_ring = geometry.GetGeometryName() == "LINEARRING"
    while is_ring and 0 < geometry.GetPointCount() < 4:
        geometry.AddPoint_2D(*geometry.GetPoint_2D(0))

"""Any vector file or table, as it came: attributes, shapes, row numbers, datum, encoding.

Reading never fails on dirt inside the file: broken rings, empty shapes and
unreadable letters arrive and are reported. It fails, in the officer's words, when
the file itself is missing, incomplete, held open or not a map.
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Optional, Union

import numpy as np
import pandas as pd
import shapely
from osgeo import gdal, ogr

from ..core.feedback import Feedback, Silent, check_cancelled
from ..core.message import Message
from ..errors import TaxMapError
from .source_crs import degrees_impossible, epsg_of
from .source_read import RawLayer, open_dataset, quiet_gdal, read_layer, shapes_from_wkb
from .source_text import Decoded, codec_name, declared_encoding, decode

if TYPE_CHECKING:
    from qgis.core import QgsVectorLayer

PathLike = Union[str, "os.PathLike[str]"]
_SHAPEFILE_PARTS = {".shp", ".shx", ".dbf"}
_SHAPEFILE_REST = {".shx", ".prj", ".cpg", ".qpj", ".sbn", ".sbx"}
_IN_ZIP = {".shp", ".gpkg", ".geojson", ".json", ".kml", ".dxf", ".tab"}
_KML_HEAD = 1_000_000  # bytes, in which a first placemark ends
_DEGREES_BY_DEFAULT = {"GeoJSON", "GeoJSONSeq", "TopoJSON"}


class SourceError(TaxMapError):
    """The file cannot be read at all."""


@dataclass(frozen=True)
class LayerInfo:
    """A layer of a file: its name, shape type (``"Polygon"``, ``""`` for a table), features."""

    name: str
    geometry_type: str
    features: int


@dataclass
class Source:
    """One layer or table, untouched.

    ``frame`` holds the attributes as they came (text, numbers, ISO dates; ``None``
    or NaN where the source has none), ``geom`` the shapes as they came, invalid ones
    and Z values included (``None`` for a table), in the file's own CRS. Position i of
    both is row ``rows[i]`` of the file, counted from 1, and feature ``fids[i]``.
    ``epsg`` is what the file declares, ``None`` if it does not say. ``widths`` are
    the lengths in bytes at which the file cuts text. ``notes`` tell what a reader
    must know about the reading itself.
    """

    path: str
    file: str
    layer: str
    driver: str
    frame: pd.DataFrame
    geom: Optional[np.ndarray]
    rows: np.ndarray
    fids: np.ndarray
    epsg: Optional[int] = None
    crs_name: str = ""
    encoding: str = ""
    encoding_certainty: float = 1.0
    has_z: bool = False
    geometry_types: dict[str, int] = field(default_factory=dict)
    closed_rings: np.ndarray = field(default_factory=lambda: np.array([], dtype=np.int64))
    widths: dict[str, int] = field(default_factory=dict)
    notes: list[Message] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.rows)


def list_layers(path: PathLike) -> list[LayerInfo]:
    """The layers of a file, tables included. Raises :class:`SourceError`."""
    dataset = _open(_gdal_path(path), Path(path))
    with quiet_gdal():
        layers = [dataset.GetLayer(i) for i in range(dataset.GetLayerCount())]
        return [
            LayerInfo(
                name=layer.GetName(),
                geometry_type=_type_name(layer.GetGeomType()),
                features=layer.GetFeatureCount(),
            )
            for layer in layers
        ]


def read_source(
    path: PathLike,
    layer: Optional[str] = None,
    encoding: Optional[str] = None,
    crs: Optional[int] = None,
    feedback: Optional[Feedback] = None,
) -> Source:
    """All of one layer.

    ``layer`` may stay empty when the file has one with features; ``encoding`` and
    ``crs`` (an EPSG number) overrule what the file says of itself. Raises
    :class:`SourceError`: missing file, incomplete Shapefile, file held open by
    another program, nothing in it, several layers and none chosen, no such encoding.
    """
    feedback = feedback or Silent()
    encoding = known_encoding(encoding)
    shown = Path(path)
    gdal_path = _gdal_path(path)
    dataset = _open(gdal_path, shown)
    name = layer or _only_layer(dataset, shown)
    if dataset.GetLayerByName(name) is None:
        raise SourceError(Message("source.no_such_layer", file=shown.name, layer=name))
    feedback.progress(0.1)
    check_cancelled(feedback)
    raw = _read(gdal_path, dataset, name, shown)
    feedback.progress(0.7)
    check_cancelled(feedback)
    driver = dataset.GetDriver().ShortName
    is_shapefile = driver == "ESRI Shapefile"
    declared = declared_encoding(Path(gdal_path)) if is_shapefile else "utf-8"
    decoded = decode(raw.names, raw.columns, encoding, declared)
    source = _assemble(raw, decoded, crs)
    source.path, source.file, source.layer, source.driver = str(path), shown.name, name, driver
    if is_shapefile:
        source.widths = _widths(dataset.GetLayerByName(name), raw.names, decoded.names)
    source.notes += _notes(source, decoded, declared, is_shapefile)
    feedback.progress(1.0)
    return source


def known_encoding(chosen: Optional[str]) -> Optional[str]:
    """An encoding that the officer has typed, as Python names it; SourceError for none."""
    name = codec_name(chosen) if chosen else None
    if chosen and name is None:
        raise SourceError(Message("table_source.unknown_encoding", encoding=chosen))
    return name


def source_from_qgs_layer(layer: QgsVectorLayer, feedback: Optional[Feedback] = None) -> Source:
    """A layer or table that is already in QGIS, with its filter, edits and CRS as they stand."""
    from .source_qgis import source_from_layer

    return source_from_layer(layer, feedback or Silent())


def source_from_arrays(
    frame: pd.DataFrame,
    geom: Optional[Iterable[Any]] = None,
    epsg: Optional[int] = None,
    file: str = "",
    driver: str = "",
) -> Source:
    """A source from a table and shapes already in memory."""
    rows = np.arange(1, len(frame) + 1)
    shapes = None if geom is None else np.array(list(geom), dtype=object)
    source = Source(
        path="", file=file, layer=file, driver=driver, frame=frame.reset_index(drop=True),
        geom=shapes, rows=rows, fids=rows, epsg=epsg, encoding="utf-8",
    )  # fmt: skip
    if epsg is not None:
        source.crs_name = epsg_of(f"EPSG:{epsg}")[1]
    _describe_shapes(source)
    return source


def _gdal_path(path: PathLike) -> str:
    """The path as GDAL wants it: a part of a Shapefile means the .shp, a zip is looked into."""
    given = Path(path)
    suffix = given.suffix.lower()
    if suffix in _SHAPEFILE_REST or (suffix == ".dbf" and _sibling(given, ".shp")):
        return str(_sibling(given, ".shp") or given)
    if suffix == ".zip":
        return "/vsizip/" + given.as_posix() + _folder_in_zip(given)
    return str(path)


def _folder_in_zip(path: Path) -> str:
    """The folder of the map's files, where they lie in one that was packed with them."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = [PurePosixPath(name) for name in archive.namelist()]
    except (OSError, zipfile.BadZipFile):
        return ""
    folders = {name.parent for name in names if name.suffix.lower() in _IN_ZIP}
    if len(folders) != 1 or folders == {PurePosixPath(".")}:
        return ""
    return "/" + folders.pop().as_posix()


def _sibling(path: Path, suffix: str) -> Optional[Path]:
    for candidate in (path.with_suffix(suffix), path.with_suffix(suffix.upper())):
        if candidate.is_file():
            return candidate
    return None


def _open(gdal_path: str, shown: Path) -> gdal.Dataset:
    _check_on_disk(Path(gdal_path), shown)
    dataset = open_dataset(gdal_path)
    if dataset is None:
        raise SourceError(
            Message("source.not_a_map", file=shown.name), details=gdal.GetLastErrorMsg()
        )
    if dataset.GetLayerCount() == 0:
        raise SourceError(Message("source.no_layers", file=shown.name))
    return dataset


def _check_on_disk(path: Path, shown: Path) -> None:
    """What can be said before GDAL tries: missing, held open, a Shapefile without its parts."""
    if not shown.exists():
        raise SourceError(Message("source.missing", file=shown.name, folder=str(shown.parent)))
    parts: dict[str, Optional[Path]] = {}
    if path.suffix.lower() in _SHAPEFILE_PARTS | _SHAPEFILE_REST:
        needed = _SHAPEFILE_PARTS if path.suffix.lower() != ".dbf" else {".dbf"}
        parts = {path.stem + suffix: _sibling(path, suffix) for suffix in needed}
    for part in filter(None, [shown, *parts.values()]):
        if part.is_file():
            _check_not_held(part)
    lacking = ", ".join(sorted(name for name, part in parts.items() if part is None))
    if lacking:
        raise SourceError(Message("source.shapefile_parts", file=shown.name, parts=lacking))


def _check_not_held(path: Path) -> None:
    try:
        with path.open("rb") as stream:
            stream.read(1)
    except PermissionError as error:
        raise SourceError(Message("source.held_open", file=path.name), str(error)) from error


def _only_layer(dataset: gdal.Dataset, shown: Path) -> str:
    """The one layer that can be meant: the only one, or the only one with features."""
    with quiet_gdal():
        layers = [dataset.GetLayer(i) for i in range(dataset.GetLayerCount())]
        filled = [layer for layer in layers if layer.GetFeatureCount() > 0]
        names = [layer.GetName() for layer in layers]
        if len(layers) == 1 or len(filled) == 1:
            return str((filled or layers)[0].GetName())
    raise SourceError(Message("source.choose_layer", file=shown.name, layers=names))


def _read(gdal_path: str, dataset: gdal.Dataset, name: str, shown: Path) -> RawLayer:
    try:
        return read_layer(gdal_path, dataset, name)
    except (RuntimeError, OSError, ValueError) as error:
        raise SourceError(Message("source.unreadable", file=shown.name), str(error)) from error


def _assemble(raw: RawLayer, decoded: Decoded, crs: Optional[int]) -> Source:
    epsg, crs_name = epsg_of(f"EPSG:{crs}" if crs else raw.crs)
    count = len(raw.fids)
    frame = pd.DataFrame(
        dict(zip(decoded.names, decoded.columns)), index=range(count), columns=decoded.names
    )
    source = Source(
        path="", file="", layer="", driver="", frame=frame, geom=None, epsg=epsg,
        crs_name=crs_name, rows=np.arange(1, count + 1), fids=raw.fids,
        encoding=decoded.encoding, encoding_certainty=decoded.certainty,
    )  # fmt: skip
    if raw.wkb is not None:
        source.geom, source.closed_rings = shapes_from_wkb(raw.wkb)
    _describe_shapes(source)
    return source


def _describe_shapes(source: Source) -> None:
    if source.geom is None:
        return
    kinds = shapely.get_type_id(source.geom)
    empty = shapely.is_empty(source.geom)
    found, first, counts = np.unique(
        np.where(empty, -1, kinds), return_index=True, return_counts=True
    )
    source.geometry_types = {
        source.geom[at].geom_type: int(count)
        for kind, at, count in zip(found, first, counts)
        if kind >= 0
    }
    source.has_z = bool(shapely.has_z(source.geom).any())


def _widths(layer: ogr.Layer, raw_names: list[str], names: list[str]) -> dict[str, int]:
    """Length in bytes of each text field of a DBF."""
    definition = layer.GetLayerDefn()
    fields = [definition.GetFieldDefn(i) for i in range(definition.GetFieldCount())]
    if len(fields) != len(raw_names):
        return {}
    return {
        name: item.GetWidth()
        for name, item in zip(names, fields)
        if item.GetType() == ogr.OFTString and item.GetWidth()
    }


def _notes(
    source: Source, decoded: Decoded, declared: Optional[str], is_shapefile: bool
) -> list[Message]:
    notes = []
    if len(source) == 0:
        notes.append(Message("source.empty", file=source.file))
    if is_shapefile and declared is None and decoded.texts:
        notes.append(Message("source.encoding_judged", encoding=encoding_label(decoded.encoding)))
    elif declared and decoded.encoding != declared:
        notes.append(
            Message(
                "source.encoding_contradicts",
                declared=encoding_label(declared),
                encoding=encoding_label(decoded.encoding),
            )
        )
    if decoded.otherwise:
        notes.append(Message("source.encoding_mixed", count=decoded.otherwise))
    if decoded.unreadable:
        notes.append(Message("source.text_unreadable", count=decoded.unreadable))
    if source.driver == "KML" and _columns_left_out(source):
        notes.append(Message("source.kml_columns", file=source.file))
    if source.geom is not None and degrees_impossible(source.epsg, source.geom):
        if source.driver in _DEGREES_BY_DEFAULT:
            source.epsg, source.crs_name = None, ""
        notes.append(Message("source.degrees_impossible", file=source.file))
    return notes


def _columns_left_out(source: Source) -> bool:
    """Whether a GDAL without libkml gave but name and description of a KML that holds more."""
    if {name.lower() for name in source.frame.columns} - {"name", "description"}:
        return False
    with Path(source.path).open("rb") as stream:
        return b"<ExtendedData" in stream.read(_KML_HEAD)


def encoding_label(encoding: str) -> str:
    """An encoding as officers know it."""
    return {"cp874": "cp874 (TIS-620)"}.get(encoding, encoding.upper())


def _type_name(kind: int) -> str:
    if kind == ogr.wkbNone:
        return ""
    return ogr.GeometryTypeToName(ogr.GT_Flatten(kind)).replace(" ", "")

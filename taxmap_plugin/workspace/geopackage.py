"""The workspace's tables as a GeoPackage: all DDL of the file is made here.

GDAL writes the file (version 1.2, which older programs read without a warning):
feature tables with their R-tree, registers as attribute tables that QGIS shows.
The few things that GDAL has no words for (indexes, the triggers that count
``row_version`` and fill ``uuid``) are added as SQL, and so is the number of rows of each
layer: GDAL's own way of keeping it makes a large import slower.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from osgeo import gdal, ogr, osr

from ..core.message import Message
from .problem import WorkspaceError
from .schema import GEOMETRY_COLUMN, KEY_COLUMN, Column, Table, tables

GEOPACKAGE_VERSION = "1.2"
NOW = "strftime('%Y-%m-%dT%H:%M:%fZ','now')"
_ROW_COUNTS = (
    "CREATE TABLE gpkg_ogr_contents"
    "(table_name TEXT NOT NULL PRIMARY KEY, feature_count INTEGER DEFAULT NULL)"
)
_NEW_UUID = (
    "lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || "
    "substr(hex(randomblob(2)), 2) || '-' || substr('89AB', 1 + abs(random() % 4), 1) || "
    "substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))"
)
_FIELD_TYPES = {
    "text": ogr.OFTString,
    "json": ogr.OFTString,
    "integer": ogr.OFTInteger64,
    "real": ogr.OFTReal,
    "boolean": ogr.OFTInteger,
    "date": ogr.OFTDate,
    "datetime": ogr.OFTDateTime,
    "binary": ogr.OFTBinary,
}
_STYLE_FIELDS = (
    ("f_table_catalog", ogr.OFTString, 256),
    ("f_table_schema", ogr.OFTString, 256),
    ("f_table_name", ogr.OFTString, 256),
    ("f_geometry_column", ogr.OFTString, 256),
    ("styleName", ogr.OFTString, 30),
    ("styleQML", ogr.OFTString, 0),
    ("styleSLD", ogr.OFTString, 0),
    ("useAsDefault", ogr.OFTInteger, 0),
    ("description", ogr.OFTString, 0),
    ("owner", ogr.OFTString, 30),
    ("ui", ogr.OFTString, 30),
    ("update_time", ogr.OFTDateTime, 0),
)
_GEOMETRY_TYPES = {
    "": ogr.wkbNone,
    "POINT": ogr.wkbPoint,
    "MULTILINESTRING": ogr.wkbMultiLineString,
    "MULTIPOLYGON": ogr.wkbMultiPolygon,
}


def create_tables(path: Path, epsg: int) -> None:
    """Write a new file with every table of the schema, empty, in the CRS ``epsg``.

    Raises WorkspaceError with GDAL's own words when the file cannot be written.
    """
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(epsg)
    with gdal_errors(path):
        driver = ogr.GetDriverByName("GPKG")
        options = [f"VERSION={GEOPACKAGE_VERSION}", "ADD_GPKG_OGR_CONTENTS=NO"]
        dataset = driver.CreateDataSource(str(path), options=options)
        for table in tables().values():
            _create_table(dataset, table, reference)
        _create_style_table(dataset)
        dataset.FlushCache()
        dataset.ExecuteSQL(_ROW_COUNTS)
        for statement in later_statements(tables().values()):
            dataset.ExecuteSQL(statement)
        dataset = None  # closes the file


@contextmanager
def gdal_errors(path: Path) -> Iterator[None]:
    """Turn what GDAL says on failure into a WorkspaceError."""
    before = gdal.GetUseExceptions()
    gdal.UseExceptions()
    try:
        yield
    except RuntimeError as error:
        raise WorkspaceError(
            Message("store.cannot_create", file=path.name, folder=str(path.parent)), str(error)
        ) from error
    finally:
        if not before:
            gdal.DontUseExceptions()


def later_statements(wanted: Iterable[Table]) -> list[str]:
    """SQL for the indexes and triggers of tables that exist already."""
    statements = []
    for table in wanted:
        statements += [_index(table, column) for column in table.columns if _needs_index(column)]
        if table.tracked:
            statements += [_touch_trigger(table), _uuid_trigger(table)]
        if table.geometry:
            statements += _row_count(table)
    return statements


def _create_table(dataset: ogr.DataSource, table: Table, reference: osr.SpatialReference) -> None:
    layer = dataset.CreateLayer(
        table.name,
        reference if table.geometry else None,
        _GEOMETRY_TYPES[table.geometry],
        options=[
            f"FID={KEY_COLUMN}",
            f"GEOMETRY_NAME={GEOMETRY_COLUMN}",
            f"IDENTIFIER={table.th} ({table.en})",
            f"DESCRIPTION={table.note_th} ({table.note_en})",
            "SPATIAL_INDEX=YES",
        ],
    )
    for column in table.columns:
        layer.CreateField(_field(table, column))


def _create_style_table(dataset: ogr.DataSource) -> None:
    """The table in which QGIS looks for styles, as QGIS itself would make it."""
    layer = dataset.CreateLayer("layer_styles", None, ogr.wkbNone, options=["FID=id"])
    for name, kind, width in _STYLE_FIELDS:
        field = ogr.FieldDefn(name, kind)
        field.SetWidth(width)
        if name == "useAsDefault":
            field.SetSubType(ogr.OFSTBoolean)
        if name == "update_time":
            field.SetDefault("CURRENT_TIMESTAMP")
        layer.CreateField(field)


def _field(table: Table, column: Column) -> ogr.FieldDefn:
    field = ogr.FieldDefn(column.name, _FIELD_TYPES[column.type])
    if column.type == "boolean":
        field.SetSubType(ogr.OFSTBoolean)
    filled_by_trigger = table.tracked and column.name == "uuid"
    field.SetNullable(filled_by_trigger or not column.not_null)
    field.SetUnique(column.unique and column.not_null)
    default = _default(column)
    if default:
        field.SetDefault(default)
    return field


def _default(column: Column) -> str:
    if column.default == "now":
        return "CURRENT_TIMESTAMP"
    if column.default and column.type in ("text", "json"):
        return "'" + column.default.replace("'", "''") + "'"
    return column.default


def _needs_index(column: Column) -> bool:
    return column.indexed or bool(column.references) or (column.unique and not column.not_null)


def _index(table: Table, column: Column) -> str:
    """An index; a code that may be missing is unique among those that are there."""
    unique = column.unique and not column.not_null
    words = ["CREATE", "UNIQUE" if unique else "", "INDEX"]
    words += [f'"{table.name}_{column.name}" ON "{table.name}"("{column.name}")']
    if unique:
        words += [f'WHERE "{column.name}" IS NOT NULL AND "{column.name}" <> \'\'']
    return " ".join(words)


def _row_count(table: Table) -> list[str]:
    """Keep the number of rows as GDAL does, under the names by which GDAL knows it.

    Without it QGIS counts, and cannot any more after edits were cancelled: it then shows -1.
    """
    statements = [" ".join(["INSERT", "INTO", f"gpkg_ogr_contents VALUES ('{table.name}', 0)"])]
    for event, sign in (("INSERT", "+"), ("DELETE", "-")):
        words = [
            f'CREATE TRIGGER "trigger_{event.lower()}_feature_count_{table.name}" AFTER',
            event,
            f'ON "{table.name}" BEGIN',
            "UPDATE",
            f"gpkg_ogr_contents SET feature_count = feature_count {sign} 1",
            f"WHERE table_name = '{table.name}'; END",
        ]
        statements.append(" ".join(words))
    return statements


def _touch_trigger(table: Table) -> str:
    """Count ``row_version`` up for writers that do not, such as QGIS's own edit tools.

    It never refuses: QGIS sends attributes and shape of one edit as two updates.
    """
    return " ".join(
        [
            f'CREATE TRIGGER "taxmap_touch_{table.name}" AFTER',
            "UPDATE",
            f'ON "{table.name}" FOR EACH ROW WHEN NEW.row_version IS OLD.row_version',
            "AND OLD.uuid IS NOT NULL BEGIN",
            "UPDATE",
            f'"{table.name}" SET row_version = OLD.row_version + 1, updated_at = {NOW}',
            f"WHERE {KEY_COLUMN} = NEW.{KEY_COLUMN}; END",
        ]
    )


def _uuid_trigger(table: Table) -> str:
    """Give a row an id when its writer (ogr2ogr, a field app) does not know of it."""
    return " ".join(
        [
            f'CREATE TRIGGER "taxmap_uuid_{table.name}" AFTER',
            "INSERT",
            f'ON "{table.name}" FOR EACH ROW WHEN NEW.uuid IS NULL BEGIN',
            "UPDATE",
            f'"{table.name}" SET uuid = {_NEW_UUID}',
            f"WHERE {KEY_COLUMN} = NEW.{KEY_COLUMN}; END",
        ]
    )

"""What an officer gives as input: a layer of the project, or a file that may not even load.

QGIS refuses a broken file with "incorrect value"; here the file is read by the
plugin's own reader, which says what is wrong and how to help it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Optional

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessingContext,
    QgsProviderRegistry,
    QgsVectorLayer,
)

from ..core.feedback import Feedback
from ..exchange.source import Source, read_source, source_from_qgs_layer
from ..exchange.source_crs import epsg_of
from ..exchange.table_source import TEXTS, WORKBOOKS, read_table


def inputs(value: Any) -> list[Any]:
    """The values of a parameter that takes one or several layers."""
    if value is None or value == "":
        return []
    return list(value) if isinstance(value, (list, tuple)) else [value]


def is_file(value: Any) -> bool:
    """Whether a value names a file on disk, readable or not."""
    return isinstance(value, str) and Path(_parts(value)[0]).exists()


def read_input(
    value: Any,
    context: QgsProcessingContext,
    layer: str = "",
    encoding: str = "",
    feedback: Optional[Feedback] = None,
) -> Source:
    """The source that ``value`` means: a layer, its id or name in the project, or a path.

    ``layer`` and ``encoding`` matter for files only. Raises SourceError.
    """
    found = value if isinstance(value, QgsVectorLayer) else _in_project(value, context)
    if found is not None:
        return source_from_qgs_layer(found, feedback)
    path, inner = _parts(str(value))
    inner = layer or inner
    if Path(path).suffix.lower() in TEXTS + WORKBOOKS:
        return read_table(path, inner or None, encoding or None, feedback)
    return read_source(path, inner or None, encoding or None, feedback=feedback)


def _in_project(value: Any, context: QgsProcessingContext) -> Optional[QgsVectorLayer]:
    project = context.project()
    if project is None:
        return None
    named = [project.mapLayer(str(value)), *project.mapLayersByName(str(value))]
    return next((layer for layer in named if isinstance(layer, QgsVectorLayer)), None)


def _parts(uri: str) -> tuple[str, str]:
    """``file.gpkg|layername=parcel`` as path and layer."""
    parts = QgsProviderRegistry.instance().decodeUri("ogr", uri)
    return str(parts.get("path") or uri), str(parts.get("layerName") or "")


def epsg_number(crs: QgsCoordinateReferenceSystem) -> Optional[int]:
    """The EPSG number of a CRS chosen in a dialog; None when none was chosen."""
    if not crs.isValid():
        return None
    authid = crs.authid()
    return epsg_of(authid if authid.startswith("EPSG:") else crs.toWkt())[0]

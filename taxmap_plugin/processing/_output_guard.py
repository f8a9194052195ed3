"""An output never replaces a workspace: QGIS would overwrite the whole file with one layer."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Optional

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingOutputLayerDefinition,
)

from ..errors import TaxMapError
from ..workspace.problem import WorkspaceExists
from ..workspace.version import stored_version


def check_outputs(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext
) -> None:
    """Raises WorkspaceExists when an output is named after a workspace that is there."""
    for definition in algorithm.destinationParameterDefinitions():
        path = _path(parameters.get(definition.name()), context)
        if path is not None and path.is_file() and _is_workspace(path):
            raise WorkspaceExists(path.absolute())


def _path(value: Any, context: QgsProcessingContext) -> Optional[Path]:
    """The file that QGIS would write; a layer added to a file (ogr:…) replaces nothing."""
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        value = value.sink.valueAsString(context.expressionContext())[0]
    text = str(value or "").strip()
    return Path(text) if text.lower().endswith(".gpkg") else None


def _is_workspace(path: Path) -> bool:
    try:
        stored_version(path)
    except TaxMapError:
        return False
    return True

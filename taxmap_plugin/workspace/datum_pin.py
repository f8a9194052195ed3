"""The datum operations that every project of the plugin pins.

QGIS's own choice between Indian 1975 and WGS 84 is 190 m wrong (practice.md §5.3).
"""

from __future__ import annotations

from qgis.core import QgsCoordinateReferenceSystem, QgsProject

from ..core.datum import qgis_operations


def pin_operations(project: QgsProject) -> None:
    """Make this project use the three parameters; repeated calls change nothing."""
    context = project.transformContext()
    for source, destination, operation in qgis_operations():
        context.addCoordinateOperation(_crs(source), _crs(destination), operation, False)
    project.setTransformContext(context)


def project_is_pinned(project: QgsProject) -> bool:
    """Whether every pair of Indian 1975 and WGS 84 systems has the pinned operation."""
    context = project.transformContext()
    return all(
        context.calculateCoordinateOperation(_crs(source), _crs(destination)) == operation
        for source, destination, operation in qgis_operations()
    )


def _crs(authid: str) -> QgsCoordinateReferenceSystem:
    return QgsCoordinateReferenceSystem(authid)

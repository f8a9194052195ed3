"""Differences between QGIS 3.22 and 3.44 and between Qt 5 and Qt 6, and nowhere else."""

from __future__ import annotations

from qgis.core import Qgis, QgsProcessing

QGIS_VERSION = Qgis.QGIS_VERSION_INT


def _source_type(old: str, new: str) -> int:
    """A Processing source type: an enum of its own from QGIS 3.36 on."""
    newer = getattr(Qgis, "ProcessingSourceType", None)
    return getattr(newer, new) if newer is not None else getattr(QgsProcessing, old)


SOURCE_ANY = _source_type("TypeVector", "Vector")
SOURCE_POLYGON = _source_type("TypeVectorPolygon", "VectorPolygon")
SOURCE_LINE = _source_type("TypeVectorLine", "VectorLine")
SOURCE_POINT = _source_type("TypeVectorPoint", "VectorPoint")

"""Rows as QGIS's features."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Optional

from qgis.core import QgsFeature, QgsFields, QgsGeometry


def feature_of(fields: QgsFields, values: Iterable[Any], wkb: Optional[bytes]) -> QgsFeature:
    """A feature with these values, in the order of ``fields``, and a shape where there is one."""
    feature = QgsFeature(fields)
    feature.setAttributes(list(values))
    if wkb is not None:
        geometry = QgsGeometry()
        geometry.fromWkb(wkb)
        feature.setGeometry(geometry)
    return feature

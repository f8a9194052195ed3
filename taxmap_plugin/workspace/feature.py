"""Rows as QGIS's features."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Optional

from qgis.core import QgsFeature, QgsField, QgsFields, QgsGeometry


def fields_of(kinds: Mapping[str, Any]) -> QgsFields:
    """Columns by their names, each of a kind of :mod:`..compat`, in this order."""
    fields = QgsFields()
    for name, kind in kinds.items():
        fields.append(QgsField(name, kind))
    return fields


def feature_of(fields: QgsFields, values: Iterable[Any], wkb: Optional[bytes]) -> QgsFeature:
    """A feature with these values, in the order of ``fields``, and a shape where there is one."""
    feature = QgsFeature(fields)
    feature.setAttributes(list(values))
    if wkb is not None:
        geometry = QgsGeometry()
        geometry.fromWkb(wkb)
        feature.setGeometry(geometry)
    return feature

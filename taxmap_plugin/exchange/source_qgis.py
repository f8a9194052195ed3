"""A layer that is open in QGIS as a source, with its filter, pending edits and CRS."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pandas as pd
from qgis.core import QgsProviderRegistry, QgsVectorLayer
from qgis.PyQt.QtCore import QDate, QDateTime, Qt, QTime, QVariant

from ..core.feedback import Feedback, check_cancelled
from .source import Source, read_source, source_from_arrays
from .source_crs import epsg_of
from .source_read import shapes_from_wkb

_STEP = 5_000


def source_from_layer(layer: QgsVectorLayer, feedback: Feedback) -> Source:
    """See :func:`taxmap_plugin.exchange.source.source_from_qgs_layer`."""
    authid = layer.crs().authid()
    epsg, crs_name = epsg_of(authid if authid.startswith("EPSG:") else layer.crs().toWkt())
    if layer.providerType() == "ogr" and not layer.isModified() and not layer.subsetString():
        parts = QgsProviderRegistry.instance().decodeUri("ogr", layer.source())
        return read_source(
            parts["path"], parts.get("layerName") or None, crs=epsg, feedback=feedback
        )
    source = _from_features(layer, feedback)
    source.epsg, source.crs_name = epsg, crs_name
    return source


def _from_features(layer: QgsVectorLayer, feedback: Feedback) -> Source:
    names = [field.name() for field in layer.fields()]
    total = max(layer.featureCount(), 1)
    rows: list[list[Any]] = []
    wkb: list[Any] = []
    fids: list[int] = []
    for feature in layer.getFeatures():
        if len(rows) % _STEP == 0:
            feedback.progress(len(rows) / total)
            check_cancelled(feedback)
        rows.append([plain_value(value) for value in feature.attributes()])
        geometry = feature.geometry()
        wkb.append(None if geometry.isNull() else bytes(geometry.asWkb()))
        fids.append(feature.id())
    frame = pd.DataFrame(rows, columns=names, dtype=object)
    geom = None
    closed = np.array([], dtype=np.int64)
    if layer.isSpatial():
        raw = np.empty(len(wkb), dtype=object)
        raw[:] = wkb
        geom, closed = shapes_from_wkb(raw)
    source = source_from_arrays(frame, geom, file=layer.name(), driver=layer.providerType())
    source.fids, source.closed_rings = np.array(fids, dtype=np.int64), closed
    source.path = layer.publicSource()
    return source


def plain_value(value: Any) -> Any:
    """A QGIS attribute as a Python value; NULL is None, dates are ISO text."""
    if value is None or (isinstance(value, QVariant) and value.isNull()):
        return None
    if isinstance(value, (QDate, QDateTime, QTime)):
        return value.toString(Qt.DateFormat.ISODate) if value.isValid() else None
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False, default=str)
    return value

"""Edits that were not saved and whose layer goes: kept in a file that QGIS opens."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Optional

from qgis.core import (
    QgsFeature,
    QgsFeatureRequest,
    QgsField,
    QgsFields,
    QgsProject,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QVariant

from .field_edits import FieldEdits

EDIT = "edit"
"""The column that says what was done to a row."""
NEW, CHANGED, DELETED = "new", "changed", "deleted"
_KEY = "fid"  # the file counts its rows itself
_NOT_IN_NAMES = r'[\\/:*?"<>|]'


def keep_in_file(layer: QgsVectorLayer, name: str, folders: Sequence[Path]) -> Optional[Path]:
    """Write the edited rows of a layer's buffer, each as the officer had it before her.

    The GeoPackage gets ``name`` and the time, in the first of ``folders`` that can be
    written; None when none can.
    """
    named = re.sub(_NOT_IN_NAMES, "-", f"{name} {datetime.now():%Y-%m-%d %H%M%S}.gpkg")
    for folder in folders:
        path = folder / named
        if _write(layer, path):
            return path
    return None


def _write(layer: QgsVectorLayer, path: Path) -> bool:
    stored = layer.dataProvider().fields()  # the layer's own go on with calculated ones
    columns = [field for field in stored if field.name() != _KEY]
    columns += FieldEdits.of(layer).added
    fields = QgsFields()
    fields.append(QgsField(EDIT, QVariant.Type.String))
    for field in columns:
        fields.append(field)
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.layerName = "GPKG", layer.name()
    writer = QgsVectorFileWriter.create(
        str(path),
        fields,
        layer.wkbType(),
        layer.crs(),
        QgsProject.instance().transformContext(),
        options,
    )
    done = writer.hasError() == QgsVectorFileWriter.WriterError.NoError
    for edit, row, names in _edited(layer):
        values = dict(zip(names, row.attributes()))
        feature = QgsFeature(fields)
        feature.setGeometry(row.geometry())
        feature.setAttributes([edit, *(values.get(field.name()) for field in columns)])
        done = done and writer.addFeature(feature)
    del writer  # closes the file
    return done


def _edited(layer: QgsVectorLayer) -> Iterator[tuple[str, QgsFeature, Sequence[str]]]:
    """What was done, to which row, and the names of its values."""
    buffer, names = layer.editBuffer(), FieldEdits.of(layer).names
    provider = layer.dataProvider()
    changed = {*buffer.changedGeometries(), *buffer.changedAttributeValues()}
    yield from ((NEW, row, names) for row in buffer.addedFeatures().values())
    yield from ((CHANGED, row, names) for row in layer.getFeatures(_only(changed)))
    for row in provider.getFeatures(_only(buffer.deletedFeatureIds())):
        yield DELETED, row, provider.fields().names()


def _only(fids: Iterable[int]) -> QgsFeatureRequest:
    return QgsFeatureRequest(list(fids))

"""The edit buffer of a workspace's layer, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, Optional

import shapely
from qgis.core import NULL, QgsFeature, QgsFeatureRequest, QgsGeometry, QgsVectorLayer
from qgis.PyQt.QtCore import QDate, QDateTime, Qt, QVariant

from ..editing.native_edits import NativeEdits
from ..workspace.schema import KEY_COLUMN
from .field_edits import FieldEdits

_FIRST_ID = 1
"""Rows of a file have ids from here on. Where the column of the id is hidden, QGIS merges objects
into a row 0, which is nowhere (its issue 51977): what is kept of them is a new row."""


class AddedRow(NamedTuple):
    """A new row of the buffer, its values by the names of their fields."""

    shape: QgsGeometry
    values: dict[str, Any]


@dataclass(frozen=True)
class EditBuffer:
    """All that a layer's edit buffer holds, to be put back after QGIS has emptied it.

    Values are kept by the names of the stored fields, and of those that were added.
    """

    added: list[AddedRow]
    shapes: dict[int, QgsGeometry]
    values: dict[int, dict[str, Any]]
    deleted: list[int]
    fields: FieldEdits

    @classmethod
    def of(cls, layer: QgsVectorLayer) -> EditBuffer:
        """What is in the buffer now."""
        buffer, fields = layer.editBuffer(), FieldEdits.of(layer)
        names = fields.names
        added = [
            AddedRow(row.geometry(), dict(zip(names, row.attributes())))
            for row in buffer.addedFeatures().values()
        ]
        shapes = {fid: QgsGeometry(shape) for fid, shape in buffer.changedGeometries().items()}
        values = {
            fid: {names[at]: value for at, value in values.items()}
            for fid, values in buffer.changedAttributeValues().items()
        }
        nowhere = [fid for fid in shapes if fid < _FIRST_ID]
        added += [AddedRow(shapes.pop(fid), values.pop(fid, {})) for fid in nowhere]
        return cls(added, shapes, values, list(buffer.deletedFeatureIds()), fields)

    def without(self, fids: set[int]) -> EditBuffer:
        """The edits of other rows."""
        return replace(
            self,
            shapes={fid: shape for fid, shape in self.shapes.items() if fid not in fids},
            values={fid: values for fid, values in self.values.items() if fid not in fids},
            deleted=[fid for fid in self.deleted if fid not in fids],
        )

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.shapes or self.values or self.deleted)

    def put_back(self, layer: QgsVectorLayer, title: str) -> None:
        """The same edits again, as one step of QGIS's own undo; no step without edits.

        What was edited since stays as it is. Fields that were added or taken away are a second
        step with their values, which can be undone by itself.
        """
        if not layer.isEditable():
            layer.startEditing()
        new: list[int] = []
        if not self.is_empty:
            layer.beginEditCommand(title)
            new = self._put_rows_back(layer)
            layer.endEditCommand()
        if self.fields.added or self.fields.deleted:
            layer.beginEditCommand(title)
            stored = set(layer.fields().names())
            self.fields.put_back(layer)
            rows = [*self.values.items(), *zip(new, (row.values for row in self.added))]
            for fid, values in rows:
                others = {name: value for name, value in values.items() if name not in stored}
                _set_values(layer, fid, others)
            layer.endEditCommand()

    def _put_rows_back(self, layer: QgsVectorLayer) -> list[int]:
        """All but fields and their values; gives the ids of the new rows."""
        since = EditBuffer.of(layer)
        for fid, shape in self.shapes.items():
            if fid not in since.shapes:
                layer.changeGeometry(fid, shape)
        for fid, values in self.values.items():
            later = since.values.get(fid, {})
            _set_values(layer, fid, {name: values[name] for name in values if name not in later})
        layer.deleteFeatures(self.deleted)
        new = []
        for row in self.added:
            feature = QgsFeature(layer.fields())
            feature.setGeometry(row.shape)
            for name, value in row.values.items():
                if layer.fields().indexOf(name) >= 0:
                    feature.setAttribute(name, value)
            layer.addFeature(feature)
            new.append(feature.id())
        return new


def _set_values(layer: QgsVectorLayer, fid: int, values: Mapping[str, Any]) -> None:
    """Those of the values whose field is there."""
    for name, value in values.items():
        place = layer.fields().indexOf(name)
        if place >= 0:
            layer.changeAttributeValue(fid, place, value)


class Seen(NamedTuple):
    """Which row an officer had before her when she first changed it, and in which version."""

    uuid: str
    version: int


def native_edits(
    layer: QgsVectorLayer, buffer: EditBuffer, seen: Mapping[int, Seen]
) -> NativeEdits:
    """What would be saved; ``seen`` are rows by feature id, also such as are gone since."""
    known = {fid: row.uuid for fid, row in seen.items()}
    edited = {*buffer.shapes, *buffer.values, *buffer.deleted}
    uuids = {**_uuids(layer, list(edited - known.keys())), **known}
    return NativeEdits(
        added=[_row(row) for row in buffer.added],
        shapes={uuids[fid]: _shape(shape) for fid, shape in buffer.shapes.items() if fid in uuids},
        values={
            uuids[fid]: {name: plain(value) for name, value in values.items()}
            for fid, values in buffer.values.items()
            if fid in uuids
        },
        deleted=[uuids[fid] for fid in buffer.deleted if fid in uuids],
        versions=dict(seen.values()),
    )


def seen_now(layer: QgsVectorLayer, fid: int) -> Optional[Seen]:
    """A row as it is in the file now; None for a new one, and where rows have no version."""
    if layer.dataProvider().fields().indexOf("row_version") < 0:
        return None
    request = QgsFeatureRequest(fid).setFlags(QgsFeatureRequest.Flag.NoGeometry)
    for feature in layer.dataProvider().getFeatures(request):
        return Seen(str(feature["uuid"]), int(feature["row_version"]))
    return None


def plain(value: Any) -> Any:
    """A Qt value as the workspace takes it."""
    if value is None or value == NULL or (isinstance(value, QVariant) and value.isNull()):
        return None
    if isinstance(value, QDate):
        return value.toString(Qt.DateFormat.ISODate)
    if isinstance(value, QDateTime):
        return value.toUTC().toString("yyyy-MM-ddTHH:mm:ss.zzz") + "Z"
    return value


def _uuids(layer: QgsVectorLayer, fids: list[int]) -> dict[int, str]:
    request = QgsFeatureRequest(fids).setFlags(QgsFeatureRequest.Flag.NoGeometry)
    found = layer.dataProvider().getFeatures(request)
    return {feature.id(): str(feature["uuid"]) for feature in found}


def _row(added: AddedRow) -> dict[str, Any]:
    row = {name: plain(value) for name, value in added.values.items() if name != KEY_COLUMN}
    return row if added.shape.isNull() else {**row, "geom": _shape(added.shape)}


def _shape(geometry: QgsGeometry) -> Optional[shapely.Geometry]:
    if geometry.isNull():
        return None
    return shapely.from_wkb(bytes(geometry.constGet().segmentize().asWkb()))

"""The edit buffer of a workspace's layer, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, Optional

import shapely
from qgis.core import NULL, QgsFeature, QgsFeatureRequest, QgsGeometry, QgsVectorLayer
from qgis.PyQt.QtCore import QDate, QDateTime, Qt, QVariant

from ..editing.native_edits import NativeEdits


@dataclass(frozen=True)
class EditBuffer:
    """All that a layer's edit buffer holds, to be put back after QGIS has emptied it."""

    added: list[QgsFeature]
    shapes: dict[int, QgsGeometry]
    values: dict[int, dict[int, Any]]
    deleted: list[int]

    @classmethod
    def of(cls, layer: QgsVectorLayer) -> EditBuffer:
        """What is in the buffer now."""
        buffer = layer.editBuffer()
        return cls(
            [QgsFeature(feature) for feature in buffer.addedFeatures().values()],
            {fid: QgsGeometry(shape) for fid, shape in buffer.changedGeometries().items()},
            {fid: dict(values) for fid, values in buffer.changedAttributeValues().items()},
            list(buffer.deletedFeatureIds()),
        )

    def without(self, fids: set[int]) -> EditBuffer:
        """The edits of other rows."""
        return EditBuffer(
            self.added,
            {fid: shape for fid, shape in self.shapes.items() if fid not in fids},
            {fid: values for fid, values in self.values.items() if fid not in fids},
            [fid for fid in self.deleted if fid not in fids],
        )

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.shapes or self.values or self.deleted)

    def put_back(self, layer: QgsVectorLayer, title: str) -> None:
        """The same edits again, as one step of QGIS's own undo; no step without edits.

        What was edited since stays as it is.
        """
        if not layer.isEditable():
            layer.startEditing()
        if self.is_empty:
            return
        since = EditBuffer.of(layer)
        layer.beginEditCommand(title)
        for fid, shape in self.shapes.items():
            if fid not in since.shapes:
                layer.changeGeometry(fid, shape)
        for fid, values in self.values.items():
            for at, value in values.items():
                if at not in since.values.get(fid, {}):
                    layer.changeAttributeValue(fid, at, value)
        layer.deleteFeatures(self.deleted)
        for feature in self.added:
            layer.addFeature(feature)
        layer.endEditCommand()


class Seen(NamedTuple):
    """Which row an officer had before her when she first changed it, and in which version."""

    uuid: str
    version: int


def native_edits(layer: QgsVectorLayer, seen: Mapping[int, Seen]) -> NativeEdits:
    """What would be saved; ``seen`` are rows by feature id, also such as are gone since."""
    buffer = layer.editBuffer()
    names = [field.name() for field in layer.fields()]
    reshaped, revalued = buffer.changedGeometries(), buffer.changedAttributeValues()
    deleted = buffer.deletedFeatureIds()
    known = {fid: row.uuid for fid, row in seen.items()}
    edited = {*reshaped, *revalued, *deleted}
    uuids = {**_uuids(layer, list(edited - known.keys())), **known}
    return NativeEdits(
        added=[_row(feature, names) for feature in buffer.addedFeatures().values()],
        shapes={uuids[fid]: _shape(shape) for fid, shape in reshaped.items() if fid in uuids},
        values={
            uuids[fid]: {names[at]: plain(value) for at, value in values.items()}
            for fid, values in revalued.items()
            if fid in uuids
        },
        deleted=[uuids[fid] for fid in deleted if fid in uuids],
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


def _row(feature: QgsFeature, names: list[str]) -> dict[str, Any]:
    row = {name: plain(value) for name, value in zip(names, feature.attributes())}
    row.pop("fid", None)
    return {**row, "geom": _shape(feature.geometry())} if feature.hasGeometry() else row


def _shape(geometry: QgsGeometry) -> Optional[shapely.Geometry]:
    if geometry.isNull():
        return None
    return shapely.from_wkb(bytes(geometry.constGet().segmentize().asWkb()))

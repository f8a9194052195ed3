"""What tests ask of a layer of the workspace."""

from __future__ import annotations

from qgis.core import QgsVectorLayer


def field(layer: QgsVectorLayer, name: str) -> int:
    index = layer.fields().indexOf(name)
    assert index >= 0, name
    return index


def tabs(layer: QgsVectorLayer) -> list[str]:
    return [tab.name() for tab in layer.editFormConfig().invisibleRootContainer().children()]

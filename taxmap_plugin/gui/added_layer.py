"""A layer that the plugin adds to the project beside the officer's work."""

from __future__ import annotations

from qgis.core import QgsMapLayer, QgsProject


def add_beside(project: QgsProject, layer: QgsMapLayer) -> None:
    """Put it on top of the layer tree; the layer that she works in stays the active one.

    QGIS activates what a project puts into the tree by itself.
    """
    project.addMapLayer(layer, False)
    project.layerTreeRoot().insertLayer(0, layer)

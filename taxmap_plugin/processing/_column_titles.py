"""The columns of a result layer under titles in the officer's language."""

from __future__ import annotations

from collections.abc import Mapping

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsVectorLayer,
)


class ColumnTitles(QgsProcessingLayerPostProcessorInterface):
    """Gives the columns of a layer their titles once it is loaded: column → title."""

    def __init__(self, titles: Mapping[str, str]) -> None:
        super().__init__()
        self._titles = titles

    def postProcessLayer(
        self, layer: QgsVectorLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        for index, field in enumerate(layer.fields()):
            layer.setFieldAlias(index, self._titles.get(field.name(), ""))

"""The columns of a result layer under titles in the officer's language."""

from __future__ import annotations

from collections.abc import Mapping

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsVectorLayer,
)


def title_columns(layer: QgsVectorLayer, titles: Mapping[str, str]) -> None:
    """Give the columns their titles: column → title."""
    for index, field in enumerate(layer.fields()):
        layer.setFieldAlias(index, titles.get(field.name(), ""))


class ColumnTitles(QgsProcessingLayerPostProcessorInterface):
    """Gives the columns of a layer their titles once it is loaded."""

    def __init__(self, titles: Mapping[str, str]) -> None:
        super().__init__()
        self._titles = titles

    def postProcessLayer(
        self, layer: QgsVectorLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        title_columns(layer, self._titles)

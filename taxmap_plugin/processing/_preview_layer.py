"""How a preview looks in QGIS once it is loaded: titles, colours, labels, one of its kind."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Mapping

from qgis.core import (
    QgsFeatureRenderer,
    QgsPalLayerSettings,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsProject,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)

from ..workspace.table_columns import show_columns
from ._column_titles import title_columns

LABELS_FROM = 5000
"""The scale (1:n) from which on there is room to read labels."""


class PreviewLayer(QgsProcessingLayerPostProcessorInterface):
    """Takes the place of an earlier preview; ``words`` are the titles of columns and classes."""

    mark: str
    """The layer property by which previews of this kind are known."""
    label: str
    """The expression of the labels."""
    hidden: Collection[str] = ()
    """Columns that no officer reads."""

    def __init__(self, words: Mapping[str, str]) -> None:
        super().__init__()
        self._words = words

    def postProcessLayer(
        self, layer: QgsVectorLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        _take_the_place(layer, context.project() or QgsProject.instance(), self.mark)
        self._title_columns(layer)
        layer.setRenderer(self._renderer(layer))
        layer.setLabeling(QgsVectorLayerSimpleLabeling(_labels(self.label)))
        layer.setLabelsEnabled(True)

    @abstractmethod
    def _renderer(self, layer: QgsVectorLayer) -> QgsFeatureRenderer:
        """The colours of the classes, named by ``words``."""

    def _title_columns(self, layer: QgsVectorLayer) -> None:
        title_columns(layer, self._words)
        show_columns(layer, self.hidden)


def _take_the_place(layer: QgsVectorLayer, project: QgsProject, mark: str) -> None:
    """Remove earlier previews of this kind."""
    earlier = [one.id() for one in project.mapLayers().values() if one.customProperty(mark)]
    project.removeMapLayers([one for one in earlier if one != layer.id()])
    layer.setCustomProperty(mark, True)


def _labels(expression: str) -> QgsPalLayerSettings:
    """Labels where there is room to read them."""
    settings = QgsPalLayerSettings()
    settings.fieldName, settings.isExpression = expression, True
    settings.scaleVisibility, settings.minimumScale = True, LABELS_FROM
    return settings

"""How the list of old and new codes looks in QGIS: what changes in front, in colour, in words."""

from __future__ import annotations

from collections.abc import Mapping

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFillSymbol,
    QgsPalLayerSettings,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsRendererCategory,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)

from ._preview_layer import LABELS_FROM, take_the_place, title_columns

CHANGES = 'coalesce("old_code", \'\') <> "new_code"'
_PREVIEW = "taxmap/preview_of_codes"
_CHANGED = {"color": "240,190,30,140", "outline_color": "#000000", "outline_width": "0.35"}
_KEPT = {"style": "no", "outline_color": "#7B8794", "outline_width": "0.18"}


class CodePreview(QgsProcessingLayerPostProcessorInterface):
    """Takes the place of an earlier preview; ``words`` are the titles of columns and classes."""

    def __init__(self, words: Mapping[str, str]) -> None:
        super().__init__()
        self._words = words

    def postProcessLayer(
        self, layer: QgsVectorLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        take_the_place(layer, context, _PREVIEW)
        title_columns(layer, self._words, hidden=["parcel_uuid"])
        layer.setRenderer(self._renderer())
        layer.setLabeling(QgsVectorLayerSimpleLabeling(_labels()))
        layer.setLabelsEnabled(True)

    def _renderer(self) -> QgsCategorizedSymbolRenderer:
        classes = ((1, _CHANGED, "changed"), (0, _KEPT, "kept"))
        return QgsCategorizedSymbolRenderer(
            CHANGES,
            [
                QgsRendererCategory(value, QgsFillSymbol.createSimple(look), self._words[word])
                for value, look, word in classes
            ],
        )


def _labels() -> QgsPalLayerSettings:
    """The new code of what changes, where there is room to read it."""
    settings = QgsPalLayerSettings()
    settings.fieldName, settings.isExpression = f'CASE WHEN {CHANGES} THEN "new_code" END', True
    settings.scaleVisibility, settings.minimumScale = True, LABELS_FROM
    return settings

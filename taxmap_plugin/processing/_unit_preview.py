"""How buildings and signboards look in QGIS before they get their codes."""

from __future__ import annotations

from collections.abc import Mapping

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsRendererCategory,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)

from ._preview_layer import LABELS_FROM, take_the_place, title_columns

_PREVIEW = "taxmap/preview_of_units"
_LOOKS = {
    "coded": {"color": "#2E7D32", "outline_color": "#FFFFFF", "size": "2.4"},
    "look": {"color": "#F0BE1E", "outline_color": "#000000", "size": "2.8"},
    "none": {"color": "#B00020", "outline_color": "#FFFFFF", "size": "3.2"},
}
_STATE = """CASE WHEN coalesce("new_code", '') = '' THEN 'none'
 WHEN coalesce("note", '') <> '' THEN 'look' ELSE 'coded' END"""


class UnitPreview(QgsProcessingLayerPostProcessorInterface):
    """Takes the place of an earlier preview; ``words`` are the titles of columns and classes."""

    def __init__(self, words: Mapping[str, str]) -> None:
        super().__init__()
        self._words = words

    def postProcessLayer(
        self, layer: QgsVectorLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        take_the_place(layer, context, _PREVIEW)
        title_columns(layer, self._words, hidden=["unit_uuid"])
        classes = [
            QgsRendererCategory(state, QgsMarkerSymbol.createSimple(look), self._words[state])
            for state, look in _LOOKS.items()
        ]
        layer.setRenderer(QgsCategorizedSymbolRenderer(_STATE, classes))
        settings = QgsPalLayerSettings()
        settings.fieldName = "new_code"
        settings.scaleVisibility, settings.minimumScale = True, LABELS_FROM
        layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
        layer.setLabelsEnabled(True)

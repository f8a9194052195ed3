"""How the pieces of a change look in QGIS: what is new in front, each kind in its colour."""

from __future__ import annotations

from collections.abc import Mapping

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsEditorWidgetSetup,
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

_PREVIEW = "taxmap/preview_of_change"
_LABEL = """concat(CASE WHEN "role" = 'public' THEN "reason" WHEN "role" = 'refused' THEN "old_code"
 ELSE "new_code" END, '\\n', "area_text")"""
LOOKS = {
    "new": {"color": "240,190,30,140", "outline_color": "#000000", "outline_width": "0.35"},
    "keeps": {"color": "110,170,220,90", "outline_color": "#000000", "outline_width": "0.35"},
    "recoded": {"color": "240,190,30,140", "outline_color": "#000000", "outline_width": "0.35"},
    "restored": {"color": "120,190,110,140", "outline_color": "#000000", "outline_width": "0.35"},
    "public": {"color": "150,150,150,140", "outline_color": "#000000", "outline_width": "0.35"},
    "refused": {"color": "210,40,40,70", "outline_color": "#B00020", "outline_width": "0.5"},
}
"""What becomes of a piece of ground, and its colour."""


class ChangePreview(QgsProcessingLayerPostProcessorInterface):
    """Takes the place of an earlier preview; ``words`` are the titles of columns and roles."""

    def __init__(self, words: Mapping[str, str]) -> None:
        super().__init__()
        self._words = words

    def postProcessLayer(
        self, layer: QgsVectorLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        take_the_place(layer, context, _PREVIEW)
        title_columns(layer, self._words)
        self._name_the_roles(layer)
        layer.setRenderer(self._renderer(layer))
        layer.setLabeling(QgsVectorLayerSimpleLabeling(_labels()))
        layer.setLabelsEnabled(True)

    def _name_the_roles(self, layer: QgsVectorLayer) -> None:
        """The table shows the roles in words; the file keeps the same words in every language."""
        names = [{self._words[role]: role} for role in LOOKS]
        setup = QgsEditorWidgetSetup("ValueMap", {"map": names})
        layer.setEditorWidgetSetup(layer.fields().indexOf("role"), setup)

    def _renderer(self, layer: QgsVectorLayer) -> QgsCategorizedSymbolRenderer:
        """A class for each role that the layer has."""
        there = layer.uniqueValues(layer.fields().indexOf("role"))
        return QgsCategorizedSymbolRenderer(
            "role",
            [
                QgsRendererCategory(role, QgsFillSymbol.createSimple(look), self._words[role])
                for role, look in LOOKS.items()
                if role in there
            ],
        )


def _labels() -> QgsPalLayerSettings:
    """The code and the area below it, where there is room to read them."""
    settings = QgsPalLayerSettings()
    settings.fieldName, settings.isExpression = _LABEL, True
    settings.scaleVisibility, settings.minimumScale = True, LABELS_FROM
    return settings

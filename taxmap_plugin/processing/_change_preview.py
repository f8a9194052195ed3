"""How the pieces of a change look in QGIS: what is new in front, each kind in its colour."""

from __future__ import annotations

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsEditorWidgetSetup,
    QgsFillSymbol,
    QgsRendererCategory,
    QgsVectorLayer,
)

from ._preview_layer import PreviewLayer

LOOKS = {
    "new": {"color": "240,190,30,140", "outline_color": "#000000", "outline_width": "0.35"},
    "keeps": {"color": "110,170,220,90", "outline_color": "#000000", "outline_width": "0.35"},
    "recoded": {"color": "240,190,30,140", "outline_color": "#000000", "outline_width": "0.35"},
    "restored": {"color": "120,190,110,140", "outline_color": "#000000", "outline_width": "0.35"},
    "public": {"color": "150,150,150,140", "outline_color": "#000000", "outline_width": "0.35"},
    "refused": {"color": "210,40,40,70", "outline_color": "#B00020", "outline_width": "0.5"},
}
"""What becomes of a piece of ground, and its colour."""


class ChangePreview(PreviewLayer):
    """The pieces by what becomes of them, each with its code and the area below it."""

    mark = "taxmap/preview_of_change"
    label = """concat(CASE WHEN "role" = 'public' THEN "reason" WHEN "role" = 'refused'
 THEN "old_code" ELSE "new_code" END, '\\n', "area_text")"""

    def _title_columns(self, layer: QgsVectorLayer) -> None:
        """The table shows the roles in words; the file keeps the same words in every language."""
        super()._title_columns(layer)
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

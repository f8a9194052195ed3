"""How the list of old and new codes looks in QGIS: what changes in front, in colour, in words."""

from __future__ import annotations

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFillSymbol,
    QgsRendererCategory,
    QgsVectorLayer,
)

from ._preview_layer import PreviewLayer

CHANGES = 'coalesce("old_code", \'\') <> "new_code"'
_CHANGED = {"color": "240,190,30,140", "outline_color": "#000000", "outline_width": "0.35"}
_KEPT = {"style": "no", "outline_color": "#7B8794", "outline_width": "0.18"}


class CodePreview(PreviewLayer):
    """Parcels whose code changes, with the new one, before those that keep theirs."""

    mark = "taxmap/preview_of_codes"
    label = f'CASE WHEN {CHANGES} THEN "new_code" END'
    hidden = ("parcel_uuid",)

    def _renderer(self, layer: QgsVectorLayer) -> QgsCategorizedSymbolRenderer:
        classes = ((1, _CHANGED, "changed"), (0, _KEPT, "kept"))
        return QgsCategorizedSymbolRenderer(
            CHANGES,
            [
                QgsRendererCategory(value, QgsFillSymbol.createSimple(look), self._words[word])
                for value, look, word in classes
            ],
        )

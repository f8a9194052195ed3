"""How buildings and signboards look in QGIS before they get their codes."""

from __future__ import annotations

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsMarkerSymbol,
    QgsRendererCategory,
    QgsVectorLayer,
)

from ._preview_layer import PreviewLayer

_LOOKS = {
    "coded": {"color": "#2E7D32", "outline_color": "#FFFFFF", "size": "2.4"},
    "look": {"color": "#F0BE1E", "outline_color": "#000000", "size": "2.8"},
    "none": {"color": "#B00020", "outline_color": "#FFFFFF", "size": "3.2"},
}
_STATE = """CASE WHEN coalesce("new_code", '') = '' THEN 'none'
 WHEN coalesce("note", '') <> '' THEN 'look' ELSE 'coded' END"""


class UnitPreview(PreviewLayer):
    """The units with their new codes: those to be looked at, and those without a parcel."""

    mark = "taxmap/preview_of_units"
    label = '"new_code"'
    hidden = ("unit_uuid",)

    def _renderer(self, layer: QgsVectorLayer) -> QgsCategorizedSymbolRenderer:
        classes = [
            QgsRendererCategory(state, QgsMarkerSymbol.createSimple(look), self._words[state])
            for state, look in _LOOKS.items()
        ]
        return QgsCategorizedSymbolRenderer(_STATE, classes)

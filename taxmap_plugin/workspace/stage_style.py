"""How parcels look by the stage at which they stand, on screen and on paper
(``resources/styles/stages.json``)."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFillSymbol,
    QgsLinePatternFillSymbolLayer,
    QgsRendererCategory,
    QgsUnitTypes,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QColor

from ..core.message import Language
from ..core.progress_stages import STANDINGS, standing_title
from ..core.resources import load_json

_MM = QgsUnitTypes.RenderMillimeters
_OPACITY = 0.7  # numbers and houses of the map below stay readable


def stage_symbol(standing: str, edge: bool = True) -> QgsFillSymbol:
    """The fill of parcels that stand there, with an outline or without one."""
    style = load_json("styles", "stages.json")
    look: dict[str, Any] = style["classes"][standing]
    symbol = QgsFillSymbol.createSimple(
        {
            "color": look["fill"],
            "outline_color": "#1A1A1A",
            "outline_style": "solid" if edge else "no",
            "outline_width": str(style["edge"]),
            "outline_width_unit": "MM",
        }
    )
    if "hatch" in look:
        angle, apart = look["hatch"]
        hatch = QgsLinePatternFillSymbolLayer()
        hatch.setLineAngle(angle)
        hatch.setDistance(apart)
        hatch.setDistanceUnit(_MM)
        hatch.setLineWidth(style["hatch_width"])
        hatch.setLineWidthUnit(_MM)
        hatch.setColor(QColor(look["ink"]))
        symbol.appendSymbolLayer(hatch)
    return symbol


def style_stages(layer: QgsVectorLayer, language: Language) -> None:
    """Colour a layer of parcels by its column ``standing``, what is left most first."""
    categories = [
        QgsRendererCategory(one, stage_symbol(one), standing_title(one, language))
        for one in STANDINGS
    ]
    layer.setRenderer(QgsCategorizedSymbolRenderer("standing", categories))
    layer.setOpacity(_OPACITY)

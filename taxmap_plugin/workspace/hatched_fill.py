"""A fill that a black-and-white print tells from others: a colour, and lines across it."""

from __future__ import annotations

from typing import Optional

from qgis.core import QgsFillSymbol, QgsLinePatternFillSymbolLayer, QgsUnitTypes
from qgis.PyQt.QtGui import QColor

_INK, _HATCH_MM, _GAP_MM = "#1A1A1A", 0.18, 1.6


def hatched_fill(
    colour: str, angle: Optional[float] = None, edge_mm: float = 0.26
) -> QgsFillSymbol:
    """``angle`` is that of the lines in degrees, None for none."""
    look = {"color": colour, "outline_color": _INK, "outline_width": str(edge_mm)}
    symbol = QgsFillSymbol.createSimple(look)
    if angle is not None:
        hatch = QgsLinePatternFillSymbolLayer()
        hatch.setLineAngle(angle)
        hatch.setDistance(_GAP_MM)
        hatch.setDistanceUnit(QgsUnitTypes.RenderMillimeters)
        hatch.setLineWidth(_HATCH_MM)
        hatch.setColor(QColor(_INK))
        symbol.appendSymbolLayer(hatch)
    return symbol

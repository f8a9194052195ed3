"""How parcels of several classes look, on screen and on paper, by a file of
``resources/styles``: fills and hatches that tell them apart without colour."""

from __future__ import annotations

from collections.abc import Mapping
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

from ..core.resources import load_json

_MM = QgsUnitTypes.RenderMillimeters
_OPACITY = 0.7  # numbers and houses of the map below stay readable


def class_symbol(file: str, name: str, edge: bool = True) -> QgsFillSymbol:
    """The fill of a class of the file, with an outline or without one."""
    style = load_json("styles", file)
    look: dict[str, Any] = style["classes"][name]
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


def style_classes(layer: QgsVectorLayer, column: str, file: str, titles: Mapping[str, str]) -> None:
    """Colour a layer by a column of classes, in the order of their ``titles``."""
    categories = [
        QgsRendererCategory(name, class_symbol(file, name), title) for name, title in titles.items()
    ]
    layer.setRenderer(QgsCategorizedSymbolRenderer(column, categories))
    layer.setOpacity(_OPACITY)

"""How parcels look by what a new price list makes of their price, on screen and on paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Optional

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFillSymbol,
    QgsRendererCategory,
    QgsVectorLayer,
)

from .hatched_fill import hatched_fill

_LOOKS: Mapping[str, tuple[str, Optional[float]]] = {
    "over_100": ("#7F0F1E", None),
    "up_100": ("#C23B22", None),
    "up_50": ("#E8793B", None),
    "up_25": ("#F6B26B", None),
    "up_10": ("#FCE3C0", None),
    "same": ("#FFFFFF", None),
    "falls": ("#7FB2D9", 0.0),
    "only_new": ("#A9D8B8", 45.0),
    "only_old": ("#CDB9E6", 135.0),
    "not_assessed": ("#D0D0D0", None),
}
"""Fill and angle of a hatch; a rise is the darker the greater it is, also in black and white."""
_EDGE_MM, _OPACITY = 0.13, 0.8


def price_symbol(name: str) -> QgsFillSymbol:
    """The fill of parcels of a class of ``core.price_round``."""
    return hatched_fill(*_LOOKS[name], _EDGE_MM)


def style_prices(layer: QgsVectorLayer, titles: Mapping[str, str]) -> None:
    """Colour a layer of parcels by its column ``class``, the greatest rise first."""
    categories = [QgsRendererCategory(one, price_symbol(one), titles[one]) for one in _LOOKS]
    layer.setRenderer(QgsCategorizedSymbolRenderer("class", categories))
    layer.setOpacity(_OPACITY)

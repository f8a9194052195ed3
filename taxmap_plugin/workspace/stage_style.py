"""How parcels look by the stage at which they stand, on screen and on paper
(``resources/styles/stages.json``)."""

from __future__ import annotations

from qgis.core import QgsFillSymbol, QgsVectorLayer

from ..core.message import Language
from ..core.progress_stages import STANDINGS, standing_title
from .class_style import class_symbol, style_classes

_FILE = "stages.json"


def stage_symbol(standing: str, edge: bool = True) -> QgsFillSymbol:
    """The fill of parcels that stand there, with an outline or without one."""
    return class_symbol(_FILE, standing, edge)


def style_stages(layer: QgsVectorLayer, language: Language) -> None:
    """Colour a layer of parcels by its column ``standing``, what is left most first."""
    titles = {one: standing_title(one, language) for one in STANDINGS}
    style_classes(layer, "standing", _FILE, titles)

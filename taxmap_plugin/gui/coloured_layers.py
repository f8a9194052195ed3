"""Parcels coloured by their match, in the project: one layer a register."""

from __future__ import annotations

from typing import get_args

from qgis.core import QgsProject, QgsVectorLayer

from ..core.message import Language, Message, render
from ..exchange.match_layer import translate_match_layer
from ..settings import language
from ..workspace.schema import table as table_of
from .added_layer import add_beside

_COLOURED = "taxmap/coloured_by_match"


def layer_name(table: str, language: Language) -> str:
    """What the layer of a register's match is called."""
    register = table_of(table).title(language)
    return render(Message("match_dock.layer", register=register), language)


def show_coloured(layer: QgsVectorLayer, table: str) -> None:
    """Put it into the project in place of that of an earlier time."""
    project = QgsProject.instance()
    project.removeMapLayers([one.id() for one in _coloured() if _table_of(one) == table])
    layer.setCustomProperty(_COLOURED, table)
    add_beside(project, layer)


def translate_coloured() -> None:
    """Tell those that are there in the officer's language; a name of her own stays."""
    for layer in _coloured():
        table = _table_of(layer)
        if layer.name() in {layer_name(table, one) for one in get_args(Language)}:
            layer.setName(layer_name(table, language()))
        translate_match_layer(layer, language())


def _coloured() -> list[QgsVectorLayer]:
    layers = QgsProject.instance().mapLayers().values()
    return [one for one in layers if one.customProperty(_COLOURED)]


def _table_of(layer: QgsVectorLayer) -> str:
    return str(layer.customProperty(_COLOURED))

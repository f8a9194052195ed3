"""The workspace's layers in a project that is open, told in another language.

Names, groups, forms and classes that the plugin gave are translated where they stand. What the
officer has named or made herself stays hers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from qgis.core import QgsProject, QgsVectorLayer

from ..core.message import Language
from ..core.resources import load_csv
from .forms import translate_form
from .map_style import translate_classes
from .message_function import register_message_function
from .project import LANGUAGE_ENTRY, TABLE_PROPERTY, layers_of, workspace_layers
from .relations import add_relations
from .schema import tables
from .store import Workspace


def told_in(project: QgsProject, language: Language) -> bool:
    """Whether the plugin's names in a project are those of this language."""
    return project.readEntry(*LANGUAGE_ENTRY)[0] == language


def translate_project(project: QgsProject, workspace: Workspace, language: Language) -> None:
    """Tell every layer of this workspace in ``language``."""
    register_message_function()
    siblings = workspace_layers(project, workspace.path)
    others: list[Language] = [one for one in get_args(Language) if one != language]
    layers = layers_of(project, workspace.path)
    for before in others:
        for layer in layers:
            table = tables()[layer.customProperty(TABLE_PROPERTY)]
            if layer.name() == table.title(before):
                layer.setName(table.title(language))
            translate_form(layer, table, (before, language), siblings)
            translate_classes(layer, table, (before, language))
        _name_groups(project, layers, before, language)
    add_relations(project, siblings, language)
    project.writeEntry(*LANGUAGE_ENTRY, language)


def _name_groups(
    project: QgsProject, layers: Sequence[QgsVectorLayer], before: Language, language: Language
) -> None:
    """The groups in which the workspace's layers stand; another one of that name is hers."""
    names = {row[before]: row[language] for row in load_csv("schema", "group.csv")}
    ours = {layer.id() for layer in layers}
    for group in project.layerTreeRoot().findGroups(True):
        if group.name() in names and any(node.layerId() in ours for node in group.findLayers()):
            group.setName(names[group.name()])

"""The workspace's layers in a project that is open, told in another language.

Names, groups, forms and classes that the plugin gave are translated where they stand. What the
officer has named or made herself stays hers.
"""

from __future__ import annotations

from typing import get_args

from qgis.core import QgsProject

from ..core.message import Language
from ..core.resources import load_csv
from .forms import translate_form
from .map_style import translate_classes
from .message_function import register_message_function
from .project import TABLE_PROPERTY, layers_of, workspace_layers
from .relations import add_relations
from .schema import tables
from .store import Workspace


def translate_project(project: QgsProject, workspace: Workspace, language: Language) -> None:
    """Tell every layer of this workspace in ``language``."""
    register_message_function()
    siblings = workspace_layers(project, workspace.path)
    others: list[Language] = [one for one in get_args(Language) if one != language]
    for before in others:
        for layer in layers_of(project, workspace.path):
            table = tables()[layer.customProperty(TABLE_PROPERTY)]
            if layer.name() == table.title(before):
                layer.setName(table.title(language))
            translate_form(layer, table, (before, language), siblings)
            translate_classes(layer, table, (before, language))
        _name_groups(project, before, language)
    add_relations(project, siblings, language)


def _name_groups(project: QgsProject, before: Language, language: Language) -> None:
    for row in load_csv("schema", "group.csv"):
        group = project.layerTreeRoot().findGroup(row[before])
        if group is not None:
            group.setName(row[language])

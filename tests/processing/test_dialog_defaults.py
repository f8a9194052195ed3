"""What the dialog of an algorithm begins with, when it is opened from the toolbox."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis.core import QgsProcessingAlgorithm, QgsProcessingParameterDefinition, QgsProject

from taxmap_plugin.processing.declarecodes import DeclareCodes
from taxmap_plugin.processing.plottraverse import PlotTraverse
from taxmap_plugin.processing.provider import algorithm_classes
from taxmap_plugin.workspace.project import open_workspace_in_project
from taxmap_plugin.workspace.store import Workspace

from ..blocks_case import four_blocks


@pytest.fixture
def workspace(qgis_app, tmp_path: Path):
    yield four_blocks(tmp_path)
    QgsProject.instance().clear()
    ALIVE.clear()


ALIVE: list[QgsProcessingAlgorithm] = []
"""The algorithms of parameters that are asked: newer QGIS asks them in turn."""


def parameters(kind: type) -> dict[str, QgsProcessingParameterDefinition]:
    ALIVE.append(kind())
    ALIVE[-1].initAlgorithm({})
    return {one.name(): one for one in ALIVE[-1].parameterDefinitions()}


def test_it_begins_with_the_workspace_that_is_open(workspace: Workspace):
    assert parameters(DeclareCodes)["WORKSPACE"].defaultValueForGui() is None
    open_workspace_in_project(workspace.path, QgsProject.instance())
    optional = QgsProcessingParameterDefinition.Flag.FlagOptional
    given = {kind.ID: parameters(kind).get("WORKSPACE") for kind in algorithm_classes()}
    needed = {name: one for name, one in given.items() if one and not one.flags() & optional}
    assert len(needed) > 10
    for name, one in needed.items():
        assert one.defaultValueForGui() == str(workspace.path), name
        assert one.defaultValue() is None, f"{name}: a script names its workspace"


def test_a_traverse_begins_in_the_coordinates_of_the_map_that_is_open(workspace: Workspace):
    assert parameters(PlotTraverse)["DATUM"].defaultValueForGui() == 0
    open_workspace_in_project(workspace.path, QgsProject.instance())
    datum = parameters(PlotTraverse)["DATUM"]
    assert datum.options()[datum.defaultValueForGui()] == "WGS 84, zone 47"
    assert datum.defaultValue() == 0, "a script says which, or gets what the help says"


def test_the_blocks_that_can_be_declared_are_listed(workspace: Workspace):
    open_workspace_in_project(workspace.path, QgsProject.instance())
    blocks = parameters(DeclareCodes)["BLOCKS"]
    assert blocks.defaultValueForGui() == "01A, 01D"
    assert blocks.defaultValue() is None, "nothing is declared that nobody named"

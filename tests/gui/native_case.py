"""A workspace in QGIS's project, edited with QGIS's own tools, whose saves are followed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import shapely
from qgis.core import QgsFeature, QgsGeometry, QgsPointXY, QgsProject, QgsVectorLayer

from taxmap_plugin.core.message import Message
from taxmap_plugin.editing.parcel_plan import Decision
from taxmap_plugin.gui.native_saves import NativeSaves
from taxmap_plugin.workspace.project import open_workspace_in_project, workspace_layers

from ..editing import land_case
from ..editing.land_case import at


class Case:
    """A workspace in QGIS's project, whose saves are followed."""

    def __init__(self, folder: Path, declared: bool = False) -> None:
        self.ws = land_case.make(folder, declared)
        open_workspace_in_project(self.ws.path, QgsProject.instance())
        self.asked: list[str] = []
        self.about: list[Message] = []
        self.blocks: list[tuple[str, ...]] = []
        self.answer: Decision | None = Decision(reason="รังวัดใหม่")
        self.refused: list[Any] = []
        self.saves = NativeSaves(self._ask)
        self.saves.refused.connect(self.refused.append)
        self.saves.follow(self.ws)

    def layer(self, table: str = "parcel") -> QgsVectorLayer:
        return workspace_layers(QgsProject.instance(), self.ws.path)[table]

    def feature(self, code: str) -> QgsFeature:
        return self.feature_of(self.layer(), code)

    @staticmethod
    def feature_of(layer: QgsVectorLayer, code: str) -> QgsFeature:
        return next(f for f in layer.getFeatures() if f["parcel_code"] == code)

    def _ask(self, kind: str, about: Message, blocks: Sequence[str]) -> Decision | None:
        self.asked.append(kind)
        self.about.append(about)
        self.blocks.append(tuple(blocks))
        return self.answer


@contextmanager
def followed(folder: Path, declared: bool = False) -> Iterator[Case]:
    """The case, and QGIS's project empty again at the end."""
    made = Case(folder, declared)
    try:
        yield made
    finally:
        made.saves.follow(None)
        QgsProject.instance().clear()


def split_first(layer: QgsVectorLayer) -> None:
    """The split tool of QGIS over the first parcel."""
    layer.startEditing()
    layer.selectByExpression("parcel_code = '01A001'")
    line = [QgsPointXY(*at(25, -5)), QgsPointXY(*at(25, 35))]
    assert layer.splitFeatures(line, True) == 0


def reshape(case: Case, code: str, shape: shapely.Geometry) -> None:
    """Another shape for a parcel in the edit buffer."""
    case.layer().changeGeometry(case.feature(code).id(), QgsGeometry.fromWkt(shape.wkt))

"""Run by test_threads.py in a process of its own: pyproj in one QGIS thread after another."""

from __future__ import annotations

import os
import sys
import time
from typing import Any

import pyproj
from qgis.core import (
    QgsApplication,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeedback,
)

from taxmap_plugin.gui.task import WorkTask, start
from taxmap_plugin.processing.base import TaxMapAlgorithm


class Project(TaxMapAlgorithm):
    ID = "project"

    def initAlgorithm(self, configuration: Any = None) -> None: ...

    def displayName(self) -> str:
        return self.ID

    def execute(self, parameters: Any, context: Any, feedback: Any) -> dict[str, Any]:
        project()
        return {"DONE": True}


def project(*_: Any) -> str:
    pyproj.Transformer.from_crs(32647, 4326).transform(5e5, 2e6)
    return str(pyproj.CRS.from_user_input("EPSG:24047").name)


def wait(ended: list[Any]) -> None:
    while not ended:
        QgsApplication.processEvents()
        time.sleep(0.005)


def main(kind: str) -> None:
    application = QgsApplication([], False)
    application.initQgis()
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback()
    for _ in range(6):
        ended: list[Any] = []
        if kind == "task":
            task = WorkTask("project", project)
            task.done.connect(ended.append)
            start(task)
        else:
            task = QgsProcessingAlgRunnerTask(Project(), {}, context, feedback)
            task.executed.connect(lambda *result, ended=ended: ended.append(result))
            QgsApplication.taskManager().addTask(task)
        wait(ended)
    print("survived", flush=True)
    os._exit(0)  # how QGIS itself leaves is not the question here


main(sys.argv[1])

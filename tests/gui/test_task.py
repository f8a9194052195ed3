"""The end of a task is told once, by whoever started it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
import qgis.utils
from qgis.core import QgsTask
from qgis.gui import QgsMessageBar

from taxmap_plugin.core.message import Message
from taxmap_plugin.errors import TaxMapError
from taxmap_plugin.gui.task import WorkTask, start

from .conftest import Until


@pytest.fixture
def bar(qgis_app: Any, monkeypatch: pytest.MonkeyPatch) -> QgsMessageBar:
    """The message bar of QGIS's window."""
    bar = QgsMessageBar()
    monkeypatch.setattr(qgis.utils, "iface", SimpleNamespace(messageBar=lambda: bar))
    return bar


@pytest.mark.parametrize("fails", [True, False])
def test_qgis_says_nothing_beside_the_plugin(bar: QgsMessageBar, until: Until, fails: bool):
    def work(feedback: Any) -> None:
        if fails:
            raise TaxMapError(Message("parcel_card.gone"))

    ended: list[Any] = []
    task = WorkTask("แบ่งแยก", work)
    for signal in (task.done, task.failed):
        signal.connect(ended.append)
        signal.connect(lambda *_: as_qgis_does(bar, task, fails))
    bar.pushMessage("QGIS", "แบ่งแยก")
    start(task)
    until(lambda: ended and len(bar.items()) == 1)
    assert bar.items()[0].title() == "QGIS", "what is not about the task stays"


def as_qgis_does(bar: QgsMessageBar, task: WorkTask, fails: bool) -> None:
    """QgisApp tells of every task that took long, unless the task is silent (from 3.26 on)."""
    silent = getattr(QgsTask.Flag, "Silent", None)
    if silent is None or not task.flags() & silent:
        bar.pushMessage("Task failed" if fails else "Task complete", task.description())

"""Runs inside the QGIS that :mod:`tools.desktop` started, and hands the script its helper."""

from __future__ import annotations

import json
import os
import runpy
import time
import traceback
from pathlib import Path
from typing import Any, Callable, Optional

import numpy as np
import qgis.utils
from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import QEvent, QEventLoop, Qt, QTimer
from qgis.PyQt.QtGui import QImage
from qgis.PyQt.QtWidgets import QApplication, QDialog, QMessageBox, QWidget

_PATIENCE = 30.0
_FORGOTTEN = 20.0
_SMALLEST = 0  # the quality at which Qt packs a PNG most tightly; nothing is lost


class Driver:
    """What a script drives QGIS with."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.iface = qgis.utils.iface
        self.window: QWidget = self.iface.mainWindow()
        self.folder = Path(told["folder"])
        self.arguments: dict[str, Any] = told["arguments"]
        self.facts: dict[str, Any] = {}
        self._waiting: tuple[Any, float] = (None, 0.0)
        self.errors: list[str] = qgis.utils.python_errors  # of plugins, too

    def plugin(self) -> Any:
        """The loaded plugin."""
        return qgis.utils.plugins["taxmap_plugin"]

    def find(self, name: str, kind: type = QWidget) -> Any:
        """The widget or action with this object name anywhere in the application, or None."""
        owners = [self.window, *QApplication.topLevelWidgets()]
        found = (owner.findChild(kind, name) for owner in owners)
        return next((widget for widget in found if widget is not None), None)

    def wait(self, seconds: float = 0.3) -> None:
        """Let QGIS work for a while."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            time.sleep(0.01)

    def wait_until(self, condition: Callable[[], Any], seconds: float = _PATIENCE) -> Any:
        """Let QGIS work until ``condition`` holds; raises TimeoutError."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            held = condition()
            if held:
                return held
            self.wait(0.05)
        raise TimeoutError(f"not within {seconds} s")

    def picture(self, name: str, widget: Optional[QWidget] = None) -> Path:
        """A picture of the widget (default: the main window) as NAME.png in the run's folder."""
        self.wait(0.2)
        path = self.folder / f"{name}.png"
        _compact((widget or self.window).grab().toImage()).save(str(path), "PNG", _SMALLEST)
        return path

    def when_asked(self, answer: Callable[[Any], Any], seconds: float = _PATIENCE) -> None:
        """Call ``answer(dialog)`` once a dialog is open."""
        open_now = (one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog))
        dialog = next((one for one in open_now if one.isVisible()), None)
        if dialog is not None:
            self._guarded(lambda: answer(dialog))
        elif seconds > 0:
            QTimer.singleShot(200, lambda: self.when_asked(answer, seconds - 0.2))

    def close_forgotten(self) -> None:
        """A dialog that nobody answers is told in the errors and closed."""
        dialog = QApplication.activeModalWidget()
        if dialog is None or dialog is not self._waiting[0]:
            self._waiting = (dialog, time.monotonic())
        elif time.monotonic() - self._waiting[1] > _FORGOTTEN:
            said = dialog.text() if isinstance(dialog, QMessageBox) else ""
            self.errors.append(f"nobody answered: {dialog.windowTitle()} {said}")
            dialog.close()

    def _guarded(self, action: Callable[[], Any]) -> None:
        try:
            action()
        except Exception:  # noqa: BLE001  (told in the answer)
            self.errors.append(traceback.format_exc())


def _compact(image: QImage) -> QImage:
    """The same picture in its 256 commonest colours: a third of the size."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    bits = image.constBits()
    bits.setsize(image.sizeInBytes())
    colours, counts = np.unique(np.frombuffer(bits, np.uint32), return_counts=True)
    table = [int(colour) for colour in colours[np.argsort(-counts)][:256]]
    return image.convertToFormat(QImage.Format.Format_Indexed8, table)


def _drive() -> None:
    told = json.loads(os.environ["TAXMAP_DRIVE"])
    driver = Driver(told)
    driver.window.setWindowState(Qt.WindowState.WindowNoState)
    driver.window.setGeometry(QgsApplication.primaryScreen().geometry())
    watch = QTimer()
    watch.timeout.connect(driver.close_forgotten)
    watch.start(1000)
    driver.wait(0.5)
    driver._guarded(lambda: runpy.run_path(told["script"])["drive"](driver))
    answer = json.dumps({"facts": driver.facts, "errors": driver.errors}, ensure_ascii=False)
    Path(told["answer"]).write_text(answer, encoding="utf-8")
    for dialog in QApplication.topLevelWidgets():
        if dialog is not driver.window and dialog.isVisible():
            dialog.close()
    QgsProject.instance().clear()
    QgsProject.instance().setDirty(False)
    driver.iface.actionExit().trigger()


QTimer.singleShot(0, _drive)

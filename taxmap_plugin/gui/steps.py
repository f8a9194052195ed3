"""What the next step of a stage opens: an algorithm's dialog or a dock."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any, Callable

from qgis.core import Qgis, QgsApplication
from qgis.gui import QgisInterface, QgsDockWidget
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QPushButton

from ..core.message import Message
from ..core.resources import load_json
from ..errors import TaxMapError
from ..settings import say
from ..workspace.store import Workspace
from .session import Session

Opener = Callable[[dict[str, Any]], Any]


class Steps:
    """The steps of ``resources/stages.json`` in this QGIS."""

    def __init__(self, iface: QgisInterface, session: Session) -> None:
        self._iface = iface
        self._session = session
        self._dialogs: dict[str, Opener] = {}
        self._shown: Any = None  # the algorithm dialog that is open

    def use_dialog(self, algorithm: str, opener: Opener) -> None:
        """Open a dialog of our own, given the parameters, in place of the algorithm's."""
        self._dialogs[algorithm] = opener

    def available(self) -> set[str]:
        """Steps that can be taken here and now."""
        return {step for step in _steps() if self._opens(step) is not None}

    def run(self, step: str) -> None:
        """Open what the step needs; when it is done, everybody learns of the new data."""
        told = _steps()[step]
        if "algorithm" in told:
            self.open_algorithm(told["algorithm"], told.get("parameters", {}))
            return
        opened = self._opens(step)
        if isinstance(opened, QgsDockWidget):
            opened.setUserVisible(True)

    def open_algorithm(self, algorithm: str, parameters: dict[str, Any]) -> None:
        """The dialog of an algorithm, filled in for the open workspace."""
        if self._session.workspace is not None:
            parameters = filled_in(parameters, self._session.workspace)
        opener = self._dialogs.get(algorithm)
        if opener is None:
            self._show_dialog(algorithm, parameters)
        else:
            opener(parameters)
            self._tell_new_data()

    def _opens(self, step: str) -> Any:
        told = _steps()[step]
        if "algorithm" in told:
            return QgsApplication.processingRegistry().algorithmById(told["algorithm"])
        return self._iface.mainWindow().findChild(QgsDockWidget, told["dock"])

    def _show_dialog(self, algorithm: str, parameters: dict[str, Any]) -> None:
        import processing  # QGIS's own plugin: its dialog does all the rest

        self._shown = processing.createAlgorithmDialog(algorithm, parameters)
        self._shown.algorithmFinished.connect(self._ended)
        self._shown.show()

    def _ended(self, successful: bool, results: dict[str, Any]) -> None:
        """What came of it is in front; a folder that was filled can be opened from the window."""
        self._tell_new_data()
        self._shown.showLog()
        folder = results.get("FOLDER") if successful else None
        if folder and Path(folder).is_dir():
            self._offer_folder(Path(folder))

    def _offer_folder(self, folder: Path) -> None:
        bar = self._iface.messageBar()
        written = say(Message("steps.folder_filled", folder=folder.name))
        item = bar.createMessage(say(Message("steps.title")), written)
        button = QPushButton(say(Message("steps.open_folder")), item)
        button.setObjectName("TaxMapOpenFolder")
        button.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))
        item.layout().addWidget(button)
        bar.pushWidget(item, Qgis.MessageLevel.Success)

    def _tell_new_data(self, *_: Any) -> None:
        self._iface.mapCanvas().refreshAllLayers()
        self._session.data_changed.emit()


def filled_in(parameters: dict[str, Any], workspace: Workspace) -> dict[str, Any]:
    """The parameters for this workspace; ``@NAME`` stands for what is looked up in it."""
    found = {"WORKSPACE": str(workspace.path)}
    for name, value in parameters.items():
        with suppress(TaxMapError):  # what cannot be read now, she fills in herself
            is_looked_up = str(value).startswith("@")
            found[name] = _LOOKED_UP[value[1:]](workspace) if is_looked_up else value
    return found


def _folder_of_sheets(workspace: Workspace) -> str:
    return str(workspace.path.with_name(workspace.path.stem + "_sheets"))


_LOOKED_UP: dict[str, Callable[[Workspace], str]] = {
    "folder_of_sheets": _folder_of_sheets,
}


def _steps() -> dict[str, dict[str, Any]]:
    return load_json("stages.json")["steps"]

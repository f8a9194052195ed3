"""The arrows of undo and redo: what each would go to, and why it cannot be taken just now."""

from __future__ import annotations

from contextlib import suppress
from typing import Optional

from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtWidgets import QAction

from ..errors import TaxMapError
from ..settings import say
from ..workspace.store import Workspace
from .parcel_tasks import Operations, Turn, Way
from .unsaved_edits import UnsavedEdits

KEYS = {"undo": "Ctrl+Z", "redo": "Ctrl+Y"}


class UndoArrows(QObject):
    """Live while there is something to go to, no task is on, and QGIS has nothing to take back.

    What was drawn last and is not saved is taken back before what is in the file.
    """

    def __init__(
        self, actions: dict[str, QAction], operations: Operations, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._actions, self._operations = actions, operations
        self._qgis_has = dict.fromkeys(actions, False)
        self._at_work = False
        self._way = Way()
        self._unsaved = UnsavedEdits(self)
        self._unsaved.changed.connect(self._show)

    def follow(self, workspace: Optional[Workspace]) -> None:
        """Another workspace, or none."""
        self._unsaved.follow(workspace)

    def read(self, workspace: Optional[Workspace]) -> None:
        """Ask anew what there is to go to; nothing without a workspace."""
        self._way = Way()
        if self._operations.way is not None and workspace is not None:
            with suppress(TaxMapError):  # whoever reads next says what is wrong with the file
                self._way = self._operations.way(workspace)
        self._show()

    def give_way(self, way: str, qgis_has: bool) -> None:
        """Whether QGIS's own undo (or redo) is live, be it for a layer of the officer's own."""
        if self._qgis_has[way] != qgis_has:
            self._qgis_has[way] = qgis_has
            self._show()

    def rest(self, at_work: bool) -> None:
        """Whether the officer is at a task: what she would take back is not what was last done."""
        self._at_work = at_work
        self._show()

    def turn(self, way: str) -> Optional[Turn]:
        """The change that the arrow tells; None while it is off."""
        turn: Optional[Turn] = getattr(self._way, way)
        return turn if self._actions[way].isEnabled() else None

    def _show(self) -> None:
        words = {"undo": self.tr("Undo"), "redo": self.tr("Redo")}
        nothing = {"undo": self.tr("nothing to take back"), "redo": self.tr("nothing to do again")}
        unsaved = self._unsaved.there_are()
        for way, action in self._actions.items():
            turn: Optional[Turn] = getattr(self._way, way)
            waits = unsaved or self._qgis_has[way]
            if turn is None:
                told = nothing[way]
            elif self._at_work:
                told = self.tr("Nothing of this task is written yet. Confirm or cancel it first.")
            elif waits:
                told = self.tr("QGIS has edits that are not saved yet. Save or discard them first.")
            else:
                told = say(turn.words)
            action.setEnabled(turn is not None and not waits and not self._at_work)
            action.setToolTip(f"{words[way]}: {told} ({KEYS[way]})")

"""Special property asked and saved, from the tax dock."""

from __future__ import annotations

from qgis.PyQt.QtCore import QObject

from ..core.message import Message
from ..editing.special_entry import special_entries, write_decided
from ..errors import TaxMapError
from ..settings import say
from .dock import TaxMapDock
from .session import Session
from .special_dialog import ask_special


class SpecialSaving(QObject):
    """Works in the dock that it is given."""

    def __init__(self, dock: TaxMapDock, session: Session) -> None:
        super().__init__(dock)
        self._dock, self._session = dock, session

    def begin(self, year: int) -> None:
        """Show what is special by the registers of ``year`` (B.E.), and write what is decided."""
        workspace = self._session.workspace
        if workspace is None or self._dock.is_busy():
            return
        try:
            with workspace.reading() as reader:
                entries = special_entries(reader, year)
        except TaxMapError as error:
            self._dock.tell_error(error)
            return
        decided = ask_special(entries, self._dock)
        if not decided or self._session.workspace is not workspace:
            return

        def done(count: int) -> None:
            self._dock.tell(say(Message("special_list.saved", count=count)), "success")
            self._session.data_changed.emit()

        self._dock.run_task(
            self.tr("Saving special property"),
            lambda feedback: write_decided(workspace, decided),
            done,
        )

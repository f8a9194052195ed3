"""What the officer sees of saves with QGIS's own tools: good news, refusals, conflicts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Optional

from qgis.core import Qgis
from qgis.gui import QgisInterface, QgsMessageBarItem
from qgis.PyQt.QtCore import QObject, QTimer
from qgis.PyQt.QtWidgets import QPushButton

from ..core.message import Message
from ..editing.parcel_plan import Decision
from ..settings import RESCUES, read, say, write
from ..workspace.problem import RowChanged, RowMissing
from .conflict_dialog import MINE, THEIRS, ConflictDialog
from .native_outcome import Refusal, Rescue, Saved
from .native_saves import NativeSaves
from .reason_dialog import ask_reason
from .session import Session
from .widgets import SEPARATOR

_SECONDS = 5
_MOST_TOLD = 10  # a field calculator writes thousands of rows at once


class NativeEditing(QObject):
    """Lets :class:`NativeSaves` follow the session, and tells what comes of each save."""

    def __init__(self, iface: QgisInterface, session: Session) -> None:
        super().__init__()
        self._iface, self._session = iface, session
        self._last_told: Optional[QgsMessageBarItem] = None
        self.saves = NativeSaves(self._ask_reason, self)
        self.saves.saved.connect(lambda _: session.data_changed.emit())
        self.saves.saved.connect(self._tell_saved)
        session.data_changed.connect(self._forget_told)
        self.saves.refused.connect(self._tell)
        self.saves.rescued.connect(self._keep_to_tell)
        self.saves.told.connect(self._warn)
        session.changed.connect(self._follow)
        self._follow()
        self._tell_rescues()

    def close(self) -> None:
        """Leave QGIS's edit tools to themselves."""
        self._session.changed.disconnect(self._follow)
        self._session.data_changed.disconnect(self._forget_told)
        self.saves.follow(None)

    def _follow(self) -> None:
        self.saves.follow(self._session.workspace)

    def _ask_reason(self, kind: str, about: Message, blocks: Sequence[str]) -> Optional[Decision]:
        return ask_reason(kind, about, blocks, self._iface.mainWindow())

    def _tell_saved(self, saved: Saved) -> None:
        """Good news; until the officer closes it where she should look at what she drew.

        What was written and what is to be looked at come first: QGIS shows one line.
        """
        if saved.what is None:
            self._say_good(self.tr("Nothing was different from what is in the file."))
            return
        told = [say(saved.what)]
        if saved.findings:
            told.append(say(Message("native_saves.findings", findings=saved.findings)))
        told += [say(message) for message in saved.told[:_MOST_TOLD]]
        if len(saved.told) > _MOST_TOLD:
            told.append(say(Message("native_saves.more", count=len(saved.told) - _MOST_TOLD)))
        told.append(self.tr("One change with its history; the Parcels dock can take it back."))
        if saved.told:
            self._push(self.tr("Saved"), told, Qgis.MessageLevel.Warning)
            self._last_told = self._iface.messageBar().currentItem()
            return
        self._say_good(SEPARATOR.join(told))

    def _forget_told(self) -> None:
        """What was to be looked at after a save is not as it was: another change is written."""
        bar = self._iface.messageBar()
        if self._last_told is not None and self._last_told in bar.items():
            bar.popWidget(self._last_told)
        self._last_told = None

    def _say_good(self, told: str) -> None:
        level, bar = Qgis.MessageLevel.Success, self._iface.messageBar()
        bar.pushMessage(self.tr("Saved"), told, level, _SECONDS)

    def _push(self, title: str, told: list[str], level: Qgis.MessageLevel) -> None:
        """What stays until the officer closes it, with all of it behind a button."""
        bar = self._iface.messageBar()
        bar.pushMessage(title, SEPARATOR.join(told), "\n\n".join(told), level, 0)

    def _warn(self, message: Message) -> None:
        self._push(self.tr("Edits of layers"), [say(message)], Qgis.MessageLevel.Warning)

    def _tell(self, refusal: Refusal) -> None:
        """Not saved, and why; the edits are still there."""
        if isinstance(refusal.error, RowChanged):
            self._let_choose(refusal, refusal.error)
            return
        item = self._not_saved(say(refusal.error.message), refusal.error.details)
        if isinstance(refusal.error, RowMissing):
            self._offer_theirs(refusal, item)

    def _not_saved(self, told: str, details: str) -> QgsMessageBarItem:
        """Until the officer closes it; what QGIS's one line cuts, and ``details``, by a button."""
        bar = self._iface.messageBar()
        more = "\n\n".join(text for text in (told, details) if text)
        bar.pushMessage(self.tr("Not saved"), told, more, Qgis.MessageLevel.Critical, 0)
        return bar.currentItem()

    def _offer_theirs(self, refusal: Refusal, item: QgsMessageBarItem) -> None:
        """Nothing can be written to a row that is gone: its edits are dropped, if she likes."""
        drop = QPushButton(self.tr("Drop these edits"), item)
        drop.setObjectName("TaxMapDropEdits")
        drop.setToolTip(self.tr("The edits of what is gone; your other edits stay."))
        # The item would close a circle that Python frees, and QGIS falls at the click.
        drop.clicked.connect(lambda: self._drop(refusal))
        item.layout().addWidget(drop)

    def _drop(self, refusal: Refusal) -> None:
        button, bar = self.sender(), self._iface.messageBar()
        self.saves.take_theirs(refusal)
        for item in [one for one in bar.items() if one.isAncestorOf(button)]:
            bar.popWidget(item)

    def _keep_to_tell(self, rescue: Rescue) -> None:
        """Told as soon as QGIS is idle; when it is closing, the next time it is opened."""
        write(RESCUES, "\n".join([*str(read(RESCUES)).splitlines(), _told(rescue).to_json()]))
        QTimer.singleShot(0, self._tell_rescues)

    def _tell_rescues(self) -> None:
        kept = str(read(RESCUES)).splitlines()
        write(RESCUES, "")
        for text in kept:
            self._not_saved(say(Message.from_json(text)), "")

    def _let_choose(self, refusal: Refusal, error: RowChanged) -> None:
        mine: dict[str, dict[str, Any]] = {
            uuid: dict(values) for uuid, values in refusal.edits.values.items()
        }
        for uuid, shape in refusal.edits.shapes.items():
            mine.setdefault(uuid, {})["geom"] = shape
        theirs = self.saves.changed_meanwhile(refusal)
        window = self._iface.mainWindow()
        dialog = ConflictDialog(refusal.table, error.rows, mine, window, theirs)
        dialog.exec()
        if dialog.choice == MINE:
            self.saves.write_mine(refusal)
        elif dialog.choice == THEIRS:
            self.saves.take_theirs(refusal)
        dialog.deleteLater()


def _told(rescue: Rescue) -> Message:
    """What the officer is told of edits whose layer is gone."""
    error, path = rescue.error, rescue.path
    why = Message("native_saves.not_saved") if error is None else error.message
    if path is None:
        return Message("native_saves.lost", layer=rescue.layer, reason=why)
    file = {"file": path.name, "folder": str(path.parent)}
    return Message("native_saves.kept", layer=rescue.layer, reason=why, **file)

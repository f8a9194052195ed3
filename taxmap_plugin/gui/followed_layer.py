"""One layer of the workspace while it is edited with QGIS's own tools.

Before QGIS writes the layer's buffer, the edits are read and written as a change of the
workspace, and the buffer is emptied, so that QGIS finds nothing to save. When that fails,
whatever the reason, nothing is saved either (Python cannot make QGIS's save fail), and the
edits are put back into the buffer as one edit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Optional

from qgis.core import QgsVectorLayer
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ..editing.native_edits import NativeEdits
from ..errors import TaxMapError, unexpected
from .layer_edits import EditBuffer, Seen, native_edits, seen_now
from .native_outcome import Refusal, Rescue
from .rescued_edits import keep_in_file

Write = Callable[["FollowedLayer", NativeEdits], None]
"""Writes edits of a layer as a change."""
Mark = Callable[[], Optional[int]]
"""Where the history of the workspace is now; None when it cannot be read."""


@dataclass(frozen=True)
class _Waiting:
    """Edits out of the buffer while QGIS believes that it saves them."""

    kept: EditBuffer
    seen: dict[int, Seen]
    refusal: Refusal


class FollowedLayer(QObject):
    """Listens to a layer that shows ``table`` until it is left, by the layer's end at the latest.

    ``turned`` says that its editing began or ended, ``refused`` carries a :class:`Refusal`,
    ``left`` the layer's id.
    """

    turned = pyqtSignal()
    refused = pyqtSignal(object)
    left = pyqtSignal(str)

    def __init__(
        self, layer: QgsVectorLayer, table: str, write: Write, mark: Mark, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.layer, self.table, self.layer_id = layer, table, str(layer.id())
        self.seen: dict[int, Seen] = {}
        self._write, self._mark = write, mark
        self._begun = mark() if layer.isEditable() else None
        self._read: dict[str, Optional[int]] = {}  # marks of rows that were read anew, by uuid
        self._waiting: Optional[_Waiting] = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._end_refusal)
        self._slots = {
            "beforeCommitChanges": self._save,
            "geometryChanged": self._note,
            "attributeValueChanged": self._note,
            "featureDeleted": self._note,
            "editingStarted": self._begin,
            "editingStopped": self._end,
            "willBeDeleted": self.leave,
        }
        for signal, slot in self._slots.items():
            getattr(layer, signal).connect(slot)

    def marks(self, uuids: Iterable[str]) -> dict[str, int]:
        """Up to where in the history she had each of these rows before her, as far as known."""
        marks = {uuid: self._read.get(uuid, self._begun) for uuid in uuids}
        return {uuid: mark for uuid, mark in marks.items() if mark is not None}

    def read_anew(self, uuids: Iterable[str]) -> None:
        """She has these rows before her as they are now."""
        self._read.update(dict.fromkeys(uuids, self._mark()))

    def leave(self) -> None:
        """Listen no more; a second call does nothing, and the layer may be gone already."""
        if not self._slots:
            return
        if not sip.isdeleted(self.layer):
            for signal, slot in self._slots.items():
                with suppress(TypeError, RuntimeError):  # Qt has ended the connection itself
                    getattr(self.layer, signal).disconnect(slot)
        self._slots, self._waiting = {}, None
        self._later.stop()
        self.left.emit(self.layer_id)
        self.deleteLater()

    def rescue(self, title: str, folders: Sequence[Path]) -> Optional[Rescue]:
        """The layer goes: edits that were neither saved nor given up go into a file."""
        waiting = self._put_back("")
        if not self.layer.isModified():
            return None
        error = waiting.refusal.error if waiting else None
        return Rescue(self.layer.name(), error, keep_in_file(self.layer, title, folders))

    def let_go(self, fids: set[int]) -> None:
        """Drop the edits of these rows; the others stay."""
        kept = EditBuffer.of(self.layer).without(fids)
        self.layer.undoStack().setIndex(0)
        kept.put_back(self.layer, self.tr("Edits that are not saved yet"))
        for fid in fids:
            self.seen.pop(fid, None)
        self.layer.triggerRepaint()

    def _note(self, fid: int, *_: object) -> None:
        """Which row the officer has before her when she first changes it."""
        if fid >= 0 and fid not in self.seen and self.layer.isEditable():
            row = seen_now(self.layer, fid)
            if row is not None:
                self.seen[fid] = row

    def _begin(self) -> None:
        if self._waiting is None:  # else it goes on after a refused save
            self._begun = self._mark()
            self._read.clear()
        self.turned.emit()

    def _end(self) -> None:
        self.seen.clear()
        self.turned.emit()

    def _save(self, *_: object) -> None:
        if not self.layer.isModified():
            return
        self._put_back("")  # what a Save of the same moment was refused with
        kept, seen = EditBuffer.of(self.layer), dict(self.seen)
        edits = NativeEdits()
        error: Optional[TaxMapError] = None
        try:
            edits = native_edits(self.layer, kept, seen)
            if kept.fields:
                raise TaxMapError(kept.fields.refused)
            self._write(self, edits)
        except TaxMapError as refused:
            error = refused
        except BaseException as bug:  # noqa: BLE001  (else QGIS would write the buffer itself)
            error = unexpected(bug)
        self.layer.undoStack().setIndex(0)  # the buffer is empty: nothing is left for QGIS to save
        self.seen.clear()
        if error is None:
            self.read_anew(edits.uuids)
        else:
            refusal = Refusal(error, self.table, self.layer, edits)
            self._waiting = _Waiting(kept, seen, refusal)
            self._later.start(0)

    def _end_refusal(self) -> None:
        """QGIS believes that it has saved: the layer is edited again, as before."""
        if self._waiting is not None and self._waiting.kept.fields.renamed:
            self.layer.rollBack()  # QGIS tries to save names that were undone, and cannot
        waiting = self._put_back(self.tr("Edits that are not saved yet"))
        if waiting is not None:
            self.refused.emit(waiting.refusal)

    def _put_back(self, title: str) -> Optional[_Waiting]:
        """What waits is in the buffer again, beneath what was edited since; None without any."""
        waiting = self._waiting
        if waiting is not None:
            waiting.kept.put_back(self.layer, title)
            self.seen.update(waiting.seen)
            self._waiting = None
        return waiting

"""Saves of QGIS's own edit tools: written by the plugin, as one change with lineage and undo.

QGIS would write the buffer of each layer by itself, with identities lost and doubled. Before
it does, the buffer is read and written as a change of the workspace, and then emptied, so
that QGIS finds nothing to save. When that fails, whatever the reason, nothing is saved either
(Python cannot make QGIS's save fail), and the edits are put back into the buffer as one edit.
Where the layer goes with its edits, as when the project is closed, they are kept in a file.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Callable, Optional

from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, QStandardPaths, QTimer, pyqtSignal

from ..core.message import Message
from ..editing.meanwhile import check_there, check_unchanged
from ..editing.native_edits import NativeEdits, plan_native
from ..editing.native_ground import LOST_GROUND, check_ground
from ..editing.native_rows import apply_rows
from ..editing.parcel_plan import Decision
from ..editing.parcel_write import apply_plan
from ..errors import TaxMapError, unexpected
from ..workspace.problem import RowChanged, RowMissing
from ..workspace.project import workspace_layers
from ..workspace.reader import rows_among
from ..workspace.schema import tables
from ..workspace.store import Workspace
from .layer_edits import EditBuffer, Seen, native_edits, seen_now
from .rescued_edits import keep_in_file

AskReason = Callable[[str], Optional[Decision]]
"""Asks the officer why, given the kind of the change; None when she leaves it."""


@dataclass(frozen=True)
class Saved:
    """What a save wrote: the uuids of new parcels, how many findings, which of them to tell."""

    new: tuple[str, ...] = ()
    findings: int = 0
    told: tuple[Message, ...] = ()


@dataclass(frozen=True)
class Refusal:
    """Why a save was refused, and the edits that are in the layer's buffer again."""

    error: TaxMapError
    table: str
    layer: QgsVectorLayer
    edits: NativeEdits


@dataclass(frozen=True)
class Rescue:
    """Edits that were not saved when their layer went, and the file that has them now.

    ``layer`` is its name, ``error`` why they were not saved, where a save was refused;
    ``path`` is None when no file could be written.
    """

    layer: str
    error: Optional[TaxMapError]
    path: Optional[Path]


@dataclass(frozen=True)
class _Waiting:
    """Edits out of the buffer while QGIS believes that it saves them."""

    kept: EditBuffer
    seen: dict[int, Seen]
    refusal: Optional[Refusal]


class NativeSaves(QObject):
    """Follows the layers of one workspace.

    ``saved`` carries a :class:`Saved`: it was written, and parcels that came of it are
    selected. ``refused`` carries a :class:`Refusal`, ``rescued`` a :class:`Rescue`.
    """

    saved = pyqtSignal(object)
    refused = pyqtSignal(object)
    rescued = pyqtSignal(object)

    def __init__(self, ask_reason: AskReason, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._ask_reason = ask_reason
        self._workspace: Optional[Workspace] = None
        self._layers: dict[str, QgsVectorLayer] = {}
        self._links: dict[str, list[tuple[Any, Any]]] = {}  # signals and slots, by table
        self._seen: dict[str, dict[int, Seen]] = {}
        self._waiting: dict[str, _Waiting] = {}

    def follow(self, workspace: Optional[Workspace]) -> None:
        """Listen to the layers of this workspace, to none without one."""
        for name in list(self._layers):
            self._leave(name)
        self._workspace = workspace
        self._seen = {}
        if workspace is not None:
            self._listen(workspace_layers(QgsProject.instance(), workspace.path))

    def _listen(self, layers: Mapping[str, QgsVectorLayer]) -> None:
        for name, layer in layers.items():
            if not tables()[name].keeps_images:
                continue
            seen = self._seen.setdefault(name, {})
            links = [
                (layer.beforeCommitChanges, partial(self._save, name, layer)),
                (layer.geometryChanged, partial(self._note, layer, seen)),
                (layer.attributeValueChanged, partial(self._note, layer, seen)),
                (layer.featureDeleted, partial(self._note, layer, seen)),
                (layer.editingStopped, seen.clear),
                (QgsProject.instance().layerWillBeRemoved, partial(self._rescue, name, layer)),
                (layer.willBeDeleted, partial(self._leave, name)),
            ]
            for signal, slot in links:
                signal.connect(slot)
            self._layers[name], self._links[name] = layer, links

    def _leave(self, name: str) -> None:
        """Listen to a layer no more: to ask one that is gone would end QGIS."""
        del self._layers[name]
        for signal, slot in self._links.pop(name):
            signal.disconnect(slot)

    def _note(self, layer: QgsVectorLayer, seen: dict[int, Seen], fid: int, *_: object) -> None:
        """Which row the officer has before her when she first changes it."""
        if fid >= 0 and fid not in seen and layer.isEditable():
            row = seen_now(layer, fid)
            if row is not None:
                seen[fid] = row

    def _save(self, name: str, layer: QgsVectorLayer, *_: object) -> None:
        if self._workspace is None or not layer.isModified():
            return
        kept, seen = EditBuffer.of(layer), dict(self._seen[name])
        edits = NativeEdits()
        error: Optional[TaxMapError] = None
        written: Optional[Saved] = None
        try:
            edits = native_edits(layer, seen)
            written = self._write(self._workspace, name, edits)
        except TaxMapError as refused:
            error = refused
        except BaseException as bug:  # noqa: BLE001  (else QGIS would write the buffer itself)
            error = unexpected(bug)
        refusal = None if error is None else Refusal(error, name, layer, edits)
        layer.undoStack().setIndex(0)  # the buffer is empty: nothing is left for QGIS to save
        self._seen[name].clear()
        if written is not None:
            QTimer.singleShot(0, partial(self._end_save, name, written))
        else:
            self._waiting[name] = _Waiting(kept, seen, refusal)
            QTimer.singleShot(0, partial(self._put_back, name, layer))

    def _end_save(self, name: str, written: Saved) -> None:
        """QGIS has ended its save: what came of it is selected, as after a task of the dock."""
        layer = self._layers.get(name)
        if layer is not None and self._workspace is not None and written.new:
            with suppress(TaxMapError):  # whoever reads next says what is wrong with the file
                rows = rows_among(self._workspace, name, ["fid"], "uuid", written.new)
                layer.selectByIds([row["fid"] for row in rows])
        self.saved.emit(written)

    def _put_back(self, name: str, layer: QgsVectorLayer) -> None:
        """QGIS believes that it has saved: the layer is edited again, as before."""
        if self._layers.get(name) is not layer or name not in self._waiting:
            return  # it is gone, and its edits are in a file
        waiting = self._waiting.pop(name)
        waiting.kept.put_back(layer, self.tr("Edits that are not saved yet"))
        self._seen[name].update(waiting.seen)
        if waiting.refusal is not None:
            self.refused.emit(waiting.refusal)

    def _rescue(self, name: str, layer: QgsVectorLayer, removed: str) -> None:
        """The layer goes: edits that were neither saved nor given up go into a file."""
        if self._workspace is None or layer.id() != removed:
            return
        waiting = self._waiting.pop(name, None)
        if waiting is not None:
            waiting.kept.put_back(layer, "")
        if not layer.isModified():
            return
        error = waiting.refusal.error if waiting and waiting.refusal else None
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        own = Path(QStandardPaths.writableLocation(documents))
        place, not_saved = self._workspace.path, self.tr("not saved")
        title = f"{place.stem} {not_saved} {layer.name()}"
        rescued = keep_in_file(layer, title, (place.parent, own))
        self.rescued.emit(Rescue(layer.name(), error, rescued))

    def write_mine(self, refusal: Refusal) -> None:
        """Save again what was refused, over what somebody else wrote meanwhile."""
        if not isinstance(refusal.error, RowChanged):
            return
        rows = refusal.error.rows
        seen = self._seen[refusal.table]
        for fid, version in zip(rows["fid"], rows["row_version"]):
            if fid in seen:
                seen[int(fid)] = seen[fid]._replace(version=int(version))
        refusal.layer.commitChanges(False)

    def take_theirs(self, refusal: Refusal) -> None:
        """Drop the edits of the rows that somebody else changed or took away; the others stay."""
        gone = self._theirs(refusal)
        if not gone:
            return
        kept = EditBuffer.of(refusal.layer).without(gone)
        refusal.layer.undoStack().setIndex(0)
        kept.put_back(refusal.layer, self.tr("Edits that are not saved yet"))
        for fid in gone:
            self._seen[refusal.table].pop(fid, None)
        refusal.layer.triggerRepaint()

    def _theirs(self, refusal: Refusal) -> set[int]:
        """The feature ids of what somebody else changed or took away."""
        if isinstance(refusal.error, RowChanged):
            return {int(fid) for fid in refusal.error.rows["fid"]}
        if not isinstance(refusal.error, RowMissing) or self._workspace is None:
            return set()
        seen = self._seen[refusal.table]
        uuids = [row.uuid for row in seen.values()]
        found = rows_among(self._workspace, refusal.table, ["uuid"], "uuid", uuids)
        there = {row["uuid"] for row in found}
        return {fid for fid, row in seen.items() if row.uuid not in there}

    def _write(self, workspace: Workspace, name: str, edits: NativeEdits) -> Optional[Saved]:
        """Write the edits; None when the officer does not say why a declared code changes."""
        if name == "parcel":
            with workspace.reading() as reader:
                check_there(reader, edits.uuids)
        if name != "parcel" or edits.only_values:
            looks = apply_rows(workspace, name, edits).looks
            return Saved((), len(looks), tuple(look.named for look in looks))
        plan = plan_native(workspace, edits)
        with workspace.reading() as reader:
            check_unchanged(reader, plan)
        decision: Optional[Decision] = Decision()
        if plan.reason_needed:
            check_ground(plan, plan.around)  # before a reason is asked for in vain
            decision = self._ask_reason(plan.kind)
        if decision is None:
            return None
        done = apply_plan(workspace, plan, decision)
        new = [uuid for uuid, piece in zip(done.parcels, plan.pieces) if not piece.keeps]
        lost = [one.message for one in done.reviews if one.message.id == LOST_GROUND]
        return Saved(tuple(new), len(done.reviews), tuple(lost))

"""Saves of QGIS's own edit tools: written by the plugin, as one change with lineage and undo.

QGIS would write the buffer of each layer by itself, with identities lost and doubled. All
layers that show a table of the workspace are followed (``followed_layer``), however they came
into the project. Where a layer goes with its edits, as when the project is closed, they are
kept in a file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Callable, Optional

from qgis.core import QgsMapLayer, QgsProject, QgsVectorLayer
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, QStandardPaths, QTimer, pyqtSignal

from ..core.code_style import CodeStyle
from ..core.message import Message
from ..core.parcel_name import name_of, place_of
from ..editing.code_place import CODE_PLACE
from ..editing.confirmed import spelled
from ..editing.in_force import CodesInForce
from ..editing.meanwhile import check_there, check_unchanged
from ..editing.native_edits import NativeEdits, plan_native
from ..editing.native_ground import LOST_GROUND, check_ground
from ..editing.native_kind import changed_rows
from ..editing.native_rows import apply_rows, blocks_concerned
from ..editing.native_unseen import beside_theirs, changed_since, check_seen, last_written
from ..editing.parcel_plan import Decision, Plan
from ..editing.parcel_write import apply_plan
from ..editing.plan_check import check_codes
from ..errors import TaxMapError
from ..workspace.named_rows import names_of
from ..workspace.problem import RowChanged, RowMissing
from ..workspace.project import table_shown
from ..workspace.reader import rows_among
from ..workspace.schema import tables
from ..workspace.store import Workspace
from ..workspace.thing_name import MOST, things
from ..workspace.undo_stack import step_of
from .edit_words import edit_words
from .followed_layer import FollowedLayer
from .layers_apart import LayersApart
from .native_outcome import Refusal, Saved

_TOLD = (
    *(LOST_GROUND, *CODE_PLACE, "far_corner.", "out_of_bounds.", "small_piece."),
    *("document_doubt.", "title_change."),
)
"""What of a parcel to be looked at is told at the save; the rest was foreseen."""

AskReason = Callable[[str, Message, Sequence[str]], Optional[Decision]]
"""Asks the officer why, given the kind of the change and what it is about; None when she leaves."""


class NativeSaves(QObject):
    """Follows the layers of one workspace.

    ``saved`` carries a :class:`Saved`: it was written, and parcels that came of it are
    selected. ``refused`` carries a :class:`Refusal`, ``rescued`` a :class:`Rescue`, ``told``
    a Message about the project.
    """

    saved = pyqtSignal(object)
    refused = pyqtSignal(object)
    rescued = pyqtSignal(object)
    told = pyqtSignal(object)

    def __init__(self, ask_reason: AskReason, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._ask_reason = ask_reason
        self._project = QgsProject.instance()
        self._workspace: Optional[Workspace] = None
        self._followed: dict[str, FollowedLayer] = {}  # by the layer's id
        self._written: list[tuple[str, Saved]] = []  # by the layer's id
        self._apart = LayersApart(self)
        self._apart.told.connect(self.told)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._end_saves)

    def follow(self, workspace: Optional[Workspace]) -> None:
        """Listen to the layers of this workspace, to none without one."""
        if self._workspace is not None:
            if workspace is not None and workspace.path == self._workspace.path:
                self._workspace = workspace  # what is being edited stays known
                return
            self._project.layersAdded.disconnect(self._watch)
            self._project.layersWillBeRemoved.disconnect(self._remove)
            for layer in self._project.mapLayers().values():
                with suppress(TypeError):
                    layer.dataSourceChanged.disconnect(self._look_again)
            for followed in list(self._followed.values()):
                followed.leave()
        self._workspace = workspace
        if workspace is not None:
            self._watch(self._project.mapLayers().values())
            self._project.layersAdded.connect(self._watch)
            self._project.layersWillBeRemoved.connect(self._remove)
        self._apart.watch(workspace is not None)

    def _watch(self, layers: Iterable[QgsMapLayer]) -> None:
        for layer in layers:
            layer.dataSourceChanged.connect(self._look_again)
        self._add(layers)

    def _add(self, layers: Iterable[QgsMapLayer]) -> None:
        for layer in layers:
            table = table_shown(layer, self._workspace.path) if self._workspace else None
            if table is None or layer.id() in self._followed:
                continue
            if tables()[table].layer == "read_only" or not tables()[table].keeps_images:
                layer.setReadOnly(True)  # what only the plugin writes
            if not tables()[table].keeps_images:
                continue
            followed = FollowedLayer(layer, table, self._write_down, self._mark, self)
            followed.turned.connect(self._apart.check_later)
            followed.refused.connect(self.refused)
            followed.left.connect(self._forget)
            self._followed[followed.layer_id] = followed

    def _remove(self, layer_ids: Sequence[str]) -> None:
        for followed in [self._followed[one] for one in layer_ids if one in self._followed]:
            self._rescue(followed)
            followed.leave()

    def _look_again(self) -> None:
        """Some layer has another source now: it may show the workspace, or no more."""
        if self._workspace is None:
            return
        for followed in list(self._followed.values()):
            if table_shown(followed.layer, self._workspace.path) != followed.table:
                followed.leave()
        self._add(self._project.mapLayers().values())

    def _forget(self, layer_id: str) -> None:
        self._followed.pop(layer_id, None)

    def _of(self, layer: QgsVectorLayer) -> Optional[FollowedLayer]:
        return None if sip.isdeleted(layer) else self._followed.get(layer.id())

    def _rescue(self, followed: FollowedLayer) -> None:
        if self._workspace is None:
            return
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        own = Path(QStandardPaths.writableLocation(documents))
        place, not_saved = self._workspace.path, self.tr("not saved")
        title = f"{place.stem} {not_saved} {followed.layer.name()}"
        rescued = followed.rescue(title, (place.parent, own))
        if rescued is not None:
            self.rescued.emit(rescued)

    def _write_down(self, followed: FollowedLayer, edits: NativeEdits) -> None:
        if self._workspace is None:
            raise RuntimeError("a layer is followed without a workspace")
        written = self._write(self._workspace, followed, edits)
        self._written.append((followed.layer_id, written))
        self._later.start(0)

    def _mark(self) -> Optional[int]:
        if self._workspace is not None:
            with suppress(TaxMapError), self._workspace.reading() as reader:
                return last_written(reader)
        return None

    def _end_saves(self) -> None:
        """QGIS has ended its save: what came of it is selected, as after a task of the dock."""
        written, self._written = self._written, []
        for layer_id, saved in written:
            followed = self._followed.get(layer_id)
            if followed is not None and self._workspace is not None and saved.new:
                with suppress(TaxMapError):  # whoever reads next says what is wrong with the file
                    rows = rows_among(self._workspace, followed.table, ["fid"], "uuid", saved.new)
                    followed.layer.selectByIds([row["fid"] for row in rows])
            self.saved.emit(saved)

    def write_mine(self, refusal: Refusal) -> None:
        """Save again what was refused, over what somebody else wrote meanwhile."""
        followed = self._of(refusal.layer)
        if followed is None or not isinstance(refusal.error, RowChanged):
            return
        rows = refusal.error.rows
        for fid, version in zip(rows["fid"], rows["row_version"]):
            if fid in followed.seen:
                followed.seen[int(fid)] = followed.seen[fid]._replace(version=int(version))
        followed.read_anew(rows["uuid"])
        refusal.layer.commitChanges(False)

    def take_theirs(self, refusal: Refusal) -> None:
        """Drop the edits of the rows that somebody else changed or took away; the others stay."""
        followed = self._of(refusal.layer)
        gone = self._theirs(followed, refusal.error) if followed is not None else set()
        if followed is not None and gone:
            followed.read_anew(followed.seen[fid].uuid for fid in gone if fid in followed.seen)
            followed.let_go(gone)

    def changed_meanwhile(self, refusal: Refusal) -> Mapping[str, Collection[str]]:
        """The columns that were written since she had the refused rows before her, by uuid; of
        rows of which that is known."""
        followed = self._of(refusal.layer)
        if followed is None or self._workspace is None or not isinstance(refusal.error, RowChanged):
            return {}
        marks = followed.marks(refusal.error.rows["uuid"])
        with suppress(TaxMapError), self._workspace.reading() as reader:
            return changed_since(reader, followed.table, marks)
        return {}

    def _theirs(self, followed: FollowedLayer, error: TaxMapError) -> set[int]:
        """The feature ids of what somebody else changed or took away."""
        if isinstance(error, RowChanged):
            return {int(fid) for fid in error.rows["fid"]}
        if not isinstance(error, RowMissing) or self._workspace is None:
            return set()
        uuids = [row.uuid for row in followed.seen.values()]
        found = rows_among(self._workspace, followed.table, ["uuid"], "uuid", uuids)
        there = {row["uuid"] for row in found}
        return {fid for fid, row in followed.seen.items() if row.uuid not in there}

    def _reason(self, kind: str, about: Message, blocks: Sequence[str]) -> Decision:
        """What the officer says; TaxMapError when she does not say why a declared code changes."""
        decision = self._ask_reason(kind, about, blocks)
        if decision is None:
            raise TaxMapError(Message("native_saves.no_reason", what=about))
        return decision

    def _write(self, workspace: Workspace, followed: FollowedLayer, edits: NativeEdits) -> Saved:
        """Write the edits."""
        name = followed.table
        with workspace.reading() as reader:
            if name == "parcel":
                check_there(reader, edits.uuids)
            marks = followed.marks(edits.uuids)
            check_seen(reader, name, edits, marks, workspace.user)
            edits = beside_theirs(reader, name, edits, marks)
        if name != "parcel" or edits.only_values:
            why, blocks = Decision(), blocks_concerned(workspace, name, edits)
            if blocks:
                with workspace.reading() as reader:
                    names = names_of(reader, tables()[name], edits.uuids[:MOST])
                why = self._reason("correct", things(name, names, len(edits.uuids)), blocks)
            rows = apply_rows(workspace, name, edits, why)
            what = _words(workspace, rows.change_uuid)
            return Saved((), len(rows.looks), rows.told, what)
        plan = plan_native(workspace, edits)
        with workspace.reading() as reader:
            check_unchanged(reader, plan)
        decision = Decision()
        if plan.reason_needed:
            check_ground(plan, plan.around)  # before a reason is asked for in vain
            style = CodeStyle.of(workspace.municipality)
            with workspace.reading() as reader:
                check_codes(reader, spelled(plan, style), CodesInForce.of(reader, style))
            decision = self._reason(plan.kind, _about(plan), plan.in_force)
        done = apply_plan(workspace, plan, decision)
        new = [uuid for uuid, piece in zip(done.parcels, plan.pieces) if not piece.keeps]
        told = [one.message for one in done.reviews if one.message.id.startswith(_TOLD)]
        what = _words(workspace, done.change_uuid)
        return Saved(tuple(new), len(done.reviews), tuple(told), what)


def _about(plan: Plan) -> Message:
    """The parcels that change, new ones by the codes that they get."""
    rows = sorted(changed_rows(plan.parcels, plan.pieces), key=place_of)
    names = [name_of(row) for row in rows] or [piece.code or "–" for piece in plan.pieces]
    return things("parcel", names)


def _words(workspace: Workspace, change: str) -> Optional[Message]:
    """What the change did, in words; None for a save that changed nothing."""
    step = step_of(workspace, change)
    return None if step is None else edit_words(workspace, step)

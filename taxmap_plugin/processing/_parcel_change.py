"""What the algorithms that change parcels share: which parcels, why, the preview, the writing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple, Optional

import shapely
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureSink,
    QgsFields,
    QgsProcessingContext,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterString,
    QgsWkbTypes,
)
from shapely.geometry.base import BaseGeometry

from ..compat import FIELD_DECIMAL, FIELD_INTEGER, FIELD_TEXT, SOURCE_POLYGON
from ..core.area import format_area_of
from ..core.code_style import CodeStyle
from ..core.feedback import Feedback
from ..core.message import Message
from ..core.parcel_name import name_of
from ..core.thai_date import date_doubts
from ..editing.parcel_batch import Batch, Job, More, run_batch
from ..editing.parcel_choice import codes_typed, parcels_named
from ..editing.parcel_plan import Decision, Piece, Plan, PlanError
from ..editing.quality_near import check_near
from ..exchange.rehearsal_folder import rehearsal_copy
from ..settings import language, say, say_name
from ..workspace.change_kind import stated_kinds
from ..workspace.feature import feature_of, fields_of
from ..workspace.store import Workspace
from ._change_preview import ChangePreview
from .base import TaxMapAlgorithm

_FIELDS = {
    "change_no": FIELD_INTEGER,
    "old_code": FIELD_TEXT,
    "new_code": FIELD_TEXT,
    "area_text": FIELD_TEXT,
    "area_m2": FIELD_DECIMAL,
    "role": FIELD_TEXT,
    "reason": FIELD_TEXT,
}
_UNSTATED = "–"  # the reason of a change that is only rehearsed


class Line(NamedTuple):
    """A feature of the preview, with the columns of ``_FIELDS``."""

    shape: Optional[BaseGeometry]
    change_no: int
    old_code: str
    new_code: str
    role: str
    reason: str


class ParcelChange(TaxMapAlgorithm):
    """An algorithm that plans changes of parcels, shows them, and writes them only when asked.

    A subclass adds its parameters between :meth:`add_workspace` and :meth:`add_decision`
    and ends with :meth:`finish`.
    """

    def add_parcels(self, explanation: str, optional: bool = False) -> None:
        self.add(
            QgsProcessingParameterString("PARCELS", self.tr("Parcel codes"), optional=optional),
            explanation,
        )

    def add_parcel(self, explanation: str) -> None:
        self.add(QgsProcessingParameterString("PARCEL", self.tr("Parcel code")), explanation)

    def add_decision(self) -> None:
        self.add_why()
        self.add(
            QgsProcessingParameterFeatureSink("OUTPUT", self.tr("New parcels"), SOURCE_POLYGON),
            self.tr("The parcels as they would be, with old and new code, area and reason."),
        )
        self.addOutput(QgsProcessingOutputNumber("CHANGES", self.tr("Changes written")))
        self.addOutput(QgsProcessingOutputNumber("PIECES", self.tr("Parcels in the preview")))
        self.addOutput(QgsProcessingOutputNumber("REFUSED", self.tr("What could not be done")))

    def add_why(self) -> None:
        """Whether to write, and what to file the change under."""
        self.add(
            QgsProcessingParameterBoolean("WRITE", self.tr("Write the change"), defaultValue=False),
            self.tr("Off: only the preview is made. On: it is written into the workspace, too."),
        )
        names = [self.tr("As the operation is"), *stated_kinds(language()).values()]
        self.add(
            QgsProcessingParameterString("REASON", self.tr("Reason"), optional=True),
            self.tr("Why the parcels change; needed in blocks whose codes are in force."),
        )
        self.add(
            QgsProcessingParameterString("DOCUMENT", self.tr("Document"), optional=True),
            self.tr("The document that orders the change, such as a letter of the land office."),
        )
        self.add(
            QgsProcessingParameterString(
                "DOCUMENT_DATE", self.tr("Date of the document"), optional=True
            ),
            self.tr(
                "As it is written, such as 20 พ.ย. 2569 or 20/11/2569. The log says how it is "
                "read; the 69 of 20/11/69 is taken for 2569."
            ),
        )
        self.add(
            QgsProcessingParameterEnum(
                "KIND", self.tr("Kind of change"), names, defaultValue=0
            ),
            self.tr("Under which kind it is filed in the history."),
            advanced=True,
        )  # fmt: skip

    def parcels(
        self, parameters: dict[str, Any], context: QgsProcessingContext, ws: Workspace
    ) -> list[str]:
        """The uuids of the parcels whose codes were typed; PlanError names the unknown ones."""
        codes = codes_typed(ws, self.parameterAsString(parameters, "PARCELS", context))
        return parcels_named(ws, codes, CodeStyle.of(ws.municipality)) if codes else []

    def parcel(
        self, parameters: dict[str, Any], context: QgsProcessingContext, ws: Workspace
    ) -> tuple[str, str]:
        """Code and uuid of the one parcel whose code was typed."""
        codes = codes_typed(ws, self.parameterAsString(parameters, "PARCEL", context))
        if len(codes) != 1:
            raise PlanError(Message("parcel_choice.not_one", codes=codes))
        return codes[0], parcels_named(ws, codes, CodeStyle.of(ws.municipality))[0]

    def decision(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: Feedback
    ) -> Decision:
        """What the officer states of the change. Raises DateError."""
        kinds = ["", *stated_kinds(language())]
        date = self.typed_date(parameters, "DOCUMENT_DATE", context, feedback)
        for doubt in date_doubts(date):
            feedback.message(doubt)
        return Decision(
            kind=kinds[self.parameterAsEnum(parameters, "KIND", context)],
            reason=self.parameterAsString(parameters, "REASON", context),
            document=self.parameterAsString(parameters, "DOCUMENT", context),
            document_date=date.isoformat() if date else "",
        )

    def finish(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: Feedback,
        ws: Workspace,
        jobs: Sequence[Job],
        more: Optional[More] = None,
    ) -> dict[str, Any]:
        """Rehearse or write the jobs, tell what became of them, and show the pieces.

        An error that ends all before anything is written is raised, and that of the only job where
        there is no ``more`` to be done after it (as :func:`run_batch` takes it). The output is
        opened first: where it cannot be, nothing is written either.
        """
        decision = self.decision(parameters, context, feedback)
        fields, shape = fields_of(_FIELDS), QgsWkbTypes.MultiPolygon
        sink, output = self.open_output(parameters, context, ws, fields, shape)
        write = self.parameterAsBoolean(parameters, "WRITE", context)
        run = _written if write else _rehearsed
        batch = run(ws, jobs, decision, feedback, more)
        _check_begun(batch, len(jobs) == 1 and more is None)
        for message in [*batch.messages(), *_summary(batch, len(jobs), write, decision)]:
            feedback.message(message)
        for line in [*_lines(batch), *_refused(batch)]:
            sink.addFeature(_feature(line, fields), QgsFeatureSink.FastInsert)
        del sink  # closes the file
        self.dress(context, output, ChangePreview(self._words()))
        return {
            "OUTPUT": output,
            "CHANGES": len(batch.done) if write else 0,
            "PIECES": sum(len(plan.pieces) for _, plan in batch.done),
            "REFUSED": len(batch.refused),
        }

    def open_output(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        ws: Workspace,
        fields: QgsFields,
        shape: int,
    ) -> tuple[QgsFeatureSink, str]:
        """The sink of the preview, in the workspace's CRS, and what to call it."""
        crs = QgsCoordinateReferenceSystem.fromEpsgId(ws.epsg)
        return self.parameterAsSink(parameters, "OUTPUT", context, fields, shape, crs)

    def _words(self) -> dict[str, str]:
        return {
            "change_no": self.tr("Change"),
            "old_code": self.tr("Old code"),
            "new_code": self.tr("New code"),
            "area_text": self.tr("Area (rai-ngan-wah)"),
            "area_m2": self.tr("Area (m²)"),
            "role": self.tr("What becomes of it"),
            "reason": self.tr("Reason"),
            "new": self.tr("New parcel"),
            "keeps": self.tr("Keeps its code"),
            "recoded": self.tr("Gets another code"),
            "restored": self.tr("Comes back"),
            "public": self.tr("Becomes public"),
            "refused": self.tr("Could not be done"),
        }


def _written(
    ws: Workspace,
    jobs: Sequence[Job],
    decision: Decision,
    feedback: Feedback,
    more: Optional[More],
) -> Batch:
    batch = run_batch(ws, jobs, decision, feedback, more)
    check_near(ws, batch.changes)
    return batch


def _rehearsed(
    ws: Workspace,
    jobs: Sequence[Job],
    decision: Decision,
    feedback: Feedback,
    more: Optional[More],
) -> Batch:
    """What writing would do: done on a copy, so that each job sees what the others leave."""
    if not decision.is_explained:
        decision = replace(decision, reason=_UNSTATED)
    with rehearsal_copy(ws, feedback) as copy:
        return run_batch(copy, jobs, decision, feedback, more)


def _check_begun(batch: Batch, is_one: bool) -> None:
    if batch.stopped is not None and not batch.done:
        raise batch.stopped
    if is_one and batch.refused:
        raise batch.refused[0].error


def _summary(batch: Batch, jobs: int, write: bool, decision: Decision) -> list[Message]:
    changes, refused = len(batch.done), len(batch.refused)
    found = [] if batch.stopped is None else [batch.stopped.message]
    if batch.needless:
        found.append(Message("parcel_batch.needless", count=len(batch.needless)))
    if not changes and not refused and not batch.cancelled:
        return [*found, Message("parcel_batch.nothing")]
    if write:
        return [*found, _outcome(batch, jobs)]
    if batch.cancelled:
        return [Message("common.cancelled")]
    if not changes:
        return [Message("parcel_batch.none_planned", refused=refused)]
    found.append(Message("parcel_batch.planned", changes=changes, refused=refused))
    if any(plan.reason_needed for _, plan in batch.done) and not decision.is_explained:
        found.append(Message("parcel_batch.reason_needed"))
    return found


def _outcome(batch: Batch, jobs: int) -> Message:
    """How much was written, and whether there is anything to undo."""
    changes, refused = len(batch.done), len(batch.refused)
    if not batch.ended:
        jobs = changes + refused
    if not changes:
        id = "parcel_batch.ended_before" if batch.ended else "parcel_batch.none_written"
        return Message(id, refused=refused)
    id = "parcel_batch.ended" if batch.ended else "parcel_batch.written"
    return Message(id, changes=changes, jobs=jobs, refused=refused)


def _lines(batch: Batch) -> list[Line]:
    found = []
    for number, (_, plan) in enumerate(batch.done, start=1):
        codes = {row["uuid"]: say_name(name_of(row)) for row in plan.parcels}
        for piece in plan.pieces:
            old = ", ".join(codes[uuid] for uuid in piece.parents if uuid in codes)
            reason = say(piece.reason) if piece.reason else ""
            role = _role(piece)
            found.append(Line(piece.shape, number, old, piece.code or "", role, reason))
        found += [_public(number, plan, codes, at) for at in range(len(plan.public))]
    return found


def _role(piece: Piece) -> str:
    if piece.restores:
        return "restored"
    if piece.keeps_code:
        return "keeps"
    return "recoded" if piece.keeps else "new"


def _public(number: int, plan: Plan, codes: dict[str, str], at: int) -> Line:
    part = plan.public[at]
    old = ", ".join(codes[uuid] for uuid in part.parents if uuid in codes)
    name = str(part.values.get("name") or "")
    return Line(part.shape, number, old, "", "public", name)


def _refused(batch: Batch) -> list[Line]:
    """What could not be done, with the ground that it was about."""
    return [
        Line(one.job.shape, 0, say_name(one.job.name), "", "refused", say(one.error.message))
        for one in batch.refused
    ]


def _feature(line: Line, fields: QgsFields) -> QgsFeature:
    area = None if line.shape is None else round(float(shapely.area(line.shape)), 4)
    text = format_area_of(area) if area else ""
    values = [line.change_no, line.old_code, line.new_code, text, area, line.role, line.reason]
    feature = feature_of(fields, values, shapely.to_wkb(line.shape))
    geometry = feature.geometry()
    if geometry.convertToMultiType():
        feature.setGeometry(geometry)
    return feature

"""``taxmap:codeunits``: parcel and code for the buildings and signboards that lack one."""

from __future__ import annotations

from typing import Any

import shapely
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingOutputNumber,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsWkbTypes,
)

from ..compat import FIELD_TEXT, SOURCE_POINT
from ..core.code_style import UNIT_KINDS
from ..core.feedback import Feedback, Part
from ..core.message import Message
from ..editing.unit_numbering import apply_units, plan_units
from ..settings import say
from ..workspace.store import Workspace
from ._parcel_change import ParcelChange
from ._unit_preview import UnitPreview

_CHOICES = (UNIT_KINDS, UNIT_KINDS[:1], UNIT_KINDS[1:])
_COLUMNS = ("unit", "parcel_code", "new_code", "reason", "note", "unit_uuid")


class CodeUnits(ParcelChange):
    """One change for all of them; what stands on no parcel is listed and left."""

    ID = "codeunits"

    def initAlgorithm(self, configuration: Any = None) -> None:
        both = self.tr("Buildings and signboards")
        choices = [both, self.tr("Buildings"), self.tr("Signboards")]
        self.add_workspace()
        self.add(
            QgsProcessingParameterEnum(
                "UNITS", self.tr("Which get codes"), choices, defaultValue=0
            ),
            self.tr("Only those without a code; codes that are there stay."),
        )
        self.add_parcels(
            self.tr("Such as 01A001, 01A002. Empty: on all parcels."), optional=True
        )  # fmt: skip
        self.add_why()
        self.add(
            QgsProcessingParameterFeatureSink("OUTPUT", self.tr("Codes"), SOURCE_POINT),
            self.tr("A point for each, with parcel, code, reason, and what to look at."),
        )
        self.addOutput(QgsProcessingOutputNumber("CODED", self.tr("With a new code")))
        self.addOutput(QgsProcessingOutputNumber("LANDLESS", self.tr("On no parcel")))

    def execute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: Feedback
    ) -> dict[str, Any]:
        ws = self.workspace(parameters, context)
        kinds = _CHOICES[self.parameterAsEnum(parameters, "UNITS", context)]
        parcels = self.parcels(parameters, context, ws)
        decision = self.decision(parameters, context)
        sink, output = self._open_output(parameters, context, ws)
        planned = plan_units(ws, kinds, parcels, Part(feedback, 0, 0.5))
        coded = int(planned["new_code"].notna().sum())
        landless = int(planned["parcel_uuid"].isna().sum())
        if self.parameterAsBoolean(parameters, "WRITE", context):
            done = apply_units(ws, planned, decision, Part(feedback, 0.5, 1))
            feedback.message(Message("unit_numbering.written", **done._asdict()))
        else:
            feedback.message(Message("unit_numbering.planned", coded=coded, landless=landless))
        words = self._unit_words()
        for row in planned.to_dict("records"):
            sink.addFeature(_feature(row, words), QgsFeatureSink.FastInsert)
        del sink  # closes the file
        self._show(context, output)
        return {"OUTPUT": output, "CODED": coded, "LANDLESS": landless}

    def _open_output(
        self, parameters: dict[str, Any], context: QgsProcessingContext, ws: Workspace
    ) -> tuple[QgsFeatureSink, str]:
        crs = QgsCoordinateReferenceSystem.fromEpsgId(ws.epsg)
        shape = QgsWkbTypes.Point
        return self.parameterAsSink(parameters, "OUTPUT", context, _fields(), shape, crs)

    def _show(self, context: QgsProcessingContext, output: str) -> None:
        if context.willLoadLayerOnCompletion(output):
            self._units = UnitPreview(
                self._unit_words()
            )  # Processing keeps no reference of its own
            context.layerToLoadOnCompletionDetails(output).setPostProcessor(self._units)

    def _unit_words(self) -> dict[str, str]:
        return {
            "unit": self.tr("What it is"),
            "parcel_code": self.tr("Parcel code"),
            "new_code": self.tr("New code"),
            "reason": self.tr("Reason"),
            "note": self.tr("To be looked at"),
            "building": self.tr("Building"),
            "signboard": self.tr("Signboard"),
            "coded": self.tr("Gets a code"),
            "look": self.tr("Gets a code; look at its place"),
            "none": self.tr("No code"),
        }


def _fields() -> QgsFields:
    fields = QgsFields()
    for name in _COLUMNS:
        fields.append(QgsField(name, FIELD_TEXT))
    return fields


def _feature(row: dict[Any, Any], words: dict[str, str]) -> QgsFeature:
    feature = QgsFeature(_fields())
    texts = [row["parcel_code"], row["new_code"]]
    messages = [say(one) if one else "" for one in (row["reason"], row["note"])]
    feature.setAttributes([words[row["table"]], *texts, *messages, row["uuid"]])
    if row["geom"] is not None:
        geometry = QgsGeometry()
        geometry.fromWkb(shapely.to_wkb(shapely.point_on_surface(row["geom"])))
        feature.setGeometry(geometry)
    return feature

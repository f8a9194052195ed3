"""``taxmap:codeunits``: parcel and code for the buildings and signboards that lack one."""

from __future__ import annotations

from typing import Any

import shapely
from qgis.core import (
    QgsFeature,
    QgsFeatureSink,
    QgsField,
    QgsFields,
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
from ..workspace.feature import feature_of
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
        decision = self.decision(parameters, context, feedback)
        fields = _fields()
        sink, output = self.open_output(parameters, context, ws, fields, QgsWkbTypes.Point)
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
            sink.addFeature(_feature(row, fields, words), QgsFeatureSink.FastInsert)
        del sink  # closes the file
        self.dress(context, output, UnitPreview(words))
        return {"OUTPUT": output, "CODED": coded, "LANDLESS": landless}

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


def _feature(row: dict[Any, Any], fields: QgsFields, words: dict[str, str]) -> QgsFeature:
    texts = [row["parcel_code"], row["new_code"]]
    messages = [say(one) if one else "" for one in (row["reason"], row["note"])]
    values = [words[row["table"]], *texts, *messages, row["uuid"]]
    return feature_of(fields, values, shapely.to_wkb(shapely.point_on_surface(row["geom"])))

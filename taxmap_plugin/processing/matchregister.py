"""matchregister: the registers joined to the parcels, with a report and a coloured map."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ..compat import SOURCE_POLYGON
from ..core import match_profile
from ..core.feedback import Feedback, Part
from ..core.match_profile import AreaTolerance, MatchProfile
from ..core.message import Message
from ..exchange.match_layer import match_fields, style_match_layer, write_match_features
from ..exchange.match_report import write_report
from ..exchange.register_match import (
    MATCHED_TABLES,
    MatchError,
    accept_automatic,
    default_profile,
    load_profile,
    match_register,
)
from ..settings import language
from ..workspace.store import Workspace
from .base import TaxMapAlgorithm

_OUTCOMES = ("matched", "suggested", "conflict", "parcel_only", "register_only")


class _Colours(QgsProcessingLayerPostProcessorInterface):
    """Styles the coloured layer when Processing has loaded it."""

    def postProcessLayer(
        self, layer: QgsVectorLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        style_match_layer(layer, language())


class MatchRegister(TaxMapAlgorithm):
    """Matches are written as ``auto``; they are confirmed only where the officer asks for it."""

    ID = "matchregister"

    def initAlgorithm(self, configuration: Any = None) -> None:
        tables = [
            self.tr("Title documents"),
            self.tr("Land prices"),
            self.tr("Condominium units"),
        ]
        self.add_workspace()
        self.add(
            QgsProcessingParameterEnum("REGISTER", self.tr("Register"), tables, defaultValue=0),
            self.tr("Which register is joined to the parcels."),
        )
        self.add(
            QgsProcessingParameterString("PROFILE", self.tr("Matching profile"), optional=True),
            self.tr(
                "The name of a profile that comes with the plugin ({shipped}) or is saved in "
                "the workspace, or the path of a profile file (.json). Empty: the one that "
                "suits the register."
            ).format(shipped=", ".join(match_profile.shipped_names())),
        )
        self.add(
            self._number("AREA_PERCENT", self.tr("Area tolerance (percent)"), 100.0),
            self.tr("Areas may differ by this share. Empty: as the profile says."),
        )
        self.add(
            self._number("AREA_WAH", self.tr("Area tolerance (square wah)"), 100000.0),
            self.tr("Or by this amount, whichever is more. Empty: as the profile says."),
        )
        self.add(
            QgsProcessingParameterBoolean(
                "CONFIRM", self.tr("Confirm the automatic matches"), defaultValue=False
            ),
            self.tr(
                "What is certain is confirmed at once, and the parcels have their owners; it can "
                "be taken back in the match dock. What is suggested or in conflict is left to you."
            ),
        )
        self.add(
            QgsProcessingParameterFileDestination(
                "REPORT", self.tr("Report"), "Excel (*.xlsx)", optional=True, createByDefault=False
            ),
            self.tr("A workbook with the summary and one sheet for each outcome."),
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                "OUTPUT", self.tr("Parcels by match"), SOURCE_POLYGON, optional=True,
                createByDefault=True,
            ),
            self.tr("The parcels, coloured by what the match found."),
        )  # fmt: skip
        labels = {
            "matched": self.tr("Matched"),
            "suggested": self.tr("Suggested"),
            "conflict": self.tr("Conflicting"),
            "parcel_only": self.tr("Parcels without register"),
            "register_only": self.tr("Register rows without parcel"),
        }
        for name in _OUTCOMES:
            self.addOutput(QgsProcessingOutputNumber(name.upper(), labels[name]))

    @staticmethod
    def _number(name: str, label: str, most: float) -> QgsProcessingParameterNumber:
        return QgsProcessingParameterNumber(
            name,
            label,
            QgsProcessingParameterNumber.Double,
            defaultValue=None,
            optional=True,
            minValue=0.0,
            maxValue=most,
        )

    def execute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: Feedback
    ) -> dict[str, Any]:
        ws = self.workspace(parameters, context)
        table = MATCHED_TABLES[self.parameterAsEnum(parameters, "REGISTER", context)]
        profile = self._profile(ws, table, parameters, context)
        report = match_register(ws, profile, table, Part(feedback, 0.0, 0.7))
        for message in report.summary():
            feedback.message(message)
        results = self._counts(report.totals)
        if self.parameterAsBool(parameters, "CONFIRM", context):
            for message in _confirm(ws, table):
                feedback.message(message)
        path = self.parameterAsFileOutput(parameters, "REPORT", context)
        if path:
            part = Part(feedback, 0.7, 0.9)
            written = write_report(ws, Path(path), language(), table, profile, part)
            results["REPORT"] = str(written)
        output = self._show(parameters, context, ws, table)
        if output:
            results["OUTPUT"] = output
        feedback.progress(1.0)
        return results

    def _profile(
        self, ws: Workspace, table: str, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> MatchProfile:
        name = self.parameterAsString(parameters, "PROFILE", context)
        if not name:
            profile = default_profile(table)
        elif name.endswith(".json"):
            profile = match_profile.load(Path(name))
        else:
            profile = load_profile(ws, name)
        area = profile.area
        if parameters.get("AREA_PERCENT") is not None:
            percent = self.parameterAsDouble(parameters, "AREA_PERCENT", context)
            area = AreaTolerance(percent / 100, area.absolute)
        if parameters.get("AREA_WAH") is not None:
            wah = self.parameterAsDouble(parameters, "AREA_WAH", context)
            area = AreaTolerance(area.relative, round(100 * wah))
        return replace(profile, area=area)

    @staticmethod
    def _counts(totals: Any) -> dict[str, Any]:
        """What is matched and open counts in register rows, what has none in parcels."""
        side = {"parcel_only": "parcels"}
        return {n.upper(): int(totals.loc[n, side.get(n, "rows")]) for n in _OUTCOMES}

    def _show(
        self, parameters: dict[str, Any], context: QgsProcessingContext, ws: Workspace, table: str
    ) -> str:
        crs = QgsCoordinateReferenceSystem.fromEpsgId(ws.epsg)
        sink, output = self.parameterAsSink(
            parameters, "OUTPUT", context, match_fields(), QgsWkbTypes.MultiPolygon, crs
        )
        if sink is None:
            return ""
        write_match_features(ws, sink, language(), table)
        del sink  # closes the file
        self.dress(context, output, _Colours())
        return str(output)


def _confirm(ws: Workspace, table: str) -> list[Message]:
    """How many matches were confirmed, and what could not be; the match itself stands."""
    try:
        decision = accept_automatic(ws, table)
    except MatchError as error:
        return [Message("match_dock.accepted", count=0), error.message]
    if decision is None:
        return [Message("match_dock.accepted", count=0)]
    return [Message("match_dock.accepted", count=decision.count), *decision.left]

"""``taxmap:reportprogress``: how far the tax map is, by zone and block, for the yearly audit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsProcessingOutputNumber,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFileDestination,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ..cartography.progress_pdf import write_progress_pdf
from ..compat import SOURCE_POLYGON
from ..core.feedback import Feedback, Part, check_cancelled
from ..core.message import Message
from ..core.progress_stages import STAGES, UPKEEPS, Progress, stage_title
from ..exchange.progress_layer import progress_fields, style_progress, write_progress
from ..exchange.progress_workbook import write_progress_workbook
from ..settings import language
from ..workspace.parcel_progress import parcel_progress
from ..workspace.store import Workspace
from .base import TaxMapAlgorithm


class _Colours(QgsProcessingLayerPostProcessorInterface):
    """Colours the parcels by their stage, once Processing has loaded them."""

    def postProcessLayer(
        self, layer: QgsVectorLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        style_progress(layer, language())


class ReportProgress(TaxMapAlgorithm):
    """Reads the workspace; changes nothing in it."""

    ID = "reportprogress"
    IN_MAIN_THREAD = True

    def initAlgorithm(self, configuration: Any = None) -> None:
        self.add_workspace()
        self.add(
            QgsProcessingParameterEnum(
                "UPKEEP",
                self.tr("Kept current means"),
                [
                    self.tr("No open error of the quality check"),
                    self.tr("Assessed in the tax year"),
                    self.tr("Both"),
                ],
                defaultValue=0,
            ),
            self.tr(
                "When a parcel has reached stage 7. The guide leaves it to the office; the stages "
                "before are always wanted as well."
            ),
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                "OUTPUT", self.tr("Parcels by stage"), SOURCE_POLYGON, optional=True,
                createByDefault=True,
            ),
            self.tr("The parcels, coloured by the first stage that they have not reached."),
        )  # fmt: skip
        self.add(
            QgsProcessingParameterFileDestination(
                "PDF", self.tr("Report"), "PDF (*.pdf)", optional=True, createByDefault=False
            ),
            self.tr("A chart, a map, the zones and blocks, and when a stage counts as reached."),
        )
        self.add(
            QgsProcessingParameterFileDestination(
                "XLSX", self.tr("Workbook"), "Excel (*.xlsx)", optional=True, createByDefault=False
            ),
            self.tr("The same numbers for a spreadsheet, and every parcel with its stages."),
        )
        self.addOutput(QgsProcessingOutputNumber("PARCELS", self.tr("Parcels")))
        for stage in STAGES:
            title = self.tr("Per cent of the parcels: {stage}").format(
                stage=stage_title(stage, language())
            )
            self.addOutput(QgsProcessingOutputNumber(stage.upper(), title))

    def execute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: Feedback
    ) -> dict[str, Any]:
        ws = self.workspace(parameters, context)
        upkeep = UPKEEPS[self.parameterAsEnum(parameters, "UPKEEP", context)]
        progress = parcel_progress(ws, upkeep)
        feedback.progress(0.3)
        whole = progress.whole()
        results: dict[str, Any] = {"PARCELS": whole.parcels}
        for stage, percent, area in zip(STAGES, whole.percents, whole.area_percents):
            results[stage.upper()] = percent
            said = {"stage": stage_title(stage, language()), "percent": percent, "area": area}
            feedback.message(Message("progress_report.told", **said))
        check_cancelled(feedback)
        workbook = self.parameterAsFileOutput(parameters, "XLSX", context)
        if workbook:
            write_progress_workbook(progress, Path(workbook), language())
            results["XLSX"] = workbook
        pdf = self.parameterAsFileOutput(parameters, "PDF", context)
        if pdf:
            part = Part(feedback, 0.5, 0.9)
            write_progress_pdf(ws, progress, Path(pdf), language(), part)
            results["PDF"] = pdf
        output = self._layer(parameters, context, ws, progress)
        if output:
            results["OUTPUT"] = output
        feedback.progress(1.0)
        return results

    def _layer(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        ws: Workspace,
        progress: Progress,
    ) -> str:
        crs = QgsCoordinateReferenceSystem.fromEpsgId(ws.epsg)
        sink, output = self.parameterAsSink(
            parameters, "OUTPUT", context, progress_fields(), QgsWkbTypes.MultiPolygon, crs
        )
        if sink is None:
            return ""
        write_progress(progress, sink)
        del sink  # closes the file
        self.dress(context, output, _Colours())
        return str(output)

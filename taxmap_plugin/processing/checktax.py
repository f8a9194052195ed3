"""``taxmap:checktax``: the taxes of a year beside those that LTAX or a sheet states."""

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
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ..compat import SOURCE_POLYGON
from ..core.feedback import Feedback, Part
from ..core.message import Message
from ..core.money import format_baht
from ..core.tax_check import (
    DIFFERENT,
    ONLY_HERE,
    ONLY_THERE,
    PAYER,
    SAME,
    STATES,
    TOLERANCE,
    VALUES,
    TaxCheck,
)
from ..editing.check_tax import check_tax
from ..errors import TaxMapError
from ..exchange.tax_check_workbook import state_titles, why_text, write_tax_check
from ..exchange.tax_difference_layer import (
    TaxPlace,
    difference_fields,
    style_differences,
    write_differences,
)
from ..exchange.tax_names import TaxNames
from ..settings import language
from ..workspace.store import Workspace
from .base import TaxMapAlgorithm

_NOTHING, _DIFFERENT, _ANYTHING = range(3)
_SATANG = 100


class _Colours(QgsProcessingLayerPostProcessorInterface):
    """Colours the parcels by what was found, once Processing has loaded them."""

    def postProcessLayer(
        self, layer: QgsVectorLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        style_differences(layer, state_titles(language()), "tax_check_report", language())


class CheckTax(TaxMapAlgorithm):
    """Reads the workspace; changes nothing in it."""

    ID = "checktax"
    IN_MAIN_THREAD = True

    def initAlgorithm(self, configuration: Any = None) -> None:
        self.add_workspace()
        self.add_year()
        self.add(
            QgsProcessingParameterNumber(
                "TOLERANCE",
                self.tr("The same up to (baht)"),
                QgsProcessingParameterNumber.Double,
                defaultValue=TOLERANCE / _SATANG,
                minValue=0,
            ),
            self.tr("Figures that differ by no more than this count as the same."),
        )
        self.add(
            QgsProcessingParameterString("SOURCE", self.tr("System"), optional=True),
            self.tr(
                "Where the figures of several systems were brought in, the one that is compared, "
                "as its column says. Blank: the only one."
            ),
        )
        self.add(
            QgsProcessingParameterEnum(
                "FAIL_ON",
                self.tr("End as failed on"),
                [
                    self.tr("Nothing"),
                    self.tr("Another tax, or one without its counterpart"),
                    self.tr("Any difference of a figure or a payer"),
                ],
                defaultValue=_NOTHING,
            ),
            self.tr(
                "For scheduled runs: when there are such rows, all outputs are written and "
                "qgis_process ends with another status than 0."
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                "OUTPUT", self.tr("Parcels whose tax differs"), SOURCE_POLYGON, optional=True,
                createByDefault=True,
            ),
            self.tr("Coloured by result, with both taxes and why they differ."),
        )  # fmt: skip
        self.add(
            QgsProcessingParameterFileDestination(
                "XLSX", self.tr("Workbook"), "Excel (*.xlsx)", optional=True, createByDefault=False
            ),
            self.tr(
                "Sums by class, every parcel with both sides, and how our figures came about up "
                "to where they part from the others."
            ),
        )
        labels = {
            SAME: self.tr("Same"),
            PAYER: self.tr("Same tax, another payer"),
            VALUES: self.tr("Same tax, other values"),
            DIFFERENT: self.tr("Another tax"),
            ONLY_HERE: self.tr("Only here"),
            ONLY_THERE: self.tr("Only there"),
        }
        for state, label in labels.items():
            self.addOutput(QgsProcessingOutputNumber(state.upper(), label))
        self.addOutput(QgsProcessingOutputNumber("TAX_HERE", self.tr("Tax here (baht)")))
        self.addOutput(QgsProcessingOutputNumber("TAX_THERE", self.tr("Tax there (baht)")))

    def execute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: Feedback
    ) -> dict[str, Any]:
        ws = self.workspace(parameters, context)
        tolerance = self.parameterAsDouble(parameters, "TOLERANCE", context)
        check = check_tax(
            ws,
            self.year(parameters, context, ws),
            round(tolerance * _SATANG),
            self.parameterAsString(parameters, "SOURCE", context),
            Part(feedback, 0.0, 0.8),
        )
        here, there = (
            sum(side["tax"] or 0 for side in sides)
            for sides in ([row.here for row in check.rows], [row.there for row in check.rows])
        )
        _tell(check, here, there, feedback)
        results: dict[str, Any] = {state.upper(): check.counts[state] for state in STATES}
        results.update({"TAX_HERE": here / _SATANG, "TAX_THERE": there / _SATANG})
        output = self._layer(parameters, context, ws, check)
        if output:
            results["OUTPUT"] = output
        path = self.parameterAsFileOutput(parameters, "XLSX", context)
        if path:
            write_tax_check(check, TaxNames.read(ws).buildings, Path(path), language())
            results["XLSX"] = path
        feedback.progress(1.0)
        _judge(check, self.parameterAsEnum(parameters, "FAIL_ON", context))
        return results

    def _layer(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        ws: Workspace,
        check: TaxCheck,
    ) -> str:
        crs = QgsCoordinateReferenceSystem.fromEpsgId(ws.epsg)
        sink, output = self.parameterAsSink(
            parameters, "OUTPUT", context, difference_fields(), QgsWkbTypes.MultiPolygon, crs
        )
        if sink is None:
            return ""
        places = (
            TaxPlace(
                *(row.parcel, row.code, row.state, row.here["tax"], row.there["tax"]),
                why_text(row, language()),
            )
            for row in check.rows
        )
        write_differences([ws], places, state_titles(language()), sink)
        del sink  # closes the file
        self.dress(context, output, _Colours())
        return str(output)


def _tell(check: TaxCheck, here: int, there: int, feedback: Feedback) -> None:
    counts = {state: f"{check.counts[state]:,}" for state in STATES}
    feedback.message(Message("check_tax.told", year=check.law.year, **counts))
    sums = {"here": format_baht(here), "there": format_baht(there)}
    feedback.message(Message("check_tax.sums", **sums))
    if check.not_compared:
        feedback.message(Message("check_tax.signs", count=check.not_compared))


def _judge(check: TaxCheck, fail_on: int) -> None:
    """Raise TaxMapError where the officer wants the run to fail on what was found."""
    counts = check.counts
    wrong = sum(counts[state] for state in (DIFFERENT, ONLY_HERE, ONLY_THERE))
    if fail_on == _ANYTHING:
        wrong += counts[VALUES] + counts[PAYER]
    if fail_on != _NOTHING and wrong:
        told = {state: counts[state] for state in STATES if state != SAME}
        raise TaxMapError(Message("check_tax.fails", year=check.law.year, **told))

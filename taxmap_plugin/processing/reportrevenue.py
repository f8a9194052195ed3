"""``taxmap:reportrevenue``: what the taxes of a year bring, and what brings none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ..cartography.revenue_pdf import write_revenue_pdf
from ..compat import SOURCE_POLYGON
from ..core.feedback import Feedback, Part, check_cancelled
from ..core.message import Message
from ..core.money import format_baht
from ..core.municipality import FIRST_TAX_YEAR, LAST_TAX_YEAR
from ..core.revenue import GAPS
from ..core.revenue_table import RevenueTables
from ..core.thai_date import today
from ..editing.revenue import read_revenue
from ..exchange.revenue_layer import revenue_fields, style_revenue, write_revenue
from ..exchange.revenue_workbook import write_revenue_workbook
from ..settings import language
from ..workspace.store import Workspace
from .base import TaxMapAlgorithm


class _Colours(QgsProcessingLayerPostProcessorInterface):
    """Colours the parcels by where they stand, once Processing has loaded them."""

    def __init__(self, tables: RevenueTables) -> None:
        super().__init__()
        self._tables = tables

    def postProcessLayer(
        self, layer: QgsVectorLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        style_revenue(layer, self._tables)


class ReportRevenue(TaxMapAlgorithm):
    """Reads the workspace; changes nothing in it."""

    ID = "reportrevenue"
    IN_MAIN_THREAD = True

    def initAlgorithm(self, configuration: Any = None) -> None:
        self.add_workspace()
        self.add(
            QgsProcessingParameterNumber(
                "YEAR",
                self.tr("Tax year (B.E.)"),
                defaultValue=None,
                optional=True,
                minValue=FIRST_TAX_YEAR,
                maxValue=LAST_TAX_YEAR,
            ),
            self.tr("Blank: the tax year of the workspace."),
        )
        self.add(
            QgsProcessingParameterString("DAY", self.tr("As of"), optional=True),
            self.tr("Payments until this day count, and what is due then is late. Blank: today."),
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                "OUTPUT", self.tr("Parcels by what they bring"), SOURCE_POLYGON, optional=True,
                createByDefault=True,
            ),
            self.tr("Every parcel with its tax, or why it brings none and what it would bring."),
        )  # fmt: skip
        self.add(
            QgsProcessingParameterFileDestination(
                "PDF", self.tr("Report"), "PDF (*.pdf)", optional=True, createByDefault=False
            ),
            self.tr("Totals, a map, charts, the tables, and of each gap what may bring most."),
        )
        self.add(
            QgsProcessingParameterFileDestination(
                "XLSX", self.tr("Workbook"), "Excel (*.xlsx)", optional=True, createByDefault=False
            ),
            self.tr("The same tables, every parcel of each gap, and how its range comes about."),
        )
        for name, title in (
            ("ASSESSED", self.tr("Assessed in the year (baht)")),
            ("BILLED", self.tr("Billed by a filed notice (baht)")),
            ("PAID", self.tr("Paid (baht)")),
            ("ARREARS", self.tr("In arrears (baht)")),
            ("GAPS", self.tr("Things that bring no tax")),
            ("LOW", self.tr("They would bring at least (baht)")),
            ("HIGH", self.tr("They would bring at most (baht)")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, title))

    def execute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: Feedback
    ) -> dict[str, Any]:
        ws = self.workspace(parameters, context)
        day = self.typed_date(parameters, "DAY", context, feedback) or today()
        given = parameters.get("YEAR") is not None
        year = self.parameterAsInt(parameters, "YEAR", context) if given else None
        found = read_revenue(ws, day, year or ws.municipality.tax_year, Part(feedback, 0.0, 0.6))
        tables, whole = RevenueTables(found, language()), found.all_gaps()
        of_year = found.of_year
        results: dict[str, Any] = {
            name.upper(): int(of_year[name].sum()) / 100
            for name in ("assessed", "billed", "paid", "arrears")
        }
        results |= {"GAPS": whole.count, "LOW": whole.low / 100, "HIGH": whole.high / 100}
        for gap in map(found.gap, GAPS):
            told = {"low": format_baht(gap.low), "high": format_baht(gap.high)}
            title = Message("revenue_report.gap_" + gap.id)
            feedback.message(Message("revenue_report.told_gap", gap=title, count=gap.count, **told))
        for line in tables.told():
            feedback.message(Message("common.typed", text=line))
        check_cancelled(feedback)
        workbook = self.parameterAsFileOutput(parameters, "XLSX", context)
        if workbook:
            write_revenue_workbook(tables, Path(workbook))
            results["XLSX"] = workbook
        pdf = self.parameterAsFileOutput(parameters, "PDF", context)
        if pdf:
            write_revenue_pdf(ws, tables, Path(pdf), Part(feedback, 0.7, 0.9))
            results["PDF"] = pdf
        output = self._layer(parameters, context, ws, tables)
        if output:
            results["OUTPUT"] = output
        feedback.progress(1.0)
        return results

    def _layer(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        ws: Workspace,
        tables: RevenueTables,
    ) -> str:
        crs = QgsCoordinateReferenceSystem.fromEpsgId(ws.epsg)
        sink, output = self.parameterAsSink(
            parameters, "OUTPUT", context, revenue_fields(), QgsWkbTypes.MultiPolygon, crs
        )
        if sink is None:
            return ""
        write_revenue(tables, sink)
        del sink  # closes the file
        self.dress(context, output, _Colours(tables))
        return str(output)

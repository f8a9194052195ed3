"""``taxmap:priceround``: a new price list of the Treasury against the old one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ..cartography.price_round_pdf import write_price_round_pdf
from ..compat import SOURCE_POLYGON
from ..core.feedback import Feedback, Part
from ..core.message import Message
from ..core.money import format_baht
from ..core.price_round import FALLS, ONLY_NEW, ONLY_OLD, RISES, SAME, PriceRound
from ..core.price_round_table import PriceTables
from ..editing.price_round import price_round
from ..exchange.price_round_layer import price_fields, style_price_layer, write_prices
from ..exchange.price_round_workbook import write_price_round
from ..settings import language
from ..workspace.payer_name import payer_names
from ..workspace.store import Workspace
from .base import TaxMapAlgorithm


class _Colours(QgsProcessingLayerPostProcessorInterface):
    """Colours the parcels by the rise, once Processing has loaded them."""

    def postProcessLayer(
        self, layer: QgsVectorLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        style_price_layer(layer, language())


class ComparePriceRound(TaxMapAlgorithm):
    """Reads the workspace; changes nothing in it."""

    ID = "priceround"
    IN_MAIN_THREAD = True

    def initAlgorithm(self, configuration: Any = None) -> None:
        self.add_workspace()
        self.add_year()
        self.add(
            QgsProcessingParameterString("DAY", self.tr("New prices hold from"), optional=True),
            self.tr(
                "The first day of the new list, as 1/1/2570. Blank: the first list that begins "
                "after 1 January of the tax year, else the latest."
            ),
        )
        self.add(
            QgsProcessingParameterBoolean(
                "NAMES", self.tr("Names of payers in full"), defaultValue=False
            ),
            self.tr("Without it names are masked. Give a list with names to nobody who may not."),
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                "OUTPUT", self.tr("Parcels by the rise of their price"), SOURCE_POLYGON,
                optional=True, createByDefault=True,
            ),
            self.tr("Coloured in classes, with both prices and both taxes."),
        )  # fmt: skip
        self.add(
            QgsProcessingParameterFileDestination(
                "PDF", self.tr("Report"), "PDF (*.pdf)", optional=True, createByDefault=False
            ),
            self.tr("Sums, a map, by class and zone, and whose tax rises most, to print."),
        )
        self.add(
            QgsProcessingParameterFileDestination(
                "XLSX", self.tr("Workbook"), "Excel (*.xlsx)", optional=True, createByDefault=False
            ),
            self.tr("The same by class, zone, block and payer, every parcel, and what has no tax."),
        )
        for name, title in (
            ("RISING", self.tr("Parcels whose price rises")),
            ("FALLING", self.tr("Parcels whose price falls")),
            ("SAME", self.tr("Parcels of the same price")),
            ("ONLY_OLD", self.tr("Parcels in the old list only")),
            ("ONLY_NEW", self.tr("Parcels in the new list only")),
            ("TAX_BEFORE", self.tr("Tax before (baht)")),
            ("TAX_AFTER", self.tr("Tax after (baht)")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, title))

    def execute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: Feedback
    ) -> dict[str, Any]:
        ws = self.workspace(parameters, context)
        year = self.year(parameters, context, ws)
        day = self.typed_date(parameters, "DAY", context, feedback)
        named = "" if day is None else day.isoformat()
        found = price_round(ws, year, named, Part(feedback, 0.0, 0.6))
        in_full = self.parameterAsBool(parameters, "NAMES", context)
        told = found, language(), payer_names(ws, in_full)
        tables = PriceTables(*told)
        results = _tell(found, tables, feedback)
        output = self._layer(parameters, context, ws, found)
        if output:
            results["OUTPUT"] = output
        workbook = self.parameterAsFileOutput(parameters, "XLSX", context)
        if workbook:
            write_price_round(tables, Path(workbook))
            results["XLSX"] = workbook
        feedback.progress(0.8)
        pdf = self.parameterAsFileOutput(parameters, "PDF", context)
        if pdf:
            part = Part(feedback, 0.8, 1.0)
            pages = PriceTables(*told, short=True)
            write_price_round_pdf(ws, ws.municipality, pages, Path(pdf), part)
            results["PDF"] = pdf
        return results

    def _layer(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        ws: Workspace,
        found: PriceRound,
    ) -> str:
        crs = QgsCoordinateReferenceSystem.fromEpsgId(ws.epsg)
        sink, output = self.parameterAsSink(
            parameters, "OUTPUT", context, price_fields(), QgsWkbTypes.MultiPolygon, crs
        )
        if sink is None:
            return ""
        write_prices(ws, found, sink, language())
        del sink  # closes the file
        self.dress(context, output, _Colours())
        return str(output)


def _tell(found: PriceRound, tables: PriceTables, feedback: Feedback) -> dict[str, Any]:
    """Say what was found; the outputs that are numbers."""
    counts = found.counts()
    rising = sum(counts[one] for one in RISES)
    before, after = (int(side.items["tax"].sum()) for side in (found.before, found.after))
    feedback.message(Message("common.typed", text=tables.lists()))
    told = {"rising": f"{rising:,}", **{one: f"{counts[one]:,}" for one in (FALLS, SAME)}}
    feedback.message(Message("price_round.told", **told))
    gap = f"{'+' if after >= before else '−'}{format_baht(abs(after - before))}"
    sums = {"before": format_baht(before), "after": format_baht(after)}
    feedback.message(Message("price_round.told_tax", difference=gap, **sums))
    if counts[ONLY_OLD]:
        feedback.message(Message("price_round.told_only_old", count=counts[ONLY_OLD]))
    return {
        "RISING": rising,
        "FALLING": counts[FALLS],
        "SAME": counts[SAME],
        "ONLY_OLD": counts[ONLY_OLD],
        "ONLY_NEW": counts[ONLY_NEW],
        "TAX_BEFORE": before / 100,
        "TAX_AFTER": after / 100,
    }

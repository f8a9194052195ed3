"""``taxmap:listspecial``: special property found, listed, and entered where asked."""

from __future__ import annotations

from collections import Counter
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
    QgsVectorLayer,
    QgsWkbTypes,
)

from ..compat import SOURCE_POLYGON
from ..core.feedback import Feedback
from ..core.message import Message
from ..editing.special_property import enter_special, find_special
from ..exchange.special_layer import special_fields, style_special, write_special_layer
from ..exchange.special_list import PROPOSED, special_rows, write_special
from ..settings import language
from .base import TaxMapAlgorithm


class _Colours(QgsProcessingLayerPostProcessorInterface):
    """Colours the parcels by state, once Processing has loaded them."""

    def postProcessLayer(
        self, layer: QgsVectorLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        style_special(layer, language())


class ListSpecial(TaxMapAlgorithm):
    """Proposes by the registers; writes the proposals where asked, with their questions open."""

    ID = "listspecial"
    IN_MAIN_THREAD = True

    def initAlgorithm(self, configuration: Any = None) -> None:
        self.add_workspace()
        self.add_year()
        self.add(
            QgsProcessingParameterBoolean(
                "ENTER", self.tr("Enter what is proposed"), defaultValue=False
            ),
            self.tr(
                "As rows of special property whose questions are open; one step that can be "
                "undone. Look at the list first."
            ),
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                "OUTPUT", self.tr("Special property"), SOURCE_POLYGON, optional=True,
                createByDefault=True,
            ),
            self.tr("The parcels, coloured by what is known of them, with open questions."),
        )  # fmt: skip
        self.add(
            QgsProcessingParameterFileDestination(
                "XLSX", self.tr("Workbook"), "Excel (*.xlsx)", optional=True, createByDefault=False
            ),
            self.tr("The list, and every rule with its section and how sure it is. No names."),
        )
        for name, title in (
            ("PROPOSED", self.tr("Proposed")),
            ("OPEN", self.tr("Questions open")),
            ("AWAITS", self.tr("Awaits ruling")),
            ("TAXED", self.tr("Taxed")),
            ("PART", self.tr("Taxed in part")),
            ("OUTSIDE", self.tr("Outside the tax")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, title))

    def execute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: Feedback
    ) -> dict[str, Any]:
        ws = self.workspace(parameters, context)
        found = find_special(ws, self.year(parameters, context, ws))
        feedback.progress(0.4)
        if found and self.parameterAsBool(parameters, "ENTER", context):
            enter_special(ws, found)
            feedback.message(Message("special_list.entered", count=len(found)))
            found = []
        rows = special_rows(ws, found)
        counts = Counter(row.state for row in rows)
        states = (PROPOSED, "open", "awaits", "taxed", "part", "outside")
        told = {one: f"{counts[one]:,}" for one in states}
        feedback.message(Message("special_list.told", **told))
        results: dict[str, Any] = {one.upper(): counts[one] for one in states}
        crs = QgsCoordinateReferenceSystem.fromEpsgId(ws.epsg)
        sink, output = self.parameterAsSink(
            parameters, "OUTPUT", context, special_fields(), QgsWkbTypes.MultiPolygon, crs
        )
        if sink is not None:
            write_special_layer(ws, rows, sink, language())
            del sink  # closes the file
            self.dress(context, output, _Colours())
            results["OUTPUT"] = str(output)
        path = self.parameterAsFileOutput(parameters, "XLSX", context)
        if path:
            write_special(rows, Path(path), language())
            results["XLSX"] = path
        feedback.progress(1.0)
        return results

"""parcelsondate: the parcels as they were at a moment, as a layer."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterString,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ..compat import SOURCE_POLYGON
from ..core.feedback import Feedback
from ..core.message import Message
from ..core.thai_date import format_moment
from ..settings import language, say
from ..workspace.past_map import past_fields, read_moment, style_past_layer, write_past_map
from .base import TaxMapAlgorithm


class _Look(QgsProcessingLayerPostProcessorInterface):
    """Styles the layer, and names it after its date, when Processing has loaded it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def postProcessLayer(
        self, layer: QgsVectorLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        layer.setName(self._name)
        style_past_layer(layer, language())


class ParcelsOnDate(TaxMapAlgorithm):
    """Read-only: from the parcels of today back to those of the date."""

    ID = "parcelsondate"

    def initAlgorithm(self, configuration: Any = None) -> None:
        self.add_workspace()
        self.add(
            QgsProcessingParameterString("DATE", self.tr("Date")),
            self.tr(
                "Buddhist or common era, such as 1/1/2569 or 2026-01-01: the end of that day. "
                "A time may follow, such as 1/1/2569 14:30."
            ),
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                "OUTPUT", self.tr("Parcels on that date"), SOURCE_POLYGON
            ),
            self.tr("Every parcel with its codes and shape of then, and whether it lives today."),
        )
        self.addOutput(QgsProcessingOutputNumber("PARCELS", self.tr("Parcels")))
        self.addOutput(QgsProcessingOutputNumber("RETIRED", self.tr("Retired since")))

    def execute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: Feedback
    ) -> dict[str, Any]:
        workspace = self.workspace(parameters, context)
        moment = read_moment(self.parameterAsString(parameters, "DATE", context), language())
        crs = QgsCoordinateReferenceSystem(f"EPSG:{workspace.epsg}")
        sink, output = self.parameterAsSink(
            parameters, "OUTPUT", context, past_fields(), QgsWkbTypes.MultiPolygon, crs
        )
        found = write_past_map(workspace, moment, sink, feedback)
        del sink  # closes the file
        feedback.message(found.told(moment, language()))
        name = say(Message("past_map.layer", date=format_moment(moment, language())))
        self.dress(context, output, _Look(name))
        return {"OUTPUT": output, "PARCELS": found.parcels, "RETIRED": found.retired}

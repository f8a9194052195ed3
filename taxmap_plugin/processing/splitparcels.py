"""``taxmap:splitparcels``: divide the parcels that drawn lines cross."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingParameterFeatureSource

from ..compat import SOURCE_LINE
from ..core.feedback import Feedback
from ..core.message import Message
from ..editing.crossed import split_jobs
from ..editing.parcel_plan import PlanError
from ._drawn import lines_of, read_drawn
from ._parcel_change import ParcelChange


class SplitParcels(ParcelChange):
    """Each parcel that is crossed is a change of its own."""

    ID = "splitparcels"

    def initAlgorithm(self, configuration: Any = None) -> None:
        self.add_workspace()
        self.add(
            QgsProcessingParameterFeatureSource("LINES", self.tr("Dividing lines"), [SOURCE_LINE]),
            self.tr("Lines right across the parcels. “Selected features only” uses some of them."),
        )
        self.add_parcels(
            self.tr("Such as 01A001, 01A002. Empty: all parcels that a line crosses."),
            optional=True,
        )
        self.add_decision()

    def execute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: Feedback
    ) -> dict[str, Any]:
        ws = self.workspace(parameters, context)
        source = self.parameterAsSource(parameters, "LINES", context)
        lines = lines_of(read_drawn(source, ws))
        jobs = split_jobs(ws, lines, self.parcels(parameters, context, ws))
        if not jobs:
            raise PlanError(Message("crossed.nothing"))
        return self.finish(parameters, context, feedback, ws, jobs)

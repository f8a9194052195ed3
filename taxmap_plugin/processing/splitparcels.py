"""``taxmap:splitparcels``: divide the parcels that drawn lines cross."""

from __future__ import annotations

from typing import Any

import shapely
from qgis.core import QgsProcessingContext, QgsProcessingParameterFeatureSource

from ..compat import SOURCE_LINE
from ..core.feedback import Feedback
from ..core.message import Message
from ..editing.crossed import idle_lines, split_jobs
from ..editing.parcel_batch import refusal
from ..editing.parcel_plan import PlanError
from ._drawn import read_drawn, without_shape
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
        drawn = read_drawn(self.parameterAsSource(parameters, "LINES", context), ws)
        shaped = [one for one in drawn if one.shape is not None]
        lines = [one.given() for one in shaped]
        parcels = self.parcels(parameters, context, ws)
        jobs = split_jobs(ws, list(shapely.get_parts(lines)), parcels)
        if not jobs:
            raise PlanError(Message("crossed.nothing"))
        idle = [shaped[at] for at in idle_lines(jobs, lines)]
        if len(idle) < len(shaped):  # else the parcels say it
            jobs += [refusal(one.name, PlanError(Message("crossed.idle"))) for one in idle]
        jobs += [without_shape(one) for one in drawn if one.shape is None]
        return self.finish(parameters, context, feedback, ws, jobs)

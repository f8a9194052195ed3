"""``taxmap:applyfabricchanges``: what an officer accepted of a comparison, written as changes."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingParameterFeatureSource

from ..compat import SOURCE_POLYGON
from ..core.feedback import Feedback
from ..editing.fabric_changes import accepted, change_jobs
from ._drawn import read_drawn
from ._parcel_change import ParcelChange


class ApplyFabricChanges(ParcelChange):
    """Each accepted case is a change of its own; what cannot be done is named with its reason."""

    ID = "applyfabricchanges"

    def initAlgorithm(self, configuration: Any = None) -> None:
        self.add_workspace()
        self.add(
            QgsProcessingParameterFeatureSource(
                "PROPOSALS", self.tr("Reviewed proposals"), [SOURCE_POLYGON]
            ),
            self.tr(
                "The layer that comparing two maps gave, with “Accepted” in its column “Accept” "
                "for each case that is accepted."
            ),
        )
        self.add_decision()

    def execute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: Feedback
    ) -> dict[str, Any]:
        ws = self.workspace(parameters, context)
        drawn = read_drawn(self.parameterAsSource(parameters, "PROPOSALS", context), ws)
        proposals = accepted((one.shape, one.values) for one in drawn)
        return self.finish(parameters, context, feedback, ws, change_jobs(proposals))

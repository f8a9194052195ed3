"""``taxmap:restoreparcel``: bring a retired parcel back."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingParameterString

from ..core.feedback import Feedback
from ..editing.parcel_batch import Job
from ..editing.restore import plan_restore
from ..editing.retired_parcel import retired_one
from ._parcel_change import ParcelChange


class RestoreParcel(ParcelChange):
    """With its identity, code and shape, in place of what stands on its ground now."""

    ID = "restoreparcel"

    def initAlgorithm(self, configuration: Any = None) -> None:
        self.add_workspace()
        self.add(
            QgsProcessingParameterString("NAME", self.tr("Retired parcel")),
            self.tr("The code or the land number that it had, or its key in the history."),
        )
        self.add(
            QgsProcessingParameterString("ON", self.tr("As it was on"), optional=True),
            self.tr("A day, where several had this code or number, such as 20 พ.ย. 2569."),
        )
        self.add_decision()

    def execute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: Feedback
    ) -> dict[str, Any]:
        ws = self.workspace(parameters, context)
        name = self.parameterAsString(parameters, "NAME", context)
        day = self.typed_date(parameters, "ON", context, feedback)
        found = retired_one(ws, name, day)
        job = Job(name, lambda now: plan_restore(now, found))
        return self.finish(parameters, context, feedback, ws, [job])

"""``taxmap:freezeregister``: a copy of the workspace of 1 January that stays as it is."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputFile,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
)

from ..core.feedback import Feedback
from ..core.message import Message
from ..core.thai_date import local_day
from ..errors import TaxMapError
from ..workspace.frozen_copy import INTACT, freeze, frozen_copies, path_of, state_of, told
from ..workspace.store import Workspace
from .base import TaxMapAlgorithm


class FreezeRegister(TaxMapAlgorithm):
    """Writes a file beside the workspace, and its checksum into it."""

    ID = "freezeregister"

    def initAlgorithm(self, configuration: Any = None) -> None:
        self.add_workspace()
        self.add_year()
        self.add(
            QgsProcessingParameterBoolean(
                "AGAIN", self.tr("Another copy beside an earlier one"), defaultValue=False
            ),
            self.tr("A year that has a copy gets no other one unless this is chosen."),
        )
        self.add(
            QgsProcessingParameterBoolean(
                "CHECK", self.tr("Only check the copies that are there"), defaultValue=False
            ),
            self.tr("Nothing is copied. The run ends as failed when a copy is missing or changed."),
        )
        self.addOutput(QgsProcessingOutputFile("COPY", self.tr("Frozen copy")))
        self.addOutput(QgsProcessingOutputNumber("COPIES", self.tr("Frozen copies")))
        self.addOutput(QgsProcessingOutputNumber("BAD", self.tr("Missing or changed copies")))

    def execute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: Feedback
    ) -> dict[str, Any]:
        ws = self.workspace(parameters, context)
        if self.parameterAsBool(parameters, "CHECK", context):
            return _check(ws, feedback)
        again = self.parameterAsBool(parameters, "AGAIN", context)
        copy = freeze(ws, self.year(parameters, context, ws), again, feedback)
        day = local_day(copy.at)
        feedback.message(Message("frozen_copy.made", year=copy.year, file=copy.file, day=day))
        return {"COPY": str(path_of(ws, copy)), "COPIES": len(frozen_copies(ws)), "BAD": 0}


def _check(ws: Workspace, feedback: Feedback) -> dict[str, Any]:
    """Raises TaxMapError when a copy is not as it was made."""
    copies = frozen_copies(ws)
    if not copies:
        feedback.message(Message("frozen_copy.nothing_kept"))
    bad = 0
    for number, copy in enumerate(copies, 1):
        state = state_of(ws, copy)
        feedback.message(told(copy, state))
        bad += state != INTACT
        feedback.progress(number / len(copies))
    if bad:
        raise TaxMapError(Message("frozen_copy.bad", count=bad))
    return {"COPIES": len(copies), "BAD": 0}

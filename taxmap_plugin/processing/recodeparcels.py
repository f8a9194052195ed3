"""``taxmap:recodeparcels``: give parcels the next codes of a block."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingParameterString

from ..core.code_style import CodeStyle
from ..core.feedback import Feedback
from ..core.message import Message
from ..editing.code_declaration import blocks_named
from ..editing.parcel_batch import Job
from ..editing.parcel_plan import PlanError
from ..editing.recode import plan_recode
from ._parcel_change import ParcelChange


class RecodeParcels(ParcelChange):
    """One change for all of them."""

    ID = "recodeparcels"

    def initAlgorithm(self, configuration: Any = None) -> None:
        self.add_workspace()
        self.add_parcels(
            self.tr("Such as 01A001, 01A002; they get the new codes in this order.")
        )  # fmt: skip
        self.add(
            QgsProcessingParameterString("BLOCK", self.tr("Block")),
            self.tr("Whose next codes they get, such as 01B."),
        )
        self.add_decision()

    def execute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: Feedback
    ) -> dict[str, Any]:
        ws = self.workspace(parameters, context)
        uuids = self.parcels(parameters, context, ws)
        named = self.parameterAsString(parameters, "BLOCK", context)
        blocks = blocks_named(named, CodeStyle.of(ws.municipality))
        if len(blocks) != 1:
            raise PlanError(Message("recode.one_block", blocks=blocks))
        job = Job(blocks[0], lambda now: plan_recode(now, uuids, blocks[0]))
        return self.finish(parameters, context, feedback, ws, [job])

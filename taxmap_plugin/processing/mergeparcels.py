"""``taxmap:mergeparcels``: several parcels become one; one merge, or a table of merges."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorLayer,
)

from ..core.feedback import Feedback
from ..core.message import Message
from ..editing.merge_groups import merge_groups, merge_job, merge_jobs
from ..editing.parcel_choice import codes_typed
from ..editing.parcel_plan import PlanError
from ._parcel_change import ParcelChange
from ._source_input import is_file, read_input

_MOST_NAMED = 20  # rows of a table that belong to no group


class MergeParcels(ParcelChange):
    """Each group is a change of its own."""

    ID = "mergeparcels"

    def initAlgorithm(self, configuration: Any = None) -> None:
        self.add_workspace()
        self.add_parcels(
            self.tr("Of the parcels that become one, such as 01A001, 01A002."), optional=True
        )
        self.add(
            QgsProcessingParameterVectorLayer(
                "TABLE", self.tr("Table of merges"), [QgsProcessing.TypeVector], optional=True
            ),
            self.tr(
                "Instead of codes, for many merges: a table (CSV, XLSX, layer) with a row for "
                "each parcel, its code, and a column that says which rows become one."
            ),
        )
        self.add(
            QgsProcessingParameterString("GROUP", self.tr("Column of groups"), optional=True),
            self.tr("In the table: rows with the same value become one parcel."),
        )
        self.add(
            QgsProcessingParameterString("CODE", self.tr("Column of codes"), optional=True),
            self.tr("In the table. Empty: judged by the header."),
            advanced=True,
        )
        self.add_decision()

    def checkParameterValues(
        self, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> tuple[bool, str]:
        """A file that QGIS cannot load is accepted: reading it tells what is wrong with it."""
        if parameters.get("WORKSPACE") and is_file(parameters.get("TABLE")):
            return True, ""
        return super().checkParameterValues(parameters, context)

    def execute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: Feedback
    ) -> dict[str, Any]:
        ws = self.workspace(parameters, context)
        codes = codes_typed(ws, self.parameterAsString(parameters, "PARCELS", context))
        table = parameters.get("TABLE")
        if bool(codes) == bool(table):
            raise PlanError(Message("merge_groups.one_way"))
        if codes:
            return self.finish(parameters, context, feedback, ws, [merge_job(ws, codes)])
        source = read_input(table, context)
        found = merge_groups(
            source.frame,
            self.parameterAsString(parameters, "GROUP", context),
            self.parameterAsString(parameters, "CODE", context),
            source.rows,
        )
        if found.ungrouped:
            told = {"count": len(found.ungrouped), "lines": found.ungrouped[:_MOST_NAMED]}
            feedback.message(Message("merge_groups.ungrouped", **told))
        return self.finish(parameters, context, feedback, ws, merge_jobs(ws, found))

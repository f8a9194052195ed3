"""``taxmap:drawparcels``: parcels from a layer, each fitted against the fabric.

They are new ones, or the new shapes of those whose codes the layer names.
"""

from __future__ import annotations

from typing import Any, Optional

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterNumber,
)

from ..compat import SOURCE_POLYGON
from ..core.code_style import CodeStyle
from ..core.column_alias import alias_target
from ..core.feedback import Feedback
from ..core.parcel_code import normalise
from ..core.thai_text import clean_text, number_text
from ..editing.draw import SNAP_METRES, plan_draw
from ..editing.parcel_batch import Job
from ..editing.parcel_choice import parcels_named
from ..editing.parcel_plan import Plan
from ..editing.resurvey import plan_resurvey
from ..workspace.store import Workspace
from ._drawn import Drawn, read_drawn
from ._parcel_change import ParcelChange

_TAKEN = ("land_no", "deed_no", "survey_no")
"""The numbers that a drawn parcel brings along, under any header that offices use."""


class DrawParcels(ParcelChange):
    """One after the other, so that each meets the ones before it; each is a change."""

    ID = "drawparcels"

    def initAlgorithm(self, configuration: Any = None) -> None:
        self.add_workspace()
        self.add(
            QgsProcessingParameterFeatureSource(
                "PARCELS", self.tr("Drawn parcels"), [SOURCE_POLYGON]
            ),
            self.tr("One polygon a parcel. Columns of land, deed and survey numbers go along."),
        )
        self.add(
            QgsProcessingParameterNumber(
                "TOLERANCE",
                self.tr("Tolerance (m)"),
                QgsProcessingParameterNumber.Double,
                defaultValue=SNAP_METRES,
                minValue=0.0,
                maxValue=1.0,
            ),
            self.tr("How near to a neighbour's corner or edge a drawn one counts as the same."),
        )
        self.add(
            QgsProcessingParameterField(
                "CODE_FIELD",
                self.tr("Column of the codes of resurveyed parcels"),
                parentLayerParameterName="PARCELS",
                optional=True,
            ),
            self.tr(
                "Where a row has the code of a parcel, this parcel gets the drawn shape and its "
                "neighbours go along; the other rows become new parcels."
            ),
        )
        self.add_decision()

    def execute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: Feedback
    ) -> dict[str, Any]:
        ws = self.workspace(parameters, context)
        tolerance = self.parameterAsDouble(parameters, "TOLERANCE", context)
        field = self.parameterAsString(parameters, "CODE_FIELD", context)
        drawn = read_drawn(self.parameterAsSource(parameters, "PARCELS", context), ws)
        jobs = [_job(one, tolerance, field) for one in drawn]
        return self.finish(parameters, context, feedback, ws, jobs)


def _job(one: Drawn, tolerance: float, code_field: str) -> Job:
    values = _numbers(one)
    code = clean_text(one.values.get(code_field))

    def plan(ws: Workspace) -> Plan:
        if not code:
            return plan_draw(ws, one.sound(), values, tolerance)
        (uuid,) = parcels_named(ws, [normalise(code)], CodeStyle.of(ws.municipality))
        told = {name: value for name, value in values.items() if value is not None}
        return plan_resurvey(ws, uuid, one.sound(), told, tolerance=tolerance)

    return Job(one.name, plan, one.shape)


def _numbers(one: Drawn) -> dict[str, Optional[str]]:
    """The document numbers of a feature by our columns; the first column that has one."""
    found: dict[str, Optional[str]] = {}
    for header, value in one.values.items():
        column = alias_target(header, "parcel")
        if column in _TAKEN and found.get(column) is None:
            found[column] = number_text(value)
    return found

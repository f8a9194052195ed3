"""``taxmap:cutstrip``: cut roads and canals out of the parcels under them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)
from shapely.geometry.base import BaseGeometry

from ..compat import SOURCE_LINE, SOURCE_POLYGON
from ..core.feedback import Feedback
from ..core.resources import load_csv
from ..core.strip import strip_of_line
from ..core.thai_text import clean_text
from ..editing.parcel_batch import Job
from ..editing.parcel_plan import Plan
from ..editing.strip import PUBLIC_TABLES, plan_strip
from ..settings import language
from ..workspace.domain import labels
from ..workspace.store import Workspace
from ._drawn import Drawn, read_drawn
from ._parcel_change import ParcelChange

_GROUNDS = [
    (table, row["code"])
    for table in PUBLIC_TABLES
    for row in load_csv("domains", f"{table}_kind.csv")
]
"""What the ground may become: table and kind."""


class CutStrip(ParcelChange):
    """Each strip is a change, with all the parcels that it crosses."""

    ID = "cutstrip"

    def initAlgorithm(self, configuration: Any = None) -> None:
        self.add_workspace()
        self.add(
            QgsProcessingParameterFeatureSource(
                "STRIPS", self.tr("Strips or centre lines"), [SOURCE_LINE, SOURCE_POLYGON]
            ),
            self.tr("The ground of the road or canal as polygons, or its centre lines."),
        )
        self.add(
            QgsProcessingParameterNumber(
                "WIDTH",
                self.tr("Width (m)"),
                QgsProcessingParameterNumber.Double,
                defaultValue=6.0,
                minValue=0.0,
            ),
            self.tr("Across centre lines, half on either side; polygons are taken as they are."),
        )
        self._add_ground()
        self.add_parcels(
            self.tr("Such as 01A001, 01A002. Empty: all parcels under the strips."), optional=True
        )
        self.add_decision()

    def _add_ground(self) -> None:
        self.add(
            QgsProcessingParameterEnum(
                "GROUND",
                self.tr("What the ground becomes"),
                self._ground_names(),
                defaultValue=_GROUNDS.index(("public_land", "way")),
            ),
            self.tr("The kind of public land or water that it is filed as."),
        )
        self.add(
            QgsProcessingParameterString("NAME", self.tr("Name"), optional=True),
            self.tr("Of the road or canal, if it has one."),
        )
        self.add(
            QgsProcessingParameterField(
                "NAME_FIELD",
                self.tr("Column of names"),
                parentLayerParameterName="STRIPS",
                optional=True,
            ),
            self.tr("Where each strip has a name of its own."),
            advanced=True,
        )

    def _ground_names(self) -> list[str]:
        titles = {"public_land": self.tr("Public land"), "water": self.tr("Water")}
        names = {table: labels(f"{table}_kind", language()) for table in PUBLIC_TABLES}
        return [f"{titles[table]}: {names[table][kind]}" for table, kind in _GROUNDS]

    def execute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: Feedback
    ) -> dict[str, Any]:
        ws = self.workspace(parameters, context)
        uuids = self.parcels(parameters, context, ws)
        width = self.parameterAsDouble(parameters, "WIDTH", context)
        table, kind = _GROUNDS[self.parameterAsEnum(parameters, "GROUND", context)]
        drawn = read_drawn(self.parameterAsSource(parameters, "STRIPS", context), ws)
        jobs = []
        for one in drawn:
            values = {"kind": kind, "name": self._name(parameters, context, one)}
            jobs.append(_job(one, width, table, values, uuids))
        return self.finish(parameters, context, feedback, ws, jobs)

    def _name(
        self, parameters: dict[str, Any], context: QgsProcessingContext, one: Drawn
    ) -> str | None:
        column = self.parameterAsString(parameters, "NAME_FIELD", context)
        own = clean_text(one.values.get(column)) if column else None
        return own or clean_text(self.parameterAsString(parameters, "NAME", context))


def _job(one: Drawn, width: float, table: str, values: dict[str, Any], uuids: Sequence[str]) -> Job:
    def plan(ws: Workspace) -> Plan:
        return plan_strip(ws, _strip(one, width), table, values, uuids)

    return Job(values["name"] or one.name, plan, one.shape if _is_polygon(one) else None)


def _strip(one: Drawn, width: float) -> BaseGeometry:
    return one.sound() if _is_polygon(one) else strip_of_line(one.given(), width)


def _is_polygon(one: Drawn) -> bool:
    return one.shape is not None and "Polygon" in one.shape.geom_type

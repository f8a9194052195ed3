"""``taxmap:splittoareas``: divide a parcel by a list of areas, or into equal parts."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Optional

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
    QgsProcessingParameterPoint,
    QgsProcessingParameterString,
)

from ..core.area_list import Unit, parse_area_csv, parse_areas
from ..core.area_split import FromDirection, FromEdge, Side
from ..core.feedback import Feedback
from ..core.message import Message
from ..editing.parcel_batch import Job
from ..editing.parcel_plan import PlanError
from ..editing.split import plan_area_split, plan_equal_split, share_asked
from ..workspace.store import Workspace
from ._drawn import point_given
from ._parcel_change import ParcelChange

_UNITS: tuple[Optional[Unit], ...] = (None, "m2", "wah", "ngan", "rai")


class SplitToAreas(ParcelChange):
    """Parallel lines from one side; what is left over is the remainder."""

    ID = "splittoareas"

    def initAlgorithm(self, configuration: Any = None) -> None:
        self.add_workspace()
        self.add_parcel(self.tr("The parcel that is to be divided, such as 01A001."))
        self._add_areas()
        self._add_side()
        self.add_decision()

    def _add_areas(self) -> None:
        units = [
            self.tr("Refuse them"),
            self.tr("Square metres"),
            self.tr("Square wah"),
            self.tr("Ngan"),
            self.tr("Rai"),
        ]
        self.add(
            QgsProcessingParameterString(
                "AREAS", self.tr("Areas"), multiLine=True, optional=True
            ),
            self.tr(
                "Of the new parcels from the chosen side on, such as 1-2-50, 400 ตร.ว., 800 m2. "
                "What they leave over is the remainder."
            ),
        )  # fmt: skip
        self.add(
            QgsProcessingParameterBoolean(
                "SHARE", self.tr("Share out the difference"), defaultValue=False
            ),
            self.tr(
                "Where the areas add up to the document, or differ from the map by no more than "
                "10 % or 2 square wah: each piece gets its part of it, and none is left over."
            ),
        )
        self.add(
            QgsProcessingParameterFile("FILE", self.tr("Areas from a CSV"), optional=True),
            self.tr("Instead of the list: a CSV with a column of areas, or with ไร่, งาน, ตร.ว."),
        )
        self.add(
            QgsProcessingParameterString("COLUMN", self.tr("Column of areas"), optional=True),
            self.tr("In the CSV. Empty: judged by the headers."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterEnum(
                "UNIT", self.tr("Numbers without a unit"), units, defaultValue=0
            ),
            self.tr("What a bare number in the list or in the CSV means."),
        )
        self.add(
            QgsProcessingParameterNumber(
                "PARTS", self.tr("Equal parts"), defaultValue=0, minValue=0
            ),
            self.tr("Instead of areas: into so many parts of one area. 0: by the areas."),
        )

    def _add_side(self) -> None:
        self.add(
            QgsProcessingParameterNumber(
                "BEARING",
                self.tr("Begin in the direction (°)"),
                QgsProcessingParameterNumber.Double,
                defaultValue=0.0,
                minValue=0.0,
                maxValue=360.0,
            ),
            self.tr("0: in the north, 90: in the east, 180: in the south, 270: in the west."),
        )
        self.add(
            QgsProcessingParameterPoint("POINT", self.tr("Begin at the edge near"), optional=True),
            self.tr(
                "A point beside the edge to begin at; the lines run parallel to it. "
                "It goes before the direction."
            ),
        )

    def execute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: Feedback
    ) -> dict[str, Any]:
        ws = self.workspace(parameters, context)
        code, uuid = self.parcel(parameters, context, ws)
        side = self._side(parameters, context, ws)
        areas = self._areas(parameters, context)
        parts = self.parameterAsInt(parameters, "PARTS", context)
        if areas and parts:
            raise PlanError(Message("split_to_areas.one_way"))
        if not areas and not parts:
            raise PlanError(Message("split_to_areas.no_way"))
        if parts:
            job = Job(code, lambda now: plan_equal_split(now, uuid, parts, side))
        else:
            share = self.parameterAsBoolean(parameters, "SHARE", context)
            share = share and share_asked(ws, uuid, areas) != "no"
            job = Job(code, lambda now: plan_area_split(now, uuid, areas, side, share))
        return self.finish(parameters, context, feedback, ws, [job])

    def _areas(self, parameters: dict[str, Any], context: QgsProcessingContext) -> list[float]:
        """In m², from the list or the file; empty when neither is given."""
        unit = _UNITS[self.parameterAsEnum(parameters, "UNIT", context)]
        text = self.parameterAsString(parameters, "AREAS", context)
        path = self.parameterAsFile(parameters, "FILE", context)
        if text.strip() and path:
            raise PlanError(Message("split_to_areas.one_way"))
        if path:
            column = self.parameterAsString(parameters, "COLUMN", context)
            return parse_area_csv(Path(path).read_bytes(), column or None, unit)
        return parse_areas(text, unit) if text.strip() else []

    def _side(
        self, parameters: dict[str, Any], context: QgsProcessingContext, ws: Workspace
    ) -> Side:
        point = point_given(self, "POINT", parameters, context, ws.epsg)
        if point is not None:
            return FromEdge(*point)
        return FromDirection(self.parameterAsDouble(parameters, "BEARING", context))

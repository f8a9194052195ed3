"""``taxmap:plottraverse``: a parcel from bearings and distances, or from a list of corners."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Optional

import shapely
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsProcessingContext,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
    QgsProcessingParameterPoint,
    QgsProcessingParameterString,
    QgsProject,
    QgsWkbTypes,
)

from ..compat import FIELD_DECIMAL, FIELD_TEXT, SOURCE_POINT, SOURCE_POLYGON
from ..core.area import format_area_of
from ..core.coordinate_list import UTM_EPSG
from ..core.feedback import Feedback, check_cancelled
from ..core.message import Message
from ..core.plotted_outline import PlottedOutline, plot_corners, plot_courses
from ..editing.out_of_bounds import Ground, far_off, outside_notes
from ..workspace.feature import feature_of
from ..workspace.project import workspace_of
from ..workspace.store import Workspace
from ._column_titles import ColumnTitles
from ._drawn import point_given
from .base import TaxMapAlgorithm

_WGS_84_OF = {24047: 32647, 24048: 32648}
_COURSES = 0

Rows = Sequence[tuple[Sequence[Any], shapely.Geometry]]
"""Values of the columns and shape of each feature."""


class PlotTraverse(TaxMapAlgorithm):
    """Draws the outline and says how well it closes; writes nothing into the workspace."""

    ID = "plottraverse"
    LIST, CONTENT, DATUM, START = "LIST", "CONTENT", "DATUM", "START"
    ADJUST, WORKSPACE, OUTPUT, POINTS = "ADJUST", "WORKSPACE", "OUTPUT", "POINTS"

    def initAlgorithm(self, configuration: Any = None) -> None:
        self._add_list()
        self._add_place()
        self.add(
            QgsProcessingParameterFeatureSink(self.OUTPUT, self.tr("Parcel"), SOURCE_POLYGON),
            self.tr("The parcel with its area and closing error."),
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                self.POINTS, self.tr("Corners"), SOURCE_POINT, optional=True
            ),
            self.tr("The corners with their coordinates, and the side to the next one."),
        )
        self.addOutput(QgsProcessingOutputNumber("AREA", self.tr("Area (m²)")))
        self.addOutput(QgsProcessingOutputNumber("CLOSING_ERROR", self.tr("Closing error (m)")))
        self.addOutput(QgsProcessingOutputNumber("RATIO", self.tr("One metre of error in (m)")))

    def _add_list(self) -> None:
        contents = [self.tr("Bearings and distances"), self.tr("Corners in UTM")]
        self.add(
            QgsProcessingParameterEnum(
                self.CONTENT, self.tr("The list holds"), contents, defaultValue=_COURSES
            ),
            self.tr("What stands in each line of the list."),
        )
        self.add(
            QgsProcessingParameterString(self.LIST, self.tr("List"), multiLine=True),
            self.tr(
                "One side or corner a line, pasted or typed, such as “45-30-15 40.25”, "
                "“N 45-30-15 E 20 wah” or “1 495123.45 2072345.67”."
            ),
        )
        self.add(
            QgsProcessingParameterBoolean(
                self.ADJUST, self.tr("Spread the closing error"), defaultValue=False
            ),
            self.tr(
                "On: the error is spread over the sides by their lengths (compass rule). "
                "Off: the last side takes it."
            ),
        )

    def _add_place(self) -> None:
        datums = [
            self.tr("Indian 1975, zone 47"),
            self.tr("Indian 1975, zone 48"),
            self.tr("WGS 84, zone 47"),
            self.tr("WGS 84, zone 48"),
        ]
        datum = QgsProcessingParameterEnum(
            self.DATUM, self.tr("Datum of the list"), datums, defaultValue=0
        )
        datum.setGuiDefaultValueOverride(_datum_of_project())
        self.add(
            datum,
            self.tr("Deeds and land-office maps are in Indian 1975, GPS receivers in WGS 84."),
        )
        self.add(
            QgsProcessingParameterPoint(self.START, self.tr("Start point"), optional=True),
            self.tr(
                "Where the first side begins: clicked on the map, or typed as east, north in the "
                "datum of the list. Not needed for corners."
            ),
        )
        self.add(
            QgsProcessingParameterFile(
                self.WORKSPACE, self.tr("Workspace"), extension="gpkg", optional=True
            ),
            self.tr("Its coordinate system is that of the result. Empty: WGS 84 in the same zone."),
        )

    def execute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: Feedback
    ) -> dict[str, Any]:
        check_cancelled(feedback)
        source = UTM_EPSG[self.parameterAsEnum(parameters, self.DATUM, context)]
        path = self.parameterAsFile(parameters, self.WORKSPACE, context)
        workspace = Workspace.open(Path(path)) if path else None
        target = workspace.epsg if workspace else _WGS_84_OF.get(source, source)
        text = self.parameterAsString(parameters, self.LIST, context)
        if self.parameterAsEnum(parameters, self.CONTENT, context) == _COURSES:
            start = point_given(self, self.START, parameters, context, source)
            adjust = self.parameterAsBoolean(parameters, self.ADJUST, context)
            plotted = plot_courses(text, start, source, target, adjust)
        else:
            plotted = plot_corners(text, source, target)
        for note in (*plotted.told(), *_placed(workspace, plotted)):
            feedback.message(note)
        return self._written(parameters, context, plotted, target)

    def _written(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        plotted: PlottedOutline,
        epsg: int,
    ) -> dict[str, Any]:
        closing = plotted.closing
        area = plotted.polygon.area
        error = round(closing.length, 4) if closing else None
        ratio = closing.ratio if closing else None
        rai = format_area_of(area)
        values = (round(area, 4), rai, round(plotted.polygon.length, 3), error, ratio)
        corners = plotted.corners
        points = shapely.points(corners["x"], corners["y"])
        table = corners.round({"east": 3, "north": 3, "x": 3, "y": 3, "distance": 3, "moved": 4})
        crs = QgsCoordinateReferenceSystem.fromEpsgId(epsg)
        parcel: Rows = [(values, plotted.polygon)]
        rows: Rows = list(zip(table.to_numpy(dtype=object).tolist(), points))
        return {
            self.OUTPUT: self._sink(
                parameters, context, self.OUTPUT, self._parcel_titles(), crs, parcel
            ),
            self.POINTS: self._sink(
                parameters, context, self.POINTS, self._corner_titles(), crs, rows
            ),
            "AREA": area,
            **({"CLOSING_ERROR": error, "RATIO": ratio} if closing else {}),
        }

    def _parcel_titles(self) -> dict[str, str]:
        return {
            "area_m2": self.tr("Area (m²)"),
            "area_text": self.tr("Area (rai-ngan-wah)"),
            "perimeter": self.tr("Perimeter (m)"),
            "closing_error": self.tr("Closing error (m)"),
            "ratio": self.tr("One metre of error in (m)"),
        }

    def _corner_titles(self) -> dict[str, str]:
        return {
            "name": self.tr("Corner"),
            "east": self.tr("East as listed"),
            "north": self.tr("North as listed"),
            "x": self.tr("East on the map"),
            "y": self.tr("North on the map"),
            "bearing": self.tr("Bearing to the next"),
            "distance": self.tr("Distance to the next (m)"),
            "moved": self.tr("Moved by adjusting (m)"),
        }

    def _sink(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        name: str,
        titles: Mapping[str, str],
        crs: QgsCoordinateReferenceSystem,
        rows: Rows,
    ) -> Optional[str]:
        fields = QgsFields()
        for column in titles:
            is_text = column in ("area_text", "name", "bearing")
            fields.append(QgsField(column, FIELD_TEXT if is_text else FIELD_DECIMAL))
        kind = QgsWkbTypes.Polygon if name == self.OUTPUT else QgsWkbTypes.Point
        sink, output = self.parameterAsSink(parameters, name, context, fields, kind, crs)
        if sink is None:
            return None
        for values, shape in rows:
            feature = feature_of(fields, values, shapely.to_wkb(shape))
            sink.addFeature(feature, QgsFeatureSink.FastInsert)
        del sink  # closes the file
        self.dress(context, output, ColumnTitles(titles))
        return str(output)


def _datum_of_project() -> Optional[int]:
    """The coordinates that the map shown is kept in, as the dock begins; None without one."""
    epsg = QgsProject.instance().crs().postgisSrid()
    shown = workspace_of(QgsProject.instance()) is not None and epsg in UTM_EPSG
    return UTM_EPSG.index(epsg) if shown else None


def _placed(workspace: Optional[Workspace], plotted: PlottedOutline) -> Sequence[Message]:
    """What is to be said of its place in the municipality."""
    if workspace is None:
        return ()
    ground = [Ground(Message("out_of_bounds.new"), plotted.polygon)]
    with workspace.reading() as reader:
        far = far_off(reader, ground)
        return (far,) if far else outside_notes(reader, ground)

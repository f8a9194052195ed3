"""What an officer drew or clicked, carried by the pinned datum, not by QGIS."""

from __future__ import annotations

from typing import Any, NamedTuple, Optional

import numpy as np
import shapely
from qgis.core import (
    QgsFeature,
    QgsFeatureRequest,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsReferencedPointXY,
)
from shapely.geometry.base import BaseGeometry

from ..compat import EVERY_SHAPE
from ..core.datum import transform, transform_geometries
from ..core.drawn_outline import sound_outline
from ..core.message import Message
from ..errors import TaxMapError
from ..exchange.source_qgis import plain_value
from ..workspace.store import Workspace
from ._source_input import epsg_number


class DrawnError(TaxMapError):
    """A layer with nothing to work with."""


class Drawn(NamedTuple):
    """A feature: its number in the layer counted from 1, its shape, its values by column."""

    number: int
    shape: BaseGeometry
    values: dict[str, Any]

    @property
    def name(self) -> Message:
        """What to call it in a report."""
        return Message("drawn.feature", number=self.number)

    def sound(self) -> BaseGeometry:
        """The shape, when it is none that crosses itself. Raises OutlineError."""
        return sound_outline(self.shape)


def read_drawn(source: QgsProcessingFeatureSource, ws: Workspace) -> list[Drawn]:
    """The features that have a shape. A layer without a CRS is taken to be in the workspace's.

    Raises DrawnError when there is none, DatumError when they cannot be carried over.
    """
    names = [field.name() for field in source.fields()]
    found = []
    for number, feature in enumerate(source.getFeatures(QgsFeatureRequest(), EVERY_SHAPE), start=1):
        shape = _shape(feature)
        if shape is not None:
            found.append(
                Drawn(number, shape, dict(zip(names, map(plain_value, feature.attributes()))))
            )
    if not found:
        raise DrawnError(Message("drawn.nothing", layer=source.sourceName()))
    shapes = transform_geometries([one.shape for one in found], _epsg(source, ws), ws.epsg)
    return [one._replace(shape=shape) for one, shape in zip(found, shapes)]


def lines_of(drawn: list[Drawn]) -> list[shapely.LineString]:
    """The single lines of features that may hold several."""
    return list(shapely.get_parts([one.shape for one in drawn]))


def _shape(feature: QgsFeature) -> Optional[BaseGeometry]:
    """The shape in straight segments, without heights; None where there is none."""
    geometry = feature.geometry()
    if geometry.isNull() or geometry.isEmpty():
        return None
    straight = geometry.constGet().segmentize()
    straight.dropZValue()
    straight.dropMValue()
    return shapely.from_wkb(bytes(straight.asWkb()))


def _epsg(source: QgsProcessingFeatureSource, ws: Workspace) -> int:
    crs = source.sourceCrs()
    epsg = epsg_number(crs) if crs.isValid() else ws.epsg
    if epsg is None:
        raise DrawnError(Message("drawn.unknown_crs", layer=source.sourceName()))
    return epsg


def point_given(
    algorithm: QgsProcessingAlgorithm,
    name: str,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    epsg: int,
) -> Optional[tuple[float, float]]:
    """A point parameter in the CRS ``epsg``; without a CRS of its own it is in that one."""
    value = parameters.get(name)
    if not value:
        return None
    point = algorithm.parameterAsPoint(parameters, name, context)
    crs = algorithm.parameterAsPointCrs(parameters, name, context)
    # without a CRS of its own QGIS takes the project's for it
    is_told = isinstance(value, QgsReferencedPointXY) or "[" in str(value)
    if is_told and crs.isValid():
        here = np.array([[point.x(), point.y()]])
        east, north = transform(here, crs.postgisSrid(), epsg)[0].tolist()
        return east, north
    return point.x(), point.y()

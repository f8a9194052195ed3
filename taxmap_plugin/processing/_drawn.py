"""What an officer drew or clicked, carried by the pinned datum, not by QGIS."""

from __future__ import annotations

from typing import Any, NamedTuple, Optional

import numpy as np
import pandas as pd
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
from ..core.datum import transform
from ..core.drawn_outline import sound_outline
from ..core.ground import is_nowhere
from ..core.message import Message
from ..editing.parcel_batch import Job, refusal
from ..errors import TaxMapError
from ..exchange.datum_guard import DatumChoice, Way, judge_datum
from ..exchange.source import source_from_arrays
from ..exchange.source_qgis import plain_value
from ..workspace.store import Workspace
from ._source_input import epsg_number


class DrawnError(TaxMapError):
    """A layer, or a feature of one, with nothing to work with."""


class Drawn(NamedTuple):
    """A feature: its number among those read, counted from 1, its key in the layer, its shape
    (None where it has none that is anywhere), its values by column."""

    number: int
    fid: int
    shape: Optional[BaseGeometry]
    values: dict[str, Any]

    @property
    def name(self) -> Message:
        """What to call it in a report."""
        return Message("drawn.feature", number=self.number, fid=self.fid)

    def given(self) -> BaseGeometry:
        """The shape, where there is one. Raises DrawnError."""
        if self.shape is None:
            raise DrawnError(Message("drawn.no_shape"))
        return self.shape

    def sound(self) -> BaseGeometry:
        """The shape, when it is none that crosses itself. Raises DrawnError, OutlineError."""
        return sound_outline(self.given())


def read_drawn(source: QgsProcessingFeatureSource, ws: Workspace) -> list[Drawn]:
    """All features of a layer, with their shapes in the workspace's CRS.

    Raises DrawnError when none has a shape, DatumRefused for a layer without a CRS or in a wrong
    one, DatumError when they cannot be carried over.
    """
    names = [field.name() for field in source.fields()]
    features = source.getFeatures(QgsFeatureRequest(), EVERY_SHAPE)
    found = [
        Drawn(number, one.id(), _shape(one), dict(zip(names, map(plain_value, one.attributes()))))
        for number, one in enumerate(features, start=1)
    ]
    if all(one.shape is None for one in found):
        raise DrawnError(Message("drawn.nothing", layer=source.sourceName()))
    shapes = np.array([*(one.shape for one in found), None], dtype=object)[:-1]
    carried = _way(source, shapes, ws)(shapes)
    return [one._replace(shape=shape) for one, shape in zip(found, carried)]


def _way(source: QgsProcessingFeatureSource, shapes: np.ndarray, ws: Workspace) -> Way:
    """How to carry the shapes over, by the guard that imports have."""
    crs, name = source.sourceCrs(), source.sourceName()
    epsg = epsg_number(crs)
    if crs.isValid() and epsg is None:
        raise DrawnError(Message("drawn.unknown_crs", layer=name))
    rows = pd.DataFrame(index=range(len(shapes)))
    layer = source_from_arrays(rows, shapes, epsg, file=name)
    return judge_datum(layer, {}, ws.epsg, DatumChoice()).way(ws.epsg)


def without_shape(one: Drawn) -> Job:
    """A row of the layer that nothing can be made of, to be named in the report."""
    return refusal(one.name, DrawnError(Message("drawn.no_shape")))


def _shape(feature: QgsFeature) -> Optional[BaseGeometry]:
    """The shape in straight segments, without heights; None where there is none, or none that
    is anywhere: QGIS leaves infinite coordinates where it could not reproject."""
    geometry = feature.geometry()
    if geometry.isNull() or geometry.isEmpty():
        return None
    straight = geometry.constGet().segmentize()
    straight.dropZValue()
    straight.dropMValue()
    shape = shapely.from_wkb(bytes(straight.asWkb()))
    return None if is_nowhere([shape])[0] else shape


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

"""A finding on QGIS's map: its parcels selected, its place marked, shown and zoomed to (P6)."""

from __future__ import annotations

import math
from typing import Any, Optional

import shapely
from qgis.core import QgsGeometry, QgsWkbTypes
from qgis.gui import QgisInterface, QgsRubberBand

from ..errors import TaxMapError
from ..workspace.finding_list import shapes_of
from ..workspace.store import Workspace
from .map_bands import band, remove
from .parcel_layer import ParcelLayer

Finding = dict[str, Any]


class FindingMap:
    """The place of a finding stays marked while the dock is before the officer."""

    def __init__(self, iface: Optional[QgisInterface], layer: ParcelLayer) -> None:
        self._canvas = iface.mapCanvas() if iface is not None else None
        self._layer = layer
        self._workspace: Optional[Workspace] = None
        self.mark: Optional[QgsRubberBand] = None
        self._seen = True

    def follow(self, workspace: Optional[Workspace]) -> None:
        """Another workspace, or none: nothing stays marked."""
        self.clear()
        self._workspace = workspace
        self._layer.follow(workspace)

    def set_seen(self, seen: bool) -> None:
        """Whether the mark is seen; it belongs to a dock that may lie behind others."""
        self._seen = seen
        if self.mark is not None:
            self.mark.setVisible(seen)

    def show(self, finding: Finding) -> None:
        """Select its parcels, mark its place, flash and pan as far as the officer wants it."""
        self._turn_to(finding)
        self._layer.show(self._shapes(finding) or _around(finding))

    def zoom(self, finding: Finding) -> bool:
        """Fill the map with its place, then light up what it is about; False without a place."""
        self._turn_to(finding)
        shapes, around = self._shapes(finding), _around(finding)
        self._layer.zoom(around or shapes)
        self._layer.flash(shapes or around)
        return bool(around or shapes)

    def flash(self, finding: Finding) -> None:
        """Light up what it is about."""
        self._layer.flash(self._shapes(finding) or _around(finding))

    def clear(self) -> None:
        """Take the mark off the map."""
        if self.mark is not None and self._canvas is not None:
            remove(self._canvas, self.mark)
        self.mark = None

    def _turn_to(self, finding: Finding) -> None:
        self.clear()
        with self._layer.unheard():
            self._layer.select(finding["things"])
        place = finding["geom"]
        if place is not None and self._canvas is not None:
            geometry = QgsGeometry()
            geometry.fromWkb(shapely.to_wkb(place))
            self.mark = band(self._canvas, QgsWkbTypes.GeometryType.PointGeometry, "chosen")
            self.mark.addGeometry(geometry, self._layer.crs())
            self.mark.setVisible(self._seen)

    def _shapes(self, finding: Finding) -> list[shapely.Geometry]:
        """The shapes of what it is about; none when the file cannot be read just now."""
        if self._workspace is None:
            return []
        try:
            with self._workspace.reading() as reader:
                return shapes_of(reader, finding["things"])
        except TaxMapError:  # whoever writes to it says so
            return []


def _around(finding: Finding) -> list[shapely.Geometry]:
    """Its place with as much ground around it as it touches."""
    place = finding["geom"]
    if place is None:
        return []
    return [place.buffer(math.sqrt(finding["touched_m2"])) if finding["touched_m2"] else place]

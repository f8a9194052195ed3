"""A parcel's outline out of a pasted list, carried into the workspace's CRS.

The list holds courses of a traverse (:mod:`.traverse`) or corners in UTM
(:mod:`.coordinate_list`), in Indian 1975 or WGS 84. A traverse is walked in the plane of
its own datum, as it was measured, and carried afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

import numpy as np
import pandas as pd
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from .area import amount
from .bearing import format_bearing
from .coordinate_list import outline, outline_notes, parse_coordinates
from .datum import transform
from .far_corner import far_corner_notes
from .message import Message
from .traverse import Closing, Course, Traverse, TraverseError, parse_courses


@dataclass(frozen=True)
class PlottedOutline:
    """The outline and where it came from.

    ``corners`` has a row a corner: ``name``; ``east``, ``north`` in the list's CRS; ``x``,
    ``y`` in the workspace's; ``bearing`` (text) and ``distance`` (metres) of the side to
    the next corner in the list's CRS; ``moved``, the metres that adjusting moved it.
    ``closing`` is None for a list of corners; ``notes`` say what is to be looked at, ``legs``
    how each line of a traverse was read.
    """

    polygon: Polygon
    corners: pd.DataFrame
    notes: list[Message]
    closing: Optional[Closing] = None
    legs: tuple[Message, ...] = ()

    def told(self, fitted: Optional[BaseGeometry] = None) -> list[Message]:
        """The notes, the area, with that of the parcel ``fitted`` where it is another one, and
        the legs."""
        listed = amount(self.polygon.area)
        parcel = listed if fitted is None else amount(fitted.area)
        area = Message("plotted_outline.area", area=listed)
        if parcel != listed:
            area = Message("plotted_outline.fitted", listed=listed, area=parcel)
        return [*self.notes, area, *self.legs]


def plot_courses(
    text: str,
    start: Optional[tuple[float, float]],
    source_epsg: int,
    target_epsg: int,
    adjust: bool = False,
) -> PlottedOutline:
    """The outline that the courses of ``text`` walk from ``start`` (in ``source_epsg``).

    Raises TraverseError for a list that cannot be read and without a start, DatumError for
    a pair of CRS that nobody has pinned.
    """
    courses = parse_courses(text)
    if start is None:
        raise TraverseError(Message("plotted_outline.no_start"))
    traverse = Traverse(courses, start)
    corners = traverse.corners(adjust)
    names = [course.name or str(number) for number, course in enumerate(courses, start=1)]
    placed = transform(corners, source_epsg, target_epsg)
    table = _corner_table(names, corners, placed)
    table["moved"] = np.hypot(*(corners - traverse.corners()).T)
    polygon = outline(placed)
    notes = [*traverse.notes(adjust), *far_corner_notes(placed, names)]
    legs = tuple(_leg(name, course) for name, course in zip(names, courses))
    return PlottedOutline(polygon, table, notes, traverse.closing, legs)


def _leg(name: str, course: Course) -> Message:
    """As it was read, before any adjusting."""
    bearing, distance = format_bearing(course.bearing), f"{course.distance:,.2f}"
    return Message("plotted_outline.leg", name=name, bearing=bearing, distance=distance)


def plot_corners(text: str, source_epsg: int, target_epsg: int) -> PlottedOutline:
    """The outline with the corners of ``text``, read as UTM of ``source_epsg``.

    Raises CoordinateListError for a list that cannot be read, DatumError for a pair of CRS
    that nobody has pinned.
    """
    found = parse_coordinates(text)
    outline(found.xy)
    placed = found.placed(source_epsg, target_epsg)
    plane = found.xy if found.kind == "utm" else found.placed(source_epsg, source_epsg)
    polygon = outline(placed)
    notes = [*found.notes, *outline_notes(placed, found.names)]
    return PlottedOutline(polygon, _corner_table(found.names, plane, placed), notes)


def _corner_table(names: list[str], plane: np.ndarray, placed: np.ndarray) -> pd.DataFrame:
    sides = np.roll(plane, -1, axis=0) - plane
    azimuths = np.degrees(np.arctan2(*sides.T)) % 360
    return pd.DataFrame(
        {
            "name": names,
            "east": plane[:, 0],
            "north": plane[:, 1],
            "x": placed[:, 0],
            "y": placed[:, 1],
            "bearing": [format_bearing(azimuth) for azimuth in azimuths.tolist()],
            "distance": np.hypot(*sides.T),
            "moved": 0.0,
        }
    )

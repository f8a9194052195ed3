"""House numbers in or beside their buildings (S10)."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from .label_place import Avoid, Boxes, fit_inside, long_side_angle
from .sheet_data import SheetSource
from .sheet_names import Pencil
from .sheet_text import MapText, boxes_of, text_at

REACH_MM = 4.5
"""A number that does not fit its building stands this close to it, on the same parcel."""
_NARROW_MM = 6.0
"""Buildings narrower than this have their number along them."""


def house_texts(source: SheetSource, buildings: np.ndarray) -> pd.Series:
    """The house number of each building (positions in the building frame) that has one: its
    own, else that of a house-number point that names it."""
    rows = source["building"].iloc[buildings]
    points = source["house_number"].dropna(subset=["building_uuid", "house_no"])
    by_building = points.drop_duplicates("building_uuid").set_index("building_uuid")["house_no"]
    own = rows["house_no"]
    texts = own.where(own.notna(), rows["uuid"].map(by_building))
    return texts[texts.notna() & (texts != "")].astype(str)


def ground_around(buildings: np.ndarray, parcels: np.ndarray) -> np.ndarray:
    """The ground close to each building within the parcel that holds its middle (mm)."""
    around = shapely.buffer(buildings, REACH_MM, quad_segs=2)
    if not len(buildings):
        return around
    middles = shapely.point_on_surface(buildings)
    house, parcel = shapely.STRtree(parcels).query(middles, predicate="intersects")
    around[house] = shapely.intersection(around[house], parcels[parcel])
    return around


def house_numbers(houses: pd.DataFrame, avoid: list[Avoid], pencil: Pencil) -> list[MapText]:
    """House numbers (``text``) inside their buildings (``shape``), else close beside them on
    their own ground (``around``), in mm.

    Upright, along the building where it is narrow. One that fits nowhere is left out: the
    number of the parcel leads to it.
    """
    shapes = houses["shape"].to_numpy(object)
    texts = [text_at(t, "house", (0.0, 0.0), pencil.style, pencil.measure) for t in houses["text"]]
    along = long_side_angle(shapes)
    narrow = _short_sides(shapes) < _NARROW_MM
    first, second = np.where(narrow, along, 0.0), np.where(narrow, 0.0, along)
    tries = ((shapes, first), (shapes, second), (houses["around"].to_numpy(object), first))
    placed: list[MapText] = []
    todo = np.arange(len(houses))
    for places, angle in tries:
        beside = places is not shapes
        taken = [Avoid(boxes_of(placed), np.inf)]
        if beside:
            taken.append(Avoid(shapely.boundary(shapes), np.inf))
        boxes = Boxes(
            np.array([texts[i].width for i in todo]),
            np.array([texts[i].height for i in todo]),
            angle[todo],
        )
        found, centres = fit_inside(places[todo], boxes, [*avoid, *taken], air=0.2)
        fits = [texts[i].at(float(x), float(y), float(angle[i]))
                for i, (x, y) in zip(todo[found], centres[found])]  # fmt: skip
        placed = _apart([*placed, *fits])
        todo = todo[~found]
    return placed


def _short_sides(shapes: np.ndarray) -> np.ndarray:
    outline = shapely.oriented_envelope(shapes)
    mean = shapely.length(outline) / 4
    return mean - np.sqrt(np.maximum(mean**2 - shapely.area(outline), 0))


def _apart(texts: list[MapText]) -> list[MapText]:
    """The texts without those that touch an earlier one (doubled buildings)."""
    boxes = boxes_of(texts)
    if not len(boxes):
        return texts
    one, other = shapely.STRtree(boxes).query(boxes, predicate="intersects")
    later = set(one[other < one])
    return [text for index, text in enumerate(texts) if index not in later]

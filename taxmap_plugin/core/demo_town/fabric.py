"""From the ground plan to the fabric of parcels: which face becomes what."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.random import Generator
from shapely import Polygon

from ..feedback import Feedback, check_cancelled
from . import lots as make
from .civic import civic_faces
from .knit import bring_to_count, knit
from .lots import Lot
from .shapes import turned_box
from .streets import Plan, corridors, cut_streets, land_of, nearest_town_share, town_share

LANES = [("soi", 4.0), ("soi", 5.0), ("soi", 4.0)]
STREETS = [("local", 8.0), ("soi", 6.0), ("soi", 5.0)]
WAYS = [("local", 6.0), ("soi", 6.0)]
TRACKS = [("track", 4.0), ("ditch", 3.0)]


@dataclass
class Face:
    """Land between streets, not yet cut into lots."""

    block: int
    land: Polygon
    town: float
    style: str  # shops, compounds, estate, orchard, fields


def draw_lots(rng: Generator, plan: Plan, wanted: int, feedback: Feedback) -> list[list[Lot]]:
    """The lots of every block of ``plan``, in numbering order; adds the inner streets to it."""
    faces = _faces(rng, plan)
    sites = civic_faces(faces, plan)
    roads = _house_roads(plan)
    by_block: list[list[Lot]] = [[] for _ in plan.blocks]
    for number, face in enumerate(faces):
        check_cancelled(feedback)
        feedback.progress(number / len(faces))
        use = sites.get(number)
        by_block[face.block] += [Lot(face.land, use)] if use else _lots_of(rng, face, roads)
    by_block = [knit(lots) if lots else [] for lots in by_block]
    bring_to_count(rng, by_block, wanted)
    return by_block


def _faces(rng: Generator, plan: Plan) -> list[Face]:
    cells: list[tuple[int, Polygon, str]] = []
    for number, block in enumerate(plan.blocks):
        cells += [(number, cell, style) for cell, style in _cells(rng, block.cell, plan)]
    ground = corridors(plan.streets)
    tree = shapely.STRtree(ground)
    faces = [
        Face(number, land, town_share(land, plan), style)
        for number, cell, style in cells
        for land in land_of(cell, tree, ground)
    ]
    east, north = shapely.get_coordinates([face.land.centroid for face in faces]).T
    band = np.round(-north / 90)
    own = np.array([face.block for face in faces])
    order = np.lexsort((np.where(band % 2, -east, east), band, own))
    return [faces[i] for i in order]


def _cells(rng: Generator, block: Polygon, plan: Plan) -> list[tuple[Polygon, str]]:
    """Cut a block by streets in the manner of its place: each piece and its style."""
    if nearest_town_share(block, plan) < plan.suburb:
        return _rural_cells(rng, block, plan)
    result = []
    for quarter in cut_streets(rng, block, plan.streets, (330, 230), WAYS):
        town = town_share(quarter, plan)
        if town > plan.centre:
            pieces, style = cut_streets(rng, quarter, plan.streets, (170, 66), STREETS), "shops"
        elif town > plan.suburb:
            style = str(
                rng.choice(["compounds", "estate", "orchard", "fields"], p=[0.55, 0.19, 0.1, 0.16])
            )
            pieces = [quarter]
            if style == "compounds":
                pieces = cut_streets(rng, quarter, plan.streets, (330, 84), LANES)
        else:
            style, pieces = ("orchard" if rng.random() < 0.2 else "fields"), [quarter]
        result += [(piece, style) for piece in pieces]
    return result


def _rural_cells(rng: Generator, block: Polygon, plan: Plan) -> list[tuple[Polygon, str]]:
    if rng.random() < 0.07:
        return [
            (cell, "compounds") for cell in cut_streets(rng, block, plan.streets, (400, 95), LANES)
        ]
    style = "orchard" if rng.random() < 0.12 else "fields"
    return [(cell, style) for cell in cut_streets(rng, block, plan.streets, (620, 330), TRACKS)]


def _house_roads(plan: Plan) -> tuple[shapely.STRtree, list]:
    """Streets along which houses stand."""
    roads = [street for street in plan.streets if street.kind in ("main", "local")]
    return shapely.STRtree([road.geom for road in roads]), roads


def _lots_of(rng: Generator, face: Face, roads) -> list[Lot]:
    if face.style == "shops":
        return make.shop_face(rng, face.land)
    if face.style == "compounds":
        return make.compound_face(rng, face.land)
    if face.style == "estate" and turned_box(face.land).width > 40:
        return make.estate_face(rng, face.land)
    return _open_land(rng, face, roads)


def _open_land(rng: Generator, face: Face, roads) -> list[Lot]:
    """Fields or orchard, with houses along parts of the roads."""
    lots: list[Lot] = []
    rest = [face.land]
    tree, streets = roads
    for index in np.sort(tree.query(shapely.buffer(face.land, 12), predicate="intersects")):
        street = streets[index]
        if street.geom.geom_type != "LineString" or rng.random() > 0.25 + face.town:
            continue
        share, left = rng.uniform(0.25, 0.75), []
        for land in rest:
            houses, behind = make.roadside(rng, land, street.geom, street.width, share)
            lots += houses
            left += behind
        rest = left
    target = 5200.0 if face.style == "fields" else 3000.0
    for land in rest:
        use = "rice" if face.style == "fields" else "orchard"
        lots += make.field_face(rng, land, use, target) if land.area > 2500 else [Lot(land, use)]
    return lots

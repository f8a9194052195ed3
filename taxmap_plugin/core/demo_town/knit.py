"""One fabric of a block's lots: neighbours share every vertex, no crumbs, the wanted count."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import shapely
from numpy.random import Generator

from .lots import Lot, halve
from .shapes import polygons_from


def knit(lots: list[Lot], smallest: float = 16.0) -> list[Lot]:
    """One fabric of ``lots``: all lines noded together, crumbs joined to a neighbour."""
    shapes = np.array([lot.shape for lot in lots], dtype=object)
    faces = polygons_from(list(shapely.boundary(shapes)))
    tree = shapely.STRtree(shapes)
    face, lot = tree.query(shapely.point_on_surface(faces), predicate="within")
    owner = np.full(len(faces), -1)
    owner[face[::-1]] = lot[::-1]
    faces, owner = faces[owner >= 0], owner[owner >= 0]
    order = np.argsort(owner, kind="stable")
    return _join_crumbs([replace(lots[owner[i]], shape=faces[i]) for i in order], smallest)


def _join_crumbs(lots: list[Lot], smallest: float) -> list[Lot]:
    if not smallest:
        return lots
    shapes = np.array([lot.shape for lot in lots], dtype=object)
    thin = shapely.is_empty(shapely.buffer(shapes, -1.1, quad_segs=1))
    crumbs = np.flatnonzero((shapely.area(shapes) < smallest) | thin)
    gone: set[int] = set()
    if not len(crumbs):
        return lots
    tree = shapely.STRtree(shapes)
    for crumb in crumbs[np.argsort(shapely.area(shapes[crumbs]), kind="stable")]:
        near = np.sort(tree.query(shapes[crumb], predicate="intersects"))
        near = np.array([n for n in near if n != crumb and n not in gone], dtype=int)
        shared = shapely.length(
            shapely.intersection(shapes[crumb].boundary, shapely.boundary(shapes[near]))
        )
        if not len(near) or shared.max() < 0.01:
            if shapes[crumb].area < smallest:
                gone.add(int(crumb))
            continue
        keeper = near[int(np.argmax(shared))]
        joined = shapely.union(shapes[keeper], shapes[crumb])
        if joined.geom_type == "Polygon" and not len(joined.interiors):
            shapes[keeper] = joined
            gone.add(int(crumb))
    return [replace(lot, shape=shapes[i]) for i, lot in enumerate(lots) if i not in gone]


def bring_to_count(rng: Generator, by_block: list[list[Lot]], wanted: int) -> None:
    """Join or halve lots, in place, until there are ``wanted`` of them (or nothing more can be)."""
    for _ in range(6):
        missing = wanted - sum(map(len, by_block))
        if not missing:
            return
        places = [(b, i) for b, lots in enumerate(by_block) for i in range(len(lots))]
        changes: dict[int, dict[int, list[Lot]]] = {}
        left = abs(missing)
        for place in rng.permutation(len(places)):
            block, index = places[place]
            lots, changed = by_block[block], changes.setdefault(block, {})
            if not left:
                break
            if index in changed or index + 1 in changed:
                continue
            new = _halved(rng, lots[index]) if missing > 0 else _joined(lots[index : index + 2])
            if new:
                changed[index] = new
                if missing < 0:
                    changed[index + 1] = []
                left -= 1
        for block, changed in changes.items():
            if changed:
                lots = [
                    new for i, lot in enumerate(by_block[block]) for new in changed.get(i, [lot])
                ]
                by_block[block] = knit(lots, smallest=0.0)


def _halved(rng: Generator, lot: Lot) -> list[Lot]:
    if lot.use not in ("compound", "rice", "orchard") or lot.shape.area < 600:
        return []
    pieces = halve(rng, lot.shape)
    return [replace(lot, shape=piece) for piece in pieces] if len(pieces) == 2 else []


def _joined(pair: list[Lot]) -> list[Lot]:
    if len(pair) < 2 or pair[0].use != pair[1].use or pair[0].use == "estate_road":
        return []
    both = shapely.union(pair[0].shape, pair[1].shape)
    if both.geom_type != "Polygon" or both.interiors or both.area < 0.93 * both.convex_hull.area:
        return []
    return [replace(pair[0], shape=both)]

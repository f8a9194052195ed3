"""Splitting a parcel (แบ่งแยก): by drawn lines, to wanted areas, into equal parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Optional

import numpy as np
import shapely

from ..core.area import from_square_metres
from ..core.area_share import Share, share_of, share_told, shared_out
from ..core.area_split import Side, area_cut, check_areas, equal_areas, slab_of
from ..core.drawn_outline import check_drawn
from ..core.fabric import assemble, faces
from ..core.match_profile import AreaTolerance
from ..core.message import Message
from ..core.parcel_name import name_of
from ..core.split import split
from ..workspace.few_rows import Row
from ..workspace.store import Workspace
from ..workspace.thing_name import things
from .division import DOCUMENT_AREA, divide
from .parcel_card import document_area_of
from .parcel_plan import Plan, check_has_shape, read_parcels


def plan_split(ws: Workspace, uuid: str, lines: Sequence[shapely.LineString]) -> Plan:
    """A parcel divided by drawn lines (workspace's CRS), the largest piece as remainder.

    Raises SplitError when the lines do not divide it, OutlineError for lines that are nowhere,
    PlanError when it has no shape.
    """
    check_drawn(lines)
    row = _parcel(ws, uuid)
    return divide(ws, row, split(row["geom"], list(lines), parcel=things("parcel", [name_of(row)])))


def plan_area_split(
    ws: Workspace, uuid: str, areas: Sequence[float], side: Side, share: bool = False
) -> Plan:
    """A parcel divided so that its pieces, from ``side`` on, have these areas (m²).

    What is left over is the last piece and the remainder, unless they ``share`` it by area, or
    what is lacking. The areas are offered as those of the pieces' documents. Raises
    AreaSplitError when the parcel has less than the areas together and they do not share.
    """
    check_areas(areas)
    row = _parcel(ws, uuid)
    if share:
        whole = float(row["geom"].area)
        plan = _cut(ws, row, shared_out(whole, areas), side)
        plan = replace(plan, notes=(share_told(whole, areas), *plan.notes))
    else:
        plan = _cut(ws, row, areas, side)
    offered = [
        replace(piece, values={**piece.values, DOCUMENT_AREA: from_square_metres(area)})
        for piece, area in zip(plan.pieces, areas)
    ]
    pieces = (*offered, *plan.pieces[len(offered) :])
    return replace(plan, pieces=pieces, notes=(*plan.notes, Message("split.areas_offered")))


def share_asked(
    ws: Workspace, uuid: str, areas: Sequence[float], tolerance: Optional[AreaTolerance] = None
) -> Share:
    """Whether a parcel's pieces are to share what these areas (m²) differ from its map."""
    row = _parcel(ws, uuid)
    with ws.reading() as reader:
        document = document_area_of(reader, uuid)
    return share_of(float(row["geom"].area), document, areas, tolerance or AreaTolerance())


def plan_equal_split(ws: Workspace, uuid: str, count: int, side: Side) -> Plan:
    """A parcel divided into ``count`` parts of one area."""
    row = _parcel(ws, uuid)
    return _cut(ws, row, equal_areas(row["geom"], count)[:-1], side)


def _cut(ws: Workspace, row: Row, areas: Sequence[float], side: Side) -> Plan:
    """The pieces in the order of their areas, what is left over last."""
    cut = area_cut(row["geom"], areas, side)
    found = faces([row["geom"]], cut.lines).of(0)
    slab = slab_of(found, cut.lines)
    shapes = [assemble(found[slab == number]) for number in np.unique(slab)]
    plan = divide(ws, row, shapes, left_over=len(shapes) - 1)
    return replace(plan, notes=(*plan.notes, *cut.notes))


def _parcel(ws: Workspace, uuid: str) -> Row:
    row = read_parcels(ws, [uuid])[0]
    check_has_shape(row)
    return row

"""Whether new ground lies where the municipality is: a wrong zone, datum or digit shows there.

Measured by the municipal boundary where it is on the map, else by the land that is. Boundaries
are drawn roughly, so what is outside is told; only what is far from all that is on the map is
refused. What a parcel had already is not told again. Previews and batches note it; where nobody
saw it (``unseen``) it is filed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple, Optional

import shapely
from shapely.geometry.base import BaseGeometry

from ..core.far_corner import far_corners
from ..core.ground import ground_of
from ..core.message import Message
from ..core.parcel_name import Name, listed, name_of
from ..workspace.reader import Reader, rows_among
from .confirmed import Confirmed
from .parcel_plan import Plan, PlanError, uuids_of
from .review import Review

BEYOND_BOUNDARY = 20.0
"""Metres outside the boundary that are its drawing: it comes from maps of 1:4,000 and smaller."""
ALONE = 1_000.0
"""Metres around new land without any other, where no boundary says that it is ours."""
FAR_OFF = 30_000.0
"""Metres; hardly a municipality is as wide. A wrong zone or order of E and N is hundreds of km."""

_LAND = ("zone", "block", "parcel")
"""The few first: one is enough."""


class Ground(NamedTuple):
    """Ground that a parcel gains, and what the parcel is called."""

    name: Name
    shape: BaseGeometry


def bounds_notes(reader: Reader, plan: Plan) -> tuple[Message, ...]:
    """What is to be said of the ground that the pieces of a plan gain."""
    return outside_notes(reader, list(_gained(plan).values()), uuids_of(plan.parcels))


def bounds_reviews(change: Confirmed) -> list[Review]:
    """The same where nobody was shown it."""
    if not change.unseen:
        return []
    gained, own = _gained(change.plan), [*uuids_of(change.plan.parcels), *change.uuids]
    found = []
    for at, ground in gained.items():
        piece = change.plan.pieces[at]
        notes = outside_notes(change.tx, [ground], own)
        corners = () if piece.parents else far_corners(piece.shape)
        found += [Review(note, change.uuids[at]) for note in (*corners, *notes)]
    return found


def check_not_far_off(reader: Reader, plan: Plan) -> None:
    """Raise PlanError for ground far from all that is on the map."""
    far = far_off(reader, list(_gained(plan).values()), uuids_of(plan.parcels))
    if far is not None:
        raise PlanError(far)


def outside_notes(
    reader: Reader, grounds: Sequence[Ground], but: Collection[str] = ()
) -> tuple[Message, ...]:
    """Which of the grounds (workspace's CRS) lie outside; the rows ``but`` are no land to go by."""
    if not grounds:
        return ()
    boundary = _boundary(reader)
    if boundary is None:
        alone = [one.name for one in grounds if not _has_near(reader, one.shape, ALONE, but)]
        if not alone or not _has_land(reader, but):
            return ()
        return (Message("out_of_bounds.alone", names=listed(alone), reach=f"{ALONE:,.0f}"),)
    metres = [_metres_beyond(one.shape, boundary) for one in grounds]
    out = [one.name for one, far in zip(grounds, metres) if far > BEYOND_BOUNDARY]
    if not out:
        return ()
    return (Message("out_of_bounds.beyond", names=listed(out), metres=f"{max(metres):,.0f}"),)


def outside_note(
    reader: Reader, shape: BaseGeometry, but: Collection[str] = ()
) -> Optional[Message]:
    """The same of one block or zone, said of it itself."""
    ground, boundary = ground_of(shape), _boundary(reader)
    if ground.is_empty:
        return None
    if boundary is None:
        if _has_near(reader, ground, ALONE, but) or not _has_land(reader, but):
            return None
        return Message("out_of_bounds.it_alone", reach=f"{ALONE:,.0f}")
    metres = _metres_beyond(ground, boundary)
    if metres <= BEYOND_BOUNDARY:
        return None
    return Message("out_of_bounds.it_beyond", metres=f"{metres:,.0f}")


def far_off(
    reader: Reader, grounds: Sequence[Ground], but: Collection[str] = ()
) -> Optional[Message]:
    """Why the first ground that is far from all that is on the map cannot be ours."""
    for one in grounds:
        is_far = not _has_near(reader, one.shape, FAR_OFF, but, ("boundary", *_LAND))
        if is_far and (_boundary(reader) is not None or _has_land(reader, but)):
            place = shapely.point_on_surface(one.shape)
            where = {"x": f"{place.x:,.0f}", "y": f"{place.y:,.0f}"}
            km = f"{FAR_OFF / 1000:,.0f}"
            return Message("out_of_bounds.far_off", name=one.name, km=km, **where)
    return None


def _gained(plan: Plan) -> dict[int, Ground]:
    """By the place of the piece the ground that is of none of the parcels that it comes from."""
    if plan.check == "area":
        return {}
    found = {}
    for at, piece in enumerate(plan.pieces):
        own = plan.rows_before(piece)
        shapes = [row["geom"] for row in own if row["geom"] is not None]
        if piece.shape is None or piece.shape.is_empty or any(piece.shape is s for s in shapes):
            continue
        before = shapely.union_all([ground_of(shape) for shape in shapes])
        gained = shapely.difference(ground_of(piece.shape), before)
        if gained.area:
            name = piece.code or (name_of(own[0]) if own else Message("out_of_bounds.new"))
            found[at] = Ground(name, gained)
    return found


def _boundary(reader: Reader) -> Optional[BaseGeometry]:
    rows = reader.rows("boundary", ["geom"], "kind IS NULL OR kind = 'municipality'")
    shapes = [ground_of(row["geom"]) for row in rows if row["geom"] is not None]
    return shapely.union_all(shapes) if shapes else None


def _metres_beyond(shape: BaseGeometry, boundary: BaseGeometry) -> float:
    if shapely.covers(boundary, shape):
        return 0.0
    corners = shapely.points(shapely.get_coordinates(shapely.difference(shape, boundary)))
    return float(max(shapely.distance(corners, boundary), default=0.0))


def _has_near(
    reader: Reader,
    shape: BaseGeometry,
    reach: float,
    but: Collection[str],
    tables: Sequence[str] = _LAND,
) -> bool:
    """Whether something of these tables lies within ``reach`` metres.

    It is asked in growing boxes: of a town that is near none but the nearest rows are read.
    """
    for around in _growing(reach):
        bounds = shapely.box(*shape.bounds).buffer(around).bounds
        for table in tables:
            rows = reader.within(table, bounds, ["uuid"])
            if any(row["uuid"] not in but for row in rows):
                return True
    return False


def _growing(reach: float) -> Iterator[float]:
    around = 1.0
    while around < reach:
        yield around
        around *= 4
    yield reach


def _has_land(reader: Reader, but: Collection[str]) -> bool:
    own = sorted(set(but))
    return any(
        reader.count(table) > len(rows_among(reader, table, ["uuid"], "uuid", own))
        for table in _LAND
    )

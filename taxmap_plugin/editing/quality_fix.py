"""Mending what a check found: each fix a plan like every other change of parcels."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Optional

import numpy as np
import shapely

from ..core.area import to_square_metres
from ..core.fabric import faults
from ..core.fix_corners import check_corners
from ..core.fix_drift import Drift
from ..core.fix_ground import check_sound
from ..core.fix_site import FixError, Mended, NothingToMend, Site
from ..core.ground import areas_of
from ..core.message import Message
from ..core.object_array import object_array
from ..core.parcel_name import listed, name_of
from ..core.quality_fabric import NO_GAP
from ..core.quality_key import Known
from ..core.quality_rule import Options
from ..core.quality_rules import rule, rule_of
from ..core.rings import NOISE, new_corners
from ..workspace.few_rows import Row
from ..workspace.problem import RowMissing
from ..workspace.quality_settings import read_quality_settings
from ..workspace.reader import Reader, rows_among
from ..workspace.store import Workspace
from .double import are_known, as_one
from .draw import plan_draw
from .in_force import codes_in_force
from .may_end import check_may_end
from .neighbours import adjusted, read_near, without
from .parcel_plan import (
    Adjusted,
    Piece,
    Plan,
    read_around,
    read_parcels,
    shapes_of,
    uuids_of,
)
from .quality_findings import known_of
from .shape_lock import is_locked

_FACTS = ("uuid", "document_area", "created_at", "shape_source")
_MISSES = ("near_corner", "near_edge")
_MOVING = (*_MISSES, "duplicate_corner")
"""The rules whose fixes move corners."""


@dataclass(frozen=True)
class Wish:
    """How to mend.

    ``choice`` is who gets ground (one of ``fix_choice``), ``options`` the numbers by rule that
    are not those of the office. With ``only`` no other parcels change (uuids); ``unlocked``:
    shapes of the land office change too.
    """

    choice: str = ""
    options: Mapping[str, Options] = field(default_factory=dict)
    only: Optional[Collection[str]] = None
    unlocked: bool = False


AS_USUAL = Wish()
"""All parcels but those of the land office, by the office's numbers."""


def fault_of(finding: Row) -> Known:
    """What a finding tells of; what an import or an edit filed is of the rule that looks for it."""
    known, found_by = known_of(finding), rule_of(finding["check_id"], finding["subject_table"])
    return known if found_by is None else known._replace(rule=found_by.id)


def plan_fix(
    ws: Workspace, fault: Known, wish: Wish = AS_USUAL, drift: Optional[Drift] = None
) -> Plan:
    """The change that mends a fault, made on the parcels as they are now.

    ``drift`` is that of the run of which it is a part. Raises NothingToMend where it is not there
    any more, and FixError with the reason where it cannot be mended, or only by changing parcels
    that may not, or by moving a boundary farther than the tolerance.
    """
    broken = rule(fault.rule)
    if broken.fix is None:
        raise FixError(Message("fix.by_hand", rule=broken.title))
    with ws.reading() as reader:
        rows, site = _site(reader, fault, wish, broken.fix.for_officer)
        numbers = read_quality_settings(reader).settings.with_typed(wish.options)
    fix = broken.fix
    choice = wish.choice if wish.choice in fix.choices else next(iter(fix.choices), "")
    try:
        mended = fix.mend(site, numbers[broken.id], choice)
    except shapely.errors.GEOSException as error:  # what no digit of a coordinate can hold
        raise FixError(Message("fix.cannot"), details=str(error)) from error
    tolerance = numbers[_MISSES[0]]["tolerance"]
    if mended.new:
        return _as_parcel(ws, rows, site, mended, tolerance)
    if mended.into and not fix.for_officer:
        check_may_end(ws, [rows[at] for at in mended.into])
    plan = _plan(ws, rows, site, mended)
    if mended.into and fix.for_officer:
        plan = as_one(plan)
    shapes = _with(mended.shapes, rows, plan.adjusted)
    check_corners(site, shapes, tolerance, fewer=broken.id in _MISSES)
    if broken.id in _MOVING:
        drift, most = drift or Drift(), max(numbers[id]["tolerance"] for id in _MOVING)
        for row, name, was, shape in zip(rows, site.names, site.shapes, shapes):
            if shape is not was:
                drift.check(row["uuid"], name, was, shape, most)
    return plan


def _as_parcel(
    ws: Workspace, rows: Sequence[Row], site: Site, mended: Mended, tolerance: float
) -> Plan:
    """Ground of nobody as a parcel, unless its corners would be another fault."""
    plan = plan_draw(ws, mended.new[0], tolerance=NOISE)
    bent = {one.uuid for one in plan.adjusted}
    changed = [at for at, row in enumerate(rows) if row["uuid"] in bent]
    site.check_free(changed)
    shapes = _with(mended.shapes, rows, plan.adjusted)
    for at in changed:
        check_sound(site, at, shapes[at])
    new = [piece.shape for piece in plan.pieces]
    check_corners(site, object_array([*shapes, *new]), tolerance, fewer=False)
    return replace(plan, notes=(mended.note, *plan.notes))


def _with(shapes: np.ndarray, rows: Sequence[Row], bent: Sequence[Adjusted]) -> np.ndarray:
    """The shapes of the rows, with those that get corners of others."""
    now = {one.uuid: one.shape for one in bent}
    return object_array(now.get(row["uuid"], shape) for row, shape in zip(rows, shapes))


def _site(reader: Reader, fault: Known, wish: Wish, for_officer: bool) -> tuple[list[Row], Site]:
    """The parcels around a fault, and the same as the fix sees them."""
    try:
        own = read_parcels(reader, fault.things)
    except RowMissing as gone:
        raise NothingToMend from gone
    reach = [one for one in (*(row["geom"] for row in own), fault.place) if one is not None]
    rows = read_near(reader, reach)
    at = {uuid: place for place, uuid in enumerate(uuids_of(rows))}
    if not at.keys() >= set(fault.things):
        raise FixError(Message("fix.no_ground", code=listed(list(map(name_of, own)))))
    facts = rows_among(reader, "parcel", _FACTS, "uuid", list(at))
    facts.sort(key=lambda row: at[row["uuid"]])
    bounds = tuple(shapely.total_bounds(reach))
    others = [row["geom"] for name in NO_GAP for row in reader.within(name, bounds, ["geom"])]
    grounds = areas_of(others)
    roads = object_array(row["geom"] for row in reader.within("road", bounds, ["geom"]))
    site = Site(
        shapes=shapes_of(rows),
        names=list(map(name_of, rows)),
        things=tuple(at[uuid] for uuid in fault.things),
        place=fault.place,
        free=np.array([_is_free(row, wish) for row in facts], dtype=bool),
        document_m2=np.array([_document(row) for row in facts]),
        since=[row["created_at"] for row in facts],
        others=grounds[~shapely.is_missing(grounds)],
        roads=roads[~shapely.is_missing(roads)],
        known=_known(reader, own, at) if for_officer else (),
    )
    return rows, site


def _is_free(row: Row, wish: Wish) -> bool:
    chosen = wish.only is None or row["uuid"] in wish.only
    return chosen and (wish.unlocked or not is_locked(row))


def _known(reader: Reader, own: Sequence[Row], at: Mapping[str, int]) -> list[int]:
    known = zip(own, are_known(reader, own))
    return [at[row["uuid"]] for row, more in known if more]


def _document(row: Row) -> float:
    return np.nan if row["document_area"] is None else to_square_metres(row["document_area"])


def _plan(ws: Workspace, rows: Sequence[Row], site: Site, mended: Mended) -> Plan:
    """The parcels that get other shapes, and the neighbours that get their new corners."""
    changed = [at for at in range(len(rows)) if mended.shapes[at] is not site.shapes[at]]
    site.check_free(changed)
    changed = sorted({*changed, *mended.into.values()})
    living = [at for at in changed if at not in mended.into]
    before, after = site.shapes[changed], mended.shapes[living]
    beside = [at for at in range(len(rows)) if at not in changed]
    bent = _bent([rows[at] for at in beside], before, after)
    known = {one.uuid for one in bent}
    site.check_free(at for at in beside if rows[at]["uuid"] in known)
    parcels = read_parcels(ws, [rows[at]["uuid"] for at in changed])
    own = dict(zip(changed, parcels))
    around = without(read_around(ws, list(after)), {*known, *uuids_of(parcels)})
    return Plan(
        operation="merge" if mended.into else "reshape",
        kind="merge" if mended.into else "correct",
        parcels=parcels,
        pieces=tuple(_piece(own, at, mended) for at in living),
        adjusted=bent,
        around=around,
        notes=(mended.note,),
        in_force=codes_in_force(ws).concerned(parcels),
        check="ground" if faults(before, after) else "area",
        hair=mended.hair,
    )


def _bent(beside: Sequence[Row], before: np.ndarray, after: np.ndarray) -> list[Adjusted]:
    corners = new_corners(before, after)
    return adjusted(beside, list(shapely.points(corners)), list(after)) if len(corners) else []


def _piece(own: Mapping[int, Row], at: int, mended: Mended) -> Piece:
    """A parcel that lives on, with the ground of those that end in it."""
    row = own[at]
    ended = [own[one]["uuid"] for one, to in mended.into.items() if to == at]
    return Piece(
        mended.shapes[at],
        (row["uuid"], *ended),
        row["parcel_code"],
        keeps=row["uuid"],
        keeps_code=True,
    )

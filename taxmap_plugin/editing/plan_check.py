"""What must be so before a change of parcels is written."""

from __future__ import annotations

from typing import Optional

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ..core.fabric import faults
from ..core.fabric_faults import SQUARE_MILLIMETRE
from ..core.ground import ground_of
from ..core.message import Message
from ..core.parcel_name import name_of
from ..workspace.reader import OpenReader
from .confirmed import Confirmed
from .fault_place import beside_parcels, rows_of_plan
from .given_codes import holder, is_retired
from .in_force import CodesInForce
from .native_ground import check_ground, read_neighbours
from .neighbours import without
from .out_of_bounds import check_not_far_off
from .parcel_plan import (
    Piece,
    Plan,
    PlanError,
    read_around,
    shapes_of,
    uuids_of,
)


def check_plan(plan: Plan) -> None:
    """Raise PlanError for what can be refused without looking into the workspace."""
    before = [row["geom"] for row in plan.parcels if row["geom"] is not None]
    after = [*map(_checked, plan.pieces), *(part.shape for part in plan.public)]
    before += [one.was for one in plan.adjusted]
    after += [one.shape for one in plan.adjusted]
    for problem in _problems(plan, before, after):
        raise PlanError(beside_parcels(problem, rows_of_plan(plan)))


def _checked(piece: Piece) -> BaseGeometry:
    """The shape that must be sound; of one that was broken before, the ground that it holds."""
    return ground_of(piece.shape) if piece.broken else piece.shape


def _problems(plan: Plan, before: list, after: list) -> list[Message]:
    if plan.check == "area":
        return faults(before, after)
    if plan.check == "shape":
        return []  # asked of each parcel, beside its neighbours of now
    around = [row["geom"] for row in plan.around]
    both = ([*before, *around], [*after, *around])
    return faults(*both, outline_moves=True, hair=plan.hair)


def check_in_workspace(change: Confirmed) -> None:
    """Raise PlanError for ground that was drawn on meanwhile, and for codes that cannot be.

    Whether a reason is needed is told by the codes that the officer confirmed.
    """
    _check_reason(change)
    _check_around(change)
    check_codes(change.tx, change.plan, change.in_force)


def _check_reason(change: Confirmed) -> None:
    decision, plan = change.decision, change.plan
    blocks = change.in_force.concerned(plan.parcels, plan.pieces)
    if blocks and not decision.is_explained:
        raise PlanError(Message("parcel_write.reason_needed", blocks=list(blocks)))


def _check_around(change: Confirmed) -> None:
    """Nothing may have been drawn since where this change gains ground."""
    plan = change.plan
    if plan.check == "shape":
        check_ground(plan, read_neighbours(change))
        check_not_far_off(change.tx, plan)
    if plan.check != "ground":
        return
    now = read_around(change.tx, [piece.shape for piece in plan.pieces])
    known = {*uuids_of(plan.parcels), *uuids_of(plan.around)}
    new = without(now, known | {one.uuid for one in plan.adjusted})
    shapes = shapely.make_valid(shapes_of(new))
    for piece in plan.pieces:
        over = shapely.area(shapely.intersection(_checked(piece), shapes)) > SQUARE_MILLIMETRE
        for at in np.flatnonzero(over):
            code = name_of(new[at])
            raise PlanError(Message("parcel_write.drawn_meanwhile", code=code))


def check_codes(reader: OpenReader, plan: Plan, in_force: CodesInForce) -> None:
    """Raise PlanError for codes that cannot be, whatever reason is given.

    Each code is given once; one that none of the parcels had is free; none in force goes.
    """
    before = {row["uuid"]: row["parcel_code"] for row in plan.parcels}
    given: set[str] = set()
    for piece in plan.pieces:
        if piece.code is None:
            _check_not_taken_away(before.get(piece.keeps), in_force)
            continue
        if piece.code in given:
            raise PlanError(Message("parcel_write.code_twice", code=piece.code))
        given.add(piece.code)
        if piece.code not in before.values():
            _check_free(reader, piece.code, piece.restores, in_force)
    _check_one_is_called(plan, in_force)


def _check_not_taken_away(code: Optional[str], in_force: CodesInForce) -> None:
    """A parcel that lives on is called something where codes are in force: registers name it."""
    if in_force.has(code):
        raise PlanError(Message("parcel_write.code_taken_away", code=code))


def _check_one_is_called(plan: Plan, in_force: CodesInForce) -> None:
    """Of what comes of a parcel whose code is in force one piece at least has a code."""
    for row in plan.parcels:
        heirs = [piece for piece in plan.pieces if row["uuid"] in piece.parents]
        if heirs and in_force.has(row["parcel_code"]) and not any(p.code for p in heirs):
            raise PlanError(Message("parcel_write.code_taken_away", code=row["parcel_code"]))


def _check_free(reader: OpenReader, code: str, restores: str, in_force: CodesInForce) -> None:
    if holder(reader, code) is not None:
        raise PlanError(Message("parcel_write.code_taken", code=code))
    if in_force.has(code) and is_retired(reader, code, restores):
        raise PlanError(Message("parcel_write.code_retired", code=code))

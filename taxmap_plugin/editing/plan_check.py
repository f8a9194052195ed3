"""What must be so before a change of parcels is written."""

from __future__ import annotations

import numpy as np
import shapely

from ..core.fabric import faults
from ..core.fabric_faults import SQUARE_MILLIMETRE
from ..core.message import Message
from ..core.parcel_name import name_of
from .confirmed import Confirmed
from .given_codes import holder, is_retired
from .native_ground import check_ground, read_neighbours
from .neighbours import without
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
    after = [piece.shape for piece in plan.pieces] + [part.shape for part in plan.public]
    before += [one.was for one in plan.adjusted]
    after += [one.shape for one in plan.adjusted]
    for problem in _problems(plan, before, after):
        raise PlanError(problem)


def _problems(plan: Plan, before: list, after: list) -> list[Message]:
    if plan.check == "area":
        return faults(before, after)
    if plan.check == "shape":
        return []  # asked of each parcel, beside its neighbours of now
    around = [row["geom"] for row in plan.around]
    return faults([*before, *around], [*after, *around], outline_moves=True)


def check_in_workspace(change: Confirmed) -> None:
    """Raise PlanError for ground that was drawn on meanwhile, and for codes that cannot be.

    Whether a reason is needed is told by the codes that the officer confirmed.
    """
    _check_reason(change)
    _check_around(change)
    _check_codes(change)


def _check_reason(change: Confirmed) -> None:
    decision, plan = change.decision, change.plan
    stated = decision.reason.strip() or decision.document.strip()
    if not stated and change.in_force.ask_reason(plan.parcels, plan.pieces):
        raise PlanError(Message("parcel_write.reason_needed"))


def _check_around(change: Confirmed) -> None:
    """Nothing may have been drawn since where this change gains ground."""
    plan = change.plan
    if plan.check == "shape":
        check_ground(plan, read_neighbours(change))
    if plan.check != "ground":
        return
    now = read_around(change.tx, [piece.shape for piece in plan.pieces])
    known = {*uuids_of(plan.parcels), *uuids_of(plan.around)}
    new = without(now, known | {one.uuid for one in plan.adjusted})
    shapes = shapely.make_valid(shapes_of(new))
    for piece in plan.pieces:
        over = shapely.area(shapely.intersection(piece.shape, shapes)) > SQUARE_MILLIMETRE
        for at in np.flatnonzero(over):
            code = name_of(new[at])
            raise PlanError(Message("parcel_write.drawn_meanwhile", code=code))


def _check_codes(change: Confirmed) -> None:
    """Each code is given once; one that none of the parcels had is free; none in force goes."""
    own = {row["parcel_code"] for row in change.plan.parcels}
    given: set[str] = set()
    for piece in change.plan.pieces:
        if piece.code is None:
            _check_not_taken_away(change, piece)
            continue
        if piece.code in given:
            raise PlanError(Message("parcel_write.code_twice", code=piece.code))
        given.add(piece.code)
        if piece.code not in own:
            _check_free(change, piece.code, piece.restores)
    _check_one_is_called(change)


def _check_not_taken_away(change: Confirmed, piece: Piece) -> None:
    """A parcel that lives on is called something where codes are in force: registers name it."""
    code = change.before[piece.keeps]["parcel_code"] if piece.keeps else None
    if change.in_force.has(code):
        raise PlanError(Message("parcel_write.code_taken_away", code=code))


def _check_one_is_called(change: Confirmed) -> None:
    """Of what comes of a parcel whose code is in force one piece at least has a code."""
    for row in change.plan.parcels:
        heirs = [piece for piece in change.plan.pieces if row["uuid"] in piece.parents]
        if heirs and change.in_force.has(row["parcel_code"]) and not any(p.code for p in heirs):
            raise PlanError(Message("parcel_write.code_taken_away", code=row["parcel_code"]))


def _check_free(change: Confirmed, code: str, restores: str) -> None:
    if holder(change.tx, code) is not None:
        raise PlanError(Message("parcel_write.code_taken", code=code))
    if change.in_force.has(code) and is_retired(change.tx, code, restores):
        raise PlanError(Message("parcel_write.code_retired", code=code))

"""Two officers changed one parcel: what a plan was made of beside what is there now."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from ..core.code_style import CodeStyle
from ..core.ground import ground_of
from ..core.parcel_code import CodeError
from ..workspace.few_rows import Row
from ..workspace.schema import BOOKKEEPING
from .division import taken_over
from .merge import joined
from .parcel_plan import CODE_PARTS, Piece, Plan
from .parcel_rows import parts_of
from .strip import remaining

_NOT_COMPARED = {"uuid", "fid", *BOOKKEEPING}
_MAP = ("geom", *CODE_PARTS)
_ALIKE = 0.9  # of the ground: the same piece, on a boundary that somebody corrected


def changed_meanwhile(plan: Plan, now: pd.DataFrame) -> dict[str, Row]:
    """By uuid the columns that somebody else changed, with what is there now.

    ``now`` are the rows as RowChanged brings them.
    """
    there = rows_of(now)
    return {
        row["uuid"]: _differing(row, there[row["uuid"]])
        for row in plan.parcels
        if row["uuid"] in there
    }


def written_over(plan: Plan, now: pd.DataFrame) -> dict[str, Row]:
    """By uuid what the officer would write over what is there now; ``plan`` as she decided it.

    Shape and code are the plan's; of the other columns only those that she filled in herself.
    """
    found: dict[str, Row] = {}
    seen = plan.rows
    for uuid, theirs in changed_meanwhile(plan, now).items():
        own = {**seen[uuid], **_code_of_heir(plan, uuid)}
        found[uuid] = {name: own[name] for name in theirs if name in _MAP}
    for piece, typed in zip(plan.pieces, _contested(plan, now)):
        for uuid in found.keys() & piece.origin:
            found[uuid].update(typed)
    return found


def left_to_theirs(plan: Plan, now: pd.DataFrame) -> list[set[str]]:
    """What of each piece the officer gives up who takes theirs: the columns that she filled in
    where somebody else did, and her code where the parcel has another one; ``plan`` as she
    decided it."""
    theirs = changed_meanwhile(plan, now)
    recoded = {uuid for uuid, values in theirs.items() if "parcel_code" in values}
    return [
        {*typed, *(["parcel_code"] if recoded & piece.origin else [])}
        for piece, typed in zip(plan.pieces, _contested(plan, now))
    ]


def same_pieces(plan: Plan, anew: Plan) -> dict[int, int]:
    """Which pieces of a plan are there in one that was made anew: place → place.

    They come from the same parcels and have most of their ground in common.
    """
    found = {}
    for at, piece in enumerate(plan.pieces):
        for now, other in enumerate(anew.pieces):
            if _origin(piece) == _origin(other) and _is_alike(piece.shape, other.shape):
                found[at] = now
    return found


def is_outdated(plan: Plan, now: pd.DataFrame) -> bool:
    """Whether a shape or a code is another one: then the plan must be made anew."""
    changed = changed_meanwhile(plan, now)
    if set(now["uuid"]) - set(changed):
        return True  # a neighbour, of which only the shape counts
    return any({"geom", "parcel_code"}.intersection(values) for values in changed.values())


def over_theirs(plan: Plan, now: pd.DataFrame) -> Plan:
    """The plan to be written over what somebody else wrote and the officer has seen.

    What she did not change is theirs from now on: in what the pieces have of their parcels,
    and in the history.
    """
    seen = plan.rows
    there = {**seen, **rows_of(now)}
    before, after = _taken_over(plan, seen), _taken_over(plan, there)
    pieces = [
        replace(piece, values={**piece.values, **_theirs(piece.values, was, becomes)})
        for piece, was, becomes in zip(plan.pieces, before, after)
    ]
    rows = [{name: there[row["uuid"]][name] for name in row} for row in plan.parcels]
    return replace(plan, parcels=rows, pieces=tuple(pieces))


def _contested(plan: Plan, now: pd.DataFrame) -> list[Row]:
    """For each piece what the officer filled in where theirs would come to be now."""
    seen = plan.rows
    before, after = _taken_over(plan, seen), _taken_over(plan, {**seen, **rows_of(now)})
    return [
        _typed(piece.values, was, becomes)
        for piece, was, becomes in zip(plan.pieces, before, after)
    ]


def _code_of_heir(plan: Plan, uuid: str) -> Row:
    """The code, and its parts, of the piece that a parcel lives on in, or that has its number."""
    heirs = [piece for piece in plan.pieces if uuid in piece.origin]
    heirs.sort(key=lambda piece: (piece.keeps != uuid, not piece.keeps_code))
    code = heirs[0].code if heirs else None
    if code is None:
        return {}
    with suppress(CodeError):  # told when she writes it
        return dict(zip(CODE_PARTS, parts_of(code, CodeStyle.load())))
    return {"parcel_code": code}


def _origin(piece: Piece) -> set[str]:
    return {*piece.origin, piece.restores}


def _is_alike(one: BaseGeometry, other: BaseGeometry) -> bool:
    both = ground_of(one), ground_of(other)
    common = shapely.intersection(*both).area
    return bool(common >= _ALIKE * max(ground.area for ground in both))


def rows_of(now: pd.DataFrame) -> dict[str, Row]:
    """The rows of a frame as the workspace's readers give a handful of them, by uuid."""
    plain = now.astype(object).where(now.notna(), None)
    return {row["uuid"]: row for row in plain.to_dict("records")}


def _taken_over(plan: Plan, rows: Mapping[str, Row]) -> list[Row]:
    """What each piece of the plan has of these rows of its parcels while nobody types anything."""
    if plan.operation == "split":
        return _of_divided(plan, rows)
    if plan.operation == "merge":
        parents = [[rows[uuid] for uuid in piece.parents] for piece in plan.pieces]
        return [_known(joined(own[0], own), plan) for own in parents]
    if plan.operation == "strip":
        return [remaining(plan.rows[piece.keeps], piece.shape) for piece in plan.pieces]
    return [{} for _ in plan.pieces]


def _of_divided(plan: Plan, rows: Mapping[str, Row]) -> list[Row]:
    found: dict[int, Row] = {}
    for uuid in plan.rows:
        places = [at for at, piece in enumerate(plan.pieces) if uuid in piece.parents]
        keeps = next((n for n, at in enumerate(places) if plan.pieces[at].keeps_code), 0)
        values = taken_over(rows[uuid], len(places), keeps)
        found.update(zip(places, (_known(one, plan) for one in values)))
    return [found[at] for at in range(len(plan.pieces))]


def _known(values: Row, plan: Plan) -> Row:
    """Those that the plan has read."""
    names = plan.parcels[0]
    return {name: value for name, value in values.items() if name in names}


def _theirs(values: Mapping[str, Any], was: Row, becomes: Row) -> Row:
    """What is theirs now: the officer left it as it was."""
    return {
        name: becomes.get(name)
        for name in {*was, *becomes}
        if _same(values.get(name), was.get(name))
    }


def _typed(values: Mapping[str, Any], was: Row, becomes: Row) -> Row:
    """What she filled in where theirs would come to be now."""
    names = [name for name in values if not _same(was.get(name), becomes.get(name))]
    shown = (was, becomes)
    return {
        name: values[name]
        for name in names
        if not any(_same(values[name], one.get(name)) for one in shown)
    }


def _differing(seen: Row, now: Row) -> Row:
    return {
        name: now[name]
        for name, value in seen.items()
        if name not in _NOT_COMPARED and not _same(value, now[name])
    }


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, shapely.Geometry) and isinstance(other, shapely.Geometry):
        return bool(shapely.equals_exact(one, other))
    return bool(one == other)

"""What was edited with QGIS's own tools, replayed as one change with lineage when it is saved.

QGIS keeps such edits in the buffer of the layer until Save. Its split keeps the row for one
half, its merge keeps one of the rows: here the pieces get identities of their own, as with
the tools of the plugin.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Optional

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ..core.code_style import CodeStyle
from ..core.code_suggestion import suggest_merge
from ..core.fabric import share_vertices
from ..core.ground import grounds_of, is_nowhere, is_sound
from ..core.message import Message
from ..core.number_columns import read_numbers
from ..core.parcel_code import problem
from ..errors import TaxMapError
from ..workspace.few_rows import Row
from ..workspace.schema import BOOKKEEPING, table
from ..workspace.store import Workspace
from .copied_code import is_copy_of
from .division import DOCUMENT_AREA, shared, without_copies
from .in_force import codes_in_force
from .merge import joined
from .native_codes import place_values
from .native_ground import moved_shapes
from .native_kind import heir_counts, kind_of
from .native_pasted import put_back
from .neighbours import adjusted, read_near, without
from .parcel_plan import (
    CODE_PARTS,
    Piece,
    Plan,
    read_parcels,
    row_values,
    shapes_of,
    uuids_of,
)

_PART = 0.01  # of a shape: less ground in common is a hair on the boundary


@dataclass(frozen=True)
class NativeEdits:
    """The edit buffer of one layer, rows by their uuid.

    ``added`` are the values of new rows with their shape in ``geom``, ``shapes`` the new
    shapes (workspace's CRS) and ``values`` the new values of rows that are there, ``deleted``
    those to be removed. ``versions`` are the ``row_version`` of rows when they were edited
    first, as far as known.
    """

    added: Sequence[Mapping[str, Any]] = ()
    shapes: Mapping[str, BaseGeometry] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    deleted: Sequence[str] = ()
    versions: Mapping[str, int] = field(default_factory=dict)

    @property
    def uuids(self) -> list[str]:
        """The rows that are there and change or go."""
        return list(dict.fromkeys([*self.shapes, *self.values, *self.deleted]))

    @property
    def only_values(self) -> bool:
        """Whether neither ground nor code changes: then there is nothing to divide or retire."""
        codes = any(name in CODE_PARTS for values in self.values.values() for name in values)
        return not (self.added or self.shapes or self.deleted or codes)


class NowhereError(TaxMapError):
    """A shape has coordinates that are no numbers, or infinite; nothing was written."""


def check_somewhere(edits: NativeEdits) -> None:
    """Raise NowhereError for shapes that were pasted out of a layer that could not be placed."""
    shapes = [*edits.shapes.values(), *(row.get("geom") for row in edits.added)]
    count = int(is_nowhere(shapes).sum())
    if count:
        raise NowhereError(Message("native_edits.nowhere", count=count))


def plan_native(ws: Workspace, edits: NativeEdits) -> Plan:
    """The change of parcels that an edit buffer means.

    A piece has the parcels as parents whose ground it has; a parcel that only moved its
    boundary lives on. A deleted parcel without successor retires. Raises NowhereError.
    """
    check_somewhere(edits)
    uuids = edits.uuids
    rows = read_parcels(ws, uuids)
    for row in rows:
        row["row_version"] = edits.versions.get(row["uuid"], row["row_version"])
    edits = _with_numbers_read(put_back(edits, rows), rows)
    after = _with_corners(ws, rows, _after(rows, edits))
    parents = _parents(rows, after)
    retired = _retired(edits, after, parents)
    by_uuid = {row["uuid"]: row for row in rows}
    made = [_piece(ws, by_uuid, new, own, retired) for new, own in zip(after, parents)]
    coded = _with_codes(ws, rows, _with_lineage(made, retired))
    pieces = _with_document_areas(rows, _with_own_values(rows, coded))
    plan = Plan(
        operation="replace",
        kind=kind_of(rows, pieces),
        parcels=rows,
        pieces=tuple(pieces),
        in_force=codes_in_force(ws).concerned(rows, pieces),
        check="shape",
    )
    shapes = moved_shapes(plan)
    around = without(read_near(ws, shapes), set(uuids))
    return replace(plan, adjusted=adjusted(around, shapes), around=around)


def _with_numbers_read(edits: NativeEdits, rows: Sequence[Row]) -> NativeEdits:
    """The edits with numbers as they are stored; what QGIS copied of the rows stays a copy."""

    def read(values: Mapping[str, Any]) -> dict[str, Any]:
        copied = {
            name: value
            for name, value in values.items()
            if name != "geom" and value in [row.get(name) for row in rows]
        }
        return {**read_numbers(values), **copied}

    values = {uuid: read(own) for uuid, own in edits.values.items()}
    return replace(edits, added=[read(new) for new in edits.added], values=values)


@dataclass(frozen=True)
class _New:
    """A parcel as the buffer has it; ``uuid`` of the row that it is in, empty for a new one.

    ``moved`` says that its shape is not that of the row.
    """

    uuid: str
    shape: Optional[BaseGeometry]
    values: Mapping[str, Any]
    moved: bool = True


def _after(rows: Sequence[Row], edits: NativeEdits) -> list[_New]:
    gone = set(edits.deleted)
    living = [
        _New(
            uuid,
            edits.shapes.get(uuid, row["geom"]),
            edits.values.get(uuid, {}),
            uuid in edits.shapes,
        )
        for row in rows
        for uuid in [row["uuid"]]
        if uuid not in gone
    ]
    added = [_New("", new.get("geom"), _without_shape(new)) for new in edits.added]
    return living + added


def _with_corners(ws: Workspace, rows: Sequence[Row], after: Sequence[_New]) -> list[_New]:
    """Moved shapes pass through the corners of others that lie on their edges."""
    places = [at for at, new in enumerate(after) if new.moved and is_sound(new.shape)]
    shapes = [after[at].shape for at in places]
    around = without(read_near(ws, shapes), uuids_of(rows))
    others = [new.shape for new in after if is_sound(new.shape)]
    passing, changed = share_vertices(shapes, [*shapes_of(around), *others])
    found = list(after)
    for at, shape, is_new in zip(places, passing, changed):
        found[at] = replace(after[at], shape=shape) if is_new else after[at]
    return found


def _without_shape(row: Mapping[str, Any]) -> Row:
    return {name: value for name, value in row.items() if name != "geom"}


def _parents(rows: Sequence[Row], after: Sequence[_New]) -> list[tuple[str, ...]]:
    """Whose ground each new shape has, the row that it is in ahead, then by area."""
    before = grounds_of(shapes_of(rows))
    tree = shapely.STRtree(before)
    found = []
    for new in after:
        own = [new.uuid] if new.uuid else []
        from_ground = _ground_of(new.shape, before, tree) if new.moved else []
        uuids = [rows[at]["uuid"] for at in from_ground]
        found.append(tuple(dict.fromkeys([*own, *uuids])))
    return found


def _ground_of(
    shape: Optional[BaseGeometry], before: np.ndarray, tree: shapely.STRtree
) -> list[int]:
    """Which of the shapes ``before`` have ground in common with this one, most first."""
    if shape is None:
        return []
    shape = shapely.make_valid(shape)
    near = tree.query(shape)
    area = shapely.area(shapely.intersection(before[near], shape))
    least = _PART * np.minimum(shapely.area(before[near]), shape.area)
    order = np.argsort(-area, kind="stable")
    return [int(near[at]) for at in order if area[at] > least[at]]


def _retired(
    edits: NativeEdits, after: Sequence[_New], parents: Sequence[tuple[str, ...]]
) -> set[str]:
    """Parcels that were divided, or that swallowed a deleted one: they do not live on."""
    gone = set(edits.deleted)
    divided = {uuid for new, own in zip(after, parents) if not new.uuid for uuid in own}
    swallowing = {own[0] for own in parents if own and gone.intersection(own[1:])}
    return gone | divided | swallowing


def _piece(
    ws: Workspace,
    rows: Mapping[str, Row],
    new: _New,
    came_from: tuple[str, ...],
    retired: set[str],
) -> Piece:
    lives_on = new.uuid if new.uuid not in retired else ""
    if lives_on:
        came_from = (lives_on,)
    source = rows[came_from[0]] if came_from else None
    own = [rows[uuid] for uuid in came_from]
    code = _code(ws, new, own, retired)
    taken_over = row_values(source) if source and not lives_on else {}
    place = place_values(ws, code, {**new.values, "geom": new.shape}, own, not new.uuid)
    return Piece(
        new.shape,
        came_from,
        code,
        values={**taken_over, **_own_values(new.values), **place},
        keeps=lives_on,
    )


def _code(ws: Workspace, new: _New, came_from: Sequence[Row], retired: set[str]) -> Optional[str]:
    """The code that was typed, else that of what it came from: of several in one the smallest."""
    original = came_from[0]["parcel_code"] if came_from else None
    code = new.values.get("parcel_code", original)
    swallowed = [row for row in came_from if row["uuid"] in retired]
    if new.uuid:
        is_given = "parcel_code" in new.values
    else:
        codes = [row["parcel_code"] for row in came_from if row["parcel_code"]]
        is_given = code is not None and not any(is_copy_of(code, own) for own in codes)
        if not is_given:
            code = original if len(swallowed) < 2 else None
    if code is None and not is_given:
        code = _code_of_swallowed(ws, swallowed)
    return None if code is None else str(code)


def _code_of_swallowed(ws: Workspace, rows: Sequence[Row]) -> Optional[str]:
    """The smallest code survives also where QGIS kept the row of a parcel that had none."""
    style = CodeStyle.of(ws.municipality)
    codes = [row["parcel_code"] for row in rows if problem(row["parcel_code"], style) is None]
    return suggest_merge(codes, style).code if codes else None


def _with_lineage(pieces: Sequence[Piece], retired: set[str]) -> list[Piece]:
    heirs = heir_counts(pieces)
    return [replace(piece, lineage=_lineage(piece, retired, heirs)) for piece in pieces]


def _lineage(piece: Piece, retired: set[str], heirs: Mapping[str, int]) -> str:
    """How a parcel came from its parents."""
    if piece.keeps:
        return "reshape"
    if len(retired.intersection(piece.parents)) > 1:
        return "merge"
    is_alone = all(uuid in retired and heirs[uuid] == 1 for uuid in piece.parents)
    return "replace" if is_alone else "split"


def _own_values(values: Mapping[str, Any]) -> dict[str, Any]:
    known = set(table("parcel").names) - {"uuid", *CODE_PARTS, *BOOKKEEPING}
    return {name: value for name, value in values.items() if name in known}


def _with_codes(ws: Workspace, rows: Sequence[Row], pieces: Sequence[Piece]) -> list[Piece]:
    """A code that QGIS copied to several pieces is divided among them, by the rule of a split."""
    found = list(pieces)
    by_code = {row["parcel_code"]: row for row in rows if row["parcel_code"]}
    taken = {piece.code for piece in pieces if piece.code}
    places_of: dict[Optional[str], list[int]] = {}
    for place, piece in enumerate(pieces):
        places_of.setdefault(piece.code, []).append(place)
    for code, row in by_code.items():
        places = places_of.get(code, [])
        own = [found[place] for place in places]
        divided = (
            shared(ws, row, own, taken)
            if len(own) > 1
            else [replace(piece, keeps_code=True) for piece in own]
        )
        taken |= {piece.code for piece in divided if piece.code}
        for place, piece in zip(places, divided):
            found[place] = piece
    return found


def _with_own_values(rows: Sequence[Row], pieces: Sequence[Piece]) -> list[Piece]:
    """What QGIS copied to all pieces of a parcel, and only one can have, is of one of them."""
    found = list(pieces)
    for row in rows:
        places = [
            place
            for place, piece in enumerate(found)
            if not piece.keeps and row["uuid"] in piece.parents
        ]
        if len(places) > 1:
            own = without_copies(row, [found[place] for place in places])
            for place, piece in zip(places, own):
                found[place] = piece
    return found


def _with_document_areas(rows: Sequence[Row], pieces: Sequence[Piece]) -> list[Piece]:
    """A document area that QGIS copied of one parcel is neither of a part of it nor of several.

    Where it was divided nobody knows that of the parts; of several in one it is the sum.
    """
    heirs = heir_counts(pieces)
    by_uuid = {row["uuid"]: row for row in rows}
    found = list(pieces)
    for place, piece in enumerate(pieces):
        own = [by_uuid[uuid] for uuid in piece.parents]
        divided = any(heirs[uuid] > 1 for uuid in piece.parents)
        copied = piece.values.get(DOCUMENT_AREA) in [row[DOCUMENT_AREA] for row in own]
        if copied and not piece.keeps and (divided or len(own) > 1):
            area = None if divided else joined(own[0], own)[DOCUMENT_AREA]
            found[place] = replace(piece, values={**piece.values, DOCUMENT_AREA: area})
    return found

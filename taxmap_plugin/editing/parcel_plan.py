"""A change of parcels before it is written: what is there, what will be, and why.

Every operation (split, merge, reshape, …) makes a :class:`Plan` and writes nothing. The
officer looks at it, changes codes and document numbers, and confirms; then
``parcel_write.apply_plan`` writes it in one transaction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal, Optional

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ..core.ground import ground_area, is_nowhere
from ..core.message import Message
from ..core.object_array import object_array
from ..core.parcel_name import NAMES, Name, name_of
from ..errors import TaxMapError
from ..workspace.change_kind import stated_kinds
from ..workspace.few_rows import Row
from ..workspace.problem import RowMissing
from ..workspace.reader import Reader, rows_among
from ..workspace.schema import BOOKKEEPING, table

CODE_PARTS = ("parcel_code", "zone_code", "block_code", "lot")
Check = Literal["area", "ground", "shape"]
_ROW = (*(name for name in table("parcel").names if name not in BOOKKEEPING), "row_version")


_UNCHANGED_M2 = 0.005


class PlanError(TaxMapError):
    """A change of parcels that cannot be made as asked; the workspace is as it was."""


@dataclass(frozen=True)
class Piece:
    """A parcel as it will be.

    ``shape`` is in the workspace's CRS; ``parents`` are the parcels whose ground it has,
    the one it takes its values from ahead. ``keeps`` is the uuid of the parcel that lives
    on in it, ``restores`` that of a retired one that comes back, both empty for a new
    identity; ``keeps_code`` whether it has a code that a parent had. ``values`` are the
    columns of the row, without the code and, where there is one, its parts; ``lineage`` how
    it came from its parents where that is not the operation of the plan. ``left_over``: what
    wanted areas leave of a parcel, which is the remainder while no number tells of another.
    ``broken``: the shape of a retired parcel that comes back as it was, though it is not sound.
    """

    shape: BaseGeometry
    parents: tuple[str, ...] = ()
    code: Optional[str] = None
    reason: Optional[Message] = None
    values: Mapping[str, Any] = field(default_factory=dict)
    keeps: str = ""
    restores: str = ""
    keeps_code: bool = False
    lineage: str = ""
    left_over: bool = False
    broken: bool = False

    @property
    def origin(self) -> set[str]:
        """The parcels that it has ground of, or lives on as (uuids)."""
        return {*self.parents, self.keeps} - {""}

    @property
    def area_m2(self) -> float:
        """Map area in square metres."""
        return ground_area(self.shape) if self.broken else float(shapely.area(self.shape))


@dataclass(frozen=True)
class PublicPart:
    """Ground that becomes public: a row of ``table`` (public_land, water) with ``values``."""

    shape: BaseGeometry
    table: str
    values: Mapping[str, Any] = field(default_factory=dict)
    parents: tuple[str, ...] = ()


@dataclass(frozen=True)
class Adjusted:
    """A neighbour whose edges pass through new corners; its ground stays what it was.

    ``row`` is as ``read_around`` gives it.
    """

    row: Row
    shape: BaseGeometry

    @property
    def uuid(self) -> str:
        return str(self.row["uuid"])

    @property
    def was(self) -> BaseGeometry:
        """Its shape before."""
        return self.row["geom"]


@dataclass(frozen=True)
class Plan:
    """One change, ready to be looked at.

    ``parcels`` are the rows concerned as they were read (with ``row_version`` and ``geom``),
    ``adjusted`` the neighbours that only get vertices, ``around`` the other neighbours that
    nothing may overlap (of a ``shape`` check all). ``check`` says what must hold
    of the shapes: ``area``, the ground of the pieces is that of the parcels; ``ground``, they
    overlap nobody; ``shape``, they are sound shapes and overlap nobody more than before.
    ``hair``: overlaps and gaps no wider than so many metres may come of a ``ground`` check.
    """

    operation: str
    kind: str
    parcels: Sequence[Row]
    pieces: tuple[Piece, ...]
    adjusted: Sequence[Adjusted] = ()
    around: Sequence[Row] = ()
    public: tuple[PublicPart, ...] = ()
    notes: tuple[Message, ...] = ()
    in_force: tuple[str, ...] = ()
    check: Check = "area"
    hair: float = 0.0

    @cached_property
    def rows(self) -> dict[str, Row]:
        """``parcels`` by their uuid."""
        return {row["uuid"]: row for row in self.parcels}

    def rows_before(self, piece: Piece) -> list[Row]:
        """The parcels that a piece comes from."""
        return [self.rows[uuid] for uuid in sorted(piece.origin) if uuid in self.rows]

    def values_after(self, piece: Piece) -> Row:
        """All that is known of a piece: what it is given, and what the parcel has that lives on."""
        return {**self.rows.get(piece.keeps, {}), **piece.values}

    @property
    def reason_needed(self) -> bool:
        """Whether it must be explained: codes of the blocks ``in_force`` change."""
        return bool(self.in_force)

    @property
    def remainders(self) -> tuple[int, ...]:
        """The places of the pieces that keep the codes of the parcels that are split."""
        if self.operation != "split":
            return ()
        return tuple(place for place, piece in enumerate(self.pieces) if piece.keeps_code)


@dataclass(frozen=True)
class Decision:
    """What the officer confirmed: why, and what she changed in the pieces.

    ``kind`` is a code of ``resources/domains/change_kind.csv`` (the plan's own when empty),
    ``document_date`` ISO. ``codes`` and ``values`` are by the place of the piece. ``seen``:
    she looked at the plan with its notes, as nobody does at the single plans of a batch.
    """

    kind: str = ""
    reason: str = ""
    document: str = ""
    document_date: str = ""
    codes: Mapping[int, Optional[str]] = field(default_factory=dict)
    values: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    seen: bool = True

    @property
    def is_explained(self) -> bool:
        """Whether a reason or a document says why, as codes in force ask for."""
        return bool(self.reason.strip() or self.document.strip())


def kind_of(decision: Decision, own: str) -> str:
    """The kind of change that the officer stated, else its ``own``; PlanError for none."""
    if decision.kind and decision.kind != own and decision.kind not in stated_kinds("en"):
        raise PlanError(Message("parcel_plan.unknown_kind", kind=decision.kind))
    return decision.kind or own


@dataclass(frozen=True)
class AreaChange:
    """A parcel that lives on: its name, and its map area before and after, in m²."""

    name: Name
    before_m2: float
    after_m2: float

    @property
    def by_m2(self) -> float:
        return self.after_m2 - self.before_m2


def area_changes(plan: Plan) -> list[AreaChange]:
    """What becomes of the areas of parcels that live on; empty where none becomes another."""
    living = [(plan.rows[piece.keeps], piece) for piece in plan.pieces if piece.keeps in plan.rows]
    found = [
        AreaChange(name_of(row), row["geom"].area, piece.area_m2)
        for row, piece in living
        if row["geom"] is not None
    ]
    return found if any(abs(one.by_m2) >= _UNCHANGED_M2 for one in found) else []


def codes_replaced(plan: Plan) -> dict[int, str]:
    """The codes of parcels that live on with another one, by the place of the piece.

    It is empty for a parcel without a code.
    """
    had = {row["uuid"]: row.get("parcel_code") or "" for row in plan.parcels}
    return {
        place: had[piece.keeps]
        for place, piece in enumerate(plan.pieces)
        if piece.keeps in had and had[piece.keeps] != (piece.code or "")
    }


def decided(plan: Plan, decision: Decision) -> Plan:
    """The plan with the codes and values that the officer gave its pieces."""
    pieces = [
        replace(
            piece,
            code=decision.codes.get(place, piece.code),
            values={**piece.values, **decision.values.get(place, {})},
        )
        for place, piece in enumerate(plan.pieces)
    ]
    return replace(plan, pieces=tuple(pieces))


def uuids_of(rows: Sequence[Row]) -> list[str]:
    return [row["uuid"] for row in rows]


def read_parcels(reader: Reader, uuids: Sequence[str]) -> list[Row]:
    """The rows of these parcels, in this order, with ``row_version`` and ``geom``.

    Raises RowMissing when one is not there any more.
    """
    rows = rows_among(reader, "parcel", [*_ROW, "geom"], "uuid", uuids)
    found = {row["uuid"]: row for row in rows}
    gone = set(uuids) - set(found)
    if gone:
        raise RowMissing(Message("parcel_plan.gone", count=len(gone)), min(gone))
    return [found[uuid] for uuid in uuids]


def check_has_shape(row: Row) -> None:
    """Raise PlanError for a parcel that has no shape, or one that is nowhere on the map."""
    if row["geom"] is None or row["geom"].is_empty:
        raise PlanError(Message("parcel_plan.no_shape", code=name_of(row)))
    if is_nowhere([row["geom"]])[0]:
        raise PlanError(Message("parcel_plan.nowhere", code=name_of(row)))


def read_around(reader: Reader, shapes: Sequence[BaseGeometry]) -> list[Row]:
    """Living parcels with a shape whose boxes meet the box of the shapes.

    Their ``uuid``, ``row_version``, ``geom``, block and names.
    """
    columns = [*NAMES, "row_version", "block_code", "geom"]
    found = reader.within("parcel", tuple(shapely.total_bounds(list(shapes))), columns)
    return [row for row in found if row["geom"] is not None]


def shapes_of(rows: Sequence[Row]) -> np.ndarray:
    """The shapes of some rows as an object array."""
    return object_array(row["geom"] for row in rows)


def piece_name(plan: Plan, place: int) -> Name:
    """A piece by its code, else by its row of the preview."""
    return plan.pieces[place].code or Message("building_across.piece", place=place + 1)


def row_values(row: Row) -> Row:
    """The columns that a new parcel takes over from the row of its parent."""
    left = {"uuid", "row_version", "geom", "source_code", *CODE_PARTS}
    return {name: value for name, value in row.items() if name not in left}

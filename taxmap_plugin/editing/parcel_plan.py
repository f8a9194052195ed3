"""A change of parcels before it is written: what is there, what will be, and why.

Every operation (split, merge, reshape, …) makes a :class:`Plan` and writes nothing. The
officer looks at it, changes codes and document numbers, and confirms; then
``parcel_write.apply_plan`` writes it in one transaction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Optional

import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from ..core.message import Message
from ..errors import TaxMapError
from ..workspace.problem import RowMissing
from ..workspace.schema import BOOKKEEPING, table
from .given_codes import Reader

CODE_PARTS = ("parcel_code", "zone_code", "block_code", "lot")
Check = Literal["area", "ground", "shape"]
_ROW = (*(name for name in table("parcel").names if name not in BOOKKEEPING), "row_version")


class PlanError(TaxMapError):
    """A change of parcels that cannot be made as asked; the workspace is as it was."""


@dataclass(frozen=True)
class Piece:
    """A parcel as it will be.

    ``shape`` is in the workspace's CRS; ``parents`` are the parcels whose ground it has,
    the one it takes its values from ahead. ``keeps`` is the uuid of the parcel that lives
    on in it, ``restores`` that of a retired one that comes back, both empty for a new
    identity; ``keeps_code`` whether it has a code that a parent had. ``values`` are the
    columns of the row, without the code and its parts; ``lineage`` how it came from its
    parents where that is not the operation of the plan.
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

    @property
    def area_m2(self) -> float:
        """Map area in square metres."""
        return float(shapely.area(self.shape))


@dataclass(frozen=True)
class PublicPart:
    """Ground that becomes public: a row of ``table`` (public_land, water) with ``values``."""

    shape: BaseGeometry
    table: str
    values: Mapping[str, Any] = field(default_factory=dict)
    parents: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """One change, ready to be looked at.

    ``parcels`` are the rows concerned as they were read (with ``row_version`` and ``geom``),
    ``adjusted`` the neighbours that only get vertices (``uuid``, ``row_version``, ``geom``),
    ``around`` the other neighbours that nothing may overlap. ``check`` says what must hold
    of the shapes: ``area``, the ground of the pieces is that of the parcels; ``ground``, they
    overlap nobody; ``shape``, they are sound shapes.
    """

    operation: str
    kind: str
    parcels: pd.DataFrame
    pieces: tuple[Piece, ...]
    adjusted: pd.DataFrame = field(default_factory=pd.DataFrame)
    around: pd.DataFrame = field(default_factory=pd.DataFrame)
    public: tuple[PublicPart, ...] = ()
    notes: tuple[Message, ...] = ()
    reason_needed: bool = False
    check: Check = "area"

    @property
    def remainder(self) -> Optional[int]:
        """The place of the piece that keeps the code of the parcel that is split."""
        places = [place for place, piece in enumerate(self.pieces) if piece.keeps_code]
        return places[0] if self.operation == "split" and places else None

    def named(self, uuid: str) -> str:
        """The code by which the officer knows one of the parcels."""
        return code_of(self.parcels[self.parcels["uuid"] == uuid].iloc[0])


@dataclass(frozen=True)
class Decision:
    """What the officer confirmed: why, and what she changed in the pieces.

    ``kind`` is a code of ``resources/domains/change_kind.csv`` (the plan's own when empty),
    ``document_date`` ISO. ``codes`` and ``values`` are by the place of the piece.
    """

    kind: str = ""
    reason: str = ""
    document: str = ""
    document_date: str = ""
    codes: Mapping[int, Optional[str]] = field(default_factory=dict)
    values: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)


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


def code_of(row: pd.Series) -> str:
    """What to call a parcel: its code, the code that it came with, or a part of its uuid."""
    return str(row["parcel_code"] or row["source_code"] or row["uuid"][:8])


def read_parcels(reader: Reader, uuids: Sequence[str]) -> pd.DataFrame:
    """The rows of these parcels, in this order, with ``row_version`` and ``geom``.

    Raises RowMissing when one is not there any more.
    """
    if not uuids:
        return reader.read("parcel", [*_ROW, "geom"], "0")
    marks = ", ".join("?" * len(uuids))
    found = reader.read("parcel", [*_ROW, "geom"], f"uuid IN ({marks})", list(uuids))
    gone = set(uuids) - set(found["uuid"])
    if gone:
        raise RowMissing(Message("parcel_plan.gone", count=len(gone)), min(gone))
    return found.set_index("uuid", drop=False).loc[list(uuids)].reset_index(drop=True)


def read_around(reader: Reader, shapes: Sequence[BaseGeometry]) -> pd.DataFrame:
    """Living parcels whose boxes meet the box of the shapes: ``uuid``, ``row_version``, ``geom``
    and the codes."""
    xmin, ymin, xmax, ymax = map(float, shapely.total_bounds(list(shapes)))
    where = (
        "fid IN (SELECT id FROM rtree_parcel_geom"
        " WHERE minx <= ? AND maxx >= ? AND miny <= ? AND maxy >= ?)"
    )
    columns = ["uuid", "row_version", "parcel_code", "source_code", "block_code", "geom"]
    return reader.read("parcel", columns, where, [xmax, xmin, ymax, ymin])


def row_values(row: pd.Series) -> dict[str, Any]:
    """The columns that a new parcel takes over from the row of its parent."""
    left = {"uuid", "row_version", "geom", "source_code", *CODE_PARTS}
    return {name: _plain(row[name]) for name in row.index if name not in left}


def _plain(value: Any) -> Any:
    return None if pd.isna(value) else value

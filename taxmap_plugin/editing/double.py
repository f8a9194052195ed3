"""A parcel that was drawn twice becomes one: who of both may end, and what is said of both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ..core.area import amount, to_square_metres
from ..core.message import Message, Term
from ..core.parcel_name import listed, name_of
from ..workspace.few_rows import Row
from ..workspace.reader import Reader
from .left_behind import counted_by
from .may_end import SOMEBODYS
from .parcel_plan import Plan, row_values, uuids_of


def are_known(reader: Reader, rows: Sequence[Row]) -> list[bool]:
    """Of which parcels (as ``read_parcels`` gives them) more is known than their shape: a code, a
    number or area of a document, or rows that name them."""
    named = counted_by(reader, "parcel", uuids_of(rows))
    said = ("parcel_code", *SOMEBODYS)
    return [row["uuid"] in named or any(row[name] is not None for name in said) for row in rows]


def as_one(plan: Plan) -> Plan:
    """The plan by which one of two ends, with what is said of that one alone.

    It goes to the one that stays, unless both are said to have different numbers; what it does not
    take over is told.
    """
    (piece,) = plan.pieces
    (stays,) = (row for row in plan.parcels if row["uuid"] == piece.keeps)
    (ends,) = (row for row in plan.parcels if row["uuid"] != piece.keeps)
    taken = _taken_over(stays, ends)
    lost = [
        _said(name, ends[name])
        for name in ("parcel_code", *SOMEBODYS)
        if ends[name] is not None and {**stays, **taken}[name] != ends[name]
    ]
    names = {"code": name_of(ends), "other": name_of(stays)}
    notes = [Message("fix.double_lost", values=listed(lost), **names)] if lost else []
    return replace(plan, pieces=(replace(piece, values=taken),), notes=(*plan.notes, *notes))


def _taken_over(stays: Row, ends: Row) -> Row:
    both = [(stays[name], ends[name]) for name in SOMEBODYS]
    if any(None not in pair and pair[0] != pair[1] for pair in both):
        return {}
    said = row_values(ends)
    return {name: said[name] for name in said if said[name] is not None and stays[name] is None}


def _said(column: str, value: Any) -> Message:
    if column == "document_area":
        value = amount(to_square_metres(value))
    return Message("fix.said", column=Term("column", f"parcel.{column}"), value=value)

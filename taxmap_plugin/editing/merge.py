"""Merging neighbouring parcels (รวมแปลง): the smallest code survives, the others retire."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Optional

import shapely
from shapely.geometry.base import BaseGeometry

from ..core.area import amount
from ..core.code_style import CodeStyle
from ..core.code_suggestion import suggest_merge
from ..core.fabric_faults import SQUARE_MILLIMETRE
from ..core.fit import REACH
from ..core.ground import ground_area, grounds_of
from ..core.merge import merge
from ..core.merge_gap import gaps_left
from ..core.message import Message, Term
from ..core.parcel_code import problem
from ..core.parcel_name import name_of
from ..core.width import width_of
from ..workspace.few_rows import Row
from ..workspace.store import Workspace
from .division import OF_ONE_PLACE
from .holder import held_at_present
from .in_force import codes_in_force
from .neighbours import adjusted, without
from .parcel_plan import (
    Piece,
    Plan,
    check_has_shape,
    read_around,
    read_parcels,
    row_values,
    shapes_of,
    uuids_of,
)
from .title_held import titles_of

_SEEN_M2 = 0.005  # areas are shown to the hundredth


def plan_merge(ws: Workspace, uuids: Sequence[str], survivor: str = "") -> Plan:
    """Several parcels become one, with warnings across blocks, owners and document types.

    The values are those of the parcel whose code survives (``survivor``, if one of them has this
    code, else the smallest); the document area is the sum.
    Raises MergeError for fewer than two and when they do not hang together, PlanError for a
    parcel without a shape.
    """
    rows = read_parcels(ws, list(dict.fromkeys(uuids)))
    for row in rows:
        check_has_shape(row)
    others = without(read_around(ws, list(shapes_of(rows))), uuids_of(rows))
    names = [name_of(row) for row in rows]
    shape = merge(shapes_of(rows), names=names, others=shapes_of(others))
    first, code, reason = _survivor(ws, rows, survivor)
    parents = [first["uuid"], *(uuid for uuid in uuids_of(rows) if uuid != first["uuid"])]
    neighbours = adjusted(others, [shape])
    whole = sum(ground_area(row["geom"]) for row in rows)
    held = shapely.union_all(grounds_of(shapes_of(rows))).area
    hairline, overlap = _hairline(shape.area - held), _overlap(whole - held)
    return Plan(
        operation="merge",
        kind="merge",
        parcels=rows,
        pieces=(
            Piece(
                shape,
                tuple(parents),
                code,
                reason,
                joined(first, rows),
                keeps_code=code is not None,
            ),
        ),
        adjusted=neighbours,
        around=without(others, {one.uuid for one in neighbours}),
        notes=(*_warnings(ws, rows), *hairline, *overlap, *_gap(shape, rows, others)),
        in_force=codes_in_force(ws).concerned(rows),
        check="ground" if hairline else "area",
    )


def joined(first: Row, rows: Sequence[Row]) -> Row:
    """What one parcel has of several while nobody says otherwise.

    That is what the first has; what was written of one place of the ground, where one of the
    others alone has it; and the areas of the documents together.
    """
    own = row_values(first)
    for name in OF_ONE_PLACE:
        said = {row[name] for row in rows} - {None}
        if own[name] is None and len(said) == 1:
            own[name] = said.pop()
    return {**own, "document_area": _sum([row["document_area"] for row in rows])}


def _survivor(
    ws: Workspace, rows: Sequence[Row], wanted: str
) -> tuple[Row, Optional[str], Optional[Message]]:
    """The row whose code survives, the code and why."""
    style = CodeStyle.of(ws.municipality)
    by_code = {
        row["parcel_code"]: row for row in rows if problem(row["parcel_code"], style) is None
    }
    if not by_code:
        return rows[0], None, Message("division.no_code")
    if wanted in by_code:
        return by_code[wanted], wanted, Message("division.chosen")
    suggestion = suggest_merge(list(by_code), style)
    return by_code[suggestion.code], suggestion.code, suggestion.reason


def _sum(areas: Sequence[Optional[int]]) -> Optional[int]:
    """The sum, unknown when one of them is."""
    return None if None in areas else sum(filter(None, areas))


def _warnings(ws: Workspace, rows: Sequence[Row]) -> list[Message]:
    found = []
    blocks = _differing(rows, "block_code")
    if blocks:
        found.append(Message("merge.blocks", values=blocks))
    types = [Term("document_type", code) for code in _differing(rows, "document_type")]
    if types:
        found.append(Message("merge.document_types", values=types))
    if _owners_differ(ws, uuids_of(rows)):
        found.append(Message("merge.owners"))
    return found


def _differing(rows: Sequence[Row], column: str) -> list[str]:
    """The values of a column, where there are several."""
    values = sorted({row[column] for row in rows} - {None})
    return values if len(values) > 1 else []


def _hairline(area: float) -> list[Message]:
    """The ground between old boundaries that missed each other, when there is any."""
    return [Message("merge.hairline", area=amount(area))] if area > SQUARE_MILLIMETRE else []


def _gap(shape: BaseGeometry, rows: Sequence[Row], others: Sequence[Row]) -> list[Message]:
    """The gaps between the old boundaries that stay: all their ground, and where the largest is."""
    gaps = gaps_left(shape, shapes_of(rows), shapes_of(others))
    if not gaps:
        return []
    place = shapely.point_on_surface(gaps[0].ground)
    return [
        Message(
            "merge.gap",
            area=amount(sum(gap.ground.area for gap in gaps)),
            width=width_of(max(gap.width for gap in gaps)),
            most=REACH,
            x=round(place.x, 3),
            y=round(place.y, 3),
        )
    ]


def _overlap(area: float) -> list[Message]:
    """The ground that was counted twice, when it is more than is seen of an area."""
    return [Message("merge.overlap", area=amount(area))] if area > _SEEN_M2 else []


def _owners_differ(ws: Workspace, uuids: Sequence[str]) -> bool:
    owners: dict[str, set[str]] = {uuid: set() for uuid in uuids}
    for row in held_at_present(ws, uuids, titles_of(ws, uuids)):
        owners[row["parcel_uuid"]].add(row["owner_uuid"])
    return len({frozenset(held) for held in owners.values()}) > 1

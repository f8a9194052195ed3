"""Cutting a road or a canal out of many parcels at once (แบ่งหักเป็นที่สาธารณประโยชน์).

The ground that is taken becomes a public feature of its own; what is left of each parcel
keeps its identity, its code and its document; the area of that nobody knows any more where more
than a hair was taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Optional

import shapely

from ..core.area import amount
from ..core.drawn_outline import check_drawn
from ..core.ground import ground_area, ground_of
from ..core.message import Message
from ..core.parcel_name import listed, name_of, place_of
from ..core.strip import StripError, cut_strip, strip_of_line, takes_part
from ..workspace.few_rows import Row
from ..workspace.reader import Reader, rows_among
from ..workspace.store import Workspace
from .confirmed import Confirmed
from .division import DOCUMENT_AREA
from .in_force import codes_in_force
from .inheritance import rules
from .neighbours import adjusted, read_near, without
from .parcel_plan import (
    Piece,
    Plan,
    PublicPart,
    read_parcels,
    shapes_of,
    uuids_of,
)
from .review import Review

PUBLIC_TABLES = ("public_land", "water")
"""Where the ground that is taken may go."""

_LEAST = 0.01  # m² that a strip must take from a parcel to count


def plan_line_strip(
    ws: Workspace,
    line: shapely.LineString,
    width: float,
    table: str = "public_land",
    values: Optional[Mapping[str, Any]] = None,
) -> Plan:
    """A strip of ``width`` metres along a centre line, as :func:`plan_strip`."""
    check_drawn([line])
    return plan_strip(ws, strip_of_line(line, width), table, values)


def plan_strip(
    ws: Workspace,
    strip: shapely.Polygon,
    table: str = "public_land",
    values: Optional[Mapping[str, Any]] = None,
    uuids: Sequence[str] = (),
) -> Plan:
    """A drawn strip (workspace's CRS) taken out of all parcels under it, or of ``uuids``.

    ``values`` are those of the new row of ``table`` (kind, name). A parcel that is taken
    wholly retires into the public ground. Raises StripError when no parcel lies under it,
    OutlineError for one that is nowhere.
    """
    check_drawn([strip])
    rows = _under(ws, strip, uuids)
    remainders, public, _ = cut_strip(shapes_of(rows), strip)
    own = uuids_of(rows)
    pieces = [_piece(row, left) for row, left in zip(rows, remainders) if _is_land(left)]
    shapes = [piece.shape for piece in pieces] + [public]
    part = PublicPart(public, table, dict(values or {"kind": "way"}), tuple(own))
    return Plan(
        operation="strip",
        kind="public_use",
        parcels=rows,
        pieces=tuple(pieces),
        public=(part,),
        adjusted=adjusted(without(read_near(ws, shapes), own), shapes),
        notes=(*_notes(rows, remainders), *_emptied(ws, rows, pieces)),
        in_force=codes_in_force(ws).concerned(rows),
    )


def _under(ws: Workspace, strip: shapely.Polygon, uuids: Sequence[str]) -> list[Row]:
    around = [row for row in read_near(ws, [strip]) if not uuids or row["uuid"] in uuids]
    ground = shapely.intersection(shapely.make_valid(shapes_of(around)), ground_of(strip))
    taken = [row["uuid"] for row, area in zip(around, shapely.area(ground)) if area >= _LEAST]
    if not taken:
        raise StripError(Message("strip.takes_nothing"))
    return sorted(read_parcels(ws, taken), key=place_of)


def _is_land(shape: Optional[shapely.Geometry]) -> bool:
    return shape is not None and not shape.is_empty


def _piece(row: Row, left: shapely.Geometry) -> Piece:
    return Piece(
        left,
        (row["uuid"],),
        row["parcel_code"],
        Message("strip.left", taken=amount(ground_area(row["geom"]) - left.area)),
        remaining(row, left),
        keeps=row["uuid"],
        keeps_code=True,
    )


def remaining(row: Row, left: shapely.Geometry) -> Row:
    """The values of a parcel that lost ground: the area of its document was of all of it.

    A hair along the boundary is less than the land office tells.
    """
    return {DOCUMENT_AREA: None} if takes_part(row["geom"], left) else {}


def strip_reviews(change: Confirmed) -> list[Review]:
    """Parcels of which a strip empties what was of the whole: asked before it is emptied."""
    if change.plan.operation != "strip":
        return []
    rows = list(change.before.values())
    emptied = {row["uuid"]: row for row in _with_emptied(change.tx, rows, change.plan.pieces)}
    return [Review(_told([row]), uuid) for uuid, row in emptied.items()]


def _emptied(reader: Reader, rows: Sequence[Row], pieces: Sequence[Piece]) -> list[Message]:
    found = _with_emptied(reader, rows, pieces)
    return [_told(found)] if found else []


def _told(rows: Sequence[Row]) -> Message:
    return Message("strip.area_emptied", names=listed(list(map(name_of, rows))))


def _with_emptied(reader: Reader, rows: Sequence[Row], pieces: Sequence[Piece]) -> list[Row]:
    """The parcels that lose a value of the whole, their own or one of their registers.

    An area that the officer typed takes the place of the former ones, but of no price.
    """
    left = {piece.keeps: piece for piece in pieces}
    parts = [
        row
        for row in rows
        if row["uuid"] in left and takes_part(row["geom"], left[row["uuid"]].shape)
    ]
    emptied = _emptied_in_registers(reader, parts)
    found = []
    for row in parts:
        typed = left[row["uuid"]].values.get(DOCUMENT_AREA) is not None
        own = {DOCUMENT_AREA} if row[DOCUMENT_AREA] is not None else set()
        if (own | emptied.get(row["uuid"], set())) - ({DOCUMENT_AREA} if typed else set()):
            found.append(row)
    return found


def _emptied_in_registers(reader: Reader, rows: Sequence[Row]) -> dict[str, set[str]]:
    """By the uuid of the parcel the columns that ``inheritance`` will empty in its registers."""
    found: dict[str, set[str]] = {}
    for rule in rules():
        columns = [rule.column, *rule.whole]
        named = (
            rows_among(reader, rule.table, columns, rule.column, uuids_of(rows))
            if rule.whole
            else []
        )
        for row in named:
            known = {name for name in rule.whole if row[name] is not None}
            found.setdefault(row[rule.column], set()).update(known)
    return found


def _notes(rows: Sequence[Row], remainders: Iterable) -> list[Message]:
    """What is left of no ground, or in several parts."""
    gone, in_parts = [], []
    for row, left in zip(rows, remainders):
        if not _is_land(left):
            gone.append(name_of(row))
        elif shapely.get_num_geometries(left) > shapely.get_num_geometries(row["geom"]):
            in_parts.append(name_of(row))
    told = {"strip.wholly_taken": gone, "strip.in_parts": in_parts}
    return [Message(id, names=listed(names)) for id, names in told.items() if names]

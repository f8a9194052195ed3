"""A building, signboard, block or zone put on the map, with the next free code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from shapely.geometry.base import BaseGeometry

from ..core.code_style import UNIT_KINDS, CodeStyle
from ..core.code_suggestion import next_block
from ..core.drawn_outline import sound_outline
from ..core.message import Message
from ..errors import TaxMapError
from ..workspace.few_rows import Row
from ..workspace.schema import CODE_COLUMN
from ..workspace.store import Workspace
from ..workspace.transaction import Transaction
from .code_at import code_at
from .out_of_bounds import Ground, far_off
from .thing_review import review_things
from .unit_parcel import standing_on, values_on

_KIND = "correct"


class NewThingError(TaxMapError):
    """Something cannot stand where it was drawn; nothing was written."""


@dataclass(frozen=True)
class Added:
    """The row that was added, its code, and what to look at.

    ``parcel`` is the one that a building or signboard stands on.
    """

    table: str
    uuid: str
    code: Optional[str]
    change_uuid: str
    parcel: Optional[str] = None
    notes: tuple[Message, ...] = ()


def add_thing(ws: Workspace, table: str, shape: BaseGeometry) -> Added:
    """Add a row of ``building``, ``signboard``, ``block`` or ``zone`` (workspace's CRS).

    Buildings and signboards get the parcel that they stand on and its next code; a block the
    next letter of the zone that it lies in, a zone the next number. What is to be looked at
    (a boundary or another block that it lies over) is noted, and becomes a finding. Raises
    OutlineError for an outline that crosses itself, NewThingError for a unit without land, a
    block outside all zones and a zone far from all that is on the map, CodeError when all codes
    are given.
    """
    shape = sound_outline(shape)
    with ws.transaction(_KIND) as tx:
        style = CodeStyle.of(ws.municipality)
        if table in UNIT_KINDS:
            uuid, notes = _add_unit(tx, table, shape, style)
        else:
            uuid, notes = _add_area(tx, table, shape, style), ()
        column = CODE_COLUMN[table]
        link = ["parcel_uuid"] if table in UNIT_KINDS else []
        row = tx.rows(table, [column, *link], "uuid = ?", [uuid])[0]
        looks = [look.message for look in review_things(tx, table, [uuid], style)]
        parcel = row.get("parcel_uuid")
        return Added(table, uuid, row[column], tx.change_uuid, parcel, (*looks, *notes))


def _add_unit(
    tx: Transaction, table: str, shape: BaseGeometry, style: CodeStyle
) -> tuple[str, tuple[Message, ...]]:
    parcel = standing_on(tx, shape)
    if parcel is None:
        raise NewThingError(Message(f"new_thing.{table}_without_land"))
    values = values_on(tx, table, parcel, style)
    notes = () if parcel["parcel_code"] else (Message("new_thing.parcel_without_code"),)
    return tx.insert_rows(table, [{**values, "geom": shape}])[0], notes


def _add_area(tx: Transaction, table: str, shape: BaseGeometry, style: CodeStyle) -> str:
    codes = _next_block(tx, shape, style) if table == "block" else _next_zone(tx, style)
    far = far_off(tx, [Ground(Message(f"thing_review.{table}"), shape)])
    if far is not None:
        raise NewThingError(far)
    return tx.insert_rows(table, [{**codes, "geom": shape}])[0]


def _next_block(tx: Transaction, shape: BaseGeometry, style: CodeStyle) -> Row:
    zone = code_at(tx, "zone", shape)
    if zone is None:
        raise NewThingError(Message("new_thing.no_zone"))
    used = {row["block_code"] for row in tx.rows("block", ["block_code"])}
    used |= {row["block_code"] for row in tx.rows("parcel", ["block_code"], "block_code <> ''")}
    code = next_block(zone, used - {None}, style).code
    return {"block_code": code, "zone_code": zone}


def _next_zone(tx: Transaction, style: CodeStyle) -> Row:
    numbers = [row["zone_code"] for row in tx.rows("zone", ["zone_code"])]
    last = max((int(number) for number in numbers if number and number.isdecimal()), default=0)
    if last + 1 >= 10**style.zone_digits:
        raise NewThingError(Message("new_thing.zones_full", last=last))
    return {"zone_code": f"{last + 1:0{style.zone_digits}d}"}

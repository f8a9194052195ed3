"""What a drawn shape lies over that is on the map already: told, never refused.

Parcels may not overlap and are fitted (``draw``); public ground, blocks and zones may be drawn
wrong themselves, so the officer decides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import groupby
from typing import NamedTuple, Optional

import shapely
from shapely.geometry.base import BaseGeometry

from ..core.area import amount
from ..core.ground import ground_of
from ..core.message import Message
from ..workspace.few_rows import Row
from ..workspace.reader import Reader
from ..workspace.schema import table

PUBLIC_GROUND = ("public_land", "water", "road")
"""The tables of ground that belongs to no parcel."""

HAIR = 0.05
"""Metres from a boundary within which a drawing counts as being on it."""


class Overlap(NamedTuple):
    """What a shape lies over, and the ground (of a road without a width the line) in common."""

    message: Message
    common: BaseGeometry


def overlaps(
    reader: Reader, tables: Iterable[str], shape: BaseGeometry, hair: float = HAIR
) -> tuple[Message, ...]:
    """What of ``tables`` a shape (workspace's CRS) lies over by more than a hair, and how much.

    Things of one name are told together; of a road without a width its length is.
    """
    return tuple(one.message for one in laid_over(reader, tables, shape, hair))


def laid_over(
    reader: Reader,
    tables: Iterable[str],
    shape: BaseGeometry,
    hair: float = HAIR,
    but: Collection[str] = (),
) -> list[Overlap]:
    """As :func:`overlaps`, with the ground; the rows ``but`` (uuids) are left out."""
    shape = ground_of(shape)
    core = shapely.buffer(shape, -hair)
    found: list[Overlap] = []
    for name in tables:
        beneath = _beneath(reader, name, core, but)
        told = (_told(name, list(rows), shape, hair) for _, rows in groupby(beneath, _name))
        found += filter(None, told)
    return found


def _beneath(reader: Reader, name: str, core: BaseGeometry, but: Collection[str]) -> list[Row]:
    """The rows of a table that come into a shape, as ``name``, ``geom`` and ``width_m``."""
    if core.is_empty:
        return []
    called = table(name).display
    width = [column for column in ("width_m",) if column in table(name).names]
    near = reader.within(name, core.bounds, ["uuid", *called, *width, "geom"])
    rows = [
        {
            "name": " ".join(str(row[column]) for column in called if row[column]),
            "geom": ground_of(row["geom"]),
            "width_m": row.get("width_m"),
        }
        for row in near
        if row["geom"] is not None and row["uuid"] not in but
    ]
    return sorted((row for row in rows if shapely.intersects(row["geom"], core)), key=_name)


def _name(row: Row) -> str:
    return str(row["name"])


def _told(name: str, rows: list[Row], shape: BaseGeometry, hair: float) -> Optional[Overlap]:
    called = _name(rows[0])
    thing = Message(f"overlap.{name}_named", name=called) if called else Message(f"overlap.{name}")
    common = shapely.intersection(shape, shapely.union_all([_ground(row) for row in rows]))
    if common.area and shapely.buffer(common, -hair).is_empty:
        return None
    if common.area:
        told = Message("overlap.by_area", thing=thing, area=amount(common.area))
    else:
        told = Message("overlap.by_length", thing=thing, length=f"{common.length:,.1f}")
    return Overlap(told, common)


def _ground(row: Row) -> BaseGeometry:
    """The ground of a thing; a road of known width has it on both sides of its line."""
    shape, width = row["geom"], row["width_m"]
    return shapely.buffer(shape, width / 2, cap_style="flat") if width else shape

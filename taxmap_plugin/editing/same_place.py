"""A building or sign on the place of another one: drawn twice, sooner than built twice."""

from __future__ import annotations

from collections.abc import Collection
from typing import Optional

import shapely
from shapely.geometry.base import BaseGeometry

from ..core.ground import ground_of
from ..core.message import Message
from ..workspace.reader import Reader
from ..workspace.schema import CODE_COLUMN

MOST_IN_COMMON = 0.5
"""Of the smaller of two buildings; roofs and drawings lie over neighbours by less."""
ONE_POLE = 0.5
"""Metres between two signs that are taken to be one, or to hang on one pole."""


def same_place(
    reader: Reader, table: str, shape: BaseGeometry, but: Collection[str]
) -> Optional[Message]:
    """What is to be said of a ``building`` or ``signboard`` that stands where others do.

    The rows ``but`` (uuids) are left out.
    """
    shape, column = ground_of(shape), CODE_COLUMN[table]
    bounds = shapely.box(*shape.bounds).buffer(ONE_POLE).bounds
    found = [
        row
        for row in reader.within(table, bounds, ["uuid", column, "geom"])
        if row["uuid"] not in but and _is_same(shape, ground_of(row["geom"]))
    ]
    if not found:
        return None
    codes = sorted(row[column] for row in found if row[column])
    return Message(f"same_place.{table}" if codes else f"same_place.{table}_unnamed", codes=codes)


def _is_same(one: BaseGeometry, other: BaseGeometry) -> bool:
    least = min(one.area, other.area)
    if not least:
        return bool(shapely.distance(one, other) <= ONE_POLE)
    return bool(shapely.intersection(one, other).area > MOST_IN_COMMON * least)

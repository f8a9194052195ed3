"""In which block or zone a place lies."""

from __future__ import annotations

from typing import Optional

import shapely
from shapely.geometry.base import BaseGeometry

from ..workspace.reader import Reader

_COLUMN = {"block": "block_code", "zone": "zone_code"}


def code_at(reader: Reader, table: str, shape: BaseGeometry) -> Optional[str]:
    """The code of the ``block`` or ``zone`` with an inner point of the shape; None outside all."""
    column, point = _COLUMN[table], shapely.point_on_surface(shape)
    for row in reader.within(table, point.bounds, [column, "geom"]):
        inside = row[column] and shapely.intersects(shapely.make_valid(row["geom"]), point)
        if inside:
            return str(row[column])
    return None

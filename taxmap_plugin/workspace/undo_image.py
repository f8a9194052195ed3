"""What a change was about: each row as it was before it, in the order of an undo."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from .frame import default_columns
from .reader import OpenReader
from .schema import GEOMETRY_COLUMN, KEY_COLUMN, table

_IMAGES = " ".join(
    [
        "SELECT fid, table_name, row_uuid, action, before, before_geom FROM change_row",
        "WHERE change_uuid = ? ORDER BY fid DESC",
    ]
)


class Image(NamedTuple):
    """One row of ``change_row``; ``values`` are as they are stored, the shape among them."""

    fid: int
    table: str
    uuid: str
    action: str
    values: dict[str, Any]


def images_of(reader: OpenReader, change_uuid: str) -> list[Image]:
    """The images of one change, the latest first."""
    return [_image(row) for row in reader.execute(_IMAGES, [change_uuid])]


def last_place(images: Sequence[Image]) -> int:
    """The ``fid`` after which images are of later changes."""
    return max((image.fid for image in images), default=0)


def _image(row: tuple) -> Image:
    fid, name, uuid, action, before, shape = row
    values = json.loads(before) if before else {}
    if shape is not None:
        values[GEOMETRY_COLUMN] = shape
    known = {KEY_COLUMN, *default_columns(table(name))}
    return Image(fid, name, uuid, action, {n: v for n, v in values.items() if n in known})

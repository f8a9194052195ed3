"""A small map and its registers for the tests of quality rules: only what a test puts there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Optional

import pandas as pd
from shapely import Polygon

from taxmap_plugin.core.code_style import CodeStyle
from taxmap_plugin.core.feedback import Silent
from taxmap_plugin.core.message import render
from taxmap_plugin.core.object_array import object_array
from taxmap_plugin.core.quality_rules import rule
from taxmap_plugin.core.quality_sight import Sight
from taxmap_plugin.workspace.schema import table

from .. import planted

_W, _S = planted.WEST, planted.SOUTH
_WEST_OF_IT = [
    (672510.1637210104, _S),
    (672509.8648877785, _S + 20),
    (672510.1582404365, _S + 40),
    (672509.7141578526, _S + 60),
]
_EAST_OF_IT = [
    (672509.9315661376, 1523758.0509528806),
    (672510.0341948834, 1523781.855550957),
    (672509.9251841744, 1523800.130194052),
    (672510.0305678302, 1523817.9215465786),
]
CROSSING = (
    Polygon([(_W, _S), *_WEST_OF_IT, (_W, _S + 60)]),
    Polygon([(_W + 60, _S), *_EAST_OF_IT, (_W + 60, _S + 60)]),
)
"""Two parcels whose common boundary, north along x = 30 m, both drew up to 0.3 m off."""


def sight(**tables: Sequence[Mapping[str, Any]]) -> Sight:
    """``parcel=[{"uuid": "p1", "geom": …}, …]``; columns that are left out are empty."""

    def read(name: str, _: Optional[Sequence[str]]) -> pd.DataFrame:
        rows = tables.get(name, ())
        columns = list(table(name).names)
        frame = pd.DataFrame([[row.get(c) for c in columns] for row in rows], columns=columns)
        frame = frame.astype(object).where(frame.notna(), None)
        frame["geom"] = object_array([row.get("geom") for row in rows])
        return frame

    return Sight(read, lambda name: table(name).display[0], CodeStyle.load(), 32647)


def parcels(*shapes, **columns) -> list[dict[str, Any]]:
    """p1, p2, …, with codes 01A001, 01A002, …, unless ``columns`` say otherwise."""
    rows = [
        {"uuid": f"p{at}", "parcel_code": f"01A{at:03d}", "geom": shape}
        for at, shape in enumerate(shapes, 1)
    ]
    for name, values in columns.items():
        for row, value in zip(rows, values):
            row[name] = value
    return rows


def found(id: str, seen: Sight, **options: float) -> pd.DataFrame:
    one = rule(id)
    return one.check(seen, {**one.defaults(), **options}, Silent())


def things(id: str, seen: Sight, **options: float) -> list[tuple[str, ...]]:
    return found(id, seen, **options)["things"].tolist()


def said(id: str, seen: Sight, **options: float) -> list[str]:
    """What is said in English; the Thai is rendered too, so that it can be."""
    messages = found(id, seen, **options)["message"]
    assert all(render(message, "th") for message in messages)
    return [render(message, "en") for message in messages]

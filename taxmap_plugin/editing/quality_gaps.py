"""The gaps that a change has touched, as they were and as they are: each is looked at as a whole.

A gap may reach far beyond what changed, and what fills a part of it shares no side with the parcels
at its ends.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ..core.fabric_gaps import gaps
from ..core.fabric_twins import Twins
from ..core.feedback import Silent
from ..core.ground import areas_of
from ..core.quality_fabric import NO_GAP
from ..core.quality_window import Window
from ..workspace.reader import OpenReader
from ..workspace.schema import GEOMETRY_COLUMN

_Shapes = Mapping[str, BaseGeometry]
_MOST_ROUNDS = 8
"""How often the window grows along a gap that goes on and on."""


def with_gaps(
    reader: OpenReader,
    window: Window,
    before: Mapping[str, _Shapes],
    changed: Mapping[str, Mapping[str, None]],
    widest: float,
) -> Window:
    """The window, wider by the gaps that reach into it.

    ``before`` are the shapes of what was drawn otherwise, ``changed`` all its uuids, by table.
    """
    wider = window
    for _ in range(_MOST_ROUNDS):
        now = {name: _lying(reader, name, wider) for name in ("parcel", *NO_GAP)}
        states = [now, _before(now, before, changed)] if changed else [now]
        found = np.concatenate([_gaps(shapes, widest) for shapes in states])
        touched = found[shapely.intersects(found, window.ground)]
        if wider.sees(touched):
            break
        wider = window.with_ground(touched)
    return wider


def _before(
    now: Mapping[str, _Shapes],
    before: Mapping[str, _Shapes],
    changed: Mapping[str, Mapping[str, None]],
) -> dict[str, _Shapes]:
    """What lay there, as it was drawn before."""
    return {
        name: {
            **{uuid: shape for uuid, shape in shapes.items() if uuid not in _of(changed, name)},
            **_of(before, name),
        }
        for name, shapes in now.items()
    }


def _of(by_table: Mapping, name: str) -> Mapping:
    return by_table.get(name, {})


def _lying(reader: OpenReader, name: str, window: Window) -> _Shapes:
    columns = ["uuid", GEOMETRY_COLUMN]
    rows = [row for box in window.boxes for row in reader.within(name, box, columns)]
    return {row["uuid"]: row[GEOMETRY_COLUMN] for row in rows}


def _gaps(shapes: Mapping[str, _Shapes], widest: float) -> np.ndarray:
    """The ground of all of them, however small: which are told is for the rule to say."""
    parcels = areas_of(shapes["parcel"].values())
    others = areas_of([shape for name in NO_GAP for shape in shapes[name].values()])
    others = others[~shapely.is_missing(others)]
    found = gaps(Twins.of(parcels), parcels, others, Silent(), widest)
    return found["geom"].to_numpy(dtype=object)

"""Corners that a wrong digit put far from the others, told by the sides of the outline.

Corners in order, as an array of (x, y) in metres, the first not written again.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from .message import Message

LONGEST_SIDE = 1_000.0
"""Metres. Land with longer sides has some 600 ไร่; in a tax map that is a wrong digit sooner."""
SPIKE = 100.0
"""Metres. A wrong digit less is one of tens of metres, which a parcel may well be long."""
SPIKE_TIMES = 5.0
"""How many times longer than all other sides both sides of a corner are that sticks out."""


def far_corner_notes(corners: np.ndarray, names: Sequence[str] = ()) -> list[Message]:
    """The corner that sticks out, else the sides that are too long; ``names`` or 1, 2, 3 …"""
    called = list(names) or [str(number) for number in range(1, len(corners) + 1)]
    sides = np.hypot(*(np.roll(corners, -1, axis=0) - corners).T)
    spike = _spike(sides)
    if spike is not None:
        length = f"{min(sides[spike - 1], sides[spike]):,.0f}"
        return [Message("far_corner.spike", corner=called[spike], length=length)]
    return [
        Message(
            "far_corner.long_side",
            start=called[place],
            end=called[(place + 1) % len(called)],
            length=f"{sides[place]:,.0f}",
        )
        for place in np.flatnonzero(sides > LONGEST_SIDE).tolist()
    ]


def far_corners(shape: BaseGeometry, names: Sequence[str] = ()) -> list[Message]:
    """As :func:`far_corner_notes`, of the outlines of a drawn shape; ``names`` of a single one."""
    outlines = [shapely.get_coordinates(part.exterior)[:-1] for part in shapely.get_parts(shape)]
    called = names if len(outlines) == 1 and len(outlines[0]) == len(names) else ()
    return [note for own in outlines if len(own) for note in far_corner_notes(own, called)]


def _spike(sides: np.ndarray) -> int | None:
    """The corner between the two longest sides, where no other side is nearly as long."""
    if len(sides) < 4:
        return None
    second, first = np.argsort(sides)[-2:].tolist()
    others = np.delete(sides, [first, second]).max()
    if sides[second] <= max(SPIKE, SPIKE_TIMES * others):
        return None
    if (second + 1) % len(sides) == first:
        return int(first)
    return int(second) if (first + 1) % len(sides) == second else None

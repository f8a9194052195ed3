"""How wide ground is on average, and as all messages say it."""

from __future__ import annotations

import numpy as np
import shapely

from .message import Message

_AS_MILLIMETRES = 0.01
_LEAST = 0.0001


def mean_width(shapes) -> np.ndarray:
    """Metres, of each of some shapes: that of a strip with as much ground and as long a line; NaN
    of what has no line."""
    with np.errstate(invalid="ignore"):
        return np.asarray(2 * shapely.area(shapes) / shapely.length(shapes))


def width_of(metres: float) -> Message:
    """Metres, or millimetres of what is narrower than a centimetre.

    >>> from .message import render
    >>> [render(width_of(metres), "en") for metres in (1.5, 0.0042, 0.00002)]
    ['1.50 m', '4.2 mm', '<0.1 mm']
    """
    if metres >= _AS_MILLIMETRES:
        return Message("width.metres", width=f"{metres:,.2f}")
    millimetres = f"{1000 * metres:.1f}" if metres >= _LEAST else "<0.1"
    return Message("width.millimetres", width=millimetres)

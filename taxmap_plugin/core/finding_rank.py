"""Which findings come first: the worst, and of those the ones that touch most of what is taxed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .area import HUNDREDTHS_PER_SQUARE_METRE, HUNDREDTHS_PER_WAH
from .finding import SEVERITIES

_WAH_PER_M2 = HUNDREDTHS_PER_SQUARE_METRE / HUNDREDTHS_PER_WAH


def touched_value(touched_m2: np.ndarray, price_per_wah: np.ndarray) -> np.ndarray:
    """What the ground that each finding touches is appraised at, in satang.

    ``price_per_wah`` is in satang; 0 where no price is known. An estimate to rank by: no tax is
    computed from it.

    >>> touched_value(np.array([8.0]), np.array([500_000])).tolist()
    [1000000]
    """
    return np.rint(np.asarray(touched_m2) * _WAH_PER_M2 * price_per_wah).astype(np.int64)


def worst_first(severity: Sequence[str], value: np.ndarray, touched_m2: np.ndarray) -> np.ndarray:
    """The positions of findings in order: by severity, then value, then ground; else as given."""
    rank: dict[str, int] = {name: at for at, name in enumerate(SEVERITIES)}
    ranks = np.array([rank.get(one, len(rank)) for one in severity], dtype=np.int64)
    return np.lexsort((-np.asarray(touched_m2), -np.asarray(value), ranks))

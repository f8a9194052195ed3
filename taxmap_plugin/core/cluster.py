"""What hangs together: rows of two maps tied by shared ground, as clusters."""

from __future__ import annotations

import numpy as np
import pandas as pd


def clusters(count: int, first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """For each of ``count`` nodes the number (from 0) of the cluster it belongs to.

    ``first`` and ``second`` are the ends of the ties; clusters are numbered by their
    smallest node.

    >>> clusters(5, np.array([0, 3]), np.array([3, 4])).tolist()
    [0, 1, 2, 0, 0]
    """
    root = np.arange(count)
    while True:
        lower = root.copy()
        np.minimum.at(lower, first, root[second])
        np.minimum.at(lower, second, root[first])
        lower = lower[lower]
        if (lower == root).all():
            return np.asarray(pd.factorize(root)[0])
        root = lower

"""Exact sums of whole numbers by group."""

from __future__ import annotations

import numpy as np


def sum_by(group: np.ndarray, values: np.ndarray, size: int) -> np.ndarray:
    """The sums of ``values`` (int64) by group, numbered from 0 to ``size``.

    >>> sum_by(np.array([0, 2, 0]), np.array([1, 2, 3]), 3).tolist()
    [4, 0, 2]
    """
    sums = np.zeros(size, np.int64)
    np.add.at(sums, group, values)
    return sums

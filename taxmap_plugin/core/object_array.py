"""Values of any kind as a NumPy array of objects."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np


def object_array(values: Iterable[Any]) -> np.ndarray:
    """The values one by one: lists, tuples and shapes stay what they are.

    >>> object_array([(1, 2), None]).tolist()
    [(1, 2), None]
    """
    if isinstance(values, np.ndarray) and values.dtype == object and values.ndim == 1:
        return values.copy()
    listed = list(values)
    array = np.empty(len(listed), dtype=object)
    array[:] = listed
    return array

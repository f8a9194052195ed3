"""Whole numbers from ratios of large whole numbers, rounded half up, column by column.

The product of several 64-bit columns may not fit 64 bits. It is worked out in floating point, and
once more exactly in the few rows where that might round the other way.

>>> half_up_ratio([np.array([1, 2, 10**12])], [np.array([2, 3, 7])])
array([           1,            1, 142857142857])
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import prod
from typing import cast

import numpy as np

_DOUBT = np.finfo(np.float64).eps * 64


def half_up_ratio(
    numerators: Sequence[np.ndarray], denominators: Sequence[np.ndarray]
) -> np.ndarray:
    """The product of the first columns by that of the others, to whole numbers (int64).

    All are int64 of one length, the denominators above zero.
    """
    ratio = np.ones(len(numerators[0]), np.longdouble)
    for column in numerators:
        ratio *= column
    for column in denominators:
        ratio /= column
    whole = np.floor(ratio + 0.5).astype(np.int64)
    for at in np.flatnonzero(is_near_half(ratio)):
        over = prod(int(column[at]) for column in numerators)
        under = prod(int(column[at]) for column in denominators)
        whole[at] = half_up_fraction(Fraction(over, under))
    return whole


def half_up_fraction(number: Fraction) -> int:
    """The nearest whole number; a half goes up.

    >>> half_up_fraction(Fraction(5, 2))
    3
    """
    return (2 * number.numerator + number.denominator) // (2 * number.denominator)


def is_near_half(numbers: np.ndarray) -> np.ndarray:
    """Where floating point may have gone to the wrong side of a half."""
    doubt = np.maximum(np.abs(numbers), 1) * _DOUBT
    return cast(np.ndarray, np.abs(numbers - np.floor(numbers) - 0.5) <= doubt)

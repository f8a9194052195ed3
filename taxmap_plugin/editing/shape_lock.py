"""Shapes of the land office: no fix changes them unless the officer unlocks them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..core.shape_source import LAND_OFFICE, SHAPE_SOURCE


def is_locked(row: Mapping[str, Any]) -> bool:
    """Whether the shape of a parcel came from the land office."""
    return bool(row[SHAPE_SOURCE] == LAND_OFFICE)

"""Shapes of the land office: no fix changes them unless the officer unlocks them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

LAND_OFFICE = "land_office"
"""Of the list ``shape_source``."""


def is_locked(row: Mapping[str, Any]) -> bool:
    """Whether the shape of a parcel came from the land office."""
    return bool(row["shape_source"] == LAND_OFFICE)

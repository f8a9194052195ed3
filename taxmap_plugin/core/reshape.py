"""Boundaries moved for all parcels that have them, as one: by corners, or by a new line."""

from __future__ import annotations

from .reshape_corner import Move, ReshapeError, move_vertices
from .reshape_line import replace_boundary

__all__ = ["Move", "ReshapeError", "move_vertices", "replace_boundary"]

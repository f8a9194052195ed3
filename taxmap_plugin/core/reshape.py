"""Boundaries moved for all parcels that have them, as one: by corners, a new line or outline."""

from __future__ import annotations

from .reshape_corner import Move, move_vertices
from .reshape_error import ReshapeError
from .reshape_line import replace_boundary
from .reshape_outline import replace_outline

__all__ = ["Move", "ReshapeError", "move_vertices", "replace_boundary", "replace_outline"]

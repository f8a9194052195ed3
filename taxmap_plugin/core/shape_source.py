"""Where the shape of a parcel comes from: a code of the list ``shape_source``."""

from __future__ import annotations

LAND_OFFICE = "land_office"
SHAPE_SOURCE = "shape_source"
"""The column of parcels, and the option of a saved mapping that says it of all of a file."""

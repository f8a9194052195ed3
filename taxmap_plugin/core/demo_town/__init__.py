"""The invented municipality that the plugin can make itself (เทศบาลตำบลสาธิต).

:func:`generate` draws a town with its registers from a seed: for the start dock, lessons,
tests, benchmarks and pictures. Nothing in it is real.
"""

from __future__ import annotations

from .town import (
    EPSG,
    LEAST,
    MOST,
    MUNICIPALITY,
    PARCELS,
    SEED,
    DemoTown,
    DemoTownError,
    generate,
)

__all__ = [
    "EPSG",
    "LEAST",
    "MOST",
    "MUNICIPALITY",
    "PARCELS",
    "SEED",
    "DemoTown",
    "DemoTownError",
    "generate",
]

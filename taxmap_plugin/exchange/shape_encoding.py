"""How GDAL reads and writes the text of Shapefiles, for the length of one block.

QGIS sets ``SHAPE_ENCODING`` for the whole program as soon as it opens a Shapefile; what
is written afterwards would silently not be in the encoding that was asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Optional

from osgeo import gdal

_OPTION = "SHAPE_ENCODING"


@contextmanager
def shape_encoding(encoding: Optional[str]) -> Iterator[None]:
    """DBF text is taken for ``encoding``; None leaves it to the file and its options."""
    before = gdal.GetConfigOption(_OPTION)
    gdal.SetConfigOption(_OPTION, encoding)
    try:
        yield
    finally:
        gdal.SetConfigOption(_OPTION, before)

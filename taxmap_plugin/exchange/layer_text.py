"""Codes that a drawing writes as texts inside its outlines.

DXF, and many a KML, have no columns for a parcel: its code is a text point that stands
inside the closed line. The one text inside an outline is the code of that outline.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Optional

import numpy as np
import pandas as pd
import shapely

from ..core.thai_text import clean_column
from ..workspace.schema import CODE_COLUMN, Table
from .layer_shape import areas_of

_AREAS = "MULTIPOLYGON"


@dataclass(frozen=True)
class WrittenCodes:
    """``frame`` is the source's with each outline's text in its code column; ``outline`` the
    position of the outline that took the text of a point, -1 for all that gave none.
    """

    frame: pd.DataFrame
    outline: np.ndarray


def read_written_codes(
    frame: pd.DataFrame,
    shapes: np.ndarray,
    entering: np.ndarray,
    table: Table,
    header: Optional[str],
) -> WrittenCodes:
    """Give outlines among the ``entering`` shapes the text that stands in them alone.

    ``shapes`` are as they came, ``header`` is the source's column of codes. A text inside
    several outlines belongs to the smallest; one that has a code of its own takes none.
    """
    nothing = WrittenCodes(frame, np.full(len(shapes), -1, dtype=np.int64))
    points = shapely.get_type_id(shapes) == shapely.GeometryType.POINT
    if header is None or header not in frame:
        return nothing
    if table.geometry != _AREAS or not points.any() or points.all():
        return nothing
    texts = clean_column(frame[header])
    outlines = np.flatnonzero(entering & ~points)
    writing = np.flatnonzero(points & texts.notna().to_numpy())
    text_of, outline_of = _innermost(shapes, writing, outlines)
    alone = np.bincount(outline_of, minlength=len(shapes))[outline_of] == 1
    taking = alone & texts.isna().to_numpy()[outline_of]
    text_of, outline_of = text_of[taking], outline_of[taking]
    filled = frame[header].astype(object)
    filled.iloc[outline_of] = filled.iloc[text_of].to_numpy(dtype=object)
    outline = np.full(len(shapes), -1, dtype=np.int64)
    outline[text_of] = outline_of
    return WrittenCodes(frame.assign(**{header: filled}), outline)


def code_header(columns: Mapping[str, str], table: Table) -> Optional[str]:
    """The column of the source that holds the codes of ``table``."""
    return columns.get(CODE_COLUMN.get(table.name, ""))


def _innermost(
    shapes: np.ndarray, points: np.ndarray, outlines: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Each point that lies in an outline, and the smallest outline that it lies in."""
    areas = areas_of(shapes[outlines])
    point, area = shapely.STRtree(areas).query(shapes[points], predicate="within")
    smallest = np.lexsort((outlines[area], shapely.area(areas)[area], point))
    point, area = point[smallest], area[smallest]
    first = np.flatnonzero(np.diff(point, prepend=-1))
    return points[point[first]], outlines[area[first]]

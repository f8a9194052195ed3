"""What a source says differently from last time, against what the map says now.

Three sides are compared: the source then, the source now, the map now. Only what
the source itself has changed is written; what the office has corrected on the map
since the last import stays.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Optional

import numpy as np
import pandas as pd
import shapely

_SAME = 0.001  # metres: a round trip through another datum counts as unchanged (design.md)


def changed_cells(
    new: pd.DataFrame,
    current: pd.DataFrame,
    then: pd.DataFrame,
    never_emptied: Optional[Collection[str]] = None,
) -> pd.DataFrame:
    """Which cells are to be written: booleans under ``new``'s index and columns.

    ``current`` is the map now, under the same index. ``then`` is what the source said
    last time, for those rows (and columns) that it said something of; of all others
    only cells with a value count. The columns ``never_emptied`` (the code, and what must
    have a value) keep theirs when the source has none.
    """
    result = pd.DataFrame(False, index=new.index, columns=new.columns)
    said_then = new.index.isin(then.index)
    for name in new.columns:
        filled = new[name].notna().to_numpy()
        by_source = filled
        if name in then.columns:
            differs = _differ(new[name], then[name].reindex(new.index))
            by_source = np.where(said_then, differs, filled)
        if never_emptied and name in never_emptied:
            by_source = by_source & filled
        result[name] = by_source & _differ(new[name], current[name])
    return result


def _differ(one: pd.Series, other: pd.Series) -> np.ndarray:
    pairs = zip(_plain(one), _plain(other))
    return np.array([a != b for a, b in pairs], dtype=bool)


def _plain(series: pd.Series) -> list:
    return series.astype(object).where(series.notna(), None).tolist()


def changed_shapes(new: np.ndarray, current: np.ndarray) -> np.ndarray:
    """True where a shape is not the one on the map, to the millimetre."""
    same = shapely.equals_exact(shapely.normalize(new), shapely.normalize(current), _SAME)
    return np.asarray(~same)


def list_changes(
    new: pd.DataFrame,
    current: pd.DataFrame,
    cells: pd.DataFrame,
    moved: np.ndarray,
    labels: pd.DataFrame,
) -> pd.DataFrame:
    """One line for each change: ``row``, ``uuid``, ``code``, ``column``, ``before``, ``after``.

    ``labels`` has row, uuid and code under the index of ``cells``; a shape that changed
    (``moved``, index labels) is the column ``geom``, with its areas (or lengths) in metres.
    """
    parts = []
    for name in cells.columns:
        index = cells.index[cells[name].to_numpy(dtype=bool)]
        before, after = current.loc[index, name], new.loc[index, name]
        parts.append(_part(labels.loc[index], name, before, after))
    before, after = (_size(frame.loc[moved, "geom"]) for frame in (current, new))
    parts.append(_part(labels.loc[moved], "geom", before, after))
    joined = pd.concat(parts) if cells.size or len(moved) else parts[-1]
    return joined.sort_values("row", kind="stable", ignore_index=True)


def _part(labels: pd.DataFrame, name: str, before: pd.Series, after: pd.Series) -> pd.DataFrame:
    return labels.assign(column=name, before=before.astype(object), after=after.astype(object))


def _size(shapes: pd.Series) -> pd.Series:
    geoms = shapes.to_numpy(dtype=object)
    area = shapely.area(geoms)
    return pd.Series(np.where(area > 0, area, shapely.length(geoms)).round(2), index=shapes.index)

"""Which row of a source is which row of the map already.

An import of the same file updates by key and never doubles. The key is, in this
order: the whole row as it came last time; the code; the shape as it came; code as
written and shape on the map; code as written; the row's number at the same place.
Each step pairs only what is unique on both sides.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Optional

import numpy as np
import pandas as pd
import shapely

from .layer_rows import LastImport, RawRows

_NEAR = 5.0  # metres between a point and the same point drawn again


def match_rows(
    raw: RawRows,
    frame: pd.DataFrame,
    enters: np.ndarray,
    last: Optional[LastImport],
    last_source_codes: Optional[pd.Series],
    living: pd.DataFrame,
    code_column: Optional[str],
) -> np.ndarray:
    """The uuid that each row of the source has had so far; None for a new row.

    ``frame`` is the source under our names with ``geom`` in the workspace's CRS;
    ``living`` has ``uuid``, ``source_code`` (or not), the code column and ``geom`` of
    the rows of the map. The uuid of a row that the office has since retired or
    deleted is given too: it is not to come back as a new one.
    """
    pairs = _Pairs(len(raw.numbers), enters)
    if last is not None:
        pairs.by(
            _joined(raw.values, raw.shapes), _joined(last.raw.values, last.raw.shapes), last.targets
        )
    if len(living):
        known = set(living["uuid"])
        own = set(last.targets) & known if last is not None and last.same_path else set()
        if code_column is not None:
            near = _same_place(frame, living)
            pairs.by(
                frame[code_column].to_numpy(dtype=object),
                living[code_column].to_numpy(dtype=object),
                living["uuid"].to_numpy(dtype=object),
                accept=lambda row, uuid: uuid in own or near(row, uuid),
            )
    if last is not None:
        pairs.by(raw.shapes, last.raw.shapes, last.targets)
    if len(living) and pairs.are_open:
        pairs.by(_on_map(frame), _on_map(living), living["uuid"].to_numpy(dtype=object))
    if last is not None:
        at_its_place = _drawn_there(raw, last)
        if last_source_codes is not None and "source_code" in frame:
            codes = frame["source_code"].to_numpy(dtype=object)
            accept = None if last.same_path else at_its_place
            pairs.by(codes, last_source_codes.to_numpy(dtype=object), last.targets, accept)
        numbers, then_numbers = raw.numbers.astype(object), last.raw.numbers.astype(object)
        pairs.by(numbers, then_numbers, last.targets, at_its_place)
    return pairs.target


class _Pairs:
    """Rows paired so far; each uuid is given once."""

    def __init__(self, count: int, enters: np.ndarray) -> None:
        self.target = np.full(count, None, dtype=object)
        self._open = np.asarray(enters).copy()
        self._taken: set[str] = set()

    @property
    def are_open(self) -> bool:
        return bool(self._open.any())

    def by(
        self,
        left: np.ndarray,
        right: np.ndarray,
        uuids: np.ndarray,
        accept: Optional[Callable[[int, str], bool]] = None,
    ) -> None:
        """Pair rows whose key in ``left`` is one key of ``right``; None is no key."""
        rows = np.flatnonzero(self._open)
        free = np.array([u is not None and u not in self._taken for u in uuids], dtype=bool)
        ours, theirs = _unique(left[rows], rows), _unique(right[free], uuids[free])
        for key, row in ours.items():
            uuid = theirs.get(key)
            if uuid is not None and (accept is None or accept(row, uuid)):
                self.target[row] = uuid
                self._open[row] = False
                self._taken.add(uuid)


def _unique(keys: np.ndarray, values: np.ndarray) -> dict[Any, Any]:
    """Keys that stand once → their values; None and NaN are no keys."""
    index = pd.Index(keys, dtype=object)
    once = index.notna() & ~index.duplicated(keep=False)
    return dict(zip(keys[once], values[once].tolist()))


def _joined(values: np.ndarray, shapes: np.ndarray) -> np.ndarray:
    keys = np.empty(len(values), dtype=object)
    keys[:] = list(zip(values, shapes))
    return keys


def _on_map(frame: pd.DataFrame) -> np.ndarray:
    """Code as written and shape on the map, to the millimetre; None without a shape.

    Where a ring begins and which way it runs differs between formats and says nothing.
    """
    shapes = frame["geom"].to_numpy(dtype=object)
    rounded = shapely.transform(shapes, lambda xy: np.round(xy, 3))
    wkb = shapely.to_wkb(shapely.normalize(rounded))
    codes = frame["source_code"].to_numpy(dtype=object) if "source_code" in frame else wkb
    keys = np.empty(len(frame), dtype=object)
    keys[:] = [
        None if shape is None else (None if _blank(code) else code, shape)
        for code, shape in zip(codes, wkb)
    ]
    return keys


def _blank(value: Any) -> bool:
    return value is None or value != value


def _same_place(frame: pd.DataFrame, living: pd.DataFrame) -> Callable[[int, str], bool]:
    shapes = frame["geom"].to_numpy(dtype=object)
    on_map = dict(zip(living["uuid"], living["geom"]))
    return lambda row, uuid: overlaps_mostly(shapes[row], on_map[uuid])


def _drawn_there(raw: RawRows, last: LastImport) -> Callable[[int, str], bool]:
    before = dict(zip(last.targets, last.raw.shapes))

    def accept(row: int, uuid: str) -> bool:
        pair = [raw.shapes[row], before[uuid]]
        return overlaps_mostly(*shapely.from_wkb(pair, on_invalid="ignore"))

    return accept


def overlaps_mostly(one: Any, other: Any) -> bool:
    """Whether two shapes are the same thing drawn again: half of the smaller one is shared."""
    if one is None or other is None or one.is_empty or other.is_empty:
        return False
    smaller = min(one.area, other.area)
    if smaller > 0:
        sound = [shape if shape.is_valid else shapely.make_valid(shape) for shape in (one, other)]
        return bool(sound[0].intersection(sound[1]).area >= smaller / 2)
    return bool(one.distance(other) <= _NEAR)

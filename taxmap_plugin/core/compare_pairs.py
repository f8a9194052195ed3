"""Which parcel of an older map is which of a newer one, and what ground the others share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from .compare_ground import (
    drawn_twice,
    likeness,
    meeting,
    moved_by,
    offsets_between,
    shared,
    sound_ground,
    thick_area,
)
from .feedback import Feedback, check_cancelled
from .thai_text import arabic_digits, clean_column

_STEP = 5_000
_MOSTLY = 0.5
_MOVED_RATHER = 0.25
"""A parcel has moved when carrying it back takes away three quarters of the difference."""


@dataclass(frozen=True)
class Tolerance:
    """What is no change yet.

    ``shift``: metres by which a line may have been drawn beside the old one. ``least``: m²
    that are too little to speak of. ``area``: share by which the areas before and after may
    differ. ``share``: the share of a parcel's ground (of the smaller of the two) that ties
    an old parcel to a new one.
    """

    shift: float = 1.0
    least: float = 4.0
    area: float = 0.02
    share: float = 0.10


@dataclass(frozen=True)
class OneMap:
    """One of the two maps, row by row.

    ``labels`` are the keys as an officer reads them (None for none), ``codes`` the same as
    numbers that both sides share (-1 for none); ``doubled`` marks keys of several rows,
    ``codeless`` rows whose key, if any, is only what they once came with.
    ``twin`` is the row of the other side with the same key, where each side has but one (-1).
    """

    labels: np.ndarray
    codes: np.ndarray
    shapes: np.ndarray
    areas: np.ndarray
    broken: np.ndarray
    doubled: np.ndarray
    codeless: np.ndarray
    has_ground: np.ndarray
    twin: np.ndarray


def sides_of(older: pd.DataFrame, newer: pd.DataFrame) -> tuple[OneMap, OneMap]:
    """Both maps; columns ``key`` and ``geom`` (in one CRS in metres), perhaps ``came``: True
    where the key is no code of that map, but what the row came with."""
    labels = [clean_column(frame["key"].astype(object)) for frame in (older, newer)]
    codes, _ = pd.factorize(pd.concat([_compared(label) for label in labels]))
    before, after = codes[: len(older)], codes[len(older) :]
    return (
        _side(older, labels[0], before, _twins(before, after)),
        _side(newer, labels[1], after, _twins(after, before)),
    )


def _twins(codes: np.ndarray, others: np.ndarray) -> np.ndarray:
    """The place of each code among ``others`` where both have it once, else -1."""
    place = pd.Series(np.arange(len(others)), index=others)
    place = place[(others >= 0) & ~place.index.duplicated(keep=False)]
    once = (codes >= 0) & ~pd.Series(codes).duplicated(keep=False).to_numpy()
    found = place.reindex(codes).fillna(-1).to_numpy(dtype=np.int64)
    return np.where(once, found, -1)


def _compared(labels: pd.Series) -> pd.Series:
    """Blanks, Thai digits and small letters make no other key; ``1-11`` is not ``11-1``."""
    return labels.map(lambda key: "".join(arabic_digits(key).upper().split()), na_action="ignore")


def _side(frame: pd.DataFrame, labels: pd.Series, codes: np.ndarray, twin: np.ndarray) -> OneMap:
    shapes, broken = sound_ground(frame["geom"].to_numpy(dtype=object))
    doubled = pd.Series(codes).duplicated(keep=False).to_numpy() & (codes >= 0)
    areas = np.nan_to_num(shapely.area(shapes))
    has_ground = ~np.asarray(shapely.is_missing(shapes))
    texts = labels.to_numpy(dtype=object)
    came = frame["came"].to_numpy(dtype=bool) if "came" in frame else False
    codeless = (codes < 0) | came
    return OneMap(texts, codes, shapes, areas, broken, doubled, codeless, has_ground, twin)


def same_name(old: OneMap, new: OneMap, olds: np.ndarray, news: np.ndarray) -> np.ndarray:
    """Whether rows, pair by pair, have the same key; two that have no code are alike in that."""
    both = old.codeless[olds] & new.codeless[news]
    return np.asarray((old.codes[olds] == new.codes[news]) | both)


def unchanged(
    old: OneMap, new: OneMap, tolerance: Tolerance, feedback: Feedback
) -> tuple[np.ndarray, np.ndarray]:
    """Which rows of each side have a twin on the other: same key (or none), same ground.

    A row without a shape has its twin in a row of the same key without one.
    """
    kept_old, kept_new = np.zeros(len(old.codes), bool), np.zeros(len(new.codes), bool)
    for start in range(0, len(old.codes), _STEP):
        check_cancelled(feedback)
        feedback.progress(start / len(old.codes))
        rows = np.arange(start, min(start + _STEP, len(old.codes)))
        first, second = _about_the_same_box(old, new, rows, np.arange(len(new.codes)))
        twins = same_name(old, new, first, second)
        first, second = first[twins], second[twins]
        same = _same(old, new, first, second, tolerance)
        kept_old[first[same]] = kept_new[second[same]] = True
    kept_old |= _shapeless_twin(old, new)
    kept_new |= _shapeless_twin(new, old)
    return kept_old, kept_new


def _about_the_same_box(
    old: OneMap, new: OneMap, of_old: np.ndarray, of_new: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of rows that may be alike by more than a half, judged by their boxes and areas."""
    first, second = shapely.STRtree(new.shapes[of_new]).query(old.shapes[of_old])
    first, second = of_old[first], of_new[second]
    a, b = shapely.bounds(old.shapes[first]), shapely.bounds(new.shapes[second])
    sides = np.minimum(a[:, 2:], b[:, 2:]) - np.maximum(a[:, :2], b[:, :2])
    less, more = np.sort([old.areas[first], new.areas[second]], axis=0)
    likely = (sides.prod(axis=1) >= _MOSTLY * more) & (less >= _MOSTLY * more)
    return first[likely], second[likely]


def _same(
    old: OneMap, new: OneMap, first: np.ndarray, second: np.ndarray, tolerance: Tolerance
) -> np.ndarray:
    a, b = old.shapes[first], new.shapes[second]
    return drawn_twice(a, b, tolerance.shift, tolerance.least, likeness(a, b))


def renamed(
    old: OneMap, new: OneMap, of_old: np.ndarray, of_new: np.ndarray, tolerance: Tolerance
) -> pd.DataFrame:
    """Rows (``old``, ``new``) among those given that are the same ground, and no others are.

    Left out are rows whose key goes on in a row without a shape: that is a case of three.
    """
    of_old = of_old[~_lost_shape(old, new)[of_old]]
    of_new = of_new[~_lost_shape(new, old)[of_new]]
    first, second = _about_the_same_box(old, new, of_old, of_new)
    same = _same(old, new, first, second, tolerance)
    pairs = pd.DataFrame({"old": first[same], "new": second[same]})
    several = pairs["old"].duplicated(keep=False) | pairs["new"].duplicated(keep=False)
    return pairs[~several].reset_index(drop=True)


def _lost_shape(side: OneMap, other: OneMap) -> np.ndarray:
    lost = np.zeros(len(side.codes), bool)
    known = side.twin >= 0
    lost[known] = ~other.has_ground[side.twin[known]]
    return lost


def _shapeless_twin(side: OneMap, other: OneMap) -> np.ndarray:
    others = ~other.has_ground
    known = np.isin(side.codes, other.codes[others])
    return ~side.has_ground & (known | (side.codeless & other.codeless[others].any()))


def twins_by_key(old: OneMap, new: OneMap, of_old: np.ndarray, of_new: np.ndarray) -> pd.DataFrame:
    """Rows (``old``, ``new``) among those given whose key only they have on their side."""
    olds = of_old[np.isin(old.twin[of_old], of_new)]
    return pd.DataFrame({"old": olds, "new": old.twin[olds]})


def moved(old: OneMap, new: OneMap, twins: pd.DataFrame, tolerance: Tolerance) -> pd.DataFrame:
    """Those of ``twins`` that are the same parcel in another place: ``old``, ``new``, ``east``,
    ``north`` (metres), ``alike`` (0 to 1, once carried back)."""
    drawn = old.has_ground[twins["old"]] & new.has_ground[twins["new"]]
    twins = twins[drawn].reset_index(drop=True)
    a, b = old.shapes[twins["old"]], new.shapes[twins["new"]]
    offsets = offsets_between(a, b)
    back = moved_by(b, -offsets)
    alike = likeness(a, back)
    same = drawn_twice(a, back, tolerance.shift, tolerance.least, alike)
    rather = (1 - alike) < _MOVED_RATHER * (1 - likeness(a, b))
    far = np.hypot(*offsets.T) > tolerance.shift
    found = twins.assign(east=offsets[:, 0], north=offsets[:, 1], alike=alike)
    return found[same & rather & far].reset_index(drop=True)


def ground_shares(
    old: OneMap, new: OneMap, of_old: np.ndarray, of_new: np.ndarray, tolerance: Tolerance
) -> pd.DataFrame:
    """The ground that went from an old row to a new one, among the rows given.

    ``old``, ``new`` (rows), ``area`` (m²), ``of_old``, ``of_new`` (shares of each, 0 to 1) and
    ``ties`` (enough to tie the two together). Strips no wider than the shift are left out,
    but for parcels that are hardly wider themselves.
    """
    first, second = meeting(old.shapes[of_old], new.shapes[of_new])
    olds, news = of_old[first], of_new[second]
    common = shared(old.shapes[olds], new.shapes[news])
    area = shapely.area(common)
    found = pd.DataFrame({"old": olds, "new": news, "area": area})
    found["of_old"], found["of_new"] = area / old.areas[olds], area / new.areas[news]
    greater = found[["of_old", "of_new"]].max(axis=1)
    ground = (thick_area(common, tolerance.shift) >= tolerance.least) | (greater >= _MOSTLY)
    ground |= _same_key(old, new, found) & (area > 0)
    found = found[ground].reset_index(drop=True)
    found["ties"] = _ties(found, tolerance) | _same_key(old, new, found)
    return found


def _same_key(old: OneMap, new: OneMap, pairs: pd.DataFrame) -> np.ndarray:
    codes = old.codes[pairs["old"]]
    return np.asarray((codes == new.codes[pairs["new"]]) & (codes >= 0))


def _ties(shares: pd.DataFrame, tolerance: Tolerance) -> pd.Series:
    """Which shares make two parcels one case.

    The greater part of either does, and so does what is enough of both. A street drawn for
    the first time, of which but a little was parcels, ties nothing together; a parcel that
    went into pieces too small for that is tied to all of them.
    """
    least = tolerance.share
    enough = (shares["of_old"] >= least) & (shares["of_new"] >= least)
    ties = enough | (shares[["of_old", "of_new"]].max(axis=1) >= _MOSTLY)
    known = pd.Series(True, index=shares.index)
    for side in ("old", "new"):
        known &= shares.groupby(side)["of_" + side].transform("sum") >= least
    ties &= known
    for side in ("old", "new"):
        alone = ~ties.groupby(shares[side]).transform("any")
        ties |= alone & known & (shares["of_" + side] >= least)
    return ties

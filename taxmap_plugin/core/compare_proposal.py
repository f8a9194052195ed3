"""What a cluster of old and new parcels is proposed to be, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Optional

import numpy as np
import pandas as pd
import shapely

from .compare_ground import drawn_twice, joined, likeness, moved_by, shared
from .compare_pairs import OneMap, Tolerance, same_name
from .message import Message
from .parcel_name import Name, listed

_RENAMED = 0.9
"""Shared ground (0 to 1) from which another key on it is the same parcel renamed."""
_RENAMED_BELOW = 0.5
"""And from which it is renamed and reshaped at once."""
_CORNERS = ("e", "ne", "n", "nw", "w", "sw", "s", "se")


@dataclass(frozen=True)
class Group:
    """Rows of the older and the newer map that hang together, and the ground they cover."""

    olds: np.ndarray
    news: np.ndarray
    offset: Optional[tuple[float, float]] = None
    """East and north in metres of a parcel that has moved."""


@dataclass(frozen=True)
class Passed:
    """Ground that passed to and from rows of other groups, and how much of the one old parcel
    (0 to 1) is in the piece that has kept its key."""

    to: tuple[int, ...] = ()
    came_from: tuple[int, ...] = ()
    living: float = 0.0


@dataclass(frozen=True)
class Measured:
    """A group with its ground: m² before, after and shared, and 0 to 1 how alike they are.

    Names are those of the rows that have ground, where any has; ``covered`` and ``covering``
    tell, of a row that is alone, what share of its ground others have, and who.
    """

    group: Group
    old_names: tuple[Name, ...]
    new_names: tuple[Name, ...]
    old_area: float
    new_area: float
    common: float
    alike: float
    is_same: bool
    covered: float = 0.0
    covering: tuple[Name, ...] = ()


def measure(
    old: OneMap,
    new: OneMap,
    groups: Sequence[Group],
    covers: pd.DataFrame,
    tolerance: Tolerance,
) -> list[Measured]:
    """Every group with its ground. ``covers`` tells what lies where nothing has passed:
    ``side`` (old or new), ``row``, ``other`` (row of the other side), ``share`` (0 to 1)."""
    before = _unions(old, [group.olds for group in groups])
    after = _unions(new, [group.news for group in groups])
    after = _carried_back(after, groups)
    both = ~shapely.is_missing(before) & ~shapely.is_missing(after)
    common, alike, same = np.zeros(len(groups)), np.zeros(len(groups)), np.zeros(len(groups), bool)
    a, b = before[both], after[both]
    common[both], alike[both] = shapely.area(shared(a, b)), likeness(a, b)
    same[both] = drawn_twice(a, b, tolerance.shift, tolerance.least, alike[both])
    areas = np.nan_to_num(shapely.area(before)), np.nan_to_num(shapely.area(after))
    found = [
        Measured(
            group, names(old, _drawn(old, group.olds)), names(new, _drawn(new, group.news)),
            float(areas[0][i]), float(areas[1][i]), float(common[i]), float(alike[i]),
            bool(same[i]),
        )
        for i, group in enumerate(groups)
    ]  # fmt: skip
    return _with_covers(found, old, new, covers)


def _carried_back(shapes: np.ndarray, groups: Sequence[Group]) -> np.ndarray:
    """The shapes of moved parcels as they would lie in their old places."""
    away = [at for at, group in enumerate(groups) if group.offset is not None]
    offsets = np.array([groups[at].offset for at in away], dtype=float).reshape(-1, 2)
    shapes[away] = moved_by(shapes[away], -offsets)
    return shapes


def _unions(side: OneMap, rows: Iterable[np.ndarray]) -> np.ndarray:
    unions = [joined(side.shapes[one]) for one in rows]
    return np.array([*unions, None], dtype=object)[:-1]


def _with_covers(
    found: list[Measured], old: OneMap, new: OneMap, covers: pd.DataFrame
) -> list[Measured]:
    lying = dict(tuple(covers.groupby(["side", "row"])))
    result = []
    for one in found:
        group = one.group
        if len(group.olds) and len(group.news):
            result.append(one)
            continue
        side, row = ("old", group.olds[0]) if len(group.olds) else ("new", group.news[0])
        below = lying.get((side, row))
        if below is not None:
            other = new if side == "old" else old
            keys = names(other, below["other"].to_numpy())
            share = min(float(below["share"].sum()), 1.0)
            one = Measured(**{**vars(one), "covered": share, "covering": keys})
        result.append(one)
    return result


def names(side: OneMap, rows: Iterable[int]) -> tuple[Name, ...]:
    """The keys of rows without doubles, in their order.

    A row without a code of that map is a parcel by itself, whatever it came with.
    """
    rows = list(rows)
    keyed = {side.labels[row] for row in rows if not side.codeless[row]}
    others = [side.labels[row] for row in rows if side.codeless[row]]
    came = [label for label in others if label is not None]
    nameless = [Message("compare_fabrics.no_key")] * (len(others) - len(came))
    return (*sorted([*keyed, *came]), *nameless)


def kind_of(one: Measured, old: OneMap, new: OneMap) -> str:
    """Split, merge …; ``same`` where rows of one key only drew their ground another way."""
    if one.group.offset is not None:
        return "moved"
    if not one.old_names or not one.new_names:
        return "gone" if one.old_names else "new"
    olds, news = _drawn(old, one.group.olds), _drawn(new, one.group.news)
    alone = len(olds) == len(news) == 1 and bool(same_name(old, new, olds, news)[0])
    if alone or set(old.codes[olds].tolist()) == set(new.codes[news].tolist()):
        return "same" if one.is_same and len(one.new_names) == 1 else "reshaped"
    before, after = len(one.old_names), len(one.new_names)
    if before == after == 1:
        return "renamed" if one.alike >= _RENAMED_BELOW else "redivision"
    if before == 1:
        return "split"
    return "merge" if after == 1 else "redivision"


def _drawn(side: OneMap, rows: np.ndarray) -> np.ndarray:
    """The rows that have ground; all of them where none has."""
    drawn = rows[side.has_ground[rows]]
    return drawn if len(drawn) else rows


# -- why ------------------------------------------------------------------------------------


def reason_of(one: Measured, kind: str, passed: Passed) -> Message:
    """The proposal in one sentence."""
    told = {"old": listed(one.old_names), "new": listed(one.new_names)}
    if kind in ("new", "gone"):
        return _alone(one, kind, told)
    if kind == "moved":
        return _moved(one, told)
    if kind == "reshaped":
        return _reshaped(one, told)
    if kind == "renamed":
        return _renamed(one, told)
    if kind == "split":
        return _split(one, told, passed)
    if kind == "merge":
        return _merge(one, told)
    if len(one.old_names) == len(one.new_names) == 1:
        part = _percent(one.common / one.old_area)
        return Message("compare_fabrics.replaced", percent=part, **told)
    counts = {"before": len(one.old_names), "after": len(one.new_names)}
    return Message("compare_fabrics.redivision", **counts, **told)


def _alone(one: Measured, kind: str, told: dict[str, Any]) -> Message:
    keys = told["old" if kind == "gone" else "new"]
    if not max(one.old_area, one.new_area):
        return Message("compare_fabrics." + kind + "_without_shape", keys=keys)
    if one.covering:
        return Message(
            "compare_fabrics." + kind + "_covered",
            keys=keys,
            percent=_percent(one.covered),
            others=listed(one.covering),
        )
    return Message("compare_fabrics." + kind, keys=keys)


def _moved(one: Measured, told: dict[str, Any]) -> Message:
    east, north = one.group.offset or (0.0, 0.0)
    return Message(
        "compare_fabrics.moved",
        keys=told["old"],
        metres=round(float(np.hypot(east, north)), 1),
        direction=direction(east, north),
    )


def direction(east: float, north: float) -> Message:
    """One of eight directions."""
    corner = round(float(np.arctan2(north, east)) / (np.pi / 4)) % 8
    return Message("compare_fabrics.to_" + _CORNERS[corner])


def _reshaped(one: Measured, told: dict[str, Any]) -> Message:
    if not one.old_area or not one.new_area:
        way = "_without_shape" if not one.new_area else "_now_with_shape"
        return Message("compare_fabrics.reshaped" + way, keys=told["new"])
    if len(one.new_names) > 1:
        return Message("compare_fabrics.reshaped_together", keys=told["new"])
    return Message("compare_fabrics.reshaped", keys=told["new"], **_gained_and_lost(one))


def _gained_and_lost(one: Measured) -> dict[str, str]:
    areas = {"gained": one.new_area - one.common, "lost": one.old_area - one.common}
    return {way: f"{max(area, 0.0):,.0f}" for way, area in areas.items()}


def _renamed(one: Measured, told: dict[str, Any]) -> Message:
    if isinstance(one.old_names[0], Message):
        return Message("compare_fabrics.renamed_from_none", **told)
    if isinstance(one.new_names[0], Message):
        return Message("compare_fabrics.renamed_to_none", **told)
    if one.is_same or one.alike >= _RENAMED:
        return Message("compare_fabrics.renamed", **told)
    return Message("compare_fabrics.renamed_reshaped", **_gained_and_lost(one), **told)


def _split(one: Measured, told: dict[str, Any], passed: Passed) -> Message:
    count = len(one.new_names)
    if one.old_names[0] in one.new_names and passed.living:
        part = _percent(passed.living)
        return Message("compare_fabrics.split_lives_on", parts=count, percent=part, **told)
    return Message("compare_fabrics.split", parts=count, **told)


def _merge(one: Measured, told: dict[str, Any]) -> Message:
    joining = [name for name in one.old_names if name != one.new_names[0]]
    if len(joining) < len(one.old_names):
        return Message("compare_fabrics.merge_kept", joined=listed(joining), new=told["new"])
    return Message("compare_fabrics.merge", **told)


def _percent(share: float) -> int:
    return round(100 * min(share, 1.0))


# -- how sure, and what to look at ------------------------------------------------------------


def score_of(one: Measured, kind: str) -> float:
    """0 to 1: the ground that before and after have in common; of what is new or gone, how
    much of its ground no other parcel has; of what has moved, how alike the shapes are."""
    if not max(one.old_area, one.new_area):
        return 0.0
    if kind in ("new", "gone"):
        return round(1 - one.covered, 3)
    return round(one.alike, 3)


def flags_of(
    one: Measured,
    kind: str,
    old: OneMap,
    new: OneMap,
    passed: Passed,
    tolerance: Tolerance,
) -> list[Message]:
    """What an officer should look at before believing the proposal."""
    found = [
        *_area_flag(one, tolerance),
        *_row_flag("doubled_old", old, one.group.olds, old.doubled),
        *_row_flag("doubled_new", new, one.group.news, new.doubled),
        *_row_flag("invalid_old", old, one.group.olds, old.broken),
        *_row_flag("invalid_new", new, one.group.news, new.broken),
        *_row_flag("no_shape_old", old, one.group.olds, ~old.has_ground),
        *_row_flag("no_shape_new", new, one.group.news, ~new.has_ground),
    ]
    if kind != "moved":
        found += [] if one.covering else _passed(old, new, passed)
        found += _elsewhere("elsewhere_now", old, one.group.olds, one.group.news)
        found += _elsewhere("elsewhere_before", new, one.group.news, one.group.olds)
    return found


def _area_flag(one: Measured, tolerance: Tolerance) -> list[Message]:
    if not one.old_area or not one.new_area:
        return []
    difference = one.new_area - one.old_area
    if abs(difference) <= max(tolerance.area * one.old_area, tolerance.least):
        return []
    percent = f"{100 * difference / one.old_area:+.1f}"
    return [Message("compare_fabrics.flag_area", metres=f"{difference:+,.0f}", percent=percent)]


def _passed(old: OneMap, new: OneMap, passed: Passed) -> list[Message]:
    """Ground that went to a parcel of another case, or came from one."""
    ways = (("passed_to", new, passed.to), ("came_from", old, passed.came_from))
    return [
        Message("compare_fabrics.flag_" + flag, keys=listed(names(side, rows)))
        for flag, side, rows in ways
        if rows
    ]


def _row_flag(flag: str, side: OneMap, rows: np.ndarray, mask: np.ndarray) -> list[Message]:
    marked = rows[mask[rows]]
    if not len(marked):
        return []
    return [Message("compare_fabrics.flag_" + flag, keys=listed(names(side, marked)))]


def _elsewhere(flag: str, side: OneMap, rows: np.ndarray, others: np.ndarray) -> list[Message]:
    """Keys that the other map has too, once, but on ground of another case."""
    own = rows[side.twin[rows] >= 0]
    away = own[[twin not in others for twin in side.twin[own]]] if len(own) else own
    if not len(away):
        return []
    return [Message("compare_fabrics.flag_" + flag, keys=listed(names(side, away)))]

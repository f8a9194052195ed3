"""Two versions of a parcel map compared: what an officer should look at, and as what.

Rows whose key and ground have stayed are set aside first; what is left is tied together
where ground passed from an old row to a new one. Each cluster becomes one proposal: split,
merge, re-division, renamed, reshaped, moved, new or gone. Nothing is decided here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

import numpy as np
import pandas as pd

from .cluster import clusters
from .compare_ground import offsets_between
from .compare_pairs import (
    OneMap,
    Tolerance,
    ground_shares,
    moved,
    renamed,
    sides_of,
    twins_by_key,
    unchanged,
)
from .compare_proposal import (
    Group,
    Measured,
    Passed,
    direction,
    flags_of,
    kind_of,
    measure,
    names,
    reason_of,
    score_of,
)
from .feedback import Feedback, Part, Silent, check_cancelled
from .message import Message

__all__ = ["KINDS", "FabricComparison", "Tolerance", "compare_fabrics"]

KINDS = ("split", "merge", "redivision", "renamed", "reshaped", "moved", "new", "gone")
PROPOSAL_COLUMNS = (
    "cluster", "kind", "old_keys", "new_keys", "old_rows", "new_rows",
    "old_area", "new_area", "shared_area", "score", "reason", "flags",
)  # fmt: skip
_TOGETHER = 0.25
"""The whole map has shifted when half of the parcels lie within this share of the same way."""


@dataclass(frozen=True)
class FabricComparison:
    """What became of the parcels.

    ``proposals``: one row a cluster (``cluster`` from 1, ``kind``, ``old_keys`` and
    ``new_keys`` as tuples without doubles, ``old_rows``, ``new_rows`` as tuples of positions,
    areas in m², ``score`` 0 to 1, ``reason`` a Message, ``flags`` a tuple of Messages).
    ``members``: one row a parcel (``cluster``, ``role`` old or new, ``row``, ``key``,
    ``area``). ``shares``: ground that passed (``old_cluster``, ``new_cluster``, ``old`` and
    ``new`` rows, ``area``, ``of_old``, ``of_new``). ``vanished``, ``appeared`` and ``stayed``
    are keys; ``same_old``, ``same_new`` rows that did not change. ``east`` and ``north`` tell
    by how many metres the parcels that stayed lie beside their old places, at the median.
    """

    proposals: pd.DataFrame
    members: pd.DataFrame
    shares: pd.DataFrame
    vanished: tuple[str, ...]
    appeared: tuple[str, ...]
    stayed: tuple[str, ...]
    same_old: int
    same_new: int
    east: float
    north: float
    messages: tuple[Message, ...]

    def counts(self) -> dict[str, int]:
        """How many proposals of each kind, in the order of :data:`KINDS`."""
        found = self.proposals["kind"].value_counts()
        return {kind: int(found.get(kind, 0)) for kind in KINDS}


def compare_fabrics(
    older: pd.DataFrame,
    newer: pd.DataFrame,
    tolerance: Optional[Tolerance] = None,
    feedback: Optional[Feedback] = None,
) -> FabricComparison:
    """Compare two maps; both frames have ``key`` (text or None) and ``geom`` (Shapely or None,
    in one CRS in metres), perhaps ``came`` (the key is no code of that map, but what the row
    came with); further columns do not matter. Raises Cancelled.

    Doubled keys, missing keys, and shapes that are missing or broken are compared as far as
    they go, and flagged.
    """
    tolerance, feedback = tolerance or Tolerance(), feedback or Silent()
    old, new = sides_of(older, newer)
    kept_old, kept_new = unchanged(old, new, tolerance, Part(feedback, 0.05, 0.55))
    of_old, of_new = np.flatnonzero(~kept_old), np.flatnonzero(~kept_new)
    twins = twins_by_key(old, new, of_old, of_new)
    away = moved(old, new, twins, tolerance)
    of_old, of_new = np.setdiff1d(of_old, away["old"]), np.setdiff1d(of_new, away["new"])
    pairs = renamed(old, new, of_old, of_new, tolerance)
    of_old, of_new = np.setdiff1d(of_old, pairs["old"]), np.setdiff1d(of_new, pairs["new"])
    twins = twins_by_key(old, new, of_old, of_new)
    check_cancelled(feedback)
    shares = ground_shares(old, new, of_old, of_new, tolerance)
    feedback.progress(0.7)
    check_cancelled(feedback)
    groups = _groups(old, new, of_old, of_new, shares, twins)
    groups += [*_moved_groups(away), *_renamed_groups(pairs)]
    covers = _covers(old, new, groups, tolerance)
    measured = measure(old, new, groups, covers, tolerance)
    feedback.progress(0.9)
    check_cancelled(feedback)
    return _told(old, new, measured, shares, tolerance)


def _groups(
    old: OneMap,
    new: OneMap,
    of_old: np.ndarray,
    of_new: np.ndarray,
    shares: pd.DataFrame,
    twins: pd.DataFrame,
) -> list[Group]:
    """Rows tied by ground, by a key on shared ground, or by a key one side of which has no
    shape; nodes are the old rows, then the new ones."""
    ties = shares[shares["ties"]]
    drawn = old.has_ground[twins["old"]] & new.has_ground[twins["new"]]
    ties = pd.concat([ties[["old", "new"]], twins.loc[~drawn, ["old", "new"]]])
    first = np.searchsorted(of_old, ties["old"])
    second = len(of_old) + np.searchsorted(of_new, ties["new"])
    numbers = clusters(len(of_old) + len(of_new), first, second)
    order = np.argsort(numbers, kind="stable")
    ends = np.flatnonzero(np.diff(numbers[order])) + 1
    members = np.split(order, ends) if len(order) else []
    return [
        Group(of_old[one[one < len(of_old)]], of_new[one[one >= len(of_old)] - len(of_old)])
        for one in members
    ]


def _moved_groups(away: pd.DataFrame) -> list[Group]:
    rows = zip(away["old"], away["new"], away["east"], away["north"])
    return [Group(np.array([o]), np.array([n]), (float(e), float(t))) for o, n, e, t in rows]


def _renamed_groups(pairs: pd.DataFrame) -> list[Group]:
    return [Group(np.array([o]), np.array([n])) for o, n in zip(pairs["old"], pairs["new"])]


def _covers(old: OneMap, new: OneMap, groups: list[Group], tolerance: Tolerance) -> pd.DataFrame:
    """What lies on the ground of rows that are alone in their group."""
    gone = _rows_of([group.olds for group in groups if not len(group.news)])
    come = _rows_of([group.news for group in groups if not len(group.olds)])
    all_old, all_new = np.arange(len(old.codes)), np.arange(len(new.codes))
    below = ground_shares(old, new, gone, all_new, tolerance)
    above = ground_shares(old, new, all_old, come, tolerance)
    names = ["side", "row", "other", "share"]
    frames = [
        below.assign(side="old").rename(columns={"old": "row", "new": "other", "of_old": "share"}),
        above.assign(side="new").rename(columns={"new": "row", "old": "other", "of_new": "share"}),
    ]
    covers = pd.concat([frame[names] for frame in frames], ignore_index=True)
    return covers[covers["share"] >= tolerance.share]


def _rows_of(parts: list[np.ndarray]) -> np.ndarray:
    return np.concatenate([np.empty(0, dtype=np.int64), *parts])


# -- telling ----------------------------------------------------------------------------------


def _told(
    old: OneMap,
    new: OneMap,
    measured: list[Measured],
    shares: pd.DataFrame,
    tolerance: Tolerance,
) -> FabricComparison:
    kinds = [kind_of(one, old, new) for one in measured]
    found = sorted(
        (pair for pair in zip(measured, kinds) if pair[1] != "same"),
        key=lambda pair: (KINDS.index(pair[1]), -max(pair[0].old_area, pair[0].new_area)),
    )
    of_old, of_new = np.zeros(len(old.codes), int), np.zeros(len(new.codes), int)
    for number, (one, _) in enumerate(found, start=1):
        of_old[one.group.olds] = of_new[one.group.news] = number
    shares = _numbered(shares, of_old, of_new)
    passed = _passed(old, new, shares)
    rows = [
        _proposal(number, one, kind, old, new, passed.get(number, Passed()), tolerance)
        for number, (one, kind) in enumerate(found, start=1)
    ]
    proposals = pd.DataFrame(rows, columns=list(PROPOSAL_COLUMNS))
    members = pd.concat(
        [_members(old, "old", of_old), _members(new, "new", of_new)], ignore_index=True
    )
    gone, come, stayed = _keys(old, new)
    east, north, together = _shift(old, new)
    return FabricComparison(
        proposals=proposals,
        members=members.sort_values("cluster", kind="stable", ignore_index=True),
        shares=shares,
        vanished=gone,
        appeared=come,
        stayed=stayed,
        same_old=int((of_old == 0).sum()),
        same_new=int((of_new == 0).sum()),
        east=east,
        north=north,
        messages=_shift_said(east, north) if together and _far(east, north, tolerance) else (),
    )


def _members(side: OneMap, role: str, cluster: np.ndarray) -> pd.DataFrame:
    rows = np.flatnonzero(cluster)
    return pd.DataFrame(
        {
            "cluster": cluster[rows],
            "role": role,
            "row": rows,
            "key": side.labels[rows],
            "area": side.areas[rows],
        }
    )


def _keys(old: OneMap, new: OneMap) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Keys of the older map only, of the newer only, of both; what a row without a code came
    with is missed nowhere."""
    before, after = (
        pd.Series(side.labels, index=side.codes)[side.codes >= 0] for side in (old, new)
    )
    gone = ~before.index.isin(after.index) & ~old.codeless[old.codes >= 0]
    come = ~after.index.isin(before.index) & ~new.codeless[new.codes >= 0]
    return (
        tuple(sorted(set(before[gone]))),
        tuple(sorted(set(after[come]))),
        tuple(sorted(set(before[before.index.isin(after.index)]))),
    )


def _shift(old: OneMap, new: OneMap) -> tuple[float, float, bool]:
    """By how much the parcels of the same key lie beside their old places (metres, median),
    and whether most of them do so together."""
    twins = twins_by_key(old, new, *(np.flatnonzero(side.has_ground) for side in (old, new)))
    if not len(twins):
        return 0.0, 0.0, False
    offsets = offsets_between(old.shapes[twins["old"]], new.shapes[twins["new"]])
    middle = np.median(offsets, axis=0)
    apart = np.hypot(*(offsets - middle).T)
    together = bool(np.median(apart) <= _TOGETHER * np.hypot(*middle))
    return round(float(middle[0]), 2), round(float(middle[1]), 2), together


def _far(east: float, north: float, tolerance: Tolerance) -> bool:
    return bool(np.hypot(east, north) > tolerance.shift / 2)


def _shift_said(east: float, north: float) -> tuple[Message, ...]:
    metres = round(float(np.hypot(east, north)), 1)
    told = {"metres": metres, "direction": direction(east, north)}
    return (Message("compare_fabrics.all_shifted", **told),)


def _passed(old: OneMap, new: OneMap, shares: pd.DataFrame) -> dict[int, Passed]:
    """For each cluster the ground that it gave to others, took from them, and kept."""
    inside = shares["old_cluster"] == shares["new_cluster"]
    across = shares[~inside]
    lives = inside & (old.codes[shares["old"]] == new.codes[shares["new"]])
    to = across.groupby("old_cluster")["new"].unique()
    came_from = across.groupby("new_cluster")["old"].unique()
    living = shares[lives].groupby("old_cluster")["of_old"].sum()
    numbers = {*to.index, *came_from.index, *living.index}
    return {
        int(number): Passed(
            tuple(to.get(number, ())), tuple(came_from.get(number, ())), living.get(number, 0.0)
        )
        for number in numbers
    }


def _numbered(shares: pd.DataFrame, of_old: np.ndarray, of_new: np.ndarray) -> pd.DataFrame:
    shares = shares.assign(old_cluster=of_old[shares["old"]], new_cluster=of_new[shares["new"]])
    return shares[(shares["old_cluster"] > 0) & (shares["new_cluster"] > 0)][
        ["old_cluster", "new_cluster", "old", "new", "area", "of_old", "of_new"]
    ].reset_index(drop=True)


def _proposal(
    number: int,
    one: Measured,
    kind: str,
    old: OneMap,
    new: OneMap,
    passed: Passed,
    tolerance: Tolerance,
) -> dict:
    return {
        "cluster": number,
        "kind": kind,
        "old_keys": names(old, one.group.olds),
        "new_keys": names(new, one.group.news),
        "old_rows": tuple(one.group.olds.tolist()),
        "new_rows": tuple(one.group.news.tolist()),
        "old_area": one.old_area,
        "new_area": one.new_area,
        "shared_area": one.common,
        "score": score_of(one, kind),
        "reason": reason_of(one, kind, passed),
        "flags": tuple(flags_of(one, kind, old, new, passed, tolerance)),
    }

"""Who takes over from the parcels of a change: which parcels, and how much of the ground."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ..core.building_across import ground_given_up
from ..core.ground import ground_of, grounds_of
from ..core.strip import takes_part
from ..workspace.family import LineageReader
from ..workspace.few_rows import Row
from ..workspace.reader import rows_among
from .confirmed import Confirmed
from .parcel_plan import Piece, uuids_of


@dataclass(frozen=True)
class Heir:
    """A parcel that has ground of another one, and its share of it (0 to 1)."""

    uuid: str
    share: float


@dataclass(frozen=True)
class Succession:
    """``heirs`` of each parcel that retires or changes, first the one that has its number.

    A parcel that lives on is its own heir; one that is restored is the heir of its parts that
    had none. ``shapes`` (in the workspace's CRS), ``codes`` and ``document_areas`` are those of
    the heirs, ``before`` the shapes that the parcels had. A parcel without heirs is no parcel
    any more. ``restored`` are the heirs that were parcels before.
    """

    heirs: Mapping[str, tuple[Heir, ...]]
    before: Sequence[BaseGeometry | None]
    shapes: Mapping[str, BaseGeometry]
    codes: Mapping[str, str | None]
    document_areas: Mapping[str, int | None]
    restored: Collection[str]

    @property
    def retired(self) -> list[str]:
        """The parcels that do not live on themselves."""
        return [uuid for uuid, heirs in self.heirs.items() if uuid not in {h.uuid for h in heirs}]

    @property
    def divided(self) -> set[str]:
        """The parcels of several heirs, and those that live on with a part of their ground."""
        return {
            uuid
            for uuid, heirs in self.heirs.items()
            if len(heirs) > 1 or any(heir.uuid == uuid and heir.share < 1 for heir in heirs)
        }

    @property
    def united(self) -> list[str]:
        """The parcels that have ground of several ones."""
        times = Counter(heir.uuid for own in self.heirs.values() for heir in own)
        return [uuid for uuid in self.shapes if times[uuid] > 1]

    @cached_property
    def given_up(self) -> BaseGeometry:
        """The ground that is in none of the parcels any more."""
        return ground_given_up(self.before, self.shapes.values())

    def first(self, uuid: str) -> str | None:
        """Who has the number of a parcel, and with it its document."""
        heirs = self.heirs[uuid]
        return heirs[0].uuid if heirs else None


def succession_of(change: Confirmed) -> Succession:
    """Who takes over from the parcels of a confirmed change."""
    shapes = {uuid: piece.shape for uuid, piece in change.pieces}
    codes = {uuid: piece.code for uuid, piece in change.pieces}
    areas = {uuid: piece.values.get("document_area") for uuid, piece in change.pieces}
    by_parent: dict[str, dict[str, BaseGeometry]] = {}
    for uuid, piece in change.pieces:
        for parent in piece.parents:
            by_parent.setdefault(parent, {})[uuid] = piece.shape
    heirs = {
        row["uuid"]: _heirs(change, row, by_parent.get(row["uuid"], {}))
        for row in change.plan.parcels
    }
    restored = [uuid for uuid, piece in change.pieces if piece.restores]
    for uuid in restored:
        heirs.update((part, (Heir(uuid, 1.0),)) for part in _parts_without_heirs(change, uuid))
    before = [row["geom"] for row in change.plan.parcels]
    return Succession(heirs, before, shapes, codes, areas, restored)


def _parts_without_heirs(change: Confirmed, restored: str) -> list[str]:
    """The parts of a restored parcel that ended, whose registers stayed with them so far.

    A road took them, or they were deleted. What came of other parcels too is not a part.
    """
    lineage = LineageReader(change.tx)
    own = lineage.walk(restored, upwards=False)
    kin = {*own, *lineage.walk(restored, upwards=True)}
    named = rows_among(change.tx, "parcel_history", ["parcel_uuid"], "parcel_uuid", list(own))
    living = rows_among(change.tx, "parcel", ["uuid"], "uuid", list(own))
    ended = {row["parcel_uuid"] for row in named} - {*uuids_of(living), *change.before}
    return [uuid for uuid in sorted(ended) if kin.issuperset(lineage.walk(uuid, upwards=True))]


def _heirs(change: Confirmed, row: Row, candidates: Mapping[str, BaseGeometry]) -> tuple[Heir, ...]:
    uuid = row["uuid"]
    is_strip = change.plan.operation == "strip"
    if uuid in candidates and not (is_strip and takes_part(row["geom"], candidates[uuid])):
        return (Heir(uuid, 1.0),)
    if candidates and row["geom"] is not None:
        pieces = [(own, piece) for own, piece in change.pieces if own in candidates]
        return heirs_of(row["geom"], first_heir(row, pieces), candidates)
    return tuple(Heir(own, 1.0) for own in candidates)


def first_heir(row: Row, pieces: Sequence[tuple[str, Piece]]) -> str:
    """Of some pieces of a parcel the one that lives on as it, has its code, or is meant to keep
    it, or else the largest one."""
    living = [uuid for uuid, _ in pieces if uuid == row["uuid"]]
    with_code = [uuid for uuid, piece in pieces if piece.code and piece.code == row["parcel_code"]]
    keeping = [uuid for uuid, piece in pieces if piece.keeps_code]
    for uuid in (*living, *with_code, *keeping):
        return uuid
    return max(pieces, key=lambda one: one[1].area_m2)[0]


def heirs_of(
    shape: BaseGeometry, first: str | None, candidates: Mapping[str, BaseGeometry]
) -> tuple[Heir, ...]:
    """The candidates that have ground of ``shape``, ``first`` ahead, then by share.

    All goes to ``first`` where ``shape`` has no ground.
    """
    ground = ground_of(shape)
    uuids = list(candidates)
    if not ground.area:
        return tuple(Heir(uuid, 1.0) for uuid in uuids if uuid == first)
    shapes = grounds_of(candidates.values())
    shares = shapely.area(shapely.intersection(ground, shapes)) / ground.area
    found = [Heir(u, float(share)) for u, share in zip(uuids, shares) if share > 0 or u == first]
    return tuple(sorted(found, key=lambda heir: (heir.uuid != first, -heir.share)))


def shared_out(amount: int, shares: Sequence[float]) -> list[int]:
    """A whole amount by shares; the rounded parts together are the rounded whole.

    >>> shared_out(100, [1 / 3, 1 / 3, 1 / 3])
    [34, 33, 33]
    """
    exact = np.asarray(shares, dtype=float) * amount
    parts = np.floor(exact + 1e-9).astype(np.int64)
    missing = round(float(exact.sum())) - int(parts.sum())
    for place in np.argsort(parts - exact, kind="stable")[: max(missing, 0)]:
        parts[place] += 1
    return [int(part) for part in parts]

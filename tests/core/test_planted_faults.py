"""In a town of 10,000 lots each planted fault of shape and fabric is found, and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pytest

from taxmap_plugin.core.quality_fabric import RULES as FABRIC
from taxmap_plugin.core.quality_shape import RULES as SHAPE

from .. import planted
from .quality_case import sight, things

EITHER_WAY = {
    "overlap",
    "gap",
    "near_corner",
    "near_edge",
    "missing_corner",
    "blocks_overlap",
    "zones_overlap",
}
"""Rules that name two or more which are neither first nor second."""
IDS = [rule.id for rule in (*SHAPE, *FABRIC)]


def seen_as(town: planted.Town, change=lambda shape: shape):
    """The town in a map, each shape changed in the same way."""

    def rows(shapes: dict, code: str = "") -> list[dict]:
        return [
            {"uuid": uuid, "geom": None if shape is None else change(shape), code: uuid}
            for uuid, shape in shapes.items()
        ]

    return sight(
        parcel=rows(town.parcels),
        block=rows(town.blocks, "block_code"),
        zone=rows(town.zones, "zone_code"),
        boundary=rows({"m": town.boundary}),
        water=rows(dict(enumerate(town.water))),
    )


def counted(rule: str, all_things: Iterable[tuple[str, ...]]) -> Counter:
    if rule in EITHER_WAY:
        all_things = map(tuple, map(sorted, all_things))
    return Counter(all_things)


@pytest.fixture(scope="module")
def town() -> planted.Town:
    return planted.town(100)


@pytest.fixture(scope="module")
def seen(town):
    return seen_as(town)


@pytest.mark.parametrize("rule", IDS)
def test_every_fault_of_10000_lots_is_found_and_none_invented(town, seen, rule):
    assert counted(rule, things(rule, seen)) == counted(rule, town.wanted[rule])
    assert len(town.wanted[rule]) >= 8, "planted too seldom to prove anything"

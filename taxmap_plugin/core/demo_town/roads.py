"""Names of streets and watercourses, and their tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import chain, count

import numpy as np
import pandas as pd
import shapely

from .streets import Street, corridors
from .words import places

_ROADS = ("main", "local", "soi", "track")


def name_streets(streets: list[Street]) -> list[tuple[str, str]]:
    """Thai and English name of every street; a lane takes its number from the road it leaves.

    Lanes off lanes are called แยก (branch), as in practice. Tracks have no name.
    """
    hosts = _hosts(np.array([street.geom for street in streets], dtype=object))
    proper = {kind: _names(kind) for kind in ("main", "canal", "ditch")}
    roads = chain(places("local").itertuples(index=False, name=None), _numbered_roads())
    listed = len(places("local"))
    numbers: Counter[int] = Counter()
    names: list[tuple[str, str]] = []
    lane_of: dict[int, int] = {}  # a branch belongs to the lane that it, or its host, leaves
    for index, street in enumerate(streets):
        host = next((h for h in hosts[index] if h < index and _is_named_road(names[h])), None)
        long_road = street.kind == "local" and street.geom.length > 300 and listed > 0
        if street.kind == "track":
            names.append(("", ""))
        elif street.kind in proper:
            names.append(next(proper[street.kind]))
        elif long_road or host is None:
            listed -= 1
            names.append(next(roads))
        else:
            root = lane_of.get(host, host)
            numbers[root] += 1
            if not names[root][0].startswith("ถนน"):
                lane_of[index] = root
            names.append(_lane_name(names[root], numbers[root]))
    return names


def _is_named_road(name: tuple[str, str]) -> bool:
    return name[0].startswith(("ถนน", "ซอย"))


def _numbered_roads() -> Iterator[tuple[str, str]]:
    return ((f"ถนนเทศบาล {number}", f"Thetsaban {number} Road") for number in count(1))


def _hosts(lines: np.ndarray) -> list[list[int]]:
    """The streets on which each street begins or ends."""
    tree = shapely.STRtree(lines)
    hosts: list[list[int]] = [[] for _ in lines]
    for end in (0, -1):
        street, other = tree.query(
            shapely.get_point(lines, end), predicate="dwithin", distance=0.01
        )
        for s, o in sorted(zip(street.tolist(), other.tolist())):
            if s != o:
                hosts[s].append(o)
    return hosts


def _lane_name(host: tuple[str, str], number: int) -> tuple[str, str]:
    th, en = host
    if not th.startswith("ถนน"):
        return f"{th} แยก {number}", f"{en} Yaek {number}"
    joint = "/" if th[-1].isdigit() else " "
    return f"ซอย{th[3:]}{joint}{number}", f"Soi {en.replace(' Road', '')}{joint}{number}"


def _names(kind: str) -> Iterator[tuple[str, str]]:
    """The proper names of a kind; when they run out they are numbered (สาย 2, สาย 3…)."""
    names = list(places(kind).itertuples(index=False, name=None))
    yield from names
    number = 2
    while True:
        for th, en in names:
            yield f"{th} สาย {number}", f"{en} {number}"
        number += 1


def road_table(streets: list[Street], names: list[tuple[str, str]]) -> pd.DataFrame:
    """Middle lines of the roads: columns of table ``road``."""
    rows = [i for i, street in enumerate(streets) if street.kind in _ROADS]
    kind = np.array([streets[i].kind for i in rows])
    width = np.array([streets[i].width for i in rows])
    surface = np.select([kind == "track", width >= 10], ["gravel", "asphalt"], "concrete")
    return pd.DataFrame(
        {
            "name": [names[i][0] or None for i in rows],
            "name_en": [names[i][1] or None for i in rows],
            "kind": np.select([kind == "soi", kind == "track"], ["soi", "path"], "road"),
            "surface": surface,
            "width_m": width,
            "agency": "เทศบาลตำบลสาธิต",
            "geom": [streets[i].geom for i in rows],
        }
    )


def water_table(streets: list[Street], names: list[tuple[str, str]]) -> pd.DataFrame:
    """The ground of canals and ditches: columns of table ``water``."""
    rows = [i for i, street in enumerate(streets) if street.kind in ("canal", "ditch")]
    wet = [streets[i] for i in rows]
    return pd.DataFrame(
        {
            "name": [names[i][0] for i in rows],
            "name_en": [names[i][1] for i in rows],
            "kind": [street.kind for street in wet],
            "geom": corridors(wet),
        }
    )


def pond_table(parcel: pd.DataFrame) -> pd.DataFrame:
    """The water of the public ponds, which leaves a bank of two metres."""
    own = parcel[parcel["use"] == "pond"]
    names = places("pond").iloc[np.arange(len(own)) % len(places("pond"))]
    shore = shapely.buffer(own["geom"].to_numpy(), -2.0, join_style="mitre")
    return pd.DataFrame(
        {
            "name": names["th"].to_numpy(),
            "name_en": names["en"].to_numpy(),
            "kind": "pond",
            "geom": shapely.transform(shore, lambda xy: np.round(xy, 2)),
        }
    )

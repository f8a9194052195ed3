"""Zones, blocks and parcels with their codes."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely
from numpy.random import Generator

from ..code_style import CodeStyle
from .lots import Lot
from .streets import Plan, town_share

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def number_cells(plan: Plan) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Tables ``zone`` and ``block``, numbered from the north-west corner, row by row.

    The index of ``block`` is the position of the block in ``plan.blocks``.
    """
    zones = np.array(plan.zones, dtype=object)
    order = _reading_order(zones)
    code = np.empty(len(zones), dtype=object)
    code[order] = [f"{number:02d}" for number in range(1, len(zones) + 1)]
    zone = pd.DataFrame({"zone_code": code, "geom": zones}).iloc[order].reset_index(drop=True)

    cells = np.array([block.cell for block in plan.blocks], dtype=object)
    of_zone = np.array([block.zone for block in plan.blocks])
    block_code = np.empty(len(cells), dtype=object)
    for number in range(len(zones)):
        own = np.flatnonzero(of_zone == number)
        for letter, at in zip(_LETTERS, own[_reading_order(cells[own])]):
            block_code[at] = code[number] + letter
    block = pd.DataFrame({"block_code": block_code, "zone_code": code[of_zone], "geom": cells})
    return zone, block


def _reading_order(shapes: np.ndarray) -> np.ndarray:
    """Rows from the north, alternately from the west and from the east."""
    middle = shapely.get_coordinates(shapely.centroid(shapes))
    row = np.floor(-middle[:, 1] / (1.1 * np.sqrt(np.median(shapely.area(shapes)))))
    row = np.unique(row, return_inverse=True)[1]
    return np.lexsort((np.where(row % 2, -middle[:, 0], middle[:, 0]), row))


def parcel_table(
    rng: Generator, plan: Plan, block: pd.DataFrame, by_block: list[list[Lot]], style: CodeStyle
) -> pd.DataFrame:
    """The parcels: code columns, ``geom``, and ``use``, ``town`` for the other makers."""
    rows = []
    for index, lots in enumerate(by_block):
        for number, lot in zip(_lot_numbers(_split_off(rng, lots), style), lots):
            rows.append((index, number, lot.use, lot.shape, town_share(lot.shape, plan)))
    frame = pd.DataFrame(rows, columns=["block_index", "lot", "use", "geom", "town"])
    codes = block["block_code"].to_numpy()[frame["block_index"]]
    frame["parcel_code"] = codes + frame["lot"].to_numpy(dtype=object)
    frame["block_code"] = codes
    frame["zone_code"] = block["zone_code"].to_numpy()[frame["block_index"]]
    return frame.sort_values("parcel_code", kind="stable").reset_index(drop=True)


def _split_off(rng: Generator, lots: list[Lot]) -> np.ndarray:
    """Which lots were split off from the lot before them after the codes were given."""
    shapes = np.array([lot.shape for lot in lots], dtype=object)
    use = np.array([lot.use for lot in lots])
    later = np.array([lot.child for lot in lots])
    later |= rng.random(len(lots)) < 0.025
    beside = np.zeros(len(lots), dtype=bool)
    shared = shapely.intersection(shapes[1:], shapes[:-1])
    beside[1:] = (shapely.length(shared) > 3) & (use[1:] == use[:-1])
    return later & beside


def _lot_numbers(split_off: np.ndarray, style: CodeStyle) -> list[str]:
    """``001``, ``002``, ``002/001`` …: a child keeps its parent's number with a suffix."""
    numbers: list[str] = []
    lot = child = 0
    for is_child in split_off:
        if is_child:
            child += 1
            suffix = f"{style.suffix_separator}{child:0{style.suffix_digits[0]}d}"
            numbers.append(f"{lot:0{style.lot_digits}d}{suffix}")
        else:
            lot, child = lot + 1, 0
            numbers.append(f"{lot:0{style.lot_digits}d}")
    return numbers


def community_table(
    rng: Generator, block: pd.DataFrame, parcels: int, names: pd.DataFrame
) -> tuple[pd.DataFrame, np.ndarray]:
    """Villages (หมู่) as groups of blocks, and the village number of each block."""
    middle = shapely.get_coordinates(shapely.centroid(block["geom"].to_numpy()))
    count = int(np.clip(round(parcels / 450), 2, min(30, len(block))))
    seeds = [int(np.argmin(np.hypot(*middle.T)))]
    while len(seeds) < count:
        away = np.hypot(*(middle[:, None] - middle[seeds]).transpose(2, 0, 1)).min(axis=1)
        seeds.append(int(np.argmax(away * rng.uniform(0.8, 1.0, len(away)))))
    nearest = np.argmin(np.hypot(*(middle[:, None] - middle[seeds]).transpose(2, 0, 1)), axis=1)
    moo = nearest + 1
    shapes = [shapely.union_all(block["geom"].to_numpy()[moo == m]) for m in range(1, count + 1)]
    at = np.arange(count) % len(names)
    again = np.arange(count) // len(names)
    suffix = np.where(again > 0, " " + (again + 1).astype(str).astype(object), "")
    frame = pd.DataFrame(
        {
            "name": names["th"].to_numpy()[at] + suffix,
            "name_en": names["en"].to_numpy()[at] + suffix,
            "kind": "moo",
            "moo": [str(m) for m in range(1, count + 1)],
            "geom": shapes,
        }
    )
    return frame, moo

"""Which block, and so which sheet, each parcel is drawn on: exactly one."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

NO_BLOCK = "–"
"""Stands for the block of parcels that have none."""

REACH_M = 200.0
"""A parcel outside all blocks joins the block of its code, or the nearest, up to here."""


def complete_blocks(block: pd.DataFrame, parcel: pd.DataFrame) -> tuple[pd.DataFrame, np.ndarray]:
    """All blocks in order of zone and block, and for each parcel the row of its block.

    A parcel belongs where it lies: to the block that holds its largest part. One that
    lies in no block joins the block of its code, else the nearest, within
    :data:`REACH_M`; what is farther makes a block of its own from its code. The
    returned frame has ``block_code``, ``zone_code``, ``on_map`` (False where the block was
    made from a code), ``geom`` (the block and all its parcels as drawn may reach beyond it).
    """
    blocks = _dissolved(block)
    shapes = np.asarray(parcel["geom"], dtype=object)
    home = _largest_overlap(np.asarray(blocks["geom"], dtype=object), shapes)
    outside = np.flatnonzero(home < 0)
    home[outside] = _by_code_or_nearest(blocks, parcel.iloc[outside])
    homeless = np.flatnonzero(home < 0)
    if len(homeless):
        made = _blocks_of_codes(parcel.iloc[homeless], set(blocks["block_code"]))
        place = pd.Index(made.pop("key")).get_indexer(_codes(parcel.iloc[homeless]))
        home[homeless] = len(blocks) + place
        blocks = made if blocks.empty else pd.concat([blocks, made], ignore_index=True)
    order = np.lexsort([blocks["block_code"].to_numpy(str), blocks["zone_code"].to_numpy(str)])
    rank = np.empty(len(order), dtype=int)
    rank[order] = np.arange(len(order))
    return blocks.iloc[order].reset_index(drop=True), rank[home] if len(home) else home


def _codes(frame: pd.DataFrame) -> np.ndarray:
    codes = frame["block_code"]
    return codes.where(codes.notna() & (codes != ""), NO_BLOCK).to_numpy(object)


def _dissolved(block: pd.DataFrame) -> pd.DataFrame:
    """One row a block code: an office may have drawn a block in two pieces."""
    rows = [
        (
            code,
            _first_text(group["zone_code"]),
            True,
            shapely.union_all(group["geom"].to_numpy(object)),
        )
        for code, group in block.groupby(_codes(block), sort=False)
    ]
    return pd.DataFrame(rows, columns=["block_code", "zone_code", "on_map", "geom"])


def _first_text(values: pd.Series) -> str:
    known = values[values.notna()]
    return str(known.iloc[0]) if len(known) else ""


def _largest_overlap(blocks: np.ndarray, shapes: np.ndarray) -> np.ndarray:
    home = np.full(len(shapes), -1)
    if not len(blocks) or not len(shapes):
        return home
    of_shape, of_block = shapely.STRtree(blocks).query(shapes, predicate="intersects")
    several = np.bincount(of_shape, minlength=len(shapes))[of_shape] > 1
    overlap = np.ones(len(of_shape))
    overlap[several] = shapely.area(
        shapely.intersection(shapes[of_shape[several]], blocks[of_block[several]])
    )
    order = np.lexsort([of_block, overlap])
    inside = overlap[order] > 0
    home[of_shape[order][inside]] = of_block[order][inside]
    return home


def _by_code_or_nearest(blocks: pd.DataFrame, parcel: pd.DataFrame) -> np.ndarray:
    home = np.full(len(parcel), -1)
    if blocks.empty or parcel.empty:
        return home
    shapes = np.asarray(parcel["geom"], dtype=object)
    areas = np.asarray(blocks["geom"], dtype=object)
    by_code = pd.Index(blocks["block_code"]).get_indexer(_codes(parcel))
    near = (by_code >= 0) & (shapely.distance(shapes, areas[by_code]) <= REACH_M)
    home[near] = by_code[near]
    rest = np.flatnonzero(~near & (_codes(parcel) == NO_BLOCK))
    found, nearest = shapely.STRtree(areas).query_nearest(
        shapes[rest], max_distance=REACH_M, all_matches=False
    )
    home[rest[found]] = nearest
    return home


def _blocks_of_codes(parcel: pd.DataFrame, taken: set[str]) -> pd.DataFrame:
    rows = []
    for code, group in parcel.groupby(_codes(parcel), sort=True):
        hull = shapely.union_all(group["geom"].to_numpy(object)).buffer(2, join_style="mitre")
        area = hull.buffer(-2, join_style="mitre")
        name = f"{code}*" if code in taken else code
        rows.append((code, name, _first_text(group["zone_code"]), False, area))
    return pd.DataFrame(rows, columns=["key", "block_code", "zone_code", "on_map", "geom"])

"""How much ground findings touched when they were accepted, read from the before-images."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from .reader import OpenReader, rows_among

_UPDATED = "table_name = 'finding' AND action = 'update'"


def accepted_sizes(reader: OpenReader, sizes: Mapping[str, float]) -> dict[str, float]:
    """For each finding that was accepted, with the m² that it has now, those that it had then."""
    images: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows_among(
        reader, "change_row", ["row_uuid", "before"], "row_uuid", list(sizes), _UPDATED
    ):
        images[row["row_uuid"]].append(json.loads(row["before"] or "{}"))
    return {uuid: _then(size, images[uuid]) for uuid, size in sizes.items()}


def _then(size: float, images: list[dict[str, Any]]) -> float:
    for before in sorted(images, key=lambda one: one.get("row_version") or 0, reverse=True):
        if "decision" in before:
            break
        if before.get("touched_m2") is not None:
            size = float(before["touched_m2"])
    return size

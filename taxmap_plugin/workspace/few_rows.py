"""A handful of rows as plain dicts: for what an officer changes at a time, quicker than a frame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..core.object_array import object_array

Row = dict[str, Any]


class FewRows:
    """Rows seen by column, as the writers ask for them; what a row lacks is None."""

    def __init__(self, rows: Sequence[Mapping[str, Any]]) -> None:
        self.columns = list(dict.fromkeys(name for row in rows for name in row))
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, name: object) -> bool:
        return name in self.columns

    def __getitem__(self, name: str) -> np.ndarray:
        return object_array(row.get(name) for row in self._rows)

"""A finding (จุดที่ต้องตรวจ): what is wrong, how much it matters, in which rows.

Checks that look at many rows return a *finding frame* with the columns of
:data:`COLUMNS`, one line for each row that is concerned; :func:`group` turns it
into one :class:`Finding` a kind, as a report shows it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
from shapely import Point

from .message import Message

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""ผิด, ควรตรวจ, and what is only said."""

COLUMNS = ["position", "severity", "message", "place"]


@dataclass(frozen=True)
class Finding:
    """One kind of trouble and the rows of the source (from 1) that have it.

    ``examples`` are a few of the single messages behind a summary.
    """

    message: Message
    severity: Severity
    rows: tuple[int, ...] = ()
    examples: tuple[Message, ...] = ()

    def __len__(self) -> int:
        return len(self.rows)


def finding_frame(
    positions: Sequence[int] | np.ndarray,
    severity: Severity,
    messages: Sequence[Message],
    places: Sequence[Point | None] | None = None,
) -> pd.DataFrame:
    """A finding frame of one severity: a message (and a place) for each position."""
    count = len(positions)
    frame = pd.DataFrame({"position": np.asarray(positions, dtype=np.int64)})
    frame["severity"] = severity
    frame["message"] = _objects(messages)
    frame["place"] = _objects([None] * count if places is None else places)
    return frame[COLUMNS]


def join_frames(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Several finding frames as one, in the order of the rows of the source."""
    filled = [frame for frame in frames if len(frame)]
    if not filled:
        return finding_frame([], "info", [])
    joined = pd.concat(filled, ignore_index=True)
    return joined.sort_values("position", kind="stable", ignore_index=True)


def kinds(frame: pd.DataFrame) -> dict[str, int]:
    """How often each message id occurs in a finding frame."""
    counts = pd.Series([message.id for message in frame["message"]], dtype=object).value_counts()
    return {str(kind): int(count) for kind, count in counts.items()}


def _objects(values: Sequence[Any]) -> np.ndarray:
    array = np.empty(len(values), dtype=object)
    array[:] = list(values)
    return array

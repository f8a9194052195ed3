"""A finding (จุดที่ต้องตรวจ): what is wrong, how much it matters, in which rows.

Checks that look at many rows return a *finding frame* with the columns of
:data:`COLUMNS`, one line for each row that is concerned; :func:`group` turns it
into one :class:`Finding` a kind, as a report shows it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from shapely import Point

from .message import Message
from .object_array import object_array

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""ผิด, ควรตรวจ, and what is only said."""

COLUMNS = ["position", "severity", "message", "place"]


MOST_EXAMPLES = 5


@dataclass(frozen=True)
class Example:
    """One thing said of some rows (counted from 1): the first few of a finding."""

    message: Message
    rows: tuple[int, ...]


@dataclass(frozen=True)
class Finding:
    """One kind of trouble, the rows of the source (from 1) that have it, and examples."""

    message: Message
    severity: Severity
    rows: tuple[int, ...] = ()
    examples: tuple[Example, ...] = ()


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
    frame["message"] = object_array(messages)
    frame["place"] = object_array([None] * count if places is None else places)
    return frame[COLUMNS]


def join_frames(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Several finding frames as one, in the order of the rows of the source."""
    filled = [frame for frame in frames if len(frame)]
    if not filled:
        return finding_frame([], "info", [])
    joined = pd.concat(filled, ignore_index=True)
    return joined.sort_values("position", kind="stable", ignore_index=True)


def group(frame: pd.DataFrame, title_of: Mapping[str, str], rows: np.ndarray) -> list[Finding]:
    """One finding a title, worst and most frequent first.

    ``title_of`` gives for a message id (or the part before its dot) the id of the title,
    which gets ``count``; ids without a title are left out. ``rows`` are the row numbers
    of the positions.
    """
    ids = pd.Series([message.id for message in frame["message"]], dtype=object)
    titles = ids.map(lambda id: title_of.get(id, title_of.get(id.partition(".")[0])))
    found = [
        _grouped(str(title), frame.iloc[members], rows)
        for title, members in titles.groupby(titles).indices.items()
    ]
    return sorted(found, key=lambda item: (SEVERITIES.index(item.severity), -len(item.rows)))


def _grouped(title: str, frame: pd.DataFrame, rows: np.ndarray) -> Finding:
    numbers = rows[frame["position"].to_numpy()]
    by_text: dict[str, tuple[Message, list[int]]] = {}
    for message, row in zip(frame["message"], numbers.tolist()):
        by_text.setdefault(message.to_json(), (message, []))[1].append(row)
    examples = sorted(by_text.values(), key=lambda item: -len(item[1]))[:MOST_EXAMPLES]
    severity = min(frame["severity"], key=SEVERITIES.index)
    distinct = tuple(sorted(set(numbers.tolist())))
    return Finding(
        Message(title, count=len(distinct)),
        severity,
        distinct,
        tuple(Example(message, tuple(found)) for message, found in examples),
    )


def kinds(frame: pd.DataFrame) -> dict[str, int]:
    """How often each message id occurs in a finding frame."""
    counts = pd.Series([message.id for message in frame["message"]], dtype=object).value_counts()
    return {str(kind): int(count) for kind, count in counts.items()}

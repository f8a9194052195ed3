"""A rule of quality (กฎการตรวจ): what is looked for, in which units, and how much it matters.

A rule's title and explanation are the messages ``quality.ID`` and ``quality.ID.why``, its drawing
``resources/quality/ID.svg``. Rules never raise for dirty data: what one cannot judge is left to the
rule that is about it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Optional

import numpy as np
import pandas as pd
import shapely

from .feedback import Feedback, check_cancelled
from .finding import Severity
from .fix_site import Mended, Site
from .message import Message
from .object_array import object_array
from .quality_sight import Layer, Sight

Group = Literal["shape", "fabric", "code", "unit", "register", "place", "file"]
GROUPS: tuple[Group, ...] = ("shape", "fabric", "code", "unit", "register", "place", "file")
Options = Mapping[str, float]
KnownBy = Literal["worst", "ground", "things", "column"]
"""What tells the faults that a rule finds apart: the things, of which it tells all faults at the
``worst`` place, which may be another one at each check; the place and any of the things, where it
is about ``ground`` and they lie around it; the things alone, where the place is no more than a
point in them; or the ``column`` of a table that its message names, where the things are some rows
of many."""

FOUND = ["table", "things", "message", "place", "touched"]
"""Columns of what a rule finds: the table of its first thing, the uuids of all things that it
concerns, what is said of them, where (a Point or None), and how much ground is in doubt by it, in
m²: of a fault amid a parcel no more than the fault, of corners what mending them would move."""
NOTHING = pd.DataFrame({name: pd.Series(dtype=object) for name in FOUND}).astype({"touched": float})
"""What a rule gives that finds nothing."""


@dataclass(frozen=True)
class Option:
    """A number that an office may set: its ``unit`` (m, m2, degree, percent), and its limits."""

    name: str
    unit: str
    default: float
    least: float
    most: float


@dataclass(frozen=True)
class Fix:
    """How what a rule finds of parcels can be mended.

    ``mend`` raises FixError with the reason where it cannot. It takes the options of the rule and
    its own ``options``, and one of ``choices`` (the first unless told) where ground is given to
    one of several parcels, one of them stays, or one of several shapes is meant. ``for_officer``:
    who a parcel is cannot be told by its shape, so it is offered one by one and never done for
    many.
    """

    mend: Callable[[Site, Options, str], Mended]
    options: Sequence[Option] = ()
    choices: Sequence[str] = ()
    for_officer: bool = False


@dataclass(frozen=True)
class Rule:
    """One thing that is looked for.

    ``covers`` are the beginnings of checks under which an import or an edit has filed the very
    same of things of ``tables``: such a finding is the rule's from then on, and is closed where
    the rule finds nothing.
    With ``is_local`` what it says of a thing hangs on what lies there alone, on the rows of
    the registers that belong to the parcels there, and on who else has or names its code: after a
    change it need look there only.
    By ``known_by`` a finding is known again at the next check.
    Where ``least`` is said what a finding touches is the fault itself, of which that option is the
    least that is asked about ("" for none): a fault that outgrows what was accepted is another one.
    """

    id: str
    group: Group
    severity: Severity
    check: Callable[[Sight, Options, Feedback], pd.DataFrame]
    options: Sequence[Option] = ()
    covers: Sequence[str] = ()
    tables: Sequence[str] = ("parcel",)
    is_local: bool = True
    fix: Optional[Fix] = None
    known_by: KnownBy = "worst"
    least: Optional[str] = None

    def defaults(self) -> dict[str, float]:
        return {option.name: option.default for option in self.options}

    def covers_finding(self, check_id: str, table: Optional[str]) -> bool:
        """Whether an import or an edit has filed what this rule looks for."""
        return table in self.tables and check_id.startswith(tuple(self.covers))

    @property
    def title(self) -> Message:
        return Message(f"quality.{self.id}")

    @property
    def why(self) -> Message:
        return Message(f"quality.{self.id}.why")

    @property
    def fix_title(self) -> Message:
        """What its fix does, as a button says it."""
        return Message(f"fix.{self.id}")


def found(
    table: str,
    things: Iterable[Sequence[str]],
    messages: Sequence[Message],
    places: Optional[Sequence[Optional[shapely.Point]]] = None,
    touched: Optional[Sequence[float]] = None,
) -> pd.DataFrame:
    """What a rule found, a row each."""
    count = len(messages)
    if not count:
        return NOTHING
    columns = (
        [table] * count,
        object_array([tuple(one) for one in things]),
        object_array(messages),
        object_array([None] * count if places is None else map(_somewhere, places)),
        np.zeros(count) if touched is None else np.asarray(touched, dtype=float),
    )
    return pd.DataFrame(dict(zip(FOUND, columns)))


def _somewhere(place: Optional[shapely.Point]) -> Optional[shapely.Point]:
    """A point that is one: the middle of what lies nowhere is empty."""
    return None if place is None or place.is_empty else place


def found_at(
    layer: Layer,
    at: np.ndarray,
    messages: Sequence[Message],
    places: Optional[Sequence[Optional[shapely.Point]]] = None,
    touched: Optional[Sequence[float]] = None,
) -> pd.DataFrame:
    """What was found of single things of a layer, by their positions; else a point in each, and
    all of the ground of each."""
    at = np.asarray(at, dtype=np.int64)
    if not len(at):
        return NOTHING
    things = [(uuid,) for uuid in layer.uuids_at(at)]
    if touched is None:
        touched = np.nan_to_num(shapely.area(layer.grounds[at])).tolist()
    return found(layer.table, things, messages, places or layer.points_in(at), touched)


def each_layer(
    tables: Sequence[str], one: Callable[[Sight, Layer, Options], pd.DataFrame]
) -> Callable[[Sight, Options, Feedback], pd.DataFrame]:
    """The check that looks at one table after the other."""

    def check(sight: Sight, options: Options, feedback: Feedback) -> pd.DataFrame:
        def frames() -> Iterator[pd.DataFrame]:
            for table in tables:
                check_cancelled(feedback)
                layer = sight.layer(table)
                if len(layer):
                    yield one(sight, layer, options)

        return joined(frames())

    return check


def joined(frames: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Several of them as one."""
    filled = [frame for frame in frames if len(frame)]
    return pd.concat(filled, ignore_index=True) if filled else NOTHING

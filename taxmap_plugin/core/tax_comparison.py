"""Two assessments beside each other, parcel by parcel: of two years, two runs, or a supposition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Optional

import pandas as pd

from .group_values import values_by
from .message import Message, Term
from .tax_cause import causes
from .tax_check import (
    FIGURES,
    ONLY_HERE,
    ONLY_THERE,
    PAYER,
    SAME,
    STATES,
    VALUES,
    compare_taxes,
)
from .tax_difference import Parting, parting
from .tax_line import TaxLine

GONE, CAME = ONLY_HERE, ONLY_THERE  # on the first side only, on the second

ITEMS = ("thing", "parcel", "payer", "building", "tax_class", *FIGURES)
"""Columns of what is compared: ``thing`` is a parcel or a condominium unit, figures are satang."""


@dataclass(frozen=True)
class ItemLines:
    """One item of a side, with its derivation."""

    payer: str
    building: str
    tax_class: str
    tax: int
    lines: tuple[TaxLine, ...]


@dataclass(frozen=True)
class ItemPair:
    """An item on both sides, or on one; ``parting`` is where the derivations part."""

    before: Optional[ItemLines]
    after: Optional[ItemLines]

    @property
    def parting(self) -> Optional[Parting]:
        sides = [() if one is None else one.lines for one in (self.before, self.after)]
        return parting(*sides)

    @property
    def causes(self) -> list[Message]:
        """Why the tax of the item is another one."""
        if self.before is not None and self.after is not None:
            return causes(self.before.lines, self.after.lines)
        one, word = (self.after, "item_came") if self.before is None else (self.before, "item_gone")
        tax_class = "" if one is None else one.tax_class
        return [Message("tax_cause." + word, tax_class=Term("tax_class", tax_class))]


@dataclass(frozen=True)
class Compared:
    """A parcel or unit on both sides; figures in satang, None where it is not there.

    ``classes`` and ``payers`` are those of each side; ``why`` says what changed.
    """

    thing: str
    parcel: str
    state: str
    before: Mapping[str, Optional[int]]
    after: Mapping[str, Optional[int]]
    classes: tuple[tuple[str, ...], tuple[str, ...]]
    payers: tuple[tuple[str, ...], tuple[str, ...]]
    why: tuple[Message, ...] = ()
    pairs: tuple[ItemPair, ...] = ()

    @property
    def difference(self) -> int:
        """Satang that are due more on the second side."""
        return (self.after["tax"] or 0) - (self.before["tax"] or 0)


@dataclass(frozen=True)
class TaxComparison:
    """Two assessments, what each is called, and every parcel of both."""

    before: Message
    after: Message
    rows: tuple[Compared, ...]

    @property
    def counts(self) -> Counter[str]:
        """How many parcels and units of each state."""
        return Counter({**dict.fromkeys(STATES, 0), **Counter(one.state for one in self.rows)})


def compared_things(before: pd.DataFrame, after: pd.DataFrame) -> list[Compared]:
    """Every thing of both sides (:data:`ITEMS`), without derivations yet."""
    one, other = (side.assign(building="", tax_class="") for side in (before, after))
    frame = compare_taxes(one, other, tolerance=0)
    payers, classes = (
        [values_by(side, ["thing"], name).to_dict() for side in (before, after)]
        for name in ("payer", "tax_class")
    )
    parcels = pd.concat([before, after]).drop_duplicates("thing").set_index("thing")["parcel"]
    found = []
    for row in frame.to_dict("records"):
        thing, state = row["thing"], row["state"]
        who = payers[0].get(thing, ()), payers[1].get(thing, ())
        kinds = classes[0].get(thing, ()), classes[1].get(thing, ())
        if state == SAME and kinds[0] != kinds[1]:
            state = VALUES
        if state == SAME and who[0] != who[1]:
            state = PAYER
        figures = [
            {name: None if pd.isna(row[name + end]) else int(row[name + end]) for name in FIGURES}
            for end in ("_here", "_there")
        ]
        sides = figures[0], figures[1]
        found.append(Compared(thing, parcels[thing], state, *sides, kinds, who))
    return found


def item_pairs(before: Sequence[ItemLines], after: Sequence[ItemLines]) -> list[ItemPair]:
    """Items that are the same use of the same thing together: as much as they agree."""
    left, right = list(before), list(after)
    pairs = []
    for agree in (
        lambda one: (one.payer, one.building, one.tax_class),
        lambda one: (one.building, one.tax_class),
        lambda one: one.building,
        lambda one: one.tax_class,
    ):
        for one in tuple(left):
            other = next((two for two in right if agree(two) == agree(one)), None)
            if other is not None:
                left.remove(one)
                right.remove(other)
                pairs.append(ItemPair(one, other))
    if len(left) == len(right) == 1:
        return [*pairs, ItemPair(left[0], right[0])]
    pairs += [ItemPair(one, None) for one in left]
    return [*pairs, *(ItemPair(None, one) for one in right)]


def why_of(compared: Compared, pairs: Iterable[ItemPair]) -> tuple[Message, ...]:
    """What changed, the payer first."""
    owner = [Message("tax_cause.owner")] if compared.payers[0] != compared.payers[1] else []
    found = [*owner, *(cause for pair in pairs for cause in pair.causes)]
    other = Message("tax_cause.other")
    told = [cause for cause in dict.fromkeys(found) if cause != other]
    return tuple(told or found[:1])

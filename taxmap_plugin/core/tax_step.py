"""The steps of a rate (ขั้นบันได): how much of a value lies in which step, and its tax.

Whether each rate meets only its slice of the value ("marginal") or the last one the whole
("whole") is a choice of the office (``law.choice("tranches")``); the Act does not say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Optional

from .law import Step

_PERCENT = Decimal(100)


@dataclass(frozen=True)
class Slice:
    """``amount`` satang of a value within one step, at ``rate`` percent; ``tax`` exact satang.

    ``up_to`` is where the step ends, None for the last.
    """

    over: int
    up_to: Optional[int]
    amount: int
    rate: Decimal
    tax: Decimal
    source: str
    office: str = ""


def slices(
    value: int,
    steps: Sequence[Step],
    mode: str = "marginal",
    increase: Decimal = Decimal(0),
    ceiling: Optional[Decimal] = None,
) -> list[Slice]:
    """The parts of a taxable value (satang) by step, each with its exact tax.

    ``increase`` percentage points come on every rate, up to ``ceiling`` (s.43). No value has
    no slices.

    >>> from .law import Law
    >>> [(one.amount // 100, str(one.rate), int(one.tax / 100)) for one in
    ...  slices(6_000_000_000, Law(2569).steps("other"))]
    [(50000000, '0.3', 150000), (10000000, '0.4', 40000)]
    """
    ends: list[Optional[int]] = [*(step.over for step in steps[1:]), None]
    met = [(step, end) for step, end in zip(steps, ends) if value > step.over]
    if mode == "whole":
        met = met[-1:]
    found = []
    for step, end in met:
        begin = 0 if mode == "whole" else step.over
        amount = (value if end is None else min(value, end)) - begin
        rate = step.rate + increase
        rate = rate if ceiling is None else min(rate, max(ceiling, step.rate))
        tax = Decimal(amount) * rate / _PERCENT
        found.append(Slice(step.over, end, amount, rate, tax, step.source, step.office))
    return found

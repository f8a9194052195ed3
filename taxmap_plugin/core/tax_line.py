"""One line of a derivation: how a number of an assessment came about."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Optional, Union

from .message import Message

Amount = Union[int, Decimal]


@dataclass(frozen=True)
class TaxLine:
    """What is done, with which numbers, by which section (``source``, as the law tables name it).

    ``value`` and ``amount`` are satang (an exact amount may have parts of one), ``rate`` percent.
    """

    message: Message
    value: Optional[Amount] = None
    rate: Optional[Decimal] = None
    amount: Optional[Amount] = None
    source: str = ""

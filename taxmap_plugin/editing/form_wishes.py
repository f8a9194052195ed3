"""What an officer wants printed: who, in which order, with which names, and the office's words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Optional

from ..core.message import Language

Order = Literal["moo", "block", "name"]
ORDERS: tuple[Order, ...] = ("moo", "block", "name")


@dataclass(frozen=True)
class Wanted:
    """What is printed: parcels by code, moo and payers by รหัสชื่อ (ผ.ท.4); empty is all."""

    codes: frozenset[str] = frozenset()
    moo: frozenset[str] = frozenset()
    owner_keys: frozenset[str] = frozenset()

    def has(self, parcel: Mapping[str, Any], owner_keys: Collection[str]) -> bool:
        """Whether a parcel, or a payer with these keys, is asked for."""
        return (
            (not self.codes or parcel.get("parcel_code") in self.codes)
            and (not self.moo or (parcel.get("moo") or "") in self.moo)
            and (not self.owner_keys or not self.owner_keys.isdisjoint(owner_keys))
        )


@dataclass(frozen=True)
class OfficeWords:
    """What an officer says of the office and the letter; dots where it is blank."""

    address: str = ""
    telephone: str = ""
    letter_no: str = ""
    letter_date: Optional[dt.date] = None
    pay_at: str = ""
    signer: str = ""
    position: str = ""
    sent_kind: str = ""


@dataclass(frozen=True)
class FormWishes:
    """Which payers, in which order, with whole names or masked, and how each number came about
    (in a language) or not. ``taxed`` leaves out who has nothing to pay, ``notices`` says whether
    letters of assessment may be printed."""

    wanted: Wanted = field(default_factory=Wanted)
    order: Order = "moo"
    whole_names: bool = False
    taxed: bool = True
    notices: bool = False
    derivation: Optional[Language] = None
    office: OfficeWords = field(default_factory=OfficeWords)

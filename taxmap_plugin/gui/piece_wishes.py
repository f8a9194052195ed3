"""What the officer has said of the pieces of a plan so far: numbers, codes, who keeps the code."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Optional

from ..core.message import Message
from ..core.parcel_code import normalise
from ..editing.parcel_plan import Plan

_TELLING = {"land_no", "deed_no"}


class PieceWishes:
    """``values`` and ``codes`` that were typed, by the place of the piece; ``chosen`` pieces.

    Codes are suggested anew while she types, by numbers that tell which piece is the
    remainder; what she said herself stays.
    """

    def __init__(self) -> None:
        self.values: dict[int, dict[str, Any]] = {}
        self.codes: dict[int, str] = {}
        self.chosen: set[int] = set()

    def type_value(self, plan: Plan, place: int, name: str, value: Any) -> bool:
        """Whether codes may be others now."""
        self.values.setdefault(place, {})[name] = value
        return name in _TELLING and bool(plan.remainders)

    def type_code(self, plan: Plan, place: int, code: str) -> bool:
        """Whether it is the old code, so that the piece was chosen by it.

        Who types another code has seen which piece keeps the old one: that stays.
        """
        self.codes[place] = code
        if plan.remainders and code in _old_codes(plan, place):
            return True
        self.chosen |= set(plan.remainders) & _siblings(plan, place)
        return False

    def choose(self, plan: Plan, place: int) -> None:
        """The piece keeps the old code: what was typed against that is void."""
        old = _old_codes(plan, place)
        self.codes = {at: c for at, c in self.codes.items() if at != place and c not in old}
        self.chosen = self.chosen - _siblings(plan, place) | {place}

    def of_same_pieces(
        self, places: Mapping[int, int], without: Sequence[Collection[str]]
    ) -> PieceWishes:
        """What of it holds in a plan made anew: ``places`` of then and of now.

        ``without`` are the columns given up, by the place of then; with the code goes who
        keeps it.
        """
        kept = PieceWishes()
        for at, now in places.items():
            own = self.values.get(at, {})
            values = {name: value for name, value in own.items() if name not in without[at]}
            if values:
                kept.values[now] = values
            if "parcel_code" in without[at]:
                continue
            if at in self.codes:
                kept.codes[now] = self.codes[at]
            if at in self.chosen:
                kept.chosen.add(now)
        return kept

    def loses(self, without: Sequence[Collection[str]]) -> bool:
        """Whether she said something of what would be given up, by the place of the piece."""
        coded = {*self.codes, *self.chosen}
        return any(
            not {*self.values.get(at, ()), *(["parcel_code"] if at in coded else [])}.isdisjoint(
                names
            )
            for at, names in enumerate(without)
        )

    @property
    def typed_at(self) -> set[int]:
        """The pieces of which she said something."""
        return {*self.values, *self.codes, *self.chosen}

    def reason(self, plan: Plan, place: int) -> Optional[Message]:
        """Why the piece has the code that it has: the suggestion's reason, or that she typed it."""
        piece, typed = plan.pieces[place], self.codes.get(place)
        if typed is None or normalise(typed) == (piece.code or ""):
            return piece.reason
        return Message("recode.typed" if typed else "plan_page.emptied")

    def decided_values(self) -> dict[int, Mapping[str, Any]]:
        return {place: dict(values) for place, values in self.values.items()}


def _old_codes(plan: Plan, place: int) -> set[str]:
    """The codes of the parcels that a piece comes from."""
    parents = plan.pieces[place].parents
    codes = {row.get("parcel_code") for row in plan.parcels if row["uuid"] in parents}
    return {code for code in codes if code}


def _siblings(plan: Plan, place: int) -> set[int]:
    """The pieces of the same parcel."""
    parents = plan.pieces[place].parents
    return {at for at, piece in enumerate(plan.pieces) if piece.parents == parents}

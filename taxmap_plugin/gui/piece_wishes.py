"""What the officer has said of the pieces of a plan so far: numbers, codes, who keeps the code."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple, Optional

from ..core.area import AreaError, parse_area
from ..core.message import Message
from ..core.parcel_code import normalise
from ..core.thai_text import number_text
from ..editing.division import DOCUMENT_AREA, NUMBERS
from ..editing.parcel_plan import Plan

_TELLING = set(NUMBERS)


class Unread(NamedTuple):
    """What was typed, and why it cannot be read."""

    text: str
    problem: Message


class PieceWishes:
    """``values`` and ``codes`` that were typed, by the place of the piece; ``chosen`` pieces.

    ``unread`` is what was typed for document areas and is none.
    Codes are suggested anew while she types, by numbers that tell which piece is the
    remainder; what she said herself stays.
    """

    def __init__(self) -> None:
        self.values: dict[int, dict[str, Any]] = {}
        self.unread: dict[int, Unread] = {}
        self.codes: dict[int, str] = {}
        self.chosen: set[int] = set()

    def type_value(self, plan: Plan, place: int, name: str, text: str) -> bool:
        """Whether codes may be others now."""
        if name == DOCUMENT_AREA:
            self._type_area(place, text)
            return False
        self.values.setdefault(place, {})[name] = number_text(text)
        return name in _TELLING and bool(plan.remainders)

    def _type_area(self, place: int, text: str) -> None:
        """What was an area on the way to a text that is none counts no more."""
        values = self.values.setdefault(place, {})
        try:
            values[DOCUMENT_AREA] = parse_area(text)
            self.unread.pop(place, None)
        except AreaError as error:
            values.pop(DOCUMENT_AREA, None)
            self.unread[place] = Unread(text, error.message)

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
            if at in self.unread and DOCUMENT_AREA not in without[at]:
                kept.unread[now] = self.unread[at]
            if "parcel_code" in without[at]:
                continue
            if at in self.codes:
                kept.codes[now] = self.codes[at]
            if at in self.chosen:
                kept.chosen.add(now)
        return kept

    def loses(self, without: Sequence[Collection[str]]) -> bool:
        """Whether she said something of what would be given up, by the place of the piece."""
        return any(not self._said_of(at).isdisjoint(names) for at, names in enumerate(without))

    def _said_of(self, place: int) -> set[str]:
        """The columns of which she said something."""
        said = set(self.values.get(place, ()))
        if place in self.unread:
            said.add(DOCUMENT_AREA)
        if place in self.codes or place in self.chosen:
            said.add("parcel_code")
        return said

    @property
    def typed_at(self) -> set[int]:
        """The pieces of which she said something."""
        return {*self.values, *self.unread, *self.codes, *self.chosen}

    def reason(self, plan: Plan, place: int) -> Optional[Message]:
        """Why the piece has the code that it has: the suggestion's reason, or that she typed it."""
        piece, typed = plan.pieces[place], self.codes.get(place)
        if typed is None or normalise(typed) == (piece.code or ""):
            return piece.reason
        return Message("recode.typed" if typed else "plan_page.emptied")

    def decided_values(self) -> dict[int, Mapping[str, Any]]:
        return {place: dict(values) for place, values in self.values.items() if values}

    def problem(self, plan: Plan) -> Optional[tuple[int, Message]]:
        """The first piece of which something cannot be read, with its row and code."""
        for place in sorted(self.unread):
            if place < len(plan.pieces):
                code = self.codes.get(place, plan.pieces[place].code) or "–"
                said = {"row": place + 1, "code": code, "problem": self.unread[place].problem}
                return place, Message("plan_page.unread_area", **said)
        return None


def _old_codes(plan: Plan, place: int) -> set[str]:
    """The codes of the parcels that a piece comes from."""
    parents = plan.pieces[place].parents
    codes = {row.get("parcel_code") for row in plan.parcels if row["uuid"] in parents}
    return {code for code in codes if code}


def _siblings(plan: Plan, place: int) -> set[int]:
    """The pieces of the same parcel."""
    parents = plan.pieces[place].parents
    return {at for at, piece in enumerate(plan.pieces) if piece.parents == parents}

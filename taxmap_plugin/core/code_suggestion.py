"""Which code comes next: new parcels, splits, merges, buildings, signboards, blocks.

The rules are those of practice.md §2.3: the remainder of a split keeps its code, the
smallest code of a merge survives, the next number is the greatest ever given plus one,
and a gap is never filled. Everything here is a suggestion with its reason; an officer
confirms it.
"""

from __future__ import annotations

import string
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .code_style import CodeStyle, Kind
from .message import Message
from .parcel_code import (
    CodeError,
    ParcelCode,
    UnitCode,
    normalise,
    parse,
    parse_block,
    parse_building,
    parse_signboard,
    problem,
)


@dataclass(frozen=True)
class Suggestion:
    """A code and why it is this one."""

    code: str
    reason: Message


def next_free(block: str, used: Iterable[str], style: CodeStyle) -> Suggestion:
    """The next parcel code of a full block (``01A``).

    ``used`` holds the codes ever given, living and retired; those of other blocks and
    texts that are no codes do not count. Raises CodeError when lot 999 is taken.
    """
    zone, letter = parse_block(block, style)
    lots = [c.lot for c in all_codes(used, style) if (c.zone, c.block) == (zone, letter)]
    last = max(lots, default=0)
    code = ParcelCode(zone, letter, last + 1)
    if code.lot > style.last_lot:
        raise CodeError(Message("code_suggestion.block_full", block=block, last=style.last_lot))
    if not lots:
        return Suggestion(code.text(style), Message("code_suggestion.first_of_block", block=block))
    greatest = ParcelCode(zone, letter, last).text(style)
    return Suggestion(code.text(style), Message("code_suggestion.after_greatest", code=greatest))


def all_codes(texts: Iterable[str], style: CodeStyle) -> list[ParcelCode]:
    """The parcel codes among the texts; what is none is left out."""
    return [parse(text, style) for text in texts if problem(text, style) is None]


def remainder_by_land_no(land_nos: Sequence[str | None]) -> int:
    """The place of the smallest land number; the first place where none can be read."""
    return _in_order(land_nos)[0]


def suggest_split(
    parent: str,
    children_land_nos: Sequence[str | None],
    used: Iterable[str],
    style: CodeStyle,
    remainder: int | None = None,
    why: Message | None = None,
) -> list[Suggestion]:
    """One suggestion for each child, in the order given (the remainder among them).

    The child at the place ``remainder`` keeps the code, by the reason ``why``; without
    one it is the child with the smallest land number. The others get suffixes in the
    order of their land numbers (``/001``, then ``/01``, then ``/1``). Children without a
    readable land number come last, as given. Raises CodeError below the third level and
    when the suffixes are used up.
    """
    code = parse(parent, style)
    depth = len(code.suffixes)
    if depth == len(style.suffix_digits):
        raise CodeError(Message("code_suggestion.too_deep", code=parent, levels=depth))
    last = 10 ** style.suffix_digits[depth] - 1
    siblings = [
        other.suffixes[depth]
        for other in all_codes(used, style)
        if len(other.suffixes) > depth and _is_child(other, code)
    ]
    start = max(siblings, default=0)
    if start + len(children_land_nos) - 1 > last:
        raise CodeError(Message("code_suggestion.suffixes_full", code=parent, last=last))
    order = _in_order(children_land_nos)
    keeps = order[0] if remainder is None else remainder
    why = why or _remainder(children_land_nos[keeps])
    suggestions = {keeps: Suggestion(code.text(style), why)}
    others = [child for child in order if child != keeps]
    numbered = [child for child in others if _land_number(children_land_nos[child]) is not None]
    for place, child in enumerate(others, start=1):
        new = ParcelCode(code.zone, code.block, code.lot, (*code.suffixes, start + place))
        if child in numbered:
            land_no = children_land_nos[child]
            reason = Message("code_suggestion.child", place=place, land_no=land_no)
        elif numbered:
            reason = Message("code_suggestion.child_last", place=place)
        else:
            reason = Message("code_suggestion.child_as_listed", place=place)
        suggestions[child] = Suggestion(new.text(style), reason)
    return [suggestions[child] for child in range(len(order))]


def _in_order(land_nos: Sequence[str | None]) -> list[int]:
    """The places in the order of the land numbers; those without a readable one come last."""
    numbers = [_land_number(text) for text in land_nos]
    return sorted(range(len(numbers)), key=lambda child: (numbers[child] is None, numbers[child]))


def _is_child(other: ParcelCode, parent: ParcelCode) -> bool:
    depth = len(parent.suffixes)
    return (other.zone, other.block, other.lot, other.suffixes[:depth]) == (
        parent.zone,
        parent.block,
        parent.lot,
        parent.suffixes,
    )


def _land_number(text: str | None) -> int | None:
    number = normalise(text)
    return int(number) if number.isdecimal() else None


def _remainder(land_no: str | None) -> Message:
    if _land_number(land_no) is None:
        return Message("code_suggestion.remainder_unknown")
    return Message("code_suggestion.remainder", land_no=land_no)


def suggest_merge(codes: Sequence[str], style: CodeStyle) -> Suggestion:
    """The code that survives a merge: the smallest, as numbers; the others retire.

    Raises CodeError when one of them is no code.
    """
    first, *others = (code.text(style) for code in sorted(parse(text, style) for text in codes))
    if not others:  # the other parcels have none
        return Suggestion(first, Message("code_suggestion.only_one", code=first))
    return Suggestion(first, Message("code_suggestion.smallest", code=first, retired=others))


class UnitNumbers:
    """The numbers of buildings or signboards given so far, for many suggestions in a row.

    ``existing`` as in :func:`next_free`; what is no code of the kind holds no number. Each
    suggestion counts as given for the next.
    """

    def __init__(self, kind: Kind, existing: Iterable[str], style: CodeStyle) -> None:
        self._kind, self._style = kind, style
        self._given: dict[ParcelCode, list[int]] = {}
        read = parse_building if kind == "building" else parse_signboard
        for text in existing:
            try:
                unit = read(text, style)
            except CodeError:
                continue
            self._given.setdefault(unit.parcel, []).append(unit.number)

    def give(self, parcel: str) -> Suggestion:
        """The next code on ``parcel``. Raises CodeError when its numbers are used up."""
        code = parse(parcel, self._style)
        numbers = self._given.setdefault(code, [])
        last = 10**self._style.unit_digits - 1
        number = max(numbers, default=0) + 1
        if number > last:
            raise CodeError(Message("code_suggestion.parcel_full", code=parcel, last=last))
        reason = Message("code_suggestion.next_unit", code=parcel, count=len(numbers))
        numbers.append(number)
        return Suggestion(UnitCode(code, self._kind, number).text(self._style), reason)


def next_block(zone: str, used: Iterable[str], style: CodeStyle) -> Suggestion:
    """The next block of a zone (``01A``, ``01B``, …); the office may do without I and O.

    ``used`` holds full blocks of any zone. Raises CodeError after Z.
    """
    letters = [x for x in string.ascii_uppercase if style.use_i_and_o or x not in "IO"]
    taken = [
        letter for text in used for own, letter in [parse_block(text, style)] if own == int(zone)
    ]
    free = [letter for letter in letters if letter > max(taken, default="")]
    if not free:
        raise CodeError(Message("code_suggestion.zone_full", zone=zone))
    block = ParcelCode(int(zone), free[0], 0).block_text(style)
    return Suggestion(block, Message("code_suggestion.next_block", zone=zone, count=len(taken)))

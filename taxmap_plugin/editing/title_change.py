"""Which title documents the pieces of a change have, so that register and parcel say the same.

A title goes with the code, but to the piece for which its number was typed. Where another number
was typed for the piece that would have it, it is the former one: it keeps what it says, and is of
no parcel any more. A number that was typed becomes a title of its piece: the one of the register
that has no parcel yet, else a new row, but none beside the same document of another parcel. Who
held by a former title holds by the new one. A parcel that comes back has the titles of before
again, and those of its parts are as before (``title_undone``). Where the parcels had no title in
the register, the pieces get none: the parcel alone says its number. A number that was typed in
QGIS's own form may be a slip that no preview showed: where the register has no title for it, none
is entered.

``title_heard`` says which title a typed number names, ``title_given`` writes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Optional

from ..core.message import Message
from ..core.parcel_name import Name, listed
from ..core.same_document import same_number
from ..workspace.few_rows import Row
from ..workspace.reader import OpenReader, Reader, rows_among
from .open_findings import STILL_OPEN
from .parcel_plan import Plan, piece_name, uuids_of
from .succession import first_heir
from .title_heard import LACKING, MISSING, Heard, titles_heard
from .title_undone import Undone, makers, parcels_before, undone_titles

FORMER, ENTERED = "title_change.former", "title_change.entered"
WITHDRAWN, RELEASED = "title_change.withdrawn", "title_change.released"
CAME = "title_change.came"


@dataclass(frozen=True)
class TitleChange:
    """What becomes of titles at the piece in one ``place`` of a plan.

    ``former`` are those that it would have and has not; ``gained`` is the one of another piece,
    or of no parcel yet, that it has. ``said`` is what is said of its number where that was typed:
    ENTERED is new to the register, ``like`` titles that its parcels had. A title that
    it gains ``again`` is the one that it lost by that change. Of a parcel that comes back
    ``withdrawn`` go from the register, ``released`` wait there again with what they say here;
    it has those that ``came`` to its parts meanwhile, and were never its own.
    """

    place: int
    former: tuple[Row, ...] = ()
    gained: Optional[Row] = None
    said: str = ""
    again: str = ""
    like: tuple[Row, ...] = ()
    withdrawn: tuple[Row, ...] = ()
    released: tuple[Row, ...] = ()
    came: tuple[Row, ...] = ()

    @property
    def entered(self) -> bool:
        return self.said == ENTERED


@dataclass(frozen=True)
class Pieces:
    """The pieces of a plan by their place, and whose they are."""

    plan: Plan

    @cached_property
    def heirs(self) -> dict[str, list[int]]:
        """The pieces of each parcel, first the one that takes over its number."""
        found: dict[str, list[int]] = {row["uuid"]: [] for row in self.plan.parcels}
        for at, piece in enumerate(self.plan.pieces):
            for uuid in piece.origin & found.keys():
                found[uuid].append(at)
        return {uuid: self._first_ahead(uuid, places) for uuid, places in found.items()}

    def values(self, place: int) -> Mapping[str, Any]:
        """The values of a piece, and of the parcel that lives on in it."""
        return self.plan.values_after(self.plan.pieces[place])

    def has_number(self, place: int, title: Mapping[str, Any]) -> bool:
        """Whether a title is the document that a piece has by its number."""
        return bool(title["deed_no"]) and same_number(title, self.values(place))

    def is_retitled(self, place: int) -> bool:
        """Whether a piece has a number by hand that none of its parcels had."""
        piece, now = self.plan.pieces[place], self.values(place)
        if not now.get("deed_no") or piece.restores:
            return False
        own = self.plan.rows_before(piece)
        return bool(own) and not any(same_number(row, now) for row in own)

    def is_corrected(self, place: int) -> bool:
        """Whether a piece is a parcel that lives on as QGIS's own form or tools left it."""
        return bool(self.plan.pieces[place].keeps) and self.plan.check == "shape"

    def _first_ahead(self, uuid: str, places: Sequence[int]) -> list[int]:
        if len(places) < 2:
            return list(places)
        keyed = {self.plan.pieces[at].keeps or str(at): at for at in places}
        pieces = [(key, self.plan.pieces[at]) for key, at in keyed.items()]
        first = keyed[first_heir(self.plan.rows[uuid], pieces)]
        return sorted(places, key=lambda at: at != first)


def title_changes(reader: OpenReader, plan: Plan) -> list[TitleChange]:
    """The pieces of a plan whose titles do not simply follow the remainder."""
    titles = rows_among(reader, "title_document", None, "parcel_uuid", uuids_of(plan.parcels))
    by_parcel: dict[str, list[Row]] = {}
    for title in titles:
        by_parcel.setdefault(title["parcel_uuid"], []).append(title)
    pieces = Pieces(plan)
    former: dict[int, list[Row]] = {}
    gained: dict[int, Row] = {}
    having: set[int] = set()
    for row in plan.parcels:
        own, heirs = by_parcel.get(row["uuid"], []), pieces.heirs[row["uuid"]]
        for title in own if heirs else ():
            named = [at for at in heirs if pieces.has_number(at, title)]
            having.update(named[:1])
            if named and named[0] != heirs[0] and not plan.pieces[named[0]].keeps_code:
                gained[named[0]] = title
            elif not named and _replaced(title, row, own, pieces, heirs[0]):
                former.setdefault(heirs[0], []).append(title)
    like = {
        at: tuple(by_parcel[uuid][0] for uuid in sorted(own))
        for at, piece in enumerate(plan.pieces)
        for own in [piece.origin & by_parcel.keys()]
        if own
    }
    lost = _without_title_since(reader, pieces)
    typed = [at for at in {*like, *lost} if at not in having and pieces.is_retitled(at)]
    own_ones = {at: plan.pieces[at].keeps if pieces.is_corrected(at) else "" for at in typed}
    loose = [one for own in former.values() for one in own]
    heard = titles_heard(reader, plan, own_ones, loose)
    said = {at: MISSING if pieces.is_corrected(at) else ENTERED for at in typed}
    said.update((at, one.said) for at, one in heard.items())
    gained.update((at, one.title) for at, one in heard.items() if one.title)
    found = set(uuids_of(list(gained.values())))
    former = {at: [one for one in own if one["uuid"] not in found] for at, own in former.items()}
    withdrawn, released = _undone(reader, pieces, former, heard)
    came = _came(reader, pieces, by_parcel, [*loose, *gained.values()])
    return [
        TitleChange(
            at,
            tuple(one for one in own if one["uuid"] not in {*withdrawn, *released}),
            gained.get(at),
            said.get(at, ""),
            heard[at].left_in if at in heard else "",
            like.get(at, ()),
            tuple(one for one in own if one["uuid"] in withdrawn),
            tuple({**one, **released[one["uuid"]]} for one in own if one["uuid"] in released),
            tuple(came.get(at, ())),
        )
        for at in sorted({*former, *gained, *typed, *came})
        for own in [former.get(at, ())]
    ]


def title_notes(reader: OpenReader, plan: Plan) -> tuple[Message, ...]:
    """What a preview says of it."""
    return tuple(
        note
        for change in title_changes(reader, plan)
        for note in told(change, plan, piece_name(plan, change.place))
    )


def told(change: TitleChange, plan: Plan, name: Name) -> Iterator[Message]:
    """What is said of the titles of a piece that is called ``name``."""
    number = plan.values_after(plan.pieces[change.place]).get("deed_no")
    for id, rows in (
        (FORMER, change.former),
        (WITHDRAWN, change.withdrawn),
        (RELEASED, change.released),
        (CAME, change.came),
    ):
        if rows:
            titles = listed([title["deed_no"] or _UNNUMBERED for title in rows])
            yield Message(id, titles=titles, name=name)
    if change.said:
        yield Message(change.said, deed_no=number, name=name)


_UNNUMBERED = Message("title_change.unnumbered")


def _replaced(title: Row, row: Row, own: Sequence[Row], pieces: Pieces, place: int) -> bool:
    """Whether a title of a parcel is not of its first heir: its number is the one that the parcel
    had and the heir has not, or the parcel had none by which its titles are told apart."""
    if pieces.is_retitled(place):
        return same_number(title, row) or not any(same_number(one, row) for one in own)
    return bool(pieces.plan.pieces[place].restores and title["deed_no"]) and same_number(title, row)


def _undone(
    reader: OpenReader,
    pieces: Pieces,
    former: Mapping[int, Sequence[Row]],
    heard: Mapping[int, Heard],
) -> Undone:
    """What goes of the former titles with a restored parcel, or a slip that is put right."""
    plan = pieces.plan
    of_parts = [one for at, own in former.items() if plan.pieces[at].restores for one in own]
    made = makers(reader, [one["parcel_uuid"] for one in of_parts])
    slips = {at: one.left_in for at, one in heard.items() if one.left_in}
    of_slips = [one for at in slips for one in former.get(at, ())]
    made |= {(plan.pieces[at].keeps, change) for at, change in slips.items()}
    undone = undone_titles(reader, [*of_parts, *of_slips], made)
    return undone._replace(withdrawn=undone.withdrawn.difference(uuids_of(of_slips)))


def _came(
    reader: OpenReader,
    pieces: Pieces,
    by_parcel: Mapping[str, Sequence[Row]],
    moving: Sequence[Row],
) -> dict[int, list[Row]]:
    """The titles that parcels which come back have of their parts, by the place of each.

    What says its number is its own, and what it had before.
    """
    restored = {at: piece for at, piece in enumerate(pieces.plan.pieces) if piece.restores}
    left = set(uuids_of(list(moving)))
    strange = {
        at: [
            title
            for uuid in sorted(piece.origin & by_parcel.keys())
            for title in by_parcel[uuid]
            if title["uuid"] not in left and not pieces.has_number(at, title)
        ]
        for at, piece in restored.items()
    }
    had = parcels_before(reader, uuids_of([one for rows in strange.values() for one in rows]))
    came = {
        at: [one for one in rows if restored[at].restores not in had[one["uuid"]]]
        for at, rows in strange.items()
    }
    return {at: rows for at, rows in came.items() if rows}


def _without_title_since(reader: Reader, pieces: Pieces) -> list[int]:
    """The parcels whose title a number typed in QGIS's own form took: another one may be theirs."""
    own = {
        piece.keeps: at for at, piece in enumerate(pieces.plan.pieces) if pieces.is_corrected(at)
    }
    lacking = ", ".join(f"'{id}'" for id in sorted(LACKING))
    only = f"check_id IN ({lacking}) AND {STILL_OPEN}"
    found = rows_among(reader, "finding", ["subject_uuid"], "subject_uuid", list(own), only)
    return [own[one["subject_uuid"]] for one in found]

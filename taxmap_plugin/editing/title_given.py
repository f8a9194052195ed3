"""Writing what ``title_change`` says of the titles of a change, and who holds by them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from ..core.message import Message
from ..core.same_document import NUMBER, same_number
from ..workspace.few_rows import Row
from ..workspace.reader import rows_among
from ..workspace.schema import BOOKKEEPING, table
from .confirmed import Confirmed
from .given_back import Ended, Was, naming
from .inheritance import Rule, goes_with, rules
from .match_again import match_again
from .parcel_plan import uuids_of
from .review import Review
from .title_change import CAME, ENTERED, FORMER, Pieces, TitleChange, title_changes, told
from .title_heard import HEARD, LACKING, MOVED
from .title_undone import left_in

_TABLE = "title_document"
_SHARED = {*table("parcel").names}.intersection(table(_TABLE).names).difference(
    ("uuid", "officer_note", "note", *BOOKKEEPING)
)
"""What a parcel and its title both say."""
_SETTLED = {FORMER, HEARD, MOVED, *LACKING}
"""Findings that may be over by another number or title; what was ENTERED is there still."""
_OF_THE_PLACE = ("price_per_wah", "province", "land_office")
"""What a title says of the ground, whatever its number is; of several grounds what all say."""


def let_go(change: Confirmed, tax_year: int) -> list[TitleChange]:
    """Take titles from the parcels whose first heirs they do not go to.

    Who held by them holds the parcel itself, so that ``inheritance`` carries that over. One that
    waits in the register again has its own holders, as before.
    """
    changes = title_changes(change.tx, change.plan)
    moved = [one.gained for one in changes if one.gained and one.gained["parcel_uuid"]]
    withdrawn = [title for one in changes for title in one.withdrawn]
    released = [title for one in changes for title in one.released]
    titles = [*(title for one in changes for title in one.former), *released, *moved, *withdrawn]
    leaving = _Leaving(
        {title["uuid"]: title["parcel_uuid"] for title in titles},
        set(uuids_of(withdrawn)),
        set(uuids_of(released)),
    )
    for rule in _through():
        named = rows_among(change.tx, rule.table, None, rule.through, list(leaving.parcels))
        after = [leaving.row(rule, row, _is_over(rule, row, tax_year)) for row in named]
        changed = [new for new, row in zip(after, named) if not new.items() <= row.items()]
        change.tx.update_rows(rule.table, changed)
    _untie(change, titles)
    areas = [{name: title[name] for name in ("uuid", "document_area")} for title in released]
    change.tx.update_rows(_TABLE, areas)
    _withdraw(change, uuids_of(withdrawn))
    _ask_again(change)
    return changes


class _Leaving(NamedTuple):
    """Titles that leave their ``parcels`` (by uuid): those that go from the register altogether,
    and those that wait there again."""

    parcels: Mapping[str, str]
    withdrawn: Collection[str]
    released: Collection[str]

    def row(self, rule: Rule, row: Row, is_over: bool) -> Row:
        """A row that names one of them, as it is then: of the parcel itself.

        It names the title still where it is over, is of the title alone as that waits again, or
        is of another parcel.
        """
        title, parcel = row[rule.through], row[rule.column]
        waits = parcel is None and title in self.released
        elsewhere = parcel not in (None, self.parcels[title])
        stays = title not in self.withdrawn and (is_over or waits or elsewhere)
        return {
            "uuid": row["uuid"],
            rule.column: parcel if parcel or waits else self.parcels[title],
            rule.through: title if stays else None,
        }


def give_titles(
    change: Confirmed, changes: Sequence[TitleChange], ends: Ended, tax_year: int
) -> list[Review]:
    """Let the pieces have their titles; what an officer should look at comes back."""
    for uuid, was in ends.items():
        _give_again(change, uuid, was, tax_year)
    reviews, names = [], change.names
    filed = {FORMER, ENTERED, CAME, *LACKING, *((HEARD, MOVED) if change.unseen else ())}
    for one in changes:
        uuid = change.uuids[one.place]
        if one.entered:
            _hold_by(change, uuid, _entered(change, one), tax_year)
        elif one.gained is not None:
            _hold_by(change, uuid, _gained(change, one, one.gained), tax_year)
        notes = told(one, change.plan, names[one.place])
        reviews += [Review(note, uuid) for note in notes if note.id in filed]
    match_again(
        change.tx, {one.gained["uuid"]: one.again for one in changes if one.gained and one.again}
    )
    return reviews


def titles_settled(change: Confirmed, found: Sequence[Row]) -> list[Row]:
    """Of the open findings of the pieces those that are over: of a title that is theirs again,
    and of a number without a title where it is another one now."""
    filed = {one["uuid"]: one for one in found if one["check_id"] in _SETTLED}
    rows = rows_among(change.tx, "finding", ["uuid", "message"], "uuid", list(filed))
    said = {row["uuid"]: Message.from_json(row["message"]).params for row in rows}
    subjects = list(dict.fromkeys(one["subject_uuid"] for one in filed.values()))
    own: dict[str, list[Row]] = {}
    for title in rows_among(change.tx, _TABLE, ["parcel_uuid", *NUMBER], "parcel_uuid", subjects):
        own.setdefault(title["parcel_uuid"], []).append(title)
    now = {uuid: change.plan.values_after(piece) for uuid, piece in change.pieces}

    def has(subject: str, document: Mapping[str, Any]) -> bool:
        return any(same_number(title, document) for title in own.get(subject, ()))

    def is_over(one: Row) -> bool:
        subject, params = one["subject_uuid"], said[one["uuid"]]
        if one["check_id"] == FORMER:
            return all(has(subject, {"deed_no": number}) for number in params["titles"])
        is_another = now[subject].get("deed_no") != params["deed_no"]
        return is_another or (one["check_id"] in LACKING and has(subject, now[subject]))

    return [one for one in filed.values() if is_over(one)]


def _untie(change: Confirmed, titles: Sequence[Row]) -> None:
    change.tx.update_rows(_TABLE, [{"uuid": one["uuid"], "parcel_uuid": None} for one in titles])
    parcels = {title["uuid"]: title["parcel_uuid"] for title in titles}
    columns = ["uuid", "parcel_uuid", "register_uuid", "state"]
    only = f"register_table = '{_TABLE}' AND state <> 'rejected'"
    lines = rows_among(change.tx, "match", columns, "register_uuid", list(parcels), only)
    gone = [one for one in lines if one["parcel_uuid"] == parcels[one["register_uuid"]]]
    change.tx.delete("match", uuids_of(gone))


def _withdraw(change: Confirmed, titles: Sequence[str]) -> None:
    """What an officer has refused of them has nothing to be about any more."""
    only = f"register_table = '{_TABLE}'"
    lines = rows_among(change.tx, "match", ["uuid"], "register_uuid", titles, only)
    change.tx.delete("match", uuids_of(lines))
    change.tx.delete(_TABLE, titles)


def _ask_again(change: Confirmed) -> None:
    """A match that waits is not certain any more where another number was typed."""
    pieces = Pieces(change.plan)
    firsts = {uuid: heirs[0] for uuid, heirs in pieces.heirs.items() if heirs}
    typed = {uuid: at for uuid, at in firsts.items() if pieces.is_retitled(at)}
    columns = ["uuid", "parcel_uuid", "register_uuid"]
    only = f"register_table = '{_TABLE}' AND state = 'auto'"
    lines = rows_among(change.tx, "match", columns, "parcel_uuid", list(typed), only)
    named = list({one["register_uuid"] for one in lines})
    titles = {one["uuid"]: one for one in rows_among(change.tx, _TABLE, None, "uuid", named)}
    asked = [
        one["uuid"]
        for one in lines
        for title in [titles.get(one["register_uuid"])]
        if title is None or not pieces.has_number(typed[one["parcel_uuid"]], title)
    ]
    state = {"outcome": "suggested", "state": "suggested"}
    change.tx.update_rows("match", [{"uuid": uuid, **state} for uuid in asked])


def _entered(change: Confirmed, one: TitleChange) -> str:
    """A new row of the register with what the piece says."""
    said = {name: {title[name] for title in one.like} for name in _OF_THE_PLACE}
    ground = {name: values.pop() for name, values in said.items() if len(values) == 1}
    now = change.plan.values_after(change.plan.pieces[one.place])
    own = {name: now.get(name) for name in sorted(_SHARED)}
    row = {**ground, **own, "parcel_uuid": change.uuids[one.place]}
    return change.tx.insert_rows(_TABLE, [row])[0]


def _gained(change: Confirmed, one: TitleChange, title: Row) -> str:
    """The area of a document of ground that was divided is the one typed for its piece."""
    piece = change.plan.pieces[one.place]
    typed = piece.values.get("document_area")
    row = {"uuid": title["uuid"], "parcel_uuid": change.uuids[one.place]}
    if title["parcel_uuid"] in piece.origin:
        row.update(document_area=typed, total_price=None)
    elif title["document_area"] is None and not one.again:
        row["document_area"] = typed
    change.tx.update_rows(_TABLE, [row])
    return str(title["uuid"])


def _give_again(change: Confirmed, parcel: str, was: Was, tax_year: int) -> None:
    """A parcel that comes back has the titles again that its end, or what followed, took away.

    What an officer has refused it since stays so.
    """
    (rule,) = [rule for rule in rules() if rule.table == _TABLE]
    had = list(naming(was, rule, parcel))
    only = f"register_table = '{_TABLE}' AND state = 'rejected'"
    lines = rows_among(change.tx, "match", ["register_uuid"], "parcel_uuid", [parcel], only)
    refused = {line["register_uuid"] for line in lines}
    titles = rows_among(change.tx, _TABLE, ["uuid", "parcel_uuid"], "uuid", had)
    free = [one["uuid"] for one in titles if not one["parcel_uuid"] and one["uuid"] not in refused]
    left = {uuid: by for uuid, (last, by) in left_in(change.tx, free).items() if last == parcel}
    change.tx.update_rows(_TABLE, [{"uuid": uuid, "parcel_uuid": parcel} for uuid in free])
    match_again(change.tx, left)
    if len(free) == 1:
        _hold_by(change, parcel, free[0], tax_year)


def _hold_by(change: Confirmed, parcel: str, title: str, tax_year: int) -> None:
    """Present rows of a piece that name no title are those of its title; none of a unit on it."""
    for rule in _through():
        rows = rows_among(change.tx, rule.table, None, rule.column, [parcel])
        of_land = [row for row in rows if not any(row[name] for name in goes_with(rule.table))]
        bare = [
            row for row in of_land if not row[rule.through] and not _is_over(rule, row, tax_year)
        ]
        named = [{"uuid": row["uuid"], rule.through: title} for row in bare]
        change.tx.update_rows(rule.table, named)


def _through() -> list[Rule]:
    return [rule for rule in rules() if rule.through]


def _is_over(rule: Rule, row: Row, tax_year: int) -> bool:
    """Whether a row is of a past year, or of one who holds it no more."""
    return rule.is_past(row, tax_year) or row.get("to_date") is not None

"""What hangs on a parcel goes over to those that take its place, by ``resources/inheritance.csv``.

``place``: to the parcel that it stands on, without a place of its own where its building goes.
``with``: where the building or the condominium unit goes that it belongs to; of a table with
another rule for the rest. ``copy``: to the remainder, and a copy to each other piece. ``share``: as
copy, the amount shared by ground. ``remainder``: to the parcel that keeps the number. What says
something of a whole parcel (``whole``) is emptied where it was divided; an area of its document is
then what the officer typed for a piece of that parcel alone. What an officer should look at comes
back as :class:`Review`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Optional

import shapely

from ..core.building_across import ACROSS, placed_across
from ..core.message import Message
from ..core.object_array import object_array
from ..core.parcel_name import without_code
from ..core.resources import load_csv
from ..workspace.few_rows import Row
from ..workspace.reader import rows_among
from ..workspace.schema import BOOKKEEPING
from ..workspace.transaction import Transaction
from ..workspace.uuids import new_uuids
from .land_use_site import site_on
from .open_findings import close_findings, open_findings
from .review import Review
from .said_once import Alike, say_once
from .succession import Succession, shared_out
from .title_held import title_held, titles_of

_TEXTS = ("table", "column", "subject", "rule", "by", "amount", "through", "year")


@dataclass(frozen=True)
class Rule:
    """One line of ``inheritance.csv``: how the rows of ``table`` find their new parcel.

    ``through`` is the column by which rows that name no parcel belong to one: its title;
    ``year`` that of the tax year, where earlier years stay with the remainder as they are.
    ``blank`` are emptied in copies, ``whole`` in every row once the ground is divided.
    """

    table: str
    column: str
    subject: str
    rule: str
    by: str
    amount: str
    through: str
    year: str
    blank: tuple[str, ...]
    whole: tuple[str, ...]

    def is_past(self, row: Row, tax_year: int) -> bool:
        """Whether a row is the basis of what was assessed before ``tax_year`` (B.E.)."""
        year = row[self.year] if self.year else None
        return year is not None and year < tax_year


@dataclass(frozen=True)
class Carried:
    """What to look at, and the rows that went to another parcel: table → uuids."""

    reviews: list[Review]
    moved: Mapping[str, list[str]]


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """The rules as they are applied: what goes ``through`` titles before the titles."""
    return tuple(
        Rule(
            **{name: row[name] for name in _TEXTS},
            blank=tuple(row["blank"].split()),
            whole=tuple(row["whole"].split()),
        )
        for row in load_csv("inheritance.csv")
    )


def goes_with(table: str) -> list[str]:
    """The columns by which rows of a table go with something else than the land."""
    return [rule.by for rule in rules() if rule.table == table and rule.rule == "with"]


def carry_over(tx: Transaction, succession: Succession, tax_year: int) -> Carried:
    """Write the new parcel into every row that hangs on a parcel of the change.

    ``tax_year`` (B.E.) is the present one: the basis of what was assessed before stays.
    """
    work = _Inheritance(tx, succession, tax_year)
    for rule in rules():
        work.apply(rule)
    work.follow_land_use()
    return Carried(work.reviews, work.moved)


class _Inheritance:
    def __init__(self, tx: Transaction, succession: Succession, tax_year: int) -> None:
        self.tx, self.succession, self._tax_year = tx, succession, tax_year
        self._shapes = object_array(succession.shapes.values())
        self.reviews: list[Review] = []
        self.moved: dict[str, list[str]] = {}
        self._at: dict[str, Optional[str]] = {}  # where buildings are now, and what goes with them
        self._left: set[str] = set()  # those that are on another parcel than before
        self._used_land: list[tuple[str, str, str]] = []  # building, its land use, its parcel now
        self._copies: dict[tuple[str, str], str] = {}  # (row, parcel) → its copy for the parcel
        self._origins: dict[str, str] = {}  # rows and copies → the parcel they were of
        self._stays: dict[str, str] = {}  # rows that went → the row that says the same

    def apply(self, rule: Rule) -> None:
        found = self._rows(rule)
        self._to_remainder(rule, [row for row in found if rule.is_past(row, self._tax_year)])
        rows = [row for row in found if not rule.is_past(row, self._tax_year)]
        if not rows:
            return
        before = [row[rule.column] for row in rows]
        self._origins.update((row["uuid"], uuid) for row, uuid in zip(rows, before))
        if rule.rule == "place":
            self._by_place(rule, rows, before)
        elif rule.rule == "with":
            self._with_building(rule, rows, before)
        elif rule.rule == "copy":
            self._copy(rule, rows, before)
        elif rule.rule == "share":
            self._share(rule, rows, before)
        else:
            self._to_remainder(rule, rows)
        self._empty_whole(rule, rows, before)
        if rule.rule in ("copy", "share"):
            self._say_once(rule)

    def _rows(self, rule: Rule) -> list[Row]:
        """The rows that hang on parcels whose ground or identity changes.

        Registers of a parcel that nobody follows stay with its history. What goes with a
        building may leave a parcel that lives on.
        """
        heirs, retired = self.succession.heirs, set(self.succession.retired)
        parcels = list(heirs)
        if rule.rule not in ("place", "share", "with") and not rule.whole:
            parcels = self.succession.retired
        if rule.rule not in ("place", "with"):
            parcels = [uuid for uuid in parcels if heirs[uuid]]
        rows = rows_among(self.tx, rule.table, None, rule.column, parcels)
        if rule.through:
            rows += title_held(self.tx, rule.table, None, titles_of(self.tx, parcels))
        if rule.rule == "with":
            followed = {uuid for uuid in retired if heirs[uuid]}
            rows = [r for r in rows if r[rule.column] in followed or r[rule.by] in self._left]
        rows = [row for row in rows if row.get("subject_table", "") == rule.subject]
        going = goes_with(rule.table)
        if rule.rule != "with":
            return [row for row in rows if not any(row[name] in self._at for name in going)]
        alone = all(one.rule == "with" for one in rules() if one.table == rule.table)
        return rows if alone else [row for row in rows if row[rule.by] in self._at]

    def _to_remainder(self, rule: Rule, rows: Sequence[Row]) -> None:
        self._move(rule, rows, [self.succession.first(row[rule.column]) for row in rows])

    def _move(self, rule: Rule, rows: Sequence[Row], to: Sequence[Optional[str]]) -> None:
        """Let each row point to another parcel, where it does not yet."""
        moved = [
            {"uuid": row["uuid"], rule.column: after}
            for row, after in zip(rows, to)
            if after != row[rule.column]
        ]
        self.moved.setdefault(rule.table, []).extend(row["uuid"] for row in moved)
        self.tx.update_rows(rule.table, moved)

    def _by_place(self, rule: Rule, rows: Sequence[Row], before: list[str]) -> None:
        codes = self.succession.codes
        names = [code or without_code({"uuid": uuid}) for uuid, code in codes.items()]
        uuids, given_up = list(self.succession.shapes), self.succession.given_up
        shapes = object_array(row["geom"] for row in rows)
        placed = placed_across(shapes, self._shapes, names, given_up)
        to: list[Optional[str]] = []
        for uuid, row, at, note in zip(before, rows, placed["parcel"], placed["note"]):
            building_at = self._at.get(row.get("building_uuid", ""))
            if row["geom"] is None and building_at:
                to.append(building_at)  # it has no place of its own
                continue
            to.append(uuids[at] if at >= 0 else self.succession.first(uuid))
            if row["geom"] is None or row["geom"].is_empty:
                if len(self.succession.heirs[uuid]) != 1:  # else there is nothing to choose
                    self._review("inheritance.no_place", to[-1] or uuid, rule)
            elif note is not None:
                place = shapely.point_on_surface(row["geom"])
                thing = (rule.table, row["uuid"])
                self.reviews.append(Review(note, to[-1] or uuid, place, thing))
        self._close_put_right(
            [row["uuid"] for row, wholly in zip(rows, placed["wholly"]) if wholly]
        )
        self._move(rule, rows, to)
        if rule.table == "building":
            self._went(rows, before, to)
            self._used_land = [
                (row["uuid"], row["land_use_uuid"], at)
                for row, at in zip(rows, to)
                if row["land_use_uuid"] and at
            ]

    def _went(
        self, rows: Sequence[Row], before: Sequence[str], to: Sequence[Optional[str]]
    ) -> None:
        self._at.update((row["uuid"], at) for row, at in zip(rows, to))
        self._left |= {row["uuid"] for row, at, was in zip(rows, to, before) if at and at != was}

    def _close_put_right(self, things: Sequence[str]) -> None:
        """What was filed of where things stand is over where they stand on one parcel now."""
        filed = open_findings(self.tx, things)
        close_findings(self.tx, [one for one in filed if one["check_id"] in ACROSS])

    def _with_building(self, rule: Rule, rows: Sequence[Row], before: list[str]) -> None:
        to = []
        for uuid, row in zip(before, rows):
            at = self._at.get(row[rule.by])
            to.append(at or self.succession.first(uuid))
            if at is None and len(self.succession.heirs[uuid]) > 1:
                self._review("inheritance.no_place", to[-1], rule)
        self._went(rows, before, to)
        self._move(rule, rows, to)

    def _copy(self, rule: Rule, rows: Sequence[Row], before: list[str]) -> None:
        self._to_remainder(rule, rows)
        copies = [
            (position, heir.uuid)
            for position, uuid in enumerate(before)
            for heir in self.succession.heirs[uuid][1:]
        ]
        self._insert_copies(rule, rows, copies, {})
        if rule.table == "ownership":
            self._compare_owners(rows, before)
        for parcel in sorted({parcel for _, parcel in copies}):
            self._review("inheritance.copied", parcel, rule)

    def _share(self, rule: Rule, rows: Sequence[Row], before: list[str]) -> None:
        """Share an amount by ground; the first heir takes what rounding leaves."""
        amounts: list[Any] = []
        copies, given = [], []
        for position, uuid in enumerate(before):
            heirs, amount = self.succession.heirs[uuid], rows[position][rule.amount]
            parts: list[Any] = [None] * len(heirs)
            if amount is not None:
                parts = list(shared_out(amount, [heir.share for heir in heirs]))
            amounts.append(parts[0] if heirs else amount)
            copies += [(position, heir.uuid) for heir in heirs[1:]]
            given += parts[1:]
        self._to_remainder(rule, rows)
        self._set_amounts(rule, rows, amounts, before)
        self._insert_copies(rule, rows, copies, {rule.amount: given})
        for parcel in sorted({parcel for _, parcel in copies}):
            self._review("inheritance.shared", parcel, rule)

    def _say_once(self, rule: Rule) -> None:
        """Rows of parcels that became one; those of the past stay as they are.

        A former owner of a restored parcel is a copy, too: its parts had them of it.
        """
        only = "to_date IS NULL" if rule.table == "ownership" else ""
        if rule.year:
            only = f"({rule.year} IS NULL OR {rule.year} >= {self._tax_year})"
        alike = Alike(rule.table, rule.column, (*rule.blank, *rule.whole), rule.amount)
        united, restored = self.succession.united, self.succession.restored
        whole = [uuid for uuid in united if uuid in restored and rule.table == "ownership"]
        others = [uuid for uuid in united if uuid not in whole]
        for parcels, wanted in ((whole, ""), (others, only)):
            self._stays.update(say_once(self.tx, alike, parcels, self._origins, wanted))

    def _set_amounts(
        self, rule: Rule, rows: Sequence[Row], amounts: list[Any], before: list[str]
    ) -> None:
        changed = [
            (row["uuid"], amount, self.succession.first(uuid) or "")
            for row, amount, uuid in zip(rows, amounts, before)
            if amount != row[rule.amount]
        ]
        self.tx.update_rows(
            rule.table, [{"uuid": uuid, rule.amount: amount} for uuid, amount, _ in changed]
        )
        for parcel in sorted({parcel for _, _, parcel in changed}):
            self._review("inheritance.shared", parcel, rule)

    def _insert_copies(
        self,
        rule: Rule,
        rows: Sequence[Row],
        copies: list[tuple[int, str]],
        given: Mapping[str, list[Any]],
    ) -> None:
        new = []
        for place, ((position, parcel), uuid) in enumerate(zip(copies, new_uuids(len(copies)))):
            row = rows[position]
            self._copies[row["uuid"], parcel] = uuid
            self._origins[uuid] = row[rule.column]
            own = {name: value for name, value in row.items() if name not in BOOKKEEPING}
            emptied = dict.fromkeys((*rule.blank, *rule.whole))
            own.update({"uuid": uuid, rule.column: parcel}, **emptied)
            own.update({name: values[place] for name, values in given.items()})
            new.append(own)
        if new:
            self.tx.insert_rows(rule.table, new)

    def _empty_whole(self, rule: Rule, rows: Sequence[Row], before: list[str]) -> None:
        """What is of a whole parcel says nothing of a part.

        The area typed for the heir is that of a document, where it is the only one of it.
        """
        if not rule.whole:
            return
        divided, known, times = self.succession.divided, {}, Counter(before)
        united = self.succession.united
        for row, uuid in zip(rows, before):
            if uuid not in divided:
                continue
            known[row["uuid"]] = dict.fromkeys(rule.whole)
            first = self.succession.first(uuid) or ""
            if "document_area" in rule.whole and times[uuid] == 1 and first not in united:
                known[row["uuid"]]["document_area"] = self.succession.document_areas[first]
        self.tx.update_rows(rule.table, [{"uuid": uuid, **own} for uuid, own in known.items()])

    def follow_land_use(self) -> None:
        """A building that went to another parcel stands on that parcel's land use."""
        moved = []
        for building, used, parcel in self._used_land:
            site = self._copies.get((used, parcel))
            site, use = self._stays.get(site or "", site), self._stays.get(used, used)
            if site is None and building in self._left:
                site = site_on(self.tx, use, parcel)
                if site is None:
                    review = Review(Message("inheritance.site"), parcel)
                    self.reviews += [review] if review not in self.reviews else []
            if site is not None and site != use:
                moved.append({"uuid": building, "land_use_uuid": site})
        self.tx.update_rows("building", moved)

    def _compare_owners(self, rows: Sequence[Row], before: list[str]) -> None:
        """Parcels of different owners that became one are looked at."""
        holders: dict[str, dict[str, set[str]]] = {}
        for uuid, row in zip(before, rows):
            first = self.succession.first(uuid)
            if row["to_date"] is None and first:
                holders.setdefault(first, {}).setdefault(uuid, set()).add(row["owner_uuid"])
        for first, by_parent in holders.items():
            if len({frozenset(owners) for owners in by_parent.values()}) > 1:
                self.reviews.append(Review(Message("inheritance.owners_differ"), first))

    def _review(self, id: str, parcel: Optional[str], rule: Rule) -> None:
        review = Review(Message(id, what=Message("inheritance." + rule.table)), parcel or "")
        if review not in self.reviews:
            self.reviews.append(review)

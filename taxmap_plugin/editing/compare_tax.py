"""What a tax year changed: two assessments parcel by parcel, with why. Nothing is written."""

from __future__ import annotations

from dataclasses import replace
from typing import Optional

from ..core.feedback import Feedback, Part, Silent, check_cancelled
from ..core.message import Message
from ..core.tax_check import DIFFERENT, PAYER, SAME, VALUES
from ..core.tax_comparison import (
    CAME,
    GONE,
    Compared,
    TaxComparison,
    compared_things,
    item_pairs,
    why_of,
)
from ..workspace.frozen_copy import open_frozen
from ..workspace.reader import Reader
from ..workspace.store import Workspace
from .assess import LAND, STANDING, Assessment, work_out
from .tax_family import with_family
from .tax_side import Kept, Side, WorkedOut

_ORDER = {state: at for at, state in enumerate((DIFFERENT, GONE, CAME, VALUES, PAYER, SAME))}


def compare_sides(before: Side, after: Side, names: tuple[Message, Message]) -> TaxComparison:
    """Both sides parcel by parcel: what differs has its derivations side by side, and why."""
    rows = compared_things(before.items, after.items)
    changed = [row.thing for row in rows if row.state != SAME]
    lines = before.lines(changed), after.lines(changed)
    left = before.left_out(), after.left_out()
    told = [row if row.state == SAME else _explained(row, lines, left) for row in rows]
    told.sort(key=lambda one: (_ORDER[one.state], -abs(one.difference), one.thing))
    return TaxComparison(*names, tuple(told))


def _explained(row: Compared, lines: tuple, left: tuple) -> Compared:
    pairs = item_pairs(lines[0].get(row.thing, ()), lines[1].get(row.thing, ()))
    why = why_of(row, pairs)
    if row.state in (GONE, CAME):  # it is not assessed on the other side
        other = left[1] if row.state == GONE else left[0]
        why = tuple(other.get(row.parcel, ())) or (Message("compare_tax." + row.state),)
    return replace(row, pairs=tuple(pairs), why=why)


def compare_years(
    reader: Reader, before: int, after: int, kept: bool = True, feedback: Optional[Feedback] = None
) -> TaxComparison:
    """Two tax years of a workspace; with ``kept`` a year that was assessed as it was kept.

    Years that were not kept are worked out by the registers of now. Raises LawError, Cancelled.
    """
    feedback = feedback or Silent()
    sides = []
    for number, year in enumerate((before, after)):
        part = Part(feedback, number * 0.4, (number + 1) * 0.4)
        sides.append(_side(reader, year, kept, part))
        check_cancelled(feedback)
    done = compare_sides(sides[0][0], sides[1][0], (sides[0][1], sides[1][1]))
    done = with_family(reader, done)
    feedback.progress(1.0)
    return done


def _side(reader: Reader, year: int, kept: bool, feedback: Feedback) -> tuple[Side, Message]:
    if kept and has_kept(reader, year):
        return Kept(reader, year), Message("compare_tax.kept", year=year)
    found = work_out(reader, year, feedback)
    return WorkedOut(found), Message("compare_tax.worked_out", year=year)


def compare_with_frozen(
    ws: Workspace, year: int, feedback: Optional[Feedback] = None
) -> TaxComparison:
    """The year by the frozen copy of 1 January, and by the workspace of now.

    Raises FrozenCopyError, LawError, Cancelled.
    """
    feedback = feedback or Silent()
    frozen = open_frozen(ws, year)
    before = work_out(frozen, year, Part(feedback, 0.0, 0.4))
    after = work_out(ws, year, Part(feedback, 0.4, 0.8))
    names = Message("compare_tax.frozen", year=year), Message("compare_tax.worked_out", year=year)
    return with_family(ws, compare_sides(WorkedOut(before), WorkedOut(after), names))


def has_kept(reader: Reader, year: int) -> bool:
    """Whether an assessment of the land and buildings of the year is kept."""
    return reader.count("assessment", f"{STANDING} AND tax_kind = ?", (year, LAND)) > 0


def compare_with_kept(reader: Reader, found: Assessment) -> TaxComparison:
    """What keeping ``found`` would change against the last run of its year."""
    year = found.law.year
    names = Message("compare_tax.kept", year=year), Message("compare_tax.worked_out", year=year)
    return with_family(reader, compare_sides(Kept(reader, year), WorkedOut(found), names))

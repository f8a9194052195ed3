"""What is to be said of a plan as it stands, with the codes that its pieces have now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Optional

from ..core.match_profile import AreaTolerance
from ..core.message import Message
from ..workspace.store import Workspace
from .building_across import building_notes
from .code_place import code_notes
from .document_doubt import document_notes
from .out_of_bounds import bounds_notes
from .parcel_plan import Plan
from .parent_numbers import number_notes
from .small_piece import small_notes
from .surveyed_area import surveyed_notes
from .title_change import title_notes


def plan_notes(
    ws: Workspace, plan: Plan, tolerance: Optional[AreaTolerance] = None
) -> tuple[Message, ...]:
    """Absurd pieces, ground outside the municipality, codes of other blocks, what stands across,
    documents that may be slips, areas by the ``tolerance`` of the officer, and what becomes
    of the numbers of divided parcels and of the title documents."""
    with ws.reading() as reader:
        shapes = (*small_notes(plan), *bounds_notes(reader, plan))
        documents = (
            *surveyed_notes(reader, plan, tolerance),
            *document_notes(reader, plan, tolerance),
            *number_notes(reader, plan),
        )
        registers = (*building_notes(reader, plan), *title_notes(reader, plan))
        return (*shapes, *documents, *code_notes(ws, plan), *registers)


_WORST_FIRST = (
    ("parcel_work", "fix", "resurvey.meant", "strip.wholly_taken", "restore.retires"),  # about what
    ("draw", "merge", "overlap", "out_of_bounds", "small_piece", "restore"),  # its ground
    ("code_place", "document_doubt", "parent_numbers.nowhere"),  # slips
    ("thing_review", "building_across"),  # its buildings
    ("strip.area_emptied", "strip.in_parts", "resurvey", "split", "title_change"),  # what follows
    ("parent_numbers",),
)


def worst_first(notes: Iterable[Message]) -> list[Message]:
    """The notes of a preview in the order in which an officer should read them."""
    return sorted(notes, key=_rank)


def _rank(note: Message) -> int:
    """By the id, else by its area; what stands nowhere comes last."""
    area = note.id.split(".")[0]
    named = (at for name in (note.id, area) for at, row in enumerate(_WORST_FIRST) if name in row)
    return next(named, len(_WORST_FIRST))


def noted(ws: Workspace, plan: Plan) -> Plan:
    """The plan with :func:`plan_notes` among its notes."""
    found = plan_notes(ws, plan)
    return replace(plan, notes=(*plan.notes, *found)) if found else plan

"""What is to be said of a plan as it stands, with the codes that its pieces have now."""

from __future__ import annotations

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
from .small_piece import small_notes
from .surveyed_area import surveyed_notes
from .title_change import title_notes


def plan_notes(
    ws: Workspace, plan: Plan, tolerance: Optional[AreaTolerance] = None
) -> tuple[Message, ...]:
    """Absurd pieces, ground outside the municipality, codes of other blocks, what stands across,
    documents that may be slips, areas by the ``tolerance`` of the officer, and what becomes
    of the title documents."""
    with ws.reading() as reader:
        shapes = (*small_notes(plan), *bounds_notes(reader, plan))
        documents = (
            *surveyed_notes(reader, plan, tolerance),
            *document_notes(reader, plan, tolerance),
        )
        registers = (*building_notes(reader, plan), *title_notes(reader, plan))
        return (*shapes, *documents, *code_notes(ws, plan), *registers)


def noted(ws: Workspace, plan: Plan) -> Plan:
    """The plan with :func:`plan_notes` among its notes."""
    found = plan_notes(ws, plan)
    return replace(plan, notes=(*plan.notes, *found)) if found else plan

"""A plan of imports carried out, or rehearsed on a copy of the workspace.

The rehearsal is the import itself, so what it foretells is what will happen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Optional

from ..core.feedback import Feedback, Part, Silent, check_cancelled
from ..core.message import Message
from ..errors import Cancelled, TaxMapError
from ..workspace.problem import WorkspaceError
from ..workspace.schema import CODE_COLUMN
from ..workspace.store import Workspace
from .import_plan import PlanItem
from .import_report import ImportReport
from .layer_import import import_layer
from .layer_profile import save_profile
from .register_import import import_register
from .register_workbook import REGISTER_TABLES, RegisterSheet
from .rehearsal_folder import rehearsal_copy

_FIRST = ("boundary", "zone", "block", "parcel")  # buildings and signs look for their parcel


@dataclass(frozen=True)
class Outcome:
    """What became of one item: its report, or the error that stopped it.

    ``without_code`` counts rows that entered with an empty code (with a finding); None for
    tables that have no codes, and where it could not be counted.
    """

    item: PlanItem
    report: Optional[ImportReport] = None
    error: Optional[TaxMapError] = None
    without_code: Optional[int] = None


def in_order(items: Sequence[PlanItem]) -> list[PlanItem]:
    """The wanted items, each after what it refers to: layers first, then owners, then the rest."""

    def place(item: PlanItem) -> tuple[bool, int]:
        order = REGISTER_TABLES if item.is_register else _FIRST
        return item.is_register, order.index(item.table) if item.table in order else len(order)

    return sorted((item for item in items if item.wanted and item.table), key=place)


def run_plan(
    ws: Workspace,
    items: Sequence[PlanItem],
    document: str = "",
    feedback: Optional[Feedback] = None,
) -> list[Outcome]:
    """Import every wanted item, each layer (and all registers together) in one transaction.

    An error stops that item only. Raises Cancelled as long as nothing is written; after
    that the outcomes tell what was.
    """
    feedback = feedback or Silent()
    outcomes: list[Outcome] = []
    steps = _steps(in_order(items))
    for number, step in enumerate(steps):
        part = Part(feedback, number / len(steps), (number + 1) / len(steps))
        names = [item.label for item in step]
        feedback.message(Message("import_run.importing", what=names[:3]))
        try:
            check_cancelled(feedback)
            outcomes += _import(ws, step, document, part)
        except Cancelled as cancelled:
            if not any(outcome.report for outcome in outcomes):
                raise
            outcomes += [Outcome(item, error=cancelled) for item in step]
        except TaxMapError as error:
            outcomes += [Outcome(item, error=error) for item in step]
    feedback.progress(1.0)
    return outcomes


def rehearse(
    ws: Workspace, items: Sequence[PlanItem], feedback: Optional[Feedback] = None
) -> list[Outcome]:
    """What :func:`run_plan` would do now. The workspace is only read; the copy is deleted."""
    feedback = feedback or Silent()
    with rehearsal_copy(ws, feedback) as copy:
        return run_plan(copy, items, "", feedback)


def remember_mappings(ws: Workspace, items: Sequence[PlanItem]) -> None:
    """Save the mapping of every item that is to be remembered for files like it."""
    for item in items:
        if item.remember and item.wanted and item.table:
            save_profile(ws, item.profile())


def _steps(items: list[PlanItem]) -> list[list[PlanItem]]:
    layers = [[item] for item in items if not item.is_register]
    registers = [item for item in items if item.is_register]
    return [*layers, registers] if registers else layers


def _import(
    ws: Workspace, step: list[PlanItem], document: str, feedback: Feedback
) -> list[Outcome]:
    if step[0].is_register:
        sheets = [RegisterSheet(item.source, item.profile()) for item in step]
        reports = import_register(ws, sheets, document=document, feedback=feedback).sheets
    else:
        item = step[0]
        reports = [import_layer(ws, item.source, item.profile(), item.choice, document, feedback)]
    return [
        Outcome(item, report, None, _without_code(ws, report))
        for item, report in zip(step, reports)
    ]


def _without_code(ws: Workspace, report: ImportReport) -> Optional[int]:
    """None where it cannot be counted: the import is written, and must not look failed."""
    code = CODE_COLUMN.get(report.table)
    if code is None:
        return None
    try:
        kept = ws.read("import_row", ["target_uuid"], "batch_uuid = ?", (report.batch_uuid,))
        bare = ws.read(report.table, ["uuid"], code + " IS NULL")
    except WorkspaceError:
        return None
    return int(kept["target_uuid"].isin(set(bare["uuid"])).sum())

"""Restoring a retired parcel, as a task that is planned, looked at and confirmed."""

from __future__ import annotations

from ..core.feedback import Feedback
from ..core.message import Message
from ..editing.parcel_plan import Decision, Plan, decided
from ..editing.parcel_write import apply_plan
from ..editing.restore import plan_restore
from ..workspace.store import Workspace
from .area_tolerance import notes_by_tolerance
from .parcel_tasks import Operations, ParcelTask, Wish, Written

RESTORE = ParcelTask("restore", "history.svg")


def restoring() -> Operations:
    """The wish's only uuid is that of a row of ``parcel_history``."""
    return Operations(planners={RESTORE.name: _plan}, notes=notes_by_tolerance, apply=_apply)


def _plan(ws: Workspace, wish: Wish, feedback: Feedback) -> Plan:
    return plan_restore(ws, wish.parcels[0])


def _apply(ws: Workspace, plan: Plan, decision: Decision, feedback: Feedback) -> Written:
    code = decided(plan, decision).pieces[0].code
    done = apply_plan(ws, plan, decision)
    name = "restored" if code else "restored_without_code"
    told = Message("history_dock." + name, code=code or "")
    if done.reviews:
        told = Message("history_dock.restored_look", told=told, findings=len(done.reviews))
    return Written(told)

"""Repairing a finding, as a task that is asked, planned, looked at and confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..core.feedback import Feedback
from ..core.fix_choice import MEANT, STAYS, title
from ..core.message import Message
from ..core.parcel_name import NAMES, Name, name_of
from ..core.quality_key import Known
from ..core.quality_rules import RULES, rule
from ..editing.parcel_plan import Decision, Plan
from ..editing.parcel_write import apply_plan
from ..editing.quality_fix import Wish as Mending
from ..editing.quality_fix import fault_of, plan_fix
from ..editing.quality_repair import ORDER
from ..settings import read, say, write
from ..workspace.problem import RowMissing
from ..workspace.reader import Reader, rows_among
from ..workspace.store import Workspace
from .area_tolerance import notes_by_tolerance
from .parcel_tasks import Operations, ParcelTask, Wish, Written
from .task_fields import TaskFields
from .widgets import ElidingCombo, WrappingCheck

REPAIR = ParcelTask("repair", "repair.svg")
REPAIRABLE = frozenset(one.id for one in RULES if one.fix is not None)
"""The rules whose findings can be repaired with a preview."""
IN_A_ROW = frozenset(ORDER)
"""Those of them that need no officer at each place, so that many can be repaired at once."""
_CHOICE = "task/repair_choice"


def repairing() -> Operations:
    """The wish's only uuid is that of a finding."""
    return Operations(planners={REPAIR.name: _plan}, notes=notes_by_tolerance, apply=_apply)


class RepairFields(TaskFields):
    """Who gets the ground, where one of several may, and whether shapes that are locked change."""

    def __init__(self) -> None:
        super().__init__()
        self._is_of_ground = True
        self.choice = ElidingCombo("TaxMapTaskChoice")
        self.add("Choice", self.tr("Who gets the ground"), self.choice)
        text = self.tr("Change shapes of the land office too")
        locked = WrappingCheck("TaxMapTaskUnlock", text)
        self.unlock = locked.box
        self.form.addRow(locked)

    def begin(self, workspace: Workspace, uuids: tuple[str, ...]) -> None:
        finding = _finding(workspace, uuids[0])
        fix = rule(finding.rule).fix
        names = _names(workspace, finding.things)
        choices = () if fix is None else tuple(fix.choices)
        for choice in choices:
            self.choice.addItem(say(title(choice, names)), choice)
        asked, label = self.choice.count() > 1, self.form.labelForField(self.choice)
        self.choice.setVisible(asked)
        label.setVisible(asked)
        own = [(STAYS, self.tr("Which parcel stays")), (MEANT, self.tr("What is meant"))]
        asks = next((asks for some, asks in own if some == choices), "")
        self._is_of_ground = not asks
        if asks:
            label.say(asks)
            self.choice.setAccessibleName(asks)
        self.choice.setCurrentIndex(max(0, self.choice.findData(str(read(_CHOICE, "")))))

    def values(self) -> dict[str, Any]:
        choice = self.choice.currentData() or ""
        return {"choice": choice, "unlocked": self.unlock.isChecked()}

    def remember(self) -> None:
        if self.choice.count() > 1 and self._is_of_ground:  # the rest is of this place alone
            write(_CHOICE, self.choice.currentData())


def _names(reader: Reader, uuids: Sequence[str]) -> list[Name]:
    rows = rows_among(reader, "parcel", list(NAMES), "uuid", uuids)
    names = {row["uuid"]: name_of(row) for row in rows}
    return [names.get(uuid, "") for uuid in uuids]


def _finding(reader: Reader, uuid: str) -> Known:
    """What is to be repaired. Raises RowMissing for a finding that is gone."""
    rows = reader.rows("finding", None, "uuid = ?", [uuid])
    if not rows:
        raise RowMissing(Message("fix.gone"), uuid)
    return fault_of(rows[0])


def _plan(ws: Workspace, wish: Wish, feedback: Feedback) -> Plan:
    return plan_fix(ws, _finding(ws, wish.parcels[0]), Mending(**wish.values))


def _apply(ws: Workspace, plan: Plan, decision: Decision, feedback: Feedback) -> Written:
    done = apply_plan(ws, plan, decision)
    told = Message("quality_dock.repaired")
    if done.reviews:
        told = Message("quality_dock.repaired_look", told=told, findings=len(done.reviews))
    return Written(told, done.parcels, bool(done.reviews), done.change_uuid)

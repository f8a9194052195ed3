"""Many changes of parcels in a row: each a change of its own, what fails stops no other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Callable, Optional, Union

from shapely.geometry.base import BaseGeometry

from ..core.feedback import Feedback, Part, Silent
from ..core.fix_site import NothingToMend
from ..core.message import Message
from ..core.parcel_name import Name, listed, name_of
from ..errors import Cancelled, TaxMapError
from ..workspace.problem import DiskFull, WorkspaceLocked, WorkspaceMissing, WorkspaceReadOnly
from ..workspace.store import Workspace
from .parcel_plan import Decision, Plan
from .parcel_write import apply_plan
from .plan_notes import noted

_STOPS = (DiskFull, WorkspaceLocked, WorkspaceMissing, WorkspaceReadOnly)
"""What concerns the file, so that the next change would fail as well."""
_FIRST = 0.8
"""The share of the work that is trying the jobs that are asked for."""
_ROUNDS = 3
"""So often it is asked what is still to do."""


@dataclass(frozen=True)
class Job:
    """One change to be made: what to call it, how to plan it, and the ground it is about.

    ``name`` is what a report calls it by: the code of the parcel, the group of a table.
    """

    name: Union[str, Message]
    plan: Callable[[Workspace], Plan]
    shape: Optional[BaseGeometry] = None


def refusal(name: Union[str, Message], error: TaxMapError) -> Job:
    """What was asked for and cannot even be planned, so that the report names it as well."""

    def plan(_: Workspace) -> Plan:
        raise error

    return Job(name, plan)


@dataclass(frozen=True)
class Refused:
    """A change that could not be made, and why; nothing of it was written."""

    job: Job
    error: TaxMapError


@dataclass
class Batch:
    """What became of the jobs: plans that were written, jobs refused, and whether it ended early.

    ``changes`` are the uuids of those written. ``needless`` are jobs whose fault another one took
    away. ``stopped`` is what ended it where that was not the officer.
    """

    done: list[tuple[Job, Plan]] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    needless: list[Job] = field(default_factory=list)
    cancelled: bool = False
    stopped: Optional[TaxMapError] = None

    @property
    def ended(self) -> bool:
        """Whether it ended before all jobs were tried."""
        return self.cancelled or self.stopped is not None

    def messages(self) -> list[Message]:
        """What to tell about single changes: new codes, the plans' notes, why some are refused."""
        recoded = [told for _, plan in self.done if (told := _recoded(plan))]
        notes = [(job.name, note) for job, plan in self.done for note in plan.notes]
        problems = [(one.job.name, one.error.message) for one in self.refused]
        return [
            *recoded,
            *(Message("parcel_batch.note", name=name, note=note) for name, note in notes),
            *(Message("parcel_batch.refused", name=name, problem=why) for name, why in problems),
        ]


def _recoded(plan: Plan) -> Optional[Message]:
    """Which parcels of a plan get another code, the first of many."""
    names = {row["uuid"]: name_of(row) for row in plan.parcels}
    pairs: list[Name] = [
        Message("parcel_batch.new_code", old=names[piece.keeps], new=piece.code)
        for piece in plan.pieces
        if piece.keeps in names and piece.code and not piece.keeps_code
    ]
    return Message("parcel_batch.recoded", pairs=listed(pairs)) if pairs else None


More = Callable[[Workspace, Sequence[Job], Feedback], Sequence[Job]]
"""What is to be done on a workspace as it is now, of which these jobs were refused; raises
Cancelled."""


def try_again(ws: Workspace, refused: Sequence[Job], feedback: Feedback) -> Sequence[Job]:
    """What was refused, and nothing else."""
    return refused


def run_batch(
    ws: Workspace,
    jobs: Sequence[Job],
    decision: Optional[Decision] = None,
    feedback: Optional[Feedback] = None,
    more: Optional[More] = None,
) -> Batch:
    """Plan and write the jobs one after the other, each in a transaction of its own.

    Each is planned on what the ones before it left; what its preview would say is noted, and
    filed, as nobody looks at it before it is written. Cancelling between two of them, or a
    file that takes no more changes, ends the batch; what was written stays. ``more`` tells what
    is still to do, what was refused among it: it is asked as long as something could be written.
    """
    feedback, batch = feedback or Silent(), Batch()
    decision = replace(decision or Decision(), seen=False)
    if more is None:
        _run(ws, jobs, decision, feedback, batch)
        return batch
    _run(ws, jobs, decision, Part(feedback, 0.0, _FIRST), batch)
    written = 0
    for _ in range(_ROUNDS):
        if len(batch.done) == written or batch.ended:
            break
        written, rest = len(batch.done), Part(feedback, _FIRST, 1.0)
        try:
            jobs = more(ws, [one.job for one in batch.refused], rest)
        except Cancelled:
            batch.cancelled = True
            break
        batch.refused = []
        _run(ws, jobs, decision, rest, batch)
    return batch


def _run(
    ws: Workspace, jobs: Sequence[Job], decision: Decision, feedback: Feedback, batch: Batch
) -> None:
    for number, job in enumerate(jobs, start=1):
        if feedback.cancelled():
            batch.cancelled = True
            break
        try:
            plan = noted(ws, job.plan(ws))
            written = apply_plan(ws, plan, decision)
        except NothingToMend:
            batch.needless.append(job)
        except _STOPS as error:
            batch.stopped = error
            break
        except TaxMapError as error:
            batch.refused.append(Refused(job, error))
        else:
            batch.done.append((job, plan))
            batch.changes.append(written.change_uuid)
        feedback.progress(number / len(jobs))

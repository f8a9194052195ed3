"""All faults of some rules mended, one change each."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Optional

import shapely

from ..core.feedback import Feedback, check_cancelled
from ..core.fix_drift import Drift
from ..core.message import Message
from ..core.parcel_name import NAMES, listed, name_of
from ..core.quality_key import Known, matched
from ..core.quality_rule import Options, Rule
from ..core.quality_rules import rule
from ..core.quality_run import check
from ..workspace.finding_list import TO_DO
from ..workspace.quality_settings import read_quality_settings
from ..workspace.reader import Reader, rows_among
from ..workspace.store import Workspace
from .parcel_batch import Job
from .quality_findings import PREFIX, known_in, known_of
from .quality_fix import Wish, fault_of, plan_fix
from .quality_tables import sight_of

ORDER = (
    *("shape_invalid", "duplicate_corner", "near_corner", "near_edge", "missing_corner"),
    *("overlap", "gap", "sliver", "multipart"),
)
"""The rules whose faults can be mended without an officer, what others come of ahead."""
_AROUND = 2.0  # metres around the place of a fault that are shown where it could not be mended
_ACCEPTED = ["uuid", "check_id", "things", "subject_uuid", "message", "geom"]
_CHOSEN = [*_ACCEPTED, "subject_table", "state"]


def mendable() -> list[Rule]:
    """The rules of :data:`ORDER`."""
    return [rule(id) for id in ORDER]


def faults_found(
    ws: Workspace,
    rules: Sequence[Rule],
    options: Mapping[str, Options],
    feedback: Feedback,
) -> list[Known]:
    """What the rules find of parcels now, without what an officer accepted, in their order.

    Nothing is filed. Raises Cancelled.
    """
    ours = read_quality_settings(ws).settings
    found = check(sight_of(ws), ours.rules_on(rules), ours.with_typed(options), feedback).found
    check_cancelled(feedback)
    faults = known_in(found[found["table"] == "parcel"])
    rows = ws.rows("finding", _ACCEPTED, "state = 'accepted'")
    accepted = [known_of(row) for row in rows if row["check_id"].startswith(PREFIX)]
    return [one for one, old in zip(faults, matched(accepted, faults)) if old < 0]


def faults_chosen(reader: Reader, findings: Collection[str], rules: Sequence[Rule]) -> list[Known]:
    """What these findings (uuids) tell of parcels, by the rules in their order.

    Only of those that wait: what was settled since they were chosen stays as it is.
    """
    rows = rows_among(reader, "finding", _CHOSEN, "uuid", sorted(findings))
    waiting = [row for row in rows if row["state"] in TO_DO and row["subject_table"] == "parcel"]
    place = {rule.id: at for at, rule in enumerate(rules)}
    faults = [one for one in map(fault_of, waiting) if one.rule in place]
    return sorted(faults, key=lambda one: place[one.rule])


def fix_jobs(
    reader: Reader, faults: Sequence[Known], wish: Wish, drift: Optional[Drift] = None
) -> list[Job]:
    """One change for each fault of the parcels that may change, called by its rule and parcels.

    ``drift`` is that of the run, where there are jobs before these.
    """
    moved = drift or Drift()
    asked = [one for one in faults if _concerns(one, wish.only)]
    uuids = list(dict.fromkeys(uuid for one in asked for uuid in one.things))
    rows = rows_among(reader, "parcel", list(NAMES), "uuid", uuids)
    names = {row["uuid"]: name_of(row) for row in rows}

    def job(fault: Known) -> Job:
        parcels = listed([names[uuid] for uuid in fault.things if uuid in names])
        name = Message("fix.job", rule=rule(fault.rule).title, parcels=parcels)
        shape = None if fault.place is None else shapely.buffer(fault.place, _AROUND, quad_segs=4)
        return Job(name, lambda now: plan_fix(now, fault, wish, moved), shape)

    return [job(fault) for fault in asked]


def _concerns(fault: Known, only: Optional[Collection[str]]) -> bool:
    return only is None or any(uuid in only for uuid in fault.things)

"""Accepted proposals of a comparison of two maps, as changes of the parcels in a workspace."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, Optional

import shapely
from shapely.geometry.base import BaseGeometry

from ..core.code_style import CodeStyle
from ..core.dividing_lines import dividing_lines, pairing
from ..core.ground import ground_of
from ..core.message import Message
from ..core.parcel_code import normalise, problem
from ..core.parcel_name import name_of
from ..core.split import split
from ..core.thai_text import clean_text
from ..workspace.few_rows import Row
from ..workspace.reader import rows_among
from ..workspace.store import Workspace
from .division import divide, suggest_codes
from .merge import plan_merge
from .parcel_batch import Job
from .parcel_choice import parcels_named
from .parcel_plan import Piece, Plan, PlanError, read_parcels
from .recode import plan_codes

_REACH = 3.0
"""Metres that a dividing line goes on to the outline of the parcel as it is drawn here."""
_SAME_GROUND = 0.97
"""Share of its ground (0 to 1) that a parcel must still have in common with the compared one."""
_YES = {"1", "true", "t", "yes", "y", "ใช่", "รับ"}
_NEEDED = ("cluster", "kind", "role", "parcel_key", "accept")
KINDS = ("split", "merge", "renamed")
"""The kinds of proposal that can be applied."""


class Compared(NamedTuple):
    """A parcel of one of the two maps; ``key`` is empty, ``shape`` None where it has none.

    ``uuid`` is that of its row, where the map told it: of a workspace, or a copy of it.
    """

    key: str
    shape: Optional[BaseGeometry]
    uuid: str = ""


@dataclass(frozen=True)
class Proposal:
    """One case of the comparison with its old and new parcels."""

    cluster: str
    kind: str
    old: list[Compared] = field(default_factory=list)
    new: list[Compared] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What a report calls it by."""
        before, after = (", ".join(c.key or "–" for c in side) for side in (self.old, self.new))
        return f"{self.cluster} ({before} → {after})"


def accepted(rows: Iterable[tuple[Optional[BaseGeometry], Mapping[str, Any]]]) -> list[Proposal]:
    """The cases that were accepted, in any of their rows, of a layer of ``comparefabrics``.

    ``rows`` are shapes in the workspace's CRS and their values. Raises PlanError for another
    layer, and where nothing is accepted.
    """
    found: dict[str, Proposal] = {}
    wanted: set[str] = set()
    for shape, values in rows:
        if not set(_NEEDED) <= set(values):
            raise PlanError(Message("fabric_changes.other_layer", columns=list(_NEEDED)))
        cluster = clean_text(values["cluster"]) or ""
        one = found.setdefault(cluster, Proposal(cluster, clean_text(values["kind"]) or ""))
        side = one.old if values["role"] == "old" else one.new
        ground = None if shape is None else ground_of(shape)
        key, uuid = normalise(values["parcel_key"] or ""), values.get("parcel_uuid")
        side.append(Compared(key, ground, clean_text(uuid) or ""))
        if (clean_text(values["accept"]) or "").lower() in _YES:
            wanted.add(cluster)
    if not wanted:
        raise PlanError(Message("fabric_changes.none_accepted"))
    return [one for cluster, one in found.items() if cluster in wanted]


def change_jobs(proposals: Sequence[Proposal]) -> list[Job]:
    """One change for each accepted case."""
    return [_job(one) for one in proposals]


def _job(one: Proposal) -> Job:
    ground = shapely.union_all([compared.shape for compared in one.new or one.old])
    return Job(one.name, lambda now: plan_proposal(now, one), None if ground.is_empty else ground)


def plan_proposal(ws: Workspace, one: Proposal) -> Plan:
    """The change that a case proposes, on the parcels as they are drawn in the workspace.

    Their own outlines stay: a split takes over the lines between the new parcels, a merge joins
    what is there, and the codes are those of the newer map where they can be. Raises PlanError
    for other kinds, for parcels that are not as they were compared, and where the pieces would
    not be those of the newer map.
    """
    if one.kind not in KINDS:
        raise PlanError(Message("fabric_changes.by_hand"))
    if any(compared.shape is None for compared in (*one.old, *one.new)):
        raise PlanError(Message("fabric_changes.no_shape"))
    style = CodeStyle.of(ws.municipality)
    rows = _rows(ws, one, style)
    if one.kind == "split" and len(rows) == 1 and len(one.new) > 1:
        return _split(ws, one, rows[0], style)
    if one.kind == "merge" and len(rows) > 1 and len(one.new) == 1:
        return _merge(ws, one, rows, style)
    if one.kind == "renamed" and len(rows) == len(one.new) == 1:
        return plan_codes(ws, {rows[0]["uuid"]: one.new[0].key})
    raise PlanError(Message("fabric_changes.by_hand"))


def _rows(ws: Workspace, one: Proposal, style: CodeStyle) -> list[Row]:
    """The old parcels of the case, each on the ground that was compared."""
    rows = read_parcels(ws, _uuids(ws, one, style))
    for row, compared in zip(rows, one.old):
        if row["geom"] is None or not _is_same(ground_of(row["geom"]), compared.shape):
            raise PlanError(Message("fabric_changes.changed_since", code=name_of(row)))
    return rows


def _uuids(ws: Workspace, one: Proposal, style: CodeStyle) -> list[str]:
    """The rows of the old parcels, each one of its own; where those are not known here, their
    keys name them."""
    told = [compared.uuid for compared in one.old if compared.uuid]
    here = {row["uuid"] for row in rows_among(ws, "parcel", ["uuid"], "uuid", told)}
    keys = [compared.key for compared in one.old if compared.uuid not in here]
    if not all(keys) or len(set(keys)) < len(keys):
        raise PlanError(Message("fabric_changes.no_key"))
    named = dict(zip(keys, parcels_named(ws, keys, style)))
    uuids = [was.uuid if was.uuid in here else named[was.key] for was in one.old]
    if len(set(uuids)) < len(uuids):
        raise PlanError(Message("fabric_changes.no_key"))
    return uuids


def _is_same(now: BaseGeometry, was: BaseGeometry) -> bool:
    common = shapely.area(shapely.intersection(now, was))
    return bool(common >= _SAME_GROUND * max(shapely.area(now), shapely.area(was)))


def _split(ws: Workspace, one: Proposal, row: Row, style: CodeStyle) -> Plan:
    wanted = [compared.shape for compared in one.new]
    shapes = split(row["geom"], dividing_lines(ground_of(row["geom"]), wanted, _REACH))
    places = pairing(shapes, wanted)
    if places is None:
        raise PlanError(Message("fabric_changes.other_pieces", code=name_of(row)))
    own, keys = row["parcel_code"], [one.new[place].key for place in places]
    plan = divide(ws, row, shapes)
    if own in keys:
        plan = suggest_codes(ws, plan, chosen=[keys.index(own)])
    pieces = [_called(piece, key, own, style) for piece, key in zip(plan.pieces, keys)]
    return replace(plan, pieces=tuple(pieces))


def _merge(ws: Workspace, one: Proposal, rows: Sequence[Row], style: CodeStyle) -> Plan:
    key, wanted, _ = one.new[0]
    plan = plan_merge(ws, [row["uuid"] for row in rows], survivor=key)
    piece = plan.pieces[0]
    if pairing([piece.shape], [wanted]) is None:
        codes = list(map(name_of, rows))
        raise PlanError(Message("fabric_changes.other_pieces", code=codes))
    return replace(plan, pieces=(_called(piece, key, piece.code, style),))


def _called(piece: Piece, key: str, own: Optional[str], style: CodeStyle) -> Piece:
    """The piece with the code of the newer map; a key that is none is kept as it came."""
    if not key or key == piece.code:
        return piece
    if problem(key, style) is not None:
        return replace(piece, values={**piece.values, "source_code": key})
    return replace(piece, code=key, reason=Message("fabric_changes.code"), keeps_code=key == own)

"""Writing a confirmed plan: one transaction with shapes, codes, lineage, history and audit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from ..core.code_style import CodeStyle
from ..workspace.store import Workspace
from .code_place import place_reviews, put_right
from .confirmed import Confirmed
from .document_doubt import doubled_reviews, told_apart
from .given_back import ends_of, give_back
from .house_site import with_houses
from .inheritance import carry_over
from .lineage import write_history
from .meanwhile import check_unchanged, uuids_concerned
from .native_ground import lost_reviews
from .neighbours import newcomers
from .open_findings import close_findings, open_findings
from .out_of_bounds import bounds_reviews
from .over_public import cleared, public_reviews
from .parcel_plan import Decision, Plan, decided, kind_of
from .parcel_rows import write_parcels, write_public
from .plan_check import check_in_workspace, check_plan
from .retired_code import retire_given_up
from .review import Review, write_reviews
from .small_piece import grown, small_reviews
from .strip import strip_reviews
from .succession import succession_of
from .title_given import give_titles, let_go, titles_settled
from .unit_codes import code_units


@dataclass(frozen=True)
class Applied:
    """What was written: the change, the uuids of the pieces in their order, what to look at."""

    change_uuid: str
    parcels: tuple[str, ...]
    reviews: tuple[Review, ...] = ()


def apply_plan(ws: Workspace, plan: Plan, decision: Optional[Decision] = None) -> Applied:
    """Write a plan as the officer decided it, all of it or nothing.

    Raises PlanError (a shape, code or kind that cannot be, a reason that is lacking), CodeError
    (a text that is no code), and RowChanged or GoneMeanwhile when somebody changed the land
    since the plan was made.
    """
    decision = decision or Decision()
    kind = kind_of(decision, plan.kind)
    plan = decided(plan, decision)
    check_plan(plan)
    with ws.transaction(kind, decision.reason, decision.document, decision.document_date) as tx:
        change = Confirmed.of(tx, plan, decision, CodeStyle.of(ws.municipality))
        return _write(change, ws.municipality.tax_year)


def _write(change: Confirmed, tax_year: int) -> Applied:
    change.tx.hold("parcel", uuids_concerned(change.plan))
    check_unchanged(change.tx, change.plan)
    check_in_workspace(change)
    change = with_houses(change.with_adjusted(newcomers(change.tx, change.plan)))
    write_history(change)
    write_parcels(change)
    write_public(change)
    retire_given_up(change)
    titles = let_go(change, tax_year)
    succession, emptied = succession_of(change), strip_reviews(change)
    carried = carry_over(change.tx, succession, tax_year)
    ends = ends_of(change)
    retitled = give_titles(change, titles, ends, tax_year)
    give_back(change, ends)
    code_units(change, carried.moved, succession.codes)
    _close_settled(change)
    placed = (*place_reviews(change), *bounds_reviews(change), *public_reviews(change))
    unseen = (*placed, *small_reviews(change), *doubled_reviews(change))
    told = (*unseen, *emptied)
    reviews = (*carried.reviews, *retitled, *lost_reviews(change, succession), *told)
    write_reviews(change, succession, reviews)
    return Applied(change.tx.change_uuid, change.uuids, reviews)


def _close_settled(change: Confirmed) -> None:
    """What was filed of the pieces, or of what they were, and is so no more."""
    found = open_findings(change.tx, change.uuids)
    asked = (put_right, grown, cleared, told_apart, titles_settled)
    settled = [over for is_over in asked for over in is_over(change, found)]
    close_findings(change.tx, settled)

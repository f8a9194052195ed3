"""How far the municipality is: the seven stages of a tax map, counted from the workspace.

The stages and their order are ``resources/stages.json`` (practice.md §1.2).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Optional

from ..core.message import Message
from ..core.thai_date import buddhist_year, local_day
from .kept_setting import read_setting, write_setting
from .reader import Reader
from .store import Workspace

State = Literal["not_started", "in_work", "check", "passed"]
SHEETS_PRINTED = "sheets_printed"  # key in ``setting``: {"blocks": ["01A", …], "date": UTC time}

WITH_DOCUMENT = (
    "uuid IN (SELECT parcel_uuid FROM title_document WHERE parcel_uuid IS NOT NULL"
    " UNION SELECT parcel_uuid FROM match"
    " WHERE state IN ('auto', 'confirmed') AND register_table = 'title_document')"
)
WITH_OWNER = (
    "uuid IN (SELECT parcel_uuid FROM ownership WHERE to_date IS NULL"
    " UNION SELECT t.parcel_uuid FROM title_document t"
    " JOIN ownership o ON o.title_document_uuid = t.uuid WHERE o.to_date IS NULL)"
)
WITH_USE = (
    "uuid IN (SELECT parcel_uuid FROM land_use WHERE tax_year = ?1"
    " UNION SELECT t.parcel_uuid FROM title_document t"
    " JOIN land_use u ON u.title_document_uuid = t.uuid WHERE u.tax_year = ?1)"
)
"""Conditions on a parcel; the last one asks for the tax year."""

_COUNTED = {
    "boundaries": ("boundary", ""),
    "sheets": ("map_sheet", ""),
    "zones": ("zone", ""),
    "blocks": ("block", ""),
    "declared": ("block", "code_state = 'declared'"),
    "parcels": ("parcel", ""),
    "coded": ("parcel", "parcel_code IS NOT NULL"),
    "findings": ("finding", "state IN ('open', 'in_work') AND severity = 'error'"),
    "documents": ("title_document", ""),
    "with_document": ("parcel", WITH_DOCUMENT),
    "match_rows": ("match", "register_table = 'title_document'"),
    "matched": (
        "title_document",
        "uuid IN (SELECT register_uuid FROM match"
        " WHERE state IN ('auto', 'confirmed') AND parcel_uuid IS NOT NULL)",
    ),
    "to_decide": (
        "match",
        "register_table = 'title_document' AND state = 'suggested'"
        " AND outcome IN ('suggested', 'conflict')",
    ),
    "to_confirm": ("match", "register_table = 'title_document' AND state = 'auto'"),
    "buildings": ("building", ""),
    "signs": ("signboard", ""),
    "with_owner": ("parcel", WITH_OWNER),
    "owners": ("owner", ""),
}


_LAST_CHANGE = "kind NOT IN ('settings', 'print') ORDER BY fid DESC LIMIT 1"


@dataclass(frozen=True)
class Counts:
    """What the stages are judged by."""

    boundaries: int = 0
    sheets: int = 0
    zones: int = 0
    blocks: int = 0
    declared: int = 0
    parcels: int = 0
    coded: int = 0
    findings: int = 0
    documents: int = 0
    with_document: int = 0
    match_rows: int = 0
    matched: int = 0
    to_decide: int = 0
    to_confirm: int = 0
    buildings: int = 0
    signs: int = 0
    with_use: int = 0
    owners: int = 0
    with_owner: int = 0
    printed: int = 0
    printed_on: str = ""
    changed_on: str = ""


@dataclass(frozen=True)
class StageState:
    """One stage: how it stands, what is there, what is missing, the step that helps most.

    ``stage`` and ``step`` are ids of ``resources/stages.json``; ``step`` is empty when
    nothing is left to do.
    """

    stage: str
    state: State
    facts: tuple[Message, ...] = ()
    missing: tuple[Message, ...] = ()
    step: str = ""


def count_workspace(ws: Workspace) -> Counts:
    """Everything the stages are judged by; a dozen quick queries."""
    counted: dict[str, Any] = {name: ws.count(*query) for name, query in _COUNTED.items()}
    counted["with_use"] = ws.count("parcel", WITH_USE, (ws.municipality.tax_year,))
    blocks, day = printed_blocks(ws)
    if day:
        there = set(ws.read("block", ["block_code"])["block_code"]) or blocks
        done = len(there & blocks)
        counted.update(printed=done, printed_on=_shown(day) if done else "")
    changes = ws.read("change", ["changed_at"], _LAST_CHANGE)
    if len(changes):
        counted["changed_on"] = _shown(str(changes["changed_at"].iloc[0]))
    return Counts(**counted)


def printed_blocks(reader: Reader) -> tuple[set[str], str]:
    """The codes of the blocks whose sheets were ever made, and the UTC time of the last; ""
    before the first."""
    told = read_setting(reader, SHEETS_PRINTED)
    if told is None:
        return set(), ""
    return set(told["blocks"]), str(told["date"])


def remember_printed(ws: Workspace, blocks: Iterable[str]) -> None:
    """Note that the map sheets of these blocks were made just now.

    Raises WorkspaceError as store does.
    """
    with ws.transaction("print") as tx:
        earlier, _ = printed_blocks(tx)
        value = {"blocks": sorted({*earlier, *blocks}), "date": tx.now}
        write_setting(tx, SHEETS_PRINTED, value)


def stage_states(ws: Workspace) -> list[StageState]:
    """The seven stages of this workspace, in order."""
    return judge(count_workspace(ws))


def judge(counts: Counts) -> list[StageState]:
    """The seven stages for these counts, in order."""
    return [rule(counts) for rule in _RULES.values()]


def next_stage(states: list[StageState]) -> Optional[StageState]:
    """The stage whose step is the most sensible one now, or None when all is done.

    Work that has not been done comes before work that only wants checking.
    """
    with_step = [state for state in states if state.step]
    unfinished = [state for state in with_step if state.state in ("not_started", "in_work")]
    return next(iter(unfinished or with_step), None)


def _preparation(c: Counts) -> StageState:
    wanted = [
        (not c.boundaries, Message("stages.no_boundary"), "import_boundary"),
        (not c.sheets, Message("stages.no_sheets_listed"), ""),
    ]
    facts = [
        (c.boundaries, Message("stages.boundary", count=c.boundaries)),
        (c.sheets, Message("stages.sheets_listed", count=c.sheets)),
    ]
    return _stage("preparation", "passed" if c.boundaries else "check", facts, wanted)


def _base_map(c: Counts) -> StageState:
    uncoded, undeclared = c.parcels - c.coded, c.blocks - c.declared
    wanted = [
        (not c.parcels, Message("stages.no_parcels"), "import_parcels"),
        (not c.zones, Message("stages.no_zones"), "import_zones"),
        (not c.blocks, Message("stages.no_blocks"), "import_blocks"),
        (c.findings, Message("stages.findings", count=c.findings), "review_findings"),
        (uncoded, Message("stages.uncoded", count=uncoded), "number_parcels"),
        (undeclared, Message("stages.undeclared", count=undeclared), "declare_codes"),
    ]
    share = percent(c.coded, c.parcels)
    facts = [
        (c.zones + c.blocks, Message("stages.zones_blocks", zones=c.zones, blocks=c.blocks)),
        (
            c.parcels,
            Message("stages.parcels_coded", parcels=c.parcels, coded=c.coded, percent=share),
        ),
        (
            c.declared,
            Message("stages.blocks_declared", declared=c.declared, blocks=c.blocks),
        ),
    ]
    state: State = "passed"
    if not c.parcels + c.zones + c.blocks:
        state = "not_started"
    elif uncoded or not (c.parcels and c.zones and c.blocks):
        state = "in_work"
    elif c.findings or undeclared:
        state = "check"
    return _stage("base_map", state, facts, wanted)


def _land_data(c: Counts) -> StageState:
    without = c.parcels - c.with_document
    unmatched = c.documents and c.parcels and not c.match_rows
    wanted = [
        (not c.documents, Message("stages.no_documents"), "import_register"),
        (unmatched, Message("stages.not_matched"), "match_register"),
        (c.to_decide, Message("stages.matches_to_decide", count=c.to_decide), "review_matches"),
        (c.to_confirm, Message("stages.matches_to_confirm", count=c.to_confirm), "review_matches"),
        (
            c.documents and without,
            Message("stages.parcels_without_document", count=without),
            "import_register",
        ),
    ]
    facts = [
        (c.documents, Message("stages.documents", documents=c.documents)),
        (
            c.match_rows,
            Message("stages.matched", count=c.matched, percent=percent(c.matched, c.documents)),
        ),
        (
            c.with_document,
            Message(
                "stages.parcels_with_document",
                count=c.with_document,
                percent=percent(c.with_document, c.parcels),
            ),
        ),
    ]
    state: State = "passed"
    if not c.documents:
        state = "not_started"
    elif unmatched or not c.parcels:
        state = "in_work"
    elif c.to_decide or c.to_confirm or without:
        state = "check"
    return _stage("land_data", state, facts, wanted)


def _field_survey(c: Counts) -> StageState:
    without = c.parcels - c.with_use
    wanted = [
        (not c.buildings, Message("stages.no_buildings"), "import_buildings"),
        (without, Message("stages.parcels_without_use", count=without), _joins(c)),
    ]
    facts = [
        (
            c.buildings + c.signs,
            Message("stages.buildings_signs", buildings=c.buildings, signs=c.signs),
        ),
        (
            c.with_use,
            Message("stages.land_use", count=c.with_use, percent=percent(c.with_use, c.parcels)),
        ),
    ]
    state: State = "in_work"
    if not c.buildings + c.signs + c.with_use:
        state = "not_started"
    elif c.buildings and c.parcels and not without:
        state = "passed"
    return _stage("field_survey", state, facts, wanted)


def _joins(c: Counts, otherwise: str = "import_register") -> str:
    """What brings owners and uses to their parcels: confirming the match, if there is one."""
    return "review_matches" if c.to_confirm else otherwise


def _tax_map(c: Counts) -> StageState:
    left = max(0, c.blocks - c.printed)
    step = "export_sheets" if c.coded else ""
    wanted = [
        (not c.printed, Message("stages.not_printed"), step),
        (c.printed and left, Message("stages.blocks_not_printed", count=left), step),
    ]
    facts = [
        (
            c.printed,
            Message("stages.blocks_printed", count=c.printed, date=c.printed_on),
        ),
    ]
    state: State = "passed"
    if left or not c.printed:
        state = "in_work" if c.printed else "not_started"
    return _stage("tax_map", state, facts, wanted)


def _register(c: Counts) -> StageState:
    without = c.parcels - c.with_owner
    wanted = [
        (not c.owners, Message("stages.no_owners"), "import_register"),
        (
            c.owners and without,
            Message("stages.parcels_without_owner", count=without),
            _joins(c, "match_register"),
        ),
    ]
    facts = [
        (
            c.owners,
            Message(
                "stages.owners",
                owners=c.owners,
                count=c.with_owner,
                percent=percent(c.with_owner, c.parcels),
            ),
        ),
    ]
    state: State = "passed"
    if not c.owners:
        state = "not_started"
    elif not c.with_owner:
        state = "in_work"
    elif without:
        state = "check"
    return _stage("register", state, facts, wanted)


def _upkeep(c: Counts) -> StageState:
    begun = bool(c.parcels and c.owners)
    facts = [(begun and c.changed_on, Message("stages.last_change", date=c.changed_on))]
    wanted = [(not begun, Message("stages.not_begun"), "")]
    return _stage("upkeep", "in_work" if begun else "not_started", facts, wanted)


_RULES = {
    "preparation": _preparation,
    "base_map": _base_map,
    "land_data": _land_data,
    "field_survey": _field_survey,
    "tax_map": _tax_map,
    "register": _register,
    "upkeep": _upkeep,
}


def _stage(
    stage: str,
    state: State,
    facts: Sequence[tuple[object, Message]],
    wanted: Sequence[tuple[object, Message, str]],
) -> StageState:
    """Keeps the facts and wants that hold; the first want with a step gives the stage's step."""
    held = [(message, step) for holds, message, step in wanted if holds]
    steps = [step for _, step in held if step]
    return StageState(
        stage,
        state,
        tuple(message for holds, message in facts if holds),
        tuple(message for message, _ in held),
        steps[0] if steps else "",
    )


def percent(part: int, whole: int) -> int:
    """Whole per cent, rounded down so that 100 means all; 0 of nothing."""
    return 100 * part // whole if whole else 0


def _shown(iso: str) -> str:
    """A UTC time as the local day, ``22/11/2569``: read alike in Thai and English."""
    day = local_day(iso)
    return f"{day.day}/{day.month}/{buddhist_year(day)}"

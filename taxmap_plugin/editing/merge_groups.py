"""Many merges from a table: a column that groups, a column of parcel codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Optional

import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from ..core.code_style import CodeStyle
from ..core.column_alias import alias_key, alias_target
from ..core.message import Message
from ..core.parcel_code import is_blank, normalise
from ..core.parcel_name import Name
from ..core.thai_text import clean_text
from ..workspace.reader import rows_among
from ..workspace.store import Workspace
from .merge import plan_merge
from .parcel_batch import Job, refusal
from .parcel_choice import parcels_named
from .parcel_plan import PlanError


class MergeTable(NamedTuple):
    """What a table says: the codes of each group, the rows of each group that have no code, and
    the rows with a code that are in no group."""

    groups: dict[str, list[str]]
    without_code: dict[str, list[int]]
    ungrouped: list[int]


def merge_groups(
    frame: pd.DataFrame, group: str = "", code: str = "", rows: Optional[Iterable[int]] = None
) -> MergeTable:
    """The groups of a table as they stand in it; ``rows`` are its row numbers, else from 1.

    Without names the column of codes is told by its header, and the group is the other
    column. Raises PlanError when the columns cannot be told, and for a code in two groups.
    """
    headers = list(map(str, frame.columns))
    codes = _column(headers, code, list(filter(_means_code, headers)))
    groups = _column(headers, group, [name for name in headers if name != codes])
    found = MergeTable({}, {}, [])
    numbers = range(1, len(frame) + 1) if rows is None else rows
    for row, name, text in zip(numbers, frame[groups], frame[codes]):
        own, written = clean_text(name), normalise(text)
        if own is not None and is_blank(written):
            found.without_code.setdefault(own, []).append(int(row))
        elif own is not None:
            found.groups.setdefault(own, []).append(written)
        elif not is_blank(written):
            found.ungrouped.append(int(row))
    _check_once(found.groups)
    return found


def _means_code(name: str) -> bool:
    return alias_target(name, "parcel") == "parcel_code"


def _column(headers: Sequence[str], named: str, candidates: Sequence[str]) -> str:
    if named:
        candidates = [name for name in headers if alias_key(name) == alias_key(named)]
    if len(candidates) != 1:
        raise PlanError(Message("merge_groups.no_column", columns=list(headers)))
    return candidates[0]


def _check_once(groups: Mapping[str, Sequence[str]]) -> None:
    if not groups:
        raise PlanError(Message("merge_groups.empty"))
    pairs = pd.Series([code for codes in groups.values() for code in dict.fromkeys(codes)])
    twice = sorted(set(pairs[pairs.duplicated()]))
    if twice:
        raise PlanError(Message("merge_groups.twice", codes=twice))


def merge_jobs(ws: Workspace, table: MergeTable) -> list[Job]:
    """One merge for each group of codes; one that lacks a code is not made without that parcel."""
    style = CodeStyle.of(ws.municipality)
    return [
        *(
            _job(ws, _title(name), list(dict.fromkeys(codes)), style)
            for name, codes in table.groups.items()
            if name not in table.without_code
        ),
        *(
            refusal(_title(name), PlanError(Message("merge_groups.no_code", lines=rows)))
            for name, rows in table.without_code.items()
        ),
    ]


def merge_job(ws: Workspace, codes: Sequence[str]) -> Job:
    """The merge of these codes, called by them."""
    return _job(ws, ", ".join(codes), codes, CodeStyle.of(ws.municipality))


def _title(group: str) -> Message:
    return Message("merge_groups.group", group=group)


def _job(ws: Workspace, name: Name, codes: Sequence[str], style: CodeStyle) -> Job:
    return Job(
        name, lambda now: plan_merge(now, parcels_named(now, codes, style)), _ground(ws, codes)
    )


def _ground(ws: Workspace, codes: Sequence[str]) -> Optional[BaseGeometry]:
    coded = "parcel_code <> ''"  # else the index is not used
    rows = rows_among(ws, "parcel", ["geom"], "parcel_code", codes, coded)
    shapes = [row["geom"] for row in rows if row["geom"] is not None]
    return shapely.union_all(shapely.make_valid(shapes)) if shapes else None

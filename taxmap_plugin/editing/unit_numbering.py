"""Buildings and signboards without a code: each gets its parcel and the next free code there.

:func:`plan_units` shows what each would get and writes nothing; :func:`apply_units` writes a
plan in one transaction. No building without land: what stands on no parcel gets no code and
is listed. A code that was ever given, living or retired, is given to no other.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, Optional

import numpy as np
import pandas as pd
import shapely

from ..core.code_style import UNIT_KINDS, CodeStyle, Kind
from ..core.feedback import Feedback, Silent, check_cancelled
from ..core.message import Message
from ..core.parcel_name import NAMES, name_of
from ..core.unit_place import place_units, suggest_unit_codes
from ..errors import TaxMapError
from ..workspace.reader import among_or_all
from ..workspace.schema import CODE_COLUMN
from ..workspace.store import Workspace
from ..workspace.transaction import Transaction
from .given_codes import codes_ever_given
from .parcel_plan import Decision, kind_of
from .unit_parcel import BY_PLACE

COLUMNS = (
    *("table", "uuid", "row_version", "parcel_uuid", "is_found", "parcel_code", "new_code"),
    *("reason", "note", "geom"),
)
"""Of a plan. ``parcel_uuid`` is None for a unit on no parcel, ``is_found`` whether it was told
by place now, ``new_code`` None where none can be given; ``reason`` and ``note`` are Messages,
a note what the officer should look at, or None."""


class UnitNumberingError(TaxMapError):
    """The codes cannot be written as planned; the workspace is as it was."""


class CodedUnits(NamedTuple):
    """How many units got a code, how many a parcel, and how many stand on none."""

    coded: int
    placed: int
    landless: int


def plan_units(
    ws: Workspace,
    kinds: Sequence[Kind] = UNIT_KINDS,
    parcels: Sequence[str] = (),
    feedback: Optional[Feedback] = None,
) -> pd.DataFrame:
    """What the units without a code would get; see :data:`COLUMNS`.

    A unit that has a parcel keeps it; the others get the one that holds most of them. With
    ``parcels`` (uuids) only the units on those are planned. Those without land come last.
    """
    feedback = feedback or Silent()
    land = ws.read("parcel", [*NAMES, "geom"])
    named = land[list(NAMES)].astype(object)
    names = map(name_of, named.where(named.notna(), None).to_dict("records"))
    land["name"] = pd.Series(list(names), index=land.index, dtype=object)
    plans = []
    for done, kind in enumerate(kinds, start=1):
        check_cancelled(feedback)
        plans.append(_plan(ws, kind, land, parcels))
        feedback.progress(done / len(kinds))
    plan = pd.concat(plans, ignore_index=True)
    landless = plan["parcel_uuid"].isna()
    return plan.loc[landless.sort_values(kind="stable").index].reset_index(drop=True)


def _plan(ws: Workspace, kind: Kind, land: pd.DataFrame, parcels: Sequence[str]) -> pd.DataFrame:
    columns = ["uuid", "row_version", "parcel_uuid", "geom"]
    units = ws.read(kind, columns, f"{CODE_COLUMN[kind]} IS NULL OR {CODE_COLUMN[kind]} = ''")
    shapes = units["geom"].to_numpy(dtype=object)
    placed = place_units(shapes, land["geom"].to_numpy(dtype=object), land["name"].tolist())
    linked = pd.Index(land["uuid"]).get_indexer(units["parcel_uuid"])
    found, placed = _chosen(placed, linked, land)
    if parcels:
        on = np.append(land["uuid"].isin(set(parcels)).to_numpy(), False)  # -1 is on none
        kept = np.flatnonzero(on[placed["parcel"]])
        units, placed = units.iloc[kept], placed.iloc[kept].reset_index(drop=True)
        found, shapes = found[kept], shapes[kept]
    return _suggested(ws, kind, land, units.reset_index(drop=True), placed, found)


def _chosen(
    placed: pd.DataFrame, linked: np.ndarray, land: pd.DataFrame
) -> tuple[np.ndarray, pd.DataFrame]:
    """Which units are told by place, and their places: a parcel that a unit has goes before."""
    by_place = placed["parcel"].to_numpy()
    elsewhere = np.flatnonzero((linked >= 0) & (by_place >= 0) & (linked != by_place))
    notes = placed["note"].to_numpy(dtype=object, copy=True)
    notes[(linked >= 0) & (by_place < 0) & (placed["nearest"].to_numpy() < 0)] = None
    for row in elsewhere:
        there = land["parcel_code"].iloc[by_place[row]]
        notes[row] = Message("unit_numbering.elsewhere", code=_or_dash(there))
    found = (linked < 0) & (by_place >= 0)
    parcel = np.where(linked >= 0, linked, by_place)
    return found, placed.assign(parcel=parcel, note=pd.Series(notes, dtype=object))


def _suggested(
    ws: Workspace,
    kind: Kind,
    land: pd.DataFrame,
    units: pd.DataFrame,
    placed: pd.DataFrame,
    found: np.ndarray,
) -> pd.DataFrame:
    codes = land["parcel_code"].tolist()
    style, given = CodeStyle.of(ws.municipality), codes_ever_given(ws, kind)
    shapes = units["geom"].to_numpy(dtype=object)
    suggested = suggest_unit_codes(shapes, placed, codes, kind, given, style)
    at = placed["parcel"].to_numpy()
    return pd.DataFrame(
        {
            "table": kind,
            "uuid": units["uuid"],
            "row_version": units["row_version"],
            "parcel_uuid": _taken(land["uuid"].tolist(), at),
            "is_found": found,
            "parcel_code": _taken(codes, at),
            "new_code": suggested["code"],
            "reason": suggested["reason"],
            "note": placed["note"],
            "geom": units["geom"],
        },
        dtype=object,
    )


def _taken(values: Sequence[Any], at: np.ndarray) -> list[Any]:
    """The values at these positions, None at -1."""
    return [values[place] if place >= 0 else None for place in at.tolist()]


def _or_dash(code: Any) -> str:
    return "–" if pd.isna(code) else str(code)


def apply_units(
    ws: Workspace,
    planned: pd.DataFrame,
    decision: Optional[Decision] = None,
    feedback: Optional[Feedback] = None,
) -> CodedUnits:
    """Write a plan in one transaction, or nothing of it; what is to be looked at as findings.

    Raises RowChanged when a unit was changed since the plan was made, UnitNumberingError when
    a parcel got another code or a planned code was given meanwhile.
    """
    feedback, decision = feedback or Silent(), decision or Decision()
    changed = planned[planned["new_code"].notna() | planned["is_found"].astype(bool)]
    coded = int(planned["new_code"].notna().sum())
    landless = int(planned["parcel_uuid"].isna().sum())
    if changed.empty:
        return CodedUnits(0, 0, landless)
    check_cancelled(feedback)
    kind, document = kind_of(decision, "number_units"), decision.document
    with ws.transaction(kind, decision.reason, document, decision.document_date) as tx:
        for table, rows in changed.groupby("table"):
            _check_codes(tx, str(table), rows)
            _write(tx, str(table), rows)
        _write_findings(tx, changed)
        check_cancelled(feedback)
    feedback.progress(1.0)
    return CodedUnits(coded, int(changed["is_found"].astype(bool).sum()), landless)


def _check_codes(tx: Transaction, table: str, rows: pd.DataFrame) -> None:
    """Parcels still have the codes that the plan was made with, and the new ones are free."""
    codes = dict(zip(rows["parcel_uuid"], rows["parcel_code"]))
    now = tx.read("parcel", ["uuid", "parcel_code"], *among_or_all("uuid", list(codes)))
    now = now[now["uuid"].isin(set(codes))]
    was = now["uuid"].map(codes)
    moved = int((was.fillna("") != now["parcel_code"].fillna("")).sum())
    gone = len(codes) - len(now)
    taken = codes_ever_given(tx, table) & set(rows["new_code"].dropna())
    if moved or gone or taken:
        raise UnitNumberingError(Message("unit_numbering.changed_meanwhile"))


def _write(tx: Transaction, table: str, rows: pd.DataFrame) -> None:
    column = CODE_COLUMN[table]
    found = rows[rows["is_found"].astype(bool)]
    coded = rows[~rows["is_found"].astype(bool)]
    code = {column: rows["new_code"].where(rows["new_code"].notna(), None)}
    named = rows.assign(**code)
    tx.update(table, named.loc[coded.index, ["uuid", "row_version", column]])
    placed = named.loc[found.index, ["uuid", "row_version", "parcel_uuid", column]]
    tx.update(table, placed.assign(found_by=BY_PLACE))


def _write_findings(tx: Transaction, rows: pd.DataFrame) -> None:
    noted = rows[rows["note"].notna()]
    if noted.empty:
        return
    tx.insert(
        "finding",
        pd.DataFrame(
            {
                "check_id": [note.id for note in noted["note"]],
                "severity": "warning",
                "message": noted["note"],
                "subject_table": noted["table"],
                "subject_uuid": noted["uuid"],
                "subject_code": noted["new_code"],
                "geom": shapely.point_on_surface(noted["geom"].to_numpy(dtype=object)),
            }
        ),
    )

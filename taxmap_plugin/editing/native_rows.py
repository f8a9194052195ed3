"""Edits that QGIS's own tools made to things other than parcels, written as one change.

Buildings and signboards get the parcel that they stand on and the next free code there. All is
saved as it was drawn; what an officer should look at of its place, and of what hung on a thing
that is gone, becomes a finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Optional

import pandas as pd

from ..core.code_style import UNIT_KINDS, CodeStyle
from ..core.message import Message
from ..core.number_columns import read_numbers
from ..core.parcel_code import block_of
from ..workspace.few_rows import FewRows, Row
from ..workspace.reader import Reader, rows_among
from ..workspace.schema import BOOKKEEPING, CODE_COLUMN, table
from ..workspace.store import Workspace
from ..workspace.transaction import Transaction
from .hand_over import hand_over
from .left_behind import codes_left, left_behind
from .native_blocks import check_not_far_off, checked_blocks
from .native_edits import NativeEdits, check_somewhere
from .native_findings import signed_findings
from .native_merged import merged_buildings
from .native_titles import title_looks
from .native_units import NativeUnitError, UnitEdits, settled_units
from .parcel_plan import Decision, kind_of
from .thing_review import Look, close_looks, review_things, write_looks
from .unit_codes import retire_units
from .with_building import go_to_building, go_with


@dataclass(frozen=True)
class Saved:
    """The change that was written, what is to be looked at, and which codes changed untyped."""

    change_uuid: str
    looks: tuple[Look, ...]
    notes: tuple[Message, ...] = ()

    @property
    def told(self) -> tuple[Message, ...]:
        """All of it, as an officer is told it at the save."""
        return (*self.notes, *(look.named for look in self.looks))


def blocks_concerned(ws: Workspace, table_name: str, edits: NativeEdits) -> tuple[str, ...]:
    """The blocks for whose sake a save must be explained: a code in force would go out of use.

    None where somebody else was quicker, as :func:`apply_rows` will say. Raises as that does
    for what cannot be saved at all.
    """
    check_somewhere(edits)
    if table_name not in UNIT_KINDS:
        return ()
    style = _style(ws)
    with ws.reading() as reader:
        if _is_stale(reader, table_name, edits):
            return ()
        own = merged_buildings(reader, table_name, _own(table_name, edits)).edits
        units = settled_units(reader, table_name, own, style)
    return tuple(sorted({block_of(str(row["code"]), style) for row in units.given_up}))


def apply_rows(
    ws: Workspace, table_name: str, edits: NativeEdits, decision: Optional[Decision] = None
) -> Saved:
    """Write the edits of one table in one transaction.

    Raises DuplicateValue, WrongValue, MissingValue, RowMissing as a transaction does, and
    RowChanged when a row has not the version any more that it was edited in. CodeError,
    NativeUnitError and NativeBlockError for codes that cannot be. NowhereError.
    """
    check_somewhere(edits)
    decision = decision or Decision()
    kind, style = kind_of(decision, "correct"), _style(ws)
    edits = _own(table_name, edits)
    with ws.transaction(kind, decision.reason, decision.document, decision.document_date) as tx:
        if table_name == "block":
            edits = checked_blocks(tx, edits, style)
        if table_name in ("block", "zone"):
            check_not_far_off(tx, table_name, edits)
        if table_name == "finding":
            edits = signed_findings(tx, edits)
        edits, into = merged_buildings(tx, table_name, edits)
        hand_over(tx, table_name, into)
        units = settled_units(tx, table_name, edits, style)
        left = left_behind(tx, table_name, edits.deleted) + codes_left(tx, table_name, edits)
        if table_name == "parcel":
            left += title_looks(tx, ws, edits, style)
        uuids = _write(tx, table_name, units.edits)
        _retire(tx, table_name, units, decision)
        looks = review_things(tx, table_name, [*uuids, *_moved(units.edits)], style)
        if table_name == "building":
            left += go_with(tx, units.moved)
        go_to_building(tx, table_name, units.edits, uuids)
        close_looks(tx, edits.deleted)
        write_looks(tx, left)
        return Saved(tx.change_uuid, (*looks, *left), tuple(units.notes))


def _style(ws: Workspace) -> CodeStyle:
    return CodeStyle.of(ws.municipality)


def _own(table_name: str, edits: NativeEdits) -> NativeEdits:
    """The edits without what is not the officer's to give: identity, versions and times of rows.

    QGIS copies them to new rows; a table or a field calculator may write them. Numbers are read.
    """
    names = {*table(table_name).names, "geom"} - {"uuid", *BOOKKEEPING}

    def own(row: Mapping[str, Any]) -> Row:
        return read_numbers({name: value for name, value in row.items() if name in names})

    values = {uuid: own(row) for uuid, row in edits.values.items()}
    return replace(
        edits,
        added=[own(row) for row in edits.added],
        values={uuid: row for uuid, row in values.items() if row},
    )


def _is_stale(reader: Reader, table_name: str, edits: NativeEdits) -> bool:
    rows = rows_among(reader, table_name, ["uuid", "row_version"], "uuid", edits.uuids)
    now = {row["uuid"]: row["row_version"] for row in rows}
    return any(edits.versions.get(uuid, now.get(uuid)) != now.get(uuid, 0) for uuid in edits.uuids)


def _write(tx: Transaction, table_name: str, edits: NativeEdits) -> list[str]:
    """Rows out, changed and in; the uuids of the new ones."""
    for rows in _alike(_seen(edits, uuid) for uuid in edits.deleted):
        tx.delete(table_name, FewRows(rows))
    changed, code = list(_changed(edits)), CODE_COLUMN.get(table_name)
    coded = [row for row in changed if code in row]
    others = [row for row in changed if code not in row]
    for rows in (*_alike(others), _filled(tx, table_name, coded)):
        tx.update_rows(table_name, rows)
    return tx.insert_rows(table_name, list(edits.added))


def _retire(tx: Transaction, table_name: str, units: UnitEdits, decision: Decision) -> None:
    if not units.given_up:
        return
    if not decision.is_explained:
        code = units.given_up[0]["code"]
        raise NativeUnitError(Message("native_units.reason_needed", code=code))
    frame = pd.DataFrame(units.given_up)
    retire_units(tx, table_name, frame, decision.reason, decision.document)


def _moved(edits: NativeEdits) -> list[str]:
    """The rows that have another place now, another parcel, or another code."""
    told = {"parcel_uuid", *(CODE_COLUMN[kind] for kind in UNIT_KINDS)}
    other = [uuid for uuid, values in edits.values.items() if told.intersection(values)]
    return list(dict.fromkeys([*edits.shapes, *other]))


def _changed(edits: NativeEdits) -> Iterator[Row]:
    for uuid in dict.fromkeys([*edits.values, *edits.shapes]):
        shape = {"geom": edits.shapes[uuid]} if uuid in edits.shapes else {}
        yield {**edits.values.get(uuid, {}), **shape, **_seen(edits, uuid)}


def _seen(edits: NativeEdits, uuid: str) -> Row:
    """Which row was edited, and in which version, as far as known."""
    version = {"row_version": edits.versions[uuid]} if uuid in edits.versions else {}
    return {"uuid": uuid, **version}


def _filled(tx: Transaction, table_name: str, rows: Sequence[Row]) -> list[Row]:
    """The rows with all columns that one of them has, to be written at once: codes may change
    places."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    now = rows_among(tx, table_name, columns, "uuid", [row["uuid"] for row in rows])
    by_uuid = {row["uuid"]: row for row in now}
    missing = dict.fromkeys(columns)  # of a row that is gone: told when it is written
    return [{**by_uuid.get(row["uuid"], missing), **row} for row in rows]


def _alike(rows: Iterable[Row]) -> list[list[Row]]:
    """The rows with the same columns together: what a row lacks must not be emptied."""
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(row), []).append(row)
    return list(groups.values())

"""Edits that QGIS's own tools made to things other than parcels, written as one change.

New buildings and signboards get the parcel that they stand on and the next free code there.
All is saved as it was drawn; what an officer should look at of its place becomes a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, Optional

from ..core.code_style import UNIT_KINDS, CodeStyle
from ..workspace.few_rows import FewRows, Row
from ..workspace.reader import rows_among
from ..workspace.retired_code import with_code
from ..workspace.schema import BOOKKEEPING, CODE_COLUMN, table
from ..workspace.store import Workspace
from ..workspace.transaction import Transaction
from .native_blocks import checked_blocks
from .native_edits import NativeEdits
from .parcel_plan import Decision
from .thing_review import Look, review_things
from .unit_parcel import ON_PARCELS, standing_on, values_on


class Saved(NamedTuple):
    """The change that was written, and what is to be looked at."""

    change_uuid: str
    looks: tuple[Look, ...]


def apply_rows(
    ws: Workspace, table_name: str, edits: NativeEdits, decision: Optional[Decision] = None
) -> Saved:
    """Write the edits of one table in one transaction.

    Raises DuplicateValue, WrongValue, MissingValue, RowMissing as a transaction does, and
    RowChanged when a row has not the version any more that it was edited in. NativeBlockError
    for what may not be done to a declared block.
    """
    decision = decision or Decision()
    kind, style = decision.kind or "correct", CodeStyle.of(ws.municipality)
    with ws.transaction(kind, decision.reason, decision.document, decision.document_date) as tx:
        if table_name == "block":
            edits = checked_blocks(tx, edits, style)
        for rows in _alike(_seen(edits, uuid) for uuid in edits.deleted):
            tx.delete(table_name, FewRows(rows))
        for rows in _alike(_changed(edits)):
            tx.update_rows(table_name, rows)
        uuids = tx.insert_rows(table_name, _added(tx, table_name, edits.added))
        if table_name in ON_PARCELS:
            _put_on_parcels(tx, table_name, uuids, style)
        moved = [*uuids, *_moved(edits)]
        return Saved(tx.change_uuid, review_things(tx, table_name, moved))


def _moved(edits: NativeEdits) -> list[str]:
    """The rows that have another place now, or another parcel."""
    other = [uuid for uuid, values in edits.values.items() if "parcel_uuid" in values]
    return list(dict.fromkeys([*edits.shapes, *other]))


def _changed(edits: NativeEdits) -> Iterator[Row]:
    for uuid in dict.fromkeys([*edits.values, *edits.shapes]):
        shape = {"geom": edits.shapes[uuid]} if uuid in edits.shapes else {}
        yield {**edits.values.get(uuid, {}), **shape, **_seen(edits, uuid)}


def _seen(edits: NativeEdits, uuid: str) -> Row:
    """Which row was edited, and in which version, as far as known."""
    version = {"row_version": edits.versions[uuid]} if uuid in edits.versions else {}
    return {"uuid": uuid, **version}


def _alike(rows: Iterable[Row]) -> list[list[Row]]:
    """The rows with the same columns together: what a row lacks must not be emptied."""
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(row), []).append(row)
    return list(groups.values())


def _added(tx: Transaction, table_name: str, added: Sequence[Any]) -> list[Row]:
    """New rows without what QGIS copied from another one: identity, and a code that is taken."""
    left = {"uuid", *BOOKKEEPING}
    names = set(table(table_name).names) - left | {"geom"}
    rows = [{name: value for name, value in row.items() if name in names} for row in added]
    code = CODE_COLUMN[table_name] if table_name in UNIT_KINDS else ""
    for row in rows:
        if code and row.get(code) and _is_copied(tx, table_name, str(row[code])):
            row[code] = row["parcel_uuid"] = None
    return rows


def _is_copied(tx: Transaction, table_name: str, code: str) -> bool:
    """Whether another row has the code, or QGIS made it of that row's (``01A001-B001_1``)."""
    original = re.sub(r"_\d+$", "", code)
    return tx.count(table_name, with_code(table_name), [original]) > 0


def _put_on_parcels(
    tx: Transaction, table_name: str, uuids: Sequence[str], style: CodeStyle
) -> None:
    code = CODE_COLUMN.get(table_name, "")
    columns = ["uuid", "parcel_uuid", "geom", *filter(None, [code])]
    for row in rows_among(tx, table_name, columns, "uuid", uuids):
        if row["geom"] is None or row["parcel_uuid"]:
            continue
        parcel = standing_on(tx, row["geom"])
        if parcel is not None:
            values = values_on(tx, table_name, parcel, style, row.get(code))
            tx.update_rows(table_name, [{"uuid": row["uuid"], **values}])

"""One change of the workspace: rows in, rows changed, rows out, and what they were before."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime, timezone
from typing import Any, Optional

import pandas as pd

from ..core.message import Message
from . import sql
from .frame import read_frame
from .problem import RowChanged, RowMissing, WrongValue
from .row_writer import RowWriter
from .schema import GEOMETRY_COLUMN, KEY_COLUMN, Table, table
from .uuids import new_uuid, new_uuids

_ALWAYS_IN_IMAGE = {"updated_at", "updated_by", "row_version"}


class Transaction:
    """What ``with workspace.transaction(…) as tx`` gives: see docs/architecture.md.

    Every insert, update and delete of a thing leaves a ``change_row`` with the
    values before it, in the same SQLite transaction as the change itself.
    """

    def __init__(self, connection: sqlite3.Connection, srs_id: int, user: str) -> None:
        self.change_uuid = new_uuid()
        self.user = user
        self.now = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
        self.row_count = 0
        self._connection = connection
        self._changes_before = connection.total_changes
        self._writer = RowWriter(connection, srs_id)
        self._touched: set[str] = set()

    def read(
        self,
        table_name: str,
        columns: Optional[Sequence[str]] = None,
        where: str = "",
        params: Sequence[Any] = (),
    ) -> pd.DataFrame:
        """As ``Workspace.read``, with what this transaction has written so far."""
        return read_frame(self._connection, table(table_name), columns, where, params)

    def count(self, table_name: str, where: str = "", params: Sequence[Any] = ()) -> int:
        """As ``Workspace.count``, with what this transaction has written so far."""
        rows = self._connection.execute(sql.count(table(table_name), where), params)
        return int(rows.fetchone()[0])

    def execute(self, statement: str, params: Sequence[Any] = ()) -> list[tuple]:
        """One SQL statement of the caller's own and its rows.

        It leaves no before-image: things are changed by insert, update and delete.
        """
        return self._connection.execute(statement, params).fetchall()

    def insert(self, table_name: str, frame: pd.DataFrame) -> pd.Series:
        """Add rows; returns their uuids under the frame's index.

        ``uuid`` is kept where the frame has one. Shapes are Shapely objects in
        ``geom``, in the workspace's CRS. Raises WrongValue (unknown column, wrong
        kind of value or shape), DuplicateValue (naming the value), MissingValue.
        """
        target = table(table_name)
        target.check_columns(frame.columns)
        uuids = _uuids(frame) if "uuid" in frame else new_uuids(len(frame))
        values = {"uuid": uuids, **self._stamps(target, len(frame))}
        values.update(self._writer.values(target, frame.drop(columns="uuid", errors="ignore")))
        if uuids:
            self._writer.insert(target, values, frame)
            self._log(target, "insert", uuids)
        return pd.Series(uuids, index=frame.index, name="uuid", dtype=object)

    def update(self, table_name: str, frame: pd.DataFrame) -> int:
        """Change the given columns of rows named by ``uuid``; returns how many rows.

        With a column ``row_version`` the rows must still have these versions, else
        RowChanged. RowMissing when a row is no longer there. Codes may be swapped
        among the rows of one call.
        """
        target = table(table_name)
        target.check_columns(frame.columns)
        uuids = _uuids(frame)
        if not uuids:
            return 0
        changes = frame.drop(columns=["uuid", "row_version"], errors="ignore")
        before = self._rows_before(target, uuids, changes.columns)
        if "row_version" in frame:
            _check_versions(target, frame, before)
        values = self._writer.values(target, changes)
        if target.tracked:
            values["updated_at"] = [self.now] * len(frame)
            values["updated_by"] = [self.user] * len(frame)
        self._writer.update(target, {"uuid": uuids, **values}, frame)
        self._log(target, "update", list(before["uuid"]), before)
        return len(frame)

    def delete(self, table_name: str, uuids: Iterable[str]) -> int:
        """Remove rows; RowMissing when one is no longer there. Returns how many."""
        target = table(table_name)
        wanted = list(uuids)
        if not wanted:
            return 0
        before = self._rows_before(target, wanted, [*target.names, GEOMETRY_COLUMN])
        self._writer.delete(target, wanted)
        self._log(target, "delete", list(before["uuid"]), before)
        return len(wanted)

    def close(self, kind: str, reason: str, document: str, version: str) -> None:
        """Write the ``change`` row and the catalogue's dates; called once, before the commit."""
        if self._connection.total_changes == self._changes_before:
            return
        values = {
            "uuid": self.change_uuid,
            "kind": kind,
            "reason": reason or None,
            "document": document or None,
            "user_name": self.user,
            "changed_at": self.now,
            "row_count": self.row_count,
            "program_version": version or None,
        }
        statement = sql.insert(table("change"), list(values))
        self._connection.execute(statement, list(values.values()))
        for name in sorted({*self._touched, "change"}):
            self._connection.execute(sql.TOUCH_CONTENTS, (self.now, name))

    def _stamps(self, target: Table, count: int) -> dict[str, Sequence[Any]]:
        if not target.tracked:
            return {}
        return {
            "created_at": [self.now] * count,
            "created_by": [self.user] * count,
            "updated_at": [self.now] * count,
            "updated_by": [self.user] * count,
            "row_version": [1] * count,
        }

    def _rows_before(
        self, target: Table, uuids: Sequence[str], changed: Iterable[str]
    ) -> pd.DataFrame:
        kept = {*changed, *_ALWAYS_IN_IMAGE} - {"uuid"}
        columns = [KEY_COLUMN, "uuid", *(name for name in target.names if name in kept)]
        if target.geometry and GEOMETRY_COLUMN in kept:
            columns.append(GEOMETRY_COLUMN)
        before = self._writer.raw_rows(target, uuids, columns)
        gone = set(uuids) - set(before["uuid"])
        if gone:
            raise RowMissing(
                Message("store.row_missing", table=target.name, count=len(gone)), min(gone)
            )
        return before

    def _log(
        self,
        target: Table,
        action: str,
        uuids: Sequence[str],
        before: Optional[pd.DataFrame] = None,
    ) -> None:
        self._touched.add(target.name)
        self.row_count += len(uuids)
        if not target.keeps_images:
            return
        count = len(uuids)
        images, shapes = ([None] * count, [None] * count) if before is None else _images(before)
        rows = {
            "uuid": new_uuids(count),
            "change_uuid": [self.change_uuid] * count,
            "table_name": [target.name] * count,
            "row_uuid": uuids,
            "action": [action] * count,
            "before": images,
            "before_geom": shapes,
        }
        self._writer.insert(table("change_row"), rows, pd.DataFrame())
        self._touched.add("change_row")


def _uuids(frame: pd.DataFrame) -> list[str]:
    if "uuid" not in frame:
        raise WrongValue(Message("store.no_uuid"))
    uuids = frame["uuid"]
    odd = uuids[uuids.duplicated() | uuids.isna()]
    if len(odd):
        raise WrongValue(Message("store.doubled_uuid", uuid=str(odd.iloc[0])))
    return [str(uuid) for uuid in uuids]


def _check_versions(target: Table, frame: pd.DataFrame, before: pd.DataFrame) -> None:
    now = before.set_index("uuid")["row_version"]
    stale = frame[frame["row_version"].to_numpy() != now.loc[frame["uuid"]].to_numpy()]
    if len(stale):
        raise RowChanged(
            Message("store.row_changed", table=target.name, count=len(stale)),
            str(stale["uuid"].iloc[0]),
        )


def _images(before: pd.DataFrame) -> tuple[list[Any], list[Any]]:
    """The values of each row as JSON, and its shape as it was stored."""
    plain = before.drop(columns=["uuid", GEOMETRY_COLUMN], errors="ignore")
    images = [
        json.dumps(dict(zip(plain.columns, row)), ensure_ascii=False)
        for row in plain.itertuples(index=False, name=None)
    ]
    shapes = list(before[GEOMETRY_COLUMN]) if GEOMETRY_COLUMN in before else [None] * len(before)
    return images, shapes

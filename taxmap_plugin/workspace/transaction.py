"""One change of the workspace: rows in, rows changed, rows out, and what they were before."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta, timezone
from typing import Any, NamedTuple, Optional, Union

import pandas as pd

from ..core.message import Message
from ..core.thai_date import local_time, stored_moment
from .few_rows import FewRows
from .frame import default_columns, frame_of
from .problem import RowChanged, RowMissing, WrongClock, WrongValue
from .reader import OpenReader, rows_among
from .row_writer import RowWriter, Stored, Values
from .schema import CODE_COLUMN, GEOMETRY_COLUMN, KEY_COLUMN, Table, table
from .uuids import new_uuid, new_uuids

Rows = Union[pd.DataFrame, FewRows]
_ALWAYS_IN_IMAGE = {"updated_at", "updated_by", "row_version"}
_CLOCKS_APART = timedelta(days=1)
_YEARS = range(2021, 2076)
"""No clock that is right says another: before them no QGIS was that this runs in, and those
after them are of the Buddhist era, or slips."""
_LAST_CHANGE = "SELECT changed_at FROM change ORDER BY fid DESC LIMIT 1"
_TAKEN_AWAY = "table_name = '{table}' AND action = 'delete' ORDER BY fid"


class Change(NamedTuple):
    """What the row in ``change`` says beside who and when; "" where there is nothing to say."""

    kind: str
    reason: str
    document: str
    document_date: str
    program_version: str


class Transaction(OpenReader):
    """What ``with workspace.transaction(…) as tx`` gives: see docs/architecture.md.

    Every insert, update and delete of a thing leaves a ``change_row`` with the
    values before it, in the same transaction of the database as the change itself.
    """

    def __init__(self, writer: RowWriter, user: str) -> None:
        super().__init__(writer.connection)
        self.change_uuid = new_uuid()
        self.user = user
        self.now = _after([time for (time,) in self.execute(_LAST_CHANGE)])
        self.row_count = 0
        self.undoes_uuid = ""
        self._writer = writer
        self._touched: set[str] = set()

    def insert(self, table_name: str, frame: pd.DataFrame) -> pd.Series:
        """Add rows; returns their uuids under the frame's index.

        ``uuid`` is kept where the frame has one. Shapes are Shapely objects in
        ``geom``, in the workspace's CRS. Raises WrongValue (unknown column, wrong
        kind of value or shape), DuplicateValue (naming the value), MissingValue.
        """
        uuids = self._insert(table(table_name), frame)
        return pd.Series(uuids, index=frame.index, name="uuid", dtype=object)

    def insert_rows(self, table_name: str, rows: Sequence[Mapping[str, Any]]) -> list[str]:
        """As :meth:`insert`, a handful of rows; returns their uuids."""
        return self._insert(table(table_name), FewRows(rows))

    def update(self, table_name: str, frame: pd.DataFrame) -> int:
        """Change the given columns of rows named by ``uuid``; returns how many rows.

        With a column ``row_version`` the rows must still have these versions, else
        RowChanged. RowMissing when a row is no longer there. Codes may be swapped
        among the rows of one call.
        """
        return self._update(table(table_name), frame)

    def update_rows(self, table_name: str, rows: Sequence[Mapping[str, Any]]) -> int:
        """As :meth:`update`, a handful of rows."""
        return self._update(table(table_name), FewRows(rows))

    def _insert(self, target: Table, frame: Rows) -> list[str]:
        target.check_columns(frame.columns)
        uuids = _uuids(frame) if "uuid" in frame else new_uuids(len(frame))
        values = {"uuid": uuids, **self._stamps(target, len(frame))}
        if "uuid" in frame:
            values.update(self._counted_on(target, uuids))
        values.update(self._writer.values(target, frame, without=("uuid",)))
        if uuids:
            self._writer.insert(target, values)
            self._log(target, "insert", uuids)
        return uuids

    def _update(self, target: Table, frame: Rows) -> int:
        target.check_columns(frame.columns)
        if not len(frame):
            return 0
        uuids = _uuids(frame)
        before = self._rows_before(target, uuids, frame.columns)
        self._check_versions(target, frame, before)
        values = self._writer.values(target, frame, without=("uuid", "row_version"))
        self._write(target, {"uuid": uuids, **values}, before)
        return len(frame)

    def delete(self, table_name: str, rows: Union[pd.DataFrame, FewRows, Iterable[str]]) -> int:
        """Remove rows, given as uuids or as rows with ``uuid``; returns how many.

        With a column ``row_version`` the rows must still have these versions, else
        RowChanged. RowMissing when one is no longer there.
        """
        target = table(table_name)
        if isinstance(rows, (pd.DataFrame, FewRows)):
            frame: Rows = rows
        else:
            frame = FewRows([{"uuid": uuid} for uuid in rows])
        if not len(frame):
            return 0
        wanted = _uuids(frame)
        before = self._rows_before(target, wanted, [*target.names, GEOMETRY_COLUMN])
        self._check_versions(target, frame, before)
        self._writer.delete(target, wanted)
        self._log(target, "delete", before.column("uuid"), before)
        return len(wanted)

    def hold(self, table_name: str, uuids: Sequence[str]) -> None:
        """Nobody, with whatever program, changes these rows from now until the commit."""
        self._writer.hold(table(table_name), uuids)

    def stored(self, table_name: str, uuids: Sequence[str], columns: Sequence[str]) -> Stored:
        """Those of these rows that are there, as they are stored."""
        return self._writer.stored(table(table_name), uuids, columns)

    def insert_stored(self, table_name: str, values: Values) -> None:
        """Put rows back as they were stored, under their ``uuid`` and, where it is free, ``fid``.

        Who changed it and when are of today, and the version counts on. Raises DuplicateValue.
        """
        target = table(table_name)
        keys = self._writer.free_keys(target, values[KEY_COLUMN])
        values = {**values, KEY_COLUMN: keys, **self._touch(target, len(keys))}
        values.update(self._counted_on(target, values["uuid"]))
        self._writer.insert(target, values)
        self._log(target, "insert", values["uuid"])

    def update_stored(self, table_name: str, values: Values) -> None:
        """As :meth:`update`, with values as they are stored; raises the same errors."""
        target = table(table_name)
        self._write(target, values, self._rows_before(target, values["uuid"], values))

    def close(self, change: Change) -> None:
        """Write the ``change`` row, if anything was written; called once, before the commit."""
        if not self._touched:
            return
        values = {
            "uuid": self.change_uuid,
            **{name: text or None for name, text in change._asdict().items()},
            "user_name": self.user,
            "changed_at": self.now,
            "undoes_uuid": self.undoes_uuid or None,
            "row_count": self.row_count,
        }
        self._writer.insert(table("change"), {name: [value] for name, value in values.items()})
        self._writer.close({*self._touched, "change"}, self.now)

    def _write(self, target: Table, values: Values, before: Stored) -> None:
        count = len(before.rows)
        self._writer.update(target, {**values, **self._touch(target, count)})
        self._log(target, "update", before.column("uuid"), before, values)

    def _touch(self, target: Table, count: int) -> Values:
        if not target.tracked:
            return {}
        return {"updated_at": [self.now] * count, "updated_by": [self.user] * count}

    def _stamps(self, target: Table, count: int) -> dict[str, Sequence[Any]]:
        if not target.tracked:
            return {}
        return {
            "created_at": [self.now] * count,
            "created_by": [self.user] * count,
            **self._touch(target, count),
            "row_version": [1] * count,
        }

    def _counted_on(self, target: Table, uuids: Sequence[str]) -> Values:
        """The versions of rows that begin: who read one in an earlier life has read another."""
        if not target.tracked:
            return {}
        only = _TAKEN_AWAY.format(table=target.name)
        lives = rows_among(self, "change_row", ["row_uuid", "before"], "row_uuid", uuids, only)
        last = {life["row_uuid"]: json.loads(life["before"])["row_version"] for life in lives}
        return {"row_version": [last.get(uuid, 0) + 1 for uuid in uuids]}

    def _rows_before(self, target: Table, uuids: Sequence[str], changed: Iterable[str]) -> Stored:
        kept = {*changed, *_ALWAYS_IN_IMAGE} - {"uuid"}
        columns = [KEY_COLUMN, "uuid", *(name for name in target.names if name in kept)]
        if target.geometry and GEOMETRY_COLUMN in kept:
            columns.append(GEOMETRY_COLUMN)
        before = self._writer.stored(target, uuids, columns)
        gone = set(uuids).difference(before.column("uuid"))
        if gone:
            raise RowMissing(
                Message("store.row_missing", table=target.label, count=len(gone)), min(gone)
            )
        return before

    def _check_versions(self, target: Table, frame: Rows, before: Stored) -> None:
        """RowChanged with the rows as they are now, when one has not the version it was read in."""
        if "row_version" not in frame:
            return
        now = dict(zip(before.column("uuid"), before.column("row_version")))
        read = zip(frame["uuid"], frame["row_version"])
        stale = [uuid for uuid, version in read if pd.isna(version) or version != now[uuid]]
        if stale:
            names = [KEY_COLUMN, *default_columns(target)]
            rows = self._writer.stored(target, stale, names).rows
            raise RowChanged(target, frame_of(target, names, rows))

    def _log(
        self,
        target: Table,
        action: str,
        uuids: Sequence[str],
        before: Optional[Stored] = None,
        after: Optional[Values] = None,
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
            "code": [None] * count if before is None else _codes_given_up(target, before, after),
        }
        self._writer.insert(table("change_row"), rows)
        self._touched.add("change_row")


def _after(last: Sequence[str]) -> str:
    """Now, but after the ``last`` change: one that the clock of another computer dated later.

    Not where that is more than a day: it would misdate all that comes. Raises WrongClock.
    """
    clock = datetime.now(timezone.utc)
    if clock.year not in _YEARS:
        raise WrongClock(clock)
    now, latest = stored_moment(clock), stored_moment(clock + _CLOCKS_APART)
    if not last or last[0] < now or last[0] > latest:
        return now
    return stored_moment(local_time(last[0]) + timedelta(milliseconds=1))


def _uuids(frame: Rows) -> list[str]:
    if "uuid" not in frame:
        raise WrongValue(Message("store.no_uuid"))
    uuids = frame["uuid"].tolist()
    if len(set(uuids)) < len(uuids) or not all(isinstance(uuid, str) for uuid in uuids):
        uuid = next(uuid for at, uuid in enumerate(uuids) if not _is_new(uuid, uuids[:at]))
        raise WrongValue(Message("store.doubled_uuid", uuid=str(uuid)))
    return uuids


def _is_new(uuid: object, earlier: list[str]) -> bool:
    return isinstance(uuid, str) and uuid not in earlier


def _codes_given_up(target: Table, before: Stored, after: Optional[Values]) -> list[Optional[str]]:
    """The code of each row that has another one, or is no more, ``after`` the change."""
    column = CODE_COLUMN.get(target.name, "")
    if column not in before.names:
        return [None] * len(before.rows)
    now = dict(zip(after["uuid"], after[column])) if after else {}
    had = zip(before.column("uuid"), before.column(column))
    return [code if code and code != now.get(uuid) else None for uuid, code in had]


def _images(before: Stored) -> tuple[list[Optional[str]], list[Optional[bytes]]]:
    """The values of each row as JSON, and its shape as it was stored.

    A row that had no shape says so among its values (``"geom": null``): else it could not be
    told from one whose shape was not changed.
    """
    places = {name: at for at, name in enumerate(before.names) if name != "uuid"}
    shape = places.pop(GEOMETRY_COLUMN, None)
    images: list[Optional[str]] = []
    for row in before.rows:
        values = {name: row[at] for name, at in places.items()}
        if shape is not None and row[shape] is None:
            values[GEOMETRY_COLUMN] = None
        images.append(json.dumps(values, ensure_ascii=False))
    return images, [None if shape is None else row[shape] for row in before.rows]

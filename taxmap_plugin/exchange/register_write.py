"""One sheet of a register inside the import's transaction.

Only what the source itself changed since last time is written: what the office has
corrected in the register since then stays (:mod:`.layer_diff`).
"""

from __future__ import annotations

from typing import Optional

import numpy as np
import pandas as pd

from ..core.code_style import CodeStyle
from ..core.feedback import Feedback, check_cancelled
from ..core.finding import finding_frame, join_frames, kinds
from ..core.message import Message
from ..core.personal_data import shown
from ..core.price_list import LISTS
from ..workspace.finding_list import FIXED
from ..workspace.schema import GEOMETRY_COLUMN
from ..workspace.transaction import Transaction
from .import_report import ImportReport
from .layer_diff import changed_cells
from .layer_rows import LastImport, RawRows, last_import
from .register_link import Links
from .register_owner import Owners, owner_rows
from .register_payer import Payers
from .register_person import named_before
from .register_rows import (
    RowsOfFile,
    first_of_its_kind,
    identity,
    is_total,
    numbered,
    recognise_rows,
    row_texts,
    set_aside,
)
from .register_spec import SPECS
from .register_values import Rows, read_rows, text_of
from .register_workbook import RegisterSheet

ROW_IS_THING = "row_is_thing"
"""Option of a column profile: the register has no key of its own, each row is a thing."""
_PUBLIC_OF_OWNER = ("person_type", "person_status", "owner_key")


class SheetWriter:
    """Writes one recognised sheet; positions are those of its rows.

    After :meth:`write`, ``thing`` is the uuid of each row's thing (None where the row was
    set aside) and ``report`` accounts for every row.
    """

    def __init__(
        self,
        tx: Transaction,
        sheet: RegisterSheet,
        style: CodeStyle,
        tax_year: int,
        owners: Owners,
        links: Links,
        prices_from: str = "",
    ) -> None:
        self.tx, self.sheet, self.style, self.tax_year = tx, sheet, style, tax_year
        self.prices_from = prices_from
        self.owners, self.links = owners, links
        self.spec = SPECS[sheet.table]
        self.by_row = bool(sheet.profile.options.get(ROW_IS_THING))
        source = sheet.source
        self.report = ImportReport(
            source.file, source.layer, sheet.table, len(source), of_register=True
        )
        self.report.messages += source.notes

    def write(self, feedback: Feedback) -> None:
        """Everything of one sheet; call once."""
        source = self.sheet.source
        self.raw = RawRows.of(source)
        self.rows = self._read(source.frame, self.sheet.profile.mapping)
        feedback.progress(0.3)
        check_cancelled(feedback)
        self._name_things()
        self._recognise()
        self._tell_undated()
        self._compare()
        feedback.progress(0.5)
        check_cancelled(feedback)
        self._update()
        self._insert()
        feedback.progress(0.7)
        self._hang_on()
        check_cancelled(feedback)
        self._keep_source_rows()
        self._write_findings()
        feedback.progress(1.0)

    def _read(self, frame: pd.DataFrame, mapping: dict[str, str]) -> Rows:
        rows = read_rows(frame, mapping, self.sheet.table, self.style)
        if "tax_year" in rows.table.names:
            years = rows.frame.get("tax_year", pd.Series(pd.NA, rows.frame.index, "Int64"))
            rows.frame["tax_year"] = years.astype("Int64").fillna(self.tax_year)
        if self.sheet.table in LISTS and self.prices_from:
            since = rows.frame.get("valid_from", pd.Series(None, rows.frame.index, dtype=object))
            rows.frame["valid_from"] = since.where(since.notna(), self.prices_from)
        if self.sheet.table == "owner_private":
            public = read_rows(frame, mapping, "owner", self.style)
            for name in _PUBLIC_OF_OWNER:
                if name in public.frame:
                    rows.frame[name] = public.frame[name]
            rows.findings = join_frames([rows.findings, public.findings])
        return rows

    def _tell_undated(self) -> None:
        """Prices that say from no day on, where others are there whose place they take."""
        if self.sheet.table not in LISTS or self.there.empty:
            return
        frame = self.rows.frame
        count = int(frame["valid_from"].isna().sum()) if "valid_from" in frame else len(frame)
        if count:
            self.report.messages.append(Message("register_import.price_undated", count=count))

    # -- which row is which thing --------------------------------------------------------

    def _name_things(self) -> None:
        frame, source = self.rows.frame, self.sheet.source
        self.texts = row_texts(source.frame, self.sheet.profile.mapping)
        names = identity(frame, self.spec)
        if self.by_row:
            names = names.where(names.isna(), numbered(self.texts))
        total = np.zeros(len(frame), bool)
        if self.spec.summed:
            names = names.iloc[first_of_its_kind(pd.Series(self.texts))].set_axis(names.index)
            total = is_total(self.rows.parts)
            names = names.mask(total, None)
        self.first = first_of_its_kind(names)
        self.row_owner: Optional[pd.Series] = None
        if self.spec.owned_by:
            self.row_owner = self.owners.of(self.rows.parts[self.first >= 0])
            self.row_owner = self.row_owner.reindex(frame.index)
        self.reasons = set_aside(
            self.texts, self.first, self.row_owner, source.rows, self.sheet.table
        )
        self.reasons[total] = Message("register_import.total")
        self.enters = np.asarray(pd.isna(self.reasons))
        self.leads = self.enters & (self.first == np.arange(len(self.first)))

    def _recognise(self) -> None:
        self.last: Optional[LastImport] = last_import(self.tx, self.sheet.source, self.sheet.table)
        now = RowsOfFile(self.texts, self.raw.numbers, np.empty(0, dtype=object))
        last = None
        if self.last is not None:
            texts = row_texts(self.last.frame, self.last.mapping)
            numbers, things = self.last.raw.numbers, self.last.targets
            last = RowsOfFile(texts, numbers, things, self.last.same_path)
        self.there = self._living()
        spec = None if self.by_row else self.spec
        self.target = recognise_rows(self.rows.frame, now, self.leads, self.there, last, spec)
        if self.sheet.table == "owner_private":
            self._recognise_named()
        self.known = np.flatnonzero(~pd.isna(self.target))
        self.new = np.flatnonzero(self.leads & pd.isna(self.target))

    def _recognise_named(self) -> None:
        """Owners whom the register knew by name, and this file by number too."""
        strangers = np.flatnonzero(self.leads & pd.isna(self.target))
        named = named_before(self.rows.frame.iloc[strangers], self.there)
        free = named.where(~named.isin(set(self.target)), None)
        self.target[strangers] = free.to_numpy(dtype=object)

    def _living(self) -> pd.DataFrame:
        table = self.rows.table
        there = self.tx.read(table.name, table.names)
        if table.name != "owner_private":
            return there
        public = self.tx.read("owner", ["uuid", *_PUBLIC_OF_OWNER])
        public = public.rename(columns={"uuid": "owner_uuid"})
        return there.merge(public, on="owner_uuid", how="left")

    def _compare(self) -> None:
        """Which cells of known things the source has changed."""
        known = self.known
        self.current = self.there.set_index("uuid").loc[self.target[known]].set_axis(known)
        self.frame = self.links.fill(self.sheet.table, self.rows.frame, self.current)
        if self.sheet.table == "stated_tax":
            self.frame["owner_uuid"] = self.owners.known(self.rows.parts)
        if self.sheet.table == "payment":
            self.frame = Payers(self.tx, self.owners).fill(self.frame, self.rows.parts)
            strangers = Payers.strangers(self.frame, self.leads)
            self.rows.findings = join_frames([self.rows.findings, strangers])
        new = self.frame.loc[known, [n for n in self.frame if n in self.current.columns]]
        self.cells = changed_cells(new, self.current, self._said_last_time(), None)
        for name in self.links.columns(self.sheet.table):
            if name in self.cells:  # a link is found once; a chosen one is never replaced
                self.cells[name] &= self.current[name].isna()
        if self.sheet.table == "payment":
            for name in Payers.COLUMNS:  # found since, as its assessment was made later
                found = self.current[name].isna() & new[name].notna()
                self.cells[name] |= found

    def _said_last_time(self) -> pd.DataFrame:
        if self.last is None or not len(self.known):
            return pd.DataFrame()
        rows = self._read(self.last.frame, self.last.mapping)
        then = rows.frame
        if self.sheet.table == "payment":
            then = Payers(self.tx, self.owners).fill(then, rows.parts)
        place = pd.Series(np.arange(len(then)), index=self.last.targets)
        place = place[place.index.notna() & ~place.index.duplicated()]
        at = place.reindex(self.target[self.known]).to_numpy()
        from_here = ~np.isnan(at)
        return then.iloc[at[from_here].astype(int)].set_axis(self.known[from_here])

    # -- writing -------------------------------------------------------------------------

    def _update(self) -> None:
        changed = self.cells.index[self.cells.any(axis=1)].to_numpy(dtype=np.int64)
        self.updated = changed
        if len(changed):
            names = [name for name in self.cells if self.cells[name].any()]
            cells = self.cells.loc[changed, names]
            values = self.current.loc[changed, names].astype(object)
            values = values.mask(cells, self.frame.loc[changed, names].astype(object))
            for name in names:
                values[name] = values[name].astype(self.current[name].dtype)
            values["uuid"] = self.target[changed]
            self._write_update(values)
            self._list_changes(cells)

    def _write_update(self, values: pd.DataFrame) -> None:
        if self.sheet.table != "owner_private":
            self.tx.update(self.sheet.table, values)
            return
        private = values.drop(columns=[n for n in _PUBLIC_OF_OWNER if n in values])
        if len(private.columns) > 1:
            self.tx.update("owner_private", private)
        whole = self.current.loc[values.index].copy()
        for name in values.columns:
            if name != "uuid":
                whole[name] = values[name]
        self.tx.update("owner", owner_rows(whole).assign(uuid=whole["owner_uuid"]))
        self.owners.remember(whole[whole["id_number"].notna()])

    def _list_changes(self, cells: pd.DataFrame) -> None:
        """What changed, as anyone may see it."""
        private = self.sheet.table == "owner_private"
        parts = []
        label = self.spec.label if self.spec.label in self.frame else None
        for name in cells.columns:
            at = cells.index[cells[name].to_numpy(dtype=bool)]
            lines = pd.DataFrame({"row": self.sheet.source.rows[at], "uuid": self.target[at]})
            lines["code"] = self.frame.loc[at, label].to_numpy(object) if label else None
            lines["column"] = name
            hide = private and name not in (*_PUBLIC_OF_OWNER, "prefix")
            for side, frame in (("before", self.current), ("after", self.frame)):
                lines[side] = shown(name, frame.loc[at, name], hide).to_numpy(object)
            parts.append(lines)
        changes = pd.concat(parts).sort_values("row", kind="stable", ignore_index=True)
        self.report.changes = changes

    def _insert(self) -> None:
        if not len(self.new):
            return
        frame = self.frame.iloc[self.new]
        if self.sheet.table == "owner_private":
            frame = self._with_new_owners(frame)
        names = [name for name in frame if name in self.rows.table.names]
        uuids = self.tx.insert(self.sheet.table, frame[names])
        self.target[self.new] = uuids.to_numpy(dtype=object)

    def _with_new_owners(self, frame: pd.DataFrame) -> pd.DataFrame:
        uuids = self.tx.insert("owner", owner_rows(frame))
        frame = frame.assign(owner_uuid=uuids.to_numpy(dtype=object))
        self.owners.remember(frame)
        return frame

    def _hang_on(self) -> None:
        """Owners, photos: what belongs to the things but stands in other tables."""
        lead = np.where(self.first >= 0, self.first, 0)
        self.thing = self.target[lead]
        self.thing[~self.enters] = None
        self.touched = np.zeros(len(self.thing), dtype=bool)
        if self.row_owner is not None:
            brought, left = self.links.owners(
                self.spec.owned_by,
                self.thing,
                self.row_owner,
                self.rows.part("share_text"),
                self._owned_last_time(),
            )
            self.touched |= brought
            self._list_owners(left)
        self.touched |= self.links.photos(
            self.sheet.table, self.thing, self.rows.part("photo_path")
        )
        self.links.forget(self.sheet.table)

    def _owned_last_time(self) -> set[tuple[str, str]]:
        """Pairs (owner, thing) as the file named them last time."""
        if self.last is None:
            return set()
        then = self._read(self.last.frame, self.last.mapping).parts
        owner = self.owners.known(then).to_numpy(dtype=object)
        pairs = zip(owner, self.last.targets)
        return {(one, thing) for one, thing in pairs if one is not None and thing is not None}

    def _list_owners(self, left: set[str]) -> None:
        """Things whose owner is another one now, among the changes; the names stay masked."""
        rows = np.flatnonzero(self.leads & pd.Series(self.thing).isin(left).to_numpy())
        if not len(rows):
            return
        held = self.tx.read("ownership", ["owner_uuid", self.spec.owned_by, "to_date"])
        held = held[held[self.spec.owned_by].isin(left)]
        shown = self.tx.read("owner", ["uuid", "display_name"]).set_index("uuid")["display_name"]
        held["name"] = held["owner_uuid"].map(shown).fillna("")
        now, then = (
            one.groupby(self.spec.owned_by)["name"].agg(", ".join)
            for one in (held[held["to_date"].isna()], held[held["to_date"].notna()])
        )
        things = pd.Series(self.thing[rows])
        label = self.frame[self.spec.label].iloc[rows] if self.spec.label in self.frame else None
        changes = pd.DataFrame({"row": self.sheet.source.rows[rows], "uuid": things})
        changes["code"] = None if label is None else label.to_numpy(dtype=object)
        changes["column"] = "owner_name"
        changes["before"], changes["after"] = things.map(then), things.map(now)
        both = [part for part in (self.report.changes, changes) if len(part)]
        joined = pd.concat([part.astype(object) for part in both])
        self.report.changes = joined.sort_values("row", kind="stable", ignore_index=True)

    # -- every row as it came ------------------------------------------------------------

    def _keep_source_rows(self) -> None:
        fates = np.full(len(self.reasons), "set_aside", dtype=object)
        fates[self.enters] = "unchanged"
        fates[self.touched & self.enters] = "updated"
        fates[self.touched & self.enters & ~self.leads] = "inserted"  # one more owner
        fates[self.updated] = "updated"
        fates[self.new] = "inserted"
        self.fates = fates
        report = self.report
        counts = {fate: int((fates == fate).sum()) for fate in set(fates)}
        for fate, count in counts.items():
            setattr(report, fate, count)
        report.reasons = kinds(pd.DataFrame({"message": self.reasons[~self.enters]}))
        report.batch_uuid = str(self.tx.insert("import_batch", self._batch(counts)).iloc[0])
        self.tx.insert(
            "import_row",
            pd.DataFrame(
                {
                    "batch_uuid": report.batch_uuid,
                    "row_number": self.raw.numbers,
                    "fate": fates,
                    "reason": self.reasons,
                    "raw": self.raw.values,
                    "target_table": self.sheet.table,
                    "target_uuid": self.thing,
                }
            ),
        )
        left = set() if self.last is None else self.last.left(self.thing)
        gone = self.there[self.there["uuid"].isin(left)]
        report.gone = gone[["uuid"]].assign(code=text_of(gone, self.spec.label))

    def _batch(self, counts: dict[str, int]) -> pd.DataFrame:
        source = self.sheet.source
        return pd.DataFrame(
            [
                {
                    "source_name": source.file,
                    "source_path": source.path,
                    "source_layer": source.layer,
                    "source_encoding": source.encoding,
                    "target_table": self.sheet.table,
                    "profile": {"mapping": dict(self.sheet.profile.mapping)},
                    "row_count": len(source),
                    **counts,
                    "change_uuid": self.tx.change_uuid,
                    "imported_at": self.tx.now,
                    "imported_by": self.tx.user,
                }
            ]
        )

    def _write_findings(self) -> None:
        """Findings of rows that entered or changed; older ones about them are closed."""
        spoken = np.zeros(len(self.fates), dtype=bool)
        spoken[np.concatenate([self.new, self.updated]).astype(np.int64)] = True
        said = join_frames([self.rows.findings, self._unknown_owners(), self._placeless()])
        said = said[spoken[said["position"]]]
        self.report.findings = kinds(said)
        self._close_findings(self.target[self.updated])
        if said.empty:
            return
        at = said["position"].to_numpy()
        label = self.spec.label
        codes = self.frame[label] if label in self.frame else pd.Series(None, self.frame.index)
        self.tx.insert(
            "finding",
            pd.DataFrame(
                {
                    "check_id": [message.id for message in said["message"]],
                    "severity": said["severity"].to_numpy(),
                    "message": said["message"].to_numpy(),
                    "subject_table": self.sheet.table,
                    "subject_uuid": self.thing[at],
                    "subject_code": codes.to_numpy(dtype=object)[at],
                    "batch_uuid": self.report.batch_uuid,
                    "row_number": self.sheet.source.rows[at],
                    GEOMETRY_COLUMN: None,
                }
            ),
        )

    def _unknown_owners(self) -> pd.DataFrame:
        """Rows that name nobody as owner where the register has owners."""
        if self.row_owner is None or self.row_owner.isna().all():
            return finding_frame([], "warning", [])
        rows = np.flatnonzero(self.leads & self.row_owner.isna().to_numpy())
        message = Message("register_import.no_owner")
        return finding_frame(rows, "warning", [message] * len(rows))

    def _placeless(self) -> pd.DataFrame:
        """Taxes of which no parcel is known."""
        if self.sheet.table != "stated_tax":
            return finding_frame([], "warning", [])
        rows = np.flatnonzero(self.leads & self.frame["parcel_uuid"].isna().to_numpy())
        message = Message("register_import.no_parcel")
        return finding_frame(rows, "warning", [message] * len(rows))

    def _close_findings(self, uuids: np.ndarray) -> None:
        if not len(uuids):
            return
        where = "state IN ('open', 'in_work') AND batch_uuid IS NOT NULL AND subject_table = ?"
        found = self.tx.read("finding", ["uuid", "subject_uuid"], where, (self.sheet.table,))
        found = found[found["subject_uuid"].isin(set(uuids))]
        if len(found):
            self.tx.update("finding", found[["uuid"]].assign(state=FIXED, closed_at=self.tx.now))

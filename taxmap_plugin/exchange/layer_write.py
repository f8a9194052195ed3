"""One import inside its transaction: rows of the map, source rows, findings."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
import shapely

from ..core.code_style import CodeStyle
from ..core.feedback import Feedback, check_cancelled
from ..core.finding import finding_frame, join_frames, kinds
from ..core.message import Message
from ..core.shape_source import SHAPE_SOURCE
from ..workspace.schema import CODE_COLUMN, GEOMETRY_COLUMN, Table
from ..workspace.schema import table as table_of
from ..workspace.transaction import Transaction
from .datum_guard import DatumVerdict
from .import_report import ImportReport
from .layer_codes import CODE_PARTS
from .layer_diff import changed_cells, changed_shapes, list_changes
from .layer_findings import close_findings, write_findings
from .layer_match import match_rows
from .layer_prepare import Prepared, read_values
from .layer_rows import LastImport, RawRows, fingerprint, last_import
from .layer_text import code_header, read_written_codes
from .layer_units import UNIT_TABLES, find_parcels
from .source import Source


class LayerWriter:
    """Writes one prepared source into one table and fills ``report``.

    Positions are those of the source. ``known`` are the rows that the map has already,
    ``new`` those that enter for the first time.
    """

    def __init__(
        self,
        tx: Transaction,
        source: Source,
        table: Table,
        style: CodeStyle,
        columns: Mapping[str, str],
        verdict: DatumVerdict,
        report: ImportReport,
    ) -> None:
        self.tx, self.source, self.table, self.style = tx, source, table, style
        self.columns, self.verdict, self.report = dict(columns), verdict, report
        self.code_column = CODE_COLUMN.get(table.name)
        links = ("parcel_uuid", "found_by") if table.name in UNIT_TABLES else ()
        self.link_columns = [name for name in links if name in table.names]

    def write(self, prepared: Prepared, raw: RawRows, feedback: Feedback) -> None:
        """Everything of one import; call once."""
        self.raw = raw
        self.frame = prepared.frame.assign(**dict.fromkeys(self.link_columns))
        self._recognise(prepared.enters)
        self._compare()
        feedback.progress(0.3)
        check_cancelled(feedback)
        said = [prepared.findings, self._refuse_taken_codes(), self._stand_on_parcels()]
        self._update()
        self._insert()
        feedback.progress(0.7)
        check_cancelled(feedback)
        self._keep_source_rows(prepared.reasons)
        self._write_findings(join_frames(said))
        self._note_what_is_gone()
        if self.table.name == "parcel":
            self._link_orphans()
        feedback.progress(1.0)

    # --- which row is which ---------------------------------------------------------------

    def _recognise(self, enters: np.ndarray) -> None:
        """Find for each row the row of the map that it is: ``target`` (uuid or None)."""
        self.last = last_import(self.tx, self.source, self.table.name)
        self.living = self.tx.read(self.table.name, ["uuid", *self.frame.columns])
        self.then = self._said_last_time()
        self.target = match_rows(
            self.raw,
            self.frame,
            enters,
            self.last,
            self.then.get("source_code"),
            self.living,
            self.code_column,
        )
        alive = pd.Series(self.target, dtype=object).isin(set(self.living["uuid"])).to_numpy()
        self.known = np.flatnonzero(alive)
        self.gone_here = np.flatnonzero(~pd.isna(self.target) & ~alive)
        self.new = np.flatnonzero(enters & pd.isna(self.target))

    def _said_last_time(self) -> pd.DataFrame:
        """The last import of this source, understood as it was understood then."""
        if self.last is None:
            return pd.DataFrame()
        entered = ~pd.isna(self.last.targets)
        rows = self.last.raw.numbers
        frame, mapping = self.last.frame, self.last.mapping
        shapes = shapely.from_wkb(self.last.raw.shapes, on_invalid="ignore")
        header = code_header(mapping, self.table)
        frame = read_written_codes(frame, shapes, entered, self.table, header).frame
        return read_values(frame, mapping, self.table, self.style, rows, entered)[0]

    def _compare(self) -> None:
        """``cells`` (booleans by position) and ``moved`` (positions): what is to be updated."""
        known = self.known
        by_uuid = self.living.set_index("uuid")
        self.current = by_uuid.loc[self.target[known]].set_axis(known)
        place, from_here = self._places_in_last(known)
        then = self.then.iloc[place[from_here]].set_axis(known[from_here])
        attributes = self.frame.drop(columns=GEOMETRY_COLUMN).iloc[known]
        kept = {column.name for column in self.table.columns if column.not_null}
        kept.add(self.code_column or "")
        self.cells = changed_cells(attributes, self.current, then, kept)
        if self.code_column:
            nameless = attributes[self.code_column].isna()
            self._keep_code(known[nameless & self.current[self.code_column].notna()])
        redrawn = np.ones(len(known), dtype=bool)
        if self.last is not None and self._same_way(self.last):
            was = self.last.raw.shapes[np.where(from_here, place, 0)]
            redrawn = ~from_here | (self.raw.shapes[known] != was)
        candidates = known[redrawn]
        new = self.frame[GEOMETRY_COLUMN].to_numpy(dtype=object)[candidates]
        now = self.current[GEOMETRY_COLUMN].loc[candidates].to_numpy(dtype=object)
        self.moved = candidates[changed_shapes(new, now)]
        if SHAPE_SOURCE in self.cells:
            self._keep_source_of_other_shapes()

    def _keep_source_of_other_shapes(self) -> None:
        """What the office has drawn itself since is not the shape of the file."""
        others = np.setdiff1d(self.known, self.moved)
        new = self.frame[GEOMETRY_COLUMN].to_numpy(dtype=object)[others]
        now = self.current[GEOMETRY_COLUMN].loc[others].to_numpy(dtype=object)
        self.cells.loc[others[changed_shapes(new, now)], SHAPE_SOURCE] = False

    def _places_in_last(self, known: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Where each known row stood in the last import, and whether it did."""
        if self.last is None:
            return np.zeros(len(known), dtype=int), np.zeros(len(known), dtype=bool)
        found = pd.Index(self.last.targets).get_indexer_for(self.target[known])
        return found, found >= 0

    def _same_way(self, last: LastImport) -> bool:
        return (last.epsg, last.reading) == (self.verdict.epsg, self.verdict.reading)

    # --- codes and parcels ----------------------------------------------------------------

    def _refuse_taken_codes(self) -> pd.DataFrame:
        """Codes that another row of the map bears, or bore, are not given again."""
        column = self.code_column
        if column is None:
            return finding_frame([], "error", [])
        recoded = self.known[self.cells[column].to_numpy(dtype=bool)]
        incoming = np.concatenate([recoded, self.new])
        retired = self.tx.read("retired_code", ["code"], "table_name = ?", (self.table.name,))
        codes = self.frame[column].iloc[incoming]
        is_retired = codes.isin(set(retired["code"])).to_numpy()
        refused, before = incoming[is_retired], -1
        while len(refused) > before:  # who is refused a code keeps the old one, which is taken
            before = len(refused)
            leaving = self.target[np.setdiff1d(recoded, refused)]
            staying = ~self.living["uuid"].isin(set(leaving))
            taken = codes.isin(set(self.living.loc[staying, column].dropna())).to_numpy()
            used_up = is_retired & ~taken
            refused = incoming[taken | used_up]
        ids = np.where(taken, "layer_codes.taken", "layer_codes.retired")[taken | used_up]
        messages = [
            Message(str(id), code=code) for id, code in zip(ids, self.frame[column].iloc[refused])
        ]
        self.frame.loc[refused, column] = None
        self._keep_code(np.intersect1d(refused, self.known))
        return finding_frame(refused, "error", messages)

    def _keep_code(self, rows: np.ndarray) -> None:
        """The code that these known rows have on the map stays, with all that repeats it."""
        parts = [name for name in CODE_PARTS.get(self.table.name, ()) if name in self.cells]
        self.cells.loc[rows, [self.code_column, *parts]] = False

    def _stand_on_parcels(self) -> pd.DataFrame:
        """New units, and known ones that moved or changed their code, find their parcel."""
        if not self.link_columns:
            return finding_frame([], "warning", [])
        again = set(self.moved.tolist())
        if "source_parcel_code" in self.cells:
            again |= set(self.cells.index[self.cells["source_parcel_code"].to_numpy(dtype=bool)])
        seeking = np.array(sorted([*self.new.tolist(), *again]), dtype=np.int64)
        parcels = self._parcels()
        if parcels.empty:
            self.report.messages.append(Message("import_report.no_parcels_yet"))
            return finding_frame([], "warning", [])
        found, said = find_parcels(self.frame.iloc[seeking], parcels)
        self.report.found_by = {
            str(how or ""): int(count)
            for how, count in found["found_by"].value_counts(dropna=False).items()
        }
        self.frame.loc[seeking, self.link_columns] = found[self.link_columns]
        self.cells.loc[self.cells.index.isin(again), self.link_columns] = True
        said["position"] = seeking[said["position"]]
        return said

    # --- writing --------------------------------------------------------------------------

    def _update(self) -> None:
        self.cells = self.cells.loc[:, self.cells.any()]
        changed = self.cells.index[self.cells.any(axis=1)].to_numpy()
        self.updated = np.union1d(changed, self.moved).astype(np.int64)
        if len(changed):
            values = self.current.loc[changed, self.cells.columns]
            values = values.mask(
                self.cells.loc[changed], self.frame.loc[changed, self.cells.columns]
            )
            self.tx.update(self.table.name, values.assign(uuid=self.target[changed]))
        if len(self.moved):
            shapes = self.frame.loc[self.moved, [GEOMETRY_COLUMN]]
            self.tx.update(self.table.name, shapes.assign(uuid=self.target[self.moved]))
        labels = pd.DataFrame({"row": self.source.rows, "uuid": self.target})
        labels["code"] = self._labels()
        self.report.changes = list_changes(
            self.frame, self.current, self.cells.loc[changed], self.moved, labels
        )

    def _insert(self) -> None:
        if len(self.new):
            rows = with_defaults(self.frame.iloc[self.new], self.table)
            uuids = self.tx.insert(self.table.name, rows)
            self.target[self.new] = uuids.to_numpy(dtype=object)

    def _labels(self) -> pd.Series:
        """What to call a row: its code, or the code as it came."""
        nothing = pd.Series(None, index=self.frame.index, dtype=object)
        codes = self.frame.get(self.code_column or "", nothing)
        return codes.where(codes.notna(), self.frame.get("source_code", nothing))

    def _keep_source_rows(self, reasons: np.ndarray) -> None:
        """Every row as it came, with its fate; the counts of the report come from here."""
        fates = np.full(len(reasons), "set_aside", dtype=object)
        fates[self.known] = "unchanged"
        fates[self.gone_here] = "unchanged"
        fates[self.updated] = "updated"
        fates[self.new] = "inserted"
        why = reasons.copy()
        why[self.gone_here] = Message("layer_write.gone_here")
        counts = {fate: int((fates == fate).sum()) for fate in set(fates)}
        for fate, count in counts.items():
            setattr(self.report, fate, count)
        self.report.gone_here = len(self.gone_here)
        self.report.reasons = kinds(pd.DataFrame({"message": reasons[~pd.isna(reasons)]}))
        batch = self.tx.insert("import_batch", self._batch(counts))
        self.report.batch_uuid = str(batch.iloc[0])
        rows = pd.DataFrame(
            {
                "row_number": self.raw.numbers,
                "fate": fates,
                "reason": why,
                "raw": self.raw.values,
                "raw_geom": self.raw.shapes,
                "target_uuid": self.target,
            }
        )
        rows["batch_uuid"], rows["target_table"] = self.report.batch_uuid, self.table.name
        self.tx.insert("import_row", rows)

    def _batch(self, counts: dict[str, int]) -> pd.DataFrame:
        source, verdict = self.source, self.verdict
        understood = {
            "mapping": self.columns,
            "epsg": verdict.epsg,
            "reading": list(verdict.reading) if verdict.reading else None,
        }
        return pd.DataFrame(
            [
                {
                    "source_name": source.file,
                    "source_path": source.path,
                    "source_layer": source.layer,
                    "source_sha256": fingerprint(source),
                    "source_crs": f"EPSG:{source.epsg}" if source.epsg else source.crs_name,
                    "source_encoding": source.encoding,
                    "target_table": self.table.name,
                    "profile": understood,
                    "row_count": len(source),
                    **counts,
                    "change_uuid": self.tx.change_uuid,
                    "imported_at": self.tx.now,
                    "imported_by": self.tx.user,
                }
            ]
        )

    # --- afterwards -----------------------------------------------------------------------

    def _write_findings(self, said: pd.DataFrame) -> None:
        """Findings of the rows that entered or changed; older ones of these rows are closed."""
        close_findings(self.tx, self.target[self.updated])
        entered = np.zeros(len(self.frame), dtype=bool)
        entered[np.concatenate([self.new, self.updated])] = True
        said = said[entered[said["position"]]]
        self.report.findings = kinds(said)
        rows = self.frame.assign(uuid=self.target, code=self._labels())
        write_findings(
            self.tx, said, self.table.name, self.report.batch_uuid, rows, self.source.rows
        )

    def _note_what_is_gone(self) -> None:
        """Rows of the map that came from this source and are not in it any more."""
        codes = self.living[self.code_column] if self.code_column else None
        gone = self.living[["uuid"]].assign(code=codes)
        left = set() if self.last is None else self.last.left(self.target)
        gone = gone[gone["uuid"].isin(left)]
        self.report.gone = gone.reset_index(drop=True)

    def _link_orphans(self) -> None:
        """Buildings, signs and house numbers that came before their parcels find them now."""
        for name in UNIT_TABLES:
            given = table_of(name).names
            code = CODE_COLUMN.get(name, "house_no")
            columns = ["uuid", code, GEOMETRY_COLUMN, *({"source_parcel_code"} & set(given))]
            units = self.tx.read(name, columns, "parcel_uuid IS NULL ORDER BY fid")
            if units.empty:
                continue
            found, said = find_parcels(units, self._parcels())
            found = found.loc[found["parcel_uuid"].notna(), [n for n in found if n in given]]
            if len(found):
                self.tx.update(name, found.assign(uuid=units["uuid"]))
                self.report.linked[name] = len(found)
            close_findings(self.tx, units["uuid"].to_numpy(), "layer_units.%")
            rows = units.rename(columns={code: "code"})
            write_findings(self.tx, said, name, self.report.batch_uuid, rows)

    def _parcels(self) -> pd.DataFrame:
        return self.tx.read("parcel", ["uuid", "parcel_code", GEOMETRY_COLUMN])


def with_defaults(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """``frame`` with the schema's default where a column has one and the source nothing."""
    result = frame.copy()
    for column in table.columns:
        if column.default and column.name in frame and column.type in ("text", "integer"):
            default = int(column.default) if column.type == "integer" else column.default
            result[column.name] = result[column.name].fillna(default)
    return result

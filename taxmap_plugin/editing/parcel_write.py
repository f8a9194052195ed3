"""Writing a confirmed plan: one transaction with shapes, codes, lineage, history and audit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Optional

import numpy as np
import pandas as pd
import shapely

from ..core.code_style import CodeStyle
from ..core.fabric import faults
from ..core.message import Message
from ..core.parcel_code import parse
from ..workspace.store import Workspace
from ..workspace.transaction import Transaction
from ..workspace.uuids import new_uuids
from .code_declaration import retire_codes
from .given_codes import codes_ever_given, declared_blocks
from .inheritance import Review, carry_over
from .parcel_plan import (
    CODE_PARTS,
    Decision,
    Piece,
    Plan,
    PlanError,
    code_of,
    decided,
    read_around,
)
from .succession import Heir, Succession, heirs_of
from .unit_codes import UNIT_TABLES, code_moved_units, rename_units

_HISTORY = (
    *("parcel_code", "zone_code", "block_code", "lot", "document_type", "deed_no", "land_no"),
    *("survey_no", "map_sheet", "document_area"),
)


@dataclass(frozen=True)
class Applied:
    """What was written: the change, the uuids of the pieces in their order, what to look at."""

    change_uuid: str
    parcels: tuple[str, ...]
    reviews: tuple[Review, ...] = ()


def apply_plan(ws: Workspace, plan: Plan, decision: Optional[Decision] = None) -> Applied:
    """Write a plan as the officer decided it, all of it or nothing.

    Raises PlanError (a shape or code that cannot be, a reason that is lacking), CodeError
    (a text that is no code), and RowChanged when somebody changed one of the parcels since
    the plan was made.
    """
    decision = decision or Decision()
    plan = decided(plan, decision)
    check_plan(plan, decision)
    kind = decision.kind or plan.kind
    with ws.transaction(kind, decision.reason, decision.document, decision.document_date) as tx:
        return _Writing(tx, plan, decision, CodeStyle.of(ws.municipality)).write()


def check_plan(plan: Plan, decision: Decision) -> None:
    """Raise PlanError for what can be refused without looking into the workspace."""
    if plan.reason_needed and not (decision.reason.strip() or decision.document.strip()):
        raise PlanError(Message("parcel_write.reason_needed"))
    before = [shape for shape in plan.parcels["geom"] if shape is not None]
    after = [piece.shape for piece in plan.pieces] + [part.shape for part in plan.public]
    if len(plan.adjusted):
        before += list(plan.adjusted["was"])
        after += list(plan.adjusted["geom"])
    for problem in _problems(plan, before, after):
        raise PlanError(problem)


def _problems(plan: Plan, before: list, after: list) -> list[Message]:
    if plan.check == "area":
        return faults(before, after)
    if plan.check == "shape":
        return faults(after, after)
    around = list(plan.around["geom"]) if len(plan.around) else []
    return faults([*before, *around], [*after, *around], outline_moves=True)


class _Writing:
    """One plan in its transaction."""

    def __init__(self, tx: Transaction, plan: Plan, decision: Decision, style: CodeStyle) -> None:
        self.tx, self.plan, self.decision, self.style = tx, plan, decision, style
        self.declared = declared_blocks(tx)
        fresh = iter(new_uuids(len(plan.pieces)))
        self.uuids = [piece.keeps or piece.restores or next(fresh) for piece in plan.pieces]
        self.public_uuids = new_uuids(len(plan.public))

    def write(self) -> Applied:
        self._check_around()
        self._check_codes()
        succession = self._succession()
        kept = {piece.keeps for piece in self.plan.pieces if piece.keeps}
        rows = self.plan.parcels
        self._keep_history(rows[self._reshaped_or_retired()])
        self._write_parcels(kept)
        self._write_public()
        self._write_lineage()
        self._retire_codes()
        carried = carry_over(self.tx, succession)
        self._code_units(carried.moved, succession.codes)
        self._write_reviews(carried.reviews, succession)
        return Applied(self.tx.change_uuid, tuple(self.uuids), tuple(carried.reviews))

    # -- what must be so ------------------------------------------------------------------

    def _check_around(self) -> None:
        """Nothing may have been drawn since where this change gains ground."""
        if self.plan.check != "ground":
            return
        now = read_around(self.tx, [piece.shape for piece in self.plan.pieces])
        known = set(self.plan.parcels["uuid"])
        for frame in (self.plan.adjusted, self.plan.around):
            known |= set(frame["uuid"]) if len(frame) else set()
        new = now[~now["uuid"].isin(known)]
        shapes = shapely.make_valid(new["geom"].to_numpy(dtype=object))
        for piece in self.plan.pieces:
            over = new[shapely.area(shapely.intersection(piece.shape, shapes)) > 0]
            if len(over):
                raise PlanError(Message("parcel_write.drawn_meanwhile", code=code_of(over.iloc[0])))

    def _check_codes(self) -> None:
        """Codes are codes, once each, and free."""
        own = {code for code in self.plan.parcels["parcel_code"] if code}
        given: set[str] = set()
        for piece in self.plan.pieces:
            if piece.code is None:
                continue
            code = parse(piece.code, self.style)
            text = code.text(self.style)
            if text in given:
                raise PlanError(Message("parcel_write.code_twice", code=text))
            given.add(text)
            if text not in own:
                self._check_free(text, code.block_text(self.style))

    def _check_free(self, code: str, block: str) -> None:
        living = self.tx.read("parcel", ["uuid"], "parcel_code = ?", [code])
        if len(living):
            raise PlanError(Message("parcel_write.code_taken", code=code))
        if block in self.declared and code in codes_ever_given(self.tx, "parcel", code):
            raise PlanError(Message("parcel_write.code_retired", code=code))

    # -- who takes over -------------------------------------------------------------------

    def _succession(self) -> Succession:
        shapes = {uuid: piece.shape for uuid, piece in zip(self.uuids, self.plan.pieces)}
        codes = {uuid: self._code(piece) for uuid, piece in zip(self.uuids, self.plan.pieces)}
        heirs: dict[str, tuple[Heir, ...]] = {}
        for _, row in self.plan.parcels.iterrows():
            uuid = row["uuid"]
            candidates = {
                own: piece.shape
                for own, piece in zip(self.uuids, self.plan.pieces)
                if uuid in piece.parents
            }
            if uuid in candidates and self.plan.operation != "strip":
                heirs[uuid] = (Heir(uuid, 1.0),)
            elif candidates and row["geom"] is not None:
                heirs[uuid] = heirs_of(row["geom"], self._first(row, candidates), candidates)
            else:
                heirs[uuid] = tuple(Heir(own, 1.0) for own in candidates)
        return Succession(heirs, shapes, codes)

    def _first(self, row: pd.Series, candidates: Mapping[str, Any]) -> Optional[str]:
        """The candidate with the code of the parcel, else the only or the largest one."""
        if row["uuid"] in candidates:
            return str(row["uuid"])
        for uuid, piece in zip(self.uuids, self.plan.pieces):
            if uuid in candidates and piece.keeps_code:
                return uuid
        return max(candidates, key=lambda uuid: candidates[uuid].area)

    def _code(self, piece: Piece) -> Optional[str]:
        return None if piece.code is None else parse(piece.code, self.style).text(self.style)

    def _reshaped_or_retired(self) -> np.ndarray:
        """Which parcels are not any more what they were on the ground."""
        kept = {piece.keeps: piece.shape for piece in self.plan.pieces if piece.keeps}
        return np.array(
            [
                uuid not in kept or shape is None or not shapely.equals_exact(shape, kept[uuid])
                for uuid, shape in zip(self.plan.parcels["uuid"], self.plan.parcels["geom"])
            ],
            dtype=bool,
        )

    # -- rows -----------------------------------------------------------------------------

    def _keep_history(self, rows: pd.DataFrame) -> None:
        if rows.empty:
            return
        marks = ", ".join("?" * len(rows))
        uuids = list(rows["uuid"])
        made = self.tx.read("parcel", ["uuid", "created_at"], f"uuid IN ({marks})", uuids)
        since = dict(zip(made["uuid"], made["created_at"]))
        earlier = self.tx.read(
            "parcel_history", ["parcel_uuid", "valid_to"], f"parcel_uuid IN ({marks})", uuids
        )
        for uuid, until in zip(earlier["parcel_uuid"], earlier["valid_to"]):
            since[uuid] = max(since[uuid], until)
        frame = rows[[*_HISTORY, "geom"]].assign(
            parcel_uuid=rows["uuid"],
            valid_from=[since[uuid] for uuid in uuids],
            valid_to=self.tx.now,
            change_uuid=self.tx.change_uuid,
            values=[_all_values(row) for _, row in rows.iterrows()],
        )
        self.tx.insert("parcel_history", frame)

    def _write_parcels(self, kept: set[str]) -> None:
        seen = self.plan.parcels[["uuid", "row_version"]]
        self.tx.delete("parcel", seen[~seen["uuid"].isin(kept)])
        new = [self._row(place) for place, piece in enumerate(self.plan.pieces) if not piece.keeps]
        if new:
            self.tx.insert("parcel", pd.DataFrame(new))
        if kept:
            self.tx.update("parcel", self._kept_rows())
        if len(self.plan.adjusted):
            self.tx.update("parcel", self.plan.adjusted[["uuid", "row_version", "geom"]])

    def _kept_rows(self) -> pd.DataFrame:
        """The parcels that live on, all at once: their codes may change places."""
        rows = [self._row(place) for place, piece in enumerate(self.plan.pieces) if piece.keeps]
        now = self.plan.parcels.set_index("uuid")
        columns = list(dict.fromkeys(name for row in rows for name in row if name != "uuid"))
        filled = [
            {"uuid": row["uuid"], **now.loc[row["uuid"], ["row_version", *columns]], **row}
            for row in rows
        ]
        return pd.DataFrame(filled)

    def _row(self, place: int) -> dict[str, Any]:
        piece = self.plan.pieces[place]
        row = {"uuid": self.uuids[place], **piece.values, "geom": piece.shape}
        code = self._code(piece)
        if code is not None:
            read = parse(code, self.style)
            block = read.block_text(self.style)
            row.update(zip(CODE_PARTS, (code, block[:-1], block, code[len(block) :])))
        elif not piece.keeps:
            row.update(self._block_of_parent(piece))
        return row

    def _block_of_parent(self, piece: Piece) -> dict[str, Any]:
        parent = self.plan.parcels[self.plan.parcels["uuid"].isin(piece.parents[:1])]
        return {name: parent[name].iloc[0] for name in ("zone_code", "block_code") if len(parent)}

    def _write_public(self) -> None:
        for uuid, part in zip(self.public_uuids, self.plan.public):
            row = {"uuid": uuid, **part.values, "geom": part.shape}
            self.tx.insert(part.table, pd.DataFrame([row]))

    def _write_lineage(self) -> None:
        changed = set(self.plan.parcels["uuid"][self._reshaped_or_retired()])
        pairs = [
            (parent, uuid, piece.lineage or self.plan.operation)
            for uuid, piece in zip(self.uuids, self.plan.pieces)
            for parent in piece.parents
            if parent in changed
        ]
        pairs += [
            (parent, uuid, self.plan.operation)
            for uuid, part in zip(self.public_uuids, self.plan.public)
            for parent in part.parents
        ]
        if pairs:
            frame = pd.DataFrame(pairs, columns=["parent_uuid", "child_uuid", "kind"])
            frame = frame.assign(change_uuid=self.tx.change_uuid, table_name="parcel")
            self.tx.insert("lineage", frame)

    def _retire_codes(self) -> None:
        """Codes in force that no piece has any more."""
        living = {self._code(piece) for piece in self.plan.pieces}
        rows = self.plan.parcels
        gone = [
            code is not None and code not in living and block in self.declared
            for code, block in zip(rows["parcel_code"], rows["block_code"])
        ]
        gone_rows = rows[gone]
        successors = [
            ", ".join(
                self._code(piece) or "" for piece in self.plan.pieces if uuid in piece.parents
            )
            for uuid in gone_rows["uuid"]
        ]
        frame = gone_rows[["uuid"]].assign(code=gone_rows["parcel_code"], successor=successors)
        reason, document = self.decision.reason, self.decision.document
        retire_codes(self.tx, "parcel", frame, reason, document)

    def _successors(self, uuid: str) -> Optional[str]:
        codes = [self._code(piece) for piece in self.plan.pieces if uuid in piece.parents]
        return ", ".join(code for code in codes if code) or None

    def _code_units(
        self, moved: Mapping[str, list[str]], codes: Mapping[str, Optional[str]]
    ) -> None:
        in_force = bool(set(self.plan.parcels["block_code"].dropna()) & self.declared)
        reason, document = self.decision.reason, self.decision.document
        for name in UNIT_TABLES:
            rename_units(self.tx, name, self._recoded(), self.style, reason, document)
            if moved.get(name):
                code_moved_units(
                    self.tx, name, moved[name], codes, self.style, in_force, reason, document
                )

    def _recoded(self) -> pd.DataFrame:
        """Parcels that live on under another code."""
        old = dict(zip(self.plan.parcels["uuid"], self.plan.parcels["parcel_code"]))
        blocks = dict(zip(self.plan.parcels["uuid"], self.plan.parcels["block_code"]))
        rows = [
            (uuid, old[uuid], self._code(piece), blocks[uuid] in self.declared)
            for uuid, piece in zip(self.uuids, self.plan.pieces)
            if piece.keeps and old[uuid] != self._code(piece)
        ]
        return pd.DataFrame(rows, columns=["uuid", "old_code", "new_code", "retiring"])

    def _write_reviews(self, reviews: list[Review], succession: Succession) -> None:
        """What was carried over by a rule is looked at: findings, one each."""
        if not reviews:
            return
        rows = [
            {
                "check_id": review.message.id,
                "severity": "warning",
                "message": review.message,
                "subject_table": "parcel",
                "subject_uuid": review.parcel,
                "subject_code": succession.codes.get(review.parcel),
                "geom": shapely.point_on_surface(succession.shapes[review.parcel]),
            }
            for review in reviews
        ]
        self.tx.insert("finding", pd.DataFrame(rows))


def _all_values(row: pd.Series) -> dict[str, Any]:
    return {
        str(name): None if pd.isna(value) else value
        for name, value in row.items()
        if name != "geom"
    }

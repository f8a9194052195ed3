"""Writing a confirmed plan: one transaction with shapes, codes, lineage, history and audit."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Optional

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from ..core.code_style import CodeStyle
from ..core.fabric import faults
from ..core.fabric_faults import SQUARE_MILLIMETRE
from ..core.message import Message
from ..core.parcel_code import parse
from ..workspace.few_rows import FewRows, Row
from ..workspace.reader import rows_among
from ..workspace.store import Workspace
from ..workspace.transaction import Transaction
from ..workspace.uuids import new_uuids
from .code_declaration import retire_codes
from .given_codes import codes_ever_given, declared_blocks, holder
from .inheritance import Review, carry_over
from .neighbours import without
from .parcel_plan import (
    CODE_PARTS,
    Decision,
    Piece,
    Plan,
    PlanError,
    code_of,
    decided,
    in_force,
    read_around,
    shapes_of,
    uuids_of,
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
    before = [row["geom"] for row in plan.parcels if row["geom"] is not None]
    after = [piece.shape for piece in plan.pieces] + [part.shape for part in plan.public]
    before += [one.was for one in plan.adjusted]
    after += [one.shape for one in plan.adjusted]
    for problem in _problems(plan, before, after):
        raise PlanError(problem)


def _problems(plan: Plan, before: list, after: list) -> list[Message]:
    if plan.check == "area":
        return faults(before, after)
    if plan.check == "shape":
        return faults(after, after)
    around = [row["geom"] for row in plan.around]
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
        changed = self._reshaped_or_retired()
        self._keep_history(changed)
        self._write_parcels()
        self._write_public()
        self._write_lineage(set(uuids_of(changed)))
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
        known = {*uuids_of(self.plan.parcels), *uuids_of(self.plan.around)}
        new = without(now, known | {one.uuid for one in self.plan.adjusted})
        shapes = shapely.make_valid(shapes_of(new))
        for piece in self.plan.pieces:
            over = shapely.area(shapely.intersection(piece.shape, shapes)) > SQUARE_MILLIMETRE
            for at in np.flatnonzero(over):
                code = code_of(new[at])
                raise PlanError(Message("parcel_write.drawn_meanwhile", code=code))

    def _check_codes(self) -> None:
        """Codes are codes, once each, and free."""
        own = {row["parcel_code"] for row in self.plan.parcels}
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
        if holder(self.tx, code) is not None:
            raise PlanError(Message("parcel_write.code_taken", code=code))
        if block in self.declared and code in codes_ever_given(self.tx, "parcel", code):
            raise PlanError(Message("parcel_write.code_retired", code=code))

    # -- who takes over -------------------------------------------------------------------

    def _succession(self) -> Succession:
        shapes = {uuid: piece.shape for uuid, piece in zip(self.uuids, self.plan.pieces)}
        codes = {uuid: self._code(piece) for uuid, piece in zip(self.uuids, self.plan.pieces)}
        heirs: dict[str, tuple[Heir, ...]] = {}
        for row in self.plan.parcels:
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

    def _first(self, row: Row, candidates: Mapping[str, Any]) -> Optional[str]:
        """The candidate with the code of the parcel, else the only or the largest one."""
        if row["uuid"] in candidates:
            return str(row["uuid"])
        for uuid, piece in zip(self.uuids, self.plan.pieces):
            if uuid in candidates and piece.keeps_code:
                return uuid
        return max(candidates, key=lambda uuid: candidates[uuid].area)

    def _code(self, piece: Piece) -> Optional[str]:
        return None if piece.code is None else parse(piece.code, self.style).text(self.style)

    def _reshaped_or_retired(self) -> list[Row]:
        """The parcels that are not any more what they were on the ground."""
        kept = {piece.keeps: piece.shape for piece in self.plan.pieces if piece.keeps}
        return [
            row
            for row in self.plan.parcels
            if row["uuid"] not in kept
            or row["geom"] is None
            or not shapely.equals_exact(row["geom"], kept[row["uuid"]])
        ]

    # -- rows -----------------------------------------------------------------------------

    def _keep_history(self, rows: Sequence[Row]) -> None:
        if not rows:
            return
        since = self._since(uuids_of(rows))
        self.tx.insert_rows(
            "parcel_history",
            [
                {
                    **{name: row[name] for name in (*_HISTORY, "geom")},
                    "parcel_uuid": row["uuid"],
                    "valid_from": since[row["uuid"]],
                    "valid_to": self.tx.now,
                    "change_uuid": self.tx.change_uuid,
                    "values": {name: value for name, value in row.items() if name != "geom"},
                }
                for row in rows
            ],
        )

    def _since(self, uuids: Sequence[str]) -> dict[str, str]:
        """From when each parcel had the shape that it has now."""
        made = rows_among(self.tx, "parcel", ["uuid", "created_at"], "uuid", uuids)
        since = {row["uuid"]: row["created_at"] for row in made}
        columns = ["parcel_uuid", "valid_to"]
        for row in rows_among(self.tx, "parcel_history", columns, "parcel_uuid", uuids):
            since[row["parcel_uuid"]] = max(since[row["parcel_uuid"]], row["valid_to"])
        return since

    def _write_parcels(self) -> None:
        kept = {piece.keeps for piece in self.plan.pieces if piece.keeps}
        self.tx.delete("parcel", FewRows([_seen(row) for row in without(self.plan.parcels, kept)]))
        new = [self._row(place) for place, piece in enumerate(self.plan.pieces) if not piece.keeps]
        if new:
            self.tx.insert_rows("parcel", new)
        self.tx.update_rows("parcel", self._kept_rows())
        self._bend_neighbours()

    def _bend_neighbours(self) -> None:
        """Give neighbours their corners: other values may have changed meanwhile, shapes not."""
        uuids = [one.uuid for one in self.plan.adjusted]
        rows = rows_among(self.tx, "parcel", ["uuid", "geom"], "uuid", uuids)
        now = {row["uuid"]: row["geom"] for row in rows}
        moved = [one for one in self.plan.adjusted if not _is_same(one.was, now.get(one.uuid))]
        refused = [
            {"uuid": one.uuid, "row_version": one.row_version, "geom": one.shape} for one in moved
        ]
        self.tx.update_rows("parcel", refused)
        bent = [{"uuid": one.uuid, "geom": one.shape} for one in self.plan.adjusted]
        self.tx.update_rows("parcel", bent)

    def _kept_rows(self) -> list[Row]:
        """The parcels that live on, all at once: their codes may change places."""
        rows = [self._row(place) for place, piece in enumerate(self.plan.pieces) if piece.keeps]
        now = {row["uuid"]: row for row in self.plan.parcels}
        columns = {name for row in rows for name in row} | {"row_version"}
        return [{**{name: now[row["uuid"]][name] for name in columns}, **row} for row in rows]

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

    def _block_of_parent(self, piece: Piece) -> Row:
        parents = [row for row in self.plan.parcels if row["uuid"] in piece.parents[:1]]
        return {name: row[name] for row in parents for name in ("zone_code", "block_code")}

    def _write_public(self) -> None:
        for uuid, part in zip(self.public_uuids, self.plan.public):
            self.tx.insert_rows(part.table, [{"uuid": uuid, **part.values, "geom": part.shape}])

    def _write_lineage(self, changed: Collection[str]) -> None:
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
        same = {"change_uuid": self.tx.change_uuid, "table_name": "parcel"}
        rows = [
            {"parent_uuid": parent, "child_uuid": child, "kind": kind, **same}
            for parent, child, kind in pairs
        ]
        if rows:
            self.tx.insert_rows("lineage", rows)

    def _retire_codes(self) -> None:
        """Codes in force that no piece has any more."""
        living = {self._code(piece) for piece in self.plan.pieces}
        gone = [
            {
                "code": row["parcel_code"],
                "uuid": row["uuid"],
                "successor": self._successors(row["uuid"]),
            }
            for row in self.plan.parcels
            if row["parcel_code"] not in living | {None} and row["block_code"] in self.declared
        ]
        reason, document = self.decision.reason, self.decision.document
        if gone:
            retire_codes(self.tx, "parcel", pd.DataFrame(gone), reason, document)

    def _successors(self, uuid: str) -> Optional[str]:
        codes = [self._code(piece) for piece in self.plan.pieces if uuid in piece.parents]
        return ", ".join(code for code in codes if code) or None

    def _code_units(
        self, moved: Mapping[str, list[str]], codes: Mapping[str, Optional[str]]
    ) -> None:
        declared = in_force(self.plan.parcels, self.declared)
        reason, document = self.decision.reason, self.decision.document
        recoded = self._recoded()
        for name in UNIT_TABLES:
            rename_units(self.tx, name, recoded, self.style, reason, document)
            if moved.get(name):
                code_moved_units(
                    self.tx, name, moved[name], codes, self.style, declared, reason, document
                )

    def _recoded(self) -> pd.DataFrame:
        """Parcels that live on under another code."""
        old = {row["uuid"]: row for row in self.plan.parcels}
        rows = [
            (
                piece.keeps,
                old[piece.keeps]["parcel_code"],
                self._code(piece),
                old[piece.keeps]["block_code"] in self.declared,
            )
            for piece in self.plan.pieces
            if piece.keeps and old[piece.keeps]["parcel_code"] != self._code(piece)
        ]
        return pd.DataFrame(rows, columns=["uuid", "old_code", "new_code", "retiring"])

    def _write_reviews(self, reviews: list[Review], succession: Succession) -> None:
        """What was carried over by a rule is looked at: findings, one each."""
        if not reviews:
            return
        was = {row["uuid"]: row for row in self.plan.parcels}
        rows = [
            {
                "check_id": review.message.id,
                "severity": "warning",
                "message": review.message,
                "subject_table": "parcel",
                "subject_uuid": review.parcel,
                "subject_code": succession.codes.get(review.parcel),
                "geom": shapely.point_on_surface(
                    succession.shapes.get(review.parcel) or was[review.parcel]["geom"]
                ),
            }
            for review in reviews
        ]
        self.tx.insert_rows("finding", rows)


def _seen(row: Row) -> Row:
    """Which row was read, and in which version."""
    return {"uuid": row["uuid"], "row_version": row["row_version"]}


def _is_same(shape: BaseGeometry, now: Optional[BaseGeometry]) -> bool:
    return now is not None and bool(shapely.equals_exact(shape, now))

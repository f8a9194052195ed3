"""Numbering the parcels of blocks in a workspace: first the plan, then the change.

:func:`plan_numbering` shows old and new codes and writes nothing; :func:`apply_numbering`
writes a plan in one transaction, together with the codes of the buildings and signboards
that stand on the parcels. Codes of declared blocks retire and need a reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import shapely

from ..core.code_style import UNIT_KINDS, CodeStyle
from ..core.feedback import Feedback, Silent, check_cancelled
from ..core.message import Message
from ..core.numbering import Rule, Way, plan
from ..core.parcel_code import parse_column
from ..errors import TaxMapError
from ..workspace.few_rows import Row
from ..workspace.reader import among_or_all, rows_among
from ..workspace.store import Workspace
from ..workspace.transaction import Transaction
from .given_codes import codes_ever_given, declared_blocks
from .in_force import CodesInForce
from .parcel_plan import Decision
from .retired_code import retire_codes
from .unit_codes import rename_units

_AREA = ["fid", "uuid", "block_code", "geom"]
_PARCEL = ["fid", "uuid", "parcel_code", "block_code", "geom"]


class NumberingError(TaxMapError):
    """Parcels cannot be numbered as asked; the workspace is as it was."""


@dataclass(frozen=True)
class Numbered:
    """How many codes were written and how many retired."""

    parcels: int
    units: int
    retired: int


def plan_numbering(
    ws: Workspace,
    blocks: Sequence[str],
    way: Way,
    rule: Rule,
    feedback: Feedback | None = None,
) -> pd.DataFrame:
    """Old and new codes of the parcels of some blocks (all blocks when none is named).

    Columns: ``block``, ``uuid``, ``old_code``, ``new_code``, ``reason`` (Message); block
    by block in the order of the numbers. A parcel belongs to its ``block_code``, or,
    where that is empty, to the block that it lies in. Whether a block is declared is
    looked up here. Raises NumberingError for blocks that are not there, CodeError when a
    block is full.
    """
    feedback = feedback or Silent()
    wanted, style = sorted(set(blocks)), CodeStyle.of(ws.municipality)
    areas, parcels = _read(ws, wanted)
    parcels["block_code"] = _block_of(parcels, areas)
    _check_blocks(wanted, parcels, areas)
    beginnings = wanted or [""]
    wanted = wanted or sorted(parcels["block_code"].dropna().unique())
    declared = declared_blocks(ws)
    given = (codes_ever_given(ws, "parcel", beginning) for beginning in beginnings)
    used = _by_block(set().union(*given), style)
    own = dict(list(parcels.groupby("block_code")))
    plans = []
    for done, block in enumerate(wanted):
        check_cancelled(feedback)
        own_rule = replace(rule, declared=block in declared)
        frame = own.get(block, parcels.iloc[:0])
        plans.append(plan(frame, block, used.get(block, []), way, own_rule, style))
        plans[-1].insert(0, "block", block)
        feedback.progress((done + 1) / len(wanted))
    columns = ["block", "uuid", "old_code", "new_code", "reason"]
    return pd.concat([pd.DataFrame(columns=columns), *plans], ignore_index=True)


def _read(ws: Workspace, wanted: list[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The blocks, and the parcels filed under them or perhaps within; all where none is wanted."""
    if not wanted:
        return ws.read("block", _AREA), ws.read("parcel", _PARCEL)
    areas = rows_among(ws, "block", _AREA, "block_code", wanted)
    parcels = rows_among(ws, "parcel", _PARCEL, "block_code", wanted)
    for box in [area["geom"].bounds for area in areas if area["geom"]]:
        areas += ws.within("block", box, _AREA)
        within = ws.within("parcel", box, _PARCEL)
        parcels += [row for row in within if row["block_code"] is None]
    return _frame(areas, _AREA), _frame(parcels, _PARCEL)


def _frame(rows: list[Row], columns: list[str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=columns, dtype=object)
    return frame.drop_duplicates("uuid").sort_values("fid", ignore_index=True)


def _by_block(codes: set[str], style: CodeStyle) -> dict[str, list[str]]:
    read = parse_column(pd.Series(sorted(codes), dtype=object), style).dropna(subset=["code"])
    return read.groupby(read["zone"] + read["block"])["code"].agg(list).to_dict()


def _block_of(parcels: pd.DataFrame, blocks: pd.DataFrame) -> pd.Series:
    """Each parcel's block; for one without, the block that its inner point lies in."""
    blocks = blocks[blocks["block_code"].notna() & blocks["geom"].notna()]
    own = parcels["block_code"].where(parcels["block_code"].notna(), None)
    missing = own.isna().to_numpy() & parcels["geom"].notna().to_numpy()
    if not missing.any() or blocks.empty:
        return own
    tree = shapely.STRtree(shapely.make_valid(blocks["geom"].to_numpy(dtype=object)))
    shapes = shapely.make_valid(parcels["geom"].to_numpy(dtype=object)[missing])
    which, block = tree.query(shapely.point_on_surface(shapes), predicate="within")
    found = own.to_numpy(dtype=object, copy=True)
    found[np.flatnonzero(missing)[which]] = blocks["block_code"].to_numpy(dtype=object)[block]
    return pd.Series(found, index=own.index, dtype=object)


def _check_blocks(wanted: list[str], parcels: pd.DataFrame, areas: pd.DataFrame) -> None:
    known = set(areas["block_code"]) | set(parcels["block_code"])
    unknown = [block for block in wanted if block not in known]
    if unknown:
        raise NumberingError(Message("numbering.unknown_block", blocks=unknown))


def line_to_follow(pieces: Sequence[shapely.Geometry]) -> shapely.LineString:
    """The one line that some drawn pieces make. Raises NumberingError when they do not join."""
    line = shapely.line_merge(shapely.union_all(pieces))
    if line.geom_type != "LineString" or line.is_empty:
        raise NumberingError(
            Message("numbering.line_in_pieces", count=shapely.get_num_geometries(line))
        )
    return line


def apply_numbering(
    ws: Workspace,
    planned: pd.DataFrame,
    reason: str = "",
    document: str = "",
    feedback: Feedback | None = None,
) -> Numbered:
    """Write a plan in one transaction, or nothing of it.

    ``planned`` is what :func:`plan_numbering` gave. Raises NumberingError when the
    workspace has changed since then, and when declared codes would change without a
    ``reason`` or a ``document``.
    """
    feedback = feedback or Silent()
    changed = planned[planned["old_code"].fillna("") != planned["new_code"]]
    if changed.empty:
        return Numbered(0, 0, 0)
    style = CodeStyle.of(ws.municipality)
    with ws.transaction("number_parcels", reason=reason, document=document) as tx:
        _check_unchanged(tx, changed)
        in_force = CodesInForce.of(tx, style)
        changed = changed.assign(retiring=in_force.among(changed["old_code"]))
        explained = Decision(reason=reason, document=document).is_explained
        _check_reason(changed, in_force.among(changed["new_code"]), explained)
        check_cancelled(feedback)
        tx.update("parcel", _new_values(changed, style))
        given_up = changed[changed["retiring"]]
        retired = given_up.rename(columns={"old_code": "code", "new_code": "successor"})
        retire_codes(tx, "parcel", retired, reason, document)
        feedback.progress(0.5)
        units = sum(
            rename_units(tx, table, changed, style, reason, document) for table in UNIT_KINDS
        )
        check_cancelled(feedback)
    feedback.progress(1.0)
    return Numbered(len(changed), units, len(given_up))


def _check_reason(changed: pd.DataFrame, comes_in_force: pd.Series, explained: bool) -> None:
    """A code may not go out of force, nor change into one in force, and nobody says why."""
    concerned = changed["retiring"] | (changed["old_code"].fillna("").ne("") & comes_in_force)
    codes = changed.loc[concerned, "old_code"]
    if len(codes) and not explained:
        told = list(codes.head(5))
        raise NumberingError(Message("numbering.reason_needed", count=len(codes), codes=told))


def _check_unchanged(tx: Transaction, changed: pd.DataFrame) -> None:
    where = among_or_all("uuid", changed["uuid"].tolist())
    now = tx.read("parcel", ["uuid", "parcel_code"], *where).set_index("uuid")["parcel_code"]
    now = now.reindex(changed["uuid"])
    moved = now.fillna("").to_numpy() != changed["old_code"].fillna("").to_numpy()
    if moved.any():
        raise NumberingError(Message("numbering.changed_meanwhile", count=int(moved.sum())))


def _new_values(changed: pd.DataFrame, style: CodeStyle) -> pd.DataFrame:
    code = parse_column(changed["new_code"], style)
    return pd.DataFrame(
        {
            "uuid": changed["uuid"],
            "parcel_code": code["code"],
            "zone_code": code["zone"],
            "block_code": code["zone"] + code["block"],
            "lot": code["lot"],
        }
    )

"""Declaring the codes of blocks (ประกาศใช้รหัส): from then on codes retire.

A block's codes are a draft until the officer declares them. Afterwards no code of the
block is ever given twice: what goes out of use is kept in ``retired_code`` with its
reason and its successor.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import shapely

from ..core.code_style import CodeStyle
from ..core.feedback import Feedback, Silent, check_cancelled
from ..core.message import Message
from ..core.parcel_code import ParcelCode, parse_block
from ..errors import TaxMapError
from ..workspace.reader import Reader
from ..workspace.store import Workspace
from ..workspace.transaction import Transaction

_SLIT = 0.5  # metres between parcels that lie side by side
_COULD_BE_DECLARED = (
    "code_state <> 'declared' AND EXISTS (SELECT 1 FROM parcel WHERE"
    " parcel.block_code = block.block_code AND parcel_code IS NOT NULL) ORDER BY block_code"
)


class DeclarationError(TaxMapError):
    """The codes of a block cannot be declared."""


@dataclass(frozen=True)
class Declaration:
    """What was declared: blocks, parcels with a code in them, and what to look at."""

    blocks: list[str]
    parcels: int
    notes: list[Message] = field(default_factory=list)


def blocks_named(text: str, style: CodeStyle) -> list[str]:
    """The blocks in what an officer typed (``01a, ๐๑B``), as ``01A``; else CodeError."""
    names = [parse_block(word, style) for word in re.split(r"[\s,;]+", text.strip()) if word]
    return [ParcelCode(zone, letter, 0).block_text(style) for zone, letter in names]


def blocks_to_declare(ws: Workspace) -> list[str]:
    """Blocks that could be declared now: a draft, with a coded parcel."""
    return list(ws.read("block", ["block_code"], _COULD_BE_DECLARED)["block_code"])


def declare_codes(
    ws: Workspace,
    blocks: Sequence[str],
    document: str = "",
    reason: str = "",
    feedback: Feedback | None = None,
) -> Declaration:
    """Put the codes of draft blocks in force, in one transaction.

    ``document`` is the announcement, as the office cites it. Blocks that are declared
    already are left as they are and noted; so are parcels without a code. A block that was
    never drawn but has parcels is made of them. Raises DeclarationError for a block that is
    not there or has no code at all.
    """
    feedback = feedback or Silent()
    check_cancelled(feedback)
    with ws.transaction("declare_codes", reason=reason, document=document) as tx:
        done = _declare(tx, blocks, document)
        check_cancelled(feedback)
    feedback.progress(1.0)
    return done


def _declare(tx: Transaction, blocks: Sequence[str], document: str) -> Declaration:
    """Read and written in one: of two officers the second finds what the first declared."""
    found = tx.read("block", ["uuid", "block_code", "code_state"])
    undrawn = sorted(set(blocks) - set(found["block_code"]))
    unknown = sorted(set(undrawn) - set(tx.read("parcel", ["block_code"])["block_code"]))
    if unknown:
        raise DeclarationError(Message("code_declaration.unknown_block", blocks=unknown))
    chosen = found[found["block_code"].isin(blocks)]
    already = chosen[chosen["code_state"] == "declared"]["block_code"]
    draft = chosen[chosen["code_state"] != "declared"]
    notes = [Message("code_declaration.already", block=block) for block in sorted(already)]
    chosen_now = sorted([*draft["block_code"], *undrawn])
    counts = _count_parcels(tx, chosen_now)
    notes += _check_counts(counts)
    notes += [Message("code_declaration.block_made", block=block) for block in undrawn]
    if chosen_now:
        uuids = [*draft["uuid"], *_make_blocks(tx, undrawn)]
        tx.update("block", _declared(pd.DataFrame({"uuid": uuids}), tx, document))
    return Declaration(chosen_now, int(counts["coded"].sum()), notes)


def _make_blocks(tx: Transaction, blocks: list[str]) -> list[str]:
    """Blocks drawn around their parcels; returns their uuids."""
    if not blocks:
        return []
    parcels = tx.read("parcel", ["block_code", "zone_code", "geom"])
    rows = [
        {
            "block_code": block,
            "zone_code": next(iter(own["zone_code"].dropna()), None),
            "geom": _around(own["geom"].to_numpy(dtype=object)),
        }
        for block in blocks
        for own in [parcels[parcels["block_code"] == block]]
    ]
    return list(tx.insert("block", pd.DataFrame(rows)))


def _around(shapes: np.ndarray) -> shapely.MultiPolygon:
    """The ground of all shapes, without the slits between them."""
    hull = shapely.union_all(shapely.make_valid(shapes)).buffer(_SLIT, join_style="mitre")
    parts = shapely.get_parts(hull.buffer(-_SLIT, join_style="mitre"))
    return shapely.multipolygons(parts[~shapely.is_empty(parts)])


def _count_parcels(reader: Reader, blocks: list[str]) -> pd.DataFrame:
    """Parcels with and without a code, a row a block."""
    parcels = reader.read("parcel", ["block_code", "parcel_code"])
    parcels = parcels[parcels["block_code"].isin(blocks)]
    coded = parcels["parcel_code"].notna().groupby(parcels["block_code"])
    counts = pd.DataFrame({"coded": coded.sum(), "all": coded.size()})
    return counts.reindex(sorted(blocks), fill_value=0)


def _check_counts(counts: pd.DataFrame) -> list[Message]:
    without_any = list(counts.index[counts["coded"] == 0])
    if without_any:
        raise DeclarationError(Message("code_declaration.no_codes", blocks=without_any))
    missing = counts["all"] - counts["coded"]
    return [
        Message("code_declaration.without_code", block=block, count=int(count))
        for block, count in missing[missing > 0].items()
    ]


def _declared(rows: pd.DataFrame, tx: Transaction, document: str) -> pd.DataFrame:
    return rows.assign(
        code_state="declared",
        declared_at=tx.now,
        declared_by=tx.user,
        declared_document=document or None,
    )

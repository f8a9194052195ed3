"""Which codes are in force: those of the blocks whose codes the office has declared.

A code is judged by what it says, not by the block that its row is filed under: the code is
what was announced. Only a parcel without one counts by the block of its row.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Optional

import pandas as pd

from ..core.code_style import CodeStyle
from ..core.parcel_code import block_of, parse_column
from ..workspace.few_rows import Row
from ..workspace.reader import Reader
from ..workspace.store import Workspace
from .given_codes import declared_blocks
from .parcel_plan import Piece


@dataclass(frozen=True)
class CodesInForce:
    """The codes of the ``blocks`` (as ``01A``), spelled in the office's ``style``."""

    blocks: Collection[str]
    style: CodeStyle

    @classmethod
    def of(cls, reader: Reader, style: CodeStyle) -> CodesInForce:
        return cls(declared_blocks(reader), style)

    def has(self, code: Optional[str]) -> bool:
        """Whether the code of a parcel, a building or a signboard is in force."""
        return bool(code) and block_of(str(code), self.style) in self.blocks

    def among(self, codes: pd.Series) -> pd.Series:
        """As :meth:`has`, for the codes of many parcels."""
        read = parse_column(codes, self.style)
        return (read["zone"] + read["block"]).isin(set(self.blocks))

    def concerned(self, rows: Iterable[Row], pieces: Iterable[Piece] = ()) -> tuple[str, ...]:
        """The blocks for whose sake a change of these parcels, or into these pieces, must be
        explained."""
        before = ((row["parcel_code"], row["block_code"]) for row in rows)
        after = ((piece.code, piece.values.get("block_code")) for piece in pieces)
        named = {self._block(*one) for one in (*before, *after)}
        return tuple(sorted(named.intersection(self.blocks)))

    def _block(self, code: Optional[str], block: Any) -> Any:
        return (block_of(code, self.style) if code else "") or block


def codes_in_force(ws: Workspace) -> CodesInForce:
    """The codes that are in force in a workspace now."""
    return CodesInForce.of(ws, CodeStyle.of(ws.municipality))

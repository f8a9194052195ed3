"""A plan that the officer confirmed, on its way into the workspace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..core.code_style import CodeStyle
from ..core.parcel_code import parse
from ..core.parcel_name import Name, name_of
from ..workspace.few_rows import Row
from ..workspace.transaction import Transaction
from ..workspace.uuids import new_uuids
from .in_force import CodesInForce
from .parcel_plan import Adjusted, Decision, Piece, Plan


@dataclass(frozen=True)
class Confirmed:
    """A plan as it was decided, in the transaction that writes it.

    The codes of its pieces are spelled in the office's ``style``. ``uuids`` are those of the
    pieces, ``public_uuids`` those of the public parts, in their order.
    """

    tx: Transaction
    plan: Plan
    decision: Decision
    style: CodeStyle
    in_force: CodesInForce
    uuids: tuple[str, ...]
    public_uuids: tuple[str, ...]

    @classmethod
    def of(cls, tx: Transaction, plan: Plan, decision: Decision, style: CodeStyle) -> Confirmed:
        """Raises CodeError for a code that is none."""
        plan = spelled(plan, style)
        pieces = plan.pieces
        fresh = iter(new_uuids(len(pieces)))
        uuids = tuple(piece.keeps or piece.restores or next(fresh) for piece in pieces)
        public = tuple(new_uuids(len(plan.public)))
        return cls(tx, plan, decision, style, CodesInForce.of(tx, style), uuids, public)

    def with_adjusted(self, more: Sequence[Adjusted]) -> Confirmed:
        """The same with ``more`` neighbours that get corners."""
        plan = replace(self.plan, adjusted=(*self.plan.adjusted, *more))
        return replace(self, plan=plan) if more else self

    @property
    def unseen(self) -> bool:
        """Whether nobody was shown the notes of the plan, so that they become findings.

        A save of QGIS's own tools has no preview, and nobody looks at each change of a batch.
        """
        return self.plan.check == "shape" or not self.decision.seen

    @property
    def pieces(self) -> list[tuple[str, Piece]]:
        """Each piece with its uuid."""
        return list(zip(self.uuids, self.plan.pieces))

    @property
    def names(self) -> list[Name]:
        """What the pieces are called once they are written."""
        return [
            name_of({**self.plan.values_after(piece), "uuid": uuid, "parcel_code": piece.code})
            for uuid, piece in self.pieces
        ]

    @property
    def before(self) -> dict[str, Row]:
        """The rows of the parcels concerned, by their uuid."""
        return self.plan.rows


def spelled(plan: Plan, style: CodeStyle) -> Plan:
    """The plan with its codes as the office writes them; CodeError for one that is none."""
    return replace(plan, pieces=tuple(_spelled(piece, style) for piece in plan.pieces))


def _spelled(piece: Piece, style: CodeStyle) -> Piece:
    if piece.code is None:
        return piece
    return replace(piece, code=parse(piece.code, style).text(style))

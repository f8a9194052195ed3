"""As what kind of change a save of QGIS's own tools is filed: told by what became of the parcels.

Parcels divided are a split, parcels joined a merge, parcels on ground that was nobody's are new.
Whatever else happened to ground or code (a boundary moved, a parcel drawn anew, taken away or
coded anew) is a correction, and so is a save that has several kinds. Corners that a neighbour
only got, and values typed beside, do not count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from ..core.fabric import NEAR
from ..core.ground import is_same_ground
from ..workspace.few_rows import Row
from .parcel_plan import Piece

CORRECTION = "correct"


def kind_of(rows: Sequence[Row], pieces: Sequence[Piece]) -> str:
    """A code of ``change_kind`` for parcels (as they were read) that become these pieces."""
    living = {piece.keeps for piece in pieces if piece.keeps}
    heirs = heir_counts(pieces)
    kinds = {_kind(piece, heirs, living) for piece in pieces if not piece.keeps}
    if any(row["uuid"] not in heirs for row in changed_rows(rows, pieces)):
        kinds.add(CORRECTION)
    return kinds.pop() if len(kinds) == 1 else CORRECTION


def heir_counts(pieces: Sequence[Piece]) -> Mapping[str, int]:
    """How many parcels with a new identity have ground of each parcel; 0 of those not in it."""
    return Counter(uuid for piece in pieces if not piece.keeps for uuid in piece.parents)


def changed_rows(rows: Sequence[Row], pieces: Sequence[Piece]) -> list[Row]:
    """The parcels that go, or get another code or other ground."""
    kept = {piece.keeps: piece for piece in pieces if piece.keeps}
    return [row for row in rows if row["uuid"] not in kept or not _is_same(row, kept[row["uuid"]])]


def _kind(piece: Piece, heirs: Mapping[str, int], living: set[str]) -> str:
    """What a parcel with a new identity tells of the change."""
    if not piece.parents:
        return "new"
    if living.intersection(piece.parents):
        return CORRECTION
    if len(piece.parents) == 1:
        return "split" if heirs[piece.parents[0]] > 1 else CORRECTION
    return "merge" if all(heirs[uuid] == 1 for uuid in piece.parents) else CORRECTION


def _is_same(row: Row, piece: Piece) -> bool:
    """Whether a parcel that lives on has its code and its ground still."""
    return piece.code == row["parcel_code"] and is_same_ground(row["geom"], piece.shape, NEAR)

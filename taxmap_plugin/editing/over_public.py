"""Parcels that were drawn, or came back, over public ground: filed where nobody saw it noted.

``draw`` and ``restore`` note it in their previews.
"""

from __future__ import annotations

from collections.abc import Sequence

import shapely

from ..workspace.few_rows import Row
from .confirmed import Confirmed
from .overlap import PUBLIC_GROUND, laid_over
from .review import Review

_CHECK = "overlap."
"""How its check begins."""


def public_reviews(change: Confirmed) -> list[Review]:
    """What new ground of a change lies over, where nobody was shown it."""
    if not change.unseen:
        return []
    return [
        Review(over.message, uuid, shapely.point_on_surface(over.common))
        for uuid, piece in change.pieces
        if piece.shape is not None and (piece.restores or not piece.parents)
        for over in laid_over(change.tx, PUBLIC_GROUND, piece.shape)
    ]


def cleared(change: Confirmed, found: Sequence[Row]) -> list[Row]:
    """Of the open findings of the pieces those of one that lies over nothing public now."""
    filed = [one for one in found if one["check_id"].startswith(_CHECK)]
    pieces = dict(change.pieces)
    clear = {
        uuid
        for uuid in {one["subject_uuid"] for one in filed}
        if not laid_over(change.tx, PUBLIC_GROUND, pieces[uuid].shape)
    }
    return [one for one in filed if one["subject_uuid"] in clear]

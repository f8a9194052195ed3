"""Parcels that were drawn, or came back, over public ground: filed where nobody saw it noted.

``draw`` and ``restore`` note it in their previews.
"""

from __future__ import annotations

import shapely

from .confirmed import Confirmed
from .open_findings import close_findings, open_findings
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


def close_cleared(change: Confirmed) -> None:
    """What was filed of a parcel is over where it lies over nothing public now."""
    found = open_findings(change.tx, change.uuids)
    filed = [one for one in found if one["check_id"].startswith(_CHECK)]
    pieces = dict(change.pieces)
    clear = {
        uuid
        for uuid in {one["subject_uuid"] for one in filed}
        if not laid_over(change.tx, PUBLIC_GROUND, pieces[uuid].shape)
    }
    close_findings(change.tx, [one for one in filed if one["subject_uuid"] in clear])

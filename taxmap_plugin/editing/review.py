"""What was carried over by a rule and that an officer should look at: findings, one each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Optional

import shapely

from ..core.message import Message
from .confirmed import Confirmed
from .succession import Succession


@dataclass(frozen=True)
class Review:
    """Something that was carried over by a rule and that an officer should look at.

    ``place`` is where, in the workspace's CRS; without one it is in the parcel.
    """

    message: Message
    parcel: str
    place: Optional[shapely.Point] = None


def write_reviews(change: Confirmed, succession: Succession, reviews: Sequence[Review]) -> None:
    """Write them down where their parcel is, or was."""
    if reviews:
        change.tx.insert_rows(
            "finding",
            [
                {
                    "check_id": review.message.id,
                    "severity": "warning",
                    "message": review.message,
                    "subject_table": "parcel",
                    "subject_uuid": review.parcel,
                    "subject_code": _code(change, succession, review.parcel),
                    "geom": review.place
                    or shapely.point_on_surface(
                        succession.shapes.get(review.parcel) or change.before[review.parcel]["geom"]
                    ),
                }
                for review in reviews
            ],
        )


def _code(change: Confirmed, succession: Succession, parcel: str) -> Optional[str]:
    """The code of a parcel, of one that is no more its last."""
    if parcel in succession.codes:
        return succession.codes[parcel]
    code: Optional[str] = change.before[parcel]["parcel_code"]
    return code

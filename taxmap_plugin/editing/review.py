"""What was carried over by a rule and that an officer should look at: findings, one each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import shapely

from ..core.message import Message
from .confirmed import Confirmed
from .succession import Succession


@dataclass(frozen=True)
class Review:
    """Something that was carried over by a rule and that an officer should look at."""

    message: Message
    parcel: str


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
                    "subject_code": succession.codes.get(review.parcel),
                    "geom": shapely.point_on_surface(
                        succession.shapes.get(review.parcel) or change.before[review.parcel]["geom"]
                    ),
                }
                for review in reviews
            ],
        )

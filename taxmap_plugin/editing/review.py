"""What was carried over by a rule and that an officer should look at: findings, one each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Optional

import shapely

from ..core.message import Message
from ..workspace.few_rows import Row
from ..workspace.reader import rows_among
from ..workspace.schema import table as table_of
from .confirmed import Confirmed
from .succession import Succession


@dataclass(frozen=True)
class Review:
    """Something that was carried over by a rule and that an officer should look at.

    ``place`` is where, in the workspace's CRS; without one it is in the parcel. ``thing`` is
    what it is said of where that is not the parcel itself: its table and uuid.
    """

    message: Message
    parcel: str
    place: Optional[shapely.Point] = None
    thing: Optional[tuple[str, str]] = None


def write_reviews(change: Confirmed, succession: Succession, reviews: Sequence[Review]) -> None:
    """Write them down where their parcel is, or was; things by the codes that they have now."""
    if reviews:
        codes = _codes_of_things(change, reviews)
        change.tx.insert_rows(
            "finding",
            [
                {
                    "check_id": review.message.id,
                    "severity": "warning",
                    "message": review.message,
                    **_subject(change, succession, review, codes),
                    "geom": review.place
                    or shapely.point_on_surface(
                        succession.shapes.get(review.parcel) or change.before[review.parcel]["geom"]
                    ),
                }
                for review in reviews
            ],
        )


def _subject(
    change: Confirmed, succession: Succession, review: Review, codes: Mapping[str, Optional[str]]
) -> Row:
    table, uuid = review.thing or ("parcel", review.parcel)
    code = codes[uuid] if review.thing else _code(change, succession, uuid)
    return {"subject_table": table, "subject_uuid": uuid, "subject_code": code}


def _codes_of_things(change: Confirmed, reviews: Sequence[Review]) -> dict[str, Optional[str]]:
    things: dict[str, list[str]] = {}
    for name, uuid in dict.fromkeys(review.thing for review in reviews if review.thing):
        things.setdefault(name, []).append(uuid)
    return {
        row["uuid"]: row[shown]
        for name, uuids in things.items()
        for shown in [table_of(name).display[0]]
        for row in rows_among(change.tx, name, ["uuid", shown], "uuid", uuids)
    }


def _code(change: Confirmed, succession: Succession, parcel: str) -> Optional[str]:
    """The code of a parcel, of one that is no more its last."""
    if parcel in succession.codes:
        return succession.codes[parcel]
    code: Optional[str] = change.before[parcel]["parcel_code"]
    return code

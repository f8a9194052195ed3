"""Whether what an officer accepted is still much the same: of a far larger fault she knew nothing.

An acceptance holds until the finding touches more than half as much again as on the day of the
decision, and more by at least what its rule asks about. Then it is open again, and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Optional

from ..core.area import format_square_metres
from ..core.message import Message, stored_message
from ..core.quality_rule import Rule
from ..core.quality_rules import PREFIX
from ..core.quality_settings import QualitySettings
from ..workspace.accepted_size import accepted_sizes
from ..workspace.few_rows import Row
from ..workspace.finding_list import TO_DO
from ..workspace.quality_settings import read_quality_settings
from ..workspace.reader import OpenReader

_LARGER = "acceptance.larger"
_MORE = 1.5
"""Times the size that was accepted."""
_HAIR = 0.001
"""m²: less is digits."""


def grown(
    reader: OpenReader, rules: Sequence[Rule], pairs: Iterable[tuple[Row, Mapping[str, Any]]]
) -> dict[str, float]:
    """Of findings as they are filed and as they are now, those that have outgrown what was
    accepted: by uuid the m² that were."""
    measured = {PREFIX + rule.id: rule for rule in rules if rule.least is not None}
    larger = {
        old["uuid"]: (old, now["touched_m2"])
        for old, now in pairs
        if old["decision"] and old["check_id"] in measured
        if old["touched_m2"] is not None and now["touched_m2"] > old["touched_m2"]
    }
    if not larger:
        return {}
    ours = read_quality_settings(reader).settings
    then = accepted_sizes(reader, {uuid: old["touched_m2"] for uuid, (old, _) in larger.items()})
    return {
        uuid: then[uuid]
        for uuid, (old, now) in larger.items()
        if now > _MORE * then[uuid]
        if now - then[uuid] > _least(measured[old["check_id"]], ours)
    }


def _least(rule: Rule, ours: QualitySettings) -> float:
    """m² by which a fault must be larger to be another one."""
    return ours.numbers(rule)[rule.least] if rule.least else _HAIR


def told_again(
    old: Row, message: str, now: Mapping[str, Any], accepted: Optional[float]
) -> Message:
    """What is said of one that was there before, with the ``message`` that is filed: that it is
    larger than what was ``accepted``, for as long as it is."""
    said: Message = now["message"]
    if accepted is not None:
        return _larger(said, accepted, now["touched_m2"], old["decision"])
    if old["state"] in TO_DO:
        former = stored_message(message)
        if former.id == _LARGER and now["touched_m2"] > former.params["size"]:
            return _larger(said, former.params["size"], now["touched_m2"], former.params["reason"])
    return said


def _larger(said: Message, before: float, now: float, reason: str) -> Message:
    return Message(
        _LARGER,
        told=said,
        before=format_square_metres(before),
        now=format_square_metres(now),
        reason=reason,
        size=before,
    )

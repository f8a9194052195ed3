"""What the office has decided of the rules of quality, the same for everybody at a workspace."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from ..core.message import Message
from ..core.quality_settings import QualitySettings
from ..core.thai_date import local_day
from ..errors import TaxMapError
from .reader import Reader
from .transaction import Transaction

_KEY = "quality_rules"  # in ``setting``: what ``QualitySettings.to_dict`` gives, "by" and "at"


@dataclass(frozen=True)
class KeptSettings:
    """The settings, and who saved them when (UTC); "" while nobody has."""

    settings: QualitySettings = field(default_factory=QualitySettings)
    by: str = ""
    at: str = ""


class SettingsChanged(TaxMapError):
    """Somebody else has saved since: ``now`` is what the workspace has."""

    def __init__(self, now: KeptSettings) -> None:
        told = {"name": now.by or "–", "day": local_day(now.at) if now.at else "–"}
        super().__init__(Message("quality_settings.changed", **told), level="warning")
        self.now = now


def read_quality_settings(reader: Reader) -> KeptSettings:
    """As they are now; a workspace of which nobody has set any has the usual ones."""
    rows = reader.rows("setting", ["value"], "key = ?", (_KEY,))
    if not rows:
        return KeptSettings()
    stored = json.loads(rows[0]["value"])
    settings = QualitySettings.from_dict(stored)
    return KeptSettings(settings, str(stored.get("by", "")), str(stored.get("at", "")))


def write_quality_settings(
    tx: Transaction, settings: QualitySettings, before: KeptSettings
) -> KeptSettings:
    """Keep them. Raises SettingsChanged unless the workspace still has those of ``before``."""
    now = read_quality_settings(tx)
    if now.settings.differing(before.settings):
        raise SettingsChanged(now)
    kept = KeptSettings(settings, tx.user, tx.now)
    value = {**settings.to_dict(), "by": kept.by, "at": kept.at}
    rows = tx.rows("setting", ["uuid"], "key = ?", (_KEY,))
    if rows:
        tx.update_rows("setting", [{**rows[0], "value": value}])
    else:
        tx.insert_rows("setting", [{"key": _KEY, "value": value}])
    return kept

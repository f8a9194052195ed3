"""What the office has decided of the rules of quality, the same for everybody at a workspace."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..core.message import Message
from ..core.quality_settings import QualitySettings
from ..core.thai_date import local_day
from ..errors import TaxMapError
from .kept_setting import read_setting, write_setting
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
    stored = read_setting(reader, _KEY)
    if stored is None:
        return KeptSettings()
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
    write_setting(tx, _KEY, value)
    return kept

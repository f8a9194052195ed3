"""Whether official notices (ภ.ด.ส.6) may be printed for a tax year: no, until it is enabled.

LTAX sends the notices already, so Tax Map checks its figures unless the head of finance says
otherwise, for one year at a time.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Optional

from ..core.message import Message
from ..errors import TaxMapError
from .kept_setting import read_setting, write_setting
from .reader import Reader
from .store import Workspace

_KEY = "official_notices"  # in ``setting``: year as text → what ``Enabled`` holds


class NotEnabled(TaxMapError):
    """Official notices of the year may not be printed; what is printed is a draft."""

    def __init__(self, year: int) -> None:
        super().__init__(Message("official_notices.not_enabled", year=year), level="warning")


@dataclass(frozen=True)
class Enabled:
    """``head`` of finance enabled them, ``by`` entered it, at (UTC)."""

    head: str
    by: str
    at: str


def enabled_for(reader: Reader, year: int) -> Optional[Enabled]:
    """Who enabled official notices of a tax year (B.E.), and when; None while nobody has."""
    found = (read_setting(reader, _KEY) or {}).get(str(year))
    return None if found is None else Enabled(**found)


def check_enabled(reader: Reader, year: int) -> Enabled:
    """As :func:`enabled_for`. Raises NotEnabled."""
    found = enabled_for(reader, year)
    if found is None:
        raise NotEnabled(year)
    return found


def enable(ws: Workspace, year: int, head: str) -> Enabled:
    """Enable official notices of the year, as ``head`` of finance decided; one change.

    What was enabled before stays as it was. Raises TaxMapError without a name.
    """
    if not head.strip():
        raise TaxMapError(Message("official_notices.no_head", year=year), level="warning")
    with ws.transaction("settings", reason=f"official_notices {year}") as tx:
        kept = dict(read_setting(tx, _KEY) or {})
        if str(year) not in kept:
            kept[str(year)] = asdict(Enabled(head.strip(), tx.user, tx.now))
            write_setting(tx, _KEY, kept)
        return Enabled(**kept[str(year)])


def revoke(ws: Workspace, year: int) -> None:
    """Print no more official notices of the year; who had enabled them stays in the history."""
    with ws.transaction("settings", reason=f"official_notices {year}") as tx:
        kept = dict(read_setting(tx, _KEY) or {})
        if kept.pop(str(year), None) is not None:
            write_setting(tx, _KEY, kept)

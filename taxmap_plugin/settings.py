"""Every setting that the plugin remembers, named once, and the reader's language."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import QgsSettings

from .core.message import Language, Message, render
from .core.parcel_name import Name

_PREFIX = "taxmap/"
LANGUAGE = "language"  # "th", "en", or "" for QGIS's own language
RECENT_WORKSPACES = "recent_workspaces"
USER_NAME = "user_name"
LAST_FOLDER = "last_folder"
DOCKS_ARRANGED = "docks_arranged"  # once; then they stay where the officer puts them
FLASH = "flash"  # a selected row lights up on the map
PAN = "pan"  # and the map moves there
QUALITY_SHOWN = "quality_shown"  # which findings the dock lists
QUALITY_GROUPING = "quality_grouping"  # and by what
AREA_PERCENT = "area_percent"  # how far areas on map and document may differ: this share
AREA_WAH = "area_wah"  # or so many ตารางวา, whichever is more
RESCUES = "rescues"  # what is to be told of edits whose layer went: a message a line, as JSON
_RECENT_LIMIT = 8


def read(name: str, default: Any = "") -> Any:
    """A remembered value, or ``default``."""
    return QgsSettings().value(_PREFIX + name, default)


def write(name: str, value: Any) -> None:
    """Remember a value in the officer's QGIS profile."""
    QgsSettings().setValue(_PREFIX + name, value)


def read_flag(name: str, default: bool = True) -> bool:
    """A remembered choice; settings files hold it as text."""
    return str(read(name, default)).lower() in ("true", "1")


def language() -> Language:
    """The language the officer reads: the plugin's own choice, else that of QGIS."""
    chosen = str(read(LANGUAGE) or QgsSettings().value("locale/userLocale", "") or "th")
    return "th" if chosen.lower().startswith("th") else "en"


def say(message: Message) -> str:
    """The message in the officer's language."""
    return render(message, language())


def say_name(name: Name) -> str:
    """What a parcel or another thing is called, in the officer's language."""
    return say(name) if isinstance(name, Message) else name


def recent_workspaces() -> list[Path]:
    """Workspaces opened lately, the latest first; files that are gone are left out."""
    paths = read(RECENT_WORKSPACES, []) or []
    return [Path(path) for path in ([paths] if isinstance(paths, str) else paths) if _exists(path)]


def remember_workspace(path: Path) -> None:
    """Put a workspace at the head of the recent ones."""
    others = [old for old in recent_workspaces() if old != path]
    write(RECENT_WORKSPACES, [str(path), *map(str, others)][:_RECENT_LIMIT])


def _exists(path: str) -> bool:
    try:
        return Path(path).is_file()
    except OSError:  # a network drive that is away
        return False

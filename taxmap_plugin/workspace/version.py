"""Which version of the structure a file has, and which program wrote it."""

from __future__ import annotations

import configparser
from functools import lru_cache
from pathlib import Path

from ..core.resources import plugin_root
from .connection import connection
from .problem import NotAWorkspace

_TABLES = "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name IN (?, ?, ?)"
_VERSION = "SELECT MAX(version) FROM schema_version"


def stored_version(path: Path) -> int:
    """The version of the structure; NotAWorkspace, WorkspaceMissing."""
    with connection(path) as opened:
        found = opened.execute(_TABLES, ("schema_version", "setting", "parcel")).fetchone()[0]
        version = opened.execute(_VERSION).fetchone()[0] if found == 3 else None
    if version is None:
        raise NotAWorkspace(path.name)
    return int(version)


@lru_cache(maxsize=1)
def program_version() -> str:
    """The plugin's version as metadata.txt, beside ``resources``, states it."""
    metadata = configparser.ConfigParser(interpolation=None)
    metadata.read(plugin_root("resources").parent / "metadata.txt", encoding="utf-8")
    return metadata.get("general", "version", fallback="")

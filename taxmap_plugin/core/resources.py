"""Where ``resources/`` is, in a checkout, a linked profile and the installed zip.

In the zip ``resources/`` lies inside the plugin's folder; in a checkout beside
it. Paths go through :class:`pathlib.Path` only, so folders with Thai letters and
blanks work on every platform.
"""

from __future__ import annotations

import csv
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

_PLUGIN = Path(__file__).parent.parent
_MISSING = object()


def plugin_root(folder: str) -> Path:
    """The top-level ``folder`` ("resources", "i18n") that belongs to this plugin.

    Raises FileNotFoundError when the installation is incomplete.
    """
    candidates = [_PLUGIN / folder, _PLUGIN.parent / folder, _PLUGIN.resolve().parent / folder]
    for candidate in candidates:
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"{folder}/ is missing beside the plugin in {_PLUGIN}")


def resource_path(*parts: str) -> Path:
    """Path of one file below ``resources/`` (it need not exist)."""
    return plugin_root("resources").joinpath(*parts)


@lru_cache(maxsize=None)
def _read_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def load_json(*parts: str, default: Any = _MISSING) -> Any:
    """The parsed JSON resource; cached, so treat it as read-only."""
    path = resource_path(*parts)
    if default is not _MISSING and not path.is_file():
        return default
    return _read_json(path)


@lru_cache(maxsize=None)
def _read_csv(path: Path) -> tuple[dict[str, str], ...]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return tuple(csv.DictReader(stream))


def load_csv(*parts: str) -> tuple[dict[str, str], ...]:
    """The rows of a CSV resource, every value as text; cached, treat as read-only."""
    return _read_csv(resource_path(*parts))

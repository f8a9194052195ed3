"""What the QGIS of :mod:`tools.desktop` runs before its plugins (PYQGIS_STARTUP)."""

from __future__ import annotations

import os
import sys
import traceback
from typing import Any

import qgis.utils

ERRORS: list[str] = []
for name in filter(None, os.environ.get("TAXMAP_HIDE", "").split(",")):
    sys.modules[name] = None  # type: ignore[assignment]  # an import now says: not installed


def _record(kind: Any, value: Any, trace: Any, *_: Any, **__: Any) -> None:
    """In place of QGIS's dialog, which would wait for somebody to press a button."""
    text = "".join(traceback.format_exception(kind, value, trace))
    ERRORS.append(text)
    print(text, file=sys.stderr, flush=True)


qgis.utils.showException = _record
qgis.utils.python_errors = ERRORS

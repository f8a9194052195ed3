"""Keeps pyproj alive in threads that QGIS made.

pyproj 3.7.0 to 3.7.2 remembers a PROJ context in each thread of the operating system, but
frees it when Python's idea of that thread ends, which in a thread made by Qt is after every
single call. The next use there ends in a crash (pyproj issues 1509 and 1622).
"""

from __future__ import annotations

import threading

_KEPT: dict[int, object] = {}  # one context a thread, as long as the program runs


def keep_proj_context() -> None:
    """Call it last in work that used pyproj in a thread which Python did not make."""
    try:
        from pyproj._context import get_context_manager  # type: ignore[attr-defined]
    except ImportError:  # a pyproj that keeps its contexts otherwise
        return
    manager = get_context_manager()
    if manager is not None:
        _KEPT[threading.get_ident()] = manager

"""Work that uses PROJ, in a thread that Python itself has made."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from ..core.feedback import Feedback
from .task import Work


def apart(work: Work) -> Work:
    """The same work for a QgsTask, with its coordinates carried in a thread of Python's own.

    QGIS lends one thread of its pool to task after task; pyproj keeps a PROJ context for the
    first of them only and crashes QGIS in the second.
    """

    def run(feedback: Feedback) -> Any:
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(work, feedback).result()

    return run

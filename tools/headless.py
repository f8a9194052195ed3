"""QGIS without a window, with this checkout's algorithms: what the demo and the pictures need."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .installation import ROOT

_PLUGINS = ("/usr/share/qgis/python/plugins",)

Run = Callable[[str, dict[str, Any]], dict[str, Any]]


@contextmanager
def qgis() -> Iterator[Run]:
    """QGIS started; yields ``run(algorithm id, parameters) -> outputs``, ended afterwards."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QGIS_CUSTOM_CONFIG_PATH"] = str(folder_for(ROOT / "build" / "profile"))
    sys.path.extend(_PLUGINS)
    from qgis.core import QgsApplication, QgsProject

    application = QgsApplication([], True)
    application.initQgis()
    from processing.core.Processing import Processing

    from taxmap_plugin import settings
    from taxmap_plugin.processing.provider import TaxMapProvider

    settings.write(settings.LANGUAGE, "th" if os.environ.get("LANG", "").startswith("th") else "en")
    Processing.initialize()
    provider = TaxMapProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    try:
        yield _run
    finally:
        QgsProject.instance().clear()
        QgsApplication.processingRegistry().removeProvider(provider)
        application.exitQgis()


def _run(algorithm: str, parameters: dict[str, Any]) -> dict[str, Any]:
    import processing
    from qgis.core import QgsProcessingFeedback

    class Log(QgsProcessingFeedback):
        """What the algorithm says, indented below its name."""

        def pushInfo(self, info: str) -> None:
            print("    " + info.replace("\n", "\n    "))

        def pushWarning(self, warning: str) -> None:
            self.pushInfo(warning)

    return processing.run(algorithm, parameters, feedback=Log())


def folder_for(path: Path) -> Path:
    """The folder, made where it is missing."""
    path.mkdir(parents=True, exist_ok=True)
    return path

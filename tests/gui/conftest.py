"""Widgets in both languages, without a display."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from typing import Any, Callable

import pytest
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QTranslator
from qgis.PyQt.QtWidgets import QApplication

from taxmap_plugin.core.resources import plugin_root
from taxmap_plugin.settings import LANGUAGE, RECENT_WORKSPACES, write

Until = Callable[..., None]


@pytest.fixture(params=["th", "en"])
def language(request: pytest.FixtureRequest, qgis_app: Any) -> Iterator[str]:
    """The test runs once in each language."""
    yield from _speaking(request.param)


@pytest.fixture
def english(qgis_app: Any) -> Iterator[str]:
    yield from _speaking("en")


def _speaking(code: str) -> Iterator[str]:
    write(LANGUAGE, code)
    write(RECENT_WORKSPACES, [])
    translator = QTranslator()
    translator.load(str(plugin_root("i18n") / f"taxmap_{code}.qm"))
    QCoreApplication.installTranslator(translator)
    yield code
    QCoreApplication.removeTranslator(translator)
    write(LANGUAGE, "")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


@pytest.fixture
def until() -> Until:
    """Let Qt work until a condition holds; fails after some seconds."""

    def wait(condition: Callable[[], Any], seconds: float = 20.0) -> None:
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, f"not within {seconds} s"
            QApplication.processEvents()
            time.sleep(0.005)

    return wait

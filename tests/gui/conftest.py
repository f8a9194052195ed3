"""Widgets in both languages, without a display."""

from __future__ import annotations

import gc
import sqlite3
import time
from collections.abc import Iterator
from typing import Any, Callable

import pytest
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QTranslator
from qgis.PyQt.QtWidgets import QApplication

from taxmap_plugin.core.resources import plugin_root
from taxmap_plugin.settings import LANGUAGE, RECENT_WORKSPACES, write
from taxmap_plugin.workspace import layer_styles, project
from taxmap_plugin.workspace.store import Workspace

from .canvas_case import Window

Until = Callable[..., None]


@pytest.fixture(autouse=True)
def styles_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Making the styles of all tables takes longer than most tests: later files get copies."""
    monkeypatch.setattr(project, "save_styles", _save_styles)


@pytest.fixture(autouse=True)
def map_layers_only(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Opening the layers of all registers takes longer than most tests, which look at the map."""
    if request.node.get_closest_marker("all_layers") is None:
        shown = project._is_shown
        monkeypatch.setattr(
            project,
            "_is_shown",
            lambda table, private: bool(table.geometry) and shown(table, private),
        )


_kept_styles: dict[str, list[tuple]] = {}


def _save_styles(workspace: Workspace) -> None:
    language = layer_styles.officers_language()
    if language not in _kept_styles:
        layer_styles.save_styles(workspace)
    with sqlite3.connect(workspace.path) as opened:
        if language not in _kept_styles:
            _kept_styles[language] = opened.execute("SELECT * FROM layer_styles").fetchall()
            return
        marks = ", ".join("?" * len(_kept_styles[language][0]))
        opened.executemany(f"INSERT INTO layer_styles VALUES ({marks})", _kept_styles[language])


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


@pytest.fixture(scope="module")
def window(qgis_app: Any) -> Iterator[Window]:
    """A map of the nine parcels, one for all tests of a file."""
    window = Window()
    yield window
    window.close()


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


@pytest.fixture
def large_type(qgis_app: Any) -> Iterator[Callable[[int], None]]:
    """Give all widgets a type of so many points, as QGIS's settings do."""
    usual = QApplication.font()

    def enlarge(points: int) -> None:
        font = QApplication.font()
        font.setPointSize(points)
        QApplication.setFont(font)

    yield enlarge
    QApplication.setFont(usual)

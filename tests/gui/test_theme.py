"""Nothing in a widget depends on one theme (P12, P14, P15)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from qgis.PyQt.QtGui import QColor, QPalette

from taxmap_plugin.core.resources import resource_path
from taxmap_plugin.gui.icons import state_icon

GUI = Path(__file__).parent.parent.parent / "taxmap_plugin" / "gui"
ICONS = sorted(resource_path("icons").glob("*.svg"))
STATES = ("retired", "error", "in_work", "passed", "check", "not_started")
MID_TONES = {"#5A8C5A", "#4E9A06", "#7B8794", "#FCFFFF"}


@pytest.mark.parametrize("path", sorted(GUI.glob("*.py")), ids=lambda path: path.name)
def test_no_widget_sets_a_colour_of_its_own(path: Path):
    text = path.read_text(encoding="utf-8")
    assert "setStyleSheet" not in text
    allowed = {"icons.py", "map_bands.py"}  # state shapes and the map's own symbols (P15)
    if path.name not in allowed:
        assert not re.search(r"#[0-9A-Fa-f]{6}\b|QColor\(\d", text)


@pytest.mark.parametrize("path", ICONS, ids=lambda path: path.stem)
def test_icons_stand_on_light_and_dark(path: Path):
    text = path.read_text(encoding="utf-8")
    assert 'viewBox="0 0 24 24"' in text or 'viewBox="0 0 16 16"' in text
    assert "<text" not in text and "Gradient" not in text
    if not path.stem.startswith("state_"):
        assert set(re.findall("#[0-9A-Fa-f]{6}", text)) <= MID_TONES


def brightest(state: str, window: str) -> int:
    """The lightest pixel of a state's shape on a window of this colour."""
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Window, QColor(window))
    image = state_icon(state, palette, 32).pixmap(32, 32).toImage()
    edge = image.pixelColor(*((16, 2) if state != "in_work" else (7, 16)))
    return edge.lightness()


@pytest.mark.parametrize("state", ["error", "in_work", "passed", "not_started", "retired"])
def test_a_state_has_an_edge_that_the_window_shows(qgis_app, state: str):
    assert brightest(state, "#323232") - brightest(state, "#EFEFEF") > 80


def test_the_six_states_have_six_shapes(qgis_app):
    pictures = []
    for state in STATES:
        image = state_icon(state, QPalette(), 32).pixmap(32, 32).toImage()
        alpha = tuple(
            image.pixelColor(x, y).alpha() > 128 for x in range(0, 32, 2) for y in range(0, 32, 2)
        )
        grey = tuple(
            image.pixelColor(x, y).lightness() // 64 for x in range(8, 24) for y in range(8, 24)
        )
        pictures.append((alpha, grey))
    assert len(set(pictures)) == len(STATES)

"""The plugin's icons, and the six states as shape and word (look-and-feel P13–P15)."""

from __future__ import annotations

from qgis.core import QgsApplication
from qgis.PyQt.QtGui import QColor, QIcon, QPalette, QPixmap

from ..core.message import Message
from ..core.resources import resource_path
from ..settings import say

_LIGHT_EDGE, _DARK_EDGE, _MIDDLE = "#FCFFFF", "#000000", 128
_FILLS = {"error": "#A8230F", "not_started": "#EDEEF0", "passed": "#4FA98A"}
_LIKE = {"warning": "check", "info": "not_started"}


def icon(name: str) -> QIcon:
    """An icon of ``resources/icons``; its mid tones stand on light and dark themes.

    Names that begin with ``mAction`` are pictures of QGIS itself.
    """
    if name.startswith("mAction"):
        return theme_icon(name)
    return QIcon(str(resource_path("icons", name)))


def theme_icon(name: str) -> QIcon:
    """An icon of QGIS itself, in its present theme."""
    return QgsApplication.getThemeIcon(name)


def state_icon(state: str, palette: QPalette, size: int = 16) -> QIcon:
    """The shape of a state, edged for this palette: ask again when it changes."""
    edge = ink(palette)
    path = str(resource_path("icons", f"state_{_LIKE.get(state, state)}.svg"))
    image, _ = QgsApplication.svgCache().svgAsImage(path, size, edge, edge, 1, 1.0)
    return QIcon(QPixmap.fromImage(image))


def state_fill(state: str) -> QColor:
    """The colour of a state, the same in every theme."""
    return QColor(_FILLS[state])


def ink(palette: QPalette) -> QColor:
    """What is drawn with on a window of this palette.

    QGIS's dark themes colour their texts by a style sheet and leave the palette's own text
    colour too dark to be seen.
    """
    is_dark = palette.color(QPalette.ColorRole.Window).lightness() < _MIDDLE
    return QColor(_LIGHT_EDGE if is_dark else _DARK_EDGE)


def state_word(state: str) -> str:
    """The word of a state (or of a finding's severity) in the officer's language."""
    return say(_WORDS[state])


_WORDS = {
    "retired": Message("state.retired"),
    "error": Message("state.error"),
    "in_work": Message("state.in_work"),
    "passed": Message("state.passed"),
    "check": Message("state.check"),
    "not_started": Message("state.not_started"),
    "warning": Message("state.warning"),
    "info": Message("state.info"),
}

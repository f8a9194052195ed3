"""Line widths, dashes, fills and text sizes of a map sheet, in mm of paper (S1-S13).

The numbers are data in ``resources/sheets/styles.json``. They hold at 1:1000 and
change with the scale by a factor (S3); floors win over the factor (S11).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal

from .resources import load_json

StyleSet = Literal["colour", "bw"]
MM_PER_POINT = 25.4 / 72
BLACK, WHITE = "#000000", "#FFFFFF"
ARROWHEAD_MM = 1.5
"""Length of a leader's arrowhead (S4)."""


@dataclass(frozen=True)
class Pen:
    """A line on paper: width and dash (on, off, …) in mm, a white line below it or 0."""

    width: float
    dash: tuple[float, ...]
    casing: float
    colour: str

    def within(self, length: float) -> Pen:
        """The pen with its pattern shortened until it is seen whole in ``length`` mm."""
        factor = min(1.0, length / sum(self.dash)) if self.dash else 1.0
        return replace(self, dash=tuple(step * factor for step in self.dash))


@dataclass(frozen=True)
class TextStyle:
    """A text on paper: em in mm, for Sarabun."""

    size: float
    bold: bool


@dataclass(frozen=True)
class SheetStyle:
    """The style set of one sheet: which set, at which map scale."""

    style_set: StyleSet
    scale: int

    def pen(self, name: str) -> Pen:
        """The pen of a class of lines."""
        data = _styles()
        line = data["lines"][name]
        factor = 1.0 if line.get("fixed") else self._factor
        width = max(line["width"] * factor, line.get("least", 0), data["least_line"])
        dash = tuple(step * factor for step in line.get("dash", ()))
        casing = width + data["casing_extra"] if line.get("casing") else 0.0
        own = line.get("colour") if self.style_set == "colour" else None
        return Pen(width, dash, casing, own or line.get("grey") or BLACK)

    def fill(self, name: str) -> str:
        """The fill colour of a class of areas."""
        return str(_styles()["fills"][self.style_set][name])

    def hatch(self, name: str) -> float:
        """The distance of the lines that fill a class of areas, or 0: without colour, water
        is told from a road by them (S1)."""
        return float(_styles()["hatch"][self.style_set].get(name, 0.0))

    def text(self, name: str) -> TextStyle:
        """The size and weight of a class of texts."""
        data = _styles()
        text = data["texts"][name]
        factor = 1.0 if text.get("fixed") else self._factor
        points = max(text["pt"] * factor, data["least_text"][text["script"]])
        return TextStyle(points * MM_PER_POINT, bool(text.get("bold")))

    def number(self, name: str) -> float:
        """A single value: ``halo``, ``air``, ``cross_arm``, ``circle_diameter``, …"""
        return float(_styles()[name])

    @property
    def _factor(self) -> float:
        return float(_styles()["factor"][str(self.scale)])


@lru_cache(maxsize=None)
def _styles() -> dict[str, Any]:
    return dict(load_json("sheets", "styles.json"))

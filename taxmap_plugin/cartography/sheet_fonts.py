"""The font of a sheet: found once, never silently replaced, and measured for the placing.

Sizes everywhere are for Sarabun; a font that draws Thai smaller gets a factor (S12).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Optional

from qgis.PyQt.QtGui import QFont, QFontDatabase, QFontInfo, QPainterPath

from ..core.message import Message
from ..core.resources import resource_path
from ..errors import TaxMapError

FAMILIES = {
    "Sarabun": 1.0,
    "TH Sarabun New": 1.46,
    "TH SarabunPSK": 1.46,
    "Noto Sans Thai": 1.0,
    "Laksaman": 1.0,
}
"""Families that draw stacked Thai marks right, preferred first, and their size factor."""

LINE_EM = 1.6
"""Distance of two baselines in em: Sarabun's marks reach 1.25 up and 0.33 down (T6)."""
_MEASURE_PX = 200.0


@dataclass(frozen=True)
class SheetFont:
    """A font family that is really there; ``factor`` brings it to the size of Sarabun."""

    family: str
    factor: float

    def font(self, size_mm: float, bold: bool = False) -> QFont:
        """The font with an em of ``size_mm`` of Sarabun, for layout items."""
        font = QFont(self.family)
        font.setPointSizeF(size_mm * self.factor * 72 / 25.4)
        font.setBold(bold)
        return font

    def em(self, size_mm: float) -> float:
        """The em in mm that looks like ``size_mm`` of Sarabun."""
        return size_mm * self.factor

    def measure(self, text: str, size: float, bold: bool = False) -> tuple[float, float, float]:
        """Width, height above and depth below the baseline of the ink, mm."""
        width, up, down = _ink(self.family, text, bold)
        em = self.em(size)
        return width * em, up * em, down * em

    def width(self, text: str, size: float, bold: bool = False) -> float:
        """Width of one line in mm."""
        return self.measure(text, size, bold)[0]


@lru_cache(maxsize=20000)
def _ink(family: str, text: str, bold: bool) -> tuple[float, float, float]:
    """Ink of a line for an em of 1, from the glyphs' own outlines (T1: Qt's other
    measures are wrong for Thai)."""
    font = QFont(family)
    font.setPixelSize(int(_MEASURE_PX))
    font.setBold(bold)
    path = QPainterPath()
    path.addText(0, 0, font, text)
    ink = path.boundingRect()
    down = ink.bottom() / _MEASURE_PX
    return ink.width() / _MEASURE_PX, -ink.top() / _MEASURE_PX, max(down, 0.0)


def sheet_font(wanted: str = "") -> SheetFont:
    """The font of the sheets: ``wanted`` if it is there, else the first of :data:`FAMILIES`.

    Fonts that the plugin carries (``resources/fonts``) are loaded first. Raises
    TaxMapError when the computer has no font that draws Thai right.
    """
    _load_own_fonts()
    for family in (wanted, *FAMILIES):
        if family and QFontInfo(QFont(family)).family() == family:
            return SheetFont(family, FAMILIES.get(family, 1.0))
    raise TaxMapError(Message("sheet_fonts.no_thai_font", fonts=", ".join(FAMILIES)))


@lru_cache(maxsize=None)
def _load_own_fonts() -> None:
    for folder in (resource_path("fonts"), _package_fonts()):
        if folder is not None and folder.is_dir():
            for path in sorted(folder.glob("*.ttf")):
                QFontDatabase.addApplicationFont(str(path))
            return


def _package_fonts() -> Optional[Path]:
    """Sarabun as a Python package, where it is installed."""
    found = find_spec("fontpkg_sarabun")
    return Path(found.origin).parent / "files" if found and found.origin else None

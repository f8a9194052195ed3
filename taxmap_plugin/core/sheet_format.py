"""Paper, margins and furniture of a map sheet, and what fits on it (S22-S30).

The boxes are data in ``resources/sheets/formats.json``: millimetres from the
upper left corner of the paper, one list of arrangements a paper size. Margins:
13 mm to the frame, 25 mm on the binding side (S26).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ..errors import TaxMapError
from .message import Message
from .resources import load_json

PAPERS = ("A1", "A3", "A4")
"""The papers of a map sheet, the largest first."""
SCALES = (500, 1000, 2000, 4000)
"""The only scales of a map sheet (S24)."""

COMFORT_MM = 14.0
"""White that a block should keep to the neat line: room for neighbours' circles."""


@dataclass(frozen=True)
class Box:
    """A rectangle on paper, mm from the upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def inset(self, by: float) -> Box:
        """The box made smaller by ``by`` mm on all sides."""
        return Box(self.x + by, self.y + by, self.width - 2 * by, self.height - 2 * by)


@dataclass(frozen=True)
class SheetFormat:
    """One arrangement of a paper size: where the map and each piece of furniture stands."""

    id: str
    paper: str
    page: tuple[float, float]
    frame: Box
    boxes: dict[str, Box]
    bar: float
    arrow_size: float

    @property
    def map(self) -> Box:
        return self.boxes["map"]

    def fits(self, width: float, height: float, scale: int, spare: float = 0.0) -> bool:
        """Whether ground of this size (m) goes into the map with ``spare`` mm on each side."""
        room = self.ground_size(scale, spare)
        return width <= room[0] + 1e-6 and height <= room[1] + 1e-6

    def ground_size(self, scale: int, spare: float = 0.0) -> tuple[float, float]:
        """Metres of ground in the map at ``scale``, less ``spare`` mm on each side."""
        metres = scale / 1000
        return (self.map.width - 2 * spare) * metres, (self.map.height - 2 * spare) * metres


@lru_cache(maxsize=None)
def formats(paper: str) -> tuple[SheetFormat, ...]:
    """The arrangements of a paper size, preferred first; TaxMapError for an unknown paper."""
    data = load_json("sheets", "formats.json")
    if paper not in data:
        known = ", ".join(PAPERS)
        raise TaxMapError(Message("sheet_format.unknown_paper", paper=paper, known=known))
    return tuple(
        SheetFormat(
            id=entry["id"],
            paper=paper,
            page=(entry["page"][0], entry["page"][1]),
            frame=Box(*entry["frame"]),
            boxes={name: Box(*box) for name, box in entry["boxes"].items()},
            bar=entry["bar"],
            arrow_size=entry["arrow_size"],
        )
        for entry in data[paper]
    )


def choose(
    paper: str, width: float, height: float, largest_scale: int = 1000
) -> tuple[SheetFormat, int] | None:
    """The format and the largest standard scale at which ground of this size (m) fits.

    A roomy fit (:data:`COMFORT_MM` on all sides) is taken before a tight one, a
    tight one before the next smaller scale. None when even 1:4000 is too large.
    """
    for scale in (scale for scale in SCALES if scale >= largest_scale):
        for spare in (COMFORT_MM, 0.0):
            for candidate in formats(paper):
                if candidate.fits(width, height, scale, spare):
                    return candidate, scale
    return None

"""The area of a parcel on the map beside that of its documents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from .area import from_square_metres, to_square_metres
from .match_profile import AreaTolerance


@dataclass(frozen=True)
class AreaPair:
    """The area on the map (m²) beside that of the documents (hundredths of a ตารางวา)."""

    map_m2: float
    document: Optional[int]
    tolerance: AreaTolerance

    @property
    def map(self) -> int:
        """On the map, in hundredths of a ตารางวา."""
        return from_square_metres(self.map_m2)

    @property
    def document_m2(self) -> Optional[float]:
        return None if self.document is None else to_square_metres(self.document)

    @property
    def difference(self) -> Optional[int]:
        """Map less document, hundredths of a ตารางวา."""
        return None if self.document is None else self.map - self.document

    @property
    def allowed(self) -> Optional[int]:
        """How far the two may differ, hundredths of a ตารางวา."""
        if self.document is None:
            return None
        relative = self.tolerance.relative * max(self.map, self.document)
        return round(max(self.tolerance.absolute, relative))

    @property
    def agrees(self) -> Optional[bool]:
        """Whether the difference is within the tolerance; None without a document."""
        if self.difference is None or self.allowed is None:
            return None
        return abs(self.difference) <= self.allowed

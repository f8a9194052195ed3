"""What the search found: living and retired parcels, each with its state as shape and word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Optional

from ..workspace.parcel_search import Found
from .history_text import code_text, found_text, shape_of, state_of
from .icons import state_icon
from .place_table import PlaceTable


class HitTable(PlaceTable):
    """A row a hit; its key is the place in the list."""

    MOST_ROWS = 4

    def __init__(self) -> None:
        super().__init__("TaxMapHistoryHits", "", ["", "", ""])
        self.setAccessibleName(self.tr("Parcels found"))
        self.setHorizontalHeaderLabels([self.tr("State"), self.tr("Parcel"), self.tr("What")])
        self._found: Sequence[Found] = ()

    def show_found(self, found: Sequence[Found]) -> None:
        """These hits, in this order."""
        self._found = found
        rows = [(state_of(one.living), code_text(one.code), found_text(one)) for one in found]
        self.show_rows(rows, [str(place) for place in range(len(found))])
        self.restyle()

    def at(self, key: str) -> Optional[Found]:
        """The hit of a row."""
        return self._found[int(key)] if key else None

    def restyle(self) -> None:
        """Shapes and heights for the present palette and font."""
        icons = {lives: state_icon(shape_of(lives), self.palette()) for lives in (True, False)}
        for row, one in enumerate(self._found):
            self.item(row, 0).setIcon(icons[one.living])
        self.fit()

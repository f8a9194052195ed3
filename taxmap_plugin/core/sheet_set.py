"""The plan of a whole set on which every parcel finds room for its number (S16)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from .feedback import Feedback, check_cancelled
from .label_place import Measure
from .sheet_data import SheetSource
from .sheet_drawing import Room, room_on
from .sheet_format import SCALES
from .sheet_ground import GroundIndex
from .sheet_names import Pencil
from .sheet_plan import PlanOptions, Sheet, plan_sheets, too_small
from .sheet_style import SheetStyle
from .sheet_words import SheetLanguage, SheetWords

_FEW = 3
"""So few small parcels find room on a sheet with an overflow box without a trial."""
_SKETCH: tuple[SheetLanguage, ...] = ("th",)
_PROOF: tuple[SheetLanguage, ...] = ("th", "en")
"""A set has as many sheets in one language as in the other: it has room in both."""
_ROOMS: tuple[Room, ...] = ("wide", "narrow", "none")


def plan_set(
    source: SheetSource, options: PlanOptions, measure: Measure, feedback: Feedback
) -> GroundIndex:
    """Plan all sheets; a block whose numbers do not all find room on its paper is split at
    the next larger scale, again if need be, down to 1:500.

    The plan depends on the map, the paper and the font, not on the sheets' language or
    colours, nor on the blocks that are printed. Raises Cancelled.
    """
    halvings: dict[str, int] = {}
    rooms: dict[str, Room] = {}
    while True:
        index = GroundIndex(source, plan_sheets(source, options, halvings))
        tried = _try(index, rooms, _SKETCH, measure, feedback)
        if "none" not in tried.values():
            # the narrow ones again, for numbers and neighbours have changed since
            wide = {code for code, room in {**rooms, **tried}.items() if room == "wide"}
            tried.update(_try(index, wide, _PROOF, measure, feedback))
        rooms.update(tried)
        crowded = [code for code, room in rooms.items() if room == "none"]
        if not crowded:
            return index
        for code in crowded:
            halvings[code] = halvings.get(code, 0) + 1
            del rooms[code]


def _try(
    index: GroundIndex, known: Collection[str], languages: Sequence[SheetLanguage],
    measure: Measure, feedback: Feedback,
) -> dict[str, Room]:  # fmt: skip
    """The least room on the sheets of each block that is not known yet."""
    rooms: dict[str, Room] = {}
    for sheet in index.plan.sheets:
        check_cancelled(feedback)
        code = sheet.block_code
        if code in known:
            continue
        rooms.setdefault(code, "wide")
        if _at_risk(index, sheet):
            for language in languages:
                if rooms[code] != "none":
                    pencil = Pencil(SheetStyle("bw", sheet.scale), measure, SheetWords(language))
                    room = room_on(index, sheet, pencil)
                    rooms[code] = max(rooms[code], room, key=_ROOMS.index)
    return rooms


def _at_risk(index: GroundIndex, sheet: Sheet) -> bool:
    if sheet.scale == SCALES[0]:
        return False  # there is no larger scale
    few = _FEW if "overflow" in sheet.format.boxes else 0
    return too_small(index.shapes("parcel")[sheet.parcels], sheet.scale) > few

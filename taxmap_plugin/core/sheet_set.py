"""The plan of a whole set on which every parcel finds room for its number (S16)."""

from __future__ import annotations

from collections.abc import Callable

from .feedback import Feedback, check_cancelled
from .sheet_data import SheetSource
from .sheet_drawing import draw_sheet
from .sheet_format import SCALES
from .sheet_ground import GroundIndex
from .sheet_names import Pencil
from .sheet_plan import PlanOptions, Sheet, plan_sheets, too_small

_FEW = 3
"""So few small parcels find room on a sheet with an overflow box without a trial."""


def plan_set(
    source: SheetSource,
    options: PlanOptions,
    pencil_for: Callable[[int], Pencil],
    feedback: Feedback,
) -> GroundIndex:
    """Plan all sheets; a block whose numbers do not all find room on its paper is split at
    the next larger scale, again if need be, down to 1:500.

    ``pencil_for`` gives the pencil of a scale. Raises Cancelled.
    """
    halvings: dict[str, int] = {}
    sound: set[str] = set()
    while True:
        index = GroundIndex(source, plan_sheets(source, options, halvings))
        crowded = _crowded(index, sound, pencil_for, feedback)
        if not crowded and sound and halvings:  # numbers and neighbours have changed: once more
            crowded = _crowded(index, set(), pencil_for, feedback)
        if not crowded:
            return index
        sound |= set(index.plan.blocks["block_code"]) - crowded
        halvings.update({code: halvings.get(code, 0) + 1 for code in crowded})


def _crowded(
    index: GroundIndex, sound: set[str], pencil_for: Callable[[int], Pencil], feedback: Feedback
) -> set[str]:
    """The blocks with a sheet on which not every number finds room; ``sound`` are not tried."""
    crowded: set[str] = set()
    for sheet in index.plan.sheets:
        check_cancelled(feedback)
        if sheet.block_code not in sound | crowded and _at_risk(index, sheet):
            drawing = draw_sheet(index, sheet, pencil_for(sheet.scale))
            crowded |= set() if drawing.complete else {sheet.block_code}
    return crowded


def _at_risk(index: GroundIndex, sheet: Sheet) -> bool:
    if sheet.scale == SCALES[0]:
        return False  # there is no larger scale
    shapes = index.shapes("parcel")[sheet.parcels]
    return "overflow" not in sheet.format.boxes or too_small(shapes, sheet.scale) > _FEW

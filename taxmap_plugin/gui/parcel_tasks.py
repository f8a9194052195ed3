"""What can be done to parcels: what the officer shows for it, and who works it out.

The seam between the Parcels dock and ``editing``: a task says what has to be selected and
captured; :class:`Operations` holds the functions that plan it, write it, take it back.
A task without a function stands in the list with the reason why it cannot be begun.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Callable, Literal, Optional

import shapely

from ..core.feedback import Feedback
from ..core.message import Message
from ..core.reshape import Move
from ..editing.division import Typed
from ..editing.parcel_plan import Decision, Plan
from ..workspace.store import Workspace

Captured = Literal["", "point", "line", "polygon", "edge", "boundary"]
"""What is shown on the map: nothing, a drawing, a side of the parcel, a boundary moved."""


@dataclass(frozen=True)
class ParcelTask:
    """One line of "what do you want to do"; ``least`` to ``most`` parcels must be selected.

    ``or_all``: it is done with the selected parcels, or, with none, with all that are concerned.
    ``closely``: what is drawn runs beside a boundary, and is not to be pulled onto it.
    """

    name: str
    picture: str
    captured: Captured = ""
    least: int = 0
    most: Optional[int] = None
    or_all: bool = False
    closely: bool = False

    def lacking(self, selected: int, limit: int) -> Optional[Message]:
        """Why it cannot be begun with so many parcels selected; None when it can.

        Of more than ``limit`` nobody knows which they are.
        """
        if selected < self.least:
            name = "one" if self.least == 1 else "several"
            return Message("parcel_tasks.select_" + name, least=self.least)
        if self.most is not None and selected > self.most:
            return Message("parcel_tasks.select_fewer", most=self.most, selected=selected)
        if (self.least or self.or_all) and selected > limit:
            name = "too_many_or_none" if self.or_all else "too_many"
            return Message("parcel_tasks." + name, most=limit, selected=selected)
        return None


GROUPS: dict[str, tuple[ParcelTask, ...]] = {
    "draw": (
        ParcelTask("draw_parcel", "draw_parcel.svg", "polygon"),
        ParcelTask("draw_building", "draw_building.svg", "polygon"),
        ParcelTask("place_signboard", "place_signboard.svg", "point"),
        ParcelTask("draw_block", "draw_block.svg", "polygon"),
        ParcelTask("draw_zone", "draw_zone.svg", "polygon"),
        ParcelTask("traverse", "traverse.svg"),
    ),
    "change": (
        ParcelTask("split_by_line", "split_line.svg", "line", or_all=True),
        ParcelTask("split_to_area", "split_area.svg", "edge", least=1, most=1),
        ParcelTask("merge", "merge_parcels.svg", least=2),
        ParcelTask("move_boundary", "move_boundary.svg", "boundary"),
        ParcelTask("redraw_boundary", "redraw_boundary.svg", "line", closely=True),
        ParcelTask("cut_strip", "cut_strip.svg", "polygon"),
        ParcelTask("renumber", "number_parcels.svg", least=1),
    ),
    "qgis": (
        ParcelTask("qgis_vertices", "mActionVertexTool.svg"),
        ParcelTask("qgis_reshape", "mActionReshape.svg"),
    ),
    "look": (ParcelTask("compare", "compare_maps.svg"),),
}

TASKS = {task.name: task for group in GROUPS.values() for task in group}


@dataclass(frozen=True)
class Wish:
    """What the officer asked for: shapes and moves in the workspace's CRS.

    ``parcels`` are the uuids of the selected ones, ``shape`` what was drawn (a point on the
    chosen side for ``edge``), ``moves`` what was dragged, ``values`` what was typed.
    """

    parcels: tuple[str, ...] = ()
    shape: Optional[shapely.Geometry] = None
    moves: tuple[Move, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Turn:
    """One step back or forth: which change it is about (``Step.uuid``), and in words."""

    change: str
    words: Message


@dataclass(frozen=True)
class Way:
    """Which way back (or forth) there is: what would be undone or done again."""

    undo: Optional[Turn] = None
    redo: Optional[Turn] = None


@dataclass(frozen=True)
class Written:
    """What the officer is told of a change, and the parcels to select after it.

    ``warns``: there is something to look at, so it stays until she closes it (P10). ``change``
    is what Undo takes back, where it is offered beside the message.
    """

    message: Message
    parcels: tuple[str, ...] = ()
    warns: bool = False
    change: str = ""

    @property
    def level(self) -> str:
        """How it is told."""
        return "warning" if self.warns else "success"

    def elsewhere(self) -> Written:
        """As it is told when another workspace was opened meanwhile: its parcels are not there."""
        return replace(self, parcels=())


Planner = Callable[[Workspace, Wish, Feedback], Plan]
Writer = Callable[[Workspace, Wish, Feedback], Written]
Back = Callable[[Workspace, str, Feedback], Written]


@dataclass
class Operations:
    """The functions behind the dock; what is missing here is told as not yet available.

    ``writers`` are tasks that write at once what was drawn (undo takes it back), ``opens``
    those with a window of their own, called with the uuids of the selected parcels.
    ``suggest_codes`` gives the plan of a division anew, by what was typed and by the pieces
    that were chosen to keep the code; ``notes`` is what is to be said of a plan with the codes
    that its pieces have now. ``apply``, ``undo`` and ``redo`` write, and return what the officer
    is told; the last two are given the change that the officer was shown, and refuse to go
    another way.
    """

    planners: dict[str, Planner] = field(default_factory=dict)
    writers: dict[str, Writer] = field(default_factory=dict)
    opens: dict[str, Callable[[tuple[str, ...]], Any]] = field(default_factory=dict)
    suggest_codes: Optional[Callable[[Workspace, Plan, Typed, Collection[int]], Plan]] = None
    notes: Optional[Callable[[Workspace, Plan], tuple[Message, ...]]] = None
    apply: Optional[Callable[[Workspace, Plan, Decision, Feedback], Written]] = None
    undo: Optional[Back] = None
    redo: Optional[Back] = None
    way: Optional[Callable[[Workspace], Way]] = None
    history: Optional[Callable[[Optional[str]], Any]] = None

    def has(self, task: str) -> bool:
        """Whether a task can be carried out."""
        planned = task in self.planners and self.apply is not None
        return planned or task in self.writers or task in self.opens

"""What the tasks of the Parcels dock do: the functions of ``editing`` behind each of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Callable, Optional

import shapely

from ..core.area_list import parse_areas
from ..core.area_split import FromDirection, FromEdge, Side
from ..core.datum import transform
from ..core.feedback import Feedback
from ..core.message import Message
from ..core.plotted_outline import plot_corners, plot_courses
from ..core.thai_date import local_time
from ..editing.crossed import plan_crossed
from ..editing.division import suggest_codes
from ..editing.merge import plan_merge
from ..editing.new_thing import add_thing
from ..editing.parcel_plan import Decision, Plan, area_changes
from ..editing.parcel_write import apply_plan
from ..editing.recode import plan_recode
from ..editing.reshape import plan_boundary, plan_move
from ..editing.resurvey import plan_drawn
from ..editing.split import plan_area_split, plan_equal_split
from ..editing.strip import plan_line_strip, plan_strip
from ..settings import language, say
from ..workspace.domain import labels
from ..workspace.store import Workspace
from ..workspace.undo import NotAsShown, UndoError, Undone, redo, undo
from ..workspace.undo_stack import Step, next_redo, next_undo
from .area_text import thai_change_of
from .area_tolerance import notes_by_tolerance
from .edit_words import edit_words
from .parcel_layer import MOST
from .parcel_tasks import Operations, Turn, Way, Wish, Written

_MOST_AREAS = 4  # told in one message; the preview showed all


def operations(
    opens: dict[str, Callable[[tuple[str, ...]], Any]],
    history: Optional[Callable[[Optional[str]], Any]] = None,
) -> Operations:
    """All that the dock can do; ``opens`` are the tasks that have a window of their own."""
    return Operations(
        planners={
            "draw_parcel": lambda ws, wish, feedback: plan_drawn(ws, _drawn(wish), wish.parcels),
            "traverse": _plot,
            "split_by_line": lambda ws, wish, feedback: plan_crossed(
                ws, [_drawn(wish)], wish.parcels
            ),
            "split_to_area": _split_to_area,
            "merge": lambda ws, wish, feedback: plan_merge(ws, wish.parcels),
            "move_boundary": lambda ws, wish, feedback: plan_move(ws, wish.moves),
            "redraw_boundary": lambda ws, wish, feedback: plan_boundary(ws, _drawn(wish)),
            "cut_strip": _cut_strip,
            "renumber": lambda ws, wish, feedback: plan_recode(
                ws, wish.parcels, str(wish.values["block"])
            ),
        },
        writers={
            "draw_building": _adder("building"),
            "place_signboard": _adder("signboard"),
            "draw_block": _adder("block"),
            "draw_zone": _adder("zone"),
        },
        opens=opens,
        suggest_codes=suggest_codes,
        notes=notes_by_tolerance,
        apply=_apply,
        undo=lambda ws, shown, feedback: _go_back("undone", ws, shown, undo),
        redo=lambda ws, shown, feedback: _go_back("done_again", ws, shown, redo),
        way=_WayOf(),
        history=history,
    )


def _drawn(wish: Wish) -> Any:
    return wish.shape


def _split_to_area(ws: Workspace, wish: Wish, feedback: Feedback) -> Plan:
    side = _side(wish)
    if wish.values["equal"]:
        return plan_equal_split(ws, wish.parcels[0], int(wish.values["count"]), side)
    areas = parse_areas(str(wish.values["areas"]), "m2")
    return plan_area_split(ws, wish.parcels[0], areas, side, bool(wish.values["share"]))


def _side(wish: Wish) -> Side:
    """The side that was clicked, or the direction that was chosen."""
    if wish.shape is None:
        return FromDirection(float(wish.values["bearing"]))
    return FromEdge(wish.shape.x, wish.shape.y)


def _cut_strip(ws: Workspace, wish: Wish, feedback: Feedback) -> Plan:
    table = str(wish.values["table"])
    values = {"kind": wish.values["kind"], "name": wish.values["name"] or None}
    if wish.values["along_line"]:
        return plan_line_strip(ws, _drawn(wish), float(wish.values["width"]), table, values)
    return plan_strip(ws, _drawn(wish), table, values)


def _plot(ws: Workspace, wish: Wish, feedback: Feedback) -> Plan:
    """A parcel out of what was typed or pasted: a new one, or the new shape of one.

    Corners of a new shape that were measured stay where they were measured.
    """
    text, epsg = str(wish.values["text"]), int(wish.values["epsg"])
    if wish.values["courses"]:
        adjust = bool(wish.values["adjust"])
        plotted = plot_courses(text, _start(ws, wish, epsg), epsg, ws.epsg, adjust)
    else:
        plotted = plot_corners(text, epsg, ws.epsg)
    names = plotted.corners["name"].tolist()
    plan = plan_drawn(ws, plotted.polygon, wish.parcels, names, tolerance=0.0)
    told = plotted.told(plan.pieces[0].shape)
    return replace(plan, notes=tuple(dict.fromkeys([*told, *plan.notes])))


def _start(ws: Workspace, wish: Wish, epsg: int) -> Optional[tuple[float, float]]:
    """The first corner in the CRS of the list: typed, or clicked on the map."""
    if wish.shape is None:
        typed: Optional[tuple[float, float]] = wish.values["start"]
        return typed
    east, north = transform(shapely.get_coordinates(wish.shape), ws.epsg, epsg)[0]
    return float(east), float(north)


def _adder(table: str) -> Callable[[Workspace, Wish, Feedback], Written]:
    def add(ws: Workspace, wish: Wish, feedback: Feedback) -> Written:
        added = add_thing(ws, table, _drawn(wish))
        said = {"what": Message("parcel_operations." + table), "code": added.code or "–"}
        below = (added.parcel,) if added.parcel else ()
        if added.notes:
            notes = " ".join(say(note) for note in added.notes)
            told = Message("parcel_operations.added_look", **said, note=notes)
            return Written(told, below, warns=True)
        return Written(Message("parcel_operations.added", **said), below)

    return add


def _apply(ws: Workspace, plan: Plan, decision: Decision, feedback: Feedback) -> Written:
    done = apply_plan(ws, plan, decision)
    said = {
        "kind": labels("change_kind", language())[decision.kind or plan.kind],
        "count": len(done.parcels),
    }
    told = Message("parcel_operations.written", **said)
    if done.reviews:
        findings = len(done.reviews)
        told = Message("parcel_operations.written_look", **said, findings=findings)
    return Written(_with_areas(told, plan), done.parcels)


def _with_areas(told: Message, plan: Plan) -> Message:
    """What became of the areas of a few parcels that live on, after what is told."""
    found = area_changes(plan)
    if not 0 < len(found) <= _MOST_AREAS:
        return told
    changes = [
        Message("parcel_operations.area_change", code=one.name, change=thai_change_of(one.by_m2))
        for one in found
    ]
    return Message("parcel_operations.with_areas", told=told, changes=changes)


def _go_back(id: str, ws: Workspace, shown: str, go: Callable[[Workspace, str], Undone]) -> Written:
    """What it brought back is selected, unless that is more than can be looked at."""
    try:
        done = go(ws, shown)
    except NotAsShown as error:
        raise UndoError(_other_than_shown(id, ws, error)) from error
    told = Message("parcel_operations." + id, edit=edit_words(ws, done.edit))
    return Written(told, done.parcels if len(done.parcels) <= MOST else ())


def _other_than_shown(id: str, ws: Workspace, error: NotAsShown) -> Message:
    """Both changes by name: the one that the button told, and the one that is next by now."""
    if error.shown is None:
        return error.message
    shown = _dated(ws, error.shown)
    if error.now is None:
        return Message(f"parcel_operations.{id}_none_left", shown=shown)
    return Message(f"parcel_operations.{id}_another", shown=shown, now=_dated(ws, error.now))


def _dated(ws: Workspace, step: Step) -> Message:
    """What was done and when: the same may have been done to the same parcel twice."""
    moment = local_time(step.changed_at)
    return Message("parcel_operations.edit_dated", edit=edit_words(ws, step), moment=moment)


class _WayOf:
    """What there is to go to, in words; which are made once for each change, not at each look."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Turn] = {}

    def __call__(self, ws: Workspace) -> Way:
        back, forth = next_undo(ws), next_redo(ws)
        way = Way(self._turn(ws, back), self._turn(ws, forth))
        self._known = {(turn.change, language()): turn for turn in (way.undo, way.redo) if turn}
        return way

    def _turn(self, ws: Workspace, step: Optional[Step]) -> Optional[Turn]:
        if step is None:
            return None
        return self._known.get((step.uuid, language())) or Turn(step.uuid, edit_words(ws, step))

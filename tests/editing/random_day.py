"""An officer's day on an invented fabric: all that can be done to parcels, as random rules."""

from __future__ import annotations

import math
import shutil
import tempfile
from pathlib import Path

import numpy as np
import shapely
from hypothesis import currently_in_test_context, event
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
)
from shapely.ops import split

from taxmap_plugin.core.area_split import FromDirection
from taxmap_plugin.editing.crossed import plan_crossed
from taxmap_plugin.editing.division import suggest_codes
from taxmap_plugin.editing.draw import plan_draw
from taxmap_plugin.editing.merge import plan_merge
from taxmap_plugin.editing.native_edits import NativeEdits, plan_native
from taxmap_plugin.editing.parcel_plan import Decision
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.recode import plan_codes, plan_recode
from taxmap_plugin.editing.reshape import plan_boundary, plan_move
from taxmap_plugin.editing.restore import plan_restore
from taxmap_plugin.editing.resurvey import plan_resurvey
from taxmap_plugin.editing.split import plan_area_split, plan_equal_split, plan_split
from taxmap_plugin.editing.strip import plan_line_strip
from taxmap_plugin.errors import TaxMapError
from taxmap_plugin.workspace.problem import RowChanged, RowMissing
from taxmap_plugin.workspace.store import Workspace
from taxmap_plugin.workspace.undo import redo, undo

from .. import fabrics
from ..stored import things
from . import promises, random_land

SHARE = st.floats(0, 1, exclude_max=True)
TURN = st.floats(0, 360)
SMALL = st.floats(-12, 12)
HAIR = 0.05  # m: ground between two parcels that is no wider is nobody's by mistake only
REACH = 0.06  # m: a drawn corner is pulled to one of a neighbour as near as that
HASTY = ("draw", "merge", "move", "recode", "split", "strip")

_UNCUT = {"split.does_not_cross", "split.along_the_edge"}
_UNSOUND = {"reshape.no_change", "reshape.turned_over", "fabric.invalid", "fabric.overlap"}
_TAKES = (
    *("reshape.takes_all", "reshape.takes_part", "reshape.takes_apart"),
    *("reshape.takes_beyond", "reshape.also"),
)
_LINES = ("swallows", "nothing_left", "cuts_apart", "off_the_boundary", "line_crosses_itself")
REFUSED = {
    "split": _UNCUT,
    "split across": {"crossed.nothing", *_UNCUT},
    "split at corners": {"split.ends_inside", *_UNCUT},
    "other remainder": _UNCUT,
    "land numbers": _UNCUT,
    "typed code": {*_UNCUT, *("parcel_write.code_" + why for why in ("taken", "twice", "retired"))},
    "emptied code": _UNCUT,
    "split to areas": {"area_split.too_much", "area_split.too_small"},  # of a tiny parcel
    "merge": {"merge.too_few"},  # of a parcel that lies alone
    "move": _UNSOUND,
    "replace boundary": {*_UNSOUND, *("reshape." + reason for reason in _LINES)},
    "resurvey": {*_UNSOUND, "reshape.unlike", *_TAKES, "fabric.gap"},
    "strip": {"strip.takes_nothing"},
    "draw": {"draw.no_room", "fit.no_room"},
    "restore": {"restore.living", "restore.across"},
}
"""What each operation may be refused for (ids of messages); nothing else is."""


def _problem(refused: TaxMapError) -> str:
    """What was wrong (id of a message), without what is told around it, such as parcels."""
    told = refused.message
    while "problem" in told.params:
        told = told.params["problem"]
    return str(told.id)


OVERTAKEN = (RowChanged, RowMissing)
"""What a plan may be refused for when somebody changed the map since it was made."""

TAKEN = {"parcel_write.code_taken", "parcel_write.drawn_meanwhile"}
"""The same, where the parcels are others: the next code, or free ground, was taken."""


class Day(RuleBasedStateMachine):
    """An officer at work; after each change all that `promises` says is looked up."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.done: set[str] = set()

    def teardown(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    @initialize(shapes=fabrics.fabrics(least=8, most=22), declared=st.booleans())
    def begin(self, shapes, declared):
        self.ws = random_land.make(self.folder, shapes, declared)
        self.seen = promises.see(self.ws)
        self.things = things(self.ws)
        self.past: list[dict] = []
        self.future: list[dict] = []
        self.retired: set[str] = set()
        self.declared = declared
        self.typed = iter(range(900, 1000))

    @rule(pick=SHARE, turn=TURN, along=SHARE, bend=st.one_of(st.just(0.0), SMALL))
    def split(self, pick, turn, along, bend):
        uuid, shape = self.parcel(pick)
        line = _across(shape, turn, along, bend)
        self.change("split", lambda: plan_split(self.ws, uuid, [line]))

    @rule(turn=TURN, along=SHARE, bend=st.one_of(st.just(0.0), SMALL), picks=st.lists(SHARE))
    def split_all_across(self, turn, along, bend, picks):
        """A line right across the whole fabric, or across some parcels that are selected."""
        uuids = list(dict.fromkeys(self.parcel(pick)[0] for pick in picks))
        shapes = [row["geom"] for row in self.seen.parcels.values()]
        line = _across(shapely.box(*shapely.total_bounds(shapes)), turn, along, bend)
        self.change("split across", lambda: plan_crossed(self.ws, [line], uuids))

    @rule(pick=SHARE, corner=SHARE, other=SHARE)
    def split_from_corner_to_corner(self, pick, corner, other):
        uuid, shape = self.parcel(pick)
        corners = shapely.get_coordinates(shape)
        ends = [corners[int(at * len(corners))] for at in (corner, other)]
        self.change("split at corners", lambda: plan_split(self.ws, uuid, [_line(*ends)]))

    @rule(pick=SHARE, turn=TURN, shares=st.lists(st.floats(0.05, 0.4), min_size=1, max_size=3))
    def split_to_areas(self, pick, turn, shares):
        uuid, shape = self.parcel(pick)
        areas = [round(share * shape.area, 2) for share in shares]
        self.change(
            "split to areas",
            lambda: plan_area_split(self.ws, uuid, areas, FromDirection(turn)),
        )

    @rule(pick=SHARE, turn=TURN, count=st.integers(2, 4))
    def split_equally(self, pick, turn, count):
        uuid, _ = self.parcel(pick)
        self.change(
            "split equally", lambda: plan_equal_split(self.ws, uuid, count, FromDirection(turn))
        )

    @rule(pick=SHARE, choice=SHARE, many=st.booleans())
    def merge(self, pick, choice, many):
        uuid, _ = self.parcel(pick)
        beside = self.beside(uuid)
        if beside:
            first = int(choice * len(beside))
            chosen = [uuid, *beside[first : first + 1 + many]]
            self.change("merge", lambda: plan_merge(self.ws, chosen), self.between(chosen))

    @rule(pick=SHARE, corner=SHARE, east=SMALL, north=SMALL)
    def move_corner(self, pick, corner, east, north):
        _, shape = self.parcel(pick)
        corners = shapely.get_coordinates(shape)
        x, y = corners[int(corner * len(corners))]
        moved = ((x, y), (x + east, y + north))
        self.change("move", lambda: plan_move(self.ws, [moved]), self.along(_line(*moved)))

    @rule(pick=SHARE, start=SHARE, length=st.floats(1, 40), aside=SMALL)
    def replace_boundary(self, pick, start, length, aside):
        _, shape = self.parcel(pick)
        ring = shape.geoms[0].exterior
        first = ring.interpolate(start * ring.length)
        last = ring.interpolate((start * ring.length + length) % ring.length)
        middle = np.array([first.x + last.x, first.y + last.y]) / 2
        middle += aside * np.array([last.y - first.y, first.x - last.x]) / max(length, 1)
        line = _line((first.x, first.y), middle, (last.x, last.y))
        self.change("replace boundary", lambda: plan_boundary(self.ws, line), self.along(line))

    @rule(pick=SHARE, factor=st.floats(0.85, 1.15), east=st.floats(-2, 2), turn=st.floats(-5, 5))
    def resurvey(self, pick, factor, east, turn):
        uuid, shape = self.parcel(pick)
        outline = shapely.affinity.scale(shape.geoms[0], factor, factor)
        outline = shapely.affinity.rotate(shapely.affinity.translate(outline, east), turn)
        ground = self.along(shapely.union(shape.boundary, outline.boundary))
        self.change("resurvey", lambda: plan_resurvey(self.ws, uuid, outline), ground)

    @rule(line=fabrics.cut_lines(points=3), width=st.floats(0.3, 9), water=st.booleans())
    def strip(self, line, width, water):
        table, kind = ("water", "canal") if water else ("public_land", "way")
        self.change("strip", lambda: plan_line_strip(self.ws, line, width, table, {"kind": kind}))

    @rule(east=SHARE, north=SHARE, size=st.floats(3, 40), turn=TURN)
    def draw(self, east, north, size, turn):
        x = fabrics.WEST + (east * 1.4 - 0.2) * fabrics.SIDE
        y = fabrics.SOUTH + (north * 1.4 - 0.2) * fabrics.SIDE
        drawn = shapely.affinity.rotate(shapely.box(x, y, x + size, y + size / 2), turn)
        ground = promises.Ground(gained=shapely.buffer(drawn, REACH))
        self.change("draw", lambda: plan_draw(self.ws, drawn), ground)

    @rule(picks=st.lists(SHARE, min_size=1, max_size=4), block=st.sampled_from(["01A", "01B"]))
    def recode(self, picks, block):
        uuids = list(dict.fromkeys(self.parcel(pick)[0] for pick in picks))
        self.change("recode", lambda: plan_recode(self.ws, uuids, block))

    @rule(pick=SHARE, other=SHARE)
    def swap_codes(self, pick, other):
        codes = {u: self.seen.parcels[u]["parcel_code"] for u in map(self._uuid, (pick, other))}
        if len(codes) == 2 and all(codes.values()):
            swapped = dict(zip(codes, reversed(codes.values())))
            self.change("swap codes", lambda: plan_codes(self.ws, swapped))

    @rule(pick=SHARE)
    def restore(self, pick):
        history = sorted(self.seen.history)
        if history:
            chosen = history[int(pick * len(history))]
            (old,) = self.ws.rows("parcel_history", ["geom"], "uuid = ?", [chosen])
            ground = promises.Ground(gained=old["geom"])
            self.change("restore", lambda: plan_restore(self.ws, chosen), ground)

    # -- with QGIS's own tools -----------------------------------------------------------------

    @rule(pick=SHARE, turn=TURN, along=SHARE)
    def native_split(self, pick, turn, along):
        """QGIS keeps the row for one half and copies it for the others."""
        uuid, shape = self.parcel(pick)
        if len(shape.geoms) > 1:
            return
        line = _across(shape, turn, along, 0.0)
        first, *others = fabrics.multipolygons(list(split(shape.geoms[0], line).geoms))
        row = self.seen.parcels[uuid]
        copies = [{**row, "geom": other} for other in others]
        edits = NativeEdits(added=copies, shapes={uuid: first})
        slivers = [one for one in (first, *others) if 2 * one.area < HAIR * one.length]
        if others and not slivers:  # narrower than two corners that are meant as one
            self.change("native split", lambda: plan_native(self.ws, edits))

    @rule(pick=SHARE, choice=SHARE)
    def native_merge(self, pick, choice):
        """QGIS keeps one of the rows, with the shape of all."""
        uuid, shape = self.parcel(pick)
        beside = self.beside(uuid)
        if beside:
            other = beside[int(choice * len(beside))]
            parts = shapely.get_parts(shapely.union(shape, self.seen.parcels[other]["geom"]))
            edits = NativeEdits(shapes={uuid: shapely.multipolygons(parts)}, deleted=[other])
            self.change("native merge", lambda: plan_native(self.ws, edits))

    @rule(pick=SHARE, deed=st.sampled_from(["7", "8", None]))
    def native_value(self, pick, deed):
        edits = NativeEdits(values={self._uuid(pick): {"deed_no": deed}})
        self.change("native value", lambda: plan_native(self.ws, edits))

    # -- as the officer decided it -------------------------------------------------------------

    @rule(pick=SHARE, turn=TURN, keeps=st.sampled_from([0, 1]))
    def split_with_another_remainder(self, pick, turn, keeps):
        self.decided("other remainder", pick, turn, chosen=[keeps])

    @rule(pick=SHARE, turn=TURN, first=st.integers(1, 20), second=st.integers(21, 40))
    def split_with_land_numbers(self, pick, turn, first, second):
        typed = {0: {"land_no": str(second)}, 1: {"land_no": str(first)}}
        written = self.decided("land numbers", pick, turn, typed)
        if written is not None:
            rows = [self.seen.parcels[uuid] for uuid in written[1].parcels[:2]]
            assert [row["land_no"] for row in rows] == [str(second), str(first)]
            old = written[0].parcels[0]["parcel_code"]
            assert old in (None, rows[1]["parcel_code"]), "the smallest number keeps the code"

    @rule(pick=SHARE, turn=TURN, empty=st.booleans())
    def split_with_a_typed_code(self, pick, turn, empty):
        code = None if empty else f"01A{next(self.typed)}"
        name = "emptied code" if empty else "typed code"
        written = self.decided(name, pick, turn, codes={1: code})
        if written is not None:
            assert self.seen.parcels[written[1].parcels[1]]["parcel_code"] == code

    def decided(self, name, pick, turn, typed=None, chosen=(), codes=None):
        """A split as the officer confirmed it: the plan and what was written."""
        uuid, shape = self.parcel(pick)
        line = _across(shape, turn, 0.5, 0.0)

        def plan():
            return suggest_codes(self.ws, plan_split(self.ws, uuid, [line]), typed, chosen)

        said = Decision(reason="ทดสอบ", codes=codes or {}, values=typed or {})
        return self.change(name, plan, decision=said)

    # -- two officers --------------------------------------------------------------------------

    @rule(
        mine=st.sampled_from(HASTY),
        hers=st.sampled_from(HASTY),
        pick=SHARE,
        other=st.one_of(st.none(), SHARE),
        turn=TURN,
    )
    def somebody_is_quicker(self, mine, hers, pick, other, turn):
        """Hers is written between my plan and my Confirm, often on the same parcel."""
        plan, ground = self.hasty(self.ws, mine, pick, turn)
        try:
            planned = plan()
        except TaxMapError as refused:
            assert _problem(refused) in REFUSED[mine]
            return
        second = Workspace.open(self.ws.path, "สมหญิง")
        again, meant = self.hasty(second, hers, pick if other is None else other, turn + 90)
        if self.change(hers, again, meant, ws=second) is None:
            return
        self.past.clear()  # undo is each officer's own
        written = self.change(mine, lambda: planned, ground, overtaken=True)
        self.done.add("overtaken" if written is None else "both written")

    def hasty(self, ws, name, pick, turn):
        """One of several operations on one parcel: its plan, and the ground that it is about."""
        uuid, shape = self.parcel(pick)
        if name == "split":
            line = _across(shape, turn, 0.5, 0.0)
            return lambda: plan_split(ws, uuid, [line]), promises.Ground()
        if name == "merge":
            chosen = [uuid, *self.beside(uuid)[:1]]
            return lambda: plan_merge(ws, chosen), self.between(chosen)
        if name == "recode":
            return lambda: plan_recode(ws, [uuid], "01A"), promises.Ground()
        if name == "strip":
            line = _across(shape, turn, 0.5, 0.0)
            values = {"kind": "way"}
            plan = lambda: plan_line_strip(ws, line, 3.0, "public_land", values)  # noqa: E731
            return plan, promises.Ground()
        if name == "move":
            x, y = shapely.get_coordinates(shape)[0]
            moved = ((x, y), (x + math.cos(turn), y + math.sin(turn)))
            return lambda: plan_move(ws, [moved]), self.along(_line(*moved))
        east = shapely.total_bounds(self.seen.shapes)[2]
        drawn = shapely.box(east, shape.centroid.y, east + 20, shape.centroid.y + 10)
        ground = promises.Ground(gained=shapely.buffer(drawn, REACH))
        return lambda: plan_draw(ws, drawn), ground

    @precondition(lambda self: self.past)
    @rule()
    def undo(self):
        self.future.append(self.things)
        self.take_back(lambda: undo(self.ws), self.past.pop())

    @precondition(lambda self: self.future)
    @rule()
    def redo(self):
        self.past.append(self.things)
        self.take_back(lambda: redo(self.ws), self.future.pop())

    # ---------------------------------------------------------------------------------------

    def _uuid(self, pick: float) -> str:
        return sorted(self.seen.parcels)[int(pick * len(self.seen.parcels))]

    def parcel(self, pick: float) -> tuple[str, shapely.Geometry]:
        uuid = self._uuid(pick)
        return uuid, self.seen.parcels[uuid]["geom"]

    def beside(self, uuid: str) -> list[str]:
        """The parcels that have more than half a metre of boundary in common with this one."""
        shape = self.seen.parcels[uuid]["geom"]
        others = [other for other in self.seen.parcels if other != uuid]
        shared = [
            shapely.length(shapely.intersection(shape, self.seen.parcels[other]["geom"].boundary))
            for other in others
        ]
        return [other for other, length in zip(others, shared) if length > 0.5]

    def between(self, uuids: list[str]) -> promises.Ground:
        """The hairlines between these parcels."""
        union = shapely.union_all([self.seen.parcels[uuid]["geom"] for uuid in uuids])
        closed = shapely.buffer(shapely.buffer(union, HAIR, join_style="mitre"), -HAIR)
        return promises.Ground(gained=closed)

    def along(self, line: shapely.LineString) -> promises.Ground:
        """The ground of the parcels on this line, as far as it reaches: their rim may move."""
        rows = self.seen.parcels.values()
        near = [row["geom"] for row in rows if shapely.distance(row["geom"], line) < HAIR]
        reach = shapely.convex_hull(shapely.union_all([*near, line]))
        return promises.Ground(reach, reach)

    def change(self, name, make_plan, ground=None, decision=None, ws=None, overtaken=False):
        """Plan and write; what is refused changes nothing. The plan and what was written."""
        before = self.ws.path.read_bytes()
        try:
            plan = make_plan()
            done = apply_plan(ws or self.ws, plan, decision or Decision(reason="ทดสอบ"))
        except TaxMapError as refused:
            _count(f"{name} refused: {_problem(refused)}")
            known = REFUSED.get(name, set()) | (TAKEN if overtaken else set())
            newer = overtaken and isinstance(refused, OVERTAKEN)
            assert newer or _problem(refused) in known
            assert self.ws.path.read_bytes() == before
            return None
        _count(name)
        self.done.add(name)
        ground = ground or promises.Ground()
        was, self.seen = self.seen, promises.check_change(self.ws, plan, self.seen, ground)
        self.past.append(self.things)
        self.future.clear()
        self.things = things(self.ws)
        self.check_codes_are_never_given_again(was, back=name == "restore")
        return plan, done

    def take_back(self, work, wanted: dict) -> None:
        """Every table is as it was then."""
        work()
        self.things = things(self.ws)
        for table, rows in wanted.items():
            assert self.things[table] == rows, table
        was, self.seen = self.seen, promises.see(self.ws)
        promises.check_lineage(self.ws, self.seen)
        self.check_codes_are_never_given_again(was, back=True)

    def check_codes_are_never_given_again(self, was: promises.Seen, back: bool) -> None:
        """In a declared block; only its own parcel comes ``back`` with a retired code."""
        now = set(self.seen.codes)
        if back:
            self.retired -= now
        gone = {code for code in set(was.codes) - now if code.startswith("01A")}
        if self.declared:
            assert not now & self.retired
            assert back or gone <= {row["code"] for row in self.ws.rows("retired_code", ["code"])}
        self.retired |= gone


def _count(name: str) -> None:
    """In the statistics of Hypothesis."""
    if currently_in_test_context():
        event(name)


def _line(*points) -> shapely.LineString:
    return shapely.LineString([tuple(map(float, point)) for point in points])


def _across(shape, turn: float, along: float, bend: float) -> shapely.LineString:
    """A line right across a shape's extent, with one bend."""
    west, south, east, north = shape.bounds
    size = math.hypot(east - west, north - south)
    middle = np.array([west + along * (east - west), south + along * (north - south)])
    way = np.array([math.cos(math.radians(turn)), math.sin(math.radians(turn))])
    aside = bend * np.array([-way[1], way[0]])
    return _line(middle - size * way, middle + aside, middle + size * way)

"""Whatever an officer does to whatever fabric: ground, keys, lineage and registers are kept."""

from __future__ import annotations

import math
import shutil
import tempfile
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from taxmap_plugin.core.area_split import FromDirection
from taxmap_plugin.editing.crossed import plan_crossed
from taxmap_plugin.editing.draw import plan_draw
from taxmap_plugin.editing.merge import plan_merge
from taxmap_plugin.editing.parcel_plan import Decision
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.recode import plan_codes, plan_recode
from taxmap_plugin.editing.reshape import plan_boundary, plan_move
from taxmap_plugin.editing.restore import plan_restore
from taxmap_plugin.editing.split import plan_area_split, plan_equal_split, plan_split
from taxmap_plugin.editing.strip import plan_line_strip
from taxmap_plugin.errors import TaxMapError
from taxmap_plugin.workspace.undo import redo, undo

from .. import fabrics
from . import promises, random_land

SHARE = st.floats(0, 1, exclude_max=True)
TURN = st.floats(0, 360)
SMALL = st.floats(-12, 12)


class FabricKept(RuleBasedStateMachine):
    """An officer at work; after each change all that `promises` says is looked up."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())

    def teardown(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    @initialize(shapes=fabrics.fabrics(least=8, most=22), declared=st.booleans())
    def begin(self, shapes, declared):
        self.ws = random_land.make(self.folder, shapes, declared)
        self.seen = promises.see(self.ws)
        self.things = promises.things(self.ws)
        self.past: list[dict] = []
        self.future: list[dict] = []
        self.retired: set[str] = set()
        self.declared = declared

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
        uuid, shape = self.parcel(pick)
        others = [other for other in self.seen.parcels if other != uuid]
        shared = [
            shapely.length(shapely.intersection(shape, self.seen.parcels[other]["geom"].boundary))
            for other in others
        ]
        beside = [other for other, length in zip(others, shared) if length > 0.5]
        if beside:
            first = int(choice * len(beside))
            chosen = [uuid, *beside[first : first + 1 + many]]
            self.change("merge", lambda: plan_merge(self.ws, chosen))

    @rule(pick=SHARE, corner=SHARE, east=SMALL, north=SMALL)
    def move_corner(self, pick, corner, east, north):
        _, shape = self.parcel(pick)
        corners = shapely.get_coordinates(shape)
        x, y = corners[int(corner * len(corners))]
        self.change("move", lambda: plan_move(self.ws, [((x, y), (x + east, y + north))]))

    @rule(pick=SHARE, start=SHARE, length=st.floats(1, 40), aside=SMALL)
    def replace_boundary(self, pick, start, length, aside):
        _, shape = self.parcel(pick)
        ring = shape.geoms[0].exterior
        first = ring.interpolate(start * ring.length)
        last = ring.interpolate((start * ring.length + length) % ring.length)
        middle = np.array([first.x + last.x, first.y + last.y]) / 2
        middle += aside * np.array([last.y - first.y, first.x - last.x]) / max(length, 1)
        line = _line((first.x, first.y), middle, (last.x, last.y))
        self.change("replace boundary", lambda: plan_boundary(self.ws, line))

    @rule(line=fabrics.cut_lines(points=3), width=st.floats(0.3, 9), water=st.booleans())
    def strip(self, line, width, water):
        table, kind = ("water", "canal") if water else ("public_land", "way")
        self.change("strip", lambda: plan_line_strip(self.ws, line, width, table, {"kind": kind}))

    @rule(east=SHARE, north=SHARE, size=st.floats(3, 40), turn=TURN)
    def draw(self, east, north, size, turn):
        x = fabrics.WEST + (east * 1.4 - 0.2) * fabrics.SIDE
        y = fabrics.SOUTH + (north * 1.4 - 0.2) * fabrics.SIDE
        drawn = shapely.affinity.rotate(shapely.box(x, y, x + size, y + size / 2), turn)
        self.change("draw", lambda: plan_draw(self.ws, drawn))

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
            self.change("restore", lambda: plan_restore(self.ws, chosen))

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

    def change(self, name: str, make_plan) -> None:
        """Plan and write; what is refused changes nothing."""
        before = self.ws.path.read_bytes()
        try:
            plan = make_plan()
            apply_plan(self.ws, plan, Decision(reason="ทดสอบ"))
        except TaxMapError as refused:
            event(f"{name} refused: {refused.message.id}")
            assert self.ws.path.read_bytes() == before
            return
        event(name)
        was, self.seen = self.seen, promises.check_change(self.ws, plan, self.seen)
        self.past.append(self.things)
        self.future.clear()
        self.things = promises.things(self.ws)
        self.check_codes_are_never_given_again(was, back=name == "restore")

    def take_back(self, work, wanted: dict) -> None:
        """Every table is as it was then."""
        work()
        self.things = promises.things(self.ws)
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
        if self.declared:
            assert not now & self.retired
        self.retired |= {code for code in set(was.codes) - now if code.startswith("01A")}


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


_QUIET = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large],
}

TestFabricKept = FabricKept.TestCase
TestFabricKept.settings = settings(
    max_examples=settings.default.max_examples // 5, stateful_step_count=8, **_QUIET
)


@pytest.mark.slow
def test_long_days_keep_the_fabric_too():
    longer = settings(
        max_examples=settings.default.max_examples // 10, stateful_step_count=40, **_QUIET
    )
    run_state_machine_as_test(FabricKept, settings=longer)

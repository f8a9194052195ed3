"""Real maps are dirty: work beside dirt goes on or is refused, and the dirt stays as it is."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import shapely

from taxmap_plugin.core.area_split import AreaSplitError, FromDirection
from taxmap_plugin.core.drawn_outline import OutlineError
from taxmap_plugin.core.merge import MergeError
from taxmap_plugin.core.message import Message
from taxmap_plugin.core.strip import StripError
from taxmap_plugin.editing.crossed import plan_crossed, split_jobs
from taxmap_plugin.editing.draw import plan_draw
from taxmap_plugin.editing.merge import plan_merge
from taxmap_plugin.editing.native_edits import NativeEdits, plan_native
from taxmap_plugin.editing.parcel_card import parcel_card, parcel_lines
from taxmap_plugin.editing.parcel_plan import Plan
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.recode import plan_recode
from taxmap_plugin.editing.reshape import plan_boundary, plan_move
from taxmap_plugin.editing.resurvey import plan_drawn, plan_resurvey
from taxmap_plugin.editing.split import plan_area_split, plan_split
from taxmap_plugin.editing.strip import plan_line_strip, plan_strip
from taxmap_plugin.errors import TaxMapError
from taxmap_plugin.workspace.store import Workspace

from . import land_case
from .land_case import at, box, line


def _polygon(*places: tuple[float, float]) -> shapely.Polygon:
    return shapely.Polygon([at(*place) for place in places])


def _bank(corners: int) -> shapely.Polygon:
    """A parcel along a river north of 01A001, with so many corners on its far side."""
    x = np.linspace(40, 0, corners)
    far = np.column_stack([x, 60 + 20 * np.sin(x / 5)]) + at(0, 0)
    return shapely.Polygon([at(0, 30), at(40, 30), *far])


NORTH = box(0, 30, 40, 60)  # 01A004, north of 01A001, as it should be
DIRT: dict[str, object] = {
    "bow-tie": _polygon((0, 30), (40, 60), (40, 30), (0, 60)),
    "spike": _polygon((0, 30), (40, 30), (40, 60), (40, 75), (40, 60), (0, 60)),
    "ring that touches itself": _polygon(
        (0, 30), (20, 30), (30, 40), (20, 50), (10, 40), (20, 30), (40, 30), (40, 60), (0, 60)
    ),
    "ring drawn twice": shapely.MultiPolygon([NORTH, NORTH]),
    "hole as large as the parcel": shapely.Polygon(NORTH.exterior, [NORTH.exterior]),
    "corner that is nowhere": _polygon((0, 30), (40, 30), (np.nan, np.nan), (0, 60)),
    "corner infinitely far": _polygon((0, 30), (40, 30), (np.inf, 60), (0, 60)),
    "null shape": None,
    "empty shape": shapely.MultiPolygon(),
    "same as 01A001": box(0, 0, 40, 30),
    "overlaps 01A001": box(0, 20, 40, 60),
    "heights": shapely.force_3d(NORTH, 7.5),
    "corners twice": _polygon((0, 30), (0, 30), (40, 30), (40, 30), (40, 60), (0, 60)),
    "sliver of 10 cm": box(0, 30, 40, 30.1),
    "40 km long and 20 cm wide": box(-20_000, 30, 20_000, 30.2),
    "half a millimetre beside": box(0, 30.0005, 40, 60),
    "5,000 corners": _bank(5_000),
    "50,000 corners": _bank(50_000),  # nearer to each other than 1 mm
}
BROKEN = [*list(DIRT)[:5], "corner that is nowhere", "corner infinitely far"]

OPERATIONS: dict[str, Callable[[Workspace], Plan]] = {
    "split": lambda ws: plan_split(ws, "p1", [line((25, -5), (25, 35))]),
    "split to areas": lambda ws: plan_area_split(ws, "p1", [300.0, 500.0], FromDirection(90)),
    "merge": lambda ws: plan_merge(ws, ["p1", "p2"]),
    "merge with it": lambda ws: plan_merge(ws, ["p1", "p4"]),
    "move": lambda ws: plan_move(ws, [(at(40, 0), at(43, 0))]),
    "move its corner": lambda ws: plan_move(ws, [(at(40, 30), at(45, 32))]),
    "boundary": lambda ws: plan_boundary(ws, line((10, 0), (20, 3), (30, 0))),
    "strip": lambda ws: plan_line_strip(ws, line((-5, 15), (125, 15)), 4.0),
    "strip through it": lambda ws: plan_line_strip(ws, line((20, -5), (20, 65)), 4.0),
    "draw": lambda ws: plan_draw(ws, box(-30, 0, 0, 30)),
    "recode": lambda ws: plan_recode(ws, ["p1", "p4"], "01B"),
    "redrawn": lambda ws: plan_native(ws, NativeEdits(shapes={"p1": box(0, 0, 39, 30)})),
    "split it": lambda ws: plan_split(ws, "p4", [line((25, 25), (25, 85))]),
}


def _dirty(tmp_path, dirt: object) -> Workspace:
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p4", "geom": dirt}])
    return ws


def _shapes(ws: Workspace) -> dict[str, object]:
    return {row["uuid"]: row["geom"] and row["geom"].wkb for row in ws.rows("parcel")}


@pytest.mark.parametrize(
    "name",
    [*list(DIRT)[:-1], pytest.param("50,000 corners", marks=pytest.mark.slow)],
)
def test_each_operation_goes_through_or_says_why_not(tmp_path, name):
    ws = _dirty(tmp_path, DIRT[name])
    fresh, before = ws.path.read_bytes(), _shapes(ws)
    for make_plan in OPERATIONS.values():
        ws.path.write_bytes(fresh)
        try:
            plan = make_plan(ws)
            apply_plan(ws, plan)
        except TaxMapError:
            assert ws.path.read_bytes() == fresh
            continue
        touched = {row["uuid"] for row in plan.parcels} | {one.uuid for one in plan.adjusted}
        after = _shapes(ws)
        assert {u: after[u] for u in set(before) - touched} == {
            u: before[u] for u in set(before) - touched
        }


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize(
    "operation",
    ["split", "split to areas", "merge", "draw", "recode", "move", "boundary", "strip", "redrawn"],
)
def test_a_broken_neighbour_stops_nobody_and_stays_as_it_is(tmp_path, name, operation):
    ws = _dirty(tmp_path, DIRT[name])
    before = _shapes(ws)["p4"]
    apply_plan(ws, OPERATIONS[operation](ws))
    assert _shapes(ws)["p4"] == before


CROSSING = _polygon((0, 29.9), (40, 30.1), (40, 60), (0, 60))
"""01A004 as one sees it on real maps: over 01A001 in the west, apart from it in the east."""


@pytest.mark.parametrize("cut", [19.8, 20.05, 20.1, 20.19])
def test_a_boundary_that_crosses_the_neighbours_stops_nobody(tmp_path, cut):
    """The new corner is 0.2 to 1 mm beside the neighbour's edge, which takes no ground for it."""
    ws = _dirty(tmp_path, CROSSING)
    done = apply_plan(ws, plan_split(ws, "p1", [line((cut, -5), (cut, 35))]))
    assert len(done.parcels) == 2
    (neighbour,) = ws.rows("parcel", ["geom"], "uuid = 'p4'")
    moved = shapely.symmetric_difference(neighbour["geom"], CROSSING)
    assert moved.area < 0.011, "no more than the hair that nobody or both had"


def test_a_bow_tie_can_be_split_its_ground_is_what_it_encloses(tmp_path):
    ws = _dirty(tmp_path, DIRT["bow-tie"])  # two triangles of 40 × 15 / 2 m² each
    apply_plan(ws, OPERATIONS["split it"](ws))
    areas = land_case.living(ws)
    children = [area for code, area in areas.items() if code.startswith("01A004")]
    assert sum(children) == pytest.approx(600.0, abs=1e-6)


def test_a_parcel_with_a_hole_as_large_as_itself_can_be_renumbered(tmp_path):
    ws = _dirty(tmp_path, DIRT["hole as large as the parcel"])
    apply_plan(ws, plan_recode(ws, ["p4"], "01B"))
    assert ws.rows("parcel", ["parcel_code"], "uuid = 'p4'")[0]["parcel_code"].startswith("01B")


NOWHERE = ["corner that is nowhere", "corner infinitely far"]


@pytest.mark.parametrize("name", NOWHERE)
def test_the_neighbours_of_a_corner_that_is_nowhere_have_a_card(tmp_path, name):
    ws = _dirty(tmp_path, DIRT[name])
    assert [one.uuid for one in parcel_card(ws, "p1").neighbours] == ["p2"]
    card = parcel_card(ws, "p4")
    assert (card.shape, card.area.map_m2, card.neighbours) == (None, 0.0, ())
    assert [line.area_m2 for line in parcel_lines(ws, ["p4"])] == [0.0]


@pytest.mark.parametrize("name", NOWHERE)
@pytest.mark.parametrize("operation", ["split it", "merge with it"])
def test_a_corner_that_is_nowhere_is_told(tmp_path, name, operation):
    ws = _dirty(tmp_path, DIRT[name])
    with pytest.raises(TaxMapError) as refused:
        OPERATIONS[operation](ws)
    assert refused.value.message == Message("parcel_plan.nowhere", code="01A004")


@pytest.mark.parametrize("name", NOWHERE)
def test_a_corner_that_is_nowhere_is_mended_with_the_tools_of_qgis(tmp_path, name):
    ws = _dirty(tmp_path, DIRT[name])
    apply_plan(ws, plan_native(ws, NativeEdits(shapes={"p4": NORTH})))
    assert land_case.living(ws)["01A004"] == pytest.approx(1200.0)


def test_an_empty_shape_is_told_as_a_missing_one(tmp_path):
    ws = _dirty(tmp_path, DIRT["empty shape"])
    for operation in ("split it", "merge with it"):
        with pytest.raises(TaxMapError) as refused:
            OPERATIONS[operation](ws)
        assert refused.value.message.id == "parcel_plan.no_shape"


def test_a_strip_that_crosses_itself_takes_what_it_encloses(tmp_path):
    ws = land_case.make(tmp_path)
    bow = _polygon((10, 5), (30, 25), (30, 5), (10, 25))  # 20 × 10 / 2 m², twice
    apply_plan(ws, plan_strip(ws, bow))
    assert land_case.living(ws)["01A001"] == 1000.0


def test_a_line_over_many_lots_that_nearly_meet_divides_them_all(tmp_path):
    """Corners lie up to 0.8 mm beside those of the neighbours, as after a change of datum."""
    noise = np.random.default_rng(1)
    lots = [box(20 * at, 100, 20 * at + 20, 130) for at in range(100)]
    moved = [shapely.get_coordinates(lot) + noise.uniform(-8e-4, 8e-4, (5, 2)) for lot in lots]
    ws = land_case.make(tmp_path)
    with ws.transaction("import") as tx:
        rows = [
            {"source_code": str(at), "geom": shapely.Polygon(xy[:-1])}
            for at, xy in enumerate(moved)
        ]
        tx.insert_rows("parcel", rows)
    done = apply_plan(ws, plan_crossed(ws, [line((-5, 115), (2005, 115.3))]))
    assert len(done.parcels) == 200


LOST = line((20, -5), (float("nan"), 35))
DRAWN_NOWHERE: dict[str, Callable[[Workspace, object], object]] = {
    "split": lambda ws, lost: plan_split(ws, "p1", [lost]),
    "crossed": lambda ws, lost: plan_crossed(ws, [lost]),
    "crossed, of two": lambda ws, lost: plan_crossed(ws, [lost], ["p1", "p2"]),
    "crossed, one by one": lambda ws, lost: split_jobs(ws, [lost]),
    "strip along": lambda ws, lost: plan_line_strip(ws, lost, 4.0),
    "strip": plan_strip,
    "boundary": plan_boundary,
    "draw": plan_draw,
    "draw or resurvey": plan_drawn,
    "resurvey": lambda ws, lost: plan_resurvey(ws, "p1", lost),
}


@pytest.mark.parametrize("operation", DRAWN_NOWHERE)
def test_what_was_drawn_nowhere_is_refused(tmp_path, operation):
    ws = land_case.make(tmp_path)
    for lost in (None, shapely.LineString(), LOST, shapely.buffer(line((0, 0), (9, 9)), 0)):
        with pytest.raises(OutlineError, match="Draw it anew"):
            DRAWN_NOWHERE[operation](ws, lost)


@pytest.mark.parametrize("moves", [[], [(at(40, 30), (np.nan, 0))], [((np.inf, 0), at(40, 30))]])
def test_a_move_from_or_to_nowhere_is_refused(tmp_path, moves):
    with pytest.raises(OutlineError, match="Draw it anew"):
        plan_move(land_case.make(tmp_path), moves)


@pytest.mark.parametrize("width", [0, -1, np.nan, np.inf])
def test_a_strip_has_a_width(tmp_path, width):
    with pytest.raises(StripError, match="Give a width"):
        plan_line_strip(land_case.make(tmp_path), line((-5, 15), (125, 15)), width)


@pytest.mark.parametrize("areas", [[], [0.0], [np.nan], [np.inf], [1e40]])
@pytest.mark.parametrize("share", [False, True])
def test_areas_that_no_parcel_has_are_refused(tmp_path, areas, share):
    with pytest.raises(AreaSplitError):
        plan_area_split(land_case.make(tmp_path), "p1", areas, FromDirection(0), share)


def test_a_parcel_is_not_merged_with_itself(tmp_path):
    with pytest.raises(MergeError, match="One parcel alone"):
        plan_merge(land_case.make(tmp_path), ["p1", "p1"])

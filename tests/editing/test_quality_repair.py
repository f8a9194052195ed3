"""Faults of a town are mended by rules, with nothing lost, and can all be taken back."""

from __future__ import annotations

import re

import numpy as np
import pytest
import shapely

from taxmap_plugin.core.feedback import Silent
from taxmap_plugin.core.fix_choice import CHOICES, title
from taxmap_plugin.core.fix_drift import Drift
from taxmap_plugin.core.fix_site import FixError, NothingToMend
from taxmap_plugin.core.message import Message, render
from taxmap_plugin.core.quality_key import Known
from taxmap_plugin.core.quality_rules import RULES, rule
from taxmap_plugin.editing.parcel_batch import run_batch
from taxmap_plugin.editing.parcel_plan import Decision
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.quality_check import check_quality
from taxmap_plugin.editing.quality_fix import AS_USUAL, Wish, plan_fix
from taxmap_plugin.editing.quality_near import check_near
from taxmap_plugin.editing.quality_repair import ORDER, faults_found, fix_jobs, mendable
from taxmap_plugin.workspace.undo import undo

from . import faulty_land
from .faulty_land import FAULTS, drawn, ground

FABRIC = [one for one in RULES if one.group in ("shape", "fabric")]
TOLERANCE = 0.01


def repair(ws, wish: Wish = AS_USUAL, rules=None):
    rules, drift = rules or mendable(), Drift()

    def look(now, _, feedback):
        return fix_jobs(now, faults_found(now, rules, wish.options, feedback), wish, drift)

    return run_batch(ws, look(ws, (), Silent()), more=look)


def left(ws, **options) -> set[str]:
    """The rules that find something, of all about shapes and the fabric."""
    return set(check_quality(ws, Silent(), FABRIC, options).outcome.found["rule"])


def refused(batch) -> list[str]:
    assert all(render(one.error.message, "th") for one in batch.refused)
    return [render(one.error.message, "en") for one in batch.refused]


def test_a_town_of_planted_faults_comes_to_zero_with_its_ground(tmp_path):
    """10 × 10 lots, 9 faults; the gaps of 0.2 × 30 / 2 = 3 m² become somebody's ground."""
    ws = faulty_land.make(tmp_path, 10, 10, list(FAULTS))
    before = drawn(ws)
    assert left(ws) >= set(FAULTS)
    batch = repair(ws)
    assert refused(batch) == [] and batch.stopped is None
    assert left(ws) == set()
    assert ground(drawn(ws).values()) == pytest.approx(10 * 10 * 600, abs=1e-6)
    states = ws.read("finding", ["state", "check_id"])
    assert set(states["state"]) == {"fixed"} and states["check_id"].str.startswith("quality.").all()
    for uuid, shape in drawn(ws).items():
        assert_nothing_moved(before[uuid], shape, before.values())
    while ws.count("change", "undoes_uuid IS NULL AND kind IN ('correct', 'merge')") > ws.count(
        "change", "kind = 'undo'"
    ):
        undo(ws)
    after = drawn(ws)
    assert after.keys() == before.keys()
    assert all(shapely.equals_exact(after[uuid], before[uuid]) for uuid in before)


def test_a_town_in_which_each_lot_was_drawn_by_itself_fits_together_again(tmp_path):
    """All corners 3 mm off: whatever is mended first, what lies beside it can be mended after."""
    ws = faulty_land.filed(tmp_path, faulty_land.by_hand(3, 3, 0.003, seed=1))
    before = drawn(ws)
    assert left(ws) >= {"near_corner", "gap"}
    assert refused(repair(ws)) == [] and left(ws) == set()
    for uuid, shape in drawn(ws).items():
        corners, were = (
            shapely.MultiPoint(shapely.get_coordinates(one)) for one in (shape, before[uuid])
        )
        assert shapely.hausdorff_distance(corners, were) <= TOLERANCE


@pytest.mark.parametrize("off, seed", [(0.2, 19), (0.1, 19), (0.2, 51)])
def test_over_a_whole_run_no_boundary_moves_farther_than_the_tolerance(tmp_path, off, seed):
    """Sides are bent to corners, and those are joined to others; six lots, each corner ``off``."""
    rules = [rule(id) for id in ("near_corner", "near_edge", "missing_corner")]
    wish = Wish(options={one.id: {"tolerance": off} for one in rules})
    ws = faulty_land.filed(tmp_path, faulty_land.by_hand(3, 2, off, seed))
    before = drawn(ws)
    told = refused(repair(ws, wish, rules))
    assert told and all(
        f"at first, with what was moved before: more than {off} m" in one for one in told
    )
    for uuid, shape in drawn(ws).items():
        was, now = shapely.boundary([before[uuid], shape])
        assert shapely.hausdorff_distance(was, now) <= off + 1e-6


def assert_nothing_moved(was, now, all_before) -> None:
    """Each corner is one that was there, or lies on a boundary that was; those that a parcel had
    are as near as the tolerance to its shape, unless their ground went to another one."""
    old = shapely.union_all(shapely.boundary(np.array(list(all_before), dtype=object)))
    corners = shapely.points(shapely.get_coordinates(now))
    assert shapely.distance(corners, old).max() <= TOLERANCE
    lost = shapely.difference(was.buffer(0), now)
    assert lost.area < 1e-9 or 2 * lost.area / lost.length < 1.0


@pytest.mark.parametrize("kind", ["overlap", "gap", "near_corner", "sliver", "shape_invalid"])
def test_each_fault_is_mended_by_itself_and_a_look_around_closes_its_finding(tmp_path, kind):
    ws = faulty_land.make(tmp_path, 5, 5, [kind])
    check_quality(ws, Silent(), [rule(kind)])
    row = ws.rows("finding", where="check_id = ?", params=["quality." + kind])[0]
    fault, *_ = faults_found(ws, [rule(kind)], {}, Silent())
    check_near(ws, [apply_plan(ws, plan_fix(ws, fault)).change_uuid])
    (now,) = ws.rows("finding", ["state", "closed_at"], "uuid = ?", [row["uuid"]])
    assert now["state"] == "fixed" and now["closed_at"]
    check_near(ws, [undo(ws).change_uuid])
    (now,) = ws.rows("finding", ["state", "reopened_at"], "uuid = ?", [row["uuid"]])
    assert now["state"] == "open" and now["reopened_at"]


def test_a_bow_tie_is_mended_in_a_row_only_where_the_document_tells_what_it_is(tmp_path):
    """Two corners of a lot of 20 m × 30 m = 600 m² in the wrong order; its wings are 300 m²."""
    x, y = faulty_land.EAST, faulty_land.NORTH
    corners = [(0, 0), (20, 30), (20, 0), (0, 30)]
    bow_tie = shapely.Polygon([(x + east, y + north) for east, north in corners])
    ws = faulty_land.filed(tmp_path, [bow_tie, shapely.box(x + 20, y, x + 40, y + 30)])
    (why,) = refused(repair(ws))
    assert "300.00 m²" in why and "600.00 m²" in why
    assert shapely.equals_exact(drawn(ws)["p0"].geoms[0], bow_tie)
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p0", "document_area": 15_000}])  # 150 ตร.ว.
    assert refused(repair(ws)) == [] and left(ws) == set()
    assert drawn(ws)["p0"].area == pytest.approx(600)


def test_a_gap_along_which_a_road_was_drawn_since_is_given_to_nobody(tmp_path):
    """It is in the east side of the lot in the second row and column."""
    ws = faulty_land.make(tmp_path, 4, 4, ["gap"])
    (fault,) = faults_found(ws, [rule("gap")], {}, Silent())
    side = faulty_land.EAST + 2 * faulty_land.WIDE - 0.05
    south = faulty_land.NORTH + faulty_land.DEEP
    with ws.transaction("correct") as tx:
        line = shapely.LineString([(side, south - 5), (side, south + faulty_land.DEEP + 5)])
        tx.insert_rows("road", [{"geom": line}, {"geom": None}])
    with pytest.raises(NothingToMend):
        plan_fix(ws, fault)


def test_shapes_of_the_land_office_stay_unless_they_are_unlocked(tmp_path):
    ws = faulty_land.make(tmp_path, 8, 8, list(FAULTS))
    faulty = {uuid for one in faults_found(ws, mendable(), {}, Silent()) for uuid in one.things}
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": uuid, "shape_source": "land_office"} for uuid in faulty])
    before = drawn(ws)
    batch = repair(ws)
    assert batch.done == [] and len(batch.refused) > 4
    assert all("from the land office" in one or "no neighbour" in one for one in refused(batch))
    assert all(shapely.equals_exact(shape, before[uuid]) for uuid, shape in drawn(ws).items())
    assert refused(repair(ws, Wish(unlocked=True))) == []
    assert left(ws) == set()


def test_beside_locked_parcels_that_do_not_agree_it_ends_and_says_why(tmp_path):
    """Three of nine lots are of the land office; corners 4 mm off, and no two of them alike."""
    ws = faulty_land.filed(tmp_path, faulty_land.by_hand(3, 3, 0.004, seed=5))
    locked = [f"p{at}" for at in range(0, 9, 4)]
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": uuid, "shape_source": "land_office"} for uuid in locked])
    before = drawn(ws)
    count = len(faults_found(ws, mendable(), {}, Silent()))
    batch = repair(ws)
    after = drawn(ws)
    assert all(shapely.equals_exact(after[uuid], before[uuid]) for uuid in locked)
    assert len(faults_found(ws, mendable(), {}, Silent())) < count / 2
    assert len(batch.done) < count and all(refused(batch))


def test_only_chosen_parcels_change(tmp_path):
    ws = faulty_land.make(tmp_path, 5, 5, ["overlap"])
    (fault,) = faults_found(ws, [rule("overlap")], {}, Silent())
    one = min(fault.things)
    before = drawn(ws)
    assert fix_jobs(ws, [fault], Wish(only=["p0"])) == []
    assert refused(repair(ws, Wish(only=[one]))) == [] and left(ws) == set()
    after = drawn(ws)
    assert [uuid for uuid in before if not shapely.equals_exact(after[uuid], before[uuid])] == [one]


def test_what_an_officer_accepted_stays(tmp_path):
    ws = faulty_land.make(tmp_path, 5, 5, ["gap"])
    check_quality(ws, Silent(), FABRIC)
    rows = ws.rows("finding", ["uuid"], "check_id = 'quality.gap'")
    with ws.transaction("quality_decide") as tx:
        tx.update_rows("finding", [{**row, "state": "accepted"} for row in rows])
    assert [
        one.rule for one in faults_found(ws, mendable(), {}, Silent()) if one.rule == "gap"
    ] == []
    assert {one["state"] for one in ws.rows("finding", ["state"])} >= {"accepted"}


def test_a_sliver_ends_in_its_neighbour_with_lineage_unless_it_is_somebodys(tmp_path):
    ws = faulty_land.make(tmp_path, 5, 5, ["sliver"])
    (fault,) = faults_found(ws, [rule("sliver")], {}, Silent())
    (sliver,) = fault.things
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": sliver, "deed_no": "1234"}])
    assert any("has a deed" in one for one in refused(repair(ws)))
    assert sliver in drawn(ws)
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": sliver, "deed_no": None}])
    plan = plan_fix(ws, fault)
    applied = apply_plan(ws, plan)
    assert sliver not in drawn(ws)
    (line,) = ws.rows("lineage", ["child_uuid"], "parent_uuid = ?", [sliver])
    assert line["child_uuid"] == applied.parcels[0]
    assert {row["parcel_uuid"] for row in ws.rows("parcel_history", ["parcel_uuid"])} >= {sliver}
    assert plan.kind == "merge"


HANGING = [
    ("title_document", {"deed_no": "77"}, "it has 1 title document"),
    ("ownership", {"owner_uuid": "o"}, "it has 1 entry of owners"),
    ("land_use", {"tax_year": 2569, "area": 10}, "it has 1 land use"),
    ("land_price", {"price_per_wah": 10}, "it has 1 land price"),
    ("assessment", {"tax_year": 2569, "tax": 10}, "it has 1 assessment"),
    ("building", {"building_code": "01A015-B001"}, "it has 1 building"),
]


@pytest.mark.parametrize("table, values, told", HANGING, ids=[one[0] for one in HANGING])
def test_a_sliver_that_a_register_or_something_on_it_names_stays(tmp_path, table, values, told):
    ws = faulty_land.make(tmp_path, 4, 4, ["sliver"])
    (fault,) = faults_found(ws, [rule("sliver")], {}, Silent())
    (sliver,) = fault.things
    with ws.transaction("import") as tx:
        tx.insert_rows("owner", [{"uuid": "o", "display_name": "สมหญิง"}])
        tx.insert_rows(table, [{"parcel_uuid": sliver, **values}])
    assert any(told in one for one in refused(repair(ws)))
    assert sliver in drawn(ws)


def test_a_sliver_whose_code_is_in_force_stays_whatever_the_reason(tmp_path):
    ws = faulty_land.make(tmp_path, 4, 4, ["sliver"])
    with ws.transaction("declare_codes") as tx:
        rows = ws.rows("block", ["uuid"])
        tx.update_rows("block", [{**row, "code_state": "declared"} for row in rows])
    faults = faults_found(ws, [rule("sliver")], {}, Silent())
    batch = run_batch(ws, fix_jobs(ws, faults, AS_USUAL), Decision(reason="ปรับแนวเขตให้ตรง"))
    assert len(refused(batch)) == 1 and "is in force" in refused(batch)[0]
    assert ws.count("retired_code") == 0


def test_a_gap_can_become_a_parcel_with_the_next_code(tmp_path):
    ws = faulty_land.make(tmp_path, 5, 5, ["gap"])
    (fault,) = faults_found(ws, [rule("gap")], {}, Silent())
    apply_plan(ws, plan_fix(ws, fault, Wish("parcel")))
    new = ws.rows("parcel", ["geom"], "parcel_code = '01A026'")
    assert [round(row["geom"].area, 6) for row in new] == [3]


def widest_gap(ws):
    faults = faults_found(ws, [rule("gap")], {}, Silent())
    return max(faults, key=lambda fault: len(fault.things))


def test_a_gap_becomes_a_parcel_with_no_more_corners_than_the_ground_around_it_has(tmp_path):
    """Lines that close the gap for the search left corners within 1 mm of those of the lots; it has
    six of theirs, and two where their sides cross."""
    ws = faulty_land.filed(tmp_path, faulty_land.by_hand(2, 2, 0.05, seed=2))
    apply_plan(ws, plan_fix(ws, widest_gap(ws), Wish("parcel")))
    (new,) = ws.rows("parcel", ["geom"], "parcel_code = '01A005'")
    assert shapely.get_num_coordinates(new["geom"]) - 1 == 8
    assert faults_found(ws, [rule("duplicate_corner")], {}, Silent()) == []


@pytest.mark.parametrize(
    "seed, told",
    [(4, "no sound parcel"), (7, "no sound parcel"), (6, "miss other neighbours")],
    ids=["a spike", "a corner beside its side", "corners of its neighbours"],
)
def test_a_gap_that_would_be_a_parcel_with_faults_stays_one(tmp_path, seed, told):
    ws = faulty_land.filed(tmp_path, faulty_land.by_hand(2, 2, 0.05, seed))
    with pytest.raises(FixError, match=told):
        plan_fix(ws, widest_gap(ws), Wish("parcel"))


def test_beside_a_locked_parcel_that_lacks_its_corners_a_gap_becomes_no_parcel(tmp_path):
    """38 m × 0.4 m; its two corners lie within the side of the parcel of the land office."""
    x, y = faulty_land.EAST, faulty_land.NORTH
    notch = [(39, 30), (39, 29.6), (1, 29.6), (1, 30), (0, 30)]
    south = shapely.Polygon([(x + e, y + n) for e, n in [(0, 0), (40, 0), (40, 30), *notch]])
    ws = faulty_land.filed(tmp_path, [south, shapely.box(x - 5, y + 30, x + 45, y + 60)])
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p1", "shape_source": "land_office"}])
    (fault,) = faults_found(ws, [rule("gap")], {}, Silent())
    with pytest.raises(FixError, match="01A002 would have to change"):
        plan_fix(ws, fault, Wish("parcel"))
    plan = plan_fix(ws, fault, Wish("parcel", unlocked=True))
    assert [one.uuid for one in plan.adjusted] == ["p1"]


def test_the_same_shape_twice_is_for_an_officer(tmp_path):
    ws = faulty_land.make(tmp_path, 3, 3, [])
    (row,) = ws.rows("parcel", ["geom"], "uuid = 'p4'")
    with ws.transaction("new") as tx:
        tx.insert_rows("parcel", [{**row, "uuid": "again", "parcel_code": "01A099"}])
    assert "shape_duplicate" not in ORDER
    fault = Known("shape_duplicate", ("again", "p4"), row["geom"].centroid)
    with pytest.raises(FixError, match=r"01A099 and 01A005.*Choose"):
        plan_fix(ws, fault)
    apply_plan(ws, plan_fix(ws, fault, Wish("two")))
    assert "again" not in drawn(ws) and "p4" in drawn(ws)
    undo(ws)
    apply_plan(ws, plan_fix(ws, fault, Wish("one")))
    assert "again" in drawn(ws) and "p4" not in drawn(ws)


def test_what_is_gone_or_has_no_fix_says_so(tmp_path):
    ws = faulty_land.make(tmp_path, 3, 3, [])
    with pytest.raises(NothingToMend):
        plan_fix(ws, Known("overlap", ("p0", "p1"), shapely.Point(0, 0)))
    with pytest.raises(NothingToMend):
        plan_fix(ws, Known("overlap", ("p0", "long ago"), shapely.Point(0, 0)))
    with pytest.raises(FixError, match="by hand"):
        plan_fix(ws, Known("spike", ("p0",), shapely.Point(0, 0)))


def test_a_finding_made_with_other_numbers_closes_when_it_is_mended_by_them(tmp_path):
    """Corners 3 cm off: nothing at the usual tolerance of 1 cm, but at 5 cm."""
    options = {"near_corner": {"tolerance": 0.05}}
    ws = faulty_land.filed(tmp_path, faulty_land.by_hand(2, 1, 0.03, seed=2))
    near = [rule("near_corner")]
    assert check_quality(ws, Silent(), near, options).filed.new == 1
    fault, *_ = faults_found(ws, near, options, Silent())
    done = apply_plan(ws, plan_fix(ws, fault, Wish(options=options)))
    check_near(ws, [done.change_uuid], rules=near, options=options)
    assert ws.read("finding", ["state"])["state"].tolist() == ["fixed"]


def test_a_reason_is_needed_where_codes_are_in_force(tmp_path):
    ws = faulty_land.make(tmp_path, 5, 5, ["overlap"])
    with ws.transaction("declare_codes") as tx:
        rows = ws.rows("block", ["uuid"])
        tx.update_rows("block", [{**row, "code_state": "declared"} for row in rows])
    assert all("reason" in one for one in refused(repair(ws)))
    faults = faults_found(ws, mendable(), {}, Silent())
    batch = run_batch(ws, fix_jobs(ws, faults, AS_USUAL), Decision(reason="ปรับแนวเขตให้ตรง"))
    assert batch.refused == [] and left(ws) == set()


def test_every_fix_is_called_something_and_all_but_the_officers_are_done_in_a_row():
    fixes = {one.id: one for one in RULES if one.fix is not None}
    assert set(ORDER) == {id for id, one in fixes.items() if not one.fix.for_officer}
    for one in fixes.values():
        said = [one.fix_title, *(title(name, ["ก", "ข"]) for name in one.fix.choices)]
        assert all(render(message, "en") != message.id for message in said), one.id
        assert all(re.search("[ก-๙]", render(message, "th")) for message in said), one.id
    for choice in (*CHOICES, "only"):
        assert re.search("[ก-๙]", render(Message(f"fix_choice.{choice}.why"), "th"))

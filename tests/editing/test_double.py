"""A parcel drawn twice: which of both stays, and what is said of both."""

from __future__ import annotations

import pytest
import shapely
import shapely.affinity

from taxmap_plugin.core.feedback import Silent
from taxmap_plugin.core.fix_site import FixError
from taxmap_plugin.core.message import render
from taxmap_plugin.core.quality_key import Known
from taxmap_plugin.core.quality_rules import RULES, rule
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.quality_check import check_quality
from taxmap_plugin.editing.quality_findings import known_in
from taxmap_plugin.editing.quality_fix import Wish, plan_fix
from taxmap_plugin.workspace.store import Workspace
from taxmap_plugin.workspace.undo import undo

from . import faulty_land

OTHERS = "uuid <> 'p0'"


def drawn_twice(folder, first: dict, second: dict) -> Workspace:
    """Two parcels of one shape with these values, in this order."""
    ws = faulty_land.make(folder, 1, 1, [])
    x, y = faulty_land.EAST + faulty_land.WIDE, faulty_land.NORTH
    shape = shapely.box(x, y, x + faulty_land.WIDE, y + faulty_land.DEEP)
    with ws.transaction("import") as tx:
        for row in (first, second):
            place = {"zone_code": "01", "block_code": "01A", "geom": shape}
            tx.insert_rows("parcel", [{**place, **row}])
        tx.insert_rows(
            "building", [{"uuid": "b", "building_code": "01A050-B001", "parcel_uuid": "real"}]
        )
    return ws


REAL = {"uuid": "real", "parcel_code": "01A050", "lot": "050", "deed_no": "123", "land_no": "7"}
REAL["document_area"] = 15_000

COPY = {**REAL, "uuid": "copy", "parcel_code": None, "lot": None}


@pytest.mark.parametrize("copy_first", [True, False])
def test_of_a_parcel_drawn_twice_the_one_with_code_and_documents_stays(tmp_path, copy_first):
    """Whichever was drawn first; what only the copy says goes to it."""
    copy = {"uuid": "copy", "moo": "4"}
    ws = drawn_twice(tmp_path, *((copy, REAL) if copy_first else (REAL, copy)))
    (fault,) = doubled(ws)
    for choice in ("", "known", "one" if fault.things[0] == "real" else "two"):
        (piece,) = plan_fix(ws, fault, Wish(choice)).pieces
        assert piece.keeps == "real"
    with pytest.raises(FixError, match="01A050 stays"):
        plan_fix(ws, fault, Wish("two" if fault.things[0] == "real" else "one"))
    apply_plan(ws, plan_fix(ws, fault))
    (left,) = ws.rows("parcel", [*REAL, "moo"], OTHERS)
    assert left == {**REAL, "moo": "4"}
    (building,) = ws.rows("building", ["building_code", "parcel_uuid"])
    assert building == {"building_code": "01A050-B001", "parcel_uuid": "real"}


def doubled(ws) -> list[Known]:
    found = check_quality(ws, Silent(), [rule("shape_duplicate")]).outcome.found
    return known_in(found)


@pytest.mark.parametrize("off", [0.0, 0.0009])
def test_one_that_was_drawn_anew_a_hair_off_ends_too(tmp_path, off):
    """With a corner more on its long sides; the lot beside them, 0.9 mm off, stays as it is."""
    ws = drawn_twice(tmp_path, REAL, {"uuid": "copy", "moo": "4"})
    (row,) = ws.rows("parcel", ["geom"], "uuid = 'copy'")
    again = shapely.affinity.translate(shapely.segmentize(row["geom"], 25), off, 0)
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "copy", "geom": again}])
    before = faulty_land.drawn(ws)
    (fault,) = doubled(ws)
    apply_plan(ws, plan_fix(ws, fault))
    assert faulty_land.drawn(ws) == {one: before[one] for one in before if one != "copy"}
    assert [one["moo"] for one in ws.rows("parcel", ["moo"], "uuid = 'real'")] == ["4"]
    lying = [one for one in RULES if one.group in ("shape", "fabric") and "block" not in one.id]
    assert len(check_quality(ws, Silent(), lying).outcome.found) == 0
    undo(ws)
    assert faulty_land.drawn(ws) == before


def test_what_the_one_that_ends_says_alone_goes_over_or_is_told(tmp_path):
    """The deed of a parcel without a code; then two that are said to have different deeds."""
    ws = drawn_twice(tmp_path, {"uuid": "real", "parcel_code": "01A050"}, COPY)
    (fault,) = doubled(ws)
    choice = "one" if fault.things[0] == "real" else "two"
    plan = plan_fix(ws, fault, Wish(choice))
    assert not any("not take over" in render(note, "en") for note in plan.notes)
    apply_plan(ws, plan)
    (left,) = ws.rows("parcel", ["parcel_code", "deed_no", "document_area"], OTHERS)
    assert left == {"parcel_code": "01A050", "deed_no": "123", "document_area": 15_000}
    undo(ws)
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "real", "deed_no": "456"}])
    plan = plan_fix(ws, fault, Wish(choice))
    told = " ".join(render(note, "en") for note in plan.notes)
    assert "does not take over" in told and "123" in told and "0-1-50" in told
    apply_plan(ws, plan)
    (left,) = ws.rows("parcel", ["deed_no", "land_no"], OTHERS)
    assert left == {"deed_no": "456", "land_no": None}, "no number of another document"

"""Buildings and signboards get their parcel and the next free code."""

from __future__ import annotations

import pandas as pd
import pytest
import shapely

from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.recode import plan_codes
from taxmap_plugin.editing.retired_code import retire_codes
from taxmap_plugin.editing.unit_numbering import UnitNumberingError, apply_units, plan_units
from taxmap_plugin.workspace.problem import RowChanged
from taxmap_plugin.workspace.undo import undo

from . import land_case
from .land_case import at, box

BARE = {  # 01A001-B001, B002 and P001 are there already
    "building": [
        {"uuid": "n1", "geom": box(20, 20, 24, 24)},  # on 01A001
        {"uuid": "n2", "geom": box(10, 20, 19, 29)},  # on 01A001, larger
        {"uuid": "n3", "geom": box(76, 5, 86, 15)},  # 40 m² on 01A002, 60 m² on 01A003
        {"uuid": "n4", "geom": box(200, 0, 210, 10)},  # 80 m east of all land
        {"uuid": "n5", "geom": box(45, 5, 50, 10), "parcel_uuid": "p6", "found_by": "hand"},
        {"uuid": "n6", "geom": None, "parcel_uuid": "p6"},
    ],
    "signboard": [{"uuid": "g1", "geom": shapely.Point(at(5, 45))}],  # on 01A004
}


def make(folder, declared=False):
    ws = land_case.make(folder, declared)
    with ws.transaction("import") as tx:
        for table, rows in BARE.items():
            tx.insert(table, pd.DataFrame(rows))
    return ws


def codes(frame):
    return {row.uuid: row.new_code for row in frame.itertuples()}


def test_next_free_codes_by_place_and_what_has_no_land_comes_last(tmp_path):
    ws = make(tmp_path)
    before = land_case.everything(ws)
    plan = plan_units(ws)
    assert codes(plan) == {
        "n2": "01A001-B003",  # the larger one first
        "n1": "01A001-B004",
        "n3": "01A003-B001",
        "n5": "01A006-B001",
        "n6": "01A006-B002",
        "g1": "01A004-P001",
        "n4": None,
    }
    notes = {row.uuid: row.note and row.note.id for row in plan.itertuples()}
    assert notes.pop("n4") == "unit_place.nowhere"
    assert notes.pop("n3") == "unit_place.straddles"
    assert notes.pop("n5") == "unit_numbering.elsewhere"  # stands on 01A002, linked by hand
    assert set(notes.values()) == {None}
    assert plan["uuid"].iloc[-1] == "n4"
    assert land_case.everything(ws) == before


def test_all_is_written_in_one_change_with_findings(tmp_path):
    ws = make(tmp_path)
    changes = ws.count("change")
    done = apply_units(ws, plan_units(ws))
    assert (done.coded, done.placed, done.landless) == (6, 4, 1)
    found = ws.read("building", ["uuid", "building_code", "parcel_uuid", "found_by"])
    rows = {row.uuid: tuple(row)[2:] for row in found.itertuples()}
    assert rows["n1"] == ("01A001-B004", "p1", "place")
    assert rows["n5"] == ("01A006-B001", "p6", "hand")
    assert rows["b1"][:2] == ("01A001-B001", "p1")
    assert rows["n4"] == (None, None, None)
    assert ws.count("change") == changes + 1
    assert sorted(ws.read("finding")["subject_uuid"]) == ["n3", "n5"]
    assert plan_units(ws)["uuid"].tolist() == ["n4"]


def test_one_undo_takes_all_of_it_back(tmp_path):
    ws = make(tmp_path)
    before = land_case.everything(ws)
    apply_units(ws, plan_units(ws))
    undo(ws)
    assert land_case.everything(ws) == before


def test_a_retired_code_does_not_come_back(tmp_path):
    ws = make(tmp_path, declared=True)
    with ws.transaction("correct") as tx:
        gone = pd.DataFrame({"code": ["01A004-P007"], "uuid": ["x"], "successor": [None]})
        retire_codes(tx, "signboard", gone, "รื้อถอน")
    assert codes(plan_units(ws, ["signboard"])) == {"g1": "01A004-P008"}


def test_only_on_chosen_parcels(tmp_path):
    assert codes(plan_units(make(tmp_path), parcels=["p4", "p3"])) == {
        "n3": "01A003-B001",
        "g1": "01A004-P001",
    }


def test_a_parcel_without_a_code_gives_the_place_but_no_code(tmp_path):
    ws = make(tmp_path)
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p4", "parcel_code": None}])
    plan = plan_units(ws, ["signboard"])
    assert codes(plan) == {"g1": None}
    assert plan["reason"].iloc[0].id == "unit_place.without_code"
    done = apply_units(ws, plan)
    assert (done.coded, done.placed) == (0, 1)
    assert ws.rows("signboard", ["parcel_uuid"], "uuid = 'g1'") == [{"parcel_uuid": "p4"}]


def test_a_plan_that_is_out_of_date_is_refused(tmp_path):
    ws = make(tmp_path)
    plan = plan_units(ws)
    apply_plan(ws, plan_codes(ws, {"p4": "01A044"}))
    with pytest.raises(UnitNumberingError):
        apply_units(ws, plan)
    plan = plan_units(ws)
    with ws.transaction("correct") as tx:
        tx.update_rows("building", [{"uuid": "n1", "note": "ก"}])
    with pytest.raises(RowChanged):
        apply_units(ws, plan)
    assert ws.count("signboard", "signboard_code IS NULL") == 1


def test_nothing_to_do_writes_no_change(tmp_path):
    ws = land_case.make(tmp_path)
    changes = ws.count("change")
    assert apply_units(ws, plan_units(ws)) == (0, 0, 0)
    assert ws.count("change") == changes

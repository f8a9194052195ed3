"""Buildings, signs, blocks and zones put on the map get their codes at once."""

from __future__ import annotations

import pandas as pd
import pytest
import shapely

from taxmap_plugin.core.drawn_outline import OutlineError
from taxmap_plugin.core.message import render
from taxmap_plugin.editing.new_thing import NewThingError, add_thing

from . import land_case
from .land_case import at, box

pytestmark = pytest.mark.usefixtures("kept_in_both")


def test_a_building_gets_its_parcel_and_the_next_suffix(tmp_path):
    ws = land_case.make(tmp_path)
    added = add_thing(ws, "building", box(15, 15, 20, 20))
    assert (added.code, added.parcel, added.notes) == ("01A001-B003", "p1", ())
    row = ws.read("building", where="uuid = ?", params=[added.uuid]).iloc[0]
    assert (row["parcel_uuid"], row["found_by"]) == ("p1", "place")


def test_a_suffix_that_retired_is_not_given_again(tmp_path):
    ws = land_case.make(tmp_path, declared=True)
    with ws.transaction("correct") as tx:
        tx.delete("building", ["b2"])
        rows = {"table_name": "building", "code": "01A001-B002", "retired_at": tx.now}
        tx.insert("retired_code", pd.DataFrame([rows]))
    assert add_thing(ws, "building", box(15, 15, 20, 20)).code == "01A001-B003"


@pytest.mark.parametrize(
    ("table", "shape", "english", "thai"),
    [
        ("signboard", shapely.Point(at(500, 500)), "The signboard stands on no parcel.", "ป้าย"),
        ("building", box(500, 0, 505, 5), "The building stands on no parcel.", "สิ่งปลูกสร้าง"),
    ],
)
def test_what_stands_on_no_parcel_is_refused_by_its_name(tmp_path, table, shape, english, thai):
    ws = land_case.make(tmp_path)
    before = land_case.everything(ws)
    with pytest.raises(NewThingError) as refused:
        add_thing(ws, table, shape)
    assert render(refused.value.message, "en").startswith(english)
    assert render(refused.value.message, "th").startswith(thai)
    assert land_case.everything(ws) == before


def test_a_building_over_a_boundary_says_so(tmp_path):
    ws = land_case.make(tmp_path)
    added = add_thing(ws, "building", box(35, 15, 44, 20))
    assert added.code == "01A001-B003"  # 5 m of 9 m
    (note,) = added.notes
    assert render(note, "en").startswith("It stands on two parcels: 56 % on 01A001, 44 %")
    assert render(note, "th").startswith("ตั้งคร่อมสองแปลง อยู่บนแปลง 01A001 56 %")
    assert ws.read("finding")["subject_code"].tolist() == ["01A001-B003"]


def test_a_wall_drawn_on_the_boundary_is_no_finding(tmp_path):
    ws = land_case.make(tmp_path)
    assert add_thing(ws, "building", box(35, 15, 40.05, 20)).notes == ()
    assert ws.count("finding") == 0


def test_a_block_takes_the_next_letter_of_its_zone_and_a_zone_the_next_number(tmp_path):
    ws = land_case.make(tmp_path)
    with pytest.raises(NewThingError):
        add_thing(ws, "block", box(0, 200, 120, 260))
    zone = add_thing(ws, "zone", box(-50, -50, 500, 500))
    assert zone.code == "01"
    block = add_thing(ws, "block", box(0, 200, 120, 260))
    assert block.code == "01C"  # 01A and 01B are there
    row = ws.read("block", where="uuid = ?", params=[block.uuid]).iloc[0]
    assert (row["zone_code"], row["code_state"]) == ("01", "draft")


def test_a_block_over_another_one_is_added_and_says_so(tmp_path):
    ws = land_case.make(tmp_path)
    add_thing(ws, "zone", box(-50, -50, 500, 500))
    (note,) = add_thing(ws, "block", box(100, 0, 140, 60)).notes
    assert render(note, "en").startswith("It lies over block 01A by 0-3-0 (1,200.00 m²)")
    assert render(note, "th").startswith("ทับเขตย่อย 01A เนื้อที่ 0-3-0 ร-ง-ว")
    (note,) = add_thing(ws, "zone", box(480, 0, 600, 40)).notes
    assert render(note, "en").startswith("It lies over zone 01 by 0-2-0 (800.00 m²)")


def test_a_block_beside_another_one_says_nothing(tmp_path):
    ws = land_case.make(tmp_path)
    add_thing(ws, "zone", box(-50, -50, 500, 500))
    assert add_thing(ws, "block", box(120, 0, 240, 60)).notes == ()


@pytest.mark.parametrize("table", ["building", "block", "zone"])
def test_an_outline_that_crosses_itself_is_refused_where_it_does(tmp_path, table):
    ws = land_case.make(tmp_path)
    add_thing(ws, "zone", box(-50, -50, 500, 500))
    before = land_case.everything(ws)
    bow_tie = shapely.Polygon([at(10, 10), at(20, 20), at(20, 10), at(10, 20)])
    with pytest.raises(OutlineError) as refused:
        add_thing(ws, table, bow_tie)
    where = {"en": "(at 500015.0 E, 2070015.0 N)", "th": "(พิกัด E 500015.0, N 2070015.0)"}
    for language, place in where.items():
        assert place in render(refused.value.message, language)
    assert land_case.everything(ws) == before

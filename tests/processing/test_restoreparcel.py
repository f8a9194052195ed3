"""นำแปลงที่เลิกใช้กลับมา, as the toolbox runs it."""

from __future__ import annotations

import re

import pytest
from qgis.core import QgsProcessingException

from taxmap_plugin.processing.mergeparcels import MergeParcels
from taxmap_plugin.processing.recodeparcels import RecodeParcels
from taxmap_plugin.processing.restoreparcel import RestoreParcel
from taxmap_plugin.processing.splittoareas import SplitToAreas

from ..editing import land_case
from .change_case import run


def split_twice(folder):
    """01A001 halved, and the half that kept the code halved again."""
    ws = land_case.make(folder)
    for _ in range(2):
        run(SplitToAreas, ws, PARCEL="01A001", PARTS=2, BEARING=270, WRITE=True)
    return ws


def test_by_its_land_number_in_place_of_what_stands_there(qgis_app, tmp_path):
    ws = land_case.make(tmp_path)
    run(SplitToAreas, ws, PARCEL="01A001", PARTS=3, WRITE=True)
    before = land_case.living(ws)
    _, rows, log = run(RestoreParcel, ws, NAME="11")
    assert rows[0]["old_code"].count("01A001") == 3
    assert (rows[0]["new_code"], rows[0]["role"]) == ("01A001", "restored")
    assert "01A001/002" in log
    assert land_case.living(ws) == before
    run(RestoreParcel, ws, NAME="11", WRITE=True)
    assert land_case.parcel(ws, "01A001")["uuid"] == "p1"
    assert land_case.living(ws)["01A001"] == 1200.0


def test_in_a_declared_block_with_its_code(qgis_app, tmp_path):
    ws = land_case.make(tmp_path, declared=True)
    run(MergeParcels, ws, PARCELS="01A001, 01A002", WRITE=True, REASON="รวมโฉนด")
    run(SplitToAreas, ws, PARCEL="01A001", PARTS=2, BEARING=270, WRITE=True, REASON="แบ่งคืน")
    assert "01A002" not in land_case.living(ws)
    run(RestoreParcel, ws, NAME="01A002", WRITE=True, REASON="ศาลสั่ง")
    assert land_case.parcel(ws, "01A002")["uuid"] == "p2"


def test_of_several_the_officer_chooses_by_the_key(qgis_app, tmp_path):
    ws = split_twice(tmp_path)
    with pytest.raises(QgsProcessingException) as listed:
        run(RestoreParcel, ws, NAME="01A001", WRITE=True)
    text = str(listed.value)
    assert "600" in text and "1,200" in text
    keys = re.findall(r"[0-9a-f-]{36}", text)
    history = ws.read("parcel_history", ["uuid", "geom"]).set_index("uuid")["geom"]
    (small,) = (key for key in keys if history[key].area < 700)
    run(RestoreParcel, ws, NAME=small, WRITE=True)
    assert sorted(round(area) for area in land_case.living(ws).values()) == [600, 600, *[1200] * 5]


def test_a_day_before_all_of_it_finds_none(qgis_app, tmp_path):
    ws = split_twice(tmp_path)
    with pytest.raises(QgsProcessingException) as refused:
        run(RestoreParcel, ws, NAME="01A001", ON="1 ม.ค. 2560")
    assert "living" not in str(refused.value), "others of this name have retired"


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("01a002", "แปลง 01A002 ยังใช้อยู่"),
        ("12", "คือ 01A002 ซึ่งยังใช้อยู่"),
        ("01A099", "ไม่มีแปลงที่เลิกใช้"),
    ],
)
def test_a_living_parcel_is_not_restored(qgis_app, tmp_path, monkeypatch, name, word):
    monkeypatch.setattr("taxmap_plugin.settings.language", lambda: "th")
    ws = land_case.make(tmp_path)
    with pytest.raises(QgsProcessingException, match=word):
        run(RestoreParcel, ws, NAME=name)


def test_by_the_code_that_it_had_before_another_in_a_draft_block(qgis_app, tmp_path, monkeypatch):
    monkeypatch.setattr("taxmap_plugin.settings.language", lambda: "th")
    ws = land_case.make(tmp_path)
    run(RecodeParcels, ws, PARCELS="01A001", BLOCK="01B", WRITE=True)
    with pytest.raises(QgsProcessingException, match="01B001 ซึ่งยังใช้อยู่"):
        run(RestoreParcel, ws, NAME="01A001")
    run(SplitToAreas, ws, PARCEL="01B001", PARTS=2, WRITE=True)
    _, rows, _ = run(RestoreParcel, ws, NAME="01A001", WRITE=True)
    assert [(row["new_code"], row["role"]) for row in rows] == [("01B001", "restored")]
    assert land_case.parcel(ws, "01B001")["uuid"] == "p1"


def test_ground_that_is_partly_anothers_is_refused(qgis_app, tmp_path, monkeypatch):
    monkeypatch.setattr("taxmap_plugin.settings.language", lambda: "th")
    ws = land_case.make(tmp_path)
    run(SplitToAreas, ws, PARCEL="01A001", PARTS=2, BEARING=270, WRITE=True)
    halves = {code: land_case.parcel(ws, code)["geom"] for code in ("01A001", "01A001/001")}
    eastern = max(halves, key=lambda code: halves[code].bounds[0])
    run(MergeParcels, ws, PARCELS=f"{eastern}, 01A002", WRITE=True)
    key = ws.rows("parcel_history", ["uuid"], "parcel_uuid = 'p1'")[0]["uuid"]
    before = land_case.living(ws)
    with pytest.raises(QgsProcessingException, match="คร่อม"):
        run(RestoreParcel, ws, NAME=key, WRITE=True)
    assert land_case.living(ws) == before

"""แบ่งแปลงตามเนื้อที่, as the toolbox runs it."""

from __future__ import annotations

import pytest
from qgis.core import QgsProcessingException

from taxmap_plugin.processing.splittoareas import SplitToAreas

from ..editing import land_case
from ..editing.land_case import at
from .change_case import pieces, run


def test_a_list_of_areas_from_the_west_with_the_remainder(qgis_app, tmp_path):
    ws = land_case.make(tmp_path)
    _, rows, _ = run(SplitToAreas, ws, PARCEL="01a001", AREAS="0-1-0, 300 m2", BEARING=270)
    assert sorted(pieces(rows)) == [
        ("01A001", "01A001", "keeps", 500.0),  # 1,200 − 400 (1 งาน) − 300
        ("01A001", "01A001/001", "new", 400.0),
        ("01A001", "01A001/002", "new", 300.0),
    ]
    assert {row["area_text"] for row in rows} == {"0-1-25", "0-1-0", "0-0-75"}
    assert len(land_case.living(ws)) == 6


def test_equal_parts_are_written_in_one_change(qgis_app, tmp_path):
    ws = land_case.make(tmp_path)
    results, _, _ = run(SplitToAreas, ws, PARCEL="01A002", PARTS=3, WRITE=True)
    areas = land_case.living(ws)
    for code in ("01A002", "01A002/001", "01A002/002"):
        assert areas[code] == pytest.approx(400.0, abs=0.01)
    assert (results["CHANGES"], results["PIECES"]) == (1, 3)
    assert ws.count("change", "kind = 'split'") == 1


def test_from_the_edge_that_was_clicked(qgis_app, tmp_path):
    ws = land_case.make(tmp_path)
    east, north = at(41, 15)  # beside the eastern edge of 01A001
    point = f"{east},{north} [EPSG:32647]"
    run(SplitToAreas, ws, PARCEL="01A001", AREAS="75 ตร.ว.", POINT=point, WRITE=True)
    x, _, _, _ = land_case.parcel(ws, "01A001/001")["geom"].bounds
    assert x == pytest.approx(at(30, 0)[0], abs=0.001)  # 300 m² / 30 m from x = 40


def test_areas_from_a_csv_as_a_thai_excel_writes_it(qgis_app, tmp_path):
    ws = land_case.make(tmp_path)
    path = tmp_path / "เนื้อที่.csv"
    path.write_bytes("ไร่,งาน,ตร.ว.\n0,1,0\n0,0,50\n".encode("cp874"))
    _, rows, _ = run(SplitToAreas, ws, PARCEL="01A001", FILE=str(path))
    assert sorted(row["area_m2"] for row in rows) == pytest.approx([200, 400, 600], abs=0.01)


@pytest.mark.parametrize(
    ("parameters", "word"),
    [
        ({}, "ยังไม่ได้ระบุ"),
        ({"AREAS": "1-0-0", "PARTS": 2}, "อย่างเดียว"),
        ({"AREAS": "400"}, "หน่วย"),
        ({"PARTS": 2, "POINT": "500000,1700000 [EPSG:32647]"}, "ห่างจากแปลง"),
        ({"AREAS": "2 ไร่"}, "ขาดอีก 1-1-0"),  # 3,200 − 1,200 m² = 500 ตร.ว.
        ({"PARCEL": "01A001 01A002", "PARTS": 2}, "แปลงเดียว"),
    ],
)
def test_what_is_wrong_is_said_in_the_officers_words(
    qgis_app, tmp_path, monkeypatch, parameters, word
):
    monkeypatch.setattr("taxmap_plugin.settings.language", lambda: "th")
    ws = land_case.make(tmp_path)
    with pytest.raises(QgsProcessingException, match=word):
        run(SplitToAreas, ws, **{"PARCEL": "01A001", "WRITE": True, **parameters})
    assert len(land_case.living(ws)) == 6


@pytest.mark.parametrize(("share", "areas"), [(False, [4, 596, 600]), (True, [597.99, 602.01])])
def test_a_sliver_is_left_over_or_shared_out(qgis_app, tmp_path, share, areas):
    ws = land_case.make(tmp_path)
    run(SplitToAreas, ws, PARCEL="01A001", AREAS="596 m2, 600 m2", SHARE=share, WRITE=True)
    pieces = [area for code, area in land_case.living(ws).items() if code.startswith("01A001")]
    assert sorted(pieces) == pytest.approx(areas, abs=0.01)


def test_areas_that_are_far_from_the_parcel_are_not_stretched(qgis_app, tmp_path):
    ws = land_case.make(tmp_path)
    _, rows, _ = run(SplitToAreas, ws, PARCEL="01A001", AREAS="300 m2, 300 m2", SHARE=True)
    assert sorted(row["area_m2"] for row in rows) == pytest.approx([300, 300, 600], abs=0.01)

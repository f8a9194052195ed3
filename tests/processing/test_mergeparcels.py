"""รวมแปลงที่ดิน, as the toolbox runs it."""

from __future__ import annotations

import pytest
from qgis.core import QgsProcessingException

from taxmap_plugin.processing.mergeparcels import MergeParcels

from ..editing import land_case
from .change_case import CancelledAfter, pieces, run

TABLE = "กลุ่ม,รหัสแปลง\nก,01A002\nก,01A001\nข,01A003\nข,01A004\nค,01A005\nค,01A006\n"
"""Group ข does not hang together: 01A003 is south-east, 01A004 north-west."""


def table(folder, text=TABLE):
    path = folder / "รวม.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_the_codes_typed_become_one_parcel_with_the_smallest_code(qgis_app, tmp_path):
    ws = land_case.make(tmp_path)
    _, rows, _ = run(MergeParcels, ws, PARCELS="01A002, 01A003")
    assert pieces(rows) == [("01A002, 01A003", "01A002", "keeps", 2400.0)]
    assert rows[0]["area_text"] == "1-2-0"  # 600 ตร.ว.
    assert len(land_case.living(ws)) == 6
    run(MergeParcels, ws, PARCELS="01A002, 01A003", WRITE=True)
    areas = land_case.living(ws)
    assert areas["01A002"] == 2400.0 and "01A003" not in areas


def test_different_owners_are_warned_of(qgis_app, tmp_path, monkeypatch):
    monkeypatch.setattr("taxmap_plugin.settings.language", lambda: "th")
    ws = land_case.make(tmp_path)
    _, _, log = run(MergeParcels, ws, PARCELS="01A002, 01A003")
    assert "เจ้าของต่างกัน" in log


def test_each_group_of_a_table_is_a_change_and_one_that_fails_is_named(qgis_app, tmp_path):
    ws = land_case.make(tmp_path)
    results, rows, log = run(MergeParcels, ws, TABLE=table(tmp_path), WRITE=True)
    assert (results["CHANGES"], results["REFUSED"]) == (2, 1)
    assert sorted(land_case.living(ws)) == ["01A001", "01A003", "01A004", "01A005"]
    assert ws.count("change", "kind = 'merge'") == 2
    assert (rows[-1]["old_code"], rows[-1]["role"], rows[-1]["area_m2"]) == (
        "กลุ่ม ข",
        "refused",
        2400,
    )
    assert "กลุ่ม ข ทำไม่ได้" in log


def test_a_group_that_lacks_a_code_is_not_merged_without_that_parcel(qgis_app, tmp_path):
    ws = land_case.make(tmp_path)
    text = "กลุ่ม,รหัสแปลง\nก,01A002\nก,01A001\nข,01A005\nข,\n,01A003\n,\n"
    results, rows, log = run(MergeParcels, ws, TABLE=table(tmp_path, text), WRITE=True)
    assert (results["CHANGES"], results["REFUSED"]) == (1, 1)
    assert (rows[-1]["old_code"], rows[-1]["role"]) == ("กลุ่ม ข", "refused")
    assert "5" in rows[-1]["reason"], "the row of the file"
    assert sorted(land_case.living(ws)) == ["01A001", "01A003", "01A004", "01A005", "01A006"]
    assert any("6" in line and "1 " in line for line in log.splitlines()), "the row of no group"


def test_cancelling_keeps_the_groups_that_were_written(qgis_app, tmp_path):
    ws = land_case.make(tmp_path)
    results, _, _ = run(MergeParcels, ws, CancelledAfter(30), TABLE=table(tmp_path), WRITE=True)
    assert results["CHANGES"] == 1
    assert len(land_case.living(ws)) == 5


@pytest.mark.parametrize(
    ("parameters", "word"),
    [
        ({}, "อย่างใดอย่างหนึ่ง"),
        ({"PARCELS": "01A001"}, "แปลงเดียวรวมไม่ได้"),
        ({"PARCELS": "01A001, 01A006"}, "ไม่ติดกัน"),
        ({"PARCELS": "01A001, 01A099"}, "01A099"),
        ({"TABLE": "กลุ่ม,รหัสแปลง\nก,01A001\nข,01A001\n"}, "สองกลุ่ม"),
        ({"TABLE": "กลุ่ม,ถนน,รหัสแปลง\nก,,01A001\n"}, "ถนน"),
        ({"TABLE": "กลุ่ม,รหัสแปลง\n,01A001\n"}, "ไม่มีกลุ่ม"),
    ],
)
def test_what_is_wrong_is_said_in_the_officers_words(
    qgis_app, tmp_path, monkeypatch, parameters, word
):
    monkeypatch.setattr("taxmap_plugin.settings.language", lambda: "th")
    ws = land_case.make(tmp_path)
    if "TABLE" in parameters:
        parameters = {"TABLE": table(tmp_path, parameters["TABLE"])}
    with pytest.raises(QgsProcessingException, match=word):
        run(MergeParcels, ws, WRITE=True, **parameters)
    assert len(land_case.living(ws)) == 6

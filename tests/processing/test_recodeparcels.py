"""เปลี่ยนรหัสแปลงที่ดิน and นำแปลงที่เลิกใช้กลับมา, as the toolbox runs them."""

from __future__ import annotations

import pytest
from qgis.core import QgsProcessingException

from taxmap_plugin.processing.mergeparcels import MergeParcels
from taxmap_plugin.processing.recodeparcels import RecodeParcels
from taxmap_plugin.workspace.undo import undo

from ..editing import land_case
from .change_case import pieces, run


def test_parcels_move_to_another_block_in_the_order_typed(qgis_app, tmp_path):
    ws = land_case.make(tmp_path)
    _, rows, _ = run(RecodeParcels, ws, PARCELS="01A003, 01A001", BLOCK="01b")
    assert pieces(rows) == [
        ("01A003", "01B001", "recoded", 1200.0),
        ("01A001", "01B002", "recoded", 1200.0),
    ]
    assert "01B001" not in land_case.living(ws)
    run(RecodeParcels, ws, PARCELS="01A003, 01A001", BLOCK="01b", WRITE=True)
    assert {"01B001", "01B002"} <= set(land_case.living(ws))
    assert land_case.parcel(ws, "01B002")["uuid"] == "p1"
    signs = ws.read("signboard", ["signboard_code"])["signboard_code"]
    assert list(signs) == ["01B002-P001"]


def test_a_block_that_is_not_that_of_the_land_is_told_with_the_parcel(qgis_app, tmp_path):
    ws = land_case.make(tmp_path)
    for block, code in (("09Z", "09Z001"), ("01B", "01B001")):
        for write in (False, True):
            results, _, log = run(RecodeParcels, ws, PARCELS="01A001", BLOCK=block, WRITE=write)
            assert results["PIECES"] == 1
            (note,) = [line for line in log.splitlines() if "note:" in line or "ข้อสังเกต" in line]
            assert code in note
        undo(ws)
    _, _, log = run(RecodeParcels, ws, PARCELS="01A001", BLOCK="01A")
    assert "note:" not in log and "ข้อสังเกต" not in log


def test_the_log_has_the_old_and_the_new_codes(qgis_app, tmp_path):
    ws = land_case.make(tmp_path)
    _, _, log = run(RecodeParcels, ws, PARCELS="01A002, 01A001", BLOCK="01B")
    assert "01A002 → 01B001, 01A001 → 01B002" in log


def test_a_retired_code_is_told_with_its_successor(qgis_app, tmp_path):
    ws = land_case.make(tmp_path, declared=True)
    run(RecodeParcels, ws, PARCELS="01A001", BLOCK="01B", WRITE=True, REASON="จัดเขตย่อยใหม่")
    with pytest.raises(QgsProcessingException, match="01B001"):
        run(RecodeParcels, ws, PARCELS="01A001", BLOCK="01B")
    with pytest.raises(QgsProcessingException, match="01B001"):
        run(MergeParcels, ws, PARCELS="01A001, 01A002")


@pytest.mark.parametrize(
    ("parameters", "word"),
    [
        ({"BLOCK": "01A 01B"}, "เขตย่อยเดียว"),
        ({"BLOCK": "B"}, "B"),
        ({"PARCELS": "01A777"}, "01A777"),
        ({"PARCELS": " , "}, "ให้เลือกแปลง"),
        ({}, "เหตุผล"),
    ],
)
def test_what_is_wrong_is_said_in_the_officers_words(
    qgis_app, tmp_path, monkeypatch, parameters, word
):
    monkeypatch.setattr("taxmap_plugin.settings.language", lambda: "th")
    ws = land_case.make(tmp_path, declared=True)
    with pytest.raises(QgsProcessingException, match=word):
        run(RecodeParcels, ws, **{"PARCELS": "01A001", "BLOCK": "01B", "WRITE": True, **parameters})
    assert "01A001" in land_case.living(ws)

"""ตรึงข้อมูล ณ 1 มกราคม in the toolbox: the file, the log, the check of the copies."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis.core import QgsProcessingException

from taxmap_plugin.processing.freezeregister import FreezeRegister
from tests.editing import land_case

from .change_case import run


@pytest.fixture
def ws(tmp_path):
    return land_case.make(tmp_path)


def test_a_year_is_frozen_once(qgis_app, ws):
    results, _, log = run(FreezeRegister, ws, YEAR=2570)
    assert Path(results["COPY"]).is_file() and results["COPIES"] == 1
    assert "2570" in log and Path(results["COPY"]).name in log
    with pytest.raises(QgsProcessingException) as refused:
        run(FreezeRegister, ws, YEAR=2570)
    assert "แล้ว" in str(refused.value)
    assert run(FreezeRegister, ws, YEAR=2570, AGAIN=True)[0]["COPIES"] == 2


def test_the_copies_are_checked(qgis_app, ws):
    assert "ยังไม่เคย" in run(FreezeRegister, ws, CHECK=True)[2]
    path = Path(run(FreezeRegister, ws, YEAR=2570)[0]["COPY"])
    results, _, log = run(FreezeRegister, ws, CHECK=True)
    assert results["BAD"] == 0 and "เหมือนเมื่อทำไว้" in log
    path.unlink()
    with pytest.raises(QgsProcessingException) as failed:
        run(FreezeRegister, ws, CHECK=True)
    assert "1 ไฟล์" in str(failed.value)

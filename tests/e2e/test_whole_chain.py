"""The documented example runs the chain with ``qgis_process``, in a folder with Thai letters."""

from __future__ import annotations

import os
import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest

from tools.link import link_into

ROOT = Path(__file__).parent.parent.parent
PROGRAMS = ("qgis_process.bin", "qgis_process")


@pytest.mark.slow
@pytest.mark.skipif(not any(map(shutil.which, PROGRAMS)), reason="qgis_process is not installed")
def test_the_documented_example_leaves_everything(tmp_path: Path):
    link_into(tmp_path / "plugins")
    environment = {
        **os.environ,
        "QGIS_PLUGINPATH": str(tmp_path / "plugins"),
        "QGIS_CUSTOM_CONFIG_PATH": str(tmp_path / "profile"),
        "PYTHONPATH": sysconfig.get_path("purelib"),
    }
    output = tmp_path / "ผลลัพธ์ ของ ฉัน"
    done = subprocess.run(
        ["bash", str(ROOT / "docs" / "examples" / "whole_chain.sh"), str(output)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    for name in ("workspace.gpkg", "match_report.xlsx", "codes.csv", "sheets/sheets.pdf"):
        assert (output / name).stat().st_size > 200, name

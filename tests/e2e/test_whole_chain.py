"""The documented example runs the chain with ``qgis_process``, in a folder with Thai letters."""

from __future__ import annotations

import os
import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest

from taxmap_plugin.workspace.store import Workspace
from tools.link import link_into

ROOT = Path(__file__).parent.parent.parent
PROGRAMS = ("qgis_process.bin", "qgis_process")


pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not any(map(shutil.which, PROGRAMS)), reason="qgis_process is not installed"
    ),
]


def run_example(tmp_path: Path, *arguments: str, **told: str) -> Path:
    link_into(tmp_path / "plugins")
    environment = {
        **os.environ,
        "QGIS_PLUGINPATH": str(tmp_path / "plugins"),
        "QGIS_CUSTOM_CONFIG_PATH": str(tmp_path / "profile"),
        "PYTHONPATH": sysconfig.get_path("purelib"),
        **told,
    }
    output = tmp_path / "ผลลัพธ์ ของ ฉัน"
    done = subprocess.run(
        ["bash", str(ROOT / "docs" / "examples" / "whole_chain.sh"), str(output), *arguments],
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return output


def test_the_documented_example_leaves_everything(tmp_path: Path):
    output = run_example(tmp_path)
    made = ("workspace.gpkg", "match_report.xlsx", "codes.xlsx", "sheets/sheets.pdf")
    for name in (*made, "quality.pdf", "quality.xlsx", "progress.pdf"):
        assert (output / name).stat().st_size > 200, name


def test_it_takes_an_offices_own_folder(tmp_path: Path, shared_data: Path):
    output = run_example(tmp_path, str(shared_data / "thai_taxmap"), ZONE="48", NAME="ทดสอบ")
    assert Workspace.open(output / "workspace.gpkg").count("parcel") > 3000
    assert (output / "sheets" / "sheets.pdf").is_file()

"""The built zip in the real desktop: loads, unloads and loads again without a trace."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tools import desktop
from tools.build_zip import build
from tools.installation import NAME
from tools.link import link_into

DRIVE = Path(__file__).with_name("drive_plugin.py")

pytestmark = [
    pytest.mark.desktop,
    pytest.mark.skipif(bool(desktop.why_not()), reason=f"no desktop: {desktop.why_not()}"),
]


@pytest.fixture(scope="module")
def officer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Her profile's folder: a Thai user name and a blank."""
    return tmp_path_factory.mktemp("ผู้ใช้ สมหญิง")


@pytest.fixture(scope="module")
def from_zip(officer: Path) -> desktop.Run:
    """One start of QGIS for all the tests of the installed zip."""
    wanted = desktop.Desktop(officer, archive=build(), language="th", arguments={"reload": True})
    return wanted.run(DRIVE)


@pytest.fixture(scope="module")
def without_packages(tmp_path_factory: pytest.TempPathFactory) -> desktop.Run:
    folder = tmp_path_factory.mktemp("lacking")
    hidden = ("pandas", "shapely", "geopandas")
    return desktop.Desktop(folder, language="en", hidden=hidden).run(DRIVE)


def test_zip_loads_in_a_folder_with_thai_letters_and_blanks(from_zip: desktop.Run):
    assert from_zip.errors == []
    assert from_zip.facts["active"]
    loaded = from_zip.facts["loaded"]
    assert {"TaxMapStartDock", "TaxMapFileReportDock"} <= set(loaded["docks"])
    assert loaded["toolbars"].count("TaxMapToolbar") == 1


def test_provider_appears_with_its_algorithms(from_zip: desktop.Run):
    assert from_zip.facts["loaded"]["provider"]
    assert from_zip.facts["loaded"]["algorithms"] > 0


def test_plugin_speaks_the_officers_language(from_zip: desktop.Run):
    assert from_zip.facts["loaded"]["thai"] == "ตรวจไฟล์ของฉัน"


def test_unloading_leaves_no_trace(from_zip: desktop.Run):
    gone = from_zip.facts["unloaded"]
    for kind in ("docks", "toolbars", "actions", "widgets", "menu", "modules"):
        assert gone[kind] == [], kind
    assert not gone["provider"]
    assert gone["thai"] == "Check my file"


def test_loading_again_is_like_the_first_time(from_zip: desktop.Run):
    facts = from_zip.facts
    assert facts["loads_again"]
    assert facts["reloaded"] == facts["loaded"]
    assert facts["unloaded_again"] == facts["unloaded"]


def test_qgis_closes_without_a_crash(from_zip: desktop.Run):
    assert from_zip.exit_code == 0, from_zip.log


def test_without_pandas_and_shapely_it_says_what_is_missing(without_packages: desktop.Run):
    assert without_packages.errors == []
    assert without_packages.facts["active"]
    entries = [entry for entry in without_packages.facts["menu"] if "Tax Map" in entry]
    assert any("What Tax Map needs" in entry for entry in entries)
    assert "How to get it" in without_packages.facts["offers"], "told at the start, too"
    assert not without_packages.facts["loaded"]["provider"]
    assert without_packages.facts["loaded"]["docks"] == []


def test_qgis_process_lists_the_provider(tmp_path: Path):
    command = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
    if command is None:
        pytest.skip("qgis_process is not installed")
    plugins = tmp_path / "plugins"
    link_into(plugins)
    settings = tmp_path / "profiles" / "default" / "QGIS" / "QGIS3.ini"
    settings.parent.mkdir(parents=True)
    settings.write_text(f"[PythonPlugins]\n{NAME}=true\n", encoding="utf-8")
    environment = {
        **desktop.environment(),
        "QGIS_PLUGINPATH": str(plugins),
        "QGIS_CUSTOM_CONFIG_PATH": str(tmp_path),
        "QT_QPA_PLATFORM": "offscreen",
    }
    run = subprocess.run(
        [command, "list"], env=environment, capture_output=True, text=True, check=False
    )
    assert "taxmap:" in run.stdout, run.stdout[-2000:] + run.stderr[-2000:]

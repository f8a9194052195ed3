"""A QGIS without pandas or Shapely 2 still loads the plugin and says what to do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from taxmap_plugin import dependencies
from taxmap_plugin.core.message import render

ROOT = Path(__file__).parent.parent

HIDE_PACKAGES = """
import sys
class Hide:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"pandas", "shapely", "geopandas"}:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Hide())
"""


def test_this_environment_lacks_nothing():
    assert dependencies.missing() == []


def test_too_old_counts_as_missing(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("shapely.__version__", "1.8.5")
    assert [package.distribution for package in dependencies.missing()] == ["shapely"]


@pytest.mark.parametrize("platform", ["win32", "darwin", "linux"])
@pytest.mark.parametrize("language", ["th", "en"])
def test_the_way_out_names_packages_and_works_offline(platform: str, language: str):
    text = render(dependencies.how_to_install(list(dependencies.REQUIRED), platform), language)
    for word in ("pandas", '"shapely>=2.0"', "taxmap_wheels", "--no-index"):
        assert word in text


def test_the_plugin_loads_where_packages_are_hidden():
    script = HIDE_PACKAGES + (
        "import taxmap_plugin, taxmap_plugin.dependencies as d\n"
        "import taxmap_plugin.plugin\n"
        "print(sorted(p.distribution for p in d.missing()))\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.stdout.strip() == "['pandas', 'shapely']", run.stderr

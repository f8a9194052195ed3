"""Every dock fits a small screen, in both languages and at large type (P1, P18)."""

from __future__ import annotations

from pathlib import Path

import pytest

from taxmap_plugin.exchange.demo_workspace import build_demo
from tools import desktop

pytestmark = [
    pytest.mark.desktop,
    pytest.mark.skipif(bool(desktop.why_not()), reason=f"no desktop: {desktop.why_not()}"),
]


SETTINGS = [
    *(pytest.param(one, marks=pytest.mark.slow) for one in (("th", 9), ("en", 9))),
    ("th", 12),  # where there is least room
]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_demo(tmp_path_factory.mktemp("demo"), parcels=300)


@pytest.fixture(scope="module", params=SETTINGS, ids=str)
def run(request: pytest.FixtureRequest, demo: Path, tmp_path_factory) -> desktop.Run:
    language, size = request.param
    folder = tmp_path_factory.mktemp(f"{language}{size}")
    told = {"demo": str(demo)}
    wanted = desktop.Desktop(folder, language=language, font_size=size, arguments=told)
    return wanted.run(Path(__file__).with_name("drive_docks.py"))


def test_no_dock_makes_the_window_higher_than_the_screen(run: desktop.Run):
    assert run.errors == []
    assert max(run.facts["heights"].values()) <= desktop.SCREEN[1], run.facts["heights"]


def test_the_map_keeps_its_width(run: desktop.Run):
    assert run.facts["canvas"] >= 700


def test_four_docks_in_tabs_have_their_whole_names(run: desktop.Run):
    assert len(run.facts["tabs"]) == 4
    assert run.facts["cut_tabs"] == [] or run.facts["type"] > 9


def test_what_decides_is_in_sight_even_under_a_message(run: desktop.Run):
    assert run.facts["seen"] == {"confirm": True, "confirm_all": True, "link": True}


def test_nothing_of_list_and_message_is_cut(run: desktop.Run):
    assert run.facts["columns_fit"]
    assert run.facts["all_is_whole"]

"""Every state of every dock and dialog, in both languages: the pictures come out as they should."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis.PyQt.QtGui import QImage

from tools import desktop
from tools.scenes.shots import WIDTHS
from tools.screenshots import all_scenes, take

pytestmark = [
    pytest.mark.slow,
    pytest.mark.desktop,
    pytest.mark.skipif(bool(desktop.why_not()), reason=f"no desktop: {desktop.why_not()}"),
]

LANGUAGES = ("th", "en")
STATES = [
    *("start_home", "start_stages", "start_opened"),
    *("report_empty", "report_summary", "report_findings", "report_hidden", "report_clean"),
    *("history_no_workspace", "history_nothing_yet", "history_not_found", "history_unchanged"),
    *("history_family", "history_date", "history_told", "history_across", "history_restore"),
    *("parcels_no_workspace", "parcels_tasks", "parcels_card", "parcels_card_below"),
    *("parcels_drawing", "parcels_plan", "parcels_plan_reason", "parcels_several"),
    *("parcels_told", "parcels_form_split_to_area", "parcels_form_cut_strip"),
    *("parcels_form_renumber", "parcels_form_traverse"),
    *("match_no_workspace", "match_not_run", "match_list", "match_hidden", "match_link"),
    *("quality_no_workspace", "quality_not_checked", "quality_checked", "quality_list"),
    *("quality_repair_form", "quality_repair_plan"),
    *("quality_accept", "quality_trend", "quality_accepted", "quality_hidden", "quality_clean"),
]
WHOLE = [
    *("start_window", "match_window", "history_window", "workspace_dialog"),
    *("import_empty", "import_dialog", "import_result"),
    *("parcels_window", "parcels_plan_window", "reason_dialog", "conflict_dialog"),
    *("quality_window", "quality_wide", "quality_repair_window"),
    *("quality_rules", "quality_rules_conflict", "quality_rules_search"),
    *("revenue_not_assessed", "revenue_classes", "revenue_zones", "revenue_no_matplotlib"),
    "revenue_window",
    *("law_rates", "law_choice", "law_calendar", "law_fixed", "law_conflict"),
]


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pictures")
    return {path.stem: path for path in take(all_scenes(), folder)}


def test_there_is_a_picture_of_each_state(pictures: dict[str, Path]):
    docks = {f"{state}_{tongue}_{width}" for state in STATES for tongue in LANGUAGES
             for width in WIDTHS}  # fmt: skip
    whole = {f"{name}_{tongue}" for name in WHOLE for tongue in LANGUAGES}
    assert set(pictures) == docks | whole


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("width", WIDTHS)
def test_both_languages_have_pictures_of_their_own(pictures, state: str, width: int):
    thai, english = (QImage(str(pictures[f"{state}_{one}_{width}"])) for one in LANGUAGES)
    assert thai.width() == english.width() == width
    assert thai != english


@pytest.mark.parametrize("name", WHOLE)
def test_dialogs_fit_a_small_screen(pictures, name: str):
    for tongue in LANGUAGES:
        image = QImage(str(pictures[f"{name}_{tongue}"]))
        assert image.width() <= 1366
        if "window" not in name:
            assert image.width() <= 1000
            assert image.height() <= 580

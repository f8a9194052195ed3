"""The start dock in its states, in both languages, at 280 and 320 px."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from qgis.core import Qgis
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QLabel, QPushButton, QToolButton, QWidget

from taxmap_plugin.core.message import Message
from taxmap_plugin.core.municipality import Municipality
from taxmap_plugin.core.resources import load_json
from taxmap_plugin.errors import TaxMapError
from taxmap_plugin.gui import start_dock
from taxmap_plugin.gui.session import Session
from taxmap_plugin.gui.start_dock import StartDock
from taxmap_plugin.gui.task import WorkTask
from taxmap_plugin.settings import language
from taxmap_plugin.workspace.store import Workspace

from .conftest import Until
from .looks import cut_buttons, cut_labels, nameless_icon_buttons, settle, sideways_scrolling

TOWN = Municipality("เทศบาลตำบลสาธิต", tax_year=2569)


class Steps:
    """Remembers what was asked for."""

    def __init__(self) -> None:
        self.taken: list[str] = []

    def available(self) -> set[str]:
        return set(load_json("stages.json")["steps"]) - {"export_sheets"}

    def run(self, step: str) -> None:
        self.taken.append(step)


@pytest.fixture
def steps() -> Steps:
    return Steps()


@pytest.fixture
def session(qgis_app: Any):
    session = Session(None)
    yield session
    session.close()
    session.release()


@pytest.fixture
def dock(language: str, session: Session, steps: Steps):
    dock = StartDock(session, steps)
    yield dock
    dock.release()
    dock.deleteLater()


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.create(tmp_path / "สาธิต ๑.gpkg", TOWN)


@pytest.fixture
def counted(dock: StartDock, session: Session, workspace: Workspace, until: Until) -> StartDock:
    """The dock with an empty workspace whose stages are counted."""
    session.use(workspace)
    until(lambda: dock.overview.stages.rows)
    return dock


def told(dock: StartDock) -> str:
    """What the dock's message bar says."""
    labels = dock.message_bar.currentItem().findChildren(QLabel)
    return " ".join(label.accessibleName() for label in labels)


@pytest.mark.parametrize("width", [280, 320])
def test_home_fits_a_narrow_dock(dock: StartDock, width: int, workspace: Workspace):
    dock.home.show_recent([workspace.path])
    settle(dock, width)
    assert dock.width() == width
    assert dock.pages.currentWidget().objectName() == "TaxMapHome"
    assert cut_labels(dock) == []
    assert sideways_scrolling(dock) == []


@pytest.mark.parametrize("width", [280, 320])
def test_overview_fits_a_narrow_dock(counted: StartDock, width: int):
    for row in counted.overview.stages.rows:
        row.header.setChecked(True)
    settle(counted, width)
    assert counted.width() == width
    assert cut_labels(counted) == []
    assert cut_buttons(counted) == []
    assert sideways_scrolling(counted) == []


def test_large_type_cuts_nothing(counted: StartDock):
    font = counted.font()
    font.setPointSize(16)
    counted.setFont(font)
    settle(counted, 320)
    assert cut_labels(counted) == []
    assert sideways_scrolling(counted) == []


def test_every_icon_button_has_a_name(dock: StartDock):
    assert nameless_icon_buttons(dock) == []


def test_home_offers_the_four_ways_to_begin(dock: StartDock):
    names = [button.objectName() for button in dock.home.findChildren(QPushButton)]
    assert names == ["TaxMapHome_create", "TaxMapHome_open", "TaxMapHome_check", "TaxMapHome_demo"]
    defaults = [button for button in dock.home.findChildren(QPushButton) if button.isDefault()]
    assert [button.objectName() for button in defaults] == ["TaxMapHome_create"]


def test_tab_order_is_reading_order(dock: StartDock):
    settle(dock, 320, 700)
    buttons = dock.home.findChildren(QPushButton)
    follows: list[QWidget] = [buttons[0]]
    while len(follows) < len(buttons):
        following = follows[-1].nextInFocusChain()
        while following not in buttons:
            following = following.nextInFocusChain()
        follows.append(following)
    assert [one.objectName() for one in follows] == [one.objectName() for one in buttons]


def test_check_my_file_is_asked_for(dock: StartDock):
    asked = []
    dock.file_check_wanted.connect(lambda: asked.append(True))
    QTest.mouseClick(dock.findChild(QPushButton, "TaxMapHome_check"), Qt.MouseButton.LeftButton)
    assert asked == [True]


def test_a_workspace_shows_its_name_and_seven_stages(counted: StartDock, language: str):
    assert counted.pages.currentWidget() is counted.overview
    rows = counted.overview.stages.rows
    titles = [stage[language] for stage in load_json("stages.json")["stages"]]
    assert [row.header.text().split("  ")[1] for row in rows] == titles


def test_the_next_step_is_the_one_default_button(counted: StartDock, steps: Steps, language: str):
    button = counted.overview.next_button
    defaults = [one for one in counted.findChildren(QPushButton) if one.isDefault()]
    assert button in defaults
    assert [one for one in defaults if one.isVisibleTo(counted)] == [button]
    assert button.text() == load_json("stages.json")["steps"]["import_parcels"][language]
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert steps.taken == ["import_parcels"]


def test_a_stage_opens_with_the_keyboard_and_offers_its_step(counted: StartDock, steps: Steps):
    settle(counted, 320)
    header = counted.findChild(QToolButton, "TaxMapStageHeader_land_data")
    button = counted.findChild(QPushButton, "TaxMapStep_land_data")
    assert not button.isVisibleTo(counted)
    QTest.keyClick(header, Qt.Key.Key_Space)
    assert button.isVisibleTo(counted)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert steps.taken == ["import_register"]


def test_new_data_is_counted_again(
    counted: StartDock, session: Session, workspace: Workspace, until: Until
):
    import pandas as pd
    from shapely import box

    shapes = [box(500000, 2070000, 500010, 2070010)]
    with workspace.transaction("import") as tx:
        tx.insert("parcel", pd.DataFrame({"parcel_code": ["01A001"], "geom": shapes}))
    session.data_changed.emit()
    until(lambda: "100" in counted.overview.stages.rows[1].summary.text())


def test_recent_workspaces_are_offered_and_open(
    dock: StartDock, session: Session, workspace: Workspace
):
    session.open(workspace.path)
    session.close()
    button = dock.home.findChild(QPushButton, "TaxMapRecent_0")
    assert button.accessibleName() == "สาธิต ๑"
    button.click()
    assert session.workspace is not None
    assert session.workspace.path == workspace.path


def test_a_file_that_is_no_workspace_is_refused_in_words(dock: StartDock, tmp_path: Path):
    stranger = tmp_path / "แปลก.gpkg"
    stranger.write_bytes(b"not a database")
    dock.open_workspace(stranger)
    assert "แปลก.gpkg" in told(dock)
    assert dock.pages.currentWidget() is dock.home


def test_an_upgrade_says_where_the_file_of_before_lies(
    dock: StartDock, workspace: Workspace, until: Until, monkeypatch: pytest.MonkeyPatch
):
    backup = workspace.path.with_name("งานเดิม (3).gpkg")
    monkeypatch.setattr(start_dock, "upgrade", lambda path, feedback: backup)
    dock._upgrade(workspace.path)
    until(lambda: not dock.is_busy())
    assert dock._session.workspace is not None
    assert backup.name in told(dock)


def test_while_something_runs_nothing_else_can_begin(dock: StartDock, until: Until):
    go_on = []
    done = []

    def work(feedback: Any) -> str:
        while not go_on:
            feedback.progress(0.5)
        return "made"

    dock.run_task("กำลังสร้าง", work, done.append)
    until(lambda: dock.busy_line.bar.value() == 50)
    settle(dock, 320)
    create = dock.findChild(QPushButton, "TaxMapHome_create")
    assert not create.isEnabled()
    assert create.toolTip() != create.accessibleDescription(), "the tooltip says why"
    assert dock.busy_line.isVisible()
    go_on.append(True)
    until(lambda: not dock.is_busy())
    assert done == ["made"]
    assert create.isEnabled()
    assert not dock.busy_line.isVisible()


def test_cancel_is_told(dock: StartDock, until: Until):
    from taxmap_plugin.core.feedback import check_cancelled

    def work(feedback: Any) -> None:
        while True:
            check_cancelled(feedback)

    dock.run_task("งานยาว", work, lambda result: None)
    until(dock.is_busy)
    dock.busy_line.cancel.click()
    assert not dock.busy_line.cancel.isEnabled()
    until(lambda: not dock.is_busy())
    assert dock.message_bar.currentItem() is not None


def test_an_error_stays_and_its_details_can_be_copied(dock: StartDock, qgis_app: Any):
    dock.tell_error(TaxMapError(Message("common.unexpected"), details="Traceback …"))
    offer = dock.findChild(QPushButton, "TaxMapStartDockOffer")
    offer.click()
    assert qgis_app.clipboard().text() == "Traceback …"
    assert dock.message_bar.currentItem() is None


def test_good_news_give_way_to_what_is_said_next_and_errors_stay(dock: StartDock):
    dock.tell("บันทึกแล้ว 2 แปลง", "success")
    dock.tell_error(TaxMapError(Message("common.unexpected")))
    dock.tell("บันทึกแล้ว 3 แปลง", "success")
    dock.tell("ย้อนกลับแล้ว", "info")
    levels = [item.level() for item in dock.message_bar.items()]
    assert len(levels) == 2
    assert Qgis.MessageLevel.Critical in levels


@pytest.mark.parametrize("code", ["th", "en", ""])
def test_language_can_be_chosen(dock: StartDock, code: str):
    chosen: list[str] = []
    dock.language_chosen.connect(chosen.append)
    dock.findChild(QAction, f"TaxMapLanguage_{code or 'qgis'}").trigger()
    assert chosen == [code]


def test_a_language_that_was_chosen_in_vain_is_not_ticked(dock: StartDock):
    """Nobody listens here, as while a task is on."""
    spoken = language()
    chosen = dock.findChild(QAction, "TaxMapLanguage_" + ("en" if spoken == "th" else "th"))
    chosen.trigger()
    chosen.parent().aboutToShow.emit()
    assert dock.findChild(QAction, f"TaxMapLanguage_{spoken}").isChecked()
    assert not chosen.isChecked()


def test_release_stops_what_runs(english: str, session: Session, steps: Steps, until: Until):
    dock = StartDock(session, steps)
    seen: list[WorkTask] = []

    def work(feedback: Any) -> None:
        while not feedback.cancelled():
            seen.append(feedback)

    dock.run_task("งานยาว", work, lambda result: None)
    until(lambda: seen)
    dock.release()
    session.changed.emit()
    assert not dock.is_busy()

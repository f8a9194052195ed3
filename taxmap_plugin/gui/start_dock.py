"""The start dock (เริ่มงาน): the officer's home."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Optional

from qgis.PyQt.QtCore import QStandardPaths, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QActionGroup,
    QFileDialog,
    QMenu,
    QToolButton,
    QWidget,
)

from ..core.message import Message
from ..errors import TaxMapError
from ..exchange.demo_workspace import FILE_NAME, build_demo
from ..settings import LANGUAGE, LAST_FOLDER, read, recent_workspaces, say, write
from ..workspace.migration import upgrade
from ..workspace.problem import OlderWorkspace
from ..workspace.progress import StageState, next_stage, stage_states
from ..workspace.schema import SCHEMA_VERSION
from ..workspace.store import Workspace
from .dock import TaxMapDock
from .icons import icon, theme_icon
from .law_saving import LawSaving
from .session import Session
from .start_pages import HomePage, OverviewPage
from .steps import Steps
from .task import WorkTask, start
from .workspace_dialog import WorkspaceDialog


def demo_file() -> Path:
    """Where the demo municipality lies for this officer."""
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(documents)) / "Tax Map demo" / FILE_NAME


class StartDock(TaxMapDock):
    """Create, open, recent ones; the seven stages and the next step; the demo in one click."""

    NAME = "TaxMapStartDock"
    language_chosen = pyqtSignal(str)
    file_check_wanted = pyqtSignal()

    def __init__(self, session: Session, steps: Steps, parent: Optional[QWidget] = None) -> None:
        super().__init__(self.NAME, "", parent)
        self.setWindowTitle(self.tr("Start"))
        self._session = session
        self._steps = steps
        self._counting: Optional[WorkTask] = None
        self.law = LawSaving(self, session)
        self.home = HomePage(
            {
                "create": self.create_workspace,
                "open": self.choose_workspace,
                "check": self.file_check_wanted.emit,
                "demo": self.try_demo,
            },
            self.open_workspace,
        )
        self.overview = OverviewPage(steps.run)
        for page in (self.home, self.overview):
            self.pages.addWidget(page)
        self._add_tools()
        session.changed.connect(self.show_session)
        session.data_changed.connect(self.count_again)
        self.show_session()

    def create_workspace(self) -> None:
        """Ask for the municipality, make its file, open it."""
        dialog = WorkspaceDialog(self)
        if not dialog.exec():
            return
        path, municipality = dialog.path(), dialog.municipality()
        write(LAST_FOLDER, str(path.parent))
        self.run_task(
            self.tr("Creating {}").format(path.name),
            lambda feedback: Workspace.create(path, municipality, feedback).path,
            self.open_workspace,
        )

    def choose_workspace(self) -> None:
        """Ask for a file and open it."""
        path, _ = QFileDialog.getOpenFileName(
            self, self.tr("Open a workspace"), str(read(LAST_FOLDER)), "GeoPackage (*.gpkg)"
        )
        if path:
            write(LAST_FOLDER, str(Path(path).parent))
            self.open_workspace(Path(path))

    def open_workspace(self, path: Path) -> None:
        """Open this workspace, or say why not and what can be done."""
        try:
            self._session.open(path)
        except OlderWorkspace as older:
            offer = (self.tr("Upgrade"), lambda: self._upgrade(path))
            self.tell_error(older, offer)
        except TaxMapError as error:
            self.tell_error(error)

    def try_demo(self) -> None:
        """The invented municipality, made in the background unless it is already there."""
        path = demo_file()
        if path.is_file():
            self.open_workspace(path)
            return
        started = time.monotonic()
        self.run_task(
            self.tr("Making the demo municipality"),
            lambda feedback: build_demo(path.parent, feedback),
            lambda made: self._show_demo(made, time.monotonic() - started),
        )

    def show_session(self) -> None:
        """Home without a workspace, the stages with one."""
        self._stop_counting()
        workspace = self._session.workspace
        for action in (self._again, self._law, self._leave):
            action.setEnabled(workspace is not None)
        if workspace is None:
            self.home.show_recent(recent_workspaces())
            self.pages.setCurrentWidget(self.home)
            return
        self.overview.show_workspace(workspace)
        self.pages.setCurrentWidget(self.overview)
        self.count_again()

    def count_again(self) -> None:
        """Count the stages anew, in the background."""
        workspace = self._session.workspace
        if workspace is None:
            return
        self._stop_counting()
        self._counting = WorkTask(self.tr("Counting"), lambda feedback: stage_states(workspace))
        self._counting.done.connect(self._show_states)
        self._counting.failed.connect(self._show_failure)
        start(self._counting)

    def set_busy(self, busy: bool) -> None:
        reason = self.tr("Wait until the present work has ended.") if busy else ""
        self.home.set_busy(busy, reason)
        for action in (self._new, self._open, self._demo):
            action.setEnabled(not busy)

    def restyle(self) -> None:
        self.overview.restyle()

    def release(self) -> None:
        self._session.changed.disconnect(self.show_session)
        self._session.data_changed.disconnect(self.count_again)
        self._stop_counting()
        super().release()

    def _add_tools(self) -> None:
        self._new = self.add_tool(
            "TaxMapNew",
            icon("new_workspace.svg"),
            self.tr("Create a workspace"),
            self.create_workspace,
            "Ctrl+Alt+N",
        )
        self._open = self.add_tool(
            "TaxMapOpen",
            icon("open_workspace.svg"),
            self.tr("Open a workspace"),
            self.choose_workspace,
            "Ctrl+Alt+O",
        )
        self._recent_menu = QMenu(self)
        self._recent_menu.aboutToShow.connect(self._fill_recent)
        self._open.setMenu(self._recent_menu)
        self.add_tool(
            "TaxMapCheck",
            icon("check_file.svg"),
            self.tr("Check my file"),
            self.file_check_wanted.emit,
        )
        self._again = self.add_tool(
            "TaxMapRefresh",
            theme_icon("mActionRefresh.svg"),
            self.tr("Count again"),
            self.count_again,
            "F5",
        )
        self._law = self.add_tool(
            "TaxMapLaw",
            icon("law.svg"),
            self.tr("Show the law and set the office's own numbers"),
            self.law.begin,
        )
        more = self.add_tool(
            "TaxMapMore", theme_icon("mActionOptions.svg"), self.tr("Show more"), lambda: None
        )
        more.setMenu(self._more_menu())
        button = self.toolbar.widgetForAction(more)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def _fill_recent(self) -> None:
        self._recent_menu.clear()
        for path in recent_workspaces():
            self._recent_menu.addAction(str(path), lambda path=path: self.open_workspace(path))

    def _more_menu(self) -> QMenu:
        menu = QMenu(self)
        self._demo = menu.addAction(
            icon("demo.svg"), self.tr("Try the demo municipality"), self.try_demo
        )
        self._leave = menu.addAction(self.tr("Close the workspace"), self._session.close)
        languages = menu.addMenu(icon("language.svg"), "ภาษา / Language")
        group = QActionGroup(languages)
        for code, text in (("th", "ไทย"), ("en", "English"), ("", self.tr("As in QGIS"))):
            action = languages.addAction(text, lambda code=code: self.language_chosen.emit(code))
            action.setObjectName(f"TaxMapLanguage_{code or 'qgis'}")
            action.setCheckable(True)
            action.setData(code)
            group.addAction(action)
        languages.aboutToShow.connect(lambda: _check(group, str(read(LANGUAGE))))
        return menu

    def _show_demo(self, path: Path, seconds: float) -> None:
        self.open_workspace(path)
        workspace = self._session.workspace
        if workspace is not None and workspace.path == path:
            made = Message(
                "start.demo_made",
                parcels=workspace.count("parcel"),
                seconds=round(seconds),
                folder=str(path.parent),
            )
            self.tell(say(made), "success")

    def _stop_counting(self) -> None:
        if self._counting is not None:
            self._counting.abandon(0.0)
            self._counting = None

    def _show_states(self, states: list[StageState]) -> None:
        self._counting = None
        self.overview.show_states(states, next_stage(states), self._steps.available())

    def _show_failure(self, error: TaxMapError) -> None:
        self._counting = None
        self.tell_error(error)

    def _upgrade(self, path: Path) -> None:
        self.run_task(
            self.tr("Upgrading {}").format(path.name),
            lambda feedback: upgrade(path, feedback),
            lambda backup: self._upgraded(path, backup),
        )

    def _upgraded(self, path: Path, backup: Optional[Path]) -> None:
        """It is opened, and where the file of before lies is told."""
        self.open_workspace(path)
        if backup is not None:
            values = {"file": path.name, "version": SCHEMA_VERSION, "backup": backup.name}
            self.tell(say(Message("migration.done", **values)), "success")


def _check(group: QActionGroup, code: str) -> None:
    """Tick the language that is spoken: one that was chosen in vain is not."""
    for action in group.actions():
        action.setChecked(action.data() == code)

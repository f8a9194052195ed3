"""The two pages of the start dock: home without a workspace, the stages with one."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ..workspace.progress import StageState
from ..workspace.store import Workspace
from .icons import icon
from .stages import StageList, missing_words, stage_title, step_title
from .widgets import MARGIN, SEPARATOR, TaskButton, WrappedLabel

_RECENT_SHOWN = 5


class HomePage(QScrollArea):
    """What one can begin with: large buttons, then the workspaces opened lately."""

    def __init__(self, actions: dict[str, Callable[[], Any]], open_path: Callable[[Path], Any]):
        super().__init__()
        self.setObjectName("TaxMapHome")
        self._open_path = open_path
        self._tasks = [
            self._task(name, picture, title, sentence, actions[name])
            for name, picture, title, sentence in self._offers()
        ]
        self._tasks[0].setDefault(True)
        self._recent_title = WrappedLabel(self.tr("Opened lately")).emphasise()
        self._recent = QVBoxLayout()
        self._recent.setSpacing(MARGIN)
        layout = page_layout(self)
        layout.addWidget(_picture(icon("taxmap.svg").pixmap(48, 48)))
        welcome = WrappedLabel(self.tr("No workspace is open yet. Begin here."))
        welcome.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(welcome)
        for task in self._tasks:
            layout.addWidget(task)
        layout.addWidget(self._recent_title)
        layout.addLayout(self._recent)
        layout.addStretch(1)

    def show_recent(self, paths: list[Path]) -> None:
        """Offer the workspaces opened lately, the latest first."""
        while self._recent.count():
            self._recent.takeAt(0).widget().deleteLater()
        for number, path in enumerate(paths[:_RECENT_SHOWN]):
            self._recent.addWidget(self._recent_button(number, path))
        self._recent_title.setVisible(bool(paths))

    def set_busy(self, busy: bool, reason: str) -> None:
        """While something runs nothing else can be begun; the tooltip says why."""
        for button in self.findChildren(TaskButton):
            button.setEnabled(not busy)
            button.setToolTip(reason or button.accessibleDescription())

    def _offers(self) -> list[tuple[str, str, str, str]]:
        return [
            (
                "create",
                "new_workspace.svg",
                self.tr("Create a workspace…"),
                self.tr("One file that holds the tax map and the registers of a municipality."),
            ),
            (
                "open",
                "open_workspace.svg",
                self.tr("Open a workspace…"),
                self.tr("A .gpkg file that was made with Tax Map before."),
            ),
            (
                "check",
                "check_file.svg",
                self.tr("Check my file"),
                self.tr("See what is in a file and what it is good for. Nothing is changed."),
            ),
            (
                "demo",
                "demo.svg",
                self.tr("Try the demo municipality"),
                self.tr("An invented municipality of 3,000 parcels, made within a minute or two."),
            ),
        ]

    @staticmethod
    def _task(name: str, picture: str, title: str, sentence: str, run: Any) -> TaskButton:
        return TaskButton(f"TaxMapHome_{name}", icon(picture), title, sentence, run)

    def _recent_button(self, number: int, path: Path) -> TaskButton:
        return TaskButton(
            f"TaxMapRecent_{number}",
            icon("open_workspace.svg"),
            path.stem,
            str(path.parent),
            lambda: self._open_path(path),
        )


class OverviewPage(QScrollArea):
    """The open workspace: its name, the next step as the one default button, the stages."""

    def __init__(self, run_step: Callable[[str], Any]) -> None:
        super().__init__()
        self.setObjectName("TaxMapOverview")
        self._run_step = run_step
        self._step = ""
        self._name = WrappedLabel().emphasise()
        self._about = WrappedLabel()
        self._next = QFrame()
        self._next.setFrameShape(QFrame.Shape.StyledPanel)
        self._next.setObjectName("TaxMapNext")
        self._next_title = WrappedLabel().emphasise()
        self._next_why = WrappedLabel()
        self.next_button = QPushButton()
        self.next_button.setObjectName("TaxMapNextButton")
        self.next_button.setDefault(True)
        self.next_button.clicked.connect(lambda: self._run_step(self._step))
        box = QVBoxLayout(self._next)
        box.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        box.setSpacing(MARGIN)
        for widget in (self._next_title, self._next_why):
            box.addWidget(widget)
        box.addWidget(self.next_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.stages = StageList(run_step)
        layout = page_layout(self)
        for widget in (self._name, self._about, self._next, self.stages):
            layout.addWidget(widget)
        layout.addStretch(1)
        self._next.hide()

    def show_workspace(self, workspace: Workspace) -> None:
        """Whose workspace it is; the stages follow when they are counted."""
        office = workspace.municipality
        zone = office.utm_zone
        place = f"UTM {zone}N" if zone else f"EPSG:{office.epsg}"
        year = self.tr("Tax year {}").format(office.tax_year)
        self._name.say(office.name)
        self._about.say(SEPARATOR.join([year, place, workspace.path.name]))
        self._about.setToolTip(str(workspace.path))

    def show_states(
        self, states: list[StageState], following: StageState | None, available: set[str]
    ) -> None:
        """Show the counted stages and the step that helps most now."""
        self._next.setVisible(following is not None)
        if following is not None:
            self._show_next(following, available)
        self.stages.show_states(states, available)

    def restyle(self) -> None:
        self.stages.restyle()

    def _show_next(self, stage: StageState, available: set[str]) -> None:
        self._step = stage.step
        self._next_title.say(self.tr("Next: {}").format(stage_title(stage.stage)))
        self._next_why.say(missing_words(stage))
        self.next_button.setText(step_title(stage.step))
        usable = stage.step in available
        self.next_button.setEnabled(usable)
        self.next_button.setToolTip("" if usable else self.tr("Not in this version yet."))


def page_layout(scroll: QScrollArea) -> QVBoxLayout:
    """The layout of a page that scrolls up and down only."""
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setWidgetResizable(True)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    content = QWidget()
    layout = QVBoxLayout(content)
    layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
    layout.setSpacing(MARGIN)
    scroll.setWidget(content)
    return layout


def _picture(pixmap: Any) -> QLabel:
    label = QLabel()
    label.setPixmap(pixmap)
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return label

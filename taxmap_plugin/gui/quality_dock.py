"""The quality dock (คุณภาพแผนที่): check the map, go through what was found, decide."""

from __future__ import annotations

import time
from typing import Optional

import pandas as pd
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QMenu, QToolButton, QWidget

from ..core.feedback import Feedback
from ..core.message import Message
from ..core.quality_rules import RULES
from ..editing.quality_check import check_quality
from ..editing.quality_findings import Checked
from ..errors import TaxMapError
from ..settings import FLASH, PAN, language, say
from ..workspace.finding_list import TO_DO, WAITS
from ..workspace.store import Workspace
from ..workspace.undo import Undone, undo
from .dock import TaxMapDock
from .finding_map import FindingMap
from .icons import icon, theme_icon
from .parcel_layer import ParcelLayer
from .parcel_tasks import Written
from .parcel_work import ParcelWork
from .quality_decisions import QualityDecisions
from .quality_page import QualityPage
from .quality_repair import IN_A_ROW, REPAIR, REPAIRABLE, repairing
from .quality_work import QualityState, read_state, title_of
from .rules_saving import RulesSaving
from .session import Session
from .task import WorkTask, start
from .unsaved_edits import UnsavedEdits


class QualityDock(TaxMapDock):
    """Check, look, accept, assign, settle, take back.

    ``workspace_wanted``: there is none. ``import_wanted``: nothing is on the map yet.
    ``repairs_wanted`` carries the rules and uuids of several findings to be repaired at once; a
    single one is repaired here.
    """

    NAME = "TaxMapQualityDock"
    workspace_wanted = pyqtSignal()
    import_wanted = pyqtSignal()
    repairs_wanted = pyqtSignal(list, list)

    def __init__(
        self, iface: Optional[QgisInterface], session: Session, parent: Optional[QWidget] = None
    ) -> None:
        super().__init__(self.NAME, "", parent)
        self.setWindowTitle(self.tr("Map quality"))
        self._iface, self._session = iface, session
        self._loading: Optional[WorkTask] = None
        self._is_due = False  # the findings are to be read once the dock is looked at
        self._keep = ""
        self._wanted = ""  # a finding to lead to, once the list is read
        self.layer = ParcelLayer(iface, self)
        self.findings = ParcelLayer(iface, self, "finding")
        self.map = FindingMap(iface, self.layer)
        self._unsaved = UnsavedEdits(self)
        self.page = QualityPage()
        self._add_empty_states()
        self.work = ParcelWork(self, iface, session, repairing(), self.layer)
        for page in (self.page, self.work.form_page, self.work.capture_page, self.work.plan_page):
            self.pages.addWidget(page)
        self.decisions = QualityDecisions(self, session, self.page)
        self.rules = RulesSaving(self, session)
        self._add_tools()
        self._connect()
        self.show_session()

    # -- what is shown -----------------------------------------------------------------------

    def show_session(self) -> None:
        """Another workspace, or none: nothing of the former one stays."""
        self.work.stop()
        self.page.panel.leave()
        self.page.state = None
        self._keep = self._wanted = ""
        self.map.follow(self._session.workspace)
        self.findings.follow(self._session.workspace)
        self._unsaved.follow(self._session.workspace)
        self.load()

    def load(self) -> None:
        """Read the findings anew, in the background; while nobody looks, later."""
        self._stop_loading()
        workspace, reader = self._session.workspace, language()
        self._is_due = workspace is not None and not self.isUserVisible()
        if workspace is None or self._is_due:
            self._show_page()
            return
        self._loading = WorkTask(
            self.tr("Reading the findings"), lambda feedback: read_state(workspace, reader)
        )
        self._loading.done.connect(self._show_state)
        self._loading.failed.connect(self._loading_failed)
        start(self._loading)

    def open_finding(self, uuid: str) -> None:
        """Bring the dock to the front, standing on a finding, whatever was listed before."""
        self._wanted = uuid
        self.setUserVisible(True)
        if self.is_loaded():
            self._lead_to_wanted()

    def is_loaded(self) -> bool:
        """Whether the findings of the open workspace are shown."""
        return self.page.state is not None and self._loading is None and not self._is_due

    # -- what the officer does ---------------------------------------------------------------

    def check_map(self) -> None:
        """Look at everything by all rules; Cancel keeps what was found until then."""
        workspace = self._session.workspace
        if workspace is None or self.is_busy():
            return
        started = time.monotonic()

        def work(feedback: Feedback) -> tuple[Checked, int]:
            return check_quality(workspace, feedback), workspace.count("finding", WAITS)

        def done(result: tuple[Checked, int]) -> None:
            if self._is_open(workspace):
                self._checked(*result, time.monotonic() - started)

        self.forget_refusals()
        self.message_bar.clearWidgets()  # what was said of the last check
        self.run_task(self.tr("Checking the map"), work, done)

    def next_finding(self) -> None:
        """Lead to the finding after this one."""
        self._step(1)

    def previous_finding(self) -> None:
        """Lead to the finding before this one."""
        self._step(-1)

    def repair_chosen(self) -> None:
        """Plan the repair of the selected finding here, of several in the toolbox."""
        frame = self.page.repairable(REPAIRABLE)
        if not len(frame) or self.is_busy():
            return
        if len(frame) > 1:
            self._repair_many(frame)
            return
        finding = frame.iloc[0]
        self._keep = self.page.following({finding["uuid"]})
        title = Message("quality_dock.repair_title", rule=title_of(finding["rule"]))
        self.work.begin(REPAIR, say(title), (finding["uuid"],), [])

    def _repair_many(self, frame: pd.DataFrame) -> None:
        many = frame[frame["rule"].isin(IN_A_ROW)]
        if not len(many):
            return
        told, left = [Message("quality_dock.repair_many", count=len(many))], len(frame) - len(many)
        if left:
            told.append(Message("quality_dock.repair_one_by_one", count=left))
        self.tell("\n".join(map(say, told)), "info")
        self.repairs_wanted.emit(sorted(set(many["rule"])), many["uuid"].tolist())

    def zoom(self) -> None:
        """Fill the map with the present finding."""
        finding = self.page.current()
        if finding is not None and not self.map.zoom(finding):
            self.tell(say(Message("quality_dock.nowhere")))

    def flash(self) -> None:
        """Light up what the present finding is about."""
        finding = self.page.current()
        if finding is not None:
            self.map.flash(finding)

    # -- TaxMapDock --------------------------------------------------------------------------

    def find(self) -> None:
        self.page.text.setFocus()
        self.page.text.selectAll()

    def set_busy(self, busy: bool) -> None:
        self.work.plan_page.set_busy(busy)
        self._show_page()

    def restyle(self) -> None:
        self.page.restyle(self.palette())
        self.work.plan_page.restyle()

    def release(self) -> None:
        self._session.changed.disconnect(self.show_session)
        self._session.data_changed.disconnect(self.load)
        self._stop_loading()
        self.work.stop()
        self.map.follow(None)
        self.findings.follow(None)
        self._unsaved.follow(None)
        super().release()

    # -- what happens ------------------------------------------------------------------------

    def _keep_to(self, uuid: str) -> None:
        self._keep = uuid

    def _is_open(self, workspace: Workspace) -> bool:
        """Whether it is still the one that the officer has before her."""
        return self._session.workspace is workspace

    def _checked(self, checked: Checked, waiting: int, seconds: float) -> None:
        """What came of a check, and how many findings wait; rules that failed are named, with what
        a mentor needs."""
        outcome, filed = checked.outcome, checked.filed
        counts = {"new": filed.new, "reopened": filed.reopened, "gone": filed.gone}
        counts["waiting"] = waiting
        told = Message("quality_dock.checked", seconds=f"{seconds:.1f}", **counts)
        if outcome.cancelled:
            on = len(RULES) - (self.page.state.off if self.page.state is not None else 0)
            told = Message("quality_dock.cancelled", done=len(outcome.done), count=on, **counts)
        if filed.unasked:
            more = Message("quality_report.unasked", count=filed.unasked)
            told = Message("quality_dock.told_more", told=told, more=more)
        if outcome.failed:
            rules = [title_of(rule) for rule in outcome.failed]
            message = Message("quality_dock.failed", told=told, rules=rules, count=len(rules))
            details = "\n".join(f"{rule}: {why}" for rule, why in outcome.failed.items())
            self.tell_error(TaxMapError(message, details, "warning"))
        else:
            self.tell(say(told), "warning" if outcome.cancelled else "success")
        self._written()

    def _repaired(self, done: Written) -> None:
        offer = (self.tr("Undo"), lambda: self._undo_repair(done.change)) if done.change else None
        self.tell(say(done.message), done.level, offer)
        self._written()

    def _undo_repair(self, change: str) -> None:
        """Take a repair back, unless something else was done since."""
        workspace = self._session.workspace
        if workspace is None or self.is_busy():
            return
        if self._unsaved.there_are():
            told = self.tr("QGIS has edits that are not saved yet. Save or discard them first.")
            self.tell_refused(told)
            return

        def done(_: Undone) -> None:
            self.tell(say(Message("quality_dock.undone")), "success")
            self._written()

        self.run_task(self.tr("Taking back"), lambda feedback: undo(workspace, change), done)

    def _rules_saved(self, count: int) -> None:
        told = say(Message("quality_dock.rules_saved", count=count))
        self.tell(told, "info", (self.tr("Check the map"), self.check_map))
        self._written()

    def _written(self) -> None:
        """Every dock and the map show it; the findings are read anew here as well."""
        self.layer.refresh()
        self._session.data_changed.emit()

    def _show_state(self, state: QualityState) -> None:
        self._loading = None
        workspace = self._session.workspace
        if workspace is not None:
            self.page.show_state(state, self._keep)
            self._lead_on()
        self._keep = ""
        self._show_page()
        if self._wanted:
            self._lead_to_wanted()

    def _lead_on(self) -> None:
        """After a decision the map shows the next finding; what others write moves no map."""
        finding = self.page.current()
        if finding is not None and finding["uuid"] == self._keep and self.isUserVisible():
            self.map.show(finding)

    def _lead_to_wanted(self) -> None:
        uuid, self._wanted = self._wanted, ""
        if self.work.page() is not None:
            self.tell(self.tr("Confirm or cancel the repair first."), "warning")
        elif not self.page.lead_to(uuid):
            self.tell(self.tr("This finding is not there any more."), "warning")
        else:
            self.page.tree.setFocus()
            self.zoom()

    def _loading_failed(self, error: TaxMapError) -> None:
        self._loading = None
        self.tell_error(error)

    def _step(self, step: int) -> None:
        if self.page.step(step):
            self.zoom()
        elif self.page.state is not None:
            end = "quality_dock.no_next" if step > 0 else "quality_dock.no_previous"
            self.tell(say(Message(end)))

    def _stood_on(self) -> None:
        finding = self.page.current()
        self.decisions.forget_if_others_are_chosen()
        self._show_buttons()
        if not self.isUserVisible():
            return  # the map belongs to the dock that the officer has before her
        if finding is None:
            self.map.clear()
        else:
            self.map.show(finding)

    def _filled(self) -> None:
        """Other rows are shown: the map stays where it is, without the mark of what is gone."""
        if self.page.current() is None:
            self.map.clear()
        self._show_buttons()

    def _selected(self) -> None:
        """The officer selected a parcel, or a finding, on the map while she looks at the dock."""
        asked = self.page.panel.isVisibleTo(self.page)  # what is typed is not to be lost
        if asked or not self.isUserVisible():
            return
        if self.sender() is self.findings:
            stand_on, uuids = self.page.stand_on, self.findings.uuids()
        else:
            stand_on, uuids = self.page.stand_on_thing, self.layer.uuids()
        if len(uuids) == 1:
            stand_on(uuids[0])

    def _seen(self, seen: bool) -> None:
        self.map.set_seen(seen)
        if seen and self._is_due:
            self.load()

    # -- how it stands -----------------------------------------------------------------------

    def _show_page(self) -> None:
        state, is_open = self.page.state, self._session.workspace is not None
        page: QWidget = self.page
        at_work = self.work.page()
        if not is_open:
            page = self._no_workspace
        elif at_work is not None:
            page = at_work
        elif state is not None and not state.parcels and not state.to_do:
            page = self._no_parcels
        elif state is not None and not state.was_checked:
            page = self._not_checked
        self.pages.setCurrentWidget(page)
        busy = self.is_busy()
        self._check.setEnabled(is_open and not busy and at_work is None)
        self._rules.setEnabled(is_open and not busy)
        self._not_checked.button.setEnabled(not busy)
        for action in (self._next, self._previous):
            action.setEnabled(page is self.page and state is not None)
        self._show_buttons()

    def _show_buttons(self) -> None:
        """What can be done with what is selected; while something runs, why not."""
        page, busy = self.page, self.is_busy()
        asks = page.panel.isVisibleTo(page) or not page.model.count()
        waiting, accepted = bool(page.chosen(*TO_DO)), bool(page.chosen("accepted"))
        rules = page.chosen_rules()
        mends = page.repairable(REPAIRABLE)
        page.repair.setVisible(not asks and len(mends) > 0)
        page.accept.setVisible(not asks and (waiting or not accepted))
        page.assign.setVisible(not asks and (waiting or not accepted))
        page.reopen.setVisible(not asks and accepted)
        reason = self.tr("Wait until the present work has ended.") if busy else ""
        missing = reason or ("" if waiting else self.tr("Choose a finding first."))
        for button in (page.accept, page.assign):
            button.setEnabled(not missing)
            button.setToolTip(missing)
        page.reopen.setEnabled(not busy)
        page.reopen.setToolTip(reason)
        if len(mends) > 1 and not mends["rule"].isin(IN_A_ROW).any():
            reason = reason or self.tr("These are repaired one by one: choose a single one.")
        page.repair.setEnabled(not reason)
        page.repair.setToolTip(reason)
        self._settle.setEnabled(not busy and rules == {""})

    def _add_empty_states(self) -> None:
        self._no_workspace = self.add_empty_state(
            "TaxMapQualityNoWorkspace",
            icon("open_workspace.svg"),
            self.tr("No workspace is open. Open or create one first."),
            self.tr("Go to Start"),
            self.workspace_wanted.emit,
        )
        self._no_parcels = self.add_empty_state(
            "TaxMapQualityNoParcels",
            icon("import_layers.svg"),
            self.tr("There are no parcels on the map yet."),
            self.tr("Import parcels…"),
            self.import_wanted.emit,
        )
        self._not_checked = self.add_empty_state(
            "TaxMapQualityNotChecked",
            icon("quality.svg"),
            self.tr(
                "The map was never checked. The check looks at shapes, boundaries, codes and"
                " registers, and changes nothing on the map."
            ),
            self.tr("Check the map"),
            self.check_map,
        )
        self._not_checked.button.setDefault(True)

    def _add_tools(self) -> None:
        self._check = self.add_tool(
            "TaxMapQualityCheck",
            icon("quality.svg"),
            self.tr("Check the map"),
            self.check_map,
            "F5",
        )
        self._previous = self.add_tool(
            "TaxMapQualityPrevious",
            theme_icon("mActionArrowUp.svg"),
            self.tr("Go to the previous finding"),
            self.previous_finding,
            "Shift+F3",
        )
        self._next = self.add_tool(
            "TaxMapQualityNext",
            theme_icon("mActionArrowDown.svg"),
            self.tr("Go to the next finding"),
            self.next_finding,
            "F3",
        )
        self.add_flag(
            "TaxMapQualityFlash", theme_icon("mActionHighlightFeature.svg"), self.tr("Flash"), FLASH
        )
        self.add_flag(
            "TaxMapQualityPan", theme_icon("mActionPanToSelected.svg"), self.tr("Move the map"), PAN
        )
        self._rules = self.add_tool(
            "TaxMapQualityRules",
            icon("rules.svg"),
            self.tr("Set the rules of the check…"),
            self.rules.begin,
        )
        more = self.add_tool(
            "TaxMapQualityMore",
            theme_icon("mActionOptions.svg"),
            self.tr("Show more"),
            lambda: None,
        )
        menu = QMenu(self)
        self._settle = menu.addAction(
            self.tr("Mark as seen to (what no check would close)"), self.decisions.settle_chosen
        )
        self._settle.setObjectName("TaxMapQualitySettle")
        more.setMenu(menu)
        button = self.toolbar.widgetForAction(more)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def _connect(self) -> None:
        self._session.changed.connect(self.show_session)
        self._session.data_changed.connect(self.load)
        self.visibilityChanged.connect(self._seen)
        self.layer.selected.connect(self._selected)
        self.work.changed.connect(self._show_page)
        self.work.written.connect(self._repaired)
        self.decisions.asking.connect(self._show_buttons)
        self.decisions.following.connect(self._keep_to)
        self.decisions.written.connect(self._written)
        self.rules.saved.connect(self._rules_saved)
        self.findings.selected.connect(self._selected)
        page = self.page
        page.stood_on.connect(self._stood_on)
        page.filled.connect(self._filled)
        page.accept.clicked.connect(lambda: self.decisions.accept_chosen())
        page.assign.clicked.connect(lambda: self.decisions.assign_chosen())
        page.reopen.clicked.connect(lambda: self.decisions.reopen_chosen())
        page.repair.clicked.connect(lambda: self.repair_chosen())
        page.panel.closed.connect(self._panel_left)
        page.tree.opened.connect(self.zoom)
        page.tree.flashed.connect(self.flash)
        page.tree.left.connect(self.to_canvas)

    def _panel_left(self) -> None:
        self._show_buttons()
        self.page.tree.setFocus()

    def _stop_loading(self) -> None:
        if self._loading is not None:
            self._loading.abandon(0.0)
            self._loading = None

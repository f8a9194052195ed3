"""From a task to what is shown on the map, to a plan, to the officer's decision.

A task belongs to the workspace in which it was begun: copies of a workspace have the same
parcels, and what was planned in one could be written in another.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Callable, Optional

import shapely
from qgis.core import QgsPointXY
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QWidget

from ..core.feedback import Feedback, check_cancelled
from ..core.message import Message
from ..core.parcel_name import listed, name_of
from ..editing.conflict import (
    changed_meanwhile,
    is_outdated,
    left_to_theirs,
    over_theirs,
    rows_of,
    same_pieces,
    written_over,
)
from ..editing.meanwhile import GoneMeanwhile
from ..editing.parcel_plan import Decision, Plan, decided
from ..errors import TaxMapError
from ..settings import say
from ..workspace.problem import RowChanged
from ..workspace.store import Workspace
from ..workspace.thing_name import things
from .capture import Capture
from .capture_page import CapturePage
from .conflict_dialog import MINE, THEIRS, ConflictDialog
from .dock import TaxMapDock
from .icons import icon
from .map_clicks import MapClicks
from .parcel_layer import ParcelLayer
from .parcel_tasks import Captured, Operations, ParcelTask, Wish, Written
from .piece_wishes import PieceWishes
from .plan_bands import PlanBands
from .plan_page import PlanPage
from .session import Session
from .task_form import TaskForm

Tell = Callable[..., None]
_PAUSE = 300
"""Milliseconds without a key, after which what was typed is judged."""


@dataclass(frozen=True)
class _Before:
    """A preview that is made anew: its plan, what was typed, and what of that is given up.

    ``why`` it is made anew is a clause.
    """

    plan: Plan
    wishes: PieceWishes
    given_up: Sequence[Collection[str]]
    why: Message


class ParcelWork(QObject):
    """One task at a time. ``changed``: another page is due; ``written``: it was carried out."""

    changed = pyqtSignal()
    written = pyqtSignal(object)

    def __init__(
        self,
        dock: TaxMapDock,
        iface: Optional[QgisInterface],
        session: Session,
        operations: Operations,
        layer: ParcelLayer,
    ) -> None:
        super().__init__(dock)
        self._dock, self._session, self._operations, self._map = dock, session, operations, layer
        self._task: Optional[ParcelTask] = None
        self._workspace: Optional[Workspace] = None
        self._turn = object()
        self._plan: Optional[Plan] = None
        self._wish: Optional[Wish] = None
        self._title = ""
        self._uuids: tuple[str, ...] = ()
        self._shapes: list[shapely.Geometry] = []
        self.capture = Capture(iface, self) if iface is not None else None
        self.bands = PlanBands(iface.mapCanvas()) if iface is not None else None
        self._clicks = MapClicks(iface.mapCanvas(), self) if iface is not None else None
        self.capture_page, self.plan_page = CapturePage(), PlanPage()
        self.form_page = TaskForm()
        self._note_soon = QTimer(self)  # not in mid-word
        self._note_soon.setSingleShot(True)
        self._note_soon.setInterval(_PAUSE)
        self._asking = False
        self._planning = False
        self._values: dict[str, Any] = {}
        self._connect()

    def page(self) -> Optional[QWidget]:
        """The page of the present stage; None when no task is on."""
        if self._plan is not None:
            return self.plan_page
        if self._asking:
            return self.form_page
        if self.capture is not None and self.capture.is_on():
            return self.capture_page
        return None

    def begin(
        self,
        task: ParcelTask,
        title: str,
        uuids: tuple[str, ...],
        shapes: list[shapely.Geometry],
        wish: Optional[Wish] = None,
    ) -> None:
        """Begin a task with the selected parcels, named and shown; it ends another one.

        With the ``wish`` of before, what she drew is there to go on with.
        """
        self.stop()
        self._wish = wish
        self._task, self._title, self._uuids, self._shapes = task, title, uuids, shapes
        self._values = {}
        self.plan_page.back.setVisible(bool(task.captured) or self.form_page.is_for(task))
        self._workspace = workspace = self._session.workspace
        if workspace is not None and self.form_page.ask(task, title, workspace, uuids):
            self._asking = True
            self.changed.emit()
        else:
            self._show_on_the_map(task.captured)

    def _answered(self, values: dict[str, Any], captured: Captured) -> None:
        """The form is filled in: on to the map, or to the plan."""
        self._asking, self._values = False, values
        self._show_on_the_map(captured)

    def _show_on_the_map(self, captured: Captured) -> None:
        """What is to be shown there; what she drew for this task before is there to go on with."""
        task, layer, wish = self._task, self._map.layer, self._wish
        if task is None:
            return
        if not captured:
            self._make_plan(Wish(self._uuids, values=self._values))
            return
        if self.capture is None or layer is None:
            return
        if captured == "boundary":
            self.capture.move_boundary(layer, wish.moves if wish is not None else ())
        elif captured == "edge":
            self.capture.choose_side(layer, self._shapes[0])
        else:
            drawn = wish.shape if wish is not None else None
            self.capture.draw(captured, self._map.crs(), drawn, task.closely)
        self.capture_page.show_task(icon(task.picture), self._title, captured)
        self.changed.emit()

    def stop(self) -> None:
        """Leave the task, whatever its stage; what is still being planned is given up."""
        self._turn = object()
        if self.is_planning():
            self._dock.give_up()
        was_asking, self._asking = self._asking, False
        if self.capture is not None:
            self.capture.stop()
        self._end_plan()
        if was_asking:
            self.changed.emit()

    def _go_back(self) -> None:
        """From the preview to the form, filled in as it was, or to the drawing as it was."""
        task = self._task
        self._turn = object()
        self._end_plan()
        if self.form_page.is_for(task):
            self._asking = True
            self.changed.emit()
        elif task is not None:
            self._show_on_the_map(task.captured)

    def is_planning(self) -> bool:
        """Whether a plan is being made in the background, and nothing written."""
        return self._planning and self._dock.is_busy()

    def stop_drawing(self) -> None:
        """Leave the map, if she is drawing on it; what is typed or planned stays."""
        if self.capture is not None and self.capture.is_on():
            self.stop()

    def _is_left(self) -> bool:
        """Whether another workspace is open than the one in which the task was begun."""
        return self._workspace is None or self._workspace is not self._session.workspace

    def _heard(self, tell: Tell, otherwise: Optional[Tell] = None) -> Tell:
        """``tell`` while the officer is at this task; ``otherwise`` once she has left it."""
        turn = self._turn

        def told(*result: Any) -> None:
            if turn is self._turn and not self._is_left():
                tell(*result)
            elif otherwise is not None:
                otherwise(*result)

        return told

    def _make_plan(self, wish: Wish, before: Optional[_Before] = None) -> None:
        """Plan a wish; ``before`` is what the preview said that it takes the place of."""
        workspace, task = self._workspace, self._task
        self._wish = wish
        if workspace is None or task is None or self._is_left():
            return
        if self._dock.is_busy():  # the work before this one is about to end
            again = self._heard(self._make_plan)
            QTimer.singleShot(0, lambda: again(wish, before))
            return
        writer = self._operations.writers.get(task.name)
        self._planning = writer is None
        if writer is not None:
            write = writer
            self._dock.run_task(
                self._title,
                lambda feedback: write(workspace, wish, feedback),
                self._heard(self._done, self._done_elsewhere),
                self._heard(self._failed, self._dock.tell_error),
            )
            return
        planner = self._operations.planners[task.name]

        def plan(feedback: Feedback) -> Plan:
            made = planner(workspace, wish, feedback)
            check_cancelled(feedback)  # most planners end before they could ask
            return made

        self._dock.run_task(
            self._title,
            plan,
            self._heard(partial(self._show_plan, before=before)),
            self._heard(self._failed),
        )
        self.changed.emit()

    def _show_plan(self, plan: Plan, before: Optional[_Before] = None) -> None:
        self._plan = plan
        if before is None:
            self.plan_page.show_plan(plan, self._title)
            self._note()
        else:
            self._show_anew(plan, before)
        self._show_on_map(plan)
        shapes = [piece.shape for piece in plan.pieces]
        if self.bands is not None and not self.bands.is_in_view():
            self._map.zoom(shapes)
        self.changed.emit()

    def _show_anew(self, plan: Plan, before: _Before) -> None:
        """What was typed stays, but for what the officer left to somebody else."""
        places = same_pieces(before.plan, plan)
        wishes = before.wishes.of_same_pieces(places, before.given_up)
        self.plan_page.show_anew(plan, wishes)
        if wishes.values or wishes.chosen:
            self._suggest_codes()
        self._note()
        lost = len(set(before.wishes.typed_at) - set(places))
        id = "parcel_work.lost" if lost else "parcel_work.anew"
        told = Message(id, count=lost, why=before.why)
        self._dock.tell(say(told), "warning" if lost else "info")

    def _show_on_map(self, plan: Plan) -> None:
        if self.bands is not None and self._clicks is not None:
            self._clicks.listen(True)
            shapes = [piece.shape for piece in plan.pieces]
            shapes += [part.shape for part in plan.public]
            self.bands.show(shapes, self.plan_page.texts(), self._map.crs())
            self.bands.highlight(self.plan_page.table.currentRow())

    def _suggest_codes(self) -> None:
        """Other codes for the pieces, by what was typed and chosen on the page."""
        workspace, suggest = self._workspace, self._operations.suggest_codes
        if workspace is None or self._plan is None or suggest is None:
            return
        wishes = self.plan_page.wishes
        try:
            self._plan = suggest(workspace, self._plan, wishes.values, wishes.chosen)
            self._dock.forget_refusals()
        except TaxMapError as error:
            self._dock.tell_error(error)
        self.plan_page.show_again(self._plan)

    def _note(self) -> None:
        """What is to be said of the plan with the codes as they stand on the page."""
        workspace, note = self._workspace, self._operations.notes
        if workspace is None or self._plan is None or note is None:
            return
        with suppress(TaxMapError):  # whoever reads next says what is wrong with the file
            notes = note(workspace, decided(self._plan, self.plan_page.decision()))
            self.plan_page.note((*self._unsaved(self._plan), *notes))

    def _unsaved(self, plan: Plan) -> Iterator[Message]:
        """That a plan knows nothing of what QGIS's tools made of its parcels."""
        edited = self._map.edited()
        rows = [*plan.parcels, *(one.row for one in plan.adjusted)] if edited else ()
        names = [name_of(row) for row in rows if row["uuid"] in edited]
        if names:
            yield Message("parcel_work.unsaved", parcels=listed(names))

    def _carry_out(self, decision: Decision) -> None:
        workspace, plan, apply = self._workspace, self._plan, self._operations.apply
        if workspace is None or plan is None or apply is None or self._dock.is_busy():
            return
        if self._is_left():
            return
        self._planning = False
        self._dock.run_task(
            self._title,
            lambda feedback: apply(workspace, plan, decision, feedback),
            self._heard(self._done, self._done_elsewhere),
            self._heard(
                lambda error: self._not_written(plan, decision, error), self._dock.tell_error
            ),
        )

    def _not_written(self, plan: Plan, decision: Decision, error: TaxMapError) -> None:
        """The plan stays on the page; where somebody else was quicker, it is made anew, or the
        officer chooses between what she said of it and what is there now."""
        if isinstance(error, GoneMeanwhile):
            self._tell_gone(error, plan)
            return
        if not isinstance(error, RowChanged):
            self._dock.tell_error(error)
            return
        hers = decided(plan, decision)
        given_up = left_to_theirs(hers, error.rows)
        if not self.plan_page.wishes.loses(given_up):
            self._make_anew(plan, given_up, error)
            return
        mine = written_over(hers, error.rows)
        theirs = changed_meanwhile(plan, error.rows)
        dialog = ConflictDialog("parcel", error.rows, mine, self._dock, theirs)
        dialog.can_write_mine(not is_outdated(plan, error.rows))
        dialog.exec()
        choice = dialog.choice
        dialog.deleteLater()
        if choice == THEIRS:
            self._make_anew(plan, given_up, error)
        elif choice == MINE:
            self._plan = over_theirs(plan, error.rows)
            QTimer.singleShot(0, lambda: self._carry_out(decision))

    def _make_anew(
        self, plan: Plan, given_up: Sequence[Collection[str]], error: RowChanged
    ) -> None:
        if self._wish is None:
            return
        rows = rows_of(error.rows).values()
        others = dict.fromkeys(str(row.get("updated_by") or "–") for row in rows)
        parcels = things("parcel", [name_of(row) for row in rows])
        why = Message("parcel_work.others_changed", users=list(others), parcels=parcels)
        before = _Before(plan, self.plan_page.wishes, given_up, why)
        self._make_plan(self._wish, before)

    def _tell_gone(self, error: GoneMeanwhile, plan: Plan) -> None:
        """The plan is no use any more: what became of the land is told, and shown.

        It can be planned anew, with what was typed for the pieces that there still are, unless it
        needs the very parcel that is gone, or was about that one alone: without any it would be
        about all that the line crosses.
        """
        task, wish, again = self._task, self._wish, None
        if task is not None and wish is not None:
            there = tuple(uuid for uuid in wish.parcels if uuid != error.uuid)
            if there == wish.parcels or (there and not task.least):
                now = replace(wish, parcels=there)
                given_up: list[Collection[str]] = [()] * len(plan.pieces)
                why = Message("parcel_work.parcel_gone")
                before = _Before(plan, self.plan_page.wishes, given_up, why)
                again = self.tr("Plan again"), partial(self._make_plan, now, before)
        self._end_plan()
        self._map.refresh()
        self._session.data_changed.emit()
        self._dock.tell_error(error, again)

    def _done(self, done: Written) -> None:
        self._end_plan()
        self.written.emit(done)

    def _done_elsewhere(self, done: Written) -> None:
        """It was written, and told beside another task or workspace, which stays as it is."""
        self.written.emit(done.elsewhere() if self._is_left() else done)

    def _failed(self, error: TaxMapError) -> None:
        """No plan came of it: say why, and let her change what she typed or drew."""
        self._end_plan()  # the one that was to be made anew
        task, title = self._task, self._title
        again = None
        if self.form_page.is_for(task):
            self._asking = True
        elif task is not None and task.captured:
            uuids, shapes, wish = self._uuids, self._shapes, self._wish
            again = self.tr("Draw again"), lambda: self.begin(task, title, uuids, shapes, wish)
        self._dock.tell_error(error, again)
        self.changed.emit()

    def _end_plan(self) -> None:
        was_on = self._plan is not None
        self._plan = None
        if self.bands is not None and self._clicks is not None:
            self._clicks.listen(False)
            self.bands.clear()
        if was_on:
            self.changed.emit()

    def _captured(self, result: Any) -> None:
        shown = isinstance(result, shapely.Geometry)
        if shown:
            self._make_plan(Wish(self._uuids, result, values=self._values))
        else:
            self._make_plan(Wish(self._uuids, moves=tuple(result), values=self._values))

    def _stand_at(self, place: QgsPointXY) -> None:
        """A click on a piece of the preview stands on its row."""
        piece = self.bands.piece_at(place) if self.bands is not None else -1
        if 0 <= piece < self.plan_page.table.rowCount():
            self.plan_page.select(piece)

    def _connect(self) -> None:
        page = self.plan_page
        self.form_page.answered.connect(self._answered)
        self.form_page.cancelled.connect(self.stop)
        self.capture_page.cancelled.connect(self.stop)
        page.went_back.connect(self._go_back)
        page.cancelled.connect(self.stop)
        page.confirmed.connect(self._carry_out)
        page.remainder_chosen.connect(lambda _: self._suggest_codes())
        page.numbers_typed.connect(self._suggest_codes)
        page.values_typed.connect(self._note_soon.start)
        self._note_soon.timeout.connect(self._note)
        if self.capture is not None:
            self.capture.captured.connect(self._captured)
            self.capture.cancelled.connect(self.changed)
        if self._clicks is not None:
            self._clicks.clicked.connect(self._stand_at)
        if self.bands is not None:
            page.stood_on.connect(self.bands.highlight)
            page.texts_changed.connect(lambda: self.bands.say(page.texts()))
        page.texts_changed.connect(self._note)

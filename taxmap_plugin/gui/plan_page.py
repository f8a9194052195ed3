"""The preview: what a change would make of the map, before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Optional

from qgis.PyQt.QtCore import QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QApplication, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ..core.message import Message
from ..editing.division import DOCUMENT_AREA
from ..editing.parcel_plan import Decision, Plan, area_changes
from ..editing.plan_notes import worst_first
from ..settings import say
from .area_text import metres_change, metres_text, thai_area_of, thai_change_of
from .parcel_card_view import StateLines
from .piece_details import PieceDetails
from .piece_wishes import PieceWishes
from .plan_form import PlanForm
from .plan_table import CODE, PlanTable
from .start_pages import page_layout
from .widgets import MARGIN, ButtonRow, WrappedLabel

_UNCHANGED_M2 = 0.005
_GOOD_NEWS = {
    "traverse.closes",
    "traverse.adjusted",
    "plotted_outline.area",
    "plotted_outline.leg",
    "resurvey.area_agrees",
}


class PlanPage(QWidget):
    """The pieces with their codes and areas, the reason, Confirm, Back and Cancel.

    ``stood_on``: the piece that shall stand out on the map; ``texts_changed``: the labels on
    the map; ``remainder_chosen``: the piece that shall keep the code; ``numbers_typed``: a
    land or document number, which may tell of another one; ``values_typed``: any number or
    area, of which something may be to be said; ``confirmed``: a Decision; ``went_back``: to
    change what the plan was made of;
    ``cancelled``. ``wishes`` are what the officer has said of the pieces so far.
    """

    stood_on = pyqtSignal(int)
    texts_changed = pyqtSignal()
    remainder_chosen = pyqtSignal(int)
    numbers_typed = pyqtSignal()
    values_typed = pyqtSignal()
    confirmed = pyqtSignal(object)
    went_back = pyqtSignal()
    cancelled = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("TaxMapPlanPage")
        self._plan: Optional[Plan] = None
        self.wishes = PieceWishes()
        self._to_mend: QWidget = self
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.timeout.connect(lambda: self._scroll.ensureWidgetVisible(self._to_mend))
        self.title = WrappedLabel().emphasise()
        self.table = PlanTable()
        self.sum = WrappedLabel()
        self.changes = WrappedLabel()
        self.details = PieceDetails()
        self.notes = StateLines()
        self.form = PlanForm()
        self.problem = StateLines()
        self.confirm = QPushButton(self.tr("Confirm"))
        self.confirm.setObjectName("TaxMapPlanConfirm")
        self.confirm.setDefault(True)
        self.back = QPushButton(self.tr("Back"))
        self.back.setObjectName("TaxMapPlanBack")
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.setObjectName("TaxMapPlanCancel")
        for button in (self.back, self.cancel):
            button.setAutoDefault(True)  # Enter presses them as it does Confirm
        self._lay_out()
        self.table.stood_on.connect(self._stand_on)
        self.table.remainder_chosen.connect(self._choose)
        self.table.code_changed.connect(self._take_code)
        self.details.changed.connect(self._take_value)
        self.form.typed.connect(lambda: self._say_problem(None))
        self.confirm.clicked.connect(lambda: self._confirm())
        self.back.clicked.connect(self.went_back)
        self.cancel.clicked.connect(self.cancelled)

    def show_plan(self, plan: Plan, title: str) -> None:
        """A new plan, under the name of its task."""
        self.title.say(title)
        self.form.ask(plan.kind, plan.reason_needed, plan.in_force)
        self._begin(plan, PieceWishes())

    def show_anew(self, plan: Plan, wishes: PieceWishes) -> None:
        """The plan of the same task made anew: the reason stays, of the pieces the ``wishes``."""
        self.form.need(plan.reason_needed, plan.in_force)
        self._begin(plan, wishes)

    def _begin(self, plan: Plan, wishes: PieceWishes) -> None:
        self.wishes = wishes
        self._show(plan)
        self.sum.say(self._sum(plan))
        changes = _changes(plan)
        self.changes.setVisible(bool(changes))
        self.changes.say(changes)
        self.select(0)
        self._stand_on(0)

    def show_again(self, plan: Plan) -> None:
        """The same plan with other codes: what was typed and where she stands stays."""
        self._show(plan)
        row = self.table.currentRow()
        if 0 <= row < len(plan.pieces):
            self.details.show_again(plan.pieces[row], self.wishes.values.get(row, {}))
        self.texts_changed.emit()

    def note(self, notes: Sequence[Message]) -> None:
        """What is to be said of the codes as they are now, with the notes of the plan."""
        said = worst_first([*(self._plan.notes if self._plan is not None else ()), *notes])
        self.notes.setVisible(bool(said))
        self.notes.show_lines([(_state(one), say(one)) for one in said])

    def texts(self) -> list[str]:
        """Code and area of each piece, then the area of each public part, as the map shows."""
        if self._plan is None:
            return []
        pieces = [
            "\n".join(part for part in (self.table.code(row), thai_area_of(piece.area_m2)) if part)
            for row, piece in enumerate(self._plan.pieces)
        ]
        return pieces + [thai_area_of(part.shape.area) for part in self._plan.public]

    def decision(self) -> Decision:
        """What the page says now."""
        codes = {row: self.table.code(row) for row in range(self.table.rowCount())}
        return Decision(
            kind=str(self.form.kind.currentData()),
            reason=self.form.reason.text().strip(),
            document=self.form.document.text().strip(),
            document_date=self.form.iso_date() or "",
            codes={row: code or None for row, code in codes.items()},
            values=self.wishes.decided_values(),
        )

    def select(self, piece: int) -> None:
        """Stand on a piece."""
        self.table.setCurrentCell(piece, CODE)

    def set_busy(self, busy: bool) -> None:
        """While something is written nothing else can be; the keys stay on the page."""
        if busy and self.isAncestorOf(QApplication.focusWidget()):
            self._scroll.setFocus()
        reason = self.tr("Wait until the present work has ended.") if busy else ""
        buttons = self.confirm, self.back, self.cancel
        for widget in (self.table, self.details, self.form, *buttons):
            widget.setEnabled(not busy)
            widget.setToolTip(reason)

    def restyle(self) -> None:
        self.table.fit()

    def _show(self, plan: Plan) -> None:
        self._plan = plan
        self.table.show_pieces(plan, self.wishes.codes)
        for row in range(len(plan.pieces)):
            self._explain(plan, row)
        self.note(())
        self._say_problem(None)

    def _sum(self, plan: Plan) -> str:
        own = sum(piece.area_m2 for piece in plan.pieces)
        public = sum(part.shape.area for part in plan.public)
        area, metres = thai_area_of(own), metres_text(own)
        lines = [Message("parcels_dock.sum", parcels=len(plan.pieces), area=area, metres=metres)]
        if public:
            area, metres = thai_area_of(public), metres_text(public)
            lines.append(Message("plan_page.public", area=area, metres=metres))
        before_m2 = _before(plan)
        if before_m2 is not None:
            lines.append(_compared(own + public - before_m2))
        return "\n".join(say(line) for line in lines)

    def _stand_on(self, row: int) -> None:
        if self._plan is None or not 0 <= row < len(self._plan.pieces):
            return
        piece = self._plan.pieces[row]
        kept = next((one for one in self._plan.parcels if one["uuid"] == piece.keeps), {})
        unread = self.wishes.unread.get(row)
        typed, text = self.wishes.values.get(row, {}), unread.text if unread else None
        self.details.show_piece(piece, typed, kept, text)
        self.details.say_reason(self.wishes.reason(self._plan, row))
        self.stood_on.emit(row)

    def _take_value(self, name: str, text: str) -> None:
        row = self.table.currentRow()
        if self._plan is None or row < 0:
            return
        if self.wishes.type_value(self._plan, row, name, text):
            self.numbers_typed.emit()
        self.values_typed.emit()

    def _take_code(self, row: int, code: str) -> None:
        if self._plan is not None and self.wishes.type_code(self._plan, row, code):
            self.table.tick(row)
        if self._plan is not None:
            self._explain(self._plan, row)
        self.texts_changed.emit()

    def _explain(self, plan: Plan, row: int) -> None:
        """Why a piece has its code, in the table and below it."""
        reason = self.wishes.reason(plan, row)
        self.table.explain(row, reason)
        if row == self.table.currentRow():
            self.details.say_reason(reason)

    def _choose(self, row: int) -> None:
        if self._plan is not None:
            self.wishes.choose(self._plan, row)
            self.remainder_chosen.emit(row)

    def _confirm(self) -> None:
        """Confirmed, or what has to be mended first."""
        found = self._problem()
        self._say_problem(found[0] if found is not None else None)
        if found is not None:
            found[1].setFocus()
            self._to_mend = found[1]
            self._look.start()  # when the row and the problem have got their room
        else:
            self.confirmed.emit(self.decision())

    def _problem(self) -> Optional[tuple[Message, QWidget]]:
        codes = [self.table.code(row) for row in range(self.table.rowCount())]
        doubled = sorted({code for code in codes if code and codes.count(code) > 1})
        if doubled:
            return Message("plan_page.doubled_code", code=doubled[0]), self.table
        unread = self.wishes.problem(self._plan) if self._plan is not None else None
        if unread is not None:
            self.select(unread[0])
            return unread[1], self.details.fields[DOCUMENT_AREA]
        return self.form.problem()

    def _say_problem(self, problem: Optional[Message]) -> None:
        self.problem.setVisible(problem is not None)
        if problem is not None:
            self.problem.show_lines([("error", say(problem))])

    def _lay_out(self) -> None:
        self._scroll = QScrollArea()
        self._scroll.setObjectName("TaxMapPlanScroll")
        page = page_layout(self._scroll)
        page.addWidget(self.title)
        page.addWidget(
            WrappedLabel(self.tr("Look at the map and the table; nothing is saved yet."))
        )
        for widget in (self.table, self.sum, self.notes, self.changes, self.details, self.form):
            page.addWidget(widget)
        page.addStretch(1)
        foot = QVBoxLayout()
        foot.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        foot.setSpacing(MARGIN)
        foot.addWidget(self.problem)
        foot.addWidget(ButtonRow(self.confirm, self.back, self.cancel))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._scroll, 1)
        layout.addLayout(foot)


def _state(note: Message) -> str:
    return "passed" if note.id in _GOOD_NEWS else "check"


def _compared(change: float) -> Message:
    """The area is as before, or other than before by so many m²."""
    if abs(change) < _UNCHANGED_M2:
        return Message("plan_page.same_area")
    area, metres = thai_change_of(change), metres_change(change)
    return Message("plan_page.other_area", area=area, metres=metres)


def _changes(plan: Plan) -> str:
    """A line for each parcel that lives on: its area of before, and how much more or less.

    Where what some gain is not what others lose, it says whose the rest is.
    """
    found = area_changes(plan)
    lines = [
        Message(
            "plan_page.area_before",
            code=one.name,
            area=thai_area_of(one.before_m2),
            metres=metres_text(one.before_m2),
            change=thai_change_of(one.by_m2),
            metres_change=metres_change(one.by_m2),
        )
        for one in found
    ]
    rest = sum(one.by_m2 for one in found)
    if plan.operation == "reshape" and len(found) > 1 and abs(rest) >= _UNCHANGED_M2:
        id = "plan_page.was_nobodys" if rest > 0 else "plan_page.held_twice"
        lines.append(Message(id, area=thai_change_of(rest), metres=metres_change(rest)))
    return "\n".join(map(say, lines))


def _before(plan: Plan) -> Optional[float]:
    """The ground that the plan divides anew, in m²; None where it takes other ground too."""
    shapes = [row["geom"] for row in plan.parcels if row["geom"] is not None]
    return float(sum(shape.area for shape in shapes)) if shapes and plan.check == "area" else None

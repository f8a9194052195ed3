"""The card of one parcel on the screen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Optional

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ..core.message import Message
from ..core.thai_date import format_date, local_day
from ..editing.parcel_card import (
    AreaPair,
    Document,
    Holder,
    OpenFinding,
    ParcelCard,
    PastChange,
    Thing,
)
from ..settings import language, say, say_name
from ..workspace.domain import labels
from .area_text import metres_text, thai_area
from .area_tolerance import ToleranceSetting
from .icons import state_icon
from .place_table import PlaceTable
from .start_pages import page_layout
from .widgets import (
    MARGIN,
    SEPARATOR,
    WrappedLabel,
    WrappingButton,
    line_height,
    named_button,
)

_NOTHING = "–"


class CardPage(QWidget):
    """Code, owner, document, areas, neighbours, what stands there, findings, history.

    ``tasks_wanted``: the officer wants to do something with it; ``matches_wanted``: to see the
    matches that wait to be confirmed; ``findings.wanted``: to see one in full. ``neighbours`` is
    the table whose rows are places; ``tolerance.changed`` asks for the card anew.
    """

    tasks_wanted = pyqtSignal()
    matches_wanted = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("TaxMapParcelCard")
        self._card: Optional[ParcelCard] = None
        self.title = WrappedLabel().emphasise()
        self.block = WrappedLabel()
        self.owners, self.documents = WrappedLabel(), WrappedLabel()
        self.on_map, self.waiting = StateLines(), StateLines()
        self.matches = named_button("TaxMapParcelCardMatches", self.tr("Look at the match"))
        self.matches.clicked.connect(lambda: self.matches_wanted.emit())
        self.areas = AreaTable()
        self.tolerance = ToleranceSetting()
        self.neighbours = PlaceTable(
            "TaxMapParcelNeighbours",
            self.tr("Neighbours"),
            [self.tr("Parcel"), self.tr("Metres"), self.tr("Owner")],
        )
        self.things, self.history = WrappedLabel(), WrappedLabel()
        self.findings = FindingLines()
        self.tasks = QPushButton(self.tr("What to do with it…"))
        self.tasks.setObjectName("TaxMapParcelCardTasks")
        self.tasks.setDefault(True)
        self.tasks.clicked.connect(self.tasks_wanted)
        self._lay_out()

    def show_card(self, card: ParcelCard) -> None:
        """Show one parcel."""
        self._card = card
        self.title.say(say_name(card.name))
        self.block.say(self._block(card))
        self._show_owners(card)
        self.documents.say(_lines(document_text(one) for one in card.documents))
        self._show_on_map(card)
        self.areas.show_areas(card.area)
        rows = [
            (say_name(one.name), f"{one.shared_m:.2f}", ", ".join(one.owners))
            for one in card.neighbours
        ]
        self.neighbours.show_rows(rows, [one.uuid for one in card.neighbours])
        self.things.say(self._things(card))
        self.findings.show_findings(card.findings)
        self.history.say(_lines(change_text(one) for one in card.history))

    def restyle(self) -> None:
        """Draw anew what depends on palette and font."""
        self.neighbours.fit()
        if self._card is not None:
            self.show_card(self._card)

    def _show_owners(self, card: ParcelCard) -> None:
        """Those that it has, and whether more wait for a match to be confirmed."""
        waiting = card.matches_waiting
        self.owners.say(_lines(_owner_text(owner) for owner in card.owners))
        self.owners.setVisible(bool(card.owners) or not waiting)
        text = say(Message("parcels_dock.matches_waiting", count=waiting))
        self.waiting.show_lines([("check", text)])
        for widget in (self.waiting, self.matches):
            widget.setVisible(waiting > 0)

    def _show_on_map(self, card: ParcelCard) -> None:
        """The document that the parcel itself names, where the register has others."""
        self.on_map.setVisible(card.on_map is not None)
        if card.on_map is not None:
            told = Message("parcels_dock.on_map", document=document_text(card.on_map))
            self.on_map.show_lines([("check", say(told))])

    def _block(self, card: ParcelCard) -> str:
        if card.block is None:
            return self.tr("In no block yet")
        state = "declared" if card.declared else "draft"
        return say(Message("parcels_dock.block_" + state, block=card.block))

    def _things(self, card: ParcelCard) -> str:
        houses = [_thing_text(one, "building_type") for one in card.buildings]
        signs = [_thing_text(one, "signboard_type") for one in card.signboards]
        return _lines([*houses, *signs])

    def _lay_out(self) -> None:
        scroll = QScrollArea()
        scroll.setObjectName("TaxMapParcelCardScroll")
        card = page_layout(scroll)
        card.addWidget(self.title)
        card.addWidget(self.block)
        for title, *widgets in (
            (self.tr("Owners"), self.owners, self.waiting, self.matches),
            (self.tr("Documents"), self.documents, self.on_map),
            (self.tr("Area"), self.areas, self.tolerance),
            (self.tr("Neighbours"), self.neighbours),
            (self.tr("Buildings and signboards"), self.things),
            (self.tr("To be checked"), self.findings),
            (self.tr("History"), self.history),
        ):
            section = QVBoxLayout()
            section.setSpacing(0)
            for widget in (WrappedLabel(str(title)).emphasise(), *widgets):
                section.addWidget(widget)
            card.addLayout(section)
        card.addStretch(1)
        foot = QHBoxLayout()
        foot.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        foot.addWidget(self.tasks, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(scroll, 1)
        layout.addLayout(foot)


class AreaTable(QWidget):
    """Map, document and difference, in ไร่-งาน-ตร.ว. and square metres."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("TaxMapParcelAreas")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * MARGIN)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(0, 1)
        self.cells: list[list[QLabel]] = [[WrappedLabel(), QLabel(), QLabel()] for _ in range(3)]
        for row, labels_of_row in enumerate(self.cells):
            for column, label in enumerate(labels_of_row):
                if column:
                    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                self._grid.addWidget(label, row, column)
        self.verdict = StateLines()
        self._grid.addWidget(self.verdict, 3, 0, 1, 3)

    def show_areas(self, area: AreaPair) -> None:
        """Show both areas and whether they agree."""
        document = _NOTHING if area.document is None else thai_area(area.document)
        document_m2 = _NOTHING if area.document_m2 is None else metres_text(area.document_m2)
        self._fill(0, self.tr("Map"), thai_area(area.map), metres_text(area.map_m2))
        self._fill(1, self.tr("Document"), document, document_m2)
        known = area.difference is not None and area.document_m2 is not None
        for label in self.cells[2]:
            label.setVisible(known)
        if area.difference is None or area.document_m2 is None or area.allowed is None:
            self.verdict.show_lines([("not_started", self.tr("The document's area is not known."))])
            return
        metres = metres_text(area.map_m2 - area.document_m2)
        self._fill(2, self.tr("Differs by"), thai_area(area.difference), metres)
        name = "agree" if area.agrees else "differ"
        text = say(Message("parcels_dock.areas_" + name, allowed=thai_area(area.allowed)))
        self.verdict.show_lines([("passed" if area.agrees else "check", text)])

    def _fill(self, row: int, name: str, area: str, metres: str) -> None:
        unit = self.tr("m²")
        texts = (name, area, metres if metres == _NOTHING else f"{metres} {unit}")
        for label, text in zip(self.cells[row], texts):
            label.setText(text)
            label.setAccessibleName(text)


class StateLines(QWidget):
    """Lines that begin with the shape of a state; a dash when there are none."""

    def __init__(self) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)
        self.texts: list[str] = []

    def show_lines(self, lines: list[tuple[str, str]]) -> None:
        """State and text of each line."""
        while self._layout.count():
            self._layout.takeAt(0).widget().deleteLater()
        self.texts = [text for _, text in lines]
        for number, (state, text) in enumerate(lines):
            self._layout.addWidget(self._line(number, state, text))
        if not lines:
            self._layout.addWidget(WrappedLabel(_NOTHING))

    def _line(self, number: int, state: str, text: str) -> QWidget:
        line = QWidget()
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(MARGIN)
        layout.addWidget(self._picture(state), 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(WrappedLabel(text), 1)
        return line

    def _picture(self, state: str) -> QLabel:
        picture = QLabel()
        picture.setPixmap(state_icon(state, self.palette()).pixmap(16, 16))
        picture.setFixedHeight(line_height(self))  # beside the first line of the text
        return picture


class FindingLines(StateLines):
    """What a check found: a click, Enter or Space on a line wants to be led to it (its uuid)."""

    wanted = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__()
        self._findings: tuple[OpenFinding, ...] = ()

    def show_findings(self, findings: tuple[OpenFinding, ...]) -> None:
        self._findings = findings
        self.show_lines([(one.severity, say(one.message)) for one in findings])

    def _line(self, number: int, state: str, text: str) -> QWidget:
        uuid = self._findings[number].uuid
        name = f"TaxMapParcelFinding{number}"
        line = WrappingButton(name, text, lambda: self.wanted.emit(uuid))
        line.setFlat(True)
        line.setCursor(Qt.CursorShape.PointingHandCursor)
        line.setToolTip(self.tr("Show it in Map quality"))
        texts = QVBoxLayout()
        texts.addWidget(WrappedLabel(text))
        line.lay_out(self._picture(state), texts, 0)
        return line


def document_text(document: Document) -> str:
    """``โฉนดที่ดิน 10503 · เลขที่ดิน 5 · …``."""
    kinds = labels("document_type", language())
    kind = kinds.get(document.document_type or "", document.document_type or "")
    parts = [" ".join(part for part in (kind, document.deed_no) if part)]
    for name in ("land_no", "survey_no", "map_sheet"):
        value = getattr(document, name)
        if value:
            parts.append(say(Message("parcels_dock." + name, value=value)))
    return SEPARATOR.join(part for part in parts if part)


def change_text(change: PastChange) -> str:
    """``27 พ.ย. 2569 · แบ่งแยก · เหตุผล``."""
    day = format_date(local_day(change.when), language=language())
    kind = labels("change_kind", language()).get(change.kind, change.kind)
    parts = [day, kind, change.reason or "", change.document or ""]
    if change.undone:
        parts.append(say(Message("parcels_dock.undone")))
    return SEPARATOR.join(part for part in parts if part)


def _owner_text(owner: Holder) -> str:
    kind = labels("ownership_kind", language()).get(owner.kind or "", "")
    parts = [owner.name, "" if owner.kind == "owner" else kind, owner.share]
    return SEPARATOR.join(part for part in parts if part)


def _thing_text(thing: Thing, domain: str) -> str:
    what = labels(domain, language()).get(thing.what or "", "")
    parts = [thing.code or say(Message("match_dock.without_code")), thing.name or "", what]
    return SEPARATOR.join(part for part in parts if part)


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(texts) or _NOTHING

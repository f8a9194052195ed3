"""The questions of the single tasks; what was answered last is suggested again."""

from __future__ import annotations

from typing import Any, Optional

import shapely
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QDoubleSpinBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)

from ..core.area import amount
from ..core.area_list import AreaListError, parse_areas
from ..core.area_share import share_of, share_told
from ..core.area_split import AreaSplitError, left_over
from ..core.code_style import CodeStyle
from ..core.coordinate_list import parse_coordinates
from ..core.message import Message
from ..core.parcel_code import CodeError, parse_block
from ..core.traverse import parse_courses
from ..editing.parcel_card import document_area_of
from ..errors import TaxMapError
from ..settings import language, read, say, write
from ..workspace.domain import labels
from ..workspace.store import Workspace
from .area_tolerance import area_tolerance
from .parcel_tasks import Captured
from .widgets import MARGIN, ElidingCombo, FittedLabel, WrappedLabel

_UTM = ((32647, "WGS 84 / UTM 47N"), (32648, "WGS 84 / UTM 48N"))
_UTM_1975 = ((24047, "Indian 1975 / UTM 47N"), (24048, "Indian 1975 / UTM 48N"))


class TaskFields(QWidget):
    """A form whose ``values`` the planner of the task takes; ``changed`` while it is filled in."""

    changed = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.form = QFormLayout(self)
        self.form.setContentsMargins(0, 0, 0, 0)
        self.form.setSpacing(MARGIN)
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)

    def begin(self, workspace: Workspace, uuids: tuple[str, ...]) -> None:
        """Fill in what suits the selected parcels."""

    def captured(self) -> Captured:
        """What is shown on the map after this."""
        return ""

    def values(self) -> dict[str, Any]:
        return {}

    def problem(self) -> Optional[Message]:
        """What has to be mended before going on."""
        return None

    def hindrance(self) -> Optional[Message]:
        """What is told while typing, because more typing would not mend it; no going on then."""
        return None

    def remember(self) -> None:
        """Keep the answers as suggestions for the next time."""

    def add(self, name: str, label: str, widget: QWidget) -> None:
        """A field below its label, with the names by which tests and readers find it."""
        widget.setObjectName("TaxMapTask" + name)
        widget.setAccessibleName(label)
        title = FittedLabel(label)
        title.setBuddy(widget)
        self.form.addRow(title, widget)


class AreaFields(TaskFields):
    """Typed areas, or a number of equal parts; then the side to begin at."""

    def __init__(self) -> None:
        super().__init__()
        self.how = ElidingCombo("TaxMapTaskHow")
        self.how.addItem(self.tr("Areas that I type"), False)
        self.how.addItem(self.tr("Equal parts"), True)
        self.areas = QPlainTextEdit()
        self.areas.setTabChangesFocus(True)
        self.areas.setPlaceholderText("1-0-50\n2 งาน\n800 m2")
        self.areas.setFixedHeight(6 * self.fontMetrics().height())
        self.count = QSpinBox()
        self.count.setRange(2, 200)
        self.add("How", self.tr("How"), self.how)
        self.add("Areas", self.tr("Areas, one a line; a number alone is m²"), self.areas)
        self.sum = WrappedLabel()
        self.sum.setObjectName("TaxMapTaskAreasSum")
        self.form.addRow(self.sum)
        self.share = QCheckBox(self.tr("Share out the difference"))
        self.share.setObjectName("TaxMapTaskShare")
        self.share.setToolTip(
            self.tr("Each piece gets its part of it, by area; no piece is left over.")
        )
        self.form.addRow(self.share)
        self._shape: Optional[shapely.Geometry] = None
        self._document: Optional[int] = None
        self._share_chosen = False
        self.add("Count", self.tr("How many parts"), self.count)
        self.side = ElidingCombo("TaxMapTaskSide")
        self.side.addItem(self.tr("The side that I click"), None)
        for text, bearing in (
            (self.tr("North"), 0),
            (self.tr("East"), 90),
            (self.tr("South"), 180),
            (self.tr("West"), 270),
        ):
            self.side.addItem(text, bearing)
        self.add("Side", self.tr("Begin at"), self.side)
        self._last = WrappedLabel(self.tr("What is left over is the last piece."))
        self.form.addRow(self._last)
        self.how.currentIndexChanged.connect(self._show)
        self.how.setCurrentIndex(int(read("task/equal_parts", 0)))
        self.areas.textChanged.connect(self._judge)
        self.share.clicked.connect(self._choose_share)
        self._show()

    def begin(self, workspace: Workspace, uuids: tuple[str, ...]) -> None:
        rows = workspace.rows("parcel", ["geom"], "uuid = ?", list(uuids[:1]))
        self._shape = rows[0]["geom"] if rows else None
        with workspace.reading() as reader:
            self._document = document_area_of(reader, uuids[0])
        self._judge()

    def captured(self) -> Captured:
        return "edge" if self.side.currentData() is None else ""

    def values(self) -> dict[str, Any]:
        return {
            "equal": bool(self.how.currentData()),
            "areas": self.areas.toPlainText(),
            "share": not self.share.isHidden() and self.share.isChecked(),
            "count": self.count.value(),
            "bearing": self.side.currentData(),
        }

    def problem(self) -> Optional[Message]:
        if self.how.currentData():
            return None
        try:
            parse_areas(self.areas.toPlainText(), "m2")
        except AreaListError as error:
            return error.message
        return None

    def hindrance(self) -> Optional[Message]:
        return self._told()[0]

    def remember(self) -> None:
        write("task/equal_parts", self.how.currentIndex())

    def _told(self) -> tuple[Optional[Message], Optional[Message]]:
        """Why the parcel cannot be divided so, else what is left of it; neither in mid-word."""
        areas = self._areas()
        if not areas or self._shape is None:
            return None, None
        if self.values()["share"]:
            return None, share_told(self._shape.area, areas)
        try:
            left = left_over(self._shape, areas)
        except AreaSplitError as error:
            return error.message, None
        wanted = amount(sum(areas))
        if not left:
            return None, Message("task_fields.used_up", wanted=wanted)
        return None, Message("task_fields.left_over", wanted=wanted, left=amount(left))

    def _areas(self) -> list[float]:
        """In m², as far as they can be read; none in mid-word, and where parts are equal."""
        if self.how.currentData():
            return []
        try:
            return parse_areas(self.areas.toPlainText(), "m2")
        except AreaListError:
            return []

    def _choose_share(self) -> None:
        self._share_chosen = True
        self._judge()

    def _offer_share(self) -> None:
        """The choice is there where it makes sense, and made until she makes it herself."""
        areas, asked = self._areas(), "no"
        if areas and self._shape is not None:
            asked = share_of(self._shape.area, self._document, areas, area_tolerance())
        self.share.setVisible(asked != "no")
        if not self._share_chosen:
            self.share.setChecked(asked == "should")
        self._last.setVisible(not self.values()["share"])

    def _judge(self) -> None:
        self._offer_share()
        hindrance, left = self._told()
        told = hindrance or left
        self.sum.setVisible(told is not None)
        self.sum.say(say(told) if told else "")
        self.changed.emit()

    def _show(self) -> None:
        equal = bool(self.how.currentData())
        for widget, shown in ((self.areas, not equal), (self.count, equal)):
            widget.setVisible(shown)
            self.form.labelForField(widget).setVisible(shown)
        self._judge()


class StripFields(TaskFields):
    """A width along a centre line, or an outline; and what the ground becomes."""

    def __init__(self) -> None:
        super().__init__()
        self.how = ElidingCombo("TaxMapTaskHow")
        self.how.addItem(self.tr("Along a line, of one width"), True)
        self.how.addItem(self.tr("An outline that I draw"), False)
        self.width = QDoubleSpinBox()
        self.width.setRange(0.1, 500)
        self.width.setSuffix(" " + self.tr("m"))
        self.width.setValue(float(read("task/strip_width", 6.0)))
        self.becomes = ElidingCombo("TaxMapTaskBecomes")
        for table, domain in (("public_land", "public_land_kind"), ("water", "water_kind")):
            for code, text in labels(domain, language()).items():
                self.becomes.addItem(text, (table, code))
        way = self.becomes.findText(labels("public_land_kind", language())["way"])
        self.becomes.setCurrentIndex(way)
        self.name = QLineEdit()
        self.add("How", self.tr("How"), self.how)
        self.add("Width", self.tr("Width"), self.width)
        self.add("Becomes", self.tr("The ground becomes"), self.becomes)
        self.add("Name", self.tr("Name of the road or canal"), self.name)
        self.how.currentIndexChanged.connect(self._show)

    def captured(self) -> Captured:
        return "line" if self.how.currentData() else "polygon"

    def values(self) -> dict[str, Any]:
        table, kind = self.becomes.currentData()
        return {
            "along_line": bool(self.how.currentData()),
            "width": self.width.value(),
            "table": table,
            "kind": kind,
            "name": self.name.text().strip(),
        }

    def remember(self) -> None:
        write("task/strip_width", self.width.value())

    def _show(self) -> None:
        along = bool(self.how.currentData())
        self.width.setVisible(along)
        self.form.labelForField(self.width).setVisible(along)


class BlockFields(TaskFields):
    """The block in which the parcels get the next codes."""

    def __init__(self) -> None:
        super().__init__()
        self.block = QLineEdit()
        self._style: Optional[CodeStyle] = None
        self.add("Block", self.tr("Block"), self.block)
        self.form.addRow(
            WrappedLabel(self.tr("The parcels get the next free codes of this block."))
        )

    def begin(self, workspace: Workspace, uuids: tuple[str, ...]) -> None:
        self._style = CodeStyle.of(workspace.municipality)
        rows = workspace.rows("parcel", ["block_code"], "uuid = ?", list(uuids[:1]))
        self.block.setText((rows[0]["block_code"] if rows else None) or "")

    def values(self) -> dict[str, Any]:
        return {"block": self.block.text().strip().upper()}

    def problem(self) -> Optional[Message]:
        if self._style is None:
            return None
        try:
            parse_block(self.values()["block"], self._style)
        except CodeError as error:
            return error.message
        return None


class TraverseFields(TaskFields):
    """Bearings and distances of a deed, or a pasted list of corners, and their datum."""

    def __init__(self) -> None:
        super().__init__()
        self.what = ElidingCombo("TaxMapTaskWhat")
        self.what.addItem(self.tr("Bearings and distances"), True)
        self.what.addItem(self.tr("Coordinates of corners"), False)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(6 * self.fontMetrics().height())
        self.datum = ElidingCombo("TaxMapTaskDatum")
        for epsg, name in (*_UTM, *_UTM_1975):
            self.datum.addItem(name, epsg)
        self.start = QLineEdit()
        self.start.setPlaceholderText("495123.45 2072345.67")
        self.adjust = QCheckBox(self.tr("Spread the closing error"))
        self.add("What", self.tr("What it is"), self.what)
        self.add("Text", self.tr("One course or corner a line"), self.text)
        self.add("Datum", self.tr("Coordinate system"), self.datum)
        self.add("Start", self.tr("E and N of the first corner"), self.start)
        self._click = WrappedLabel(self.tr("Left empty: click the first corner on the map."))
        self.form.addRow(self._click)
        self.adjust.setObjectName("TaxMapTaskAdjust")
        self.form.addRow(self.adjust)
        self.what.currentIndexChanged.connect(self._show)
        self._show()

    def begin(self, workspace: Workspace, uuids: tuple[str, ...]) -> None:
        place = self.datum.findData(workspace.epsg)
        if place >= 0:
            self.datum.setCurrentIndex(place)

    def captured(self) -> Captured:
        return "point" if self.what.currentData() and not self.start.text().strip() else ""

    def values(self) -> dict[str, Any]:
        return {
            "courses": bool(self.what.currentData()),
            "text": self.text.toPlainText(),
            "epsg": self.datum.currentData(),
            "start": self._start(),
            "adjust": self.adjust.isChecked(),
        }

    def problem(self) -> Optional[Message]:
        text = self.text.toPlainText()
        try:
            if self.what.currentData():
                parse_courses(text)
                readable = self.captured() or self._start()
                return None if readable else Message("task_fields.unread_start")
            parse_coordinates(text)
        except TaxMapError as error:
            return error.message
        return None

    def _start(self) -> Optional[tuple[float, float]]:
        """The first corner; None when it cannot be read."""
        try:
            corners = parse_coordinates(self.start.text()).xy
        except TaxMapError:
            return None
        return (float(corners[0][0]), float(corners[0][1])) if len(corners) else None

    def _show(self) -> None:
        courses = bool(self.what.currentData())
        self.adjust.setVisible(courses)
        self.start.setVisible(courses)
        self._click.setVisible(courses)
        self.form.labelForField(self.start).setVisible(courses)
        example = "45-30-15 20.50\n135-30-15 30.00" if courses else "1 495123.45 2072345.67"
        self.text.setPlaceholderText(example)

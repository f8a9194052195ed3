"""The pages of the file report dock: welcome, and the report with summary and findings."""

from __future__ import annotations

from typing import Any, Callable

from qgis.core import QgsMapLayerProxyModel, QgsVectorLayer
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ..core.message import Message
from ..exchange.diagnosis import Diagnosis, Section
from ..settings import say
from .dock import EmptyState
from .findings_tab import FindingsTab
from .icons import icon, state_icon, state_word
from .start_pages import page_layout
from .widgets import MARGIN, SEPARATOR, WrappedLabel, line_height

_MOST_ROWS = 1000


class WelcomePage(QWidget):
    """Nothing was checked yet: drop a file, choose one, or take a layer of the project."""

    def __init__(
        self, choose: Callable[[], Any], check_layer: Callable[[QgsVectorLayer], Any]
    ) -> None:
        super().__init__()
        self.setObjectName("TaxMapReportWelcome")
        self._check_layer = check_layer
        self._state = EmptyState(
            "TaxMapReportEmpty",
            icon("drop_file.svg"),
            self.tr("Drop a map or table here, or choose one. It is only read, never changed."),
            self.tr("Choose a file…"),
            choose,
        )
        self._state.button.setDefault(True)
        self.layers = QgsMapLayerComboBox()
        self.layers.setObjectName("TaxMapReportLayers")
        self.layers.setFilters(QgsMapLayerProxyModel.Filter.VectorLayer)
        self.layers.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.layers.setAccessibleName(self.tr("Layer of the project"))
        self.button = QPushButton(self.tr("Check this layer"))
        self.button.setObjectName("TaxMapReportCheckLayer")
        self.button.clicked.connect(lambda: check_layer(self.layers.currentLayer()))
        self.layers.layerChanged.connect(self._show_layers)
        self._or = WrappedLabel(self.tr("Or take a layer of the project"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, 2 * MARGIN)
        layout.setSpacing(MARGIN)
        layout.addWidget(self._state, 1)
        for widget in (self._or, self.layers):
            layout.addWidget(widget)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self._show_layers()

    def set_busy(self, busy: bool, reason: str) -> None:
        for button in (self._state.button, self.button):
            button.setEnabled(not busy)
            button.setToolTip(reason)

    def release(self) -> None:
        self.layers.layerChanged.disconnect(self._show_layers)

    def _show_layers(self, *_: Any) -> None:
        there = self.layers.count() > 0
        for widget in (self._or, self.layers, self.button):
            widget.setVisible(there)


class ReportPage(QWidget):
    """File and verdict, then two tabs: what the file is, and what is to be checked."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("TaxMapReport")
        self._title = WrappedLabel().emphasise()
        self._verdict = WrappedLabel()
        self._shape = QLabel()
        self._state = "passed"
        self.summary = SummaryTab()
        self.findings = FindingsTab()
        self.tabs = QTabWidget()
        self.tabs.setObjectName("TaxMapReportTabs")
        self.tabs.setDocumentMode(True)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.addTab(self.summary, self.tr("Summary"))
        self.tabs.addTab(self.findings, "")
        self.import_button = QPushButton(self.tr("Import this file…"))
        self.import_button.setObjectName("TaxMapReportImport")
        self.import_button.setDefault(True)
        line = QHBoxLayout()
        line.setSpacing(MARGIN)
        line.addWidget(self._shape, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._verdict, 1)
        head = QVBoxLayout()
        head.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        head.setSpacing(0)
        head.addWidget(self._title)
        head.addLayout(line)
        foot = QVBoxLayout()
        foot.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        foot.addWidget(self.import_button, 0, Qt.AlignmentFlag.AlignRight)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.tabs, 1)
        layout.addLayout(foot)

    def show_diagnosis(self, diagnosis: Diagnosis, codes: dict[int, str]) -> None:
        """Show this report; the tab that needs the officer comes first."""
        findings = diagnosis.findings()
        self._state = (diagnosis.severity or "passed") if diagnosis.rows else "not_started"
        self._title.say(diagnosis.file)
        self._verdict.say(SEPARATOR.join(map(say, _verdict(diagnosis))))
        self.summary.show_sections(diagnosis.sections)
        self.findings.show_findings(findings, codes)
        self.import_button.setEnabled(diagnosis.rows > 0)
        self.tabs.setTabEnabled(self.tabs.indexOf(self.findings), diagnosis.rows > 0)
        title = self.tr("Check ({})").format(len(findings))
        self.tabs.setTabText(self.tabs.indexOf(self.findings), title)
        self.tabs.setCurrentIndex(0)
        self.restyle()

    def find(self) -> None:
        """Put the cursor into the search of the findings."""
        self.tabs.setCurrentWidget(self.findings)
        self.findings.filter.setFocus()

    def restyle(self) -> None:
        self._shape.setPixmap(state_icon(self._state, self.palette()).pixmap(16, 16))
        self._shape.setFixedHeight(line_height(self))
        self.summary.restyle()
        self.findings.restyle()


class SummaryTab(QScrollArea):
    """What the file is, question by question."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("TaxMapReportSummary")
        self._layout = page_layout(self)
        self._layout.addStretch(1)
        self._shapes: list[tuple[QLabel, str]] = []

    def show_sections(self, sections: tuple[Section, ...]) -> None:
        while self._layout.count() > 1:
            old = self._layout.takeAt(0).widget()
            old.setParent(None)
            old.deleteLater()
        self._shapes = []
        for position, section in enumerate(sections):
            self._layout.insertWidget(position, self._section(section))

    def restyle(self) -> None:
        for label, state in self._shapes:
            label.setPixmap(state_icon(state, self.palette()).pixmap(16, 16))
            label.setFixedHeight(line_height(self))

    def _section(self, section: Section) -> QWidget:
        state = section.severity or "passed"
        shape = QLabel()
        shape.setToolTip(state_word(state))
        self._shapes.append((shape, state))
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(WrappedLabel(say(section.title)).emphasise())
        for fact in section.facts:
            texts.addWidget(WrappedLabel(say(fact)))
        if section.findings:
            found = Message("file_report.to_check", count=len(section.findings))
            texts.addWidget(WrappedLabel(SEPARATOR.join([state_word(state), say(found)])))
        widget = QWidget()
        line = QHBoxLayout(widget)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(MARGIN)
        line.addWidget(shape, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(texts, 1)
        return widget


def _verdict(diagnosis: Diagnosis) -> list[Message]:
    if diagnosis.refused is not None:
        return [diagnosis.refused]
    if not diagnosis.rows:
        return [Message("file_report.no_rows")]
    told = [Message("file_report.enters", enters=diagnosis.enters, rows=diagnosis.rows)]
    if diagnosis.without_code:
        told.append(Message("file_report.without_code", count=diagnosis.without_code))
    if diagnosis.set_aside:
        told.append(Message("file_report.set_aside", count=diagnosis.set_aside))
    return told

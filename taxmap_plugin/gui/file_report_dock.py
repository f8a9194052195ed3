"""The file report dock (ตรวจไฟล์ของฉัน): drop a file, read what it is and what is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Optional

import shapely
from qgis.core import QgsCoordinateReferenceSystem, QgsVectorLayer
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtGui import QDragEnterEvent, QDropEvent
from qgis.PyQt.QtWidgets import QFileDialog, QInputDialog, QWidget

from ..core.finding import Finding
from ..core.message import Message
from ..errors import TaxMapError
from ..exchange.diagnose_report import write_pdf
from ..settings import FLASH, LAST_FOLDER, PAN, language, read, read_flag, say, write
from .dock import TaxMapDock
from .file_report_pages import ReportPage, WelcomePage
from .file_report_work import Checked, check, layer_work
from .icons import icon, theme_icon
from .map_places import MapPlaces

_SEVERAL = {"source.choose_layer": "layers", "table_source.choose_sheet": "sheets"}


class FileReportDock(TaxMapDock):
    """Asks for a file or a layer, checks it in the background, shows findings and places."""

    NAME = "TaxMapFileReportDock"
    import_wanted = pyqtSignal(str, str)  # path and layer of the file

    def __init__(self, iface: QgisInterface, parent: Optional[QWidget] = None) -> None:
        super().__init__(self.NAME, "", parent)
        self.setWindowTitle(self.tr("Check file"))
        self.setAcceptDrops(True)
        self._iface = iface
        self._places = MapPlaces(iface.mapCanvas())
        self._checked: Optional[Checked] = None
        self._asked: Any = None  # a path and layer name, or a layer of the project
        self.welcome = WelcomePage(self.choose_file, self.check_layer)
        self.report = ReportPage()
        for page in (self.welcome, self.report):
            self.pages.addWidget(page)
        self._add_tools()
        self.report.findings.finding_chosen.connect(self._show_finding)
        self.report.findings.row_chosen.connect(lambda row: self._show_rows([row]))
        self.report.findings.row_activated.connect(lambda row: self._zoom_to([row]))
        self.report.findings.finding_activated.connect(lambda f: self._zoom_to(list(f.rows)))
        self.report.import_button.clicked.connect(self._want_import)
        self._show_state()

    def choose_file(self) -> None:
        """Ask for a file."""
        path, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Which file shall be checked"),
            str(read(LAST_FOLDER)),
            self.tr("Maps and tables")
            + " (*.shp *.geojson *.json *.gpkg *.kml *.kmz *.dxf *.zip *.csv *.xlsx *.ods *.dbf);;"
            + self.tr("All files")
            + " (*)",
        )
        if path:
            write(LAST_FOLDER, str(Path(path).parent))
            self.check_file(Path(path))

    def check_file(self, path: Path, layer: str = "") -> None:
        """Check a file in the background."""
        self._asked = (path, layer)
        self._run(path.name, check(path, layer))

    def check_layer(self, layer: QgsVectorLayer) -> None:
        """Check a layer or table of the project, as it stands there."""
        self._asked = layer
        self._run(layer.name(), layer_work(layer))

    def check_again(self) -> None:
        """Check the same file or layer once more."""
        if isinstance(self._asked, tuple):
            self.check_file(*self._asked)
        elif self._asked is not None:
            self.check_layer(self._asked)

    def save_page(self) -> None:
        """The report as a PDF file to print or to send."""
        path = self._ask_where(".pdf", "PDF (*.pdf)")
        if path is None or self._checked is None:
            return
        try:
            write_pdf(self._checked.diagnosis, path, language())
        except TaxMapError as error:
            self.tell_error(error)
            return
        self._tell_written(path)

    def save_list(self) -> None:
        """Every row with something to check, as a table for Excel."""
        path = self._ask_where(".csv", "CSV (*.csv)")
        if path is None or self._checked is None:
            return
        frame = self._checked.diagnosis.findings_frame(language())
        try:
            frame.to_csv(path, index=False, encoding="utf-8-sig")
        except OSError as error:
            held = Message("file_report.cannot_write", file=path.name)
            self.tell_error(TaxMapError(held, str(error)))
            return
        self._tell_written(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not self.is_busy() and _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.check_file(_dropped(event)[0])

    def find(self) -> None:
        self.report.find()

    def set_busy(self, busy: bool) -> None:
        reason = self.tr("Wait until the present check has ended.") if busy else ""
        self.welcome.set_busy(busy, reason)
        self._show_state()

    def restyle(self) -> None:
        self.report.restyle()

    def release(self) -> None:
        self._leave_layer()
        self.welcome.release()
        super().release()

    def _add_tools(self) -> None:
        self._open = self.add_tool(
            "TaxMapReportOpen",
            icon("check_file.svg"),
            self.tr("Check a file"),
            self.choose_file,
        )
        self._again = self.add_tool(
            "TaxMapReportAgain",
            theme_icon("mActionRefresh.svg"),
            self.tr("Check again"),
            self.check_again,
            "F5",
        )
        self._flash = self._toggle(
            "TaxMapReportFlash", "mActionHighlightFeature.svg", self.tr("Flash on the map"), FLASH
        )
        self._pan = self._toggle(
            "TaxMapReportPan", "mActionPanToSelected.svg", self.tr("Move the map there"), PAN
        )
        self._page = self.add_tool(
            "TaxMapReportPage",
            theme_icon("mActionSaveAsPDF.svg"),
            self.tr("Save as a page to print"),
            self.save_page,
        )
        self._list = self.add_tool(
            "TaxMapReportList",
            theme_icon("mActionFileSaveAs.svg"),
            self.tr("Save the rows as a table"),
            self.save_list,
        )

    def _toggle(self, name: str, picture: str, tip: str, setting: str) -> Any:
        action = self.add_tool(name, theme_icon(picture), tip, lambda: None)
        action.setCheckable(True)
        action.setChecked(read_flag(setting))
        action.toggled.connect(lambda on: write(setting, on))
        return action

    def _run(self, name: str, work: Any) -> None:
        self.run_task(self.tr("Checking {}").format(name), work, self._show, self._show_failure)

    def _show(self, checked: Checked) -> None:
        self._leave_layer()
        self._checked = checked
        layer = checked.layer()
        if layer is not None:
            layer.selectionChanged.connect(self._follow_layer)
        self.report.show_diagnosis(checked.diagnosis, checked.codes)
        self.pages.setCurrentWidget(self.report)
        seconds = f"{checked.diagnosis.seconds:.1f}"
        told = Message("file_report.done", rows=checked.diagnosis.rows, seconds=seconds)
        self.tell(say(told), "success")

    def _show_failure(self, error: TaxMapError) -> None:
        """A file of several layers or sheets: ask for one, and go on; else say what is wrong."""
        key = _SEVERAL.get(error.message.id)
        if key is None or not isinstance(self._asked, tuple):
            self._forget()
            self.tell_error(error)
            return
        chosen, agreed = QInputDialog.getItem(
            self,
            self.tr("Check my file"),
            self.tr("The file has several layers. Which one?"),
            [str(name) for name in error.message.params[key]],
            editable=False,
        )
        if agreed:
            self.check_file(self._asked[0], chosen)

    def _forget(self) -> None:
        """What stands here would be taken for the file that could not be read."""
        self._leave_layer()
        self._checked = None
        self.pages.setCurrentWidget(self.welcome)
        self._show_state()

    def _show_state(self) -> None:
        known = self._checked is not None
        self._open.setEnabled(not self.is_busy())
        self._again.setEnabled(self._asked is not None and not self.is_busy())
        for action in (self._page, self._list):
            action.setEnabled(known)

    def _show_finding(self, finding: Finding) -> None:
        self._select(list(finding.rows))
        self._show_rows(list(finding.rows))

    def _show_rows(self, rows: list[int]) -> None:
        shapes, crs = self._shapes(rows)
        self._places.show(shapes, crs)

    def _zoom_to(self, rows: list[int]) -> None:
        shapes, crs = self._shapes(rows)
        self._places.zoom(shapes, crs)

    def _shapes(self, rows: list[int]) -> tuple[list[bytes], QgsCoordinateReferenceSystem]:
        checked = self._checked
        if checked is None or checked.source.geom is None:
            return [], QgsCoordinateReferenceSystem()
        found = checked.source.geom[[row - 1 for row in rows]]
        crs = QgsCoordinateReferenceSystem(f"EPSG:{checked.source.epsg}")
        return [shapely.to_wkb(shape) for shape in found if shape is not None], crs

    def _select(self, rows: list[int]) -> None:
        """The selection of the layer follows the selection here."""
        checked = self._checked
        layer = checked.layer() if checked else None
        if checked is not None and layer is not None:
            layer.selectByIds([int(checked.source.fids[row - 1]) for row in rows])

    def _follow_layer(self, *_: Any) -> None:
        """One feature selected on the map: its row is chosen here, if it is listed."""
        checked = self._checked
        layer = checked.layer() if checked else None
        if checked is not None and layer is not None and layer.selectedFeatureCount() == 1:
            positions = (checked.source.fids == layer.selectedFeatureIds()[0]).nonzero()[0]
            for position in positions:
                self.report.findings.point_at(int(position) + 1)

    def _leave_layer(self) -> None:
        layer = self._checked.layer() if self._checked else None
        if layer is not None:
            layer.selectionChanged.disconnect(self._follow_layer)

    def _want_import(self) -> None:
        if self._checked is not None:
            source = self._checked.source
            self.import_wanted.emit(source.path, source.layer)

    def _ask_where(self, suffix: str, kinds: str) -> Optional[Path]:
        if self._checked is None:
            return None
        name = Path(self._checked.diagnosis.file).stem + "_" + self.tr("check")
        return self.ask_where(self.tr("Save"), name, suffix, kinds)

    def _tell_written(self, path: Path) -> None:
        self.tell_written(Message("file_report.written", file=path.name), path)


def _dropped(event: Any) -> list[Path]:
    urls = event.mimeData().urls() if event.mimeData().hasUrls() else []
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]

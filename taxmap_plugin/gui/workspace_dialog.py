"""The dialog that asks for a new workspace: whose it is, where it lies, how codes look."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Optional

from qgis.core import QgsCoordinateReferenceSystem
from qgis.gui import QgsFileWidget, QgsProjectionSelectionWidget
from qgis.PyQt.QtCore import QStandardPaths, Qt
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ..core.message import Message
from ..core.municipality import FIRST_TAX_YEAR, LAST_TAX_YEAR, SIGN_LETTERS, Municipality
from ..core.resources import load_csv
from ..core.thai_text import clean_text
from ..settings import LAST_FOLDER, language, read, say
from .icons import state_icon
from .widgets import MARGIN, FittedLabel

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_OTHER = 0
_FIELD_OF = {
    "municipality.no_name": "name",
    "municipality.bad_code": "code",
    "municipality.bad_sign_letter": "sign_letter",
    "municipality.bad_tax_year": "tax_year",
}


class WorkspaceDialog(QDialog):
    """Fills a :class:`Municipality` and a path; what is wrong stands below its field."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName("TaxMapWorkspaceDialog")
        self.setWindowTitle(self.tr("Create a workspace"))
        self.resize(600, 570)
        self._problems: dict[str, Problem] = {}
        self._path_chosen = False
        self._make_fields()
        content = QWidget()
        self._form = QFormLayout(content)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self._form.setVerticalSpacing(MARGIN)
        self._form.setHorizontalSpacing(2 * MARGIN)
        self._fill_form()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(content)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.ok.setText(self.tr("Create"))
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(self.tr("Cancel"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(scroll)
        layout.addWidget(buttons)
        self.name.setFocus()
        self._suggest_path()

    def municipality(self) -> Municipality:
        """The settings as they stand in the form."""
        return Municipality(
            name=_text(self.name),
            name_en=_text(self.name_en),
            code=_text(self.code),
            kind=self.kind.currentData(),
            tambon=_text(self.tambon),
            amphoe=_text(self.amphoe),
            province=_text(self.province),
            epsg=self.zone.currentData() or self.crs.crs().postgisSrid(),
            sign_letter=self.sign_letter.currentData(),
            tax_year=self.tax_year.value(),
            skip_io=self.skip_io.isChecked(),
        )

    def path(self) -> Path:
        """Where the workspace shall lie; always ends in .gpkg."""
        path = Path(self.file.filePath())
        return path if path.suffix.lower() == ".gpkg" else path.with_name(path.name + ".gpkg")

    def accept(self) -> None:
        """Close when all is right, else go to the first field that is not."""
        wrong = self.validate()
        if not wrong:
            super().accept()
            return
        self.findChild(QWidget, wrong[0]).setFocus()

    def validate(self) -> list[str]:
        """Show what is wrong below its field; returns the names of those fields."""
        found = {
            _FIELD_OF.get(problem.id, "zone"): problem
            for problem in reversed(self.municipality().problems())
        }
        place = self._path_problem()
        if place is not None:
            found["file"] = place
        for name, shown in self._problems.items():
            shown.say(found.get(name))
        return [name for name in self._problems if name in found]

    def _make_fields(self) -> None:
        self.name, self.name_en = QLineEdit(), QLineEdit()
        self.name.textChanged.connect(self._suggest_path)
        self.kind = QComboBox()
        for row in load_csv("domains", "municipality_kind.csv"):
            self.kind.addItem(row[language()], row["code"])
        self.kind.setCurrentIndex(self.kind.findData(Municipality("").kind))
        self.code = QLineEdit()
        self.code.setPlaceholderText(self.tr("8 digits, may stay empty"))
        self.tambon, self.amphoe, self.province = QLineEdit(), QLineEdit(), QLineEdit()
        self.zone = QComboBox()
        self.zone.addItem(self.tr("UTM zone 47 (west of 102°E)"), 32647)
        self.zone.addItem(self.tr("UTM zone 48 (east of 102°E)"), 32648)
        self.zone.addItem(self.tr("Another system…"), _OTHER)
        self.crs = QgsProjectionSelectionWidget()
        self.crs.setCrs(QgsCoordinateReferenceSystem("EPSG:32647"))
        self.crs.setObjectName("crs")
        self.crs.hide()
        self.zone.currentIndexChanged.connect(self._show_crs)
        self.sign_letter = QComboBox()
        for letter in SIGN_LETTERS:
            self.sign_letter.addItem(f"{letter} (01A001-{letter}001)", letter)
        self.skip_io = QCheckBox(self.tr("Skip letters I and O"))
        self.skip_io.setToolTip(self.tr("New blocks are named A–H, J–N, P–Z"))
        self.tax_year = QSpinBox()
        self.tax_year.setRange(FIRST_TAX_YEAR, LAST_TAX_YEAR)
        self.tax_year.setValue(Municipality("").tax_year)
        self.file = QgsFileWidget()
        self.file.setStorageMode(QgsFileWidget.StorageMode.SaveFile)
        self.file.setFilter("GeoPackage (*.gpkg)")
        self.file.setConfirmOverwrite(False)
        self.file.setDialogTitle(self.tr("Where shall the workspace lie"))
        self.file.lineEdit().textEdited.connect(self._keep_path)

    def _fill_form(self) -> None:
        self._row("name", self.tr("Name of the municipality"), self.name)
        self._row("name_en", self.tr("Name in English"), self.name_en)
        self._row("kind", self.tr("Kind"), self.kind)
        self._row("code", self.tr("Code of the municipality"), self.code)
        self._row("tambon", self.tr("Sub-district"), self.tambon)
        self._row("amphoe", self.tr("District"), self.amphoe)
        self._row("province", self.tr("Province"), self.province)
        self._row("zone", self.tr("Coordinate system"), self.zone, self.crs)
        self._row("sign_letter", self.tr("Letter of signboard codes"), self.sign_letter)
        self._row("skip_io", self.tr("Letters of new blocks"), self.skip_io)
        self._row("tax_year", self.tr("Tax year (B.E.)"), self.tax_year)
        self._row("file", self.tr("File"), self.file)

    def _row(self, name: str, text: str, field: QWidget, *more: QWidget) -> None:
        field.setObjectName(name)
        field.setAccessibleName(text)
        label = QLabel(text)
        label.setBuddy(field)
        self._problems[name] = Problem(name)
        cell = QVBoxLayout()
        cell.setSpacing(MARGIN)
        for widget in (field, *more, self._problems[name]):
            cell.addWidget(widget)
        self._form.addRow(label, cell)

    def _show_crs(self) -> None:
        self.crs.setVisible(self.zone.currentData() == _OTHER)

    def _keep_path(self) -> None:
        self._path_chosen = True

    def _suggest_path(self, *_: Any) -> None:
        """The file is named after the municipality until the officer names it herself."""
        if self._path_chosen:
            return
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        folder = str(read(LAST_FOLDER)) or QStandardPaths.writableLocation(documents)
        name = _FORBIDDEN.sub("_", _text(self.name)) or self.tr("Tax map")
        self.file.setFilePath(str(Path(folder) / f"{name}.gpkg"))

    def _path_problem(self) -> Optional[Message]:
        path = self.path()
        if not path.parent.is_dir():
            return Message("workspace.folder_missing", folder=str(path.parent))
        if path.exists():
            return Message("workspace.exists", file=path.name, folder=str(path.parent))
        return None


class Problem(QWidget):
    """What is wrong with the field above, as shape and sentence; nothing while all is right."""

    def __init__(self, field: str) -> None:
        super().__init__()
        self.setObjectName(field + "Problem")
        self._shape = QLabel()
        self.sentence = FittedLabel()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._shape, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.sentence, 1)
        self.hide()

    def say(self, problem: Optional[Message]) -> None:
        self.setVisible(problem is not None)
        if problem is not None:
            self._shape.setPixmap(state_icon("error", self.palette()).pixmap(16, 16))
            self.sentence.say(say(problem))


def _text(field: QLineEdit) -> str:
    return clean_text(field.text()) or ""

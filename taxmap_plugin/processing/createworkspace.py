"""``taxmap:createworkspace``: the database of one municipality, ready to work in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputFile,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterCrs,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..core.feedback import Feedback
from ..core.message import Message
from ..core.municipality import (
    FIRST_TAX_YEAR,
    LAST_TAX_YEAR,
    SIGN_LETTERS,
    UTM_EPSG,
    Municipality,
)
from ..core.resources import load_csv
from ..settings import USER_NAME, language, read
from ..workspace.project_files import create_workspace, project_beside
from .base import TaxMapAlgorithm

_ZONES = tuple(UTM_EPSG)


class CreateWorkspace(TaxMapAlgorithm):
    """Makes the file with every table, its styles and its QGIS project; overwrites nothing."""

    ID = "createworkspace"
    IN_MAIN_THREAD = True
    NAME, NAME_EN, KIND, CODE = "NAME", "NAME_EN", "KIND", "CODE"
    TAMBON, AMPHOE, PROVINCE = "TAMBON", "AMPHOE", "PROVINCE"
    ZONE, CRS, SIGN_LETTER = "ZONE", "CRS", "SIGN_LETTER"
    TAX_YEAR, SKIP_IO, OUTPUT, PROJECT = "TAX_YEAR", "SKIP_IO", "OUTPUT", "PROJECT"

    def initAlgorithm(self, configuration: Any = None) -> None:
        self._add_office()
        self._add_measures()
        self.add(
            QgsProcessingParameterFileDestination(
                self.OUTPUT, self.tr("Workspace file"), "GeoPackage (*.gpkg)"
            ),
            self.tr("A new file; one that exists is never overwritten."),
        )
        self.addOutput(QgsProcessingOutputFile(self.PROJECT, self.tr("QGIS project")))

    def execute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: Feedback
    ) -> dict[str, Any]:
        path = Path(self.parameterAsFileOutput(parameters, self.OUTPUT, context))
        municipality = self._municipality(parameters, context)
        user = str(read(USER_NAME) or "")
        workspace = create_workspace(path, municipality, feedback, language(), user)
        feedback.message(
            Message("project.created", name=municipality.name, file=workspace.path.name)
        )
        return {self.OUTPUT: str(workspace.path), self.PROJECT: str(project_beside(path))}

    def _municipality(
        self, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> Municipality:
        def text(name: str) -> str:
            return self.parameterAsString(parameters, name, context).strip()

        zone = _ZONES[self.parameterAsEnum(parameters, self.ZONE, context)]
        other = self.parameterAsCrs(parameters, self.CRS, context)
        kinds = [row["code"] for row in load_csv("domains", "municipality_kind.csv")]
        return Municipality(
            name=text(self.NAME),
            name_en=text(self.NAME_EN),
            code=text(self.CODE),
            kind=kinds[self.parameterAsEnum(parameters, self.KIND, context)],
            tambon=text(self.TAMBON),
            amphoe=text(self.AMPHOE),
            province=text(self.PROVINCE),
            epsg=other.postgisSrid() if other.isValid() else UTM_EPSG[zone],
            sign_letter=SIGN_LETTERS[self.parameterAsEnum(parameters, self.SIGN_LETTER, context)],
            tax_year=self.parameterAsInt(parameters, self.TAX_YEAR, context),
            skip_io=self.parameterAsBool(parameters, self.SKIP_IO, context),
        )

    def _add_office(self) -> None:
        kinds = load_csv("domains", "municipality_kind.csv")
        usual = [row["code"] for row in kinds].index(Municipality("").kind)
        self.add(
            QgsProcessingParameterString(self.NAME, self.tr("Name of the municipality")),
            self.tr("As it stands on letters and map sheets."),
        )
        self.add(
            QgsProcessingParameterString(self.NAME_EN, self.tr("Name in English"), "", False, True),
            self.tr("For English labels; may stay empty."),
        )
        self.add(
            QgsProcessingParameterEnum(
                self.KIND,
                self.tr("Kind of municipality"),
                [row[language()] for row in kinds],
                defaultValue=usual,
            ),
            self.tr("City, town or sub-district municipality, or an administrative organisation."),
        )
        self.add(
            QgsProcessingParameterString(self.CODE, self.tr("Code (8 digits)"), "", False, True),
            self.tr("The ministry's code of the municipality; may stay empty."),
        )
        for name, label in (
            (self.TAMBON, self.tr("Sub-district")),
            (self.AMPHOE, self.tr("District")),
            (self.PROVINCE, self.tr("Province")),
        ):
            parameter = QgsProcessingParameterString(name, label, "", False, True)
            self.add(parameter, self.tr("Printed on sheets and forms; may stay empty."))

    def _add_measures(self) -> None:
        self.add(
            QgsProcessingParameterEnum(
                self.ZONE, self.tr("UTM zone"), [str(zone) for zone in _ZONES], defaultValue=0
            ),
            self.tr("47 west of 102°E, 48 east of it; it stays for good."),
        )
        self.add(
            QgsProcessingParameterCrs(self.CRS, self.tr("Another system"), None, True),
            self.tr("Any projected system in metres in place of the UTM zone."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterEnum(
                self.SIGN_LETTER,
                self.tr("Letter of signboard codes"),
                [f"{letter}  (01A001-{letter}001)" for letter in SIGN_LETTERS],
                defaultValue=0,
            ),
            self.tr("P or S, as your office writes it."),
        )
        self.add(
            QgsProcessingParameterNumber(
                self.TAX_YEAR,
                self.tr("Tax year (B.E.)"),
                QgsProcessingParameterNumber.Integer,
                Municipality("").tax_year,
                minValue=FIRST_TAX_YEAR,
                maxValue=LAST_TAX_YEAR,
            ),
            self.tr("The year you work on; it can be changed later."),
        )
        self.add(
            QgsProcessingParameterBoolean(self.SKIP_IO, self.tr("Skip the letters I and O"), False),
            self.tr("New blocks are named A–H, J–N, P–Z."),
            advanced=True,
        )

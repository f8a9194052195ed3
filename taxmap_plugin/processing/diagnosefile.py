"""``taxmap:diagnosefile``: ตรวจไฟล์ของฉัน, a report on any layer or table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorLayer,
)

from ..core.feedback import Feedback, Part
from ..exchange.diagnose import diagnose
from ..exchange.diagnose_report import write_html, write_pdf, write_rows
from ..exchange.diagnosis import Diagnosis
from ..settings import language
from ._source_input import is_file, read_input
from .base import TaxMapAlgorithm


class DiagnoseFile(TaxMapAlgorithm):
    """Read-only; needs no workspace."""

    ID = "diagnosefile"
    INPUT, LAYER, ENCODING = "INPUT", "LAYER", "ENCODING"
    HTML, PDF, ROWS_CSV = "HTML", "PDF", "ROWS_CSV"

    def initAlgorithm(self, configuration: Any = None) -> None:
        self.add(
            QgsProcessingParameterVectorLayer(
                self.INPUT, self.tr("File or layer"), [QgsProcessing.TypeVector]
            ),
            self.tr("Any map layer or table: Shapefile, GeoJSON, GeoPackage, KML, CSV, XLSX …"),
        )
        self.add(
            QgsProcessingParameterString(
                self.LAYER, self.tr("Layer or sheet in the file"), optional=True
            ),
            self.tr("Which one, when a file holds several."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterString(self.ENCODING, self.tr("Text encoding"), optional=True),
            self.tr("Only when Thai letters come out wrong: cp874, utf-8 …"),
            advanced=True,
        )
        self._add_destination(self.HTML, self.tr("Page to read"), "HTML (*.html)")
        self._add_destination(self.PDF, self.tr("Page to print"), "PDF (*.pdf)")
        self._add_destination(self.ROWS_CSV, self.tr("List of rows to check"), "CSV (*.csv)")
        for name, label in (
            ("ROWS", self.tr("Rows")),
            ("ENTERS", self.tr("Would enter")),
            ("WITHOUT_CODE", self.tr("Without a code")),
            ("SET_ASIDE", self.tr("Would be set aside")),
            ("FINDINGS", self.tr("Kinds of thing to check")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, label))
        self.addOutput(QgsProcessingOutputString("TABLE", self.tr("What it is")))

    def _add_destination(self, name: str, label: str, pattern: str) -> None:
        self.add(
            QgsProcessingParameterFileDestination(
                name, label, pattern, optional=True, createByDefault=name == self.HTML
            ),
            self.tr("Leave empty to write none."),
        )

    def checkParameterValues(
        self, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> tuple[bool, str]:
        """A file that QGIS cannot load is accepted: reading it tells what is wrong with it."""
        if is_file(parameters.get(self.INPUT)):
            return True, ""
        return super().checkParameterValues(parameters, context)

    def execute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: Feedback
    ) -> dict[str, Any]:
        source = read_input(
            parameters[self.INPUT],
            context,
            self.parameterAsString(parameters, self.LAYER, context),
            self.parameterAsString(parameters, self.ENCODING, context),
            Part(feedback, 0.0, 0.2),
        )
        found = diagnose(source, feedback=Part(feedback, 0.2, 1.0))
        _tell(found, feedback)
        written = {}
        for name, write in (
            (self.HTML, write_html),
            (self.PDF, write_pdf),
            (self.ROWS_CSV, write_rows),
        ):
            path = self.parameterAsFileOutput(parameters, name, context)
            if path:
                write(found, Path(path), language())
                written[name] = path
        return {
            **written,
            "ROWS": found.rows,
            "ENTERS": found.enters,
            "WITHOUT_CODE": found.without_code,
            "SET_ASIDE": found.set_aside,
            "FINDINGS": len(found.findings()),
            "TABLE": found.table.name if found.table else "",
        }


def _tell(found: Diagnosis, feedback: Feedback) -> None:
    """The report in the log, one line a fact."""
    for section in found.sections:
        feedback.message(section.title)
        for message in (*section.facts, *(finding.message for finding in section.findings)):
            feedback.message(message)

"""``taxmap:makedemotown``: the invented municipality as an office's files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputFile,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterNumber,
)

from ..core.demo_town import LEAST, MOST, PARCELS, SEED, generate
from ..core.feedback import Feedback, Part
from ..exchange.demo_files import write_office_files
from .base import TaxMapAlgorithm


class MakeDemoTown(TaxMapAlgorithm):
    """Draws the municipality from a seed and files it with the usual errors."""

    ID = "makedemotown"
    PARCELS, SEED, FOLDER = "PARCELS", "SEED", "FOLDER"
    REGISTER, ERRORS = "REGISTER", "ERRORS"

    def initAlgorithm(self, configuration: Any = None) -> None:
        whole = QgsProcessingParameterNumber.Integer
        self.add(
            QgsProcessingParameterNumber(
                self.PARCELS, self.tr("Parcels"), whole, PARCELS, minValue=LEAST, maxValue=MOST
            ),
            self.tr("How many parcels the municipality has."),
        )
        self.add(
            QgsProcessingParameterNumber(
                self.SEED, self.tr("Number of the town"), whole, SEED, minValue=0
            ),
            self.tr("The same number gives the same town again, another number a new one."),
        )
        self.add(
            QgsProcessingParameterFolderDestination(self.FOLDER, self.tr("Folder for the files")),
            self.tr("Files of the same names in this folder are replaced."),
        )
        self.addOutput(QgsProcessingOutputFile(self.REGISTER, self.tr("Register workbook")))
        self.addOutput(QgsProcessingOutputNumber(self.ERRORS, self.tr("Errors put in")))

    def execute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: Feedback
    ) -> dict[str, Any]:
        seed = self.parameterAsInt(parameters, self.SEED, context)
        parcels = self.parameterAsInt(parameters, self.PARCELS, context)
        folder = Path(self.parameterAsString(parameters, self.FOLDER, context))
        town = generate(seed, parcels, Part(feedback, 0.0, 0.6))
        files = write_office_files(town, folder, Part(feedback, 0.6, 1.0), seed)
        return {
            self.FOLDER: str(files.folder),
            self.REGISTER: str(files.register),
            self.ERRORS: len(files.errors),
        }

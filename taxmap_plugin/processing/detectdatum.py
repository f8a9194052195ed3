"""``taxmap:detectdatum``: what a layer's coordinates really are, judged by its map sheets."""

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

from ..core.datum_guess import DatumGuess
from ..core.feedback import Feedback, Part
from ..core.message import Message
from ..exchange.csv_file import write_csv
from ..exchange.datum_guard import DatumRefused, guess_datum
from ..exchange.layer_profile import guess_columns
from ..exchange.source import Source
from ._source_input import is_file, read_input
from .base import TaxMapAlgorithm


class DetectDatum(TaxMapAlgorithm):
    """Counts the parcels inside their stated sheet under each reading of the coordinates."""

    ID = "detectdatum"
    INPUT, LAYER, SHEET, SCALE, CSV = "INPUT", "LAYER", "SHEET", "SCALE", "CSV"

    def initAlgorithm(self, configuration: Any = None) -> None:
        self.add(
            QgsProcessingParameterVectorLayer(
                self.INPUT, self.tr("Layer"), [QgsProcessing.TypeVectorAnyGeometry]
            ),
            self.tr("Parcels with the names of their map sheets."),
        )
        self.add(
            QgsProcessingParameterString(
                self.SHEET, self.tr("Column of map sheets"), optional=True
            ),
            self.tr("Leave empty to find the column by its name."),
        )
        self.add(
            QgsProcessingParameterString(self.SCALE, self.tr("Column of scales"), optional=True),
            self.tr("Only if the column of map sheets is chosen by hand."),
        )
        self.add(
            QgsProcessingParameterString(self.LAYER, self.tr("Layer in the file"), optional=True),
            self.tr("Which layer, when a file holds several."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterFileDestination(
                self.CSV,
                self.tr("Table of all readings"),
                "CSV (*.csv)",
                optional=True,
                createByDefault=False,
            ),
            self.tr("How many parcels lie in their sheet under each datum and zone."),
        )
        self.addOutput(QgsProcessingOutputString("DATUM", self.tr("Datum")))
        self.addOutput(QgsProcessingOutputNumber("ZONE", self.tr("UTM zone")))
        self.addOutput(QgsProcessingOutputNumber("EPSG", self.tr("EPSG number")))
        self.addOutput(QgsProcessingOutputString("CERTAINTY", self.tr("Certainty")))
        self.addOutput(QgsProcessingOutputNumber("INSIDE", self.tr("Parcels in their sheet")))
        self.addOutput(QgsProcessingOutputNumber("TESTED", self.tr("Parcels tested")))

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
            feedback=Part(feedback, 0.0, 0.6),
        )
        sheet = self.parameterAsString(parameters, self.SHEET, context)
        scale = self.parameterAsString(parameters, self.SCALE, context)
        found = guess_datum(source, _columns(source, sheet, scale))
        if found is None:
            raise DatumRefused(Message("datum_guard.no_sheets", file=source.file))
        feedback.message(found.message)
        path = self.parameterAsFileOutput(parameters, self.CSV, context)
        if path:
            write_csv(found.candidates, Path(path))
        return {self.CSV: path, **_verdict(found)}


def _columns(source: Source, sheet: str, scale: str) -> dict[str, str]:
    """Target → column: as chosen, else as found by name among those of parcels."""
    if sheet:
        return {"map_sheet": sheet, **({"map_scale": scale} if scale else {})}
    guesses = guess_columns(source, "parcel")[1]
    return {guess.target: guess.source for guess in guesses}


def _verdict(found: DatumGuess) -> dict[str, Any]:
    best = found.best
    if best is None:
        return {"DATUM": "", "CERTAINTY": found.certainty}
    return {
        "DATUM": best.datum,
        "ZONE": best.zone,
        "EPSG": best.epsg or 0,
        "CERTAINTY": found.certainty,
        "INSIDE": best.inside,
        "TESTED": best.tested,
    }

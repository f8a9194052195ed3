"""``taxmap:importlayers``: layers of any kind into the workspace."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterCrs,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterString,
)

from ..core.columns import Profile
from ..core.feedback import Feedback, Part
from ..core.message import Message
from ..core.shape_source import LAND_OFFICE, SHAPE_SOURCE
from ..exchange.datum_guard import DatumChoice
from ..exchange.import_report import ImportReport
from ..exchange.layer_import import import_layer
from ..exchange.layer_profile import (
    fitting_profile,
    load_profile,
    map_tables,
    saved_profiles,
    suggest_profile,
)
from ..exchange.set_aside import export_set_aside
from ..exchange.source import Source
from ..settings import language
from ..workspace.schema import tables
from ..workspace.store import Workspace
from ._source_input import epsg_number, inputs, is_file, read_input
from .base import TaxMapAlgorithm

COUNTS = ("INSERTED", "UPDATED", "UNCHANGED", "SET_ASIDE", "FINDINGS")


class ImportLayers(TaxMapAlgorithm):
    """Each layer in a transaction of its own; every row of it is accounted for."""

    ID = "importlayers"
    WORKSPACE, INPUT, LAYER, TABLE, PROFILE = "WORKSPACE", "INPUT", "LAYER", "TABLE", "PROFILE"
    CRS, DATUM, ENCODING, DOCUMENT = "CRS", "DATUM", "ENCODING", "DOCUMENT"
    ASIDE_FOLDER, OF_LAND_OFFICE = "ASIDE_FOLDER", "OF_LAND_OFFICE"

    def initAlgorithm(self, configuration: Any = None) -> None:
        self.add_workspace()
        self.add(
            QgsProcessingParameterMultipleLayers(
                self.INPUT, self.tr("Layers"), QgsProcessing.TypeVectorAnyGeometry
            ),
            self.tr("Layers of the project or files: Shapefile, GeoJSON, GeoPackage, KML, DXF …"),
        )
        self.add(
            QgsProcessingParameterEnum(
                self.TABLE,
                self.tr("What they are"),
                [self.tr("Judge by the columns"), *self._table_titles()],
                defaultValue=0,
            ),
            self.tr("Judged for each layer by its columns, or the same for all."),
        )
        self.add(
            QgsProcessingParameterEnum(
                self.DATUM,
                self.tr("If map sheets contradict the coordinate system"),
                [
                    self.tr("Stop and say so"),
                    self.tr("Follow the map sheets"),
                    self.tr("Trust the layer"),
                ],
                defaultValue=0,
            ),
            self.tr("What to do when the map sheets say that a layer is in another datum."),
        )
        self.add(
            QgsProcessingParameterBoolean(
                self.OF_LAND_OFFICE, self.tr("The shapes are the land office's"), defaultValue=False
            ),
            self.tr(
                "Of parcels: repairs of map quality do not change them unless they are unlocked."
            ),
        )
        self._add_rare_parameters()
        for name, label in zip(COUNTS, self._count_titles()):
            self.addOutput(QgsProcessingOutputNumber(name, label))

    def _add_rare_parameters(self) -> None:
        self.add(
            QgsProcessingParameterString(self.PROFILE, self.tr("Saved mapping"), optional=True),
            self.tr("Name of a mapping saved in the workspace, or the path of a .json file."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterString(self.LAYER, self.tr("Layer in the file"), optional=True),
            self.tr("Which layer, when a file holds several."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterCrs(self.CRS, self.tr("Coordinate system"), optional=True),
            self.tr("Only when a file does not state it, or states a wrong one."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterString(self.ENCODING, self.tr("Text encoding"), optional=True),
            self.tr("Only when Thai letters come out wrong: cp874, utf-8 …"),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterString(self.DOCUMENT, self.tr("Document"), optional=True),
            self.tr("The letter or delivery note that the files came with."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterFolderDestination(
                self.ASIDE_FOLDER,
                self.tr("Folder for rows set aside"),
                optional=True,
                createByDefault=False,
            ),
            self.tr("Rows that cannot enter are written here with their reason, to be repaired."),
        )

    def checkParameterValues(
        self, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> tuple[bool, str]:
        """A file that QGIS cannot load is accepted: reading it tells what is wrong with it."""
        given = inputs(parameters.get(self.INPUT))
        if parameters.get(self.WORKSPACE) and given and all(is_file(value) for value in given):
            return True, ""
        return super().checkParameterValues(parameters, context)

    def execute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: Feedback
    ) -> dict[str, Any]:
        ws = self.workspace(parameters, context)
        given = inputs(parameters[self.INPUT])
        layer = self.parameterAsString(parameters, self.LAYER, context)
        encoding = self.parameterAsString(parameters, self.ENCODING, context)
        document = self.parameterAsString(parameters, self.DOCUMENT, context)
        choice = self._choice(parameters, context)
        reports = []
        for number, value in enumerate(given):
            part = Part(feedback, number / len(given), (number + 1) / len(given))
            source = read_input(value, context, layer, encoding, Part(part, 0.0, 0.3))
            profile = self._profile(ws, source, parameters, context)
            if self.parameterAsBool(parameters, self.OF_LAND_OFFICE, context):
                options = {**profile.options, SHAPE_SOURCE: LAND_OFFICE}
                profile = replace(profile, options=options)
            report = import_layer(ws, source, profile, choice, document, Part(part, 0.3, 1.0))
            for line in report.summary():
                feedback.message(line)
            reports.append(report)
        folder = self.parameterAsString(parameters, self.ASIDE_FOLDER, context)
        if folder:
            _write_set_aside(ws, reports, Path(folder), feedback)
        return {self.ASIDE_FOLDER: folder, **_totals(reports)}

    def _choice(self, parameters: dict[str, Any], context: QgsProcessingContext) -> DatumChoice:
        wanted = self.parameterAsEnum(parameters, self.DATUM, context)
        return DatumChoice(
            epsg=epsg_number(self.parameterAsCrs(parameters, self.CRS, context)),
            put_right=wanted == 1,
            trust=wanted == 2,
        )

    def _profile(
        self,
        ws: Workspace,
        source: Source,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
    ) -> Profile:
        """The named mapping; else a saved one that fits the columns; else a guess."""
        named = self.parameterAsString(parameters, self.PROFILE, context)
        if named:
            is_json = named.lower().endswith(".json")
            return Profile.load(Path(named)) if is_json else load_profile(ws, named)
        number = self.parameterAsEnum(parameters, self.TABLE, context)
        if number:
            return suggest_profile(source, _map_tables()[number - 1])
        saved = fitting_profile(saved_profiles(ws), source, map_tables())
        return saved or suggest_profile(source)

    def _table_titles(self) -> list[str]:
        return [tables()[name].title(language()) for name in _map_tables()]

    def _count_titles(self) -> list[str]:
        return [
            self.tr("New"),
            self.tr("Updated"),
            self.tr("Unchanged"),
            self.tr("Set aside"),
            self.tr("Findings"),
        ]


def _map_tables() -> list[str]:
    """Tables that a layer can be imported into, in the order of the layer tree."""
    return [name for name, table in tables().items() if table.group == "map" and name != "finding"]


def _write_set_aside(
    ws: Workspace, reports: list[ImportReport], folder: Path, feedback: Feedback
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for report in reports:
        if report.set_aside:
            names = dict.fromkeys([Path(report.file).stem, report.table, "set_aside"])
            path = folder / ("_".join(names) + ".gpkg")
            count = export_set_aside(ws, report.batch_uuid, path, language())
            feedback.message(Message("set_aside.written", count=count, file=str(path)))


def _totals(reports: list[ImportReport]) -> dict[str, int]:
    return {
        "INSERTED": sum(report.inserted for report in reports),
        "UPDATED": sum(report.updated for report in reports),
        "UNCHANGED": sum(report.unchanged for report in reports),
        "SET_ASIDE": sum(report.set_aside for report in reports),
        "FINDINGS": sum(sum(report.findings.values()) for report in reports),
    }

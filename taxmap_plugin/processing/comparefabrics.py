"""comparefabrics: an older and a newer parcel map compared, the changes proposed for review."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsProcessingOutputNumber,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterVectorLayer,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ..compat import SOURCE_POLYGON
from ..core.compare_fabrics import FabricComparison, Tolerance, compare_fabrics
from ..core.feedback import Feedback, Part, check_cancelled
from ..core.message import Message
from ..exchange.fabric_layer import fabric_fields, style_fabric_layer, write_fabric_features
from ..exchange.fabric_report import summary, write_report, write_table
from ..exchange.fabric_source import FabricError, fabric_frames, workspace_source
from ..exchange.source import Source
from ..settings import language
from ..workspace.store import Workspace
from ._source_input import read_input
from .base import TaxMapAlgorithm


class _Colours(QgsProcessingLayerPostProcessorInterface):
    """Styles the layer of proposals when Processing has loaded it."""

    def postProcessLayer(
        self, layer: QgsVectorLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        style_fabric_layer(layer, language())


class CompareFabrics(TaxMapAlgorithm):
    """Read-only: it proposes, the officer decides."""

    ID = "comparefabrics"

    def initAlgorithm(self, configuration: Any = None) -> None:
        self._add_maps()
        self._add_tolerances()
        self._add_outputs()

    def _add_maps(self) -> None:
        self.add(
            QgsProcessingParameterVectorLayer(
                "NEWER", self.tr("Newer map"), [QgsProcessing.TypeVectorPolygon]
            ),
            self.tr("The parcels as they are now, such as a new file of the land office."),
        )
        self.add(
            self._field("NEWER_KEY", self.tr("Key in the newer map"), "NEWER"),
            self.tr("The column of the parcels' keys. Empty: the one that looks like it."),
        )
        self.add(
            QgsProcessingParameterVectorLayer(
                "OLDER", self.tr("Older map"), [QgsProcessing.TypeVectorPolygon], optional=True
            ),
            self.tr("The parcels as they were. Leave it empty to compare with a workspace."),
        )
        self.add(
            self._field("OLDER_KEY", self.tr("Key in the older map"), "OLDER"),
            self.tr("The column of the parcels' keys. Empty: the one that looks like it."),
        )
        self.add(
            QgsProcessingParameterFile(
                "WORKSPACE", self.tr("Or the parcels of a workspace"), extension="gpkg",
                optional=True,
            ),
            self.tr("The office's own map (.gpkg) in place of an older map; it is only read."),
        )  # fmt: skip

    def _add_tolerances(self) -> None:
        usual = Tolerance()
        self.add(
            self._number("SHIFT", self.tr("Shift of lines (metres)"), usual.shift, 50.0),
            self.tr("A line that lies this close to the old one is the same line."),
        )
        self.add(
            self._number(
                "AREA_PERCENT", self.tr("Area tolerance (percent)"), 100 * usual.area, 100
            ),
            self.tr("A greater difference between the areas before and after is pointed out."),
        )
        self.add(
            self._number("LEAST_AREA", self.tr("Smallest change (m²)"), usual.least, 10000.0),
            self.tr("Less ground than this is not spoken of; 4 m² are 1 square wah."),
            advanced=True,
        )
        self.add(
            self._number(
                "SHARE_PERCENT", self.tr("Smallest share (percent)"), 100 * usual.share, 100
            ),
            self.tr("An old and a new parcel that share less of their ground are separate cases."),
            advanced=True,
        )

    def _add_outputs(self) -> None:
        self.add(
            QgsProcessingParameterFeatureSink(
                "OUTPUT", self.tr("Proposed changes"), SOURCE_POLYGON
            ),
            self.tr("Every old and new parcel of every case, coloured by what has become of it."),
        )
        for name, label, pattern in (
            ("REPORT", self.tr("Page to read"), "HTML (*.html)"),
            ("TABLE", self.tr("List of cases"), "CSV (*.csv)"),
        ):
            self.add(
                QgsProcessingParameterFileDestination(
                    name, label, pattern, optional=True, createByDefault=name == "REPORT"
                ),
                self.tr("Leave empty to write none."),
            )
        for kind, label in self._kinds().items():
            self.addOutput(QgsProcessingOutputNumber(kind.upper(), label))
        self.addOutput(QgsProcessingOutputNumber("VANISHED", self.tr("Keys only in the older map")))
        self.addOutput(QgsProcessingOutputNumber("APPEARED", self.tr("Keys only in the newer map")))

    def _kinds(self) -> dict[str, str]:
        return {
            "split": self.tr("Split"),
            "merge": self.tr("Merged"),
            "redivision": self.tr("Divided anew"),
            "renamed": self.tr("New key"),
            "reshaped": self.tr("Reshaped"),
            "moved": self.tr("Moved"),
            "new": self.tr("New parcels"),
            "gone": self.tr("Gone"),
        }

    @staticmethod
    def _field(name: str, label: str, layer: str) -> QgsProcessingParameterDefinition:
        return QgsProcessingParameterField(
            name, label, parentLayerParameterName=layer, optional=True
        )

    @staticmethod
    def _number(name: str, label: str, usual: float, most: float) -> QgsProcessingParameterNumber:
        return QgsProcessingParameterNumber(
            name,
            label,
            QgsProcessingParameterNumber.Double,
            defaultValue=usual,
            minValue=0.0,
            maxValue=most,
        )

    def execute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: Feedback
    ) -> dict[str, Any]:
        older = self._older(parameters, context, Part(feedback, 0.0, 0.15))
        newer = read_input(parameters["NEWER"], context, feedback=Part(feedback, 0.15, 0.3))
        keys = tuple(
            self.parameterAsString(parameters, k, context) for k in ("OLDER_KEY", "NEWER_KEY")
        )
        before, after, epsg = fabric_frames(
            older, newer, (keys[0], keys[1]), Part(feedback, 0.3, 0.5)
        )
        tolerance = self._tolerance(parameters, context)
        found = compare_fabrics(before, after, tolerance, Part(feedback, 0.5, 0.9))
        for message in summary(found):
            feedback.message(message)
        check_cancelled(feedback)
        results = {kind.upper(): count for kind, count in found.counts().items()}
        results.update(VANISHED=len(found.vanished), APPEARED=len(found.appeared))
        written = self._write(parameters, context, found, (older.file, newer.file))
        output = self._show(parameters, context, found, (before, after), epsg)
        feedback.progress(1.0)
        return {**results, **written, "OUTPUT": output}

    def _older(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: Feedback
    ) -> Source:
        """The older map: a layer, or the parcels of a workspace; exactly one of them."""
        workspace = self.parameterAsFile(parameters, "WORKSPACE", context)
        layer = parameters.get("OLDER")
        if bool(workspace) == bool(layer):
            raise FabricError(Message("fabric_source.one_older"))
        if workspace:
            return workspace_source(Workspace.open(Path(workspace)))
        return read_input(layer, context, feedback=feedback)

    def _tolerance(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Tolerance:
        def number(name: str) -> float:
            return float(self.parameterAsDouble(parameters, name, context))

        return Tolerance(
            shift=number("SHIFT"),
            least=number("LEAST_AREA"),
            area=number("AREA_PERCENT") / 100,
            share=number("SHARE_PERCENT") / 100,
        )

    def _write(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        found: FabricComparison,
        files: tuple[str, str],
    ) -> dict[str, str]:
        written = {}
        report = self.parameterAsFileOutput(parameters, "REPORT", context)
        if report:
            write_report(found, files, Path(report), language())
            written["REPORT"] = report
        table = self.parameterAsFileOutput(parameters, "TABLE", context)
        if table:
            write_table(found, Path(table), language())
            written["TABLE"] = table
        return written

    def _show(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        found: FabricComparison,
        maps: tuple[pd.DataFrame, pd.DataFrame],
        epsg: int,
    ) -> str:
        crs = QgsCoordinateReferenceSystem.fromEpsgId(epsg)
        sink, output = self.parameterAsSink(
            parameters, "OUTPUT", context, fabric_fields(), QgsWkbTypes.MultiPolygon, crs
        )
        write_fabric_features(found, *maps, sink, language())
        del sink  # closes the file
        self.dress(context, output, _Colours())
        return str(output)

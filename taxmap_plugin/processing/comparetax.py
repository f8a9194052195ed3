"""``taxmap:comparetax``: two assessments parcel by parcel, and why they differ."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFileDestination,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ..compat import SOURCE_POLYGON
from ..core.feedback import Feedback, Part
from ..core.message import Message
from ..core.money import format_baht
from ..core.municipality import FIRST_TAX_YEAR
from ..core.tax_check import DIFFERENT, PAYER, SAME, STATES, VALUES
from ..core.tax_comparison import CAME, GONE, TaxComparison
from ..editing.assess import work_out
from ..editing.compare_tax import compare_with_frozen, compare_with_kept, compare_years, has_kept
from ..errors import TaxMapError
from ..exchange.tax_comparison_workbook import state_titles, why_text, write_tax_comparison
from ..exchange.tax_difference_layer import (
    TaxPlace,
    difference_fields,
    style_differences,
    write_differences,
)
from ..exchange.tax_names import TaxNames
from ..settings import language
from ..workspace.frozen_copy import open_frozen
from ..workspace.store import Workspace
from .base import TaxMapAlgorithm

_OTHER_YEAR, _LAST_RUN, _FROZEN = range(3)


class _Colours(QgsProcessingLayerPostProcessorInterface):
    """Colours the parcels by what changed, once Processing has loaded them."""

    def postProcessLayer(
        self, layer: QgsVectorLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        style_differences(layer, state_titles(language()), "tax_comparison_report", language())


class CompareTax(TaxMapAlgorithm):
    """Reads the workspace and its copies; changes nothing in them."""

    ID = "comparetax"
    IN_MAIN_THREAD = True

    def initAlgorithm(self, configuration: Any = None) -> None:
        self.add_workspace()
        self.add_year()
        self.add(
            QgsProcessingParameterEnum(
                "WITH",
                self.tr("Compared with"),
                [
                    self.tr("Another tax year"),
                    self.tr("The same year as it was kept"),
                    self.tr("The same year by the frozen copy of 1 January"),
                ],
                defaultValue=_OTHER_YEAR,
            ),
            self.tr(
                "The second shows what another run of the assessment would change, the third what "
                "was changed in the workspace since the data were frozen."
            ),
        )
        self.add_year("OTHER_YEAR", self.tr("The other tax year (B.E.)"))
        self.parameterDefinition("OTHER_YEAR").setHelp(self.tr("Blank: the year before."))
        self.add(
            QgsProcessingParameterBoolean(
                "KEPT", self.tr("Years that were assessed as they were kept"), defaultValue=True
            ),
            self.tr(
                "For two years. Without it, and for years that were not kept, both are worked out "
                "from the registers as they are now."
            ),
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                "OUTPUT", self.tr("Parcels that changed"), SOURCE_POLYGON, optional=True,
                createByDefault=True,
            ),
            self.tr("Coloured by what changed, with both taxes and why."),
        )  # fmt: skip
        self.add(
            QgsProcessingParameterFileDestination(
                "XLSX", self.tr("Workbook"), "Excel (*.xlsx)", optional=True, createByDefault=False
            ),
            self.tr(
                "Sums, causes, every parcel with both sides, and their derivations side by side. "
                "Names are masked."
            ),
        )
        labels = {
            SAME: ("SAME", self.tr("Same")),
            PAYER: ("PAYER", self.tr("Same tax, another payer")),
            VALUES: ("VALUES", self.tr("Same tax, other values")),
            DIFFERENT: ("DIFFERENT", self.tr("Another tax")),
            GONE: ("GONE", self.tr("Gone")),
            CAME: ("NEW", self.tr("New")),
        }
        for name, label in labels.values():
            self.addOutput(QgsProcessingOutputNumber(name, label))
        self.addOutput(QgsProcessingOutputNumber("TAX_BEFORE", self.tr("Tax before (baht)")))
        self.addOutput(QgsProcessingOutputNumber("TAX_AFTER", self.tr("Tax after (baht)")))

    def execute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: Feedback
    ) -> dict[str, Any]:
        ws = self.workspace(parameters, context)
        year = self.year(parameters, context, ws)
        found, others = self._compared(parameters, context, ws, year, Part(feedback, 0.0, 0.8))
        counts = found.counts
        results: dict[str, Any] = {
            "SAME": counts[SAME],
            "PAYER": counts[PAYER],
            "VALUES": counts[VALUES],
            "DIFFERENT": counts[DIFFERENT],
            "GONE": counts[GONE],
            "NEW": counts[CAME],
        }
        results.update(_tell(found, feedback))
        names = TaxNames.read(*others, ws)
        output = self._layer(parameters, context, [*others, ws], found, names)
        if output:
            results["OUTPUT"] = output
        path = self.parameterAsFileOutput(parameters, "XLSX", context)
        if path:
            write_tax_comparison(found, names, Path(path), language())
            results["XLSX"] = path
        feedback.progress(1.0)
        return results

    def _compared(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        ws: Workspace,
        year: int,
        feedback: Feedback,
    ) -> tuple[TaxComparison, list[Workspace]]:
        """The comparison, and what else than ``ws`` it is of."""
        chosen = self.parameterAsEnum(parameters, "WITH", context)
        if chosen == _FROZEN:
            return compare_with_frozen(ws, year, feedback), [open_frozen(ws, year)]
        if chosen == _LAST_RUN:
            if not has_kept(ws, year):
                raise TaxMapError(Message("compare_tax.never_kept", year=year), level="warning")
            return compare_with_kept(ws, work_out(ws, year, feedback)), []
        other = max(year - 1, FIRST_TAX_YEAR)
        if parameters.get("OTHER_YEAR") is not None:
            other = self.parameterAsInt(parameters, "OTHER_YEAR", context)
        if other == year:
            raise TaxMapError(Message("compare_tax.same_year"), level="warning")
        kept = self.parameterAsBool(parameters, "KEPT", context)
        return compare_years(ws, other, year, kept, feedback), []

    def _layer(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        readers: list[Workspace],
        found: TaxComparison,
        names: TaxNames,
    ) -> str:
        crs = QgsCoordinateReferenceSystem.fromEpsgId(readers[-1].epsg)
        sink, output = self.parameterAsSink(
            parameters, "OUTPUT", context, difference_fields(), QgsWkbTypes.MultiPolygon, crs
        )
        if sink is None:
            return ""
        places = (
            TaxPlace(
                *(row.parcel, names.parcels.get(row.parcel, "–"), row.state),
                *(row.before["tax"], row.after["tax"], why_text(row, language())),
            )
            for row in found.rows
        )
        write_differences(readers, places, state_titles(language()), sink)
        del sink  # closes the file
        self.dress(context, output, _Colours())
        return str(output)


def _tell(found: TaxComparison, feedback: Feedback) -> dict[str, Any]:
    """Say what was found; the sums of both sides in baht."""
    before, after = (
        sum(side["tax"] or 0 for side in sides)
        for sides in ([row.before for row in found.rows], [row.after for row in found.rows])
    )
    counts = {state: f"{found.counts[state]:,}" for state in STATES}
    told = {"before": found.before, "after": found.after, **counts}
    feedback.message(Message("compare_tax.told", **told))
    sums = {"before": format_baht(before), "after": format_baht(after)}
    gap = f"{'+' if after >= before else '−'}{format_baht(abs(after - before))}"
    feedback.message(Message("compare_tax.sums", **sums, difference=gap))
    return {"TAX_BEFORE": before / 100, "TAX_AFTER": after / 100}
